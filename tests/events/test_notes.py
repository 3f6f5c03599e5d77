"""Notes say no more than the fields."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.events.decide import EVENT_TYPE_OF, PLOVER_TYPES
from marsad.events.notes import note_words, notes_of
from marsad.record import Actor, Count, Event, Place, Source, Span

SPAN = Span(start=0, end=1, quote="ق")


def event(**fields: object) -> Event:
    given: dict[str, object] = {
        "id": "e", "layer": "acled", "type": "Armed clash", "plover": "ASSAULT", "triggers": (SPAN,), "sentence": SPAN,
        "date_start": dt.date(2020, 10, 20), "date_end": dt.date(2020, 10, 20), "time_precision": 1,
    }  # fmt: skip
    return Event.model_validate({**given, **fields})


def side(name: str, quote: str = "قوات") -> Actor:
    return Actor(quote=quote, start=0, end=len(quote), name_en=name, inter=1, country=None)


PLACE = Place(quote="تدمر", start=0, end=4, name_en="Tadmur", country="SY", admin1="Homs", geo_precision=1)


@pytest.mark.parametrize(
    ("fields", "english"),
    [
        ({}, "On 20 October 2020, there was an armed clash."),
        ({"actor1": (side("A"),)}, "On 20 October 2020, A fought an armed clash."),
        ({"actor2": (side("B"),)}, "On 20 October 2020, B came under armed attack."),
        ({"actor1": (side("A"), side("C")), "actor2": (side("B"),)}, "On 20 October 2020, A and C clashed with B."),
        ({"time_precision": 2}, "Around 20 October 2020, there was an armed clash."),
        ({"date_start": None, "date_end": None}, "On a day not told, there was an armed clash."),
        ({"date_end": dt.date(2020, 10, 22)}, "Between 20 October 2020 and 22 October 2020, there was an armed clash."),
        ({"place": PLACE}, "On 20 October 2020, there was an armed clash in Tadmur, Homs, Syria."),
        ({"place": PLACE.model_copy(update={"geo_precision": 2})}, "On 20 October 2020, there was an armed clash in or near Tadmur, Homs, Syria."),
        ({"killed": Count(min=5, max=5, quote="5", start=0, end=1)}, "On 20 October 2020, there was an armed clash; 5 killed."),
        ({"killed": Count(min=30, quote="30", start=0, end=2)}, "On 20 October 2020, there was an armed clash; at least 30 killed."),
        ({"injured": Count(max=12, quote="12", start=0, end=2)}, "On 20 October 2020, there was an armed clash; up to 12 injured."),
        ({"killed": Count(min=11, max=14, quote="11", start=0, end=2)}, "On 20 October 2020, there was an armed clash; 11 to 14 killed."),
        ({"killed": Count(vague=True, quote="عشرات", start=0, end=5)}, "On 20 October 2020, there was an armed clash; an unknown number killed."),
        ({"status": "planned"}, "On 20 October 2020, there was an armed clash (planned or threatened)."),
        ({"status": "denied"}, "On 20 October 2020, there was an armed clash (denied)."),
        ({"scope": "aggregate"}, "On 20 October 2020, there was an armed clash repeatedly."),
        (
            {"sources": (Source(quote="المرصد", start=0, end=6, name_en="Observatory"), Source(quote="الجيش", start=0, end=5, name_en="Army", role="denied"))},
            "On 20 October 2020, there was an armed clash, according to Observatory (denied by Army).",
        ),
        ({"type": "REQUEST", "layer": "plover", "actor1": (side("A"),), "actor2": (side("B"),)}, "On 20 October 2020, A made a demand of B."),
    ],
)  # fmt: skip
def test_english(fields: dict[str, object], english: str) -> None:
    assert notes_of(event(**fields))[0] == english


def test_arabic_quotes_the_report() -> None:
    told = event(actor1=(side("A", "الجيش"),), place=PLACE, killed=Count(min=5, max=5, quote="5", start=0, end=1))
    assert notes_of(told)[1] == "في 20 تشرين الأول/أكتوبر 2020: اشتباك مسلح، من جانب «الجيش»، المكان: «تدمر»؛ القتلى: 5."


def test_every_type_has_words() -> None:
    assert set(note_words().types) == {*EVENT_TYPE_OF, *PLOVER_TYPES}


@given(
    kind=st.sampled_from(sorted({*EVENT_TYPE_OF, *PLOVER_TYPES})), low=st.one_of(st.none(), st.integers(0, 9999)), more=st.one_of(st.none(), st.integers(0, 99)),
    day=st.one_of(st.none(), st.dates()), status=st.sampled_from(["occurred", "ongoing", "planned", "denied"]),
)  # fmt: skip
def test_numbers_come_from_the_fields(kind: str, low: int | None, more: int | None, day: dt.date | None, status: str) -> None:
    high = None if more is None else (low or 0) + more
    told = event(
        type=kind, status=status, date_start=day, date_end=day, killed=Count(min=low, max=high, vague=low is None and high is None, quote="ق", start=0, end=1)
    )
    allowed = {str(n) for n in (low, high) if n is not None}
    if day is not None:
        allowed |= {str(day.day), str(day.year), f"{day.year:04d}"}
    for note in notes_of(told):
        assert set(re.findall(r"\d+", note)) <= allowed
