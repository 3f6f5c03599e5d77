"""Speed of the coder on raw reports: reports and words a second of CPU on one core, CPU time to the first event, memory, share of each stage.

benchmarks/coding.py [--shared ../shared] [--reports N]

CPU time is counted (user and system), so that other programs on the machine do not matter; on an idle machine it is the time that passes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.pipeline import Coder
    from marsad.report import Report


def main() -> None:
    """Entry point."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--reports", type=int, default=1760)
    given = options.parse_args()
    path = given.shared / "news/reports.jsonl"
    if not path.exists():
        print(f"benchmark skipped: no {path}")
        return
    from marsad.compiled import settle
    from marsad.pipeline import Coder
    from marsad.report import Report

    coder = Coder()
    settle()
    raw = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[: given.reports]]
    reports = [Report(id=r["id"], title=r["title"], text=r["text"], published=dt.date.fromisoformat(r["published"])) for r in raw]
    for report in reports:
        if coder.code(report).events:
            break
    print(f"first event after start   {time.process_time():6.2f} s")
    kinds: Counter[str] = Counter()
    words = 0
    begun = time.process_time()
    for report in reports:
        record = coder.code(report)
        words += len(report.full_text.split())
        kinds.update(event.event_type or event.plover for event in record.events)
    seconds = time.process_time() - begun
    print(f"reports a second          {len(reports) / seconds:6.0f}")
    print(f"words a second            {words / seconds:6.0f}")
    print(f"events                    {sum(kinds.values()):6d}")
    print(f"peak memory               {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
    for stage, share in shares(coder, reports[:400]).items():
        print(f"  {stage:22} {share:6.1%}")


def shares(coder: Coder, reports: list[Report]) -> dict[str, float]:
    """The share of each stage in the time of coding, measured while the coder runs: each of its stages is called through a clock."""
    from marsad import pipeline
    from marsad.events import code

    stages: list[tuple[str, object, str]] = [
        ("words and sentences", pipeline, "read_text"), ("times", coder._times, "find"), ("actors", coder._actors, "find"),
        ("places", coder._places, "find"), ("losses", pipeline, "find_all"), ("layers", pipeline, "lay"), ("triggers", code, "detect"),
        ("mentions", code, "mentions"), ("merging", code, "merge"), ("events", pipeline, "code_events"), ("sources", pipeline, "find_sources"),
        ("record", pipeline, "write_event"),
    ]  # fmt: skip
    spent: dict[str, float] = defaultdict(float)
    running: list[str] = []

    def clocked(name: str, stage: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **options: object) -> object:
            begun = time.perf_counter()
            running.append(name)
            try:
                return stage(*args, **options)
            finally:
                running.pop()
                took = time.perf_counter() - begun
                spent[name] += took
                if running:  # what runs inside a stage is not counted twice
                    spent[running[-1]] -= took

        return run

    kept = [(owner, attribute, getattr(owner, attribute)) for _, owner, attribute in stages]
    for name, owner, attribute in stages:
        setattr(owner, attribute, clocked(name, getattr(owner, attribute)))
    begun = time.perf_counter()
    try:
        for report in reports:
            coder.code(report)
    finally:
        whole = time.perf_counter() - begun
        for owner, attribute, stage in kept:
            setattr(owner, attribute, stage)
    spent["the rest"] = whole - sum(spent.values())
    return {name: spent[name] / whole for name in (*(name for name, _, _ in stages), "the rest")}


if __name__ == "__main__":
    main()
