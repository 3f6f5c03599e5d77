"""`marsad add`: read, code and keep in the store."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED
from marsad.cli.inputs import ALLOW_PRIVATE, COLUMNS
from marsad.cli.progress import Bar
from marsad.cli.stores import STORE, files_beside, opened

if TYPE_CHECKING:
    from marsad.pipeline import Coder
    from marsad.record import CodedReport, CoderInfo
    from marsad.report import Report
    from marsad.store import Store

_AHEAD = 4
"""Reports in work for each worker process."""
_INVENTED = re.compile(r"(?:stdin|.+\.(?:jsonl|ndjson|json|csv|tsv|parquet)(?:\.gz|\.zst)?):\d+|stdin")
"""Ids that the reader makes up from the position in the input: another input makes up the same ones."""

Code = Callable[["Report"], "Future[CodedReport]"]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("add")
    def add(
        inputs: list[str] = typer.Argument(..., metavar="INPUT...", help='Files, folders, globs, URLs or "-": pages, texts, tables, feeds, archives.'),
        store: str = STORE,
        published: str | None = typer.Option(None, "--published", metavar="YYYY-MM-DD", help="Publication day where the input has none."),
        prefix: str = typer.Option("", "--prefix", metavar="NAME", help="Put NAME/ before the ids of the reports, where two folders use the same names."),
        workers: int = typer.Option(1, "--workers", min=1, max=64, help="Processes to code with."),
        columns: str | None = COLUMNS,
        allow_private: bool = ALLOW_PRIVATE,
    ) -> None:
        """Code reports and keep them in the store. The same report twice is one report; run it again to go on where it was stopped."""
        from marsad.cli.inputs import Reports, columns_of, day_of

        day, told = day_of(published), columns_of(columns)
        with opened(store, create=True) as opened_store, coding(workers) as (info, code), Bar("adding") as bar:
            reports = Reports(inputs, day, told, allow_private=allow_private, files=files_beside(store), tell=bar.line)
            adding = Adding(opened_store, info, code, ahead=workers * _AHEAD if workers > 1 else 1, say=bar.line)
            try:
                for report in reports:
                    adding.take(report.model_copy(update={"id": f"{prefix}/{report.id}"}) if prefix else report)
                    bar.show(adding.done)
                adding.finish()
            except BrokenExecutor:
                typer.echo("marsad: a worker process was killed (out of memory?); run the same command again, with fewer --workers, to go on", err=True)
                raise typer.Exit(EXIT_FAILED) from None
            finally:
                bar.close()
                adding.tell(reports.failed)
        failed = reports.failed + adding.failed
        if failed:
            raise typer.Exit(EXIT_SOME_FAILED if adding.done else EXIT_FAILED)


class Adding:
    """Reports on their way into the store: prepared, coded unless they are stored as they are, stored one by one in their order."""

    def __init__(self, store: Store, info: CoderInfo, code: Code, *, ahead: int, say: Callable[[str], None]) -> None:
        self._say = say
        self._store = store
        self._info = info
        self._code = code
        self._ahead = ahead
        self._work: deque[tuple[Report, Future[CodedReport]]] = deque()
        self.outcomes: Counter[str] = Counter()
        self.events = 0
        self.failed = 0

    @property
    def done(self) -> int:
        """Reports that are in the store."""
        return self.outcomes.total()

    def take(self, report: Report) -> None:
        """Take one report up; earlier ones may be stored meanwhile."""
        from marsad.store import IdTaken

        report = _named(report)
        if any(_may_be_same(report, other) for other, _ in self._work):
            self.finish()  # who it is can be told only when the other one is stored
        try:
            report = self._store.prepare(report)
        except IdTaken as error:
            self._fail(report, str(error))
            return
        if self._store.is_current(report, self._info):
            self.outcomes["same"] += 1
            return
        self._work.append((report, self._code(report)))
        while len(self._work) >= self._ahead:
            self._store_first()

    def finish(self) -> None:
        """Store all that is in work."""
        while self._work:
            self._store_first()

    def tell(self, unread: int) -> None:
        """The summary on stderr."""
        told = {"new": "new", "version": "new versions", "recoded": "coded again", "same": "already stored"}
        parts = ", ".join(f"{self.outcomes[name]} {words}" for name, words in told.items())
        failed = f"; {unread + self.failed} inputs failed" if unread + self.failed else ""
        typer.echo(f"marsad: {self._store.name}: {self.done} reports ({parts}); {self.events} events coded{failed}", err=True)

    def _store_first(self) -> None:
        report, future = self._work.popleft()
        try:
            record = future.result()
        except BrokenExecutor:
            raise
        except Exception as error:  # one report must not stop the others, whatever is wrong with it
            self._fail(report, f"could not be coded ({type(error).__name__}: {error}); please report this with the text")
            return
        self.outcomes[self._store.add(report, record)] += 1
        self.events += len(record.events)

    def _fail(self, report: Report, message: str) -> None:
        self.failed += 1
        self._say(f"marsad: {report.id}: {message}")


def _named(report: Report) -> Report:
    """The report; where its id was made up from its position, an id from its content instead."""
    from marsad.store import content_of

    folder, slash, name = report.id.rpartition("/")
    return report.model_copy(update={"id": f"{folder}{slash}{content_of(report)[:16]}"}) if _INVENTED.fullmatch(name) else report


def _may_be_same(one: Report, other: Report) -> bool:
    return one.id == other.id or (one.url is not None and one.url == other.url) or one.full_text == other.full_text


@contextmanager
def coding(workers: int) -> Iterator[tuple[CoderInfo, Code]]:
    """The coder's version, and a function that codes a report in this process or in one of several."""
    if workers == 1:
        from marsad.compiled import settle
        from marsad.pipeline import Coder

        coder = Coder()
        settle()
        yield coder.info, lambda report: _done(coder, report)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start) as pool:
        try:
            yield pool.submit(_info).result(), lambda report: pool.submit(_code, report)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _done(coder: Coder, report: Report) -> Future[CodedReport]:
    future: Future[CodedReport] = Future()
    try:
        future.set_result(coder.code(report))
    except Exception as error:
        future.set_exception(error)
    return future


_coders: list[Coder] = []
"""The coder of a worker process."""


def _start() -> None:
    import multiprocessing
    import os
    import signal
    import threading

    from marsad.compiled import settle
    from marsad.pipeline import Coder

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process is interrupted, and ends its workers
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()  # a killed main process leaves no worker behind
    _coders.append(Coder())
    settle()


def _info() -> CoderInfo:
    return _coders[0].info


def _code(report: Report) -> CodedReport:
    return _coders[0].code(report)
