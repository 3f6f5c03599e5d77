"""`marsad explain` as a user starts it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.explain.conftest import ATTACK, blocks
from tests.reading.helpers import page
from tests.reading.server import serving

TABLE = f"headline,lead,day\n{ATTACK.title},{ATTACK.text.splitlines()[0].replace(',', '')},2020-01-15\n"
MAP = ("--map", "title=headline,text=lead,published=day")


def marsad(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]
    done = subprocess.run(program, input=given, capture_output=True, check=False, cwd=folder, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    return subprocess.CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))


def write_reports(folder: Path) -> None:
    (folder / "news").mkdir()
    for name in ("a", "b"):
        (folder / "news" / f"{name}.txt").write_text(ATTACK.text, encoding="utf-8")


def test_a_folder_becomes_one_page(tmp_path: Path) -> None:
    write_reports(tmp_path)
    done = marsad(tmp_path, "explain", "news", "--published", "2020-01-15", "--html", "-o", "page.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "marsad: page.html: 2 reports\n")
    data = blocks((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert [report["id"] for report in data["index-data"]["reports"]] == ["a.txt", "b.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news", "page.html"]
    for more in (["--html"], ["--html", "--out", "-"]):  # the same page on stdout, whatever the terminal's encoding
        assert marsad(tmp_path, "explain", "news", "--published", "2020-01-15", *more).stdout == (tmp_path / "page.html").read_text(encoding="utf-8")


def test_failed_inputs_are_told_and_a_page_of_nothing_replaces_no_file(tmp_path: Path) -> None:
    write_reports(tmp_path)
    (tmp_path / "news" / "empty.txt").write_bytes(b"")
    done = marsad(tmp_path, "explain", "news", "--output", "page.html")
    assert done.returncode == 3
    assert "empty.txt" in done.stderr
    before = (tmp_path / "page.html").read_bytes()
    assert marsad(tmp_path, "explain", "news/empty.txt", "--output", "page.html").returncode == 1
    assert (tmp_path / "page.html").read_bytes() == before
    done = marsad(tmp_path, "explain", "news/a.txt", "--html", "-o", "no/such/folder.html")
    assert done.returncode == 1
    assert "--output" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news", "page.html"]


def test_text_goes_to_a_file_too(tmp_path: Path) -> None:
    write_reports(tmp_path)
    assert marsad(tmp_path, "explain", "news/a.txt", "--published", "2020-01-15", "-o", "why.txt").returncode == 0
    assert "  killed: " in (tmp_path / "why.txt").read_text(encoding="utf-8")


def test_a_page_is_not_poured_over_a_terminal(tmp_path: Path) -> None:
    write_reports(tmp_path)
    ours, theirs = pty.openpty()
    program = [sys.executable, "-c", "from marsad.cli import main; main()", "explain", "--html", "news"]
    done = subprocess.run(program, stdout=theirs, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False, cwd=tmp_path)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert b"-o FILE.html" in done.stderr


def test_an_address_is_fetched(tmp_path: Path) -> None:
    with serving() as site:
        site.page("/news/1", page())
        done = marsad(tmp_path, "explain", site.url("/news/1"), "--published", "2020-01-15", "--allow-private")
        refused = marsad(tmp_path, "explain", site.url("/news/1"), "--published", "2020-01-15")
        assert site.asked["/news/1"] == 1
    assert done.returncode == 0, done.stderr
    assert site.url("/news/1") in done.stdout.splitlines()[0]
    assert refused.returncode == 1
    assert "--allow-private" in refused.stderr


def test_columns_are_mapped_for_explain_and_add(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text(TABLE, encoding="utf-8")
    done = marsad(tmp_path, "explain", "news.csv", *MAP)
    assert done.returncode == 0, done.stderr
    assert "published 2020-01-15" in done.stdout
    done = marsad(tmp_path, "add", "news.csv", *MAP, "--store", "news.db")
    assert done.returncode == 0, done.stderr
    assert ATTACK.title in marsad(tmp_path, "search", "تدمر", "--store", "news.db").stdout
    for command in ("explain", "add"):
        done = marsad(tmp_path, command, "news.csv", "--map", "nonsense")
        assert done.returncode == 2
        assert "--map" in done.stderr
