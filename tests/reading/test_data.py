"""The data files of reading: what they must hold."""

from __future__ import annotations

from marsad.reading.check import problems


def test_the_data_files_are_sound() -> None:
    assert problems() == []
