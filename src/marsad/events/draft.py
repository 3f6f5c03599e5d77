"""An event in the making: what one mention tells, and later what all mentions of the event tell together."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.actors.mention import ActorMention
from marsad.events.counts import CountMention
from marsad.events.decide import Facts
from marsad.events.detect import Told
from marsad.events.evidence import Reason
from marsad.events.layers import TimeSpan
from marsad.places import FoundPlace

VIOLENT = frozenset("clash attack shooting kill assault airstrike shelling bombing suicide grenade chemical gain capture raid".split())
"""Families of acts of force."""


@dataclass(slots=True, eq=False)
class Draft:
    """A mention of an event, or the event that its mentions were joined into.

    `time_score` and `place_score` are the log-odds with which day and place were chosen, `here` what of them its own sentence tells
    ("day", "place"), `land` the country that it plays in where it is told without a place, `place_before` and `time_before` those of the
    act told last before it, `totals` tolls over a time, which only an aggregate event has, `mentions` the drafts that were joined (itself
    where none was), `cues` what the assertion cues say of it, `recalled` whether grammar tells that it is recalled, `dateless` whether it has no
    day, not even about that of the report, `order` its place among the mentions of its layer, `nth` among those of its type, `kin` the log-odds
    that it tells an event told elsewhere, which it was not joined to, `doubts` what its entry asks for and does not find.
    """

    told: list[Told]
    family: str
    type: str
    alts: tuple[str, ...]
    plover: str
    layer: str
    sentence: int
    agents: list[ActorMention] = field(default_factory=list)
    patients: list[ActorMention] = field(default_factory=list)
    place: FoundPlace | None = None
    place_score: float = 0.0
    land: FoundPlace | None = None
    time: TimeSpan | None = None
    time_score: float = 0.0
    announced: bool = False
    here: frozenset[str] = frozenset()
    place_before: FoundPlace | None = None
    time_before: TimeSpan | None = None
    counts: dict[str, CountMention] = field(default_factory=dict)
    totals: dict[str, CountMention] = field(default_factory=dict)
    status: str = "occurred"
    background: bool = False
    dateless: bool = False
    aggregate: bool = False
    title: bool = False
    definite: bool = False
    consequence: bool = False
    weak: bool = False
    means: frozenset[str] = frozenset()
    rule: str = ""
    score: float = 0.0
    facts: Facts | None = None
    mentions: list[Draft] = field(default_factory=list)
    cues: tuple[str, ...] = ()
    recalled: bool = False
    order: int = 0
    nth: int = 0
    kin: float | None = None
    doubts: tuple[str, ...] = ()
    why: list[tuple[str, str, int, int, str | Reason]] = field(default_factory=list)

    @property
    def verbal(self) -> bool:
        """Whether its main trigger is a finite verb."""
        return self.told[0].verbal

    @property
    def main(self) -> Told:
        """The trigger that tells the event first and best."""
        return self.told[0]
