"""Losses: golden cases, invented in the manner of Arabic news, and the promises of a mention.

A case of `src/marsad/events/cases/counts_*.jsonl` has an id, a text and what is told in it, a mention a string:

    killed 3 combatants            exactly 3, of combatants (left out: not looked at)
    injured 30..                   30 or more; ..12 up to 12; 10..15 a range; vague; none: told that nobody was
    killed 5 civilians part        a part of the mention before it
    killed 300 cumulative          over a long time; update: a raised toll; approx: about (these two: only looked at where told)

`fails` marks a known failure and says why; such a case must fail, so that a repair shows.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from marsad.arabic.text import read_text
from marsad.events.counts import CountMention, find_all

FLAGS = ("part", "cumulative", "update", "approx")
CLASSES = ("civilians", "combatants", "mixed", "unknown")


def cases() -> list[Any]:
    """Every golden case, as a parameter of the test."""
    folder = resources.files("marsad.events").joinpath("cases")
    out = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.startswith("counts_"):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
            out.append(pytest.param(case["text"], case["want"], id=case["id"], marks=marks))
    return out


def bounds(mention: CountMention) -> str:
    """The bounds of a mention in the notation of the cases."""
    if mention.none:
        return "none"
    if mention.vague:
        return "vague"
    if mention.min == mention.max:
        return str(mention.min)
    return f"{'' if mention.min is None else mention.min}..{'' if mention.max is None else mention.max}"


def told(mention: CountMention, wanted: str) -> str:
    """A mention in the notation of the cases, with the class and the flags that the wanted one shows."""
    words = wanted.split()
    parts = [mention.kind, bounds(mention)]
    if any(word in CLASSES for word in words):
        parts.append(mention.of)
    flags = {"part": mention.part_of is not None, "cumulative": mention.cumulative, "update": mention.update, "approx": mention.approx}
    parts += [flag for flag in FLAGS if flags[flag] and (flag in words or flag in ("part", "cumulative"))]
    return " ".join(parts)


@pytest.mark.parametrize("text, want", cases())
def test_losses(text: str, want: list[str]) -> None:
    found = find_all(read_text(text))
    shown = [told(mention, want[n] if n < len(want) else "") for n, mention in enumerate(found)]
    assert shown == want


def test_enough_cases() -> None:
    found = cases()
    assert len(found) >= 300
    assert len({case.id for case in found}) == len(found)
    assert sum(not case.values[1] for case in found) >= 60


@pytest.mark.parametrize("text", [pytest.param(case.values[0], id=case.id) for case in cases()])
def test_offsets_are_slices_of_the_text(text: str) -> None:
    """Whatever comes around a sentence moves its mentions, and changes nothing else of them."""
    alone, lead = find_all(read_text(text)), "عاجل وطارئ.\n"
    moved = find_all(read_text(lead + text + "\nانتهى."))
    assert [(m.start + len(lead), m.end + len(lead), m.kind, m.min, m.max, m.part_of) for m in alone] == [
        (m.start, m.end, m.kind, m.min, m.max, m.part_of) for m in moved
    ]
    for mention in alone:
        assert 0 <= mention.start < mention.end <= len(text)
        assert not text[mention.start].isspace()
        assert mention.part_of is None or alone[mention.part_of].part_of is None
        assert not (mention.vague and (mention.min is not None or mention.max is not None))
