"""Views of events: the fields and values of the events, read without checks."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest

from marsad.pipeline import Coder
from marsad.reading import read_inputs
from marsad.record import Event
from marsad.report import Report
from marsad.store import open_store
from marsad.store.views import struct_of, view_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="module")
def events() -> list[Event]:
    """Every event of the example reports."""
    coder = Coder()
    return [event for report in read_inputs([str(EXAMPLES)]) if isinstance(report, Report) for event in coder.code(report).events]


def test_a_view_has_every_value_of_its_event(events: list[Event]) -> None:
    assert len(events) > 10
    for event in events:
        view = view_of(event.model_dump_json())
        assert json.loads(msgspec.json.encode(view)) == json.loads(event.model_dump_json())
        assert isinstance(view.date_start, dt.date | None)
        assert isinstance(view.actor1, tuple)


def test_what_the_json_leaves_out_has_the_default_of_the_record(events: list[Event]) -> None:
    told = json.loads(events[0].model_dump_json())
    few = {name: told[name] for name, field in Event.model_fields.items() if field.is_required()}
    assert json.loads(msgspec.json.encode(view_of(json.dumps(few)))) == json.loads(Event.model_validate(few).model_dump_json())


def test_a_view_is_not_changed_and_refuses_other_json(events: list[Event]) -> None:
    view = view_of(events[0].model_dump_json())
    assert isinstance(view, struct_of(Event))
    with pytest.raises(AttributeError):
        view.type = "Attack"
    with pytest.raises(msgspec.ValidationError):
        view_of('{"id": 1}')


def test_a_store_gives_the_same_events_as_views(tmp_path: Path) -> None:
    coder = Coder()
    reports = [report for report in read_inputs([str(EXAMPLES)]) if isinstance(report, Report)]
    with open_store(tmp_path / "marsad.db") as store:
        list(store.add_many((report, coder.code(report)) for report in reports))
        whole, views = list(store.events()), list(store.events().views())
        assert [(v.report, v.created, v.updated, v.event.id) for v in views] == [(w.report, w.created, w.updated, w.event.id) for w in whole]
        assert len(whole) > 10
