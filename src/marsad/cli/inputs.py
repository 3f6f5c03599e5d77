"""What the commands that read reports share: days, failures, coders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.cli import EXIT_USAGE

if TYPE_CHECKING:
    from marsad.reading import Columns, InputFailure
    from marsad.report import Report


COLUMNS = typer.Option(None, "--map", metavar="FIELD=COLUMN,...", help="Columns of tables: title=headline,text=lead+body.")
ALLOW_PRIVATE = typer.Option(False, "--allow-private", help="Fetch also from addresses that are not on the public internet.")
COLUMNS = typer.Option(None, "--map", metavar="FIELD=COLUMN,...", help="Columns of tables: title=headline,text=lead+body.")


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
    """Iterates the reports of inputs; tells each failure on stderr, with its remedy, and counts it. Notices are told, not counted.

    `tell` prints such a line, on stderr unless it is given. Addresses (http, https) are fetched, from private networks only with `allow_private`; with `files`, a folder, their original bytes are kept in it.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        published: dt.date | None,
        columns: Columns | None = None,
        *,
        allow_private: bool = False,
        files: Path | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._tell = tell or (lambda line: typer.echo(line, err=True))
        self._inputs = inputs
        self._allow_private = allow_private
        self._files = files
        self._published = published
        self._columns = columns
        self.failed = 0
        self.read = 0

    def __iter__(self) -> Iterator[Report]:
        from marsad.reading import InputFailure

        for item in self._items():
            if isinstance(item, InputFailure):
                self.failed += 0 if item.notice else item.count
                self._tell(f"marsad: {item.name}: {item.message}; {item.remedy}")
            else:
                self.read += 1
                yield item

    def _items(self) -> Iterator[Report | InputFailure]:
        from marsad.reading import read_inputs

        for web, group in groupby(self._inputs, key=lambda name: name.lower().startswith(("http://", "https://"))):
            if web:
                yield from self._fetched(group)
            else:
                yield from read_inputs(list(group), published=self._published, columns=self._columns)

    def _fetched(self, addresses: Iterable[str]) -> Iterator[Report | InputFailure]:
        from platformdirs import user_cache_path

        from marsad.reading.fetch import Fetcher, Originals, read_address

        cache = (self._files or user_cache_path("marsad")) / "cache.db"
        originals = Originals(self._files / "originals") if self._files else None
        with Fetcher(cache=cache, allow_private=self._allow_private) as fetcher:
            for address in addresses:
                yield from read_address(fetcher, address, published=self._published, columns=self._columns, originals=originals)
