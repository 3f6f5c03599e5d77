"""A record's event as a row of UCDP GED: 49 columns, organised violence with at least one death told. Vocabulary: `data/ucdp.yaml`; see docs/schemes.md."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from marsad.countries import countries
from marsad.schemes import vocabulary
from marsad.schemes.base import Column, Left, Row, Scheme, Told, joined, number_of
from marsad.schemes.deaths import estimates
from marsad.schemes.notes import note_of
from marsad.schemes.points import point_of

if TYPE_CHECKING:
    from marsad.record import Actor, Event

COLUMNS = (
    Column("id", "integer"), Column("relid"), Column("year", "integer"), Column("active_year", "flag"), Column("code_status"), Column("type_of_violence", "integer"),
    Column("conflict_dset_id"), Column("conflict_new_id", "integer"), Column("conflict_name"), Column("dyad_dset_id"), Column("dyad_new_id", "integer"),
    Column("dyad_name"), Column("side_a_dset_id"), Column("side_a_new_id", "integer"), Column("side_a"), Column("side_b_dset_id"), Column("side_b_new_id", "integer"),
    Column("side_b"), Column("number_of_sources", "integer"), Column("source_article"), Column("source_office"), Column("source_date"), Column("source_headline"),
    Column("source_original"), Column("where_prec", "integer"), Column("where_coordinates"), Column("where_description"), Column("adm_1"), Column("adm_2"),
    Column("latitude", "real"), Column("longitude", "real"), Column("geom_wkt"), Column("priogrid_gid", "integer"), Column("country"), Column("country_id", "integer"),
    Column("region"), Column("event_clarity", "integer"), Column("date_prec", "integer"), Column("date_start", "date"), Column("date_end", "date"),
    Column("deaths_a", "integer"), Column("deaths_b", "integer"), Column("deaths_civilians", "integer"), Column("deaths_unknown", "integer"),
    Column("best", "integer"), Column("high", "integer"), Column("low", "integer"), Column("gwnoa", "integer"), Column("gwnob", "integer"),
)  # fmt: skip
_AT = {column.name: position for position, column in enumerate(COLUMNS)}
_SPANS = {1: (0, 0), 2: (0, 5), 3: (0, 6), 4: (0, 30), 5: (0, 365)}
"""By date_prec: the least and the most days between date_start and date_end."""


def project(told: Told) -> Row | Left:
    """The row of an event, or why UCDP would not have it."""
    event, report, words = told.event, told.report, vocabulary.ucdp()
    if event.layer != "acled":
        return Left("ucdp.left.layer")
    if event.status not in ("occurred", "ongoing"):
        return Left("ucdp.left.status")
    deaths = estimates(event)
    if deaths is None or max(deaths) == 0:
        return Left("ucdp.left.deaths")
    when = dates_of(event)
    if when is None:
        return Left("ucdp.left.date")
    place = event.place
    state = vocabulary.ucdp_countries().get(place.country or "") if place else None
    if place is None or state is None:
        return Left("ucdp.left.place")
    point = point_of(place, country=True)
    if point is None:
        return Left("ucdp.left.point")
    sides = sides_of(event)
    if isinstance(sides, Left):
        return sides
    violence, a, b, swapped = sides
    (start, end, date_prec), (best, high, low) = when, deaths
    number, where, country = number_of(report.id, event.id), place.where_prec or words.where_by_geo[place.geo_precision], countries()[place.country or ""]
    names = tuple(dict.fromkeys(n for n in (report.source, *(s.name_en for s in event.sources)) if n))
    published = report.published.isoformat() if report.published else None
    side_a, side_b = _named(event, a), _named(event, b)
    dyad = f"{side_a} - {side_b}"
    return (
        number, f"{country.iso3}-{start.year}-{violence}-{number}", start.year, None, words.code_status, violence,
        None, None, dyad, None, None, dyad, None, None, side_a, None, None, side_b, len(names) or 1,
        joined((report.source, published, report.title), ",") or report.url, report.source, published, report.title or None, joined(s.name_en for s in event.sources),
        where, place.name_en, note_of(event), place.admin1 or None, place.admin2 or None, point[0], point[1],
        f"POINT ({point[1]:.6f} {point[0]:.6f})", priogrid(*point), state.name, state.gwno, words.region_by_country.get(country.iso2) or words.regions.get(country.region),
        2 if event.scope == "aggregate" else 1, date_prec, start, end, *_deaths_by_side(event, violence, best, swapped), best, high, low,
        _gwno(event.actor2 if swapped else event.actor1, a), _gwno(event.actor1 if swapped else event.actor2, b) if violence != 3 else None,
    )  # fmt: skip


def dates_of(event: Event) -> tuple[dt.date, dt.date, int] | None:
    """First day, last day and date_prec: 1 the day, 2 up to six days, 3 a week, 4 a month, 5 a year; None without a day or beyond a year.

    News told without a date (precision 2, one day) happened on that day or the day before: the period is those two days.
    """
    start, precision = event.date_start, event.time_precision
    if start is None:
        return None
    end = event.date_end or start
    if start == end and precision == 2 and start > dt.date.min:
        start -= dt.timedelta(1)
    days = (end - start).days
    if days < 0 or days > _SPANS[5][1]:
        return None
    told = {1: 1, 2: 2, 3: 4}.get(precision or 0, 5)
    return start, end, max(told, next(prec for prec, (_, most) in _SPANS.items() if days <= most))


def sides_of(event: Event) -> tuple[int, str, str, bool] | Left:
    """type_of_violence, side A, side B, and whether they were swapped: of state-based violence the state is side A, of one-sided violence
    the perpetrator is side A and side B are civilians."""
    words = vocabulary.ucdp()
    first, second = _organised(event.actor1), _organised(event.actor2)
    victims = any(a.inter in words.unarmed for a in event.actor2)
    if first and second:
        if is_state(first):
            return 1, first, second, False
        if is_state(second):
            return 1, second, first, True
        return 2, first, second, False
    if first is None:
        return Left("ucdp.left.actor")
    if victims or event.civilian_targeting:
        return 3, first, words.civilians, False
    return Left("ucdp.left.side")


def is_state(name: str) -> bool:
    """Whether an actor is an organ of a state, by its English name."""
    return name.startswith(tuple(vocabulary.ucdp().state_names))


def _organised(actors: tuple[Actor, ...]) -> str | None:
    words = vocabulary.ucdp()
    return next((a.name_en for a in actors if a.inter not in words.unarmed and not a.name_en.startswith(tuple(words.unidentified))), None)


def _named(event: Event, name: str) -> str:
    """A side as UCDP names it: an organ of a state is the government of that state, all others keep their name."""
    actor = next((a for a in (*event.actor1, *event.actor2) if a.name_en == name), None)
    state = vocabulary.ucdp_countries().get(actor.country or "") if actor and is_state(name) else None
    return vocabulary.ucdp().government.format(state.name) if state else name


def _gwno(actors: tuple[Actor, ...], name: str) -> int | None:
    actor = next((a for a in actors if a.name_en == name), None)
    state = vocabulary.ucdp_countries().get(actor.country or "") if actor and is_state(name) else None
    return state.gwno if state else None


def _deaths_by_side(event: Event, violence: int, best: int, swapped: bool) -> tuple[int, int, int, int]:
    """deaths_a, deaths_b, deaths_civilians, deaths_unknown; they add up to best. The record tells whether civilians or combatants died,
    not of which side: combatants are the target's where the means strike one way, else unknown."""
    of = event.killed.of if event.killed else "unknown"
    if of == "civilians" or (violence == 3 and of != "combatants"):
        return 0, 0, best, 0
    if of == "combatants" and violence != 3 and event.type in vocabulary.ucdp().one_way:
        return (best, 0, 0, 0) if swapped else (0, best, 0, 0)
    return 0, 0, 0, best


def priogrid(latitude: float, longitude: float) -> int:
    """The cell of PRIO-GRID 2.0 (half a degree, row by row from the south-west corner, from 1) that a point in degrees lies in."""
    row, column = min(math.floor((latitude + 90) * 2), 359), min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def problems(row: Row) -> list[str]:
    """What UCDP's codebook would refuse in a row."""
    words, wrong = vocabulary.ucdp(), []
    value = dict(zip((c.name for c in COLUMNS), row, strict=True))
    optional = {
        "active_year", "conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id", "side_a_dset_id", "side_a_new_id", "side_b_dset_id",
        "side_b_new_id", "source_article", "source_office", "source_date", "source_headline", "source_original", "adm_1", "adm_2", "gwnoa", "gwnob",
    }  # fmt: skip
    wrong += [f"{name} must not be empty" for name, told in value.items() if told is None and name not in optional]
    if wrong:
        return wrong

    def check(holds: bool, says: str) -> None:
        if not holds:
            wrong.append(says)

    check(value["type_of_violence"] in words.types, f"type_of_violence {value['type_of_violence']} is not 1, 2 or 3")
    check(1 <= value["where_prec"] <= 7, f"where_prec {value['where_prec']} is not 1 to 7")
    check(value["event_clarity"] in (1, 2), f"event_clarity {value['event_clarity']} is not 1 or 2")
    check(value["low"] <= value["best"] <= value["high"], "low, best and high are not in order")
    check(value["high"] >= 1, "no death is told")
    check(sum(value[f"deaths_{x}"] for x in ("a", "b", "civilians", "unknown")) == value["best"], "the deaths by side do not add up to best")
    span = (value["date_end"] - value["date_start"]).days
    least, most = _SPANS.get(value["date_prec"], (1, 0))
    check(least <= span <= most, f"date_prec {value['date_prec']} does not fit a period of {span + 1} days")
    check(value["year"] == value["date_start"].year, "year is not that of date_start")
    check(-90 <= value["latitude"] <= 90 and -180 <= value["longitude"] <= 180, "the point is out of range")
    if not wrong:
        check(value["priogrid_gid"] == priogrid(value["latitude"], value["longitude"]), "priogrid_gid is not that of the point")
    check(value["type_of_violence"] != 3 or value["side_b"] == words.civilians, "side_b of one-sided violence is not civilians")
    check(value["type_of_violence"] != 1 or is_state(value["side_a"]), "side_a of state-based violence is no state")
    check(value["region"] in {*words.regions.values(), *words.region_by_country.values()}, f"region {value['region']!r} is no region of UCDP")
    return wrong


SCHEME = Scheme("ucdp", COLUMNS, project, problems, {r.id: r.says for r in vocabulary.ucdp().left}, "id")
