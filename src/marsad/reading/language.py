"""Which language a text in the Arabic script is in: Arabic, or one that only shares its letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from marsad.arabic.orthography import fold
from marsad.reading.decoding import arabic_letters

_SAMPLE = 2000
"""Characters that are looked at: three hundred words settle it."""
_ARABIC_FIRST = 0.6
"""Points more for a text in which anything speaks for Arabic, so that one short word of two languages (بر الوالدين) does not decide."""
_SHARE = 1 / 3
"""A text is in the Arabic script where at least this share of its letters is."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What speaks for one language (`languages.yaml`): points by word, letter, prefix and suffix."""

    name: str
    words: frozenset[str]
    letters: Mapping[str, float]
    prefixes: Mapping[str, float]


@lru_cache(maxsize=1)
def marks() -> Mapping[str, Marks]:
    """The languages by code, read once."""
    raw = yaml.safe_load(resources.files("marsad.reading").joinpath("languages.yaml").read_text(encoding="utf-8"))
    return {
        code: Marks(entry["name"], frozenset(fold(w) for w in entry["words"]), dict(entry["letters"]), dict(entry.get("prefixes", {})))
        for code, entry in raw.items()
    }


def scores(text: str) -> dict[str, float]:
    """The points of each language for a text, by code."""
    sample = text[:_SAMPLE]
    words = fold(sample).split()
    out = {}
    for code, mark in marks().items():
        points = float(sum(1 for word in words if word in mark.words))
        points += sum(weight * sample.count(letter) for letter, weight in mark.letters.items())
        for prefix, weight in mark.prefixes.items():
            points += weight * sum(1 for word in words if len(word) > len(prefix) + 2 and word.startswith(prefix))
        out[code] = points
    return out


def language(text: str) -> str | None:
    """The code of a text's language (`ar`, `fa`, `ur`, `ckb`, `ps`, `ug`), or None where less than a third of its letters are of the Arabic script.

    A text in which nothing speaks for any language (a name, two bare nouns) counts as Arabic.
    """
    sample = text[:_SAMPLE]
    letters = sum(1 for c in sample if c.isalpha())
    if not letters or arabic_letters(sample) < letters * _SHARE:
        return None
    points = scores(text)
    points["ar"] += _ARABIC_FIRST if points["ar"] >= _ARABIC_FIRST / 2 else 0
    return max(points, key=lambda code: points[code])


def language_name(code: str) -> str:
    """The English name of a language code."""
    return marks()[code].name
