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
_AGO = re.compile(r"^P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?$")
_CLOCK = dt.timezone(dt.timedelta(hours=3))
"""The clock by which an hour or a day is counted back from a moment: UTC+3, in the middle of the Arab states (UTC to UTC+4)."""
_MOST_AGO = dt.timedelta(days=31)


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


def relative_days(text: str, moment: dt.datetime, words: frozenset[str]) -> list[tuple[dt.date, int, int]]:
    """The days that a line for readers counts back from the moment at which the page was fetched (منذ ساعتين، قبل يومين، أمس), with their half-open
    offsets in the normalised line. `words` are those for days (folded: أمس, اليوم). Weeks and more are too vague for a day of publication."""
    from marsad.times import find

    told = fold(text)[:_LONGEST]
    local = moment.astimezone(_CLOCK) if moment.tzinfo else moment
    out: list[tuple[dt.date, int, int]] = []
    for time in find(told, published=local.date()):
        day = None
        if time.rule.startswith("times.ago"):
            day = time.earliest if time.type == "DATE" and time.earliest == time.latest else None
            if ago := _AGO.match(time.value):
                days, hours, minutes, seconds = (int(part or 0) for part in ago.groups())
                day = _before(local, days, hours, minutes, seconds)
        elif time.rule == "times.duration" and out and not told[out[-1][2] : time.start].strip(" و"):
            out[-1] = (out[-1][0], out[-1][1], time.end)  # منذ ساعة و20 دقيقة
        elif words.intersection(fold(time.quote).split()):
            day = time.earliest if time.earliest == time.latest else None
        if day is not None and local.date() - _MOST_AGO <= day <= local.date():
            out.append((day, time.start, time.end))
    return out


def _before(moment: dt.datetime, days: int, hours: int, minutes: int, seconds: int) -> dt.date | None:
    try:
        return (moment - dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)).date()
    except OverflowError:
        return None


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
