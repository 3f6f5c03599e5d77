"""Which language a text in the Arabic script is in: Arabic, or one that only shares its letters."""

from __future__ import annotations

import re
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
    """What speaks for one language (`languages.yaml`): points by word, letter and prefix (a space, the prefix and three letters more)."""

    name: str
    words: frozenset[str]
    letters: Mapping[str, float]
    prefixes: Mapping[re.Pattern[str], float]


@lru_cache(maxsize=1)
def marks() -> Mapping[str, Marks]:
    """The languages by code, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(resources.files("marsad.reading").joinpath("languages.yaml").read_text(encoding="utf-8"), Loader=loader)
    out = {}
    for code, entry in raw.items():
        prefixes = {re.compile(rf" {re.escape(prefix)}\S{{3}}"): weight for prefix, weight in entry.get("prefixes", {}).items()}
        out[code] = Marks(entry["name"], frozenset(fold(w) for w in entry["words"]), dict(entry["letters"]), prefixes)
    return out


def scores(text: str) -> dict[str, float]:
    """The points of each language for a text, by code."""
    sample = text[:_SAMPLE]
    words = fold(sample).split()
    spaced = " " + " ".join(words)
    out = {}
    for code, mark in marks().items():
        points = float(sum(map(mark.words.__contains__, words)))
        points += sum([weight * sample.count(letter) for letter, weight in mark.letters.items()])
        for begins, weight in mark.prefixes.items():
            points += weight * len(begins.findall(spaced))
        out[code] = points
    return out


def language(text: str) -> str | None:
    """The code of a text's language (`ar`, `fa`, `ur`, `ckb`, `ps`, `ug`), or None where less than a third of its letters are of the Arabic script.

    A text in which nothing speaks for any language (a name, two bare nouns) counts as Arabic.
    """
    sample = text[:_SAMPLE]
    arabic = arabic_letters(sample)
    if not arabic or arabic < len(sample) * _SHARE:  # else there is no need to count the other letters
        letters = sum(map(str.isalpha, sample))
        if not letters or arabic < letters * _SHARE:
            return None
    points = scores(text)
    points["ar"] += _ARABIC_FIRST if points["ar"] >= _ARABIC_FIRST / 2 else 0
    return max(points, key=lambda code: points[code])


def language_name(code: str) -> str:
    """The English name of a language code."""
    return marks()[code].name
