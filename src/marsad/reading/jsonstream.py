"""Arrays of JSON documents of any size, item by item."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from marsad.reading.decoding import decode, wide_encoding
from marsad.reading.streams import Source

ARRAY = re.compile(r"\A\s*\[")
_CHUNK = 65_536
_HEADER = 4000
_LARGEST_ITEM = 8 * 2**20
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_MOST_BROKEN = 1000


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

    An item that is broken comes as None; reading goes on at the next object, and ends after 1,000 of them. An item of more than 8 million
    characters counts as broken.
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
            while position < len(buffer) and buffer[position] in " \t\r\n,":
                position += 1
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
            chunk = next(chunks, None) if cut and len(buffer) - position < _LARGEST_ITEM else None
            if chunk is not None:
                buffer, position = buffer[position:] + chunk, 0
                continue
            yield header, None
            broken += 1
            if broken == _MOST_BROKEN:
                return
            found = _NEXT.search(buffer, position + 1)
            while found is None:
                chunk = next(chunks, None)
                if chunk is None:
                    return
                buffer = buffer[-200:] + chunk
                found = _NEXT.search(buffer)
            position = found.end()
