"""Which ACLED sub-event type an act has, when its words leave more than one possible.

The decision rules of the codebook (`decide.py`) speak first; what the act is told with (means, sides, losses, the means that the report
tells elsewhere) weighs for or against the types that are possible for its family. Types that come close stay as alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum
from typing import NamedTuple

from marsad.actors.mention import CROWDS, ActorMention
from marsad.events.decide import CLASH, Decision, Facts, decide
from marsad.events.evidence import Evidence, Facet, facet
from marsad.memo import Memo

_QUIET = frozenset(("Other", "Arrests"))
_NO_FIGHT = 2.0
"""How much log-odds speak against a clash in a raid of which no fight, no loss, no means and no armed foe is told (codebook 3a.5)."""
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


class Circumstances(NamedTuple):
    """What bears on the type of an act beside its facts: the word that tells it, the means told elsewhere in the report, whether the
    agent acts abroad, whether losses are told, how much the report speaks of gatherings, whether it names armed groups."""

    word: str
    report_means: frozenset[str]
    abroad: bool
    killed: bool
    place: str
    gatherings: str
    armed_groups: bool


@dataclass(slots=True, eq=False)
class _Choice:
    """The types that are possible for a family under a decision of the rules: how the rules stand to each, the log-odds of that alone, and for
    features that are seen together the weights of each, one a type."""

    kinds: list[str]
    standings: list[Facet]
    bases: list[float]
    rows: Memo[tuple[str, ...], list[tuple[float, ...]]]


def typed(facts: Facts, circumstances: Circumstances, evidence: Evidence) -> tuple[Decision, float, list[Facet]]:
    """The type of an act with its alternatives, its log-odds, and what was seen."""
    seen = _seen(facts, circumstances)
    decision, score, standing = _decided(facts, seen, evidence)
    return decision, score, [standing, *[facet(_for_type, features, decision.type) for features in seen]]


def type_of(facts: Facts, circumstances: Circumstances, evidence: Evidence) -> Decision:
    """The type of an act with its alternatives."""
    return _decided(facts, _seen(facts, circumstances), evidence)[0]


def _decided(facts: Facts, seen: Sequence[tuple[str, ...]], evidence: Evidence) -> tuple[Decision, float, Facet]:
    """The type of an act, its log-odds, and how the rules stand to it."""
    rule = decide(facts)
    choice = _choice(rule.type, rule.alts, facts.family, _may_riot(facts), evidence)
    rows: list[tuple[float, ...]] = []
    for features in seen:
        rows += choice.rows[features]
    scores = choice.bases
    if rows:
        scores = [base + fsum(weights) for base, weights in zip(scores, zip(*rows, strict=True), strict=True)]
    if facts.family == "raid" and rule.type in _QUIET and not facts.fighting and not facts.means and not any(m.armed for m in facts.patients):
        scores = [score - _NO_FIGHT if kind == CLASH else score for kind, score in zip(choice.kinds, scores, strict=True)]
    best = max(scores)
    k = scores.index(best)
    close = [n for n, score in enumerate(scores) if score >= best - CLOSE and n != k]
    if len(close) > 1:
        close.sort(key=lambda n: -scores[n])
    kind = choice.kinds[k]
    alts = tuple([choice.kinds[n] for n in close])
    return Decision(kind, alts, rule.rule if kind == rule.type else f"weights:{evidence.id}"), best, choice.standings[k]


@lru_cache(maxsize=1 << 10)
def _choice(kind: str, alts: tuple[str, ...], family: str, riot: bool, evidence: Evidence) -> _Choice:
    """The types among which the weights decide where the rules say `kind` or else `alts`."""
    options = list(_options(kind, alts, family, riot=riot))
    kinds = [name for name, _ in options]
    standings = [facet(_standing, name, standing, family) for name, standing in options]
    table = _by_kind(evidence)

    def rows(features: tuple[str, ...]) -> list[tuple[float, ...]]:
        known = [table[seen] for seen in features if seen in table]
        return [tuple([weights.get(name, 0.0) for name in kinds]) for weights in known if not weights.keys().isdisjoint(kinds)]

    return _Choice(kinds, standings, [evidence.score((standing,)) for standing in standings], Memo(rows))


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
    seen = _seen(facts, circumstances)
    rule = decide(facts)
    for kind, standing in _options(rule.type, rule.alts, facts.family, riot=_may_riot(facts)):
        yield kind, [facet(_standing, kind, standing, facts.family), *[facet(_for_type, features, kind) for features in seen]]


def _options(first: str, alts: tuple[str, ...], family: str, *, riot: bool) -> Iterator[tuple[str, str]]:
    for kind in dict.fromkeys((first, *alts, *_POSSIBLE.get(family, ()))):
        if riot or kind == first or kind not in _RIOTS:
            yield kind, "rule" if kind == first else "rule's alternative" if kind in alts else "not the rule's"


_RIOTS = ("Violent demonstration", "Mob violence")
_REBELS = 2
"""Inter code of rebel groups."""


def _may_riot(facts: Facts) -> bool:
    """Whether an act can be a riot: one of its sides is a crowd, or none of them is a rebel group."""
    sides = (*facts.agents, *facts.patients)
    return any(m.kind in CROWDS for m in sides) or not any(m.actor is not None and m.actor.inter == _REBELS for m in sides)


def _seen(facts: Facts, circumstances: Circumstances) -> list[tuple[str, ...]]:
    """What bears on the type, whatever the type: features by what they hang on."""
    family, means = facts.family, facts.means
    agent, patient = _sides(facts.agents), _sides(facts.patients)
    return [
        facet(_means, family, means, agent).features,
        () if means else facet(_report_means, circumstances.report_means, agent).features,
        facet(_of_sides, family, agent, patient).features,
        facet(_flags, facts.arrests, facts.fighting, facts.lethal, facts.dispersed, facts.violent_crowd, circumstances.abroad, circumstances.killed).features,
        (f"word {circumstances.word}",),
        (f"place {circumstances.place}",),
        facet(_crowds, circumstances.gatherings, circumstances.armed_groups, family).features,
    ]


def _for_type(features: tuple[str, ...], kind: str) -> list[str]:
    return [f"{seen}: {kind}" for seen in features]


def _flags(arrests: bool, fighting: bool, lethal: bool, dispersed: bool, violent: bool, abroad: bool, killed: bool) -> Iterator[str]:
    if arrests:
        yield "arrests"
    if fighting:
        yield "fighting"
    if lethal:
        yield "lethal"
    if dispersed:
        yield "dispersed"
    if violent:
        yield "violent crowd"
    if abroad:
        yield "agent abroad"
    if killed:
        yield "deaths"


def _standing(kind: str, standing: str, family: str) -> Iterator[str]:
    yield standing
    yield f"{standing}, family {family}"
    yield f"{standing}: {kind}"
    yield f"family {family}: {kind}"


def _means(family: str, means: frozenset[str], agent: str) -> Iterator[str]:
    for name in sorted(means):
        yield f"means {name}"
        yield f"means {name}, family {family}"
    if not means:
        yield "no means"
        yield f"no means, agent {agent}"
        yield f"no means, family {family}, agent {agent}"


def _report_means(means: frozenset[str], agent: str) -> Iterator[str]:
    for name in sorted(means):
        yield f"the report tells of {name}, agent {agent}"


def _of_sides(family: str, agent: str, patient: str) -> Iterator[str]:
    yield f"agent {agent}"
    yield f"patient {patient}"
    yield f"patient {patient}, family {family}"
    yield f"agent {agent}, patient {patient}"
    yield f"agent {agent}, family {family}"


def _crowds(gatherings: str, armed_groups: bool, family: str) -> Iterator[str]:
    crowds = f"gatherings {gatherings}"
    yield crowds
    yield f"{crowds}, family {family}"
    yield f"{'armed groups' if armed_groups else 'no armed groups'}, {crowds}, family {family}"


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
