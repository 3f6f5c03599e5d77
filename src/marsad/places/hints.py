"""What each word of a text may be for the stage, looked up once: a nationality, a word that opens a place phrase, a noun that stands for a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marsad.arabic.phrases import first_word_keys
from marsad.arabic.text import Text
from marsad.arabic.words import WORD, Reading
from marsad.memo import Memo
from marsad.places.names import Words

_GEO_PREPS = frozenset(("في", "الي", "قرب", "نحو", "صوب"))
Hint = tuple[str | None, bool, Reading | None]


@dataclass(frozen=True, slots=True)
class Hints:
    """The words of a text by what they may be: (token, country) of nationalities, tokens of openers, (token, reading) of nouns."""

    nations: tuple[tuple[int, str], ...]
    openers: tuple[int, ...]
    nouns: tuple[tuple[int, Reading], ...]


class HintReader:
    """Reads hints; the answer for a normalised word is kept."""

    def __init__(self, words: Words, nouns: Mapping[str, str]) -> None:
        self._words = words
        self._nouns = nouns
        self._known: Memo[str, Hint | None] = Memo(self._hint)

    def read(self, text: Text) -> Hints:
        """The hints of a text."""
        known = self._known
        nations: list[tuple[int, str]] = []
        openers: list[int] = []
        nouns: list[tuple[int, Reading]] = []
        for i, token in enumerate(text.tokens):
            if token.kind != WORD:
                continue
            hint = known[token.norm]
            if hint is None:
                continue
            nation, opens, noun = hint
            if nation is not None:
                nations.append((i, nation))
            if opens:
                openers.append(i)
            if noun is not None:
                nouns.append((i, noun))
        return Hints(tuple(nations), tuple(openers), tuple(nouns))

    def _hint(self, norm: str) -> Hint | None:
        nation = self._words.nationality(norm) if len(norm) > 4 else None
        around = self._words.around(norm)
        typed = around is not None and around.word.cls in ("type", "rural", "near") and around.reading.rest not in self._nouns
        opens = typed or (norm in _GEO_PREPS and not (around is not None and around.reading.rest in self._nouns))
        noun = self._noun(norm)
        return (nation, opens, noun) if nation is not None or opens or noun is not None else None

    def _noun(self, norm: str) -> Reading | None:
        if norm in self._nouns:
            return Reading("", "", norm)
        if len(norm) < 6:
            return None
        return next((r for _, r in first_word_keys(norm) if r.article and r.preposition not in ("س", "ك") and r.rest in self._nouns), None)
