"""A point for an event: its own, or for a place that is an area the middle of its division."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.countries import countries
from marsad.places.tables import data_files, read_divisions, rows

if TYPE_CHECKING:
    from marsad.record import Place


@lru_cache(maxsize=1)
def _divisions() -> dict[tuple[str, str], tuple[float, float]]:
    """(country, first-order division as records show it) → its point in the project's own tables of places."""
    shown = read_divisions()
    return {
        (row["country"], name): (float(row["lat"]), float(row["lon"]))
        for path in data_files() if path.name != "countries.tsv" for _, row in rows(path)
        if row["kind"] == "admin1" and row["lat"] and row["lon"] for name in {row["name_en"], shown.get((row["country"], row["name_en"]), row["name_en"])}
    }  # fmt: skip


def point_of(place: Place, *, country: bool = False) -> tuple[float, float] | None:
    """Latitude and longitude in degrees: the place's own, else its division's, else (with `country`) its country's; None where none is known."""
    if place.lat is not None and place.lon is not None:
        return float(place.lat), float(place.lon)
    if place.country and place.admin1 and (found := _divisions().get((place.country, place.admin1))):
        return found
    known = countries().get(place.country or "")
    if country and known and known.lat is not None and known.lon is not None:
        return known.lat, known.lon
    return None
