"""Where the reports of a watch go: a store, or a folder of JSON Lines."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from marsad.report import Report
from marsad.watch.state import Copy, State

if TYPE_CHECKING:
    from marsad.pipeline import Coder
    from marsad.store import Store

Outcome = Literal["new", "version", "same"]


class SinkError(Exception):
    """A report, or the folder, that cannot be written; the message has the remedy. `report` is set where only this report is concerned."""

    def __init__(self, message: str, *, report: bool = False) -> None:
        super().__init__(message)
        self.report = report


@dataclass(frozen=True, slots=True)
class Written:
    """The id under which a report was written, what it was to what was there, and its events."""

    report: str
    outcome: Outcome
    events: int


class Sink(Protocol):
    """Writes reports. A report that is written twice, because the process ended before `settle`, stands there once."""

    def identity(self, report: Report) -> Report:
        """The report under the id under which it is known there."""

    def write(self, report: Report, *, version: int, copy: Copy | None) -> Written:
        """Code and write a report. Raises `SinkError`."""

    def settle(self) -> None:
        """Called in the transaction of the state that notes the report as written."""


class StoreSink:
    """Into a store: one transaction a report, in which the store knows a report again."""

    def __init__(self, store: Store, coder: Coder) -> None:
        self._store = store
        self._coder = coder

    def identity(self, report: Report) -> Report:
        from marsad.store import IdTaken

        try:
            return self._store.prepare(report)
        except IdTaken as error:
            raise SinkError(str(error), report=True) from None

    def write(self, report: Report, *, version: int, copy: Copy | None) -> Written:
        if self._store.is_current(report, self._coder.info):
            return Written(report.id, "same", 0)
        record = self._coder.code(report)
        outcome = self._store.add(report, record)
        return Written(report.id, "same" if outcome == "recoded" else outcome, len(record.events))

    def settle(self) -> None:
        pass


class FolderSink:
    """Into `reports.jsonl` and `records.jsonl` of a folder, one line a version: the last line with an id counts. The state knows how far the files are
    written for good; what a killed process left beyond that is cut off and comes again. Raises `SinkError` for files of another state."""

    REPORTS, RECORDS = "reports.jsonl", "records.jsonl"

    def __init__(self, folder: Path, state: State, coder: Coder) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._state = state
        self._coder = coder
        self._paths = [folder / self.REPORTS, folder / self.RECORDS]
        for path in self._paths:
            size, length = path.stat().st_size if path.exists() else 0, state.length(path.name)
            if size < (length or 0) or (length is None and size):
                raise SinkError(f"{path} is not what this watch has written to it; give another folder with --out, or put it back")
            if length is None:
                with state.transaction():
                    state.set_length(path.name, 0)
            with path.open("ab") as file:
                file.truncate(length or 0)

    def identity(self, report: Report) -> Report:
        return report

    def write(self, report: Report, *, version: int, copy: Copy | None) -> Written:
        record = self._coder.code(report)
        told = json.loads(report.model_dump_json()) | {"version": version}
        if copy is not None:
            told["copy_of"] = {"report": copy.report, "source": copy.source, "likeness": copy.likeness}
        for path, line in zip(self._paths, (json.dumps(told, ensure_ascii=False), record.to_json()), strict=True):
            with path.open("ab") as file:
                file.write(line.encode("utf-8", "replace") + b"\n")
                file.flush()
                os.fsync(file.fileno())
        return Written(report.id, "new" if version == 1 else "version", len(record.events))

    def settle(self) -> None:
        for path in self._paths:
            self._state.set_length(path.name, path.stat().st_size)
