"""A table that answers a question about a word once: `memo[word]`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST = 1 << 17
"""How many answers a table holds: more than the different words of ten thousand reports."""


class Memo(dict[K, V]):
    """The answers of `find` by what was asked, found at the first asking. A full table is emptied: words that are frequent come back soon.

    Looking a known word up costs no call of a Python function, which is what the loops over all words of a text need. Pickled without its answers.
    """

    __slots__ = ("find", "most")

    def __init__(self, find: Callable[[K], V], *, most: int = MOST) -> None:
        super().__init__()
        self.find, self.most = find, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self.most:
            self.clear()
        value = self[key] = self.find(key)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.find, self.most)


def _again(find: Callable[[K], V], most: int) -> Memo[K, V]:
    return Memo(find, most=most)
