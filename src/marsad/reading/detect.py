"""What an input is, by its first bytes; the name only settles what the bytes leave open."""

from __future__ import annotations

import json
import re
from enum import Enum

from marsad.reading.columns import Columns
from marsad.reading.decoding import decode
from marsad.reading.streams import is_packed


class Kind(Enum):
    """The kinds of input."""

    empty = "empty"
    packed = "gzip or zstandard"
    zip = "ZIP"
    warc = "WARC"
    parquet = "Parquet"
    pdf = "PDF"
    mhtml = "MHTML"
    feed = "feed"
    sitemap = "sitemap"
    json_feed = "JSON Feed"
    telegram_json = "Telegram export (JSON)"
    telegram_html = "Telegram export (HTML)"
    jsonl = "JSON Lines"
    json = "JSON"
    csv = "CSV"
    html = "web page"
    text = "text"
    binary = "binary"


_HEADER = re.compile(r"\A(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,60}\s*", re.M)
_PROLOGUE = re.compile(r"\A\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<\?[^>]*\?>|<!doctype[^>\[]*(?:\[.*?\]\s*)?>|\s)*", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z]+)")
_TELEGRAM = re.compile(r'"(?:personal_information|chats|messages|left_chats)"\s*:')
_TELEGRAM_TYPE = re.compile(
    r'"type"\s*:\s*"(?:public_channel|private_channel|personal_chat|bot_chat|private_group|private_supergroup|public_supergroup|saved_messages|message)"'
)
_PAGE = re.compile(r"<(?:html|body|!doctype html|head|article|meta|div|p|table)\b", re.I)
_ROOTS = {"rss": Kind.feed, "feed": Kind.feed, "RDF": Kind.feed, "rdf": Kind.feed, "urlset": Kind.sitemap, "sitemapindex": Kind.sitemap}
_BY_SUFFIX = {".jsonl": Kind.jsonl, ".ndjson": Kind.jsonl, ".csv": Kind.csv, ".tsv": Kind.csv, ".html": Kind.html, ".htm": Kind.html, ".xhtml": Kind.html}


def kind_of(head: bytes, name: str, columns: Columns) -> Kind:
    """The kind of an input from its first bytes (64 kB are plenty), its name, and the columns that the caller told."""
    if not head.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        return Kind.empty
    if is_packed(head):
        return Kind.packed
    for mark, kind in ((b"PK\x03\x04", Kind.zip), (b"PK\x05\x06", Kind.zip), (b"PAR1", Kind.parquet), (b"WARC/", Kind.warc)):
        if head.startswith(mark):
            return kind
    if b"%PDF-" in head[:1024]:
        return Kind.pdf
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    told = _BY_SUFFIX.get(suffix)
    text = decode(head)
    if text is None:
        return told if told is Kind.jsonl else Kind.binary
    start = text.lstrip("\ufeff \t\r\n")
    if told is Kind.jsonl:
        return told
    if start[:1] in "{[":
        as_json = _json(start, suffix)
        if as_json is not None:
            return as_json
    if start[:1] == "<":
        return _markup(start)
    if "multipart/related" in start[:4000].lower() and _HEADER.match(start[:20000]):
        return Kind.mhtml
    if told is not None:
        return told
    if _is_table(start, columns):
        return Kind.csv
    return Kind.html if _PAGE.search(start[:2000]) and "</" in start else Kind.text


def _json(start: str, suffix: str) -> Kind | None:
    if start[0] == "{" and re.search(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', start[:4000]):
        return Kind.json_feed
    if start[0] == "{" and _TELEGRAM.search(start) and (_TELEGRAM_TYPE.search(start) or '"personal_information"' in start[:2000]):
        return Kind.telegram_json
    if start[0] == "[":
        return Kind.json if suffix == ".json" or re.match(r"\[\s*[{\]]", start) else None
    if suffix == ".json":
        first, _, rest = start.partition("\n")
        return Kind.jsonl if _is_object(first) and rest.lstrip()[:1] == "{" else Kind.json
    first, _, rest = start.partition("\n")
    if _is_object(first) or (rest.lstrip()[:1] == "{" and '"' in first):
        return Kind.jsonl
    return Kind.json if re.match(r'\{\s*(?:"|\}|$)', start) else None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _markup(start: str) -> Kind:
    prologue = _PROLOGUE.match(start[:20000])
    root = _ROOT.match(start, prologue.end() if prologue else 0)
    if root is not None and root.group(1) in _ROOTS:
        return _ROOTS[root.group(1)]
    if 'class="page_wrap' in start and ('class="history"' in start or 'class="page_body chat_page"' in start):
        return Kind.telegram_html
    return Kind.html


def _is_table(start: str, columns: Columns) -> bool:
    from marsad.reading.tables import delimiter_of

    first, mark, _ = start.partition("\n")
    if not mark or len(first) > 4000:
        return False
    cells = [cell.strip().strip('"') for cell in first.split(delimiter_of(first))]
    if len(cells) < 2:
        return False
    if columns.told:
        return all(name in cells for names in columns.told.values() for name in names)
    found = columns.find(cells)
    return "text" in found and len(found) > 1
