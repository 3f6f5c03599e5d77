"""The schemes: projections of invented events, their rules one by one, and their validators."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from marsad.countries import countries
from marsad.events.notes import notes_of
from marsad.record import Actor, CodedReport, CoderInfo, Count, Event, Place, Source, Span
from marsad.schemes import SCHEMES, Item, Left, Scheme, items, scheme_of, vocabulary
from marsad.schemes import acled as acled_module
from marsad.schemes import ucdp as ucdp_module
from marsad.schemes.deaths import amount, estimates, fatalities
from marsad.schemes.notes import note_of

ACLED_COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction "
    "civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
UCDP_COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id "
    "side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end "
    "deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()

ARMY = Actor(quote="الجيش", start=0, end=5, name_en="Military Forces of Syria (2000-2024)", inter=1, country="SY", actor_id="military-forces-syria")
REBELS = Actor(quote="الفصائل", start=0, end=7, name_en="Opposition Rebels (Syria)", inter=2, country="SY")
CIVILIANS = Actor(quote="مدنيين", start=0, end=6, name_en="Civilians (Syria)", inter=7, country="SY")
TOWN = Place(
    quote="سراقب", start=10, end=15, name_en="Saraqib", country="SY", admin1="Idlib", admin2="Ariha", lat=35.86, lon=36.8, geo_precision=1, where_prec=1,
    radius_km=3.0,
)  # fmt: skip
SENTENCE = Span(start=0, end=20, quote="اشتبك الجيش في سراقب")


def event(**told: Any) -> Event:
    """An invented clash at Saraqib, with other fields as told."""
    base: dict[str, Any] = {
        "id": "e1", "layer": "acled", "type": "Armed clash", "event_type": "Battles", "plover": "ASSAULT", "triggers": (Span(start=0, end=5, quote="اشتبك"),),
        "date_start": dt.date(2020, 2, 4), "date_end": dt.date(2020, 2, 4), "time_precision": 1, "place": TOWN, "actor1": (ARMY,), "actor2": (REBELS,),
        "sentence": SENTENCE,
    }  # fmt: skip
    return Event(**(base | told))


def count(low: int | None, high: int | None, quote: str = "قتلى", **told: Any) -> Count:
    """An invented count."""
    return Count(min=low, max=high, quote=quote, start=0, end=4, **told)


def item(told: Event) -> Item:
    """The event in an invented report."""
    report = CodedReport(
        id="r1", title="اشتباكات في سراقب", published=dt.date(2020, 2, 5), source="Example Newspaper", url="https://news.example/1", coder=CoderInfo(version="0", lexicon="0")
    )  # fmt: skip
    return Item(told, report)


def row(scheme: str, told: Event) -> dict[str, Any]:
    """The checked row of an event, by column."""
    found = scheme_of(scheme)
    made = found.project(item(told))
    assert not isinstance(made, Left), made
    assert found.validate(made) == []
    return dict(zip((c.name for c in found.columns), made, strict=True))


def left(scheme: str, told: Event) -> str:
    """Why an event is left out."""
    made = scheme_of(scheme).project(item(told))
    assert isinstance(made, Left)
    assert made.reason in scheme_of(scheme).reasons
    return made.reason


def test_columns_are_those_of_the_codebooks_in_order() -> None:
    assert [c.name for c in scheme_of("acled").columns] == ACLED_COLUMNS
    assert len(ACLED_COLUMNS) == 31
    assert [c.name for c in scheme_of("ucdp").columns] == UCDP_COLUMNS
    assert len(UCDP_COLUMNS) == 49


def test_every_hxl_column_has_a_well_formed_tag_of_its_own() -> None:
    from marsad.schemes.hxl import TAG

    tags = [c.tag or "" for c in scheme_of("hxl").columns]
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert len(set(tags)) == len(tags)


def test_ids_of_vocabulary_entries_are_unique() -> None:
    acled, plover = vocabulary.acled(), vocabulary.plover()
    every = [e.id for e in acled.event_types] + [e.id for e in acled.defaults] + [e.id for e in vocabulary.amounts().amounts]
    every += [e.id for e in plover.modes] + [e.id for e in plover.contexts] + [e.id for e in plover.auxiliary]
    every += [e.id for left_out in (acled.left, plover.left, vocabulary.ucdp().left, vocabulary.hxl().left) for e in left_out]
    assert len(set(every)) == len(every)


def test_plover_mapping_names_only_known_categories_and_modes() -> None:
    words = vocabulary.plover()
    assert all(entry.mode in words.types[entry.type].modes for entry in words.modes)
    known = {entry.sub for entry in vocabulary.acled().event_types}
    assert all(entry.sub in known for entry in words.modes)
    assert {entry.context for entry in words.contexts} <= set(words.context_names)


def test_acled_row() -> None:
    told = row("acled", event(killed=count(3, 5), sources=(Source(quote="رويترز", start=0, end=6, name_en="Reuters", source_scale="International"),)))
    assert told["event_id_cnty"].startswith("SYR")
    assert (told["interaction"], told["inter1"], told["inter2"]) == ("State forces-Rebel group", "State forces", "Rebel group")
    assert (told["fatalities"], told["iso"], told["country"], told["region"]) == (3, 760, "Syria", "Middle East")
    assert (told["source"], told["source_scale"]) == ("Example Newspaper; Reuters", "International")
    assert (told["disorder_type"], told["civilian_targeting"]) == ("Political violence", None)
    assert told["notes"].startswith("On 4 February 2020, Military Forces of Syria (2000-2024) clashed with Opposition Rebels")


def test_notes_are_those_of_the_record_or_made_again() -> None:
    assert note_of(event(notes_en="As the record has it.")) == "As the record has it."
    assert note_of(event()) == notes_of(event())[0]
    assert note_of(event(type="Of another codebook")) == "Of another codebook."


def test_acled_interaction_has_the_lower_code_first_and_only_for_one_side() -> None:
    assert row("acled", event(actor1=(REBELS,), actor2=(ARMY,)))["interaction"] == "State forces-Rebel group"
    alone = row("acled", event(type="Air/drone strike", event_type="Explosions/Remote violence", actor2=()))
    assert (alone["interaction"], alone["actor2"], alone["inter2"]) == ("State forces only", None, None)


def test_acled_interactions_are_those_of_the_codebook() -> None:
    """Table 3 of the codebook: 44 texts of its two-digit codes, of which one puts the higher code first."""
    assert acled_module.interaction(7, 8) == acled_module.interaction(8, 7) == "External/Other forces-Civilians"
    assert acled_module.interaction(8, 1) == "State forces-External/Other forces"
    assert acled_module.interaction(6, None) == "Protesters only"


def test_acled_points_have_four_decimals() -> None:
    told = row("acled", event(place=TOWN.model_copy(update={"lat": 35.860123456, "lon": 36.79999999})))
    assert (told["latitude"], told["longitude"]) == (35.8601, 36.8)


def test_ucdp_countries_have_the_numbers_and_regions_of_gleditsch_and_ward() -> None:
    """Numbers that are often mistaken: those of states that have gone (680 South Yemen, 315 Czechoslovakia, 817 South Vietnam) or of another list."""
    numbers = {iso: state.gwno for iso, state in vocabulary.ucdp_countries().items()}
    expected = {"YE": 678, "CZ": 316, "VN": 816, "DE": 260, "RS": 345, "XK": 347, "GB": 200, "GR": 350, "SS": 626, "PS": 666, "IL": 666, "EG": 651, "SD": 625}
    assert {iso: numbers[iso] for iso in expected} == expected
    ranges = {"Americas": range(2, 200), "Europe": range(200, 400), "Africa": range(400, 630), "Middle East": range(630, 700), "Asia": range(700, 1000)}
    words = vocabulary.ucdp()
    for iso, number in numbers.items():
        region = words.region_by_country.get(iso) or words.regions[countries()[iso].region]
        assert number in ranges[region], (iso, number, region)


def test_acled_names_who_is_not_named() -> None:
    told = row("acled", event(type="Attack", event_type="Violence against civilians", actor1=(), actor2=()))
    assert (told["actor1"], told["actor2"]) == ("Unidentified Armed Group (Syria)", "Civilians (Syria)")
    assert (told["interaction"], told["civilian_targeting"]) == ("Political militia-Civilians", "Civilian targeting")
    assert left("acled", event(type="Agreement", event_type="Strategic developments", actor1=())) == "acled.left.actor"


def test_acled_further_actors_are_associates() -> None:
    assert row("acled", event(actor2=(REBELS, CIVILIANS, REBELS)))["assoc_actor_2"] == "Civilians (Syria)"


@pytest.mark.parametrize(
    "start, end, precision, expected",
    [
        ("2020-02-04", "2020-02-04", 1, ("2020-02-04", 1)),
        ("2020-02-04", "2020-02-06", 1, ("2020-02-05", 2)),
        ("2020-02-04", "2020-02-05", 1, ("2020-02-04", 2)),
        ("2020-02-03", "2020-02-09", 2, ("2020-02-06", 2)),
        ("2020-02-01", "2020-02-29", 3, ("2020-02-15", 3)),
        ("2020-02-01", "2020-02-08", 2, ("2020-02-04", 3)),
        ("2020-01-01", "2020-01-31", 3, ("2020-01-16", 3)),
        ("2020-01-01", "2020-02-01", 3, None),
        ("2020-02-04", "2020-02-04", 4, None),
        ("2020-02-04", "2020-02-04", None, None),
        ("2020-02-04", "2020-02-03", 1, None),
    ],
)
def test_acled_date_is_the_middle_of_a_period(start: str, end: str, precision: int | None, expected: tuple[str, int] | None) -> None:
    told = event(date_start=dt.date.fromisoformat(start), date_end=dt.date.fromisoformat(end), time_precision=precision)
    found = acled_module.date_of(told)
    assert (None if found is None else (found[0].isoformat(), found[1])) == expected


@pytest.mark.parametrize(
    "killed, type, expected",
    [
        (None, "Battles", 0),
        (count(5, 5), "Battles", 5),
        (count(30, None), "Battles", 30),
        (count(4, 9), "Battles", 4),
        (count(None, 2), "Battles", 2),
        (count(None, 40), "Violence against civilians", 3),
        (count(None, None, "عشرات القتلى", vague=True), "Battles", 10),
        (count(None, None, "مئات القتلى", vague=True), "Protests", 100),
        (count(None, None, "آلاف القتلى", vague=True), "Battles", 1000),
        (count(None, None, "بالعشرات", vague=True), "Battles", 10),
        (count(None, None, "عدد من القتلى", vague=True), "Battles", 10),
        (count(None, None, "عدد من القتلى", vague=True), "Violence against civilians", 3),
    ],
)
def test_acled_fatalities_are_the_lowest_credible(killed: Count | None, type: str, expected: int) -> None:
    assert fatalities(event(killed=killed, event_type=type)) == expected


@pytest.mark.parametrize("killed, expected", [(count(5, 5), (5, 5, 5)), (count(30, None), (30, 30, 30)), (count(4, 9), (4, 9, 4)), (count(None, 7), (0, 7, 0))])
def test_ucdp_estimates(killed: Count, expected: tuple[int, int, int]) -> None:
    assert estimates(event(killed=killed)) == expected


def test_no_magnitude_in_a_word_that_only_contains_one() -> None:
    assert amount("عشرة قتلى") is None
    assert amount("مئة قتيل") is None


@pytest.mark.parametrize(
    "told, reason",
    [
        ({"layer": "plover", "type": "THREATEN", "event_type": None, "plover": "THREATEN"}, "layer"),
        ({"status": "planned"}, "status"),
        ({"status": "denied"}, "status"),
        ({"scope": "aggregate"}, "aggregate"),
        ({"date_start": None, "date_end": None}, "date"),
        ({"place": None}, "place"),
        ({"place": TOWN.model_copy(update={"country": None})}, "place"),
        ({"place": TOWN.model_copy(update={"geo_precision": 4, "lat": None, "lon": None})}, "place"),
        ({"place": TOWN.model_copy(update={"geo_precision": 3, "lat": None, "lon": None, "admin1": None})}, "point"),
    ],
)
def test_acled_leaves_out(told: dict[str, Any], reason: str) -> None:
    assert left("acled", event(**told)) == f"acled.left.{reason}"


def test_an_area_gets_the_point_of_its_province() -> None:
    told = row("acled", event(place=TOWN.model_copy(update={"geo_precision": 3, "lat": None, "lon": None, "name_en": "Idlib"})))
    assert 35 < told["latitude"] < 37
    assert told["geo_precision"] == 3


def test_ucdp_state_based_puts_the_state_first() -> None:
    told = row(
        "ucdp", event(type="Air/drone strike", event_type="Explosions/Remote violence", actor1=(REBELS,), actor2=(ARMY,), killed=count(4, 6, of="combatants"))
    )
    assert (told["type_of_violence"], told["side_a"], told["side_b"]) == (1, "Government of Syria", REBELS.name_en)
    assert (told["best"], told["high"], told["low"]) == (4, 6, 4)
    assert (told["deaths_a"], told["deaths_b"], told["deaths_civilians"], told["deaths_unknown"]) == (4, 0, 0, 0)
    assert (told["gwnoa"], told["gwnob"], told["country_id"]) == (652, None, 652)


def test_ucdp_one_sided_and_non_state() -> None:
    told = row("ucdp", event(type="Attack", event_type="Violence against civilians", actor2=(CIVILIANS,), killed=count(2, 2)))
    assert (told["type_of_violence"], told["side_b"], told["deaths_civilians"]) == (3, "Civilians", 2)
    other = REBELS.model_copy(update={"name_en": "Islamic State"})
    told = row("ucdp", event(actor1=(REBELS,), actor2=(other,), killed=count(2, 2)))
    assert (told["type_of_violence"], told["deaths_unknown"]) == (2, 2)


@pytest.mark.parametrize(
    "told, reason",
    [
        ({"killed": None}, "deaths"),
        ({"killed": count(0, 0)}, "deaths"),
        ({"status": "denied"}, "status"),
        ({"date_start": None, "date_end": None}, "date"),
        ({"place": None}, "place"),
        ({"actor1": ()}, "actor"),
        ({"actor1": (REBELS.model_copy(update={"name_en": "Unidentified Armed Group (Syria)"}),)}, "actor"),
        ({"actor2": ()}, "side"),
    ],
)
def test_ucdp_leaves_out(told: dict[str, Any], reason: str) -> None:
    assert left("ucdp", event(**({"killed": count(1, 1)} | told))) == f"ucdp.left.{reason}"


@pytest.mark.parametrize(
    "start, end, precision, expected",
    [
        ("2020-02-04", "2020-02-04", 1, ("2020-02-04", 1)),
        ("2020-02-04", "2020-02-04", 2, ("2020-02-03", 2)),
        ("2020-02-04", "2020-02-09", 1, ("2020-02-04", 2)),
        ("2020-02-03", "2020-02-09", 2, ("2020-02-03", 3)),
        ("2020-02-01", "2020-02-29", 3, ("2020-02-01", 4)),
        ("2020-01-01", "2020-12-31", 4, ("2020-01-01", 5)),
        ("2020-01-01", "2021-12-31", 4, None),
    ],
)
def test_ucdp_dates(start: str, end: str, precision: int, expected: tuple[str, int] | None) -> None:
    found = ucdp_module.dates_of(event(date_start=dt.date.fromisoformat(start), date_end=dt.date.fromisoformat(end), time_precision=precision))
    assert (None if found is None else (found[0].isoformat(), found[2])) == expected


@pytest.mark.parametrize("latitude, longitude, cell", [(-90, -180, 1), (90, 180, 259200), (0.25, 0.25, 180 * 720 + 361), (33.5, 36.3, 247 * 720 + 433)])
def test_priogrid(latitude: float, longitude: float, cell: int) -> None:
    assert ucdp_module.priogrid(latitude, longitude) == cell


@pytest.mark.parametrize(
    "told, auxiliary",
    [
        ({}, None),
        ({"background": True}, "historical"),
        ({"status": "denied"}, "negated"),
        ({"status": "planned"}, "future"),
        ({"status": "planned", "date_start": None, "date_end": None}, "hypothetical"),
        ({"status": "denied", "background": True}, "historical; negated"),
    ],
)
def test_plover_auxiliary_modes(told: dict[str, Any], auxiliary: str | None) -> None:
    assert row("plover", event(**told))["auxiliary"] == auxiliary


def test_plover_sectors_and_mode() -> None:
    told = row("plover", event(type="Suicide bomb", event_type="Explosions/Remote violence", actor1=(REBELS,), actor2=(ARMY,)))
    assert (told["mode"], told["source_sector"], told["recipient_sector"], told["source_country"]) == ("suicide-attack", "REB", "MIL", "SYR")


def test_hxl_keeps_ranges_and_leaves_out_plans() -> None:
    told = row("hxl", event(injured=count(3, None)))
    assert (told["injured_min"], told["injured_max"], told["killed_min"]) == (3, None, None)
    assert left("hxl", event(status="planned")) == "hxl.left.status"


@pytest.mark.parametrize(
    "scheme, column, value",
    [
        ("acled", "sub_event_type", "Skirmish"), ("acled", "event_type", "Riots"), ("acled", "interaction", "State forces only"), ("acled", "year", 2021),
        ("acled", "fatalities", -1), ("acled", "latitude", 91.0), ("acled", "geo_precision", 4), ("acled", "actor1", None), ("acled", "notes", ""),
        ("acled", "event_id_cnty", "IRQ1"), ("acled", "time_precision", 1.5), ("acled", "source_scale", "Galactic"), ("ucdp", "best", 9), ("ucdp", "deaths_unknown", 5),
        ("ucdp", "where_prec", 8), ("ucdp", "date_prec", 6), ("ucdp", "type_of_violence", 4), ("ucdp", "priogrid_gid", 1), ("ucdp", "side_a", "Nobody in particular"),
        ("ucdp", "region", "Atlantis"), ("plover", "event_type", "FIGHT"), ("plover", "mode", "demo"), ("plover", "negated", True), ("plover", "quad_class", 1),
        ("hxl", "killed_min", 9), ("hxl", "latitude", None), ("hxl", "event_type", None),
    ],
)  # fmt: skip
def test_validators_refuse(scheme: str, column: str, value: object) -> None:
    found = scheme_of(scheme)
    good = list(row(scheme, event(killed=count(4, 6))).values())
    good[found.index(column)] = value
    assert found.validate(tuple(good)) != []


def test_ids_stay_and_differ() -> None:
    first, again, other = (row("plover", event(id=i))["event_id"] for i in ("e1", "e1", "e2"))
    assert first == again != other
    assert first < 2**53


@pytest.mark.parametrize("name", SCHEMES)
def test_examples_project_to_valid_rows(name: str) -> None:
    from marsad.pipeline import Coder
    from marsad.reading import read_inputs
    from marsad.report import Report

    scheme: Scheme = scheme_of(name)
    coder = Coder()
    records = [coder.code(r) for r in read_inputs(["examples/reports"]) if isinstance(r, Report)]
    made = [scheme.project(told) for told in items(records)]
    rows = [r for r in made if not isinstance(r, Left)]
    assert len(rows) >= 3
    assert [problem for r in rows for problem in scheme.validate(r)] == []
    assert all(r.reason in scheme.reasons for r in made if isinstance(r, Left))


def test_unknown_scheme_names_the_known() -> None:
    with pytest.raises(KeyError, match="acled, ucdp, plover, hxl"):
        scheme_of("cameo")


def test_the_documentation_names_every_reason() -> None:
    from pathlib import Path

    text = Path("docs/schemes.md").read_text(encoding="utf-8")
    assert [reason for name in SCHEMES for reason in scheme_of(name).reasons if f"`{reason}`" not in text] == []
