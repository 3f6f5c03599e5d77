"""Speed of the time tagger, with dateparser's search beside it: tokens per second on one core, best of three.

    python benchmarks/times.py [--reports N] [REPORTS.jsonl]

Without a file it reads the golden cases of the stage, repeated to N texts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections.abc import Callable, Sequence
from importlib import import_module, resources, util
from pathlib import Path

from marsad.arabic.text import Text, read_text
from marsad.arabic.words import BREAK, tokenise
from marsad.times import TimeTagger

Texts = Sequence[tuple[str, dt.date]]


def load(path: Path | None, count: int) -> Texts:
    """Texts with their publication days."""
    if path is not None:
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [
            (f"{r.get('title', '')}\n{r['text']}", dt.date.fromisoformat(r["published"]) if r.get("published") else dt.date(2020, 1, 1))
            for r in records[:count]
        ]
    out: list[tuple[str, dt.date]] = []
    folder = resources.files("marsad.times").joinpath("cases")
    lines = [line for file in sorted(folder.iterdir(), key=lambda f: f.name) for line in file.read_text(encoding="utf-8").splitlines()]
    cases = [json.loads(line) for line in lines if line.startswith("{")]
    words = " ".join(case["text"] for case in cases[:40])
    for _ in range(count):
        out.append((words, dt.date(2020, 5, 6)))
    return out


def best_of(work: Callable[[], object], rounds: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--reports", type=int, default=400)
    options = parser.parse_args()
    texts = load(options.file, options.reports)
    tokens = sum(1 for text, _ in texts for t in tokenise(text) if t.kind != BREAK)
    start = time.perf_counter()
    tagger = TimeTagger()
    tagger.find("أمس", published=dt.date(2020, 1, 1))
    print(f"{'load':32}{time.perf_counter() - start:10.3f} s")
    ready: list[tuple[Text, dt.date]] = [(read_text(text), day) for text, day in texts]
    rows: list[tuple[str, Callable[[], object], int]] = [
        ("marsad.times, from text", lambda: [tagger.find(text, published=day) for text, day in texts], tokens),
        ("marsad.times, tokens given", lambda: [tagger.find(text, published=day) for text, day in ready], tokens),
    ]
    if util.find_spec("dateparser") is not None:
        search = import_module("dateparser.search").search_dates
        few = texts[: max(1, len(texts) // 40)]
        few_tokens = sum(1 for text, _ in few for t in tokenise(text) if t.kind != BREAK)
        rows.append(("dateparser.search (ar)", lambda: [search(text, languages=["ar"]) for text, _ in few], few_tokens))
    for name, work, count in rows:
        rounds = 1 if name.startswith("dateparser") else 3
        print(f"{name:32}{count / best_of(work, rounds):10,.0f} tokens/s")


if __name__ == "__main__":
    main()
