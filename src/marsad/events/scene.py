"""What the decisions of the event stage look at: a report's acts, one beside the other, and how a phrase stands to an act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from marsad.arabic.words import MARK, WORD
from marsad.events.detect import Told
from marsad.events.evidence import step
from marsad.events.grammar import Grammar
from marsad.events.layers import RELATIVE, Layers, TimeSpan
from marsad.places import FoundPlace


@dataclass(slots=True, eq=False)
class Scene:
    """A report's layers with all words that may tell an act, by sentence."""

    layers: Layers
    grammar: Grammar
    triggers: list[Told]
    by_sentence: dict[int, list[Told]] = field(default_factory=dict)
    theatre: str | None = None
    times_of: dict[int, list[TimeSpan]] = field(default_factory=dict)
    places_of: dict[int, list[FoundPlace]] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    in_title: set[str] = field(default_factory=set)
    kept: dict[int, list[str]] = field(default_factory=dict)
    """Features of a phrase that do not depend on the act, by the phrase's identity: found once."""

    def __post_init__(self) -> None:
        sentence_of = self.layers.text.sentence_of
        for told in self.triggers:
            self.by_sentence.setdefault(sentence_of[told.first], []).append(told)
        self.theatre = _theatre(self.layers)
        for span in self.layers.times:
            if span.time.earliest is not None and span.time.type != "SET":
                self.times_of.setdefault(sentence_of[span.first], []).append(span)
        for place in self.layers.places:
            if place.place is not None:
                self.places_of.setdefault(sentence_of[place.first], []).append(place)
                self.named[place.place.id] = self.named.get(place.place.id, 0) + 1
                if place.start < self.layers.title_end:
                    self.in_title.add(place.place.id)

    def features_of(self, phrase: object, find: Callable[[], Iterator[str]]) -> list[str]:
        """The features of a phrase that do not depend on the act."""
        found = self.kept.get(id(phrase))
        if found is None:
            found = self.kept[id(phrase)] = list(find())
        return found

    def classes(self, i: int) -> frozenset[str]:
        """The word classes of token i."""
        token = self.layers.text.tokens[i]
        return self.grammar.of(token.norm) if token.kind == WORD else frozenset()

    def is_title(self, sentence: int) -> bool:
        """Whether a sentence belongs to the title."""
        return self.layers.text.sentences[sentence].start < self.layers.title_end

    def any_class(self, name: str, first: int, last: int) -> bool:
        """Whether a word of the class stands in tokens [first, last)."""
        tokens = self.layers.text.tokens
        return any(tokens[k].kind == WORD and name in self.grammar.of(tokens[k].norm) for k in range(max(0, first), min(last, len(tokens))))


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


def is_dateline(layers: Layers, place: FoundPlace) -> bool:
    """Whether a place only says where the report was written: غزة (رويترز) -, دبي، الإمارات (CNN) --."""
    sentence = layers.text.sentences[layers.text.sentence_of[place.first]]
    if place.first - sentence.first > 5:
        return False
    tokens = layers.text.tokens
    following = list(tokens[place.last + 1 : place.last + 7])
    return any(t.kind != WORD and t.norm in "(-:" for t in following[:2]) or (
        any(t.kind != WORD and t.norm == "(" for t in following[:5]) and any(t.norm == "-" for t in following)
    )


def relation(scene: Scene, told: Told, first: int, last: int) -> Iterator[str]:
    """How the phrase of tokens [first, last] stands to an act of its sentence: side, distance, acts and clauses between."""
    layers = scene.layers
    tokens = layers.text.tokens
    after = first > told.last
    side = "after" if after else "before"
    lo, hi = (told.last + 1, first) if after else (last + 1, told.first)
    words = sum(1 for k in range(lo, hi) if tokens[k].kind == WORD)
    yield f"{side} {step(words)}"
    here = scene.by_sentence.get(layers.text.sentence_of[told.first], ())
    crossed = sum(1 for t in here if lo <= t.first < hi and t is not told and not t.trigger.support)
    yield f"{side}, acts between {min(crossed, 3)}"
    gap = abs(layers.clause_of[first] - layers.clause_of[told.first])
    yield f"{side}, clauses between {min(gap, 3)}"
    if any(tokens[k].kind == WORD and tokens[k].norm in RELATIVE for k in range(lo, hi)):
        yield f"{side}, relative between"
    if any(tokens[k].kind == MARK and tokens[k].norm == "," for k in range(lo, hi)):
        yield f"{side}, comma between"
    if any("opener" in scene.grammar.of(tokens[k].norm) for k in range(lo, hi) if tokens[k].kind == WORD):
        yield f"{side}, opener between"
    nearest = min(here, key=lambda t: first - t.last if t.last < first else (t.first - last) * 1.5, default=None)
    yield "nearest act" if nearest is told else "not nearest act"


def tense(told: Told) -> str:
    """The grammatical kind of the word that tells an act: perfect, imperfect, noun or phrase."""
    if told.form is None:
        return "phrase"
    return told.form.kind if told.verbal else "noun"
