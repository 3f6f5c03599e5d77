"""From events to checked rows, with the tally of what was left out and why, and the feed of deletions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.exports.public import held_back, public
from marsad.schemes import Column, InvalidRow, Left, Row, Scheme, Told, number_of

if TYPE_CHECKING:
    from marsad.store import StoredEvent

EMBARGO = "public.left.embargo"
DELETIONS = Scheme(
    "deletions",
    (Column("number", "integer"), Column("reason"), Column("moment")),
    lambda told: Left("deletions"),
    lambda row: [],
    {},
    "number",
    "number",
    "number",
)
"""The columns of a deletions file: the number of the event (of ACLED's ids the digits), why it is gone, when (UTC)."""


@dataclass(frozen=True, slots=True)
class Publicity:
    """How to publish: the day of today and the days of embargo."""

    today: dt.date
    embargo: int = 0


@dataclass(slots=True)
class Feed:
    """Rows of a scheme from events; iterate `rows` once, then read `written` and `left`."""

    scheme: Scheme
    publicity: Publicity | None = None
    written: int = 0
    left: Counter[str] = field(default_factory=Counter)
    gone: list[Row] = field(default_factory=list)
    keep_gone: bool = False

    def rows(self, events: Iterable[Told]) -> Iterator[Row]:
        """The rows of the events, in their order, each checked by its scheme. Raises InvalidRow where a row fails: nothing wrong is ever written."""
        for told in events:
            row = self._row(told)
            if isinstance(row, Left):
                self.left[row.reason] += 1
                if self.keep_gone:
                    self.gone.append((number_of(told.report.id, told.event.id), row.reason, told.updated.isoformat() if told.updated else None))
                continue
            problems = self.scheme.validate(row)
            if problems:
                raise InvalidRow(f"event {told.event.id} of report {told.report.id}: {'; '.join(problems)}")
            self.written += 1
            yield row

    def _row(self, told: Told) -> Row | Left:
        if self.publicity is None:
            return self.scheme.project(told)
        if held_back(told, today=self.publicity.today, embargo=self.publicity.embargo):
            return Left(EMBARGO)
        return self.scheme.project(public(told))

    def deletions(self, deleted: Iterable[StoredEvent]) -> Iterator[Row]:
        """The rows of a deletions file: the events that the store took back, then those that have changed so that the scheme leaves them out now."""
        for told in deleted:
            yield number_of(told.report.id, told.event.id), "deleted", told.deleted.isoformat() if told.deleted else None
        yield from self.gone


def changed(events: Iterable[Told], since: dt.datetime, publicity: Publicity | None) -> Iterator[Told]:
    """Of all events those whose public row can have changed since a moment: changed in the store, or come out of the embargo."""
    for told in events:
        last = told.event.date_end or told.event.date_start or told.report.published
        fresh = publicity is not None and last is not None and last + dt.timedelta(publicity.embargo) >= since.date()
        if fresh or (told.updated is not None and told.updated >= since):
            yield told
