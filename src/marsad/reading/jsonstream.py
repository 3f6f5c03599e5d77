"""Arrays of JSON documents of any size, item by item."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

from marsad.reading.decoding import decode, wide_encoding
from marsad.reading.streams import Source

ARRAY = re.compile(r"\A\s*\[")
_CHUNK = 65_536
_HEADER = 4000
_LARGEST_ITEM = 8 * 2**20
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_GAP = re.compile(r"[\s,]+")
_MOST_BROKEN = 1000
_LONGEST_SKIP = 64 * 2**20


class Broken(Enum):
    """What stands for an item that cannot be read: the item alone, or all that follows it."""

    item = "it is broken JSON"
    too_many = f"given up after {_MOST_BROKEN:,} items of broken JSON"
    no_next = f"given up: no other item begins within {_LONGEST_SKIP // 2**20} MB after a broken one"

    @property
    def is_end(self) -> bool:
        """Whether nothing is read after it."""
        return self is not Broken.item


def text_chunks(source: Source) -> Iterator[str]:
    """The text of a source in pieces, by the encoding that its beginning shows (UTF-8 where it shows none)."""
    encoding = wide_encoding(source.head)
    if encoding is None:
        try:
            codecs.getincrementaldecoder("utf-8")("strict").decode(source.head)
            encoding = "utf-8-sig"
        except UnicodeDecodeError:
            told = decode(source.head)
            encoding = "windows-1256" if told is not None and "\ufffd" not in told else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while raw := source.stream.read(_CHUNK):
        yield decoder.decode(raw)
    yield decoder.decode(b"", final=True)


def array_items(chunks: Iterator[str], opening: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    """The items of every array that `opening` begins, each with up to 4,000 characters that stand before its array.

    For an item that is broken comes a `Broken`; reading goes on at the next object, or ends where that `is_end`: after 1,000 of them, or where no other
    begins. An item of more than 8 million characters counts as broken.
    """
    broken = 0
    decoder = json.JSONDecoder(strict=False)
    buffer = ""
    while True:
        match = opening.search(buffer)
        while match is None:
            chunk = next(chunks, None)
            if chunk is None:
                return
            buffer = buffer[-_HEADER:] + chunk if opening is not ARRAY or buffer.strip() else chunk
            match = opening.search(buffer)
            if match is None and opening is ARRAY and buffer.strip():
                return
        header = buffer[max(0, match.start() - _HEADER) : match.start()]
        buffer, position = buffer[match.end() :], 0
        while True:
            gap = _GAP.match(buffer, position)
            position = gap.end() if gap else position
            if position >= len(buffer):
                chunk = next(chunks, None)
                if chunk is None:
                    return
                buffer, position = chunk, 0
                continue
            if buffer[position] == "]":
                buffer = buffer[position + 1 :]
                break
            try:
                value, position = decoder.raw_decode(buffer, position)
                yield header, value
                continue
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos >= len(buffer) - 12
            except (ValueError, RecursionError):
                cut = False
            rest = len(buffer) - position
            more = "".join(_at_least(chunks, rest)) if cut and rest < _LARGEST_ITEM else ""
            if more:
                buffer, position = buffer[position:] + more, 0
                continue
            yield header, Broken.item
            broken += 1
            if broken == _MOST_BROKEN:
                yield header, Broken.too_many
                return
            found = _NEXT.search(buffer, position + 1)
            skipped = 0
            while found is None:
                chunk = next(chunks, None)
                if chunk is None:
                    return
                skipped += len(chunk)
                if skipped > _LONGEST_SKIP:
                    yield header, Broken.no_next
                    return
                buffer = buffer[-200:] + chunk
                found = _NEXT.search(buffer)
            position = found.end()


def _at_least(chunks: Iterator[str], size: int) -> Iterator[str]:
    """Chunks of so many characters together: an item that is cut off is tried again at twice its length, so that long ones are not tried too often."""
    for chunk in chunks:
        yield chunk
        size -= len(chunk)
        if size <= 0:
            return
