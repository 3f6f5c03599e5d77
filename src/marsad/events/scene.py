"""What the decisions of the event stage look at: a report's acts, one beside the other, and how a phrase stands to an act."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from marsad.actors.mention import CROWDS, ActorMention
from marsad.arabic.words import WORD
from marsad.events.decide import GATHERINGS
from marsad.events.detect import Told
from marsad.events.evidence import Facet, facet, step
from marsad.events.grammar import Grammar
from marsad.events.layers import COMMA, RELATIVE_WORD, Layers, TimeSpan
from marsad.events.spans import joined
from marsad.events.subject import Stems, Subject
from marsad.places import FoundPlace

if TYPE_CHECKING:
    from marsad.events.assertion import Setting
    from marsad.events.merging import Act
    from marsad.events.status import Front
    from marsad.events.when import DaysAround
    from marsad.events.where import Around, Land

_NO_CLASS: frozenset[str] = frozenset()
_MARKS = {RELATIVE_WORD: "relative", COMMA: "comma"}
"""Joints of the layers that are marks whatever their word class."""
_OPENING = 5
"""How many tokens into its sentence a dateline begins at most."""
_BEHIND_DATELINE = frozenset("(-:")
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
    stems: Stems = field(default_factory=Stems)
    """What each word adds to the subject of an act (`subject.py`)."""
    acts: dict[int, Act] = field(default_factory=dict)
    """How each mention looks beside others (`merging.py`), by its identity: found once."""
    claims: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """Actor mention, by its identity → the acts (first token) that the grammar gives it to, each with its role: "agent" or "patient"."""
    parties: dict[object, Party] = field(default_factory=dict)
    """The actors that the report speaks of, by `party_of`."""
    looks: dict[int, ActorLook] = field(default_factory=dict)
    """An actor as every act sees it (`parties.py`), by the mention's identity: found once."""
    here: dict[int, list[tuple[ActorMention, ActorLook]]] = field(default_factory=dict)
    """The actors of a sentence that may be sides of its acts (`parties.py`): found once."""
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
    settings: dict[int, Setting] = field(default_factory=dict)
    """How an act stands in its sentence (`assertion.py`), by its first token: found once."""
    front: Front | None = None
    """What the report opens with (`status.py`): found once."""
    nearest: dict[tuple[int, int, int], Told] = field(default_factory=dict)
    """The act that a phrase stands nearest to, by the first and last token of the phrase and the sentence: found once."""
    words_before: list[int] = field(default_factory=list)
    """How many words stand before each token, and before the end."""
    act_starts: list[int] = field(default_factory=list)
    """The first tokens of the acts, in order."""
    classes_at: list[frozenset[str]] = field(default_factory=list)
    """The word classes of each token."""
    positions: dict[str, list[int]] = field(default_factory=dict)
    """Word class → the tokens of it, in order."""
    marks: list[str] = field(default_factory=list)
    """What each token is to the clauses around it: "relative", "comma", "opener" or ""."""
    mark_starts: list[int] = field(default_factory=list)
    """The tokens that are something to them, in order, and what each is."""
    mark_kinds: list[str] = field(default_factory=list)
    titles: int = 0
    """How many sentences belong to the title: they are the first."""

    def __post_init__(self) -> None:
        sentence_of = self.layers.text.sentence_of
        for told in self.triggers:
            self.by_sentence.setdefault(sentence_of[told.first], []).append(told)
        self.titles = sum([s.start < self.layers.title_end for s in self.layers.text.sentences])
        told_places = [p for p in self.layers.places if p.place is not None and not is_dateline(self.layers, p)]
        self.theatre = _theatre(told_places)
        self.report_means = frozenset(self.layers.means_at.values())
        crowds = sum([a.kind in CROWDS for a in self.layers.actors]) + sum([t.trigger.family in GATHERINGS for t in self.triggers])
        self.gatherings = "none" if not crowds else "few" if crowds <= _FEW else "many"
        self.armed_groups = any(a.kind in _GROUPS or (a.actor is not None and a.armed and not a.state) for a in self.layers.actors)
        self._read_words()
        for span in joined(self.layers.text, self.layers.times, self.layers.published):
            if span.time.earliest is not None and span.time.type != "SET":
                self.times_of.setdefault(sentence_of[span.first], []).append(span)
            elif span.time.type != "DURATION":
                self.vague_of.setdefault(sentence_of[span.first], []).append(span)
        self.first_day = next((s for k in sorted(self.times_of) for s in self.times_of[k] if s.time.precision == 1), None)
        for actor in self.layers.actors:
            self.actors_of.setdefault(sentence_of[actor.first], []).append(actor)
        self.parties = _parties(self.layers)
        for place in told_places:
            if place.place is not None and not self._tells_where_another_lies(place):
                self.places_of.setdefault(sentence_of[place.first], []).append(place)
                self.named[place.place.id] = self.named.get(place.place.id, 0) + 1
                if place.start < self.layers.title_end:
                    self.in_title.add(place.place.id)
        self.main_point = _main_point(self.layers.places, self.named)

    def _read_words(self) -> None:
        """Find what each token is: its word classes, its marks, and how many of a kind stand before it."""
        layers, positions = self.layers, self.positions
        self.words_before = list(accumulate([word != "" for word in layers.words], initial=0))
        self.classes_at = list(map(self.grammar.classes.__getitem__, layers.words))
        for i, classes in enumerate(self.classes_at):
            if classes:
                for name in classes:
                    positions.setdefault(name, []).append(i)
        marks = self.marks = [""] * len(layers.words)
        for i in positions.get("opener", ()):
            marks[i] = "opener"
        for i, joint in enumerate(layers.joints):
            if joint and joint in _MARKS:
                marks[i] = _MARKS[joint]
        self.mark_starts = [i for i, mark in enumerate(marks) if mark]
        self.mark_kinds = [marks[i] for i in self.mark_starts]
        self.act_starts = [t.first for t in self.triggers if not t.trigger.support]

    def _tells_where_another_lies(self, place: FoundPlace) -> bool:
        """Whether a place only tells where another lies: بلدة سروج التي تقع على بعد 10 كيلومترات من عين العرب, القرية الواقعة شرق حمص."""
        layers = self.layers
        first = layers.sentence(place.first).first
        for k in range(place.first - 1, max(first, place.first - _LYING) - 1, -1):
            if self.marks[k] in ("comma", "opener") or layers.place_at[k] >= 0:
                return False
            if "lying" in self.classes_at[k]:
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

    def classes(self, i: int) -> frozenset[str]:
        """The word classes of token i."""
        return self.classes_at[i]

    def is_title(self, sentence: int) -> bool:
        """Whether a sentence belongs to the title."""
        return sentence < self.titles

    def classes_in(self, first: int, last: int) -> frozenset[str]:
        """The word classes of tokens [first, last), for a few tokens."""
        found = _NO_CLASS
        for classes in self.classes_at[first:last]:
            if classes:
                found = found | classes
        return found

    def party(self, mention: ActorMention) -> Party:
        """The party that a mention speaks of; one that the report names nowhere else is new."""
        key = party_of(mention)
        found = self.parties.get(key)
        if found is None:
            found = self.parties[key] = Party(1)
        return found

    def any_class(self, name: str, first: int, last: int) -> bool:
        """Whether a word of the class stands in tokens [first, last)."""
        positions = self.positions.get(name)
        if positions is None:
            return False
        k = bisect_left(positions, first)
        return k < len(positions) and positions[k] < last


@dataclass(slots=True, eq=False)
class ActorLook:
    """An actor as every act sees it: what was seen of it, the party that it belongs to, its kind, its preposition, whether it stands behind a
    verb of saying, whether it is among the victims, whether it stands for a state in acts of force, and whether it is no side unless the
    grammar makes it one."""

    itself: Facet
    party: Party
    kind: str
    preposition: str
    saying: bool
    victim: bool
    official: bool
    aside: bool


@dataclass(slots=True, eq=False)
class Elsewhere:
    """A place as the acts of other sentences see it: what it is, how wide and in which country, the family of the act that it stands beside."""

    place: FoundPlace
    kind: Facet
    wide: tuple[str, str | None]
    family: str | None


@dataclass(slots=True, eq=False)
class Party:
    """An actor as a report speaks of it: how often, whether in the title, its rank among the report's actors (1 the one named most). Two mentions
    speak of one actor where they have one and the same party."""

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


def _theatre(places: Sequence[FoundPlace]) -> str | None:
    """The country that most of the report's places lie in; None where no country has more than half of them."""
    counts: dict[str, int] = {}
    for place in places:
        if place.place is not None and place.place.country:
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
    if place.first - layers.sentence_at[place.first].first > _OPENING:
        return False
    marks = ["" if token.kind == WORD else token.norm for token in layers.text.tokens[place.last + 1 : place.last + 10]]
    return not _BEHIND_DATELINE.isdisjoint(marks[:2]) or ("(" in marks[:7] and "-" in marks)


def relation(scene: Scene, told: Told, first: int, last: int) -> tuple[Facet, str]:
    """How the phrase of tokens [first, last] stands to an act of its sentence (side, distance, acts and clauses between), and its side."""
    layers = scene.layers
    sentence = layers.sentence_at[told.first]
    if first > told.last:
        side, lo, hi = "after", told.last + 1, first
    else:
        side, lo, hi = "before", last + 1, told.first
    words = crossed = 0
    relative = comma = opener = False
    if lo < hi:
        words = scene.words_before[hi] - scene.words_before[lo]
        marks = scene.mark_starts
        between = scene.mark_kinds[bisect_left(marks, lo) : bisect_left(marks, hi)]
        if between:
            relative, comma, opener = "relative" in between, "comma" in between, "opener" in between
        acts = scene.act_starts
        crossed = bisect_left(acts, min(hi, sentence.last)) - bisect_left(acts, max(lo, sentence.first))
    crossed = 0 if crossed < 0 else 3 if crossed > 3 else crossed
    gap = abs(layers.clause_of[first] - layers.clause_of[told.first])
    nearest = scene.nearest.get((first, last, sentence.index)) or _nearest(scene, sentence.index, first, last)
    return facet(_relation, side, step(words), crossed, gap if gap < 3 else 3, relative, comma, opener, nearest is told), side


def _nearest(scene: Scene, sentence: int, first: int, last: int) -> Told:
    """The act of a sentence that a phrase stands nearest to, one before it rather than one behind it."""
    acts = scene.by_sentence[sentence]
    found, least = acts[0], float("inf")
    for told in acts:
        distance = first - told.last if told.last < first else (told.first - last) * 1.5
        if distance < least:
            found, least = told, distance
    scene.nearest[first, last, sentence] = found
    return found


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
