"""The frames of the lexicon: which words tell an event, and what each needs around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marsad.arabic.inflection import DUAL, IMPERFECT, MASDAR, PERFECT, PLURAL, SINGULAR, Form, noun_forms, verb_forms
from marsad.arabic.lexicon import Words, parse_noun, parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.phrases import Phrases
from marsad.arabic.words import readings
from marsad.memo import Memo

FAMILIES = frozenset(
    "clash attack shooting kill assault airstrike shelling bombing suicide grenade chemical gain raid arrest capture abduct sexual protest "
    "riot disperse agreement base transfer destroy change disrupt other plover none".split()
)
"""How a frame's type is decided; see `events/decide.py`."""

NEEDS = frozenset(
    "armed actor victim place weapon state people protesters territory count police two_actors army_place armed_subject object settlers "
    "detainee mass protest_act air made".split()
)
"""What a word may ask for in its neighbourhood."""


PLOVER = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
"""PLOVER's event types. Source: PLOVER codebook (2023)."""

MEANS = frozenset("suicide air artillery ied grenade chemical shooting blade gas none".split())
"""What an act of force can be done with; see `events/decide.py`. "none": a phrase that only looks like it (بدعم جوي, القاعدة الجوية)."""


class LexiconError(ValueError):
    """What is wrong with the event lexicon: `problems` holds a line for each entry that does not fit, naming file, frame and word."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class WordEntry(BaseModel):
    """One word of a frame as written in `frames_*.yaml`; `docs/lexicon.md` tells what each key means."""

    model_config = ConfigDict(defer_build=True, extra="forbid", populate_by_name=True)

    v: str | None = None
    n: str | None = None
    p: str | None = None
    adj: list[str] = Field(default_factory=list)
    of: list[str] = Field(default_factory=list)
    en: str
    id: str | None = None
    with_: list[str] = Field(default_factory=list, alias="with")
    gap: int | None = Field(default=None, ge=1, le=20)
    prep: str | None = None
    needs: list[str] = Field(default_factory=list)
    needs_all: list[str] = Field(default_factory=list)
    not_: list[str] = Field(default_factory=list, alias="not")
    not_before: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)
    gen: Literal["agent", "patient", "either"] | None = None
    family: str | None = None
    plover: str | None = None
    weak: bool = False
    consequence: bool = False
    passive: bool = False
    swap: bool = False
    support: bool = False
    noncourt: bool = False
    strict: bool = False
    unlike: list[str] = Field(default_factory=list)
    verbs_only: bool = False
    achieved: bool = False
    example: str | None = None
    counter: str | None = None

    @property
    def text(self) -> str:
        """The word as written."""
        return self.v or self.n or self.p or ""


class FrameEntry(BaseModel):
    """One frame as written in `frames_*.yaml`."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    id: str
    family: str
    plover: str
    words: list[WordEntry]

    def word_id(self, word: WordEntry) -> str:
        """The stable id of a word of the frame: the one given, else the frame's with the gloss (`clash.exchange-of-fire`)."""
        return f"{self.id}.{word.id or re.sub(r'[^a-z0-9]+', '-', word.en.lower()).strip('-')}"


class MeansEntry(BaseModel):
    """One row of `means.yaml`."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    means: str
    n: str | None = None
    p: str | None = None
    a: str | None = None
    adj: bool = False
    en: str


@dataclass(frozen=True, slots=True)
class Following:
    """What may stand after a word: single words and phrases, normalised."""

    words: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()

    def opening(self) -> frozenset[str]:
        """Its words and the first words of its phrases: where none of them stands, nothing of it does."""
        return self.words.union([phrase[0] for phrase in self.phrases])


_NOTHING = Following()


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell an event: its frame, how its type is decided, and what it needs around it. Words are normalised.

    `form` is the form of a generated phrase's head word (None for words, whose form the table of words knows, and for fixed phrases).
    """

    id: str
    frame: str
    family: str
    plover: str
    part: str
    gloss: str
    with_: frozenset[str] = frozenset()
    with_phrases: Following = _NOTHING
    gap: int = 4
    preposition: str = ""
    needs: frozenset[str] = frozenset()
    needs_all: frozenset[str] = frozenset()
    not_: Following = _NOTHING
    not_before: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    gen: str = "agent"
    weak: bool = False
    consequence: bool = False
    passive: bool = False
    swap: bool = False
    support: bool = False
    verbs_only: bool = False
    achieved: bool = False
    noncourt: bool = False
    strict: bool = False
    """Whether it is no act where what it needs is missing: the word has another, commoner meaning (فرق: he dispersed, teams)."""
    unlike: tuple[str, ...] = ()
    """Letters as written (vowel signs kept) that make it another word: مسيّرة is a drone, no march."""
    form: Form | None = None
    company: Following = field(init=False)
    """The words and phrases that complete it: `with_` and `with_phrases`."""
    company_bit: int = 0
    """The bit that stands for `company` in `Cue.sought`, 0 where nothing needs to complete it; so for `not_` and `unless`."""
    not_bit: int = 0
    unless_bit: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "company", Following(self.with_, self.with_phrases.phrases))


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word means to the search for triggers: whether one can begin with it, and what triggers look for that it may be (a bit for each)."""

    begins: bool
    sought: int


@dataclass(slots=True)
class EventLexicon:
    """Everything that the event stage looks up."""

    words: Words[Trigger] = field(default_factory=Words)
    phrases: Phrases[Trigger] = field(default_factory=Phrases)
    means: Words[str] = field(default_factory=Words)
    means_phrases: Phrases[str] = field(default_factory=Phrases)
    sought: dict[str, int] = field(default_factory=dict)
    """Word → what triggers look for that it may be, a bit for each."""
    cues: Memo[str, Cue | None] = field(init=False)
    """Normalised word → what it means to the search for triggers, None for nothing."""
    begins_means: Memo[str, bool] = field(init=False)
    """Normalised word → whether a word of means can begin with it."""

    def __post_init__(self) -> None:
        self.cues, self.begins_means = Memo(self._cue), Memo(self._begins_means)

    def seek(self, trigger: Trigger) -> None:
        """Take in what a trigger looks for. To be called for each trigger that is put into the tables."""
        for words, bit in ((trigger.company.opening(), trigger.company_bit), (trigger.not_.opening(), trigger.not_bit), (trigger.unless, trigger.unless_bit)):
            for word in words:
                self.sought[word] = self.sought.get(word, 0) | bit
        self.cues.clear()

    def _cue(self, norm: str) -> Cue | None:
        begins = self.phrases.opens(norm) or self.words.knows(norm)
        sought = 0
        for base in bases(norm):
            sought |= self.sought.get(base, 0)
        return Cue(begins, sought) if begins or sought else None

    def _begins_means(self, norm: str) -> bool:
        return self.means_phrases.opens(norm) or self.means.knows(norm)


# --- from the files to entries


def _read(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resources.files("marsad.events").joinpath(f"lexicon/{name}").read_text(encoding="utf-8"), Loader=loader)


def frame_files() -> list[str]:
    """The names of the frame files, in order."""
    folder = resources.files("marsad.events").joinpath("lexicon")
    return sorted(item.name for item in folder.iterdir() if item.name.startswith("frames") and item.name.endswith(".yaml"))


def read_sets() -> dict[str, list[str]]:
    """The named sets of words of `sets.yaml`, which entries name as `$name`."""
    return {str(name): [str(word) for word in words] for name, words in _read("sets.yaml").items()}


def read_frames() -> list[FrameEntry]:
    """All frames of the lexicon. Raises LexiconError with everything that does not fit."""
    return parse_frames({name: _read(name) for name in frame_files()}, read_sets())


def parse_frames(files: Mapping[str, Any], sets: Mapping[str, Sequence[str]]) -> list[FrameEntry]:
    """Frames from the parsed content of their files, by file name. Raises LexiconError with everything that does not fit."""
    found: list[FrameEntry] = []
    problems: list[str] = []
    home: dict[str, str] = {}
    for name, rows in files.items():
        for raw in rows or ():
            where = f"{name}: frame {raw.get('id')!r}" if isinstance(raw, dict) else f"{name}"
            try:
                frame = FrameEntry.model_validate(raw)
            except ValidationError as error:
                problems.extend(f"{where}: {_place_of(raw, e['loc'])}{e['msg']}" for e in error.errors())
                continue
            if frame.id in home:
                problems.append(f"{where} stands twice (also in {home[frame.id]}); put its words together or give it another id")
            home[frame.id] = name
            problems.extend(f"{where}: {line}" for line in _frame_problems(frame, sets))
            found.append(frame)
    if problems:
        raise LexiconError(problems)
    return found


def _place_of(raw: Any, loc: Sequence[int | str]) -> str:
    """Where in a frame an error stands, by the word's own text."""
    if len(loc) >= 2 and loc[0] == "words" and isinstance(loc[1], int):
        word = raw["words"][loc[1]]
        text = next((str(word[k]) for k in "vnp" if word.get(k)), f"number {loc[1] + 1}") if isinstance(word, dict) else f"number {loc[1] + 1}"
        return f"word {text!r}: {'.'.join(map(str, loc[2:]))}: "
    return f"{'.'.join(map(str, loc))}: "


def _frame_problems(frame: FrameEntry, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if frame.family not in FAMILIES:
        yield f"family {frame.family!r} is none of {', '.join(sorted(FAMILIES))}"
    if frame.plover not in PLOVER:
        yield f"plover {frame.plover!r} is none of {', '.join(sorted(PLOVER))}"
    seen: set[str] = set()
    for word in frame.words:
        where = f"word {word.text or word.en!r}"
        if sum(1 for x in (word.v, word.n, word.p) if x) != 1:
            yield f"{where} needs exactly one of v, n, p"
            continue
        if (word.adj and not word.n) or (word.of and word.p):
            yield f"{where}: adj goes with n only, of with n or v"
        if word.n and " " in word.n:
            yield f"{where}: a noun is one word; write what follows it under adj or of, or a fixed phrase under p"
        if word.v:
            try:
                verb_forms(parse_verb(word.v))
            except ValueError as error:
                yield f"{where}: {error}"
        if word.family is not None and word.family not in FAMILIES:
            yield f"{where}: family {word.family!r} is none of {', '.join(sorted(FAMILIES))}"
        if word.plover is not None and word.plover not in PLOVER:
            yield f"{where}: plover {word.plover!r} is none of {', '.join(sorted(PLOVER))}"
        unknown = {*word.needs, *word.needs_all} - NEEDS
        if unknown:
            yield f"{where} needs {', '.join(sorted(unknown))}: none of {', '.join(sorted(NEEDS))}"
        for item in (*word.with_, *word.not_, *word.not_before, *word.unless):
            if item.startswith("$") and item[1:] not in sets:
                yield f"{where}: {item} is no set of sets.yaml ({', '.join(sorted(sets))})"
        ident = frame.word_id(word)
        if ident in seen:
            yield f"{where}: its id {ident!r} is taken; give it an id of its own (id: ...)"
        seen.add(ident)


# --- from entries to triggers


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in text.split())


def _following(items: Iterable[str], sets: Mapping[str, Sequence[str]]) -> Following:
    """Words as listed: a plain word, a noun with its plurals (قذيفة/قذائف: all its forms), a phrase, or a `$set`."""
    words: set[str] = set()
    phrases: list[tuple[str, ...]] = []
    for item in items:
        for text in sets[item[1:]] if item.startswith("$") else (item,):
            if "/" in text:
                singular, plurals = parse_noun(text)
                words.update(_forms_of(singular, plurals))
            elif " " in text.strip():
                phrases.append(_phrase(text))
            else:
                words.add(fold(text))
    return Following(frozenset(words), tuple(phrases))


_VERB_GAP, _NOUN_GAP = 6, 4
"""How many words a verb's or a noun's complement (`with`, `prep`) is looked for in, where the entry does not say: between a verb and
its complement stands its subject (قضت قوات الجيش الجزائري على)."""


@cache
def _forms_of(singular: str, plurals: tuple[str, ...]) -> frozenset[str]:
    if singular:
        return frozenset(noun_forms(singular, plurals))
    return frozenset(form for plural in plurals for form in noun_forms(plural, (plural,)))


def _bit(words: frozenset[str], bits: dict[frozenset[str], int]) -> int:
    """The bit that stands for a set of words; 0 for none."""
    return bits.setdefault(words, 1 << len(bits)) if words else 0


def _trigger(frame: FrameEntry, word: WordEntry, sets: Mapping[str, Sequence[str]], bits: dict[frozenset[str], int]) -> Trigger:
    part = "p" if word.p or word.adj or word.of else "v" if word.v else "n"
    with_, not_, unless = _following(word.with_, sets), _following(word.not_, sets), _following(word.unless, sets).words
    return Trigger(
        id=frame.word_id(word), frame=frame.id, family=word.family or frame.family, plover=word.plover or frame.plover, part=part,
        gloss=word.en, with_=with_.words, with_phrases=Following(phrases=with_.phrases), gap=word.gap or (_VERB_GAP if word.v else _NOUN_GAP), preposition=fold(word.prep or ""),
        needs=frozenset(word.needs), needs_all=frozenset(word.needs_all), not_=not_,
        not_before=_following(word.not_before, sets).words, unless=unless,
        gen=word.gen or ("patient" if word.v and word.prep in (None, "ل") else "agent"), weak=word.weak, consequence=word.consequence, passive=word.passive,
        swap=word.swap, support=word.support, verbs_only=word.verbs_only, achieved=word.achieved, noncourt=word.noncourt, strict=word.strict,
        unlike=tuple(word.unlike), company_bit=_bit(with_.opening(), bits), not_bit=_bit(not_.opening(), bits), unless_bit=_bit(unless, bits),
    )  # fmt: skip


def _agreeing(adjective: str, *, feminine: bool, kind: str) -> Iterator[str]:
    """The forms of an indefinite adjective (masculine singular, normalised) beside a noun for things: plurals take the feminine singular."""
    if kind == DUAL:
        stem = adjective + "ت" if feminine else adjective
        yield from (stem + "ان", stem + "ين")
    elif kind == PLURAL or feminine:
        yield adjective + "ه"
    else:
        yield adjective
        yield adjective + "ا"


def phrase_forms(noun: str, *, adjectives: Iterable[str] = (), of: Iterable[str] = ()) -> dict[str, Form]:
    """The running forms of a noun (singular/plural/plural) with an adjective or a second term, normalised: singular, dual, plural,
    indefinite and definite (غارة جوية, الغارتان الجويتان, غاراتها الجوية; حملة اعتقالات, حملتي اعتقالات, حملات الاعتقالات)."""
    singular, plurals = parse_noun(noun)
    base = fold(singular)
    forms = noun_forms(singular, plurals) if singular else {s: f for p in plurals for s, f in noun_forms(p, (p,)).items()}
    broken = {fold(p) for p in plurals}
    out: dict[str, Form] = {}
    for surface, kinds in forms.items():
        form = kinds[0]
        kind = form.kind if singular else PLURAL
        plain = Form(kind, plural=kind != SINGULAR)
        feminine = base.endswith("ه") if singular else True
        bare = not form.enclitic and surface.endswith(("ان", "ين")) if kind == DUAL else True
        for adjective in map(fold, adjectives):
            for agreed in _agreeing(adjective, feminine=feminine, kind=kind):
                if form.enclitic:
                    out.setdefault(f"{surface} ال{agreed}", plain)
                elif bare:
                    out.setdefault(f"{surface} {agreed}", plain)
                    out.setdefault(f"ال{surface} ال{agreed}", plain)
        if form.enclitic or (kind == DUAL and bare) or (kind != DUAL and surface not in broken and surface != base):
            continue
        for second in of:
            words = fold(second).split()
            out.setdefault(" ".join((surface, *words)), plain)
            if not words[-1].startswith(("ال", "لل", "بال", "كال")):
                out.setdefault(" ".join((surface, *words[:-1], f"ال{words[-1]}")), plain)
    return out


def _rank(entry: tuple[FrameEntry, WordEntry]) -> tuple[bool, bool]:
    """Where several entries claim a word the first that holds tells it: those that name their company before those that do not, an act
    before what is said of it."""
    frame, word = entry
    return not word.with_, (word.family or frame.family) == "plover"


def load_events() -> EventLexicon:
    """Build the event lexicon from the data files. Raises LexiconError where one does not fit its schema."""
    lexicon = EventLexicon()
    sets = read_sets()
    bits: dict[frozenset[str], int] = {}
    entries = [(frame, word) for frame in read_frames() for word in frame.words]
    for frame, word in sorted(entries, key=_rank):
        trigger = _trigger(frame, word, sets, bits)
        lexicon.seek(trigger)
        forms: dict[Form | None, Trigger] = {None: trigger}  # phrases of one form share a trigger: it is kept and loaded once
        for phrase, form in phrases_of(word).items():
            if form not in forms:
                forms[form] = replace(trigger, form=form)
            lexicon.phrases.add(phrase, forms[form])
        if trigger.part == "p":
            continue
        if word.v:
            lexicon.words.add_verb(parse_verb(word.text), trigger)
        else:
            singular, plurals = parse_noun(word.text)
            lexicon.words.add_noun(singular, plurals, trigger)
    for row in read_means():
        if row.p:
            lexicon.means_phrases.add(row.p, row.means)
        else:
            singular, plurals = parse_noun(row.n or row.a or "")
            lexicon.means.add_noun(singular, plurals, row.means, participle=bool(row.a) or row.adj)
    return lexicon


def phrases_of(word: WordEntry) -> dict[str, Form | None]:
    """The phrases that an entry stands for, with the form of their head word; {} for single words."""
    if word.v and word.of:
        return {
            f"{surface} {fold(second)}": kinds[0]
            for surface, kinds in verb_forms(parse_verb(word.v)).items()
            for second in word.of
            if kinds[0].kind in (PERFECT, IMPERFECT, MASDAR) and not kinds[0].enclitic
        }
    if word.n and (word.adj or word.of):
        return dict(phrase_forms(word.n, adjectives=word.adj, of=word.of))
    return dict.fromkeys(_fixed(word.p), None) if word.p else {}


def _fixed(phrase: str) -> Iterator[str]:
    """A phrase as written, and with the article on each of its words where it is a bare noun with a bare adjective."""
    yield phrase
    words = phrase.split()
    if len(words) == 2 and not any(fold(w).startswith("ال") for w in words) and fold(words[1])[-1:] in "هينات":
        yield f"ال{words[0]} ال{words[1]}"


def read_means() -> list[MeansEntry]:
    """The rows of `means.yaml`. Raises LexiconError with everything that does not fit."""
    rows: list[MeansEntry] = []
    problems: list[str] = []
    for number, raw in enumerate(_read("means.yaml"), 1):
        try:
            row = MeansEntry.model_validate(raw)
        except ValidationError as error:
            problems.extend(f"means.yaml: row {number} ({raw}): {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            continue
        if sum(1 for x in (row.n, row.p, row.a) if x) != 1:
            problems.append(f"means.yaml: row {number} ({row.en}): needs exactly one of n, p, a")
        if row.means not in MEANS:
            problems.append(f"means.yaml: row {number} ({row.en}): means {row.means!r} is none of {', '.join(sorted(MEANS))}")
        rows.append(row)
    if problems:
        raise LexiconError(problems)
    return rows


def bases(norm: str) -> frozenset[str]:
    """A normalised word with every reading of its proclitics, with and without the article and the tanwin alef."""
    return BASES[norm]


def _bases(norm: str) -> frozenset[str]:
    out = set()
    for reading in readings(norm):
        rest = reading.rest
        out.add(rest)
        if rest.startswith("ال") and len(rest) > 4:
            out.add(rest[2:])
        if rest.endswith("ا") and len(rest) > 3:
            out.add(rest[:-1])
    return frozenset(out)


BASES = Memo(_bases)
"""Normalised word → its `bases`, for the loops over the words around a trigger."""


def follows(what: Following, norms: Sequence[str], *, places: int = 1) -> bool:
    """Whether one of the words or phrases begins the list of normalised words, or begins at one of its first `places` words (proclitics and
    article of its first word aside)."""
    words, phrases = what.words, what.phrases
    for at in range(min(places, len(norms))):
        first = BASES[norms[at]]
        if not words.isdisjoint(first):
            return True
        for phrase in phrases:
            if phrase[0] in first and tuple(norms[at + 1 : at + len(phrase)]) == phrase[1:]:
                return True
    return False
