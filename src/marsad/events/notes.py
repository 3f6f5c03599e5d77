"""One sentence about an event, in English and in Arabic, from its fields alone: it never says more than they do.

The words are data (`lexicon/notes.yaml`), in the manner of ACLED's notes. English names are the record's; the Arabic sentence quotes
sides and places as the report writes them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from marsad.compiled import compiled, fingerprint
from marsad.countries import countries
from marsad.events.decide import EVENT_TYPE_OF, PLOVER_TYPES
from marsad.record import Actor, Count, Event, Source

_MONTHS = tuple(calendar.month_name)
"""January is 1. The calendar itself has the system write out a date for each name that it gives."""

LOSSES = ("killed", "injured", "captured", "missing", "displaced")


class TypeWords(BaseModel):
    """How a type is told: `en` is what A does to P, what A does, what happens to P, the noun; `ar` the noun."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    en: tuple[str, str, str, str]
    ar: str


class NoteWords(BaseModel):
    """The words of `notes.yaml`."""

    model_config = ConfigDict(defer_build=True, extra="forbid")

    types: dict[str, TypeWords]
    months_ar: tuple[str, ...]
    status_en: dict[str, str]
    status_ar: dict[str, str]
    losses_ar: dict[str, str]


@lru_cache(maxsize=1)
def note_words() -> NoteWords:
    """The words of notes, kept compiled. Raises ValueError naming what `notes.yaml` lacks."""
    return compiled("notes", fingerprint(), _read_words)


def _read_words() -> NoteWords:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: Any = yaml.load(resources.files("marsad.events").joinpath("lexicon/notes.yaml").read_text(encoding="utf-8"), Loader=loader)
    words = NoteWords.model_validate(raw)
    missing = {*EVENT_TYPE_OF, *PLOVER_TYPES} - set(words.types)
    if missing or len(words.months_ar) != 12:
        raise ValueError(f"notes.yaml: no words for {', '.join(sorted(missing)) or 'twelve months'}")
    return words


def notes_of(event: Event) -> tuple[str, str]:
    """The English and the Arabic sentence of an event."""
    words = note_words()
    return _english(event, words), _arabic(event, words)


# --- English


def _english(event: Event, words: NoteWords) -> str:
    both, alone, suffered, noun = words.types[event.type].en
    agents, patients = _names(event.actor1), _names(event.actor2)
    if agents and patients:
        act = f"{agents} {both} {patients}"
    elif agents:
        act = f"{agents} {alone}"
    else:
        act = f"{patients} {suffered}" if patients else f"there was {noun}"
    if event.scope == "aggregate":
        act += " repeatedly"
    told = [f"{amount(count)} {field}" for field in LOSSES if (count := getattr(event, field)) is not None]
    losses = f"; {', '.join(told)}" if told else ""
    return f"{_when(event)}{act}{words.status_en.get(event.status, '')}{_where(event)}{losses}{_sources(event.sources)}."


def _names(side: Sequence[Actor]) -> str:
    if len(side) < 2:
        return side[0].name_en if side else ""
    names = list(dict.fromkeys([a.name_en for a in side]))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day(value: dt.date) -> str:
    return f"{value.day} {_MONTHS[value.month]} {value.year:04d}"


def _when(event: Event) -> str:
    start, end = event.date_start, event.date_end
    if start is None:
        return "On a day not told, "
    if end is not None and end != start:
        return f"Between {_day(start)} and {_day(end)}, "
    return f"{'On' if event.time_precision == 1 else 'Around'} {_day(start)}, "


def _where(event: Event) -> str:
    place = event.place
    if place is None:
        return ""
    country = countries().get(place.country or "")
    parts = dict.fromkeys([part for part in (place.name_en, place.admin1, country.name_en if country else None) if part])
    return f" {'in' if place.geo_precision != 2 else 'in or near'} " + ", ".join(parts)


def amount(count: Count) -> str:
    """A count in words: 5, at least 5, up to 5, 5 to 7, an unknown number of people."""
    if count.min is not None and count.max is not None:
        return str(count.min) if count.min == count.max else f"{count.min} to {count.max}"
    if count.min is not None:
        return f"at least {count.min}"
    return f"up to {count.max}" if count.max is not None else "an unknown number"


def _sources(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    names = list(dict.fromkeys([s.name_en for s in sources if s.name_en and s.role != "denied"]))
    denied = list(dict.fromkeys([s.name_en for s in sources if s.name_en and s.role == "denied"]))
    return (f", according to {', '.join(names)}" if names else "") + (f" (denied by {', '.join(denied)})" if denied else "")


# --- Arabic


def _arabic(event: Event, words: NoteWords) -> str:
    agents, patients = _quotes(event.actor1), _quotes(event.actor2)
    act = words.types[event.type].ar + words.status_ar.get(event.status, "")
    if event.scope == "aggregate":
        act += " (أكثر من مرة)"
    sides = f"، من جانب {agents}" if agents else ""
    sides += f"، والطرف الآخر {patients}" if patients else ""
    place = f"، المكان: «{event.place.quote}»" if event.place is not None else ""
    told = [f"{words.losses_ar[field]}: {_amount_ar(count)}" for field in LOSSES if (count := getattr(event, field)) is not None]
    losses = f"؛ {'، '.join(told)}" if told else ""
    names = list(dict.fromkeys([s.quote for s in event.sources if s.role != "denied"]))
    sources = "، بحسب " + "، ".join(f"«{n}»" for n in names) if names else ""
    return f"{_when_ar(event, words)}: {act}{sides}{place}{losses}{sources}."


def _quotes(side: Sequence[Actor]) -> str:
    return "، ".join(dict.fromkeys([f"«{a.quote}»" for a in side])) if side else ""


def _when_ar(event: Event, words: NoteWords) -> str:
    def day(value: dt.date) -> str:
        return f"{value.day} {words.months_ar[value.month - 1]} {value.year}"

    start, end = event.date_start, event.date_end
    if start is None:
        return "في يوم لم يُذكر"
    if end is not None and end != start:
        return f"بين {day(start)} و{day(end)}"
    return f"{'في' if event.time_precision == 1 else 'نحو'} {day(start)}"


def _amount_ar(count: Count) -> str:
    if count.min is not None and count.max is not None:
        return str(count.min) if count.min == count.max else f"بين {count.min} و{count.max}"
    if count.min is not None:
        return f"{count.min} على الأقل"
    return f"حتى {count.max}" if count.max is not None else "عدد غير معروف"
