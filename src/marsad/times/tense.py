"""Whether the words before an expression speak of the past or of what is to come: decides what a bare weekday or date means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from marsad.arabic.orthography import fold
from marsad.arabic.words import BREAK, WORD, Token
from marsad.times.lexicon import data_text

PAST, NEUTRAL, FUTURE, ANNOUNCED = -1, 0, 1, 2
"""ANNOUNCED: a verb in the present that tells what is to come (يفتتح غدا), or what has just been."""
_REACH = 14


@dataclass(frozen=True, slots=True)
class _Cues:
    words: dict[str, int]
    prefixes: tuple[str, ...]
    not_prefixes: tuple[str, ...]


@cache
def _cues() -> _Cues:
    data = yaml.load(data_text("tense.yaml"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words: dict[str, int] = {}
    for name, value in (("report", NEUTRAL), ("past", PAST), ("future", FUTURE), ("weak_future", ANNOUNCED)):
        for word in data[name]:
            words[fold(word)] = value
            words["و" + fold(word)] = value
    return _Cues(words, tuple(fold(p) for p in data["future_prefixes"]), tuple(fold(p) for p in data["future_not"]))


def _cue(token: Token, cues: _Cues) -> int | None:
    norm = token.norm
    found = cues.words.get(norm)
    if found is not None:
        return found
    bare = norm[1:] if norm[:1] in "وف" and len(norm) > 4 else norm
    if len(bare) >= 5 and bare.startswith(cues.prefixes) and not bare.startswith(cues.not_prefixes):
        return FUTURE
    return None


def tense(tokens: Sequence[Token], first: int, last: int) -> int:
    """PAST, FUTURE, ANNOUNCED or NEUTRAL for the expression in tokens [first, last): the nearest cue before it in its sentence, else the next
    two words after it."""
    cues = _cues()
    for i in range(first - 1, max(-1, first - _REACH), -1):
        token = tokens[i]
        if token.kind == BREAK or token.norm in (".", "?", "!"):
            break
        if token.kind == WORD:
            cue = _cue(token, cues)
            if cue is not None:
                return cue
    for token in tokens[last : last + 2]:
        if token.kind == WORD and _cue(token, cues) == FUTURE:
            return FUTURE
    return NEUTRAL
