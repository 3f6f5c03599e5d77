"""Measures exports: a million events of a store to CSV, and what each format takes. CPU seconds (user + system) and peak memory.

    python benchmarks/exports.py [--events 1000000] [--schemes acled] [--formats csv]

The store is made of the project's invented example reports, copied under new ids; making it is not measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from marsad.pipeline import Coder
from marsad.reading import read_inputs
from marsad.report import Report
from marsad.store import open_store

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "reports"
_CHILD = """
import resource, sys
from marsad.cli import main
sys.argv = ["marsad", *sys.argv[1:]]
try:
    main()
finally:
    use = resource.getrusage(resource.RUSAGE_SELF)
    print(f"MEASURED {use.ru_utime + use.ru_stime:.1f} {use.ru_maxrss / 1024:.0f}", file=sys.stderr)
"""


def fill(path: Path, events: int) -> int:
    """Fill a new store with at least so many events; returns how many.

    The examples are stored through the store, then their rows are copied in SQL under other report ids.
    """
    coder = Coder()
    reports = [report for report in read_inputs([str(EXAMPLES)]) if isinstance(report, Report)]
    with open_store(path) as store:
        for _ in store.add_many((report, coder.code(report)) for report in reports):
            pass
        base = store.counts()["events"]
    with closing(sqlite3.connect(path)) as file:
        names = {table: [row[1] for row in file.execute(f"PRAGMA table_info({table})")] for table in ("reports", "events", "event_data")}
        for table, columns in names.items():
            file.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")
            key = "id" if table == "reports" else "report_id"
            chosen = ", ".join(
                f"{name} || '-' || ?" if name == key else "NULL" if name == "url" else f"{name} || ?" if name == "content" else name for name in columns
            )
            marks = chosen.count("?")
            for copy in range(1, -(-events // base)):
                file.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM first_{table}", [f"{copy:06}"] * marks)
        file.commit()
        return int(file.execute("SELECT count(*) FROM events").fetchone()[0])


def main() -> None:
    """Fill, export, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--schemes", nargs="+", default=["acled"])
    parser.add_argument("--formats", nargs="+", default=["csv"])
    parser.add_argument("--store", type=Path, help="use (or keep) the store in this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "bench.db"
        if not store.exists():
            began = dt.datetime.now()
            made = fill(store, options.events)
            print(f"{made} events stored in {(dt.datetime.now() - began).total_seconds():.0f} s", flush=True)
        for scheme in options.schemes:
            for form in options.formats:
                out = Path(folder) / f"out.{form}"
                command = [sys.executable, "-c", _CHILD, "export", "--store", str(store), "--scheme", scheme, "-o", str(out)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                cpu, memory = done.stderr.splitlines()[-1].removeprefix("MEASURED ").split()
                print(f"{scheme} {form}: {cpu} s CPU, {memory} MB peak, {out.stat().st_size / 1e6:.0f} MB; {done.stderr.splitlines()[0]}", flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
