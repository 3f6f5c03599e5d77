"""The article in a page or text: main text, title, publication day, outlet, address."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from marsad.arabic.orthography import fold
from marsad.reading.decoding import decode, sound
from marsad.reading.furniture import Line, without_furniture
from marsad.reading.items import MAX_PAGE, MAX_TREE, InputFailure
from marsad.reading.language import language, language_name
from marsad.reading.outlets import outlet_of
from marsad.report import PublishedBasis, Report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from marsad.reading.page import Page

_LONGEST_TITLE = 300
_SHORTEST_BODY = 60
"""Characters below which the text of a known body element is not trusted alone and trafilatura looks at the whole page."""
_SHORTEST_ARTICLE = 40
"""Characters below which what was found outside a known body element is no article but a remnant of the page."""
_SEPARATORS = "|»«:·•–—-"
_LONGEST_DATE_LINE = 80
_MOST_ELEMENTS = 12_000
"""Elements of a page that trafilatura may look at: it takes some 0.2 ms and 8 kB for each. Larger pages give their longest run of long lines."""
_LONG_LINE, _SHORT_COST = 60, 30
"""Main text by lines: the run with the highest sum, where a line of 60 characters or more counts its length and a shorter one -30."""
ONLY_ARABIC = "marsad reads Arabic only"
GIVE_TEXT = "give a text, a saved page or JSONL"


def from_text(name: str, text: str, published: dt.date | None) -> Report:
    """A report from plain text. The first line is the title where it is short and a blank line or its repetition follows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    title = ""
    if len(lines) > 1 and len(lines[0]) <= _LONGEST_TITLE:
        following = fold(lines[1].strip())
        if not following or following == fold(lines[0].strip()) or following.isdigit():
            title, lines = lines[0].strip(), lines[1:]
    body = "\n".join(without_furniture(lines, title))
    return Report(id=name, title=title if body else "", text=body or title, published=published, language="ar")


def from_html(name: str, page: str, published: dt.date | None, *, url: str | None = None, retrieved: dt.datetime | None = None) -> Report | None:
    """A report from the text of a web page, or None where it holds no article.

    `published` wins over the day that the page tells; `url` is the address it was fetched from, which an address told by the page itself replaces
    where both are of one site. The text comes from the element that holds the article in the markup of the usual
    content systems (`pages.yaml`), else from trafilatura; boxes and lines of page furniture are taken out of both.
    """
    from marsad.reading.page import article_data, parse, saved_from, survey, without_embedded
    from marsad.reading.published import published_on

    slim = without_embedded(page)
    tree = parse(slim[:MAX_TREE])
    if tree is None:
        return None
    found = survey(tree)
    data = article_data(found)
    address = _address(found, data, url or saved_from(slim))
    site = _site(found, data)
    title = _title(found, data, site)
    day, basis = published, "given"
    if day is None:
        told = published_on(found, data, address, retrieved)
        day, basis = (told.day, "inferred" if told.counted_back else "page") if told else (None, "unknown")
    body = _body(found, data, title)
    body = _without_date_line(body, day, retrieved)
    if not body:
        return None
    known = outlet_of(_host(address))
    return Report(
        id=name, title=sound(title), text=sound(body), published=day, published_basis=_basis(basis), language="ar", source=sound(known.name if known else site) or None,
        url=address, retrieved=retrieved,
    )  # fmt: skip


def read_article(
    name: str, raw: bytes, *, published: dt.date | None = None, url: str | None = None, retrieved: dt.datetime | None = None, where: str | None = None
) -> Report | InputFailure:
    """The report of a web page's bytes as they came from a server or a file, whatever their encoding; or why there is none.

    `name` becomes the report's id, `where` (else `name`) names it in a failure.
    """
    place = where or name
    if len(raw) > MAX_PAGE:
        return too_large(place, len(raw))
    text = decode(raw)
    if text is None:
        return InputFailure(place, "no text (binary, or an unknown encoding)", "save it as UTF-8 text or HTML")
    report = from_html(name, text, published, url=url, retrieved=retrieved)
    if report is None:
        return InputFailure(place, "no article was found in the page", "save the article itself, or its text")
    return checked(place, report)


def checked(where: str, report: Report) -> Report | InputFailure:
    """The report, or the failure that it has no text or is in another language."""
    full = report.full_text
    if not full.strip():
        return InputFailure(where, "there is no text in it", GIVE_TEXT)
    found = language(full)
    if found != "ar":
        told = f"the text is {language_name(found)}, not Arabic" if found else "the text is not Arabic"
        return InputFailure(where, told, ONLY_ARABIC, foreign=bool(found) or len(full) >= _SHORTEST_ARTICLE)
    return report


def too_large(where: str, size: int) -> InputFailure:
    """The failure of a document over the limit."""
    return InputFailure(where, f"{max(1, size // 2**20)} MB is too large for one report", "split it, or give the reports as JSONL, one a line")


def _basis(basis: str) -> PublishedBasis:
    return "given" if basis == "given" else "page" if basis == "page" else "inferred" if basis == "inferred" else "unknown"


def _host(url: str | None) -> str:
    from marsad.reading.urls import host_of

    return host_of(url) if url else ""


def _address(page: Page, data: dict[str, Any], url: str | None) -> str | None:
    from marsad.reading import urls

    base = url or page.base
    entity = data.get("mainEntityOfPage")
    given = urls.canonical(url) if url else None
    for told in (page.links.get("canonical"), page.metas.get("og:url"), data.get("url"), entity.get("@id") if isinstance(entity, dict) else entity):
        address = urls.canonical(told, base) if isinstance(told, str) else None
        if address is None or (urls.is_front(address) and not (given and urls.is_front(given))):
            continue
        if given is None or urls.host_of(address).split(".")[-2:] == urls.host_of(given).split(".")[-2:]:
            return address
    return given


def _site(page: Page, data: dict[str, Any]) -> str:
    publisher = data.get("publisher")
    told = publisher.get("name") if isinstance(publisher, dict) else publisher
    for name in (page.metas.get("og:site_name"), told, page.metas.get("application-name"), page.metas.get("twitter:site")):
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())[:_LONGEST_TITLE]
    return ""


def _title(page: Page, data: dict[str, Any], site: str) -> str:
    """The headline: what an element of the page and the page's own title both say, else what the metadata tell without the site's name. The element
    becomes the first of `page.headings`, where the day is looked for."""
    from marsad.reading.page import element_saying

    told = data.get("headline")
    metas = [told if isinstance(told, str) else "", page.metas.get("og:title", ""), page.metas.get("twitter:title", ""), page.title]
    candidates = [without_site(_plain(t), site) for t in metas if t and t.strip()]
    wanted: dict[str, None] = {}
    for candidate in candidates:
        wanted[fold(candidate)] = None
        for separator in _SEPARATORS + ":":
            wanted.update((fold(part.strip()), None) for part in candidate.split(f"{separator} ") if len(part.split()) > 2)
    found = element_saying(page.tree, wanted.keys() - {fold(site), ""}, fold)
    if found is not None:
        page.headings.insert(0, found)
        return " ".join("".join(found[1].itertext()).split())[:_LONGEST_TITLE]
    if candidates:
        return candidates[0][:_LONGEST_TITLE]
    headings = [" ".join("".join(element.itertext()).split()) for _, element in page.headings[:6]]
    return next((h for h in headings if len(h.split()) > 2 and len(h) <= _LONGEST_TITLE), "")


def _plain(text: str) -> str:
    import html

    return " ".join(html.unescape(text).split())


def without_site(title: str, site: str) -> str:
    """A page's title without the name of the site before or after a separator."""
    if site:
        for separator in _SEPARATORS:
            for left, right in ((f" {separator} {site}", ""), ("", f"{site} {separator} "), (f"{separator} {site}", "")):
                if left and title.endswith(left) and len(title) > len(left):
                    return title.removesuffix(left).rstrip(" " + _SEPARATORS)
                if right and title.startswith(right) and len(title) > len(right):
                    return title.removeprefix(right)
    for separator in ("|", "»", "«", "·", "•", "—", "–"):
        head, mark, tail = title.rpartition(f" {separator} ")
        if mark and len(head) > 2 * len(tail) and len(head.split()) >= 3:
            return head.strip()
    return title


def _body(page: Page, data: dict[str, Any], title: str) -> str:
    from marsad.reading.page import body_of, lines_of, without_link_farms

    element = body_of(page)
    text = ""
    if element is not None:
        text = "\n".join(without_furniture([*_lead(page, element), *lines_of(element)], title))
    if len(text) < _SHORTEST_BODY:
        rest = without_link_farms(page.tree)
        if page.size > _MOST_ELEMENTS:
            found = "\n".join(without_furniture(main_lines([line.text for line in lines_of(rest)]), title))
        else:
            found = _by_trafilatura(rest, title)
        text = max(text, found, key=len)
        if len(text) < _SHORTEST_ARTICLE:
            text = ""
    told = data.get("articleBody")
    if isinstance(told, str) and len(text) < 200 and len(told) > 2 * len(text):
        text = "\n".join(without_furniture(fragment_lines(told), title))
    return text


def _without_date_line(body: str, day: dt.date | None, retrieved: dt.datetime | None) -> str:
    """The body without a first line that only repeats the publication day."""
    first, _, rest = body.partition("\n")
    if day is None or len(first) > _LONGEST_DATE_LINE:
        return body
    from marsad.reading.published import line_day

    told = line_day(first)[0] if any(c.isdigit() for c in first) else None
    return rest if day in (told, line_day(first, retrieved)[0] if retrieved else None) else body


def _lead(page: Page, body: HtmlElement) -> list[Line]:
    """The lines of a lead that stands before the body element and is not repeated in it."""
    from marsad.reading.page import lines_of

    held = fold(" ".join("".join(body.itertext()).split()))
    lines = [line for lead in page.leads if body not in (lead, *lead.iterancestors()) and lead not in body.iterancestors() for line in lines_of(lead)]
    return [line for line in lines if fold(line.text).rstrip(" .…")[:80] not in held][:6]


def _by_trafilatura(tree: HtmlElement, title: str) -> str:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # whatever a hostile page does to an extractor, it only means that no article was found
        return ""
    if found is None:
        return ""
    text = found["text"] if isinstance(found, dict) else found.text
    return "\n".join(without_furniture([line.strip("| ") for line in (text or "").split("\n")], title))


def main_lines(lines: list[str]) -> list[str]:
    """The run of lines that is most likely the article of a page turned into text (see `_SHORT_COST`)."""
    best = total = 0
    start, span = 0, (0, 0)
    for at, line in enumerate(lines):
        size = len(line.strip())
        total += size if size >= _LONG_LINE else -_SHORT_COST
        if total <= 0:
            total, start = 0, at + 1
        elif total > best:
            best, span = total, (start, at + 1)
    return lines[span[0] : span[1]]


def fragment_lines(html: str) -> list[Line]:
    """The lines of a piece of HTML (the content of a feed's item), or of plain text."""
    from marsad.reading.page import lines_of, parse, survey

    if "<" not in html:
        import html as entities

        return [Line(line) for line in entities.unescape(html).split("\n")]
    tree = parse(f"<html><body><div>{html[:MAX_TREE]}</div></body></html>")
    if tree is None:
        return []
    for box in survey(tree).boxes:
        if box.getparent() is not None:
            box.drop_tree()
    return lines_of(tree)
