"""The normalised words of a text for the search, and the words of a query.

A word is found by its normalised form (قتل finds قُتِلَ) and without its proclitics and article (غارة finds الغارة, وبالغارة). The peeled
forms are added once when the text is stored; a query needs no knowledge of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.arabic.words import LATIN, NUMBER, WORD, readings, tokenise

MAX_BYTES = 500_000
"""A tsvector of PostgreSQL holds one megabyte (its manual, 12.11), a short word with its position nearly twice its bytes; the words of longer texts are cut."""
_WORDS = (WORD, NUMBER, LATIN)
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»')


@lru_cache(maxsize=1 << 17)
def peeled(norm: str) -> tuple[str, ...]:
    """The normalised word without proclitics and article, in every reading that leaves two letters or more; the word itself is left out."""
    found: dict[str, None] = {}
    for reading in readings(norm):
        found[reading.rest] = None
        if reading.article:
            found[reading.rest[2:]] = None
    found.pop(norm, None)
    return tuple(found)


def search_words(text: str) -> str:
    """The words to index: the normalised words in their order, then the peeled forms that are not among them."""
    words: list[str] = []
    extra: dict[str, None] = {}
    size = 0
    for token in tokenise(text):
        if token.kind not in _WORDS:
            continue
        word = token.norm.lower()
        words.append(word)
        size += 2 * len(word) + 1
        if token.kind == WORD:
            for form in peeled(word):
                if form not in extra:
                    extra[form] = None
                    size += 2 * len(form) + 1
        if size > MAX_BYTES:
            break
    seen = set(words)
    return " ".join([*words, *(form for form in extra if form not in seen)])


def query_phrases(query: str) -> list[list[tuple[str, ...]]]:
    """A query as phrases of words, all of which must be found: a quoted phrase has its words in order, any other word stands alone.

    Each word is the tuple of its alternatives: as written (normalised) and, alone, without its article. Empty where the query has no word.
    """
    phrases: list[list[tuple[str, ...]]] = []
    at = 0
    for match in _QUOTED.finditer(query):
        phrases += _single(query[at : match.start()])
        inside: list[tuple[str, ...]] = [(token.norm.lower(),) for token in tokenise(next(g for g in match.groups() if g is not None)) if token.kind in _WORDS]
        if inside:
            phrases.append(inside if len(inside) > 1 else [_alternatives(inside[0][0])])
        at = match.end()
    return phrases + _single(query[at:])


def _single(text: str) -> list[list[tuple[str, ...]]]:
    return [[_alternatives(token.norm.lower())] for token in tokenise(text) if token.kind in _WORDS]


def _alternatives(word: str) -> tuple[str, ...]:
    return (word, word[2:]) if len(word) > 4 and word.startswith("ال") else (word,)
