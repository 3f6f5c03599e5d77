"""The registry of actors and role nouns: loaded from `lexicon/*.yaml`, checked against a schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from marsad.actors.capitals import Metonymy, load_metonymy
from marsad.actors.phrase_words import PhraseWords, load_phrase_words
from marsad.arabic.lexicon import Words, parse_noun
from marsad.arabic.orthography import fold
from marsad.arabic.phrases import Phrases
from marsad.countries import Country, countries, nisba_forms

ActorKind = Literal[
    "state", "military", "police", "intelligence", "rebel", "militia", "identity-militia", "coalition", "io", "party", "union", "ngo",
    "media-arm", "separatist",
]  # fmt: skip
RoleKind = Literal[
    "army", "airforce", "navy", "police", "government", "armed", "rebel", "militia", "islamist", "attacker", "member", "body", "civilian",
    "protester", "rioter", "settler", "detainee", "object", "asset", "weapon", "sides", "tribe", "party",
]  # fmt: skip


class LimitEntry(BaseModel):
    """What some names of an actor need, as written in the registry files; see `docs/lexicon.md`."""

    model_config = ConfigDict(defer_build=True, extra="forbid", populate_by_name=True)

    of: list[str] = Field(min_length=1)
    since: str | None = Field(default=None, alias="from")
    until: str | None = Field(default=None, alias="to")
    beside: list[str] = Field(default_factory=list, alias="with")
    not_: list[str] = Field(default_factory=list, alias="not")
    not_before: list[str] = Field(default_factory=list)


class TrapEntry(BaseModel):
    """Words beside a name that tell that no party is meant, as written in `name_traps.yaml`."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    id: str
    persons: bool = False
    kinds: list[ActorKind] = Field(default_factory=list)
    behind: list[str] = Field(default_factory=list)
    before: list[str] = Field(default_factory=list)


class ActorEntry(BaseModel):
    """One actor as written in the registry files; see `docs/lexicon.md`."""

    model_config = ConfigDict(defer_build=True, extra="forbid", populate_by_name=True)

    id: str
    en: str
    ar: list[str] = Field(default_factory=list)
    kind: ActorKind
    inter: int = Field(ge=1, le=8)
    abroad: int = Field(ge=1, le=8)
    country: str | None = None
    since: str | None = Field(default=None, alias="from")
    until: str | None = Field(default=None, alias="to")
    parent: str | None = None
    ctx: list[str] = Field(default_factory=list)
    amb: list[str] = Field(default_factory=list)
    persons: list[str] = Field(default_factory=list)
    limits: list[LimitEntry] = Field(default_factory=list)
    islamist: bool = False
    note: str | None = None


class RoleEntry(BaseModel):
    """One role noun as written in `roles.yaml`."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    id: str
    n: str
    kind: RoleKind
    en: str
    weak: bool = False
    adj: bool = False
    person: bool = False
    not_forms: list[str] = Field(default_factory=list, alias="not")
    settled_by: list[str] = Field(default_factory=list)
    not_of: list[str] = Field(default_factory=list)
    country: str | None = None
    unarmed: bool = False
    unspelt: list[str] = Field(default_factory=list)
    not_with: list[str] = Field(default_factory=list)
    not_after: list[str] = Field(default_factory=list)
    not_bare_after: list[str] = Field(default_factory=list)
    not_before: list[str] = Field(default_factory=list)
    settled_after: list[str] = Field(default_factory=list)
    told_by: list[str] = Field(default_factory=list)
    verbs: list[str] = Field(default_factory=list)
    masdar: bool = False
    describes: bool = False
    kind_in: dict[str, str] = Field(default_factory=dict)
    means_in: dict[str, str] = Field(default_factory=dict)
    head: str = ""
    stands_for: list[RoleKind | ActorKind] = Field(default_factory=list)
    aircraft: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the registry. `inter` at home, `abroad` outside its `country`; valid from/to are days or None for open ends. `islamist`: news
    calls its people jihadists or extremists."""

    id: str
    name_en: str
    kind: str
    inter: int
    abroad: int
    country: str | None
    since: dt.date | None = None
    until: dt.date | None = None
    parent: str | None = None
    contexts: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    islamist: bool = False

    def begun_by(self, day: dt.date | None) -> bool:
        """Whether the actor exists on a day or did before (always, where the day is unknown)."""
        return day is None or self.since is None or self.since <= day

    def valid_on(self, day: dt.date | None) -> bool:
        """Whether the actor exists on a day (always, where the day is unknown)."""
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day <= self.until))


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: its kind decides what it needs to become an actor; `weak` ones need a qualifier. Where an actor has the same name, the
    words `settled_by` behind it (normalised) tell that the noun is meant. `not_of`: adjectives (normalised, without article) that tell no country
    behind it (وزارة المالية); `country`: whose it is; `unarmed`: it has no arms, unless it stands for an armed one named before. The other fields tell when
    the word is something else, whom it means in reports on a country, and for whom of those named before it stands: see `roles.yaml`."""

    id: str
    kind: str
    en: str
    weak: bool
    adjective: bool
    settled_by: frozenset[str] = frozenset()
    not_of: frozenset[str] = frozenset()
    country: str | None = None
    unarmed: bool = False
    unspelt: tuple[str, ...] = ()
    not_with: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_bare_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    settled_after: frozenset[str] = frozenset()
    told_by: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    masdar: bool = False
    describes: bool = False
    kind_in: tuple[tuple[str, str], ...] = ()
    means_in: tuple[tuple[str, str], ...] = ()
    head: str = ""
    stands_for: tuple[str, ...] = ()
    aircraft: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a name needs: the days from which and until which it means the actor, letters `beside` it in the report, one of which must stand there, and the
    words directly before which (`not_`) and directly after which (`not_before`) it means something else, all normalised."""

    since: dt.date | None = None
    until: dt.date | None = None
    beside: tuple[str, ...] = ()
    not_: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trap:
    """Whose names the words beside them keep from being a party: those of `persons` alone or of all, of some kinds of actor or of all."""

    persons: bool
    kinds: frozenset[str]

    def catches(self, name: Name) -> bool:
        """Whether it holds for a name."""
        return (name.person or not self.persons) and (not self.kinds or name.actor.kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an actor: `ambiguous` ones hold only in the actor's contexts; `person` names a leader who stands for the actor."""

    actor: Actor
    ambiguous: bool = False
    person: bool = False
    limits: Limits | None = None


@dataclass(slots=True)
class ActorLexicon:
    """Everything that the actor stage looks up."""

    names: Phrases[Name] = field(default_factory=Phrases)
    roles: Words[Role] = field(default_factory=Words)
    things: Words[str] = field(default_factory=Words)
    nisbas: dict[str, tuple[str, bool]] = field(default_factory=dict)
    countries: Phrases[str] = field(default_factory=Phrases)
    capitals: Phrases[str] = field(default_factory=Phrases)
    metonymy: Metonymy = field(default_factory=load_metonymy)
    words: PhraseWords = field(default_factory=load_phrase_words)
    actors: dict[str, Actor] = field(default_factory=dict)
    country_names: dict[str, str] = field(default_factory=dict)
    traps_behind: dict[str, tuple[Trap, ...]] = field(default_factory=dict)
    traps_before: dict[str, tuple[Trap, ...]] = field(default_factory=dict)


def _day(text: str | None, *, end: bool) -> dt.date | None:
    if not text:
        return None
    parts = [int(p) for p in str(text).split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 12, 31) if end else dt.date(parts[0], 1, 1)
    if len(parts) == 2:
        return dt.date(parts[0], parts[1], 28) if end else dt.date(parts[0], parts[1], 1)
    return dt.date(*parts)


def read_entries(files: Iterable[tuple[str, str]]) -> list[ActorEntry]:
    """The actor entries of (file name, YAML text) pairs. Raises ValueError naming the file and the entry that does not fit."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: list[ActorEntry] = []
    seen: dict[str, str] = {}
    for name, text in files:
        for raw in yaml.load(text, Loader=loader) or []:
            try:
                entry = ActorEntry.model_validate(raw)
            except ValueError as error:
                raise ValueError(f"{name}: actor {raw.get('id', raw)!r}: {error}") from error
            if entry.id in seen:
                raise ValueError(f"{name}: actor id {entry.id!r} stands already in {seen[entry.id]}")
            seen[entry.id] = name
            found.append(entry)
    return found


_NO_REGISTRY = ("roles.yaml", "things.yaml", "capitals.yaml", "name_traps.yaml", "phrase_words.yaml")
"""Files of the lexicon that hold words, no actors."""


def registry_files() -> list[tuple[str, str]]:
    """The (name, text) of every file that holds actors, in order of name."""
    folder = resources.files("marsad.actors").joinpath("lexicon")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml") and item.name not in _NO_REGISTRY)
    return [(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names]


def _words_file(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resources.files("marsad.actors").joinpath("lexicon", name).read_text(encoding="utf-8"), Loader=loader)


def _role_entries() -> list[RoleEntry]:
    return [RoleEntry.model_validate(entry) for entry in _words_file("roles.yaml")]


def _role(entry: RoleEntry) -> Role:
    """A role noun as it is looked up: its words normalised."""

    def folded(words: Iterable[str]) -> frozenset[str]:
        return frozenset(fold(word) for word in words)

    return Role(
        entry.id, entry.kind, entry.en, entry.weak, entry.adj, folded(entry.settled_by), folded(entry.not_of), entry.country, entry.unarmed,
        tuple(entry.unspelt), frozenset(entry.not_with), folded(entry.not_after), folded(entry.not_bare_after), folded(entry.not_before),
        folded(entry.settled_after), folded(entry.told_by), folded(entry.verbs), entry.masdar, entry.describes or entry.adj,
        tuple(entry.kind_in.items()), tuple(entry.means_in.items()), fold(entry.head), tuple(entry.stands_for), entry.aircraft,
    )  # fmt: skip


def _traps() -> list[TrapEntry]:
    return [TrapEntry.model_validate(entry) for entry in _words_file("name_traps.yaml")]


def limits_of(entry: ActorEntry) -> dict[str, Limits]:
    """The limits of each name that has some. Raises ValueError for a name that is none of the entry's, or limited twice."""
    known = {*entry.ar, *entry.amb, *entry.persons}
    found: dict[str, Limits] = {}
    for row in entry.limits:
        limits = Limits(
            _day(row.since, end=False), _day(row.until, end=True), tuple(" ".join(fold(w) for w in words.split()) for words in row.beside),
            frozenset(fold(w) for w in row.not_), frozenset(fold(w) for w in row.not_before),
        )  # fmt: skip
        for name in row.of:
            if name not in known or name in found:
                raise ValueError(f"actor {entry.id!r}: {name!r} is {'limited twice' if name in found else 'no name of it'}")
            found[name] = limits
    return found


def load_actors() -> ActorLexicon:
    """Build the actor lexicon from the data files. Raises ValueError where one does not fit its schema."""
    lexicon = ActorLexicon()
    for entry in read_entries(registry_files()):
        heads = frozenset(fold(name.split()[0]).removeprefix("ال") for name in (*entry.ar, *entry.amb) if name.split())
        actor = Actor(
            entry.id, entry.en, entry.kind, entry.inter, entry.abroad, entry.country, _day(entry.since, end=False),
            _day(entry.until, end=True), entry.parent, tuple(entry.ctx or ([entry.country] if entry.country else [])), heads, entry.islamist,
        )  # fmt: skip
        lexicon.actors[actor.id] = actor
        limits = limits_of(entry)
        for names, kind in ((entry.ar, Name(actor)), (entry.amb, Name(actor, ambiguous=True)), (entry.persons, Name(actor, person=True))):
            for name in names:
                lexicon.names.add(name, replace(kind, limits=limits[name]) if name in limits else kind)
    for row in _traps():
        trap = Trap(row.persons, frozenset(row.kinds))
        for words, table in ((row.behind, lexicon.traps_behind), (row.before, lexicon.traps_before)):
            for word in words:
                table[fold(word)] = (*table.get(fold(word), ()), trap)
    for role in _role_entries():
        singular, plurals = parse_noun(role.n)
        if " " in singular:
            continue
        lexicon.roles.add_noun(singular, plurals, _role(role), participle=role.adj, leave_out=frozenset(fold(w) for w in role.not_forms))
    for thing in _words_file("things.yaml"):
        lexicon.things.add_noun(*parse_noun(thing), thing)
    world: dict[str, Country] = countries()
    lexicon.nisbas = nisba_forms(world.values())
    for country in world.values():
        lexicon.country_names[country.iso2] = country.name_en
        for name in country.names_ar:
            lexicon.countries.add(name, country.iso2)
        for name in country.capitals_ar:
            lexicon.capitals.add(name, country.iso2)
    return lexicon
