"""One event out of many mentions: which mentions of a report tell the same event.

Every pair of mentions is weighed (type, kinds of act, day, place, losses, definiteness, order, the rare words that both are told with); the groups
that fit best are joined, as long as they fit.
A headline counts behind the text: it is a further mention of its most prominent part (codebook §3a.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heappop, heappush
from typing import Any

from marsad.events.counts import CountMention
from marsad.events.decide import EVENT_TYPE_OF, GATHERINGS
from marsad.events.draft import VIOLENT, Draft
from marsad.events.evidence import Evidence, Facet, facet, step
from marsad.events.layers import TimeSpan
from marsad.events.scene import Scene, tense
from marsad.events.subject import Subject, shared, subject_of
from marsad.memo import Memo
from marsad.places import FoundPlace

_CHAIN = 0.6
"""How much of the fit of two groups of mentions is that of their best pair; the rest is the mean over all pairs. From a sweep."""

GENERIC = frozenset(("attack", "kill", "shooting"))
_TAKING = frozenset(("arrest", "raid", "capture", "abduct"))


def merge(scene: Scene, drafts: Sequence[Draft], evidence: Evidence) -> list[Draft]:
    """Join the mentions of the same event, the surest first; the first mention of each takes what the later ones add. In order of the text.

    The clustering is agglomerative: Lance, G. N. and Williams, W. T. (1967), "A general theory of classificatory sorting strategies".
    """
    mentions = sorted(drafts, key=lambda d: d.title)
    links = Links(evidence.threshold, len(mentions))
    acts = [_act(scene, mention) for mention in mentions] if len(mentions) > 1 else []
    weights = _weights(evidence)
    for b, later in enumerate(acts):
        for a in range(b):
            earlier = acts[a]
            if earlier.layer != later.layer or (earlier.sentence == later.sentence and _listed(earlier.draft, later.draft)):
                continue
            score = weights.score(_seen(scene, earlier, later) if earlier.first <= later.first else _seen(scene, later, earlier))
            links.tie(a, b, score, score, 1)
    groups = {k: [k] for k in range(len(mentions))}
    while (best := links.pop()) is not None:
        one, other = best
        groups[one] += groups.pop(other)
        links.join(one, other)
    return sorted((_told_by([mentions[k] for k in sorted(held)], links.kin(group)) for group, held in groups.items()), key=_place_in_text)


@dataclass(slots=True, eq=False)
class Link:
    """How well two groups of mentions fit: the log-odds that both tell one event (`fit`: that of the best pair, less where others disagree), the
    log-odds of the best pair of them, the sum over all pairs and their number."""

    fit: float
    best: float
    total: float
    pairs: int


class Links:
    """What groups of mentions may be joined: the link of each two, and a queue of those that fit well enough, the best first."""

    def __init__(self, threshold: float, groups: int) -> None:
        self._threshold = threshold
        self._of: dict[int, dict[int, Link]] = {k: {} for k in range(groups)}
        self._queue: list[tuple[float, float, float, int, int, int, int, Link]] = []
        self._made = 0

    def tie(self, a: int, b: int, best: float, total: float, pairs: int) -> None:
        """Link two groups, a < b. Of links that fit alike the one made first is joined first."""
        link = Link(best * _CHAIN + total / pairs * (1 - _CHAIN), best, total, pairs)
        self._of[a][b] = self._of[b][a] = link
        if link.fit >= self._threshold:
            self._made += 1
            heappush(self._queue, (-link.fit, -best, -total, -pairs, self._made, a, b, link))

    def pop(self) -> tuple[int, int] | None:
        """The two groups that fit best of those that still stand; None where no two fit well enough."""
        while self._queue:
            *_, a, b, link = heappop(self._queue)
            if a in self._of and self._of[a].get(b) is link:
                return a, b
        return None

    def join(self, one: int, other: int) -> None:
        """Make group `other` part of group `one`: what cannot be one event with either of them cannot be with both."""
        mine, theirs = self._of[one], self._of.pop(other)
        self._of[one] = {}
        del mine[other], theirs[one]
        for group in mine:
            del self._of[group][one]
        for group in theirs:
            del self._of[group][other]
        for group in sorted(mine.keys() & theirs.keys()):
            x, y = mine[group], theirs[group]
            a, b = (one, group) if one < group else (group, one)
            self.tie(a, b, x.best if x.best > y.best else y.best, x.total + y.total, x.pairs + y.pairs)

    def kin(self, group: int) -> float | None:
        """How well a group fits the one that it was not joined to but fits best; None where there is none."""
        return max((link.fit for link in self._of[group].values()), default=None)


def _told_by(mentions: Sequence[Draft], kin: float | None) -> Draft:
    """The event that some mentions tell."""
    event = mentions[0]
    event.mentions, event.kin = [event], kin
    for draft in mentions[1:]:
        _absorb(event, draft)
    return event


def _place_in_text(event: Draft) -> int:
    return min(m.main.first for m in event.mentions)


def _listed(a: Draft, b: Draft) -> bool:
    """Whether one word tells both, at two places that it names: a list of targets (codebook §3a.1)."""
    if a is b or a.told[0].trigger is not b.told[0].trigger or a.sentence != b.sentence or a.place is None or b.place is None:
        return False
    named = "place" in a.here and "place" in b.here and a.facts is b.facts
    return named and place_relation(a.place, b.place) in ("differ", "near")


def pair(scene: Scene, a: Draft, b: Draft) -> tuple[Facet, ...]:
    """What speaks for and against two mentions telling one event; `b` stands later in the text. Their sides are no evidence: the acts of one
    war mostly have the same, and mentions of one act seldom name both (pairs of unseen reports: AUC .9137 without them, .9129 with them)."""
    seen = _seen(scene, _act(scene, a), _act(scene, b))
    return tuple(found for view, what in zip(_VIEWS, seen, strict=False) for found in view(*what))


def _seen(scene: Scene, one: Act, two: Act) -> tuple[tuple[Any, ...], ...]:
    """What each of the `_VIEWS` sees of two mentions."""
    a, b = one.draft, two.draft
    apart = two.sentence - one.sentence
    same_type = one.type == two.type
    kind = "same" if same_type else _types(one.type, one.alts, one.family, two.type, two.alts, two.family, one.consequence or two.consequence)
    day = "untold" if a.time is None or b.time is None else _days(a, a.time, b, b.time)
    place = _places(a, b)
    killed = injured = "untold"
    if one.losing or two.losing:
        killed, injured = _losses(a, b, "killed"), _losses(a, b, "injured")
    told = (day, place, killed)
    nth = two.nth - one.nth
    together = not apart
    later: tuple[Any, ...]
    if together:
        where = "same sentence"
        lo, hi = one.last + 1, two.first
        adds, cause = scene.any_class("additive", lo, hi), bool(two.preposition) or scene.any_class("cause", lo, hi)
        later = (kind, where, place, one.consequence, two.consequence, two.noun, step(max(0, hi - lo)), adds, cause)
    else:
        where = _APART[apart]
        later = (kind, where, place, one.consequence, two.consequence, two.noun)
    seen = (
        (kind, where, one.title != two.title, one.word == two.word, one.status == two.status, day, place),
        (kind, together, one.word_family, two.word_family, killed, injured, told.count("same"), told.count("differ")),
        later,
        (one.step, one.order == 0, step(two.order - one.order), nth if nth < 3 else 3, same_type),
        (together, one.manner, two.manner),
    )
    if together:
        return seen
    x, y = one.subject, two.subject
    near, wide = (x.near & y.near).bit_count(), (x.wide & y.wide).bit_count()
    return (*seen, (near, x.near_weight, y.near_weight, wide, x.wide_weight, y.wide_weight))


_APART: Memo[int, str] = Memo(lambda sentences: f"apart {step(sentences)}", most=1 << 10)
"""How many sentences apart two mentions are, in words."""


def _view_told(kind: str, where: str, titled: bool, word: bool, status: bool, day: str, place: str) -> tuple[Facet, ...]:
    return facet(_of_type, kind, where, titled, word, status), facet(_of_day, kind, where, day), facet(_of_place, kind, where, place)


def _view_losses(kind: str, together: bool, one: str, two: str, killed: str, injured: str, alike: int, unlike: int) -> tuple[Facet, ...]:
    return facet(_of_families, together, one, two), facet(_of_losses, kind, killed, injured, alike, unlike)


def _view_later(
    kind: str, where: str, place: str, earlier: bool, later: bool, noun: Noun, words: str = "0", adds: bool | None = None, cause: bool = False
) -> tuple[Facet, ...]:
    discourse = facet(_of_discourse, kind, where == "same sentence", words, noun.adds if adds is None else adds, cause, noun.another, noun.same)
    return facet(_of_noun, kind, where, noun.shape, place, earlier, later), discourse


def _view_order(sentence: str, first: bool, acts: str, others: int, alike: bool) -> tuple[Facet, ...]:
    return (facet(_of_order, sentence, first, acts, others, alike),)


def _view_form(together: bool, x: Manner, y: Manner) -> tuple[Facet, ...]:
    age = facet(_of_age, x.age, y.age, x.recalled, y.recalled)
    return age, facet(_of_form, together, x.tense, y.tense, x.plural, y.plural, x.recalled, y.recalled)


def _view_subject(near: int, near_a: int, near_b: int, wide: int, wide_a: int, wide_b: int) -> tuple[Facet, ...]:
    return facet(_of_words, "near", *shared(near, near_a, near_b)), facet(_of_words, "wide", *shared(wide, wide_a, wide_b))


_VIEWS: tuple[Callable[..., tuple[Facet, ...]], ...] = (_view_told, _view_losses, _view_later, _view_order, _view_form, _view_subject)
"""What is seen of two mentions, in parts that many pairs have alike; the last of two that do not share a sentence only."""

_ALIKE = 1 << 15
"""How many different sights of a view are remembered."""


class Weights:
    """What the facets of each of the `_VIEWS` weigh in a decision, by what is seen: a pair is weighed without asking for its facets."""

    def __init__(self, evidence: Evidence) -> None:
        self._told: Memo[tuple[Any, ...], float] = Memo(lambda seen: evidence.score(_view_told(*seen)), most=_ALIKE)
        self._losses, self._later, self._order, self._form, self._subject = (_weighed(evidence, view) for view in _VIEWS[1:])

    def score(self, seen: tuple[tuple[Any, ...], ...]) -> float:
        """The log-odds that two mentions tell one event: the sum over their facets, in order, as `Evidence.score` makes it."""
        families, losses = self._losses[seen[1]]
        noun, discourse = self._later[seen[2]]
        (order,) = self._order[seen[3]]
        age, form = self._form[seen[4]]
        score = self._told[seen[0]] + families + losses + noun + discourse + order + age + form
        if len(seen) == len(_VIEWS):
            near, wide = self._subject[seen[5]]
            score = score + near + wide
        return score


def _weighed(evidence: Evidence, view: Callable[..., tuple[Facet, ...]]) -> Memo[tuple[Any, ...], tuple[float, ...]]:
    return Memo(lambda seen: tuple([evidence.weight(found) for found in view(*seen)]), most=_ALIKE)


@lru_cache(maxsize=4)
def _weights(evidence: Evidence) -> Weights:
    return Weights(evidence)


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """How a mention is told: how long before the report the day lies that its own sentence tells, whether it is recalled, its tense, its number. One
    object for all that are told alike, so that tables find it by its identity."""

    age: str
    recalled: bool
    tense: str
    plural: bool


_MANNERS: Memo[tuple[str, bool, str, bool], Manner] = Memo(lambda seen: Manner(*seen))


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """What tells a mention behind another: the shape of its word ("" for a verb), whether it is called another or the same, whether its sentence
    opens by adding. One object for all that are alike."""

    shape: str
    another: bool
    same: bool
    adds: bool


_NOUNS: Memo[tuple[str, bool, bool, bool], Noun] = Memo(lambda seen: Noun(*seen))


@dataclass(slots=True, eq=False)
class Act:
    """How a mention looks beside others, whichever they are: what of its draft every pair asks for; `draft` is the mention itself, `step` how far
    down its sentence stands, `losing` whether it tells losses."""

    draft: Draft
    first: int
    last: int
    word: str
    word_family: str
    preposition: str
    layer: str
    type: str
    alts: tuple[str, ...]
    family: str
    status: str
    title: bool
    consequence: bool
    losing: bool
    order: int
    nth: int
    sentence: int
    step: str
    manner: Manner
    noun: Noun
    subject: Subject


def _act(scene: Scene, draft: Draft) -> Act:
    found = scene.acts.get(id(draft))
    if found is not None:
        return found
    told = draft.main
    opening = scene.layers.text.sentences[draft.sentence].first
    adds = scene.any_class("additive", opening, opening + 2)
    another, same = scene.any_class("other", told.last + 1, told.last + 3), scene.any_class("this", told.first - 2, told.first)
    plural = not told.verbal and told.form is not None and told.form.plural
    shape = "" if told.verbal else f"{'definite' if draft.definite else 'indefinite'} {'plural' if plural else 'singular'}"
    found = scene.acts[id(draft)] = Act(
        draft, told.first, told.last, told.trigger.id, told.trigger.family, told.preposition, draft.layer, draft.type, draft.alts, draft.family,
        draft.status, draft.title, draft.consequence, bool(draft.counts), draft.order, draft.nth, draft.sentence, step(draft.sentence),
        _MANNERS[_age(scene, draft), draft.recalled, tense(told), plural], _NOUNS[shape, another, same, adds], _subject(scene, draft),
    )  # fmt: skip
    return found


def _age(scene: Scene, draft: Draft) -> str:
    published = scene.layers.published
    if draft.time is None or "day" not in draft.here or published is None or draft.time.time.latest is None:
        return "untold"
    days = (published - draft.time.time.latest).days
    return "to come" if days < 0 else "news" if days <= 3 else "a month" if days <= 31 else "a year" if days <= 366 else "long ago"


def _subject(scene: Scene, draft: Draft) -> Subject:
    found = scene.subjects.get(draft.main.first)
    if found is None:
        found = scene.subjects[draft.main.first] = subject_of(scene.layers, draft, scene.stems)
    return found


def _of_type(kind: str, where: str, titled: bool, word: bool, status: bool) -> Iterator[str]:
    yield where
    yield f"type {kind}"
    yield f"type {kind}, {'same sentence' if where == 'same sentence' else 'apart'}"
    if titled:
        yield "one in the title"
        yield f"one in the title, type {kind}"
    if word:
        yield "same word"
        yield f"same word, {where}"
    yield "status same" if status else "status differs"


def _of_day(kind: str, where: str, day: str) -> Iterator[str]:
    yield f"day {day}"
    yield f"type {kind}, day {day}"
    yield f"{where}, day {day}"


def _of_place(kind: str, where: str, place: str) -> Iterator[str]:
    yield f"place {place}"
    yield f"type {kind}, place {place}"
    yield f"{where}, place {place}"


def _of_families(together: bool, one: str, two: str) -> Iterator[str]:
    both = "+".join(sorted((one, two)))
    yield f"families {both}"
    yield f"families {both}, {'same sentence' if together else 'apart'}"


def _of_losses(kind: str, killed: str, injured: str, alike: int, unlike: int) -> Iterator[str]:
    yield f"killed {killed}"
    yield f"killed {killed}, type {kind}"
    yield f"injured {injured}"
    yield f"agree on {min(alike, 4)}, differ on {min(unlike, 3)}"


def _of_noun(kind: str, where: str, noun: str, place: str, earlier: bool, later: bool) -> Iterator[str]:
    if noun:
        yield f"later {noun}, {where}"
        yield f"later {noun}, type {kind}"
        if noun.startswith("definite"):
            yield "later a definite noun"
            yield f"later a definite noun, place {place}"
        else:
            yield "later an indefinite noun"
    else:
        yield "later a verb"
    yield f"consequence {'both' if earlier and later else 'later' if later else 'earlier' if earlier else 'none'}"


def _of_discourse(kind: str, together: bool, words: str, adds: bool, cause: bool, another: bool, same: bool) -> Iterator[str]:
    if together:
        yield f"same sentence, {words} words between"
        if adds:
            yield "adds within the sentence"
        if cause:
            yield "cause between"
            yield f"cause between, type {kind}"
    elif adds:
        yield "later sentence adds"
    if another:
        yield "later called another"
    if same:
        yield "later called the same"


def _of_order(sentence: str, first: bool, acts: str, others: int, alike: bool) -> Iterator[str]:
    yield f"earlier in sentence {sentence}"
    if first:
        yield "earlier is the first act"
    yield f"acts from one to the other {acts}"
    if alike:
        yield f"the next of its type but {others - 1}"


def _of_age(one: str, two: str, a_recalled: bool, b_recalled: bool) -> Iterator[str]:
    yield f"ages {one}, {two}"
    if a_recalled or b_recalled:
        yield f"ages {one}, {two}, {'both' if a_recalled and b_recalled else 'first' if a_recalled else 'second'} recalled"


def _of_form(together: bool, earlier: str, later: str, several: bool, severally: bool, before: bool, after: bool) -> Iterator[str]:
    if before or after:
        yield f"recalled {'both' if before and after else 'later' if after else 'earlier'}"
    yield f"{earlier}, then {later}"
    yield f"{earlier}, then {later}, {'same sentence' if together else 'apart'}"
    yield f"{'plural' if several else 'one'}, then {'plural' if severally else 'one'}"


def _of_words(width: str, weight: int, part: int) -> Iterator[str]:
    yield f"words shared {width} {weight}"
    yield f"part shared {width} {part}"


@lru_cache(maxsize=1 << 12)
def _types(type_a: str, alts_a: tuple[str, ...], a: str, type_b: str, alts_b: tuple[str, ...], b: str, consequence: bool) -> str:
    """How two types stand to each other, given what else each may be; a and b are the families."""
    if type_a == type_b:
        return "same"
    if type_a in alts_b or type_b in alts_a or not set(alts_a).isdisjoint(alts_b):
        return "possible"
    if consequence:
        return "consequence" if (a in VIOLENT and b in VIOLENT) else "consequence of another kind"
    if (a in GENERIC and b in VIOLENT) or (b in GENERIC and a in VIOLENT):
        return "generic"
    if EVENT_TYPE_OF.get(type_a) == EVENT_TYPE_OF.get(type_b):
        return "same class"
    for group in (VIOLENT, GATHERINGS, _TAKING):
        if a in group and b in group:
            return "kin"
    return "different"


def _losses(a: Draft, b: Draft, field: str) -> str:
    x, y = a.counts.get(field), b.counts.get(field)
    if x is None or y is None:
        return "untold" if x is None and y is None else "told once"
    if x.vague or y.vague:
        return "vague"
    if x.min == y.min and x.max == y.max:
        return "same"
    return "updated" if x.update or y.update else "differ"


def _days(a: Draft, one: TimeSpan, b: Draft, two: TimeSpan) -> str:
    """How the times of two mentions stand to each other."""
    if one is two:
        return "carried"
    x, y = one.time, two.time
    if x.earliest is None or y.earliest is None or x.latest is None or y.latest is None:
        return "untold"
    if x.earliest == y.earliest and x.latest == y.latest:
        relation = "same"
    elif x.earliest <= y.latest and y.earliest <= x.latest:
        relation = "overlap"
    elif (a.announced or b.announced) and abs((x.earliest - y.earliest).days) <= 2:
        return "announced near"
    else:
        relation = "differ"
    if "day" not in a.here or "day" not in b.here:
        return _DAYS_CARRIED[relation]
    return _DAYS_EACH[relation] if x.precision == y.precision == 1 else relation


_DAYS_CARRIED = {relation: f"{relation} but carried" for relation in ("same", "overlap", "differ")}
"""How two times stand to each other of which one is not told beside its act, by how they stand."""
_DAYS_EACH = {relation: f"{relation}, each a day" for relation in ("same", "overlap", "differ")}
"""The same of two days that are."""


def _places(a: Draft, b: Draft) -> str:
    if a.place is None or b.place is None:
        return "untold"
    if a.place is b.place:
        return "carried"
    relation = place_relation(a.place, b.place)
    return relation if "place" in a.here and "place" in b.here else _CARRIED[relation]


_CARRIED = {relation: f"{relation} but carried" for relation in ("same", "near", "within", "within country", "differ", "unknown")}
"""How two places stand to each other of which one is not told beside its act, by how they stand."""


def place_relation(a: FoundPlace, b: FoundPlace) -> str:
    """How two places stand to each other: same, near, within, differ, unknown."""
    x, y = a.place, b.place
    if x is None or y is None:
        return "same" if a.name == b.name else "unknown"
    if x.id == y.id:
        return "same"
    if x.country and y.country and x.country != y.country:
        return "differ"
    if "country" in (x.kind, y.kind):
        return "within country"
    coarse, fine = (x, y) if x.geo_precision >= y.geo_precision else (y, x)
    if coarse.kind in ("admin1", "region", "desert"):
        return "within" if (not coarse.admin1 or coarse.admin1 == fine.admin1) else "differ"
    if coarse.admin1 == fine.admin1 and coarse.lat is not None and fine.lat is not None and coarse.lon is not None and fine.lon is not None:
        near = abs(coarse.lat - fine.lat) < 0.12 and abs(coarse.lon - fine.lon) < 0.12
        if near:
            return "near"
    return "differ"


def _absorb(event: Draft, draft: Draft) -> None:
    """Put into an event what a further mention of it adds."""
    draft.mentions = [draft]
    if event.mentions == [event]:
        event.mentions = [_copy(event)]
    event.mentions.append(draft)
    event.told.extend(t for t in draft.told if t not in event.told)
    if not event.agents:
        event.agents = [m for m in draft.agents if m not in event.patients]
    if not event.patients:
        event.patients = [m for m in draft.patients if m not in event.agents]
    if draft.place is not None and (event.place is None or _finer(draft, event)):
        event.place, event.place_score = draft.place, draft.place_score
    event.land = event.land or draft.land
    if draft.time is not None and (event.time is None or _closer(draft, event)):
        event.time, event.announced, event.time_score = draft.time, draft.announced, draft.time_score
    event.here |= draft.here
    for kind, count in draft.counts.items():
        held = event.counts.get(kind)
        exact = held is not None and held.min is None and count.min is not None
        if held is None or exact or (held.vague and not count.vague) or (count.update and not held.update):
            event.counts[kind] = count
        elif _conflict(held, count):
            event.counts[kind] = replace(held, min=min(held.min or 0, count.min or 0), max=max(held.max or 0, count.max or 0))
    for kind, count in draft.totals.items():
        event.totals.setdefault(kind, count)
    event.means |= draft.means
    generic = event.family in GENERIC and draft.family not in GENERIC and not draft.consequence
    if (event.consequence and not draft.consequence) or (generic and draft.family in VIOLENT and draft.family not in ("gain", "raid")):
        event.family, event.type, event.alts, event.plover, event.rule = draft.family, draft.type, draft.alts, draft.plover, draft.rule
        event.facts = draft.facts
        event.consequence = event.consequence and draft.consequence
    chosen = {"date": event.time is draft.time, "place": event.place is draft.place}
    event.why = [w for w in event.why if not chosen.get(w[0])] + [w for w in draft.why if chosen.get(w[0], True)]
    event.weak = event.weak and draft.weak
    event.score = max(event.score, draft.score)


def _conflict(held: CountMention, count: CountMention) -> bool:
    """Whether two exact figures contradict each other: the losses are the range between them (codebook §3). Figures further apart than fourfold
    are rather those of two acts, or of a day and of a war."""
    exact = held.min is not None and held.max is not None and count.min is not None and count.max is not None
    if not exact or held.update or held.vague or count.vague or (held.min, held.max) == (count.min, count.max):
        return False
    low, high = min(held.min or 0, count.min or 0), max(held.max or 0, count.max or 0)
    return high <= 4 * low


def _copy(event: Draft) -> Draft:
    return replace(
        event,
        told=list(event.told),
        agents=list(event.agents),
        patients=list(event.patients),
        counts=dict(event.counts),
        totals=dict(event.totals),
        mentions=[],
        why=[],
    )


def _finer(draft: Draft, event: Draft) -> bool:
    new, old = draft.place, event.place
    if new is None or new.place is None:
        return False
    if old is None or old.place is None:
        return True
    if new.place.geo_precision != old.place.geo_precision and place_relation(new, old) != "differ":
        return new.place.geo_precision < old.place.geo_precision and draft.place_score > event.place_score - 1
    return draft.place_score > event.place_score + 1


def _closer(draft: Draft, event: Draft) -> bool:
    if draft.time is None or event.time is None:
        return draft.time is not None
    if event.announced != draft.announced:
        return event.announced
    if ("day" in draft.here) != ("day" in event.here):
        return "day" in draft.here
    new, old = draft.time.time.precision or 4, event.time.time.precision or 4
    return new < old if new != old else draft.time_score > event.time_score
