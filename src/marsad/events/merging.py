"""One event out of many mentions: which mentions of a report tell the same event.

Every pair of mentions is weighed (type, kinds of act, day, place, losses, definiteness, order, the rare words that both are told with); the groups
that fit best are joined, as long as they fit.
A headline counts behind the text: it is a further mention of its most prominent part (codebook §3a.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from marsad.events.counts import CountMention
from marsad.events.decide import EVENT_TYPE_OF, GATHERINGS
from marsad.events.draft import VIOLENT, Draft
from marsad.events.evidence import Evidence, Facet, facet, step
from marsad.events.scene import Scene, tense
from marsad.events.subject import Subject, shared, subject_of
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
    links: dict[tuple[int, int], Link] = {}
    for b, later in enumerate(mentions):
        for a, earlier in enumerate(mentions[:b]):
            if earlier.layer == later.layer and not _listed(earlier, later):
                score = evidence.score(pair(scene, earlier, later) if earlier.told[0].first <= later.told[0].first else pair(scene, later, earlier))
                links[a, b] = _link(score, score, 1)
    groups = {k: [k] for k in range(len(mentions))}
    while links:
        one, other = max(links, key=links.__getitem__)
        if links[one, other].fit < evidence.threshold:
            break
        groups[one] += groups.pop(other)
        _join(links, one, other, groups)
    kin: dict[int, float] = {}
    for pair_of, link in links.items():
        for group in pair_of:
            kin[group] = max(link.fit, kin.get(group, link.fit))
    return sorted((_told_by([mentions[k] for k in sorted(held)], kin.get(group)) for group, held in groups.items()), key=_place_in_text)


class Link(NamedTuple):
    """How well two groups of mentions fit: the log-odds that both tell one event (`fit`: that of the best pair, less where others disagree), the
    log-odds of the best pair of them, the sum over all pairs and their number."""

    fit: float
    best: float
    total: float
    pairs: int


def _link(best: float, total: float, pairs: int) -> Link:
    return Link(best * _CHAIN + total / pairs * (1 - _CHAIN), best, total, pairs)


def _join(links: dict[tuple[int, int], Link], one: int, other: int, groups: Iterable[int]) -> None:
    """Change the links now that group `other` is part of group `one`: what cannot be one event with either of them cannot be with both."""
    del links[one, other]
    for group in groups:
        x, y = links.pop(_pair_of(one, group), None), links.pop(_pair_of(other, group), None)
        if x is not None and y is not None:
            links[_pair_of(one, group)] = _link(max(x.best, y.best), x.total + y.total, x.pairs + y.pairs)


def _pair_of(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


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
    apart = b.sentence - a.sentence
    earlier, later = scene.acts.get(id(a)) or _act(scene, a), scene.acts.get(id(b)) or _act(scene, b)
    one, two = a.main, b.main
    adds = cause = False
    words = 0
    if apart:
        first = scene.layers.text.sentences[b.sentence].first
        adds = scene.any_class("additive", first, first + 2)
    else:
        lo, hi = one.last + 1, two.first
        words = max(0, hi - lo)
        adds = scene.any_class("additive", lo, hi)
        cause = bool(two.preposition) or scene.any_class("cause", lo, hi)
    together = apart == 0
    where = "same sentence" if together else f"apart {step(apart)}"
    kind, day, place = _types(a, b), _days(a, b), _places(a, b)
    killed, injured = (_losses(a, b, "killed"), _losses(a, b, "injured")) if a.counts or b.counts else ("untold", "untold")
    told = (day, place, killed)
    return (
        facet(_of_type, kind, where, a.title != b.title, one.trigger.id == two.trigger.id, a.status == b.status),
        facet(_of_day, kind, where, day),
        facet(_of_place, kind, where, place),
        facet(_of_families, together, one.trigger.family, two.trigger.family),
        facet(_of_losses, kind, killed, injured, told.count("same"), told.count("differ")),
        facet(_of_noun, kind, where, later.noun, place, a.consequence, b.consequence),
        facet(_of_discourse, kind, together, step(words), adds, cause, later.another, later.same),
        facet(_of_order, step(a.sentence), a.order == 0, step(b.order - a.order), min(3, b.nth - a.nth), a.type == b.type),
        facet(_of_age, earlier.age, later.age, a.recalled, b.recalled),
        facet(_of_form, together, earlier.tense, later.tense, earlier.plural, later.plural, a.recalled, b.recalled),
        *(() if together else _of_subject(earlier.subject, later.subject)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """How a mention looks beside others, whichever they are: the shape of its word (`noun` "" for a verb), whether it is called another or
    the same; `draft` is the mention itself."""

    draft: Draft
    noun: str
    tense: str
    plural: bool
    another: bool
    same: bool
    subject: Subject
    age: str
    """How long before the report the day lies that its own sentence tells."""


def _act(scene: Scene, draft: Draft) -> Act:
    told = draft.main
    plural = not told.verbal and told.form is not None and told.form.plural
    noun = "" if told.verbal else f"{'definite' if draft.definite else 'indefinite'} {'plural' if plural else 'singular'}"
    another, same = scene.any_class("other", told.last + 1, told.last + 3), scene.any_class("this", told.first - 2, told.first)
    act = scene.acts[id(draft)] = Act(draft, noun, tense(told), plural, another, same, _subject(scene, draft), _age(scene, draft))
    return act


def _age(scene: Scene, draft: Draft) -> str:
    published = scene.layers.published
    if draft.time is None or "day" not in draft.here or published is None or draft.time.time.latest is None:
        return "untold"
    days = (published - draft.time.time.latest).days
    return "to come" if days < 0 else "news" if days <= 3 else "a month" if days <= 31 else "a year" if days <= 366 else "long ago"


def _subject(scene: Scene, draft: Draft) -> Subject:
    found = scene.subjects.get(draft.main.first)
    if found is None:
        found = scene.subjects[draft.main.first] = subject_of(scene.layers, draft, scene.bits_of_tokens())
    return found


def _of_subject(x: Subject, y: Subject) -> tuple[Facet, ...]:
    near = shared((x.near & y.near).bit_count(), x.near_weight, y.near_weight)
    wide = shared((x.wide & y.wide).bit_count(), x.wide_weight, y.wide_weight)
    return (facet(_of_words, "near", *near), facet(_of_words, "wide", *wide))


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


def _types(a: Draft, b: Draft) -> str:
    if a.type == b.type:
        return "same"
    if a.type in b.alts or b.type in a.alts or not set(a.alts).isdisjoint(b.alts):
        return "possible"
    return _unlike(a.type, b.type, a.family, b.family, a.consequence or b.consequence)


@lru_cache(maxsize=1 << 12)
def _unlike(type_a: str, type_b: str, a: str, b: str, consequence: bool) -> str:
    """How two types stand to each other that no word leaves open; a and b are the families."""
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


def _days(a: Draft, b: Draft) -> str:
    if a.time is None or b.time is None:
        return "untold"
    if a.time is b.time:
        return "carried"
    x, y = a.time.time, b.time.time
    if x.earliest is None or y.earliest is None or x.latest is None or y.latest is None:
        return "untold"
    both = "day" in a.here and "day" in b.here
    told = (", each a day" if a.time.time.precision == b.time.time.precision == 1 else "") if both else " but carried"
    if x.earliest == y.earliest and x.latest == y.latest:
        return "same" + told
    if x.earliest <= y.latest and y.earliest <= x.latest:
        return "overlap" + told
    if a.announced or b.announced:
        return "announced near" if abs((x.earliest - y.earliest).days) <= 2 else "differ" + told
    return "differ" + told


def _places(a: Draft, b: Draft) -> str:
    if a.place is None or b.place is None:
        return "untold"
    if a.place is b.place:
        return "carried"
    relation = place_relation(a.place, b.place)
    return relation if "place" in a.here and "place" in b.here else f"{relation} but carried"


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
