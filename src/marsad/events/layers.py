"""Everything that the earlier stages found in a text, by token: what the event stage reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.actors.mentions import ActorMention
from marsad.arabic.text import Sentence, Text
from marsad.arabic.words import MARK, WORD
from marsad.events.counts import CountMention
from marsad.events.frames import EventLexicon
from marsad.places import FoundPlace
from marsad.record import Time

if TYPE_CHECKING:
    from marsad.events.attribution.mention import SourceMention

RELATIVE = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين اللاتي اللواتي".split())
"""Relative pronouns (normalised): what follows tells more of the noun before."""

SUBORDINATE = frozenset(
    "ان انه انها انهم بان بانه بانها حيث بينما فيما عندما بعدما حين حينما لكن ولكن الا اذ مما كما وان وانه وانها فان فانه لان لانه اذا لو".split()
)
"""Words (normalised) that open a clause with sides of its own."""


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A temporal expression with the tokens [first, last] that it covers. `point`: it is the day of an act that stands between منذ and it
    (منذ الهجوم في يوليو), no beginning of a time that lasts."""

    time: Time
    first: int
    last: int
    point: bool = False


@dataclass(slots=True)
class Layers:
    """A text with its annotations. Lists are in order of the text; `actor_at`, `place_at`, `time_at` and `clause_of` go by token."""

    text: Text
    published: dt.date | None
    actors: list[ActorMention]
    places: list[FoundPlace]
    times: list[TimeSpan]
    counts: list[CountMention]
    title_end: int
    actor_at: list[int] = field(default_factory=list)
    place_at: list[int] = field(default_factory=list)
    time_at: list[int] = field(default_factory=list)
    means_at: dict[int, str] = field(default_factory=dict)
    clause_of: list[int] = field(default_factory=list)
    voice_at: list[int] = field(default_factory=list)
    """The index in `voices` of the source whose name each token belongs to, -1 for none."""
    voices: list[SourceMention] = field(default_factory=list)
    """The sources that speak in the text (`attribution/`)."""

    def hear(self, voices: list[SourceMention]) -> None:
        """Take in the sources that speak in the text."""
        self.voices = voices
        self.voice_at = _cover(len(self.text.tokens), [(v.phrase.first, v.phrase.last) for v in voices])

    def actors_in(self, first: int, last: int) -> list[ActorMention]:
        """The actors that begin in tokens [first, last)."""
        out, seen = [], -1
        for i in range(max(0, first), min(last, len(self.actor_at))):
            k = self.actor_at[i]
            if k >= 0 and k != seen and self.actors[k].first == i:
                out.append(self.actors[k])
                seen = k
        return out

    def places_in(self, first: int, last: int) -> list[FoundPlace]:
        """The places that begin in tokens [first, last)."""
        out, seen = [], -1
        for i in range(max(0, first), min(last, len(self.place_at))):
            k = self.place_at[i]
            if k >= 0 and k != seen:
                out.append(self.places[k])
                seen = k
        return out

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.text.sentences[self.text.sentence_of[token]]


def _cover(size: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    covered = [-1] * size
    for k, (first, last) in enumerate(spans):
        for i in range(first, min(last + 1, size)):
            covered[i] = k
    return covered


def clauses(text: Text) -> list[int]:
    """The number of the clause of each token. A clause ends at a comma, semicolon, colon or dash, before a relative pronoun and before
    a word that opens a clause (أن, بينما, حيث); a sentence's end is always one."""
    out, number = [], 0
    sentence = -1
    tokens = text.tokens
    for i, token in enumerate(tokens):
        if text.sentence_of[i] != sentence:
            sentence, number = text.sentence_of[i], number + 1
        elif token.kind == MARK and token.norm in ",;:-":
            out.append(number)
            number += 1
            continue
        elif token.kind == WORD and (token.norm in RELATIVE or token.norm in SUBORDINATE):
            number += 1
        out.append(number)
    return out


def lay(
    text: Text, published: dt.date | None, actors: list[ActorMention], places: list[FoundPlace], times: Sequence[Time],
    counts: list[CountMention], lexicon: EventLexicon, title_end: int,
) -> Layers:  # fmt: skip
    """Join what the stages found. `title_end` is the offset where the title ends (0 without one)."""
    tokens = text.tokens
    spans: list[TimeSpan] = []
    at = 0
    for time in sorted(times, key=lambda t: t.start):
        while at < len(tokens) and tokens[at].end <= time.start:
            at += 1
        first = at
        last = first
        while last + 1 < len(tokens) and tokens[last + 1].start < time.end:
            last += 1
        if first < len(tokens):
            spans.append(TimeSpan(time, first, last))
    layers = Layers(text, published, actors, places, spans, counts, title_end)
    size = len(tokens)
    layers.actor_at = _cover(size, [(a.first, a.last) for a in actors])
    layers.place_at = _cover(size, [(p.first, p.last) for p in places])
    layers.time_at = _cover(size, [(t.first, t.last) for t in spans])
    layers.clause_of = clauses(text)
    begins_means = lexicon.begins_means
    for i, token in enumerate(tokens):
        if token.kind != WORD or not begins_means[token.norm]:
            continue
        match = lexicon.means_phrases.at(tokens, i)
        if match is not None:
            layers.means_at[i] = match.payloads[0]
            continue
        hits = lexicon.means.look_up(token.norm)
        if hits:
            layers.means_at[i] = hits[0].entry
    return layers
