"""The example reports against what is right for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.pipeline import Coder
from marsad.reading import read_inputs
from marsad.record import CodedReport, Event
from marsad.report import Report

EXAMPLES = Path(__file__).parent.parent / "examples"
CASES = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((EXAMPLES / "expected").glob("*.json"))]


@pytest.fixture(scope="module")
def records(coder: Coder) -> dict[str, CodedReport]:
    return {r.id: coder.code(r) for r in read_inputs([str(EXAMPLES / "reports")]) if isinstance(r, Report)}


def fits(event: Event, wanted: dict[str, Any]) -> bool:
    return (
        wanted["type"] in (event.type, *event.alt_types)
        and (wanted["date"] is None or str(event.date_start) == wanted["date"])
        and event.place is not None
        and event.place.admin1 == wanted["admin1"]
        and (wanted["killed"] is None or (event.killed is not None and event.killed.min == wanted["killed"]))
        and event.background == wanted.get("background", event.background)
        and event.scope == wanted.get("scope", event.scope)
    )


@pytest.mark.parametrize("case", CASES, ids=[c["report"] for c in CASES])
def test_example(case: dict[str, Any], records: dict[str, CodedReport]) -> None:
    events = [e for e in records[case["report"]].events if e.layer == "acled"]
    missing = [w for w in case["events"] if not w.get("known_fail") and not any(fits(e, w) for e in events)]
    assert not missing, [(e.type, e.date_start, e.place and e.place.admin1, e.killed) for e in events]
    assert len(events) <= len(case["events"]) + case.get("extra", 0), [(e.type, e.triggers[0].quote) for e in events]
