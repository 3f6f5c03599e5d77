"""A light stem: what words of one root and shape share, good enough to tell whether two passages speak of the same things.

The affixes are those of light10: Larkey, L., Ballesteros, L. and Connell, M. (2007), "Light stemming for Arabic information retrieval".
"""

from __future__ import annotations

_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def light_stem(norm: str) -> str:
    """The light stem of a normalised word; a word of up to three letters is its own."""
    if len(norm) > 3 and norm.startswith("و"):
        norm = norm[1:]
    for prefix in _PREFIXES:
        if norm.startswith(prefix) and len(norm) - len(prefix) >= 2:
            norm = norm[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if norm.endswith(suffix) and len(norm) - len(suffix) >= 2:
            norm = norm[: -len(suffix)]
    return norm
