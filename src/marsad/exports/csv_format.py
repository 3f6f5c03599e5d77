"""CSV: RFC 4180 with UTF-8, a header, an HXL row where the scheme has hashtags, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import IO, Any

from marsad.schemes import Row, Scheme

_FORMULA = tuple("=+-@\t\r\n＝＋－＠'")
"""What begins a formula in a spreadsheet (OWASP, CSV injection, with the full-width signs), and the mark itself, so that it can be taken off again."""
_MARKS = frozenset(_FORMULA)
BOM = "\ufeff"


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe before one that begins like a formula (or with an apostrophe)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """The text of a neutral cell."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _FORMULA else cell


def write(rows: Iterable[Row], scheme: Scheme, stream: IO[str], *, excel: bool = False) -> None:
    """Write rows to a text stream that leaves line ends alone. `excel` writes the mark by which Excel knows UTF-8."""
    if excel:
        stream.write(BOM)
    writer = csv.writer(stream if excel else _UnixLines(stream), lineterminator="\r\n")
    writer.writerow([column.name for column in scheme.columns])
    if all(column.tag for column in scheme.columns):
        writer.writerow([column.tag for column in scheme.columns])
    texts = [position for position, column in enumerate(scheme.columns) if column.type == "text"]
    flags = [position for position, column in enumerate(scheme.columns) if column.type == "flag"]
    first = itemgetter(*texts) if len(texts) > 1 else None
    for row in rows:
        cells: Row | list[Any] = row
        if first is None or not _MARKS.isdisjoint([text and text[0] for text in first(row)]) or flags:
            cells = list(row)
            for position in texts:
                text = cells[position]
                if text is not None and text.startswith(_FORMULA):
                    cells[position] = "'" + text
            for position in flags:
                if cells[position] is not None:
                    cells[position] = "true" if cells[position] else "false"
        writer.writerow(cells)


class _UnixLines:
    """Rows that end in CR LF, written with LF. The writer of Python 3.11 quotes CR and LF within a cell only where both are in its line end."""

    def __init__(self, stream: IO[str]) -> None:
        self._write = stream.write

    def write(self, row: str) -> int:
        return self._write(row[:-2] + "\n")


def read(stream: IO[str], scheme: Scheme) -> Iterator[Row]:
    """The rows of a file that `write` made. Raises ValueError where the header is not the scheme's."""
    first = stream.read(1)
    lines = _after(first if first != BOM else "", stream)
    reader = csv.reader(lines)
    if next(reader, None) != [column.name for column in scheme.columns]:
        raise ValueError(f"the header is not that of {scheme.name}")
    if all(column.tag for column in scheme.columns):
        next(reader, None)
    parse = [_PARSE[column.type] for column in scheme.columns]
    for cells in reader:
        yield tuple(None if cell == "" else read_cell(cell) for cell, read_cell in zip(cells, parse, strict=True))


def _after(first: str, stream: IO[str]) -> Iterator[str]:
    line = stream.readline()
    if first or line:
        yield first + line
    yield from stream


_PARSE: dict[str, Callable[[str], Any]] = {
    "text": plain, "integer": int, "real": float, "date": dt.date.fromisoformat, "flag": lambda cell: cell == "true",
}  # fmt: skip
