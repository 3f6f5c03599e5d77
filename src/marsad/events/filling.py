"""What the mentions of an event tell together, and what a report tells of a side that an event leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.actors.mention import ActorMention
from marsad.events.draft import VIOLENT, Draft
from marsad.events.drafting import retype
from marsad.events.hosting import share
from marsad.events.judgement import Judgement
from marsad.events.layers import Layers
from marsad.events.scene import Scene, party_of


def complete(scene: Scene, merged: list[Draft], judgement: Judgement) -> None:
    """Fill a side that an act of force leaves open: from the losses, from the other acts of the report; then decide types again."""
    for event in merged:
        if event.layer == "acled":
            _specify(event)
            _from_losses(scene.layers, event)
    for event in merged:
        if event.layer != "acled" or event.family not in VIOLENT:
            continue
        if event.agents and not event.patients:
            _borrow(event, merged, agents=False)
        elif event.patients and not event.agents:
            _borrow(event, merged, agents=True)
    for event in merged:
        if event.layer == "acled" and event.family in _FROM_AFAR and not event.agents:
            _of_the_report(event, merged)
    for event in merged:
        if event.layer == "acled":
            retype(scene, event, judgement)


def _specify(event: Draft) -> None:
    """Put the party that another mention of the event names for one that the first names only by its kind (مسلحون ... مسلحو التنظيم)."""
    for name in ("agents", "patients"):
        mine: list[ActorMention] = getattr(event, name)
        if not mine or any(_known(m) for m in mine):
            continue
        for mention in event.mentions:
            better = [m for m in getattr(mention, name) if _known(m) and m.armed == mine[0].armed and m.unarmed == mine[0].unarmed]
            if better:
                setattr(event, name, [m for m in better if m not in event.agents and m not in event.patients])
                break


def _known(mention: ActorMention) -> bool:
    """Whether a phrase tells whose people or things it speaks of."""
    return mention.actor is not None or mention.country is not None


def _from_losses(layers: Layers, event: Draft) -> None:
    for field in ("killed", "injured", "captured"):
        count = event.counts.get(field)
        if count is None or count.victims is None:
            continue
        for mention in layers.actors_in(count.victims[0], count.victims[1] + 1):
            if mention not in event.agents and mention not in event.patients and mention.kind not in ("country", "weapon", "asset", "government"):
                if event.family == "clash" and event.agents and event.patients:
                    continue
                event.patients.append(mention)
                event.why.append(("actor2", mention.rule, mention.start, mention.end, "the victims"))


_FROM_AFAR = frozenset(("airstrike", "shelling"))
"""Families of acts whose doer a report names once and then leaves out (قصف عنيف, غارات على ...)."""


def _of_the_report(event: Draft, merged: Sequence[Draft]) -> None:
    """Give a strike that nobody is named for the doer of the report's other strikes in its country, where they all have one."""
    land = _land(event)
    others = [e for e in merged if e is not event and e.layer == "acled" and e.family in _FROM_AFAR and e.agents and _land(e) == land]
    parties = {party_of(m) for e in others for m in e.agents}
    if land is None or len(parties) != 1:
        return
    near = min(others, key=lambda e: abs(e.sentence - event.sentence))
    if any(party_of(p) in parties for p in event.patients):
        return
    event.agents.append(near.agents[0])
    mention = near.agents[0]
    event.why.append(("actor1", mention.rule, mention.start, mention.end, "who strikes in the report"))


def _land(event: Draft) -> str | None:
    place = event.place or event.land
    return place.place.country if place is not None and place.place is not None else None


_BORROW = 1
"""How many sentences apart two acts may stand for one to lend the other a side."""


def _borrow(event: Draft, merged: list[Draft], *, agents: bool) -> None:
    """Take the other side from the nearest act of the report that names the same one."""
    mine = event.patients if agents else event.agents
    best: tuple[int, list[ActorMention]] | None = None
    for other in merged:
        if other is event or other.layer != "acled" or other.family not in VIOLENT:
            continue
        pairs = ((other.agents, other.patients), (other.patients, other.agents)) if other.type == "Armed clash" else ((other.agents, other.patients),)
        for side, opposite in pairs:
            have, want = (opposite, side) if agents else (side, opposite)
            armed = [m for m in want if m.armed]
            if not armed or not share(have, mine):
                continue
            distance = abs(other.sentence - event.sentence)
            if distance <= _BORROW and (best is None or distance < best[0]):
                best = (distance, armed)
    if best is not None and not (agents and any(p.unarmed for p in mine)):
        (event.agents if agents else event.patients).extend(m for m in best[1][:2] if m not in event.agents and m not in event.patients)
        for mention in best[1][:2]:
            event.why.append(("actor1" if agents else "actor2", mention.rule, mention.start, mention.end, "the other side in the report's nearest act"))
