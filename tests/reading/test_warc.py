"""WARC, WET and WACZ, sound and damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.reading.archives import body, html, wacz, warc, wet, zst
from tests.reading.helpers import LINES, failures, items, reports, written

from marsad.reading.article import main_lines

PLAIN = warc(gz=False)


def bodies(raw: bytes, tmp_path: Path) -> list[str]:
    return [r.text for r in reports(items(written(tmp_path, "x", raw)))]


ALL = [body(i) for i in range(6)]


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN, warc(), gzip.compress(PLAIN), zst(PLAIN), zst(PLAIN, dictionary=html(50) * 3), warc(chunked=True), warc(encoding="gzip"), warc(encoding="br"),
        warc(encoding="zstd", gz=False), warc(encoding="gzip", chunked=True), wacz(warc()), wacz(PLAIN, "archive/data.warc", deflated=True),
    ],
    ids=["plain", "gz", "one gz", "zst", "zst with dictionary", "chunked", "gzip", "br", "zstd", "gzip chunked", "wacz", "wacz deflated"],
)  # fmt: skip
def test_forms(raw: bytes, tmp_path: Path) -> None:
    for found in (items(written(tmp_path, "x", raw)), items("-", stdin=raw)):
        assert [r.text for r in reports(found)] == ALL
        assert not failures(found)
        report = reports(found)[0]
        assert (report.id, report.url, str(report.published), report.published_basis) == (
            "https://example.org/2020/10/23/0", "https://example.org/2020/10/23/0", "2020-10-23", "page",
        )  # fmt: skip
        assert str(report.retrieved) == "2021-01-02 03:04:05+00:00"
        (notice,) = [i for i in found if i not in reports(found)]
        assert "3 records passed over, 6 read (3 no page)" in str(notice)


def test_wet(tmp_path: Path) -> None:
    found = items(written(tmp_path, "x.wet.gz", wet()))
    assert [r.text.split("\n")[:3] for r in reports(found)] == [list(LINES)] * 3
    assert not failures(found)


def test_main_lines() -> None:
    assert main_lines(["قصير", *LINES, "x", LINES[0], "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]) == [*LINES, "x", LINES[0]]
    assert main_lines(["a", "b"]) == []


@pytest.mark.parametrize("told", [0, 17, 10**6, 10**8, 10**12])
def test_a_wrong_length_costs_one_record(told: int, tmp_path: Path) -> None:
    parts = PLAIN.split(b"Content-Length: ")
    at = next(i for i, part in enumerate(parts) if b"/2020/10/23/2" in parts[i - 1][-400:] and b"response" in parts[i - 1][-400:])
    length, rest = parts[at].split(b"\r\n", 1)
    assert int(length) > 1000
    parts[at] = b"%d\r\n" % told + rest
    found = items(written(tmp_path, "x.warc", b"Content-Length: ".join(parts)))
    assert [r.text for r in reports(found)] == [b for b in ALL if b != body(2)]
    assert failures(found)


@pytest.mark.parametrize("bad", ["Content-Length: x", "Content-Length: -5", "Kontent: 1"])
def test_a_head_without_length_costs_one_record(bad: str, tmp_path: Path) -> None:
    at = PLAIN.index(b"Content-Length:", PLAIN.index(b"/2020/10/23/3") + 900)
    end = PLAIN.index(b"\r\n", at)
    found = items(written(tmp_path, "x.warc", PLAIN[:at] + bad.encode() + PLAIN[end:]))
    assert len(reports(found)) >= 5
    assert failures(found)


@pytest.mark.parametrize("packed", ["gz", "zst"])
@pytest.mark.parametrize("at", [0.2, 0.4, 0.6])
def test_a_damaged_member_costs_no_other(packed: str, at: float, tmp_path: Path) -> None:
    raw = bytearray(warc() if packed == "gz" else zst(PLAIN))
    place = int(len(raw) * at)
    raw[place : place + 30] = bytes(30)
    found = items(written(tmp_path, "x", bytes(raw)))
    assert len(reports(found)) >= 5
    assert failures(found)


def test_a_cut_archive_gives_what_it_has(tmp_path: Path) -> None:
    for raw in (PLAIN, warc(), zst(PLAIN)):
        found = items(written(tmp_path, "x", raw[: int(len(raw) * 0.5)]))
        assert 2 <= len(reports(found)) < 6
        assert failures(found)


def test_unchanged_captures_come_once_and_changed_ones_twice(tmp_path: Path) -> None:
    first, again = warc(2), warc(2)
    changed = warc(1, gz=False).replace("رقم 0".encode(), "رقم 8".encode())
    found = items(written(tmp_path, "x.warc.gz", first + again + gzip.compress(changed)))
    assert [r.id.rpartition("/")[2] for r in reports(found)] == ["0", "1", "0@20210102030405"]
    assert not failures(found)


def test_bombs_in_archives(tmp_path: Path) -> None:
    import io

    import brotli
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for encoding, bomb in (("gzip", gzip.compress(b"\x00" * 2**27)), ("br", brotli.compress(b" " * 2**27))):
        heads = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", encoding)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(f"https://example.org/{encoding}", "response", payload=io.BytesIO(bomb), http_headers=heads))
    found = items(written(tmp_path, "x.warc.gz", out.getvalue() + gzip.compress(b"WARC/1.0\r\n" + b"\x00" * 2**27) + warc(1)))
    assert [r.text for r in reports(found)] == [body(0)]
    assert any("grows more than" in f.message for f in failures(found))
    assert any("2 too large" in str(i) for i in found)
    bomb = items(written(tmp_path, "x.wacz", wacz(b"WARC/1.0\r\n" + b"\x00" * 2**27, "archive/a.warc", deflated=True)))
    assert any("grows more than" in f.message for f in failures(bomb))


def test_zip_without_archive(tmp_path: Path) -> None:
    (failure,) = failures(items(written(tmp_path, "x.zip", wacz(b"x", "notes.txt"))))
    assert "no web archive" in failure.message
    (failure,) = failures(items(written(tmp_path, "y.zip", wacz(b"x")[:60])))
    assert "cannot be read" in failure.message
