"""Addresses of articles: absolute, without what changes from visit to visit."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from importlib import resources
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_PORTS = {"http": 80, "https": 443}
_IN_PATH = re.compile(r"/((?:19|20)[0-9]{2})[/-]([01]?[0-9])[/-]([0-3]?[0-9])(?=[/_.-]|$)|(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_LONGEST = 4096


@lru_cache(maxsize=1)
def _tracking() -> re.Pattern[str]:
    """The parameters of `tracking.tsv`."""
    lines = resources.files("marsad.reading").joinpath("tracking.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[1] for line in lines if line and not line.startswith(("#", "id\t"))]
    return re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in names), re.I)


def canonical(url: str, base: str | None = None, *, keep_tracking: bool = False) -> str | None:
    """The address in one form: absolute against `base`, http(s) only, lower-case host without default port, no fragment, no parameters that only
    tell how the reader came (`tracking.tsv`; `keep_tracking` leaves the query as it is, for fetching), Arabic letters escaped (%D8...). None where it
    is no such address."""
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if not url.isascii() and any("\ud800" <= c <= "\udfff" for c in url):
        return None
    if parts.scheme not in _PORTS or not host or len(url) > _LONGEST or any(c.isspace() for c in host):
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    if keep_tracking:
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]", errors="replace")
    else:
        query = urlencode([(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracking().fullmatch(key)])
    path = _ESCAPE.sub(lambda m: m.group().upper(), quote(parts.path, safe="/%:@!$&'()*+,;=~", errors="replace"))
    return urlunsplit((parts.scheme, netloc, path or "/", query, ""))


def host_of(url: str) -> str:
    """The host of an address in lower case without `www.`, or ""."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def is_front(url: str) -> bool:
    """Whether an address is a site's front page, not an article."""
    parts = urlsplit(url)
    return parts.path.strip("/").lower() in ("", "ar", "index.html", "index.php", "home") and not parts.query


def day_in(url: str) -> dt.date | None:
    """The day that an article's address holds (/2020/10/23/, /2020-10-23-, 20201023), or None."""
    for match in _IN_PATH.finditer(urlsplit(url).path if "://" in url else url):
        year, month, number = (int(part) for part in match.groups() if part is not None)
        try:
            return dt.date(year, month, number)
        except ValueError:
            continue
    return None
