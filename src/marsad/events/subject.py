"""What an act is told with: the words around it that few reports use. Two mentions that share them speak of the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from marsad.arabic.stems import light_stem
from marsad.arabic.words import WORD
from marsad.events.draft import Draft
from marsad.events.layers import Layers

_PLAIN = 5
"""A stem in this many reports of a hundred says nothing of what a passage is about (a day, a state, an army)."""

NEAR, WIDE = 8, 40
"""How many words on each side of an act are its own, and how many are its sentence's."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The stems near an act and in its sentence, each with its weight (2: in less than one report of a hundred, else 1)."""

    near: dict[str, int]
    wide: dict[str, int]


@lru_cache(maxsize=1)
def _common() -> dict[str, int]:
    lines = resources.files("marsad.events").joinpath("lexicon/common_stems.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "stem\t")))
    return {stem: int(percent) for stem, percent in rows}


@lru_cache(maxsize=1 << 16)
def weight_of(norm: str) -> tuple[str, int]:
    """The light stem of a normalised word and how much it tells: 2, 1 or 0."""
    stem = light_stem(norm)
    percent = _common().get(stem, 0)
    return stem, 0 if len(norm) < 3 or percent >= _PLAIN else 1 if percent else 2


def subject_of(layers: Layers, draft: Draft) -> Subject:
    """The words that a mention is told with: names of sides, places and days and the act's own words are left out."""
    sentence = layers.text.sentences[draft.sentence]
    main = draft.main
    near: dict[str, int] = {}
    wide: dict[str, int] = {}
    for i in range(max(sentence.first, main.first - WIDE), min(sentence.last, main.last + WIDE + 1)):
        token = layers.text.tokens[i]
        if token.kind != WORD or main.first <= i <= main.last or max(layers.actor_at[i], layers.place_at[i], layers.time_at[i]) >= 0:
            continue
        stem, weight = weight_of(token.norm)
        if weight:
            wide[stem] = weight
            if main.first - NEAR <= i <= main.last + NEAR:
                near[stem] = weight
    return Subject(near, wide)


def shared(a: dict[str, int], b: dict[str, int]) -> tuple[int, int]:
    """How much two sets of stems share: the summed weight in steps of two (up to 4), and the share of the lighter set in fifths (up to 4)."""
    both = sum(a[stem] for stem in a.keys() & b.keys())
    least = min(sum(a.values()), sum(b.values()))
    return min(4, both // 2), min(4, 5 * both // least) if least else 0
