"""The words of numbers: `numbers.yaml` read, checked against its schema and made into tables to look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

UNIT, TEN, TENS, HUNDRED, HUNDREDS, SCALE, SCALES, FRACTION = range(8)
"""Classes of number words: what may stand beside one."""

_CLASSES = {
    "unit": UNIT, "ten": TEN, "tens": TENS, "hundred": HUNDRED, "hundreds": HUNDREDS, "scale": SCALE, "scales": SCALES, "fraction": FRACTION,
}  # fmt: skip

Effect = Literal["least", "most", "about", "exact", "between", "from"]

Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]
"""First word → (further words, payload, phrase), longest first."""


class _Row(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="forbid")


class WordRow(_Row):
    """A number word; see the head of `numbers.yaml`."""

    id: str
    class_: Literal["unit", "ten", "tens", "hundred", "hundreds", "scale", "scales", "fraction"] = Field(alias="class")
    value: int = Field(ge=0)
    words: list[str]


class ValueRow(_Row):
    """Words with one value: ordinals, duals in construct."""

    id: str
    value: int = Field(ge=1)
    words: list[str]


class GluedRow(_Row):
    """Letters glued to digits."""

    letters: str
    conjunction: bool
    article: bool


class BoundRow(_Row):
    """Phrases that bound a number."""

    id: str
    effect: Effect
    gloss: str
    phrases: list[str]


class VagueRow(_Row):
    """Quantities without a number."""

    id: str
    magnitude: int = Field(ge=3)
    gloss: str
    phrases: list[str]


class AdjectiveRow(_Row):
    """What may stand between عدد and من."""

    id: str
    gloss: str
    words: list[str]


class NumbersFile(_Row):
    """The whole of `numbers.yaml`."""

    words: list[WordRow]
    duals: list[ValueRow]
    glued: list[GluedRow]
    bounds: list[BoundRow]
    suffixes: list[BoundRow]
    vague: list[VagueRow]
    adjectives: list[AdjectiveRow]
    ordinals: list[ValueRow]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What the reading of numbers looks up. `atoms`: word → (class, value); `glued`: letters → (conjunction, article)."""

    atoms: dict[str, tuple[int, int]]
    duals: dict[str, int]
    glued: dict[str, tuple[bool, bool]]
    bounds: Phrases
    suffixes: Phrases
    vague: Phrases
    magnitudes: dict[str, int]
    adjectives: frozenset[str]
    ordinals: dict[str, int]


def read_numbers() -> NumbersFile:
    """`numbers.yaml` as data. Raises ValueError as `parse_numbers` does."""
    return parse_numbers(resources.files("marsad.arabic").joinpath("numbers.yaml").read_text(encoding="utf-8"))


def parse_numbers(text: str) -> NumbersFile:
    """A file of number words. Raises ValueError, naming the entry, where it does not fit its schema or an id stands twice."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = NumbersFile.model_validate(yaml.load(text, Loader=loader))
    except ValidationError as error:
        places = "; ".join(f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()[:5])
        raise ValueError(f"arabic/numbers.yaml: {places}") from None
    groups: Sequence[Sequence[WordRow | ValueRow | BoundRow | VagueRow | AdjectiveRow]] = (
        data.words,
        data.duals,
        data.bounds,
        data.suffixes,
        data.vague,
        data.adjectives,
        data.ordinals,
    )
    for id_, times in Counter(row.id for group in groups for row in group).items():
        if times > 1:
            raise ValueError(f"arabic/numbers.yaml: the id {id_!r} stands twice")
    return data


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """The tables of `numbers.yaml`. Raises ValueError where the file does not fit its schema."""
    data = read_numbers()
    return NumberWords(
        {word: (_CLASSES[row.class_], row.value) for row in data.words for word in row.words},
        {word: row.value for row in data.duals for word in row.words},
        {row.letters: (row.conjunction, row.article) for row in data.glued},
        _by_first((phrase, row.effect) for row in data.bounds for phrase in row.phrases),
        _by_first((phrase, row.effect) for row in data.suffixes for phrase in row.phrases),
        _by_first((phrase, row.id) for row in data.vague for phrase in row.phrases),
        {row.id: row.magnitude for row in data.vague},
        frozenset(word for row in data.adjectives for word in row.words),
        {word: row.value for row in data.ordinals for word in row.words},
    )


def _by_first(phrases: Iterable[tuple[str, str]]) -> Phrases:
    table: Phrases = {}
    for phrase, payload in phrases:
        first, *rest = phrase.split()
        table.setdefault(first, []).append((tuple(rest), payload, phrase))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table
