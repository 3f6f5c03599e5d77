"""The days that a report tells by two expressions, or by the distance from another day: between Monday and Friday, three days after."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from marsad.arabic.text import Text
from marsad.arabic.words import WORD
from marsad.events.grammar import load_grammar
from marsad.events.layers import TimeSpan
from marsad.record import Time, unchecked
from marsad.times import calendars as cal
from marsad.times.recognise import recogniser

_new_time = unchecked(Time)

RANGE, ANCHORED, WITHIN, RUNNING = "times.range", "times.anchored", "times.within", "times.running"
"""Rules of the spans made here."""

_BETWEEN, _FROM = frozenset(("بين", "وبين", "مابين")), frozenset(("من", "منذ", "ومنذ", "ومن"))
_UNTIL = frozenset(("الي", "حتي", "وحتي", "والي", "لغايه", "ولغايه"))
_FILLING = frozenset(("يوم", "شهر", "صباح", "مساء", "فجر", "تاريخ"))
_MORROW, _IN_A_ROW = frozenset(("غداه", "وغداه")), "التوالي"
_SIGNS = _MORROW | {_IN_A_ROW}
"""Words that tell days by themselves (`_morrows`, `_running`)."""
_DURING = frozenset(("خلال", "طوال", "طيله", "مدي", "مدار", "في"))
_DAY = frozenset(("لليوم", "اليوم", "ولليوم"))
_ORDINAL = 7
"""How many words an ordinal and على التوالي take at most."""
_LENGTH = re.compile(r"P(T?)([0-9]+)([HDWMY])")
_CENTURY = 100
"""Years: of older days no anniversary is meant."""
_LONG = 14
"""From how many days on "after so long a time of" tells what lasted all of it."""
_NEWS = 3
"""How many days before its publication the day of a report's news may lie."""
_REACH = 3
"""How many words before the first of two expressions the word may stand that makes them one span (في الفترة ما بين 17 أكتوبر و9 نوفمبر)."""


def joined(text: Text, spans: Sequence[TimeSpan], published: dt.date | None) -> list[TimeSpan]:
    """The expressions of a text in order, two that tell one span as one (بين 7 و9 مايو, من الاثنين حتى الخميس, الأربعاء والخميس), and those that
    tell a day by its distance from another (بعد ثلاثة أيام على الهجوم, غداة الهجوم) or a length of time up to now (خلال ثلاثة أشهر, لليوم الثالث على
    التوالي) with their days."""
    out: list[TimeSpan] = []
    for span in spans:
        last = out[-1] if out else None
        whole = _range(text, last, span) if last is not None else None
        if whole is not None:
            out[-1] = whole
        elif span.time.earliest is None and span.time.type == "DURATION" and published is not None:
            out.append(_lasting(text, span, published) or span)
        else:
            out.append(span)
    if published is None:
        return out
    out = [_anniversary(text, span, published) or span for span in out]
    signs = [k for k, token in enumerate(text.tokens) if token.norm in _SIGNS]
    running = list(_running(text, signs, published))
    out = [_anchored(text, out, span, published) or span for span in out if not any(r.first <= span.first <= r.last for r in running)]
    return sorted([*out, *running, *_morrows(text, signs, out, published)], key=lambda s: s.first)


def _norms(text: Text, first: int, last: int) -> list[str]:
    return [t.norm for t in text.tokens[first:last] if t.kind == WORD]


def _range(text: Text, a: TimeSpan, b: TimeSpan) -> TimeSpan | None:
    """Two expressions as one span, or None where they are two."""
    x, y = a.time, b.time
    if x.earliest is None or x.latest is None or y.earliest is None or y.latest is None or x.latest >= y.latest or x.earliest >= y.earliest:
        return None
    if not 0 < b.first - a.last <= 3 or text.sentence_of[a.first] != text.sentence_of[b.first] or text.tokens[b.first].start >= text.tokens[b.last].end:
        return None
    between = [w for w in _norms(text, a.last + 1, b.first) if w not in _FILLING]
    first = text.sentences[text.sentence_of[a.first]].first
    before = set(_norms(text, max(first, a.first - _REACH), a.first))
    glued = text.tokens[b.first].norm.startswith("و") or between == ["و"]
    if (glued and len(between) <= 1 and set(between) <= {"و"} and before & _BETWEEN) or (
        len(between) == 1 and between[0] in _UNTIL and before & (_FROM | _BETWEEN)
    ):
        return _make(text, a.first, b.last, x.earliest, y.latest, RANGE)
    next_to = glued and between in ([], ["و"]) and (y.earliest - x.latest).days == 1
    if next_to and (x.precision == y.precision == 1 or "two-times" in load_grammar().of(text.tokens[a.first].norm)):
        return _make(text, a.first, b.last, x.earliest, y.latest, RANGE)
    return None


def _length(value: str) -> int | None:
    """The days of a TIMEX3 duration, about."""
    found = _LENGTH.fullmatch(value)
    if found is None or (found[1] == "T") != (found[3] == "H"):
        return None
    return round(int(found[2]) * {"H": 1 / 24, "D": 1, "W": 7, "M": 30.44, "Y": 365.25}[found[3]])


def _lasting(text: Text, span: TimeSpan, published: dt.date) -> TimeSpan | None:
    """A length of time that an act was told over (خلال ثلاثة أشهر), as the days up to now; None for other lengths."""
    if span.first == 0 or text.tokens[span.first - 1].norm.lstrip("و") not in _DURING or span.time.rule == "times.duration.after":
        return None
    length = _length(span.time.value)
    if length is None or not 1 <= length <= 3660:
        return None
    return _make(text, span.first, span.last, published - cal.ONE * length, published, WITHIN)


def _anchored(text: Text, spans: Sequence[TimeSpan], span: TimeSpan, published: dt.date) -> TimeSpan | None:
    """The day of the act named behind "three days after": so many days before that of the act told with it. What long times
    are told of lasted through them (بعد أربعة أشهر من القتال)."""
    if span.time.rule != "times.duration.after" or span.time.earliest is not None:
        return None
    length = _length(span.time.value)
    if length is None or length > 366:
        return None
    anchor = _anchor(text, spans, span.first, published)
    day = anchor - cal.ONE * length
    behind = text.tokens[span.last + 1].norm if span.last + 1 < len(text.tokens) else ""
    return _make(text, span.first, span.last, day, anchor if behind == "من" and length >= _LONG else day, ANCHORED)


def _anniversary(text: Text, span: TimeSpan, published: dt.date) -> TimeSpan | None:
    """The last anniversary of a day behind a word of anniversary (في الذكرى الثانية لثورة 25 يناير); None where none stands before it."""
    day = span.time.earliest
    if day is None or span.time.latest != day or not 1 <= published.year - day.year <= _CENTURY:
        return None
    if any(t.norm == str(day.year) for t in text.tokens[span.first : span.last + 1]):
        return None  # the day itself: ذكرى اغتيال الحريري في 14 شباط 2005
    before = text.tokens[max(text.sentences[text.sentence_of[span.first]].first, span.first - _ORDINAL + 2) : span.first]
    if not any(t.kind == WORD and "anniversary" in load_grammar().of(t.norm) for t in before) or (day.month, day.day) == (2, 29):
        return None
    last = day.replace(year=published.year)
    last = last if last <= published + cal.ONE * _NEWS else last.replace(year=last.year - 1)
    return _make(text, span.first, span.last, last, last, ANCHORED)


def _running(text: Text, signs: Sequence[int], published: dt.date) -> Iterator[TimeSpan]:
    """For the twentieth day running (لليوم العشرين على التوالي): so many days, the last one that of publication."""
    tokens = text.tokens
    for k in signs:
        if tokens[k].norm != _IN_A_ROW or k < 2 or tokens[k - 1].norm != "علي":
            continue
        first = next((j for j in range(k - 2, max(-1, k - _ORDINAL), -1) if tokens[j].norm in _DAY), None)
        count = None if first is None else recogniser().integer(tokens[first + 1 : k - 1])
        if first is not None and count is not None and 1 < count <= 3660:
            yield _make(text, first, k, published - cal.ONE * (int(count) - 1), published, RUNNING)


def _morrows(text: Text, signs: Sequence[int], spans: Sequence[TimeSpan], published: dt.date) -> Iterator[TimeSpan]:
    for k in signs:
        if text.tokens[k].norm in _MORROW and not any(s.first <= k <= s.last for s in spans):
            day = _anchor(text, spans, k, published) - cal.ONE
            yield _make(text, k, k, day, day, ANCHORED)


def _anchor(text: Text, spans: Sequence[TimeSpan], at: int, published: dt.date) -> dt.date:
    """The day of the act that a distance is counted from: the nearest one told before it in its sentence, else the first of the report's
    last days, else that of publication."""
    home = text.sentence_of[at]
    days = [s for s in spans if s.time.precision == 1 and s.time.earliest is not None and s.time.rule != ANCHORED]
    here = [s for s in days if text.sentence_of[s.first] == home and s.first < at]
    if here and here[-1].time.earliest is not None:
        return here[-1].time.earliest
    for s in days:
        if s.time.earliest is not None and 0 <= (published - s.time.earliest).days <= _NEWS:
            return s.time.earliest
    return published


def _make(text: Text, first: int, last: int, earliest: dt.date, latest: dt.date, rule: str) -> TimeSpan:
    start, end = text.tokens[first].start, text.tokens[last].end
    acled, ucdp = cal.precision(cal.Span(earliest, latest))
    value = earliest.isoformat() if earliest == latest else f"{earliest.isoformat()}/{latest.isoformat()}"
    time = _new_time(
        start=start, end=end, quote=text.full[start:end], type="DATE", value=value, earliest=earliest, latest=latest, precision=acled,
        ucdp_precision=ucdp, rule=rule,
    )  # fmt: skip
    return TimeSpan(time, first, last)
