"""The command line as a user starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = "قتل خمسة جنود سوريين، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر."


def marsad(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", "from marsad.cli import main; main()", *arguments], input=given, capture_output=True, check=False)


def test_code_prints_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = marsad("code", str(path), "--published", "2020-01-15")
    assert done.returncode == 0, done.stderr.decode()
    record = json.loads(done.stdout)
    assert record["events"][0]["type"] == "Armed clash"
    assert record["events"][0]["date_start"] == "2020-01-14"


def test_bad_inputs_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "d.txt").write_bytes(TEXT.encode("windows-1256", "replace"))
    (tmp_path / "e.txt").write_text("This is an English text about nothing.", encoding="utf-8")
    good = json.dumps({"id": "x", "text": TEXT, "published": "2020-01-15"})
    (tmp_path / "f.jsonl").write_text("\n".join([good, "{", good, json.dumps({"id": "y", "text": TEXT, "published": "never"})]), encoding="utf-8")
    done = marsad("code", str(tmp_path))
    errors = done.stderr.decode()
    assert done.returncode == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a.txt", "d.txt", "x"]
    for name in ("b.txt", "c.txt", "e.txt", "f.jsonl:2", "f.jsonl:4"):
        assert name in errors, errors
    assert "stands twice" in errors


def test_usage_and_missing_files() -> None:
    assert marsad("code", "no-such-file.txt").returncode == 1
    assert marsad("code", "x", "--published", "yesterday").returncode == 2
    assert marsad("code", "x", "--to", "pdf").returncode == 2


def test_standard_input_and_table() -> None:
    done = marsad("code", "-", "--to", "table", "--published", "2020-01-15", given=TEXT.encode())
    assert done.returncode == 0, done.stderr.decode()
    assert "Armed clash" in done.stdout.decode()


def test_explain_and_lexicon_check() -> None:
    done = marsad("explain", "-", "--published", "2020-01-15", given=TEXT.encode())
    assert b"actor1" in done.stdout
    assert marsad("lexicon", "check").returncode == 0
