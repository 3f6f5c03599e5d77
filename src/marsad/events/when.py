"""When an act was: which temporal expression of the report dates it, if any."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.arabic.words import MARK, WORD
from marsad.events.detect import Told
from marsad.events.evidence import Evidence, Facet, facet, step
from marsad.events.grammar import load_grammar
from marsad.events.layers import Layers, TimeSpan
from marsad.events.scene import Scene, relation, tense
from marsad.events.spans import ANCHORED, RANGE, RUNNING, WITHIN
from marsad.times import calendars as cal

REACH = 4
"""How many sentences back a day may stand: the lead dates what follows it for a few sentences."""

AHEAD = 2
"""How many sentences on a day may stand: that of a headline or of a first sentence often follows."""

_MADE = {RANGE: "a range", ANCHORED: "by its distance", WITHIN: "within a time", RUNNING: "so many days running"}
"""What spans that are no plain expression are called."""

_GOVERNING = frozenset(("منذ", "خلال", "بعد", "قبل", "حتي", "لغايه", "في", "عن", "علي"))


@dataclass(slots=True, eq=False)
class NearDay:
    """A temporal expression of another sentence as the acts of a sentence see it: how many sentences lie between, what it is, whether another
    stands nearer, the families of the acts beside it, whether it is told with a verb of saying."""

    span: TimeSpan
    distance: int
    look: Facet
    nearer: bool
    families: frozenset[str]
    announced: bool


@dataclass(slots=True, eq=False)
class DaysAround:
    """What every act of a sentence has around it: the temporal expressions of the sentence, those of the sentences before and after it."""

    here: Sequence[TimeSpan]
    earlier: list[NearDay]
    later: list[NearDay]


def dated(scene: Scene, told: Told, before: TimeSpan | None, evidence: Evidence) -> tuple[TimeSpan | None, bool, float, list[Facet]]:
    """The temporal expression that dates an act (None: the report gives no day for it), whether it only dates the announcement, the
    log-odds of the choice against none and what was seen."""
    best, score = -math.inf, 0.0
    chosen: tuple[TimeSpan | None, list[Facet]] = (None, [])
    for option in candidates(scene, told, before):
        score = evidence.score(option[1])
        if score > best:
            best, chosen = score, option
    span, facets = chosen
    announced = False
    for seen in facets:
        if "announced" in seen.features or "earlier, announced" in seen.features:
            announced = True
    return span, announced, best - score, facets  # the last option is none


def candidates(scene: Scene, told: Told, before: TimeSpan | None) -> list[tuple[TimeSpan | None, list[Facet]]]:
    """Every temporal expression that may date an act, each with what is seen of its relation to it; last None for "no day told". `before`
    is the day of the act told last before it."""
    sentence_of = scene.layers.text.sentence_of
    home = sentence_of[told.first]
    titled = scene.is_title(home)
    around = scene.days_around.get(home) or _look_around(scene, home)
    past = recalled(scene, told)
    kind, family, definite = tense(told), told.trigger.family, told.definite and not told.verbal
    aspect = _aspect(scene, told)
    here = bool(around.here)
    far: NearDay | None = None
    if before is not None and not titled and sentence_of[before.first] < home - REACH:
        far = _near(scene, before, home, sentence_of[before.first])
    out: list[tuple[TimeSpan | None, list[Facet]]] = []
    for near in around.earlier:
        out.append((near.span, [near.look, _seen_earlier(scene, near, kind, past, family, here, definite, near.span is before)]))
    if here:
        closest = _closest(scene, told, home)
        for span in around.here:
            of = _point(scene, told, span)
            out.append((of, _same_sentence(scene, told, of, span is closest, aspect)))
    for near in around.later:
        seen = facet(_later, titled, near.distance, kind, family in near.families, here, near.nearer)
        out.append((near.span, [near.look, seen]))
    if far is not None:
        out.append((far.span, [far.look, _seen_earlier(scene, far, kind, past, family, here, definite, True)]))
    none = [
        facet(_none, kind, family, here, bool(around.earlier or around.later or far), definite, titled, past),
        facet(_untold, *_governors(scene, told), _vague(scene, told, home), told.form is not None and told.form.plural and not told.verbal, here),
    ]
    if aspect:
        none.append(facet(_without, aspect, here))
    out.append((None, none))
    return out


def _look_around(scene: Scene, home: int) -> DaysAround:
    """What every act of a sentence has around it, found once. A title has nothing before it that dates it."""
    times_of = scene.times_of
    around = scene.days_around[home] = DaysAround(times_of.get(home, ()), [], [])
    if not scene.is_title(home):
        for there in range(home - REACH, home):
            around.earlier += [_near(scene, span, home, there) for span in times_of.get(there, ())]
    for there in range(home + 1, home + AHEAD + 1):
        around.later += [_near(scene, span, home, there) for span in times_of.get(there, ())]
    return around


def _near(scene: Scene, span: TimeSpan, home: int, there: int) -> NearDay:
    """A temporal expression as the acts of another sentence see it; farther than `REACH` counts as one sentence more."""
    times_of = scene.times_of
    families = frozenset([t.trigger.family for t in scene.by_sentence.get(there, ())])
    if there > home:
        nearer = times_of[there][0].first < span.first or any(k in times_of for k in range(home + 1, there))
        return NearDay(span, there - home, _span(scene, span, "later, "), nearer, families, False)
    nearer = times_of[there][-1].first > span.first or any(k in times_of for k in range(there + 1, home))
    sentence = scene.layers.text.sentences[there]
    announced = scene.any_class("reporting", max(sentence.first, span.first - 6), span.first) and "opener" in scene.marks[span.last + 1 : sentence.last]
    return NearDay(span, min(home - there, REACH + 1), _span(scene, span, "earlier, "), nearer, families, announced)


def _seen_earlier(scene: Scene, near: NearDay, kind: str, past: tuple[str, ...], family: str, has_day: bool, definite: bool, before: bool) -> Facet:
    """What is seen of a temporal expression that stands before the sentence of an act."""
    acts, kin = bool(near.families), family in near.families
    return facet(_earlier, near.distance, kind, past, acts, kin, near.announced, has_day, definite, near.nearer, scene.first_day is near.span, before)


_AHEAD = 8
"""How many words before an act a word of intention may stand."""


def _aspect(scene: Scene, told: Told) -> tuple[str, ...]:
    """How an act stands to the time of its sentence: to come, told behind a word that makes it the time or cause of another act."""
    out = []
    layers = scene.layers
    kind = tense(told)
    if kind == "imperfect" and layers.text.tokens[told.first].norm.lstrip("وف").startswith("س"):
        out.append("to come")
    elif kind != "perfect":
        first = max(layers.sentence(told.first).first, told.first - _AHEAD)
        if scene.any_class("planning", first, told.first) or scene.any_class("upcoming", first, told.first):
            out.append("to come")
    setting = governor(scene, told)
    if setting:
        out += ["behind a word of time or cause", f"behind {setting}"]
    return tuple(out)


def governor(scene: Scene, told: Told) -> str:
    """The word of time or cause that an act stands behind (بعد تحرير المدينة, منذ الهجوم, إثر الغارات); "" where there is none."""
    tokens = scene.layers.text.tokens
    first = max(scene.layers.sentence(told.first).first, told.first - 3)
    if not scene.any_class("setting", first, told.first):
        return ""
    for k in range(told.first - 1, first - 1, -1):
        if tokens[k].kind != WORD:
            return ""
        if "setting" in scene.classes(k):
            return tokens[k].norm.lstrip("وف")
    return ""


def _point(scene: Scene, told: Told, span: TimeSpan) -> TimeSpan:
    """A temporal expression as it dates an act: behind منذ and the act it is the act's day (منذ الإطاحة به في يوليو)."""
    if told.first >= span.first:
        return span
    at = since_at(scene.layers, span)
    if at is None or not at < told.first or told.verbal:
        return span
    if any(at < t.first < told.first for t in scene.by_sentence.get(scene.layers.text.sentence_of[told.first], ())):
        return span
    found = scene.points.get(id(span))
    if found is None:
        found = scene.points[id(span)] = replace(span, point=True)
    return found


def _governors(scene: Scene, told: Told) -> tuple[bool, bool, bool]:
    """What stands just before an act: a word of going on (تشهد, لا تزال), a relative pronoun (الذي), a word of judging or recalling (إدانة)."""
    first = max(scene.layers.sentence(told.first).first, told.first - 4)
    relative = "relative" in scene.marks[max(first, told.first - 2) : told.first]
    return scene.any_class("going-on", first, told.first), relative, scene.any_class("stance", first, told.first)


def _vague(scene: Scene, told: Told, home: int) -> str:
    """How near an expression stands that tells a time but no day (مؤخرا, في وقت سابق): in the act's clause, in its sentence, or nowhere."""
    spans = scene.vague_of.get(home)
    if spans is None:
        return ""
    clause_of = scene.layers.clause_of
    return "in the clause" if any(clause_of[s.first] == clause_of[told.first] for s in spans) else "in the sentence"


def _untold(going: bool, relative: bool, judged: bool, vague: str, several: bool, here: bool) -> Iterator[str]:
    if going:
        yield "none, going on"
        yield f"none, going on, {'day in the sentence' if here else 'no day here'}"
    if relative:
        yield "none, after a relative"
    if judged:
        yield "none, judged"
    if vague:
        yield f"none, vague time {vague}"
    if several:
        yield "none, several acts"


def _without(aspect: tuple[str, ...], here: bool) -> Iterator[str]:
    for a in aspect:
        yield f"none, {a}"
    for a in aspect:
        yield f"none, {a}, {'day in the sentence' if here else 'no day here'}"


def _closest(scene: Scene, told: Told, home: int) -> TimeSpan | None:
    """The temporal expression of its sentence that stands closest to an act; another act between counts as six words, another clause
    as four."""
    layers = scene.layers
    here = scene.by_sentence.get(home, ())
    best: tuple[float, TimeSpan] | None = None
    for span in scene.times_of.get(home, ()):
        distance = float(span.first - told.last if span.first > told.last else told.first - span.last)
        lo, hi = min(span.last, told.last), max(span.first, told.first)
        distance += 6 * sum([lo < t.first < hi and t is not told for t in here])
        if layers.clause_of[span.first] != layers.clause_of[told.first]:
            distance += 4
        if best is None or distance < best[0]:
            best = (distance, span)
    return best[1] if best else None


def _none(kind: str, family: str, here: bool, earlier: bool, definite: bool, titled: bool, past: tuple[str, ...]) -> Iterator[str]:
    yield "none"
    yield f"none, {kind}"
    yield f"none, family {family}"
    yield "none, day in the sentence" if here else "none, day before" if earlier else "none, no day near"
    if definite:
        yield "none, definite noun"
    if titled:
        yield "none, title"
    yield from (f"none, {c}" for c in past)


def _kind(scene: Scene, span: TimeSpan) -> tuple[str, ...]:
    time = span.time
    out = [f"precision {time.precision}", f"type {time.type}"]
    published = scene.layers.published
    if published is not None and time.latest is not None:
        age = (published - time.latest).days
        out.append("future" if age < 0 else f"age {step(age)}" if age <= 8 else "age 9-365" if age <= 365 else "age over a year")
    tokens = scene.layers.text.tokens
    k = span.first - 1
    if k >= 0 and tokens[k].kind == WORD and tokens[k].norm in _GOVERNING:
        out.append(f"governed by {tokens[k].norm}")
    made = _MADE.get(time.rule)
    if made:
        out.append(made)
        out.append(f"{made}, behind {tokens[k].norm}" if made == "within a time" and k >= 0 else f"{made}, {time.precision}")
    lasting = since(scene.layers, span)
    if span.point:
        out.append("the act's own day behind since")
    elif lasting:
        out.append("lasts until now")
    if time.earliest is not None and time.latest is not None:
        first, end, _ = _days(scene.layers, span, lasting=lasting)
        count = (end - first).days if first is not None and end is not None else 0
        length = "a day" if count <= 0 else "days" if count <= 8 else "weeks" if count <= 45 else "months" if count <= 400 else "years"
        out.append(f"covers {length}")
        if published is not None:
            age = (published - time.latest).days
            out.append(f"covers {length}, {'to come' if age < 0 else 'of the last days' if age <= 3 else 'of this month' if age <= 31 else 'long ago'}")
    return tuple(out)


def _prefixed(prefix: str, features: tuple[str, ...]) -> list[str]:
    return [prefix + f for f in features]


def _span(scene: Scene, span: TimeSpan, prefix: str) -> Facet:
    kind = scene.kept.get(id(span))
    if kind is None:
        kind = scene.kept[id(span)] = facet(_prefixed, "", _kind(scene, span))
    return kind if not prefix else facet(_prefixed, prefix, kind.features)


def _same_sentence(scene: Scene, told: Told, span: TimeSpan, closest: bool, aspect: tuple[str, ...]) -> list[Facet]:
    layers = scene.layers
    related, _ = relation(scene, told, span.first, span.last)
    sentence = layers.sentence(told.first)
    reported = scene.any_class("reporting", max(sentence.first, span.first - 6), span.first) or scene.any_class(
        "reporting", span.last + 1, min(sentence.last, span.last + 4)
    )
    before = span.first < told.first
    opener = False
    if before and reported:
        tokens = layers.text.tokens
        opener = any(scene.marks[k] == "opener" or tokens[k].norm == ":" for k in range(span.last + 1, told.first))
    opens = before and span.first - sentence.first <= 2
    only = len(scene.times_of[sentence.index]) == 1
    kind = _span(scene, span, "")
    named = ""
    if span.time.rule == ANCHORED:
        named = "of another act" if before is False or any(span.last < t.first < told.first for t in scene.by_sentence[sentence.index]) else "of this act"
    same = layers.clause_of[span.first] == layers.clause_of[told.first]
    judged = scene.any_class("stance", max(sentence.first, told.first - 8), told.first)
    ahead = _ahead(layers, span)
    return [
        related, kind, facet(_told_here, related.features, tense(told), before, reported, opener, opens, only, closest),
        facet(_aspected, aspect, before, same, closest, ahead, named, judged),
    ]  # fmt: skip


def _ahead(layers: Layers, span: TimeSpan) -> str:
    """Whether a temporal expression tells the past, the day of publication or what is to come; "" where that is not known."""
    if layers.published is None or span.time.earliest is None or span.time.latest is None:
        return ""
    return "to come" if span.time.earliest > layers.published else "past" if span.time.latest < layers.published else "now"


def _aspected(aspect: tuple[str, ...], before: bool, same: bool, closest: bool, ahead: str, named: str, judged: bool) -> Iterator[str]:
    side = f"{'before' if before else 'after'}, {'same clause' if same else 'another clause'}"
    yield f"day {side}"
    for a in aspect:
        yield f"{a}, day {side}"
        yield f"{a}, {'closest' if closest else 'not closest'}"
    yield f"{'to come' if 'to come' in aspect else 'no intention'}, day {ahead}"
    if named:
        yield f"distance {named}"
    if judged:
        yield f"judged, day {side}"


def _told_here(related: tuple[str, ...], kind: str, before: bool, reported: bool, opener: bool, opens: bool, only: bool, closest: bool) -> Iterator[str]:
    yield "same sentence"
    if closest:
        yield "closest"
        yield f"closest, {kind}"
    yield f"here, {kind}"
    if before and reported:
        yield "announced" if opener else "near a verb of saying, no opener"
    elif reported:
        yield "after, near a verb of saying"
    if opens:
        yield "opens the sentence"
    yield "only day of the sentence" if only else "one of several days"
    yield from (f"{'only' if only else 'several'}, {f}" for f in related[:3])


def _later(titled: bool, ahead: int, kind: str, kin: bool, has_day: bool, nearer: bool) -> Iterator[str]:
    yield f"{'title, ' if titled else ''}later by {ahead}"
    yield f"later, {kind}"
    if kin:
        yield "later, beside an act of its kind"
    if has_day:
        yield "later, though the sentence has a day"
    if nearer:
        yield "later, another day nearer"


def _earlier(
    back: int, kind: str, past: tuple[str, ...], acts: bool, kin: bool, announced: bool, has_day: bool, definite: bool, nearer: bool, lead: bool, before: bool
) -> Iterator[str]:
    yield f"before by {back}"
    yield f"earlier, {kind}"
    yield from (f"earlier, {c}" for c in past)
    yield "earlier, beside an act" if acts else "earlier, no act there"
    if kin:
        yield "earlier, beside an act of its kind"
    if announced:
        yield "earlier, announced"
    if has_day:
        yield "earlier, though the sentence has a day"
    if definite:
        yield "earlier, definite noun"
    if nearer:
        yield "earlier, another day nearer"
    if lead:
        yield "earlier, first day of the report"
    if before:
        yield "earlier, day of the act before"
        yield f"earlier, day of the act before, {'though the sentence has a day' if has_day else 'no day here'}"


def recalled(scene: Scene, told: Told) -> tuple[str, ...]:
    """Grammatical signs of what is recalled: كان قد, a word of recalling."""
    sentence = scene.layers.sentence(told.first)
    out = []
    if scene.any_class("copula-past", max(sentence.first, told.first - 6), told.first):
        out.append("had been")
    if scene.any_class("recall", sentence.first, min(sentence.first + 4, told.first)):
        out.append("recalled")
    return tuple(out)


_SINCE = frozenset(("منذ", "ومنذ"))
_SINCE_REACH = 12
"""How many words may stand between منذ and its day (منذ الإطاحة بالرئيس الأسبق محمد مرسي من الحكم في يوليو)."""


def since(layers: Layers, span: TimeSpan) -> bool:
    """Whether a temporal expression opens a span that lasts until the report (منذ شهر, منذ بدء الحرب في 7 أكتوبر)."""
    return not span.point and span.time.rule not in _MADE and since_at(layers, span) is not None


def since_at(layers: Layers, span: TimeSpan) -> int | None:
    """The token of the منذ that governs a temporal expression, or None."""
    tokens, time_at = layers.text.tokens, layers.time_at
    mine = time_at[span.first]
    first = layers.sentence(span.first).first
    for k in range(span.first, max(first, span.first - _SINCE_REACH) - 1, -1):
        token = tokens[k]
        if token.kind == WORD:
            if token.norm in _SINCE:
                return k
        elif token.kind == MARK and token.norm in ",;:":
            return None
        if time_at[k] != mine and time_at[k] >= 0:
            return None
    return None


_SOME = 3
"""How many days "some days" are: a plural without a number counts three (codebook §4)."""

_LONG_AGO = 7
"""What began at least so many days before the report and is told with its beginning lasts until the report."""


def days(layers: Layers, span: TimeSpan) -> tuple[dt.date | None, dt.date | None, int]:
    """First and last day and ACLED precision of an act that a temporal expression dates: a span since a day lasts until the report, "some
    days ago" is the third day before it, the middle of a month its fifteenth, this year lasts until the report, so many months ago is that
    month (as readers of annotated reports took them)."""
    return _days(layers, span, lasting=since(layers, span))


def _days(layers: Layers, span: TimeSpan, *, lasting: bool) -> tuple[dt.date | None, dt.date | None, int]:
    """`days` where it is known whether the expression opens a span that lasts until the report."""
    time, published = span.time, layers.published
    precision = time.precision or 4
    if published is None or time.earliest is None or time.latest is None:
        return time.earliest, time.latest, precision
    if time.rule in _MADE:
        return time.earliest, time.latest, precision
    if time.type == "TIME" and time.earliest == time.latest and (published - time.latest).days <= 1 and lasting:
        return time.earliest, time.latest, precision  # منذ ساعات الفجر الأولى أمس: that day
    if time.rule == "times.ago.since" and (published - time.earliest).days <= _LONG_AGO and _opens(layers, span):
        return time.earliest, time.earliest, 1
    if lasting or (not span.point and _begun(layers, span) and (published - time.latest).days >= _LONG_AGO):
        return time.earliest, published, 4 if (published - time.earliest).days > 31 else 3
    if time.rule == "times.ago" and time.value == "PAST_REF" and precision == 2:
        day = published - dt.timedelta(days=_SOME)
        return day, day, 2
    tokens, length = layers.text.tokens, (time.latest - time.earliest).days
    if "middle" in load_grammar().of(tokens[span.first].norm) and _DECADE[0] <= length <= _DECADE[1] and time.earliest.day == 11:
        day = time.earliest.replace(day=15)
        return day, day, 2
    if time.rule == "times.unit" and time.earliest < published < time.latest:
        return time.earliest, published, precision
    if time.rule == "times.ago" and (month := _month_ago(time.value, published)) is not None and published - month > _A_MONTH:
        return month, (month + 31 * cal.ONE).replace(day=1) - cal.ONE, 3
    if time.rule == "times.ago" and 0 < (time.latest - time.earliest).days < 7:  # a week ago: the day a week before, about
        day = time.earliest + (time.latest - time.earliest) // 2
        return day, day, 2
    return time.earliest, time.latest, precision


_DECADE = (8, 11)
"""Days from first to last of what is called the middle of a month."""
_A_MONTH = dt.timedelta(days=58)
"""What lies so long before the report was two months ago or more."""


def _month_ago(value: str, published: dt.date) -> dt.date | None:
    """The first day of a TIMEX3 month, or of the report's month in a TIMEX3 year; None for other values."""
    if _MONTH.fullmatch(value):
        return dt.date.fromisoformat(f"{value}-01")
    return dt.date(int(value), published.month, 1) if _YEAR.fullmatch(value) and published.year - int(value) <= _FEW_YEARS else None


_MONTH, _YEAR = re.compile(r"[12][0-9]{3}-[01][0-9]"), re.compile(r"[12][0-9]{3}")
_FEW_YEARS = 3


def _opens(layers: Layers, span: TimeSpan) -> bool:
    """Whether some days with منذ open a sentence whose verb tells what was done then (ومنذ يومين، أصيب شاب), not what goes on since."""
    tokens, sentence = layers.text.tokens, layers.sentence(span.first)
    if span.first - sentence.first != 1:
        return False
    word = next((t for t in tokens[span.last + 1 : min(sentence.last, span.last + 3)] if t.kind == WORD), None)
    return word is not None and "continues" not in load_grammar().of(word.norm) and word.norm[:1] not in "يتن"


def _begun(layers: Layers, span: TimeSpan) -> bool:
    """Whether a verb or noun of beginning governs the expression: بدأ الهجوم في 4 حزيران, منذ اندلاعها الشهر الماضي."""
    tokens = layers.text.tokens
    grammar = load_grammar()
    words = range(max(layers.sentence(span.first).first, span.first - 3), span.first)
    return any(tokens[k].kind == WORD and "begin" in grammar.of(tokens[k].norm) for k in words)
