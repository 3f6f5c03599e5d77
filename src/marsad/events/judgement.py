"""The decisions of the event stage, each with its weights."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from marsad.compiled import compiled, fingerprint
from marsad.events.evidence import Evidence, load_evidence


@dataclass(frozen=True, slots=True)
class Judgement:
    """One `Evidence` a decision; a test or a fit may replace any of them (`dataclasses.replace`)."""

    member: Evidence
    acting: Evidence
    type: Evidence
    day: Evidence
    place: Evidence
    identity: Evidence
    standing: Evidence
    standing_plover: Evidence
    standing_passage: Evidence
    background: Evidence
    ongoing: Evidence
    total: Evidence


@lru_cache(maxsize=1)
def load_judgement() -> Judgement:
    """The decisions with the weights that ship, compiled. Raises ValueError naming the file that does not fit."""
    return compiled("judgement", fingerprint(), _read)


def _read() -> Judgement:
    return Judgement(**{f.name: load_evidence(f.name) for f in fields(Judgement)})
