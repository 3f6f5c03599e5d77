"""A report and its record as rows of the tables: pure functions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from marsad.record import CodedReport, Event
from marsad.report import Report
from marsad.store.tables import LOSSES

Row = dict[str, Any]
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with the code points that no database takes (NUL, lone surrogates) replaced by U+FFFD, one for one, so that offsets hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_report(report: Report) -> Report:
    """The report with all its texts storable: what must be coded, so that quotes and text agree. The same object where nothing is to be done."""
    told = {name: value for name in ("id", "title", "text", "source", "url", "language") if isinstance(value := getattr(report, name), str)}
    changed = {name: clean for name, value in told.items() if (clean := storable(value)) != value}
    return report.model_copy(update=changed) if changed else report


def content_of(report: Report) -> str:
    """The hash of what is coded: title, text and publication day. Another content of the same report is a new version of it."""
    told = json.dumps([report.title, report.text, report.published.isoformat() if report.published else None], ensure_ascii=False)
    return _hash(told)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def report_row(report: Report) -> Row:
    """The columns of `reports` that the report itself tells."""
    return {
        "id": report.id, "title": storable(report.title), "published": report.published, "published_basis": report.published_basis, "language": report.language,
        "source": report.source, "url": report.url, "sha256": report.sha256, "content": content_of(report), "retrieved": report.retrieved,
    }  # fmt: skip


def record_row(record: CodedReport, events: Iterable[Row]) -> Row:
    """The columns of `records`: the record without its events, and a fingerprint of the whole with them (the rows of `events`).

    The hash of the page's bytes is left out of the fingerprint: a page fetched again with another advertisement is the same report.
    """
    data = record.model_dump_json(exclude={"events"})
    told = data.replace(record.sha256, "") if record.sha256 else data
    return {
        "report_id": record.id,
        "record_version": record.record_version,
        "data": data,
        "fingerprint": _hash(told + "".join(e["fingerprint"] for e in events)),
    }


def event_rows(record: CodedReport) -> list[tuple[Row, Row]]:
    """For each event in order its columns in `events` and in `event_data`."""
    made = []
    for position, event in enumerate(record.events):
        data = event.model_dump_json(exclude={"why"})
        why = "[" + ",".join(w.model_dump_json() for w in event.why) + "]"
        made.append((_columns(record.id, position, event, _hash(data + why)), {"report_id": record.id, "id": event.id, "data": data, "why": why}))
    return made


def _columns(report: str, position: int, event: Event, fingerprint: str) -> Row:
    place = event.place
    row: Row = {
        "report_id": report, "id": event.id, "position": position, "layer": event.layer, "type": event.type, "event_type": event.event_type,
        "plover": event.plover, "status": event.status, "background": event.background, "scope": event.scope, "date_start": event.date_start,
        "date_end": event.date_end, "time_precision": event.time_precision, "date_value": event.date_value,
        "place": place.name_en if place else None, "country": place.country if place else None, "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None, "lat": place.lat if place else None, "lon": place.lon if place else None,
        "geo_precision": place.geo_precision if place else None, "where_prec": place.where_prec if place else None,
        "radius_km": place.radius_km if place else None, "gazetteer_id": place.gazetteer_id if place else None,
        "actor1": _names(a.name_en for a in event.actor1), "inter1": event.actor1[0].inter if event.actor1 else None,
        "actor2": _names(a.name_en for a in event.actor2), "inter2": event.actor2[0].inter if event.actor2 else None,
        "civilian_targeting": event.civilian_targeting, "source": _names(s.name_en or storable(s.quote) for s in event.sources),
        "trigger": storable(event.triggers[0].quote) if event.triggers else "", "sentence": storable(event.sentence.quote),
        "notes_en": storable(event.notes_en), "fingerprint": fingerprint,
    }  # fmt: skip
    for loss in LOSSES:
        count = getattr(event, loss)
        row[f"{loss}_min"] = count.min if count else None
        row[f"{loss}_max"] = count.max if count else None
        row[f"{loss}_vague"] = count.vague if count else None
    return row


def _names(names: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(names)) or None


def actor_rows(report: str, event: Event) -> list[Row]:
    """The rows of `event_actors`: side 1 acts, side 2 is acted upon."""
    return [
        {
            "report_id": report, "event_id": event.id, "side": side, "position": position, "actor_id": actor.actor_id, "name_en": storable(actor.name_en),
            "inter": actor.inter, "country": actor.country, "quote": storable(actor.quote),
        }
        for side, actors in ((1, event.actor1), (2, event.actor2))
        for position, actor in enumerate(actors)
    ]  # fmt: skip


def source_rows(report: str, event: Event) -> list[Row]:
    """The rows of `event_sources`."""
    return [
        {
            "report_id": report, "event_id": event.id, "position": position, "source_id": source.source_id, "name_en": source.name_en, "role": source.role,
            "source_scale": source.source_scale, "quote": storable(source.quote),
        }
        for position, source in enumerate(event.sources)
    ]  # fmt: skip


def event_of(data: str, why: str | None = None) -> Event:
    """The event of its columns in `event_data`; without `why` its reasons are left out, which reads ten times faster."""
    return Event.model_validate_json(data if why is None else f'{data[:-1]},"why":{why}}}')


def record_of(data: str, events: Iterable[tuple[str, str]]) -> CodedReport:
    """The record from its columns in `records` and the (data, why) of its events in order."""
    told = ",".join(f'{data[:-1]},"why":{why}}}' for data, why in events)
    return CodedReport.from_json(f'{data[:-1]},"events":[{told}]}}')
