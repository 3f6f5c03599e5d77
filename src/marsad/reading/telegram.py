"""Telegram desktop exports: `result.json` (one chat or a whole account, streamed) and the pages `messages*.html`.

A message becomes a report: its id is CHAT/MESSAGE, its source the chat's name, with the channel a forward came from after a slash; its day is
the day it was sent, also where it was edited later. Messages without Arabic text (service messages, media, single links) are
counted and told once.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from marsad.reading.article import checked
from marsad.reading.days import day_first, machine_day
from marsad.reading.decoding import decode, sound
from marsad.reading.furniture import Line, without_furniture
from marsad.reading.items import InputFailure, Items, Read
from marsad.reading.jsonstream import Broken, array_items, text_chunks
from marsad.reading.streams import Source
from marsad.report import Report

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')
_ID = re.compile(r'"id"\s*:\s*(-?[0-9]+)')
_ONLY_LINKS = re.compile(r"\s*(?:(?:https?://|t\.me/|www\.)\S+|@\w+|\s|[-|:•.👇⬇️📌🔗])+\s*", re.I)
_AGAIN = "export the chat again; what came before was read"
_REMEDY = "export the chat again; the other messages were read"


def read_export(source: Source, published: dt.date | None) -> Items:
    """The messages of `result.json`."""
    tally: Counter[str] = Counter()
    chat, told_header, number = ("", ""), "", 0
    for header, message in array_items(text_chunks(source), _MESSAGES):
        if header is not told_header:
            told_header, chat = header, _chat(header)
        number += 1
        where = f"{source.name}#{number}"
        if not isinstance(message, dict):
            given_up = isinstance(message, Broken) and message.is_end
            yield InputFailure(where, message.value if given_up else "the message is broken JSON", _AGAIN if given_up else _REMEDY, whole=given_up)
            continue
        if message.get("type", "message") != "message":
            tally["service messages"] += 1
            continue
        name, identity = chat
        lines = _lines(_text(message.get("text")))
        forwarded = message.get("forwarded_from") or message.get("saved_from")
        day = machine_day(str(message.get("date") or "")) or machine_day(str(message.get("date_unixtime") or ""))
        label = sound(f"{identity or source.identity}/{message.get('id', number)}")
        yield from _message(where, label, lines, day or published, name, sound(forwarded) if isinstance(forwarded, str) else "", day is not None, tally)
    yield from _summary(source.name, tally, number)


def read_page(source: Source, raw: bytes, published: dt.date | None) -> Items:
    """The messages of one page of an HTML export."""
    from marsad.reading.page import lines_of, parse

    text = decode(raw)
    tree = parse(text) if text is not None else None
    if tree is None:
        yield InputFailure(source.name, "no page of a Telegram export", "export the chat again")
        return
    tally: Counter[str] = Counter()
    number = 0
    heads = _having(tree, "page_header")
    name = " ".join("".join(heads[0].itertext()).split()) if heads else ""
    for element in _having(tree, "message"):
        number += 1
        tokens = (element.get("class") or "").split()
        if "default" not in tokens:
            tally["service messages"] += 1
            continue
        texts = _having(element, "text")
        if not texts:
            tally["without text"] += 1
            continue
        dates = _having(element, "date")
        told = (dates[0].get("title") or "") if dates else ""
        day = day_first(told) or machine_day(told)
        forward = next(iter(_having(element, "forwarded")), None)
        names = _having(forward, "from_name") if forward is not None else []
        forwarded = " ".join((names[0].text or "").split()) if names else ""
        label = f"{name or source.identity}/{(element.get('id') or str(number)).removeprefix('message')}"
        lines = [line for part in texts for line in lines_of(part) if not _ONLY_LINKS.fullmatch(line.text)]
        yield from _message(f"{source.name}#{number}", label, lines, day or published, name, forwarded, day is not None, tally)
    yield from _summary(source.name, tally, number)


def _message(
    where: str, identity: str, lines: list[Line], day: dt.date | None, chat: str, forwarded: str, dated: bool, tally: Counter[str]
) -> Iterator[Read | InputFailure]:
    text = "\n".join(without_furniture([Line(line.text) for line in lines], ""))
    if not text:
        tally["without text"] += 1
        return
    item = checked(
        where,
        Report(
            id=identity, text=text, published=day, published_basis="feed" if dated else "given" if day else "unknown", language="ar",
            source=" / ".join(part for part in (chat, forwarded) if part) or None,
        ),
    )  # fmt: skip
    if isinstance(item, InputFailure):
        tally["not Arabic"] += 1
    else:
        tally["read"] += 1
        yield Read(where, item)


def _summary(name: str, tally: Counter[str], number: int) -> Iterator[InputFailure]:
    read = tally.pop("read", 0)
    told = ", ".join(f"{count} {reason}" for reason, count in sorted(tally.items()))
    if not read:
        yield InputFailure(name, f"no Arabic message among {number}" + (f" ({told})" if told else ""), "export a chat with messages in Arabic", whole=True)
    elif tally:
        yield InputFailure(name, f"{sum(tally.values())} of {number} messages passed over ({told})", "they hold no Arabic text", notice=True)


def _chat(header: str) -> tuple[str, str]:
    """Name and id of a chat from what stands before its messages."""
    names, ids = _NAME.findall(header), _ID.findall(header)
    try:
        name = str(json.loads(names[-1], strict=False)) if names else ""
    except ValueError:
        name = ""
    return sound(name), ids[-1] if ids else ""


def _text(told: Any) -> str:
    """The text of a message: a string, or strings and entities (bold, links, mentions) in turn."""
    parts = told if isinstance(told, list) else [told]
    out = [str(part.get("text") or "") if isinstance(part, Mapping) else part for part in parts if isinstance(part, (str, Mapping))]
    return sound("".join(out))


def _lines(text: str) -> list[Line]:
    return [Line(line) for line in text.split("\n") if not _ONLY_LINKS.fullmatch(line) or not line.strip()]


def _having(element: Any, token: str) -> list[Any]:
    """The descendants of an element that have a class token."""
    return [e for e in element.iter("div", "span", "a") if e is not element and token in (e.get("class") or "").split()]
