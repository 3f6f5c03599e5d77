"""Whether a word that can tell an event does tell one here, and as what: asserted, planned, denied, or only spoken of.

Cues are data (`lexicon/assertion.yaml`): words with a reach and a weight. A mention stands when what speaks for it (finite verb, sides,
day, place, losses) and what speaks against it (possibility, condition, fear, a charge in court) sum up to the threshold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from marsad.arabic.orthography import fold
from marsad.arabic.words import BREAK, MARK, WORD, readings
from marsad.events.detect import Told
from marsad.events.layers import Layers


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word's rule: what it does to a trigger within its reach (tokens), and its weight."""

    id: str
    effect: str
    reach: int
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sum of the evidence, the status that the cues give ("" for none), and the cues and evidence that counted."""

    score: float
    status: str
    reasons: tuple[str, ...]


class Assertion:
    """The cues and weights of `assertion.yaml`. Raises ValueError where the file does not fit."""

    def __init__(self) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        text = resources.files("marsad.events").joinpath("lexicon/assertion.yaml").read_text(encoding="utf-8")
        raw: dict[str, Any] = yaml.load(text, Loader=loader)
        self.threshold = float(raw["threshold"])
        self._evidence: Mapping[str, float] = raw["evidence"]
        self._families: Mapping[str, float] = raw["families"]
        self._before = _cues(raw["cues"])
        self._after = _cues(raw["after"])
        self._occurrence = frozenset(fold(w) for w in raw["occurrence"])
        self._consequence = frozenset(fold(w) for w in raw["consequence"])
        self._reach = max(c.reach for c in self._before.values())

    def judge(
        self, layers: Layers, told: Told, *, agents: int, patients: int, place: str, day: str, counted: bool, title: bool, carried: bool = False
    ) -> Verdict:
        """Judge a trigger. `place` is "place", "country" or "", `day` "day", "period" or "" (what the clause tells)."""
        weights, reasons = self._evidence, []
        score = self._families.get(told.trigger.family, 0.0)

        def add(name: str) -> None:
            nonlocal score
            score += weights[name]
            reasons.append(name)

        tokens = layers.text.tokens
        if told.verbal and told.form is not None:
            add(told.form.kind)
        else:
            add("noun")
            if carried or self._occurs(layers, told):
                add("occurrence")
            if not agents and not patients and not counted and told.definite:
                add("bare_definite")
        if told.trigger.part == "p" or told.trigger.family in ("airstrike", "suicide"):
            add("phrase")
        if self._has_consequence(layers, told):
            add("consequence_verb")
        if told.trigger.weak:
            add("weak")
        for name, holds in (("agent", agents), ("patient", patients), ("count", counted), ("title", title)):
            if holds:
                add(name)
        if place:
            add(place)
        if day:
            add(day)
        status = ""
        for cue in self._cues_of(layers, told):
            score += cue.weight
            reasons.append(cue.id)
            if cue.effect in ("planned", "denied"):
                status = cue.effect
            elif cue.effect == "unreal" and not status:
                status = "unreal"
        token = tokens[told.first]
        if told.verbal and told.form is not None and told.form.kind == "imperfect" and token.norm.lstrip("وف").startswith("س"):
            status = status or "planned"
        return Verdict(score, status, tuple(reasons))

    def _occurs(self, layers: Layers, told: Told) -> bool:
        tokens = layers.text.tokens
        first = layers.sentence(told.first).first
        if told.preposition in ("ب", "ل") and told.first == first:
            return False
        for k in range(max(first, told.first - 3), told.first):
            if tokens[k].kind == WORD and any(r.rest in self._occurrence for r in readings(tokens[k].norm)):
                return True
        return False

    def _has_consequence(self, layers: Layers, told: Told) -> bool:
        tokens = layers.text.tokens
        last = min(layers.sentence(told.first).last, told.last + 16)
        return any(tokens[k].kind == WORD and any(r.rest in self._consequence for r in readings(tokens[k].norm)) for k in range(told.last + 1, last))

    def _cues_of(self, layers: Layers, told: Told) -> list[Cue]:
        tokens = layers.text.tokens
        sentence = layers.sentence(told.first)
        found: dict[str, Cue] = {}
        steps = 0
        for k in range(told.first - 1, max(sentence.first, told.first - 2 * self._reach) - 1, -1):
            token = tokens[k]
            if token.kind in (MARK, BREAK):
                if token.norm in ",;:" and steps:
                    break
                continue
            steps += 1
            if layers.actor_at[k] >= 0:
                continue
            cue = _cue(self._before, token.norm)
            if cue is not None and steps <= cue.reach:
                if token.norm == "قد" and told.verbal and told.form is not None and told.form.kind == "perfect":
                    continue
                if token.norm == "قد" and not told.verbal:
                    continue
                found.setdefault(cue.id, cue)
        for k in range(told.last + 1, min(sentence.last, told.last + 4)):
            cue = _cue(self._after, tokens[k].norm) if tokens[k].kind == WORD and layers.time_at[k] < 0 else None
            if cue is not None:
                found.setdefault(cue.id, cue)
        return list(found.values())


def _cues(raw: list[dict[str, Any]]) -> dict[str, Cue]:
    table: dict[str, Cue] = {}
    for row in raw:
        cue = Cue(row["id"], row["effect"], int(row["reach"]), float(row["weight"]))
        for word in row["words"]:
            if " " not in word:
                table[fold(word)] = cue
    return table


def _cue(table: Mapping[str, Cue], norm: str) -> Cue | None:
    for reading in readings(norm):
        rest = reading.rest
        cue = table.get(rest) or (table.get(rest[2:]) if reading.article else None)
        if cue is not None and reading.preposition not in ("ك", "س"):
            return cue
    return None
