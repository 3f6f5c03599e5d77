"""Decisions by weighted evidence: named features, each with a weight that a person can read, sum to the log-odds of a statement.

The features are grammar and discourse (which side of the verb, how many acts lie between, who opens the sentence); their weights are data
(`weights/*.yaml`), fitted by `quality/fit.py` with cross-validation and rounded. The shape is a logistic regression: Cox, D. R. (1958),
"The regression analysis of binary sequences".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

_STEPS = ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (15, "9-15"), (25, "16-25"))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The weights of one decision. `threshold` is the log-odds from which the statement is held to be true."""

    id: str
    bias: float
    threshold: float
    weights: dict[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The log-odds of the statement, given the features that hold (unknown ones count nothing)."""
        weights = self.weights
        total = self.bias
        for feature in features:
            total += weights.get(feature, 0.0)
        return total

    def reasons(self, features: Iterable[str], *, most: int = 5) -> tuple[str, ...]:
        """The features that counted most, heaviest first, each with its weight."""
        held = sorted(((abs(self.weights.get(f, 0.0)), f) for f in features), reverse=True)
        return tuple(f"{f} {self.weights[f]:+.1f}" for weight, f in held[:most] if weight >= 0.1)


@lru_cache(maxsize=32)
def load_evidence(name: str) -> Evidence:
    """The weights of `weights/NAME.yaml`. Raises ValueError naming the file where it does not fit."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(resources.files("marsad.events").joinpath(f"weights/{name}.yaml").read_text(encoding="utf-8"), Loader=loader)
    try:
        return Evidence(raw["id"], float(raw["bias"]), float(raw.get("threshold", 0.0)), {str(k): float(v) for k, v in raw["weights"].items()})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"weights/{name}.yaml: needs id, bias and a map of weights ({error})") from error


def step(number: int) -> str:
    """A distance in words as one of a few steps, so that a weight stands for a range: 0, 1, 2, 3-4, 5-8, 9-15, 16-25, 26+."""
    for limit, name in _STEPS:
        if number <= limit:
            return name
    return "26+"
