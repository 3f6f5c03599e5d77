"""A web page as a tree: one pass that finds where the article may stand, the boxes to leave out, and what the page says about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from marsad.arabic.orthography import fold
from marsad.reading.furniture import Line

_DATA_URI = re.compile(r"data:[a-z]+/[\w.+-]+;base64,[A-Za-z0-9+/=\s]{200,}", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.I)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SAVED = re.compile(r"saved from url=\([0-9]+\)(https?://\S{1,2000})|Page saved with SingleFile\s+url:\s*(https?://\S{1,2000})", re.I)
_BLOCKS = frozenset(
    "address article blockquote br caption center dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody td tfoot th thead "
    "tr ul".split()
)
_ARTICLE_TYPES = ("NewsArticle", "ReportageNewsArticle", "Article", "BlogPosting", "LiveBlogPosting", "AnalysisNewsArticle", "OpinionNewsArticle")
_LONGEST_LD = 2_000_000
MOST_TAGS = 300_000
"""Opening brackets of a page that is read at all. The longest live blogs have 60,000."""
_MOST_MARKS = 200
"""Elements of one kind (bodies, dates, headings, leads, JSON-LD objects) that are kept: what comes later on a page is not the article's."""
_NEARLY_ALL = 0.85
_FARM_TAGS = frozenset("div ul ol td table section p center nav".split())
_FARM_LINKS = 3
_FARM_SHARE = 0.75
"""A block is a farm of links where it holds at least three and three quarters of its letters are theirs."""


@dataclass(frozen=True, slots=True)
class Names:
    """Class and id tokens: exact ones and beginnings."""

    exact: frozenset[str]
    starts: tuple[str, ...]

    def match(self, token: str) -> bool:
        return token in self.exact or (bool(self.starts) and token.startswith(self.starts))


@dataclass(frozen=True, slots=True)
class Markup:
    """`pages.yaml`: article bodies in their order, boxes and tags that go, and where days are told."""

    bodies: tuple[Names, ...]
    leads: Names
    boxes: Names
    tags: frozenset[str]
    date_names: frozenset[str]
    date_meta: Mapping[str, int]
    date_words: tuple[str, ...]
    date_days: frozenset[str]
    date_ago: tuple[str, ...]
    later: tuple[str, ...]


@lru_cache(maxsize=1)
def markup() -> Markup:
    """The data, read once."""
    raw = yaml.safe_load(resources.files("marsad.reading").joinpath("pages.yaml").read_text(encoding="utf-8"))
    dates = raw["dates"]
    return Markup(
        tuple(_names(entry.get("names", ["@" + entry.get("itemprop", "")])) for entry in raw["bodies"]),
        _names(raw["leads"]),
        _names([name for entry in raw["boxes"] for name in entry["names"]]),
        frozenset(raw["tags"]), frozenset(dates["names"]), {name: rank for rank, name in enumerate(dates["meta"])},
        tuple(dates["label"]), frozenset(fold(word) for word in dates["days"]), tuple(dates["ago"]), tuple(dates["later"]),
    )  # fmt: skip


def _names(names: list[str]) -> Names:
    return Names(frozenset(n for n in names if not n.endswith("*")), tuple(n[:-1] for n in names if n.endswith("*")))


@dataclass(frozen=True, slots=True)
class _Kind:
    box: bool
    body: int | None
    lead: bool
    date: bool
    title: bool


@lru_cache(maxsize=8192)
def _kind(names: str) -> _Kind:
    data = markup()
    tokens = names.lower().split()
    box = any(data.boxes.match(token) for token in tokens)
    body = next((rank for rank, body in enumerate(data.bodies) if any(body.match(token) for token in tokens)), None)
    date = any(token in data.date_names for token in tokens)
    title = any(token in ("entry-title", "post-title", "article-title", "news-title", "headline") for token in tokens)
    lead = body is None and any(data.leads.match(token) for token in tokens)
    return _Kind(box and body is None, body, lead, date, title)


@dataclass(slots=True)
class Page:
    """What one pass over a page found. `order` counts elements in document order; dates and headings carry their place in it."""

    tree: HtmlElement
    bodies: list[tuple[int, HtmlElement]] = field(default_factory=list)
    boxes: list[HtmlElement] = field(default_factory=list)
    leads: list[HtmlElement] = field(default_factory=list)
    headings: list[tuple[int, HtmlElement]] = field(default_factory=list)
    dated: list[tuple[int, HtmlElement, bool]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    linked_data: list[dict[str, Any]] = field(default_factory=list)
    title: str = ""
    base: str | None = None
    size: int = 0


def parse(text: str) -> HtmlElement | None:
    """The tree of a page's text, or None where there is no element in it, or more than 300,000 tags."""
    if text.count("<") > MOST_TAGS:
        return None
    cleaned = _NOT_XML.sub("", _DECLARATION.sub("", text))
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False, no_network=True)
    try:
        tree = document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def without_embedded(text: str) -> str:
    """The page's text without pictures and fonts written into it (data: addresses)."""
    return _DATA_URI.sub("data:,", text) if ";base64," in text else text


def saved_from(text: str) -> str | None:
    """The address that a browser noted when it saved the page."""
    found = _SAVED.search(text[:4000])
    return (found.group(1) or found.group(2)) if found else None


def survey(tree: HtmlElement) -> Page:
    """One pass over the tree."""
    page = Page(tree)
    data = markup()
    order = 0
    for order, element in enumerate(tree.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "meta":
            _meta(page, element)
            continue
        if tag == "link":
            rel = (element.get("rel") or "").lower()
            if rel in ("canonical", "amphtml") and element.get("href"):
                page.links.setdefault(rel, element.get("href"))
            continue
        if tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text and len(element.text) < _LONGEST_LD and len(page.linked_data) < _MOST_MARKS:
                page.linked_data.extend(_linked(element.text))
            page.boxes.append(element)
            continue
        if tag == "title" and not page.title:
            page.title = _words(element.text or "")
        elif tag == "base" and page.base is None:
            page.base = element.get("href")
        elif tag == "h1":
            page.headings.append((order, element))
        if tag in data.tags:
            page.boxes.append(element)
        if tag == "time":
            page.dated.append((order, element, True))
        attributes = element.attrib
        if not attributes:
            continue
        prop = attributes.get("itemprop")
        if prop:
            prop = prop.lower()
            if "articlebody" in prop.split():
                page.bodies.append((-1, element))
            elif "datepublished" in prop.split():
                page.dated.append((order, element, True))
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if len(names) < 2 or tag in ("html", "body"):
            continue
        kind = _kind(names) if len(names) < 500 else _kind(names[:500])
        if kind.body is not None and len(page.bodies) < _MOST_MARKS and tag not in ("a", "span", "li", "ul"):
            page.bodies.append((kind.body, element))
        elif kind.box and tag not in ("article", "main"):
            page.boxes.append(element)
        if kind.lead:
            page.leads.append(element)
        if kind.date and tag != "time":
            page.dated.append((order, element, False))
        if kind.title and tag in ("h1", "h2", "h3", "div") and not any(e is element for _, e in page.headings[-1:]):
            page.headings.append((order, element))
    page.size = order
    for marks in (page.bodies, page.dated, page.headings, page.leads, page.linked_data):
        del marks[_MOST_MARKS:]
    return page


def _meta(page: Page, element: HtmlElement) -> None:
    name = element.get("property") or element.get("name") or element.get("itemprop")
    content = element.get("content")
    if name and content and content.strip():
        page.metas.setdefault(name.strip().lower(), content.strip())


def _words(text: str) -> str:
    return " ".join(text.split())


def _linked(text: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD script, also where it is broken by comments, trailing commas or line breaks in strings."""
    told = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .replace("/*<![CDATA[*/", "")
        .replace("/*]]>*/", "")
        .replace("//<![CDATA[", "")
        .replace("//]]>", "")
    )
    told = told.strip().rstrip(";")
    for attempt in (told, re.sub(r",\s*([}\]])", r"\1", told)):
        try:
            value = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        stack = [value]
        while stack:
            item = stack.pop()
            if isinstance(item, list):
                stack.extend(reversed(item[:200]))
            elif isinstance(item, dict):
                yield item
                stack.extend(v for k, v in item.items() if k in ("@graph", "mainEntity", "mainEntityOfPage") and isinstance(v, (dict, list)))
        return


def article_data(page: Page) -> dict[str, Any]:
    """The JSON-LD object that describes the article: a news article before a plain one before a web page; {} where there is none."""

    def rank(item: dict[str, Any]) -> int:
        types = item.get("@type")
        named = types if isinstance(types, list) else [types]
        return min((_ARTICLE_TYPES.index(t) for t in named if t in _ARTICLE_TYPES), default=len(_ARTICLE_TYPES))

    told = [item for item in page.linked_data if item.get("datePublished") or item.get("articleBody") or item.get("headline")]
    return min(told, key=rank, default={})


def body_of(page: Page) -> HtmlElement | None:
    """Takes the boxes out of the tree and gives the element that holds the article's text, or None where no known one does."""
    dropped = set(page.boxes)
    candidates = [(rank, element) for rank, element in page.bodies if not any(up in dropped for up in element.iterancestors())] or page.bodies
    protected: set[HtmlElement] = set()
    for element in [e for _, e in candidates] + [e for _, e in page.headings[:1]]:
        protected.add(element)
        protected.update(element.iterancestors())
    whole = 0 if candidates else len(_words("".join(page.tree.itertext("p", "div", "span", "td"))))
    for number, box in enumerate(page.boxes):
        if box not in protected and box.getparent() is not None and not (whole and number < _MOST_MARKS and _holds_most(box, whole)):
            box.drop_tree()
    if not candidates:
        return None
    sizes = [(rank, len(_words("".join(element.itertext()))), element) for rank, element in candidates]
    most = max(size for _, size, _ in sizes)
    good = [(rank, -size, index) for index, (rank, size, _) in enumerate(sizes) if size >= max(60, most / 2)]
    if not good:
        return None
    _, size, chosen = sizes[min(good)[2]]
    for _, inner_size, inner in sizes:  # the innermost element that still holds nearly all of it leaves out date lines and buttons around the text
        if inner_size >= _NEARLY_ALL * size and inner is not chosen and chosen in inner.iterancestors():
            chosen, size = inner, inner_size
    return chosen


def _holds_most(box: HtmlElement, whole: int) -> bool:
    """Whether a box holds most of the page's text and is no row of comments: then its name misleads (a paywall's `subscription` around the article)."""
    if box.tag not in ("div", "section", "main"):
        return False
    names = f"{box.get('class', '')} {box.get('id', '')}".lower()
    return "comment" not in names and len(_words("".join(box.itertext("p", "div", "span", "td")))) > whole / 2


def element_saying(tree: HtmlElement, wanted: AbstractSet[str], fold: Callable[[str], str]) -> tuple[int, HtmlElement] | None:
    """The element of the body whose text is, once folded, one of the wanted: the longest, headings before others, the first of equals. With its place
    in the order of the document."""
    best: tuple[int, bool, int, HtmlElement] | None = None
    longest = max(map(len, wanted), default=0)
    body = tree.find(".//body")
    inside = False
    for order, element in enumerate(tree.iter()):
        inside = inside or element is body
        tag = element.tag
        if not inside or not isinstance(tag, str) or tag in ("option", "script", "style", "meta", "title"):
            continue
        text = element.text
        if not text or len(text) > 2 * longest + 40:
            if tag not in ("h1", "h2", "h3"):
                continue
            text = "".join(element.itertext())
        elif text.isspace():
            continue
        text = _words(text)
        if len(text) < 3 or len(text) > longest + 40:
            continue
        folded = fold(text)
        if folded in wanted:
            key = (-len(folded), tag not in ("h1", "h2", "h3", "h4"), order, element)
            if best is None or key[:3] < best[:3]:
                best = key
    return None if best is None else best[2:]


def without_link_farms(tree: HtmlElement) -> HtmlElement:
    """The tree without blocks of mostly links (menus and lists of news in tables and unnamed boxes): for pages that name nothing."""
    totals: dict[HtmlElement, tuple[int, int, int]] = {}
    farms = []
    for _, element in etree.iterwalk(tree, events=("end",)):
        if not isinstance(element.tag, str):
            continue
        own = len(_words(element.text or ""))
        if element.tag == "a":
            own += sum(totals.pop(child, (0, 0, 0))[0] + len(_words(child.tail or "")) for child in element)
            totals[element] = (own, own, 1)
            continue
        text, linked, links = own, 0, 0
        for child in element:
            child_text, child_linked, child_links = totals.pop(child, (0, 0, 0))
            text += child_text + len(_words(child.tail or ""))
            linked += child_linked
            links += child_links
        totals[element] = (text, linked, links)
        if element.tag in _FARM_TAGS and links >= _FARM_LINKS and linked > _FARM_SHARE * text:
            farms.append(element)
            totals[element] = (0, 0, 0)
    for farm in farms:
        if farm.getparent() is not None:
            farm.drop_tree()
    return tree


def lines_of(root: HtmlElement) -> list[Line]:
    """The lines of an element's text: one for each block or line break, link-only ones marked; items of a list that are only a link are left out."""
    lines: list[Line] = []
    parts: list[str] = []
    plain = linked = items = anchors = 0

    def flush() -> None:
        nonlocal plain, linked
        if parts:
            text = _words("".join(parts))
            if text:
                only_link = linked > 0 and plain == 0
                if not (only_link and items):
                    lines.append(Line(text, only_link))
            parts.clear()
        plain = linked = 0

    def add(text: str | None) -> None:
        nonlocal plain, linked
        if text:
            parts.append(text)
            if anchors:
                linked += len(text.strip())
            else:
                plain += sum(1 for c in text if c.isalnum()) if len(text) < 200 else len(text)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                flush()
                items += tag == "li"
            anchors += tag == "a"
            if isinstance(tag, str):
                add(element.text)
            continue
        if tag in _BLOCKS:
            flush()
            items -= tag == "li"
        anchors -= tag == "a"
        if element is not root:
            add(element.tail)
    flush()
    return lines
