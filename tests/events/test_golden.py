"""The golden cases of whole events: status, background, and the right number of events out of many mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from marsad.events.golden import GoldenCase, faults, read_golden
from marsad.pipeline import Coder

CASES = read_golden()


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: GoldenCase, coder: Coder) -> None:
    found = faults(case, coder)
    if case.open:
        if not found:
            pytest.fail("this case passes now: take its open away")
        pytest.xfail(case.open)
    assert found == []


def test_there_are_cases_of_every_kind() -> None:
    kinds = Counter(case.id.split(".")[0] for case in CASES)
    assert kinds["status"] >= 160
    assert kinds["merging"] >= 90
    assert len({case.id for case in CASES}) == len({case.report.full_text for case in CASES}) == len(CASES)
    assert sum(not case.events for case in CASES) >= 40
    assert {"planned", "denied", "ongoing", "occurred"} <= {e.status for case in CASES for e in case.events}


def test_few_cases_are_open() -> None:
    assert 4 * sum(bool(case.open) for case in CASES) <= len(CASES)


def _case(text: str, *events: Mapping[str, object], **keys: object) -> GoldenCase:
    return GoldenCase.model_validate({"id": "x.y.1", "gloss": "g", "text": text, "published": "2020-01-15", "events": events, **keys})


def test_a_case_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValidationError, match="is not in the text"):
        _case("قصفت الطائرات البلدة", {"triggers": ["غارة"], "types": ["Air/drone strike"]})
    with pytest.raises(ValidationError, match="no ACLED sub-event type"):
        _case("قصفت الطائرات البلدة", {"triggers": ["قصفت"], "types": ["Bombing"]})


def test_every_departure_is_named(coder: Coder) -> None:
    text = "قصفت طائرات حربية سعودية أمس معسكرا للحوثيين في محافظة حجة. وفي مدينة عدن تظاهر مئات العمال أمس للمطالبة بأجورهم."
    strike: dict[str, object] = {"triggers": ["قصفت"], "types": ["Air/drone strike"]}
    protest: dict[str, object] = {"triggers": ["تظاهر"], "types": ["Peaceful protest"]}

    def kinds(*events: Mapping[str, object], **keys: object) -> set[str]:
        return {fault.split(":")[0] for fault in faults(_case(text, *events, **keys), coder)}

    assert kinds(strike, protest) == set()
    assert kinds(strike) == {"extra"}
    assert kinds(strike, loose=["تظاهر"]) == kinds(strike, free=["Peaceful protest"]) == set()
    assert kinds(strike, protest, {"triggers": ["للمطالبة"], "types": ["Other"]}) == {"missing"}
    wrong = {**strike, "types": ["Grenade"], "status": "planned", "background": True, "scope": "aggregate", "killed": [3, 3], "place": "Aden"}
    assert kinds(wrong, protest) == {"type", "status", "background", "scope", "killed", "place"}
    assert kinds({**strike, "status": None, "background": None, "scope": None}, protest) == set()
    assert kinds({**strike, "triggers": ["معسكرا"]}, protest) == {"missing", "extra"}
