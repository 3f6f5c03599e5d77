"""What a source lists at the moment: the items of a feed, or the links of a section page."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

from marsad.reading import urls
from marsad.reading.decoding import decode
from marsad.reading.feeds import FeedItem, read_feed, report_of_item
from marsad.reading.items import InputFailure
from marsad.report import Report
from marsad.watch.sources import Source

_HEADLINE = 4
"""Words from which the text of a link counts as a headline, where `links` does not tell the items: menus have fewer."""
_MOST_LINKS = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as its source lists it. `keys` are the names under which it is known again: its address in one form, its guid within the source.
    `fingerprint` changes when the source tells of an edit. `report` is the text, where the feed holds it."""

    keys: tuple[str, ...]
    url: str | None
    guid: str
    title: str
    day: dt.date | None
    fingerprint: str
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a source, oldest first as far as the order tells; further sitemaps to read; what was wrong."""

    items: tuple[Listed, ...]
    sitemaps: tuple[str, ...] = ()
    problem: str | None = None


def key_of(url: str) -> str:
    """The name of an address for knowing it again: canonical, without scheme, www. or m., trailing slash."""
    canonical = urls.canonical(url) or url
    bare = canonical.partition("://")[2]
    for prefix in ("www.", "m."):
        bare = bare.removeprefix(prefix)
    path, mark, query = bare.partition("?")
    return "url:" + path.rstrip("/") + mark + query


def list_source(source: Source, raw: bytes, url: str) -> Listing:
    """What the bytes of a source's feed or page at `url` list. Never raises: what is wrong is told in `problem`."""
    return _feed(source, raw, url) if source.feed else _section(source, raw, url)


def _feed(source: Source, raw: bytes, url: str) -> Listing:
    feed = read_feed(raw, url=url)
    listed, unread = [], 0
    for item in reversed(feed.items):
        report = None
        if source.text == "feed":
            told = report_of_item(item.id, item, feed)
            if isinstance(told, InputFailure):
                unread += 1
                continue
            report = told
        elif item.url is None:
            unread += 1
            continue
        listed.append(_listed(source, item, report))
    problem = feed.problem or (None if feed.items or feed.sitemaps else "the feed has no items")
    if unread and not problem and not listed:
        problem = f"none of its {unread} items has {'a text in Arabic' if source.text == 'feed' else 'an address'}"
    return Listing(tuple(listed), feed.sitemaps, problem)


def _listed(source: Source, item: FeedItem, report: Report | None) -> Listed:
    keys = [f"guid:{source.name}:{item.id}"] if not re.fullmatch(r"item-\d+", item.id) else []
    if item.url:
        keys.insert(0, key_of(item.url))
    told = "\x00".join((item.title, item.updated or "", item.content, item.summary))
    return Listed(tuple(keys) or (f"text:{source.name}:{_hash(told)}",), item.url, item.id, item.title, item.published, _hash(told), report)


def _section(source: Source, raw: bytes, url: str) -> Listing:
    from marsad.reading.page import parse

    text = decode(raw)
    tree = parse(text) if text is not None else None
    if tree is None:
        return Listing((), problem="it is no web page")
    pattern, host = re.compile(source.links) if source.links else None, urls.host_of(url)
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    found: dict[str, Listed] = {}
    for element in tree.iter("a"):
        address = urls.canonical(str(element.get("href") or ""), urls.canonical(base, url) if base else url) if element.get("href") else None
        if address is None or urls.is_front(address) or key_of(address) == key_of(url):
            continue
        title = " ".join(str(element.text_content()).split())
        if pattern.search(address) if pattern else (urls.host_of(address) == host and len(title.split()) >= _HEADLINE):
            found.setdefault(key_of(address), Listed((key_of(address),), address, address, title, None, ""))
            if len(found) == _MOST_LINKS:
                break
    return Listing(tuple(reversed(found.values())), problem=None if found else "no link on it looks like an item; tell them with links = ...")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
