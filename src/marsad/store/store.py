"""The store: one object for writing reports with their records and for reading them back."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from marsad.record import CodedReport, CoderInfo
from marsad.report import Report
from marsad.store import read, write
from marsad.store import tables as t
from marsad.store.engine import Address, address, engine_of, writing
from marsad.store.errors import StoreError, telling
from marsad.store.frames import Frame
from marsad.store.identity import identify
from marsad.store.migrations import LATEST, migrate, schema_of
from marsad.store.read import Filter, StoredEvent, moment
from marsad.store.rows import content_of, storable_report
from marsad.store.search import Hit, search
from marsad.store.write import Outcome

BATCH = 50
"""Reports that `add_many` writes in one transaction."""
_RACES = ("40001", "40P01")
"""SQLSTATE of a transaction that must be tried again: serialization failure, deadlock."""
_TRIES = 5

Moment = dt.datetime | dt.date
"""A moment; a day means its beginning in UTC."""


def utc_now() -> dt.datetime:
    """The clock of the store."""
    return dt.datetime.now(dt.UTC)


def open_store(where: str | os.PathLike[str], *, create: bool = True, clock: Callable[[], dt.datetime] = utc_now) -> Store:
    """Open the store of a path (SQLite) or URL (`postgresql://USER@HOST/DATABASE`), bringing its schema up to date.

    Without `create` a missing store is an error. A file that may not be written is opened for reading. `clock` tells the moments that are
    written. Raises `StoreError`, with its remedy, for what cannot be opened: missing, locked, damaged, of a newer schema, no store at all.
    """
    return Store(address(where, create=create), create=create, clock=clock)


class Store:
    """An open store; close it with `close()` or use it as a context manager. Iterators hold a connection of their own until they end."""

    def __init__(self, at: Address, *, create: bool, clock: Callable[[], dt.datetime]) -> None:
        self.address = at
        self.name = at.name
        self._clock = clock
        self._engine = engine_of(at)
        try:
            self._prepare(create)
        except BaseException:
            self._engine.dispose()
            raise

    def _prepare(self, create: bool) -> None:
        with self._reading() as connection:
            have = schema_of(connection, self.name)
        if have == 0 and not create:
            raise StoreError(f"{self.name}: no Marsad store is in it", "make one with `marsad add INPUT... --store ...`")
        if have < LATEST:
            if self.address.readonly:
                raise StoreError(
                    f"{self.name} is read-only and of an older schema ({have} of {LATEST})", "make it writable once, so that it can be brought up to date"
                )
            with self._writing() as connection:
                migrate(connection, self.name, self._clock())

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Writing

    def add(self, report: Report, record: CodedReport) -> Outcome:
        """Store a report with its record in one transaction; storing the same again changes nothing. Raises `StoreError`, and ValueError
        where the record is not that of the report."""
        return self._put([(report, record)])[0]

    def add_many(self, pairs: Iterable[tuple[Report, CodedReport]], *, batch: int = BATCH) -> Iterator[Outcome]:
        """Store many, `batch` reports a transaction, and yield their outcomes in order. A killed process loses at most its last batch."""
        held: dict[str, tuple[Report, CodedReport]] = {}
        for report, record in pairs:
            if report.id in held or len(held) == batch:
                yield from self._put(list(held.values()))
                held = {}
            held[report.id] = (report, record)
        if held:
            yield from self._put(list(held.values()))

    def _put(self, pairs: list[tuple[Report, CodedReport]]) -> list[Outcome]:
        for report, record in pairs:
            write.check(report, record)
        for left in reversed(range(_TRIES)):
            try:
                with self._writing() as connection:
                    return write.put(connection, pairs, self._clock())
            except DBAPIError as error:  # two writers met on PostgreSQL: the second one looks again
                if not left or not (isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _RACES):
                    raise
        raise AssertionError("unreachable")

    def prepare(self, report: Report) -> Report:
        """The report as it should be coded and stored.

        Characters that no database takes are replaced. Where the same page (`url`), or the same text of the same day, is stored under
        another id, the report gets that id; what it does not tell (source, url, language) is taken from what is stored. Raises `IdTaken` where its
        id is that of an evidently different report.
        """
        with self._reading() as connection:
            return identify(connection, storable_report(report))

    def is_current(self, report: Report, coder: CoderInfo) -> bool:
        """Whether this very report is stored with a record of this very coder, so that coding it again would change nothing."""
        r, u = t.reports.c, t.runs.c
        query = (
            select(r.content, r.source, r.url, r.language, r.published_basis)
            .join(t.records, t.records.c.report_id == r.id).join(t.runs, u.id == t.records.c.run_id)
            .where(r.id == report.id, u.coder == coder.name, u.version == coder.version, u.lexicon == coder.lexicon)
        )  # fmt: skip
        with self._reading() as connection:
            row = connection.execute(query).first()
        return row is not None and tuple(row) == (content_of(report), report.source, report.url, report.language, report.published_basis)

    # Reading

    def records(self) -> Iterator[CodedReport]:
        """Every record, as it was coded, in the order of the report ids; lazily."""
        return self._iterate(read.records)

    def record(self, report_id: str) -> CodedReport | None:
        """The record of one report, or None."""
        with self._reading() as connection:
            return read.record(connection, report_id)

    def report(self, report_id: str) -> Report | None:
        """One report with its text, in its newest version, or None."""
        with self._reading() as connection:
            return read.report(connection, report_id)

    def events(
        self, *, since: Moment | None = None, until: Moment | None = None, first: dt.date | None = None, last: dt.date | None = None,
        country: str | None = None, why: bool = False,
    ) -> Events:  # fmt: skip
        """The events that stand, in the order of report id and place in the text; iterate it, or open it as a frame.

        `since` and `until` choose by when an event last changed in the store, `since <= updated < until`; `first` and `last` by the days on
        which it happened (an event without a day is left out then); `country` by its ISO 3166 alpha-2 code. With `why` each event brings its reasons.
        """
        chosen = Filter(moment(since) if since else None, moment(until) if until else None, first, last, country)
        return Events(self, chosen, why=why)

    def deletions(self, *, since: Moment | None = None, until: Moment | None = None) -> Iterator[StoredEvent]:
        """The events that a later coding or version took back, as they last were, `since <= deleted < until`, in the order of report and event id."""
        begin, end = moment(since) if since else None, moment(until) if until else None
        return self._iterate(lambda connection: read.deletions(connection, since=begin, until=end))

    def search(self, text: str, *, limit: int = 20) -> list[Hit]:
        """The reports whose text or title has every word of `text` (words in quotes: in that order), best first. Spelling variants,
        vowel signs, proclitics and the article make no difference."""
        with self._reading() as connection:
            return search(connection, text, limit=limit)

    def counts(self) -> dict[str, int]:
        """How many reports, events and deletions there are."""
        with self._reading() as connection:
            tables = (t.reports, t.events, t.deletions)
            return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}

    def frame(self, table: str) -> Frame:
        """A table or view of the store as a frame (`marsad.store.frames.table_names` lists them). Raises KeyError for an unknown name."""
        return Frame(self.address, table)

    # Decisions of people

    def decide(self, report_id: str, event_id: str, *, who: str, action: str, field: str | None = None, value: str | None = None, note: str = "") -> None:
        """Write down what a person decided about an event: an action (accept, reject, correct ...), for a correction the field and its value.
        Decisions are never changed or removed; a later one stands beside the earlier."""
        row = {
            "report_id": report_id,
            "event_id": event_id,
            "who": who,
            "action": action,
            "field": field,
            "value": value,
            "note": note,
            "decided": self._clock(),
        }
        with self._writing() as connection:
            connection.execute(t.decisions.insert(), row)

    def decisions(self, report_id: str | None = None, event_id: str | None = None) -> Iterator[dict[str, Any]]:
        """The decisions in the order in which they were made, of all events or of one."""
        d = t.decisions.c
        query = select(t.decisions).order_by(d.number)
        if report_id is not None:
            query = query.where(d.report_id == report_id)
        if event_id is not None:
            query = query.where(d.event_id == event_id)
        return self._iterate(lambda connection: (dict(row) for row in connection.execute(query).mappings()))

    # Transactions

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with telling(self.name), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with telling(self.name), self._engine.connect() as connection, writing(connection).begin():
            yield connection

    def _iterate(self, read_from: Callable[[Connection], Iterator[Any]]) -> Iterator[Any]:
        with self._reading() as connection:
            yield from read_from(connection)


class Events(Frame):
    """Events of a store: iterate it for `StoredEvent`s, or open it as a frame with one row an event (`arrow`, `pandas`, `polars`, `batches`)."""

    def __init__(self, store: Store, chosen: Filter, *, why: bool) -> None:
        super().__init__(store.address, "events", read.event_columns(chosen))
        self._store = store
        self._chosen = chosen
        self._why = why

    def __iter__(self) -> Iterator[StoredEvent]:
        return self._store._iterate(lambda connection: read.events(connection, self._chosen, why=self._why))

    def views(self) -> Iterator[StoredEvent]:
        """The same events twice as fast, each `event` a view: the fields of an `Event`, without reasons, methods and checks (see `marsad.store.views`)."""
        return self._store._iterate(lambda connection: read.events(connection, self._chosen, views=True))
