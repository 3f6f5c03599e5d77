"""Where an act was: which place of the report it belongs to, if any."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.actors.mentions import ActorMention
from marsad.arabic.words import MARK, NUMBER, WORD
from marsad.events.detect import Told
from marsad.events.evidence import Evidence, Facet, facet
from marsad.events.layers import RELATIVE, Layers
from marsad.events.scene import Elsewhere, Scene, is_dateline, relation, tense
from marsad.places import FoundPlace
from marsad.places.lands import country, is_capital

REACH = 4
"""How many sentences back the place of an act may stand."""

AHEAD = 2
"""How many sentences on it may stand."""

BELOW = 5
"""How many sentences below a title the place of an act of the title may stand."""

SPREAD = 6
"""How many words behind an act may tell that it went over several places or objects."""

MOST = 9
"""A longer list of places tells over what an act extended, not as many acts."""

LAND = "places.land"
"""The rule of a place that is only the country which a report plays in."""

_PREPOSITIONS = {
    "في": "in", "ب": "in", "داخل": "in", "وسط": "in", "قرب": "near", "محيط": "near", "عند": "near", "حول": "near", "شمال": "near", "جنوب": "near",
    "شرق": "near", "غرب": "near", "شمالي": "near", "جنوبي": "near", "شرقي": "near", "غربي": "near", "من": "from", "الي": "to", "نحو": "to",
    "باتجاه": "to", "علي": "on", "ضد": "against", "بين": "between", "ل": "of", "عن": "about", "مع": "with", "": "bare",
}  # fmt: skip


def placed(
    scene: Scene, told: Told, agents: Sequence[ActorMention], before: FoundPlace | None, evidence: Evidence
) -> tuple[FoundPlace | None, float, list[Facet]]:
    """The place of an act (None: the report gives none), the log-odds of the choice against none and what was seen."""
    options: dict[str, list[tuple[float, FoundPlace | None, list[Facet]]]] = {}
    for place, facets in candidates(scene, told, agents, before):
        name = place.place.id if place is not None and place.place is not None else ""
        options.setdefault(name, []).append((evidence.score(facets), place, facets))
    none = options[""][-1][0]
    weights = {name: _together([o[0] for o in found]) for name, found in options.items()}
    chosen = max(options, key=lambda name: weights[name])
    _, place, facets = max(options[chosen], key=lambda o: o[0])
    return place, weights[chosen] - none, facets


def _together(scores: Sequence[float]) -> float:
    """The weight of a place that is named several times: its mentions are ways in which the act may be there."""
    if len(scores) == 1:
        return scores[0]
    top = max(scores)
    return top + math.log(sum(math.exp(s - top) for s in scores))


def candidates(scene: Scene, told: Told, agents: Sequence[ActorMention], before: FoundPlace | None) -> Iterator[tuple[FoundPlace | None, list[Facet]]]:
    """Every place that may be that of an act, each with what is seen of its relation to it; last None for "no place told". `before` is
    the place of the act told last before it."""
    layers = scene.layers
    home = layers.text.sentence_of[told.first]
    mine = [p for p in scene.places_of.get(home, ()) if not p.first <= told.first <= p.last]
    finest = min((p.place.geo_precision for p in mine if p.place is not None), default=9)
    level = "none" if not mine else "coarse" if finest >= 3 else "fine"
    titled = scene.is_title(home)
    closest = _closest(scene, told, mine, agents)
    definite = told.definite and not told.verbal
    marks = _marks(scene, told)
    if len({p.place.id for p in mine if p.first > told.last and p.place is not None and p.place.kind != "country"}) > MOST - 2:
        marks = (*marks, "over many places")
    homes = frozenset(m.country for m in agents if m.country)

    seen: dict[tuple[str, str | None], Facet] = {}  # what an act has to do with a place hangs on how wide it is and on its country

    def at(wide: str, country: str | None) -> Facet:
        found = seen.get((wide, country))
        if found is None:
            found = seen[wide, country] = facet(_act_at, marks, wide, _whose(wide, country, homes), level)
        return found

    stands: dict[int, str] = {}  # how a place elsewhere stands to the closest one, by what it is
    family = told.trigger.family
    ahead = BELOW if titled else AHEAD
    for there, places in scene.places_of.items():
        back = home - there
        title = scene.is_title(there)
        if back == 0:
            for place in mine:
                yield place, [*_same_sentence(scene, told, place, agents, place is closest), at(_level(place), place.place.country if place.place else None)]
        elif title or -ahead <= back <= REACH:
            where = "title" if title and back > 0 else f"{'title, ' if titled else ''}below by {-back}" if back < 0 else f"before by {back}"
            nearer = any(k in scene.places_of for k in range(there + 1, home))
            for far in scene.apart.get(there) or _apart(scene, there, places):
                place = far.place
                stand = stands.get(far.id)
                if stand is None:
                    stand = stands[far.id] = _stands(place, closest)
                elsewhere = facet(_elsewhere, where, level, definite, far.family is not None, far.family == family, nearer, place is before)
                yield place, [far.kind, elsewhere, facet(_beside, where, stand), seen.get((far.level, far.country)) or at(far.level, far.country)]
    land, named = _land(scene, told, agents)
    if land is not None:
        country_of = land.place.country if land.place is not None else None
        yield land, [facet(_land_of, level, "report" if scene.theatre else "agent", named, _around(scene, told, land)), at(_level(land), country_of)]
    yield None, [facet(_none, tense(told), told.trigger.family, level), at("none", None)]


def _land(scene: Scene, told: Told, agents: Sequence[ActorMention]) -> tuple[FoundPlace | None, bool]:
    """The country that the report plays in, or else that of those who act, where no sentence around names it: what an act without a place of
    its own is told to be in; and whether the report names it: its words are the country's name elsewhere, or people and forces called after
    it (الجيش اليمني)."""
    found = country(scene.theatre or next((m.country for m in agents if m.country), ""))
    if found is None:
        return None, False
    layers = scene.layers
    sentence_of = layers.text.sentence_of
    home = sentence_of[told.first]
    if any(p.place is not None and p.place.id == found.id for n, ps in scene.places_of.items() if -AHEAD <= home - n <= REACH for p in ps):
        return None, False
    named = [p for p in layers.places if p.place is not None and p.place.id == found.id]
    if named:
        return replace(min(named, key=lambda p: abs(p.first - told.first)), rule=LAND), True
    called = [a for a in layers.actors if a.country == found.country]
    if not called:
        return None, False
    near = min(called, key=lambda a: abs(a.first - told.first))
    words = layers.text.full[near.start : near.end]
    return FoundPlace(near.start, near.end, near.start, near.end, near.first, near.last, words, "", "", (), (), found, 0.5, LAND), False


def _land_of(level: str, why: str, named: bool, around: str) -> Iterator[str]:
    yield "land"
    yield f"land, places here {level}"
    yield f"land of the {why}"
    if not named:
        yield "land, only people called after it"
    yield f"land, {around}"
    yield f"land, {around}, places here {level}"


def _around(scene: Scene, told: Told, land: FoundPlace) -> str:
    """Whether a country has a point that is told nearby, or one that the report speaks of throughout."""
    assert land.place is not None
    within = land.place.country
    home = scene.layers.text.sentence_of[told.first]
    for n in range(home - REACH, home + AHEAD + 1):
        for place in scene.places_of.get(n, ()):
            if place.place is not None and place.place.country == within and _level(place) == "fine" and not place.container:
                return "a point told near"
    return "a point of the report" if scene.main_point and scene.main_point[1] == within else "no point near"


def _marks(scene: Scene, told: Told) -> tuple[str, ...]:
    """How an act is told, as far as it bears on how widely it is placed: one act or many, recalled, over a time, yet to come."""
    layers = scene.layers
    sentence = layers.sentence(told.first)
    first, main = sentence.first, told.first
    out = [tense(told)]
    if told.form is not None and not told.verbal and told.form.plural:
        out.append("plural")
    if scene.any_class("total", max(first, main - 3), main):
        out.append("total")
    if scene.any_class("since", first, sentence.last):
        out.append("since")
    if scene.any_class("recall", first, main):
        out.append("recalled")
    if scene.any_class("copula-past", first, min(first + 2, main + 1)):
        out.append("had been")
    if scene.any_class("cause", max(first, main - 2), main):
        out.append("cause")
    if scene.any_class("planning", max(first, main - 5), main):
        out.append("planned")
    end = min(told.last + SPREAD, sentence.last + 1)
    if scene.any_class("several", told.last + 1, end):
        out.append("of several")
    if scene.any_class("habit", first, sentence.last):
        out.append("again and again")
    if any(layers.text.tokens[k].kind == NUMBER for k in range(max(first, main - 2), main)):
        out.append("numbered")
    if scene.is_title(sentence.index):
        out.append("title")
    out.append("family " + told.trigger.family)
    return tuple(out)


def _level(place: FoundPlace | None) -> str:
    """How wide a place is: none told, a point, a province or region, a country, more than one country."""
    found = place.place if place is not None else None
    if found is None:
        return "none"
    return "country" if found.kind == "country" else "wide" if not found.country else "area" if found.geo_precision >= 3 else "fine"


def _whose(level: str, country: str | None, homes: frozenset[str]) -> str:
    """Whether a place lies in the country of those who act."""
    if level == "none":
        return ""
    return "untold" if not homes or not country else "home" if country in homes else "abroad"


def _act_at(marks: tuple[str, ...], level: str, whose: str, here: str) -> Iterator[str]:
    yield f"level {level}"
    yield f"places here {here}, level {level}"
    for mark in marks:
        yield f"{mark}, level {level}"
    if whose:
        yield f"of the agent: {whose}"
        yield f"of the agent: {whose}, level {level}"


def _stands(place: FoundPlace, closest: FoundPlace | None) -> str:
    """How a place elsewhere stands to the one that is told closest to the act."""
    if closest is None:
        return "nothing here"
    mine, here = place.place, closest.place
    assert mine is not None
    assert here is not None
    if mine.id == here.id:
        return "the same"
    if mine.country != here.country:
        return "abroad" if mine.country and here.country else "unknown"
    if here.kind == "country":
        return "inside"
    if mine.kind == "country":
        return "around"
    if not mine.admin1 or not here.admin1:
        return "unknown"
    if mine.admin1 != here.admin1:
        return "apart"
    return "finer" if mine.geo_precision < here.geo_precision else "wider" if mine.geo_precision > here.geo_precision else "beside"


def _beside(where: str, stands: str) -> Iterator[str]:
    yield f"elsewhere, {stands} what is here"
    yield f"elsewhere, {where}, {stands} what is here"


def _apart(scene: Scene, sentence: int, places: Sequence[FoundPlace]) -> list[Elsewhere]:
    """The places of a sentence as acts of other sentences see them, found once."""
    acts = scene.by_sentence.get(sentence, ())
    out = scene.apart[sentence] = []
    for place in places:
        assert place.place is not None
        beside = min(acts, key=lambda t: abs(t.first - place.first)).trigger.family if acts else None
        kind = facet(_prefixed, "elsewhere, ", _of_place(scene, place).features)
        out.append(Elsewhere(place, id(place.place), kind, _level(place), place.place.country, beside))
    return out


_SPATIAL = frozenset(("in", "near", "on", "from", "to", "between"))


def _closest(scene: Scene, told: Told, places: Sequence[FoundPlace], agents: Sequence[ActorMention]) -> FoundPlace | None:
    """The place of its sentence that stands closest to an act: after it rather than before, no act or clause between, governed by a
    preposition of place, not a whole country."""
    layers = scene.layers
    here = scene.by_sentence.get(layers.text.sentence_of[told.first], ())
    best: tuple[float, FoundPlace] | None = None
    for place in places:
        found = place.place
        if found is None or any(a.first <= place.first <= a.last for a in agents):
            continue
        after = place.first > told.last
        distance = float(place.first - told.last if after else (told.first - place.last) * 1.6 + 2)
        lo, hi = (told.last, place.first) if after else (place.last, told.first)
        distance += 5 * sum(1 for t in here if lo < t.first < hi and not t.trigger.consequence)
        if layers.clause_of[place.first] != layers.clause_of[told.first]:
            distance += 5
        if place.container:
            distance += 6
        distance += 12 if found.kind == "country" else 5 if found.geo_precision >= 3 else 0
        prep = _PREPOSITIONS.get(place.prep, "other")
        if prep not in _SPATIAL and not place.type_words:
            distance += 3 if after and place.first - told.last <= 3 else 9
        if best is None or distance < best[0]:
            best = (distance, place)
    return best[1] if best else None


def _none(kind: str, family: str, level: str) -> Iterator[str]:
    yield "none"
    yield f"none, {kind}"
    yield f"none, family {family}"
    yield f"none, layer {'B' if family == 'plover' else 'A'}"
    yield f"none, {level} place in the sentence"


def _elsewhere(where: str, level: str, definite: bool, acts: bool, kin: bool, nearer: bool, before: bool) -> Iterator[str]:
    yield f"elsewhere, {where}"
    if before:
        yield "elsewhere, of the act before"
        yield f"elsewhere, of the act before, places here {level}"
        yield f"elsewhere, of the act before, {where}"
    yield f"elsewhere, {where}, places here {level}"
    yield f"elsewhere, places here {level}"
    if definite:
        yield "elsewhere, definite noun"
        yield f"elsewhere, definite noun, {where}"
    if acts:
        yield "elsewhere, beside an act"
    if kin:
        yield "elsewhere, beside an act of its kind"
    if nearer:
        yield "elsewhere, another place nearer"


def _prefixed(prefix: str, features: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{prefix}{f}" for f in features)


def _of_place(scene: Scene, place: FoundPlace) -> Facet:
    return scene.facet_of(place, lambda: facet(_prefixed, "", tuple(_kind(scene, place))))


def _kind(scene: Scene, place: FoundPlace) -> Iterator[str]:
    found = place.place
    assert found is not None
    layers = scene.layers
    if found.kind in ("country", "admin1", "admin2", "region", "desert", "border", "river", "sea"):
        yield f"kind {found.kind}"
    else:
        yield "kind town" if found.kind in ("city", "town", "village") else "kind site"
    yield f"precision {found.geo_precision}"
    prep = _PREPOSITIONS.get(place.prep, "other")
    yield f"governed {prep}"
    if place.type_words:
        yield "type word"
    if place.modifiers:
        yield "direction word"
    if is_capital(found) and not place.type_words:
        yield f"capital, {'placed' if prep in _SPATIAL else 'bare'}"
    if place.rule.startswith("places.anaphora"):
        yield "noun for a place"
    if _described(scene, place):
        yield "tells of a noun"
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
    if scene.main_point:
        if found.id == scene.main_point[0]:
            yield "main point"
        elif found.kind == "country":
            yield "country, main point in it" if found.country == scene.main_point[1] else "country, main point elsewhere"
        else:
            yield "main point is another"
    if place.confidence < 0.5:
        yield "uncertain"
    if _situates(scene, place):
        yield "only situates another"


def _situates(scene: Scene, place: FoundPlace) -> bool:
    """Whether a place only tells where the one before it lies: ولاية عين الدفلى جنوب غرب العاصمة, بلدة (شمال البلاد), سروج في جنوب شرقي تركيا."""
    if not place.modifiers:
        return False
    layers = scene.layers
    k, words = place.first - 1, 0
    while k >= 0 and words <= 1 and layers.text.sentence_of[k] == layers.text.sentence_of[place.first]:
        if layers.place_at[k] >= 0:
            other = layers.places[layers.place_at[k]].place
            return other is not None and place.place is not None and other.id != place.place.id and other.geo_precision <= 3
        token = layers.text.tokens[k]
        if token.kind == WORD:
            if token.norm not in _PREPOSITIONS:
                return False
            words += 1
        elif token.norm == ".":
            return False
        k -= 1
    return False


def _described(scene: Scene, place: FoundPlace) -> bool:
    """Whether a place stands in a relative clause that tells no act: المؤسسة التي يوجد مقرها في طرابلس."""
    clause_of, tokens = scene.layers.clause_of, scene.layers.text.tokens
    first = place.first
    while first and clause_of[first - 1] == clause_of[place.first]:
        first -= 1
    if tokens[first].norm not in RELATIVE:
        return False
    here = scene.by_sentence.get(scene.layers.text.sentence_of[place.first], ())
    return not any(clause_of[t.first] == clause_of[place.first] for t in here)


def _same_sentence(scene: Scene, told: Told, place: FoundPlace, agents: Sequence[ActorMention], closest: bool) -> list[Facet]:
    layers = scene.layers
    related, side = relation(scene, told, place.first, place.last)
    after = side == "after"
    prep = _PREPOSITIONS.get(place.prep, "other")
    inside = any(a.first <= place.first <= a.last for a in agents)
    target = told.trigger.family if prep == "bare" and after and not inside and place.first - told.last <= 2 else ""
    found = place.place
    assert found is not None
    others = [p for p in scene.places_of.get(layers.text.sentence_of[place.first], ()) if p is not place]
    finer = any(p.place is not None and p.place.geo_precision < found.geo_precision for p in others)
    between = sum(1 for p in others if (told.last < p.first < place.first if after else place.last < p.first < told.first))
    kind = _of_place(scene, place)
    return [
        related, facet(_prefixed, "here, ", kind.features),
        facet(_here, side, prep, tense(told), inside, target, bool(others), finer, min(between, 2), place.container, closest),
    ]  # fmt: skip


def _here(side: str, prep: str, kind: str, inside: bool, target: str, others: bool, finer: bool, between: int, container: bool, closest: bool) -> Iterator[str]:
    yield "same sentence"
    if closest:
        yield "closest"
        yield f"closest, {kind}"
    yield f"{side}, governed {prep}"
    yield f"{kind}, {side}, governed {prep}"
    if inside:
        yield "inside the agent"
        yield f"inside the agent, governed {prep}"
    if target:
        yield f"object of family {target}"
        yield "object"
    if not others:
        yield "only place of the sentence"
    elif finer:
        yield f"a finer place in the sentence, {'container' if container else 'apart'}"
    if between:
        yield f"{side}, places between {between}"


def spread_over(layers: Layers, chosen: FoundPlace) -> list[FoundPlace]:
    """The places that are told together with a chosen one as separate targets of one verb (X وY وZ); the chosen one included."""
    sentence = layers.sentence(chosen.first)
    run: list[FoundPlace] = []
    for place in layers.places_in(sentence.first, sentence.last):
        if run and not _listed_with(layers, run[-1], place):
            if chosen in run:
                break
            run = []
        if place is chosen or _separate(place):
            run.append(place)
        elif chosen in run:
            break
        else:
            run = []
    if chosen not in run or not _separate(chosen):
        return [chosen]
    kept = {chosen.place.id if chosen.place else "": chosen}
    for place in run:
        if place.place is not None:
            kept.setdefault(place.place.id, place)
    return sorted(kept.values(), key=lambda p: p.first) if len(kept) <= MOST else [chosen]


def _separate(place: FoundPlace) -> bool:
    """Whether a place can be a target of its own: a point, not what another place lies in."""
    return place.place is not None and not place.container and place.place.geo_precision <= 2


def _listed_with(layers: Layers, one: FoundPlace, other: FoundPlace) -> bool:
    """Whether two places stand in one list: joined by و or a comma, with at most a preposition and a noun between."""
    tokens = layers.text.tokens
    gap = tokens[one.last + 1 : other.first]
    words = [t for t in gap if t.kind == WORD]
    joined = tokens[other.first].norm.startswith("و") or any(t.norm.startswith("و") for t in words[:1]) or any(t.kind == MARK and t.norm == "," for t in gap)
    return joined and len(words) <= 2
