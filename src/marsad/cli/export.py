"""`marsad export`: the events of a store, or of files of records, in the columns of a scheme."""

from __future__ import annotations

import datetime as dt
import gc
import io
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.cli.records import country_option, day_option, events_of, failed, usage
from marsad.cli.stores import STORE, opened

if TYPE_CHECKING:
    from marsad.exports import Feed, Publicity
    from marsad.schemes import Told


class SchemeName(StrEnum):
    """The schemes."""

    acled = "acled"
    ucdp = "ucdp"
    plover = "plover"
    hxl = "hxl"


class FormatName(StrEnum):
    """The formats."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    geojson = "geojson"
    gpkg = "gpkg"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("export")
    def export(
        records: list[Path] = typer.Argument(None, metavar="[RECORDS.jsonl...]", help='Files of records from `marsad code`, or "-"; without them the store.'),
        store: str = STORE,
        scheme: SchemeName = typer.Option(SchemeName.acled, "--scheme"),
        format: FormatName | None = typer.Option(None, "--format", help="Default: by the ending of --output, else csv."),
        output: Path | None = typer.Option(None, "--output", "-o", metavar="FILE", help="Default: stdout (csv, jsonl, geojson)."),
        since: str | None = typer.Option(
            None, "--since", metavar="DAY|MOMENT", help="Only what changed since; FILE.deletions.csv beside --output tells what is gone."
        ),
        first: str | None = typer.Option(None, "--from", metavar="YYYY-MM-DD", help="Events on or after this day."),
        last: str | None = typer.Option(None, "--to", metavar="YYYY-MM-DD", help="Events on or before this day."),
        country: str | None = typer.Option(None, "--country", metavar="CODE", help="Events in this country."),
        excel: bool = typer.Option(False, "--excel", help="CSV that Excel opens as UTF-8."),
        public: bool = typer.Option(False, "--public", help="For everybody: points coarsened, words of reports and names of private persons out."),
        embargo: int | None = typer.Option(
            None, "--embargo", min=0, max=36500, metavar="DAYS", help="With --public: hold back events of the last DAYS days (default 0)."
        ),
        today: str | None = typer.Option(None, "--today", metavar="YYYY-MM-DD", help="With --embargo: the day to count from (default: today in UTC)."),
    ) -> None:
        """Write events as ACLED, UCDP GED, PLOVER or HXL have them. What a scheme leaves out is told on stderr, with the reason."""
        from marsad.exports import SUFFIXES, TEXTS, Feed, Publicity, write_file
        from marsad.schemes import scheme_of

        if embargo is not None and not public:
            usage("--embargo goes with --public")
        form = format.value if format else SUFFIXES.get(output.suffix.lower() if output else ".csv")
        if form is None:
            usage(f"the ending of {output} names no format; add --format {'|'.join(FormatName)}")
        if output is None and form not in TEXTS:
            usage(f"{form} cannot go to a pipe; add --output FILE.{form}")
        if excel and form != "csv":
            usage("--excel goes with --format csv")
        begin = _moment(since)
        if begin and (records or output is None):
            usage("--since needs a store, which knows when events changed, and --output, beside which the deletions go")
        now = dt.datetime.now(dt.UTC)
        publicity = Publicity(day_option(today, "--today") or now.date(), embargo or 0) if public else None
        days = {"first": day_option(first, "--from"), "last": day_option(last, "--to")}
        if begin and (country or any(days.values())):
            usage("--since tells all changes: it cannot be combined with --from, --to or --country")
        gc.disable()  # events are trees, freed by their counts: the collector would find nothing, and take a fifth of the time
        try:
            if begin:
                assert output is not None
                _export_changes(store, begin, scheme.value, form, output, excel=excel, publicity=publicity)
                return
            with events_of(records or [], store, **days, country=country_option(country)) as events:
                if output is None:
                    print_rows(events, scheme=scheme.value, format=form, excel=excel, publicity=publicity)
                    return
                feed = Feed(scheme_of(scheme), publicity)
                write_file(feed.rows(events), feed.scheme, output, format=form, excel=excel)
                tell(feed, str(output))
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            failed(f"{output or 'stdout'}: {error.strerror or error}; nothing was written there, choose another --output or make room")


def print_rows(events: Iterable[Told], *, scheme: str, format: str, excel: bool = False, publicity: Publicity | None = None) -> None:
    """Write the rows of events to stdout, and the tally to stderr."""
    from marsad.exports import Feed, write_text
    from marsad.schemes import scheme_of

    feed = Feed(scheme_of(scheme), publicity)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    write_text(feed.rows(events), feed.scheme, sys.stdout, format=format, excel=excel)
    sys.stdout.flush()
    tell(feed, "stdout")


def tell(feed: Feed, where: str) -> None:
    """How many events were written and left out, and why, on stderr."""
    reasons = feed.scheme.reasons | {"public.left.embargo": "still under embargo"}
    typer.echo(f"marsad: {where}: {feed.written} events as {feed.scheme.name}" + (f"; {feed.left.total()} left out:" if feed.left else ""), err=True)
    for reason, count in sorted(feed.left.items(), key=lambda pair: (-pair[1], pair[0])):
        typer.echo(f"  {count:6} {reason}: {reasons[reason]}", err=True)


def _moment(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    try:
        told = dt.datetime.fromisoformat(text)
    except ValueError:
        usage(f"--since {text!r} is no day or moment; write 2026-05-01 or 2026-05-01T12:00:00Z")
    return told if told.tzinfo else told.replace(tzinfo=dt.UTC)


def _export_changes(store: str, since: dt.datetime, scheme: str, form: str, output: Path, *, excel: bool, publicity: Publicity | None) -> None:
    from marsad.exports import Feed, replacing, write_path, write_text
    from marsad.exports.feed import DELETIONS, changed
    from marsad.schemes import scheme_of

    gone = output.with_name(f"{output.stem}.deletions.csv")
    feed = Feed(scheme_of(scheme), publicity, keep_gone=True)
    with opened(store) as opened_store, replacing(output) as whole, replacing(gone) as part:  # the deletions take their name first
        events: Iterable[Told] = changed(opened_store.events().views(), since, publicity) if publicity else opened_store.events(since=since).views()
        write_path(feed.rows(events), feed.scheme, whole, format=form, excel=excel)
        with part.open("w", encoding="utf-8", newline="") as stream:
            write_text(feed.deletions(opened_store.deletions(since=since)), DELETIONS, stream, format="csv")
    tell(feed, str(output))
    typer.echo(f"marsad: {gone}: what is gone since {since.isoformat()}", err=True)
