"""Where an act was: which place of the report it belongs to, if any."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from marsad.actors.mention import ActorMention
from marsad.arabic.words import MARK, NUMBER, WORD
from marsad.events.detect import Told
from marsad.events.evidence import Evidence, Facet, facet
from marsad.events.layers import RELATIVE, Layers
from marsad.events.scene import Elsewhere, Scene, relation, tense
from marsad.places import FoundPlace
from marsad.places.lands import country, is_capital
from marsad.places.model import Resolved

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


@dataclass(slots=True, eq=False)
class Around:
    """What every act of a sentence has around it: the places of the sentence, those of other sentences that may be the act's (each with where it
    stands and whether another stands nearer) and how many of them come first, the first tokens of the sentence's acts that are no consequences."""

    here: Sequence[FoundPlace]
    elsewhere: list[tuple[Elsewhere, str, bool]]
    before: int
    acts: list[int]
    beside: dict[int, list[Facet]] = field(default_factory=dict)
    """How each place elsewhere stands to the place that is told closest to an act, by the identity of what the closest one means."""


@dataclass(slots=True, eq=False)
class Land:
    """A country as a report speaks of it: its mentions (as `LAND`), the sentences that name it, the people and forces called after it, with the
    country as the place that each stands for."""

    place: Resolved
    named: list[FoundPlace]
    sentences: list[int]
    called: list[ActorMention]
    meant: dict[int, FoundPlace] = field(default_factory=dict)


def placed(
    scene: Scene, told: Told, agents: Sequence[ActorMention], before: FoundPlace | None, evidence: Evidence
) -> tuple[FoundPlace | None, float, list[Facet]]:
    """The place of an act (None: the report gives none), the log-odds of the choice against none and what was seen."""
    options: dict[str, list[Option]] = {}
    score = 0.0
    for place, facets in candidates(scene, told, agents, before):
        score = evidence.score(facets)
        name = place.place.id if place is not None and place.place is not None else ""
        found = options.get(name)
        if found is None:
            options[name] = [(score, place, facets)]
        else:
            found.append((score, place, facets))
    none = score  # that of the last option
    chosen: list[Option] = []
    best = -math.inf
    for found in options.values():
        weight = found[0][0] if len(found) == 1 else _together([option[0] for option in found])
        if weight > best:
            best, chosen = weight, found
    top = chosen[0]
    for option in chosen:
        if option[0] > top[0]:
            top = option
    return top[1], best - none, top[2]


Wide = tuple[str, str | None]
"""How wide a place is (`_level`), and its country."""

Option = tuple[float, FoundPlace | None, list[Facet]]
"""A place with its log-odds and what was seen of it."""


def _together(scores: Sequence[float]) -> float:
    """The weight of a place that is named several times: its mentions are ways in which the act may be there."""
    top = max(scores)
    return top + math.log(math.fsum([math.exp(s - top) for s in scores]))


def candidates(scene: Scene, told: Told, agents: Sequence[ActorMention], before: FoundPlace | None) -> list[tuple[FoundPlace | None, list[Facet]]]:
    """Every place that may be that of an act, each with what is seen of its relation to it; last None for "no place told". `before` is
    the place of the act told last before it."""
    home = scene.layers.text.sentence_of[told.first]
    around = scene.around_sentence.get(home) or _look_around(scene, home)
    mine = [p for p in around.here if not p.first <= told.first <= p.last]
    level = _level_here(mine)
    inside = [_inside(place, agents) for place in mine]
    closest = _closest(scene, told, mine, inside, around)
    marks = _marks(scene, told, mine)
    homes = frozenset([m.country for m in agents if m.country])
    seen: dict[Wide, Facet] = {}  # what an act has to do with a place hangs on how wide it is and on its country

    def at(wide: Wide) -> Facet:
        found = seen.get(wide)
        if found is None:
            found = seen[wide] = facet(_act_at, marks, wide[0], _whose(wide[0], wide[1], homes), level)
        return found

    out: list[tuple[FoundPlace | None, list[Facet]]] = []
    family, definite = told.trigger.family, told.definite and not told.verbal
    for (far, where, nearer), beside in zip(around.elsewhere, _beside_closest(around, closest), strict=True):
        elsewhere = facet(_elsewhere, where, level, definite, far.family is not None, far.family == family, nearer, far.place is before)
        out.append((far.place, [far.kind, elsewhere, beside, seen.get(far.wide) or at(far.wide)]))
    here: list[tuple[FoundPlace | None, list[Facet]]] = []
    for place, within in zip(mine, inside, strict=True):
        here.append((place, [*_same_sentence(scene, told, place, around.here, within, place is closest), at(_wide(place))]))
    out[around.before : around.before] = here
    land, named = _land(scene, told, home, agents)
    if land is not None:
        out.append((land, [facet(_land_of, level, "report" if scene.theatre else "agent", named, _nearby(scene, home, land)), at(_wide(land))]))
    out.append((None, [facet(_none, tense(told), family, level), at(("none", None))]))
    return out


def _look_around(scene: Scene, home: int) -> Around:
    """What every act of a sentence has around it."""
    places_of = scene.places_of
    acts = [t.first for t in scene.by_sentence.get(home, ()) if not t.trigger.consequence]
    around = scene.around_sentence[home] = Around(places_of.get(home, ()), [], 0, acts)
    titled = scene.is_title(home)
    ahead = BELOW if titled else AHEAD
    last = max([n for n in places_of if n < home], default=home)
    for there, places in places_of.items():
        back = home - there
        if back == 0:
            around.before = len(around.elsewhere)
            continue
        title = scene.is_title(there)
        if title or -ahead <= back <= REACH:
            where = "title" if title and back > 0 else f"{'title, ' if titled else ''}below by {-back}" if back < 0 else f"before by {back}"
            around.elsewhere += [(far, where, there < last < home) for far in scene.apart.get(there) or _apart(scene, there, places)]
    return around


def _level_here(places: Sequence[FoundPlace]) -> str:
    """How wide the finest place of an act's sentence is: none told, a province or more, a point."""
    level = "none"
    for place in places:
        if place.place is not None and place.place.geo_precision < 3:
            return "fine"
        level = "coarse"
    return level


def _inside(place: FoundPlace, agents: Sequence[ActorMention]) -> bool:
    """Whether a place is named within the name of those who act."""
    for agent in agents:
        if agent.first <= place.first <= agent.last:
            return True
    return False


def _beside_closest(around: Around, closest: FoundPlace | None) -> list[Facet]:
    """How each place elsewhere stands to the one that is told closest to the act."""
    key = 0 if closest is None else id(closest.place)
    found = around.beside.get(key)
    if found is None:
        found = around.beside[key] = [facet(_beside, where, _stands(far.place, closest)) for far, where, _ in around.elsewhere]
    return found


def _land(scene: Scene, told: Told, home: int, agents: Sequence[ActorMention]) -> tuple[FoundPlace | None, bool]:
    """The country that the report plays in, or else that of those who act, where no sentence around names it: what an act without a place of
    its own is told to be in; and whether the report names it: its words are the country's name elsewhere, or people and forces called after
    it (الجيش اليمني)."""
    code = scene.theatre
    if not code:
        for agent in agents:
            if agent.country:
                code = agent.country
                break
        else:
            return None, False
    land = scene.lands.get(code) or _land_told(scene, code)
    if land is None:
        return None, False
    for n in land.sentences:
        if -AHEAD <= home - n <= REACH:
            return None, False
    main = told.first
    if land.named:
        return min(land.named, key=lambda p: abs(p.first - main)), True
    if not land.called:
        return None, False
    near = min(land.called, key=lambda a: abs(a.first - main))
    found = land.meant.get(near.first)
    if found is None:
        words = scene.layers.text.full[near.start : near.end]
        found = land.meant[near.first] = FoundPlace(
            near.start, near.end, near.start, near.end, near.first, near.last, words, "", "", (), (), land.place, 0.5, LAND
        )  # fmt: skip
    return found, False


def _land_told(scene: Scene, code: str) -> Land | None:
    """A country as the report speaks of it; None where the table of countries has none."""
    found = country(code)
    if found is None:
        return None
    layers = scene.layers
    named = [replace(p, rule=LAND) for p in layers.places if p.place is not None and p.place.id == found.id]
    sentences = [n for n, places in scene.places_of.items() for p in places if p.place is not None and p.place.id == found.id]
    called = [] if named else [a for a in layers.actors if a.country == found.country]
    land = scene.lands[code] = Land(found, named, sentences, called)
    return land


def _land_of(level: str, why: str, named: bool, around: str) -> Iterator[str]:
    yield "land"
    yield f"land, places here {level}"
    yield f"land of the {why}"
    if not named:
        yield "land, only people called after it"
    yield f"land, {around}"
    yield f"land, {around}, places here {level}"


def _nearby(scene: Scene, home: int, land: FoundPlace) -> str:
    """Whether a country has a point that is told nearby, or one that the report speaks of throughout."""
    assert land.place is not None
    within = land.place.country
    for n in range(home - REACH, home + AHEAD + 1):
        for place in scene.places_of.get(n, ()):
            if place.place is not None and place.place.country == within and _level(place) == "fine" and not place.container:
                return "a point told near"
    return "a point of the report" if scene.main_point and scene.main_point[1] == within else "no point near"


def _marks(scene: Scene, told: Told, places: Sequence[FoundPlace]) -> tuple[str, ...]:
    """How an act is told, as far as it bears on how widely it is placed: one act or many, recalled, over a time, yet to come. `places` are those
    of its sentence."""
    tokens = scene.layers.text.tokens
    sentence = scene.layers.sentence(told.first)
    first, last, main = sentence.first, sentence.last, told.first
    any_class = scene.any_class
    out = [tense(told)]
    if told.form is not None and not told.verbal and told.form.plural:
        out.append("plural")
    if any_class("total", max(first, main - 3), main):
        out.append("total")
    if any_class("since", first, last):
        out.append("since")
    if any_class("recall", first, main):
        out.append("recalled")
    if any_class("copula-past", first, min(first + 2, main + 1)):
        out.append("had been")
    if any_class("cause", max(first, main - 2), main):
        out.append("cause")
    if any_class("planning", max(first, main - 5), main):
        out.append("planned")
    if any_class("several", told.last + 1, min(told.last + SPREAD, last + 1)):
        out.append("of several")
    if any_class("habit", first, last):
        out.append("again and again")
    for k in range(max(first, main - 2), main):
        if tokens[k].kind == NUMBER:
            out.append("numbered")
            break
    if scene.is_title(sentence.index):
        out.append("title")
    out.append("family " + told.trigger.family)
    if len(places) > MOST - 2 and len({p.place.id for p in places if p.first > told.last and p.place is not None and p.place.kind != "country"}) > MOST - 2:
        out.append("over many places")
    return tuple(out)


def _wide(place: FoundPlace) -> Wide:
    """How wide a place is, and its country."""
    return _level(place), place.place.country if place.place is not None else None


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
        first = place.first
        beside = min(acts, key=lambda t: abs(t.first - first)).trigger.family if acts else None
        kind = facet(_prefixed, "elsewhere, ", _features(scene, place))
        out.append(Elsewhere(place, kind, _wide(place), beside))
    return out


_SPATIAL = frozenset(("in", "near", "on", "from", "to", "between"))


def _closest(scene: Scene, told: Told, places: Sequence[FoundPlace], inside: Sequence[bool], around: Around) -> FoundPlace | None:
    """The place of its sentence that stands closest to an act: after it rather than before, no act or clause between, governed by a
    preposition of place, not a whole country. `inside` tells which places are named within those who act."""
    clause_of, acts = scene.layers.clause_of, around.acts
    clause = clause_of[told.first]
    best, closest = math.inf, None
    for place, within in zip(places, inside, strict=True):
        found = place.place
        if found is None or within:
            continue
        after = place.first > told.last
        distance = float(place.first - told.last if after else (told.first - place.last) * 1.6 + 2)
        lo, hi = (told.last, place.first) if after else (place.last, told.first)
        between = 0
        for act in acts:
            if lo < act < hi:
                between += 1
        distance += 5 * between
        if clause_of[place.first] != clause:
            distance += 5
        if place.container:
            distance += 6
        distance += 12 if found.kind == "country" else 5 if found.geo_precision >= 3 else 0
        if not place.type_words and _PREPOSITIONS.get(place.prep, "other") not in _SPATIAL:
            distance += 3 if after and place.first - told.last <= 3 else 9
        if distance < best:
            best, closest = distance, place
    return closest


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


def _prefixed(prefix: str, features: tuple[str, ...]) -> list[str]:
    return [prefix + f for f in features]


def _features(scene: Scene, place: FoundPlace) -> tuple[str, ...]:
    """What a place is, whatever the act; found once."""
    found = scene.kept.get(id(place))
    if found is None:
        found = scene.kept[id(place)] = Facet(_kind(scene, place))
    return found.features


_KINDS = frozenset(("country", "admin1", "admin2", "region", "desert", "border", "river", "sea"))
_TOWNS = frozenset(("city", "town", "village"))


def _kind(scene: Scene, place: FoundPlace) -> tuple[str, ...]:
    found = place.place
    assert found is not None
    layers = scene.layers
    prep = _PREPOSITIONS.get(place.prep, "other")
    kind = f"kind {found.kind}" if found.kind in _KINDS else "kind town" if found.kind in _TOWNS else "kind site"
    out = [kind, f"precision {found.geo_precision}", f"governed {prep}"]
    if place.type_words:
        out.append("type word")
    if place.modifiers:
        out.append("direction word")
    if not place.type_words and is_capital(found):
        out.append(f"capital, {'placed' if prep in _SPATIAL else 'bare'}")
    if place.rule.startswith("places.anaphora"):
        out.append("noun for a place")
    if _described(scene, place):
        out.append("tells of a noun")
    if place.container:
        out.append("container")
    if place.head and not place.prep:
        out.append("after a noun")
    k = layers.actor_at[place.first]
    if k >= 0:
        actor = layers.actors[k]
        if actor.first < place.first:
            out.append("inside an actor's name")
        elif actor.rule.startswith("capital:"):
            out.append("capital as government")
        elif actor.kind == "country" and prep not in _SPATIAL:
            out.append("country as actor")
    if scene.theatre and found.country and found.country != scene.theatre:
        out.append("abroad")
    same = scene.named.get(found.id, 0)
    if same > 1:
        out.append(f"named {min(same, 4)} times")
    if found.id in scene.in_title:
        out.append("named in the title")
    if scene.main_point:
        if found.id == scene.main_point[0]:
            out.append("main point")
        elif found.kind == "country":
            out.append("country, main point in it" if found.country == scene.main_point[1] else "country, main point elsewhere")
        else:
            out.append("main point is another")
    if _of_a_source(scene, place):
        out.append("where a source is")
    if place.confidence < 0.5:
        out.append("uncertain")
    if _situates(scene, place):
        out.append("only situates another")
    return tuple(out)


def _of_a_source(scene: Scene, place: FoundPlace) -> bool:
    """Whether a place only tells where those sit who report: مراسل القناة في سوريا, مصادرنا في غزة."""
    k = place.first - 1
    if place.prep == "في" and k >= 0 and scene.layers.text.tokens[k].norm == "في":
        k -= 1
    elif place.prep not in ("في", "ب"):
        return False
    return k >= 0 and scene.layers.voice_at[k] >= 0


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
    clause = clause_of[place.first]
    if tokens[bisect_left(clause_of, clause)].norm not in RELATIVE:
        return False
    here = scene.by_sentence.get(scene.layers.text.sentence_of[place.first], ())
    return not any(clause_of[t.first] == clause for t in here)


def _same_sentence(scene: Scene, told: Told, place: FoundPlace, here: Sequence[FoundPlace], inside: bool, closest: bool) -> list[Facet]:
    related, side = relation(scene, told, place.first, place.last)
    after = side == "after"
    prep = _PREPOSITIONS.get(place.prep, "other")
    target = told.trigger.family if prep == "bare" and after and not inside and place.first - told.last <= 2 else ""
    lo, hi = (told.last, place.first) if after else (place.last, told.first)
    precision = place.place.geo_precision if place.place is not None else 0
    finer = False
    between = 0
    for other in here:
        if other.place is not None and other.place.geo_precision < precision:
            finer = True
        if lo < other.first < hi:
            between += 1
    return [
        related, facet(_prefixed, "here, ", _features(scene, place)),
        facet(_here, side, prep, tense(told), inside, target, len(here) > 1, finer, min(between, 2), place.container, closest),
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
