"""Which stored report a report is: by its id, its page, or its words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, case, or_, select

from marsad.report import Report
from marsad.store import tables as t
from marsad.store.errors import IdTaken
from marsad.store.rows import content_of
from marsad.store.words import search_words

LIKE = 0.45
"""Two versions of one report share at least this part of the words of the shorter one. Measured on 1,760 Arabic news reports: 1 in 1,000 pairs
of different reports reaches it, most of these copies of one dispatch; a version that gained or lost paragraphs shares nearly all."""
_FILLED = ("source", "url", "language")


def identify(connection: Connection, report: Report) -> Report:
    """The report under the id under which it is stored, if it is, with what it does not tell taken from there. Raises `IdTaken`."""
    r = t.reports.c
    content = content_of(report)
    copy = r.content == content
    # The same words on two pages are two reports (agencies are copied); the same page is one, whatever its words.
    copy = or_(r.url == report.url, and_(copy, r.url.is_(None))) if report.url else copy
    best = case((r.id == report.id, 0), (r.url == report.url, 1), else_=2) if report.url else case((r.id == report.id, 0), else_=2)
    query = select(r.id, r.title, r.content, r.source, r.url, r.language).where(or_(r.id == report.id, copy)).order_by(best, r.created, r.id).limit(1)
    found = connection.execute(query).first()
    if found is None:
        return report
    if found.id == report.id and found.content != content and _differs(connection, report, found):
        raise IdTaken(
            f"the id {report.id!r} is already that of another report ({found.url or found.title or 'without a title'})",
            "give each report its own id; where two folders use the same file names, --prefix NAME tells them apart",
        )
    known = {name: value for name in _FILLED if getattr(report, name) is None and (value := getattr(found, name)) is not None}
    return report.model_copy(update=known | {"id": found.id}) if known or found.id != report.id else report


def _differs(connection: Connection, report: Report, found: Any) -> bool:
    if report.url and found.url:
        return bool(report.url != found.url)
    stored = connection.execute(select(t.texts.c.words).where(t.texts.c.report_id == found.id)).scalar_one()
    old, new = set(stored.split()), set(search_words(report.full_text).split())
    return len(old & new) < LIKE * min(len(old), len(new))
