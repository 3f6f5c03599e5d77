"""Feeds: RSS, Atom, JSON Feed, sitemaps and news sitemaps, as items and as reports."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import dataclass
from html.entities import html5
from typing import Any, Literal

from marsad.reading import urls
from marsad.reading.article import checked, fragment_lines, without_site
from marsad.reading.decoding import decode, sound
from marsad.reading.furniture import without_furniture
from marsad.reading.items import InputFailure, Items, Read
from marsad.reading.outlets import outlet_of
from marsad.reading.published import any_day
from marsad.reading.streams import Source
from marsad.report import Report

MAX_FEED = 8 * 1024 * 1024
"""Bytes of one feed or sitemap: the largest that the sitemap protocol's readers meet in practice; parsing more would take too long."""
MAX_ITEMS = 10_000
"""Items of one feed. Feeds of outlets have up to some hundred; a tenth of a millisecond goes into each."""
_MAX_ADDRESSES = 50_000
"""URLs that a sitemap may hold by its protocol (sitemaps.org)."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_ENTITIES = re.compile(r"<!ENTITY\b")
_JSON_FEED = re.compile(r"\A\s*\{")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_BARE = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SITEMAP = re.compile(r"<(?:[\w.-]+:)?(urlset|sitemapindex)\b")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item: its id (guid, else address), canonical address, title, day of publication, time of the last change as the feed writes it, and what it
    brings of the text (HTML): `content` whole, or a `summary`."""

    id: str
    url: str | None
    title: str
    published: dt.date | None = None
    updated: str | None = None
    content: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `sitemaps` are the addresses that a sitemap index names; `problem` tells what was wrong with it, also where items were found."""

    kind: Literal["feed", "json feed", "sitemap", "sitemap index"]
    title: str
    items: tuple[FeedItem, ...]
    sitemaps: tuple[str, ...] = ()
    problem: str | None = None


def read_feed(raw: bytes, *, url: str | None = None) -> Feed:
    """The feed in bytes, whatever its format and encoding; `url` is its address, against which relative ones are completed. Never raises: what is no
    feed has no items and a `problem`. Feeds that declare entities of their own are refused (XML bombs)."""
    if len(raw) > MAX_FEED:
        return Feed("feed", "", (), problem=f"more than {MAX_FEED // 2**20} MB are too much for a feed")
    text = decode(raw)
    if text is None:
        return Feed("feed", "", (), problem="no text (binary, or an unknown encoding)")
    if _JSON_FEED.match(text):
        return _json_feed(text, url)
    text = _DECLARATION.sub("", text)
    if _ENTITIES.search(text[:20000]):
        return Feed("feed", "", (), problem="it declares XML entities of its own, as no feed needs and decompression bombs do")
    found = _SITEMAP.search(text[:5000])
    try:
        return _sitemap(text, url) if found else _syndication(text, url)
    except (ValueError, RecursionError, LookupError, AttributeError, TypeError) as error:  # what hostile markup makes of the parsers
        return Feed("feed", "", (), problem=f"it cannot be read ({type(error).__name__})")


def report_of_item(name: str, item: FeedItem, feed: Feed, *, published: dt.date | None = None) -> Report | InputFailure:
    """The report that an item itself holds: its content, else its summary, else its title. `published` dates an item without a day."""
    title = without_site(item.title, feed.title)
    body = "\n".join(without_furniture(fragment_lines(item.content or item.summary), title))
    outlet = outlet_of(urls.host_of(item.url)) if item.url else None
    day = item.published or published
    return checked(
        name,
        Report(
            id=item.id, title=title if body else "", text=body or title, published=day,
            published_basis="feed" if item.published else "given" if day else "unknown", language="ar",
            source=(outlet.name if outlet else feed.title) or None, url=item.url,
        ),
    )  # fmt: skip


def reports_of(source: Source, raw: bytes, published: dt.date | None) -> Items:
    """The reports in a feed's items. A sitemap holds only addresses: that is a failure with its remedy."""
    feed = read_feed(raw)
    if feed.problem:
        yield InputFailure(source.name, feed.problem, "get the feed again, or give the pages themselves")
    if feed.kind in ("sitemap", "sitemap index"):
        count = len(feed.items) + len(feed.sitemaps)
        yield InputFailure(source.name, f"a sitemap with {count} addresses and no texts", "fetch its pages and give these")
        return
    if not feed.items and not feed.problem:
        yield InputFailure(source.name, "the feed has no items", "get it again later")
    for number, item in enumerate(feed.items, 1):
        where = f"{source.name}#{number}"
        report = report_of_item(where, item, feed, published=published)
        yield Read(where, report) if isinstance(report, Report) else report


def _syndication(text: str, url: str | None) -> Feed:
    import feedparser

    raw, wrong, count = _mended_xml(text)
    parsed = feedparser.parse(io.BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    base = url or str(parsed.feed.get("link") or "") or None
    items = []
    for number, entry in enumerate(parsed.entries[:MAX_ITEMS], 1):
        address = urls.canonical(str(entry.get("link") or ""), base) if entry.get("link") else None
        told = str(entry.get("published") or entry.get("created") or dict.get(entry, "updated") or "")
        bodies = [str(part.get("value") or "") for part in entry.get("content") or [] if isinstance(part, dict)]
        items.append(
            FeedItem(
                id=str(entry.get("id") or "") or address or f"item-{number}", url=address, title=_plain(str(entry.get("title") or "")), published=any_day(told),
                updated=str(dict.get(entry, "updated") or "") or None, content=max(bodies, key=len, default=""), summary=str(entry.get("summary") or ""),
            )
        )  # fmt: skip
    problem = None if items or parsed.version else "it is no feed"
    if wrong and not items:
        problem = f"the XML is broken ({wrong})"
    if count > MAX_ITEMS:
        problem = _too_many(count)
    return Feed("feed", _plain(str(parsed.feed.get("title") or "")), tuple(items), problem=problem)


def _too_many(count: int) -> str:
    return f"it has {count:,} items, and the first {MAX_ITEMS:,} of them were read"


def _mended_xml(text: str) -> tuple[bytes, str, int]:
    """Well-formed XML in UTF-8 with up to `MAX_ITEMS` items, what was wrong with it ("" where nothing was), and how many items there were. The XML is as
    it came, else as libxml2 recovers it: feedparser's own reader of broken XML takes minutes over hostile input, and half of the broken feeds only hold
    an entity of HTML (&nbsp;) or a bare &."""
    from lxml import etree

    raw, wrong = _NOT_XML.sub("", text).encode("utf-8", "replace"), ""
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        root = etree.fromstring(raw, etree.XMLParser(**options))
    except etree.XMLSyntaxError as error:
        wrong = " ".join(str(error).split())[:80]
        told = _NAMED.sub(lambda m: m.group() if m.group(1) in _XML_ENTITIES else html5.get(m.group(1) + ";", ""), raw.decode())
        root = etree.fromstring(_BARE.sub("&amp;", told).encode(), etree.XMLParser(recover=True, **options))
        raw = etree.tostring(root, encoding="utf-8") if root is not None else b"<none/>"
    items = list(root.iter("{*}item", "{*}entry")) if root is not None and text.count("<item") + text.count("<entry") > MAX_ITEMS else []
    if len(items) > MAX_ITEMS:
        for item in items[MAX_ITEMS:]:
            item.getparent().remove(item)
        raw = etree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + raw, wrong, len(items)


def _json_feed(text: str, url: str | None) -> Feed:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Feed("json feed", "", (), problem=f"the JSON is broken ({str(error)[:60]})")
    listed = data.get("items") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        return Feed("json feed", "", (), problem="it has no list of items")
    items = []
    for number, entry in enumerate(listed[:MAX_ITEMS], 1):
        if not isinstance(entry, dict):
            continue
        told = {key: sound(value) for key, value in entry.items() if isinstance(value, str)}
        link = told.get("url") or told.get("external_url") or ""
        address = urls.canonical(link, url) if link else None
        items.append(
            FeedItem(
                id=sound(str(entry.get("id") or "")) or address or f"item-{number}", url=address, title=_plain(told.get("title", "")),
                published=any_day(told.get("date_published", "")), updated=told.get("date_modified"),
                content=told.get("content_html") or told.get("content_text") or "", summary=told.get("summary", ""),
            )
        )  # fmt: skip
    problem = _too_many(len(listed)) if len(listed) > MAX_ITEMS else None
    return Feed("json feed", _plain(sound(str(data.get("title") or ""))), tuple(items), problem=problem)


def _sitemap(text: str, url: str | None) -> Feed:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return Feed("sitemap", "", (), problem="the XML is broken")
    items, sitemaps, title = [], [], ""
    for entry in root:
        values: dict[str, str] = {}
        for element in entry.iter("*"):
            name = etree.QName(element).localname
            if element.text and element.text.strip() and not (name == "loc" and "loc" in values):
                values.setdefault(name, element.text.strip())
        address = urls.canonical(values.get("loc", ""), url)
        if address is None:
            continue
        if etree.QName(entry).localname == "sitemap":
            sitemaps.append(address)
            continue
        title = title or values.get("name", "")
        day = any_day(values.get("publication_date", ""))
        items.append(FeedItem(id=address, url=address, title=values.get("title", ""), published=day, updated=values.get("lastmod")))
        if len(items) >= _MAX_ADDRESSES:
            break
    kind: Literal["sitemap", "sitemap index"] = "sitemap index" if sitemaps and not items else "sitemap"
    return Feed(kind, title, tuple(items), tuple(sitemaps), problem=None if items or sitemaps else "it names no address")


def _plain(text: str) -> str:
    lines = [line.text for line in fragment_lines(text)] if "<" in text or "&" in text else [text]
    return " ".join(" ".join(lines).split())
