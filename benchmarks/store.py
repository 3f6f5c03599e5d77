"""Speed of the store: reports stored a second, events streamed, a frame of a million events.

benchmarks/store.py [--shared ../shared] [--reports 3000] [--events 1000000] [--postgres]

The records are coded before the clock starts, from raw reports (or, without them, the examples), repeated under new ids. Each figure is given in
seconds of the wall clock and of the CPU (this process and its children; a PostgreSQL server's CPU is not in it).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from sqlalchemy import Column

    from marsad.record import CodedReport
    from marsad.report import Report
    from marsad.store import Store

Pair = tuple["Report", "CodedReport"]


def main() -> None:
    """Entry point."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--reports", type=int, default=3000)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--postgres", action="store_true", help="also on a throw-away PostgreSQL cluster, with fsync on")
    given = options.parse_args()
    from marsad.store import open_store

    pairs = list(precoded(given.shared, given.reports))
    with tempfile.TemporaryDirectory(prefix="marsad-bench-") as folder:
        with open_store(Path(folder) / "speed.db") as store:
            writing("SQLite", store, pairs)
        with open_store(Path(folder) / "large.db") as store:
            grow(store, pairs[:300], given.events)
        with open_store(Path(folder) / "large.db") as store:
            reading("SQLite", store)
    if given.postgres:
        from tests.store.cluster import MISSING, binaries, cluster

        where = binaries()
        if where is None:
            sys.exit(f"benchmark: {MISSING}")
        with cluster(where) as running:
            with open_store(running.database()) as store:
                writing("PostgreSQL", store, pairs)
            with open_store(running.database()) as store:
                grow(store, pairs[:300], given.events)
                reading("PostgreSQL", store)


def precoded(shared: Path, wanted: int) -> Iterator[Pair]:
    """Reports with their records: some hundred are coded, then repeated under new ids."""
    from marsad.pipeline import Coder
    from marsad.report import Report

    coder = Coder()
    path = shared / "news/reports.jsonl"
    lines = (path if path.exists() else ROOT / "examples/reports/reports.jsonl").read_text(encoding="utf-8").splitlines()[:300]
    base = []
    for line in lines:
        raw = json.loads(line)
        report = Report(id=raw["id"], title=raw.get("title", ""), text=raw["text"], published=dt.date.fromisoformat(raw["published"]))
        base.append((report, coder.code(report)))
    for n in range(wanted):
        report, record = base[n % len(base)]
        name = f"{report.id}-{n // len(base)}"
        yield report.model_copy(update={"id": name}), record.model_copy(update={"id": name})


@contextmanager
def timed(what: str, amount: int, unit: str) -> Iterator[None]:
    """Prints what was done with its speed, in wall and CPU seconds."""
    wall, cpu = time.perf_counter(), _cpu()
    yield
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    print(f"{what:44} {wall:7.2f} s wall {cpu:7.2f} s CPU {amount / wall:10.0f} {unit}/s wall {amount / cpu:10.0f} {unit}/s CPU", flush=True)


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def writing(database: str, store: Store, pairs: list[Pair]) -> None:
    """Storing for the first time, in batches and one by one; storing again; after a change of lexicon."""
    cut = len(pairs) * 3 // 4
    with timed(f"{database}: store in batches of 50", cut, "reports"):
        assert set(store.add_many(pairs[:cut])) == {"new"}
    with timed(f"{database}: store one by one", len(pairs) - cut, "reports"):
        assert {store.add(*pair) for pair in pairs[cut:]} == {"new"}
    with timed(f"{database}: store the same again", len(pairs), "reports"):
        assert set(store.add_many(pairs)) == {"same"}
    newer = [(report, record.model_copy(update={"coder": record.coder.model_copy(update={"lexicon": "newer"})})) for report, record in pairs]
    with timed(f"{database}: store under a newer lexicon", len(pairs), "reports"):
        assert set(store.add_many(newer)) == {"recoded"}
    with timed(f"{database}: search a word", 20, "searches"):
        for _ in range(20):
            assert store.search("غارة")


def grow(store: Store, pairs: list[Pair], events: int) -> None:
    """Fill the store with about so many events, by copying the rows of a few reports within the database."""
    from sqlalchemy import text

    list(store.add_many(pairs))
    times = events // store.counts()["events"]
    with store._engine.begin() as connection:
        for table, key in (("reports", "id"), ("events", "report_id"), ("event_data", "report_id")):
            names = [f'"{column.name}"' for column in store_columns(table)]
            values = [f"{name} || '+' || n" if name == f'"{key}"' else name for name in names]
            connection.execute(
                text(
                    f"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times}) "
                    f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM numbers CROSS JOIN {table}"
                )
            )
    if store.address.path is None:
        with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def store_columns(table: str) -> list[Column[Any]]:
    """All columns of a table."""
    from marsad.store.tables import METADATA

    return list(METADATA.tables[table].columns)


def reading(database: str, store: Store) -> None:
    """Frames of all events, a query, and the stream of events."""
    from itertools import islice

    from marsad.store.query import answering

    rows = store.counts()["events"]
    with timed(f"{database}: {rows} events as an Arrow table", rows, "events"):
        assert store.events().arrow().num_rows == rows
    with timed(f"{database}: as a pandas frame", rows, "events"):
        assert len(store.events().pandas()) == rows
    with timed(f"{database}: as a polars frame", rows, "events"):
        assert len(store.events().polars()) == rows
    with (
        timed(f"{database}: SQL, events by country and type", rows, "events"),
        answering(store, "SELECT country, type, count(*) FROM events GROUP BY ALL") as a,
    ):
        assert list(a.rows)
    some = min(rows, 100_000)
    with timed(f"{database}: stream {some} stored events", some, "events"):
        assert sum(1 for _ in islice(store.events(), some)) == some
    peak, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{database}: peak memory {peak:.0f} MB, of the reading process {child:.0f} MB")


if __name__ == "__main__":
    main()
