"""Times of the clock."""

from __future__ import annotations

import datetime as dt

from marsad.arabic.words import NUMBER
from marsad.times.calendars import Span
from marsad.times.resolve_days import context_day, part_of_day, resolve_the_day
from marsad.times.view import TIME, Value, View, resolver


def _clock(view: View) -> str | None:
    tokens = view.part("h")
    if not tokens:
        return None
    minutes = 0
    if len(tokens) == 1 and tokens[0].kind == NUMBER and ("." in tokens[0].norm or "," in tokens[0].norm):
        left, right = tokens[0].norm.replace(",", ".").split(".")
        hour, minutes = int(left), int(right)
    else:
        number = view.whole("h")
        if number is None:
            return None
        hour = number
        if len(tokens[0].norm) == 4 and tokens[0].kind == NUMBER:
            hour, minutes = divmod(number, 100)
    if view.has("min"):
        minutes = view.whole("min") or 0
    fraction = view.part("frac")
    if fraction:
        text = " ".join(t.norm for t in fraction)
        step = 30 if "نصف" in text else 20 if "ثلث" in text else 15
        if "الا" in text.split():
            hour, minutes = (hour - 1) % 24 or 12, 60 - step
        else:
            minutes = step
    part = part_of_day(view) or part_of_day(view, "part2")
    if part in ("AF", "EV") and hour < 12:
        hour += 12
    elif part == "MI" and hour <= 4:
        hour += 12
    elif part == "NI":
        hour = hour + 12 if 6 <= hour < 12 else 0 if hour == 12 else hour
    elif part == "MO" and hour == 12:
        hour = 0
    if hour > 24 or minutes > 59:
        return None
    return f"T{hour:02d}:{minutes:02d}"


@resolver("clock")
def resolve_clock(view: View) -> Value | None:
    """A time of the clock, of the day told with it, else of the day named before in the sentence, else of the publication day."""
    clock = _clock(view)
    if clock is None:
        return None
    hour = view.part("h")[0]
    bare = view.found.rule.id == "clock.hour-part" and hour.kind == NUMBER and not view.has("min")
    if bare and (view.first("part", "PARTADV", "PART", "PARTAL") is None or len(hour.norm) > 2):
        return None
    day: dt.date | None
    told = any(view.has(n) for n in ("deic", "wd", "day", "nd", "y"))
    if told:
        found = resolve_the_day(view)
        if found is None:
            return None
        return Value(TIME, found.value + clock, Span(found.day, found.day) if found.day else None)
    day = context_day(view)
    if day is None:
        return Value(TIME, "XXXX-XX-XX" + clock)
    return Value(TIME, day.isoformat() + clock, Span(day, day))
