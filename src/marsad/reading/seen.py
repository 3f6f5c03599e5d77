"""A set of keys that only grows, in sixteen to forty bytes each: an archive has millions of addresses."""

from __future__ import annotations

from array import array
from collections.abc import Hashable


class Seen:
    """The hashes of the keys put in (64 bits, so two of ten million keys meet with a chance of one in 300,000), in a table with open addresses."""

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 * 1024))
        self._count = 0

    def add(self, key: Hashable) -> bool:
        """Puts a key in; whether it was new."""
        value = hash(key) or 1
        slots, mask = self._slots, len(self._slots) - 1
        at = (value ^ value >> 32) & mask
        while slots[at]:
            if slots[at] == value:
                return False
            at = (at + 1) & mask
        slots[at] = value
        self._count += 1
        if 2 * self._count > len(slots):
            self._grow()
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("q", bytes(16 * len(old)))
        mask = len(self._slots) - 1
        for value in old:
            if value:
                at = (value ^ value >> 32) & mask
                while self._slots[at]:
                    at = (at + 1) & mask
                self._slots[at] = value
