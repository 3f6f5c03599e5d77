"""What stands beside a phrase: the preposition that governs it, its number, the words next to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from marsad.actors.phrase_words import PhraseWords
from marsad.arabic.words import MARK, NUMBER, WORD, Token, readings

_LONGEST_BOUND = 4
"""Of how many words a bound of a number is at most."""


def preposition_of(tokens: Sequence[Token], i: int, proclitic: str, words: PhraseWords) -> str:
    """The preposition that governs the phrase that begins at a token: its proclitic, or the word before it ("" for none)."""
    if proclitic:
        return proclitic
    k = i - 1
    while k >= 0 and tokens[k].kind == MARK and tokens[k].norm in "\"'(":
        k -= 1
    k = _before_number(tokens, k, words)
    if k < 0 or tokens[k].kind != WORD:
        return ""
    norm = tokens[k].norm
    if norm in words.fire:
        return "بيد"
    if norm in words.prepositions:
        return "من قبل" if norm == "قبل" and k and tokens[k - 1].norm == "من" else norm
    if norm in ("يد", "ايدي") and k and tokens[k - 1].norm in ("علي", "بيد"):
        return "علي يد"
    if norm[:1] in "وف" and norm[1:] in words.prepositions:
        return norm[1:]
    return ""


def is_counted(tokens: Sequence[Token], i: int, words: PhraseWords) -> bool:
    """Whether a number stands directly before a token."""
    return i > 0 and (tokens[i - 1].kind == NUMBER or tokens[i - 1].norm in words.counting)


def past_apart(tokens: Sequence[Token], k: int, limit: int) -> int:
    """The token after a preposition that is written apart from its noun (تابعة لـ "X"), and after quotation marks; k where there is none."""
    if k < limit and tokens[k].norm == "ل":
        k += 1
    while k + 1 < limit and tokens[k].kind == MARK and tokens[k].norm in "\"'":
        k += 1
    return k


def beside(tokens: Sequence[Token], i: int, step: int) -> Token | None:
    """The word next to a token on one side, quotation marks aside; None where there is none."""
    k = i + step
    if 0 <= k < len(tokens) and tokens[k].kind == MARK and tokens[k].norm in "\"'":
        k += step
    return tokens[k] if 0 <= k < len(tokens) and tokens[k].kind == WORD else None


def is_one_of(token: Token, words: Collection[str]) -> bool:
    """Whether a word is one of some normalised words, its proclitics and article aside."""
    return any(reading.rest in words or (reading.article and reading.rest[2:] in words) for reading in readings(token.norm))


def _before_number(tokens: Sequence[Token], k: int, words: PhraseWords) -> int:
    """The token before the number that counts a phrase and before what bounds it (على نحو 500 من أنصار الجماعة); k where nothing counts it."""
    at = k - 1 if k > 0 and tokens[k].norm == "من" else k
    if at < 0 or not (tokens[at].kind == NUMBER or tokens[at].norm in words.counting):
        return k
    at -= 1
    for length in range(min(_LONGEST_BOUND, at + 1), 0, -1):
        before = at - length
        if " ".join(t.norm for t in tokens[before + 1 : at + 1]) in words.bounds:
            itself = tokens[at].norm in words.prepositions and length == 1  # نحو is "about" and "towards"
            return at if itself and (before < 0 or tokens[before].norm not in words.prepositions) else before
    return at
