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

from marsad.store.frames import table_names

if TYPE_CHECKING:
    import duckdb

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


@contextmanager
def answering(store: Store, sql: str) -> Iterator[Answer]:
    """The answer to one reading statement (SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE, SHOW, EXPLAIN) over the tables of the store. Raises `QueryError`."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="marsad-query-") as spill, duckdb.connect(":memory:") as connection:
        quoted = spill.replace("'", "''")
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{quoted}'; SET TimeZone = 'UTC'")
        connection.execute("SET python_enable_replacements = false; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        for name in table_names():
            connection.register(name, store.frame(name))
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        try:
            _check(connection, sql)
            connection.execute(sql)
            yield Answer(tuple(column[0] for column in connection.description or ()), _rows(connection))
        except duckdb.Error as error:
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
