"""Days: deixis, weekdays, days of a month, parts of the day, lists of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from marsad.arabic.orthography import fold
from marsad.arabic.words import BREAK, Token
from marsad.times import calendars as cal
from marsad.times.calendars import ONE, Span
from marsad.times.lexicon import data_text, read_table
from marsad.times.tense import ANNOUNCED, FUTURE, NEUTRAL, PAST
from marsad.times.view import DATE, TIME, Value, View, resolver


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date whose year usage has fixed (see rules/anchors.tsv)."""

    id: str
    year: int
    heads: frozenset[str]
    alone_from: dt.date | None
    strong: bool


@cache
def anchors() -> dict[tuple[int, int], tuple[Anchor, ...]]:
    """Anchors by day (0 for the month alone) and month."""
    table: dict[tuple[int, int], tuple[Anchor, ...]] = {}
    for ident, number, month, year, heads, alone, _gloss in read_table(data_text("anchors.tsv"), 7):
        words = frozenset(fold(w) for w in heads.split())
        anchor = Anchor(ident, int(year), words | {"ال" + w for w in words}, dt.date.fromisoformat(alone) if alone else None, "*" in words)
        key = (int(number), int(month))
        table[key] = (*table.get(key, ()), anchor)
    return table


def weekday_date(published: dt.date, weekday: int, relation: int | None, when: int, *, again: bool = False) -> dt.date:
    """The day of a weekday (ISO, Monday 1): the last one before publication for "last", the next for "next"; without a marker the
    publication day itself, else the last one, or the next where the words speak of the future."""
    back = (published.isoweekday() - weekday) % 7
    if relation == -1:
        return published - ONE * ((back or 7) + (7 if again else 0))
    if relation == 1:
        return published + ONE * ((7 - back) + (7 if again else 0))
    if (when == FUTURE and back) or (when == ANNOUNCED and back > 1):
        return published + ONE * (7 - back)
    return published - ONE * back


def year_of(published: dt.date, month: int, number: int | None, relation: int | None, when: int, weekday: int | None) -> int:
    """The year of a day and month told without one."""
    years = range(published.year - 4, published.year + 5)
    if weekday is not None and number is not None:
        near = [y for y in range(published.year - 1, published.year + 2) if (d := cal.day(y, month, number)) and d.isoweekday() == weekday]
        if near:
            return min(near, key=lambda y: abs((dt.date(y, month, number) - published).days))
    days = [d for y in years if (d := cal.day(y, month, number or 1))]
    if number is None:
        if relation == 0 or (relation is None and month == published.month):
            return published.year
        past = published.year if month < published.month else published.year - 1
        future = published.year if month > published.month else published.year + 1
        if relation == -1:
            return past
        if relation == 1:
            return future
        soon = (future - published.year) * 12 + month - published.month
        return future if (when >= FUTURE and soon <= 10) or (when != PAST and soon <= 1) else past
    past = max((d for d in days if d <= published), default=days[0]).year
    future = min((d for d in days if d >= published), default=days[-1]).year
    if relation == 0:
        return published.year
    if relation == -1:
        return past
    if relation == 1:
        return future
    since = min((published - d).days for d in days if d <= published) if any(d <= published for d in days) else 9999
    until = min((d - published).days for d in days if d >= published) if any(d >= published for d in days) else 9999
    if when >= FUTURE:
        return future if until < 300 else past
    if when == PAST:
        return past if since < 330 else future
    return future if until * 3 < since else past


def anchor_year(view: View, number: int, month: int, published: dt.date | None) -> int | None:
    found = anchors().get((number, month))
    if not found:
        return None
    start = view.found.begin
    before = [t.norm for t in view.tokens[max(0, start - 2) : start]]
    head = before[-1] if before and before[-1] not in ("ال", '"', "(") else (before[0] if before else "")
    bare = head[1:] if head[:1] in "وفبل" else head
    for anchor in found:
        if head in anchor.heads or bare in anchor.heads or ("ال" + bare[1:] if head.startswith("لل") else "") in anchor.heads:
            if anchor.year > (published.year if published else 9999):
                continue
            return anchor.year
    for anchor in found:
        if anchor.alone_from and published and published >= anchor.alone_from:
            this = cal.day(published.year, month, number)
            if anchor.strong or this is None or abs((this - published).days) > 45:
                return anchor.year
    return None


@dataclass(slots=True)
class _Day:
    day: dt.date | None = None
    value: str = "XXXX-XX-XX"


def number_date(view: View) -> _Day | None:
    """A date in numbers: day first; two-digit years are those of this century up to the next year, else of the last."""
    numbers: list[int] = []
    tokens = view.part("nd")
    if tokens:
        pieces = tokens[0].norm.replace(",", ".").split(".")
        if not all(p.isdigit() for p in pieces):
            return None
        d, m, y = (int(p) for p in pieces)
        year_digits = len(pieces[2])
    else:
        texts = [view.part(n)[0].norm for n in ("d", "m", "y")]
        first = view.found.parts
        span = view.tokens[min(first[n][0] for n in "dmy") : max(first[n][1] for n in "dmy")]
        if any(a.end != b.start for a, b in zip(span, span[1:], strict=False)) and not _spaced_date(view, span):
            return None
        numbers = [int(t) for t in texts]
        d, m, y = numbers
        year_digits = len(texts[2])
    if year_digits == 2:
        if not (1 <= d <= 31 and 1 <= m <= 12):
            return None
        limit = (view.context.published.year if view.context.published else 2026) + 1
        y = 2000 + y if 2000 + y <= limit else 1900 + y
    if 1300 <= y <= 1500:
        span_ = cal.hijri_span(y, m, d)
        return _Day(span_.first, span_.first.isoformat()) if span_ else None
    found = cal.day(y, m, d)
    return None if found is None else _Day(found, found.isoformat())


def _spaced_date(view: View, span: Sequence[Token]) -> bool:
    return (len(span) == 5 and len(span[0].norm) == 4) or len(span[-1].norm) == 4


def resolve_the_day(view: View) -> _Day | None:
    """The day that the parts of a date tell: deixis, weekday, day of month, month, year, in any company."""
    ctx = view.context
    published = ctx.published
    weekday_text = view.first("wd", "WD", "WDI")
    weekday = int(weekday_text) if weekday_text else None
    if view.has("nd") or view.has("y"):
        return number_date(view)
    if view.has("minhu"):
        number = view.whole("day")
        if number is None or ctx.month is None:
            return _Day(None, f"XXXX-XX-{number or 0:02d}") if number else None
        found = cal.day(ctx.month[0], ctx.month[1], number)
        return _Day(found, found.isoformat()) if found else None
    if view.has("mon"):
        return _calendar_day(view, weekday)
    if view.has("day"):
        return _month_day(view, weekday)
    if view.has("deic"):
        offset = _deictic(view)
        if published is None:
            return _Day(None, "XXXX-XX-XX" if weekday is None else f"XXXX-WXX-{weekday}")
        found = published + ONE * offset
        if weekday is not None and found.isoweekday() != weekday:
            back = (found.isoweekday() - weekday) % 7
            found = found - ONE * back if offset <= 0 or back <= 3 else found + ONE * (7 - back)
        return _Day(found, found.isoformat())
    if weekday is not None:
        if published is None:
            return _Day(None, f"XXXX-WXX-{weekday}")
        if not view.has("rel") and ctx.weekday_end == view.found.begin and ctx.day is not None:
            found = ctx.day + ONE * ((weekday - ctx.day.isoweekday()) % 7)
            return _Day(found, found.isoformat())
        if view.first("rel", "RELC") is not None and view.first("rel", "REL") is None:
            base = ctx.day or published
            relation = view.relation("rel") or 0
            found = weekday_date(base, weekday, relation, NEUTRAL) if relation else base
            return _Day(found, found.isoformat())
        when = view.tense
        again = view.has("rel") and ("قبل" if view.relation("rel") == -1 else "بعد") in view.norms
        found = weekday_date(published, weekday, view.relation("rel"), when, again=again)
        return _Day(found, found.isoformat())
    return None


_EARLY = 2
"""How many days before it was published a report may have been written."""


def writing_day(view: View) -> dt.date | None:
    """The day on which a deictic word with a weekday (yesterday, Friday) was written, at most two days before the day of publication; None
    where neither fits."""
    weekday, published = view.first("wd", "WD", "WDI"), view.context.published
    if weekday is None or published is None:
        return None
    offset = _deictic(view)
    for back in range(_EARLY + 1):
        day = published - ONE * back
        if (day + ONE * offset).isoweekday() == int(weekday):
            return day
    return None


def _deictic(view: View) -> int:
    norms = [t.norm for t in view.part("deic")]
    lex = view.recogniser
    tokens = view.part("deic")
    if any(lex.value(t, "AMS") for t in tokens):
        return -2 if "قبل" in norms or any(lex.value(t, "ALAWWAL") is not None or lex.value(t, "AWWAL") is not None for t in tokens) else -1
    if any(lex.value(t, "GHAD") for t in tokens):
        return 2 if "بعد" in norms or "وبعد" in norms else 1
    return 0


def _calendar_day(view: View, weekday: int | None) -> _Day | None:
    ctx = view.context
    published = ctx.published
    number, month = view.whole("day"), view.month("mon")
    if number is None or month is None or not 1 <= number <= 31 or cal.day(2000, month, number) is None:
        return None
    year: int | None = None
    if view.has("yr"):
        year = view.whole("yr")
    elif view.has("yrel"):
        relation = year_relation(view)
        year = None if published is None else published.year + relation
        if view.first("yrel", "RELC") is not None and ctx.year is not None:
            year = ctx.year + int(view.first("yrel", "RELC") or 0)
    else:
        if not view.has("rel"):
            year = anchor_year(view, number, month, published)
        if year is None and published is not None:
            year = year_of(published, month, number, view.relation("rel"), view.tense, weekday)
    if year is None:
        return _Day(None, f"XXXX-{month:02d}-{number:02d}")
    found = cal.day(year, month, number)
    return None if found is None else _Day(found, found.isoformat())


def year_relation(view: View) -> int:
    relation = view.relation("yrel") or 0
    if relation == -1 and "قبل" in [t.norm for t in view.tokens[view.found.parts["yrel"][0] - 1 : view.found.parts["yrel"][0]]]:
        return -2
    return relation


def _month_day(view: View, weekday: int | None) -> _Day | None:
    """A day of a month told by its relation: 7 of the current month."""
    ctx = view.context
    number = view.whole("day")
    relation = view.relation("rel")
    if number is None or relation is None or not 1 <= number <= 31:
        return None
    if ctx.published is None:
        return _Day(None, f"XXXX-XX-{number:02d}")
    base = (ctx.published.year, ctx.published.month)
    if view.first("rel", "RELC") is not None and view.first("rel", "REL") is None and ctx.month is not None:
        base = ctx.month
    year, month = cal.add_months(*base, relation)
    found = cal.day(year, month, number)
    return None if found is None else _Day(found, found.isoformat())


def part_of_day(view: View, name: str = "part") -> str | None:
    """MO, MI, AF, EV, NI of the words of a part."""
    tokens = view.part(name)
    if not tokens:
        return None
    norms = [t.norm for t in tokens]
    value = None
    for token in tokens:
        for cls in ("PART", "PARTAL", "PARTADV"):
            found = view.recogniser.value(token, cls)
            if found:
                value = found
    if value == "MI":
        if any(n in ("بعد", "وبعد", "بعيد") for n in norms):
            return "AF"
        if any(n in ("قبل", "قبيل", "وقبل") for n in norms):
            return "MO"
    return value


@resolver("day")
def resolve_day(view: View) -> Value | None:
    """A day, or a part of it."""
    found = resolve_the_day(view)
    if found is None:
        return None
    part = part_of_day(view)
    span = Span(found.day, found.day) if found.day else None
    if view.has("second") and span:
        span = Span(span.first, span.first + ONE)
    if span and part == "NI" and any(n in ("بعد", "وبعد") for n in view.norms) and "منتصف" in view.norms:
        span = Span(span.first, span.first + ONE)
    if part:
        return Value(TIME, f"{found.value}T{part}", span)
    return Value(DATE, found.value, span)


@resolver("night")
def resolve_night(view: View) -> Value:
    """Tonight, last night."""
    offset = int(view.found.rule.options["offset"])
    part = "EV" if "المساء" in view.norms else "NI"
    published = view.context.published
    if published is None:
        return Value(TIME, f"XXXX-XX-XXT{part}")
    day = published + ONE * offset
    return Value(TIME, f"{day.isoformat()}T{part}", Span(day, day))


_NEWS = 2
"""How many days before its publication the day of a report's news may lie."""
_FOCUS = 150
"""How many words behind it a day still holds for the parts of the day told alone (أعلن أمس ... وقصفت فجرا)."""


def context_day(view: View) -> dt.date | None:
    """The day named before in the same sentence, or before it in the report where that is the day of its news, else the publication day."""
    ctx = view.context
    if ctx.day is not None and ctx.day_token >= 0:
        between = view.tokens[ctx.day_token : view.found.begin]
        if len(between) < 40 and not any(t.kind == BREAK or t.norm in ".?!" for t in between):
            return ctx.day
        if ctx.published is not None and 0 <= (ctx.published - ctx.day).days <= _NEWS and len(between) < _FOCUS:
            return ctx.day
    return ctx.published


@resolver("partday")
def resolve_this_part(view: View) -> Value:
    """This morning."""
    part = part_of_day(view) or "MO"
    published = view.context.published
    if published is None:
        return Value(TIME, f"XXXX-XX-XXT{part}")
    return Value(TIME, f"{published.isoformat()}T{part}", Span(published, published))


@resolver("partctx")
def resolve_part(view: View) -> Value:
    """A part of the day alone: of the day named before in the sentence."""
    part = part_of_day(view) or "NI"
    day = context_day(view)
    if day is None:
        return Value(TIME, f"XXXX-XX-XXT{part}")
    return Value(TIME, f"{day.isoformat()}T{part}", Span(day, day))


@resolver("numday")
def resolve_numday(view: View) -> Value | None:
    """A day and month in numbers (15/7)."""
    d, m = view.whole("d"), view.whole("m")
    if d is None or m is None or cal.day(2000, m, d) is None:
        return None
    published = view.context.published
    if published is None:
        return Value(DATE, f"XXXX-{m:02d}-{d:02d}")
    weekday = view.first("wd", "WD")
    found = cal.day(year_of(published, m, d, None, view.tense, int(weekday) if weekday else None), m, d)
    return None if found is None else Value(DATE, found.isoformat(), Span(found, found))


@resolver("list")
def resolve_list(view: View) -> Value | None:
    """Days that share a month: the first ones become pieces of their own."""
    view.context.pieces.clear()
    found = resolve_the_day(view)
    if found is None:
        return None
    last_first = view.found.parts["day"][0]
    names = [n for n in ("item", "item2", "item3") if view.has(n)]
    for name in names:
        number = view.whole(name)
        if number is None:
            continue
        first, last = view.found.parts[name]
        if view.has("imon"):
            month = view.month("imon")
            last = view.found.parts["imon"][1]
            if month is None:
                continue
            if found.day is None:
                view.context.pieces.append(Value(DATE, f"XXXX-{month:02d}-{number:02d}", None, (first, last)))
                continue
            year = found.day.year - (1 if month > found.day.month else 0)
            day = cal.day(year, month, number)
        else:
            if found.day is None:
                view.context.pieces.append(Value(DATE, f"{found.value[:-2]}{number:02d}", None, (first, last)))
                continue
            day = cal.day(found.day.year, found.day.month, number)
        if day is not None:
            view.context.pieces.append(Value(DATE, day.isoformat(), Span(day, day), (first, last)))
    return Value(DATE, found.value, Span(found.day, found.day) if found.day else None, (last_first, view.found.last))


@resolver("nightdates")
def resolve_night_dates(view: View) -> Value | None:
    """The night of 29 to 30 January: that of the first day."""
    found = resolve_the_day(view)
    number = view.whole("item")
    if found is None or number is None:
        return None
    if found.day is None:
        return Value(TIME, f"{found.value[:-2]}{number:02d}TNI")
    first = found.day - ONE
    return Value(TIME, f"{first.isoformat()}TNI", Span(first, found.day)) if first.day == number else None


@resolver("anaphor")
def resolve_anaphor(view: View) -> Value | None:
    """The following day, the same month: relative to what the text named last."""
    ctx = view.context
    relation = view.relation("rel") or 0
    norms = view.norms
    lex = view.recogniser
    units = [lex.value(t, "UD") for t in view.tokens[view.found.first : view.found.last]]
    unit = next((u for u in units if u), "D")
    if unit == "D":
        base = ctx.day or ctx.published
        if base is None:
            return Value(DATE, "XXXX-XX-XX")
        day = base + ONE * relation
        return Value(DATE, day.isoformat(), Span(day, day))
    if unit == "Y":
        year = ctx.year if ctx.year is not None else (ctx.published.year if ctx.published else None)
        if year is None:
            return Value(DATE, "XXXX")
        year += -2 if relation == -1 and "الاسبق" in norms else relation
        return Value(DATE, f"{year:04d}", cal.year_span(year)) if 1 <= year <= 9999 else None
    if unit == "M":
        month = ctx.month or ((ctx.published.year, ctx.published.month) if ctx.published else None)
        if month is None:
            return Value(DATE, "XXXX-XX")
        y, m = cal.add_months(*month, relation)
        return Value(DATE, f"{y:04d}-{m:02d}", cal.month_span(y, m))
    base = ctx.day or ctx.published
    if base is None:
        return Value(DATE, "XXXX-WXX")
    base = base + ONE * (7 * relation)
    return Value(DATE, cal.iso_week(base), cal.week_span(base))


@resolver("evemorrow")
def resolve_eve(view: View) -> Value | None:
    """The eve of a day, the day after it."""
    found = resolve_the_day(view)
    if found is None:
        return None
    morrow = view.first("eve", "MORROW") is not None
    if found.day is None:
        return Value(DATE, found.value)
    if view.has("deic") and not morrow:
        return Value(TIME, f"{found.value}TEV", Span(found.day, found.day))
    day = found.day + ONE * (1 if morrow else -1)
    return Value(DATE, day.isoformat(), Span(day, day))
