"""Checks of the frames against each other and against the coder: duplicates, collisions, and every example and counter-example run."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from marsad.arabic.inflection import AGENT, PATIENT, noun_forms, verb_forms
from marsad.arabic.lexicon import parse_noun, parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.words import WORD, tokenise
from marsad.events.detect import Told
from marsad.events.frames import FrameEntry, WordEntry, bases, phrases_of
from marsad.record import CodedReport
from marsad.report import Report

_DAY = dt.date(2020, 1, 15)
"""The day on which every example is read as published."""


class Reads(Protocol):
    """What reads a report: `marsad.pipeline.Coder`."""

    def code(self, report: Report) -> CodedReport:
        """The coded record of one report."""

    def triggers(self, report: Report) -> list[Told]:
        """The words of a report whose entries hold."""


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
    return (tuple(sorted(word.with_)), word.prep, tuple(sorted(word.needs)), tuple(sorted(word.needs_all)), word.verbs_only)


def duplicates(frames: Sequence[FrameEntry]) -> Iterator[str]:
    """Entries of one frame that say the same, and collisions: a form that two entries of different frames claim with the same conditions."""
    claimed: dict[str, list[tuple[FrameEntry, WordEntry]]] = {}
    sizes: Counter[str] = Counter()
    shared: dict[tuple[str, str], list[str]] = {}
    where: dict[str, tuple[FrameEntry, WordEntry]] = {}
    for frame in frames:
        for word in frame.words:
            ident = frame.word_id(word)
            where[ident] = frame, word
            for surface in surfaces(word):
                sizes[ident] += 1
                for other_frame, other in claimed.setdefault(surface, []):
                    if _conditions(word) == _conditions(other):
                        shared.setdefault((other_frame.word_id(other), ident), []).append(surface)
                claimed[surface].append((frame, word))
    for (first, second), forms in sorted(shared.items()):
        (frame, word), (other_frame, other) = where[second], where[first]
        if frame.id == other_frame.id and 2 * len(forms) < min(sizes[first], sizes[second]):
            continue  # a noun beside its verb, a passive beside another verb: the same frame either way
        what = "says the same as" if frame.id == other_frame.id else "collides with"
        yield (
            f"{second} ({word.text}) {what} {first} ({other.text}) in {min(forms)!r}: put them together, or tell them apart by with, prep, needs or needs_all"
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


def fired(coder: Reads, sentence: str) -> frozenset[str]:
    """The ids of the lexicon's words whose conditions hold in a sentence."""
    return frozenset(told.trigger.id for told in coder.triggers(_report(sentence)) if not getattr(told, "doubts", ()))


def coded(coder: Reads, sentence: str) -> frozenset[str]:
    """The ids of the lexicon's words by which the coder reads events in a sentence."""
    return frozenset(why.rule.split(" (")[0] for event in coder.code(_report(sentence)).events for why in event.why if why.field == "type")


def _report(sentence: str) -> Report:
    return Report(id="check", title="", text=sentence, published=_DAY)


def examples(frames: Iterable[FrameEntry], coder: Reads) -> Iterator[str]:
    """Every example in which its own entry does not hold, and every counter-example that the coder reads as an event of its frame by
    words that hold."""
    for frame in frames:
        own = frozenset(frame.word_id(word) for word in frame.words if not word.support)
        for word in frame.words:
            ident = frame.word_id(word)
            if word.example and ident not in (found := fired(coder, word.example)):
                instead = f"is read by {', '.join(sorted(found))}" if found else "holds no word that tells an event"
                yield f"{ident}: its example {instead}: {word.example} (see `marsad explain`; loosen needs or with, or write a clearer example)"
            if word.counter and (wrong := fired(coder, word.counter) & coded(coder, word.counter) & own):
                yield f"{ident}: its counter-example is read by {', '.join(sorted(wrong))}: {word.counter} (add a not, unless or needs)"


def share_coded(frames: Iterable[FrameEntry], coder: Reads) -> tuple[int, int]:
    """How many examples the whole coder turns into an event, of how many."""
    sentences = [word.example for frame in frames for word in frame.words if word.example]
    return sum(1 for sentence in sentences if coded(coder, sentence)), len(sentences)
