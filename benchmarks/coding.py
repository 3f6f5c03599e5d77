"""Speed of the coder on raw reports: reports and tokens a second on one core, time to the first event, memory.

benchmarks/coding.py [--shared ../shared] [--reports N]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.arabic.text import Text
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
    begun = time.perf_counter()
    from marsad.pipeline import Coder
    from marsad.report import Report

    coder = Coder()
    raw = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[: given.reports]]
    reports = [Report(id=r["id"], title=r["title"], text=r["text"], published=dt.date.fromisoformat(r["published"])) for r in raw]
    for report in reports:
        if coder.code(report).events:
            break
    print(f"first event after start   {time.perf_counter() - begun:6.2f} s")
    begun = time.perf_counter()
    kinds: Counter[str] = Counter()
    tokens = 0
    for report in reports:
        record = coder.code(report)
        tokens += len(report.full_text.split())
        kinds.update(event.event_type or event.plover for event in record.events)
    seconds = time.perf_counter() - begun
    print(f"reports a second          {len(reports) / seconds:6.0f}")
    print(f"words a second            {tokens / seconds:6.0f}")
    print(f"events                    {sum(kinds.values()):6d}")
    print(f"peak memory               {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
    for stage, share in shares(coder, reports[:300]).items():
        print(f"  {stage:22} {share:6.1%}")


def shares(coder: Coder, reports: list[Report]) -> dict[str, float]:
    """The share of each stage in the time of coding, measured by running the stages alone."""
    from marsad.actors.mentions import ActorFinder
    from marsad.actors.registry import load_actors
    from marsad.arabic.text import read_text
    from marsad.events.counts import find_all
    from marsad.places import PlaceFinder
    from marsad.times import TimeTagger

    actors, places, times = ActorFinder(load_actors()), PlaceFinder(), TimeTagger()
    texts = [read_text(r.full_text) for r in reports]
    begun = time.perf_counter()
    for report in reports:
        coder.code(report)
    whole = time.perf_counter() - begun
    stages: dict[str, Callable[[Text, Report], object]] = {
        "arabic": lambda text, report: read_text(text.full),
        "times": lambda text, report: times.find(text, published=report.published),
        "actors": lambda text, report: actors.find(text, published=report.published),
        "places": lambda text, report: places.find(text),
        "counts": lambda text, report: find_all(text),
    }
    found: dict[str, float] = {}
    for name, stage in stages.items():
        begun = time.perf_counter()
        for text, report in zip(texts, reports, strict=True):
            stage(text, report)
        found[name] = (time.perf_counter() - begun) / whole
    found["events and record"] = max(0.0, 1 - sum(found.values()))
    return found


if __name__ == "__main__":
    main()
