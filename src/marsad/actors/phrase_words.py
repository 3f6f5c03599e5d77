"""The words around names and role nouns: `lexicon/phrase_words.yaml`, and what counts, read and normalised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict

from marsad.arabic.number_words import number_words
from marsad.arabic.orthography import fold

_COUNTED = 3
"""From which number on a word counts a plural or a singular behind it."""


class _File(BaseModel):
    """`lexicon/phrase_words.yaml` as written; its comments say what each list does."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    qualities: dict[str, list[str]]
    no_qualities: list[str]
    acts: list[str]
    fire: list[str]
    carriers: list[str]
    ownership: list[str]
    byline: list[str]
    organs: list[str]
    before_nouns: list[str]
    asides: list[str]
    prepositions: list[str]


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The words of `lexicon/phrase_words.yaml`, normalised, and those of `arabic/numbers.yaml` that count what follows.

    `qualities`: adjective in the masculine singular → what it tells, "" for nothing; `counting`: words that count (three and more, dozens);
    `bounds`: phrases that bound a number (نحو, أكثر من).
    """

    qualities: dict[str, str]
    acts: frozenset[str]
    fire: frozenset[str]
    carriers: frozenset[str]
    ownership: frozenset[str]
    byline: frozenset[str]
    organs: frozenset[str]
    before_nouns: frozenset[str]
    asides: frozenset[str]
    prepositions: frozenset[str]
    counting: frozenset[str]
    bounds: frozenset[str]


def read_phrase_words(text: str) -> PhraseWords:
    """The words of the YAML text of `lexicon/phrase_words.yaml`. Raises ValueError where it does not fit."""
    raw = _File.model_validate(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    told = [*raw.qualities.items(), ("", raw.no_qualities)]
    qualities: dict[str, str] = {}
    for quality, adjectives in told:
        for word in adjectives:
            if qualities.setdefault(fold(word), quality) != quality:
                raise ValueError(f"phrase_words.yaml: {word!r} stands under {quality or 'no_qualities'!r} and {qualities[fold(word)] or 'no_qualities'!r}")
    return PhraseWords(
        qualities=qualities, acts=_folded(raw.acts), fire=_folded(raw.fire), carriers=_folded(raw.carriers), ownership=_folded(raw.ownership),
        byline=_folded(raw.byline), organs=_folded(raw.organs), before_nouns=_folded(raw.before_nouns), asides=_folded(raw.asides),
        prepositions=_folded(raw.prepositions), counting=_counting(), bounds=_bounds(),
    )  # fmt: skip


def load_phrase_words() -> PhraseWords:
    """The words of the file."""
    return read_phrase_words(resources.files("marsad.actors").joinpath("lexicon/phrase_words.yaml").read_text(encoding="utf-8"))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset([fold(w) for w in words])


def _counting() -> frozenset[str]:
    words = number_words()
    exact = {word for word, (_, value) in words.atoms.items() if value >= _COUNTED}
    return frozenset(exact | {phrase for rows in words.vague.values() for rest, _, phrase in rows if not rest})


def _bounds() -> frozenset[str]:
    return frozenset([phrase for rows in number_words().bounds.values() for _, effect, phrase in rows if effect not in ("between", "from")])
