"""`marsad query`: read-only SQL over the store."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import sys
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

import typer

from marsad.cli import EXIT_USAGE
from marsad.cli.stores import STORE, opened

if TYPE_CHECKING:
    from marsad.store.query import Answer

TABLE_ROWS = 200
"""Rows of an answer that a table shows."""


class QueryFormat(StrEnum):
    """What the command prints."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("query")
    def query(
        sql: str = typer.Argument(..., help='One reading statement of DuckDB\'s SQL; "SHOW TABLES" lists the tables, "DESCRIBE events" the columns.'),
        store: str = STORE,
        to: QueryFormat | None = typer.Option(None, "--to", help="Default: table on a terminal, csv in a pipe."),
    ) -> None:
        """Ask the store in SQL. It is only read, whatever the query says."""
        from marsad.store.query import QueryError, answering

        form = to or (QueryFormat.table if sys.stdout.isatty() else QueryFormat.csv)
        with opened(store) as opened_store:
            try:
                with answering(opened_store, sql) as answer:
                    _WRITERS[form](answer)
            except QueryError as error:
                typer.echo(f"marsad: {error}", err=True)
                raise typer.Exit(EXIT_USAGE) from None


def _csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_plain(value) for value in row] for row in answer.rows)


def _jsonl(answer: Answer) -> None:
    for row in answer.rows:
        told = {name: _plain(value, nested=True) for name, value in zip(answer.columns, row, strict=True)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")


def _table(answer: Answer) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in answer.columns:
        table.add_column(Text(name), overflow="fold")
    for row in islice(answer.rows, TABLE_ROWS):
        table.add_row(*(Text("-" if value is None else str(_plain(value))) for value in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 150).print(table)
    if any(True for _ in answer.rows):
        typer.echo(f"marsad: only the first {TABLE_ROWS} rows are shown; --to csv or --to jsonl gives all", err=True)


def _plain(value: Any, *, nested: bool = False) -> Any:
    """A value of the answer as CSV and JSON write it: ISO days and moments, numbers, nested values as JSON."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | tuple | dict):
        plain = {str(k): _plain(v, nested=True) for k, v in value.items()} if isinstance(value, dict) else [_plain(v, nested=True) for v in value]
        return plain if nested else json.dumps(plain, ensure_ascii=False, default=str)
    return value


_WRITERS = {QueryFormat.table: _table, QueryFormat.csv: _csv, QueryFormat.jsonl: _jsonl}
