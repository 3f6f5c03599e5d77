"""Days as people and machines write them beside an article: ISO, RFC 2822, epochs, English and Arabic dates in three calendars."""

from __future__ import annotations

import datetime as dt
import re

from marsad.arabic.orthography import fold

FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Years that a publication day may have: what lies outside is a wrong or a placeholder date (1970-01-01, 0001-01-01)."""
_ISO = re.compile(r"^\D{0,3}((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(r"^((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?:T?[0-9]{0,6}Z?)?$")
_EPOCH = re.compile(r"^([0-9]{10})(?:[0-9]{3})?$")
_DAY_FIRST = re.compile(r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]((?:19|20)[0-9]{2})(?![0-9])")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ENGLISH = re.compile(
    r"\b([a-z]{3})[a-z]*\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? +((?:19|20)[0-9]{2})\b|\b([0-9]{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*\.?,? +((?:19|20)[0-9]{2})\b"
)
_MONTH_FIRST = re.compile(r"([\u0621-\u064a]+)\s+([0-9]{1,2})\s*[,،]\s*((?:19|20)[0-9]{2})")
_GREGORIAN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LONGEST = 200


def machine_day(text: str) -> dt.date | None:
    """The day of a timestamp written for machines (ISO 8601, YYYYMMDD, epoch seconds or milliseconds in UTC, RFC 2822), as its writer's clock
    showed it, or None. A day that does not exist, or a year outside 1980-2100, is None."""
    told = fold(text.strip())[:_LONGEST]
    if found := _ISO.match(told) or _COMPACT.match(told):
        return _day(*(int(part) for part in found.groups()))
    if found := _EPOCH.match(told):
        moment = dt.datetime.fromtimestamp(int(found.group(1)), tz=dt.UTC)
        return _day(moment.year, moment.month, moment.day)
    if "," in told or told[:1].isdigit():
        from email.utils import parsedate

        try:
            parts = parsedate(told)
        except (ValueError, TypeError, IndexError, OverflowError):
            parts = None
        if parts is not None:
            return _day(*parts[:3])
    return None


def day_first(text: str) -> dt.date | None:
    """The day of DD/MM/YYYY (also with - and .), as Arabic outlets write it, or None."""
    found = _DAY_FIRST.match(fold(text.strip())[:_LONGEST])
    return _day(int(found.group(3)), int(found.group(2)), int(found.group(1))) if found else None


def written_days(text: str) -> list[tuple[dt.date, int, int]]:
    """The full dates in a line for readers, with their half-open offsets in the normalised line (`fold`): Arabic ones in every calendar and month
    name that `marsad.times` knows, WordPress's أبريل 11, 2024, and English ones. Gregorian dates come before Hijri ones, whose
    conversion may be a day off."""
    from marsad.times import find

    told = fold(text)[:_LONGEST]
    if not any(c.isdigit() for c in told):
        return []
    found: list[tuple[dt.date, int, int]] = []
    hijri: list[tuple[dt.date, int, int]] = []
    for match in _ENGLISH.finditer(told.lower()):
        month, number, year = (match.group(1), match.group(2), match.group(3)) if match.group(1) else (match.group(5), match.group(4), match.group(6))
        day = _day(int(year), _MONTHS.get(month, 0), int(number))
        if day is not None:
            found.append((day, match.start(), match.end()))
    turned = _MONTH_FIRST.sub(lambda m: f"{m.group(2)} {m.group(1)} {m.group(3)}".ljust(len(m.group(0))), told)
    for time in find(turned):
        if time.type in ("DATE", "TIME") and time.earliest is not None and time.earliest == time.latest and FIRST_YEAR <= time.earliest.year <= LAST_YEAR:
            (found if _GREGORIAN.search(time.quote) else hijri).append((time.earliest, time.start, time.end))
    return sorted(found, key=lambda item: item[1]) + hijri


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
