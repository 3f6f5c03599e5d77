"""Fetching: one address → its bytes, politely, within limits, and never from a place that is not on the public internet unless allowed."""

from __future__ import annotations

import datetime as dt
import logging
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2
from hishel import CacheOptions, SqliteStorage
from hishel.httpx2 import CacheTransport

from marsad.reading import urls
from marsad.reading.fetch.addresses import AddressRefused, Guard, Resolve, resolve
from marsad.reading.fetch.hosts import UNREACHABLE_FOR, Hosts, Rules, Wait
from marsad.reading.items import MAX_PAGE
from marsad.reading.streams import inflate

AGENT = "marsad"
"""The name that robots.txt files know us by."""
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
_TRY_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_MOVED = frozenset((301, 302, 303, 307, 308))
_MOST_MOVES = 10
_ROBOTS_MOVES, _ROBOTS_SIZE = 5, 512 * 1024
"""RFC 9309: five redirects at least, 500 KiB at least."""
_CACHE_SIZE = 512 * 1024 * 1024
_CHUNK = 65536

Reason = Literal["refused", "robots", "missing", "status", "network", "too large", "slow", "moved", "address"]
"""Why nothing was fetched: the address is not to be reached; robots.txt forbids it; 404 or 410; another status; the network; over the limits of size or
time; too many or broken redirects; no http(s) address."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: bytes as sent and unpacked, seconds in all and for each step, tries, and the longest wait between tries in seconds."""

    size: int = MAX_PAGE
    seconds: float = 60.0
    step: float = 20.0
    tries: int = 3
    longest_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the address asked for and the one that answered, status, original bytes (unpacked), type as labelled, the moment, whether the server
    said that it has not changed (`unchanged`: the bytes are those of the last time)."""

    url: str
    final_url: str
    status: int
    body: bytes
    content_type: str
    retrieved: dt.datetime
    unchanged: bool = False
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFetched:
    """Why nothing came, with the remedy. `for_good`: asking again soon makes no sense. `wait`: seconds that the server asks to be left alone."""

    url: str
    reason: Reason
    message: str
    remedy: str
    for_good: bool = False
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx2.Headers
    body: bytes
    revalidated: bool


class _TooLarge(Exception):
    pass


class Stopped(Exception):
    """The fetcher was told to stop while it waited."""


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses; safe for several threads. Use it as a context manager.

    `cache` is a SQLite file for conditional requests (None: none). Between two requests to one host there are `delay` seconds (more where its
    robots.txt asks), and `per_host` at a time. No proxy of the environment is used, since what a proxy resolves cannot be checked.
    """

    cache: Path | None = None
    allow_private: bool = False
    delay: float = 1.0
    per_host: int = 1
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = resolve
    contact: str = ""
    pause: Wait | None = None
    _stop: threading.Event = field(default_factory=threading.Event, init=False)
    _guard: Guard = field(init=False)
    _client: httpx2.Client = field(init=False)
    _hosts: Hosts = field(init=False)

    def __post_init__(self) -> None:
        from marsad import __version__

        self._guard = Guard(allow_private=self.allow_private, resolve=self.resolve)
        self._hosts = Hosts(AGENT, delay=self.delay, per_host=self.per_host, wait=self._wait)
        transport: httpx2.BaseTransport = _Transport(self._guard)
        if self.cache is not None:
            transport = CacheTransport(transport, storage=_storage(self.cache), rfc=CacheOptions(shared=False))
        agent = f"{AGENT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")
        # no-cache: always ask the server, conditionally where it gave an ETag or a date; a feed that is "fresh for a day" would hide its news.
        headers = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Language": "ar,*;q=0.5", "Accept-Encoding": "gzip, deflate, br", "Cache-Control": "no-cache"}
        self._client = httpx2.Client(transport=transport, headers=headers, timeout=self.limits.step, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all waiting and close the connections."""
        self.stop()
        self._client.close()

    def stop(self) -> None:
        """End all waiting: fetches in other threads end with `Stopped` at their next step."""
        self._stop.set()

    def fetch(self, url: str) -> Fetched | NotFetched:
        """Fetch an address over GET, following redirects. Raises `Stopped` only."""
        moves: list[str] = []
        at = urls.canonical(url, keep_tracking=True)
        if at is None:
            return NotFetched(url, "address", "no http(s) address", "check the address", for_good=True)
        while True:
            answer = self._permitted(url, at)
            if isinstance(answer, NotFetched):
                return answer
            if answer.status not in _MOVED:
                break
            target = urls.canonical(answer.headers.get("location", ""), at, keep_tracking=True) if answer.headers.get("location") else None
            if target is None or len(moves) == _MOST_MOVES or target in moves:
                return NotFetched(url, "moved", f"redirected in circles or to no address after {len(moves) + 1} steps", "open it in a browser", for_good=True)
            moves.append(target)
            at = target
        if answer.status in (404, 410):
            return NotFetched(url, "missing", f"HTTP {answer.status}: the page is not there", "check the address", for_good=answer.status == 410)
        if answer.status != 200:
            return NotFetched(
                url, "status", f"HTTP {answer.status}", "try again later", for_good=400 <= answer.status < 500 and answer.status not in _TRY_AGAIN,
                wait=_retry_after(answer.headers),
            )  # fmt: skip
        body = inflate(answer.body, answer.headers.get("content-encoding", ""), self.limits.size)
        if body is None:
            return self._over(url)
        return Fetched(url, at, 200, body, answer.headers.get("content-type", ""), dt.datetime.now(dt.UTC), answer.revalidated, tuple(moves))

    def _permitted(self, url: str, at: str) -> _Answer | NotFetched:
        """The answer of one address, if its host's robots.txt allows it."""
        host = urlsplit(at).netloc
        allowed = self._hosts.allows(host, at, lambda: self._rules(at))
        if allowed is None:
            return NotFetched(url, "robots", f"the robots.txt of {host} cannot be read, so nothing is allowed", "try again later")
        if not allowed:
            return NotFetched(url, "robots", f"the robots.txt of {host} forbids it to {AGENT}", "save the page in a browser and give the file", for_good=True)
        return self._patiently(url, at)

    def _rules(self, at: str) -> Rules:
        """The robots.txt of an address's host: 4xx means that all is allowed, anything else that fails means nothing (RFC 9309)."""
        where = urljoin(at, "/robots.txt")
        for _ in range(_ROBOTS_MOVES + 1):
            answer = self._patiently(where, where, size=_ROBOTS_SIZE)
            if isinstance(answer, NotFetched):
                if answer.reason in ("refused", "address"):
                    return Rules("", 0)  # nothing is asked of it anyway: the guard says why
                return Rules("") if answer.reason == "too large" else Rules(None, UNREACHABLE_FOR)
            if answer.status in _MOVED:
                target = urls.canonical(answer.headers.get("location", ""), where)
                if target is None:
                    return Rules("")
                where = target
                continue
            if answer.status == 200:
                body = inflate(answer.body, answer.headers.get("content-encoding", ""), _ROBOTS_SIZE)
                return Rules((body or b"").decode("utf-8-sig", "replace"))
            return Rules("") if 400 <= answer.status < 500 and answer.status != 429 else Rules(None, UNREACHABLE_FOR)
        return Rules("")

    def _patiently(self, url: str, at: str, *, size: int | None = None) -> _Answer | NotFetched:
        """One address, tried again with growing pauses where that may help."""
        host = urlsplit(at).netloc
        for attempt in range(1, self.limits.tries + 1):
            if self._stop.is_set():
                raise Stopped
            last = attempt == self.limits.tries
            pause = min(self.limits.longest_wait, 2.0 ** (attempt - 1) * (0.75 + random.random() / 2))
            with self._hosts.turn(host):
                answer = self._once(url, at, size or self.limits.size)
            if isinstance(answer, NotFetched):
                if last or answer.for_good or answer.reason in ("too large", "refused"):
                    return answer
            elif answer.status not in _TRY_AGAIN:
                return answer
            else:
                asked = _retry_after(answer.headers)
                if asked is not None:
                    self._hosts.postpone(host, min(asked, self.limits.longest_wait))
                    pause = asked
                if last or pause > self.limits.longest_wait:
                    return answer
            self._wait(pause)
        raise AssertionError("unreachable")

    def _once(self, url: str, at: str, size: int) -> _Answer | NotFetched:
        self._guard.begin(self.limits.seconds)
        try:
            with self._client.stream("GET", at) as response:
                parts, got = [], 0
                for part in response.iter_raw(_CHUNK):
                    got += len(part)
                    if got > size:
                        raise _TooLarge
                    if not self._guard.left():
                        raise httpx2.ReadTimeout("the time for this request is over")
                    parts.append(part)
                status = response.extensions.get("caching")
                revalidated = bool(status and status["from_cache"] and status["revalidated"])
                return _Answer(response.status_code, response.headers, b"".join(parts), revalidated)
        except AddressRefused as error:
            return NotFetched(url, "refused", str(error), "give --allow-private if you trust it", for_good=True)
        except _TooLarge:
            return self._over(url)
        except httpx2.TimeoutException:
            return NotFetched(url, "slow", f"it did not come within {self.limits.seconds:g} s", "try again later")
        except (httpx2.InvalidURL, UnicodeError) as error:
            return NotFetched(url, "address", f"no address that can be asked ({error})", "check the address", for_good=True)
        except (httpx2.HTTPError, httpcore2.NetworkError, OSError) as error:
            return NotFetched(url, "network", f"it cannot be reached ({error or type(error).__name__})", "try again later")

    def _over(self, url: str) -> NotFetched:
        message = f"it has more than {max(1, self.limits.size // 2**20)} MB, or cannot be unpacked"
        return NotFetched(url, "too large", message, "fetch it by other means and give the file", for_good=True)

    def _wait(self, seconds: float) -> None:
        if self.pause is not None:
            self.pause(seconds)
        elif self._stop.wait(seconds):
            raise Stopped


class _Transport(httpx2.HTTPTransport):
    """httpx2's transport over connections that the guard opens."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(trust_env=False)
        context = httpx2.create_ssl_context()  # SSL_CERT_FILE counts
        self._pool = httpcore2.ConnectionPool(ssl_context=context, max_connections=64, max_keepalive_connections=16, keepalive_expiry=30, network_backend=guard)


def _storage(path: Path) -> SqliteStorage:
    """The cache in a file; one that is damaged or of another kind is begun anew, since it holds nothing that cannot be fetched again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    logging.getLogger("hishel").addHandler(logging.NullHandler())  # a cache that cannot be written is no error to the reader
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
    return SqliteStorage(database_path=path, max_size=_CACHE_SIZE, max_stream_size=MAX_PAGE)


def _retry_after(headers: httpx2.Headers, now: Callable[[], float] = time.time) -> float | None:
    """The seconds that `Retry-After` tells (RFC 9110, 10.2.3: seconds or a date), at least 0; None where it tells none."""
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now()) if told else None
    except (ValueError, OverflowError):
        return None
