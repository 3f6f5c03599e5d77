"""Where an act was: which place of the report it belongs to, if any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.actors.mentions import ActorMention
from marsad.arabic.words import MARK, WORD
from marsad.events.detect import Told
from marsad.events.evidence import Evidence
from marsad.events.layers import Layers
from marsad.events.scene import Scene, is_dateline, relation, tense
from marsad.places import FoundPlace

REACH = 4
"""How many sentences back the place of an act may stand."""

_PREPOSITIONS = {
    "في": "in", "ب": "in", "داخل": "in", "وسط": "in", "قرب": "near", "محيط": "near", "عند": "near", "حول": "near", "شمال": "near", "جنوب": "near",
    "شرق": "near", "غرب": "near", "شمالي": "near", "جنوبي": "near", "شرقي": "near", "غربي": "near", "من": "from", "الي": "to", "نحو": "to",
    "باتجاه": "to", "علي": "on", "ضد": "against", "بين": "between", "ل": "of", "عن": "about", "مع": "with", "": "bare",
}  # fmt: skip


def placed(scene: Scene, told: Told, agents: Sequence[ActorMention], evidence: Evidence) -> tuple[FoundPlace | None, float, tuple[str, ...]]:
    """The place of an act (None: the report gives none), the log-odds of the choice and its reasons."""
    best: tuple[float, FoundPlace | None, list[str]] | None = None
    for place, features in candidates(scene, told, agents):
        score = evidence.score(features)
        if best is None or score > best[0]:
            best = (score, place, features)
    assert best is not None
    return best[1], best[0], evidence.reasons(best[2])


def candidates(scene: Scene, told: Told, agents: Sequence[ActorMention]) -> Iterator[tuple[FoundPlace | None, list[str]]]:
    """Every place that may be that of an act, each with the features of its relation to it; last None for "no place told"."""
    layers = scene.layers
    home = layers.text.sentence_of[told.first]
    mine = [p for p in scene.places_of.get(home, ()) if not p.first <= told.first <= p.last]
    here = len(mine)
    finest_here = min((p.place.geo_precision for p in mine if p.place is not None), default=9)
    titled = scene.is_title(home)
    for place in layers.places:
        if place.place is None or place.first <= told.first <= place.last:
            continue
        there = layers.text.sentence_of[place.first]
        back = home - there
        title = scene.is_title(there)
        if back == 0:
            yield place, list(_same_sentence(scene, told, place, agents))
        elif 0 < back <= REACH or title or -2 <= back < 0:
            features = scene.features_of(place, lambda place=place: _kind(scene, place))  # type: ignore[misc]
            where = "title" if title and back > 0 else f"{'title, ' if titled else ''}below by {-back}" if back < 0 else f"before by {back}"
            out = [f"elsewhere, {f}" for f in features]
            out.append(f"elsewhere, {where}")
            out.append(f"elsewhere, places here {'none' if not here else 'coarse' if finest_here >= 3 else 'fine'}")
            if told.definite and not told.verbal:
                out.append("elsewhere, definite noun")
            acts = scene.by_sentence.get(there, ())
            if acts:
                out.append("elsewhere, beside an act")
                near = min(acts, key=lambda t: abs(t.first - place.first))
                if near.trigger.family == told.trigger.family:
                    out.append("elsewhere, beside an act of its kind")
            if any(k in scene.places_of for k in range(there + 1, home)):
                out.append("elsewhere, another place nearer")
            yield place, out
    features = ["none", f"none, {tense(told)}", f"none, family {told.trigger.family}", f"none, layer {'B' if told.trigger.family == 'plover' else 'A'}"]
    features.append("none, no place in the sentence" if not here else "none, coarse place here" if finest_here >= 3 else "none, fine place here")
    yield None, features


def _kind(scene: Scene, place: FoundPlace) -> Iterator[str]:
    found = place.place
    assert found is not None
    layers = scene.layers
    if found.kind in ("country", "admin1", "admin2", "region", "desert", "border", "river", "sea"):
        yield f"kind {found.kind}"
    else:
        yield "kind town" if found.kind in ("city", "town", "village") else "kind site"
    yield f"precision {found.geo_precision}"
    yield f"governed {_PREPOSITIONS.get(place.prep, 'other')}"
    if place.type_words:
        yield "type word"
    if place.modifiers:
        yield "direction word"
    if place.container:
        yield "container"
    if place.head and not place.prep:
        yield "after a noun"
    if is_dateline(layers, place):
        yield "dateline"
    k = layers.actor_at[place.first]
    if k >= 0:
        actor = layers.actors[k]
        if actor.first < place.first:
            yield "inside an actor's name"
        elif actor.kind == "country":
            yield "country as actor"
    if scene.theatre and found.country and found.country != scene.theatre:
        yield "abroad"
    same = scene.named.get(found.id, 0)
    if same > 1:
        yield f"named {min(same, 4)} times"
    if found.id in scene.in_title:
        yield "named in the title"
    if place.confidence < 0.5:
        yield "uncertain"


def _same_sentence(scene: Scene, told: Told, place: FoundPlace, agents: Sequence[ActorMention]) -> Iterator[str]:
    layers = scene.layers
    yield "same sentence"
    yield from relation(scene, told, place.first, place.last)
    yield from (f"here, {f}" for f in scene.features_of(place, lambda: _kind(scene, place)))
    after = place.first > told.last
    prep = _PREPOSITIONS.get(place.prep, "other")
    yield f"{'after' if after else 'before'}, governed {prep}"
    yield f"{tense(told)}, {'after' if after else 'before'}, governed {prep}"
    if any(a.first <= place.first <= a.last for a in agents):
        yield "inside the agent"
    if prep == "bare" and after and place.first - told.last <= 2:
        yield f"object of family {told.trigger.family}"
    others = [p for p in scene.places_of.get(layers.text.sentence_of[place.first], ()) if p is not place]
    found = place.place
    assert found is not None
    if not others:
        yield "only place of the sentence"
    elif any(p.place is not None and p.place.geo_precision < found.geo_precision for p in others):
        yield "a finer place in the sentence"
    between = [p for p in others if (told.last < p.first < place.first if after else place.last < p.first < told.first)]
    if between:
        yield f"{'after' if after else 'before'}, places between {min(len(between), 2)}"


def spread_over(layers: Layers, first: FoundPlace, last_token: int) -> list[FoundPlace]:
    """The places that are told together with a first one as separate targets of one verb (X وY وZ); the first included."""
    tokens = layers.text.tokens
    out = [first]
    for place in layers.places_in(first.last + 1, last_token):
        gap = tokens[out[-1].last + 1 : place.first]
        words = [t for t in gap if t.kind == WORD]
        joined = tokens[place.first].norm.startswith("و") or any(t.norm == "و" for t in words) or any(t.kind == MARK and t.norm == "," for t in gap)
        if place.place is None or first.place is None or not joined or len(words) > 2 or place.container:
            break
        if (place.place.geo_precision > 2) != (first.place.geo_precision > 2) or (place.place.kind == "country") != (first.place.kind == "country"):
            break
        if place.place.id == first.place.id:
            continue
        out.append(place)
    return out
