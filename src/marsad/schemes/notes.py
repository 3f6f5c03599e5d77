"""The English sentence about an event that the schemes and summaries give."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.record import Event


def note_of(event: Event) -> str:
    """The record's own `notes_en`; where it was left out (the public form), the sentence that the fields give now, for a type of other
    codebooks its name."""
    if event.notes_en:
        return event.notes_en
    from marsad.events.notes import note_words, notes_of

    return notes_of(event)[0] if event.type in note_words().types else f"{event.type}."
