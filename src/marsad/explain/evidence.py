"""The notes of a record's reasons, taken apart again: what was seen, the log-odds, and what each feature weighed.

A weighed decision writes its note as `[remark; ]+2.5: kind state force +0.6, after, noun, bare +0.3` (`marsad.events.evidence.Reason`); names
of features may hold commas. Any other note is a remark alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WEIGHT = r"[+-]\d+\.\d"
_FEATURE = re.compile(rf"(\S.*?) ({_WEIGHT})(?:, |$)")
_NOTE = re.compile(rf"(?:(?P<remark>.*?); )?(?P<score>{_WEIGHT}): (?P<features>(?:.* {_WEIGHT})?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A note: the remark (may be empty), the log-odds of the decision (None where nothing was weighed), the features with their weights."""

    remark: str
    score: float | None = None
    features: tuple[tuple[str, float], ...] = ()


def weighed(note: str) -> Weighed:
    """Read a note of a reason."""
    found = _NOTE.fullmatch(note)
    if found is None:
        return Weighed(note)
    features = tuple((name, float(weight)) for name, weight in _FEATURE.findall(found["features"]))
    return Weighed(found["remark"] or "", float(found["score"]), features)
