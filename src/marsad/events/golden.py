"""Golden cases of whole events: what a short text tells, by the codebook alone, held against what the coder reads.

The cases lie in `events/cases/status_*.jsonl` (status, background, going on) and `merging_*.jsonl` (the right number of events), one a line;
their texts are invented by the project in the manner of Arabic news. `python -m marsad.events.golden` prints the share right by category.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field, model_validator

from marsad.events.decide import EVENT_TYPE_OF
from marsad.record import CodedReport, Event, Scope, Span, Status
from marsad.report import Report


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldenEvent(_Row):
    """An event that a text tells: words of which it takes at least one, and the fields that must hold. A field given as null is not held
    against the coder; `killed`, `date` and `place` are only where given. `killed` is (min, max), `place` its English names, split by |."""

    triggers: tuple[str, ...] = Field(min_length=1)
    types: tuple[str, ...] = Field(min_length=1)
    status: Status | None = "occurred"
    background: bool | None = False
    scope: Scope | None = "single"
    killed: tuple[int | None, int | None] | None = None
    place: str | None = None

    @model_validator(mode="after")
    def _known(self) -> GoldenEvent:
        for name in self.types:
            if name not in EVENT_TYPE_OF:
                raise ValueError(f"{name!r} is no ACLED sub-event type")
        return self


class GoldenCase(_Row):
    """A text and all the layer A events that it tells. `loose`: words that may tell a further event or not; `free`: types that do not count.
    `open`: why the coder does not read it rightly yet."""

    id: str
    gloss: str
    title: str = ""
    text: str
    published: dt.date
    events: tuple[GoldenEvent, ...]
    free: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    open: str = ""

    @model_validator(mode="after")
    def _quotes(self) -> GoldenCase:
        for words in (*(t for e in self.events for t in e.triggers), *self.loose):
            if words not in self.report.full_text:
                raise ValueError(f"{self.id}: {words!r} is not in the text")
        return self

    @property
    def report(self) -> Report:
        """The case as a report."""
        return Report(id=self.id, title=self.title, text=self.text, published=self.published)

    @property
    def category(self) -> str:
        """What the case shows: its id without the number."""
        return self.id.rpartition(".")[0]


class Codes(Protocol):
    """What codes a report: `marsad.pipeline.Coder`."""

    def code(self, report: Report) -> CodedReport:
        """The coded record of one report."""


def read_golden() -> list[GoldenCase]:
    """All cases, in order of their files. Raises pydantic.ValidationError (a ValueError) where a line does not fit."""
    folder = resources.files("marsad.events").joinpath("cases")
    files = sorted((f for f in folder.iterdir() if f.name.startswith(("status_", "merging_"))), key=lambda f: f.name)
    return [GoldenCase.model_validate_json(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def faults(case: GoldenCase, coder: Codes) -> list[str]:
    """Where the coder's reading of a case differs from the codebook's, each as "kind: detail"; empty where it is right."""
    full = case.report.full_text
    told = [e for e in coder.code(case.report).events if e.layer == "acled" and e.type not in case.free]
    spans = [_spans(full, e.triggers) for e in case.events]
    pairs = _best(case.events, told, [[j for j, e in enumerate(told) if _touch(e.triggers, s)] for s in spans])
    out = []
    for i, wanted in enumerate(case.events):
        if pairs[i] is None:
            out.append(f"missing: {wanted.triggers[0]}")
            continue
        event = told[pairs[i] or 0]
        out.extend(_fields(wanted, event))
        foreign = [s for k, other in enumerate(spans) if k != i for s in other if s not in spans[i]]
        out.extend(f"joined: {t.quote} to {wanted.triggers[0]}" for t in event.triggers if _touch((t,), foreign) and not _touch((t,), spans[i]))
    loose = _spans(full, case.loose)
    extra = [e for j, e in enumerate(told) if j not in pairs and not _touch(e.triggers, loose)]
    return out + [f"extra: {e.triggers[0].quote} ({e.type}, {e.status})" for e in extra]


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Every place where one of the words stands."""
    out = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            out.append((start, start + len(word)))
            start = text.find(word, start + 1)
    return out


def _touch(triggers: Sequence[Span], spans: Sequence[tuple[int, int]]) -> bool:
    return any(t.start < end and start < t.end for t in triggers for start, end in spans)


def _best(wanted: Sequence[GoldenEvent], told: Sequence[Event], options: Sequence[Sequence[int]]) -> tuple[int | None, ...]:
    """For each wanted event the coded event that tells it: as many as can be, then with the fewest faults."""
    best: tuple[tuple[int, int], tuple[int | None, ...]] = ((-1, 0), ())
    todo: list[tuple[int | None, ...]] = [()]
    while todo:
        chosen = todo.pop()
        k = len(chosen)
        if k < len(wanted):
            todo.extend((*chosen, j) for j in (None, *options[k]) if j is None or j not in chosen)
            continue
        given = [(i, j) for i, j in enumerate(chosen) if j is not None]
        score = (len(given), -sum(len(_fields(wanted[i], told[j])) for i, j in given))
        best = max(best, (score, chosen), key=lambda b: b[0])
    return best[1]


def _fields(wanted: GoldenEvent, event: Event) -> list[str]:
    out = []
    if event.type not in wanted.types and not set(event.alt_types) & set(wanted.types):
        out.append(f"type: {event.type}, not {wanted.types[0]}")
    for name in ("status", "background", "scope"):
        should, does = getattr(wanted, name), getattr(event, name)
        if should is not None and should != does:
            out.append(f"{name}: {does}, not {should} ({wanted.triggers[0]})")
    if wanted.killed is not None:
        does = (event.killed.min, event.killed.max) if event.killed is not None else None
        if does != wanted.killed:
            out.append(f"killed: {does}, not {wanted.killed}")
    if wanted.place is not None and (event.place is None or event.place.name_en not in wanted.place.split("|")):
        out.append(f"place: {event.place.name_en if event.place else None}, not {wanted.place.split('|')[0]}")
    return out


def shares(cases: Sequence[GoldenCase], coder: Codes) -> Iterator[tuple[str, int, int]]:
    """For each category how many cases are read rightly, of how many."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        total[case.category] += 1
        right[case.category] += not faults(case, coder)
    yield from ((name, right[name], n) for name, n in total.items())


def main(coder: Codes) -> None:
    """Print the share right of each category and of all."""
    rows = list(shares(read_golden(), coder))
    for name, right, total in (*rows, ("all", sum(r for _, r, _ in rows), sum(n for _, _, n in rows))):
        sys.stdout.write(f"{name:28} {right:3} of {total:3}\n")


if __name__ == "__main__":
    from marsad.pipeline import Coder

    main(Coder())
