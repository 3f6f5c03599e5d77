"""The frames of the lexicon: which words tell an event, and what each needs around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from marsad.arabic.lexicon import Words, parse_noun, parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.phrases import Phrases
from marsad.arabic.words import readings

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


class WordEntry(BaseModel):
    """One word of a frame as written in `frames.yaml`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    v: str | None = None
    n: str | None = None
    p: str | None = None
    en: str
    id: str | None = None
    with_: list[str] = Field(default_factory=list, alias="with")
    gap: int = 4
    prep: str | None = None
    needs: list[str] = Field(default_factory=list)
    not_: list[str] = Field(default_factory=list, alias="not")
    not_before: list[str] = Field(default_factory=list)
    gen: str | None = None
    family: str | None = None
    plover: str | None = None
    weak: bool = False
    consequence: bool = False
    passive: bool = False
    swap: bool = False
    support: bool = False
    strong: bool = False
    gain: bool = False
    noncourt: bool = False
    unlike: list[str] = Field(default_factory=list)
    verbs_only: bool = False
    achieved: bool = False
    with_any: bool = False
    example: str | None = None
    counter: str | None = None


class FrameEntry(BaseModel):
    """One frame as written in `frames.yaml`."""

    model_config = ConfigDict(extra="forbid")

    id: str
    family: str
    plover: str
    words: list[WordEntry]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell an event: its frame, how its type is decided, and what it needs around it. Words are normalised."""

    id: str
    frame: str
    family: str
    plover: str
    part: str
    gloss: str
    with_: frozenset[str] = frozenset()
    with_phrases: tuple[tuple[str, ...], ...] = ()
    gap: int = 4
    preposition: str = ""
    needs: frozenset[str] = frozenset()
    not_: tuple[tuple[str, ...], ...] = ()
    not_before: frozenset[str] = frozenset()
    gen: str = "agent"
    weak: bool = False
    consequence: bool = False
    passive: bool = False
    swap: bool = False
    support: bool = False
    verbs_only: bool = False
    achieved: bool = False
    noncourt: bool = False
    unlike: tuple[str, ...] = ()
    """Letters as written (vowel signs kept) that make it another word: مسيّرة is a drone, no march."""


@dataclass(slots=True)
class EventLexicon:
    """Everything that the event stage looks up."""

    words: Words[Trigger] = field(default_factory=Words)
    phrases: Phrases[Trigger] = field(default_factory=Phrases)
    means: Words[str] = field(default_factory=Words)
    means_phrases: Phrases[str] = field(default_factory=Phrases)
    _meansless: dict[str, bool] = field(default_factory=dict)
    _idle: dict[str, bool] = field(default_factory=dict)

    def is_idle(self, norm: str) -> bool:
        """Whether no trigger can begin with a normalised word."""
        idle = self._idle.get(norm)
        if idle is None:
            idle = self._idle[norm] = not (self.phrases.opens(norm) or self.words.look_up(norm))
        return idle

    def tells_no_means(self, norm: str) -> bool:
        """Whether no word of means can begin with a normalised word."""
        without = self._meansless.get(norm)
        if without is None:
            without = self._meansless[norm] = not (self.means_phrases.opens(norm) or self.means.look_up(norm))
        return without


def _read(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resources.files("marsad.events").joinpath(f"lexicon/{name}").read_text(encoding="utf-8"), Loader=loader)


def frame_files() -> list[str]:
    """The names of the frame files, in order."""
    folder = resources.files("marsad.events").joinpath("lexicon")
    return sorted(item.name for item in folder.iterdir() if item.name.startswith("frames") and item.name.endswith(".yaml"))


def read_frames() -> list[FrameEntry]:
    """All frames of the lexicon. Raises ValueError naming the file and frame that does not fit."""
    found = []
    for name in frame_files():
        for raw in _read(name):
            try:
                frame = FrameEntry.model_validate(raw)
                for word in frame.words:
                    _check(frame, word)
            except ValueError as error:
                raise ValueError(f"{name}: frame {raw.get('id')!r}: {error}") from error
            found.append(frame)
    return found


def _check(frame: FrameEntry, word: WordEntry) -> None:
    given = [x for x in (word.v, word.n, word.p) if x]
    if len(given) != 1:
        raise ValueError(f"word {word.en!r} needs exactly one of v, n, p")
    if (word.family or frame.family) not in FAMILIES:
        raise ValueError(f"word {given[0]!r}: family {word.family or frame.family!r} is none of {', '.join(sorted(FAMILIES))}")
    unknown = set(word.needs) - NEEDS
    if unknown:
        raise ValueError(f"word {given[0]!r} needs {', '.join(sorted(unknown))}: none of {', '.join(sorted(NEEDS))}")


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in text.split())


def _trigger(frame: FrameEntry, word: WordEntry, number: int) -> Trigger:
    singles = frozenset(fold(w) for w in word.with_ if " " not in w.strip())
    phrases = tuple(_phrase(w) for w in word.with_ if " " in w.strip())
    part = "v" if word.v else "n" if word.n else "p"
    return Trigger(
        word.id or f"{frame.id}.{number}", frame.id, word.family or frame.family, word.plover or frame.plover, part, word.en, singles,
        phrases, word.gap, fold(word.prep or ""), frozenset(word.needs), tuple(_phrase(w) for w in word.not_),
        frozenset(fold(w) for w in word.not_before), word.gen or ("patient" if part == "v" else "agent"), word.weak, word.consequence,
        word.passive, word.swap, word.support, word.verbs_only, word.achieved, word.noncourt, tuple(word.unlike),
    )  # fmt: skip


def load_events() -> EventLexicon:
    """Build the event lexicon from the data files. Raises ValueError where one does not fit its schema."""
    lexicon = EventLexicon()
    for frame in read_frames():
        for number, word in enumerate(frame.words, 1):
            trigger = _trigger(frame, word, number)
            if word.v:
                lexicon.words.add_verb(parse_verb(word.v), trigger)
            elif word.n:
                if " " in word.n.split("/")[0]:
                    for phrase in word.n.split("/"):
                        _add_phrase(lexicon.phrases, phrase, trigger)
                else:
                    singular, plurals = parse_noun(word.n)
                    lexicon.words.add_noun(singular, plurals, trigger)
            elif word.p:
                _add_phrase(lexicon.phrases, word.p, trigger)
    for raw in _read("means.yaml"):
        means = raw["means"]
        if "p" in raw:
            lexicon.means_phrases.add(raw["p"], means)
        else:
            singular, plurals = parse_noun(raw.get("n") or raw["a"])
            lexicon.means.add_noun(singular, plurals, means, participle="a" in raw or raw.get("adj", False))
    return lexicon


def _add_phrase(table: Phrases[Trigger], phrase: str, trigger: Trigger) -> None:
    """A phrase as written, and with the article on each of its words where it is a bare noun with a bare adjective."""
    table.add(phrase, trigger)
    words = phrase.split()
    if len(words) == 2 and not any(fold(w).startswith("ال") for w in words) and fold(words[1])[-1:] in "هينات":
        table.add(f"ال{words[0]} ال{words[1]}", trigger)


@lru_cache(maxsize=1 << 16)
def bases(norm: str) -> frozenset[str]:
    """A normalised word with every reading of its proclitics, with and without the article and the tanwin alef."""
    out = set()
    for reading in readings(norm):
        rest = reading.rest
        out.add(rest)
        if rest.startswith("ال") and len(rest) > 4:
            out.add(rest[2:])
        if rest.endswith("ا") and len(rest) > 3:
            out.add(rest[:-1])
    return frozenset(out)


def follows(phrases: Iterable[tuple[str, ...]], norms: list[str]) -> bool:
    """Whether one of the phrases begins the list of normalised words (proclitics and article of its first word aside)."""
    for phrase in phrases:
        if len(norms) >= len(phrase) and phrase[0] in bases(norms[0]) and tuple(norms[1 : len(phrase)]) == phrase[1:]:
            return True
    return False
