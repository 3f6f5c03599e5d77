"""`marsad code`: the main job, reports in, coded events out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED, EXIT_USAGE
from marsad.cli.inputs import ALLOW_PRIVATE, COLUMNS
from marsad.cli.progress import Bar

if TYPE_CHECKING:
    from rich.table import Table

    from marsad.pipeline import Coder
    from marsad.record import CodedReport, Event
    from marsad.report import Report

FORMATS = ("jsonl", "table", "acled", "ucdp", "plover", "hxl", "geojson")
"""The record itself as JSON Lines or as a table; its events as CSV in a scheme, or as GeoJSON in the columns of HXL."""
_AHEAD = 32
"""Reports read ahead for each worker (several chunks of eight)."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("code")
    def code(
        inputs: list[str] = typer.Argument(..., metavar="INPUT...", help='Files, folders, globs, URLs or "-": pages, texts, tables, feeds, archives.'),
        published: str | None = typer.Option(None, "--published", metavar="YYYY-MM-DD", help="Publication day where the input has none."),
        to: str | None = typer.Option(
            None, "--to", help="jsonl, table (default: table on a terminal, jsonl in a pipe), acled, ucdp, plover, hxl (CSV) or geojson."
        ),
        workers: int = typer.Option(1, "--workers", min=1, max=64, help="Processes to code with."),
        columns: str | None = COLUMNS,
        allow_private: bool = ALLOW_PRIVATE,
    ) -> None:
        """Code reports as events."""
        from marsad.cli.inputs import Reports, columns_of, day_of

        form = to or ("table" if sys.stdout.isatty() else "jsonl")
        if form not in FORMATS:
            typer.echo(f"marsad: --to {form!r} is none of {', '.join(FORMATS)}", err=True)
            raise typer.Exit(EXIT_USAGE)
        with Bar("coding", shown=None if not sys.stdout.isatty() else False) as bar:  # on a terminal the output itself shows how far it is
            reports = Reports(inputs, day_of(published), columns_of(columns), allow_private=allow_private, tell=bar.line)
            _write(_shown(coded(reports, workers=workers), bar), form)
        if reports.failed:
            raise typer.Exit(EXIT_SOME_FAILED if reports.read else EXIT_FAILED)


def _write(records: Iterator[CodedReport], form: str) -> None:
    if form not in ("jsonl", "table"):
        from marsad.cli.export import print_rows
        from marsad.schemes import items

        print_rows(items(records), scheme="hxl" if form == "geojson" else form, format="geojson" if form == "geojson" else "csv")
        return
    for record in records:
        if form == "jsonl":
            sys.stdout.write(record.to_json() + "\n")
            sys.stdout.flush()
        else:
            show(record)


def _shown(records: Iterator[CodedReport], bar: Bar) -> Iterator[CodedReport]:
    for done, record in enumerate(records, 1):
        yield record
        bar.show(done)


def coded(reports: Iterable[Report], *, workers: int = 1) -> Iterator[CodedReport]:
    """The records of reports, in their order, coded in one process or several."""
    if workers == 1:
        yield from map(_settled().code, reports)
        return
    import multiprocessing
    import threading

    slots, stopped = threading.Semaphore(_AHEAD * workers), threading.Event()

    def held() -> Iterator[Report]:  # a pool would read a whole archive into its queue
        for report in reports:
            slots.acquire()
            if stopped.is_set():
                return
            yield report

    with multiprocessing.get_context("spawn").Pool(workers, initializer=_start) as pool:
        try:
            for record in pool.imap(_code, held(), chunksize=8):
                slots.release()
                yield record
        finally:
            stopped.set()
            slots.release()


_coder: list[object] = []


def _settled() -> Coder:
    """A coder in a process that does nothing else."""
    from marsad.compiled import settle
    from marsad.pipeline import Coder

    settle()  # now as well: building the coder makes much that stays
    coder = Coder()
    settle()
    return coder


def _start() -> None:
    _coder.append(_settled())


def _code(report: Report) -> CodedReport:
    from marsad.pipeline import Coder

    coder = _coder[0]
    assert isinstance(coder, Coder)
    return coder.code(report)


def show(record: CodedReport) -> None:
    """Print a record as a table; Arabic stands in the last column, in logical order."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 150)
    day = f"published {record.published}" if record.published else "publication day unknown"
    console.print(f"[bold]{_escaped(record.id)}[/bold]  {day}  {len(record.events)} event{'' if len(record.events) == 1 else 's'}")
    for notice in record.notices:
        console.print(f"  note: {notice}", style="yellow")
    if record.events:
        console.print(_table(record.events))


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _table(events: Iterable[Event]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("date", "type", "place", "who", "to whom", "losses", "source", "words"):
        table.add_column(column, overflow="fold", no_wrap=column == "date")
    for event in events:
        flags = [f for f, on in ((event.status, event.status != "occurred"), ("background", event.background), ("total", event.scope == "aggregate")) if on]
        table.add_row(
            _dates(event), event.type + (f" ({', '.join(flags)})" if flags else ""), _place(event), ", ".join(a.name_en for a in event.actor1),
            ", ".join(a.name_en for a in event.actor2), _losses(event), ", ".join(s.name_en or s.quote for s in event.sources), event.triggers[0].quote,
        )  # fmt: skip
    return table


def _dates(event: Event) -> str:
    if event.date_start is None:
        return event.date_value or "-"
    mark = {1: "", 2: "~", 3: "~~"}.get(event.time_precision or 4, "~~~")
    if event.date_end and event.date_end != event.date_start:
        return f"{mark}{event.date_start}..{event.date_end}"
    return f"{mark}{event.date_start}"


def _place(event: Event) -> str:
    if event.place is None:
        return "-"
    return ", ".join(part for part in (event.place.name_en, event.place.admin1, event.place.country) if part)


def _losses(event: Event) -> str:
    parts = []
    for name in ("killed", "injured", "captured", "missing"):
        count = getattr(event, name)
        if count is None:
            continue
        if count.vague:
            told = "some"
        elif count.min == count.max:
            told = str(count.min)
        else:
            told = f"{count.min if count.min is not None else '?'}-{count.max if count.max is not None else '?'}"
        parts.append(f"{told} {name}")
    return ", ".join(parts)
