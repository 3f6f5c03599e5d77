"""`marsad watch`: look at feeds and section pages again and again; each item is one report, its edits are versions."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED, EXIT_USAGE
from marsad.cli.progress import Bar
from marsad.cli.stores import DEFAULT, files_beside, opened

if TYPE_CHECKING:
    from marsad.pipeline import Coder
    from marsad.watch import Sink, State, Watch

_SHORTEST_SLEEP = 5.0


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("watch")
    def watch(
        sources: Path = typer.Argument(..., metavar="SOURCES.toml", help="The list of feeds and section pages (docs/watch.md)."),
        store: str = typer.Option(None, "--store", envvar="MARSAD_STORE", metavar="PATH|URL", help=f"The store to write to (default: {DEFAULT})."),
        out: Path = typer.Option(None, "--out", metavar="DIR", help="Write reports.jsonl and records.jsonl to this folder instead of a store."),
        once: bool = typer.Option(False, "--once", help="One round over all sources, then end: for cron."),
        state: Path = typer.Option(None, "--state", metavar="DIR", help="Where to remember what was read (default: beside the store or in DIR)."),
        allow_private: bool = typer.Option(False, "--allow-private", help="Reach addresses that are not on the public internet (loopback, local networks)."),
    ) -> None:
        """Watch feeds and section pages. Stop it at any time (Ctrl-C); the same command goes on where it was."""
        from marsad.watch import SourcesError, read_sources

        if out is not None and store is not None:
            typer.echo("marsad: give --store or --out, not both", err=True)
            raise typer.Exit(EXIT_USAGE)
        try:
            settings, listed = read_sources(sources)
        except SourcesError as error:
            typer.echo(f"marsad: {error}", err=True)
            raise typer.Exit(EXIT_USAGE) from None
        with ExitStack() as stack:
            from marsad.reading.fetch import Fetcher, Originals
            from marsad.watch import Watch

            where = state or (out if out is not None else files_beside(store or DEFAULT))
            memory, sink = stack.enter_context(_outputs(where, store, out))
            bar = stack.enter_context(Bar("reading"))
            fetcher = stack.enter_context(
                Fetcher(cache=where / "cache.db", allow_private=allow_private, delay=settings.delay, per_host=settings.per_host, contact=settings.contact)
            )
            tell = lambda line: bar.line(f"marsad: {line}")  # noqa: E731
            watching = Watch(listed, settings, memory, sink, fetcher, Originals(where / "originals"), tell, bar.show)
            if not once:
                _for_ever(watching, memory, bar)
            raise typer.Exit(_once(watching, bar))


def _once(watching: Watch, bar: Bar) -> int:
    summary = watching.round(only_backing_off=True)
    bar.close()
    bar.line(f"marsad: {summary.line()}")
    if not summary.failed:
        return 0
    return EXIT_SOME_FAILED if len(summary.failed) < len(watching.sources) else EXIT_FAILED


def _for_ever(watching: Watch, memory: State, bar: Bar) -> None:
    interrupted: list[int] = []

    def interrupt(number: int, frame: object) -> None:
        interrupted.append(number)  # an interrupt that a callback of a library swallows is not lost
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    while True:
        summary = watching.round()
        bar.close()
        bar.line(f"marsad: {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}: {summary.line()}")
        due = memory.next_due([source.name for source in watching.sources])
        until = time.monotonic() + min(3600.0, max(_SHORTEST_SLEEP, due - memory.clock()))
        while (left := until - time.monotonic()) > 0:
            if interrupted:
                raise KeyboardInterrupt
            time.sleep(min(1.0, left))


@contextmanager
def _outputs(where: Path, store: str | None, out: Path | None) -> Iterator[tuple[State, Sink]]:
    """The state and what is written to; what is wrong with them ends the command with exit code 1 and the remedy."""
    from marsad.pipeline import Coder
    from marsad.watch import Busy, FolderSink, State, StoreSink
    from marsad.watch.sinks import SinkError

    with ExitStack() as stack:
        try:
            memory = stack.enter_context(State(where / "watch.db"))
            coder: Coder = Coder()
            if out is not None:
                yield memory, FolderSink(out, memory, coder)
            else:
                yield memory, StoreSink(stack.enter_context(opened(store or DEFAULT, create=True)), coder)
        except (Busy, SinkError) as error:
            typer.echo(f"marsad: {error}", err=True)
            raise typer.Exit(EXIT_FAILED) from None
        except (sqlite3.Error, OSError) as error:
            typer.echo(
                f"marsad: {where}: the state or the output cannot be used ({error}); free space, mend permissions, or give another --state DIR", err=True
            )
            raise typer.Exit(EXIT_FAILED) from None
