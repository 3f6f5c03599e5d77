"""The tables of places: enough of every kind that conflict news names, inside the country's box, near GeoNames' point where it has the place."""

from __future__ import annotations

from collections import Counter

import pytest

from marsad.places import Entry, PlaceFinder, tables
from marsad.places.gazetteer import arabic_key, latin_key
from marsad.places.model import SETTLED, km_between

# Boxes (south, north, west, east) that hold each country with its islands.
BOXES = {
    "SY": (32.3, 37.4, 35.5, 42.5), "IQ": (29.0, 37.5, 38.7, 49.0), "LB": (33.0, 34.8, 35.0, 36.7), "PS": (31.2, 32.6, 34.2, 35.6),
    "IL": (29.4, 33.5, 34.2, 35.95), "JO": (29.1, 33.4, 34.9, 39.4), "YE": (12.0, 19.1, 41.8, 54.6), "LY": (19.4, 33.3, 9.3, 25.3),
    "SD": (8.6, 23.2, 21.8, 38.7), "EG": (21.9, 31.8, 24.6, 37.0), "TN": (30.2, 37.6, 7.5, 11.7), "UA": (44.3, 52.5, 22.1, 40.3),
    "ML": (10.1, 25.1, -12.3, 4.3), "BF": (9.3, 15.2, -5.6, 2.5), "NE": (11.6, 23.6, 0.1, 16.1), "TR": (35.8, 42.2, 25.6, 44.9),
    "AF": (29.3, 38.6, 60.4, 75.0), "SO": (-1.8, 12.1, 40.9, 51.5), "SS": (3.4, 12.3, 23.4, 36.0),
}  # fmt: skip


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return [entry for path in tables.data_files() if path.name != tables.COUNTRY_TABLE for entry, _ in tables.read_places(path)]


def test_every_row_lies_in_its_country(entries: list[Entry]) -> None:
    out = []
    for e in entries:
        if e.country in BOXES and e.lat is not None and e.lon is not None and e.kind not in ("region", "river", "border", "island"):
            south, north, west, east = BOXES[e.country]
            if not (south <= e.lat <= north and west <= e.lon <= east):
                out.append((e.id, e.lat, e.lon))
    assert not out


def test_ids_are_unique_and_there_are_enough_rows(entries: list[Entry]) -> None:
    assert [i for i, n in Counter(e.id for e in entries).items() if n > 1] == []
    assert len(entries) >= 9000


def test_towns_lie_near_the_point_that_geonames_has(finder: PlaceFinder, entries: list[Entry]) -> None:
    compared = far = 0
    for e in entries:
        if e.kind not in ("city", "town") or e.lat is None or e.lon is None:
            continue
        found = [
            g for key in (arabic_key(e.name_ar), latin_key(e.name_en)) for g in finder.gazetteer.find(key) if g.country == e.country and g.population > 5000
        ]
        if found:
            compared += 1
            far += min(km_between(e.lat, e.lon, g.lat or 0.0, g.lon or 0.0) for g in found) > 15
    assert compared > 800
    assert far / compared < 0.03


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder()


@pytest.mark.parametrize("country,kinds", [
    ("SY", {"neighbourhood": 100, "desert": 2, "airbase": 10, "crossing": 10, "dam": 4, "oilfield": 5, "camp": 10, "road": 5, "admin2": 60}),
    ("IQ", {"neighbourhood": 100, "airbase": 5, "bridge": 5, "dam": 4, "oilfield": 10, "admin2": 100}),
    ("YE", {"neighbourhood": 50, "admin2": 300, "port": 8, "base": 10, "island": 5}),
    ("LB", {"neighbourhood": 20, "camp": 10, "village": 150, "admin2": 20}),
    ("PS", {"neighbourhood": 80, "camp": 25, "crossing": 20, "hospital": 15, "settlement": 60, "admin2": 16}),
    ("LY", {"neighbourhood": 50, "oilfield": 8, "port": 5, "airport": 5, "admin2": 80}),
    ("SD", {"neighbourhood": 80, "camp": 15, "bridge": 5, "admin2": 100, "airport": 4}),
    ("UA", {"town": 150, "admin1": 24}),
])  # fmt: skip
def test_each_theatre_has_its_kinds_of_place(entries: list[Entry], country: str, kinds: dict[str, int]) -> None:
    counted = Counter(e.kind for e in entries if e.country == country)
    assert {kind: counted[kind] for kind, least in kinds.items() if counted[kind] < least} == {}


def test_needs_and_kinds_are_known(entries: list[Entry]) -> None:
    assert {e.needs for e in entries} <= {"", "prep", "type", "generic"}
    assert any(e.kind in SETTLED for e in entries)


def test_a_row_that_does_not_fit_is_named(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "x.tsv"
    head = "id\tname_en\tnames_ar\tkind\tcountry\tadmin1\tadmin2\tlat\tlon\tneeds\n"
    for row, told in (
        ("a\tA\tا\tcastle\tSY\t\t\t1\t1\t", "castle"),
        ("a\tA\tا\ttown\tSY\t\t\t91\t1\t", "out of range"),
        ("a\tA\t\ttown\tSY\t\t\t1\t1\t", "Arabic name"),
    ):
        path.write_text(head + row + "\n", encoding="utf-8")
        with pytest.raises(tables.TableError, match=f"x.tsv:2.*{told}"):
            list(tables.read_places(path))
