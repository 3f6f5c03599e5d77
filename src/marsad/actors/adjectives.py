"""Adjectives behind a noun: relational ones (السورية), and those that tell of what kind its people are (مسلح)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from marsad.actors.registry import Role
from marsad.arabic.lexicon import Hit
from marsad.arabic.words import Token

Nisba: TypeAlias = tuple[str, bool, bool]
"""A relational adjective such as السورية: (ISO code, whether it can mean people, whether it has the article)."""

SHORT = 4
"""Letters: shorter words with the ending of a relational adjective are none; a word of as many with the article is hardly one of two."""
FIGHTING = "مقاتله"
"""The adjective of groups that is written as a warplane."""
FEMININE_DUAL = ("يتين", "يتان")
"""Endings of the feminine dual of a relational adjective: of things, not of people (آليتين إسرائيليتين)."""
_RELATIONAL = ("يه", "يون", "يين", "يا", "ي")
_ENDINGS = ("ه", "ين", "ون", "ا", "تين", "تان", "ات", "ان")
"""Endings of adjectives: feminine, plural, dual, accusative."""


def read_nisba(norm: str, table: Mapping[str, tuple[str, bool]]) -> Nisba | None:
    """A normalised word as a relational adjective, None for another. `table`: adjective without the article → (ISO code, whether it can mean people);
    see `marsad.countries.nisba_forms`."""
    if norm.startswith("ال"):
        hit = table.get(norm[2:])
        if hit:
            return hit[0], hit[1], True
    hit = table.get(norm)
    return (hit[0], hit[1], False) if hit else None


def read_quality(norm: str, qualities: Mapping[str, str]) -> str | None:
    """What an adjective tells; "" for one that tells nothing, None for no adjective. `qualities`: its masculine singular → what it tells."""
    bare = norm.removeprefix("ال")
    for form in (bare, *(bare.removesuffix(ending) for ending in _ENDINGS)):
        if form in qualities:
            return qualities[form]
    return None


def is_relational(token: Token, hit: Hit[Role], norm: str) -> bool:
    """Whether a word may be the relational adjective of a group behind its noun: it agrees in definiteness (العصابات الحوثية, عناصر حوثية)."""
    bare = norm.removeprefix("ال")
    definite = token.norm.startswith("ال") if not hit.reading.preposition else hit.definite
    return len(bare) >= SHORT and bare.endswith(_RELATIONAL) and norm.startswith("ال") == definite and not hit.form.enclitic


def relational_ending(norm: str) -> str:
    """The ending of a relational adjective, by which two that qualify one noun agree."""
    return norm[norm.rindex("ي") :] if "ي" in norm else ""
