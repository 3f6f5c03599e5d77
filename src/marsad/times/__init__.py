"""Temporal expressions of Arabic texts: TIMEX3 type and value, the days they mean and how exactly."""

from __future__ import annotations

from marsad.times.tagger import TimeTagger, default_tagger, find

__all__ = ["TimeTagger", "default_tagger", "find"]
