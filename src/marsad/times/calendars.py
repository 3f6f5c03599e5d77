"""Days and spans of days: what a value means in time, how exact it is, and the calendars beside the Gregorian."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

ONE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day (both included)."""

    first: dt.date
    last: dt.date


def day(year: int, month: int, number: int) -> dt.date | None:
    """The day, or None where the calendar has none."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def month_span(year: int, month: int) -> Span:
    """The days of a month."""
    return Span(dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1]))


def year_span(year: int) -> Span:
    """The days of a year."""
    return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))


def week_span(of: dt.date) -> Span:
    """The week, from Sunday to Saturday as newspapers count it, that a day is in."""
    start = of - ONE * ((of.weekday() + 1) % 7)
    return Span(start, start + ONE * 6)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month `count` months later."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def shift_months(of: dt.date, count: int) -> dt.date:
    """The day `count` months later, at the end of the month where it is shorter. Years are held to 1-9999."""
    year, month = add_months(of.year, of.month, count)
    year = min(max(year, 1), 9999)
    return dt.date(year, month, min(of.day, monthrange(year, month)[1]))


def iso_week(of: dt.date) -> str:
    """2004-W15."""
    year, week, _ = of.isocalendar()
    return f"{year:04d}-W{week:02d}"


def precision(span: Span) -> tuple[int | None, int | None]:
    """ACLED (1 day, 2 about a week, 3 a month, None vaguer) and UCDP (1 day, 2 two to six days, 3 week, 4 month, 5 year) precision."""
    days = (span.last - span.first).days + 1
    if days == 1:
        return 1, 1
    if days <= 6:
        return 2, 2
    if days <= 11:
        return 2, 3
    if days <= 31:
        return 3, 4
    if days <= 366:
        return None, 5
    return None, None


def part_of(span: Span, mod: str) -> Span:
    """The part of a span that "start of", "middle of", "end of" point to."""
    length = (span.last - span.first).days + 1
    if mod in ("START", "EARLY"):
        take = max(1, length // (4 if mod == "START" else 3))
        return Span(span.first, span.first + ONE * (take - 1))
    if mod in ("END", "LATE"):
        take = max(1, length // (4 if mod == "END" else 3))
        return Span(span.last - ONE * (take - 1), span.last)
    third = length // 3
    return Span(span.first + ONE * third, span.last - ONE * third)


def hijri_span(year: int, month: int | None, number: int | None) -> Span | None:
    """The Gregorian days of a Hijri year, month or day (Umm al-Qura), or None outside the range of the conversion or of the calendar."""
    from hijridate import Hijri

    def convert(m: int, d: int) -> dt.date:
        g = Hijri(year, m, d).to_gregorian()
        return dt.date(g.year, g.month, g.day)

    try:
        if month is None:
            return Span(convert(1, 1), convert(12, Hijri(year, 12, 1).month_length()))
        if number is None:
            return Span(convert(month, 1), convert(month, Hijri(year, month, 1).month_length()))
        return Span(convert(month, number), convert(month, number))
    except (ValueError, OverflowError):
        return None


def hijri_of(of: dt.date) -> tuple[int, int, int] | None:
    """Hijri year, month and day of a Gregorian day, or None outside the range of the conversion."""
    from hijridate import Gregorian

    try:
        h = Gregorian(of.year, of.month, of.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return h.year, h.month, h.day


def persian_day(year: int, month: int, number: int) -> dt.date | None:
    """The Gregorian day of a day of the Persian solar calendar (arithmetic of the 33-year cycle, right for 1206-1498), or None."""
    if not (1206 <= year <= 1498 and 1 <= month <= 12 and 1 <= number <= (31 if month <= 6 else 30)):
        return None
    leaps = 0
    for y in range(1206, year):
        leaps += y % 33 in (1, 5, 9, 13, 17, 22, 26, 30)
    new_year = dt.date(1827, 3, 22) + ONE * ((year - 1206) * 365 + leaps)
    before = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    return new_year + ONE * (before + number - 1)
