"""Run the coder over the development benchmarks, print their scorers' figures, and hold them against `quality/floors.json`.

    quality/check.py [--shared ../shared] [--raise]

`--raise` writes today's figures as the new floors; a floor is only raised, never lowered. Exit code 1 where a figure is below its floor.
Where the benchmarks are absent the check is skipped with a line.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from marsad.pipeline import Coder
from marsad.report import Report

FLOORS = Path(__file__).with_name("floors.json")


def main() -> int:
    """Entry point; the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--raise", action="store_true", dest="lift")
    given = options.parse_args()
    bench = given.shared / "bench"
    if not bench.is_dir():
        print(f"bench-quality: skipped, no benchmarks at {bench}")
        return 0
    figures = measure(bench, Coder())
    for name, value in figures.items():
        print(f"{name:40} {value}")
    if given.lift:
        held = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        FLOORS.write_text(json.dumps({k: max(v, held.get(k, v)) for k, v in figures.items()}, indent=1) + "\n", encoding="utf-8")
        return 0
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    low = [f"{name} is {figures.get(name)}, below its floor {floor}" for name, floor in floors.items() if figures.get(name, 0.0) < floor]
    for line in low:
        print(f"bench-quality: {line}", file=sys.stderr)
    return 1 if low else 0


def measure(bench: Path, coder: Coder) -> dict[str, float]:
    """The figures of the three benchmarks, by name."""
    with tempfile.TemporaryDirectory() as folder:
        events, sentences, times = (Path(folder) / f"{name}.jsonl" for name in ("events", "sentences", "times"))
        with events.open("w", encoding="utf-8") as out:
            for path in sorted((bench / "events/docs").glob("*.json")):
                out.write(_code(coder, json.loads(path.read_text(encoding="utf-8"))) + "\n")
        with sentences.open("w", encoding="utf-8") as out:
            for line in (bench / "sentences/votes.jsonl").read_text(encoding="utf-8").splitlines():
                vote = json.loads(line)
                out.write(_code(coder, {"id": vote["id"], "text": vote["text"]}) + "\n")
        with times.open("w", encoding="utf-8") as out:
            for line in (bench / "time/docs.jsonl").read_text(encoding="utf-8").splitlines():
                doc = json.loads(line)
                out.write(json.dumps({"doc": doc["id"]}) + "\n")
                for time in json.loads(_code(coder, doc))["times"]:
                    out.write(json.dumps({"doc": doc["id"], **{k: time[k] for k in ("start", "end", "type", "value")}}) + "\n")
        e = _score(bench / "events/score_events.py", bench / "events", events)
        p = _score(bench / "events/score_events.py", bench / "events", events, "--layer", "plover")
        s = _score(bench / "sentences/score_sentences.py", bench / "sentences/votes.jsonl", sentences)
        t = _score(bench / "time/score_time.py", bench / "time/gold.jsonl", times, "--clitics")
    figures = {f"events {k} f1": e[k]["f1"] for k in ("detection", "event_type", "sub_event", "record", "actors", "sources")}
    figures |= {f"events {k}": v for k, v in e["given_type"].items() if k != "pairs"}
    figures["events plover sub_event f1"] = p["sub_event"]["f1"]
    figures |= {f"sentences {k} kappa": v["kappa_system_human"] for k, v in s.items()}
    figures |= {f"time {k}": t[k]["F1"] for k in ("strict", "relaxed", "value_f1")}
    figures |= {"time type_acc": t["type_acc"], "time value_acc": t["value_acc"]}
    return figures


def _code(coder: Coder, doc: dict[str, Any]) -> str:
    day = dt.date.fromisoformat(doc["published"]) if doc.get("published") else None
    return coder.code(Report(id=doc["id"], title=doc.get("title") or "", text=doc["text"], published=day)).to_json()


def _score(scorer: Path, *arguments: Path | str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, str(scorer), *map(str, arguments)], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main())
