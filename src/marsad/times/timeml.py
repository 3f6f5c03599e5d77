"""Expressions as TIMEX3: JSON lines, or inline in the text as TimeML."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from marsad.record import Time


def to_json_lines(doc: str, times: Iterable[Time]) -> Iterator[str]:
    """One JSON object for each expression, with the id of its document."""
    for time in times:
        record = {"doc": doc, **time.model_dump(mode="json")}
        yield json.dumps(record, ensure_ascii=False)


def to_timeml(text: str, times: Iterable[Time], *, published: dt.date | None = None) -> str:
    """The text as a TimeML document with inline TIMEX3 tags; the publication day is the document creation time."""
    out: list[str] = []
    at = 0
    for number, time in enumerate(times, 1):
        out.append(escape(text[at : time.start]))
        tag = f'<TIMEX3 tid="t{number}" type={quoteattr(time.type)} value={quoteattr(time.value)}>'
        out.append(f"{tag}{escape(text[time.start : time.end])}</TIMEX3>")
        at = time.end
    out.append(escape(text[at:]))
    head = f"<DCT>{_creation(published)}</DCT>\n" if published else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n{head}<TEXT>{"".join(out)}</TEXT>\n</TimeML>\n'


def _creation(published: dt.date) -> str:
    day = published.isoformat()
    return f'<TIMEX3 tid="t0" type="DATE" value="{day}" functionInDocument="CREATION_TIME">{day}</TIMEX3>'
