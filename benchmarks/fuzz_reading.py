"""Hostile input: mutated pages, feeds, archives, exports, tables and documents through their readers.

    python -m benchmarks.fuzz_reading [KIND ...] [--count N] [--seed N] [--keep FOLDER]

Each mutant must give reports and failures only (no exception), within five seconds of CPU, and the process must stay under 500 MB. What broke a rule is kept
in a folder with its seed. The same seed makes the same mutants.
"""

from __future__ import annotations

import argparse
import faulthandler
import gzip
import json
import logging
import random
import resource
import sys
import tempfile
import time
import traceback
import warnings
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import zstandard
from benchmarks.reading_pages import cases

from marsad.reading import InputFailure, read_inputs
from marsad.report import Report

SECONDS, MEGABYTES = 5.0, 500
_TOKENS = (
    b"<", b">", b"</div>", b"<div>" * 400, b"<table><tr><td>" * 120, b"<!ENTITY a 'b'>", b"<!DOCTYPE x [", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&#x110000;", b"&#0;", b"&" * 300,
    b"\x00", b"\x00" * 64, b"\xff\xfe", b"\xef\xbb\xbf", b"\xd8", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b'"', b"'", b"{", b"}", b"[" * 3000, b'{"a":' * 2000, b"]", b",", b":", b"\\ud800", b"\\u0000",
    b"1e999", b"-" * 50, b"9" * 5000, b"null", b"true", b"NaN", b"\r\n\r\n", b"\n\n", b"WARC/1.0\r\n", b"Content-Length: 99999999999999\r\n", b"Content-Length: -1\r\n", b"Content-Length: 0\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: br\r\n", b"Content-Encoding: gzip\r\n", b"fffffff\r\n", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"endobj", b"<< /Length 999999999 >>", b"/Kids [1 0 R]",
    "اقرأ أيضا".encode(), "٢٣/١٠/٢٠٢٠".encode(), b"0000-00-00", b"99999-99-99", b"<time datetime='", b"<script type='application/ld+json'>", b"</script>", b"<h1>", b"http://[::1", b"data:image/png;base64," + b"A" * 400,
    b'"messages": [', b'"date": 5', b'"text": [[[[', b"\x1b[31m", b"\xe2\x80\x8f" * 40, b"\xc2\x85", b"=" * 200, b"--boundary", b"Content-Transfer-Encoding: base64\r\n",
)  # fmt: skip


def _peak() -> float:
    """The peak memory of this process in MB. `ru_maxrss` would be the parent's where that was larger: it survives fork and exec."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _page(number: int) -> bytes:
    given = _pages()
    return given[number % len(given)]


def _pages() -> list[bytes]:
    if not _PAGES:
        _PAGES.extend(case.html.encode() for case in cases(1))
    return _PAGES


_PAGES: list[bytes] = []


def seeds() -> dict[str, list[bytes]]:
    """Sound inputs of every kind, small."""
    from tests.reading.archives import wacz, warc, wet, zst
    from tests.reading.test_documents import mhtml, pdf
    from tests.reading.test_feeds import ATOM, NEWS, rss
    from tests.reading.test_tables import ROWS, table
    from tests.reading.test_telegram import CHAT, HTML

    plain = warc(3, gz=False)
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": i, "title": r["title"], "content_html": r["text"]} for i, r in enumerate(ROWS)]}
    account = {"personal_information": {}, "chats": {"list": [CHAT, CHAT]}}
    return {
        "page": [*_pages()[:49], _page(0).decode().encode("windows-1256", "replace"), _page(3).decode().encode("utf-16")],
        "feed": [rss(), rss(encoding="windows-1256"), ATOM.encode(), json.dumps(feed).encode()],
        "sitemap": [NEWS.encode(), NEWS.replace("urlset", "sitemapindex").encode()],
        "warc": [plain, warc(3), zst(plain), warc(2, encoding="br"), warc(2, encoding="gzip", chunked=True), wet(3), gzip.compress(plain)],
        "wacz": [wacz(warc(2)), wacz(plain, "archive/data.warc", deflated=True)],
        "telegram": [json.dumps(CHAT, ensure_ascii=False, indent=1).encode(), json.dumps(account).encode(), HTML.encode()],
        "table": [table(ROWS).encode(), table(ROWS, "\t").encode("utf-16"), "\n".join(json.dumps(r) for r in ROWS).encode(), json.dumps(ROWS, indent=1).encode(), *_parquet()],
        "document": [mhtml(), mhtml("windows-1256"), pdf(("وصل الوفد إلى المدينة صباح اليوم", "وقال مصدر في البلدية إن الزيارة تستمر يومين"))],
    }  # fmt: skip


def _parquet() -> list[bytes]:
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        with duckdb.connect() as db:
            db.execute(f"COPY (SELECT i AS id, 'وقال مصدر في البلدية إن الزيارة تستمر يومين' AS text FROM range(20) t(i)) TO '{path}' (FORMAT parquet)")
        return [path.read_bytes()]


def mutant(chance: random.Random, pool: list[bytes]) -> bytes:
    """A seed with one to twelve changes: flipped bytes, tokens put in, pieces cut, doubled, moved, or taken from another seed."""
    data = bytearray(chance.choice(pool))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        size = max(1, len(data))
        at, end = chance.randrange(size), chance.randrange(size)
        at, end = min(at, end), min(max(at, end), at + chance.choice((1, 8, 200, 5000)))
        kind = chance.randrange(8)
        if kind == 0:
            data[at:end] = chance.randbytes(end - at)
        elif kind <= 3:
            data[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 1, 2, 40))
        elif kind == 4:
            del data[at:end]
        elif kind == 5:
            data[at:at] = data[at:end] * chance.choice((1, 2, 20))
        elif kind == 6:
            other = chance.choice(pool)
            there = chance.randrange(max(1, len(other)))
            data[at:end] = other[there : there + chance.choice((10, 500, 8000))]
        else:
            for _ in range(chance.choice((1, 4, 30))):
                if data:
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        del data[2_000_000:]
    raw = bytes(data)
    if chance.randrange(12) == 0:
        raw = chance.choice((gzip.compress, zstandard.ZstdCompressor().compress, zlib.compress))(raw)
    return raw


_SENTENCE = "وقال شاهد عيان إن دوي الانفجار سمع في الأحياء المجاورة، وإن سيارات الإسعاف وصلت خلال دقائق. "
_CHAT = b'{"name":"x","type":"public_channel","id":1,"messages":['


def _of(piece: str | bytes, megabytes: float) -> bytes:
    raw = piece.encode() if isinstance(piece, str) else piece
    return raw * int(megabytes * 2**20 / len(raw))


def _bomb(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])


LARGE: dict[str, Callable[[], bytes]] = {
    "nested div": lambda: b"<html><body>" + _of("<div>", 6),
    "nested bodies": lambda: b"<html><body>" + _of("<div class='entry-content'>", 6),
    "many paragraphs": lambda: b"<html><body>" + _of(f"<p>{_SENTENCE}</p>", 19),
    "many tiny paragraphs": lambda: b"<html><body>" + _of("<p>ا</p>", 6),
    "many dates": lambda: b"<html><h1>x</h1>" + _of("<span class=date>23/10/2020 وقال شاهد عيان إن دوي</span>", 6),
    "open tables": lambda: b"<html><body>" + _of("<table><tr><td>ا", 5),
    "open brackets": lambda: b"<html>" + _of("<", 6),
    "nested JSON-LD": lambda: b"<html><script type='application/ld+json'>" + _of("[", 1.8) + b"</script><p>x",
    "many JSON-LD": lambda: b"<html>" + _of('<script type="application/ld+json">{"@type":"Article","headline":"x",}</script>', 5),
    "text": lambda: _of(_SENTENCE + "\n", 19),
    "one line": lambda: _of(_SENTENCE, 19),
    "long feed": lambda: b"<rss version='2.0'><channel>" + _of(f"<item><title>{_SENTENCE}</title></item>", 7) + b"</channel></rss>",
    "nested feed": lambda: b"<rss version='2.0'><channel>" + _of("<item>", 6),
    "feed of brackets": lambda: b"<rss version='2.0'><channel><item><title>" + _of("<", 6),
    "nested sitemap": lambda: b"<urlset>" + _of("<url>", 7),
    "nested JSON": lambda: _of('{"a":', 15),
    "open strings": lambda: b"[" + _of('{"text":"', 17),
    "endless message": lambda: _CHAT + b'{"id":1,"text":"' + _of("ا", 40),
    "broken messages": lambda: _CHAT + _of('{"id" 1},\n', 20),
    "open quote": lambda: b'id,text\n1,"' + _of(_SENTENCE, 60),
    "many cells": lambda: b"id,text\n" + _of(",", 15),
    "many boundaries": lambda: b"MIME-Version: 1.0\nFrom: x\nContent-Type: multipart/related; boundary=b\n\n" + _of("--b\n", 16),
    "many heads": lambda: _of("WARC/1.0\r\n", 20),
    "blank archive": lambda: b"WARC/1.0\r\nContent-Length: 5\r\n\r\n" + _of("\n", 60),
    "empty records": lambda: _of("WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", 20),
    "many PDF objects": lambda: b"%PDF-1.4\n" + _of("1 0 obj <<>> endobj\n", 9),
    "gzip bomb": lambda: _bomb(bytes(2**20), 2**10),
    "zstandard bomb": lambda: zstandard.ZstdCompressor().compress(bytes(2**27)),
    "gzip bomb of lines": lambda: _bomb(b'{"text": "x"}\n' * 2**12, 2**10),
}
"""Hostile inputs of the largest sizes that are read, built when they are used."""


def run_large(say: Callable[[str], None]) -> int:
    """The large inputs, each against the limits of CPU time and memory. Gives the number that broke a rule."""
    broken = 0
    for name, build in LARGE.items():
        raw = build()
        faulthandler.dump_traceback_later(120, exit=True)
        start = time.process_time()
        try:
            found = check(raw, "a")
            problem = ""
        except Exception:
            found, problem = Counter(), traceback.format_exc()
        faulthandler.cancel_dump_traceback_later()
        spent, peak = time.process_time() - start, _peak()
        bad = bool(problem) or peak > MEGABYTES or (spent > SECONDS and found["failures"] + found["reports"] < 1000)
        broken += bad
        say(f"large: {name:22} {len(raw) / 2**20:5.1f} MB {spent:5.2f} CPU s, peak so far {peak:4.0f} MB; {dict(found)} {problem}{'BROKEN' if bad else ''}")
    return broken


def opened(raw: bytes) -> list[bytes]:
    """A seed also as what is inside its compression, so that mutants reach behind the checksums."""
    try:
        return [raw, gzip.decompress(raw)] if raw.startswith(b"\x1f\x8b") else [raw]
    except (OSError, zlib.error):
        return [raw]


def check(raw: bytes, name: str) -> Counter[str]:
    """Reads one mutant and counts what came; raises AssertionError where it breaks a rule."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(raw)
        for item in read_inputs([str(path)]):
            if isinstance(item, InputFailure):
                found["notices" if item.notice else "failures"] += 1
                assert item.message, item
                assert item.remedy, item
                assert "\n" not in item.message, item
            else:
                assert isinstance(item, Report)
                assert item.full_text.strip(), item
                item.model_dump_json()
                found["reports"] += 1
    assert found, "nothing was said about the input"
    return found


def run(kind: str, pool: list[bytes], *, count: int, seed: int, keep: Path | None, say: Callable[[str], None]) -> int:
    """`count` mutants of one kind. Gives the number that broke a rule."""
    whole = [piece for raw in pool for piece in opened(raw)]
    names = {"table": ("a.csv", "a.jsonl", "a.json", "a"), "page": ("a.html", "a"), "document": ("a.mhtml", "a.pdf", "a")}.get(kind, ("a",))
    if whole:
        check(whole[0], names[0])  # imports and lexica are loaded once, on no mutant's account
    total: Counter[str] = Counter()
    broken = 0
    slowest = 0.0
    for number in range(count):
        chance = random.Random(f"{kind}{seed}{number}")
        raw = mutant(chance, whole)
        faulthandler.dump_traceback_later(60, exit=True)
        start = time.process_time()
        try:
            total += check(raw, chance.choice(names))
            spent = time.process_time() - start
            problem = f"took {spent:.1f} s" if spent > SECONDS else ""
        except Exception:
            spent, problem = time.process_time() - start, traceback.format_exc()
        faulthandler.cancel_dump_traceback_later()
        slowest = max(slowest, spent)
        if problem:
            broken += 1
            say(f"{kind} mutant {number} (seed {seed}): {problem}")
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{kind}-{seed}-{number}").write_bytes(raw)
    peak = _peak()
    told = ", ".join(f"{total[name]:,} {name}" for name in ("reports", "failures", "notices"))
    say(f"{kind:10} {count:7,} mutants, {broken} broken, slowest {slowest:.2f} s, peak memory {peak:.0f} MB; {told}")
    return broken + (peak > MEGABYTES)


def main() -> None:
    """Fuzz the kinds that are asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="page, feed, sitemap, warc, wacz, telegram, table, document, large")
    parser.add_argument("--count", type=int, default=1000, help="mutants of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for mutants that broke a rule")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    for name in ("trafilatura", "pypdf", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    pools = seeds()
    kinds = options.kinds or [*pools, "large"]
    broken = sum(run(k, pools[k], count=options.count, seed=options.seed, keep=options.keep, say=print) for k in kinds if k != "large")
    broken += run_large(print) if "large" in kinds else 0
    sys.exit(f"{broken} broken" if broken else 0)


if __name__ == "__main__":
    main()
