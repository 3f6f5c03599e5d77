"""A summary of a period: what a report for reading tells, as data; `summary_html` and `summary_markdown` write it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.countries import countries
from marsad.record import Event
from marsad.schemes import Told
from marsad.schemes.base import Origin
from marsad.schemes.deaths import estimates
from marsad.schemes.notes import note_of

TYPES = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments", "Statements and diplomacy")
"""The groups of a summary: ACLED's event types, and all of layer B."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One event of the list: its group, English note, the Arabic sentence, sources, and the report that tells it."""

    event: Event
    report: Origin
    group: str
    note: str

    @property
    def sources(self) -> str:
        """Who is said to tell it, joined."""
        return "; ".join(dict.fromkeys(filter(None, (self.report.source, *(s.name_en or s.quote for s in self.event.sources)))))


@dataclass(slots=True)
class Summary:
    """Counts and list of a period."""

    first: dt.date
    last: dt.date
    country: str | None
    events: list[Listed] = field(default_factory=list)
    by_type: Counter[str] = field(default_factory=Counter)
    by_subtype: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_week: Counter[tuple[dt.date, str]] = field(default_factory=Counter)
    by_admin1: Counter[tuple[str, str]] = field(default_factory=Counter)
    dead_low: int = 0
    dead_high: int = 0
    reports: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)

    @property
    def title(self) -> str:
        """The title of the page."""
        where = countries()[self.country].name_en if self.country else "All countries"
        return f"{where}, {self.first.isoformat()} to {self.last.isoformat()}"

    @property
    def weeks(self) -> list[dt.date]:
        """The Mondays of all weeks of the period."""
        monday = week_of(self.first)
        return [monday + dt.timedelta(7 * n) for n in range((week_of(self.last) - monday).days // 7 + 1)]


def week_of(day: dt.date) -> dt.date:
    """The Monday of a day's week (the first day of the calendar where that would be before it)."""
    return day - dt.timedelta(min(day.weekday(), day.toordinal() - 1))


def summarise(events: Iterable[Told], *, first: dt.date, last: dt.date, country: str | None = None) -> Summary:
    """The summary of the events that happened from `first` to `last`. Planned and denied events, totals over many events, recalled and undated ones
    are counted apart (`set_aside`), neither charted nor listed. An event is counted in the week of its first day in the period."""
    summary, reports = Summary(first, last, country), set()
    for told in events:
        event = told.event
        aside = next(iter(_aside(event)), None)
        if aside:
            summary.set_aside[aside] += 1
            continue
        assert event.date_start is not None
        group = event.event_type if event.layer == "acled" and event.event_type in TYPES else TYPES[-1]
        summary.events.append(Listed(event, told.report, group, note_of(event)))
        reports.add(told.report.id)
        summary.by_type[group] += 1
        summary.by_subtype[group, event.type] += 1
        summary.by_week[week_of(max(event.date_start, first)), group] += 1
        if event.place and event.place.country:
            summary.by_admin1[countries()[event.place.country].name_en, event.place.admin1 or "(no province)"] += 1
        else:
            summary.by_admin1["(no country)", "(no province)"] += 1
        deaths = estimates(event)
        if deaths:
            summary.dead_low += deaths[2]
            summary.dead_high += deaths[1]
    summary.reports = len(reports)
    summary.events.sort(
        key=lambda one: (one.event.date_start or first, one.event.date_end or last, one.report.id, one.event.triggers[0].start if one.event.triggers else 0)
    )
    return summary


def _aside(event: Event) -> Iterable[str]:
    if event.status == "planned":
        yield "planned or threatened"
    if event.status == "denied":
        yield "denied"
    if event.scope == "aggregate":
        yield "totals over many events"
    if event.background:
        yield "recalled as background"
    if event.date_start is None:
        yield "without a day"
