"""The lexicon's data files, and the shape that the field expects of them."""

from __future__ import annotations

from pathlib import Path

from marsad.actors.registry import load_actors
from marsad.compiled import compiled
from marsad.events.decide import EVENT_TYPES
from marsad.events.frames import read_frames
from marsad.lexicon_check import findings


def test_lexicon_is_sound() -> None:
    assert list(findings()) == []


def test_breadth() -> None:
    assert len(load_actors().actors) >= 600
    assert sum(len(f.words) for f in read_frames()) >= 300
    assert sum(len(subs) for subs in EVENT_TYPES.values()) == 25


def test_compiled_survives_a_corrupt_cache(tmp_path: Path) -> None:
    assert compiled("x", "k", lambda: 1, folder=tmp_path) == 1
    assert compiled("x", "k", lambda: 2, folder=tmp_path) == 1
    next(tmp_path.glob("x-*.pickle")).write_bytes(b"broken")
    assert compiled("x", "k", lambda: 3, folder=tmp_path) == 3
