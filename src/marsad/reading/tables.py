"""Tables and lists of reports: JSON Lines, JSON arrays, CSV and TSV, Parquet; each streamed, a bad row told by its number and passed over."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.reading.article import too_large
from marsad.reading.columns import Columns, report_of
from marsad.reading.decoding import LineProblem, text_lines
from marsad.reading.items import MAX_PAGE, InputFailure, Items
from marsad.reading.jsonstream import ARRAY, Broken, array_items, text_chunks
from marsad.reading.streams import Source, limited_lines

_LINE = 'write {"id", "title", "text", "published"} on one line'
_DELIMITERS = ",;\t|"
_ROWS = 64
_MOST_BLANK = 100_000
"""Blank lines in a row after which a list is given up: they cost time and bring nothing (a bomb of line ends)."""
_BLANK = (f"given up after {_MOST_BLANK:,} blank lines in a row", "check what it is; what came before them was read")


def read_jsonl(source: Source, published: dt.date | None, columns: Columns) -> Items:
    """The reports of JSON Lines. Failures name the line."""
    empty, blank = True, 0
    names: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text_lines(limited_lines(source.stream, MAX_PAGE), source.head), 1):
        where = f"{source.name}:{number}"
        if isinstance(line, LineProblem):
            empty = False
            yield InputFailure(where, line.value, _LINE)
            continue
        if not line or line.isspace():
            blank += 1
            if blank == _MOST_BLANK:
                yield InputFailure(where, *_BLANK, whole=True)
                return
            continue
        empty, blank = False, 0
        try:
            data: Any = json.loads(line)
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            yield InputFailure(where, "the line is no JSON object", _LINE)
            continue
        if list(data) != names:  # most lines have the columns of the line before
            names = list(data)
            found = columns.find(names)
        yield report_of(where, data, f"{source.identity}:{number}", published, columns, found=found)
    if empty:
        yield InputFailure(source.name, "the file is empty", 'give one {"id", "title", "text", "published"} a line')


def read_json(source: Source, published: dt.date | None, columns: Columns) -> Items:
    """The reports of a JSON document: one object, or an array of objects (streamed)."""
    if source.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        number = 0
        for number, (_, data) in enumerate(array_items(text_chunks(source), ARRAY), 1):
            where = f"{source.name}#{number}"
            if isinstance(data, dict):
                yield report_of(where, data, f"{source.identity}:{number}", published, columns)
            elif isinstance(data, Broken):
                remedy = "write the list again; what came before was read" if data.is_end else "mend it; the other items were read"
                yield InputFailure(where, data.value, remedy, whole=data.is_end)
            else:
                yield InputFailure(where, "the item is no JSON object", 'write {"id", "title", "text", "published"}')
        if not number:
            yield InputFailure(source.name, "the list is empty", 'give {"id", "title", "text", "published"} objects')
        return
    text = "".join(_capped(text_chunks(source)))
    if len(text) > MAX_PAGE:
        yield too_large(source.name, len(text))
        return
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield InputFailure(source.name, f"the file is no JSON ({_short(error)})", "write one object, an array of objects, or JSONL")
        return
    if not isinstance(data, dict):
        yield InputFailure(source.name, "the file is no JSON object", 'write {"id", "title", "text", "published"}')
        return
    listed = next((v for v in data.values() if isinstance(v, list) and v and all(isinstance(i, dict) for i in v)), None)
    if listed is not None and "text" not in columns.find(data):
        for number, item in enumerate(listed, 1):
            yield report_of(f"{source.name}#{number}", item, f"{source.identity}:{number}", published, columns)
        return
    yield report_of(source.name, data, source.identity, published, columns)


def _capped(chunks: Iterator[str]) -> Iterator[str]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
        if size > MAX_PAGE:
            return


def _short(error: BaseException) -> str:
    return str(error).split("\n")[0][:80]


def read_csv(source: Source, published: dt.date | None, columns: Columns) -> Items:
    """The reports of a CSV or TSV table with a header. The delimiter is the one the header holds most often."""
    csv.field_size_limit(MAX_PAGE)
    lines = text_lines(limited_lines(source.stream, MAX_PAGE), source.head)
    told = (line if isinstance(line, str) else "\x00\n" for line in lines)
    plain = (line if line.endswith("\n") else line + "\n" for line in told)
    first = next((line for line in plain if line.strip()), "")
    if not first:
        yield InputFailure(source.name, "the file is empty", "give a header and a report a row")
        return
    delimiter = delimiter_of(first)
    try:
        header = [name.strip() for name in next(csv.reader([first.replace("\r", "")], delimiter=delimiter), [])]
    except csv.Error as error:
        yield InputFailure(source.name, f"the header cannot be read ({error})", "write the names of the columns in one line")
        return
    found = columns.find(header)
    missing = [name for names in columns.told.values() for name in names if name not in header]
    if missing or ("text" not in found and "title" not in found):
        told_names = f"there is no column {', '.join(missing)}" if missing else "no column holds the text"
        yield InputFailure(source.name, f"{told_names} (columns: {', '.join(header)[:200]})", "name the columns: --map title=COLUMN,text=COLUMN")
        return
    rows = csv.reader(plain, delimiter=delimiter)
    empty, blank = True, 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            empty = False
            yield InputFailure(f"{source.name}:{rows.line_num + 1}", f"the row cannot be read ({error})", "close its quotes")
            continue
        if not any(cell.strip() for cell in row):
            blank += 1
            if blank == _MOST_BLANK:
                yield InputFailure(f"{source.name}:{rows.line_num + 1}", *_BLANK, whole=True)
                return
            continue
        empty, blank = False, 0
        where = f"{source.name}:{rows.line_num + 1}"
        if len(row) > len(header) or any("\x00" in cell for cell in row):
            yield InputFailure(
                where, f"the row has {len(row)} cells for {len(header)} columns, or bytes that are no text", "quote cells that hold the delimiter"
            )
            continue
        yield report_of(where, dict(zip(header, row, strict=False)), f"{source.identity}:{rows.line_num + 1}", published, columns, found=found)
    if empty:
        yield InputFailure(source.name, "the table has no rows", "give a report a row")


def delimiter_of(line: str) -> str:
    """The delimiter that a header line holds most often outside quotes."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=lambda mark: (bare.count(mark), -_DELIMITERS.index(mark)))


def read_parquet(name: str, identity: str, path: Path, published: dt.date | None, columns: Columns) -> Items:
    """The reports of a Parquet file, read by DuckDB row group by row group, without network or extensions."""
    import duckdb

    try:
        with duckdb.connect(
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": "256MB", "threads": "1"}
        ) as db:
            names = [row[0] for row in db.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()]
            found = columns.find(names)
            missing = [c for told in columns.told.values() for c in told if c not in names]
            if missing or ("text" not in found and "title" not in found):
                told = f"there is no column {', '.join(missing)}" if missing else "no column holds the text"
                yield InputFailure(name, f"{told} (columns: {', '.join(names)[:200]})", "name the columns: --map title=COLUMN,text=COLUMN")
                return
            wanted = list(dict.fromkeys(column for told in found.values() for column in told))
            quoted = ", ".join('"' + column.replace('"', '""') + '"' for column in wanted)
            rows = db.execute(f"SELECT {quoted} FROM read_parquet(?)", [str(path)])
            number = 0
            while batch := rows.fetchmany(_ROWS):
                for row in batch:
                    number += 1
                    yield report_of(f"{name}#{number}", dict(zip(wanted, row, strict=True)), f"{identity}:{number}", published, columns, found=found)
            if not number:
                yield InputFailure(name, "the table has no rows", "give a report a row")
    except duckdb.Error as error:
        yield InputFailure(name, f"the Parquet file cannot be read ({_short(error)})", "write it again, or give CSV or JSONL")
