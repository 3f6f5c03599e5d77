"""The lexicon of losses: `lexicon/losses.yaml` read, checked against its schema and spread into word forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marsad.arabic.numbers import can_begin_number
from marsad.arabic.orthography import fold
from marsad.arabic.words import Reading, readings
from marsad.compiled import compiled, fingerprint
from marsad.events.counts.model import DUAL, EITHER, FEMININE, PLURAL, SINGULAR, Kind
from marsad.memo import Memo
from marsad.record import CountOf

VERB, MASDAR, NOUN, PHRASE = range(4)
"""Classes of heads."""

PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه")
"""Pronoun suffixes, longest first."""


class _Row(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z_.]+$")
    gloss: str


class VerbRow(_Row):
    """A verb of `losses.yaml`."""

    kind: Kind
    voice: Literal["both", "passive", "active"]
    alone: bool = False
    own: Kind | None = None
    person: bool = False
    perf: list[str] = []
    impf: list[str] = []
    forms: list[str] = []
    weak: bool = False
    quantified: bool = False
    names: bool = False
    completes: list[str] = []


class MasdarRow(_Row):
    """A verbal noun of `losses.yaml`."""

    kind: Kind
    words: list[str]
    alone: bool = False
    person: bool = False
    weak: bool = False
    quantified: bool = False
    names: bool = False
    agent: bool = False
    completes: list[str] = []


class NounRow(_Row):
    """A noun for the people lost."""

    kind: Kind
    sg: list[str]
    pl: list[str] = []
    sound: bool = False
    bare: bool = False
    counted: list[str] = []
    toll: bool = False


class PhraseRow(_Row):
    """A head of several words."""

    kind: Kind
    words: list[str]
    weak: bool = False
    vague: bool = False
    pronoun: str = ""
    reach: int = 0


class PeopleRow(_Row):
    """A noun for people who can be lost."""

    of: Literal["combatants", "civilians", "unknown"]
    sg: list[str]
    pl: list[str] = []
    sound: bool = False
    name: bool = False


class WordsRow(_Row):
    """A closed list of words with one use."""

    words: list[str]


class LossesFile(BaseModel):
    """The whole of `losses.yaml`."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    verbs: list[VerbRow]
    masdars: list[MasdarRow]
    nouns: list[NounRow]
    phrases: list[PhraseRow]
    people: list[PeopleRow]
    words: list[WordsRow]


@dataclass(frozen=True, slots=True)
class Head:
    """A form of a word that tells a loss."""

    id: str
    kind: Kind
    cls: int
    number: int = SINGULAR
    voice: str = "both"
    weak: bool = False
    names: bool = False
    agent: bool = False
    bare: bool = False
    vague: bool = False
    counted: bool = False
    quantified: bool = False
    imperfect: bool = False
    person: bool = False
    alone: bool = False
    own: Kind | None = None
    toll: bool = False
    reach: int = 0
    completes: tuple[str, ...] = ()
    pronoun: str = ""
    follow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A form of a noun for people."""

    id: str
    of: CountOf
    number: int
    name: bool = False
    accusative: bool = False


@dataclass(slots=True)
class Word:
    """Everything the lexicon knows of one normalised word."""

    norm: str
    rest: str
    conjunction: bool = False
    preposition: str = ""
    article: bool = False
    peeled: Reading | None = None
    heads: tuple[Head, ...] = ()
    done: tuple[Head, ...] = ()
    construct: Person | None = None
    person: Person | None = None
    possessed: bool = False
    thing: bool = False
    agent: bool = False
    force: bool = False
    function: bool = False
    part: bool = False
    toll: bool = False
    number: bool = False


@dataclass(slots=True)
class Lexicon:
    """What the stage looks up: forms of heads and of people, closed lists by name, spans of time by their first word."""

    heads: dict[str, list[Head]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    possessed: dict[str, Person] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    spans: dict[str, frozenset[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    """Every form and word of the tables that tell what a single word is."""

    def may_know(self, rest: str, bare: str) -> bool:
        """Whether a word may be in the tables, with its article or without, as it stands or less a pronoun."""
        known = self.known
        return rest in known or bare in known or (bare.endswith(PRONOUNS) and any(bare.endswith(p) and bare[: -len(p)] in known for p in PRONOUNS))


def _folded(words: Iterable[str]) -> list[str]:
    return [fold(w) for w in words]


def _verb_forms(row: VerbRow) -> Iterable[tuple[str, int, str, bool]]:
    """(form, number of its subject, object pronoun, imperfect)"""
    active = row.voice != "passive" and not row.weak and not row.alone
    for stem in _folded(row.perf):
        for ending, number in (("", SINGULAR), ("ت", SINGULAR), ("ا", DUAL), ("تا", DUAL), ("وا", PLURAL), ("ن", PLURAL)):
            yield stem + ending, number, "", False
        if active:
            for base in (stem, stem + "ت", stem + "و"):
                for pronoun in ("ه", "ها", "هم", "هما"):
                    yield base + pronoun, SINGULAR, pronoun, False
    for stem in _folded(row.impf):
        for prefix in "يت":
            for ending, number in (("", SINGULAR), ("ون", PLURAL), ("ان", DUAL), ("وا", PLURAL)):
                yield prefix + stem + ending, number, "", True
            if active:
                for pronoun in ("ه", "ها", "هم"):
                    yield prefix + stem + pronoun, SINGULAR, pronoun, True
    for form in _folded(row.forms):
        number = PLURAL if form.endswith(("وا", "ون")) else DUAL if form.endswith(("يا", "دا", "تا")) else SINGULAR
        yield form, number, "", form[0] in "يت"


def stem_of(word: str) -> str:
    """The word as it stands before a suffix: ة opens to ت."""
    return word[:-1] + "ت" if word.endswith("ه") else word


def _noun_forms(row: NounRow | PeopleRow) -> Iterable[tuple[str, int, bool, bool]]:
    """(form, number, accusative, only with a pronoun suffix) of a noun for people"""
    sound = row.sound
    plurals = set(_folded(row.pl))
    for word in _folded(row.sg):
        yield word, SINGULAR, False, False
        feminine = word.endswith("ه")
        stem = stem_of(word)
        yield stem + "ان", DUAL, False, False
        yield stem + "ين", EITHER if (sound and not feminine) or stem + "ين" in plurals else DUAL, False, False
        if feminine:
            yield stem, SINGULAR, False, True
            yield stem[:-1] + "ات", PLURAL, False, False
        else:
            yield word + "ا", SINGULAR, True, False
            if sound:
                yield word + "ون", PLURAL, False, False
                yield word + "ه", FEMININE, False, False
                yield word + "تين", DUAL, False, False
                yield word + "تان", DUAL, False, False
                yield word + "ات", PLURAL, False, False
                yield word + "و", PLURAL, False, False
                yield word + "ي", PLURAL, False, isinstance(row, PeopleRow)
            else:
                yield word + "ي", DUAL, False, True
                yield word + "ا", DUAL, False, True
        if feminine:
            yield stem + "ي", DUAL, False, True
            yield stem + "ا", DUAL, False, True
    for word in _folded(row.pl):
        yield word, PLURAL, False, False
        if not word.endswith(("ا", "ه", "ي", "ين", "ون")):
            yield word + "ا", PLURAL, True, False
        if word.endswith("ين") and len(word) > 4:
            yield word[:-2] + "ون", PLURAL, False, False


def read_losses() -> LossesFile:
    """`losses.yaml` as data. Raises ValueError as `parse_losses` does."""
    return parse_losses(resources.files("marsad.events").joinpath("lexicon/losses.yaml").read_text(encoding="utf-8"))


def parse_losses(text: str) -> LossesFile:
    """A file of losses. Raises ValueError, naming the entry, where it does not fit its schema or an id stands twice."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = LossesFile.model_validate(yaml.load(text, Loader=loader))
    except ValidationError as error:
        places = "; ".join(f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()[:5])
        raise ValueError(f"events/lexicon/losses.yaml: {places}") from None
    seen: set[str] = set()
    for row in (*data.verbs, *data.masdars, *data.nouns, *data.phrases, *data.people, *data.words):
        if row.id in seen:
            raise ValueError(f"events/lexicon/losses.yaml: the id {row.id!r} stands twice")
        seen.add(row.id)
    return data


@lru_cache(maxsize=1)
def load_losses() -> Lexicon:
    """The lexicon of losses, compiled. Raises ValueError where the data file does not fit its schema."""
    return compiled("losses", fingerprint(), _spread)


def _spread() -> Lexicon:
    data = read_losses()
    lexicon = Lexicon()
    for entry in data.words:
        name = entry.id if entry.id.startswith("cumulative.") else entry.id.partition(".")[0]
        lexicon.words[name] = lexicon.words.get(name, frozenset()) | frozenset(_folded(entry.words))
    for form, head in _heads(data):
        heads = lexicon.heads.setdefault(form, [])
        if head not in heads:
            heads.append(head)
    taken = lexicon.words["things"] | lexicon.words["forces"] | lexicon.words["agents"]
    for row in data.people:
        for form, number, accusative, suffixed in _noun_forms(row):
            if number == FEMININE and (form in taken or form in lexicon.people):
                continue  # مقاومة is resistance, not a woman who resists
            person = Person(row.id, row.of, SINGULAR if number == FEMININE else number, row.name, accusative)
            table = lexicon.possessed if suffixed else lexicon.people
            table.setdefault(form, person)
    pairs = [tuple(p.split()) for p in lexicon.words["cumulative.spans"]]
    singles = (lexicon.words[name] for name in ("things", "agents", "forces", "function", "parts", "toll"))
    lexicon.known = frozenset().union(lexicon.heads, lexicon.people, lexicon.possessed, *singles)
    lexicon.spans = {first: frozenset(second for start, second in pairs if start == first) for first, _ in pairs}
    return lexicon


def _heads(data: LossesFile) -> Iterable[tuple[str, Head]]:
    """Every form of every head."""
    for verb in data.verbs:
        base = Head(
            verb.id, verb.kind, VERB, voice=verb.voice, weak=verb.weak, names=verb.names,
            quantified=verb.quantified, person=verb.person, own=verb.own, completes=tuple(_folded(verb.completes)),
        )  # fmt: skip
        for form, number, pronoun, imperfect in _verb_forms(verb):
            yield form, replace(base, number=number, pronoun=pronoun, imperfect=imperfect)
    for masdar in data.masdars:
        base = Head(
            masdar.id, masdar.kind, MASDAR, weak=masdar.weak, names=masdar.names, agent=masdar.agent,
            quantified=masdar.quantified, person=masdar.person, alone=masdar.alone, completes=tuple(_folded(masdar.completes)),
        )  # fmt: skip
        for word in _folded(masdar.words):
            yield word, base
            if not base.completes:
                for pronoun in PRONOUNS:
                    yield stem_of(word) + pronoun, replace(base, pronoun=pronoun)
    for noun in data.nouns:
        base = Head(noun.id, noun.kind, NOUN, bare=noun.bare, toll=noun.toll)
        for form, number, _accusative, suffixed in _noun_forms(noun):
            if not suffixed:
                yield form, replace(base, number=number)
        for word in _folded(noun.counted):
            yield word, replace(base, counted=True)
        for word in _folded(noun.pl):
            for pronoun in PRONOUNS:
                yield (word[:-1] + "ا" if word.endswith("ي") else word) + pronoun, replace(base, number=PLURAL, counted=True)
    for phrase in data.phrases:
        for words in (fold(p).split() for p in phrase.words):
            head = Head(
                phrase.id, phrase.kind, PHRASE, weak=phrase.weak, vague=phrase.vague, pronoun=phrase.pronoun, follow=tuple(words[1:]), reach=phrase.reach
            )
            yield words[0], head


def may_know(norm: str) -> bool:
    """Whether the lexicon may know a normalised word: a cheap test before it is read."""
    may = load_losses().may_know
    return any(may(r.rest, r.rest[2:] if r.article else r.rest) for r in readings(norm))


def _read_word(norm: str) -> Word:
    """What the lexicon knows of a normalised word: the reading that peels least and is known wins."""
    lexicon = load_losses()
    function = lexicon.words["function"]
    number = can_begin_number(norm)
    known: Word | None = None
    for reading in readings(norm):
        rest = reading.rest
        article = reading.article
        bare = rest[2:] if article else rest
        if not lexicon.may_know(rest, bare):
            continue
        word = Word(norm, bare, bool(reading.conjunction), reading.preposition, reading.article, reading, number=number)
        word.heads = tuple(lexicon.heads.get(rest if not reading.article else bare, ()))
        word.done = tuple(h for h in word.heads if h.alone and h.pronoun)
        word.heads = tuple(h for h in word.heads if not (h.alone and h.pronoun))
        if reading.article:
            word.heads = tuple(h for h in word.heads if h.cls == NOUN and not h.counted)
            word.heads += tuple(h for h in lexicon.heads.get(rest, ()) if h.cls == PHRASE)
        if reading.preposition and word.heads:
            word.heads = tuple(h for h in word.heads if h.cls != VERB or (reading.preposition == "ل" and norm[-1] != "ت" and rest[0] in "يت"))
        word.person = lexicon.people.get(bare) if bare not in lexicon.words["places"] else None
        if word.person is None and not reading.article and len(bare) >= 4:
            for suffix in PRONOUNS:
                if bare.endswith(suffix) and len(bare) - len(suffix) >= 2:
                    base = bare[: -len(suffix)]
                    person = lexicon.possessed.get(base) or lexicon.people.get(base)
                    if person is not None and not person.accusative:
                        word.person, word.possessed = person, True
                        break
        if word.person is None and bare.endswith("ي"):
            word.construct = lexicon.possessed.get(bare)
        word.thing = bare in lexicon.words["things"]
        word.agent = bare in lexicon.words["agents"]
        word.force = bare in lexicon.words["forces"]
        word.function = rest in function
        word.part = rest in lexicon.words["parts"]
        word.toll = rest in lexicon.words["toll"] or bare in lexicon.words["toll"]
        if word.heads or word.done or word.person or word.construct or word.thing or word.agent or word.force or word.function or word.part or word.toll:
            known = word
            break
    if known is None:
        known = Word(norm, norm, number=number)
        for reading in readings(norm):
            bare = reading.rest[2:] if reading.article else reading.rest
            person = _guess(bare, reading.article)
            if person is not None and not (reading.preposition and not reading.article):
                known = Word(norm, bare, bool(reading.conjunction), reading.preposition, reading.article, reading, number=number, person=person)
                break
            if reading.article and known.peeled is None:
                known = Word(norm, bare, bool(reading.conjunction), reading.preposition, True, reading, number=number)
    return known


WORDS = Memo(_read_word)
"""What the lexicon knows of each normalised word."""


def _guess(bare: str, article: bool) -> Person | None:
    """People unknown to the lexicon, by their form: nisba plurals (سنغاليين) and plural participles with م (مرابطين)."""
    if len(bare) >= 6 and bare.endswith(("يين", "يون", "ويين")):
        return Person("nisba", "unknown", EITHER if bare.endswith("ين") else PLURAL)
    if len(bare) >= 6 and bare.endswith("يان") and not article:
        return Person("nisba", "unknown", DUAL)
    if len(bare) >= 6 and bare.startswith("م") and bare.endswith(("ين", "ون")):
        return Person("participle", "unknown", EITHER if bare.endswith("ين") else PLURAL)
    return None


@lru_cache(maxsize=64)
def completions(completes: tuple[str, ...]) -> dict[str, str]:
    """Every form that completes a head (مصرع, مصرعهم) → the word that must stand before it (حتى for الموت), or nothing."""
    out: dict[str, str] = {}
    for phrase in completes:
        before, _, last = phrase.rpartition(" ")
        out[last] = before
        if not before:
            out |= {stem + pronoun: "" for stem in (last, stem_of(last)) for pronoun in PRONOUNS}
    return out


NOTHING = Word("", "")
"""What the lexicon knows of a mark."""
