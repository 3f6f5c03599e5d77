"""The lexicon's data files, and the shape that the field expects of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.actors.registry import Actor, Name, load_actors
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


@dataclass(frozen=True, slots=True)
class Counted:
    """A frozen dataclass that does more than take its arguments."""

    words: tuple[str, ...]
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", len(self.words))


def test_what_was_compiled_comes_back_as_it_was(tmp_path: Path) -> None:
    actor = Actor("a", "A", "state", 1, 8, None, heads=frozenset(("x",)))
    value = {"one": [Name(actor), Name(actor, person=True)], "two": Counted(("x", "y"))}
    assert compiled("y", "k", lambda: value, folder=tmp_path) == value
    again = compiled("y", "k", lambda: dict[str, Any](), folder=tmp_path)
    assert again == value
    assert again["one"][0].actor is again["one"][1].actor
