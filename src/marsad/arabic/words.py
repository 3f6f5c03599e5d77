"""Words: a text cut into tokens, and the clitics of a word.

A token keeps the word as written (`raw`), its normalised form (`norm`) and its half-open code point offsets into the text. Clitics are
not cut by the tokeniser: `readings` lists every way to peel proclitics, and the lexicon of a later stage decides which one holds.
"""

from __future__ import annotations

import itertools
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

from marsad.arabic.lost_spaces import cut
from marsad.arabic.orthography import fold, normalise
from marsad.memo import Memo

WORD, NUMBER, LATIN, MARK, BREAK = 0, 1, 2, 3, 4
"""Kinds of token: an Arabic word, digits, Latin letters, a punctuation mark or symbol, a line break."""

# Arabic letters, vowel signs, tatweel and joiners make a word; bidi marks inside a word belong to it.
_ARABIC = "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_TOKEN = re.compile(
    rf"(?P<word>[{_ARABIC}](?:[{_ARABIC}\u200c\u200d\u00ad]*[{_ARABIC}])?)"
    r"|(?P<number>[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f]+)"
    r"|(?P<break>\n+)"
    r"|(?P<mark>[^\s\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u061c])"
)
_STRETCH = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _TOKEN.pattern))
"""`_TOKEN` without its groups, which only tell the kind: it is searched faster."""
# ة, ى, اً and the tanwin of the other cases end a word: where a letter follows, the space between two words was lost (إلىاستشهاد, شهيداًفي,
# نزوحٍالآلاف). ىء is an old spelling of ئ.
_LETTER = "\u0621-\u063a\u0641-\u064a"
_LOST_SPACE = re.compile(
    rf"(?<=[\u0629\u0649])(?=[\u0622-\u063a\u0641-\u064a])|(?<=\u0627\u064b)(?=[\u0622-\u063a\u0641-\u064a])"
    rf"|(?<=[{_LETTER}][\u064c\u064d])(?=[{_LETTER}])|(?<=[{_LETTER}]\u0651[\u064c\u064d])(?=[{_LETTER}])"
)
_KINDS = (0, WORD, NUMBER, LATIN, BREAK, MARK)
"""Kind of token by the number of its group in `_TOKEN`."""
_Part: TypeAlias = tuple[int, int, str, str]
"""A word that lost its space: half-open offsets into its stretch, the word as written and normalised."""


@dataclass(slots=True, eq=False)
class Token:
    """One token: half-open offsets [start, end) into the text, the word as written and normalised, and its kind."""

    start: int
    end: int
    raw: str
    norm: str
    kind: int


def _read(raw: str) -> tuple[str, int, tuple[_Part, ...]]:
    """What a stretch of text is: the normalised word and its kind, or the words that lost their space."""
    found = _TOKEN.fullmatch(raw)
    kind = _KINDS[found.lastindex or 5] if found is not None else MARK
    if kind == WORD and len(parts := [piece for part in _LOST_SPACE.split(raw) for piece in _words(part)]) > 1:
        ends = list(accumulate(map(len, parts)))
        return "", WORD, tuple((end - len(part), end, part, fold(part)) for part, end in zip(parts, ends, strict=True))
    norm = sys.intern(fold(raw))  # tables are asked for it at every word: one object for all its spellings is found without comparing letters
    return (norm, kind, ()) if norm else ("-", MARK, ())


def _words(raw: str) -> list[str]:
    """The stretches of a word that are words of their own (one, where no space was lost)."""
    parts = cut(fold(raw))
    if len(parts) == 1:
        return [raw]
    offsets = normalise(raw).offsets
    starts = [0, *(offsets[at] for at in accumulate(map(len, parts[:-1]))), len(raw)]
    return [raw[start:end] for start, end in itertools.pairwise(starts)]


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, in order; white space, bidi marks and other invisible characters between tokens are left out.

    Two words written together after ة, ى or a tanwin are two tokens, and so are two common words that make one that nobody knows (`lost_spaces`). A tatweel or vowel sign that stands alone is a mark: newspapers set it for a dash (غزة ـ رويترز).
    """
    tokens: list[Token] = []
    known, find, end = _STRETCHES, text.find, 0
    for raw in _STRETCH.findall(text):
        start = find(raw, end)  # between two stretches stands only what none begins with: the first place found is its own
        end = start + len(raw)
        norm, kind, parts = known[raw]
        if parts:
            tokens += [Token(start + first, start + last, part, word, kind) for first, last, part, word in parts]
        else:
            tokens.append(Token(start, end, raw, norm, kind))
    return tokens


_STRETCHES = Memo(_read)


_FATHERS = frozenset(("ابا", "ابي"))


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a normalised word: its proclitics (conjunction, preposition, future س) and the rest.

    `article` tells that the rest begins with the article ال (kept in `rest`, also where it was written لل).
    """

    conjunction: str
    preposition: str
    rest: str

    @property
    def article(self) -> bool:
        """Whether the word is made definite by the article."""
        return self.rest[:2] == "ال" and len(self.rest) > 3


@lru_cache(maxsize=1 << 17)
def readings(norm: str) -> tuple[Reading, ...]:
    """Every reading of a normalised word, least peeled first. The rest always has two letters or more."""
    out = [Reading("", "", norm)]

    starts = [("", norm)]
    if len(norm) >= 3 and norm[0] in "وف":
        starts.append((norm[0], norm[1:]))
        out.append(Reading(norm[0], "", norm[1:]))
    for conjunction, rest in starts:
        if len(rest) >= 3 and rest[0] in "بلكس":
            if rest.startswith("لل"):
                out.append(Reading(conjunction, "ل", "ا" + rest[1:]))
            out.append(Reading(conjunction, rest[0], rest[1:]))
    return tuple(out)


def without_case(norm: str) -> str:
    """The normalised word with what changes by case only made one: ون/ين of the plural, ابو/ابا/ابي."""
    if norm[-2:] == "ون" and len(norm) >= 5:
        return norm[:-2] + "ين"
    if norm in _FATHERS:
        return "ابو"
    return norm


def cases(norm: str) -> tuple[str, ...]:
    """The normalised words that `without_case` makes a word of: itself first."""
    if norm == "ابو":
        return (norm, *sorted(_FATHERS))
    if norm[-2:] == "ين" and len(norm) >= 5:
        return (norm, norm[:-2] + "ون")
    return (norm,)
