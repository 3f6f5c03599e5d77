"""Which type an event has: ACLED's decisions by means, by who the sides are, by change of control (codebook §2, decision rules)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from marsad.actors.mention import CROWDS, ActorMention

EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Suicide bomb", "Grenade", "Chemical weapon",
    ),
    "Violence against civilians": ("Attack", "Abduction/forced disappearance", "Sexual violence"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
"""ACLED's event types with their sub-event types. Source: ACLED codebook (2023)."""

EVENT_TYPE_OF = {sub: event for event, subs in EVENT_TYPES.items() for sub in subs}
PLOVER_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
    "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's event types. Source: PLOVER codebook (2023)."""

AIR, SHELL, IED, SUICIDE = "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Suicide bomb"
CLASH, ATTACK = "Armed clash", "Attack"


class Decision(NamedTuple):
    """A type, the other types that are honestly possible, and the rule of the codebook that decided."""

    type: str
    alts: tuple[str, ...] = ()
    rule: str = ""


class Facts(NamedTuple):
    """What a decision looks at: the frame's family, the means told, the sides, what else the clause tells."""

    family: str
    means: frozenset[str]
    agents: Sequence[ActorMention]
    patients: Sequence[ActorMention]
    arrests: bool = False
    fighting: bool = False
    lethal: bool = False
    dispersed: bool = False
    violent_crowd: bool = False
    passive_gain: bool = False


_BY_MEANS = (("suicide", SUICIDE), ("chemical", "Chemical weapon"), ("air", AIR), ("artillery", SHELL), ("grenade", "Grenade"), ("ied", IED))


def _by_means(means: frozenset[str], allowed: Iterable[str]) -> str | None:
    for name, kind in _BY_MEANS:
        if name in means and name in allowed:
            return kind
    return None


def _target(patients: Sequence[ActorMention]) -> str:
    if not patients:
        return "unknown"
    armed = any(m.armed for m in patients)
    if not armed and any(m.unarmed for m in patients):
        return "unarmed"
    if armed or any(m.kind in ("government", "state", "country") or m.state for m in patients):
        return "armed"
    return "unknown"


GATHERINGS = frozenset(("protest", "riot", "disperse"))
"""Families of acts of a gathering."""

_SIMPLE = {
    "clash": Decision(CLASH, (), "codebook 2.2"),
    "suicide": Decision(SUICIDE, (), "codebook 2.1"),
    "grenade": Decision("Grenade", (), "codebook 2.1"),
    "chemical": Decision("Chemical weapon", (), "codebook 2.1"),
    "arrest": Decision("Arrests", (), "codebook 2.5"),
    "capture": Decision(CLASH, ("Arrests", "Abduction/forced disappearance"), "codebook 2.2"),
    "abduct": Decision("Abduction/forced disappearance", (), "codebook 2.3"),
    "sexual": Decision("Sexual violence", (), "codebook 2.3"),
    "riot": Decision("Violent demonstration", ("Mob violence",), "codebook 2.4"),
    "agreement": Decision("Agreement", (), "codebook 2.5"),
    "base": Decision("Headquarters or base established", (), "codebook 2.5"),
    "transfer": Decision("Non-violent transfer of territory", ("Change to group/activity",), "codebook 2.5"),
    "destroy": Decision("Looting/property destruction", (), "codebook 2.5"),
    "change": Decision("Change to group/activity", (), "codebook 3a.6"),
    "disrupt": Decision("Disrupted weapons use", (), "codebook 2.1"),
    "other": Decision("Other", (), "codebook 2.5"),
}
"""Families whose type hangs on nothing else."""


def decide(facts: Facts) -> Decision:
    """The ACLED sub-event type of an act of layer A."""
    family, means = facts.family, facts.means
    if "suicide" in means and family in _AT_BOMBERS and any(m.state for m in facts.agents):
        means = means - {"suicide"}  # forces that kill or raid suicide bombers are none
        facts = facts._replace(means=means)
    if family in _FORCE:
        crowd = _crowd(facts)
        if crowd is not None:
            return crowd
    if family in ("attack", "kill"):
        by = _by_means(means, ("suicide", "chemical", "air", "artillery", "grenade", "ied"))
        if by:
            alts = (SHELL,) if by == AIR and "artillery" in means else (SUICIDE,) if by == IED else ()
            return Decision(by, alts, "codebook 2.1")
        target = _target(facts.patients)
        if target == "unarmed":
            return Decision(ATTACK, (CLASH,) if family == "attack" and not facts.patients else (), "codebook 2.3")
        if target == "armed":
            return Decision(CLASH, (), "codebook 2.2")
        if family == "attack":
            return Decision(CLASH, (ATTACK,), "codebook 2.2")
        return Decision(ATTACK, (CLASH,), "codebook 2.3")
    if family == "shooting":
        target = _target(facts.patients)
        if target == "unarmed":
            return Decision(ATTACK, (), "codebook 2.3")
        return Decision(CLASH, (ATTACK,) if target == "unknown" else (), "codebook 2.2")
    if family == "assault":
        by = _by_means(means, ("suicide", "air"))
        if by:
            return Decision(by, (ATTACK,), "codebook 2.1")
        if "ied" in means:
            return Decision(IED, (ATTACK,), "codebook 2.1")
        return Decision(ATTACK, (CLASH,) if _target(facts.patients) == "armed" else (), "codebook 2.3")
    if family == "airstrike" or (family == "shelling" and any(m.kind == "airforce" for m in facts.agents)):
        return Decision(AIR, (), "codebook 2.1")
    if family == "shelling":
        if "air" in means and "artillery" not in means:
            return Decision(AIR, (SHELL,), "codebook 2.1")
        if "air" in means:
            return Decision(SHELL, (AIR,), "codebook 2.1")
        return Decision(SHELL, (AIR,) if "artillery" not in means else (), "codebook 3a.3")
    if family == "bombing":
        if "suicide" in means:
            return Decision(SUICIDE, (IED,), "codebook 2.1")
        if "grenade" in means:
            return Decision("Grenade", (IED,), "codebook 2.1")
        if "air" in means and "ied" not in means:
            return Decision(AIR, (IED,), "codebook 2.1")
        if "artillery" in means and "ied" not in means:
            return Decision(SHELL, (IED,), "codebook 2.1")
        return Decision(IED, (SUICIDE,) if "ied" in means else (SUICIDE, SHELL, AIR), "codebook 3a.3")
    if family == "gain":
        return _gain(facts)
    if family == "raid":
        if facts.arrests:
            return Decision("Arrests", ("Other",), "codebook 3a.5")
        if facts.fighting:
            return Decision(CLASH, ("Other",), "codebook 3a.5")
        if _by_means(means, ("suicide",)):
            return Decision(SUICIDE, (CLASH,), "codebook 2.1")
        if any(not m.state and m.armed for m in facts.agents):
            return Decision(CLASH, (ATTACK, "Other"), "codebook 3a.5")
        return Decision("Other", (CLASH, ATTACK, "Arrests"), "codebook 3a.5")
    if family in ("protest", "disperse"):
        if facts.violent_crowd:
            return Decision("Violent demonstration", ("Protest with intervention",), "codebook 2.4")
        if facts.lethal and facts.dispersed:
            return Decision("Excessive force against protesters", ("Protest with intervention",), "codebook 2.4")
        if facts.dispersed or family == "disperse":
            return Decision("Protest with intervention", ("Excessive force against protesters",) if facts.lethal else (), "codebook 2.4")
        return Decision("Peaceful protest", (), "codebook 2.4")
    return _SIMPLE.get(family, _SIMPLE["other"])


_FORCE = frozenset(("clash", "attack", "assault", "shooting", "kill"))
_AT_BOMBERS = frozenset(("attack", "kill", "raid", "assault"))
_HEAVY = frozenset(("air", "artillery", "suicide", "ied"))


def _crowd(facts: Facts) -> Decision | None:
    """What an act of force is where protesters are a side (codebook 2.4): theirs is a riot, that against them force against protesters."""
    if not facts.means.isdisjoint(_HEAVY) or any(m.armed and not m.state for m in facts.agents):
        return None
    if any(m.kind in CROWDS for m in facts.agents):
        return Decision("Violent demonstration", ("Mob violence", "Protest with intervention", CLASH if facts.family == "clash" else ATTACK), "codebook 2.4")
    if any(m.kind in CROWDS for m in facts.patients) and not any(m.armed and not m.state for m in facts.agents):
        if facts.family == "clash":
            return Decision("Violent demonstration", ("Protest with intervention", "Excessive force against protesters", CLASH), "codebook 2.4")
        return Decision("Excessive force against protesters", ("Protest with intervention", ATTACK), "codebook 2.4")
    return None


def _gain(facts: Facts) -> Decision:
    agents = facts.agents
    gov, non = "Government regains territory", "Non-state actor overtakes territory"
    if any(m.state or m.kind in ("coalition", "country", "army", "police", "government") for m in agents):
        return Decision(gov, (), "codebook 2.2")
    if any(m.kind == "militia" or m.qualities & {"loyal", "popular", "government"} for m in agents):
        return Decision(gov, (non,), "codebook 3a.4")
    if agents:
        return Decision(non, (gov,) if any(m.kind == "rebel" and m.actor is None for m in agents) else (), "codebook 2.2")
    if any(m.state for m in facts.patients):
        return Decision(non, (gov,), "codebook 2.2")
    return Decision(gov, (non,), "codebook 2.2")
