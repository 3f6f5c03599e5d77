"""The coded record: the codebook as types, to and from JSON.

Spans are half-open code point offsets into the report's full text (`title + "\\n" + text`, or the text alone without a title); for every
span with a quote, `full_text[start:end] == quote`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal, ParamSpec, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field

from marsad.report import PublishedBasis

RECORD_VERSION = "1.0"
"""Version of the record's shape; its JSON Schema is kept in `docs/record.schema.json` under test."""

Layer = Literal["acled", "plover"]
Status = Literal["occurred", "ongoing", "planned", "denied"]
Scope = Literal["single", "aggregate"]
CountOf = Literal["civilians", "combatants", "mixed", "unknown"]
SourceRole = Literal["reported", "claimed", "confirmed", "denied"]


P = ParamSpec("P")
M = TypeVar("M", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")


def unchecked(model: Callable[P, M]) -> Callable[P, M]:
    """A constructor of a part of the record that takes the same arguments and checks nothing: for the coder, whose values fit by their types
    (a checker of types sees the arguments) and who makes two hundred parts a report. It takes half the time and gives an equal part."""
    made = cast("type[M]", model)
    blank = {name: None if known.is_required() else known.default for name, known in made.model_fields.items()}
    new, put = object.__new__, object.__setattr__

    def make(*_: P.args, **values: P.kwargs) -> M:
        part = new(made)
        put(part, "__dict__", blank | values)  # in the order of the fields, which is that of the JSON
        put(part, "__pydantic_fields_set__", set(values))
        put(part, "__pydantic_extra__", None)
        put(part, "__pydantic_private__", None)
        return part

    return make


class Span(_Part):
    """Words of the full text: half-open offsets and the quote they hold."""

    start: int
    end: int
    quote: str


class Time(Span):
    """A temporal expression: TIMEX3 type and value, the first and last day it can mean, ACLED (1-3) and UCDP (1-5) precision."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    precision: int | None = None
    ucdp_precision: int | None = None
    rule: str


class PlaceMention(Span):
    """A place named in the text, resolved to one point or area, or not (`name_en` null: the tool abstains)."""

    name: str
    name_en: str | None = None
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geo_precision: int | None = None
    where_prec: int | None = None
    gazetteer_id: str | None = None
    confidence: float | None = None
    rule: str


class ActorMention(Span):
    """An actor named in the text: who, ACLED inter code, home country."""

    name: str
    name_en: str
    inter: int
    country: str | None = None
    actor_id: str | None = None
    rule: str


class Place(_Part):
    """Where an event happened. Coordinates only for geo_precision 1 and 2; `radius_km` is the uncertainty of the point."""

    quote: str
    start: int
    end: int
    name_en: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    geo_precision: int
    where_prec: int | None = None
    radius_km: float | None = None
    gazetteer_id: str | None = None
    confidence: float | None = None


class Actor(_Part):
    """Who acts or whom it is done to."""

    quote: str
    start: int
    end: int
    name_en: str
    inter: int
    country: str | None = None
    actor_id: str | None = None


class Count(_Part):
    """A loss as told: `min` and `max` null with `vague` for "dozens"; "at least 30" is min 30, max null; "up to N" min null, max N."""

    min: int | None = None
    max: int | None = None
    vague: bool = False
    of: CountOf = "unknown"
    quote: str
    start: int
    end: int


class Source(_Part):
    """Who is said to report, claim, confirm or deny the event; `source_scale` in ACLED's vocabulary."""

    quote: str
    start: int
    end: int
    role: SourceRole = "reported"
    name_en: str | None = None
    source_id: str | None = None
    source_scale: str | None = None


class Why(_Part):
    """Why a field has its value: the rule or lexicon entry, the words it read, and what it did, in English."""

    field: str
    rule: str
    start: int | None = None
    end: int | None = None
    note: str = ""


class Event(_Part):
    """One coded event: the fields of the codebook."""

    id: str
    layer: Layer
    type: str
    alt_types: tuple[str, ...] = ()
    event_type: str | None = None
    plover: str
    status: Status = "occurred"
    background: bool = False
    scope: Scope = "single"
    triggers: tuple[Span, ...]
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    time_precision: int | None = None
    date_quote: str | None = None
    date_value: str | None = None
    place: Place | None = None
    actor1: tuple[Actor, ...] = ()
    actor2: tuple[Actor, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    captured: Count | None = None
    missing: Count | None = None
    displaced: Count | None = None
    civilian_targeting: bool = False
    sources: tuple[Source, ...] = ()
    sentence: Span
    notes_en: str = ""
    notes_ar: str = ""
    why: tuple[Why, ...] = ()


class CoderInfo(_Part):
    """What coded the record: the coder's name, the package version and the version of its lexicon (a hash of its data)."""

    name: str = "rules"
    version: str
    lexicon: str


class CodedReport(_Part):
    """A report with everything that was read out of it."""

    record_version: str = RECORD_VERSION
    id: str
    title: str = ""
    published: dt.date | None = None
    published_basis: PublishedBasis = "unknown"
    language: str | None = None
    source: str | None = None
    url: str | None = None
    sha256: str = ""
    coder: CoderInfo
    notices: tuple[str, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    events: tuple[Event, ...] = Field(default=())

    def to_json(self) -> str:
        """One line of JSON, keys in the order of the record, Arabic as it is."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, line: str | bytes) -> CodedReport:
        """Read a record back; raises `pydantic.ValidationError` (a ValueError) where it does not fit."""
        return cls.model_validate_json(line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one record."""
    schema = CodedReport.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = f"https://marsad.example/record-{RECORD_VERSION}.schema.json"
    return schema
