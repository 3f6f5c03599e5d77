"""The golden cases of the stage, and the example and counter-example of every rule."""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources
from typing import Any

import pytest

from marsad.times import find
from marsad.times.recognise import TRAP, Rule, recogniser

_DAY = dt.date(2015, 7, 22)


def _cases() -> list[dict[str, Any]]:
    folder = resources.files("marsad.times").joinpath("cases")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".jsonl")), key=lambda f: f.name)
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


CASES = _cases()


def test_there_are_cases_of_every_kind() -> None:
    assert len(CASES) >= 500
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert any(not case["expect"] for case in CASES)
    assert any(case["published"] is None for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    published = dt.date.fromisoformat(case["published"]) if case["published"] else None
    found = [(t.quote, t.type, t.value) for t in find(case["text"], published=published)]
    assert found == [(e["quote"], e["type"], e["value"]) for e in case["expect"]]


@pytest.mark.parametrize("rule", recogniser().rules, ids=lambda rule: rule.id)
def test_rule_holds_on_its_example_and_not_on_its_counter_example(rule: Rule) -> None:
    yes = [t.rule for t in find(rule.yes, published=_DAY)]
    no = [t.rule for t in find(rule.no, published=_DAY)]
    if rule.kind == TRAP:
        assert yes == []
    else:
        assert "times." + rule.id in yes
        assert "times." + rule.id not in no


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in recogniser().rules]
    assert len(set(ids)) == len(ids)
