"""Tables of phrases that are searched in running text: names of places, actors, sources, months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from marsad.arabic.words import MARK, WORD, Reading, Token, readings, tokenise, without_case
from marsad.memo import Memo

T = TypeVar("T")
_QUOTES = frozenset("\"'")


@lru_cache(maxsize=1 << 17)
def first_word_keys(norm: str) -> tuple[tuple[str, Reading], ...]:
    """The keys under which a first word is looked up: every reading of its proclitics, without case ending."""
    return tuple((without_case(reading.rest), reading) for reading in readings(norm))


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: tokens [first, last], the half-open offsets without the proclitics of the first word, and what it stands for."""

    first: int
    last: int
    start: int
    end: int
    reading: Reading
    payloads: tuple[T, ...]


class Phrases(Generic[T]):
    """A table of phrases. Words are compared normalised and without case endings; the first word may carry proclitics; quotation
    marks inside a phrase (تنظيم "داعش") are stepped over."""

    def __init__(self) -> None:
        self._longest: dict[str, int] = {}
        self._table: dict[str, tuple[T, ...]] = {}
        self._openings: Memo[str, tuple[tuple[str, Reading, int], ...]] = Memo(self._opened_by)

    def add(self, phrase: str, payload: T) -> None:
        """Put a phrase of Arabic words into the table; several payloads may share a phrase. Raises ValueError for an empty one."""
        words = [without_case(t.norm) for t in tokenise(phrase) if not (t.kind == MARK and t.norm in _QUOTES)]
        if not words:
            raise ValueError(f"a phrase has no words: {phrase!r}")
        key = " ".join(words)
        held = self._table.get(key, ())
        if payload not in held:
            self._table[key] = (*held, payload)
        self._openings.clear()
        self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def __len__(self) -> int:
        return len(self._table)

    def _opened_by(self, norm: str) -> tuple[tuple[str, Reading, int], ...]:
        longest = self._longest
        return tuple([(key, reading, longest[key]) for key, reading in first_word_keys(norm) if key in longest])

    def opens(self, norm: str) -> bool:
        """Whether a phrase can begin with a normalised word. Asked once for each word of the language, so that no answer is kept here."""
        longest = self._longest
        for key, _ in first_word_keys(norm):
            if key in longest:
                return True
        return False

    def at(self, tokens: Sequence[Token], index: int) -> Match[T] | None:
        """The longest phrase that begins at token `index`, or None. The reading that peels least wins between equal lengths."""
        token = tokens[index]
        openings = self._openings[token.norm]
        if not openings:
            return None
        best: tuple[int, Reading, tuple[T, ...]] | None = None
        for key, reading, longest in openings:
            last, phrase = index, key
            payloads = self._table.get(key)
            if payloads and (best is None or last > best[0]):
                best = (last, reading, payloads)
            for _ in range(longest - 1):
                last += 1
                while last < len(tokens) and tokens[last].kind == MARK and tokens[last].norm in _QUOTES:
                    last += 1
                if last >= len(tokens):
                    break
                phrase += " " + without_case(tokens[last].norm)
                payloads = self._table.get(phrase)
                if payloads and (best is None or last > best[0]):
                    best = (last, reading, payloads)
        if best is None:
            return None
        last, reading, payloads = best
        return Match(index, last, token.start + proclitic_length(token, reading), tokens[last].end, reading, payloads)

    def find(self, tokens: Sequence[Token]) -> Iterator[Match[T]]:
        """Every phrase in the tokens, left to right, longest first, without overlaps."""
        index = 0
        while index < len(tokens):
            match = self.at(tokens, index) if tokens[index].kind == WORD else None
            if match is None:
                index += 1
            else:
                yield match
                index = match.last + 1


def proclitic_length(token: Token, reading: Reading) -> int:
    """How many characters of `token.raw` the proclitics of a reading take (vowel signs that follow them included).

    The article stays with the word; in لل the first ل is the preposition and the second stands for the article.
    """
    letters = len(reading.conjunction) + len(reading.preposition)
    if not letters:
        return 0
    at = 0
    for char in token.raw:
        if _is_letter(char):
            if not letters:
                break
            letters -= 1
        at += 1
    return at


def _is_letter(char: str) -> bool:
    if char <= "\u064a":
        return char >= "\u0620" and char != "\u0640"
    return char >= "\u066e" and char.isalpha() and char != "\u0670"
