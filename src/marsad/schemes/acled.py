"""A record's event as a row of ACLED: 31 columns, its rules for dates, actors and the dead. Vocabulary: `data/acled.yaml`; see docs/schemes.md."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.countries import countries
from marsad.schemes import vocabulary
from marsad.schemes.base import Column, Left, Row, Scheme, Told, joined, number_of
from marsad.schemes.deaths import fatalities
from marsad.schemes.notes import note_of
from marsad.schemes.points import point_of

if TYPE_CHECKING:
    from marsad.record import Actor, Event, Source
    from marsad.schemes.vocabulary import AcledDefault, AcledType

COLUMNS = (
    Column("event_id_cnty"), Column("event_date", "date"), Column("year", "integer"), Column("time_precision", "integer"), Column("disorder_type"),
    Column("event_type"), Column("sub_event_type"), Column("actor1"), Column("assoc_actor_1"), Column("inter1"), Column("actor2"), Column("assoc_actor_2"),
    Column("inter2"), Column("interaction"), Column("civilian_targeting"), Column("iso", "integer"), Column("region"), Column("country"), Column("admin1"),
    Column("admin2"), Column("admin3"), Column("location"), Column("latitude", "real"), Column("longitude", "real"), Column("geo_precision", "integer"),
    Column("source"), Column("source_scale"), Column("notes"), Column("fatalities", "integer"), Column("tags"), Column("timestamp", "integer"),
)  # fmt: skip
WEEK, MONTH = 7, 31
"""Days of the longest period of time precision 2, and of 3."""
_ID = re.compile(r"[A-Z]{3}\d{1,16}")


@lru_cache(maxsize=1)
def _types() -> dict[str, AcledType]:
    return {entry.sub: entry for entry in vocabulary.acled().event_types}


@lru_cache(maxsize=1)
def _defaults() -> dict[tuple[int, str], AcledDefault]:
    return {(entry.side, entry.type): entry for entry in vocabulary.acled().defaults}


@lru_cache(maxsize=1)
def _iso3() -> dict[str, str]:
    return {country.name_en: country.iso3 for country in countries().values()}


def project(told: Told) -> Row | Left:
    """The row of an event, or why ACLED would not have it."""
    event, report, words = told.event, told.report, vocabulary.acled()
    kind = _types().get(event.type)
    if event.layer != "acled" or kind is None:
        return Left("acled.left.layer")
    if event.status not in ("occurred", "ongoing"):
        return Left("acled.left.status")
    if event.scope == "aggregate":
        return Left("acled.left.aggregate")
    when = date_of(event)
    if when is None:
        return Left("acled.left.date")
    place, country = event.place, countries().get(event.place.country or "") if event.place else None
    if place is None or country is None or place.geo_precision > 3:
        return Left("acled.left.place")
    point = point_of(place)
    if point is None:
        return Left("acled.left.point")
    first = _side(1, event.actor1, kind.type, country.name_en)
    second = _side(2, event.actor2, kind.type, country.name_en)
    if first is None:
        return Left("acled.left.actor")
    day, precision = when
    demonstration = "Demonstrations" in kind.disorder
    tags = joined([words.crowd if demonstration else None, words.recalled if event.background else None]) if demonstration or event.background else None
    return (
        f"{country.iso3}{number_of(report.id, event.id)}", day, day.year, precision, kind.disorder, kind.type, kind.sub,
        first[0], first[1], words.inter[first[2]], second[0] if second else None, second[1] if second else None, words.inter[second[2]] if second else None,
        interaction(first[2], second[2] if second else None), words.targeting if kind.targeting or event.civilian_targeting else None,
        int(country.numeric), country.region, country.name_en, place.admin1 or None, place.admin2 or None, None, place.name_en, round(point[0], 4), round(point[1], 4), place.geo_precision,
        joined([report.source, *[s.name_en for s in event.sources]]) or words.undisclosed, _scale(event.sources),
        note_of(event), fatalities(event), tags, int(told.updated.timestamp()) if told.updated else None,
    )  # fmt: skip


def date_of(event: Event) -> tuple[dt.date, int] | None:
    """ACLED's one day and its precision: of a period the middle day (the earlier of two), precision 2 up to a week and 3 up to a month; None
    where there is no day, the precision is worse than 3, or the period is longer."""
    start, precision = event.date_start, event.time_precision
    if start is None or precision is None or not 1 <= precision <= 3:
        return None
    days = ((event.date_end or start) - start).days
    if days < 0 or days >= MONTH:
        return None
    spread = 1 if days == 0 else 2 if days < WEEK else 3
    return start + dt.timedelta(days // 2), max(precision, spread)


@lru_cache(maxsize=128)
def interaction(inter1: int, inter2: int | None) -> str:
    """ACLED's text for two inter codes, the lower code first but for ACLED's own exceptions; "... only" where one side acts alone."""
    words = vocabulary.acled()
    if inter2 is None:
        return words.sole.format(words.inter[inter1])
    low, high = sorted((inter1, inter2))
    return words.interactions.get(10 * low + high) or f"{words.inter[low]}-{words.inter[high]}"


def _side(side: int, actors: tuple[Actor, ...], event_type: str, country: str) -> tuple[str, str | None, int] | None:
    """Actor, associated actors and inter code of a side; where nobody is named, who ACLED writes then, or None."""
    if actors:
        others = joined([a.name_en for a in actors[1:] if a.name_en != actors[0].name_en]) if len(actors) > 1 else None
        return actors[0].name_en, others, actors[0].inter
    default = _defaults().get((side, event_type))
    return (default.name.format(country), None, default.inter) if default else None


def _scale(sources: tuple[Source, ...]) -> str | None:
    if not sources:
        return None
    told = {source.source_scale for source in sources}
    return "-".join(scale for scale in vocabulary.acled().source_scales if scale in told) or None


_OPTIONAL = frozenset("assoc_actor_1 actor2 assoc_actor_2 inter2 civilian_targeting admin1 admin2 admin3 source_scale tags timestamp".split())
_REQUIRED = tuple((position, column.name) for position, column in enumerate(COLUMNS) if column.name not in _OPTIONAL)


@lru_cache(maxsize=1)
def _codes() -> dict[str, int]:
    return {text: code for code, text in vocabulary.acled().inter.items()}


@lru_cache(maxsize=1)
def _scales() -> frozenset[str]:
    return frozenset(vocabulary.acled().source_scales)


def problems(row: Row) -> list[str]:
    """What ACLED's codebook would refuse in a row."""
    missing = [f"{name}: must not be empty" for position, name in _REQUIRED if row[position] is None]
    if missing:
        return missing
    (
        key, day, year, time_precision, disorder, event_type, sub, _, _, inter1, actor2, _, inter2, between, targeting, _, _, country, _, _, _, _, latitude, longitude,
        geo_precision, _, scale, _, fatal, _, _,
    ) = row  # fmt: skip
    codes, civilians, kind = _codes(), vocabulary.acled().targeting, _types().get(sub)
    known = inter1 in codes and (inter2 is None or inter2 in codes)
    rules = (
        (_ID.fullmatch(key) is not None, "event_id_cnty: is not ISO alpha-3 and a number"),
        (key[:3] == _iso3().get(country), "event_id_cnty: does not begin with the code of the country"),
        (day.year == year, "year: is not that of event_date"),
        (time_precision in (1, 2, 3), "time_precision: is not 1, 2 or 3"),
        (geo_precision in (1, 2, 3), "geo_precision: is not 1, 2 or 3"),
        (kind is not None, "sub_event_type: is no sub-event type of ACLED"),
        (kind is None or (event_type, disorder) == (kind.type, kind.disorder), "event_type, disorder_type: are not those of the sub-event type"),
        (kind is None or not kind.targeting or targeting == civilians, "civilian_targeting: is missing for a sub-event type that has it by definition"),
        (targeting in (None, civilians), "civilian_targeting: is no text of ACLED"),
        (known, "inter1, inter2: are no inter texts of ACLED"),
        ((actor2 is None) == (inter2 is None), "inter2: stands without actor2, or is missing beside it"),
        (not known or between == interaction(codes[inter1], codes.get(inter2)), "interaction: does not fit inter1 and inter2"),
        (-90 <= latitude <= 90, "latitude: is out of range"),
        (-180 <= longitude <= 180, "longitude: is out of range"),
        (fatal >= 0, "fatalities: is negative"),
        (scale is None or set(scale.split("-")) <= _scales(), "source_scale: is no scale of ACLED"),
    )  # fmt: skip
    return [says for holds, says in rules if not holds]


SCHEME = Scheme("acled", COLUMNS, project, problems, {r.id: r.says for r in vocabulary.acled().left}, "event_id_cnty")
