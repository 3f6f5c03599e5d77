"""Lengths of time, alone and as anchors (three days ago, the last 48 hours), sets, references without a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from marsad.times import calendars as cal
from marsad.times.calendars import ONE, Span
from marsad.times.view import DATE, DURATION, REFS, SET, UNIT_CODES, Value, View, resolver


@dataclass(frozen=True, slots=True)
class Amount:
    """How long: a number of units (None for a vague number)."""

    count: float | None
    unit: str

    @property
    def value(self) -> str:
        """The TIMEX3 duration. Fractions go down to the next unit: a year and a half is P18M, a quarter of a century P25Y."""
        count, unit = self.count, self.unit
        if count is not None and count != int(count):
            smaller = {"CE": ("Y", 100), "DE": ("Y", 10), "Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60)}
            if (unit == "CE" and count < 1) or unit in ("TH", "DE", "CE", "Y", "D"):
                unit, factor = smaller[unit]
                count = round(count * factor)
        head, letter = UNIT_CODES[unit]
        shown = "X" if count is None else f"{count:g}" if count != int(count) else str(int(count))
        return f"P{head}{shown}{letter}"


def _amount(view: View) -> Amount | None:
    unit = view.unit()
    if unit is None:
        return None
    tokens = view.part("unit")
    lex = view.recogniser
    extra = 0.0
    fraction = view.part("frac")
    if fraction:
        norm = fraction[0].norm
        extra = 0.5 if "نصف" in norm else 0.25 if "ربع" in norm else 1 / 3
    if view.has("card"):
        count = view.number("card")
        if count is None:
            return None
        return Amount(count + extra, unit)
    if view.has("some") or view.has("few"):
        return Amount(None, unit)
    if fraction and view.found.parts["frac"][0] < view.found.parts["unit"][0]:
        return Amount(extra, unit)
    for token in tokens:
        if lex.value(token, "U2") or lex.value(token, "UD2"):
            return Amount(2 + extra, unit)
        if lex.value(token, "UP") or lex.value(token, "UDP"):
            return Amount(None, unit)
    return Amount(1 + extra, unit)


def shift(of: dt.date, amount: Amount, sign: int) -> dt.date | None:
    """The day that lies an amount of time before (-1) or after (1) another, or None where it leaves the calendar or is vague."""
    if amount.count is None:
        return None
    count = amount.count
    try:
        if amount.unit in ("TS", "TM", "TH"):
            hours = count / {"TS": 3600, "TM": 60, "TH": 1}[amount.unit]
            return of + ONE * (sign * round(hours / 24))
        if amount.unit in ("D", "NIGHT", "W"):
            return of + ONE * (sign * round(count * (7 if amount.unit == "W" else 1)))
        months = round(count * {"M": 1, "Y": 12, "DE": 120, "CE": 1200}[amount.unit])
        if months > 12 * (of.year - 1) and sign < 0:
            return None
        return cal.shift_months(of, sign * months)
    except (OverflowError, ValueError):
        return None


@resolver("duration")
def resolve_duration(view: View) -> Value | None:
    """A length of time, without days of its own."""
    amount = _amount(view)
    if amount is None or (amount.count is not None and (amount.count <= 0 or amount.count > 10**7)):
        return None
    if view.found.rule.id == "duration.compound":
        second = _second_amount(view)
        if second and amount.count is not None:
            return Value(DURATION, _joined(amount.value, second.value))
    return Value(DURATION, amount.value)


def _joined(first: str, second: str) -> str:
    """P3Y and P6M as P3Y6M; PT2H and PT30M as PT2H30M; P1D and PT2H as P1DT2H."""
    rest = second[1:]
    return first + (rest[1:] if rest.startswith("T") and "T" in first else rest)


def _second_amount(view: View) -> Amount | None:
    """The smaller part of a compound duration: and six months, and a half."""
    lex = view.recogniser
    last = view.tokens[view.found.last - 1]
    for cls, count in (("U2", 2), ("U1", 1), ("UP", 1)):
        unit = lex.value(last, cls)
        if unit is not None:
            start = view.found.parts["unit"][1]
            told = lex.integer(view.tokens[start : view.found.last - 1])
            return Amount(told if told is not None else count, unit)
    return None


_VAGUE_BACK = {"D": (9, 2), "TH": (1, 0), "TM": (0, 0), "NIGHT": (9, 2)}


@resolver("ago")
def resolve_ago(view: View) -> Value | None:
    """Three days ago: the day; a month ago: the month; years ago: the past."""
    amount = _amount(view)
    if amount is None:
        return None
    published = view.context.published
    if amount.count is None:
        back = _VAGUE_BACK.get(amount.unit)
        span = Span(published - ONE * back[0], published - ONE * back[1]) if back and published else None
        return Value(DATE, "PAST_REF", span)
    if amount.unit in ("TS", "TM", "TH") and amount.count * {"TS": 1 / 3600, "TM": 1 / 60, "TH": 1}[amount.unit] < 24:
        return Value(DURATION, amount.value, Span(published, published) if published else None)
    if published is None:
        return Value(DATE, {"M": "XXXX-XX", "Y": "XXXX", "W": "XXXX-WXX"}.get(amount.unit, "XXXX-XX-XX"))
    day = shift(published, amount, -1)
    if day is None:
        return Value(DATE, "PAST_REF")
    return _back_value(day, amount)


def _back_value(day: dt.date, amount: Amount) -> Value:
    """The day that an amount of time leads back to, as exact as its unit."""
    unit = amount.unit
    if unit in ("Y", "DE", "CE"):
        if unit == "Y" and amount.count is not None and amount.count != int(amount.count):
            return Value(DATE, f"{day.year:04d}-{day.month:02d}", cal.month_span(day.year, day.month))
        return Value(DATE, f"{day.year:04d}", cal.year_span(day.year))
    if unit == "M":
        return Value(DATE, f"{day.year:04d}-{day.month:02d}", Span(day - ONE * 15, day + ONE * 15))
    if unit == "W":
        return Value(DATE, cal.iso_week(day), Span(day - ONE * 3, day + ONE * 3))
    return Value(DATE, day.isoformat(), Span(day, day))


@resolver("since")
def resolve_since(view: View) -> Value | None:
    """For three days (or since three days): a duration that ends with the publication day."""
    amount = _amount(view)
    if amount is None:
        return None
    published = view.context.published
    span = None
    if published is not None and amount.count is not None:
        start = shift(published, amount, -1)
        span = Span(start, published) if start else None
    return Value(DURATION, amount.value, span)


@resolver("last")
def resolve_last(view: View) -> Value | None:
    """The last 48 hours, the coming two days."""
    amount = _amount(view)
    if amount is None:
        return None
    published = view.context.published
    relation = view.relation("rel") or (view.relation("rel") if view.has("rel") else -1) or -1
    span = None
    if published is not None and amount.count is not None:
        other = shift(published, amount, 1 if relation == 1 else -1)
        if other is not None:
            span = Span(published, other) if relation == 1 else Span(other, published)
    return Value(DURATION, amount.value, span)


@resolver("lastvague")
def resolve_last_vague(view: View) -> Value | None:
    """The last few days; recent years."""
    unit = view.unit()
    relation = view.relation("rel")
    relation = -1 if relation is None else relation
    published = view.context.published
    span = None
    reach = {"W": 28, "D": 6, "TH": 1, "TM": 0}.get(unit or "")
    if published is not None and reach is not None:
        span = Span(published - ONE * reach, published) if relation <= 0 else Span(published, published + ONE * reach)
    return Value(DATE, REFS[max(-1, min(1, relation))], span)


@resolver("set")
def resolve_set(view: View) -> Value | None:
    """Every Friday, every two weeks, every evening."""
    weekday = view.first("wd", "WD", "WDI")
    if weekday:
        return Value(SET, f"XXXX-WXX-{weekday}")
    part = view.first("part", "PART")
    if part:
        return Value(SET, f"XXXX-XX-XXT{part}")
    amount = _amount(view)
    if amount is None or amount.count is None or amount.count <= 0:
        return None
    if amount.unit == "NIGHT":
        return Value(SET, "XXXX-XX-XXTNI")
    return Value(SET, amount.value)


@resolver("setadv")
def resolve_set_adverb(view: View) -> Value | None:
    """Daily, yearly."""
    value = view.first("set", "SETADV", "SETADJ")
    return None if value is None else Value(SET, value)


@resolver("ref")
def resolve_ref(view: View) -> Value:
    """A reference to the past, the present or the future without a day."""
    options = view.found.rule.options
    if options.get("byrel"):
        return Value(DATE, REFS[view.relation("rel") or 0])
    return Value(DATE, options["value"])
