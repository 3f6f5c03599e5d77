"""What each word of a text may be for the stage, looked up once: a nationality, a word that opens a place phrase, a noun that stands for a place,
the first word of a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marsad.arabic.phrases import first_word_keys
from marsad.arabic.text import Text
from marsad.arabic.words import WORD, Reading
from marsad.memo import Memo
from marsad.places.mentions import NameScanner, Starts
from marsad.places.names import Words

_GEO_PREPS = frozenset(("في", "الي", "قرب", "نحو", "صوب"))
Hint = tuple[str | None, bool, Reading | None, Starts]


@dataclass(frozen=True, slots=True)
class Hints:
    """The words of a text by what they may be: (token, country) of nationalities, tokens of openers, (token, reading) of nouns, and the
    tokens that a name of ours may begin with."""

    nations: tuple[tuple[int, str], ...]
    openers: tuple[int, ...]
    nouns: tuple[tuple[int, Reading], ...]
    names: tuple[tuple[int, Starts], ...]


class HintReader:
    """Reads hints; the answer for a normalised word is kept."""

    def __init__(self, words: Words, nouns: Mapping[str, str], scanner: NameScanner) -> None:
        self._words = words
        self._scanner = scanner
        self._nouns = nouns
        self._known: Memo[str, Hint | None] = Memo(self._hint)

    def read(self, text: Text) -> Hints:
        """The hints of a text."""
        known = self._known
        hinted = [(i, hint) for i, token in enumerate(text.tokens) if token.kind == WORD and (hint := known[token.norm]) is not None]
        nations: list[tuple[int, str]] = []
        openers: list[int] = []
        nouns: list[tuple[int, Reading]] = []
        names: list[tuple[int, Starts]] = []
        for i, (nation, opens, noun, starts) in hinted:
            if nation is not None:
                nations.append((i, nation))
            if opens:
                openers.append(i)
            if noun is not None:
                nouns.append((i, noun))
            if starts:
                names.append((i, starts))
        return Hints(tuple(nations), tuple(openers), tuple(nouns), tuple(names))

    def _hint(self, norm: str) -> Hint | None:
        nation = self._words.nationality[norm] if len(norm) > 4 else None
        around = self._words.around[norm]
        typed = around is not None and around.word.cls in ("type", "rural", "near") and around.reading.rest not in self._nouns
        opens = typed or (norm in _GEO_PREPS and not (around is not None and around.reading.rest in self._nouns))
        noun = self._noun(norm)
        starts = self._scanner.starts(norm)
        return (nation, opens, noun, starts) if nation is not None or opens or noun is not None or starts else None

    def _noun(self, norm: str) -> Reading | None:
        if norm in self._nouns:
            return Reading("", "", norm)
        if len(norm) < 6:
            return None
        return next((r for _, r in first_word_keys(norm) if r.article and r.preposition not in ("س", "ك") and r.rest in self._nouns), None)
