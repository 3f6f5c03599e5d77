"""What all schemes share: columns, the projection of one event to one row, reasons for leaving out, checks of a row."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from marsad.record import CodedReport, Event

ColumnType = Literal["text", "integer", "real", "date", "flag"]
Row = tuple[Any, ...]
"""The values of a row in the order of the columns: str, int, float, datetime.date, bool or None; never an empty text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, and for HXL its hashtag."""

    name: str
    type: ColumnType = "text"
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An event that a scheme leaves out, by the id of the reason in the scheme's vocabulary."""

    reason: str


class Origin(Protocol):
    """What a projection reads of the report: a `CodedReport` and the store's `ReportInfo` have it."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def published(self) -> dt.date | None: ...
    @property
    def language(self) -> str | None: ...


class Told(Protocol):
    """An event with its report; the store's `StoredEvent` is one. `updated` is None outside a store."""

    @property
    def event(self) -> Event: ...
    @property
    def report(self) -> Origin: ...
    @property
    def updated(self) -> dt.datetime | None: ...


@dataclass(frozen=True, slots=True)
class Item:
    """An event with its report, outside a store."""

    event: Event
    report: Origin
    updated: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme: its columns in order, the projection of one event, the check of one row, and what its reasons for leaving out say."""

    name: str
    columns: tuple[Column, ...]
    project: Callable[[Told], Row | Left]
    problems: Callable[[Row], list[str]]
    reasons: dict[str, str]
    id_column: str
    latitude: str = "latitude"
    longitude: str = "longitude"
    _good: set[tuple[type, ...]] = field(default_factory=set, compare=False, repr=False)
    """The combinations of types of values that have been found to fit the columns: there are few."""

    def index(self, column: str) -> int:
        """The position of a column; raises ValueError for an unknown name."""
        return [c.name for c in self.columns].index(column)

    def validate(self, row: Row) -> list[str]:
        """What is wrong with a row, all of it: number and types of the values, then the scheme's own rules. Empty for a good row."""
        kinds = tuple(map(type, row))
        if kinds not in self._good or "" in row:
            wrong = _types(self.columns, row)
            if wrong:
                return wrong
            self._good.add(kinds)
        return self.problems(row)


class InvalidRow(ValueError):
    """A projection made a row that its own scheme refuses: a defect of this program. The message names event and problems."""


_TYPES: dict[str, type | tuple[type, ...]] = {"text": str, "integer": int, "real": float, "date": dt.date, "flag": bool}


def _types(columns: tuple[Column, ...], row: Row) -> list[str]:
    if len(row) != len(columns):
        return [f"{len(row)} values for {len(columns)} columns"]
    wrong = []
    for column, value in zip(columns, row, strict=True):
        if value is None:
            continue
        if not isinstance(value, _TYPES[column.type]) or (column.type != "flag" and isinstance(value, bool)):
            wrong.append(f"{column.name}: {value!r} is not of type {column.type}")
        elif value == "":
            wrong.append(f"{column.name}: an empty text stands for nothing; it must be None")
    return wrong


def items(records: Iterable[CodedReport]) -> Iterator[Item]:
    """The events of records with their reports, in their order."""
    for record in records:
        for event in record.events:
            yield Item(event, record)


def number_of(report_id: str, event_id: str) -> int:
    """The number of an event in schemes that want one: 53 bits of a hash of report and event id, so that it is the same in every export,
    and exact where numbers are doubles. Two of a million events share a number once in 18,000 exports."""
    digest = hashlib.sha256(f"{report_id}\n{event_id}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 11


def joined(values: Iterable[str | None], separator: str = "; ") -> str | None:
    """The distinct values, joined; None where there are none."""
    return separator.join(dict.fromkeys(filter(None, values))) or None
