"""Bytes to text: UTF-8, UTF-16, windows-1256, ISO-8859-6, also where they are mislabelled."""

from __future__ import annotations

import codecs
import unicodedata

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SINGLE_BYTE = ("windows-1256", "iso-8859-6")


def decode(raw: bytes) -> str | None:
    """The text of bytes, or None where they are no text (binary data).

    UTF-8 is tried first; of the single-byte Arabic encodings the one that gives more Arabic letters and no controls wins.
    """
    for mark, encoding in _MARKED:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\x00" in raw[:4096]:
        return None
    try:
        text = raw.decode("utf-8")
        return None if _controls(text) else text
    except UnicodeDecodeError:
        pass
    options = []
    for encoding in _SINGLE_BYTE:
        text = raw.decode(encoding, "replace")
        if not _controls(text):
            options.append((arabic_letters(text) - 5 * text.count("\ufffd"), text))
    if not options:
        return None
    score, text = max(options, key=lambda option: option[0])
    if score > 0:
        return text
    text = raw.decode("utf-8", "replace")  # a page in UTF-8 with some broken bytes
    return text if arabic_letters(text) > 20 * text.count("\ufffd") else None


def arabic_letters(text: str) -> int:
    """How many letters of the Arabic script a text has."""
    return sum(1 for c in text if "\u0620" <= c <= "\u064a")


def _controls(text: str) -> bool:
    sample = text[:4096]
    return sum(1 for c in sample if unicodedata.category(c) == "Cc" and c not in "\n\r\t\x0c") > max(2, len(sample) // 100)
