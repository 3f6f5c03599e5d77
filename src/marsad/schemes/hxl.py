"""A record's event as a row with HXL hashtags, for humanitarian data. Vocabulary: `data/hxl.yaml`; see docs/schemes.md."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from marsad.countries import countries
from marsad.schemes import vocabulary
from marsad.schemes.base import Column, Left, Row, Scheme, Told, joined, number_of
from marsad.schemes.notes import note_of

if TYPE_CHECKING:
    from marsad.record import Count

COLUMNS = (
    Column("event_id", "integer", "#event+id"), Column("date_start", "date", "#date+start"), Column("date_end", "date", "#date+end"),
    Column("event_type", "text", "#event+type"), Column("event_subtype", "text", "#event+type+sub"), Column("status", "text", "#status"),
    Column("country", "text", "#country+name"), Column("iso3", "text", "#country+code+v_iso3"), Column("admin1", "text", "#adm1+name"),
    Column("admin2", "text", "#adm2+name"), Column("location", "text", "#loc+name"), Column("latitude", "real", "#geo+lat"), Column("longitude", "real", "#geo+lon"),
    Column("geo_precision", "integer", "#geo+precision"), Column("actor1", "text", "#group+name+first"), Column("actor2", "text", "#group+name+second"),
    Column("killed_min", "integer", "#affected+killed+min"), Column("killed_max", "integer", "#affected+killed+max"),
    Column("injured_min", "integer", "#affected+injured+min"), Column("injured_max", "integer", "#affected+injured+max"),
    Column("captured_min", "integer", "#affected+detained+min"), Column("captured_max", "integer", "#affected+detained+max"),
    Column("missing_min", "integer", "#affected+missing+min"), Column("missing_max", "integer", "#affected+missing+max"),
    Column("displaced_min", "integer", "#affected+displaced+min"), Column("displaced_max", "integer", "#affected+displaced+max"),
    Column("source", "text", "#meta+source"), Column("url", "text", "#meta+url"), Column("published", "date", "#date+reported"), Column("description", "text", "#description+i_en"),
)  # fmt: skip
_AT = {column.name: position for position, column in enumerate(COLUMNS)}
_LOSSES = ("killed", "injured", "captured", "missing", "displaced")
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
"""The form of an HXL hashtag with its attributes."""


def project(told: Told) -> Row | Left:
    """The row of an event, or why humanitarian data would not have it."""
    event, report = told.event, told.report
    if event.layer != "acled":
        return Left("hxl.left.layer")
    if event.status not in vocabulary.hxl().statuses:
        return Left("hxl.left.status")
    place = event.place
    country = countries().get(place.country or "") if place else None
    return (
        number_of(report.id, event.id), event.date_start, event.date_end, event.event_type, event.type, event.status, country.name_en if country else None,
        country.iso3 if country else None, (place.admin1 or None) if place else None, (place.admin2 or None) if place else None, place.name_en if place else None,
        place.lat if place else None, place.lon if place else None, place.geo_precision if place else None,
        joined(a.name_en for a in event.actor1), joined(a.name_en for a in event.actor2),
        *chain.from_iterable(_range(getattr(event, name)) for name in _LOSSES),
        joined((report.source, *(s.name_en for s in event.sources))), report.url or None, report.published, note_of(event),
    )  # fmt: skip


def _range(count: Count | None) -> tuple[int | None, int | None]:
    return (count.min, count.max) if count else (None, None)


def problems(row: Row) -> list[str]:
    """What a check of the data would refuse in a row."""
    wrong = [f"{name}: must not be empty" for name in ("event_id", "event_type", "event_subtype", "status") if row[_AT[name]] is None]
    for name in _LOSSES:
        low, high = row[_AT[f"{name}_min"]], row[_AT[f"{name}_max"]]
        if any(x is not None and x < 0 for x in (low, high)) or (low is not None and high is not None and low > high):
            wrong.append(f"{name}: {low} to {high} is no range")
    start, end = row[_AT["date_start"]], row[_AT["date_end"]]
    if start and end and end < start:
        wrong.append("date_end: before date_start")
    if (row[_AT["latitude"]] is None) != (row[_AT["longitude"]] is None):
        wrong.append("latitude and longitude: one without the other")
    return wrong


SCHEME = Scheme("hxl", COLUMNS, project, problems, {r.id: r.says for r in vocabulary.hxl().left}, "event_id")
