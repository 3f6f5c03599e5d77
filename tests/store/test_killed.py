"""A process that adds reports is killed (SIGKILL) at random points and started again, until it is through: the store is that of an undisturbed run."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.store.cluster import Cluster

from marsad.pipeline import Coder
from marsad.record import CodedReport, CoderInfo
from marsad.report import Report
from marsad.store import Store, open_store

DAY = dt.date(2020, 1, 15)
REPORTS = 60
KILLS = int(os.environ.get("MARSAD_KILLS", "3"))
"""How often the adding process is killed; most of the time of a kill is the start of the next process."""
_ADD = """
import sys, time
from marsad.record import CodedReport
from marsad.report import Report
from marsad.store import open_store

def pairs():
    for line in open(sys.argv[2], encoding="utf-8"):
        report, record = line.split("\\t")
        yield Report.model_validate_json(report), CodedReport.from_json(record)

with open_store(sys.argv[1]) as store:
    for report, record in pairs():
        print(report.id, store.add(report, record), flush=True)
"""


def text(n: int) -> str:
    """A report of its own, in the manner of a news agency."""
    towns = ["حلب", "حماة", "الرقة", "إدلب", "درعا", "تدمر"]
    return (
        f"قصفت الطائرات السورية مدينة {towns[n % 6]} أمس، ما أسفر عن مقتل {n + 2} مدنيين.\nاعتقلت القوات العراقية، الاثنين، {n + 10} متظاهرا في البصرة.\n"
        + f"وقتل {n + 3} جنود سوريين في هجوم لتنظيم داعش قرب مدينة {towns[(n + 1) % 6]} رقم {n}."
    )


def old_and_new(coder: Coder) -> tuple[list[tuple[Report, CodedReport]], list[tuple[Report, CodedReport]]]:
    """What is stored before, and what is added: a third new, a third in a new version, a third coded again by a newer coder that tells an event less."""
    old, new = [], []
    for n in range(REPORTS):
        report = Report(id=f"r{n:03}", text=text(n), published=DAY)
        record = coder.code(report)
        assert len(record.events) >= 2
        if n % 3 == 0:
            new.append((report, record))
            continue
        old.append((report, record))
        if n % 3 == 1:
            report = Report(id=report.id, text="وصل الوفد صباحا.\n" + report.text, published=DAY)
            new.append((report, coder.code(report)))
        else:
            new.append((report, record.model_copy(update={"coder": CoderInfo(version="9", lexicon="newer"), "events": record.events[1:]})))
    return old, new


def state(store: Store) -> dict[str, Any]:
    """All that the store holds, but for its moments and numbers."""
    moments = {"created", "updated", "deleted", "stored", "replaced", "first_used", "number", "id_of_run"}
    held: dict[str, Any] = {"records": [record.to_json() for record in store.records()]}
    for name in ("reports", "texts", "report_versions", "events", "event_data", "event_actors", "event_sources", "deletions", "actors", "places", "sources"):
        rows = [{key: value for key, value in row.items() if key not in moments} for row in store.frame(name).arrow().to_pylist()]
        held[name] = sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)
    held["found"] = sorted(hit.report.id for hit in store.search("الوفد", limit=1000))
    return held


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_killed_again_and_again(database: str, coder: Coder, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    cluster: Cluster | None = request.getfixturevalue("postgres") if database == "postgres" else None
    calm, disturbed = [cluster.schema() if cluster else str(tmp_path / f"{name}.db") for name in ("calm", "disturbed")]
    old, new = old_and_new(coder)
    given = tmp_path / "pairs.tsv"
    given.write_text("".join(f"{report.model_dump_json()}\t{record.to_json()}\n" for report, record in new), encoding="utf-8")
    with open_store(calm) as store:
        list(store.add_many(old))
        list(store.add_many(new))
        wanted = state(store)
    with open_store(disturbed) as store:
        list(store.add_many(old))
    before, records = ({report.id: record for report, record in pairs} for pairs in (old, new))
    chance = random.Random(8)
    for kill in range(KILLS):
        adding = subprocess.Popen([sys.executable, "-c", _ADD, disturbed, str(given)], stdout=subprocess.PIPE, text=True)
        assert adding.stdout is not None
        told = []
        for _ in range(1 + kill * REPORTS // KILLS):
            told.append(adding.stdout.readline().split())
        time.sleep(chance.random() * 0.004)
        adding.kill()
        told += [line.split() for line in adding.stdout.read().splitlines()]
        adding.wait()
        with open_store(disturbed) as store:
            for report_id, _outcome in told:  # what was told as stored is stored, whole
                assert store.record(report_id) == records[report_id]
            for record in store.records():  # and what was in hand is there as before or as after, never between
                assert record in (before.get(record.id), records[record.id])
        if not cluster:
            _sound(Path(disturbed))
    subprocess.run([sys.executable, "-c", _ADD, disturbed, str(given)], stdout=subprocess.DEVNULL, check=True)
    with open_store(disturbed) as store:
        assert state(store) == wanted


def _sound(path: Path) -> None:
    """SQLite's own checks of the file and of the search index against the words."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO texts_search (texts_search, rank) VALUES ('integrity-check', 1)")
    connection.close()


def test_the_command_goes_on_where_it_was_killed(tmp_path: Path, coder: Coder) -> None:
    given = tmp_path / "reports.jsonl"
    given.write_text("".join(json.dumps({"id": f"r{n}", "text": text(n), "published": "2020-01-15"}) + "\n" for n in range(50)), encoding="utf-8")
    command = [sys.executable, "-c", "from marsad.cli import main; main()", "add", str(given), "--workers", "2", "--store"]
    path = tmp_path / "marsad.db"
    adding = subprocess.Popen([*command, str(path)], stderr=subprocess.DEVNULL)
    try:
        while adding.poll() is None and _stored(path) < 10:
            time.sleep(0.005)
    finally:
        adding.kill()
        adding.wait()
    kept = _stored(path)
    assert 10 <= kept < 50
    again = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    assert f"({50 - kept} new, 0 new versions, 0 coded again, {kept} already stored)" in again.stderr
    with open_store(path) as one, open_store(tmp_path / "calm.db") as other:
        reports = [one.report(f"r{n}") for n in range(50)]
        for report in reports:
            assert report is not None
            other.add(report, coder.code(report))
        assert state(one) == state(other)


def _stored(path: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM records").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:  # not there yet
        return 0
