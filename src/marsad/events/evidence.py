"""Decisions by weighted evidence: named features, each with a weight that a person can read, sum to the log-odds of a statement.

The features are grammar and discourse (which side of the verb, how many acts lie between, who opens the sentence); their weights are data
(`weights/*.yaml`), fitted by `quality/fit.py` with cross-validation and rounded. The shape is a logistic regression: Cox, D. R. (1958),
"The regression analysis of binary sequences".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from math import fsum

import yaml

_STEPS = ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (15, "9-15"), (25, "16-25"))


_HEAVY = 0.1
"""What counts less is no reason to be told."""

_MOST = 5
"""So many reasons are told."""


class Facet:
    """Features that hold together because one thing was seen. A decision weighs a facet once: `total` is the sum for the decision `by` that asked
    first, `second` that for the one that asked next (`also`: few facets have more), `others` those for the rest. `ranks` are the reasons that the
    decision `told_by` tells of it, by their rank, `heaviest` those of the other decisions."""

    __slots__ = ("also", "by", "features", "heaviest", "others", "ranks", "second", "told_by", "total")

    def __init__(self, features: tuple[str, ...]) -> None:
        self.features = features
        self.by: Evidence | None = None
        self.total = 0.0
        self.also: Evidence | None = None
        self.second = 0.0
        self.others: dict[Evidence, float] | None = None
        self.told_by: Evidence | None = None
        self.ranks: list[int] = _NO_RANKS
        self.heaviest: dict[Evidence, list[int]] | None = None


_NO_RANKS: list[int] = []


@cache
def facet(see: Callable[..., Iterable[str]], *seen: object) -> Facet:
    """The facet of what was seen: `see` names its features. Kept until `forget`: to keep the order in which facets were asked for, as a bounded
    `lru_cache` does, costs more than to find them."""
    return Facet(tuple(see(*seen)))


_FACETS = 1 << 17


def forget() -> None:
    """Drop all facets where there are too many; called between reports."""
    if facet.cache_info().currsize >= _FACETS:
        facet.cache_clear()


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The weights of one decision. `threshold` is the log-odds from which the statement is held to be true."""

    id: str
    bias: float
    threshold: float
    weights: dict[str, float]
    _ranks: dict[str, int] = field(init=False, repr=False)
    """How many features are heavier than a feature, for those that are heavy enough to be a reason."""
    _told: list[str] = field(init=False, repr=False)
    """Those features, each with its weight, by rank."""

    def __post_init__(self) -> None:
        told = sorted(((abs(w), f) for f, w in self.weights.items() if abs(w) >= _HEAVY), reverse=True)
        object.__setattr__(self, "_ranks", {f: rank for rank, (_, f) in enumerate(told)})
        object.__setattr__(self, "_told", [f"{f} {self.weights[f]:+.1f}" for _, f in told])

    def score(self, facets: Iterable[Facet]) -> float:
        """The log-odds of the statement, given what was seen (unknown features count nothing)."""
        total = self.bias
        for seen in facets:
            if seen.by is self:
                total += seen.total
            elif seen.also is self:
                total += seen.second
            else:
                total += self._weigh(seen)
        return total

    def weight(self, seen: Facet) -> float:
        """What one facet adds to the log-odds."""
        return seen.total if seen.by is self else seen.second if seen.also is self else self._weigh(seen)

    def _weigh(self, seen: Facet) -> float:
        if seen.others is not None and self in seen.others:
            return seen.others[self]
        weights = self.weights
        # fsum: the rounding of sum changed with Python 3.12, and a text has one record everywhere
        total = fsum([weights[f] for f in seen.features if f in weights])
        if seen.by is None:
            seen.by, seen.total = self, total
        elif seen.also is None:
            seen.also, seen.second = self, total
        else:
            seen.others = {**(seen.others or {}), self: total}
        return total

    def reasons(self, facets: Iterable[Facet]) -> list[str]:
        """The features that counted most, heaviest first, each with its weight."""
        held: list[int] = []
        for seen in facets:
            held += seen.ranks if seen.told_by is self else self._heaviest(seen)
        held.sort()
        told = self._told
        return [told[rank] for rank in held[:_MOST]]

    def _heaviest(self, seen: Facet) -> list[int]:
        if seen.heaviest is not None and self in seen.heaviest:
            return seen.heaviest[self]
        ranks = self._ranks
        found = sorted([ranks[f] for f in seen.features if f in ranks])[:_MOST]
        if seen.told_by is None:
            seen.told_by, seen.ranks = self, found
        else:
            seen.heaviest = {**(seen.heaviest or {}), self: found}
        return found


@dataclass(slots=True, eq=False)
class Reason:
    """Why a decision fell as it did; written out only when somebody asks (`str`)."""

    evidence: Evidence
    score: float
    facets: Sequence[Facet]
    note: str = ""

    def __str__(self) -> str:
        said = f"{self.score:+.1f}: {', '.join(self.evidence.reasons(self.facets))}"
        return f"{self.note}; {said}" if self.note else said


def features_of(facets: Iterable[Facet]) -> list[str]:
    """All features of some facets, in order."""
    return [f for seen in facets for f in seen.features]


@lru_cache(maxsize=32)
def load_evidence(name: str) -> Evidence:
    """The weights of `weights/NAME.yaml`. Raises ValueError naming the file where it does not fit."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(resources.files("marsad.events").joinpath(f"weights/{name}.yaml").read_text(encoding="utf-8"), Loader=loader)
    try:
        return Evidence(raw["id"], float(raw["bias"]), float(raw.get("threshold", 0.0)), {str(k): float(v) for k, v in raw["weights"].items()})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"weights/{name}.yaml: needs id, bias and a map of weights ({error})") from error


@lru_cache(maxsize=1024)
def step(number: int) -> str:
    """A distance in words as one of a few steps, so that a weight stands for a range: 0, 1, 2, 3-4, 5-8, 9-15, 16-25, 26+."""
    for limit, name in _STEPS:
        if number <= limit:
            return name
    return "26+"
