"""The dead as one number and as a range, by the rules of `data/amounts.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.arabic.orthography import fold
from marsad.schemes import vocabulary

if TYPE_CHECKING:
    from marsad.record import Count, Event


def fatalities(event: Event) -> int:
    """ACLED's one number: the lowest credible; none told is 0. "Up to N" and "N killed and wounded" are an amount without a
    figure, never more than N."""
    count = event.killed
    if count is None:
        return 0
    if count.min is not None:
        return count.min
    least = _least(count, event.event_type)
    return least if count.max is None else min(least, count.max)


def estimates(event: Event) -> tuple[int, int, int] | None:
    """UCDP's best, high and low, or None where no dead are told. Of a range the best is the lower end; "at least N" is N for all three;
    "up to N" is low 0, best 0, high N; a vague amount is what its word says at least."""
    count = event.killed
    if count is None:
        return None
    if count.min is not None:
        return count.min, count.max if count.max is not None else count.min, count.min
    if count.max is not None:
        return 0, count.max, 0
    least = _least(count, None)
    return least, least, least


def _least(count: Count, event_type: str | None) -> int:
    said = amount(count.quote)
    if said is not None:
        return said
    several = vocabulary.amounts()
    return several.several_by_type.get(event_type or "", several.several)


def amount(quote: str) -> int | None:
    """The least that a vague amount in Arabic says ("عشرات" 10, "مئات" 100), or None where the words give no magnitude."""
    found = _amount(quote)
    return found[1] if found else None


def amount_word(quote: str) -> str | None:
    """The word of a quote that tells its amount, normalised, or None."""
    found = _amount(quote)
    return found[0] if found else None


def _amount(quote: str) -> tuple[str, int] | None:
    words = [variant for word in re.findall(r"\w+", fold(quote)) for variant in (word, *(word.removeprefix(p) for p in _PREFIXES if word.startswith(p)))]
    return next(((word, least) for forms, least in _table() for word in words if word in forms), None)


_PREFIXES = ("ال", "بال", "لل", "وال", "و", "ب", "ل")


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[frozenset[str], int], ...]:
    return tuple((frozenset(fold(word) for word in entry.words), entry.least) for entry in vocabulary.amounts().amounts)
