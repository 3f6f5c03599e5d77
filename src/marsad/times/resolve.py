"""The resolver: from the parts of a recognised expression to its TIMEX3 type and value and the days it means.

One function for each `kind` of rule. Nothing here looks for words; what the recogniser found is read through `View`. Where the publication
day is not known, values stay underspecified (XXXX-10-07) and there are no days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from marsad.arabic.orthography import fold
from marsad.arabic.words import BREAK, NUMBER, Token
from marsad.times import calendars as cal
from marsad.times.calendars import ONE, Span
from marsad.times.lexicon import data_text, read_table
from marsad.times.recognise import Found, Recogniser
from marsad.times.tense import FUTURE, NEUTRAL, PAST, tense

DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"
_REFS = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_UNIT_CODES = {"TS": ("T", "S"), "TM": ("T", "M"), "TH": ("T", "H"), "D": ("", "D"), "NIGHT": ("", "D"), "W": ("", "W"), "M": ("", "M"), "Y": ("", "Y"),
               "DE": ("", "DE"), "CE": ("", "CE")}  # fmt: skip
_UNIT_CLASSES = ("U1", "U2", "UP", "UD", "UD2", "UDP", "UDT")
_PART_HOURS = {"AF": 12, "EV": 12, "NI": 12, "MI": 12}


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means: TIMEX3 type and value, its days where they are known, and, where it is only a piece of the words
    found, the token range of the piece."""

    type: str
    value: str
    span: Span | None = None
    tokens: tuple[int, int] | None = None


@dataclass(slots=True)
class Context:
    """What a text has told so far: its publication day, and the last day, month and year named (with the token where)."""

    published: dt.date | None
    day: dt.date | None = None
    day_token: int = -1
    weekday_end: int = -1
    month_end: int = -1
    month: tuple[int, int] | None = None
    year: int | None = None
    pieces: list[Value] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class View:
    """A found expression with its text."""

    found: Found
    tokens: Sequence[Token]
    recogniser: Recogniser
    context: Context

    def has(self, name: str) -> bool:
        return name in self.found.parts

    def part(self, name: str) -> Sequence[Token]:
        first, last = self.found.parts.get(name, (0, 0))
        return self.tokens[first:last]

    def first(self, name: str, *classes: str) -> str | None:
        """The value of the first token of a part that is in one of the classes."""
        for token in self.part(name):
            for cls in classes:
                value = self.recogniser.value(token, cls)
                if value is not None:
                    return value
        return None

    def number(self, name: str) -> float | None:
        return self.recogniser.integer(self.part(name)) if self.has(name) else None

    def int(self, name: str) -> int | None:
        number = self.number(name)
        return None if number is None or number != int(number) or abs(number) > 10**9 else int(number)

    def relation(self, name: str) -> int | None:
        """-1 past, 0 current, 1 next; None where the part is absent."""
        if not self.has(name):
            return None
        value = self.first(name, "REL", "RELC", "RELD", "LAST", "DEM", "DEMC")
        return 0 if value is None else int(value)

    def month(self, name: str) -> int | None:
        tokens = self.part(name)
        for i, token in enumerate(tokens):
            plain = self.recogniser.value(token, "MON") or self.recogniser.value(token, "MONW")
            if plain is not None:
                return int(plain)
            for cls, base in (("KANUN", (12, 1)), ("TISHRIN", (10, 11))):
                if self.recogniser.value(token, cls) is not None:
                    if i + 1 == len(tokens):
                        return None
                    following = tokens[i + 1]
                    second = following.norm == "2" or (following.kind != NUMBER and self.recogniser.value(following, "KAN2") is not None)
                    return base[1] if second else base[0]
        return None

    def unit(self, name: str = "unit") -> str | None:
        return self.first(name, *_UNIT_CLASSES)

    @property
    def tense(self) -> int:
        return tense(self.tokens, self.found.begin, self.found.last)

    @property
    def norms(self) -> list[str]:
        return [t.norm for t in self.tokens[self.found.begin : self.found.last]]


Resolver = Callable[[View], "Value | None"]
RESOLVERS: dict[str, Resolver] = {}


def _resolver(kind: str) -> Callable[[Resolver], Resolver]:
    def put(function: Resolver) -> Resolver:
        RESOLVERS[kind] = function
        return function

    return put


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


# ---- days -------------------------------------------------------------------------------------------------------------------------


def weekday_date(published: dt.date, weekday: int, relation: int | None, when: int, *, again: bool = False) -> dt.date:
    """The day of a weekday (ISO, Monday 1): the last one before publication for "last", the next for "next"; without a marker the
    publication day itself, else the last one, or the next where the words speak of the future."""
    back = (published.isoweekday() - weekday) % 7
    if relation == -1:
        return published - ONE * ((back or 7) + (7 if again else 0))
    if relation == 1:
        return published + ONE * ((7 - back) + (7 if again else 0))
    if when == FUTURE and back:
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
        return future if (when == FUTURE and soon <= 10) or (when != PAST and soon <= 1) else past
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
    if when == FUTURE:
        return future if until < 300 else past
    if when == PAST:
        return past if since < 330 else future
    return future if until * 3 < since else past


def _anchor_year(view: View, number: int, month: int, published: dt.date | None) -> int | None:
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


def _number_date(view: View) -> _Day | None:
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


def _resolve_day(view: View) -> _Day | None:
    """The day that the parts of a date tell: deixis, weekday, day of month, month, year, in any company."""
    ctx = view.context
    published = ctx.published
    weekday_text = view.first("wd", "WD", "WDI")
    weekday = int(weekday_text) if weekday_text else None
    if view.has("nd") or view.has("y"):
        return _number_date(view)
    if view.has("minhu"):
        number = view.int("day")
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
            found = found - ONE * back if back <= 3 else found + ONE * (7 - back)
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
        again = "قبل" in view.norms and view.has("rel") and view.relation("rel") == -1
        found = weekday_date(published, weekday, view.relation("rel"), when, again=again)
        return _Day(found, found.isoformat())
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
    number, month = view.int("day"), view.month("mon")
    if number is None or month is None or not 1 <= number <= 31 or cal.day(2000, month, number) is None:
        return None
    year: int | None = None
    if view.has("yr"):
        year = view.int("yr")
    elif view.has("yrel"):
        relation = _year_relation(view)
        year = None if published is None else published.year + relation
        if view.first("yrel", "RELC") is not None and ctx.year is not None:
            year = ctx.year + int(view.first("yrel", "RELC") or 0)
    else:
        if not view.has("rel"):
            year = _anchor_year(view, number, month, published)
        if year is None and published is not None:
            year = year_of(published, month, number, view.relation("rel"), view.tense, weekday)
    if year is None:
        return _Day(None, f"XXXX-{month:02d}-{number:02d}")
    found = cal.day(year, month, number)
    return None if found is None else _Day(found, found.isoformat())


def _year_relation(view: View) -> int:
    relation = view.relation("yrel") or 0
    if relation == -1 and "قبل" in [t.norm for t in view.tokens[view.found.parts["yrel"][0] - 1 : view.found.parts["yrel"][0]]]:
        return -2
    return relation


def _month_day(view: View, weekday: int | None) -> _Day | None:
    """A day of a month told by its relation: 7 of the current month."""
    ctx = view.context
    number = view.int("day")
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


@_resolver("day")
def resolve_day(view: View) -> Value | None:
    """A day, or a part of it."""
    found = _resolve_day(view)
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


@_resolver("night")
def resolve_night(view: View) -> Value:
    """Tonight, last night."""
    offset = int(view.found.rule.options["offset"])
    part = "EV" if "المساء" in view.norms else "NI"
    published = view.context.published
    if published is None:
        return Value(TIME, f"XXXX-XX-XXT{part}")
    day = published + ONE * offset
    return Value(TIME, f"{day.isoformat()}T{part}", Span(day, day if offset == 0 or part == "EV" else day + ONE if offset == -1 else day))


def _context_day(view: View) -> dt.date | None:
    """The day named before in the same sentence, else the publication day."""
    ctx = view.context
    if ctx.day is not None and ctx.day_token >= 0:
        between = view.tokens[ctx.day_token : view.found.begin]
        if len(between) < 40 and not any(t.kind == BREAK or t.norm in ".?!" for t in between):
            return ctx.day
    return ctx.published


@_resolver("partday")
def resolve_this_part(view: View) -> Value:
    """This morning."""
    part = part_of_day(view) or "MO"
    published = view.context.published
    if published is None:
        return Value(TIME, f"XXXX-XX-XXT{part}")
    return Value(TIME, f"{published.isoformat()}T{part}", Span(published, published))


@_resolver("partctx")
def resolve_part(view: View) -> Value:
    """A part of the day alone: of the day named before in the sentence."""
    part = part_of_day(view) or "NI"
    day = _context_day(view)
    if day is None:
        return Value(TIME, f"XXXX-XX-XXT{part}")
    return Value(TIME, f"{day.isoformat()}T{part}", Span(day, day))


@_resolver("numday")
def resolve_numday(view: View) -> Value | None:
    """A day and month in numbers (15/7)."""
    d, m = view.int("d"), view.int("m")
    if d is None or m is None or cal.day(2000, m, d) is None:
        return None
    published = view.context.published
    if published is None:
        return Value(DATE, f"XXXX-{m:02d}-{d:02d}")
    weekday = view.first("wd", "WD")
    found = cal.day(year_of(published, m, d, None, view.tense, int(weekday) if weekday else None), m, d)
    return None if found is None else Value(DATE, found.isoformat(), Span(found, found))


@_resolver("list")
def resolve_list(view: View) -> Value | None:
    """Days that share a month: the first ones become pieces of their own."""
    view.context.pieces.clear()
    found = _resolve_day(view)
    if found is None:
        return None
    last_first = view.found.parts["day"][0]
    names = [n for n in ("item", "item2", "item3") if view.has(n)]
    for name in names:
        number = view.int(name)
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


@_resolver("anaphor")
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


@_resolver("evemorrow")
def resolve_eve(view: View) -> Value | None:
    """The eve of a day, the day after it."""
    found = _resolve_day(view)
    if found is None:
        return None
    morrow = view.first("eve", "MORROW") is not None
    if found.day is None:
        return Value(DATE, found.value)
    if view.has("deic") and not morrow:
        return Value(TIME, f"{found.value}TEV", Span(found.day, found.day))
    day = found.day + ONE * (1 if morrow else -1)
    return Value(DATE, day.isoformat(), Span(day, day))


# ---- months, weeks, years -----------------------------------------------------------------------------------------------------------


def _month_year(view: View, month: int | None, number: int | None = None) -> int | None:
    ctx = view.context
    if month is None:
        return None
    if view.has("yr"):
        return view.int("yr")
    if view.has("yrel"):
        if view.first("yrel", "RELC") is not None and ctx.year is not None:
            return ctx.year + int(view.first("yrel", "RELC") or 0)
        return None if ctx.published is None else ctx.published.year + _year_relation(view)
    if not view.has("rel"):
        anchored = _anchor_year(view, 0, month, ctx.published)
        if anchored is not None:
            return anchored
        if ctx.month is not None and ctx.month_end == view.found.begin:
            return ctx.month[0] + (1 if month < ctx.month[1] else 0)
    if ctx.published is None:
        return None
    relation = view.relation("rel")
    if relation == -1 and month == ctx.published.month and (view.has("mod") or view.has("part")):
        return ctx.published.year
    return year_of(ctx.published, month, number, relation, view.tense, None)


def _with_mod(view: View, span: Span) -> Span:
    mod = view.first("mod", "MOD")
    if mod:
        return cal.part_of(span, mod)
    if view.has("part"):
        return _fraction(view, span)
    return span


def _fraction(view: View, span: Span) -> Span:
    kind = next((k for k in ("HALF", "THIRD", "QUARTER") if view.first("part", k)), "")
    count = {"HALF": 2, "THIRD": 3, "QUARTER": 4, "": 4}[kind]
    number = view.int("part") or count
    if number > count:
        return span
    days = (span.last - span.first).days + 1
    if days > 360 and kind:
        year, months = span.first.year, 12 // count
        first = dt.date(year, (number - 1) * months + 1, 1)
        return Span(first, cal.month_span(year, number * months).last)
    step = days / count
    first = span.first + ONE * round((number - 1) * step)
    return Span(first, span.first + ONE * (round(number * step) - 1))


@_resolver("month")
def resolve_month(view: View) -> Value | None:
    """A month, or a part of it."""
    month = view.month("mon")
    if month is None:
        return None
    year = _month_year(view, month)
    if year is None:
        return Value(DATE, f"XXXX-{month:02d}")
    if not 1 <= year <= 9999:
        return None
    return Value(DATE, f"{year:04d}-{month:02d}", _with_mod(view, cal.month_span(year, month)))


RESOLVERS["months"] = resolve_month


@_resolver("unit")
def resolve_unit(view: View) -> Value | None:
    """This week, last month, next year, the middle of last year."""
    published = view.context.published
    unit = view.unit()
    relation = view.relation("rel") or 0
    if "قبل" in view.norms and view.has("rel") and relation == -1:
        relation = -2
    if not view.has("rel") and view.has("mod"):
        relation = 0
    mod = view.first("mod", "MOD")
    weekend = view.has("weekend")
    if unit == "W":
        if published is None:
            return Value(DATE, "XXXX-WXX-WE" if weekend else "XXXX-WXX")
        base = published + ONE * (7 * relation)
        span = cal.week_span(base)
        if weekend:
            return Value(DATE, cal.iso_week(base) + "-WE", Span(span.last - ONE * 2, span.last + ONE))
        return Value(DATE, cal.iso_week(base), _with_mod(view, span))
    if unit == "M":
        if published is None:
            return Value(DATE, "XXXX-XX")
        year, month = cal.add_months(published.year, published.month, relation)
        return Value(DATE, f"{year:04d}-{month:02d}", _with_mod(view, cal.month_span(year, month)))
    if unit == "Y":
        if published is None:
            return Value(DATE, "XXXX")
        year = published.year + relation
        if relation == 0 and mod == "END" and not view.has("rel") and view.tense == PAST and published.month <= 2:
            year -= 1
        span = cal.year_span(year)
        if mod:
            return Value(DATE, f"{year:04d}", _year_mod(year, mod))
        return Value(DATE, _part_value(view, year), _with_mod(view, span))
    if published is None:
        return Value(DATE, "XXX" if unit == "DE" else "XX")
    if unit == "DE":
        decade = published.year // 10 + relation
        return Value(DATE, f"{decade:03d}", Span(dt.date(decade * 10, 1, 1), dt.date(decade * 10 + 9, 12, 31)))
    century = published.year // 100 + relation
    return Value(DATE, f"{century:02d}")


def _year_mod(year: int, mod: str) -> Span:
    months = {"START": (1, 1), "EARLY": (1, 3), "MID": (5, 8), "LATE": (10, 12), "END": (11, 12)}[mod]
    return Span(dt.date(year, months[0], 1), cal.month_span(year, months[1]).last)


def _part_value(view: View, year: int) -> str:
    if not view.has("part"):
        return f"{year:04d}"
    number = view.int("part")
    last = view.first("part", "LAST") is not None
    for kind, letter, count in (("HALF", "H", 2), ("QUARTER", "Q", 4)):
        if view.first("part", kind):
            number = count if last else number
            return f"{year:04d}-{letter}{number}" if number and number <= count else f"{year:04d}"
    return f"{year:04d}"


@_resolver("year")
def resolve_year(view: View) -> Value | None:
    """A year."""
    year = view.int("yr")
    if year is None or not 1 <= year <= 9999:
        return None
    if _too_late(view, year):
        return None
    if 1300 <= year <= 1450 and view.found.rule.id != "year.signed":
        span = cal.hijri_span(year, None, None)
        if span and "م" not in view.norms:
            middle = span.first + (span.last - span.first) / 2
            return Value(DATE, f"{middle.year:04d}", span)
    mod = view.first("mod", "MOD")
    span = _year_mod(year, mod) if mod else _with_mod(view, cal.year_span(year))
    return Value(DATE, _part_value(view, year), span)


def _too_late(view: View, year: int) -> bool:
    """Whether a bare number cannot be a year: far after publication and no word for year beside it."""
    published = view.context.published
    limit = (published.year if published else 2026) + 60
    return year > limit


@_resolver("years")
def resolve_years(view: View) -> Value | None:
    """Years that share a word: the second becomes a piece of its own."""
    view.context.pieces.clear()
    year = view.int("yr")
    if year is None:
        return None
    if view.has("sec"):
        second = view.int("sec")
        if second is not None:
            view.context.pieces.append(Value(DATE, f"{second:04d}", cal.year_span(second), view.found.parts["sec"]))
    first = view.found.parts["yr"]
    start = first[0]
    if view.found.rule.id == "year.years" or (start and view.recogniser.value(view.tokens[start - 1], "YEARAY") is not None):
        start = start - 1
    elif start and view.recogniser.value(view.tokens[start - 1], "YEARW") is not None:
        start = start - 1
    return Value(DATE, f"{year:04d}", cal.year_span(year), (start, first[1]))


@_resolver("season")
def resolve_season(view: View) -> Value | None:
    """A season, of a year or in general."""
    season = view.first("season", "SEASON", "SEASONADV") or ("SU" if "صيفا" in view.norms else "")
    if not season:
        return None
    published = view.context.published
    if view.has("yr"):
        year = view.int("yr")
    elif view.has("yrel") and published:
        year = published.year + (view.relation("yrel") or 0)
    elif view.has("rel") and published:
        year = _season_year(published, season, view.relation("rel") or 0)
    elif view.found.rule.id == "season.adverb" and published:
        year = published.year
    else:
        return Value(DATE, f"XXXX-{season}")
    if year is None:
        return None
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    last = cal.add_months(year, start, 2)
    return Value(DATE, f"{year:04d}-{season}", Span(dt.date(year, start, 1), cal.month_span(*last).last))


def _season_year(published: dt.date, season: str, relation: int) -> int:
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if relation == 0:
        return published.year - (1 if season == "WI" and published.month <= 2 else 0)
    if relation < 0:
        ended = published.month > start + 2
        return published.year if ended and season != "WI" else published.year - 1
    return published.year if published.month < start else published.year + 1


@_resolver("decade")
def resolve_decade(view: View) -> Value | None:
    """The sixties; the first decade of the century."""
    century = _century(view)
    if view.has("dec"):
        text = view.first("dec", "DECADE")
        if text is None:
            return None
        number = int(text)
        if number > 100:
            decade = number // 10
        else:
            base = 19 if century is None else century
            if century is None and number in (10, 20) and view.context.published and view.context.published.year >= 2030:
                base = 20
            decade = base * 10 + number // 10
    else:
        if century is None:
            return None
        nth = 10 if view.first("ord", "LAST") is not None and view.int("ord") is None else view.int("ord")
        if nth is None or not 1 <= nth <= 10:
            return None
        decade = century * 10 + nth - 1
    mod = view.first("mod", "MOD")
    span = Span(dt.date(decade * 10, 1, 1), dt.date(decade * 10 + 9, 12, 31)) if 0 < decade < 999 else None
    del mod
    return Value(DATE, f"{decade:03d}", span)


def _century(view: View) -> int | None:
    """The first digits of the years of a century (the twentieth: 19)."""
    published = view.context.published
    if view.has("crel"):
        return None if published is None else published.year // 100 + (view.relation("crel") or 0)
    names = [n for n in ("ord2", "ord") if view.has(n)]
    if view.found.rule.kind == "decade" and not view.has("dec"):
        names = [n for n in names if n == "ord2"]
    for name in names:
        number = view.int(name)
        if number is not None and number > 0:
            return number - 1
    return None


@_resolver("century")
def resolve_century(view: View) -> Value | None:
    """The nineteenth century."""
    century = _century(view)
    if century is None:
        return Value(DATE, "XX") if view.has("crel") else None
    return Value(DATE, f"{century:02d}") if century < 30 else None


@_resolver("centuryord")
def resolve_century_again(view: View) -> Value | None:
    """The early twentieth, after a century was named."""
    number = view.int("ord")
    start = view.found.begin
    before = [t.norm for t in view.tokens[max(0, start - 6) : start]]
    if number is None or not 10 <= number <= 21 or not any(n in ("القرن", "القرنين") for n in before):
        return None
    return Value(DATE, f"{number - 1:02d}")


# ---- other calendars ------------------------------------------------------------------------------------------------------------------


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


@_resolver("hijri")
def resolve_hijri(view: View) -> Value | None:
    """A Hijri day, month or year as Gregorian days; outside the conversion's range underspecified."""
    published = view.context.published
    month = _hijri_month(view) if view.has("hmon") else None
    number = view.int("day") if view.has("day") else (1 if view.has("ghurra") else None)
    year = view.int("hyr") if view.has("hyr") else None
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
        return Value(DATE, f"{middle.year:04d}-{middle.month:02d}", _with_mod(view, span))
    return Value(DATE, f"{middle.year:04d}", _with_mod(view, span))


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
    if ahead <= 2 or (view.tense == FUTURE and ahead <= 8):
        return now_year + (1 if month < now_month else 0)
    return now_year if month < now_month else now_year - 1


@_resolver("persian")
def resolve_persian(view: View) -> Value | None:
    """A day of the Persian solar calendar."""
    text = view.first("pmon", "PMON")
    if text is None:
        return None
    month, number, year = int(text), view.int("day"), view.int("hyr")
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


@_resolver("feast")
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
            starts = [d for d in starts if d.year == view.int("yr")] or starts
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
    if not starts:
        return Value(DATE, "XXXX-XX-XX")
    start = min(starts, key=lambda d: abs((d - published).days))
    nth = view.int("nth")
    if nth is not None and 1 <= nth <= 7:
        day = start + ONE * (nth - 1)
        return Value(DATE, day.isoformat(), Span(day, day))
    return Value(DATE, start.isoformat(), Span(start, start + ONE * (length - 1)))


@_resolver("eid")
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
    day = min(near, key=lambda d: abs((d - published).days)) + ONE * ((view.int("nth") or 1) - 1)
    return Value(TIME if part else DATE, day.isoformat() + tail, Span(day, day))


# ---- durations, sets, references ----------------------------------------------------------------------------------------------------


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
        head, letter = _UNIT_CODES[unit]
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


@_resolver("duration")
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


@_resolver("ago")
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


@_resolver("since")
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


@_resolver("last")
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


@_resolver("lastvague")
def resolve_last_vague(view: View) -> Value | None:
    """The last few days; recent years."""
    unit = view.unit()
    relation = view.relation("rel")
    relation = -1 if relation is None else relation
    published = view.context.published
    span = None
    reach = {"D": 6, "TH": 1, "TM": 0}.get(unit or "")
    if published is not None and reach is not None:
        span = Span(published - ONE * reach, published) if relation <= 0 else Span(published, published + ONE * reach)
    return Value(DATE, _REFS[max(-1, min(1, relation))], span)


@_resolver("set")
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


@_resolver("setadv")
def resolve_set_adverb(view: View) -> Value | None:
    """Daily, yearly."""
    value = view.first("set", "SETADV", "SETADJ")
    return None if value is None else Value(SET, value)


@_resolver("ref")
def resolve_ref(view: View) -> Value:
    """A reference to the past, the present or the future without a day."""
    options = view.found.rule.options
    if options.get("byrel"):
        return Value(DATE, _REFS[view.relation("rel") or 0])
    return Value(DATE, options["value"])


# ---- the clock ----------------------------------------------------------------------------------------------------------------------


def _clock(view: View) -> str | None:
    tokens = view.part("h")
    if not tokens:
        return None
    minutes = 0
    if len(tokens) == 1 and tokens[0].kind == NUMBER and ("." in tokens[0].norm or "," in tokens[0].norm):
        left, right = tokens[0].norm.replace(",", ".").split(".")
        hour, minutes = int(left), int(right)
    else:
        number = view.int("h")
        if number is None:
            return None
        hour = number
        if len(tokens[0].norm) == 4 and tokens[0].kind == NUMBER:
            hour, minutes = divmod(number, 100)
    if view.has("min"):
        minutes = view.int("min") or 0
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


@_resolver("clock")
def resolve_clock(view: View) -> Value | None:
    """A time of the clock, of the day told with it, else of the day named before in the sentence, else of the publication day."""
    clock = _clock(view)
    if clock is None:
        return None
    if view.found.rule.id == "clock.hour-part" and view.part("h")[0].kind == NUMBER and not view.has("min"):
        if view.first("part", "PARTADV", "PART", "PARTAL") is None or len(view.part("h")[0].norm) > 2:
            return None
    day: dt.date | None
    told = any(view.has(n) for n in ("deic", "wd", "day", "nd", "y"))
    if told:
        found = _resolve_day(view)
        if found is None:
            return None
        return Value(TIME, found.value + clock, Span(found.day, found.day) if found.day else None)
    day = _context_day(view)
    if day is None:
        return Value(TIME, "XXXX-XX-XX" + clock)
    return Value(TIME, day.isoformat() + clock, Span(day, day))
