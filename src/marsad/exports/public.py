"""What may be shown to everybody: precise points coarsened, words of reports and private persons' names out, fresh events held back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec
from pydantic import BaseModel

from marsad.schemes import Item, Told

if TYPE_CHECKING:
    from marsad.record import Actor, Count, Event, Place, Source

P = TypeVar("P")
GRID = 10
"""Cells a degree: points are moved to the middle of a cell of a tenth of a degree (about 11 km)."""
GRID_KM = 8.0
"""From the middle of a cell at the equator to its corner: the least uncertainty of a moved point."""
SITE_KM = 5.0
"""A place smaller than this (a site, a quarter, a village) is named by its district or province."""


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report without its title and its own id, which can hold names."""

    id: str
    source: str | None
    url: str | None
    published: dt.date | None
    language: str | None
    title: str = ""


def held_back(told: Told, *, today: dt.date, embargo: int) -> bool:
    """Whether an event is still under embargo: less than `embargo` days have passed since its last day (without one, the report's)."""
    last = told.event.date_end or told.event.date_start or told.report.published
    return last is not None and (today - last).days < embargo


def public(told: Told) -> Item:
    """The event without any words of its report: quotes, sentence, title and notes are left out; sources and actors keep only names of
    the registries; the point is moved. Ids of rows stay those of the full export, as they are hashes."""
    report = told.report
    return Item(
        public_event(told.event), PublicReport(report.id, report.source, report.url, report.published, report.language), told.updated,
    )  # fmt: skip


def public_event(event: Event) -> Event:
    """The public form of an event."""
    return _with(event, **{
        "place": _place(event.place) if event.place else None, "actor1": tuple(map(_actor, event.actor1)), "actor2": tuple(map(_actor, event.actor2)),
        "sources": tuple(_source(s) for s in event.sources if s.source_id), "triggers": (), "sentence": _with(event.sentence, quote=""), "date_quote": None, "notes_en": "", "notes_ar": "", "why": (),
        **{name: _count(getattr(event, name)) for name in ("killed", "injured", "captured", "missing", "displaced")},
    })  # fmt: skip


def _place(place: Place) -> Place:
    told: dict[str, object] = {"quote": ""}
    if place.lat is not None and place.lon is not None:
        told |= {
            "lat": middle(place.lat, 90), "lon": middle(place.lon, 180), "geo_precision": max(2, place.geo_precision),
            "where_prec": max(2, place.where_prec or 1), "radius_km": max(GRID_KM, place.radius_km or 0),
        }  # fmt: skip
        if place.radius_km is None or place.radius_km < SITE_KM:
            told["name_en"] = place.admin2 or place.admin1 or "Undisclosed"
    return _with(place, **told)


def middle(degrees: float, limit: int) -> float:
    """The middle of the cell of the grid that an angle lies in; `limit` is the largest angle."""
    return round((min(int((degrees + limit) * GRID), 2 * limit * GRID - 1) + 0.5) / GRID - limit, 2)


def _actor(actor: Actor) -> Actor:
    return _with(actor, quote="")


def _source(source: Source) -> Source:
    return _with(source, quote="")


def _count(count: Count | None) -> Count | None:
    """The count without its quote; of a vague one the word of amount stays, as that is all it tells."""
    if count is None:
        return None
    from marsad.schemes.deaths import amount_word

    return _with(count, quote=amount_word(count.quote) or "")


def _with(part: P, **told: object) -> P:
    """A part of a record, or of a view of one, with other values."""
    if isinstance(part, BaseModel):
        return part.model_copy(update=told)
    return cast(P, msgspec.structs.replace(cast(msgspec.Struct, part), **told))
