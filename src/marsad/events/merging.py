"""One event out of many mentions: the mentions of a report are joined into events by type, day, place, sides and definiteness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.actors.mentions import ActorMention
from marsad.events.counts import CountMention
from marsad.events.detect import Told
from marsad.events.layers import TimeSpan
from marsad.places import FoundPlace

VIOLENT = frozenset("clash attack shooting kill assault airstrike shelling bombing suicide grenade chemical gain capture raid".split())
"""Families of acts of force."""

_GENERIC = frozenset(("attack", "kill", "shooting"))
_COMPATIBLE: dict[str, frozenset[str]] = {
    "Armed clash": frozenset(("Attack", "Government regains territory", "Non-state actor overtakes territory")),
}


@dataclass(slots=True, eq=False)
class Draft:
    """A mention of an event on its way to become one: what its own sentence tells."""

    told: list[Told]
    family: str
    type: str
    alts: tuple[str, ...]
    plover: str
    layer: str
    sentence: int
    agents: list[ActorMention] = field(default_factory=list)
    patients: list[ActorMention] = field(default_factory=list)
    place: FoundPlace | None = None
    place_rank: int = 9
    time: TimeSpan | None = None
    announced: bool = False
    counts: dict[str, CountMention] = field(default_factory=dict)
    status: str = "occurred"
    background: bool = False
    aggregate: bool = False
    since: bool = False
    title: bool = False
    definite: bool = False
    consequence: bool = False
    weak: bool = False
    means: frozenset[str] = frozenset()
    rule: str = ""
    bodies: int = 0
    carried: bool = False
    why: list[tuple[str, str, int, int, str]] = field(default_factory=list)

    @property
    def verbal(self) -> bool:
        """Whether its main trigger is a finite verb."""
        return self.told[0].verbal

    @property
    def main(self) -> Told:
        """The trigger that tells the event first and best."""
        return self.told[0]


def merge(drafts: list[Draft]) -> list[Draft]:
    """Join mentions of the same event; the first draft of each event takes what the later ones add.

    A headline is read last: it is a further mention of its most prominent part (codebook §3a.1), an event only where the text tells none
    of its kind.
    """
    events: list[Draft] = []
    for draft in drafts:
        if draft.title:
            continue
        target = _partner(events, draft)
        if target is None:
            if draft.consequence and draft.weak:
                continue
            events.append(draft)
        else:
            _absorb(target, draft)
    for draft in drafts:
        if not draft.title:
            continue
        target = _told_below(events, draft)
        if target is None:
            events.insert(0, draft)
        else:
            _absorb(target, draft)
            target.background = False
    return events


_KIN = (VIOLENT, frozenset(("protest", "riot", "disperse")), frozenset(("arrest", "raid", "capture", "abduct")))


def _told_below(events: list[Draft], draft: Draft) -> Draft | None:
    """The event of the text that a headline announces: of its type, else of its kind; the earliest wins."""
    options = [e for e in events if e.layer == draft.layer]
    same = [e for e in options if _types(e) & _types(draft)]
    kin = [e for e in options if any(e.family in group and draft.family in group for group in _KIN) and (e.consequence or draft.consequence or draft.definite)]
    for group in (same, kin):
        fitting = [e for e in group if _place_agreement(e, draft) >= 0 and _side_agreement(e, draft) >= 0] or group
        if fitting:
            return min(fitting, key=lambda e: (e.background, e.sentence))
    return None


def _partner(events: list[Draft], draft: Draft) -> Draft | None:
    best: tuple[float, int] | None = None
    for k, event in enumerate(events):
        score = _affinity(event, draft)
        if score > 0 and (best is None or score >= best[0]):
            best = (score, k)
    return events[best[1]] if best else None


def _types(draft: Draft) -> frozenset[str]:
    return frozenset((draft.type, *draft.alts))


def _affinity(event: Draft, draft: Draft) -> float:
    """How well a mention fits an event; 0: not the same. What both tell must agree; what agrees explicitly is counted.

    A definite noun (الهجوم) needs no more than agreement, a body sentence one explicit agreement with its headline, any other pair two.
    """
    if event.layer != draft.layer or event.aggregate != draft.aggregate:
        return 0.0
    if (event.status == "planned") != (draft.status == "planned"):
        return 0.0
    same_type = event.type == draft.type
    related = same_type or bool(_types(event) & _types(draft))
    if draft.definite and not draft.verbal and event.family in VIOLENT:
        related = related or draft.family in _GENERIC
    if (draft.consequence and event.family in VIOLENT) or (event.consequence and draft.family in VIOLENT):
        related = related or not draft.agents or not event.agents or _overlap(event.agents, draft.agents)
    if not related:
        return 0.0
    day, where, who = _day_agreement(event, draft), _place_agreement(event, draft), _side_agreement(event, draft)
    losses = _count_agreement(event, draft)
    if day < 0 or where < 0:
        return 0.0
    near = draft.sentence - event.sentence
    if losses < 0 and not (event.title and near <= 3):
        return 0.0
    reference = draft.definite and not draft.verbal and draft.place is None
    if who < 0 and not reference:
        return 0.0
    explicit = sum((day >= 1.0, where >= 1.0, losses > 0)) + max(0, who)
    if near == 0:
        if not _adjoining(event, draft) and not same_type:
            return 0.0
        needed = 1 if _adjoining(event, draft) or reference else 2
    elif reference:
        needed = 0 if near <= 2 or not event.background else 1
    elif draft.consequence:
        needed = 1 if near <= 2 else 2
    elif event.title and not event.bodies:
        needed = 0 if near <= 3 and same_type else 1
    else:
        needed = 2
    if explicit < needed:
        return 0.0
    return 1.0 + explicit + (1.0 if same_type else 0.0) + (0.5 if near <= 1 else 0.0) + day + where


def _count_agreement(a: Draft, b: Draft) -> int:
    """1 where both tell the same loss, -1 where they tell different numbers of dead, else 0."""
    x, y = a.counts.get("killed"), b.counts.get("killed")
    if x is None or y is None or x.vague or y.vague:
        return 0
    if x.min == y.min and x.max == y.max:
        return 1
    return 0 if x.update or y.update else -1


def _day_agreement(a: Draft, b: Draft) -> float:
    if a.time is None or b.time is None:
        return 0.3
    x, y = a.time.time, b.time.time
    if x.earliest is None or y.earliest is None or x.latest is None or y.latest is None:
        return 0.2
    if x.earliest == y.earliest and x.latest == y.latest:
        return 1.0
    if x.earliest <= y.latest and y.earliest <= x.latest:
        return 0.5
    if a.announced or b.announced or a.title:
        return 0.0 if abs((x.earliest - y.earliest).days) <= 2 else -1.0
    return -1.0


def _place_agreement(a: Draft, b: Draft) -> float:
    if a.place is None or b.place is None:
        return 0.2
    x, y = a.place.place, b.place.place
    if x is None or y is None:
        return 1.0 if a.place.name == b.place.name else 0.0
    if x.id == y.id:
        return 1.2
    if x.country and y.country and x.country != y.country:
        return -1.0
    if "country" in (x.kind, y.kind):
        return 0.6
    coarse, fine = (x, y) if x.geo_precision >= y.geo_precision else (y, x)
    if coarse.kind in ("admin1", "region", "desert"):
        return 0.6 if (not coarse.admin1 or coarse.admin1 == fine.admin1) else -1.0
    if coarse.admin1 == fine.admin1 and coarse.lat is not None and fine.lat is not None and coarse.lon is not None and fine.lon is not None:
        near = abs(coarse.lat - fine.lat) < 0.12 and abs(coarse.lon - fine.lon) < 0.12
        if near and ({coarse.kind, fine.kind} & {"city", "admin2"}):
            return 0.5
    return -1.0


def _identity(mention: ActorMention) -> tuple[str | None, str | None, str]:
    return (mention.actor.id if mention.actor else None, mention.country, mention.kind)


def _overlap(a: Iterable[ActorMention], b: Iterable[ActorMention]) -> bool:
    for x in a:
        for y in b:
            if x.actor is not None and y.actor is not None:
                if x.actor.id == y.actor.id or x.actor.parent == y.actor.id or y.actor.parent == x.actor.id:
                    return True
                if x.actor.country and x.actor.country == y.actor.country and x.state and y.state:
                    return True
            elif x.country and x.country == y.country:
                return True
            elif (x.kind == y.kind or (x.armed and y.armed)) and (x.actor is None or y.actor is None) and (not x.country or not y.country):
                return True
    return False


def _side_agreement(a: Draft, b: Draft) -> int:
    """How many of the two sides both tell and agree on; -1 where they tell different ones."""
    clash = a.type == "Armed clash" and b.type == "Armed clash"
    score = 0
    for mine, theirs in ((a.agents, b.agents), (a.patients, b.patients)):
        if not mine or not theirs:
            continue
        if _overlap(mine, theirs) or (clash and (_overlap(a.agents, b.patients) or _overlap(a.patients, b.agents))):
            score += 1
        else:
            return -1
    return score


def _absorb(event: Draft, draft: Draft) -> None:
    """Put into an event what a further mention of it adds."""
    event.told.extend(t for t in draft.told if t not in event.told)
    if not draft.title and draft.sentence != event.sentence:
        event.bodies += 1
    if not event.agents:
        event.agents = list(draft.agents)
    if not event.patients:
        event.patients = list(draft.patients)
    if draft.place is not None and (event.place is None or _finer(draft.place, event.place)):
        event.place, event.place_rank = draft.place, draft.place_rank
    if draft.time is not None and (event.time is None or _closer(draft, event)):
        event.time, event.announced = draft.time, draft.announced
    for kind, count in draft.counts.items():
        held = event.counts.get(kind)
        if held is None or (held.vague and not count.vague):
            event.counts[kind] = count
    if not draft.background and not draft.definite:
        event.background = event.background and draft.background
    event.means |= draft.means
    generic = event.family in _GENERIC and draft.family not in _GENERIC and not draft.consequence
    if (event.consequence and not draft.consequence) or (generic and draft.family in VIOLENT and draft.family not in ("gain", "raid")):
        event.family, event.type, event.alts, event.plover, event.rule = draft.family, draft.type, draft.alts, draft.plover, draft.rule
        event.consequence = event.consequence and draft.consequence
    event.why.extend(draft.why)
    event.weak = event.weak and draft.weak


def _finer(new: FoundPlace, old: FoundPlace) -> bool:
    if new.place is None:
        return False
    return old.place is None or new.place.geo_precision < old.place.geo_precision


def _closer(draft: Draft, event: Draft) -> bool:
    assert draft.time is not None
    assert event.time is not None
    if event.announced and not draft.announced:
        return True
    new, old = draft.time.time, event.time.time
    return old.earliest is None and new.earliest is not None


def _adjoining(event: Draft, draft: Draft) -> bool:
    gap = draft.main.first - max(t.last for t in event.told)
    return 0 <= gap <= 12
