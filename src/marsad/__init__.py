"""Marsad reads Arabic reports of armed conflict and political violence and codes them as events.

>>> import marsad
>>> record = marsad.code("...", title="...", published="2020-10-23")
>>> for event in record.events: ...
"""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["CodedReport", "Coder", "Event", "Report", "code", "read"]  # and `open`, which a star import must not put in the place of Python's own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.pipeline import Coder
    from marsad.reading import InputFailure
    from marsad.record import CodedReport, Event
    from marsad.report import Report
    from marsad.store import Store

_WHERE = {"Coder": "marsad.pipeline", "CodedReport": "marsad.record", "Event": "marsad.record", "Report": "marsad.report"}


def __getattr__(name: str) -> Any:
    """The public names, imported when first used, so that `import marsad` stays fast."""
    if name in _WHERE:
        from importlib import import_module

        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'marsad' has no attribute {name!r}")


def code(text: str, *, title: str = "", published: dt.date | str | None = None, id: str = "report") -> CodedReport:
    """Code one text. `published` is a day or its ISO form; without it relative dates stay underspecified. For many texts make one
    `Coder` and use its `code`: building it takes most of the time of a single call."""
    from marsad.pipeline import Coder
    from marsad.report import Report

    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    return Coder().code(Report(id=id, title=title, text=text, published=day))


def read(inputs: Sequence[str], *, published: dt.date | None = None) -> Iterator[Report | InputFailure]:
    """The reports of files, folders, globs or "-"; an input that cannot be read comes as an `InputFailure` with its remedy."""
    from marsad.reading import read_inputs

    return read_inputs(inputs, published=published)


def open(store: str | os.PathLike[str]) -> Store:
    """Open an existing store, a path or URL: `marsad.open("marsad.db").events().pandas()`. Raises `marsad.store.StoreError` with its remedy."""
    from marsad.store import open_store

    return open_store(store, create=False)
