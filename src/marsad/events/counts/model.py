"""What the stage hands out and works on: a mention of a loss, a noun phrase of people, a mention under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from marsad.record import CountOf

if TYPE_CHECKING:
    from marsad.events.counts.lexicon import Head

Kind = Literal["killed", "injured", "captured", "detained", "missing", "displaced"]

FIELD_OF: dict[Kind, str] = {
    "killed": "killed", "injured": "injured", "captured": "captured", "detained": "captured", "missing": "missing", "displaced": "displaced",
}  # fmt: skip
"""Kind of loss → field of the record: arrests and abductions go into `captured` (codebook §3)."""

SINGULAR, DUAL, PLURAL, EITHER, FEMININE = range(5)
"""Grammatical number of a word; EITHER: dual or plural, the vowels would tell."""


@dataclass(frozen=True, slots=True)
class CountMention:
    """One loss as told in one clause.

    `min`/`max` as in the codebook; both None with `vague` for "dozens", whose order of size is `magnitude` (3, 10, 100 ...); `none` for
    an explicit "no casualties" (min and max 0). [start, end) are offsets of head and victims without proclitics, [first, last] their
    tokens, `head` the token that tells the loss, `victims` the tokens of the people, `modifiers` tokens that say whose people they are
    (nationality, side). `part_of` is the index, in the same list, of the total that this is a part of; `cumulative` marks a toll over
    a time (منذ مطلع العام), `update` a raised toll (ارتفعت الحصيلة إلى). `by` are the tokens of the agent named between an active verb
    and its victims.
    """

    kind: Kind
    min: int | None
    max: int | None
    vague: bool
    of: CountOf
    start: int
    end: int
    first: int
    last: int
    head: int
    rule: str
    victims: tuple[int, int] | None = None
    modifiers: tuple[int, ...] = ()
    magnitude: int | None = None
    approx: bool = False
    cumulative: bool = False
    update: bool = False
    none: bool = False
    part_of: int | None = None
    by: tuple[int, int] | None = None

    @property
    def field(self) -> str:
        """The field of the record that it belongs to."""
        return FIELD_OF[self.kind]


@dataclass(slots=True)
class People:
    """A noun phrase of people: tokens [first, last], bounds, and what is known of them."""

    first: int
    last: int
    start: int
    min: int | None
    max: int | None
    vague: bool = False
    magnitude: int | None = None
    approx: bool = False
    of: CountOf = "unknown"
    noun: int | None = None
    quantified: bool = False
    known: bool = True
    loss: Head | None = None
    number: int = SINGULAR
    accusative: bool = False
    definite: bool = False
    modifiers: list[int] = field(default_factory=list)
    core: int = -1
    range_from: int | None = None
    other: bool = False
    partitive: bool = False


@dataclass(slots=True)
class Draft:
    """A mention under way."""

    kind: Kind
    people: People | None
    head: int
    rule: str
    min: int | None
    max: int | None
    vague: bool
    none: bool = False
    update: bool = False
    part_of: Draft | None = None
    by: tuple[int, int] | None = None
    quote_last: int | None = None
    quote_first: int | None = None
