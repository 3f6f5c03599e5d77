"""Temporal expressions of Arabic texts: TIMEX3 type and value, the days they mean and how exactly."""

from __future__ import annotations

from marsad.times.published import Evidence, infer_published
from marsad.times.tagger import TimeTagger, default_tagger, find

__all__ = ["Evidence", "TimeTagger", "default_tagger", "find", "infer_published"]
