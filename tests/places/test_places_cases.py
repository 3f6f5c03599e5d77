"""The golden cases of places: each text names these places, with these precisions, and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from marsad.arabic.text import read_text
from marsad.places import PlaceFinder


def cases() -> Iterator[dict[str, Any]]:
    folder = resources.files("marsad.places").joinpath("cases")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("{"):
                yield json.loads(line)


CASES = list(cases())


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder()


def told(case: dict[str, Any], finder: PlaceFinder) -> list[tuple[Any, ...]]:
    text = case["text"]
    found = [(p, p.place) for p in finder.find(read_text(text)) if p.place is not None]
    return [(text[p.start : p.end], r.id, r.name_en, r.country, r.geo_precision) for p, r in found if r is not None]


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any], finder: PlaceFinder) -> None:
    expected = [(p["quote"], p["id"], p["name_en"], p["country"], p["geo_precision"]) for p in case["places"]]
    if "known_fail" in case:
        if told(case, finder) == expected:
            pytest.fail("this case passes now: take its known_fail away")
        pytest.xfail(case["known_fail"])
    assert told(case, finder) == expected


def test_there_are_enough_cases_of_each_kind() -> None:
    kinds = [c["id"].split(".")[1] for c in CASES]
    assert len(CASES) >= 300
    assert len({c["id"] for c in CASES}) == len(CASES)
    assert len({c["text"] for c in CASES}) == len(CASES)
    assert all(kinds.count(kind) >= least for kind, least in (("positive", 150), ("negative", 60), ("homonym", 30), ("spatial", 35)))
