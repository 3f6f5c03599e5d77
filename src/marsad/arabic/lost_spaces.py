"""Words that lost the space between them (السودانغارات, مراسلالميادينباستهداف): pages lose it where a link begins or ends.

A long word that nobody knows is cut where both sides are common words. What is common is counted (`common_words.tsv`); among several cuts
the one with the likelier parts holds (a unigram model: Norvig, P. (2009), "Natural language corpus data", in: Beautiful Data).
"""

from __future__ import annotations

import math
from functools import lru_cache
from importlib import resources

import yaml

_LEAST = 7
"""A word of fewer letters is too likely to be one word, a name or a typing error."""
_COMMON = 10
"""In how many reports of the count a part must stand."""
_AFTER_PARTICLE = 40
"""In how many reports the word must stand that a particle of two letters was joined to: many words begin with its letters."""
_DEEP = 2
"""How many lost spaces beyond the first one a word may hold."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """The closed lists of `lost_spaces.yaml` by id."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load(resources.files("marsad.arabic").joinpath("lost_spaces.yaml").read_text(encoding="utf-8"), Loader=loader)
    return {row["id"]: frozenset(row["words"]) for row in rows}


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    lines = resources.files("marsad.arabic").joinpath("common_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "word\t")))
    return {word: int(reports) for word, reports in rows}


def cut(norm: str) -> tuple[str, ...]:
    """The words that a normalised word is, where it is several that lost the space between them; else the word alone."""
    if len(norm) < _LEAST or not norm.isalpha() or _known(norm):
        return (norm,)
    found = _best(norm, _DEEP)
    return found[1] if found else (norm,)


def _known(norm: str) -> bool:
    """Whether a word, without what may be joined to it before and after, is counted."""
    counts = _counts()
    for start in _beginnings(norm):
        for stem in (start, *(start[: -len(p)] for p in _lists()["pronoun"] if start.endswith(p))):
            if len(stem) >= 3 and (stem in counts or f"ال{stem}" in counts or (stem[-1] == "ت" and (f"{stem[:-1]}ه" in counts or f"ال{stem[:-1]}ه" in counts))):
                return True
    return False


def _beginnings(norm: str) -> set[str]:
    """A word without its conjunction, its preposition and its article, in every way to read it."""
    out = {norm}
    for word in (norm, norm[1:]) if norm[0] in "وف" else (norm,):
        out.add(word)
        if word[:1] and word[0] in "بلكس":
            out.add(f"ا{word[1:]}" if word.startswith("لل") else word[1:])
    return out | {word[2:] for word in out if word.startswith("ال")}


def _best(norm: str, deep: int) -> tuple[float, tuple[str, ...]] | None:
    best: tuple[float, tuple[str, ...]] | None = None
    for k in range(2, len(norm) - 1):
        first, rest = norm[:k], norm[k:]
        if first in _lists()["no-part"] or _often(first) < _COMMON or (k == 2 and (first not in _lists()["particle"] or (first == "ان" and deep < _DEEP))):
            continue  # ان inside a word rather ends a dual
        likely = _whole(first, rest)
        parts: tuple[float, tuple[str, ...]] | None = (likely, (rest,)) if likely else None
        if parts is None and deep and k > 2 and len(rest) >= _LEAST and not _known(rest):
            parts = _best(rest, deep - 1)
        if parts is not None:
            score = math.log(_often(first)) + parts[0] - _PART
            if best is None or score > best[0]:
                best = score, (first, *parts[1])
    return best


def _often(word: str) -> int:
    """In how many reports a word stands; a dual as often as its singular at most."""
    number = _counts().get(word, 0)
    return max(number, _counts().get(word[:-2], 0) // 4) if number < _COMMON and len(word) > 5 and word.endswith(("ان", "ين")) else number


_PART = 7.0
"""What a further part costs (in log counts): of two cuts with parts as common the one with fewer parts holds."""


def _whole(first: str, rest: str) -> float:
    """The log of how often the rest of a word is met after its first part; 0 where it is no part."""
    number = _counts().get(rest, 0)
    if rest in _lists()["no-part"] or rest in _lists()["no-end"] or number < _COMMON or (len(rest) == 2 and rest not in _lists()["tail"]):
        return 0.0
    if len(first) == 2 and (number < _AFTER_PARTICLE or len(rest) < 4):
        return 0.0
    return math.log(number)
