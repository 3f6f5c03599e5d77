"""`marsad add`, `search` and `query` as a user starts them."""

from __future__ import annotations

import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.store.cluster import Cluster

from marsad.cli import main
from marsad.pipeline import Coder
from marsad.record import CodedReport
from marsad.report import Report
from marsad.store import StoreError, open_store

STRIKE = "قصفت الطائرات السورية مدينة حلب أمس، ما أسفر عن مقتل ثلاثة مدنيين."
CLASH = "قتل خمسة جنود سوريين، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر."
ARREST = "اعتقلت القوات العراقية، الاثنين، 20 متظاهرا في مدينة البصرة جنوبي البلاد."


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


class Marsad:
    """Runs commands in this process, as the entry point does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: object, given: str = "") -> Done:
        self._monkeypatch.setattr(sys, "argv", ["marsad", *map(str, arguments)])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        return Done(code, *self._capsys.readouterr())


@pytest.fixture
def marsad(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Marsad:
    """The commands, started in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("MARSAD_STORE", raising=False)
    return Marsad(monkeypatch, capsys)


def line(text: str, **told: str) -> str:
    return json.dumps({"text": text, "published": "2020-01-15", **told}, ensure_ascii=False) + "\n"


def test_add_search_and_query(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(STRIKE, encoding="utf-8")
    (tmp_path / "news" / "b.jsonl").write_text(line(CLASH, id="b", source="وكالة المثال", url="https://example.org/b"), encoding="utf-8")
    (tmp_path / "news" / "c.txt").write_text("This is English.", encoding="utf-8")
    done = marsad("add", "news", "--published", "2020-01-15")
    assert done.returncode == 3, done.stderr
    assert "news/c.txt" in done.stderr
    assert "marsad.db: 2 reports (2 new, 0 new versions, 0 coded again, 0 already stored); 2 events coded; 1 inputs failed" in done.stderr
    assert done.stdout == ""
    again = marsad("add", "news/a.txt", "news/b.jsonl", "--published", "2020-01-15")
    assert again.returncode == 0
    assert "2 already stored" in again.stderr

    hits = [json.loads(row) for row in marsad("search", "قُتل").stdout.splitlines()]
    assert [(hit["id"], hit["source"], hit["published"]) for hit in hits] == [("b", "وكالة المثال", "2020-01-15")]
    assert "قتل خمسة" in marsad("search", "قتل", "--to", "table").stdout
    assert marsad("search", "؟").returncode == 2
    assert marsad("search", "كلمة-أخرى").returncode == 0

    sql = "SELECT report_id, type, date_start, killed_min, civilian_targeting, place FROM events ORDER BY 1"
    rows = list(csv.DictReader(marsad("query", sql).stdout.splitlines()))
    assert [(r["report_id"], r["date_start"], r["killed_min"], r["place"]) for r in rows] == [
        ("a.txt", "2020-01-14", "3", "Aleppo"), ("b", "2020-01-14", "5", "Tadmur"),
    ]  # fmt: skip
    told = [
        json.loads(row)
        for row in marsad("query", "SELECT [1, NULL] AS a, {'b': DATE '2020-01-01'} AS c, 1.5::DECIMAL(9,2) AS d", "--to", "jsonl").stdout.splitlines()
    ]
    assert told == [{"a": [1, None], "c": {"b": "2020-01-01"}, "d": 1.5}]
    table = marsad("query", "SELECT place FROM events, range(150)", "--to", "table")
    assert "Aleppo" in table.stdout
    assert "first 200 rows" in table.stderr
    refused = marsad("query", "DELETE FROM events")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "refused" in refused.stderr


def test_no_store(marsad: Marsad, tmp_path: Path) -> None:
    for command in (("search", "قتل"), ("query", "SELECT 1")):
        done = marsad(*command, "--store", tmp_path / "no.db")
        assert done.returncode == 1
        assert "no such store" in done.stderr
        assert "marsad add" in done.stderr
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "bad.db").write_text("no database" * 999)
    done = marsad("add", "-", "--store", tmp_path / "bad.db", given=line(STRIKE))
    assert done.returncode == 1
    assert "no SQLite database" in done.stderr
    assert "Traceback" not in done.stderr
    assert marsad("add", "nothing.txt", "--store", tmp_path / "new.db").returncode == 1
    assert marsad("add", "x", "--published", "yesterday").returncode == 2


def test_one_report_however_it_comes(marsad: Marsad, tmp_path: Path) -> None:
    """Lines without ids, the page under another name, the file in another folder, two workers: each report is one."""
    store = tmp_path / "marsad.db"
    lines = (
        line(STRIKE)
        + line(CLASH, url="https://example.org/1", id="x")
        + line(CLASH + " وأصيب آخرون.", url="https://example.org/1", id="y")
        + line(ARREST, id="z1")
        + line(ARREST, id="z2")
    )
    done = marsad("add", "-", "--store", store, "--workers", "2", given=lines)
    assert "5 reports (3 new, 1 new versions, 0 coded again, 1 already stored)" in done.stderr, done.stderr
    other = marsad("add", "-", "--store", store, given=line(ARREST + " وفق ما أعلنت الوزارة."))  # its first line is another report than the first line above
    assert "(1 new" in other.stderr
    for day, text in (("monday", STRIKE), ("tuesday", CLASH)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "1.txt").write_text(f"{text}\nتفاصيل {day}", encoding="utf-8")
    assert marsad("add", tmp_path / "monday", "--store", store).returncode == 0
    clash = marsad("add", tmp_path / "tuesday", "--store", store)
    assert clash.returncode == 1
    assert "--prefix" in clash.stderr
    assert marsad("add", tmp_path / "tuesday", "--store", store, "--prefix", "tuesday").returncode == 0
    with open_store(store) as opened:
        ids = [record.id for record in opened.records()]
    assert len(ids) == 6
    assert {"1.txt", "tuesday/1.txt", "x", "z1"} < set(ids)


def test_a_report_that_breaks_the_coder_does_not_stop_the_others(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    code = Coder.code

    def fragile(self: Coder, report: Report) -> CodedReport:
        if report.id == "bad":
            raise RecursionError("too deep")
        return code(self, report)

    monkeypatch.setattr(Coder, "code", fragile)
    done = marsad("add", "-", given=line(STRIKE, id="a") + line(CLASH, id="bad") + line(ARREST, id="c"))
    assert done.returncode == 3
    assert "bad: could not be coded (RecursionError: too deep)" in done.stderr
    with open_store("marsad.db") as store:
        assert [record.id for record in store.records()] == ["a", "c"]


def test_a_full_disk_ends_the_command_with_what_was_stored(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    marsad("add", "-", given=line(STRIKE, id="a"))
    pages = sqlite3.connect("marsad.db").execute("PRAGMA page_count").fetchone()[0]
    connect = sqlite3.connect

    def small(*arguments: Any, **told: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **told)
        connection.execute(f"PRAGMA max_page_count = {pages + 8}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    done = marsad("add", "-", given="".join(line(f"{CLASH} رقم {n}", id=f"r{n}") for n in range(60)))
    assert done.returncode == 1
    assert "the disk is full" in done.stderr
    stored = int(done.stderr.partition(" reports (")[0].rpartition(" ")[2])
    with open_store("marsad.db") as store:
        assert store.counts()["reports"] == stored + 1


def test_add_to_postgres(marsad: Marsad, postgres: Cluster) -> None:
    url = postgres.schema()
    assert marsad("add", "-", "--store", url, given=line(STRIKE, id="a") + line(CLASH, id="b")).returncode == 0
    assert marsad("query", "SELECT count(*) AS n FROM events", "--store", url).stdout == "n\n2\n"
    assert json.loads(marsad("search", "مدنيين", "--store", url).stdout)["id"] == "a"
    done = marsad("query", "SELECT 1", "--store", postgres.url("nothing"))
    assert done.returncode == 1
    assert "createdb" in done.stderr


def test_interrupted(tmp_path: Path) -> None:
    given = tmp_path / "many.jsonl"
    given.write_text("".join(line(f"{STRIKE} رقم {n}", id=f"r{n}") for n in range(20_000)), encoding="utf-8")  # more than is coded before anybody looks
    store = tmp_path / "marsad.db"
    command = [sys.executable, "-c", "from marsad.cli import main; main()", "add", str(given), "--store", str(store), "--workers", "2"]
    # a test run in the background has Ctrl-C ignored; the command is one that somebody looks at
    adding = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    while adding.poll() is None and not _some(store):
        time.sleep(0.02)
    adding.send_signal(signal.SIGINT)
    _, errors = adding.communicate(timeout=60)
    assert adding.returncode == 130, errors
    assert "Traceback" not in errors
    assert " new, " in errors


def _some(store: Path) -> bool:
    if not store.exists():
        return False
    try:
        with open_store(store) as opened:
            return opened.counts()["reports"] > 0
    except StoreError:  # the writer is making its tables just now
        return False
