"""Comparison of coded events with gold documents: detection, event type, sub-event type.

A gold event and a coded one may match when a trigger of one overlaps a trigger of the other or both stand in one sentence; pairs are
taken one to one, those of one sub-event type first.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

from marsad.events.decide import EVENT_TYPE_OF
from marsad.pipeline import Coder
from marsad.record import Event
from marsad.report import Report


def evaluate_folder(folder: Path) -> dict[str, dict[str, float]]:
    """Figures over every document of `folder/docs` that has an annotation in `folder/ann` (layer A events)."""
    coder = Coder()
    totals = {"gold": 0, "system": 0, "detection": 0, "event_type": 0, "sub_event": 0}
    for path in sorted((folder / "docs").glob("*.json")):
        annotation = folder / "ann" / path.name
        if not annotation.exists():
            continue
        doc = json.loads(path.read_text(encoding="utf-8"))
        report = Report(id=doc["id"], title=doc["title"], text=doc["text"], published=dt.date.fromisoformat(doc["published"]))
        gold = [e for e in json.loads(annotation.read_text(encoding="utf-8"))["events"] if e.get("layer", "acled") == "acled"]
        coded = [e for e in coder.code(report).events if e.layer == "acled"]
        totals["gold"] += len(gold)
        totals["system"] += len(coded)
        for wanted, event in _pairs(gold, coded, report.full_text):
            totals["detection"] += 1
            types = {wanted["type"], *wanted.get("alt_types", [])}
            given = {event.type, *event.alt_types}
            totals["sub_event"] += bool(types & given)
            totals["event_type"] += bool({EVENT_TYPE_OF.get(t) for t in types} & {EVENT_TYPE_OF.get(t) for t in given})
    return {name: _figures(totals[name], totals["gold"], totals["system"]) for name in ("detection", "event_type", "sub_event")}


def _pairs(gold: list[dict[str, Any]], coded: list[Event], text: str) -> list[tuple[dict[str, Any], Event]]:
    ends = [m.end() for m in re.finditer(r"[.!?؟\n]+", text)] + [len(text)]

    def sentence(at: int) -> int:
        return next((i for i, end in enumerate(ends) if at < end), len(ends) - 1)

    scored = []
    for g, wanted in enumerate(gold):
        spans = [(m.start(), m.end()) for t in wanted["triggers"] for m in re.finditer(re.escape(t), text)]
        for s, event in enumerate(coded):
            overlap = any(a < t.end and t.start < b for a, b in spans for t in event.triggers)
            near = {sentence(a) for a, _ in spans} & {sentence(t.start) for t in event.triggers}
            if overlap or near:
                same = bool({wanted["type"], *wanted.get("alt_types", [])} & {event.type, *event.alt_types})
                scored.append((2 * same + overlap, -g, -s))
    pairs, used_gold, used_coded = [], set(), set()
    for _, g, s in sorted(scored, reverse=True):
        if g not in used_gold and s not in used_coded:
            used_gold.add(g)
            used_coded.add(s)
            pairs.append((gold[-g], coded[-s]))
    return pairs


def _figures(hit: int, gold: int, system: int) -> dict[str, float]:
    precision, recall = hit / system if system else 0.0, hit / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "gold": gold, "system": system}
