"""The vocabularies of the schemes: `data/*.yaml` and `data/*.tsv`, read once and checked against types."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from marsad.countries import countries


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(_Part):
    """Why an event is left out."""

    id: str
    says: str


class AcledType(_Part):
    """A sub-event type with its event type and disorder type; `targeting`: civilians are its target by definition."""

    id: str
    sub: str
    type: str
    disorder: str
    targeting: bool = False


class AcledDefault(_Part):
    """Who stands on a side that the report does not name; `{}` in the name is the country."""

    id: str
    side: int = Field(ge=1, le=2)
    type: str
    name: str
    inter: int = Field(ge=1, le=8)


class Acled(_Part):
    """`acled.yaml`."""

    scheme: str
    event_types: list[AcledType]
    inter: dict[int, str]
    sole: str
    interactions: dict[int, str]
    defaults: list[AcledDefault]
    source_scales: list[str]
    undisclosed: str
    targeting: str
    crowd: str
    recalled: str
    left: list[Reason]


class Amount(_Part):
    """Words that tell an amount without a figure, and the least that they mean."""

    id: str
    words: list[str]
    least: int = Field(ge=1)


class Amounts(_Part):
    """`amounts.yaml`."""

    amounts: list[Amount]
    several: int
    several_by_type: dict[str, int]


class PloverType(_Part):
    """A PLOVER category: quad class 1-4 and its modes."""

    quad: int = Field(ge=1, le=4)
    modes: list[str]


class PloverMode(_Part):
    """From sub-event type and category to a mode."""

    id: str
    sub: str
    type: str
    mode: str


class PloverContext(_Part):
    """A context for the events that have all of the named fields."""

    id: str
    context: str
    event_type: str | None = None
    sub: str | None = None
    type: str | None = None


class PloverAuxiliary(_Part):
    """An auxiliary mode and when it holds."""

    id: str
    mode: str
    when: str


class Plover(_Part):
    """`plover.yaml`."""

    scheme: str
    types: dict[str, PloverType]
    modes: list[PloverMode]
    contexts: list[PloverContext]
    context_names: list[str]
    sectors: dict[int, str]
    sector_names: dict[str, str]
    auxiliary: list[PloverAuxiliary]
    left: list[Reason]


class Ucdp(_Part):
    """`ucdp.yaml`."""

    scheme: str
    types: dict[int, str]
    state_names: list[str]
    unidentified: list[str]
    unarmed: list[int]
    civilians: str
    government: str
    code_status: str
    where_by_geo: dict[int, int]
    regions: dict[str, str]
    region_by_country: dict[str, str]
    one_way: list[str]
    left: list[Reason]


class Hxl(_Part):
    """`hxl.yaml`."""

    scheme: str
    statuses: list[str]
    left: list[Reason]


class UcdpCountry(_Part):
    """A country as UCDP has it: Gleditsch-Ward number and name."""

    gwno: int
    name: str


V = TypeVar("V", bound=BaseModel)


def _text(name: str) -> str:
    return resources.files("marsad.schemes").joinpath("data", name).read_text(encoding="utf-8")


def _load(name: str, model: type[V]) -> V:
    return model.model_validate(yaml.load(_text(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


@lru_cache(maxsize=1)
def acled() -> Acled:
    """ACLED's vocabulary."""
    return _load("acled.yaml", Acled)


@lru_cache(maxsize=1)
def amounts() -> Amounts:
    """Vague amounts."""
    return _load("amounts.yaml", Amounts)


@lru_cache(maxsize=1)
def plover() -> Plover:
    """PLOVER's vocabulary."""
    return _load("plover.yaml", Plover)


@lru_cache(maxsize=1)
def ucdp() -> Ucdp:
    """UCDP GED's vocabulary."""
    return _load("ucdp.yaml", Ucdp)


@lru_cache(maxsize=1)
def hxl() -> Hxl:
    """HXL's vocabulary."""
    return _load("hxl.yaml", Hxl)


@lru_cache(maxsize=1)
def ucdp_countries() -> dict[str, UcdpCountry]:
    """Gleditsch-Ward states by ISO 3166 alpha-2 code; a country without a number of its own and without a state that UCDP counts it under is absent."""
    lines = [line.split("\t") for line in _text("gw.tsv").splitlines() if line and not line.startswith("#")][1:]
    known = countries()
    return {iso: UcdpCountry(gwno=int(number), name=name or known[iso].name_en) for iso, number, name in lines}
