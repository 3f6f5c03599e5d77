"""A record's event as a row of PLOVER: what-how-why, with the auxiliary modes. Every event has one. Vocabulary: `data/plover.yaml`; see docs/schemes.md."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.countries import countries
from marsad.schemes import vocabulary
from marsad.schemes.base import Column, Left, Row, Scheme, Told, joined, number_of
from marsad.schemes.notes import note_of

if TYPE_CHECKING:
    from marsad.record import Actor, Event

COLUMNS = (
    Column("event_id", "integer"), Column("date_start", "date"), Column("date_end", "date"), Column("event_type"), Column("mode"), Column("context"),
    Column("auxiliary"), Column("historical", "flag"), Column("future", "flag"), Column("hypothetical", "flag"), Column("negated", "flag"), Column("quad_class", "integer"),
    Column("source"), Column("source_country"), Column("source_sector"), Column("recipient"), Column("recipient_country"), Column("recipient_sector"),
    Column("location"), Column("admin1"), Column("country"), Column("latitude", "real"), Column("longitude", "real"), Column("geo_precision", "integer"),
    Column("dead_min", "integer"), Column("dead_max", "integer"), Column("injured_min", "integer"), Column("injured_max", "integer"),
    Column("text"), Column("publisher"), Column("published", "date"), Column("language"), Column("url"),
)  # fmt: skip
_AT = {column.name: position for position, column in enumerate(COLUMNS)}


@lru_cache(maxsize=1)
def _modes() -> dict[tuple[str, str], str]:
    return {(entry.sub, entry.type): entry.mode for entry in vocabulary.plover().modes}


def project(told: Told) -> Row | Left:
    """The row of an event."""
    event, report, words = told.event, told.report, vocabulary.plover()
    auxiliary = auxiliary_of(event)
    place, dead, injured = event.place, event.killed, event.injured
    country = countries().get(place.country or "") if place else None
    return (
        number_of(report.id, event.id), event.date_start, event.date_end, event.plover, _modes().get((event.type, event.plover)), _context(event),
        joined(auxiliary), *(mode in auxiliary for mode in ("historical", "future", "hypothetical", "negated")), words.types[event.plover].quad,
        *_party(event.actor1), *_party(event.actor2),
        place.name_en if place else None, (place.admin1 or None) if place else None, country.iso3 if country else None,
        place.lat if place else None, place.lon if place else None, place.geo_precision if place else None,
        dead.min if dead else None, dead.max if dead else None, injured.min if injured else None, injured.max if injured else None,
        note_of(event), report.source or None, report.published, report.language or None, report.url or None,
    )  # fmt: skip


def auxiliary_of(event: Event) -> tuple[str, ...]:
    """The auxiliary modes of an event: `historical` what is recalled; then `negated` what is denied, `future` what is planned for a day,
    `hypothetical` what is planned, threatened or demanded without one."""
    modes = ["historical"] if event.background else []
    if event.status == "denied":
        modes.append("negated")
    elif event.status == "planned":
        modes.append("future" if event.date_start else "hypothetical")
    return tuple(modes)


def _context(event: Event) -> str | None:
    return joined(
        (c.context for c in vocabulary.plover().contexts
         if all(wanted in (None, has) for wanted, has in ((c.event_type, event.event_type), (c.sub, event.type), (c.type, event.plover)))),
        ";",
    )  # fmt: skip


def _party(actors: tuple[Actor, ...]) -> tuple[str | None, str | None, str | None]:
    """Names, countries (ISO alpha-3) and sectors of a side."""
    known = countries()
    return (
        joined(a.name_en for a in actors),
        joined(known[a.country].iso3 for a in actors if a.country in known),
        joined(sector(a) for a in actors),
    )


def sector(actor: Actor) -> str:
    """PLOVER's primary sector of an actor."""
    words = vocabulary.plover()
    return next((code for begins, code in words.sector_names.items() if actor.name_en.startswith(begins)), words.sectors[actor.inter])


def problems(row: Row) -> list[str]:
    """What PLOVER's codebook would refuse in a row."""
    words, wrong = vocabulary.plover(), []
    kind = words.types.get(row[_AT["event_type"]])
    mode, auxiliary = row[_AT["mode"]], (row[_AT["auxiliary"]] or "").split("; ")
    if row[_AT["event_id"]] is None or kind is None:
        return [f"event_type: {row[_AT['event_type']]!r} is no category of PLOVER"]
    if mode is not None and mode not in kind.modes:
        wrong.append(f"mode: {mode!r} is no mode of {row[_AT['event_type']]}")
    unknown = {*(row[_AT["context"]] or "").split(";")} - {"", *words.context_names}
    if unknown:
        wrong.append(f"context: {min(unknown)!r} is no context of PLOVER")
    if row[_AT["quad_class"]] != kind.quad:
        wrong.append("quad_class: is not that of the category")
    for name in ("historical", "future", "hypothetical", "negated"):
        if row[_AT[name]] is not (name in auxiliary):
            wrong.append(f"{name}: does not agree with auxiliary")
    if sum(bool(row[_AT[name]]) for name in ("future", "hypothetical", "negated")) > 1:
        wrong.append("auxiliary: future, hypothetical and negated exclude each other")
    return wrong


SCHEME = Scheme("plover", COLUMNS, project, problems, {r.id: r.says for r in vocabulary.plover().left}, "event_id")
