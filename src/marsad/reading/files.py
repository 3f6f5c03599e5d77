"""Files, folders, globs and standard input → reports."""

from __future__ import annotations

import datetime as dt
import glob
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.reading.article import from_html, from_text
from marsad.reading.decoding import decode
from marsad.reading.language import language
from marsad.report import Report

MAX_PAGE = 20 * 1024 * 1024
"""Bytes of a page or text; JSONL is streamed and has no limit."""
_SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".jsonl", ".json")
_NAMES = {"fa": "Persian", "ur": "Urdu", "ckb": "Kurdish"}


@dataclass(frozen=True, slots=True)
class InputFailure:
    """An input that gave no report: its name (with the line, for JSONL), what is wrong, and the remedy."""

    name: str
    message: str
    remedy: str


def read_inputs(inputs: Sequence[str], *, published: dt.date | None = None) -> Iterator[Report | InputFailure]:
    """The reports of the inputs, lazily and in order; what cannot be read comes as an `InputFailure` and the rest goes on.

    `published` dates the reports that bring no day of their own (JSONL) and overrides the page's day (HTML, text).
    """
    seen: set[str] = set()
    for name in inputs:
        if name == "-":
            yield from _unique(_stream("standard input", sys.stdin.buffer.read(), published), "standard input", seen)
            continue
        paths = _paths(name)
        if not paths:
            yield InputFailure(name, "no such file or folder", "check the path, or quote the glob")
        root = Path(name)
        for path in paths:
            identity = path.relative_to(root).as_posix() if root.is_dir() else path.name if root.exists() else path.as_posix()
            yield from _unique(_file(path, identity, published), str(path), seen)


def _paths(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _SUFFIXES)
    if path.exists():
        return [path]
    return sorted(Path(p) for p in glob.glob(name, recursive=True) if Path(p).is_file())


def _unique(items: Iterable[Report | InputFailure], where: str, seen: set[str]) -> Iterator[Report | InputFailure]:
    for item in items:
        if isinstance(item, Report):
            if item.id in seen:
                yield InputFailure(where, f"the id {item.id!r} stands twice", "give each report its own id; the second one was left out")
                continue
            seen.add(item.id)
        yield item


def _file(path: Path, identity: str, published: dt.date | None) -> Iterator[Report | InputFailure]:
    try:
        if path.suffix.lower() == ".jsonl":
            with path.open("rb") as file:
                yield from _lines(str(path), file, published)
            return
        size = path.stat().st_size
        if size > MAX_PAGE:
            yield InputFailure(str(path), f"{size // 2**20} MB is too large for one report", "split it, or give the reports as JSONL, one a line")
            return
        yield from _one(identity, str(path), path.read_bytes(), published)
    except OSError as error:
        yield InputFailure(str(path), f"cannot be read ({error.strerror or error})", "check its permissions")


def _stream(name: str, raw: bytes, published: dt.date | None) -> Iterator[Report | InputFailure]:
    start = raw.lstrip()[:1]
    if start == b"{" and raw.lstrip()[:400].count(b'"text"'):
        yield from _lines(name, io.BytesIO(raw), published)
    else:
        yield from _one("stdin", name, raw, published)


def _one(identity: str, name: str, raw: bytes, published: dt.date | None) -> Iterator[Report | InputFailure]:
    if not raw.strip():
        yield InputFailure(name, "the file is empty", "give a text, a saved page or JSONL")
        return
    text = decode(raw)
    if text is None:
        yield InputFailure(name, "no text (binary, or an unknown encoding)", "save it as UTF-8 text or HTML")
        return
    if name.lower().endswith(".json"):
        yield from _lines(name, io.BytesIO(json_line(text)), published)
        return
    head = text[:2000].lower()
    report: Report | None
    if "<html" in head or "<!doctype" in head or "<body" in head or name.lower().endswith((".html", ".htm")):
        report = from_html(identity, text, published)
        if report is None:
            yield InputFailure(name, "no article was found in the page", "save the article itself, or its text")
            return
    else:
        report = from_text(identity, text, published)
    yield _checked(name, report)


def json_line(text: str) -> bytes:
    """A JSON document as one line; as it is where it is no JSON (the reader of lines tells what is wrong)."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "surrogatepass")
    except ValueError:
        return text.encode("utf-8", "surrogatepass")


def _checked(name: str, report: Report) -> Report | InputFailure:
    if not report.full_text.strip():
        return InputFailure(name, "there is no text in it", "give a text, a saved page or JSONL")
    found = language(report.full_text)
    if found != "ar":
        told = f"the text is {_NAMES[found]}, not Arabic" if found else "the text is not Arabic"
        return InputFailure(name, told, "marsad reads Arabic only")
    return report


def _lines(name: str, file: Iterable[bytes], published: dt.date | None) -> Iterator[Report | InputFailure]:
    empty = True
    for number, raw in enumerate(file, 1):
        if not raw.strip():
            continue
        empty = False
        where = f"{name}:{number}"
        text = decode(raw)
        try:
            data: Any = json.loads(text) if text is not None else None
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            yield InputFailure(where, "the line is no JSON object", 'write {"id", "title", "text", "published"} on one line')
            continue
        yield _record(where, data, number, published)
    if empty:
        yield InputFailure(name, "the file is empty", 'give one {"id", "title", "text", "published"} a line')


def _record(where: str, data: dict[str, Any], number: int, published: dt.date | None) -> Report | InputFailure:
    title, text = data.get("title") or "", data.get("text") or ""
    if not isinstance(title, str) or not isinstance(text, str) or not (title + text).strip():
        return InputFailure(where, "the report has no text", 'give "text" (and "title") as strings')
    day = published
    told = data.get("published")
    if told:
        try:
            day = dt.datetime.fromisoformat(str(told)).date()
        except ValueError:
            return InputFailure(where, f"published {told!r} is no day", "write it as YYYY-MM-DD, or leave it out")
    report = Report(
        id=str(data.get("id") or f"line-{number}"), title=title, text=text, published=day, language="ar",
        source=str(data["source"]) if data.get("source") else None, url=str(data["url"]) if data.get("url") else None,
    )  # fmt: skip
    return _checked(where, report)
