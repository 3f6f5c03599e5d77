"""Many failures of one input: the first ones by name, the rest as a count; and an end where nothing but failures comes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from marsad.reading.items import InputFailure, Items, Read

NAMED = 100
"""Failures of one input that are named one by one. Who has more of them mends the whole, not each."""
MOST_IN_A_ROW = 100_000
"""Broken items in a row after which an input is given up: a second or two of reading, and no list of reports begins like this."""
_FOREIGN = 10
"""What a broken item weighs against a sound text in another language."""
_REASONS = 3
_OWN = re.compile(r"'.*'|\d[\d,]*")
"""What of a message belongs to the one item: its words and numbers."""


def bounded(name: str, items: Iterable[Read | InputFailure]) -> Items:
    """The items, with the failures beyond `NAMED` as one at the end that tells how many more there were, and of which kinds.

    After `MOST_IN_A_ROW` failures without a report between them nothing more is read, and that is told. Sound texts in other languages count a tenth:
    a list of many languages may hold long runs of them.
    """
    named = row = weight = 0
    more: Counter[str] = Counter()
    last: InputFailure | None = None
    for item in items:
        if isinstance(item, Read):
            row = weight = 0
            yield item
            continue
        if item.notice or item.whole:
            yield item
            continue
        if named < NAMED:
            named += 1
            yield item
        else:
            reason = _OWN.sub("…", item.message)
            more[reason if len(more) < _REASONS or reason in more else "other reasons"] += item.count
            last = item
        row += 1
        weight += 1 if item.foreign else _FOREIGN
        if weight >= MOST_IN_A_ROW * _FOREIGN:
            yield from _rest(name, more, last)
            yield InputFailure(
                name, f"given up after {row:,} items in a row that give no report", "check what it is; what came before them was read", whole=True
            )
            return
    yield from _rest(name, more, last)


def _rest(name: str, more: Counter[str], last: InputFailure | None) -> Items:
    if last is None:
        return
    told = "; ".join(f"{count:,} times: {message}" for message, count in more.most_common())
    yield InputFailure(name, f"{more.total():,} more failures, the last one at {last.name} ({told})", last.remedy, count=more.total(), whole=True)
