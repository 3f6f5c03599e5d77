"""What an act is told with: the words around it that few reports use. Two mentions that share them speak of the same thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, reduce
from importlib import resources
from operator import or_

from marsad.arabic.stems import light_stem
from marsad.arabic.text import Sentence
from marsad.arabic.words import WORD
from marsad.events.draft import Draft
from marsad.events.layers import Layers
from marsad.memo import Memo

_PLAIN = 5
"""A stem in this many reports of a hundred says nothing of what a passage is about (a day, a state, an army)."""

NEAR, WIDE = 8, 40
"""How many words on each side of an act are its own, and how many are its sentence's."""


@dataclass(slots=True, eq=False)
class Subject:
    """The stems near an act and in its sentence, as sets of bits: a stem has as many bits as it weighs (2: in less than one report of a
    hundred, else 1), so that the bits that two sets share are the weight of the stems that they share."""

    near: int
    wide: int
    near_weight: int = field(init=False)
    wide_weight: int = field(init=False)

    def __post_init__(self) -> None:
        self.near_weight, self.wide_weight = self.near.bit_count(), self.wide.bit_count()


class Stems:
    """The bits of the words of a report, found sentence by sentence when first asked for."""

    __slots__ = ("_bits", "_sentences", "_top")

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._top = 0
        self._sentences: dict[int, list[int]] = {}

    def of(self, layers: Layers, sentence: int) -> list[int]:
        """The bits of each token of a sentence; 0 for names of sides, places and days and for words that tell nothing."""
        found = self._sentences.get(sentence)
        if found is None:
            found = self._sentences[sentence] = self._find(layers, layers.text.sentences[sentence])
        return found

    def _find(self, layers: Layers, sentence: Sentence) -> list[int]:
        bits = self._bits
        actor_at, place_at, time_at = layers.actor_at, layers.place_at, layers.time_at
        out = []
        for k, token in enumerate(layers.text.tokens[sentence.first : sentence.last], sentence.first):
            mask = 0
            if token.kind == WORD and actor_at[k] < 0 and place_at[k] < 0 and time_at[k] < 0:
                stem, weight = _WEIGHTS[token.norm]
                if weight:
                    mask = bits.get(stem, 0)
                    if not mask:
                        mask = bits[stem] = ((1 << weight) - 1) << self._top
                        self._top += weight
            out.append(mask)
        return out


@lru_cache(maxsize=1)
def _common() -> dict[str, int]:
    lines = resources.files("marsad.events").joinpath("lexicon/common_stems.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "stem\t")))
    return {stem: int(percent) for stem, percent in rows}


def weight_of(norm: str) -> tuple[str, int]:
    """The light stem of a normalised word and how much it tells: 2, 1 or 0."""
    stem = light_stem(norm)
    percent = _common().get(stem, 0)
    return stem, 0 if len(norm) < 3 or percent >= _PLAIN else 1 if percent else 2


_WEIGHTS: Memo[str, tuple[str, int]] = Memo(weight_of)


def subject_of(layers: Layers, draft: Draft, stems: Stems) -> Subject:
    """The words that a mention is told with, given the stems of its text; the act's own words are left out."""
    bits = stems.of(layers, draft.sentence)
    start = layers.text.sentences[draft.sentence].first
    first, behind = draft.main.first - start, draft.main.last + 1 - start
    nearest, farthest = max(0, first - NEAR), behind + NEAR
    near = reduce(or_, bits[nearest:first], 0) | reduce(or_, bits[behind:farthest], 0)
    wide = reduce(or_, bits[max(0, first - WIDE) : nearest], 0) | reduce(or_, bits[farthest : behind + WIDE], 0)
    return Subject(near, near | wide)


@lru_cache(maxsize=1 << 12)
def shared(both: int, a: int, b: int) -> tuple[int, int]:
    """How much two sets of stems share, given the weight of what is in both and that of each: the weight in steps of two (up to 4), and the
    share of the lighter set in fifths (up to 4)."""
    least = min(a, b)
    return min(4, both // 2), min(4, 5 * both // least) if least else 0
