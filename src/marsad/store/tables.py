"""The tables as SQLAlchemy Core sees them: what the last migration leaves behind (a test compares the two).

Keys are the ids of the record, as text, so that a join reads like a sentence. Long texts stand in tables of their own (`texts`,
`event_data`), so that counting events never reads them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Double, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

METADATA = MetaData()

LOSSES = ("killed", "injured", "captured", "missing", "displaced")
"""The losses of an event; each has the columns `X_min`, `X_max` and `X_vague`."""


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC: `timestamptz` on PostgreSQL; on SQLite text "YYYY-MM-DD HH:MM:SS.ffffff", which sorts as time does."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        utc = value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _losses() -> list[Column[Any]]:
    made: list[Column[Any]] = []
    for loss in LOSSES:
        made += [Column(f"{loss}_min", BigInteger), Column(f"{loss}_max", BigInteger), Column(f"{loss}_vague", Boolean)]
    return made


migrations = Table("marsad_migrations", METADATA, Column("number", Integer, primary_key=True), Column("name", Text), Column("applied", Moment))

runs = Table(
    "runs", METADATA, Column("id", Integer, primary_key=True), Column("coder", Text), Column("version", Text), Column("lexicon", Text), Column("first_used", Moment)
)  # fmt: skip
"""What coded the records: coder, version of the package, version of the lexicon."""

reports = Table(
    "reports", METADATA, Column("id", Text, primary_key=True), Column("version", Integer), Column("title", Text), Column("published", Date),
    Column("published_basis", Text), Column("language", Text), Column("source", Text), Column("url", Text), Column("sha256", Text),
    Column("content", Text), Column("retrieved", Moment), Column("created", Moment), Column("updated", Moment),
)  # fmt: skip
"""One row a report, its newest version. `content` is the hash of title, text and day: what tells a new version."""

texts = Table(
    "texts", METADATA, Column("number", Integer, primary_key=True), Column("report_id", Text, unique=True), Column("text", Text), Column("words", Text),
    implicit_returning=False,
)  # fmt: skip
"""The text of each report and, for the search, its normalised words."""

versions = Table(
    "report_versions", METADATA, Column("report_id", Text, primary_key=True), Column("version", Integer, primary_key=True), Column("title", Text),
    Column("text", Text), Column("published", Date), Column("published_basis", Text), Column("language", Text), Column("source", Text),
    Column("url", Text), Column("sha256", Text), Column("content", Text), Column("retrieved", Moment), Column("stored", Moment), Column("replaced", Moment),
)  # fmt: skip
"""Versions of reports that a newer one replaced."""

records = Table(
    "records", METADATA, Column("report_id", Text, primary_key=True), Column("run_id", Integer), Column("record_version", Text), Column("fingerprint", Text),
    Column("data", Text), Column("updated", Moment),
)  # fmt: skip
"""The coded record of each report as JSON, without its events, which stand in `event_data`."""

EVENT_COLUMNS: list[Column[Any]] = [
    Column("report_id", Text, primary_key=True), Column("id", Text, primary_key=True), Column("position", Integer), Column("layer", Text), Column("type", Text),
    Column("event_type", Text), Column("plover", Text), Column("status", Text), Column("background", Boolean), Column("scope", Text),
    Column("date_start", Date), Column("date_end", Date), Column("time_precision", Integer), Column("date_value", Text), Column("place", Text),
    Column("country", Text), Column("admin1", Text), Column("admin2", Text), Column("lat", Double), Column("lon", Double), Column("geo_precision", Integer),
    Column("where_prec", Integer), Column("radius_km", Double), Column("gazetteer_id", Text), Column("actor1", Text), Column("inter1", Integer),
    Column("actor2", Text), Column("inter2", Integer), *_losses(), Column("civilian_targeting", Boolean), Column("source", Text), Column("trigger", Text),
    Column("sentence", Text), Column("notes_en", Text), Column("run_id", Integer), Column("fingerprint", Text), Column("created", Moment), Column("updated", Moment),
]  # fmt: skip
events = Table("events", METADATA, *EVENT_COLUMNS)
"""One row an event, as coded now. Names of several actors or sources are joined with "; " (each has its own row in `event_actors`, `event_sources`)."""

event_data = Table(
    "event_data", METADATA, Column("report_id", Text, primary_key=True), Column("id", Text, primary_key=True), Column("data", Text), Column("why", Text)
)
"""The event of the record as JSON (`data`), and its reasons (`why`)."""

event_actors = Table(
    "event_actors", METADATA, Column("report_id", Text, primary_key=True), Column("event_id", Text, primary_key=True), Column("side", Integer, primary_key=True),
    Column("position", Integer, primary_key=True), Column("actor_id", Text), Column("name_en", Text), Column("inter", Integer), Column("country", Text),
    Column("quote", Text),
)  # fmt: skip
"""Who acts (side 1) and whom it is done to (side 2)."""

event_sources = Table(
    "event_sources", METADATA, Column("report_id", Text, primary_key=True), Column("event_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True), Column("source_id", Text), Column("name_en", Text), Column("role", Text), Column("source_scale", Text),
    Column("quote", Text),
)  # fmt: skip
"""Who is said to report, claim, confirm or deny the event."""

deletions = Table(
    "deletions", METADATA, Column("report_id", Text, primary_key=True), Column("id", Text, primary_key=True), Column("run_id", Integer), Column("created", Moment),
    Column("updated", Moment), Column("deleted", Moment), Column("data", Text),
)  # fmt: skip
"""Events that a later coding or a new version of the report took back, as they last were. An event that comes again leaves this table."""

decisions = Table(
    "decisions", METADATA, Column("number", Integer, primary_key=True), Column("report_id", Text), Column("event_id", Text), Column("who", Text),
    Column("action", Text), Column("field", Text), Column("value", Text), Column("note", Text), Column("decided", Moment),
)  # fmt: skip
"""What people decided about events: rows are added, never changed or removed (triggers refuse it)."""

VIEWS: dict[str, tuple[Column[Any], ...]] = {
    "places": (
        Column("gazetteer_id", Text), Column("name_en", Text), Column("country", Text), Column("admin1", Text), Column("lat", Double), Column("lon", Double),
        Column("events", BigInteger),
    ),
    "actors": (Column("actor_id", Text), Column("name_en", Text), Column("events", BigInteger)),
    "sources": (Column("source_id", Text), Column("name_en", Text), Column("events", BigInteger)),
}  # fmt: skip
"""Views over the events: the places, actors and sources that the store knows, with the number of their events."""
