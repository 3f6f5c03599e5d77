"""Bytes to text: UTF-8, UTF-16, windows-1256, ISO-8859-6, also where they are mislabelled or were converted wrongly once before.

The label of a page is no evidence (a third of the old Arabic pages carry a wrong one): UTF-8 proves itself by its form, UTF-16 by its zero
and six bytes, and of the single-byte encodings that one wins which gives more frequent Arabic words and letters and no control characters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from enum import Enum

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SINGLE_BYTE = ("windows-1256", "iso-8859-6")
_FREQUENT = (" في ", " من ", " على ", " إلى ", " ال", "ية ", "ات ", " أن ")
"""What running Arabic is full of; a wrong single-byte table breaks it."""
_SAMPLE = 65536
_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BROKEN = 20
"""A text is UTF-8 with broken bytes where it has more Arabic letters than this for each byte that cannot be read."""


def decode(raw: bytes) -> str | None:
    """The text of bytes, or None where they are no text (binary data). Never raises."""
    encoding = wide_encoding(raw)
    if encoding is not None:
        text = raw.decode(encoding, "replace")
        return None if _controls(text) or text.count("\ufffd") > len(text) // 20 else text.removeprefix("\ufeff")
    if b"\x00" in raw[:4096]:
        return None
    try:
        text = raw.decode("utf-8-sig")
        return None if _controls(text) else mended(text)
    except UnicodeDecodeError:
        pass
    text = raw.decode("utf-8", "replace")
    if arabic_letters(text) > _BROKEN * text.count("\ufffd"):
        return None if _controls(text) else text
    options = []
    for encoding in _SINGLE_BYTE:
        sample = raw[:_SAMPLE].decode(encoding, "replace")
        if not _controls(sample):
            options.append((_arabic_score(sample), encoding))
    if not options:
        return None
    score, encoding = max(options, key=lambda option: option[0])
    return raw.decode(encoding, "replace") if score > 0 else None


def wide_encoding(raw: bytes) -> str | None:
    """The UTF-16 or UTF-32 codec of bytes, by their mark or, for Arabic UTF-16 without one, by the high bytes 00 and 06; None for others."""
    for mark, encoding in _MARKED:
        if raw.startswith(mark):
            return None if encoding == "utf-8-sig" else encoding
    sample = raw[: _SAMPLE // 16 & ~1]
    if len(sample) < 8:
        return None
    for high, encoding in ((sample[1::2], "utf-16-le"), (sample[0::2], "utf-16-be")):
        if (high.count(0) + high.count(6)) > 0.9 * len(high) and high.count(6) + high.count(0) > 2 and _is_wide(sample, encoding):
            return encoding
    return None


def _is_wide(sample: bytes, encoding: str) -> bool:
    text = sample.decode(encoding, "replace")
    return not _controls(text) and sum(1 for c in text if c.isalpha() or c.isspace()) > len(text) // 2


def mended(text: str) -> str:
    """A text whose letters were read with a wrong table before it was saved as UTF-8 (طµظˆط±ط©, ØµÙˆØ±Ø©, ÕæÑÉ), put right; any other as it is."""
    sample = text[:4096]
    if sample.isascii():
        sample = text[:_SAMPLE]
    arabic = arabic_letters(sample)
    if arabic < 8 and sample.isascii():
        return text
    letters = arabic if arabic > len(sample) // 2 else sum(1 for c in sample if c.isalpha())
    if letters < 8:
        return text
    if arabic and sample.count("ط") + sample.count("ظ") > 0.4 * letters:
        return _again(text, "windows-1256", "utf-8") or text
    if arabic < letters // 20:
        if sample.count("Ø") + sample.count("Ù") > 0.3 * letters:
            return _again(text, "windows-1252", "utf-8") or text
        high = sum(1 for c in sample if "\u00c0" <= c <= "\u00ff")
        if high > 0.7 * letters and sample.count("Ç") + sample.count("á") > 0.1 * letters:
            return _again(text, "windows-1252", "windows-1256") or text
    return text


def _again(text: str, wrong: str, right: str) -> str | None:
    raw = b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode(wrong, "replace") for c in text)
    again = raw.decode(right, "replace")
    return again if arabic_letters(again) > _BROKEN * again.count("\ufffd") else None


class LineProblem(Enum):
    """Why a line of a stream gave no text."""

    no_text = "the line is no text"
    too_long = "the line is longer than 20 MB"


def text_lines(lines: Iterable[bytes | None], head: bytes) -> Iterator[str | LineProblem]:
    """The lines of a stream as text, each decoded for itself, or all as UTF-16 where the first bytes say so.

    `lines` gives the bytes of the stream cut after line ends (b"\\n"), None for a line that was too long to keep; `head` is the beginning of
    the same stream.
    """
    encoding = wide_encoding(head)
    if encoding is None:
        for raw in lines:
            text = None if raw is None else decode(raw)
            yield (LineProblem.too_long if raw is None else LineProblem.no_text) if text is None else text
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    for raw in lines:
        if raw is None:
            yield LineProblem.too_long
            continue
        parts = (rest + decoder.decode(raw)).split("\n")
        rest = parts.pop()
        yield from (part.removeprefix("\ufeff") for part in parts)
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest.removeprefix("\ufeff")


def arabic_letters(text: str) -> int:
    """How many letters of the Arabic script a text has (Arabic block, without signs and digits)."""
    return sum(map(len, _ARABIC.findall(text)))


def sound(text: str) -> str:
    """The text with "?" for halves of surrogate pairs, which JSON may hold (\\ud800) and no encoding can write."""
    return text if text.isascii() or not _SURROGATE.search(text) else text.encode("utf-8", "replace").decode("utf-8")


def _arabic_score(sample: str) -> int:
    return arabic_letters(sample) + 20 * sum(sample.count(piece) for piece in _FREQUENT) - 5 * sample.count("\ufffd")


def _controls(text: str) -> bool:
    sample = text[:4096]
    return len(_CONTROL.findall(sample)) > max(2, len(sample) // 100)
