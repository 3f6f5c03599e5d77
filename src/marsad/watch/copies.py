"""Near-copies: one dispatch in several outlets, perhaps shortened, with another lead or another headline.

Two steps. A report is kept with the smallest hashes of its runs of four words (a bottom-k sketch, Broder 1997): reports that share some of them are candidates.
A candidate is a copy where enough of the words of the shorter one stand in the same order in the longer one (longest common subsequence, rapidfuzz).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from marsad.arabic.orthography import fold

SKETCH = 24
"""Hashes kept of a report."""
LIKE = 0.8
"""Part of the words of the shorter report that stand in the same order in the longer one. See docs/watch.md for what it gives on pairs of reports."""
_RUN = 4
_SHORTEST = 20
"""Words below which a report is no copy of anything: short news of one kind are alike by themselves."""


def words_of(text: str) -> list[str]:
    """The words of a text for comparing: folded, without punctuation."""
    cleaned = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    return cleaned.split()


def sketch(words: Sequence[str]) -> list[int]:
    """The smallest hashes of the runs of words, ascending, as signed 64-bit numbers; none for a text that is too short to be compared."""
    if len(words) < _SHORTEST:
        return []
    runs = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    return sorted(int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True) for run in runs)[:SKETCH]


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The part of the words of the shorter text that stand in the same order in the other one, 0 to 1."""
    from rapidfuzz.distance import LCSseq

    shorter = min(len(one), len(other))
    return float(LCSseq.similarity(one, other)) / shorter if shorter else 0.0
