"""Normalisation of Arabic spelling, with a map back to the original offsets.

Matching happens on a normalised form, so that spelling variants and typing habits of newspapers meet one entry:

- alef forms (أ إ آ ٱ) become ا; alef maqsura and Persian ya become ي; ta marbuta becomes ه; hamza on a seat (ؤ ئ) becomes ء
  (مسؤول = مسئول); Persian and Ottoman letters become their Arabic neighbours (ک→ك, پ→ب, چ→ج, ڤ→ف, گ→ك, ژ→ز);
- tatweel, vowel signs, bidi marks and other invisible characters vanish;
- Arabic-Indic and Persian digits become ASCII; presentation forms become their letters; quotation marks become ", dashes -.

Normalising twice equals once (property-tested).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ۍ": "ي", "ێ": "ي",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "ۂ": "ه",
    "ؤ": "ء", "ئ": "ء", "ٶ": "ء", "ٸ": "ء",
    "ک": "ك", "گ": "ك", "ڭ": "ك", "ڪ": "ك", "ݣ": "ك",
    "پ": "ب", "چ": "ج", "ڤ": "ف", "ژ": "ز", "ڨ": "ق", "ڕ": "ر", "ڵ": "ل", "ۆ": "و", "ۇ": "و", "ۋ": "و", "ټ": "ت", "ډ": "د",
}  # fmt: skip
_MARKS = {
    **dict.fromkeys("“”„‟«»″〝〞＂ˮ", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    "٪": "%", "٫": ".", "٬": ",", "،": ",", "؛": ";", "؟": "?", "…": ".",
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\t": " ",
    **{chr(c): " " for c in range(0x2000, 0x200B)},
}  # fmt: skip
_DIGITS = {chr(base + i): str(i) for base in (0x0660, 0x06F0) for i in range(10)}
_INVISIBLE = [0x00AD, 0x0640, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
_VOWELS = [
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E5),
    0x06E7,
    0x06E8,
    *range(0x06EA, 0x06EE),
]


def _presentation_forms(letters: dict[str, str]) -> dict[str, str]:
    """Arabic presentation forms (U+FB50-FDFF, U+FE70-FEFC) → their letters, already folded by `letters`."""
    table = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        if plain != char:
            table[char] = "".join(letters.get(c, c) for c in plain if not unicodedata.combining(c) and c != " ")
    return table


def _fold_table() -> dict[int, str]:
    table = {**_LETTERS, **_MARKS, **_DIGITS, **_presentation_forms({**_LETTERS, **_MARKS})}
    folded = {ord(char): plain for char, plain in table.items()}
    folded.update(dict.fromkeys((*_INVISIBLE, *_VOWELS), ""))
    return folded


FOLD = _fold_table()
"""Code point → its normalised text (possibly empty); what is absent stays as it is."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and, for each of its characters, the offset of the original character that it came from.

    `offsets` has one entry more than `text`: the length of the original, so that a half-open span of the normalised text maps to a
    half-open span of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original text for the half-open span [start, end) of the normalised text."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> str:
    """The normalised form of a text or word, without the offset map."""
    return text.translate(FOLD)


def normalise(text: str) -> Normalised:
    """The normalised form of a text with the map back to its offsets."""
    chars: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for out in FOLD.get(ord(char), char):
            chars.append(out)
            offsets.append(at)
    offsets.append(len(text))
    return Normalised("".join(chars), tuple(offsets))
