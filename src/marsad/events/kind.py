"""Which ACLED sub-event type an act has, when its words leave more than one possible.

The decision rules of the codebook (`decide.py`) speak first; what the act is told with (means, sides, losses, the means that the report
tells elsewhere) weighs for or against the types that are possible for its family. Types that come close stay as alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.actors.mentions import CROWDS, ActorMention
from marsad.events.decide import Decision, Facts, decide
from marsad.events.evidence import Evidence, Facet, facet

CLOSE = 1.0
"""How much less log-odds than the best a type may have to stay as an alternative."""

_FORCE = (
    "Armed clash", "Attack", "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Suicide bomb",
    "Government regains territory", "Non-state actor overtakes territory", "Other",
)  # fmt: skip
_CROWD = ("Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration", "Mob violence")
_TAKING = ("Arrests", "Abduction/forced disappearance", "Armed clash", "Other")
_MOVES = ("Change to group/activity", "Other", "Non-violent transfer of territory", "Headquarters or base established", "Armed clash")
_POSSIBLE = {
    **dict.fromkeys("clash attack shooting kill assault airstrike shelling bombing suicide gain raid".split(), _FORCE),
    **dict.fromkeys("protest riot disperse".split(), _CROWD),
    **dict.fromkeys("arrest capture abduct".split(), _TAKING),
    **dict.fromkeys("change base transfer other".split(), _MOVES),
    **dict.fromkeys("clash attack raid".split(), (*_FORCE, "Violent demonstration")),
    **dict.fromkeys("kill shooting".split(), (*_FORCE, "Excessive force against protesters")),
    "destroy": ("Looting/property destruction", "Air/drone strike", "Shelling/artillery/missile attack", "Armed clash", "Attack"),
    "disrupt": ("Disrupted weapons use", "Other"),
    "agreement": ("Agreement", "Other"),
}  # fmt: skip
"""Family → the types that its words can mean beside what the rules give."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What bears on the type of an act beside its facts: the word that tells it, the means told elsewhere in the report, whether the
    agent acts abroad, whether losses are told, how much the report speaks of gatherings, whether it names armed groups."""

    word: str
    report_means: frozenset[str]
    abroad: bool
    killed: bool
    place: str
    gatherings: str
    armed_groups: bool


def typed(facts: Facts, circumstances: Circumstances, evidence: Evidence) -> tuple[Decision, float, list[Facet]]:
    """The type of an act with its alternatives, its log-odds, and what was seen."""
    return _typed(decide(facts), facts.family, _seen(facts, circumstances), evidence)


@lru_cache(maxsize=1 << 13)
def _typed(rule: Decision, family: str, situation: tuple[str, ...], evidence: Evidence) -> tuple[Decision, float, list[Facet]]:
    """`typed` by what it hangs on: reports tell many acts alike."""
    table = _by_kind(evidence)
    rows = [row for seen in situation if (row := table.get(seen)) is not None]
    scored = [
        (base + sum([row[kind] for row in rows if kind in row]), -k, kind, standing)
        for k, (kind, standing, base) in enumerate(_weighed(rule, family, evidence))
    ]
    scored.sort(reverse=True)
    best, _, kind, standing = scored[0]
    alts = tuple(other for score, _, other, _ in scored[1:] if score >= best - CLOSE)
    decision = Decision(kind, alts, rule.rule if kind == rule.type else f"weights:{evidence.id}")
    return decision, best, _facets(kind, standing, family, situation)


@lru_cache(maxsize=1 << 10)
def _weighed(rule: Decision, family: str, evidence: Evidence) -> list[tuple[str, str, float]]:
    """The possible types, how the rules stand to each, and the log-odds of that alone."""
    return [(kind, standing, evidence.score((facet(_standing, kind, standing, family),))) for kind, standing in _options(rule, family)]


@lru_cache(maxsize=8)
def _by_kind(evidence: Evidence) -> dict[str, dict[str, float]]:
    """The weights "what was seen: type" as a table by what was seen, then by type: all types of an act are weighed in one go."""
    table: dict[str, dict[str, float]] = {}
    for feature, weight in evidence.weights.items():
        seen, _, kind = feature.rpartition(": ")
        table.setdefault(seen, {})[kind] = weight
    return table


def candidates(facts: Facts, circumstances: Circumstances) -> Iterator[tuple[str, list[Facet]]]:
    """Every possible type of an act with what speaks for and against it; the rules' own choice first."""
    situation = _seen(facts, circumstances)
    for kind, standing in _options(decide(facts), facts.family):
        yield kind, _facets(kind, standing, facts.family, situation)


def _options(rule: Decision, family: str) -> Iterator[tuple[str, str]]:
    for kind in dict.fromkeys((rule.type, *rule.alts, *_POSSIBLE.get(family, ()))):
        yield kind, "rule" if kind == rule.type else "rule's alternative" if kind in rule.alts else "not the rule's"


def _facets(kind: str, standing: str, family: str, situation: tuple[str, ...]) -> list[Facet]:
    return [facet(_standing, kind, standing, family), Facet(tuple(f"{seen}: {kind}" for seen in situation))]


def _seen(facts: Facts, circumstances: Circumstances) -> tuple[str, ...]:
    """What bears on the type, whatever the type."""
    agent, patient = _sides(facts.agents), _sides(facts.patients)
    situation = facet(_situation, facts.family, facts.means, circumstances.report_means if not facts.means else frozenset(), agent, patient)
    flags = tuple(
        name for name, holds in (
            ("arrests", facts.arrests), ("fighting", facts.fighting), ("lethal", facts.lethal), ("dispersed", facts.dispersed),
            ("violent crowd", facts.violent_crowd), ("agent abroad", circumstances.abroad), ("deaths", circumstances.killed),
        ) if holds
    )  # fmt: skip
    crowds = f"gatherings {circumstances.gatherings}"
    groups = "armed groups" if circumstances.armed_groups else "no armed groups"
    return (
        *situation.features, *flags, f"word {circumstances.word}", f"place {circumstances.place}", crowds, f"{crowds}, family {facts.family}",
        f"{groups}, {crowds}, family {facts.family}",
    )  # fmt: skip


def _standing(kind: str, standing: str, family: str) -> Iterator[str]:
    yield standing
    yield f"{standing}, family {family}"
    yield f"{standing}: {kind}"
    yield f"family {family}: {kind}"


def _situation(family: str, means: frozenset[str], report_means: frozenset[str], agent: str, patient: str) -> Iterator[str]:
    for name in sorted(means):
        yield f"means {name}"
        yield f"means {name}, family {family}"
    if not means:
        yield "no means"
        yield f"no means, agent {agent}"
        yield f"no means, family {family}, agent {agent}"
        for name in sorted(report_means):
            yield f"the report tells of {name}, agent {agent}"
    yield f"agent {agent}"
    yield f"patient {patient}"
    yield f"patient {patient}, family {family}"
    yield f"agent {agent}, patient {patient}"
    yield f"agent {agent}, family {family}"


_OFFICIAL = frozenset(("country", "coalition", "airforce", "government", "state"))


def _sides(mentions: Sequence[ActorMention]) -> str:
    if not mentions:
        return "untold"
    kinds = {m.kind for m in mentions}
    if not kinds.isdisjoint(CROWDS):
        return "crowd"
    if "settler" in kinds:
        return "settlers"
    people = [m for m in mentions if m.unarmed]
    if not kinds.isdisjoint(_OFFICIAL) or any(m.state for m in mentions):
        return "state and people" if any(m.kind != "io" for m in people) else "state"
    if any(m.armed for m in mentions):
        return "armed group and people" if people else "armed group"
    return "unarmed"
