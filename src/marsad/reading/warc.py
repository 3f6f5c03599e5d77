"""Web archives: WARC and WET (also gzip and zstandard), and WACZ.

Records are framed here, so that a wrong length or a damaged one costs that record alone and no record is held that is larger than a
page may be; what is in them is parsed by warcio. Pictures, scripts, errors, pages without an Arabic article are counted and told
once at the end.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marsad.reading.article import checked, from_html, from_text, main_lines
from marsad.reading.decoding import decode
from marsad.reading.items import MAX_PAGE, InputFailure, Items, Read
from marsad.reading.seen import Seen
from marsad.reading.streams import Source, inflate, is_packed, of_stream, unpacked
from marsad.reading.urls import day_in
from marsad.report import Report

_WANTED = (b"response", b"resource", b"conversion")
_LONGEST_HEAD = 65536
_NEXT = b"\r\n\r\nWARC/1."
_CHUNK = 262_144
_PAGES = (b"text/html", b"application/xhtml")
_ZIP_RATIO = 200
_ZIP_ERRORS = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError, ValueError, OSError)
_AGAIN = "get the archive again; the other records were read"


@dataclass(frozen=True, slots=True)
class Frame:
    """A record: its number, head (with the blank line after it), type and block."""

    number: int
    head: bytes
    type: bytes
    block: bytes


class _Bytes:
    """A stream that takes bytes back."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0

    def _fill(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return bool(chunk)

    def read(self, size: int) -> bytes:
        have = self._buffer[self._at : self._at + size]
        self._at += len(have)
        if len(have) == size:
            return have
        parts = [have]
        left = size - len(have)
        self._buffer, self._at = b"", 0
        while left and (chunk := self._stream.read(min(left, _CHUNK))):
            parts.append(chunk)
            left -= len(chunk)
        return b"".join(parts)

    def readline(self, limit: int) -> bytes:
        while True:
            end = self._buffer.find(b"\n", self._at, self._at + limit)
            if end >= 0 or len(self._buffer) - self._at >= limit or not self._fill():
                break
        stop = end + 1 if end >= 0 else min(len(self._buffer), self._at + limit)
        line = self._buffer[self._at : stop]
        self._at = stop
        return line

    def peek(self, size: int) -> bytes:
        while len(self._buffer) - self._at < size and self._fill():
            pass
        return self._buffer[self._at : self._at + size]

    def skip_to_record(self) -> bool:
        """Passes over everything before the next line that begins a record; whether anything but blank lines was passed over."""
        junk = False
        at_line = True
        while True:
            if at_line and self.peek(5) == b"WARC/":
                return junk
            at = self._buffer.find(b"\nWARC/", self._at)
            stop = at + 1 if at >= 0 else max(self._at, len(self._buffer) - 5)
            junk = junk or bool(self._buffer[self._at : stop].strip())
            self._at, at_line = stop, at >= 0
            if at < 0 and not self._fill():
                junk = junk or bool(self._buffer[self._at :].strip())
                self._at = len(self._buffer)
                return junk

    def back(self, data: bytes) -> None:
        self._buffer, self._at = data + self._buffer[self._at :], 0


def frames(stream: Any) -> Iterator[Frame | str]:
    """The records of an unpacked WARC stream; a string tells what is wrong with one that was passed over."""
    data = _Bytes(stream)
    number = 0
    lost = False
    while True:
        junk = data.skip_to_record()
        if junk and not lost:
            yield f"after record {number} stand bytes that are no record"
        line = data.readline(_LONGEST_HEAD)
        if not line:
            return
        lost = False
        number += 1
        head, length, kind = _head(data, line)
        if length is None:
            yield f"record {number} has no readable head"
            lost = True
            continue
        if length > MAX_PAGE:
            yield from _skip(data, length, number, wanted=kind in _WANTED)
            continue
        block = data.read(length)
        ending = data.peek(9)
        sound = len(block) == length and (not ending.strip() or ending.lstrip(b"\r\n").startswith(b"WARC/"[: len(ending.lstrip(b"\r\n"))]))
        if not sound:
            at = block.find(_NEXT)
            if at >= 0:
                data.back(block[at + 4 :])
                block = block[:at]
            yield f"record {number} is " + ("cut off" if len(block) < length and at < 0 else "not as long as it says")
            continue
        if kind in _WANTED:
            yield Frame(number, head, kind, block)


def _head(data: _Bytes, line: bytes) -> tuple[bytes, int | None, bytes]:
    lines = [line]
    size = len(line)
    length, kind = None, b""
    while True:
        line = data.readline(_LONGEST_HEAD)
        size += len(line)
        if not line.strip():
            break
        if size > _LONGEST_HEAD:
            return b"", None, b""
        name, _, value = line.partition(b":")
        name = name.strip().lower()
        lines.append(line)
        if name == b"content-length":
            told = value.strip()
            length = int(told) if told.isdigit() and len(told) < 16 else None
        elif name == b"warc-type":
            kind = value.strip().lower()
    return b"".join(lines) + b"\r\n", length, kind


def _skip(data: _Bytes, length: int, number: int, *, wanted: bool) -> Iterator[str]:
    """Passes over a record too large to hold, as far as it says or to the next record that begins before."""
    tail = b""
    left = length
    while left:
        chunk = data.read(min(left, _CHUNK))
        if not chunk:
            yield f"record {number} is cut off"
            return
        left -= len(chunk)
        at = (tail + chunk).find(_NEXT)
        if at >= 0:
            data.back((tail + chunk)[at + 4 :])
            yield f"record {number} is not as long as it says"
            return
        tail = chunk[-len(_NEXT) :]
    if wanted:
        yield ""


def read_warc(source: Source, published: dt.date | None) -> Items:
    """The pages (or, in WET, the texts) of an archive whose stream is unpacked already."""
    tally: Counter[str] = Counter()
    seen = Seen()
    yield from _read(source, published, tally, seen)
    yield from _summary(source.name, tally)


def _read(source: Source, published: dt.date | None, tally: Counter[str], seen: Seen) -> Items:
    told = 0
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # it warns of blanks in addresses
    for frame in frames(source.stream):
        while told < len(source.problems):
            yield InputFailure(source.name, source.problems[told], _AGAIN)
            told += 1
        if isinstance(frame, str):
            if frame:
                yield InputFailure(source.name, frame, _AGAIN)
            else:
                tally["too large"] += 1
            continue
        where = f"{source.name}#{frame.number}"
        try:
            report = _report(frame, seen)
        except Exception as error:  # warcio and its stream readers raise errors of many kinds on hostile records
            yield InputFailure(where, f"the record cannot be read ({type(error).__name__}: {_short(error)})", _AGAIN)
            continue
        if isinstance(report, str):
            tally[report] += 1
            continue
        tally["read"] += 1
        if report.published is None and published is not None:
            report = report.model_copy(update={"published": published, "published_basis": "given"})
        yield Read(where, report)
    for problem in source.problems[told:]:
        yield InputFailure(source.name, problem, _AGAIN)


def _report(frame: Frame, seen: Seen) -> Report | str:
    """The report of a record, or the reason why it holds none."""
    from warcio.recordloader import ArcWarcRecordLoader

    if frame.type == b"response":
        kind = _content_type(frame.block)
        if kind and not kind.startswith(_PAGES):
            return "no page"
    record = ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(io.BytesIO(frame.head + frame.block), known_format="warc")
    heads = record.rec_headers
    url = str(heads.get_header("WARC-Target-URI") or "").strip("<> ")
    told = str(heads.get_header("Content-Type") or "").lower()
    if frame.type == b"conversion":
        return _converted(url, record.content_stream().read(), str(heads.get_header("WARC-Identified-Content-Language") or ""), seen)
    encoding = ""
    if record.http_headers is not None:
        if record.http_headers.get_statuscode() not in ("200", "203"):
            return "no page"
        encoding = str(record.http_headers.get_header("content-encoding") or "")
        record.http_headers.remove_header("content-encoding")
    elif not told.startswith(("text/html", "application/xhtml")):
        return "no page"
    raw = record.content_stream().read()
    if encoding:
        inflated = inflate(raw, encoding, MAX_PAGE)
        if inflated is None:
            return "too large or in an unknown encoding"
        raw = inflated
    identity = _identity(url, str(heads.get_header("WARC-Date") or ""), raw, seen)
    if identity is None:
        return "captured before, unchanged"
    text = decode(raw)
    if text is None:
        return "no page"
    report = from_html(identity, text, None, url=url or None, retrieved=_moment(str(heads.get_header("WARC-Date") or "")))
    if report is None:
        return "without an article"
    return report if isinstance(checked(identity, report), Report) else "not Arabic"


def _content_type(block: bytes) -> bytes:
    end = block.find(b"\r\n\r\n", 0, _LONGEST_HEAD)
    head = block[: end if end >= 0 else 2000].lower()
    at = head.find(b"\ncontent-type:")
    return head[at + 14 : at + 80].strip() if at >= 0 else b""


def _identity(url: str, date: str, raw: bytes, seen: Seen) -> str | None:
    """The id of a capture: its address, with the time where the address was captured before; None where that capture was the same."""
    if not seen.add((url, raw)):
        return None
    if not seen.add(url):
        return f"{url}@{''.join(c for c in date if c.isdigit())}"
    return url or f"record-{zlib.crc32(raw):08x}"


def _converted(url: str, raw: bytes, languages: str, seen: Seen) -> Report | str:
    if languages and "ara" not in languages:
        return "not Arabic"
    text = decode(raw)
    if text is None:
        return "no page"
    lines = text.split("\n")
    title = lines[0].strip()
    body = main_lines(lines[1:])
    if not body:
        return "without an article"
    identity = _identity(url, "", raw, seen)
    if identity is None:
        return "captured before, unchanged"
    report = from_text(identity, "\n".join([title, "", *body]), None)
    day = day_in(url)
    report = report.model_copy(update={"url": url or None, "published": day, "published_basis": "page" if day else "unknown"})
    return report if isinstance(checked(identity, report), Report) else "not Arabic"


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _summary(name: str, tally: Counter[str]) -> Iterator[InputFailure]:
    read = tally.pop("read", 0)
    told = ", ".join(f"{count} {reason}" for reason, count in sorted(tally.items()))
    if not read:
        yield InputFailure(name, "no Arabic article among its records" + (f" ({told})" if told else ""), "give an archive of Arabic pages", whole=True)
    elif tally:
        yield InputFailure(name, f"{sum(tally.values())} records passed over, {read} read ({told})", "they hold no Arabic article", notice=True)


def read_wacz(source: Source, file: Any, published: dt.date | None) -> Items:
    """The pages of the WARC files in a WACZ (a ZIP with a folder `archive`)."""
    tally: Counter[str] = Counter()
    seen = Seen()
    try:
        with zipfile.ZipFile(file) as archive:
            members = [m for m in archive.infolist() if m.filename.lower().endswith((".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz"))]
            if not members:
                yield InputFailure(source.name, "the ZIP file holds no web archive (WARC)", "unpack it, and give the folder")
                return
            for member in members:
                name = f"{source.name}!{member.filename}"
                if member.file_size > 64 * 2**20 and member.file_size > _ZIP_RATIO * max(1, member.compress_size):
                    yield InputFailure(name, f"it grows more than {_ZIP_RATIO}-fold when unpacked", "get the archive again from its maker")
                    continue
                try:
                    with archive.open(member) as stream:
                        inner = of_stream(name, member.filename, stream)
                        yield from _read(unpacked(inner) if is_packed(inner.head) else inner, published, tally, seen)
                except _ZIP_ERRORS as error:
                    yield InputFailure(name, f"the rest of it cannot be read ({_short(error)})", _AGAIN)
    except _ZIP_ERRORS as error:
        yield InputFailure(source.name, f"the ZIP file cannot be read ({_short(error)})", "get it again")
        return
    yield from _summary(source.name, tally)


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:80]
