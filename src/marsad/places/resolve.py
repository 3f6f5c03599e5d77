"""Which of the places of that name: country, nearness to the other places, container, type word, size; and how sure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.places.hints import Hints
from marsad.places.mentions import Mention
from marsad.places.model import AREAS, OWN, SETTLED, Entry, km_between
from marsad.places.names import Names

_KIND = {"country": 3.0, "city": 2.0, "admin1": 1.5, "town": 1.2, "region": 1.2, "desert": 1.0, "sea": 1.0, "admin2": 0.9, "village": 0.3, "camp": 0.3}
_SAME_KM = 30.0
_FAR = 3.0
"""Degrees of latitude (330 km) beyond which nearness counts for nothing (exp(-330/60) < 0.005)."""
_DEGREE_KM = 111.0
"""A degree of latitude has more km."""
_AWAY_KM = 30.7
"""So many km farther a point that is told in the same sentences counts for less than one told elsewhere (exp(-30.7/60) < 0.6)."""
_BORDER_KM = 30.0
"""So many kilometres farther from the land of a border speak against a place as much as a lesser type word does."""
_ALIEN, _CLEAR = 0.05, 3.0
"""A text with so many votes for countries tells clearly where it plays; a country with so small a share of them is another one."""
_DISTRICT = 1.5
"""A district that is called one (مديرية رداع) is not its town: so much more than other type words tell."""
_DIVISIONS = frozenset(("admin1", "admin2", "admin3", "country", "region"))
_WEAK = frozenset(
    ("village", "neighbourhood", "suburb", "mountain", "valley", "site", "square", "road", "market", "river", "settlement", "mosque", "base", "camp")
)


_AREA = "المنطقه"
_LOCAL = frozenset(("neighbourhood", "suburb", "square", "road", "market", "hospital"))
"""Kinds of place within towns: their names recur from town to town."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point that the text surely names: the id of its entry, latitude and longitude, the name that it was read from, and the sentences."""

    id: str
    lat: float
    lon: float
    name: str
    sentences: list[int]


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole text tells: the weight of each country (they add up to 1), the sure points, and the votes that the weights come from."""

    countries: Mapping[str, float]
    anchors: tuple[Anchor, ...]
    total: float
    named: Mapping[str, frozenset[str]]
    kin: Mapping[str, frozenset[str]]

    def akin(self, country: str) -> bool:
        """Whether the text speaks of a country whose name may stand for this one's."""
        return any(self.countries.get(other, 0.0) >= 0.1 for other in self.kin.get(country, ()))

    def beside(self, mention: Mention, country: str) -> bool:
        """Whether another name of the text can only be a place of the country."""
        return bool(self.named.get(country, frozenset()) - {mention.key})

    def without(self, mention: Mention, country: str) -> float:
        """The share of a country when the mention itself is left out; 1 where nothing else tells a country."""
        voter, vote = mention.voted
        rest = self.total - vote
        if rest < 0.25:
            return 1.0
        return (self.countries.get(country, 0.0) * self.total - (vote if voter == country else 0.0)) / rest

    def silent(self, mention: Mention) -> bool:
        """Whether nothing but the mention itself tells a country."""
        return self.total - mention.voted[1] < 0.25

    def weight(self, country: str) -> float:
        """The share of a country in what the text speaks of."""
        return self.countries.get(country, 0.0)

    def dominant(self) -> str | None:
        """The country that has more than half of the weight, or None."""
        best = max(self.countries, key=lambda c: self.countries[c], default=None)
        return best if best is not None and self.countries[best] > 0.5 else None


@dataclass(frozen=True, slots=True)
class Scored:
    """The entry chosen, how sure (0 to 1) and by which rule; `inside` when it is only the container of what is named."""

    entry: Entry
    confidence: float
    rule: str
    inside: bool = False


def build_context(mentions: Sequence[Mention], hints: Hints, given: Mapping[str, float], kin: Mapping[str, frozenset[str]]) -> Context:
    """Country weights and anchors from the names that leave no doubt, the nationality adjectives, and what the caller knows."""
    votes: dict[str, float] = {}
    anchors: dict[tuple[str, str], Anchor] = {}
    named: dict[str, set[str]] = {}
    for mention in mentions:
        entries = mention.entries
        if not entries:
            continue
        country, key = entries[0].country, mention.key
        if country and (len(entries) == 1 or len({e.country for e in entries}) == 1):
            weak = not mention.types and not [e for e in entries if e.kind not in _WEAK]
            vote = 0.2 if weak else 1.0
            mention.voted = (country, vote)
            named.setdefault(country, set()).add(key)
            votes[country] = votes.get(country, 0.0) + vote
        points = [e for e in entries if e.kind not in AREAS and e.lat is not None]
        if points and (len(points) == 1 or len({(e.country, e.admin1) for e in points}) == 1):
            point = points[0]
            anchor = anchors.get((point.id, key))
            if anchor is not None:
                anchor.sentences.append(mention.sentence)
            elif point.lat is not None and point.lon is not None:
                anchors[point.id, key] = Anchor(point.id, point.lat, point.lon, key, [mention.sentence])
    for _, nation in hints.nations:
        votes[nation] = votes.get(nation, 0.0) + 0.5
    for country, weight in given.items():
        votes[country] = votes.get(country, 0.0) + 3.0 * weight
    total = math.fsum(votes.values())
    shares = {c: v / total for c, v in votes.items()} if total else {}
    return Context(shares, tuple(anchors.values()), total, {c: frozenset(keys) for c, keys in named.items()}, kin)


def _type_fit(mention: Mention, entry: Entry) -> float:
    if not mention.types:
        return 0.0
    best = -2.5
    for _, value in mention.types[: 1 if mention.types[0][1].startswith("admin1") else 2]:  # مدن محافظة لحج is the province
        kinds = value.split()
        if "*" in kinds:
            best = max(best, 0.5 if entry.kind != "country" else -1.0)
        elif entry.kind in kinds:
            best = max(best, 3.0 - 0.3 * kinds.index(entry.kind) + (_DISTRICT if entry.kind == kinds[0] and entry.kind in ("admin2", "admin3") else 0.0))
    return best


def _near(mention: Mention, entry: Entry, context: Context) -> float:
    if entry.lat is None or entry.lon is None or entry.kind in AREAS:
        return 0.0
    best, key, reach = 0.0, mention.key, _FAR
    lat, lon, identity = entry.lat, entry.lon, entry.id
    for anchor in context.anchors:
        if abs(anchor.lat - lat) > reach or anchor.id == identity or anchor.name == key:
            continue
        km = km_between(lat, lon, anchor.lat, anchor.lon)
        close = _close(anchor.sentences, mention.sentence)
        near = (1.0 if close else 0.6) * math.exp(-km / 60.0)
        if near > best:
            best, reach = near, min(_FAR, (km if close else km + _AWAY_KM) / _DEGREE_KM)  # what is farther north or south counts for less
    return best


def _close(sentences: Sequence[int], sentence: int) -> bool:
    """Whether one of the sentences is at most two away from a sentence."""
    for other in sentences:
        if -2 <= other - sentence <= 2:
            return True
    return False


def _inside(entry: Entry, container: Entry) -> bool | None:
    """Whether an entry lies in a container; None when that cannot be told."""
    if entry.id == container.id:
        return None
    if container.country and entry.country and container.country != entry.country:
        return False
    if container.kind == "country":
        return True
    if container.kind == "admin1":
        return entry.admin1 == container.admin1 if entry.admin1 else None
    if entry.lat is None or entry.lon is None or container.lat is None or container.lon is None:
        return None
    within_city = entry.kind in ("neighbourhood", "suburb", "square", "market", "road", "hospital", "mosque") and container.kind == "city"
    apart = km_between(entry.lat, entry.lon, container.lat, container.lon)
    if within_city and 15.0 < apart <= 30.0:
        return None
    return apart <= (30.0 if within_city else 60.0 if container.kind not in AREAS else 120.0)


def _score(mention: Mention, entry: Entry, containers: Sequence[Scored], context: Context) -> float:
    score = _KIND.get(entry.kind, 0.0) + 0.12 * math.log10(entry.population + 1)
    score += 1.2 * math.log(context.weight(entry.country) + 0.03) if entry.country else -1.0
    score += 2.5 * _near(mention, entry, context)
    score += _type_fit(mention, entry)
    for container in containers:
        inside = _inside(entry, container.entry)
        foreign = bool(container.entry.country and entry.country and container.entry.country != entry.country)
        if inside is False and not foreign and entry.kind == "admin1" and container.entry.kind != "admin1" and _type_fit(mention, entry) > 2.5:
            continue  # محافظة عمران شمال صنعاء
        score += 3.0 if inside else -5.0 if foreign else -3.0 if inside is False else 0.0
    if mention.km is not None and entry.kind == "city":
        score += 4.0
    if (
        entry.kind in SETTLED
        and (mention.km is not None or mention.has("near") or (mention.has("dir") and entry.kind != "village"))
        and all(e.kind != "country" for e in mention.entries)
    ):
        score += 1.5
    if mention.embraces and entry.kind == "admin1":
        score += 1.5
    if mention.has("rural"):
        score += 3.5 if entry.kind == "admin1" else 0.0
    if mention.nation and mention.nation == entry.country:
        score += 4.0
    if entry.source != OWN:
        score -= 0.8
    return score


def _same(a: Entry, b: Entry) -> bool:
    """Whether two entries are one place for the record's purpose: the town and its district or province."""
    apart = math.inf
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        apart = km_between(a.lat, a.lon, b.lat, b.lon)
    if apart < 3 and a.kind not in AREAS and b.kind not in AREAS:
        return True
    if a.country != b.country:
        return False
    if a.admin1 and a.admin1 == b.admin1 and (a.kind in AREAS or b.kind in AREAS):
        return True
    return apart < _SAME_KM


def choose(mention: Mention, containers: Sequence[Scored], context: Context, names: Names, *, stated: bool = False) -> Scored | None:
    """The place of a mention, or None where nothing fits. Containers are the resolved places that it is told to lie in; `stated`: in so many words
    (في, ب), so that a place that lies elsewhere is another one of the name (ميفعة في محافظة ذمار is not the one in Shabwah)."""
    if not mention.entries:
        return _by_container(mention, containers)
    sense, weight = _sense(mention, names)
    if len(mention.entries) == 1:  # nothing to choose from: the score would change nothing
        ranked = [(0.0, mention.entries[0])]
    else:
        borders = _at_border(mention, names)
        scores = ((_score(mention, e, containers, context) + (weight if e.id == sense else 0.0) - borders.get(e.id, 0.0), e) for e in mention.entries)
        ranked = sorted(scores, key=lambda pair: (-pair[0], pair[1].id))
    best_score, best = ranked[0]
    rivals = [s for s, e in ranked[1:] if not _same(best, e)]
    margin = best_score - rivals[0] if rivals else 4.0
    sure = 1.0 / (1.0 + math.exp(-1.3 * margin))
    base = _base(mention, best, containers, context)
    if containers and any(_inside(best, c.entry) is False for c in containers):
        if best.source != OWN or best.kind == "village" or best.kind in _LOCAL or (stated and _outside_division(best, containers)):
            return _by_container(mention, containers)
        base *= 0.8
    rule = mention.rule if best.source == OWN else "gazetteer"
    if rivals:
        rule += ".context"
    return Scored(best, round(base * sure, 3), rule)


def _outside_division(entry: Entry, containers: Sequence[Scored]) -> bool:
    """Whether a place lies in another province or district than the one it is told to lie in."""
    return any(c.entry.kind in ("admin1", "admin2") and _inside(entry, c.entry) is False for c in containers)


def _at_border(mention: Mention, names: Names) -> dict[str, float]:
    """What speaks against each place of a name that is told to lie at a border: how much farther it is from that land than the nearest one."""
    land = names.country(mention.frontier) if mention.frontier else None
    if land is None or land.lat is None or land.lon is None:
        return {}
    apart = {e.id: km_between(e.lat, e.lon, land.lat, land.lon) for e in mention.entries if e.lat is not None and e.lon is not None and e.kind not in AREAS}
    nearest = min(apart.values(), default=0.0)
    return {name: min(3.0, (km - nearest) / _BORDER_KM) for name, km in apart.items()}


def _sense(mention: Mention, names: Names) -> tuple[str, float]:
    """The id of the place that a bare name means by usage and its weight (`lexicon/senses.tsv`); "" where a type word or a list of towns tells more."""
    identity, weight = names.senses.get(mention.reading.rest, ("", 0.0)) if mention.core_first == mention.core_last else ("", 0.0)
    plain = identity and all(value == "*" for _, value in mention.types) and not mention.listed and mention.km is None
    return (identity, weight) if plain and not (mention.has("dir") and mention.bearing not in (0.0, 180.0)) else ("", 0.0)


def is_site_type(mention: Mention) -> bool:
    """Whether the type word is that of a site (airport, base, field ...), which may carry the name of the town where it lies."""
    return (
        bool(mention.types)
        and not SETTLED.intersection(mention.types[0][1].split())
        and mention.types[0][1] not in ("*",)
        and not _DIVISIONS.intersection(mention.types[0][1].split())
    )


def _base(mention: Mention, entry: Entry, containers: Sequence[Scored], context: Context) -> float:
    """How sure a name is this place when no other place has the name."""
    fit = _type_fit(mention, entry)
    placed = bool(mention.prep) or bool(mention.mods)
    base = 0.98 if fit > 1 else 0.95 if placed else 0.9
    local = context.without(mention, entry.country) if entry.country else 1.0
    told_nation = bool(mention.nation) and mention.nation == entry.country
    supported = local >= 0.1 or told_nation or context.beside(mention, entry.country) or any(_inside(entry, c.entry) for c in containers)
    long = mention.core_last > mention.core_first
    if mention.types and fit < 0 and entry.kind not in AREAS:
        base *= 0.85 if is_site_type(mention) and (supported or long) else 0.75 if supported else 0.4
    if entry.needs and not supported:  # a common word, and nothing tells its country
        base *= 0.55 if entry.kind in ("country", "city") or context.akin(entry.country) else 0.5
    if (
        entry.kind == "city" and mention.types and not mention.mods and mention.types[0][1].split()[0] == "village"
    ):  # قرية المالكية is not the city of that name
        base *= 0.6
    if is_site_type(mention) and entry.kind in ("admin1", "admin2", "admin3"):
        base *= 0.6 if mention.types[0][1].split()[0] in ("base", "hospital", "site") else 1.0
    alien = local < _ALIEN and not context.akin(entry.country)
    if long and mention.reading.rest == _AREA and alien:
        base *= 0.5  # المنطقة الشرقية is in many countries
    if entry.kind in _LOCAL and alien and not supported and context.total - mention.voted[1] >= 1.0:
        base *= 0.5  # a street of a town of which the text says nothing: شارع الجلاء is in many
    elif entry.kind in _WEAK and not supported:
        base *= 0.8 if long else 0.6 if mention.types else 0.5
    elif entry.kind in ("town", "admin2", "admin3") and not supported:
        base *= 0.75
    elif entry.kind == "city" and entry.population < 300_000 and not supported and not mention.types:
        base *= 0.75
    if not supported and local < _ALIEN and context.total - mention.voted[1] >= _CLEAR and not mention.nation and _recurs(mention, entry):
        base *= 0.6
    attached = bool(mention.reading.conjunction or mention.reading.preposition)
    told = local >= 0.1 and not (attached and context.silent(mention))
    if (
        not (
            told
            or containers
            or mention.nation
            or mention.listed
            or long
            or mention.types
            or mention.mods
            or entry.kind in ("country", "admin1", "region", "sea")
            or entry.population >= 100_000
        )
        and len(mention.prep) < 2
    ):
        base *= 0.5
    elif entry.source != OWN and not supported:
        base *= 0.8
    if entry.kind in ("neighbourhood", "market", "square", "road") and not mention.types and not containers and _near(mention, entry, context) < 0.3:
        base *= 0.7
    if entry.source != OWN:
        base *= 0.93 if mention.types else 0.85
    return base


def _recurs(mention: Mention, entry: Entry) -> bool:
    """Whether a name is of the sort that many countries have (مدينة السلام, منطقة المحلة, تل شعير): of Arabic words, a small place or no particular kind."""
    local = entry.kind in ("neighbourhood", "suburb") or (bool(mention.types) and entry.kind == "village")
    if mention.core_last > mention.core_first and not local:
        return False
    worded = local or bool(mention.types) or mention.reading.article
    small = entry.kind in _WEAK or entry.kind in ("town", "suburb", "admin2", "admin3")
    loose = bool(mention.types) and _type_fit(mention, entry) <= 0.5 and entry.kind not in AREAS
    return worded and (small or loose)


def _by_container(mention: Mention, containers: Sequence[Scored]) -> Scored | None:
    """An unlisted place told to lie in a listed one: the listed one, wider."""
    for container in containers:
        entry = container.entry
        if entry.kind in SETTLED or entry.kind in AREAS or entry.kind in ("admin3", "camp"):
            return Scored(entry, round(container.confidence * 0.85, 3), "container", inside=True)
    return None
