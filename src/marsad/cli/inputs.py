"""What the commands that read reports share: days, failures, coders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from marsad.cli import EXIT_USAGE

if TYPE_CHECKING:
    from marsad.reading import Columns
    from marsad.report import Report


def day_of(text: str | None) -> dt.date | None:
    """A day from its ISO form; ends the command with exit code 2 and the remedy where it is none."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        typer.echo(f"marsad: --published {text!r} is not a day; write it as YYYY-MM-DD, for example 2020-10-23", err=True)
        raise typer.Exit(EXIT_USAGE) from None


def columns_of(text: str | None) -> Columns | None:
    """The column map of `--map`; ends the command with exit code 2 and the remedy where it is none."""
    if text is None:
        return None
    from marsad.reading import parse_map

    try:
        return parse_map(text)
    except ValueError as error:
        typer.echo(f"marsad: --map: {error}", err=True)
        raise typer.Exit(EXIT_USAGE) from None


class Reports:
    """Iterates the reports of inputs; tells each failure on stderr, with its remedy, and counts it. Notices are told, not counted."""

    def __init__(self, inputs: Sequence[str], published: dt.date | None, columns: Columns | None = None) -> None:
        self._inputs = inputs
        self._published = published
        self._columns = columns
        self.failed = 0
        self.read = 0

    def __iter__(self) -> Iterator[Report]:
        from marsad.reading import InputFailure, read_inputs

        for item in read_inputs(self._inputs, published=self._published, columns=self._columns):
            if isinstance(item, InputFailure):
                self.failed += not item.notice
                typer.echo(f"marsad: {item.name}: {item.message}; {item.remedy}", err=True)
            else:
                self.read += 1
                yield item
