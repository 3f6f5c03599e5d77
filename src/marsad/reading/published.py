"""The day on which a page was published, from what the page tells, in the order of trust.

JSON-LD, then meta elements, microdata and `time` elements beside the headline, the address, and last the date line that readers see, read
by `marsad.times` in every calendar. Timestamps count as their writer's clock showed them. The day of a change ("آخر تحديث") is taken only
where the page tells no other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from marsad.arabic.orthography import fold
from marsad.reading import urls
from marsad.reading.days import day_first, machine_day, relative_days, written_days
from marsad.reading.page import Page, markup

_NEAR = 40
"""Elements between the headline and a date line (in document order) at most; before the headline a third of it."""
_LONGEST_LINE = 160
_FOREIGN = ("related", "comment", "sidebar", "most", "latest", "ticker", "breaking", "widget", "more", "similar", "recommend", "read-also", "pager", "nav")
_OTHER_LETTERS = 24
"""Letters that a date line may have beside date and labels (the author's name, the city)."""

_PARTS = re.compile(r"[|•·،,–—-]")
"""What stands between a date and the author's name; a day that is counted back must be all that its part of the line tells."""


@dataclass(frozen=True, slots=True)
class Told:
    """A publication day and where the page tells it (`json-ld`, `meta:NAME`, `time`, `url`, `line`, `updated-line`, and `relative-` before these)."""

    day: dt.date
    rule: str

    @property
    def counted_back(self) -> bool:
        """Whether the day was counted back from the moment of retrieval, and may be a day off."""
        return self.rule.startswith("relative-")


def published_on(page: Page, data: dict[str, Any], url: str | None, retrieved: dt.datetime | None = None) -> Told | None:
    """The publication day of a page, or None. `data` is its JSON-LD article object, `url` its address; from the moment `retrieved` a line such as منذ ساعتين
    is counted back (`relative-line`), where nothing tells a date."""
    day = machine_day(str(data.get("datePublished") or "")) or machine_day(str(data.get("dateCreated") or ""))
    if day is not None:
        return Told(day, "json-ld")
    order = markup().date_meta
    for name in sorted((n for n in page.metas if n in order), key=order.__getitem__):
        day = any_day(page.metas[name])
        if day is not None:
            return Told(day, "meta:" + name)
    near = list(_near(page))
    for element, machine in near:
        told = element.get("datetime") or element.get("content") or element.get("title") or ""
        if told and not _is_later(element):
            day = any_day(told) if machine else machine_day(told)
            if day is not None:
                return Told(day, "time")
    day = urls.day_in(url) if url else None
    if day is not None:
        return Told(day, "url")
    later: Told | None = None
    for text in _lines(page, near):
        day, changed = line_day(text)
        if day is not None and not changed:
            return Told(day, "line")
        if day is not None and later is None:
            later = Told(day, "updated-line")
    return later or (_counted_back(page, near, retrieved) if retrieved else None)


def _counted_back(page: Page, near: list[tuple[HtmlElement, bool]], retrieved: dt.datetime) -> Told | None:
    later = None
    for part in (part for text in _lines(page, near, undated=True) for part in _PARTS.split(text)):
        day, changed = line_day(part, retrieved)
        if day is not None and not changed:
            return Told(day, "relative-line")
        later = later or (Told(day, "relative-updated-line") if day is not None else None)
    return later


def any_day(text: str) -> dt.date | None:
    """The day of a timestamp or of a written date."""
    if not text or len(text) > _LONGEST_LINE:
        return None
    return machine_day(text) or day_first(text) or next((day for day, _, _ in written_days(text)), None)


def line_day(text: str, retrieved: dt.datetime | None = None) -> tuple[dt.date | None, bool]:
    """The day of a date line for readers, and whether it is the day of a change. None where the line is more than a date with its labels. With the moment
    `retrieved` lines count that tell their day from then (منذ ساعتين)."""
    told = fold(text)
    if len(told) > _LONGEST_LINE:
        return None, False
    found = written_days(text) if retrieved is None else relative_days(text, retrieved, markup().date_days)
    if not found:
        return None, False
    covered = [False] * len(told)
    for _, start, end in found:
        covered[start:end] = [True] * (end - start)
    rest = " ".join("".join(" " if covered[i] else c for i, c in enumerate(told)).split())
    data = markup()
    words = {part for label in (*data.date_words, *data.date_ago, *data.later) for part in fold(label).lower().split()}
    if sum(len(word) for word in _letters(rest) if word not in words) > (_OTHER_LETTERS if retrieved is None else 0):
        return None, False
    lowered = told.lower()
    marks = [at for label in data.later if (at := lowered.find(fold(label).lower())) >= 0]
    cut = min(marks, default=len(told))
    before = [day for day, start, _ in found if start < cut]
    return (before[0], False) if before else (found[0][0], True)


def _letters(text: str) -> list[str]:
    return "".join(c if c.isalpha() else " " for c in text.lower()).split()


def _near(page: Page) -> Iterator[tuple[HtmlElement, bool]]:
    """The elements that look like dates, from the headline outwards, those after it before those before it; all where there is no headline."""
    if not page.headings:
        yield from ((element, machine) for _, element, machine in page.dated[:_NEAR])
        return
    boxes = _foreign_boxes(page)
    at = page.headings[0][0]
    ranked = []
    for order, element, machine in page.dated:
        distance = order - at if order > at else 3 * (at - order)
        if distance <= 4 * _NEAR:
            ranked.append((distance, order, element, machine))
    ranked.sort(key=lambda item: item[:2])
    yield from ((element, machine) for _, _, element, machine in ranked if not _within(element, boxes))


def _foreign(box: HtmlElement) -> bool:
    """Whether a box tells of other articles than the page's."""
    names = f"{box.get('class', '')} {box.get('id', '')}".lower()
    return box.tag in ("nav", "footer", "aside") or any(
        part in names for part in ("related", "comment", "sidebar", "most", "latest", "ticker", "breaking", "widget", "more")
    )


def _is_later(element: HtmlElement) -> bool:
    names = (element.get("class") or "").lower().split()
    return ("updated" in names and "published" not in names) or "modified" in names or "datemodified" in (element.get("itemprop") or "").lower()


def _lines(page: Page, near: list[tuple[HtmlElement, bool]], *, undated: bool = False) -> Iterator[str]:
    """Short lines where a date may stand: the elements named so, then what follows the headline closely; only lines with digits unless `undated`."""
    for element, _ in near[:_NEAR]:
        text = " ".join("".join(element.itertext()).split())
        if 0 < len(text) <= _LONGEST_LINE:
            yield text
    start = page.headings[0][1] if page.headings else page.tree.find(".//body")
    if start is None:
        return
    parent = start.getparent()
    boxes = _foreign_boxes(page)
    before = list(parent)[: parent.index(start)][-3:] if parent is not None and page.headings else []
    for count, element in enumerate([*before, *_following(start)]):
        if count > (_NEAR // 3 if undated else _NEAR):
            return
        for text in (element.text, element.tail):
            if (
                text
                and (3 if undated else 6) <= len(text.strip()) <= _LONGEST_LINE
                and (undated or any(c.isdigit() for c in text))
                and not _is_later(element)
                and not _within(element, boxes)
            ):
                yield " ".join(text.split())


def _foreign_boxes(page: Page) -> set[HtmlElement]:
    """The boxes that tell of other articles than the page's."""
    out = set()
    for box in page.boxes:
        names = f"{box.get('class', '')} {box.get('id', '')}".lower()
        in_article = box.tag == "footer" and any(up.tag in ("article", "main") for up in box.iterancestors())
        if (box.tag in ("nav", "footer", "aside") and not in_article) or any(part in names for part in _FOREIGN):
            out.add(box)
    return out


def _within(element: HtmlElement, boxes: set[HtmlElement]) -> bool:
    return bool(boxes) and (element in boxes or any(up in boxes for up in element.iterancestors()))


def _following(start: HtmlElement) -> Iterator[HtmlElement]:
    """The elements after one in document order."""
    if start.tag == "body":
        yield from start.iter("*")
        return
    element: HtmlElement | None = start
    while element is not None:
        for sibling in element.itersiblings("*"):
            yield from sibling.iter("*")
        element = element.getparent()
