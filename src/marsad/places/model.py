"""What the stage speaks of: gazetteer entries, resolved places, places found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from marsad.record import PlaceMention, unchecked

_new_mention = unchecked(PlaceMention)

OWN, GEONAMES, IMPORTED = "own", "geonames", "imported"
"""Where an entry comes from: our own tables, GeoNames as shipped, a table that the user imported."""

KINDS = frozenset(
    "country admin1 admin2 admin3 region desert city town village neighbourhood suburb camp mountain valley river lake sea strait island "
    "dam bridge road square crossing port airport airbase base prison oilfield gasfield refinery powerplant hospital mosque market "
    "university site border settlement".split()
)
"""Every kind of place that the tables use."""

SETTLED = frozenset(("city", "town", "village", "suburb", "settlement", "camp", "neighbourhood"))
AREAS = frozenset(("country", "admin1", "admin2", "region", "desert"))

_RADIUS = {
    "country": 500.0, "admin1": 80.0, "admin2": 25.0, "admin3": 12.0, "region": 80.0, "desert": 120.0, "city": 8.0, "town": 5.0, "village": 8.0,
    "neighbourhood": 3.0, "suburb": 3.0, "base": 5.0, "airport": 4.0, "port": 2.0, "camp": 1.0, "settlement": 2.0, "mountain": 12.0, "valley": 15.0,
    "river": 150.0, "lake": 20.0,
    "sea": 400.0, "strait": 30.0, "island": 20.0, "road": 30.0, "border": 150.0, "oilfield": 5.0, "gasfield": 5.0,
}  # fmt: skip
"""km by kind. Of 494 points that annotators gave, 93 of 100 lie within (docs/places.md); villages are known less well than towns."""

_GEO = {
    "country": 4, "admin1": 3, "admin2": 2, "admin3": 2, "region": 3, "desert": 3, "sea": 3, "strait": 3, "river": 3, "border": 3,
    "mountain": 2, "valley": 2, "lake": 2, "road": 2, "island": 2,
}  # fmt: skip
_WHERE = {
    "country": 6, "admin1": 4, "admin2": 3, "admin3": 3, "region": 5, "desert": 5, "sea": 7, "strait": 7, "river": 5, "border": 5,
    "mountain": 2, "valley": 2, "lake": 2, "road": 2, "island": 2,
}  # fmt: skip


def radius_of(kind: str) -> float:
    """The uncertainty radius in km of a place of this kind when nothing else is told."""
    return _RADIUS.get(kind, 1.0)


def geo_precision_of(kind: str) -> int:
    """ACLED's precision for a place of this kind: 1 a named point, 2 a small area, 3 a province or region, 4 a country."""
    return _GEO.get(kind, 1)


def where_prec_of(kind: str) -> int:
    """UCDP's precision for a place of this kind (1 exact ... 7 water or air)."""
    return _WHERE.get(kind, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a gazetteer. `needs` is "", "type" or "prep": what must stand before the bare name for it to be read as this place."""

    id: str
    name_en: str
    name_ar: str
    kind: str
    country: str
    admin1: str
    admin2: str
    lat: float | None
    lon: float | None
    needs: str = ""
    population: int = 0
    source: str = OWN


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place that a phrase means: identity, divisions, point (degrees), uncertainty radius (km) and the two precision codes."""

    id: str
    name_en: str
    name_ar: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    geo_precision: int
    where_prec: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place phrase of a text.

    `start`, `end` are the half-open character offsets of the whole phrase (type word, "near", "countryside of" included, proclitics not);
    `core_start`, `core_end` those of the bare name; `first`, `last` the tokens of the phrase; `prep` the preposition before it, normalised
    ("" for none); `head` the normalised word before the phrase when that is no preposition. `place` is None where the tool abstains.
    `within` are the ids of the containers named with it; `container` tells that it is itself named only to say where another place is.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    first: int
    last: int
    name: str
    prep: str
    head: str
    type_words: tuple[str, ...]
    modifiers: tuple[str, ...]
    place: Resolved | None
    confidence: float
    rule: str
    within: tuple[str, ...] = ()
    container: bool = False

    def to_record(self, full: str) -> PlaceMention:
        """The mention as the coded record keeps it; `full` is the text that the offsets count in."""
        place = self.place
        quote = full[self.start : self.end]
        if place is None:
            return _new_mention(start=self.start, end=self.end, quote=quote, name=self.name, confidence=round(self.confidence, 3), rule=self.rule)
        return _new_mention(
            start=self.start, end=self.end, quote=quote, name=self.name, name_en=place.name_en, kind=place.kind, country=place.country or None,
            admin1=place.admin1 or None, admin2=place.admin2 or None, lat=place.lat, lon=place.lon, radius_km=round(place.radius_km, 1),
            geo_precision=place.geo_precision, where_prec=place.where_prec, gazetteer_id=place.id, confidence=round(self.confidence, 3),
            rule=self.rule,
        )  # fmt: skip


def km_between(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km between two points in degrees."""
    p, q = radians(lat_a), radians(lat_b)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 12742.0 * asin(sqrt(h if h < 1.0 else 1.0))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away from (lat, lon) in the direction `bearing` (degrees clockwise from north), rounded to 4 decimals."""
    north, east = km * cos(radians(bearing)), km * sin(radians(bearing))
    new_lat = max(-90.0, min(90.0, lat + north / 111.2))
    new_lon = lon + east / (111.2 * max(0.01, cos(radians(lat))))
    return round(new_lat, 4), round((new_lon + 180.0) % 360.0 - 180.0, 4)
