"""The lines of an article without what belongs to the page: repeated title, counts, share lines, links to other articles, comment forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml

from marsad.arabic.orthography import fold

_SHORT = 80
_LONG = 260
"""Longest line that a label alone, and a label with words after it, may have."""
_LINK_WORDS = 3
"""A line that is nothing but a link is dropped where it has at least this many words: a name that is linked stays."""


@dataclass(frozen=True, slots=True)
class Label:
    """One entry of `furniture.yaml`, its label normalised."""

    id: str
    label: str
    act: Literal["drop", "end"]
    open: bool
    takes_links: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article, and whether it is nothing but a link."""

    text: str
    linked: bool = False


@lru_cache(maxsize=1)
def labels() -> dict[str, tuple[Label, ...]]:
    """The labels by their first letter, longest first."""
    raw = yaml.safe_load(resources.files("marsad.reading").joinpath("furniture.yaml").read_text(encoding="utf-8"))
    out: dict[str, list[Label]] = {}
    for entry in raw:
        label = Label(entry["id"], fold(entry["label"]).lower(), entry["act"], entry["then"] == "any", entry.get("takes") == "links")
        out.setdefault(label.label[:1], []).append(label)
    return {start: tuple(sorted(group, key=lambda entry: -len(entry.label))) for start, group in out.items()}


def label_of(line: str) -> Label | None:
    """The label that a line is, or begins with where more words may follow; None for running text."""
    if len(line) > _LONG:
        return None
    folded = fold(line).lstrip(" \t-*|•.:،>»\"'([#0123456789").lower()
    for label in labels().get(folded[:1], ()):
        if not folded.startswith(label.label):
            continue
        rest = folded[len(label.label) :]
        if label.open and not rest[:1].isalpha():
            return label
        if len(line) <= _SHORT and not any(c.isalpha() for c in rest):
            return label
        if label.open and rest[:1] in "اهي" and not rest[1:2].isalpha():  # اترك ردا, اترك تعليقا, أضف تعليقك
            return label
        if label.open and rest[:1] == "ك" and not rest[1:2].isalpha():
            return label
    return None


def without_furniture(lines: Iterable[str | Line], title: str) -> list[str]:
    """The text lines that are the article's own. `title` is dropped where it is repeated as a line."""
    given = [line if isinstance(line, Line) else Line(line) for line in lines]
    total = sum(len(line.text) for line in given)
    titled = fold(title.strip()).lower()
    out: list[str] = []
    passed = 0
    taking = False
    for line in given:
        text = line.text.strip()
        if not text:
            out.append("")
            continue
        if line.linked and (taking or len(text.split()) >= _LINK_WORDS):
            continue
        taking = False
        if len(text) <= _LONG:
            label = label_of(text)
            if label is not None:
                if label.act == "end" and (passed >= min(200, total / 2)):
                    break
                taking = label.takes_links or label.act == "end"
                continue
            if not any(c.isalpha() for c in text) or (titled and fold(text).lower() == titled):
                continue
        out.append(text)
        passed += len(text)
    return trimmed(out)


def trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without empty ones at both ends and with at most one empty line together."""
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    while out and not out[-1]:
        out.pop()
    return out
