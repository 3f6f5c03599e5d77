"""What the decisions of the event stage look at: a report's acts, one beside the other, and how a phrase stands to an act."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from marsad.actors.mentions import CROWDS, ActorMention
from marsad.arabic.words import MARK, WORD
from marsad.events.decide import GATHERINGS
from marsad.events.detect import Told
from marsad.events.evidence import Facet, facet, step
from marsad.events.grammar import Grammar
from marsad.events.layers import RELATIVE, Layers, TimeSpan
from marsad.events.spans import joined
from marsad.events.subject import Subject, bits_of
from marsad.places import FoundPlace

if TYPE_CHECKING:
    from marsad.events.merging import Act
    from marsad.events.when import DaysAround
    from marsad.events.where import Around, Land

_NO_CLASS: frozenset[str] = frozenset()
_LYING = 6
"""How many tokens before a place a word may stand that tells where another lies."""
_NEWS = 3
"""How many days before its publication the day of a report's news may lie."""


_FEW = 2
_GROUPS = frozenset(("armed", "rebel", "militia", "islamist"))
"""Kinds of mention of armed groups."""


@dataclass(slots=True, eq=False)
class Scene:
    """A report's layers with all words that may tell an act, by sentence."""

    layers: Layers
    grammar: Grammar
    triggers: list[Told]
    by_sentence: dict[int, list[Told]] = field(default_factory=dict)
    theatre: str | None = None
    times_of: dict[int, list[TimeSpan]] = field(default_factory=dict)
    first_day: TimeSpan | None = None
    """The first expression of the report that tells a single day."""
    points: dict[int, TimeSpan] = field(default_factory=dict)
    """An expression behind منذ as the day of the act between them, by the expression's identity."""
    vague_of: dict[int, list[TimeSpan]] = field(default_factory=dict)
    """The expressions of a sentence that tell a time but no day."""
    places_of: dict[int, list[FoundPlace]] = field(default_factory=dict)
    report_means: frozenset[str] = frozenset()
    gatherings: str = "none"
    """How much the report speaks of gatherings and those who gather: "none", "few" (once or twice) or "many"."""
    armed_groups: bool = False
    """Whether the report names armed groups."""
    actors_of: dict[int, list[ActorMention]] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    in_title: set[str] = field(default_factory=set)
    main_point: tuple[str, str] | None = None
    """The id and country of the point (a town or site) that the report names most; None where no point is named oftener than every other."""
    subjects: dict[int, Subject] = field(default_factory=dict)
    """What each act is told with, by its first token."""
    bits: list[int] = field(default_factory=list)
    """What each token adds to the subject of an act (`subject.py`), found when first asked for."""
    acts: dict[int, Act] = field(default_factory=dict)
    """How each mention looks beside others (`merging.py`), by its identity: found once."""
    claims: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """Actor mention, by its identity → the acts (first token) that the grammar gives it to, each with its role: "agent" or "patient"."""
    parties: dict[object, Party] = field(default_factory=dict)
    """The actors that the report speaks of, by `party_of`."""
    looks: dict[int, ActorLook] = field(default_factory=dict)
    """An actor as every act sees it (`parties.py`), by the mention's identity: found once."""
    kept: dict[int, Facet] = field(default_factory=dict)
    """The facet of a phrase that does not depend on the act, by the phrase's identity: found once."""
    apart: dict[int, list[Elsewhere]] = field(default_factory=dict)
    """The places of a sentence as the acts of other sentences see them (`where.py`): found once."""
    around_sentence: dict[int, Around] = field(default_factory=dict)
    """What every act of a sentence has around it (`where.py`): found once."""
    days_around: dict[int, DaysAround] = field(default_factory=dict)
    """The temporal expressions around the acts of a sentence (`when.py`): found once."""
    lands: dict[str, Land] = field(default_factory=dict)
    """Countries as the report speaks of them (`where.py`), by code: found once."""
    around: dict[int, tuple[Facet, ...]] = field(default_factory=dict)
    """The words around an act (`assertion.py`), by its first token: found once."""
    nearest: dict[tuple[int, int, int], Told] = field(default_factory=dict)
    """The act that a phrase stands nearest to, by the first and last token of the phrase and the sentence: found once."""
    words_before: list[int] = field(default_factory=list)
    """How many words stand before each token, and before the end; so too the acts and the marks below."""
    acts_before: list[int] = field(default_factory=list)
    relatives_before: list[int] = field(default_factory=list)
    commas_before: list[int] = field(default_factory=list)
    openers_before: list[int] = field(default_factory=list)
    positions: dict[str, list[int]] = field(default_factory=dict)
    """Word class → the tokens of it, in order."""
    marks: list[str] = field(default_factory=list)
    """What each token is to the clauses around it: "relative", "comma", "opener" or ""."""

    def __post_init__(self) -> None:
        sentence_of = self.layers.text.sentence_of
        for told in self.triggers:
            self.by_sentence.setdefault(sentence_of[told.first], []).append(told)
        self.theatre = _theatre(self.layers)
        self.report_means = frozenset(self.layers.means_at.values())
        crowds = sum([a.kind in CROWDS for a in self.layers.actors]) + sum([t.trigger.family in GATHERINGS for t in self.triggers])
        self.gatherings = "none" if not crowds else "few" if crowds <= _FEW else "many"
        self.armed_groups = any(a.kind in _GROUPS or (a.armed and not a.state and a.actor is not None) for a in self.layers.actors)
        classes_of, marks = self.grammar.classes, self.marks
        tokens = self.layers.text.tokens
        for i, token in enumerate(tokens):
            mark = ""
            if token.kind == WORD:
                classes = classes_of[token.norm]
                for name in classes:
                    self.positions.setdefault(name, []).append(i)
                if token.norm in RELATIVE:
                    mark = "relative"
                elif "opener" in classes:
                    mark = "opener"
            elif token.kind == MARK and token.norm == ",":
                mark = "comma"
            marks.append(mark)
        self.words_before = _before([token.kind == WORD for token in tokens])
        self.relatives_before = _before([mark == "relative" for mark in marks])
        self.commas_before = _before([mark == "comma" for mark in marks])
        self.openers_before = _before([mark == "opener" for mark in marks])
        acts = {t.first for t in self.triggers if not t.trigger.support}
        self.acts_before = _before([i in acts for i in range(len(tokens))])
        for span in joined(self.layers.text, self.layers.times, self.layers.published):
            if span.time.earliest is not None and span.time.type != "SET":
                self.times_of.setdefault(sentence_of[span.first], []).append(span)
            elif span.time.type != "DURATION":
                self.vague_of.setdefault(sentence_of[span.first], []).append(span)
        self.first_day = next((s for k in sorted(self.times_of) for s in self.times_of[k] if s.time.precision == 1), None)
        for actor in self.layers.actors:
            self.actors_of.setdefault(sentence_of[actor.first], []).append(actor)
        self.parties = _parties(self.layers)
        for place in self.layers.places:
            if place.place is not None and not is_dateline(self.layers, place) and not self._tells_where_another_lies(place):
                self.places_of.setdefault(sentence_of[place.first], []).append(place)
                self.named[place.place.id] = self.named.get(place.place.id, 0) + 1
                if place.start < self.layers.title_end:
                    self.in_title.add(place.place.id)
        self.main_point = _main_point(self.layers.places, self.named)

    def _tells_where_another_lies(self, place: FoundPlace) -> bool:
        """Whether a place only tells where another lies: بلدة سروج التي تقع على بعد 10 كيلومترات من عين العرب, القرية الواقعة شرق حمص."""
        layers = self.layers
        first = layers.sentence(place.first).first
        for k in range(place.first - 1, max(first, place.first - _LYING) - 1, -1):
            if self.marks[k] in ("comma", "opener") or layers.place_at[k] >= 0:
                return False
            if "lying" in self.classes(k):
                before = range(max(first, k - 2), k)
                tokens = layers.text.tokens
                return any(layers.place_at[j] >= 0 or (tokens[j].norm.startswith("ال") and self.marks[j] != "relative") for j in before)
        return False

    @property
    def lead_day(self) -> dt.date | None:
        """The first day that the report tells, of those of its last days; None where it tells none."""
        published = self.layers.published
        for sentence in sorted(self.times_of):
            for span in self.times_of[sentence]:
                day = span.time.earliest
                if span.time.precision == 1 and day is not None and published is not None and 0 <= (published - day).days <= _NEWS:
                    return day
        return None

    def facet_of(self, phrase: object, find: Callable[[], Facet]) -> Facet:
        """The facet of a phrase that does not depend on the act."""
        found = self.kept.get(id(phrase))
        if found is None:
            found = self.kept[id(phrase)] = find()
        return found

    def bits_of_tokens(self) -> list[int]:
        """What each token adds to the subject of an act."""
        if not self.bits:
            self.bits = bits_of(self.layers)
        return self.bits

    def classes(self, i: int) -> frozenset[str]:
        """The word classes of token i."""
        token = self.layers.text.tokens[i]
        return self.grammar.classes[token.norm] if token.kind == WORD else _NO_CLASS

    def is_title(self, sentence: int) -> bool:
        """Whether a sentence belongs to the title."""
        return self.layers.text.sentences[sentence].start < self.layers.title_end

    def any_class(self, name: str, first: int, last: int) -> bool:
        """Whether a word of the class stands in tokens [first, last)."""
        positions = self.positions.get(name)
        if not positions or first >= last:
            return False
        k = bisect_left(positions, first)
        return k < len(positions) and positions[k] < last


@dataclass(slots=True, eq=False)
class ActorLook:
    """An actor as every act sees it: what was seen of it, its kind, its preposition, whether it stands behind a verb of saying, whether it is
    among the victims."""

    itself: Facet
    kind: str
    preposition: str
    saying: bool
    victim: bool


@dataclass(slots=True, eq=False)
class Elsewhere:
    """A place as the acts of other sentences see it: what it is, how wide and in which country, the family of the act that it stands beside."""

    place: FoundPlace
    kind: Facet
    wide: tuple[str, str | None]
    family: str | None


@dataclass(slots=True)
class Party:
    """An actor as a report speaks of it: how often, whether in the title, its rank among the report's actors (1 the one named most)."""

    times: int = 0
    title: bool = False
    rank: int = 0


def party_of(mention: ActorMention) -> object:
    """What tells whether two mentions speak of one actor: its entry in the registry, else its kind and country."""
    if mention.actor is not None:
        return mention.actor.id
    return mention.unarmed, mention.kind, mention.country


def _parties(layers: Layers) -> dict[object, Party]:
    parties: dict[object, Party] = {}
    for mention in layers.actors:
        party = parties.setdefault(party_of(mention), Party())
        party.times += 1
        party.title = party.title or mention.start < layers.title_end
    for rank, party in enumerate(sorted(parties.values(), key=lambda p: -p.times)):
        party.rank = rank + 1
    return parties


def _theatre(layers: Layers) -> str | None:
    """The country that most of the report's places lie in, datelines aside; None where no country has more than half of them."""
    counts: dict[str, int] = {}
    for place in layers.places:
        if place.place is not None and place.place.country and not is_dateline(layers, place):
            counts[place.place.country] = counts.get(place.place.country, 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda c: counts[c])
    return best if counts[best] * 2 > sum(counts.values()) else None


def _main_point(places: Sequence[FoundPlace], named: Mapping[str, int]) -> tuple[str, str] | None:
    """The id and country of the town or site that is named oftener than every other; None where two are named as often, or none."""
    points = {p.place.id: p.place.country or "" for p in places if p.place is not None and p.place.geo_precision <= 2 and p.place.id in named}
    ranked = sorted(points, key=lambda i: -named[i])
    if not ranked or (len(ranked) > 1 and named[ranked[1]] == named[ranked[0]]):
        return None
    return ranked[0], points[ranked[0]]


def is_dateline(layers: Layers, place: FoundPlace) -> bool:
    """Whether a place only says where the report was written: غزة (رويترز) -, دبي، الإمارات (CNN) --."""
    sentence = layers.text.sentences[layers.text.sentence_of[place.first]]
    if place.first - sentence.first > 5:
        return False
    tokens = layers.text.tokens
    following = list(tokens[place.last + 1 : place.last + 10])
    return any(t.kind != WORD and t.norm in "(-:" for t in following[:2]) or (
        any(t.kind != WORD and t.norm == "(" for t in following[:7]) and any(t.norm == "-" for t in following)
    )


def relation(scene: Scene, told: Told, first: int, last: int) -> tuple[Facet, str]:
    """How the phrase of tokens [first, last] stands to an act of its sentence (side, distance, acts and clauses between), and its side."""
    layers = scene.layers
    after = first > told.last
    lo, hi = (told.last + 1, first) if after else (last + 1, told.first)
    words = crossed = 0
    relative = comma = opener = False
    if lo < hi:
        words = scene.words_before[hi] - scene.words_before[lo]
        relative = scene.relatives_before[hi] > scene.relatives_before[lo]
        comma = scene.commas_before[hi] > scene.commas_before[lo]
        opener = scene.openers_before[hi] > scene.openers_before[lo]
        sentence = layers.sentence(told.first)
        crossed = max(0, scene.acts_before[min(hi, sentence.last)] - scene.acts_before[max(lo, sentence.first)])
    clause_of = layers.clause_of
    gap = abs(clause_of[first] - clause_of[told.first])
    side = "after" if after else "before"
    nearest = _nearest(scene, told, first, last) is told
    return facet(_relation, side, step(words), min(crossed, 3), min(gap, 3), relative, comma, opener, nearest), side


def _nearest(scene: Scene, told: Told, first: int, last: int) -> Told:
    """The act of a sentence (that of `told`) that a phrase stands nearest to, one before it rather than one behind it."""
    sentence = scene.layers.text.sentence_of[told.first]
    found = scene.nearest.get((first, last, sentence))
    if found is None:
        acts = scene.by_sentence[sentence]
        found = scene.nearest[first, last, sentence] = min(acts, key=lambda t: first - t.last if t.last < first else (t.first - last) * 1.5)
    return found


def _before(seen: Sequence[bool]) -> list[int]:
    """How many of some tokens come before each, and before the end."""
    return [0, *accumulate(seen)]


def _relation(side: str, words: str, crossed: int, gap: int, relative: bool, comma: bool, opener: bool, nearest: bool) -> Iterator[str]:
    yield f"{side} {words}"
    yield f"{side}, acts between {crossed}"
    yield f"{side}, clauses between {gap}"
    if relative:
        yield f"{side}, relative between"
    if comma:
        yield f"{side}, comma between"
    if opener:
        yield f"{side}, opener between"
    yield "nearest act" if nearest else "not nearest act"


def tense(told: Told) -> str:
    """The grammatical kind of the word that tells an act: perfect, imperfect, noun or phrase."""
    if told.form is None:
        return "phrase"
    return told.form.kind if told.verbal else "noun"
