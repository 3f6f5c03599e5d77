"""The resolver: what a recognised expression means: TIMEX3 type and value, first and last day.

It works from the publication day; without one, relative values stay underspecified (XXXX-10-07, XXXX-WXX-5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.arabic.text import Text
from marsad.arabic.words import NUMBER, WORD, Token
from marsad.times.calendars import (
    ONE,
    Span,
    add_months,
    day,
    hijri_of,
    hijri_span,
    iso_week,
    month_span,
    part_of,
    persian_day,
    shift_months,
    week_span,
    year_span,
)
from marsad.times.recognise import Found, Recogniser

_TIME_OF_PART = {"MO": "TMO", "MI": "TMI", "AF": "TAF", "EV": "TEV", "NI": "TNI"}
_UNIT_LETTER = {"TS": "S", "TM": "M", "TH": "H", "D": "D", "NIGHT": "D", "W": "W", "M": "M", "Y": "Y", "DE": "DE", "CE": "CE"}
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


@dataclass(frozen=True, slots=True)
class Meaning:
    """TIMEX3 type and value, and the days it spans (None where it has none)."""

    type: str
    value: str
    span: Span | None = None


class Resolver:
    """Resolves the expressions of one text in order; remembers the last day and month told."""

    def __init__(self, recogniser: Recogniser, text: Text, published: dt.date | None) -> None:
        self._r = recogniser
        self._tokens = text.tokens
        self._text = text
        self._day = published
        self._last: Span | None = None

    def meaning(self, found: Found) -> Meaning | None:
        """The meaning of an expression, or None where its parts make no date."""
        kind = found.rule.kind
        method = getattr(self, f"_{_METHOD.get(kind, kind)}", None)
        if method is None:
            return None
        try:
            meaning: Meaning | None = method(found)
        except (ValueError, OverflowError, IndexError):
            return None
        if meaning is not None and meaning.span is not None and meaning.type in ("DATE", "TIME"):
            self._last = meaning.span
        return meaning

    # --- reading parts

    def _part(self, found: Found, name: str) -> list[Token]:
        span = found.parts.get(name)
        return [t for t in self._tokens[span[0] : span[1]] if t.kind in (WORD, NUMBER)] if span else []

    def _value(self, found: Found, name: str, *classes: str) -> str | None:
        for token in self._part(found, name):
            for cls in classes:
                value = self._r.value(token, cls)
                if value is not None:
                    return value
        return None

    def _int(self, found: Found, name: str) -> int | None:
        number = self._r.integer(self._part(found, name))
        return None if number is None else int(number)

    def _month_of(self, tokens: Sequence[Token]) -> int | None:
        for k, token in enumerate(tokens):
            for cls in ("MON", "MONW"):
                value = self._r.value(token, cls)
                if value is not None:
                    return int(value)
            for cls, months in (("KANUN", (12, 1)), ("TISHRIN", (10, 11))):
                if self._r.value(token, cls) is not None and k + 1 < len(tokens):
                    following = tokens[k + 1]
                    second = self._r.value(following, "KAN2") is not None or following.norm == "2"
                    return months[1] if second else months[0]
        return None

    def _rel(self, found: Found, name: str = "rel") -> int | None:
        value = self._value(found, name, "REL", "RELC", "RELD", "LAST", "DEM")
        return None if value is None else int(value)

    def _future(self, found: Found) -> bool:
        """Whether the clause looks forward: a future verb or a word of planning before the expression."""
        tokens = self._tokens
        sentence = self._text.sentences[self._text.sentence_of[found.first]] if self._text.sentences else None
        lo = max(sentence.first if sentence else 0, found.first - 12)
        for k in range(found.first - 1, lo - 1, -1):
            norm = tokens[k].norm
            if tokens[k].kind != WORD:
                continue
            if norm in _FUTURE_WORDS or (len(norm) > 4 and norm[:2] in ("سي", "ست") and not norm.startswith(_NOT_FUTURE)):
                return True
            if norm in _PAST_WORDS:
                return False
        return False

    # --- days

    def _weekday(self, number: int, rel: int | None, future: bool) -> dt.date | None:
        if self._day is None:
            return None
        back = (self._day.isoweekday() - number) % 7
        if rel == 1 or (rel is None and future):
            return self._day + ONE * ((number - self._day.isoweekday()) % 7 or 7)
        if rel == -1:
            return self._day - ONE * (back or 7)
        return self._day - ONE * back

    def _year_for(self, month: int, number: int, rel: int | None, future: bool) -> int | None:
        """The year of a month and day without one: the nearest not after publication, unless the words look forward."""
        if self._day is None:
            return None
        year = self._day.year
        candidate = day(year, month, min(number, 28))
        if candidate is None:
            return year
        if rel == 1 or (rel is None and future):
            return year if candidate >= self._day.replace(day=1) else year + 1
        if rel == -1:
            return year if candidate <= self._day else year - 1
        if rel == 0:
            return year
        if candidate <= self._day + ONE * 3:
            return year
        return year - 1

    def _year_part(self, found: Found) -> int | None:
        for token in self._part(found, "yr"):
            if token.norm.isdigit():
                return int(token.norm)
        rel = self._rel(found, "yrel")
        return self._day.year + rel if rel is not None and self._day is not None else None

    def _date_of(self, found: Found) -> tuple[dt.date | None, str]:
        """The day that the parts of a date tell, and its value where the day is not known."""
        deic, wd = self._part(found, "deic"), self._value(found, "wd", "WD", "WDI")
        rel = self._rel(found)
        if "nd" in found.parts or ("d" in found.parts and "m" in found.parts):
            return self._numbers(found)
        if "mon" in found.parts:
            month = self._month_of(self._part(found, "mon"))
            number = self._int(found, "day")
            if month is None or number is None or not 1 <= number <= 31:
                return None, ""
            year = self._year_part(found) or self._year_for(month, number, rel, self._future(found))
            if year is None:
                return None, f"XXXX-{month:02d}-{number:02d}"
            return day(year, month, number), f"{year:04d}-{month:02d}-{number:02d}"
        if "unit" in found.parts and "day" in found.parts:
            number = self._int(found, "day")
            if number is None:
                return None, ""
            if self._day is None:
                return None, f"XXXX-XX-{number:02d}"
            year, month = add_months(self._day.year, self._day.month, rel or 0)
            return day(year, month, number), f"{year:04d}-{month:02d}-{number:02d}"
        if "minhu" in found.parts and "day" in found.parts:
            number = self._int(found, "day")
            base = self._last.first if self._last else self._day
            if base is None or number is None:
                return None, ""
            return day(base.year, base.month, number), ""
        if deic:
            offset = self._offset(deic)
            if self._day is None:
                return None, "PRESENT_REF" if offset == 0 else ("PAST_REF" if offset < 0 else "FUTURE_REF")
            known = self._day + ONE * offset
            if wd is not None and known.isoweekday() != int(wd):
                near = self._weekday(int(wd), None if offset <= 0 else 1, offset > 0)
                if near is not None and abs((near - known).days) <= 1:
                    known = near
            return known, ""
        if wd is not None:
            known_day = self._weekday(int(wd), rel, self._future(found))
            return known_day, f"XXXX-WXX-{wd}"
        if "day" in found.parts and rel is not None and self._day is not None:
            number = self._int(found, "day")
            return (day(self._day.year, self._day.month, number), "") if number else (None, "")
        return None, ""

    def _numbers(self, found: Found) -> tuple[dt.date | None, str]:
        if "nd" in found.parts:
            parts = self._part(found, "nd")[0].norm.replace(",", ".").split(".")
            d, m, y = int(parts[0]), int(parts[1]), int(parts[2])
        else:
            d, m = self._int(found, "d") or 0, self._int(found, "m") or 0
            year = self._int(found, "y")
            if year is None:
                guess = self._year_for(m, d, None, self._future(found))
                if guess is None:
                    return None, f"XXXX-{m:02d}-{d:02d}"
                y = guess
            else:
                y = year
        if y < 100:
            y += 2000 if self._day is None or y + 2000 <= self._day.year + 1 else 1900
        if m > 12 >= d:
            d, m = m, d
        return day(y, m, d), ""

    def _offset(self, tokens: Sequence[Token]) -> int:
        has = {cls for t in tokens for cls in ("AMS", "GHAD", "GHADAL", "BAAD", "AWWAL", "ALAWWAL", "YAWMAL") if self._r.value(t, cls) is not None}
        if "AMS" in has:
            return -2 if len(tokens) > 1 and has & {"AWWAL", "ALAWWAL"} else -1
        if "GHAD" in has or "GHADAL" in has:
            return 2 if "BAAD" in has else 1
        return 0

    def _as_day(self, known: dt.date | None, value: str, part: str | None) -> Meaning | None:
        if known is None:
            if not value:
                return None
            return Meaning("TIME" if part else "DATE", value + (f"T{_TIME_OF_PART[part][1:]}" if part and value[:4] == "XXXX" else ""))
        if part:
            return Meaning("TIME", f"{known.isoformat()}T{_TIME_OF_PART[part][1:]}", Span(known, known))
        return Meaning("DATE", known.isoformat(), Span(known, known))

    def _part_name(self, found: Found) -> str | None:
        return self._value(found, "part", "PART", "PARTADV", "PARTAL") or ("EV" if "part" in found.parts else None)

    def _day_kind(self, found: Found) -> Meaning | None:
        known, value = self._date_of(found)
        return self._as_day(known, value, self._part_name(found))

    def _numday(self, found: Found) -> Meaning | None:
        return self._as_day(*self._numbers(found), None)

    def _ordday(self, found: Found) -> Meaning | None:
        number, month = self._int(found, "ord"), self._month_of(self._part(found, "mon"))
        if number is None or month is None:
            return None
        year = self._year_part(found) or self._year_for(month, number, self._rel(found), False)
        return self._as_day(day(year, month, number) if year else None, f"XXXX-{month:02d}-{number:02d}", None)

    def _numeric(self, found: Found) -> Meaning | None:
        return self._as_day(*self._numbers(found), None)

    def _night(self, found: Found) -> Meaning | None:
        offset = int(found.rule.options.get("offset", "0"))
        if self._day is None:
            return Meaning("TIME", "PRESENT_REF" if not offset else "PAST_REF")
        known = self._day + ONE * offset
        return Meaning("TIME", f"{known.isoformat()}TNI", Span(known, known))

    def _partday(self, found: Found) -> Meaning | None:
        return self._as_day(self._day, "XXXX-XX-XX", self._part_name(found) or "MO")

    def _partctx(self, found: Found) -> Meaning | None:
        part = self._part_name(found) or "NI"
        base = self._last.first if self._last and self._last.first == self._last.last else self._day
        if base is None:
            return Meaning("TIME", f"XXXX-XX-XXT{_TIME_OF_PART[part][1:]}")
        return Meaning("TIME", f"{base.isoformat()}T{_TIME_OF_PART[part][1:]}")

    def _ref(self, found: Found) -> Meaning | None:
        if found.rule.options.get("byrel"):
            rel = self._rel(found) or 0
            return Meaning("DATE", "PAST_REF" if rel < 0 else "FUTURE_REF" if rel > 0 else "PRESENT_REF")
        return Meaning("DATE", found.rule.options.get("value", "PAST_REF"))

    def _list(self, found: Found) -> Meaning | None:
        number = self._r.integer(self._part(found, "item"))
        months = self._part(found, "imon") or self._part(found, "mon")
        month = self._month_of(months)
        year = self._year_part(found)
        if month is None and self._day is not None:
            shifted = add_months(self._day.year, self._day.month, self._rel(found) or 0)
            year, month = shifted
        if month is None or number is None:
            return None
        year = year or self._year_for(month, int(number), self._rel(found), self._future(found))
        return self._as_day(day(year, month, int(number)) if year else None, f"XXXX-{month:02d}-{int(number):02d}", None)

    def _anaphor(self, found: Found) -> Meaning | None:
        rel = self._rel(found) or 0
        if self._last is None:
            return Meaning("DATE", "PAST_REF" if rel <= 0 else "FUTURE_REF")
        unit = next((u for t in self._tokens[found.first : found.last] if (u := self._r.value(t, "UD"))), "D")
        base = self._last.first
        return self._unit_value(unit, rel, base) if unit != "D" else self._as_day(base + ONE * rel, "", None)

    def _evemorrow(self, found: Found) -> Meaning | None:
        offset = -1 if self._value(found, "eve", "EVE") is not None else 1
        known, value = self._date_of(found)
        return self._as_day(known + ONE * offset if known else None, value, None)

    # --- months, years, units

    def _with_mod(self, value: str, span: Span | None, mod: str | None) -> Meaning:
        return Meaning("DATE", value, part_of(span, mod) if span and mod else span)

    def _month(self, found: Found) -> Meaning | None:
        month = self._month_of(self._part(found, "mon"))
        if month is None:
            return None
        year = self._year_part(found) or self._year_for(month, 1, self._rel(found), self._future(found))
        mod = self._value(found, "mod", "MOD")
        if year is None:
            return Meaning("DATE", f"XXXX-{month:02d}")
        span = month_span(year, month)
        if "part" in found.parts:
            first_half = self._value(found, "part", "ORD", "ORDI", "LAST") in ("1", None)
            span = part_of(span, "EARLY" if first_half else "LATE")
        return self._with_mod(f"{year:04d}-{month:02d}", span, mod)

    def _months(self, found: Found) -> Meaning | None:
        return self._month(found)

    def _unit_value(self, unit: str, rel: int, base: dt.date) -> Meaning | None:
        if unit == "D":
            return self._as_day(base + ONE * rel, "", None)
        if unit == "W":
            span = week_span(base + ONE * 7 * rel)
            return Meaning("DATE", iso_week(span.first + ONE * 3), span)
        if unit == "M":
            year, month = add_months(base.year, base.month, rel)
            return Meaning("DATE", f"{year:04d}-{month:02d}", month_span(year, month))
        if unit == "Y":
            return Meaning("DATE", f"{base.year + rel:04d}", year_span(base.year + rel))
        if unit == "DE":
            start = base.year // 10 * 10 + 10 * rel
            return Meaning("DATE", f"{start // 10:03d}", Span(dt.date(start, 1, 1), dt.date(start + 9, 12, 31)))
        if unit == "CE":
            start = base.year // 100 * 100 + 100 * rel
            return Meaning("DATE", f"{start // 100:02d}", Span(dt.date(start, 1, 1), dt.date(start + 99, 12, 31)))
        return None

    def _unit(self, found: Found) -> Meaning | None:
        unit = self._value(found, "unit", "UD") or next(
            (u for t in self._tokens[found.first : found.last] if (u := self._r.value(t, "UD"))), "W"
        )
        rel = self._rel(found)
        if self._day is None:
            value = "PRESENT_REF" if not rel else "PAST_REF" if rel < 0 else "FUTURE_REF"
            return Meaning("DATE", value)
        shift = rel or 0
        if any(self._r.value(t, "QABL") is not None for t in self._tokens[found.first : found.last]) and shift == -1:
            shift = -2
        if "weekend" in found.parts:
            span = week_span(self._day + ONE * 7 * shift)
            return Meaning("DATE", f"{iso_week(span.first + ONE * 3)}-WE", Span(span.last - ONE, span.last))
        meaning = self._unit_value(unit, shift, self._day)
        if meaning is None:
            return None
        if "part" in found.parts and meaning.span is not None:
            return self._fraction(found, meaning)
        mod = self._value(found, "mod", "MOD")
        return self._with_mod(meaning.value, meaning.span, mod)

    def _fraction(self, found: Found, whole: Meaning) -> Meaning:
        """A half, third or quarter of a year or month."""
        tokens = self._part(found, "part")
        number = next((int(v) for t in tokens[1:] if (v := self._r.value(t, "ORD") or self._r.value(t, "ORDI"))), 1)
        count = 2 if any(self._r.value(t, "HALF") for t in tokens) else 3 if any(self._r.value(t, "THIRD") for t in tokens) else 4
        if any(self._r.value(t, "LAST") is not None for t in tokens):
            number = count
        assert whole.span is not None
        if len(whole.value) == 4 and 1 <= number <= count and count != 3:
            size = 12 // count
            year = int(whole.value)
            span = Span(dt.date(year, (number - 1) * size + 1, 1), month_span(year, number * size).last)
            return Meaning("DATE", f"{whole.value}-{'H' if count == 2 else 'Q'}{number}", span)
        return Meaning("DATE", whole.value, part_of(whole.span, "EARLY" if number == 1 else "LATE"))

    def _year(self, found: Found) -> Meaning | None:
        year = self._year_part(found)
        if year is None or not 1 <= year <= 9998:
            return None
        whole = Meaning("DATE", f"{year:04d}", year_span(year))
        if "part" in found.parts:
            return self._fraction(found, whole)
        return self._with_mod(whole.value, whole.span, self._value(found, "mod", "MOD"))

    def _years(self, found: Found) -> Meaning | None:
        return self._year(found)

    def _season(self, found: Found) -> Meaning | None:
        season = self._value(found, "season", "SEASON") or "SU"
        year = self._year_part(found)
        rel = self._rel(found)
        first, last = _SEASON_MONTHS[season]
        if year is None and self._day is not None and (rel is not None or "rel" in found.parts):
            year = self._day.year + (rel if rel == 1 else 0)
            if rel == -1 and dt.date(year, min(last, 12), 1) > self._day:
                year -= 1
        if year is None:
            return Meaning("DATE", f"XXXX-{season}")
        end = month_span(year + (1 if last < first else 0), last).last
        return Meaning("DATE", f"{year:04d}-{season}", Span(dt.date(year, first, 1), end))

    def _decade(self, found: Found) -> Meaning | None:
        value = self._value(found, "dec", "DECADE")
        if value is None:
            ordinal = self._int(found, "ord")
            if ordinal is None:
                return None
            start = 2000 + (ordinal - 1) * 10
            return Meaning("DATE", f"{start // 10}", Span(dt.date(start, 1, 1), dt.date(start + 9, 12, 31)))
        start = int(value) if len(value) == 4 else 1900 + int(value)
        rel = self._rel(found, "crel")
        if rel == 0 and len(value) == 2:
            start += 100
        return Meaning("DATE", f"{start // 10}", Span(dt.date(start, 1, 1), dt.date(start + 9, 12, 31)))

    def _century(self, found: Found) -> Meaning | None:
        number = self._int(found, "ord")
        if number is None:
            rel = self._rel(found, "crel")
            base = (self._day.year if self._day else 2020) // 100
            number = base + (rel or 0) + 1
        if not 1 <= number <= 30:
            return None
        return Meaning("DATE", f"{number - 1:02d}", Span(dt.date(max(1, (number - 1) * 100), 1, 1), dt.date(number * 100 - 1, 12, 31)))

    def _centuryord(self, found: Found) -> Meaning | None:
        return self._century(found)

    # --- other calendars

    def _hijri(self, found: Found) -> Meaning | None:
        month = self._hijri_month(self._part(found, "hmon"))
        number = self._int(found, "day")
        if "ghurra" in found.parts:
            number = 1
        year = next((int(t.norm) for t in self._part(found, "hyr") if t.norm.isdigit()), None)
        if year is None and self._day is not None and month is not None:
            here = hijri_of(self._day)
            if here:
                rel = self._rel(found)
                year = here[0] - (1 if (month, number or 1) > here[1:] and rel != 1 and month - here[1] > 2 else 0)
        if year is None:
            return Meaning("DATE", "XXXX") if month is None else Meaning("DATE", f"XXXX-{month:02d}-H")
        span = hijri_span(year, month, number)
        if span is None:
            return Meaning("DATE", "XXXX")
        if number is not None:
            return Meaning("DATE", span.first.isoformat(), span)
        if month is not None:
            return Meaning("DATE", f"{span.first.year:04d}-{span.first.month:02d}", span)
        return Meaning("DATE", f"{span.first.year:04d}", span)

    def _hijri_month(self, tokens: Sequence[Token]) -> int | None:
        for k, token in enumerate(tokens):
            following = tokens[k + 1] if k + 1 < len(tokens) else None
            value = self._r.value(token, "HMON")
            if value:
                return int(value)
            for cls, base in (("HRABI", 3), ("HJUMADA", 5)):
                if self._r.value(token, cls) is not None:
                    return base + (1 if following is not None and self._r.value(following, "HSECOND") is not None else 0)
            if self._r.value(token, "HDHU") is not None and following is not None:
                return 11 if self._r.value(following, "HQADA") is not None else 12
        return 9 if any(t.norm.endswith("رمضان") for t in tokens) else None

    def _persian(self, found: Found) -> Meaning | None:
        month = next((int(v) for t in self._part(found, "pmon") if (v := self._r.value(t, "PMON"))), None)
        number = self._int(found, "day")
        year = next((int(t.norm) for t in self._part(found, "hyr") if t.norm.isdigit()), None)
        if month is None:
            return None
        if year is None or number is None:
            return Meaning("DATE", "XXXX")
        return self._as_day(persian_day(year, month, number), "XXXX", None)

    # --- clock, durations, sets

    def _clock(self, found: Found) -> Meaning | None:
        hour = self._r.integer(self._part(found, "h"))
        minute = self._int(found, "min") or 0
        known, _ = self._date_of(found)
        base = known or (self._last.first if self._last and self._last.first == self._last.last else self._day)
        if hour is None:
            return Meaning("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}T")
        raw = self._part(found, "h")[0].norm.replace(",", ".")
        if "." in raw:
            whole, _, rest = raw.partition(".")
            hour, minute = float(whole), int(rest)
        frac = self._part(found, "frac")
        if frac:
            minute = 30 if "نصف" in frac[0].norm else 15 if "ربع" in frac[-1].norm else 20
            if "الا" in frac[0].norm:
                hour, minute = hour - 1, 60 - minute
        part = self._part_name(found) if "part" in found.parts else None
        h = int(hour)
        if part in ("EV", "AF", "NI") and h < 12 and not (part == "NI" and h < 6):
            h += 12
        elif part == "MI" and h < 6:
            h += 12
        if not 0 <= h <= 24 or not 0 <= minute < 60:
            return None
        when = base.isoformat() if base else "XXXX-XX-XX"
        return Meaning("TIME", f"{when}T{h:02d}:{minute:02d}", Span(base, base) if base and known else None)

    def _amount(self, found: Found) -> tuple[float | None, str | None]:
        unit = self._value(found, "unit", "U1", "UP", "UDP", "UD")
        number: float | None = self._r.integer(self._part(found, "card"))
        two = self._value(found, "unit", "U2", "UD2")
        if two is not None and number is None:
            return 2, two
        if number is None and "frac" in found.parts and unit is None:
            return 0.5, "Y"
        if number is None and "card" not in found.parts and "some" not in found.parts and "few" not in found.parts and self._value(found, "unit", "U1", "UD"):
            fraction = self._value(found, "frac", "NISFI", "RUBI", "THULTHI")
            return (float(fraction) if fraction else 1), unit
        return number, unit

    def _duration(self, found: Found) -> Meaning | None:
        number, unit = self._amount(found)
        if unit is None:
            return Meaning("DURATION", "PX")
        if unit == "NIGHT":
            unit = "D"
        text = "X" if number is None else f"{number:g}"
        letter = _UNIT_LETTER[unit]
        return Meaning("DURATION", f"PT{text}{letter}" if unit.startswith("T") else f"P{text}{letter}")

    def _back(self, number: float, unit: str) -> dt.date | None:
        if self._day is None:
            return None
        n = int(number)
        if unit in ("D", "NIGHT"):
            return self._day - ONE * n
        if unit == "W":
            return self._day - ONE * 7 * n
        if unit == "M":
            return shift_months(self._day, -n)
        if unit in ("Y", "DE", "CE"):
            return shift_months(self._day, -12 * n * {"Y": 1, "DE": 10, "CE": 100}[unit])
        return self._day

    def _ago(self, found: Found) -> Meaning | None:
        number, unit = self._amount(found)
        if number is None or unit is None:
            if self._day is not None and unit in ("D", "NIGHT"):
                return Meaning("DATE", "PAST_REF", Span(self._day - ONE * 7, self._day - ONE * 2))
            return Meaning("DATE", "PAST_REF")
        known = self._back(number, unit)
        if known is None:
            return Meaning("DATE", "PAST_REF")
        return self._rounded(known, unit)

    def _rounded(self, known: dt.date, unit: str) -> Meaning:
        if unit == "M":
            return Meaning("DATE", f"{known.year:04d}-{known.month:02d}", month_span(known.year, known.month))
        if unit == "W":
            return Meaning("DATE", iso_week(known), week_span(known))
        if unit in ("Y", "DE", "CE"):
            return Meaning("DATE", f"{known.year:04d}", year_span(known.year))
        return Meaning("DATE", known.isoformat(), Span(known, known))

    def _since(self, found: Found) -> Meaning | None:
        meaning = self._duration(found)
        number, unit = self._amount(found)
        if meaning is None or number is None or unit is None or self._day is None:
            return meaning
        known = self._back(number, unit)
        return Meaning("DURATION", meaning.value, Span(known, self._day) if known else None)

    def _last_kind(self, found: Found) -> Meaning | None:
        meaning = self._duration(found)
        number, unit = self._amount(found)
        rel = self._rel(found)
        if meaning is None or number is None or unit is None or self._day is None:
            return meaning
        if rel == 1:
            return meaning
        known = self._day - ONE * max(1, int(number) // 24) if unit == "TH" else self._back(number, unit)
        return Meaning("DURATION", meaning.value, Span(known, self._day) if known else None)

    def _lastvague(self, found: Found) -> Meaning | None:
        unit = self._value(found, "unit", "UDP") or "D"
        rel = self._rel(found) or -1
        span = None
        if unit == "D" and rel < 0 and self._day is not None:
            span = Span(self._day - ONE * 7, self._day)
        return Meaning("DURATION" if unit != "D" else "DATE", "PAST_REF" if rel < 0 else "FUTURE_REF", span)

    def _set(self, found: Found) -> Meaning | None:
        unit = self._value(found, "unit", "U1", "UP", "UD") or self._value(found, "unit", "U2")
        number = self._r.integer(self._part(found, "card")) or (2 if self._value(found, "unit", "U2") else 1)
        if "wd" in found.parts:
            return Meaning("SET", f"XXXX-WXX-{self._value(found, 'wd', 'WD', 'WDI')}")
        if "part" in found.parts and not unit:
            return Meaning("SET", f"XXXX-XX-XXT{_TIME_OF_PART[self._part_name(found) or 'MO'][1:]}")
        unit = unit or "D"
        return Meaning("SET", f"P{'T' if unit.startswith('T') else ''}{int(number)}{_UNIT_LETTER[unit]}")

    def _setadv(self, found: Found) -> Meaning | None:
        for token in self._tokens[found.first : found.last]:
            value = self._r.value(token, "SETADV") or self._r.value(token, "SETADJ")
            if value:
                return Meaning("SET", value)
        return None


_METHOD = {"day": "day_kind", "last": "last_kind"}
"""Kinds whose method has another name, because the plain one names a field."""

_FUTURE_WORDS = frozenset("سوف المقرر المزمع المرتقب المنتظر المتوقع يعتزم تعتزم ينوي تنوي موعد موعدا المقبل المقبله القادم غدا".split())
_NOT_FUTURE = ("سياس", "سيار", "سيطر", "سيناء", "سيناري", "سينما", "سيد", "سيول", "سيف", "سيره", "ستين", "ستون", "ستار", "سته")
_PAST_WORDS = frozenset("كان كانت كانوا قتل قتلت قتلوا اصيب وقع وقعت شن شنت استهدف استهدفت قصف قصفت اندلع قال قالت اعلن اعلنت اكد اكدت ذكر ذكرت افاد افادت".split())
