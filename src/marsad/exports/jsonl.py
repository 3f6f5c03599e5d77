"""JSON Lines: one object a row, all columns in order, null for nothing, days in ISO form."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from marsad.schemes import Row, Scheme


def plain(value: Any) -> str:
    """A day as JSON writes it; raises TypeError for what a row cannot hold."""
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"a row cannot hold {value!r}")


def write(rows: Iterable[Row], scheme: Scheme, stream: IO[str]) -> None:
    """Write rows to a text stream."""
    names = [column.name for column in scheme.columns]
    encode = json.JSONEncoder(ensure_ascii=False, default=plain, allow_nan=False).encode
    for row in rows:
        stream.write(encode(dict(zip(names, row, strict=True))) + "\n")


def read(stream: IO[str], scheme: Scheme) -> Iterator[Row]:
    """The rows of a file that `write` made."""
    for line in stream:
        yield row_of(json.loads(line), scheme)


def row_of(told: dict[str, Any], scheme: Scheme) -> Row:
    """The row of a JSON object. Raises KeyError where a column is missing."""
    return tuple(
        dt.date.fromisoformat(value) if column.type == "date" and value is not None else float(value) if column.type == "real" and value is not None else value
        for column in scheme.columns
        for value in (told[column.name],)
    )
