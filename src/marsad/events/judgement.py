"""The decisions of the event stage, each with its weights."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.events.evidence import Evidence, load_evidence


def _load(name: str) -> Evidence:
    return field(default_factory=lambda: load_evidence(name))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One `Evidence` a decision; a test or a fit may replace any of them."""

    member: Evidence = _load("member")
    acting: Evidence = _load("acting")
    type: Evidence = _load("type")
    day: Evidence = _load("day")
    place: Evidence = _load("place")
    identity: Evidence = _load("identity")
    standing: Evidence = _load("standing")
    standing_plover: Evidence = _load("standing_plover")
    background: Evidence = _load("background")
    ongoing: Evidence = _load("ongoing")
    total: Evidence = _load("total")
