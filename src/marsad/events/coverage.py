"""What the frames do not know: frequent words beside armed sides that no entry of the lexicon reads.

Where an armed side acts, its act stands right before it (verb, subject) or right after it (headlines). A word is missing where it stands
there clearly more often than elsewhere and no frame, means, actor, place or time reads it. The measure is Dunning's
log-likelihood ratio (Dunning, T. (1993), "Accurate methods for the statistics of surprise and coincidence").
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.arabic.text import read_text
from marsad.arabic.words import WORD, readings
from marsad.events.frames import EventLexicon
from marsad.record import CodedReport
from marsad.report import Report

_ARMED = frozenset((1, 2, 3, 4, 8))
"""Inter codes of sides that carry weapons (codebook, section 3)."""
_REACH = 2
"""How many words before an armed side are read as beside it."""
_STRANGE = 3.84
"""The log-likelihood ratio from which a difference is held not to be chance (5 %, chi-square with one degree of freedom)."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A word (normalised) that no entry reads: how often beside armed sides and elsewhere, how telling (log-likelihood ratio), how many of
    its sentences beside them gave no event at all, and one of those."""

    word: str
    beside: int
    elsewhere: int
    telling: float
    silent: int
    sentence: str


class Coverage:
    """Counts words report by report: `add` each, then read `missing`."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._in: Counter[str] = Counter()
        self._out: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self._sentence: dict[str, str] = {}

    def add(self, report: Report, record: CodedReport) -> None:
        """Count the words of a report, coded before."""
        text = read_text(report.full_text)
        tokens = text.tokens
        triggers = [(t.start, t.end) for e in record.events for t in e.triggers]
        spans = [(s.start, s.end) for group in (record.actors, record.places, record.times) for s in group]
        armed = {a.start: a.end for a in record.actors if a.inter in _ARMED}
        covered = {i for start, end in (*spans, *triggers) for i in range(start, end)}
        beside: set[int] = set()
        for k, token in enumerate(tokens):
            if token.start in armed:
                after = next((i for i in range(k, len(tokens)) if tokens[i].start >= armed[token.start]), len(tokens))
                beside.update((*range(max(0, k - _REACH), k), after))
        for sentence in text.sentences:
            silent = not any(sentence.start <= start < sentence.end for start, _ in triggers)
            for k in range(sentence.first, sentence.last):
                token = tokens[k]
                if token.kind != WORD or token.start in covered or len(token.norm) < 3 or self._known(token.norm):
                    continue
                word = _plain(token.norm)
                (self._in if k in beside else self._out)[word] += 1
                if k in beside and silent:
                    self._silent[word] += 1
                    self._sentence.setdefault(word, text.full[sentence.start : sentence.end].strip())

    def _known(self, norm: str) -> bool:
        lexicon = self._lexicon
        return bool(lexicon.words.look_up(norm) or lexicon.means.look_up(norm))

    def missing(self, *, least: int = 5) -> list[Missing]:
        """The words met beside armed sides at least `least` times and more often than chance would have them, most telling first."""
        inside, outside = sum(self._in.values()), sum(self._out.values())
        found = []
        for word, count in self._in.items():
            other = self._out[word]
            if count < least or not outside or count * outside <= other * inside:
                continue
            telling = _ratio(count, inside, other, outside)
            if telling >= _STRANGE:
                found.append(Missing(word, count, other, telling, self._silent[word], self._sentence.get(word, "")))
        return sorted(found, key=lambda m: (-m.telling, m.word))


def words_of(reports: Iterable[tuple[Report, CodedReport]], lexicon: EventLexicon) -> Coverage:
    """The coverage of many coded reports."""
    coverage = Coverage(lexicon)
    for report, record in reports:
        coverage.add(report, record)
    return coverage


def _plain(norm: str) -> str:
    """A word without conjunction, article and the prepositions that join it, where three letters or more are left."""
    word = norm
    for reading in readings(norm):
        if not reading.preposition and reading.conjunction == "و" and len(reading.rest) > 4:
            word = reading.rest
        if reading.article and len(reading.rest) > 5:
            return reading.rest[2:]
    return word


def _ratio(a: int, n: int, b: int, m: int) -> float:
    """Dunning's log-likelihood ratio of `a` in `n` against `b` in `m`."""
    expected_a, expected_b = n * (a + b) / (n + m), m * (a + b) / (n + m)
    return 2 * (a * math.log(a / expected_a) + (b * math.log(b / expected_b) if b else 0.0))
