"""`marsad watch`, and addresses given to `marsad code` and `marsad add`, as commands: exit codes, messages, SIGKILL and Ctrl-C in the middle."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reading.helpers import page
from tests.reading.server import Site, send, serving
from tests.watch.newsroom import article, headline, rss
from tests.watch.newsroom import lines as newsroom_lines

from marsad.reading.fetch import Originals
from marsad.store import open_store

KILLS = int(os.environ.get("MARSAD_KILLS", "1"))
"""How often each command is killed; .ci/run asks for ten."""
LONG = [("store", signal.SIGKILL), ("folder", signal.SIGINT)] if KILLS > 1 else []
ITEMS = max(20, 20 * KILLS)
"""Enough that each kill falls in the middle of a round: up to four items are under way when it comes."""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), cwd=folder, capture_output=True, text=True, timeout=120)


def sources(site: Site, folder: Path, *paths: str) -> str:
    tables = "".join(f'[[source]]\nname = "source{path}"\nfeed = "{site.url(path)}"\n' for path in paths)
    (folder / "sources.toml").write_text(f'[watch]\ndelay = "0s"\nhosts = 4\n{tables}')
    return "sources.toml"


def newsroom(site: Site, count: int = ITEMS) -> None:
    """A feed of so many items; each page takes a moment, so that a kill falls between."""
    for n in range(count):
        site.page(f"/news/{n}", article(n))
    site.page("/feed", rss([(f"id-{n}", site.url(f"/news/{n}"), headline(n)) for n in range(count)]))


def killed_amid(folder: Path, arguments: list[str], done: list[int], signal_number: int = signal.SIGKILL) -> int:
    """Start a command, end it as soon as the number of done items has grown by some, and give its exit code."""
    process = subprocess.Popen(command(*arguments), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun, before = time.monotonic(), done[0]
    while _count(folder) < before + ITEMS // (KILLS + 2) and process.poll() is None and time.monotonic() - begun < 100:
        time.sleep(0.01)
    time.sleep(random.Random(before).random() * 0.05)
    process.send_signal(signal_number)
    code = process.wait(timeout=30)
    done[0] = _count(folder)
    return code


def _count(folder: Path) -> int:
    if (folder / "out" / "reports.jsonl").exists():
        return (folder / "out" / "reports.jsonl").read_bytes().count(b"\n")
    if not (folder / "marsad.db").exists():
        return 0
    import sqlite3

    try:
        connection = sqlite3.connect(folder / "marsad.db")
        try:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return 0


@pytest.mark.parametrize("target, signal_number", [("folder", signal.SIGKILL), ("store", signal.SIGINT), *LONG])
def test_ended_amid_a_round(site: Site, tmp_path: Path, target: str, signal_number: int) -> None:
    newsroom(site)
    into = ["--out", "out"] if target == "folder" else ["--store", "marsad.db"]
    arguments = ["watch", sources(site, tmp_path, "/feed"), "--once", "--allow-private", *into]
    done = [0]
    for _ in range(KILLS):
        code = killed_amid(tmp_path, arguments, done, signal_number)
        assert code == (-signal.SIGKILL if signal_number == signal.SIGKILL else 130)
        assert 0 < done[0] < ITEMS, "it was ended in the middle"
    finished = run(tmp_path, *arguments)
    assert finished.returncode == 0, finished.stderr
    wanted = {site.url(f"/news/{n}") for n in range(ITEMS)}
    if target == "folder":
        for name in ("reports.jsonl", "records.jsonl"):
            ids = Counter(json.loads(line)["id"] for line in (tmp_path / "out" / name).read_text(encoding="utf-8").splitlines())
            assert set(ids) == wanted
            assert set(ids.values()) == {1}
        originals = Originals(tmp_path / "out" / "originals")
        for line in (tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines():
            assert originals.read(json.loads(line)["sha256"]).startswith(b"<!DOCTYPE html>")
    else:
        with open_store(tmp_path / "marsad.db") as store:
            assert {record.id for record in store.records()} == wanted
            assert store.counts()["reports"] == ITEMS
            assert len(store.frame("report_versions").arrow()) == 0
    again = run(tmp_path, *arguments)
    assert "0 new, 0 new versions" in again.stderr
    assert max(site.asked[f"/news/{n}"] for n in range(ITEMS)) <= 1 + KILLS


def test_killed_amid_an_add(site: Site, tmp_path: Path) -> None:
    """Many reports come from a file, some from addresses."""
    newsroom(site, 5)
    many = 40 * KILLS
    lines = [json.dumps({"id": f"file-{n}", "text": "\n".join(newsroom_lines(n)[:3])}, ensure_ascii=False) for n in range(many)]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    arguments = ["add", *(site.url(f"/news/{n}") for n in range(3)), "reports.jsonl", *(site.url(f"/news/{n}") for n in range(3, 5))]
    arguments += ["--allow-private", "--store", "marsad.db"]
    done = [0]
    for _ in range(KILLS):
        assert killed_amid(tmp_path, arguments, done) == -signal.SIGKILL
        assert 0 < done[0] < many
    finished = run(tmp_path, *arguments)
    assert finished.returncode == 0, finished.stderr
    with open_store(tmp_path / "marsad.db") as store:
        wanted = [f"file-{n}" for n in range(many)] + [site.url(f"/news/{n}") for n in range(5)]
        assert Counter(record.id for record in store.records()) == Counter(wanted)
        assert len(store.frame("report_versions").arrow()) == 0
        report = store.report(site.url("/news/1"))
        assert report is not None
        assert Originals(tmp_path / "marsad.db.files" / "originals").read(report.sha256) == article(1).encode()
    assert f"{many + 5} already stored" in run(tmp_path, *arguments).stderr


def test_exit_codes_and_messages(site: Site, tmp_path: Path) -> None:
    site.page("/news/1", article(1))
    site.page("/feed", rss([("1", site.url("/news/1"), headline(1))]))
    site.answers["/broken"] = lambda handler: send(handler, 403)
    some = run(tmp_path, "watch", sources(site, tmp_path, "/feed", "/broken"), "--once", "--allow-private", "--out", "out")
    assert some.returncode == 3
    assert "source/broken" in some.stderr
    assert "HTTP 403" in some.stderr
    assert some.stderr.splitlines()[-1].startswith("marsad: 2 sources, 1 new")
    assert not some.stdout
    refused = run(tmp_path, "watch", sources(site, tmp_path, "/feed"), "--once", "--out", "other")
    assert refused.returncode == 1
    assert "--allow-private" in refused.stderr
    both = run(tmp_path, "watch", "sources.toml", "--out", "out", "--store", "x.db")
    assert both.returncode == 2
    (tmp_path / "sources.toml").write_text('[watch]\nevery = "soon"\n[[source]]\nname = "a"\nfeed = "x"\npage = "http://a.example/"\n')
    wrong = run(tmp_path, "watch", "sources.toml", "--once")
    assert wrong.returncode == 2
    assert "source a feed" in wrong.stderr
    assert "watch every" in wrong.stderr
    assert run(tmp_path, "watch", "missing.toml").returncode == 2


def test_it_goes_on_for_ever(site: Site, tmp_path: Path) -> None:
    newsroom(site, 3)
    path = sources(site, tmp_path, "/feed")
    process = subprocess.Popen(
        command("watch", path, "--allow-private", "--out", "out"), cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=os.environ | {"TZ": "UTC"}
    )
    assert process.stderr is not None
    assert "3 new" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130


def test_addresses_as_inputs(site: Site, tmp_path: Path) -> None:
    site.page("/news/1", article(1))
    site.page("/rows.jsonl", '{"id": "a", "text": "قتل ثلاثة مدنيين في قصف على مدينة حلب أمس."}\n', kind="application/json")
    site.page("/old", b"<html><body><article>" + page().encode("windows-1256", "ignore"), kind="text/html; charset=utf-8")
    done = run(tmp_path, "code", site.url("/news/1?utm_source=x"), site.url("/rows.jsonl"), site.url("/old"), "--allow-private", "--to", "jsonl")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [site.url("/news/1"), "a", site.url("/old")]
    failed = run(tmp_path, "code", site.url("/none"), site.url("/news/1"), "--allow-private", "--to", "jsonl")
    assert failed.returncode == 3
    assert "HTTP 404" in failed.stderr
    refused = run(tmp_path, "code", site.url("/news/1"))
    assert refused.returncode == 1
    assert "not on the public internet" in refused.stderr


def test_progress_is_shown_on_the_terminal_and_records_go_to_the_file(tmp_path: Path) -> None:
    """With stderr on a terminal (a pty) and stdout in a file; lines of failures stand above the bar."""
    rows = [json.dumps({"id": str(n), "text": newsroom_lines(n)[0]}, ensure_ascii=False) for n in range(4)]
    program = (
        "import marsad.cli.progress as progress; progress._AFTER = 0.0; from marsad.cli import main; main()"  # else the test would have to take two seconds
    )
    (tmp_path / "a.jsonl").write_text("\n".join([rows[0], "{bad", *rows[1:]]), encoding="utf-8")
    near, far = os.openpty()
    with (tmp_path / "out.jsonl").open("wb") as out:
        process = subprocess.Popen([sys.executable, "-c", program, "code", "a.jsonl", "--to", "jsonl"], cwd=tmp_path, stdout=out, stderr=far, stdin=far)
    os.close(far)
    shown = b""
    while True:
        try:
            part = os.read(near, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(near)
    assert process.wait(timeout=60) == 3
    assert [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()] == ["0", "1", "2", "3"]
    assert "coding" in shown.decode()
    assert "a.jsonl:2: the line is no JSON object" in shown.decode()
    assert "record_version" not in shown.decode()
