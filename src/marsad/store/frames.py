"""Tables of the store as Arrow: of PostgreSQL and of a large SQLite file by the ADBC drivers in C, never through Python objects.

A frame is opened anew each time it is read, so that pandas, polars, DuckDB or any library that takes Arrow's C stream can scan it again
and again without holding it in memory.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Double, Integer, Select, Text, select, table, text
from sqlalchemy.dialects import postgresql, sqlite

from marsad.store import tables as t
from marsad.store.engine import BUSY_SECONDS, Address
from marsad.store.errors import StoreError, telling

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

READER = Path(__file__).with_name("sqlite_reader.py")
"""The program that reads a SQLite file for a frame."""
BATCH = 16384
"""Rows of one batch."""
LARGE = 200_000
"""Rows from which on a SQLite table is read by processes of their own, its two halves at the same time."""
LARGE_PAGES = 20_000
"""Pages of 8 kB from which on the two halves of a PostgreSQL table are read at the same time."""
HIDDEN = frozenset({"fingerprint", "run_id", "content"})
"""Columns for the store's own use."""


def table_names() -> list[str]:
    """The tables and views that can be read as frames, in alphabetical order."""
    return sorted({*t.METADATA.tables, *t.VIEWS} - {t.migrations.name})


def columns_of(name: str) -> list[Column[Any]]:
    """The columns of a table or view that a reader sees. Raises KeyError for an unknown name."""
    if name in t.VIEWS:
        return list(t.VIEWS[name])
    return [column for column in t.METADATA.tables[name].columns if column.name not in HIDDEN]


class Frame:
    """A table, or a part of one, that can be opened as Arrow, pandas or polars. Reading starts when one of these is called."""

    def __init__(self, at: Address, name: str, query: Select[Any] | None = None) -> None:
        """A table or view of the store at the address; `query`, where given, selects from it with the same columns. Raises KeyError for an unknown name."""
        self._at = at
        self._name = name
        self._columns = columns_of(name)
        self._query = select(*(Column(c.name, c.type) for c in self._columns)).select_from(table(name)) if query is None else query

    def batches(self) -> pyarrow.RecordBatchReader:
        """The rows as a stream of Arrow batches."""
        return _stream(self._columns, self._rows())

    def _rows(self) -> Iterator[pyarrow.RecordBatch]:
        yield from _batches(self._at, self._columns, self._query, large=bool(_halves(self._at, self._name)))

    def arrow(self) -> pyarrow.Table:
        """The rows as one Arrow table; the two halves of a large table are read at the same time."""
        import pyarrow as pa

        halves = _halves(self._at, self._name) if (os.cpu_count() or 1) > 1 else ()
        if not halves:
            return self.batches().read_all()
        parts = [self._query.where(text(half)) for half in halves]
        with ThreadPoolExecutor(len(parts)) as pool:
            return pa.concat_tables(pool.map(lambda part: _stream(self._columns, _batches(self._at, self._columns, part, large=True)).read_all(), parts))

    def pandas(self) -> pandas.DataFrame:
        """The rows as a pandas frame with Arrow-backed columns. Raises `StoreError` where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise StoreError("pandas is not installed", "install it: pip install 'marsad[pandas]'") from None
        return self.arrow().to_pandas(types_mapper=pd.ArrowDtype)

    def polars(self) -> polars.DataFrame:
        """The rows as a polars frame. Raises `StoreError` where polars is not installed."""
        try:
            import polars as pl
        except ImportError:
            raise StoreError("polars is not installed", "install it: pip install 'marsad[polars]'") from None
        return pl.DataFrame(self.arrow())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Arrow's C stream, opened anew each time (the PyCapsule interface)."""
        return self.batches().__arrow_c_stream__(requested_schema)


def _halves(at: Address, name: str) -> tuple[str, ...]:
    """Conditions for the two halves of a large table, by where its rows are kept; none for a small table or a view."""
    if name in t.VIEWS:
        return ()
    if at.path is None:
        import psycopg

        with telling(at.name), psycopg.connect(at.uri) as server:
            row = server.execute("SELECT pg_relation_size(%s::regclass) / 8192", (name,)).fetchone()
        size = row[0] if row else 0
        middle = f"'({size // 2}, 0)'::tid"
        return (f"{name}.ctid < {middle}", f"{name}.ctid >= {middle}") if size >= LARGE_PAGES else ()
    with telling(at.name), closing(sqlite3.connect(at.uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        first, last = connection.execute(f"SELECT min(rowid), max(rowid) FROM {name}").fetchone()
    if first is None or last - first < LARGE:
        return ()
    middle = str((first + last) // 2)
    return (f"{name}.rowid <= {middle}", f"{name}.rowid > {middle}")


def _stream(columns: Sequence[Column[Any]], batches: Iterator[pyarrow.RecordBatch]) -> pyarrow.RecordBatchReader:
    """The batches as a stream with the types of the columns; nothing is read before the first batch is asked for."""
    import pyarrow as pa

    schema = pa.schema([pa.field(column.name, _arrow_type(column)) for column in columns])
    typed = (
        pa.RecordBatch.from_arrays([_cast(values, field.type) for values, field in zip(batch.columns, schema, strict=True)], schema=schema)
        for batch in batches
        if batch.num_rows
    )
    return pa.RecordBatchReader.from_batches(schema, typed)


def _batches(at: Address, columns: Sequence[Column[Any]], query: Select[Any], *, large: bool) -> Iterator[pyarrow.RecordBatch]:
    dialect = sqlite.dialect() if at.path is not None else postgresql.dialect()  # type: ignore[no-untyped-call]
    told = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    if at.path is None:
        return _postgres_batches(at, told)
    return _aside(at, columns, told) if large else _sqlite_batches(at, columns, told)


def _sqlite_batches(at: Address, columns: Sequence[Column[Any]], query: str) -> Iterator[pyarrow.RecordBatch]:
    """The rows of a SQLite file, read in this process: at once there, but through Python's objects."""
    import pyarrow as pa

    kinds = [pa.string() if _textual(column) else pa.float64() if isinstance(column.type, Double) else pa.int64() for column in columns]
    names = [column.name for column in columns]
    with telling(at.name), closing(sqlite3.connect(at.uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)) as connection:
        cursor = connection.execute(query)
        while rows := cursor.fetchmany(BATCH // 8):
            yield pa.RecordBatch.from_arrays([pa.array(values, kind) for values, kind in zip(zip(*rows, strict=True), kinds, strict=True)], names=names)


def _aside(at: Address, columns: Sequence[Column[Any]], query: str) -> Iterator[pyarrow.RecordBatch]:
    """The rows of a SQLite file, read by a process of its own: twice as fast, once it has started (0.4 s)."""
    import pyarrow as pa

    # The driver takes the type of a column from its first rows: a first row that is dropped again tells it.
    first = ", ".join(f'{_example(column)} AS "{column.name}"' for column in columns)
    command = [sys.executable, str(READER), at.uri, f"SELECT {first} UNION ALL SELECT * FROM ({query})", str(BATCH)]
    with tempfile.TemporaryFile() as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL) as reader:
        assert reader.stdout is not None
        try:
            with pa.ipc.open_stream(reader.stdout) as batches:
                skip = 1
                for batch in batches:
                    yield batch.slice(skip)
                    skip = 0
        except pa.ArrowInvalid:
            pass  # the reader has failed: its last words tell why
        except BaseException:
            reader.kill()
            raise
        if reader.wait():
            errors.seek(0)
            words = errors.read().decode(errors="replace").strip() or "the reading process was killed"
            raise StoreError(f"{at.name} cannot be read ({words})", "check the file with `sqlite3 FILE 'PRAGMA integrity_check'`")


def _postgres_batches(at: Address, query: str) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow as pa

    try:
        import adbc_driver_manager
        import adbc_driver_postgresql
    except ImportError:
        raise StoreError("PostgreSQL's Arrow driver is not installed", "install it: pip install 'marsad[postgres]'") from None
    connect, statement_of = adbc_driver_manager.AdbcConnection, adbc_driver_manager.AdbcStatement
    with adbc_driver_postgresql.connect(at.uri) as database, connect(database) as connection, statement_of(connection) as statement:
        statement.set_sql_query(query)
        stream, _ = statement.execute_query()
        with pa.RecordBatchReader.from_stream(stream) as batches:
            yield from batches


def _cast(column: pyarrow.Array, wanted: pyarrow.DataType) -> pyarrow.Array:
    import pyarrow as pa

    if column.type == wanted:
        return column
    if pa.types.is_timestamp(wanted) and pa.types.is_string(column.type):
        return column.cast(pa.timestamp("us")).cast(wanted)  # SQLite's moments are written in UTC
    return column.cast(wanted)


def _textual(column: Column[Any]) -> bool:
    """Whether SQLite keeps the column as text: it does so with days and moments."""
    return isinstance(column.type, (Text, Date, t.Moment))


def _example(column: Column[Any]) -> str:
    """A value of the column's storage class in SQLite."""
    return "''" if _textual(column) else "0.0" if isinstance(column.type, Double) else "0"


def _arrow_type(column: Column[Any]) -> pyarrow.DataType:
    import pyarrow as pa

    kinds: list[tuple[type, Any]] = [
        (t.Moment, pa.timestamp("us", "UTC")), (Date, pa.date32()), (Boolean, pa.bool_()), (Double, pa.float64()), (BigInteger, pa.int64()),
        (Integer, pa.int32()), (Text, pa.string()),
    ]  # fmt: skip
    return next(made for kind, made in kinds if isinstance(column.type, kind))
