"""Exports: rows of a scheme as CSV, JSON Lines, Parquet, GeoJSON or GeoPackage, each file whole or not there; see docs/schemes.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

from marsad.exports import csv_format, geojson, geopackage, jsonl, parquet
from marsad.exports.atomic import replacing
from marsad.exports.feed import Feed, Publicity
from marsad.schemes import Row, Scheme

FORMATS = ("csv", "jsonl", "parquet", "geojson", "gpkg")
TEXTS = ("csv", "jsonl", "geojson")
"""The formats that can go to a pipe."""
SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".geojson": "geojson", ".gpkg": "gpkg"}

__all__ = ["FORMATS", "SUFFIXES", "TEXTS", "Feed", "Publicity", "read_rows", "replacing", "write_file", "write_path", "write_text"]


def write_text(rows: Iterable[Row], scheme: Scheme, stream: IO[str], *, format: str, excel: bool = False) -> None:
    """Write rows to a text stream as `csv`, `jsonl` or `geojson`. Raises KeyError for another format."""
    writers: dict[str, Callable[[Iterable[Row], Scheme, IO[str]], None]] = {
        "csv": partial(csv_format.write, excel=excel),
        "jsonl": jsonl.write,
        "geojson": geojson.write,
    }
    writers[format](rows, scheme, stream)


def write_file(rows: Iterable[Row], scheme: Scheme, path: Path, *, format: str, excel: bool = False) -> None:
    """Write rows to a file in one of `FORMATS`; the file takes its name when it is whole. Raises OSError, and what `rows` raises."""
    with replacing(path) as part:
        write_path(rows, scheme, part, format=format, excel=excel)


def write_path(rows: Iterable[Row], scheme: Scheme, path: Path, *, format: str, excel: bool = False) -> None:
    """Write rows to a path as they come, for a caller that cares for the file being whole."""
    if format in TEXTS:
        with path.open("w", encoding="utf-8", newline="") as stream:
            write_text(rows, scheme, stream, format=format, excel=excel)
    else:
        {"parquet": parquet.write, "gpkg": geopackage.write}[format](rows, scheme, path)


def read_rows(path: Path, scheme: Scheme, *, format: str) -> Iterator[Row]:
    """The rows of a file that `write_file` made, equal to those that were written. Raises ValueError where it is of another scheme."""
    if format in TEXTS:
        readers = {"csv": csv_format.read, "jsonl": jsonl.read, "geojson": geojson.read}
        with path.open(encoding="utf-8", newline="") as stream:
            yield from readers[format](stream, scheme)
    else:
        yield from {"parquet": parquet.read, "gpkg": geopackage.read}[format](path, scheme)
