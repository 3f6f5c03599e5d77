"""From the columns of a table to the fields of a report."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from marsad.arabic.orthography import fold
from marsad.reading.article import checked
from marsad.reading.decoding import sound
from marsad.reading.items import InputFailure, Read
from marsad.report import Report

FIELDS = ("id", "title", "text", "published", "source", "url")
_SLASHED = re.compile(r"^([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,4})(?:[ T,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns make which field: told names by field; a field may join several columns, one under the other."""

    told: Mapping[str, tuple[str, ...]]

    def find(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The columns of each field among the given names: those told, else those of the usual names (`columns.yaml`)."""
        by_name: dict[str, str] = {}
        for name in names:
            by_name.setdefault(fold(name.strip().lower()), name)
        out = {}
        for field, usual in _usual().items():
            if field in self.told:
                out[field] = self.told[field]
            elif (column := next((by_name[u] for u in usual if u in by_name), None)) is not None:
                out[field] = (column,)
        return out


@lru_cache(maxsize=1)
def _usual() -> dict[str, tuple[str, ...]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(resources.files("marsad.reading").joinpath("columns.yaml").read_text(encoding="utf-8"), Loader=loader)
    return {field: tuple(fold(name.lower()) for name in raw[field]) for field in FIELDS}


def parse_map(text: str) -> Columns:
    """A map written as `title=headline,text=lead+body`. Raises ValueError, with the remedy, where it is none."""
    told: dict[str, tuple[str, ...]] = {}
    for part in text.split(","):
        field, mark, columns = part.partition("=")
        field = field.strip()
        names = tuple(name.strip() for name in columns.split("+") if name.strip())
        if not mark or not names or field not in FIELDS:
            raise ValueError(f"{part.strip()!r} is no FIELD=COLUMN; fields are {', '.join(FIELDS)}, for example title=headline,text=lead+body")
        told[field] = names
    return Columns(told)


def report_of(
    where: str, data: Mapping[str, Any], identity: str, published: dt.date | None, columns: Columns, *, found: dict[str, tuple[str, ...]] | None = None
) -> Read | InputFailure:
    """The report in one row or object. `identity` is its id where it brings none; `found` is the result of `columns.find` where it is the same for
    all rows."""
    fields = found if found is not None else columns.find(k for k in data if isinstance(k, str))
    if "text" not in fields and "title" not in fields:
        names = ", ".join(sorted(str(k) for k in data)[:12]) or "none"
        return InputFailure(where, f"the report has no text (columns: {names})", "name the column: --map text=COLUMN")
    values: dict[str, Any] = {field: _value(data, names) for field, names in fields.items()}
    title, text = values.get("title") or "", values.get("text") or ""
    if not isinstance(title, str) or not isinstance(text, str) or not (title + text).strip():
        return InputFailure(where, "the report has no text", 'give "text" (and "title") as strings')
    day = published
    told = values.get("published")
    if told is not None and str(told).strip():
        day = row_day(told)
        if day is None:
            return InputFailure(where, f"published {str(told)[:60]!r} is no day", "write it as YYYY-MM-DD, or leave it out")
    report = Report(
        id=sound(str(values.get("id") or identity)), title=sound(title), text=sound(text), published=day, language="ar",
        source=_told(values.get("source")), url=_told(values.get("url")),
    )  # fmt: skip
    item = checked(where, report)
    return item if isinstance(item, InputFailure) else Read(where, item)


def row_day(told: Any) -> dt.date | None:
    """The day of a cell: a date, an ISO form, YYYY/MM/DD, DD/MM/YYYY where it cannot be MM/DD, RFC 2822, or epoch seconds; else None."""
    if isinstance(told, dt.datetime):
        return told.date()
    if isinstance(told, dt.date):
        return told
    text = fold(str(told)).strip()
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        pass
    try:
        if found := _SLASHED.match(text):
            first, second, third = (int(part) for part in found.groups())
            if first > 31:
                return dt.date(first, second, third)
            return dt.date(third, second, first) if third > 31 and (first > 12 or first == second) else None
        if text.isdigit() and len(text) in (10, 13):
            return dt.datetime.fromtimestamp(int(text[:10]), tz=dt.UTC).date()
        if "," not in text:
            return None
        from email.utils import parsedate

        parts = parsedate(text)
        return dt.date(*parts[:3]) if parts else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _value(data: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    if len(names) == 1:
        return _one(data, names[0])
    return "\n".join(str(value) for value in (_one(data, name) for name in names) if value not in (None, ""))


def _one(data: Mapping[str, Any], name: str) -> Any:
    if name in data:
        return data[name]
    value: Any = data
    for part in name.split("."):  # an object within the object: --map text=article.body
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _told(value: Any) -> str | None:
    return sound(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)) if value else None
