"""Read-only SQL over the store, by DuckDB.

DuckDB runs in memory, sees the tables of the store as Arrow streams and nothing else: no files, no network, no extensions, no Python
variables. It has no way to reach the database, so a query cannot write to it whatever it says. Where an operator needs more memory than
`MEMORY`, DuckDB spills to a temporary folder that is removed afterwards.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marsad.store.errors import StoreError
from marsad.store.frames import Frame, table_names

if TYPE_CHECKING:
    import duckdb
    import pyarrow

    from marsad.store.store import Store

MEMORY = "1GB"
_PAGE = 1000
_READING = ("SELECT", "EXPLAIN")


class QueryError(ValueError):
    """A query that cannot be run: wrong SQL, or not one reading statement. The message ends with the remedy."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class _Source:
    """A frame as DuckDB reads it, which keeps the store's own errors: DuckDB passes on only their words."""

    def __init__(self, frame: Frame, failures: list[StoreError]) -> None:
        self._frame = frame
        self._failures = failures

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        import pyarrow as pa

        reader = self._frame.batches()
        return pa.RecordBatchReader.from_batches(reader.schema, self._watched(reader)).__arrow_c_stream__(requested_schema)

    def _watched(self, batches: pyarrow.RecordBatchReader) -> Iterator[pyarrow.RecordBatch]:
        try:
            yield from batches
        except StoreError as error:
            self._failures.append(error)
            raise


@contextmanager
def answering(store: Store, sql: str) -> Iterator[Answer]:
    """The answer to one reading statement (SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE, SHOW, EXPLAIN) over the tables of the store. Raises `QueryError`,
    and `StoreError` where the store cannot be read."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="marsad-query-") as spill, duckdb.connect(":memory:") as connection:
        quoted = spill.replace("'", "''")
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{quoted}'; SET TimeZone = 'UTC'")
        connection.execute("SET python_enable_replacements = false; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        failures: list[StoreError] = []
        for name in table_names():
            connection.register(name, _Source(store.frame(name), failures))
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        try:
            _check(connection, sql)
            connection.execute(sql)
            yield Answer(tuple(column[0] for column in connection.description or ()), _rows(connection))
        except duckdb.Error as error:
            if failures:
                raise failures[0] from error
            raise QueryError(f'the query failed: {str(error).strip()}; `marsad query "SHOW TABLES"` and "DESCRIBE events" tell the names') from error


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"the query has {len(statements)} statements; give exactly one")
    kind = statements[0].type.name
    if kind not in _READING:
        raise QueryError(f"{kind} is refused: the store is only read; write a SELECT (to change data use `marsad add` or `marsad review`)")


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while page := connection.fetchmany(_PAGE):
        yield from page
