"""A watch over a server of our own on 127.0.0.1: 200 items from three sources, killed (SIGKILL) twice in the middle of a round, then counted.

    python -m benchmarks.watch [--items 200] [--kills 2] [--target folder|store]

All articles are invented (`tests/watch/newsroom.py`). Every tenth item comes by two addresses, every twentieth is a near-copy of one of another source, and after
the kills every fifteenth is edited: what must come out is known, so that what is lost or doubled is counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.reading.server import Site, serving
from tests.watch.newsroom import article, headline, rss

from marsad.reading.fetch import Originals
from marsad.store import open_store
from marsad.watch import State


def build(site: Site, items: int) -> tuple[set[str], int]:
    """The site; the ids that must come out, and the number of copies among them."""
    feeds: dict[str, list[tuple[str, str, str]]] = {"a": [], "b": [], "c": []}
    wanted, copies = set(), 0
    for n in range(items):
        outlet = "abc"[n % 3]
        copy_of = n - 1 if n % 20 == 19 else None  # the outlet before has the text that this one copies
        copies += copy_of is not None
        path = f"/{outlet}/{n}"
        site.page(path, article(n, canonical=site.url(path), of=copy_of))
        feeds[outlet].append((f"{outlet}-{n}", site.url(path) + "?utm_source=rss", headline(n)))
        wanted.add(site.url(path))
        if n % 10 == 0:
            site.page(f"/{outlet}/also/{n}", article(n, canonical=site.url(path), of=copy_of))
            feeds[outlet].append((f"{outlet}-{n}-again", site.url(f"/{outlet}/also/{n}"), headline(n)))
    for outlet, listed in feeds.items():
        site.page(f"/{outlet}/feed", rss(listed[::-1]))
    return wanted, copies


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--items", type=int, default=200)
    options.add_argument("--kills", type=int, default=2)
    options.add_argument("--target", choices=("folder", "store"), default="folder")
    given = options.parse_args()
    with serving() as site, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted, copies = build(site, given.items)
        tables = "".join(f'[[source]]\nname = "{outlet}"\nfeed = "{site.url(f"/{outlet}/feed")}"\n' for outlet in "abc")
        (folder / "sources.toml").write_text(f'[watch]\ndelay = "0s"\nrecheck = "0s"\n{tables}')
        into = ["--out", "out"] if given.target == "folder" else ["--store", "marsad.db"]
        command = [sys.executable, "-c", "from marsad.cli import main; main()", "watch", "sources.toml", "--once", "--allow-private", *into]
        begun = time.monotonic()
        for kill in range(given.kills):
            process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
            while len(ids(folder)) < (kill + 1) * given.items // (given.kills + 1) and process.poll() is None:
                time.sleep(0.02)
            process.kill()
            print(f"kill {kill + 1}: exit code {process.wait()}, {len(ids(folder))} reports written")
        told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stderr.splitlines()[-1]
        print(f"third run: {told}")
        found = Counter(ids(folder))
        print(
            f"items {given.items}: lost {len(wanted - set(found))}, doubled {sum(count - 1 for count in found.values())}, unwanted {len(set(found) - wanted)}"
        )
        print(f"marked as near-copies: {marked(folder)} of {copies}")
        edited = list(range(0, given.items, 15))
        for n in edited:
            path = f"/{'abc'[n % 3]}/{n}"
            site.page(
                path,
                article(n, canonical=site.url(path), of=n - 1 if n % 20 == 19 else None, extra="وأضاف المصدر لاحقا أن الاجتماع انتهى دون اتفاق بين الطرفين."),
            )
        told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stderr.splitlines()[-1]
        print(f"{len(edited)} edited, looked at again: {told}")
        print(f"original bytes of every report found by their sha256: {all_kept(folder)}")
        asked = [path for path in site.paths() if "feed" not in path]
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"pages asked for {len(asked)} times; {time.monotonic() - begun:.0f} s of wall clock, {children.ru_utime + children.ru_stime:.0f} s of CPU in {given.kills + 2} processes"
        )


def ids(folder: Path) -> list[str]:
    """The ids that are written, one for each version."""
    path = folder / "out" / "reports.jsonl"
    if path.exists():
        return [json.loads(line)["id"] for line in path.read_bytes().split(b"\n")[:-1]]
    if not (folder / "marsad.db").exists():
        return []
    import sqlite3

    with sqlite3.connect(folder / "marsad.db") as connection:
        try:
            return [row[0] for row in connection.execute("SELECT id FROM reports")]
        except sqlite3.OperationalError:
            return []


def marked(folder: Path) -> int:
    with State(_files(folder) / "watch.db") as state:
        return len(state.copies())


def all_kept(folder: Path) -> bool:
    originals = Originals(_files(folder) / "originals")
    if (folder / "out").exists():
        hashes = [json.loads(line)["sha256"] for line in (folder / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    else:
        with open_store(folder / "marsad.db") as store:
            hashes = [report.sha256 for record in store.records() if (report := store.report(record.id)) is not None]
    return all(originals.read(found) for found in hashes)


def _files(folder: Path) -> Path:
    return folder / "out" if (folder / "out").exists() else folder / "marsad.db.files"


if __name__ == "__main__":
    main()
