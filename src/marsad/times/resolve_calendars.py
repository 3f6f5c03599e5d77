"""The Hijri and the Persian calendar, and feasts."""

from __future__ import annotations

import datetime as dt

from marsad.times import calendars as cal
from marsad.times.calendars import ONE, Span
from marsad.times.resolve_days import part_of_day
from marsad.times.resolve_periods import with_mod
from marsad.times.tense import FUTURE, PAST
from marsad.times.view import DATE, TIME, Value, View, resolver


def _hijri_month(view: View) -> int | None:
    number = None
    for token in view.part("hmon"):
        lex = view.recogniser
        for cls in ("HMON", "HRABI", "HJUMADA"):
            value = lex.value(token, cls)
            if value is not None and number is None:
                number = int(value)
        for cls in ("HQADA", "HHIJJA"):
            value = lex.value(token, cls)
            if value is not None:
                number = int(value)
        if lex.value(token, "HSECOND") is not None and number in (3, 5):
            number += 1
    return number


@resolver("hijri")
def resolve_hijri(view: View) -> Value | None:
    """A Hijri day, month or year as Gregorian days; outside the conversion's range underspecified."""
    published = view.context.published
    month = _hijri_month(view) if view.has("hmon") else None
    number = view.whole("day") if view.has("day") else (1 if view.has("ghurra") else None)
    year = view.whole("hyr") if view.has("hyr") else None
    if number is not None and not 1 <= number <= 30:
        return None
    if year is None and published is not None and month is not None:
        today = cal.hijri_of(published)
        if today is not None:
            year = today[0] + (view.relation("yrel") or 0) if view.has("yrel") else _hijri_year(published, today, month, view)
    if year is None:
        return Value(DATE, "XXXX-XX-XX" if number else "XXXX-XX" if month else "XXXX")
    span = cal.hijri_span(year, month, number)
    if span is None:
        return Value(DATE, "XXXX-XX-XX" if number else "XXXX-XX" if month else "XXXX")
    if number is not None:
        return Value(DATE, span.first.isoformat(), span)
    middle = span.first + (span.last - span.first) / 2
    if month is not None:
        return Value(DATE, f"{middle.year:04d}-{middle.month:02d}", with_mod(view, span))
    return Value(DATE, f"{middle.year:04d}", with_mod(view, span))


def _hijri_year(published: dt.date, today: tuple[int, int, int], month: int, view: View) -> int:
    relation = view.relation("rel")
    now_year, now_month, _ = today
    if relation == 0 or (relation is None and month == now_month):
        return now_year
    if relation == 1:
        return now_year if month > now_month else now_year + 1
    if relation == -1:
        return now_year if month < now_month else now_year - 1
    ahead = (month - now_month) % 12
    if ahead <= 2 or (view.tense >= FUTURE and ahead <= 8):
        return now_year + (1 if month < now_month else 0)
    return now_year if month < now_month else now_year - 1


@resolver("persian")
def resolve_persian(view: View) -> Value | None:
    """A day of the Persian solar calendar."""
    text = view.first("pmon", "PMON")
    if text is None:
        return None
    month, number, year = int(text), view.whole("day"), view.whole("hyr")
    published = view.context.published
    if number is None:
        return Value(DATE, "XXXX-XX")
    if year is None:
        if published is None:
            return Value(DATE, "XXXX-XX-XX")
        days = [d for y in (published.year - 622, published.year - 621) if (d := cal.persian_day(y, month, number))]
        past = [d for d in days if d <= published]
        day = max(past) if past else (min(days) if days else None)
    else:
        day = cal.persian_day(year, month, number)
    return Value(DATE, "XXXX-XX-XX") if day is None else Value(DATE, day.isoformat(), Span(day, day))


@resolver("feast")
def resolve_feast(view: View) -> Value | None:
    """A feast: the one nearest to publication, its first day or the n-th."""
    options = view.found.rule.options
    published = view.context.published
    if published is None:
        return Value(DATE, "XXXX-XX-XX")
    month, number, length = int(options["month"]), int(options["day"]), int(options["days"])
    if options["calendar"] == "g":
        starts = [d for y in (-1, 0, 1) if (d := cal.day(published.year + y, month, number))]
        if view.has("yr"):
            starts = [d for d in starts if d.year == view.whole("yr")] or starts
    else:
        today = cal.hijri_of(published)
        if today is None:
            return Value(DATE, "XXXX-XX-XX")
        starts = [s.first for y in (-1, 0, 1) if (s := cal.hijri_span(today[0] + y, month, number))]
    relation = view.relation("rel")
    if relation == -1:
        starts = [d for d in starts if d < published] or starts
    elif relation == 1:
        starts = [d for d in starts if d > published] or starts
    elif relation is None and view.tense == PAST:
        starts = [d for d in starts if d <= published] or starts
    if not starts:
        return Value(DATE, "XXXX-XX-XX")
    start = min(starts, key=lambda d: abs((d - published).days))
    nth = view.whole("nth")
    if nth is not None and 1 <= nth <= 7:
        day = start + ONE * (nth - 1)
        return Value(DATE, day.isoformat(), Span(day, day))
    return Value(DATE, start.isoformat(), Span(start, start + ONE * (length - 1)))


@resolver("eid")
def resolve_eid(view: View) -> Value | None:
    """The feast, unnamed: the Eid last begun, up to six weeks ago, or the next, up to three weeks ahead."""
    published = view.context.published
    part = part_of_day(view)
    tail = f"T{part}" if part else ""
    today = None if published is None else cal.hijri_of(published)
    if published is None or today is None:
        return Value(TIME if part else DATE, "XXXX-XX-XX" + tail)
    starts = [s.first for y in (-1, 0, 1) for m, d in ((10, 1), (12, 10)) if (s := cal.hijri_span(today[0] + y, m, d))]
    near = [d for d in starts if -21 <= (published - d).days <= 42]
    if not near:
        return Value(TIME if part else DATE, "XXXX-XX-XX" + tail)
    day = min(near, key=lambda d: abs((d - published).days)) + ONE * ((view.whole("nth") or 1) - 1)
    return Value(TIME if part else DATE, day.isoformat() + tail, Span(day, day))
