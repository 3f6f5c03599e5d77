"""The map and the timeline of a summary as SVG: no script, no font, no link; colours are CSS variables of the page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from importlib import resources

from marsad.exports.summary import TYPES, Summary

WIDTH = 720
_MARGIN = 0.08
"""Part of the map's extent that is added on each side."""
_LEAST_DEGREES = 2.0
_LABELS = 14

Ring = tuple[tuple[float, float], ...]


@lru_cache(maxsize=1)
def outlines() -> tuple[Ring, ...]:
    """The rings of all countries, (longitude, latitude) in degrees, from `data/outlines.tsv`."""
    lines = resources.files("marsad.exports").joinpath("data/outlines.tsv").read_text(encoding="utf-8").splitlines()
    rings = (line.split("\t")[1].split(" ") for line in lines if line and not line.startswith(("#", "iso3")))
    return tuple(tuple((float(x), float(y)) for x, _, y in (pair.partition(",") for pair in ring)) for ring in rings)


def css_class(group: str) -> str:
    """The CSS class of a group's colour."""
    return f"g{TYPES.index(group)}"


def timeline(summary: Summary) -> str:
    """Bars a week, stacked by group."""
    weeks, height, left, bottom = summary.weeks, 220, 40, 34
    totals = {week: sum(summary.by_week[week, group] for group in TYPES) for week in weeks}
    top = nice(max(totals.values(), default=0))
    step = (WIDTH - left - 10) / max(1, len(weeks))
    scale = (height - bottom - 10) / top
    parts = [f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Events a week">']
    for tick in sorted({0, top // 2, top}):
        y = height - bottom - tick * scale
        parts.append(
            f'<line class="grid" x1="{left}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}"/><text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>'
        )
    every = max(1, math.ceil(len(weeks) / 9))
    for number, week in enumerate(weeks):
        x, y = left + number * step + step * 0.1, float(height - bottom)
        for group in TYPES:
            count = summary.by_week[week, group]
            if count:
                y -= count * scale
                parts.append(
                    f'<rect class="{css_class(group)}" x="{x:.1f}" y="{y:.1f}" width="{max(1.0, min(60.0, step * 0.8)):.1f}" height="{count * scale:.1f}">'
                    f"<title>Week of {week.isoformat()}: {count} {escape(group)}</title></rect>"
                )
        if number % every == 0:
            parts.append(f'<text x="{x:.1f}" y="{height - 14}">{week.isoformat()}</text>')
    return "".join(parts) + "</svg>"


def nice(most: int) -> int:
    """The top of an axis: the least of 2, 4, 10, 20, 40, 100 ... that is not less than `most`."""
    top = 2
    for factor in _factors():
        if top >= most:
            break
        top = factor
    return top


def _factors() -> Iterator[int]:
    power = 1
    while True:
        yield from (4 * power, 10 * power, 20 * power)
        power *= 10


def world_map(summary: Summary) -> str:
    """The events as dots on the outlines of countries, a dot for each place, its area by the number of events, its colour the commonest group."""
    places: dict[tuple[float, float], Counter[str]] = {}
    names: dict[tuple[float, float], str] = {}
    for one in summary.events:
        place = one.event.place
        if place and place.lat is not None and place.lon is not None:
            places.setdefault((place.lon, place.lat), Counter())[one.group] += 1
            names.setdefault((place.lon, place.lat), place.name_en)
    if not places:
        return '<p class="none">No event of this period has coordinates.</p>'
    west, east, south, north = _extent(places)
    shrink = max(0.1, math.cos(math.radians((south + north) / 2)))
    scale = WIDTH / ((east - west) * shrink)
    height = min(900.0, (north - south) * scale)

    def xy(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - west) * shrink * scale, (north - latitude) * scale

    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="Map of the events"><rect class="sea" width="{WIDTH}" height="{height:.0f}"/>'
    ]
    for ring in outlines():
        longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
        if max(longitudes) < west or min(longitudes) > east or max(latitudes) < south or min(latitudes) > north:
            continue
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (xy(*point) for point in _clipped(ring, west, east, south, north)))
        if points:
            parts.append(f'<polygon class="land" points="{points}"/>')
    most = max(c.total() for c in places.values())
    ordered = sorted(places.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    for (longitude, latitude), groups in ordered:
        x, y = xy(longitude, latitude)
        radius = 4 + 14 * math.sqrt(groups.total() / most) if most > 1 else 6
        told = ", ".join(f"{n} {group}" for group, n in groups.most_common())
        parts.append(
            f'<circle class="dot {css_class(groups.most_common(1)[0][0])}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"<title>{escape(names[longitude, latitude])}: {escape(told)}</title></circle>"
        )
    taken: list[tuple[float, float, float]] = []
    for point, _ in ordered:
        name, (x, y) = names[point], xy(*point)
        width = 7.0 * len(name)
        x0 = x + 9 if x + 9 + width < WIDTH else x - 9 - width
        if len(taken) < _LABELS and not any(abs(y - b) < 15 and x0 < a + w and a < x0 + width for a, b, w in taken):
            taken.append((x0, y, width))
            parts.append(f'<text class="label" x="{x0:.1f}" y="{y + 4:.1f}">{escape(name)}</text>')
    parts.append(_scale_bar(scale, height))
    return "".join(parts) + "</svg>"


def _extent(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    longitudes, latitudes = zip(*points, strict=True)
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    wide, high = max(_LEAST_DEGREES, east - west), max(_LEAST_DEGREES, north - south)
    wide, high = max(wide, high * 0.9), max(high, wide * 0.45)
    x, y = (west + east) / 2, (south + north) / 2
    return (
        x - wide * (0.5 + _MARGIN),
        x + wide * (0.5 + _MARGIN),
        max(-90.0, y - high * (0.5 + _MARGIN)),
        min(90.0, y + high * (0.5 + _MARGIN)),
    )


def _clipped(ring: Ring, west: float, east: float, south: float, north: float) -> list[tuple[float, float]]:
    """The part of a ring within a rectangle (Sutherland and Hodgman)."""
    points = list(ring)
    for axis, limit, keep in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        kept: list[tuple[float, float]] = []
        for before, here in zip(points[-1:] + points[:-1], points, strict=True):
            inside, was = keep * (here[axis] - limit) >= 0, keep * (before[axis] - limit) >= 0
            if inside != was:
                part = (limit - before[axis]) / (here[axis] - before[axis])
                crossing = [before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])]
                crossing[axis] = limit
                kept.append((crossing[0], crossing[1]))
            if inside:
                kept.append(here)
        points = kept
    return points


def _scale_bar(scale: float, height: float) -> str:
    """A bar of a round number of kilometres, at most a quarter of the width; a degree of latitude is 111.2 km."""
    pixels_a_km = scale / 111.2
    kilometres = next(k for k in (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1) if k * pixels_a_km <= WIDTH / 4 or k == 1)
    x, y = 12.0, height - 12
    return (
        f'<path class="scale" d="M{x} {y - 5:.0f}v5h{kilometres * pixels_a_km:.1f}v-5"/><text class="label" x="{x + 4}" y="{y - 7:.0f}">{kilometres} km</text>'
    )
