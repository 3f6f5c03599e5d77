"""RSS, Atom, JSON Feed and sitemaps."""

from __future__ import annotations

import json
import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.reading.helpers import BODY, LINES, PERSIAN, TITLE, failures, items, reports, written

from marsad.reading.feeds import read_feed

HTML = "".join(f"<p>{line}</p>" for line in LINES)
TAIL = '<p>ظهرت المقالة <a href="x">العنوان</a> أولاً على <a href="y">صحيفة المثال</a>.</p>'


def rss(*, entries: int = 3, encoding: str = "utf-8", label: str | None = None, extra: str = "") -> bytes:
    told = "".join(
        f"<item><title>{TITLE} {i}</title><link>https://www.example.org/?p={i}&amp;utm_source=rss</link><guid isPermaLink='false'>guid-{i}</guid>"
        f"<pubDate>Fri, 23 Oct 2020 23:30:0{i} +0300</pubDate><description>{escape(LINES[0])}</description>"
        f"<content:encoded><![CDATA[{HTML}{TAIL}]]></content:encoded></item>"
        for i in range(entries)
    )
    return (
        f'<?xml version="1.0" encoding="{label or encoding}"?>{extra}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>صحيفة المثال</title><link>https://www.example.org</link>{told}</channel></rss>"
    ).encode(encoding)


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة المثال</title><entry><id>tag:1</id><title>{TITLE}</title>
<link href="/news/1"/><published>2020-10-23T23:30:00+03:00</published><updated>2020-10-25T00:00:00Z</updated><content type="html">{escape(HTML)}</content></entry></feed>"""
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://example.org/a</loc><image:image><image:loc>https://example.org/i.png</image:loc></image:image>
<news:news><news:publication><news:name>المثال</news:name></news:publication><news:publication_date>2020-10-23T10:00:00+02:00</news:publication_date><news:title>{TITLE}</news:title>
</news:news></url><url><loc>https://example.org/b</loc><lastmod>2020-10-22</lastmod></url></urlset>"""


@pytest.mark.parametrize("encoding,label", [("utf-8", None), ("windows-1256", None), ("windows-1256", "utf-8"), ("utf-16", None), ("utf-8", "windows-1256")])
def test_rss(tmp_path: Path, encoding: str, label: str | None) -> None:
    found = items(written(tmp_path, "feed", rss(encoding=encoding, label=label)))
    assert not failures(found)
    first = reports(found)[0]
    assert (first.id, first.title, first.text, first.source) == ("guid-0", f"{TITLE} 0", BODY, "صحيفة المثال")
    assert (str(first.published), first.published_basis, first.url) == ("2020-10-23", "feed", "https://www.example.org/?p=0")
    assert len(reports(found)) == 3


def test_atom_completes_addresses() -> None:
    (item,) = read_feed(ATOM.encode(), url="https://example.org/feed.xml").items
    assert (item.id, item.url, str(item.published), item.updated) == ("tag:1", "https://example.org/news/1", "2020-10-23", "2020-10-25T00:00:00Z")


def test_json_feed(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "المثال",
        "items": [{"id": 5, "url": "https://example.org/5", "title": TITLE, "content_html": HTML, "date_published": "2020-10-23T10:00:00Z"}, "x", {"id": "6"}],
    }  # fmt: skip
    found = items(written(tmp_path, "feed.json", json.dumps(feed)))
    (report,) = reports(found)
    assert (report.id, report.text, str(report.published)) == ("5", BODY, "2020-10-23")
    assert len(failures(found)) == 1


def test_sitemaps(tmp_path: Path) -> None:
    feed = read_feed(NEWS.encode())
    assert feed.kind == "sitemap"
    assert [(i.url, i.title, str(i.published), i.updated) for i in feed.items] == [
        ("https://example.org/a", TITLE, "2020-10-23", None), ("https://example.org/b", "", "None", "2020-10-22"),
    ]  # fmt: skip
    index = NEWS.replace("urlset", "sitemapindex").replace("<url>", "<sitemap>").replace("</url>", "</sitemap>")
    assert read_feed(index.encode()).sitemaps == ("https://example.org/a", "https://example.org/b")
    (failure,) = failures(items(written(tmp_path, "sitemap.xml", NEWS)))
    assert "2 addresses and no texts" in failure.message


def test_an_item_without_content_gives_its_summary_and_another_language_is_told(tmp_path: Path) -> None:
    text = (
        rss(entries=2)
        .decode()
        .replace(f"<content:encoded><![CDATA[{HTML}{TAIL}]]></content:encoded>", "")
        .replace(LINES[0], PERSIAN, 1)
        .replace(TITLE, PERSIAN, 1)
    )
    found = items(written(tmp_path, "feed.rss", text))
    assert [r.text for r in reports(found)] == [LINES[0]]
    assert [f.message for f in failures(found)] == ["the text is Persian, not Arabic"]


@pytest.mark.parametrize("name", ["feed.xml", "feed"])
@pytest.mark.parametrize("entity", ["<!ENTITY a 'x'><!ENTITY b '&a;&a;'>", '<!ENTITY x SYSTEM "file:///etc/passwd">'])
def test_xml_bombs_are_refused(tmp_path: Path, name: str, entity: str) -> None:
    (failure,) = failures(items(written(tmp_path, name, rss(extra=f"<!DOCTYPE rss [{entity}]>"))))
    assert "entities of its own" in failure.message
    assert not read_feed(NEWS.replace("?>", f"?><!DOCTYPE urlset [{entity}]>", 1).encode()).items


def test_a_broken_feed_gives_what_it_has() -> None:
    assert len(read_feed(rss()[:-400]).items) >= 2
    assert read_feed(b"<rss").problem
    assert read_feed(b"\x00\x01" * 100).problem
    assert read_feed(b"{}").problem
    assert read_feed(b"plain words").problem
    assert "too much" in str(read_feed(b"<rss>" + b" " * (9 * 2**20)).problem)


def test_a_feed_with_entities_of_html_and_bare_ampersands_is_whole() -> None:
    text = rss().decode().replace(f"<title>{TITLE} 1</title>", f"<title>{TITLE}&nbsp;1 & 2 &laquo;x&raquo;</title>")
    items = read_feed(text.encode()).items
    assert [i.id for i in items] == ["guid-0", "guid-1", "guid-2"]
    assert items[1].title == f"{TITLE} 1 & 2 «x»"


def test_a_feed_of_too_many_items_says_so(tmp_path: Path) -> None:
    item = "<item><title>خبر من البلدة رقم {0}</title><link>https://example.org/{0}</link><guid>{0}</guid></item>"
    raw = '<rss version="2.0"><channel><title>وكالة المثال</title>' + "".join(item.format(n) for n in range(40_000)) + "</channel></rss>"
    begun = time.process_time()
    found = items(written(tmp_path, "a.xml", raw))
    assert time.process_time() - begun < 5
    assert len(reports(found)) == 10_000
    assert [f.message for f in failures(found)] == ["it has 40,000 items, and the first 10,000 of them were read"]
