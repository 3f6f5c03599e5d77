"""A progress bar on terminals, for what takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_AFTER = 2.0


class Bar:
    """Shows on stderr how much is done, from two seconds after it was made; shows nothing where stderr is no terminal. A context manager."""

    def __init__(self, what: str, *, shown: bool | None = None) -> None:
        self._what = what
        self._shown = sys.stderr.isatty() if shown is None else shown
        self._begun = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def show(self, done: int, total: int | None = None) -> None:
        """Tell how many are done, and of how many where that is known."""
        if not self._shown or time.monotonic() - self._begun < _AFTER:
            return
        if self._bar is None:
            self._bar = _bar(total is not None)
            self._task = self._bar.add_task(self._what, total=total)
            self._bar.start()
        assert self._task is not None
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the bar away; the next one begins anew."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None
        self._begun = time.monotonic()

    def line(self, text: str) -> None:
        """Print a line on stderr, above the bar if there is one."""
        if self._bar is not None:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            print(text, file=sys.stderr, flush=True)


def _bar(known: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    told = [BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()] if known else [TextColumn("{task.completed}"), TimeElapsedColumn()]
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *told)
    return Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)  # stdout is for records
