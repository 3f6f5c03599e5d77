"""The lexicon of attribution: verbs, words and nouns of reporting, and the registry of sources, read from data and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marsad.arabic.lexicon import Hit, Words, parse_noun, parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.phrases import Phrases
from marsad.countries import countries
from marsad.events.attribution.mention import RegistryEntry
from marsad.memo import Memo
from marsad.record import SourceRole

_ID = r"^[a-z0-9][a-z0-9-]*$"
_Scale = Literal["International", "Regional", "National", "Subnational", "Local partner", "Local partner-Other", "New media", "Other"]
_Kind = Literal["agency", "outlet", "monitor", "ministry", "military", "government", "group-media", "io", "medical", "party", "ngo"]


class _Row(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)


class SourceRow(_Row):
    """A row of the registry of sources. `media` and `short` stand as `as` and `with` in the file."""

    id: str = Field(pattern=_ID)
    en: str = Field(min_length=1)
    ar: list[str]
    short: list[str] = Field(default=[], alias="with")
    media: list[str] = Field(default=[], alias="as")
    kind: _Kind
    scale: _Scale
    country: str | None = None
    source: str = ""


class _Verbs(_Row):
    id: str = Field(pattern=_ID)
    role: SourceRole
    words: list[str] = Field(min_length=1)
    strict: bool
    near: bool = False


class _Group(_Row):
    id: str = Field(pattern=_ID)
    words: list[str] = Field(min_length=1)


class _Nouns(_Group):
    kind: str


class _File(_Row):
    verbs: list[_Verbs]
    participles: list[_Group]
    prepositions: list[_Group]
    phrases: list[_Group]
    nouns: list[_Nouns]
    bridges: list[str]
    complements: list[str]
    ends: list[str]
    occasions: list[str]
    objects: list[str]
    confirming: list[str]
    boundaries: list[str]
    impersonal: list[str]
    carriers: dict[str, list[str]]
    glued: list[str]
    quantities: list[str]


STATED = frozenset(("جاء", "ورد"))
"""Verbs after which a statement speaks (جاء في بيان)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A verb, word or noun of the lexicon: its rule id, what it makes of the source (`role`) or is (`kind`), whether it is ambiguous."""

    id: str
    value: str
    strict: bool = False
    near: bool = False


@dataclass(slots=True)
class SourceLexicon:
    """What the search for sources looks up. The sets hold normalised words."""

    verbs: Words[Rule] = field(default_factory=Words)
    participles: Words[Rule] = field(default_factory=Words)
    nouns: Words[Rule] = field(default_factory=Words)
    names: Phrases[RegistryEntry] = field(default_factory=Phrases)
    phrases: Phrases[str] = field(default_factory=Phrases)
    boundaries: Phrases[str] = field(default_factory=Phrases)
    prepositions: dict[str, str] = field(default_factory=dict)
    bridges: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    confirming: frozenset[str] = frozenset()
    impersonal: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    glued: tuple[str, ...] = ()

    cues: Memo[str, bool] = field(init=False)
    """Normalised word → whether it may tell of a source: a verb or preposition of reporting, or جاء/ورد (في بيان)."""
    reports: Memo[str, Hit[Rule] | None] = field(init=False)
    """Normalised word → its first reading as a verb of reporting."""
    speaks: Memo[str, bool] = field(init=False)
    """Normalised word → whether it is a verb that hardly means anything but reporting."""
    objects_of: Memo[str, bool] = field(init=False)
    """Normalised word → `is_object`."""
    opens: Memo[str, bool] = field(init=False)
    """Normalised word → whether it opens what is told: أن, or what is told after ب (أفاد ... بمقتل)."""
    closes: Memo[str, bool] = field(init=False)
    """Normalised word → whether no phrase of a source goes on over it: what is told, a verb of reporting, ل with an outlet."""

    def __post_init__(self) -> None:
        self.cues, self.reports, self.speaks = Memo(self._is_cue), Memo(self._report), Memo(self._speaks)
        self.objects_of, self.opens, self.closes = Memo(self._is_object), Memo(self._opens), Memo(self._closes)

    def _is_cue(self, norm: str) -> bool:
        bare = norm.removeprefix("و")
        known = norm in self.prepositions or bare in self.prepositions or bare in STATED or self.phrases.opens(norm)
        return known or (self.verbs.knows(norm) and self._report(norm) is not None)

    def _report(self, norm: str) -> Hit[Rule] | None:
        return next((h for h in self.verbs.look_up(norm) if h.verbal), None)

    def _speaks(self, norm: str) -> bool:
        return any(h.verbal and not h.entry.strict for h in self.verbs.look_up(norm))

    def is_object(self, norm: str) -> bool:
        """Whether a normalised word is a verbal noun that is announced, with its pronoun or without (استهداف, استهدافها)."""
        return self.objects_of[norm]

    def _is_object(self, norm: str) -> bool:
        return norm in self.objects or any(norm.endswith(p) and norm.removesuffix(p) in self.objects for p in ("ها", "ه", "هم"))

    def _opens(self, norm: str) -> bool:
        return norm in self.complements or (norm[0] == "ب" and self._is_object(norm[1:]))

    def _closes(self, norm: str) -> bool:
        if self._is_object(norm) or (norm[0] == "ب" and self._is_object(norm[1:])) or self._speaks(norm):
            return True
        return any(h.reading.preposition == "ل" and h.entry.value == "outlet" for h in self.nouns.look_up(norm))


def _load(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resources.files("marsad.events").joinpath("lexicon", name).read_text(encoding="utf-8"), Loader=loader)


def read_registry() -> list[SourceRow]:
    """The rows of the registry of sources. Raises ValueError naming the first row that breaks the schema."""
    rows = []
    for number, row in enumerate(_load("sources.yaml"), start=1):
        try:
            rows.append(SourceRow.model_validate(row))
        except ValidationError as error:
            raise ValueError(f"events/lexicon/sources.yaml, row {number} ({row.get('id', 'no id')}): {error}") from None
    return rows


def names_of(row: SourceRow, carriers: Mapping[str, Sequence[str]]) -> list[str]:
    """Every name of a source: its own, and each with the nouns of its medium around it. Raises ValueError for a medium without nouns."""
    opening = {form.split()[0] for forms in carriers.values() for form in forms}
    names = dict.fromkeys(row.ar)
    for medium in row.media:
        if medium not in carriers:
            raise ValueError(f"events/lexicon/sources.yaml ({row.id}): as: {medium!r} is none of {', '.join(carriers)}")
        bare = [name for name in (*row.ar, *row.short) if name.split()[0] not in opening]
        names.update(dict.fromkeys(form.format(name) for form in carriers[medium] for name in bare))
    if not names:
        raise ValueError(f"events/lexicon/sources.yaml ({row.id}) has no Arabic name: give `ar`, or `with` and `as`")
    return list(names)


def read_words() -> _File:
    """The words of attribution. Raises ValueError where the file breaks its schema."""
    try:
        return _File.model_validate(_load("attribution.yaml"))
    except ValidationError as error:
        raise ValueError(f"events/lexicon/attribution.yaml: {error}") from None


def load_sources() -> SourceLexicon:
    """Build the lexicon of sources from its data files. Raises ValueError for data that break the schema."""
    data = read_words()
    lexicon = SourceLexicon()
    for verbs in data.verbs:
        rule = Rule(f"attribution.{verbs.id}", verbs.role, verbs.strict, verbs.near)
        for verb in verbs.words:
            lexicon.verbs.add_verb(parse_verb(verb), rule)
    for group in data.participles:
        for word in group.words:
            lexicon.participles.add_noun(word, (), Rule(f"attribution.{group.id}", "reported"), participle=True)
    for group in data.prepositions:
        lexicon.prepositions.update((fold(word), f"attribution.{group.id}") for word in group.words)
    for group in data.phrases:
        for phrase in group.words:
            lexicon.phrases.add(phrase, f"attribution.{group.id}")
    for nouns in data.nouns:
        for noun in nouns.words:
            singular, plurals = parse_noun(noun)
            lexicon.nouns.add_noun(singular, plurals, Rule(f"attribution.{nouns.id}", nouns.kind))
    for phrase in data.boundaries:
        lexicon.boundaries.add(phrase, phrase)
    for name in ("bridges", "complements", "ends", "occasions", "objects", "confirming", "impersonal", "quantities"):
        setattr(lexicon, name, frozenset(fold(word) for word in getattr(data, name)))
    lexicon.glued = tuple(fold(word) for word in data.glued)
    for row in read_registry():
        entry = RegistryEntry(row.id, row.en, row.kind, row.scale, row.country or "")
        for name in names_of(row, data.carriers):
            lexicon.names.add(name, entry)
    return lexicon


def source_findings() -> Iterator[str]:
    """Everything that is wrong with the data of attribution, a line each, naming the entry."""
    known = countries()
    try:
        carriers = read_words().carriers
        rows = read_registry()
        named = {row.id: names_of(row, carriers) for row in rows}
    except ValueError as error:
        yield str(error)
        return
    ids: set[str] = set()
    names: dict[str, str] = {}
    for row in rows:
        if row.id in ids:
            yield f"source {row.id!r} stands twice"
        ids.add(row.id)
        if row.country and row.country not in known:
            yield f"source {row.id}: country {row.country!r} is no ISO 3166 alpha-2 code of places/data/countries.tsv"
        for name in named[row.id]:
            other = names.setdefault(fold(name), row.id)
            if other != row.id:
                yield f"source {row.id}: {name!r} is a name of {other} too"
