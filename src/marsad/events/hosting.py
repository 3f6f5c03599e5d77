"""Triggers of one sentence that tell one act: which draft takes another up (a consequence its act, a noun its verb)."""

from __future__ import annotations

from marsad.actors.mention import ActorMention
from marsad.events.decide import GATHERINGS
from marsad.events.detect import Told
from marsad.events.draft import VIOLENT, Draft
from marsad.events.scene import Scene


def swallow(made: list[tuple[Told, Draft]]) -> list[tuple[Told, Draft]]:
    """A verb of repelling takes the attack that it names: who attacks becomes its other side (صد X هجوما لـY)."""
    out: list[tuple[Told, Draft]] = []
    gone: set[int] = set()
    for k, (told, draft) in enumerate(made):
        if k in gone:
            continue
        if told.trigger.swap and draft.family == "clash":
            for m in range(k + 1, min(k + 3, len(made))):
                other_told, other = made[m]
                if other_told.first - told.first <= 9 and other.family in ("attack", "raid", "clash", "shelling", "airstrike"):
                    gone.add(m)
                    draft.told.extend(other.told)
                    draft.patients = [p for p in (*draft.patients, *other.agents) if p not in draft.agents]
                    draft.patients += [p for p in other.patients if p not in draft.agents and p not in draft.patients and p.armed and not other.agents]
                    break
        out.append((told, draft))
    return out


def _goes_on(scene: Scene, told: Told, other: Told) -> bool:
    """Whether what is told after a finite active verb is another act of the same doers (قتل رهائن وهاجم ثكنة), not that which the verb is a
    consequence of: a verb joined by و, by itself or carrying a noun (وشن هجمات)."""
    if not told.verbal or (told.form is not None and told.form.passive) or told.trigger.passive or other.first <= told.first:
        return False
    for t in scene.by_sentence[scene.layers.text.sentence_of[told.first]]:
        if t.verbal and t.conjunction and told.first < t.first <= other.first and (t is other or t.trigger.support):
            return True
    return False


_OBJECT = 10
"""How many words behind a verb of agreeing the agreement may be named."""


def host_of(scene: Scene, told: Told, draft: Draft, made: list[tuple[Told, Draft]]) -> Draft | None:
    """The draft of the same sentence that tells the act of which this one tells only the consequence, or the same act more weakly."""
    found, least = None, 0
    for other_told, other in made:
        if draft.consequence and _goes_on(scene, told, other_told):
            continue
        if other.type == "Agreement" and draft.type == "AGREE" and draft.layer == "plover" and 0 < other_told.first - told.last <= _OBJECT:
            return other  # وقعت الحكومة والحركة اتفاقا: one agreement, whichever layer its words belong to
        if other is draft or other.consequence or other.family not in _HOSTS:
            continue
        distance = abs(other_told.first - told.first)
        if (found is None or distance < least) and _takes(told, draft, other_told, other, distance):
            found, least = other, distance
    return found


_HOSTS = VIOLENT | GATHERINGS | {"disrupt"}
"""Families of acts that others may be the consequence or a weaker word of."""
_FORCE, _FIRE = frozenset(("attack", "shooting", "assault")), frozenset(("airstrike", "shelling", "bombing", "suicide", "clash"))
"""Families of acts told by general words, and of those that tell how it was done."""


def _takes(told: Told, draft: Draft, other_told: Told, other: Draft, distance: int) -> bool:
    """Whether a draft may be told by another of its sentence."""
    if other.family == "disrupt" and draft.family in ("clash", "attack", "gain", "assault"):
        return False
    if draft.consequence and not other.weak:
        return distance <= 12 or not draft.agents or not other.agents or share(draft.agents, other.agents)
    if (
        draft.family in _FORCE
        and other.family in _FIRE
        and (distance <= 8 or (told.verbal and not told.conjunction and told.first > other_told.first and distance <= 16))
    ):
        return draft.place is None or other.place is None or draft.place == other.place
    if draft.weak and draft.family in VIOLENT and not other.weak and distance <= 14:
        return True
    return draft.family == "disperse" and other.family == "protest"


def root_of(draft: Draft, hosts: dict[int, Draft | None]) -> Draft:
    """The draft that a draft is told by in the end (itself where it stands alone). Of words that lean on each other the strongest stands."""
    path = [draft]
    while (host := hosts[id(path[-1])]) is not None:
        if host in path:
            return min(path[path.index(host) :], key=lambda d: (d.weak, d.main.first))
        path.append(host)
    return path[-1]


def share(a: list[ActorMention], b: list[ActorMention]) -> bool:
    """Whether two sides have a party in common."""
    return any((x.actor and y.actor and x.actor.id == y.actor.id) or (x.country and x.country == y.country) for x in a for y in b)


def feed(host: Draft, draft: Draft) -> None:
    """Give a host what a consequence or a weaker word of its sentence tells."""
    host.told.extend(draft.told)
    if draft.layer != host.layer:  # the verb of an agreement names who agrees
        host.agents += [m for m in draft.agents if m not in host.agents and m not in host.patients]
    if not host.agents:
        host.agents = [m for m in draft.agents if m not in host.patients]
    if not host.patients:
        host.patients = [m for m in draft.patients if m not in host.agents]
    if "place" in draft.here and "place" not in host.here:
        host.place, host.place_score = draft.place, draft.place_score
    if "day" in draft.here and "day" not in host.here:
        host.time, host.announced, host.time_score = draft.time, draft.announced, draft.time_score
    host.here |= draft.here
    host.why.extend(draft.why)
