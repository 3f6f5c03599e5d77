"""The coder as a whole: spans, determinism, the record."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from marsad.pipeline import Coder
from marsad.record import CodedReport, Why, json_schema, unchecked
from marsad.report import Report

WORDS = st.sampled_from(
    "قصفت الطائرات الجيش السوري تنظيم داعش في مدينة حلب مقتل خمسة جنود و إصابة 7 أمس الثلاثاء هجوم على بلدة قرب اشتباكات بين المسلحين قوات اعتقلت "
    "متظاهرين . ، : « » \n ( ) أن التي شن انفجار عبوة ناسفة بغداد منذ عام 2013 وقالت وزارة ـــ ٣ لا لم سيطرت نفى".split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=120))


def report(text: str, *, title: str = "") -> Report:
    return Report(id="r", title=title, text=text, published=dt.date(2020, 1, 15))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.one_of(st.just(""), st.lists(WORDS, max_size=12).map(" ".join)), text=TEXTS)
def test_every_quote_is_its_slice(coder: Coder, title: str, text: str) -> None:
    given_report = report(text, title=title)
    full = given_report.full_text
    record = coder.code(given_report)
    spans = [*record.times, *record.places, *record.actors]
    for event in record.events:
        assert event.triggers
        spans += [*event.triggers, event.sentence, *event.actor1, *event.actor2, *event.sources]  # type: ignore[list-item]
        spans += [x for x in (event.place, event.killed, event.injured, event.captured, event.missing) if x is not None]  # type: ignore[misc]
    for span in spans:
        assert full[span.start : span.end] == span.quote


def test_same_report_same_record(coder: Coder) -> None:
    text = "قتل خمسة جنود سوريين، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر."
    assert coder.code(report(text)).to_json() == coder.code(report(text)).to_json()


def test_record_round_trip(coder: Coder) -> None:
    record = coder.code(report("قصفت الطائرات السورية مدينة حلب أمس."))
    assert CodedReport.from_json(record.to_json()) == record
    assert CodedReport.from_json(record.to_json()).to_json() == record.to_json()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_what_the_coder_builds_unchecked_passes_the_checks(coder: Coder, text: str) -> None:
    record = coder.code(report(text))
    checked = CodedReport.model_validate(record.model_dump(), strict=True)
    assert checked == record
    assert checked.to_json() == record.to_json()


def test_an_unchecked_part_equals_the_checked_one() -> None:
    for values in ({"field": "place", "rule": "r"}, {"note": "n", "rule": "r", "start": 1, "end": 2, "field": "place"}):
        made, checked = unchecked(Why)(**values), Why.model_validate(values)
        assert made == checked
        assert made.model_dump_json() == checked.model_dump_json()
        assert made.model_fields_set == checked.model_fields_set
        assert made.model_copy(update={"note": "m"}) == checked.model_copy(update={"note": "m"})
        assert pickle.loads(pickle.dumps(made)) == checked
        with pytest.raises(ValidationError):
            made.note = "m"


def test_ids_are_stable_when_the_text_gains_a_paragraph(coder: Coder) -> None:
    text = "قتل خمسة جنود سوريين، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر."
    before = [e.id for e in coder.code(report(text)).events]
    after = [e.id for e in coder.code(report("وصل الوفد إلى العاصمة صباحا.\n" + text)).events]
    assert before
    assert before == after


def test_without_a_day_dates_stay_open_and_the_record_says_so(coder: Coder) -> None:
    record = coder.code(Report(id="r", text="قصفت الطائرات السورية مدينة حلب أمس."))
    assert all(e.date_start is None for e in record.events)
    assert any("--published" in notice for notice in record.notices)


def test_schema_file_is_current() -> None:
    path = Path(__file__).parent.parent / "docs/record.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == json_schema()


def test_a_building_of_state_may_be_a_place(coder: Coder) -> None:
    """أمام مقر "الكنيست": the organ is an actor, its building the place; the organ that acts is none."""

    def places(text: str) -> list[str]:
        return [p.gazetteer_id or "" for p in coder.code(report(text)).places]

    assert places('تجمع محتجون أمام مقر "الكنيست" مساء أمس.') == ["il:site:knesset"]
    assert places("تجمع محتجون أمام قصر الاتحادية مساء أمس.") == ["eg:site:ittihadiya-palace"]
    assert places("أقر الكنيست القانون مساء أمس.") == []
    assert "us:country" not in places("تجمع محتجون قرب سفارة أمريكا مساء أمس.")
