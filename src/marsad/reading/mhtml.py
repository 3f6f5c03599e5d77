"""Pages saved by a browser as MHTML: the page itself, with its address and the day it was saved."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.message import Message
from email.utils import parsedate_to_datetime

from marsad.reading.article import read_article
from marsad.reading.items import MAX_PAGE, InputFailure, Read
from marsad.reading.streams import Source, read_fully
from marsad.report import Report


def read_mhtml(source: Source, published: dt.date | None) -> Read | InputFailure:
    """The article of the first HTML part. Only the first 20 MB are read: the page stands before its pictures."""
    raw = read_fully(source.stream, MAX_PAGE)
    try:
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        part = _page(message)
        payload = part.get_payload(decode=True) if part is not None else None
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
        part, payload = None, None
    if part is None or not isinstance(payload, bytes):
        return InputFailure(source.name, "the MHTML file holds no page", "save the page again as HTML")
    url = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
    item = read_article(source.identity, payload, published=published, url=url or None, retrieved=_saved(message), where=source.name)
    return Read(source.name, item) if isinstance(item, Report) else item


def _page(message: Message) -> Message | None:
    for number, part in enumerate(message.walk()):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
        if number > 500:
            return None
    return None


def _saved(message: Message) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(str(message.get("Date"))) if message.get("Date") else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
