"""The data of the page against the record it tells of."""

from __future__ import annotations

from typing import Any

import pytest
from tests.explain.conftest import ATTACK, HOSTILE

from marsad.explain.data import FIELDS, report_data
from marsad.explain.evidence import Weighed, weighed
from marsad.pipeline import Coder
from marsad.record import CodedReport
from marsad.report import Report


def units(text: str, start: int, end: int) -> str:
    """A slice of a text by UTF-16 units, as JavaScript slices."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(
    "note, read",
    [
        ("the victims", Weighed("the victims")),
        ("", Weighed("")),
        ("subject; +2.5: kind state force +0.6, after 0 -0.2", Weighed("subject", 2.5, (("kind state force", 0.6), ("after 0", -0.2)))),
        ("-0.4: before, noun, bare, agent -0.3, rule +1.5", Weighed("", -0.4, (("before, noun, bare, agent", -0.3), ("rule", 1.5)))),
        ("attack → Armed clash; +1.1: word a: b +0.1", Weighed("attack → Armed clash", 1.1, (("word a: b", 0.1),))),
        ("+0.0: ", Weighed("", 0.0)),
        ("killed; more than 5: 6", Weighed("killed; more than 5: 6")),
    ],
)
def test_notes_are_taken_apart(note: str, read: Weighed) -> None:
    assert weighed(note) == read


def test_no_weighed_note_of_the_coder_is_left_as_a_remark(coder: Coder) -> None:
    notes = [why.note for report in (ATTACK, HOSTILE) for event in coder.code(report).events for why in event.why]
    read = [weighed(note) for note in notes]
    assert sum(bool(one.features) for one in read) > 20
    for note, one in zip(notes, read, strict=True):
        assert "+0." not in one.remark
        assert sum(note.count(f"{name} {weight:+.1f}") > 0 for name, weight in one.features) == len(one.features)


@pytest.mark.parametrize("report", [ATTACK, HOSTILE], ids=["plain", "hostile"])
def test_offsets_are_those_of_javascript(coder: Coder, report: Report) -> None:
    record = coder.code(report)
    data = report_data(record, report.full_text)
    text = data["text"]
    assert units(text, 0, data["titleEnd"]) == report.title
    told = [*record.times, *record.places, *record.actors]
    assert [units(text, m["s"], m["e"]) for m in data["mentions"]] == [report.full_text[m.start : m.end] for m in told]
    for event, one in zip(record.events, data["events"], strict=True):
        assert [units(text, *span) for span in one["triggers"]] == [t.quote for t in event.triggers]
        assert units(text, *one["sentence"]) == event.sentence.quote
        words = {(why.field, report.full_text[why.start : why.end]) for why in event.why if why.start is not None and why.end is not None}
        shown = {(f["name"], units(text, r["s"], r["e"])) for f in one["fields"] for r in f["reasons"] if "s" in r}
        assert words <= shown


def fields_of(data: dict[str, Any], number: int = 0) -> dict[str, Any]:
    return {field["name"]: field for field in data["events"][number]["fields"]}


def test_each_field_has_value_rule_and_words(attack: CodedReport) -> None:
    data = report_data(attack, ATTACK.full_text)
    fields = fields_of(data)
    text = data["text"]

    def words(name: str) -> list[str]:
        return [units(text, r["s"], r["e"]) for r in fields[name]["reasons"]]

    assert list(fields) == [name for name in FIELDS if name in fields]
    assert fields["date"]["value"] == {"en": ["2020-01-14"], "ar": ["2020-01-14"]}
    assert fields["date"]["reasons"][0]["rule"].startswith("times.")
    assert "أمس الثلاثاء" in words("date")
    event = attack.events[0]
    assert event.place is not None
    assert event.killed is not None
    assert fields["place"]["value"]["ar"] == [event.place.quote]
    assert set(words("place")) == {event.place.quote}
    assert dict(map(tuple, fields["place"]["details"]))["geo_precision"] == event.place.geo_precision
    assert fields["actor1"]["value"] == {"en": [a.name_en for a in event.actor1], "ar": [a.quote for a in event.actor1]}
    assert fields["actor1"]["reasons"][0]["score"] is not None
    assert fields["killed"]["value"] == {"en": ["2"], "ar": [event.killed.quote]}
    assert fields["killed"]["reasons"][0]["rule"].startswith("kill.")
    assert fields["status"]["value"]["en"] == [event.status]
    assert fields["stands"]["reasons"]


def test_sources_stand_on_their_own_words(coder: Coder) -> None:
    report = ATTACK.model_copy(update={"text": "قال المرصد السوري لحقوق الإنسان إن جنديين قتلا أمس الثلاثاء في هجوم لتنظيم داعش قرب تدمر."})
    record = coder.code(report)
    assert record.events[0].sources
    data = report_data(record, report.full_text)
    (reason, *_) = fields_of(data)["sources"]["reasons"]
    assert units(data["text"], reason["s"], reason["e"]) == record.events[0].sources[0].quote
    assert reason["rule"].startswith("attribution.")


def test_a_day_that_no_word_tells_is_said_to_be_that_of_publication(coder: Coder) -> None:
    report = Report(id="x", text="قتل جنديان من الجيش السوري في هجوم لتنظيم داعش قرب مدينة تدمر.", published=ATTACK.published)
    (reason,) = fields_of(report_data(coder.code(report), report.full_text))["date"]["reasons"]
    assert "publication" in reason["remark"]
    assert "s" not in reason


def test_reasons_without_words_and_unknown_fields_are_shown(attack: CodedReport) -> None:
    event = attack.events[0]
    why = [w.model_copy(update={"start": None, "end": None}) if w.field == "type" else w for w in event.why]
    why.append(why[0].model_copy(update={"field": "something new", "start": 5, "end": 10**6}))
    record = attack.model_copy(update={"events": (event.model_copy(update={"why": tuple(why)}),)})
    fields = fields_of(report_data(record, ATTACK.full_text))
    assert all("s" not in reason for reason in fields["type"]["reasons"])
    assert fields["something new"]["stage"] == "status"
    assert "s" not in fields["something new"]["reasons"][0]


def test_hidden_direction_marks_are_counted(coder: Coder) -> None:
    assert report_data(coder.code(HOSTILE), HOSTILE.full_text)["hidden"] == 2
    assert report_data(coder.code(ATTACK), ATTACK.full_text)["hidden"] == 0


@pytest.mark.parametrize("language, direction", [("ar", "rtl"), (None, "rtl"), ("fa", "rtl"), ("en", "ltr"), ("en-GB", "ltr"), ("arz", "rtl")])
def test_direction_follows_the_language(attack: CodedReport, language: str | None, direction: str) -> None:
    assert report_data(attack.model_copy(update={"language": language}), ATTACK.full_text)["dir"] == direction
