"""Countries as places of their own, and which towns are capitals: for texts that tell a land by its people or its government."""

from __future__ import annotations

from functools import lru_cache

from marsad.places import tables
from marsad.places.model import Resolved, geo_precision_of, radius_of, where_prec_of


@lru_cache(maxsize=1)
def _lands() -> tuple[dict[str, Resolved], frozenset[tuple[str, str]]]:
    lands: dict[str, Resolved] = {}
    capitals: set[tuple[str, str]] = set()
    path = next(p for p in tables.data_files() if p.name == tables.COUNTRY_TABLE)
    for told in tables.read_countries(path):
        e = told.entry
        lands[e.country] = Resolved(
            e.id, e.name_en, e.name_ar, "country", e.country, None, None, e.lat, e.lon, radius_of("country"), geo_precision_of("country"),
            where_prec_of("country"), e,
        )  # fmt: skip
        capitals.add((e.country, told.capital_en))
    return lands, frozenset(capitals)


def country(code: str) -> Resolved | None:
    """The place of a country by its ISO 3166 alpha-2 code, or None where the table has none."""
    return _lands()[0].get(code)


def is_capital(place: Resolved) -> bool:
    """Whether a place is the capital of its country: a name that news use for the government too."""
    return place.kind in ("city", "admin1") and (place.country or "", place.name_en) in _lands()[1]
