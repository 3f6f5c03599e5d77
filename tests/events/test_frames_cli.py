"""`marsad lexicon check` and `marsad lexicon coverage` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad import lexicon_check
from marsad.cli import _app


def test_check_says_what_it_ran() -> None:
    done = CliRunner().invoke(_app(), ["lexicon", "check"])
    assert done.exit_code == 0, done.output
    assert "every example and counter-example run" in done.output


def test_check_fails_with_each_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon_check, "findings", lambda: iter(["clash.clash: its example holds no word", "clash.battle has no counter"]))
    done = CliRunner().invoke(_app(), ["lexicon", "check"])
    assert done.exit_code == 1
    assert "marsad: clash.battle has no counter" in done.output
    assert "2 findings" in done.output


def test_coverage_of_reports(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    acts = [f"زنطح {who} أمس في {where}" for who in ("مسلحو داعش", "الحوثيون", "الجيش السوري") for where in ("القرية", "البلدة")]
    plain = ["كان الطقس جميلا هذا الصباح وسار الناس إلى السوق كعادتهم كل يوم"] * 4
    rows = [{"id": str(i), "title": "", "text": text, "published": "2020-01-15"} for i, text in enumerate(acts + plain)]
    news.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    done = CliRunner().invoke(_app(), ["lexicon", "coverage", str(news), "--least", "3"])
    assert done.exit_code == 0, done.output
    assert "\tزنطح\t" in done.output


def test_coverage_names_a_missing_file() -> None:
    done = CliRunner().invoke(_app(), ["lexicon", "coverage", "no-such-file.txt"])
    assert done.exit_code == 1
    assert "no-such-file.txt" in done.output
