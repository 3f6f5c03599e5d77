"""Reading measured: quality and speed of article extraction beside plain trafilatura, speed over WARC beside bare warcio + trafilatura, and
memory over a long archive.

    python benchmarks/reading.py [pages|speed|warc|memory ...] [--megabytes N] [--worst]

The pages are those of `reading_pages.py`: invented articles in the markup of real content systems. Times are CPU seconds of one core.
"""

from __future__ import annotations

import argparse
import gc
import io
import logging
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.reading_pages import TEMPLATES, Case, cases

from marsad.reading import InputFailure, read_inputs
from marsad.reading.article import from_html
from marsad.report import Report

_WORDS = re.compile(r"\w+")
_PARTS = ("pages", "speed", "warc", "memory")


def token_f1(gold: str, told: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words of `told` against `gold`, as multisets."""
    want, have = Counter(_WORDS.findall(gold)), Counter(_WORDS.findall(told))
    common = sum((want & have).values())
    precision, recall = common / max(1, sum(have.values())), common / max(1, sum(want.values()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def plain(page: str, *, metadata: bool = False) -> tuple[str, str | None]:
    """The text that trafilatura gives with its own settings, without the title where it stands first, and its date."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, include_comments=False, with_metadata=metadata)
    if found is None:
        return "", None
    data = found if isinstance(found, dict) else found.as_dict()
    return str(data.get("text") or ""), data.get("date")


def measure_pages(*, worst: bool, rounds: int = 3) -> float:
    """Print token precision, recall, F1 (means over pages), right days and titles, ours and trafilatura's. Gives our F1."""
    ours: list[tuple[float, float, float]] = []
    theirs: list[tuple[float, float, float]] = []
    days = titles = their_days = 0
    rows = []
    given = list(cases(rounds))
    for case in given:
        report = from_html(case.name, case.html, None)
        text = report.text if report else ""
        told, day = plain(case.html, metadata=True)
        told = told.removeprefix(case.article.title).lstrip()
        ours.append(token_f1(case.article.text, text))
        theirs.append(token_f1(case.article.text, told))
        right = report is not None and report.published == case.article.day
        days += right
        their_days += day == str(case.article.day)
        titled = report is not None and report.title == case.article.title
        titles += titled
        rows.append((ours[-1][2], case.name, right, titled, theirs[-1][2], text))
    count = len(given)
    print(f"{len(TEMPLATES)} templates, {count} pages")
    print(f"{'':14}{'precision':>10}{'recall':>10}{'F1':>10}{'lowest':>10}{'day right':>11}{'title right':>12}")
    for name, scores, right_days, right_titles in (("marsad", ours, days, titles), ("trafilatura", theirs, their_days, None)):
        means = [sum(score[i] for score in scores) / count for i in range(3)]
        shown = f"{right_titles / count:12.3f}" if right_titles is not None else ""
        print(f"{name:14}{means[0]:10.4f}{means[1]:10.4f}{means[2]:10.4f}{min(s[2] for s in scores):10.4f}{right_days / count:11.3f}{shown}")
    if worst:
        for score, name, right, titled, other, text in sorted(rows)[:12] + [row for row in sorted(rows)[12:] if not (row[2] and row[3])]:
            print(f"{score:.3f} {name:28} day {'right' if right else 'WRONG'} title {'right' if titled else 'WRONG'} trafilatura {other:.3f} {text[-90:]!r}")
    return sum(score[2] for score in ours) / count


def cpu(work: Callable[[], object], repeat: int = 3) -> float:
    """CPU seconds of the shortest of several runs."""
    shortest = float("inf")
    for _ in range(repeat):
        gc.collect()
        start = time.process_time()
        work()
        shortest = min(shortest, time.process_time() - start)
    return shortest


def measure_speed() -> None:
    """Print pages/s of `from_html` beside bare trafilatura with and without its metadata."""
    pages = [case.html for case in cases()]
    rows = {
        "marsad from_html (text, title, day, outlet, url)": lambda: [from_html("x", page, None) for page in pages],
        "trafilatura with metadata": lambda: [plain(page, metadata=True) for page in pages],
        "trafilatura, text alone": lambda: [plain(page) for page in pages],
    }
    times = {name: cpu(work) for name, work in rows.items()}
    print(f"{len(pages)} pages of {sum(map(len, pages)) // len(pages):,} characters")
    for name, seconds in times.items():
        print(f"{name:52}{len(pages) / seconds:8.0f} pages/s")
    ours, with_metadata, alone = times.values()
    print(f"overhead of marsad: {ours / with_metadata - 1:+.0%} of trafilatura with metadata, {ours / alone - 1:+.0%} of its text alone")


def write_warc(path: Path, megabytes: float, *, pages: list[Case]) -> int:
    """A .warc.gz of at least so many MB (unpacked), of the benchmark's pages with a picture and a request beside each. Gives the count of pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    size = count = 0
    noise = random.Random(1)
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        while size < megabytes * 2**20:
            case = pages[count % len(pages)]
            url = f"https://example.org/{case.name}/{count}"
            page = case.html.replace("</h1>", f"</h1><!-- {count} {noise.randbytes(24000).hex()} -->", 1).encode()
            for kind, payload in (("text/html; charset=utf-8", page), ("image/jpeg", noise.randbytes(9000))):
                heads = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
                writer.write_record(writer.create_warc_record(url + kind[:5], "response", payload=io.BytesIO(payload), http_headers=heads))
                size += len(payload) + 500
            count += 1
    return count


def bare_warc(path: Path) -> int:
    """What a script with warcio and trafilatura alone would do. Gives the count of texts."""
    from warcio.archiveiterator import ArchiveIterator

    count = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and "html" in (record.http_headers.get_header("Content-Type") or ""):
                text, _ = plain(record.content_stream().read().decode("utf-8", "replace"), metadata=True)
                count += bool(text)
    return count


def read_warc(path: Path) -> Iterator[Report]:
    """The archive by Marsad; anything but reports and the closing notice is an error of the benchmark."""
    for item in read_inputs([str(path)]):
        if isinstance(item, InputFailure):
            assert item.notice, item
            continue
        yield item


def measure_warc(megabytes: float) -> None:
    """Print pages/s over a WARC, ours and bare warcio + trafilatura."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        count = write_warc(path, megabytes, pages=list(cases()))
        ours = cpu(lambda: sum(1 for _ in read_warc(path)), 2)
        bare = cpu(lambda: bare_warc(path), 2)
    print(
        f"WARC of {megabytes:.0f} MB, {count} pages: marsad {count / ours:.0f} pages/s, warcio + trafilatura {count / bare:.0f} pages/s: {bare / ours:.0%} of its speed"
    )


def measure_memory(megabytes: float) -> None:
    """Print the process's peak memory at each tenth of a long WARC."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.warc.gz"
        count = write_warc(path, megabytes, pages=list(cases()))
        print(f"WARC of {megabytes:.0f} MB unpacked, {path.stat().st_size / 2**20:.0f} MB packed, {count} pages")
        peaks = []
        start = time.process_time()
        done = 0
        for done, _ in enumerate(read_warc(path), 1):
            if done % max(1, count // 10) == 0:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        seconds = time.process_time() - start
    print(f"{done} reports in {seconds:.0f} CPU s; peak memory at each tenth, MB: {' '.join(f'{peak:.0f}' for peak in peaks)}")
    print(f"growth from the second tenth to the end: {peaks[-1] - peaks[1]:.1f} MB")


def main() -> None:
    """Run the parts that are asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=list(_PARTS), metavar="PART", help=f"of {', '.join(_PARTS)}")
    parser.add_argument("--megabytes", type=float, default=64, help="size of the archives (2048 for the long run)")
    parser.add_argument("--worst", action="store_true", help="also list the worst pages")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(_PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; parts are {', '.join(_PARTS)}")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    failed = False
    if "pages" in options.parts:
        failed = measure_pages(worst=options.worst) < 0.97
    if "speed" in options.parts:
        measure_speed()
    if "warc" in options.parts:
        measure_warc(min(options.megabytes, 64))
    if "memory" in options.parts:
        measure_memory(options.megabytes)
    if failed:
        sys.exit("token F1 is below 0.97")


if __name__ == "__main__":
    main()
