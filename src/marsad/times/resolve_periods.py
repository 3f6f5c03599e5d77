"""Months, weeks, years, seasons, decades, centuries."""

from __future__ import annotations

import datetime as dt

from marsad.times import calendars as cal
from marsad.times.calendars import ONE, Span
from marsad.times.resolve_days import anchor_year, year_of, year_relation
from marsad.times.tense import PAST
from marsad.times.view import DATE, RESOLVERS, Value, View, resolver


def _month_year(view: View, month: int | None, number: int | None = None) -> int | None:
    ctx = view.context
    if month is None:
        return None
    if view.has("yr"):
        return view.whole("yr")
    if view.has("yrel"):
        if view.first("yrel", "RELC") is not None and ctx.year is not None:
            return ctx.year + int(view.first("yrel", "RELC") or 0)
        return None if ctx.published is None else ctx.published.year + year_relation(view)
    if not view.has("rel"):
        anchored = anchor_year(view, 0, month, ctx.published)
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


def with_mod(view: View, span: Span) -> Span:
    mod = view.first("mod", "MOD")
    if mod:
        return cal.part_of(span, mod)
    if view.has("part"):
        return _fraction(view, span)
    return span


def _fraction(view: View, span: Span) -> Span:
    kind = next((k for k in ("HALF", "THIRD", "QUARTER") if view.first("part", k)), "")
    count = {"HALF": 2, "THIRD": 3, "QUARTER": 4, "": 4}[kind]
    number = view.whole("part") or count
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


@resolver("month")
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
    return Value(DATE, f"{year:04d}-{month:02d}", with_mod(view, cal.month_span(year, month)))


RESOLVERS["months"] = resolve_month


@resolver("unit")
def resolve_unit(view: View) -> Value | None:
    """This week, last month, next year, the middle of last year."""
    published = view.context.published
    unit = view.unit()
    relation = view.relation("rel") or 0
    if "قبل" in view.norms and view.has("rel") and relation == -1:
        relation = -2
    if relation == 1 and view.has("rel") and "بعد" in view.norms[1:]:
        relation = 2
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
        return Value(DATE, cal.iso_week(base), with_mod(view, span))
    if unit == "M":
        if published is None:
            return Value(DATE, "XXXX-XX")
        year, month = cal.add_months(published.year, published.month, relation)
        return Value(DATE, f"{year:04d}-{month:02d}", with_mod(view, cal.month_span(year, month)))
    if unit == "Y":
        if published is None:
            return Value(DATE, "XXXX")
        year = published.year + relation
        if relation == 0 and mod == "END" and not view.has("rel") and view.tense == PAST and published.month <= 2:
            year -= 1
        span = cal.year_span(year)
        if mod:
            return Value(DATE, f"{year:04d}", _year_mod(year, mod))
        return Value(DATE, _part_value(view, year), with_mod(view, span))
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
    number = view.whole("part")
    last = view.first("part", "LAST") is not None
    for kind, letter, count in (("HALF", "H", 2), ("QUARTER", "Q", 4)):
        if view.first("part", kind):
            number = count if last else number
            return f"{year:04d}-{letter}{number}" if number and number <= count else f"{year:04d}"
    return f"{year:04d}"


@resolver("year")
def resolve_year(view: View) -> Value | None:
    """A year."""
    year = view.whole("yr")
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
    span = _year_mod(year, mod) if mod else with_mod(view, cal.year_span(year))
    return Value(DATE, _part_value(view, year), span)


def _too_late(view: View, year: int) -> bool:
    """Whether a bare number cannot be a year: far after publication and no word for year beside it."""
    published = view.context.published
    limit = (published.year if published else 2026) + 60
    return year > limit


@resolver("years")
def resolve_years(view: View) -> Value | None:
    """Years that share a word: the second becomes a piece of its own."""
    view.context.pieces.clear()
    year = view.whole("yr")
    if year is None:
        return None
    if view.has("sec"):
        second = view.whole("sec")
        if second is not None:
            view.context.pieces.append(Value(DATE, f"{second:04d}", cal.year_span(second), view.found.parts["sec"]))
    first = view.found.parts["yr"]
    start = first[0]
    if view.found.rule.id == "year.years" or (start and view.recogniser.value(view.tokens[start - 1], "YEARAY") is not None):
        start = start - 1
    elif start and view.recogniser.value(view.tokens[start - 1], "YEARW") is not None:
        start = start - 1
    return Value(DATE, f"{year:04d}", cal.year_span(year), (start, first[1]))


@resolver("season")
def resolve_season(view: View) -> Value | None:
    """A season, of a year or in general."""
    season = view.first("season", "SEASON", "SEASONADV") or ("SU" if "صيفا" in view.norms else "")
    if not season:
        return None
    published = view.context.published
    if view.has("yr"):
        year = view.whole("yr")
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


@resolver("decade")
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
        nth = 10 if view.first("ord", "LAST") is not None and view.whole("ord") is None else view.whole("ord")
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
        number = view.whole(name)
        if number is not None and number > 0:
            return number - 1
    return None


@resolver("century")
def resolve_century(view: View) -> Value | None:
    """The nineteenth century."""
    century = _century(view)
    if century is None:
        return Value(DATE, "XX") if view.has("crel") else None
    return Value(DATE, f"{century:02d}") if century < 30 else None


@resolver("centuryord")
def resolve_century_again(view: View) -> Value | None:
    """The early twentieth, after a century was named."""
    number = view.whole("ord")
    start = view.found.begin
    before = [t.norm for t in view.tokens[max(0, start - 6) : start]]
    if number is None or not 10 <= number <= 21 or not any(n in ("القرن", "القرنين") for n in before):
        return None
    return Value(DATE, f"{number - 1:02d}")
