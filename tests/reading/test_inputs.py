"""Inputs as people give them: files by their content, folders, globs, standard input, and everything that can be wrong with them."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.helpers import BODY, LINES, TITLE, failures, items, one, page, reports, written

from marsad.reading import InputFailure, read_inputs
from marsad.reading.items import MAX_PAGE
from marsad.report import Report

ROW = {"id": "a", "title": TITLE, "text": BODY, "published": "2020-05-01"}


def test_page_saved_as_text_loses_its_furniture(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", f"{TITLE}\n{TITLE}\n0\n\n{BODY}\n\nاترك رد\n\nلن يتم نشر عنوان بريدك الإلكتروني.")
    report = one(path)
    assert (report.title, report.text) == (TITLE, BODY)


def test_sentences_that_begin_like_furniture_stay(tmp_path: Path) -> None:
    lines = ["شارك عشرات الطلاب في وقفة أمام الجامعة.", "مشاركة واسعة في الاعتصام.", "نشر في الحي عشرات الجنود.", "شارك:", "التعليقات (3)"]
    assert one(written(tmp_path, "a.txt", "\n".join([TITLE, "", *lines]))).text.split("\n") == lines[:3]


def test_equal_names_in_two_folders_are_two_reports(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        written(tmp_path, f"{folder}/x.txt", BODY)
    assert [r.id for r in reports(items(tmp_path))] == ["a/x.txt", "b/x.txt"]


def test_folders_leave_out_what_cannot_be_a_report(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", ".hidden/c.txt", "picture.png", "style.css", "deep/d.TXT"):
        written(tmp_path, name, page() if name.endswith("html") else BODY)
    assert [r.id for r in reports(items(tmp_path))] == ["a.txt", "b.html", "deep/d.TXT"]


def test_globs_and_missing_paths(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt"):
        written(tmp_path, name, BODY)
    found = items(str(tmp_path / "a*.txt"), tmp_path / "none.txt", str(tmp_path / "*.xyz"), tmp_path / "b.txt")
    assert len(reports(found)) == 3
    assert [f.message for f in failures(found)] == ["no such file or folder"] * 2


def test_globs_reach_into_folders_and_keep_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b/2.txt", "a/1.txt", "a/deep/3.txt", "a/1.html"):
        written(tmp_path, name, page() if name.endswith("html") else BODY)
    monkeypatch.chdir(tmp_path)
    assert [r.id for r in reports(items("**/*.txt"))] == ["a/1.txt", "a/deep/3.txt", "b/2.txt"]
    assert [r.id for r in reports(items("[b]/*.txt", "a"))] == ["b/2.txt", "1.html", "1.txt", "deep/3.txt"]


def test_empty_folder_is_told(tmp_path: Path) -> None:
    (failure,) = failures(items(tmp_path))
    assert "holds no file" in failure.message


@pytest.mark.parametrize(
    "content",
    [BODY.encode(), page().encode(), json.dumps(ROW).encode(), json.dumps([ROW]).encode(), json.dumps(ROW, indent=1).encode("utf-16"), page().encode("utf-16")],
)
@pytest.mark.parametrize("name", ["report", "report.bin", "report.txt"])
def test_the_content_counts_not_the_name(tmp_path: Path, name: str, content: bytes) -> None:
    assert one(written(tmp_path, name, content)).text == BODY


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
@pytest.mark.parametrize("content", [BODY.encode(), page().encode(), (json.dumps(ROW) + "\n").encode()])
def test_packed_files_are_read_through(tmp_path: Path, pack: object, content: bytes) -> None:
    assert callable(pack)
    assert one(written(tmp_path, "a.gz", pack(content))).text == BODY


class TestStandardInput:
    @pytest.mark.parametrize(
        "content", [BODY.encode(), page().encode("windows-1256"), (json.dumps(ROW) + "\n").encode("utf-16"), gzip.compress(page().encode())]
    )
    def test_kinds(self, content: bytes) -> None:
        (report,) = items("-", stdin=content)
        assert isinstance(report, Report)
        assert report.text == BODY

    def test_many_lines(self) -> None:
        lines = "".join(json.dumps({**ROW, "id": str(i)}) + "\n" for i in range(3000))
        assert [r.id for r in reports(items("-", stdin=lines.encode()))] == [str(i) for i in range(3000)]

    def test_a_document_has_a_limit_and_is_not_read_beyond_it(self) -> None:
        class Endless(io.RawIOBase):
            given = 0

            def read(self, size: int = -1) -> bytes:
                self.given += size
                return ("سطر آخر من النص\n".encode() * (size // 28 + 1))[:size]

        endless = Endless()
        (failure,) = list(read_inputs(["-"], stdin=endless))  # type: ignore[arg-type]
        assert isinstance(failure, InputFailure)
        assert "too large" in failure.message
        assert endless.given < 3 * MAX_PAGE

    def test_lines_come_while_the_stream_is_open(self) -> None:
        class Slow(io.RawIOBase):
            count = 0

            def read(self, size: int = -1) -> bytes:
                self.count += 1
                line = json.dumps({**ROW, "id": str(self.count), "pad": ""})
                return (line.replace('"pad": "', '"pad": "' + "x" * (size - len(line) - 1)) + "\n").encode()

        slow = Slow()
        stream = read_inputs(["-"], stdin=slow)  # type: ignore[arg-type]
        assert isinstance(next(stream), Report)
        assert slow.count < 20

    def test_an_endless_list_of_nothing_ends(self) -> None:
        class Endless(io.RawIOBase):
            def read(self, size: int = -1) -> bytes:
                return (b'{"a": 1}\n' * (size // 9 + 1))[:size]

        found = list(read_inputs(["-"], stdin=Endless()))  # type: ignore[arg-type]
        assert "given up after 100,000 items in a row" in failures(found)[-1].message
        assert len(found) == 102


class TestManyFailures:
    def test_a_hundred_are_named_and_the_rest_is_counted(self, tmp_path: Path) -> None:
        lines = [f"{{bad {n}" for n in range(5000)] + [json.dumps(ROW)] + ["[]"] * 7 + [json.dumps({**ROW, "published": f"x{n}"}) for n in range(3)]
        found = items(written(tmp_path, "a.jsonl", "\n".join(lines)))
        assert [r.id for r in reports(found)] == ["a"]
        told = failures(found)
        assert [f.name.rpartition(":")[2] for f in told[:100]] == [str(n) for n in range(1, 101)]
        assert told[100].message.startswith("4,910 more failures, the last one at ")
        assert "4,907 times: the line is no JSON object; 3 times: published … is no day" in told[100].message
        assert sum(f.count for f in told) == 5010

    @pytest.mark.parametrize("line", [b"{bad\n", b"\n", b'{"id": 1}\n', b"7\n", b'{"text": "x"}\n'])
    def test_a_bomb_of_tiny_lines_is_given_up(self, tmp_path: Path, line: bytes) -> None:
        path = written(tmp_path, "a.jsonl.gz", gzip.compress(json.dumps(ROW).encode() + b"\n" + line * 2_000_000, 6))
        begun = time.process_time()
        found = items(path)
        assert time.process_time() - begun < 5
        assert [r.id for r in reports(found)] == ["a"]
        assert any("given up after 100,000" in f.message for f in failures(found))

    def test_long_runs_of_other_languages_are_passed_over(self) -> None:
        from marsad.reading.bounded import MOST_IN_A_ROW, bounded
        from marsad.reading.items import Read

        foreign = InputFailure("a:1", "the text is Persian, not Arabic", "marsad reads Arabic only", foreign=True)
        last = Read("a:9", Report(id="a", text=BODY))
        found = list(bounded("a", iter([foreign] * (MOST_IN_A_ROW + 5) + [last])))
        assert last in found
        assert not any("given up" in item.message for item in found if isinstance(item, InputFailure))

    def test_ids_that_stand_twice_are_named_with_their_line(self, tmp_path: Path) -> None:
        found = items(written(tmp_path, "a.jsonl", (json.dumps(ROW) + "\n") * 3))
        assert [Path(f.name).name for f in failures(found)] == ["a.jsonl:2", "a.jsonl:3"]


def test_folders_that_are_locked_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "a.txt", BODY)
    written(tmp_path, "locked/b.txt", BODY)
    scan = os.scandir

    def scandir(path: str) -> object:  # tests may run as root, whom no lock keeps out
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = items(tmp_path)
    assert [r.id for r in reports(found)] == ["a.txt"]
    assert [(f.name, f.message) for f in failures(found)] == [(str(tmp_path / "locked"), "cannot be looked into (Permission denied)")]


class TestWrongInput:
    def test_each_is_named_with_a_remedy_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        written(tmp_path, "a-empty.txt", "")
        written(tmp_path, "b-blank.html", " \n\t ")
        written(tmp_path, "c-binary.txt", bytes(range(256)) * 20)
        written(tmp_path, "d-no-article.html", "<html><body></body></html>")
        written(tmp_path, "e-english.txt", "Shops opened again this morning after a long night, residents said.")
        written(tmp_path, "f-large.txt", (BODY + "\n").encode() * (50 * 2**20 // len(BODY.encode())))
        written(tmp_path, "g-windows.txt", BODY.encode("windows-1256"))
        lines = [
            json.dumps(ROW),
            "{bad",
            json.dumps(ROW),
            json.dumps({**ROW, "id": "b", "published": "2020-02-31"}),
            json.dumps({**ROW, "id": "c"}),
            "[1]",
            '"x"',
        ]
        written(tmp_path, "h.jsonl", "\n".join(lines))
        found = items(tmp_path)
        told = {Path(f.name).name: f for f in failures(found)}
        assert [r.id for r in reports(found)] == ["g-windows.txt", "a", "c"]
        for name, words in {
            "a-empty.txt": "empty", "b-blank.html": "empty", "c-binary.txt": "no text", "d-no-article.html": "no article", "e-english.txt": "not Arabic",
            "f-large.txt": "too large", "h.jsonl:2": "no JSON object", "h.jsonl:3": "stands twice", "h.jsonl:4": "is no day", "h.jsonl:6": "no JSON object",
            "h.jsonl:7": "no JSON object",
        }.items():  # fmt: skip
            assert words in told.pop(name).message, name
        assert not told
        assert all(f.remedy for f in failures(found))

    def test_the_command_says_so_and_ends_with_3(self, tmp_path: Path) -> None:
        written(tmp_path, "good.txt", BODY)
        written(tmp_path, "bad.txt", "")
        command = [sys.executable, "-m", "marsad", "code", str(tmp_path), "--to", "jsonl"]
        run = subprocess.run([sys.executable, "-c", "from marsad.cli import main; main()", *command[3:]], capture_output=True, text=True, check=False)
        assert run.returncode == 3, run.stderr
        assert f"{tmp_path}/bad.txt: the file is empty; " in run.stderr
        assert json.loads(run.stdout)["id"] == "good.txt"

    def test_an_unreadable_map_is_wrong_usage(self) -> None:
        run = subprocess.run(
            [sys.executable, "-c", "from marsad.cli import main; main()", "code", "-", "--map", "titel=x"],
            capture_output=True,
            text=True,
            check=False,
            input="",
        )
        assert run.returncode == 2
        assert "fields are id, title, text" in run.stderr

    def test_packed_without_end(self, tmp_path: Path) -> None:
        raw = BODY.encode()
        for _ in range(5):
            raw = gzip.compress(raw)
        (failure,) = failures(items(written(tmp_path, "a.gz", raw)))
        assert "packed more than twice" in failure.message

    @pytest.mark.parametrize("pack", [lambda raw: gzip.compress(raw, 9), zstandard.ZstdCompressor(level=19).compress])
    @pytest.mark.parametrize("filling", [b"\x00", b" ", "ا".encode(), b'{"text": "'])
    def test_bombs_are_refused_with_a_message(self, tmp_path: Path, pack: object, filling: bytes) -> None:
        assert callable(pack)
        (failure,) = failures(items(written(tmp_path, "a.gz", pack(filling * (200 * 2**20 // len(filling))))))[:1]
        assert any(words in failure.message for words in ("too large", "no text", "longer than", "grows more than", "empty")), failure.message

    def test_cut_and_damaged_gzip_are_told(self, tmp_path: Path) -> None:
        lines = [(json.dumps({**ROW, "id": str(i)}) + "\n").encode() for i in range(200)]
        whole = [gzip.compress(b"".join(lines[i : i + 50])) for i in range(0, 200, 50)]
        cut = items(written(tmp_path, "cut.jsonl.gz", b"".join(whole)[:-40]))
        assert len(reports(cut)) >= 150
        assert any("cut off" in f.message for f in failures(cut))
        bad = bytearray(whole[1])
        bad[len(bad) // 2] ^= 0xFF
        damaged = items(written(tmp_path, "bad.jsonl.gz", whole[0] + bytes(bad) + whole[2] + whole[3]))
        assert {str(i) for i in (*range(50), *range(101, 200))} <= {r.id for r in reports(damaged)}
        assert any("damaged" in f.message for f in failures(damaged))


def test_start_of_a_text_imports_no_reader_of_other_kinds(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", BODY)
    code = (
        "import sys; from marsad.reading import read_inputs; list(read_inputs([sys.argv[1]]));"
        "print([m for m in ('trafilatura', 'lxml', 'feedparser', 'warcio', 'duckdb', 'pyarrow', 'pypdf', 'zstandard') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_lines_of_the_article_are_kept_in_order(tmp_path: Path) -> None:
    assert one(written(tmp_path, "a.html", page())).text.split("\n") == list(LINES)


def test_workers_read_only_a_little_ahead() -> None:
    from marsad.cli.code import coded

    given = 0

    def endless() -> Iterator[Report]:
        nonlocal given
        while True:
            given += 1
            yield Report(id=str(given), text=LINES[0])

    stream = coded(endless(), workers=2)
    assert [next(stream).id for _ in range(40)] == [str(i) for i in range(1, 41)]
    stream.close()  # type: ignore[attr-defined]
    assert given < 200


@given(st.lists(st.one_of(st.text(max_size=3), st.integers(-3, 3)), max_size=300))
def test_seen_is_a_set(keys: list[str | int]) -> None:
    from marsad.reading.seen import Seen

    seen, told = Seen(), set()
    for key in [*keys, *range(1000), *keys]:
        assert seen.add(key) == ((hash(key) or 1) not in told)
        told.add(hash(key) or 1)


def test_seen_grows_by_little() -> None:
    from marsad.reading.seen import Seen

    seen = Seen()
    assert sum(seen.add(f"https://example.org/{i}") for i in range(50_000)) == 50_000
    assert not any(seen.add(f"https://example.org/{i}") for i in range(0, 50_000, 7))
    assert len(seen._slots) * 8 <= 40 * 50_000
