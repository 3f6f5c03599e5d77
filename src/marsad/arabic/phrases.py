"""Tables of phrases that are searched in running text: names of places, actors, sources, months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from marsad.arabic.words import MARK, WORD, Reading, Token, cases, readings, tokenise, without_case
from marsad.memo import Memo

T = TypeVar("T")
_QUOTES = frozenset("\"'")


@lru_cache(maxsize=1 << 17)
def first_word_keys(norm: str) -> tuple[tuple[str, Reading], ...]:
    """The keys under which a first word is looked up: every reading of its proclitics, without case ending."""
    return tuple((without_case(reading.rest), reading) for reading in readings(norm))


@lru_cache(maxsize=1 << 12)
def _first_words(norm: str) -> tuple[str, ...]:
    """The keys alone, for the many tables that know none of them."""
    return tuple([key for key, _ in first_word_keys(norm)])


@dataclass(slots=True, eq=False)
class Match(Generic[T]):
    """A phrase found, never changed once made: tokens [first, last], the half-open offsets without the proclitics of the first word, and what it stands for."""

    first: int
    last: int
    start: int
    end: int
    reading: Reading
    payloads: tuple[T, ...]


class _Node(Generic[T]):
    """What the words of a phrase lead to so far: what they stand for, and the words that may follow, in each of their cases."""

    __slots__ = ("next", "payloads")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.payloads: tuple[T, ...] = ()


class Phrases(Generic[T]):
    """A table of phrases. Words are compared normalised and without case endings; the first word may carry proclitics; quotation
    marks inside a phrase (تنظيم "داعش") are stepped over."""

    def __init__(self) -> None:
        self._tree: _Node[T] = _Node()
        self._size = 0
        self._openings: Memo[str, tuple[tuple[_Node[T], Reading], ...]] = Memo(self._opened_by)

    def add(self, phrase: str, payload: T) -> None:
        """Put a phrase of Arabic words into the table; several payloads may share a phrase. Raises ValueError for an empty one."""
        words = [without_case(t.norm) for t in tokenise(phrase) if not (t.kind == MARK and t.norm in _QUOTES)]
        if not words:
            raise ValueError(f"a phrase has no words: {phrase!r}")
        node = self._tree
        for word in words:
            following = node.next.get(word)
            if following is None:
                following = _Node()
                node.next.update(dict.fromkeys(cases(word), following))
            node = following
        if payload not in node.payloads:
            self._size += not node.payloads
            node.payloads = (*node.payloads, payload)
        self._openings.clear()

    def __len__(self) -> int:
        return self._size

    def _opened_by(self, norm: str) -> tuple[tuple[_Node[T], Reading], ...]:
        roots = self._tree.next
        return tuple([(roots[key], reading) for key, reading in first_word_keys(norm) if key in roots])

    def opens(self, norm: str) -> bool:
        """Whether a phrase can begin with a normalised word. Asked once for each word of the language, so that no answer is kept here."""
        return not self._tree.next.keys().isdisjoint(_first_words(norm))

    def at(self, tokens: Sequence[Token], index: int) -> Match[T] | None:
        """The longest phrase that begins at token `index`, or None. The reading that peels least wins between equal lengths."""
        openings = self._openings[tokens[index].norm]
        if not openings:
            return None
        reached, found = -1, None
        count = len(tokens)
        for node, reading in openings:
            last, at = index, node
            while True:
                if last > reached and at.payloads:
                    reached, found = last, (reading, at.payloads)
                if not at.next:
                    break
                last += 1
                while last < count and tokens[last].kind == MARK and tokens[last].norm in _QUOTES:
                    last += 1
                following = at.next.get(tokens[last].norm) if last < count else None
                if following is None:
                    break
                at = following
        if found is None:
            return None
        reading, payloads = found
        token = tokens[index]
        return Match(index, reached, token.start + proclitic_length(token, reading), tokens[reached].end, reading, payloads)

    def find(self, tokens: Sequence[Token]) -> Iterator[Match[T]]:
        """Every phrase in the tokens, left to right, longest first, without overlaps."""
        index = 0
        while index < len(tokens):
            match = self.at(tokens, index) if tokens[index].kind == WORD else None
            if match is None:
                index += 1
            else:
                yield match
                index = match.last + 1


def proclitic_length(token: Token, reading: Reading) -> int:
    """How many characters of `token.raw` the proclitics of a reading take (vowel signs that follow them included).

    The article stays with the word; in لل the first ل is the preposition and the second stands for the article.
    """
    letters = len(reading.conjunction) + len(reading.preposition)
    if not letters:
        return 0
    at = 0
    for char in token.raw:
        if _is_letter(char):
            if not letters:
                break
            letters -= 1
        at += 1
    return at


def _is_letter(char: str) -> bool:
    if char <= "\u064a":
        return char >= "\u0620" and char != "\u0640"
    return char >= "\u066e" and char.isalpha() and char != "\u0670"
