"""Decisions by weighted evidence: named features, each with a weight that a person can read, sum to the log-odds of a statement.

The features are grammar and discourse (which side of the verb, how many acts lie between, who opens the sentence); their weights are data
(`weights/*.yaml`), fitted by `quality/fit.py` with cross-validation and rounded. The shape is a logistic regression: Cox, D. R. (1958),
"The regression analysis of binary sequences".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import yaml

_STEPS = ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (15, "9-15"), (25, "16-25"))


_HEAVY = 0.1
"""What counts less is no reason to be told."""

_MOST = 5
"""So many reasons are told."""


class Facet:
    """Features that hold together because one thing was seen; each decision weighs a facet once and remembers the sum, and once which of
    its features are its heaviest."""

    __slots__ = ("features", "heavy", "sums")

    def __init__(self, features: tuple[str, ...]) -> None:
        self.features = features
        self.sums: dict[Evidence, float] = {}
        self.heavy: dict[Evidence, tuple[tuple[float, str, str], ...]] = {}


@lru_cache(maxsize=1 << 16)
def facet(see: Callable[..., Iterable[str]], *seen: object) -> Facet:
    """The facet of what was seen: `see` names its features."""
    return Facet(tuple(see(*seen)))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The weights of one decision. `threshold` is the log-odds from which the statement is held to be true."""

    id: str
    bias: float
    threshold: float
    weights: dict[str, float]
    _told: dict[str, tuple[float, str, str]] = field(init=False, repr=False)
    """Each feature heavy enough to be a reason: how heavy, itself, itself with its weight."""

    def __post_init__(self) -> None:
        told = {f: (abs(w), f, f"{f} {w:+.1f}") for f, w in self.weights.items() if abs(w) >= _HEAVY}
        object.__setattr__(self, "_told", told)

    def score(self, facets: Iterable[Facet]) -> float:
        """The log-odds of the statement, given what was seen (unknown features count nothing)."""
        total = self.bias
        for seen in facets:
            found = seen.sums.get(self)
            if found is None:
                weights = self.weights
                found = seen.sums[self] = sum([weights[f] for f in seen.features if f in weights])
            total += found
        return total

    def reasons(self, facets: Iterable[Facet]) -> list[str]:
        """The features that counted most, heaviest first, each with its weight."""
        held: list[tuple[float, str, str]] = []
        for seen in facets:
            heavy = seen.heavy.get(self)
            if heavy is None:
                told = self._told
                heavy = seen.heavy[self] = tuple(sorted([told[f] for f in seen.features if f in told], reverse=True)[:_MOST])
            held += heavy
        held.sort(reverse=True)
        return [reason[2] for reason in held[:_MOST]]


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
