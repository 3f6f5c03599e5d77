"""The publication day, where the words of a report leave one answer.

Evidence is a day named both ways: from where the writer stands (today, yesterday, tomorrow, a bare weekday) and in the calendar (15 May
2018). A full date beside a deictic word settles it; a date without year is settled by its weekday when the years named in the text leave
one candidate. Nothing is taken from the clock of the machine.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from marsad.arabic.text import Text
from marsad.arabic.words import tokenise
from marsad.times.recognise import Recogniser, recogniser
from marsad.times.resolve import Context, View

_OFFSETS = {"AMS": -1, "GHAD": 1, "YAWMAL": 0}
_YEAR = re.compile(r"(?<![0-9])(?:19[5-9][0-9]|20[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a day was taken for the day of publication: the words, their half-open offsets, and how they were read, in English."""

    start: int
    end: int
    quote: str
    reason: str


def infer_published(text: str | Text) -> tuple[dt.date | None, tuple[Evidence, ...]]:
    """The publication day and its evidence, or (None, ()) where the text leaves more than one answer or contradicts itself."""
    full = text if isinstance(text, str) else text.full
    tokens = tokenise(text) if isinstance(text, str) else text.tokens
    rules = recogniser()
    settled: list[tuple[dt.date, Evidence]] = []
    open_ones: list[tuple[frozenset[dt.date], Evidence]] = []
    found_all = list(rules.find(tokens))
    years = _years(" ".join(t.norm for t in tokens))
    for found in found_all:
        if found.rule.kind not in ("day", "clock", "list"):
            continue
        view = View(found, tokens, rules, Context(None))
        if not (view.has("mon") and view.has("day") and (view.has("deic"))):
            continue
        offset = _offset(view, rules)
        if offset is None:
            continue
        start, end = tokens[found.first].start, tokens[found.last - 1].end
        number, month = view.whole("day"), view.month("mon")
        weekday_text = view.first("wd", "WD")
        if number is None or month is None:
            continue
        if view.has("yr"):
            day = _date(view.whole("yr"), month, number)
            if day is not None:
                settled.append((day - dt.timedelta(days=offset), Evidence(start, end, full[start:end], f"a full date told as {_name(offset)}")))
            continue
        if weekday_text is None:
            continue
        days = {d - dt.timedelta(days=offset) for y in years if (d := _date(y, month, number)) and d.isoweekday() == int(weekday_text)}
        if days:
            open_ones.append((frozenset(days), Evidence(start, end, full[start:end], f"weekday, day and month told as {_name(offset)}; years by the text")))
    if settled:
        counts = Counter(day for day, _ in settled)
        best, count = counts.most_common(1)[0]
        if len(counts) > 1 and count == counts.most_common(2)[1][1]:
            return None, ()
        return best, tuple(evidence for day, evidence in settled if day == best)
    if open_ones:
        candidates = frozenset.intersection(*(days for days, _ in open_ones))
        if len(candidates) == 1:
            return next(iter(candidates)), tuple(evidence for _, evidence in open_ones)
    return None, ()


def _years(words: str) -> range:
    """The years in which a text can have been published: from the last year that it names to the next one after it."""
    named = [int(y) for y in _YEAR.findall(words)]
    return range(max(named), max(named) + 2) if named else range(0)


def _offset(view: View, rules: Recogniser) -> int | None:
    tokens = view.part("deic")
    for token in tokens:
        for name, offset in _OFFSETS.items():
            if rules.value(token, name) is not None:
                if name == "AMS" and any(rules.value(t, "AWWAL") is not None or rules.value(t, "ALAWWAL") is not None for t in tokens):
                    return -2
                if name == "GHAD" and any(rules.value(t, "BAAD") is not None for t in tokens):
                    return 2
                return offset
    return None


def _date(year: int | None, month: int, number: int) -> dt.date | None:
    try:
        return None if year is None else dt.date(year, month, number)
    except ValueError:
        return None


def _name(offset: int) -> str:
    return {-2: "the day before yesterday", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "the day after tomorrow"}[offset]


__all__ = ["Evidence", "infer_published"]
