"""What `export` and `summary` share: their events, from a store or from files of records."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from marsad.cli import EXIT_FAILED, EXIT_USAGE
from marsad.cli.stores import opened

if TYPE_CHECKING:
    from marsad.record import CodedReport, Event
    from marsad.schemes import Told


def usage(message: str) -> NoReturn:
    """End the command with exit code 2 and a message."""
    typer.echo(f"marsad: {message}", err=True)
    raise typer.Exit(EXIT_USAGE)


def failed(message: str) -> NoReturn:
    """End the command with exit code 1 and a message."""
    typer.echo(f"marsad: {message}", err=True)
    raise typer.Exit(EXIT_FAILED)


def day_option(text: str | None, option: str) -> dt.date | None:
    """The day of an option, or the end of the command."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        usage(f"{option} {text!r} is not a day; write it as YYYY-MM-DD, for example 2020-10-23")


def country_option(text: str | None) -> str | None:
    """The alpha-2 code of a country given by ISO code or English name, or the end of the command."""
    from marsad.countries import countries

    if text is None:
        return None
    wanted = text.casefold()
    for country in countries().values():
        if wanted in (country.iso2.casefold(), country.iso3.casefold(), country.name_en.casefold()):
            return country.iso2
    usage(f"--country {text!r} is no country; give its ISO 3166 code, for example SY")


@contextmanager
def events_of(
    records: Sequence[Path], store: str, *, first: dt.date | None, last: dt.date | None, country: str | None
) -> Iterator[Iterator[Told]]:  # fmt: skip
    """The events of files of records (`-` is stdin), or without files of the store; by days and country, in their order."""
    if records:
        yield _chosen(records, first, last, country)
        return
    with opened(store) as opened_store:
        yield opened_store.events(first=first, last=last, country=country).views()


def _chosen(records: Sequence[Path], first: dt.date | None, last: dt.date | None, country: str | None) -> Iterator[Told]:
    from marsad.schemes import Item

    for path in records:
        for record in read_records(path):
            for event in record.events:
                if fits(event, first, last, country):
                    yield Item(event, record)


def fits(event: Event, first: dt.date | None, last: dt.date | None, country: str | None) -> bool:
    """Whether an event happened in a period and a country; one without a day fits only where no period is asked for."""
    start, end = event.date_start, event.date_end or event.date_start
    if first is not None and (end is None or end < first):
        return False
    if last is not None and (start is None or start > last):
        return False
    return country is None or (event.place is not None and event.place.country == country)


def read_records(path: Path) -> Iterator[CodedReport]:
    """The records of a JSONL file, lazily; ends the command with the line and the remedy where one is none."""
    from marsad.record import CodedReport

    try:
        stream = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        failed(f"{path}: {error.strerror or error}; give a file that `marsad code INPUT... --to jsonl` has written")
    with stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                yield CodedReport.from_json(line)
            except ValueError as error:
                what = str(error).splitlines()
                failed(f"{path}:{number}: no record of this version ({'; '.join(what[1:3]).strip()}); write it again with `marsad code INPUT... --to jsonl`")
