"""`marsad export`, `marsad summary` and `marsad code --to SCHEME` as commands."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from marsad.exports import read_rows
from marsad.schemes import SCHEMES, scheme_of
from marsad.store import open_store


def marsad(*words: str, cwd: Path | None = None, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(
        [sys.executable, "-c", "from marsad.cli import main; main()", *words], cwd=cwd, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example reports."""
    path = tmp_path_factory.mktemp("store") / "marsad.db"
    assert marsad("add", "examples/reports", "--store", str(path)).returncode == 0
    return path


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet", "geojson", "gpkg"])
def test_every_scheme_in_every_format(store: Path, scheme: str, format: str, tmp_path: Path) -> None:
    if format != "csv" and scheme != "ucdp":
        pytest.skip("one format for each scheme, one scheme for each format")
    path = tmp_path / f"out.{format}"
    done = marsad("export", "--store", str(store), "--scheme", scheme, "-o", str(path))
    assert done.returncode == 0, done.stderr
    rows = list(read_rows(path, scheme_of(scheme), format=format))
    assert f"{len(rows)} events as {scheme}" in done.stderr
    assert len(rows) >= 3
    assert names(tmp_path) == [path.name]


def test_two_exports_are_the_same(store: Path, tmp_path: Path) -> None:
    for name in ("a.gpkg", "b.gpkg", "a.parquet", "b.parquet"):
        assert marsad("export", "--store", str(store), "-o", str(tmp_path / name)).returncode == 0
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_records_from_a_pipe_give_the_rows_of_code_to(tmp_path: Path) -> None:
    records = marsad("code", "examples/reports", "--to", "jsonl").stdout
    direct = marsad("code", "examples/reports", "--to", "acled")
    piped = marsad("export", "-", "--scheme", "acled", stdin=records)
    assert (direct.returncode, piped.returncode) == (0, 0)
    assert direct.stdout == piped.stdout
    assert len(list(csv.reader(io.StringIO(direct.stdout)))) > 3
    told = json.loads(marsad("code", "examples/reports", "--to", "geojson").stdout)
    assert told["features"]


def test_since_brings_changes_and_deletions(store: Path, tmp_path: Path) -> None:
    done = marsad("export", "--store", str(store), "--since", "2100-01-01", "-o", str(tmp_path / "x.csv"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").count("\n") == 1
    assert (tmp_path / "x.deletions.csv").read_text() == "number,reason,moment\n"
    assert marsad("export", "--store", str(store), "--since", "2000-01-01", "-o", str(tmp_path / "x.csv")).returncode == 0
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").count("\n") > 5
    assert "acled.left.status" in (tmp_path / "x.deletions.csv").read_text()


def test_a_deleted_event_is_in_the_deletions_file(tmp_path: Path) -> None:
    story = "هاجم مسلحون مجهولون حاجزا للجيش السوري في مدينة سراقب أمس الثلاثاء، ما أسفر عن مقتل ثلاثة جنود."
    other = "اعتصم عشرات العاملين في مدينة حلب اليوم للمطالبة بزيادة الأجور."
    db = str(tmp_path / "m.db")

    def add(text: str) -> None:
        line = json.dumps({"id": "one", "url": "https://news.example/one", "title": "خبر", "text": text, "published": "2020-02-05"})
        assert marsad("add", "-", "--store", db, stdin=line + "\n").returncode == 0

    add(story)
    before = marsad("export", "--store", db, "--scheme", "plover", "--format", "jsonl").stdout
    (number,) = {json.loads(line)["event_id"] for line in before.splitlines()}
    add(other)
    assert marsad("export", "--store", db, "--scheme", "plover", "--since", "2000-01-01", "-o", str(tmp_path / "x.csv")).returncode == 0
    gone = list(csv.DictReader((tmp_path / "x.deletions.csv").open(encoding="utf-8")))
    assert [(row["number"], row["reason"]) for row in gone] == [(str(number), "deleted")]


def test_a_mirror_that_applies_deletions_and_rows_is_the_full_export(tmp_path: Path) -> None:
    """Three states of one report, each fed with `--since` the moment before: an event goes, another comes, and goes again."""
    story = "هاجم مسلحون مجهولون حاجزا للجيش السوري في مدينة سراقب أمس الثلاثاء، ما أسفر عن مقتل ثلاثة جنود."
    other = "اعتصم عشرات العاملين في مدينة حلب اليوم للمطالبة بزيادة الأجور."
    db, mirror, sizes = str(tmp_path / "m.db"), dict[str, object](), []
    for text in (story, story + "\n" + other, other):
        since = dt.datetime.now(dt.UTC).isoformat()
        line = json.dumps({"id": "one", "url": "https://news.example/one", "title": "خبر", "text": text, "published": "2020-02-05"})
        assert marsad("add", "-", "--store", db, stdin=line + "\n").returncode == 0
        for _ in range(2):  # applied twice it is the same
            assert marsad("export", "--store", db, "--scheme", "plover", "--since", since, "-o", str(tmp_path / "x.jsonl")).returncode == 0
            with (tmp_path / "x.deletions.csv").open(encoding="utf-8") as lines:
                for gone in csv.DictReader(lines):
                    mirror.pop(gone["number"], None)
            mirror |= {str(row["event_id"]): row for row in map(json.loads, (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines())}
        full = marsad("export", "--store", db, "--scheme", "plover", "--format", "jsonl").stdout
        assert mirror == {str(row["event_id"]): row for row in map(json.loads, full.splitlines())}
        sizes.append(len(mirror))
    assert sizes[1] > sizes[0]
    assert sizes[2] < sizes[1]


@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet", "geojson", "gpkg"])
def test_no_room_for_the_file_is_told_and_leaves_the_old_one(store: Path, format: str, tmp_path: Path) -> None:
    """No room: the process may write no more than 4 kB to a file."""
    path = tmp_path / f"out.{format}"
    path.write_text("the old one")
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
        "from marsad.cli import main; main()"
    )
    records = tmp_path.parent / f"records-{format}.jsonl"
    with open_store(store) as opened:
        records.write_text("".join(f"{record.to_json()}\n" for record in opened.records()), encoding="utf-8")
    command = [sys.executable, "-c", limited, "export", str(records), "--scheme", "plover", "-o", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert str(path) in done.stderr
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == [path.name]
    assert path.read_text() == "the old one"


def test_an_event_that_cannot_be_read_is_told(store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    shutil.copy(store, broken)
    with closing(sqlite3.connect(broken)) as file:
        file.execute("UPDATE event_data SET data = '{\"id\": 1}' WHERE rowid = (SELECT max(rowid) FROM event_data)")
        file.commit()
    done = marsad("export", "--store", str(broken), "-o", str(tmp_path / "x.csv"))
    assert done.returncode == 1
    assert "cannot be read" in done.stderr
    assert "add the report again" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words, says",
    [
        (["export", "--format", "gpkg"], "add --output FILE.gpkg"),
        (["export", "-o", "x.docx"], "names no format"),
        (["export", "--embargo", "3"], "--embargo goes with --public"),
        (["export", "--since", "2020-01-01"], "--output"),
        (["export", "--since", "soon", "-o", "x.csv"], "is no day or moment"),
        (["export", "--excel", "--format", "jsonl"], "--excel goes with"),
        (["export", "--country", "Atlantis"], "is no country"),
        (["export", "--from", "1.2.2020"], "is not a day"),
        (["summary", "--from", "2020-02-01", "--to", "2020-01-01"], "is before"),
        (["summary", "--from", "2020-02-01", "--to", "2020-03-01", "-o", "x.pdf"], "none of .html, .md"),
    ],
)
def test_usage_errors_name_the_remedy(words: list[str], says: str, tmp_path: Path) -> None:
    done = marsad(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert names(tmp_path) == []


def test_bad_input_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "x"}\n')
    done = marsad("export", "bad.jsonl", "-o", "out.csv", cwd=tmp_path)
    assert (done.returncode, "bad.jsonl:1: no record" in done.stderr) == (1, True)
    assert marsad("export", "none.jsonl", cwd=tmp_path).returncode == 1
    done = marsad("export", "--store", "none.db", cwd=tmp_path)
    assert (done.returncode, "none.db" in done.stderr) == (1, True)
    (tmp_path / "ok.jsonl").write_text("")
    done = marsad("export", "ok.jsonl", "-o", "no/such/folder/out.csv", cwd=tmp_path)
    assert (done.returncode, "nothing was written" in done.stderr) == (1, True)
    assert names(tmp_path) == ["bad.jsonl", "ok.jsonl"]


def test_summary(store: Path, tmp_path: Path) -> None:
    for name in ("s.html", "s.md"):
        done = marsad("summary", "--store", str(store), "--from", "2014-01-01", "--to", "2021-12-31", "-o", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
    assert '<svg class="map"' in (tmp_path / "s.html").read_text(encoding="utf-8")
    yemen = marsad("summary", "--store", str(store), "--from", "2014-01-01", "--to", "2021-12-31", "--country", "yem").stdout
    assert yemen.startswith("# Yemen, 2014-01-01 to 2021-12-31")
    assert "Idlib" not in yemen
