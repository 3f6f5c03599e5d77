"""Writing reports and their records: what is new, what changed, what is gone, in one transaction.

An event keeps its row and its `created` for as long as its id is told; it is touched only where its fields differ. An event that a later
coding or a new version no longer tells moves to `deletions`; if it is told again it comes back with its first `created`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from marsad.record import CodedReport, CoderInfo
from marsad.report import Report
from marsad.store import tables as t
from marsad.store.rows import Row, actor_rows, event_rows, record_row, report_row, source_rows, storable
from marsad.store.words import search_words

Outcome = Literal["new", "version", "same", "recoded"]
"""What storing did: a new report; a new version of one; nothing; the same report with another record (newer coder, or other metadata)."""
_TOLD = ("title", "published", "published_basis", "language", "source", "url", "content")
"""Columns of a report whose change is worth a write."""


@dataclass(slots=True)
class _Work:
    """The rows to write, by what is to be done with them."""

    inserts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    removals: list[Row] = field(default_factory=list)
    """Events to take out of all their tables: {"r": report id, "e": event id}."""
    sides: list[Row] = field(default_factory=list)
    """Events whose actors and sources are written anew."""
    revived: list[Row] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)


def check(report: Report, record: CodedReport) -> None:
    """Raises ValueError where the record is not that of the report, or names an event twice."""
    if record.id != report.id:
        raise ValueError(f"the record {record.id!r} is not that of the report {report.id!r}")
    ids = [event.id for event in record.events]
    if len(set(ids)) != len(ids):
        raise ValueError(f"the record {record.id!r} names an event twice")


def put(connection: Connection, pairs: Sequence[tuple[Report, CodedReport]], now: dt.datetime) -> list[Outcome]:
    """Store reports with their records, all with different ids, within the transaction that the connection is in. One outcome a pair."""
    ids = [report.id for report, _ in pairs]
    runs = {coder: _run_id(connection, coder, now) for coder in dict.fromkeys(record.coder for _, record in pairs)}
    known = _known(connection, ids)
    old_events, gone = _old_events(connection, list(known)) if known else ({}, {})
    work = _Work()
    outcomes: list[Outcome] = []
    for report, record in pairs:
        rows = event_rows(record)
        told = report_row(report)
        stored = record_row(record, (columns for columns, _ in rows)) | {"run_id": runs[record.coder], "updated": now}
        outcome = _outcome(known.get(report.id), told, stored)
        outcomes.append(outcome)
        if outcome == "same":
            continue
        _report(work, outcome, report, told, known.get(report.id), now)
        (work.inserts if outcome == "new" else work.updates)["records"].append(stored)
        _events(work, record, rows, old_events.get(report.id, {}), gone, runs[record.coder], now)
    _apply(connection, work)
    return outcomes


def _run_id(connection: Connection, coder: CoderInfo, now: dt.datetime) -> int:
    same = and_(t.runs.c.coder == coder.name, t.runs.c.version == coder.version, t.runs.c.lexicon == coder.lexicon)
    query = select(t.runs.c.id).where(same)
    found = connection.execute(query).scalar()
    if found is None:
        made = (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(t.runs)
        connection.execute(made.on_conflict_do_nothing(), {"coder": coder.name, "version": coder.version, "lexicon": coder.lexicon, "first_used": now})
        found = connection.execute(query).scalar_one()
    return int(found)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, Row]:
    """The stored reports among ids, with the fingerprint and run of their records; locked until the transaction ends."""
    wanted: BindParameter[Any] = bindparam("ids", expanding=True)
    query = (
        select(t.reports, t.records.c.fingerprint, t.records.c.run_id).join(t.records, t.records.c.report_id == t.reports.c.id)
        .where(t.reports.c.id.in_(wanted)).order_by(t.reports.c.id).with_for_update()
    )  # fmt: skip
    return {row["id"]: dict(row) for row in connection.execute(query, {"ids": list(ids)}).mappings()}


def _old_events(connection: Connection, ids: Sequence[str]) -> tuple[dict[str, dict[str, Row]], dict[tuple[str, str], dt.datetime]]:
    """The stored events of reports, by report and id; and when the deleted ones were first created."""
    wanted = {"ids": list(ids)}
    e, d = t.events.c, t.deletions.c
    query = select(e.report_id, e.id, e.position, e.fingerprint, e.created, e.updated).where(e.report_id.in_(bindparam("ids", expanding=True)))
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in connection.execute(query, wanted).mappings():
        found[row["report_id"]][row["id"]] = dict(row)
    gone = connection.execute(select(d.report_id, d.id, d.created).where(d.report_id.in_(bindparam("ids", expanding=True))), wanted)
    return found, {(row.report_id, row.id): row.created for row in gone}


def _outcome(old: Row | None, told: Row, record: Row) -> Outcome:
    if old is None:
        return "new"
    if old["content"] != told["content"]:
        return "version"
    if old["fingerprint"] != record["fingerprint"] or old["run_id"] != record["run_id"] or any(old[name] != told[name] for name in _TOLD):
        return "recoded"
    return "same"


def _report(work: _Work, outcome: Outcome, report: Report, told: Row, old: Row | None, now: dt.datetime) -> None:
    text = {"report_id": report.id, "text": storable(report.text), "words": search_words(report.full_text)} if outcome != "recoded" else {}
    if old is None:
        work.inserts["reports"].append(told | {"version": 1, "created": now, "updated": now})
        work.inserts["texts"].append(text)
        return
    if outcome == "version":
        work.inserts["report_versions"].append({"report_id": report.id, "replaced": now})
        work.updates["texts"].append(text)
    if any(old[name] != told[name] for name in _TOLD):
        kept = {"version": old["version"] + (outcome == "version"), "retrieved": told["retrieved"] or old["retrieved"], "updated": now}
        work.updates["reports"].append(told | kept)


def _events(
    work: _Work, record: CodedReport, rows: list[tuple[Row, Row]], old: dict[str, Row], gone: dict[tuple[str, str], dt.datetime], run: int, now: dt.datetime
) -> None:  # fmt: skip
    told = set()
    for event, (columns, data) in zip(record.events, rows, strict=True):
        told.add(event.id)
        before = old.get(event.id)
        if before is not None and before["fingerprint"] == columns["fingerprint"]:
            if before["position"] != columns["position"]:
                work.moved.append({"r": record.id, "e": event.id, "position": columns["position"]})
            continue
        if before is None:
            created = gone.get((record.id, event.id))
            if created is not None:
                work.revived.append({"r": record.id, "e": event.id})
            work.inserts["events"].append(columns | {"run_id": run, "created": created or now, "updated": now})
            work.inserts["event_data"].append(data)
        else:
            work.updates["events"].append(columns | {"run_id": run, "updated": now})
            work.updates["event_data"].append(data)
            work.sides.append({"r": record.id, "e": event.id})
        work.inserts["event_actors"] += actor_rows(record.id, event)
        work.inserts["event_sources"] += source_rows(record.id, event)
    for event_id, before in old.items():
        if event_id not in told:
            kept = {"run_id": run, "created": before["created"], "updated": before["updated"], "deleted": now}
            work.removals.append({"r": record.id, "e": event_id, **kept})


def _apply(connection: Connection, work: _Work) -> None:
    _archive(connection, work.inserts.pop("report_versions", []))
    _remove(connection, work)
    for table in (t.reports, t.texts, t.records, t.events, t.event_data):
        if rows := work.updates.get(table.name):
            connection.execute(_updating(table), [{f"_{name}": value for name, value in row.items()} for row in rows])
        if rows := work.inserts.get(table.name):
            connection.execute(insert(table), rows)
    for table in (t.event_actors, t.event_sources):
        if rows := work.inserts.get(table.name):
            connection.execute(insert(table), rows)
    if work.moved:
        connection.execute(update(t.events).where(*_one(t.events)).values(position=bindparam("position")), work.moved)


def _archive(connection: Connection, rows: list[Row]) -> None:
    """Copy the replaced versions, within the database."""
    r, now = t.reports.c, bindparam("replaced", type_=t.Moment())
    names = ["title", "published", "published_basis", "language", "source", "url", "sha256", "content", "retrieved"]
    source = (
        select(r.id, r.version, t.texts.c.text, r.updated, now, *(r[n] for n in names))
        .join(t.texts, t.texts.c.report_id == r.id).where(r.id == bindparam("report_id"))
    )  # fmt: skip
    for row in rows:
        connection.execute(insert(t.versions).from_select(["report_id", "version", "text", "stored", "replaced", *names], source), row)


def _remove(connection: Connection, work: _Work) -> None:
    if work.removals:
        d = t.event_data.c
        moments = {name: bindparam(f"_{name}", type_=t.Moment()) for name in ("created", "updated", "deleted")}
        source = select(d.report_id, d.id, d.data, bindparam("_run_id", type_=t.runs.c.id.type), *moments.values()).where(*_one(t.event_data))
        made = insert(t.deletions).from_select(["report_id", "id", "data", "run_id", *moments], source)
        for row in work.removals:
            connection.execute(made, {(name if name in ("r", "e") else f"_{name}"): value for name, value in row.items()})
    keys = [{"r": row["r"], "e": row["e"]} for row in work.removals]
    for table, rows in (
        (t.event_actors, keys + work.sides), (t.event_sources, keys + work.sides), (t.event_data, keys), (t.events, keys), (t.deletions, work.revived),
    ):  # fmt: skip
        if rows:
            connection.execute(delete(table).where(*_one(table)), rows)


def _one(table: Table) -> tuple[Any, Any]:
    """The condition that picks the rows of the event (:r, :e)."""
    event = table.c.event_id if "event_id" in table.c else table.c.id
    return table.c.report_id == bindparam("r"), event == bindparam("e")


def _updating(table: Table) -> Any:
    """An update of all columns of a row by its key, from parameters named as the columns after "_"."""
    keys = [table.c.report_id] if table is t.texts else list(table.primary_key.columns)
    fixed = {"created", "number", *(c.name for c in keys)}
    values: dict[str, Any] = {c.name: bindparam(f"_{c.name}") for c in table.columns if c.name not in fixed}
    return update(table).where(*(c == bindparam(f"_{c.name}") for c in keys)).values(values)
