"""Capitals that stand for the government in them (أعلنت موسكو, طهران تؤكد, الهدنة مع أنقرة): a place only where nothing of this holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict, Field

from marsad.arabic.inflection import IMPERFECT, PERFECT, verb_forms
from marsad.arabic.lexicon import parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.text import Text
from marsad.arabic.words import WORD, Token


class _VerbEntry(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="forbid")

    v: str
    en: str
    to: bool = False


class _File(BaseModel):
    """`lexicon/capitals.yaml` as written."""

    model_config = ConfigDict(defer_build=True, extra="forbid", populate_by_name=True)

    contested: list[str]
    types: list[str]
    between_subject_and_verb: list[str]
    parties: list[str] = Field(alias="with")
    roads: list[str]
    before_subject: list[str]
    verbs: list[_VerbEntry]


@dataclass(frozen=True, slots=True)
class Metonymy:
    """The words of `lexicon/capitals.yaml`, normalised: `verbs` in the third person feminine, with and without و, ف and س and an object pronoun,
    `dealings` those done to governments in every person; `parties` the prepositions that put a party after them."""

    contested: frozenset[str]
    types: frozenset[str]
    particles: frozenset[str]
    parties: frozenset[str]
    roads: frozenset[str]
    openers: frozenset[str]
    verbs: frozenset[str]
    dealings: frozenset[str]


def read_metonymy(text: str) -> Metonymy:
    """The words of the YAML text of `lexicon/capitals.yaml`. Raises ValueError where it does not fit."""
    raw = _File.model_validate(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    verbs: set[str] = set()
    dealings: set[str] = set()
    for row in raw.verbs:
        for surface, forms in verb_forms(parse_verb(row.v)).items():
            finite = [f for f in forms if not f.passive and f.kind in (PERFECT, IMPERFECT)]
            said = {surface, f"و{surface}", f"ف{surface}", f"س{surface}", f"وس{surface}"}
            if any(f.feminine and not f.plural for f in finite):
                verbs |= said
            if row.to and any(not f.enclitic for f in finite):
                dealings |= said
    return Metonymy(
        contested=_folded(raw.contested), types=_folded(raw.types), particles=_folded(raw.between_subject_and_verb), parties=_folded(raw.parties),
        roads=_folded(raw.roads), openers=_folded(raw.before_subject), verbs=frozenset(verbs), dealings=frozenset(dealings),
    )  # fmt: skip


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset([fold(w) for w in words])


def load_metonymy() -> Metonymy:
    """The words of the file."""
    return read_metonymy(resources.files("marsad.actors").joinpath("lexicon/capitals.yaml").read_text(encoding="utf-8"))


def party_by(words: Metonymy, text: Text, first: int, last: int, preposition: str, party_before: bool) -> str:
    """By what the capital that tokens first..last (inclusive) name is a party: "with", "between", "subject", "beside" or "opens"; "" where it is a town.
    `preposition` governs it ("" for none), `party_before` tells that a party stands directly before it."""
    tokens = text.tokens
    name = " ".join(t.norm for t in tokens[first : last + 1]).removeprefix("و")
    if name in words.contested or tokens[first].norm.removeprefix("و") in words.types:
        return ""
    before = tokens[first - 1] if first else None
    if preposition in words.parties:
        return "with"
    if preposition == "بين" and last + 1 < len(tokens):
        return "" if _road(words, tokens, first) else "between"
    if preposition:
        return ""
    if before is not None and (before.norm in words.verbs or before.norm in words.dealings):
        return "subject"
    if party_before:
        return "beside"
    opens = before is None or before.kind != WORD or before.norm in words.openers or text.sentence_of[first - 1] != text.sentence_of[first]
    return "opens" if opens and any(t.norm in words.verbs for t in _behind(words, tokens, last)) else ""


def _behind(words: Metonymy, tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """The word behind a capital, past a particle of its verb (قد, لا)."""
    k = last + 1
    return tokens[k + 1 : k + 2] if k < len(tokens) and tokens[k].norm in words.particles else tokens[k : k + 1]


def _road(words: Metonymy, tokens: Sequence[Token], first: int) -> bool:
    return any(t.norm in words.roads for t in tokens[max(0, first - 4) : first])
