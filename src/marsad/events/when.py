"""When an act was: which temporal expression of the report dates it, if any."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.arabic.words import WORD
from marsad.events.detect import Told
from marsad.events.evidence import Evidence, step
from marsad.events.layers import TimeSpan
from marsad.events.scene import Scene, relation, tense

REACH = 4
"""How many sentences back a day may stand: the lead dates what follows it for a few sentences."""


AHEAD = 2
"""How many sentences on a day may stand: that of a headline or of a first sentence often follows."""


def dated(scene: Scene, told: Told, evidence: Evidence) -> tuple[TimeSpan | None, bool, float, tuple[str, ...]]:
    """The temporal expression that dates an act (None: the report gives no day for it), whether it only dates the announcement, the
    log-odds of the choice and its reasons."""
    best: tuple[float, TimeSpan | None, list[str]] | None = None
    for span, features in candidates(scene, told):
        score = evidence.score(features)
        if best is None or score > best[0]:
            best = (score, span, features)
    assert best is not None
    return best[1], "announced" in best[2], best[0], evidence.reasons(best[2])


def candidates(scene: Scene, told: Told) -> Iterator[tuple[TimeSpan | None, list[str]]]:
    """Every temporal expression that may date an act, each with the features of its relation to it; last None for "no day told"."""
    layers = scene.layers
    home = layers.text.sentence_of[told.first]
    here = earlier = False
    for there in range(home - REACH, home + AHEAD + 1):
        back = home - there
        for span in scene.times_of.get(there, ()):
            if back == 0:
                here = True
                yield span, list(_same_sentence(scene, told, span))
            elif back < 0 or not scene.is_title(home):
                earlier = True
                yield span, list(_sentence_before(scene, told, span, back))
    features = ["none", f"none, {tense(told)}", f"none, family {told.trigger.family}"]
    features.append("none, day in the sentence" if here else "none, day before" if earlier else "none, no day near")
    if told.definite and not told.verbal:
        features.append("none, definite noun")
    if scene.is_title(home):
        features.append("none, title")
    features.extend(f"none, {c}" for c in _past(scene, told))
    yield None, features


def _kind(span: TimeSpan, scene: Scene) -> Iterator[str]:
    time = span.time
    yield f"precision {time.precision}"
    yield f"type {time.type}"
    published = scene.layers.published
    if published is not None and time.earliest is not None and time.latest is not None:
        age = (published - time.latest).days
        yield "future" if age < 0 else f"age {step(age)}" if age <= 8 else "age 9-365" if age <= 365 else "age over a year"
    tokens = scene.layers.text.tokens
    k = span.first - 1
    if k >= 0 and tokens[k].kind == WORD and tokens[k].norm in ("منذ", "خلال", "بعد", "قبل", "حتي", "لغايه", "في", "عن", "علي"):
        yield f"governed by {tokens[k].norm}"
    if "since" in scene.classes(span.first):
        yield "governed by منذ"


def _same_sentence(scene: Scene, told: Told, span: TimeSpan) -> Iterator[str]:
    layers = scene.layers
    yield "same sentence"
    yield from (f"here, {f}" for f in relation(scene, told, span.first, span.last))
    yield from scene.features_of(span, lambda: _kind(span, scene))
    sentence = layers.sentence(told.first)
    yield f"here, {tense(told)}"
    reported = scene.any_class("reporting", max(sentence.first, span.first - 6), span.first) or scene.any_class(
        "reporting", span.last + 1, min(sentence.last, span.last + 4)
    )
    if span.first < told.first:
        tokens = layers.text.tokens
        opener = any("opener" in scene.classes(k) or tokens[k].norm == ":" for k in range(span.last + 1, told.first))
        if reported and opener:
            yield "announced"
        elif reported:
            yield "near a verb of saying, no opener"
        if span.first - sentence.first <= 2:
            yield "opens the sentence"
    elif reported:
        yield "after, near a verb of saying"
    yield "only day of the sentence" if len(scene.times_of[sentence.index]) == 1 else "one of several days"


def _sentence_before(scene: Scene, told: Told, span: TimeSpan, back: int) -> Iterator[str]:
    layers = scene.layers
    if back < 0:
        yield f"{'title, ' if scene.is_title(scene.layers.text.sentence_of[told.first]) else ''}later by {-back}"
        yield from (f"later, {f}" for f in scene.features_of(span, lambda: _kind(span, scene)))
        yield f"later, {tense(told)}"
        there = layers.text.sentence_of[span.first]
        if any(t.trigger.family == told.trigger.family for t in scene.by_sentence.get(there, ())):
            yield "later, beside an act of its kind"
        home = layers.text.sentence_of[told.first]
        if home in scene.times_of:
            yield "later, though the sentence has a day"
        if any(s.first < span.first for k in range(home + 1, there + 1) for s in scene.times_of.get(k, ())):
            yield "later, another day nearer"
        return
    yield f"before by {back}"
    yield from (f"earlier, {f}" for f in scene.features_of(span, lambda: _kind(span, scene)))
    yield f"earlier, {tense(told)}"
    yield from (f"earlier, {c}" for c in _past(scene, told))
    there = layers.text.sentence_of[span.first]
    sentence = layers.text.sentences[there]
    acts = scene.by_sentence.get(there, ())
    yield "earlier, beside an act" if acts else "earlier, no act there"
    if any(t.trigger.family == told.trigger.family for t in acts):
        yield "earlier, beside an act of its kind"
    reported = scene.any_class("reporting", max(sentence.first, span.first - 6), span.first)
    opened = any("opener" in scene.classes(k) for k in range(span.last + 1, sentence.last))
    if reported and opened:
        yield "earlier, announced"
    home = layers.text.sentence_of[told.first]
    if home in scene.times_of:
        yield "earlier, though the sentence has a day"
    if told.definite and not told.verbal:
        yield "earlier, definite noun"
    if any(s.first > span.first for k in range(there, home) for s in scene.times_of.get(k, ())):
        yield "earlier, another day nearer"
    lead = next((s for s in layers.times if s.time.earliest is not None and s.time.precision == 1), None)
    if lead is span:
        yield "earlier, first day of the report"


def _past(scene: Scene, told: Told) -> Iterator[str]:
    """Grammatical signs of what is recalled: كان قد, a word of recalling."""
    sentence = scene.layers.sentence(told.first)
    if scene.any_class("copula-past", max(sentence.first, told.first - 6), told.first):
        yield "had been"
    if scene.any_class("recall", sentence.first, min(sentence.first + 4, told.first)):
        yield "recalled"
