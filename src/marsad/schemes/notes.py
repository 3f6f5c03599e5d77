"""One English sentence about an event, built from its fields in the manner of ACLED's notes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.countries import countries

if TYPE_CHECKING:
    import datetime as dt

    from marsad.record import Count, Event

_LOSSES = ("killed", "injured", "captured", "missing", "displaced")
_MONTHS = tuple("January February March April May June July August September October November December".split())
_STATUS = {"planned": " (planned or threatened)", "denied": " (denied)", "ongoing": " (ongoing)"}


def note_of(event: Event) -> str:
    """The record's own `notes_en`; where it has none, date, type, sides, place, losses and sources in one sentence."""
    return event.notes_en or "".join(
        (_when(event), event.type, _STATUS.get(event.status, ""), _sides(event), _where(event), _losses(event), _sources(event), ".")
    )


@lru_cache(maxsize=4096)
def day(value: dt.date) -> str:
    """A day in English words, without the locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04d}"


def _when(event: Event) -> str:
    start, end = event.date_start, event.date_end
    if start is None:
        return "On an unknown day, "
    around = "On" if event.time_precision == 1 else "Around"
    return f"{around} {day(start)}, " if end in (None, start) else f"Between {day(start)} and {day(end or start)}, "


def _sides(event: Event) -> str:
    first, second = (", ".join(dict.fromkeys([a.name_en for a in side])) for side in (event.actor1, event.actor2))
    return (f" by {first}" if first else "") + (f" against {second}" if second else "")


def _where(event: Event) -> str:
    place = event.place
    if place is None:
        return ""
    country = countries().get(place.country or "")
    return " in " + ", ".join(dict.fromkeys(filter(None, (place.name_en, place.admin1, country.name_en if country else None))))


def amount(count: Count) -> str:
    """A count in words: 5, at least 5, up to 5, 5 to 7, an unknown number."""
    if count.min is not None and count.max is not None:
        return str(count.min) if count.min == count.max else f"{count.min} to {count.max}"
    if count.min is not None:
        return f"at least {count.min}"
    return f"up to {count.max}" if count.max is not None else "an unknown number"


def _losses(event: Event) -> str:
    told = [f"{amount(count)} {name}" for name in _LOSSES if (count := getattr(event, name)) is not None]
    return f"; {', '.join(told)}" if told else ""


def _sources(event: Event) -> str:
    names = ", ".join(dict.fromkeys([s.name_en for s in event.sources if s.name_en]))
    return f", according to {names}" if names else ""
