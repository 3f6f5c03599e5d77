"""How well places are found and resolved: on the places of gold events, and how fast.

    python benchmarks/places.py GOLD_DIR [--news REPORTS.jsonl] [--errors]

GOLD_DIR holds docs/*.json and ann/*.json. A gold place counts when a place that `PlaceFinder` finds on its quote has the same country and
first-order division, or lies within 25 km. With --news the speed on those reports is told too (CPU time of one core, tokens given).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.arabic.text import read_text
from marsad.places import FoundPlace, PlaceFinder
from marsad.places.model import km_between


def _key(name: str | None) -> set[str]:
    plain = re.sub(r"[^a-z ]", " ", (name or "").lower().replace("'", ""))
    return {w for w in plain.split() if w not in ("al", "el", "the", "of", "governorate", "province", "region", "oblast", "district", "ar", "as", "ad", "an")}


def same_division(gold: dict[str, Any], country: str | None, admin1: str | None) -> bool:
    """Whether country and first-order division agree (both without division agree too)."""
    if gold.get("country") != country:
        return False
    a, b = _key(gold.get("admin1")), _key(admin1)
    return (not a and not b) or bool(a and b and (a <= b or b <= a or len(a & b) / len(a | b) >= 0.5))


def gold_places(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(id, full text, gold place) of every event that has a place."""
    for path in sorted((folder / "ann").glob("*.json")):
        doc = json.loads((folder / "docs" / path.name).read_text())
        full = f"{doc['title']}\n{doc['text']}" if doc["title"] else doc["text"]
        for event in json.loads(path.read_text())["events"]:
            if event["place"] and event["place"]["quote"] and event["layer"] == "acled":
                yield doc["id"], full, event["place"]


def best_on(full: str, gold: dict[str, Any], found: list[FoundPlace]) -> FoundPlace | None:
    """The place found on the quote: its first occurrence that has one, the resolved and inner ones first."""
    for match in re.finditer(re.escape(gold["quote"]), full):
        over = [p for p in found if p.start < match.end() and p.end > match.start()]
        if over:
            return min(over, key=lambda p: (p.place is None, p.container, p.start))
    return None


def _far(gold: dict[str, Any], found: FoundPlace) -> float | None:
    place = found.place
    if place is None or place.lat is None or place.lon is None or gold.get("lat") is None:
        return None
    return km_between(gold["lat"], gold["lon"], place.lat, place.lon)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    begun = time.perf_counter()
    finder = PlaceFinder()
    print(f"loaded in {1000 * (time.perf_counter() - begun):.0f} ms, {len(finder.names)} own places")
    cache: dict[str, list[FoundPlace]] = {}
    total = admin = points = near = 0
    for identity, full, gold in gold_places(options.gold):
        if identity not in cache:
            cache[identity] = finder.find(read_text(full))
        found = best_on(full, gold, cache[identity])
        place = found.place if found else None
        far = _far(gold, found) if found else None
        right = place is not None and same_division(gold, place.country, place.admin1)
        close = far is not None and far <= 25
        total += 1
        admin += right or close
        if gold.get("lat") is not None:
            points += 1
            near += close
        if options.errors and (not (right or close) or (gold.get("lat") is not None and not close)):
            shown = (place.id, place.country, place.admin1, place.geo_precision) if place else None
            print(identity, "|", gold["quote"], "|", gold["country"], gold["admin1"], gold["geo_precision"], "→", shown, found.rule if found else "-",
                  "" if far is None else f"{far:.0f} km", "" if right or close else "X")  # fmt: skip
    print(f"gold places {total}: admin1 {admin / total:.3f}; with a point {points}: within 25 km {near / points:.3f}")
    if options.news:
        _speed(finder, options.news)


def _speed(finder: PlaceFinder, path: Path) -> None:
    texts = []
    with path.open() as stream:
        for line in stream:
            doc = json.loads(line)
            texts.append(read_text(f"{doc['title']}\n{doc['text']}"))
    for turn in ("first", "second"):
        begun = time.process_time()
        mentions = sum(len(finder.find(text)) for text in texts)
        took = time.process_time() - begun
        tokens = sum(len(text.tokens) for text in texts)
        print(f"{turn} pass: {tokens} tokens, {mentions} places, {took:.2f} s: {tokens / took:,.0f} tokens/s, {len(texts) / took:,.0f} reports/s")


if __name__ == "__main__":
    main()
