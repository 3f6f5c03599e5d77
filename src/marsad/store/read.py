"""Reading back: records, events and deletions as streams in a fixed order, never more than a page of rows in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, null, select

from marsad.record import CodedReport, Event
from marsad.report import Report
from marsad.store import tables as t
from marsad.store.errors import StoreError
from marsad.store.frames import columns_of
from marsad.store.rows import event_of, record_of
from marsad.store.views import view_of

PAGE = 500
"""Rows that are fetched at a time."""


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What a stored event tells about its report."""

    id: str
    title: str
    source: str | None
    url: str | None
    published: dt.date | None
    language: str | None


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its history: `created` when it was first stored, `updated` when its fields last changed, `deleted` when it was taken
    back (None for an event that stands). Moments are in UTC. `event.why` is empty unless the reasons were asked for."""

    event: Event
    report: ReportInfo
    created: dt.datetime
    updated: dt.datetime
    deleted: dt.datetime | None = None


def moment(told: dt.datetime | dt.date) -> dt.datetime:
    """A moment in UTC: of a day its beginning, of a moment without a zone the same in UTC."""
    if not isinstance(told, dt.datetime):
        told = dt.datetime.combine(told, dt.time.min)
    return told.astimezone(dt.UTC) if told.tzinfo else told.replace(tzinfo=dt.UTC)


def _stream(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    return iter(connection.execution_options(yield_per=PAGE).execute(query))


def records(connection: Connection) -> Iterator[CodedReport]:
    """Every record in the order of the report ids."""
    r, d, e = t.records.c, t.event_data.c, t.events.c
    events = _stream(
        connection, select(e.report_id, d.data, d.why).join(t.event_data, (d.report_id == e.report_id) & (d.id == e.id)).order_by(e.report_id, e.position)
    )  # fmt: skip
    grouped = groupby(events, key=lambda row: row[0])
    current = next(grouped, None)
    for report_id, data in _stream(connection, select(r.report_id, r.data).order_by(r.report_id)):
        told: list[tuple[str, str]] = []
        if current is not None and current[0] == report_id:
            told = [(row[1], row[2]) for row in current[1]]
            current = next(grouped, None)
        yield record_of(data, told)


def record(connection: Connection, report_id: str) -> CodedReport | None:
    """The record of one report."""
    r, d, e = t.records.c, t.event_data.c, t.events.c
    data = connection.execute(select(r.data).where(r.report_id == report_id)).scalar()
    if data is None:
        return None
    query = select(d.data, d.why).join(t.events, (d.report_id == e.report_id) & (d.id == e.id)).where(e.report_id == report_id).order_by(e.position)
    return record_of(data, [(row.data, row.why) for row in connection.execute(query)])


def report(connection: Connection, report_id: str) -> Report | None:
    """One report with its text, in its newest version."""
    r = t.reports.c
    query = select(t.reports, t.texts.c.text).join(t.texts, t.texts.c.report_id == r.id).where(r.id == report_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else Report(**{name: row[name] for name in Report.model_fields})


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events: last changed in [since, until), happening on a day from `first` to `last` (events without a day are left out then), in a country."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    country: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The conditions on the table `events`."""
        e = t.events.c
        told: list[tuple[Any, Callable[[Any], ColumnElement[bool]]]] = [
            (self.since, lambda x: e.updated >= x), (self.until, lambda x: e.updated < x), (self.first, lambda x: e.date_end >= x),
            (self.last, lambda x: e.date_start <= x), (self.country and self.country.upper(), lambda x: e.country == x),
        ]  # fmt: skip
        return [condition(value) for value, condition in told if value is not None]


def events(connection: Connection, chosen: Filter, *, why: bool = False, views: bool = False) -> Iterator[StoredEvent]:
    """The events that stand, in the order of report id and text; with `views` as views of events (see `marsad.store.views`)."""
    e, d, r = t.events.c, t.event_data.c, t.reports.c
    query = (
        select(d.data, d.why if why else null(), e.created, e.updated, r.id, r.title, r.source, r.url, r.published, r.language)
        .select_from(t.events.join(t.event_data, (d.report_id == e.report_id) & (d.id == e.id)).join(t.reports, r.id == e.report_id))
        .where(*chosen.conditions()).order_by(e.report_id, e.position)
    )  # fmt: skip
    info: ReportInfo | None = None
    for data, reasons, created, updated, report_id, *told in _stream(connection, query):
        if info is None or info.id != report_id:
            info = ReportInfo(report_id, *told)
        try:
            event = view_of(data) if views else event_of(data, reasons)
        except ValueError as error:
            raise StoreError(
                f"an event of report {report_id!r} cannot be read ({str(error).splitlines()[0]})", "add the report again with `marsad add`"
            ) from error
        yield StoredEvent(event, info, created, updated)


def event_columns(chosen: Filter) -> Select[Any]:
    """The visible columns of the chosen events, one row an event."""
    return select(*(t.events.c[column.name] for column in columns_of("events"))).where(*chosen.conditions())


def deletions(connection: Connection, *, since: dt.datetime | None, until: dt.datetime | None) -> Iterator[StoredEvent]:
    """The events that were taken back, as they last were, in the order of report and event id."""
    d, r = t.deletions.c, t.reports.c
    query = (
        select(d.data, d.created, d.updated, d.deleted, r.id, r.title, r.source, r.url, r.published, r.language)
        .join(t.reports, r.id == d.report_id).order_by(d.report_id, d.id)
    )  # fmt: skip
    if since is not None:
        query = query.where(d.deleted >= since)
    if until is not None:
        query = query.where(d.deleted < until)
    for data, created, updated, deleted, *told in _stream(connection, query):
        yield StoredEvent(event_of(data), ReportInfo(*told), created, updated, deleted)
