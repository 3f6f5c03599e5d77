"""Checks of the whole lexicon: every data file against its schema and against the others, every example run through the coder."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.actors.registry import read_entries, registry_files
from marsad.arabic.number_words import read_numbers
from marsad.countries import countries
from marsad.events.attribution import source_findings
from marsad.events.checking import duplicates, examples, missing
from marsad.events.counts.lexicon import read_losses
from marsad.events.frames import LexiconError, load_events, read_frames
from marsad.pipeline import Coder
from marsad.reading.check import problems


def findings() -> Iterator[str]:
    """Everything that is wrong with the lexicon, a line each, naming the entry."""
    known = countries()
    try:
        entries = read_entries(registry_files())
    except ValueError as error:
        yield str(error)
        entries = []
    ids = {entry.id for entry in entries}
    for entry in entries:
        if entry.parent and entry.parent not in ids:
            yield f"actor {entry.id}: parent {entry.parent!r} is no actor"
        if entry.country and entry.country not in known:
            yield f"actor {entry.id}: country {entry.country!r} is no ISO 3166 alpha-2 code of places/data/countries.tsv"
        if not (entry.ar or entry.amb or entry.persons):
            yield f"actor {entry.id} has no Arabic name"
    yield from source_findings()
    yield from problems()
    try:
        read_numbers()
        read_losses()
    except ValueError as error:
        yield str(error)
    try:
        frames = read_frames()
        load_events()
    except LexiconError as error:
        yield from error.problems
        return
    yield from duplicates(frames)
    yield from missing(frames)
    yield from examples(frames, Coder())
