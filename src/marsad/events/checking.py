"""Checks of the frames against each other and against the coder: duplicates, collisions, and every example and counter-example run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from marsad.arabic.inflection import AGENT, PATIENT, noun_forms, verb_forms
from marsad.arabic.lexicon import parse_noun, parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.words import WORD, tokenise
from marsad.events.frames import FrameEntry, WordEntry, bases, phrases_of
from marsad.record import CodedReport
from marsad.report import Report

_DAY = dt.date(2020, 1, 15)
"""The day on which every example is read as published."""


class Codes(Protocol):
    """Whatever codes a report: `marsad.pipeline.Coder`."""

    def code(self, report: Report) -> CodedReport:
        """The coded record of one report."""


def surfaces(word: WordEntry) -> frozenset[str]:
    """The running forms (normalised, without proclitics) that an entry tells an event by; participles are left out."""
    if word.v and not word.of:
        forms = verb_forms(parse_verb(word.v))
        return frozenset(s for s, kinds in forms.items() if any(f.kind not in (AGENT, PATIENT) for f in kinds))
    if word.n and not (word.adj or word.of):
        singular, plurals = parse_noun(word.n)
        return frozenset(noun_forms(singular, plurals)) if singular else frozenset(s for p in plurals for s in noun_forms(p, (p,)))
    return frozenset(" ".join(map(fold, phrase.split())) for phrase in phrases_of(word))


def _heads(word: WordEntry) -> frozenset[str]:
    return frozenset(surface.split()[0] for surface in surfaces(word))


def _conditions(word: WordEntry) -> tuple[object, ...]:
    return (tuple(sorted(word.with_)), word.prep, tuple(sorted(word.needs)), tuple(sorted(word.needs_all)))


def duplicates(frames: Sequence[FrameEntry]) -> Iterator[str]:
    """Entries that stand twice, and collisions: one form that two entries of different frames claim without anything to tell them apart."""
    claimed: dict[str, list[tuple[FrameEntry, WordEntry]]] = {}
    for frame in frames:
        for word in frame.words:
            for surface in surfaces(word):
                claimed.setdefault(surface, []).append((frame, word))
    seen: set[tuple[str, str]] = set()
    for surface in sorted(claimed):
        owners = claimed[surface]
        for k, (frame, word) in enumerate(owners):
            for other_frame, other in owners[:k]:
                pair = (other_frame.word_id(other), frame.word_id(word))
                if pair in seen or _conditions(word) != _conditions(other):
                    continue
                seen.add(pair)
                what = "says the same as" if frame.id == other_frame.id else "collides with"
                yield (
                    f"{pair[1]} ({word.text}) {what} {pair[0]} ({other.text}) in {surface!r}: "
                    "put them together, or tell them apart by with, prep, needs or needs_all"
                )


def missing(frames: Iterable[FrameEntry]) -> Iterator[str]:
    """Entries without an example or counter-example, and sentences that do not hold their word. Words that only carry another
    (`support`) tell no event and have neither."""
    for frame in frames:
        for word in frame.words:
            if word.support:
                continue
            heads = _heads(word)
            for name, sentence in (("example", word.example), ("counter", word.counter)):
                if not sentence:
                    yield f"{frame.word_id(word)} ({word.text}) has no {name}: give an invented sentence under {name}:"
                elif not any(bases(t.norm) & heads or t.norm in heads for t in tokenise(sentence) if t.kind == WORD):
                    yield f"{frame.word_id(word)}: its {name} does not hold {word.text}: {sentence}"


def fired(coder: Codes, sentence: str) -> frozenset[str]:
    """The ids of the lexicon's words by which the coder reads events in a sentence."""
    record = coder.code(Report(id="check", title="", text=sentence, published=_DAY))
    return frozenset(why.rule.split(" (")[0] for event in record.events for why in event.why if why.field == "type")


def examples(frames: Iterable[FrameEntry], coder: Codes) -> Iterator[str]:
    """Every example that its own entry does not turn into an event, and every counter-example that its frame does."""
    for frame in frames:
        own = frozenset(frame.word_id(word) for word in frame.words)
        for word in frame.words:
            ident = frame.word_id(word)
            if word.example and ident not in (found := fired(coder, word.example)):
                instead = f"read by {', '.join(sorted(found))}" if found else "no event"
                yield f"{ident}: its example gives {instead}: {word.example} (see `marsad explain`; loosen needs or with, or write a clearer example)"
            if word.counter and (wrong := fired(coder, word.counter) & own):
                yield f"{ident}: its counter-example is read by {', '.join(sorted(wrong))}: {word.counter} (add a not, unless or needs)"
