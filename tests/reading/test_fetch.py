"""Fetching from a server of our own: redirects, private addresses, slow and broken bodies, conditional requests, waits, robots, bombs."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpcore2
import pytest
from tests.reading.helpers import page
from tests.reading.server import Site, send, serving

from marsad.reading.fetch import Fetched, Fetcher, Limits, NotFetched, Originals
from marsad.reading.fetch.addresses import AddressRefused, Guard, is_public


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def fetcher(**options: Any) -> Fetcher:
    """A fetcher that reaches 127.0.0.1 and does not dawdle."""
    usual: dict[str, Any] = {"allow_private": True, "delay": 0.0, "limits": Limits(seconds=5, step=2)}
    return Fetcher(**usual | options)


def fetched(answer: Fetched | NotFetched) -> Fetched:
    assert isinstance(answer, Fetched), answer
    return answer


def refused(answer: Fetched | NotFetched) -> NotFetched:
    assert isinstance(answer, NotFetched), answer
    return answer


def waits(found: list[float]) -> Any:
    return found.append


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::1 2002:a00:1::1 ::127.0.0.1 2001:db8::1 not-an-address".split(),
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", "8.8.8.8 1.1.1.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 193.0.14.129".split())
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_private_hosts_are_refused_however_they_are_written(site: Site, host: str) -> None:
    site.page("/a", page())
    with fetcher(allow_private=False, limits=Limits(seconds=3, tries=1)) as client:
        answer = refused(client.fetch(site.url("/a", host)))
    assert answer.reason == "refused", answer
    assert not site.log


def test_redirect_to_a_private_address_is_refused(site: Site) -> None:
    """A public name (resolved for the test to a port of ours) sends on to the loopback address: the way of most attacks on fetching services."""
    site.page("/target", page())
    site.answers["/start"] = lambda handler: send(handler, 302, headers={"Location": site.url("/target", "localhost")})
    public = {"news.example": ["127.0.0.1"]}
    with _Believing(public) as client:
        answer = refused(client.fetch(site.url("/start", "news.example")))
        assert answer.reason == "refused", answer
        assert "localhost" in answer.message
        assert "--allow-private" in answer.remedy
    assert site.paths() == ["/start"]
    with fetcher() as client:  # the same with the flag
        assert fetched(client.fetch(site.url("/start"))).final_url.endswith("/target")


def test_rebinding_makes_no_difference(site: Site) -> None:
    """A name is asked for once a connection, and the address that was checked is the one that is connected to, whatever the name means a moment later."""
    meanings = iter((["127.0.0.1", "8.8.8.8", "10.0.0.1"], ["127.0.0.1"]))
    connected: list[str] = []

    class Backend(httpcore2.SyncBackend):
        def connect_tcp(self, host: str, *args: Any, **kwargs: Any) -> httpcore2.NetworkStream:
            connected.append(host)
            return httpcore2.MockStream([])

    guard = Guard(resolve=lambda host, port: next(meanings))
    guard._backend = Backend()
    guard.connect_tcp("rebind.example", 80)
    assert connected == ["8.8.8.8"]
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        guard.connect_tcp("rebind.example", 80)
    assert connected == ["8.8.8.8"]
    with fetcher(allow_private=False, resolve=lambda host, port: ["127.0.0.1"]) as client:
        assert refused(client.fetch(site.url("/a", "inside.example"))).reason == "refused"
    assert not site.log


class _Believing(Fetcher):
    """A fetcher for which some names are public, so that a public server can be played on this machine."""

    def __init__(self, public: dict[str, list[str]]) -> None:
        super().__init__(delay=0.0, limits=Limits(seconds=5, tries=1), resolve=lambda host, port: public.get(host, ["127.0.0.1"]))
        guard, connect = self._guard, self._guard.connect_tcp

        def connect_tcp(host: str, *args: Any, **kwargs: Any) -> Any:
            guard._allow_private = host in public
            return connect(host, *args, **kwargs)

        guard.connect_tcp = connect_tcp  # type: ignore[method-assign]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
def test_certificates_are_those_of_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to a checked address, the certificate is checked against the name."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example -addext subjectAltName=DNS:news.example".split()
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    with serving(certificate=certificate, key=key) as site:
        site.page("/a", page())
        urls = [f"https://{host}:{site.port}/a" for host in ("news.example", "other.example")]
        options: dict[str, Any] = {"resolve": lambda host, port: ["127.0.0.1"], "limits": Limits(seconds=3, tries=1)}
        with fetcher(**options) as client:  # nobody vouches for it
            assert refused(client.fetch(urls[0])).reason in ("network", "robots")
        assert not site.log
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with fetcher(**options) as client:
            assert fetched(client.fetch(urls[0])).body == page().encode()
            assert refused(client.fetch(urls[1])).reason in ("network", "robots")
        assert site.paths() == ["/a"]


def test_redirects(site: Site) -> None:
    site.page("/end", page())
    for n, status in enumerate((301, 302, 303, 307, 308)):
        site.answers[f"/{n}"] = lambda handler, n=n, status=status: send(handler, status, headers={"Location": f"/{n + 1}" if n < 4 else "/end?utm_source=x"})  # type: ignore[misc]
    site.answers["/circle"] = lambda handler: send(handler, 302, headers={"Location": "/circle"})
    site.answers["/nowhere"] = lambda handler: send(handler, 302)
    site.answers["/file"] = lambda handler: send(handler, 302, headers={"Location": "file:///etc/passwd"})
    with fetcher() as client:
        answer = fetched(client.fetch(site.url("/0")))
        assert answer.final_url == site.url("/end?utm_source=x")
        assert len(answer.moves) == 5
        for path in ("/circle", "/nowhere", "/file"):
            assert refused(client.fetch(site.url(path))).reason == "moved"
    assert site.asked["/circle"] == 2


def test_unchanged_pages_are_not_sent_again(site: Site, tmp_path: Path) -> None:
    whole = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            send(handler, 304, headers={"ETag": '"v1"'})
            return
        whole.append(1)
        send(handler, 200, page().encode(), {"ETag": '"v1"', "Cache-Control": "max-age=86400", "Last-Modified": formatdate(0, usegmt=True)})

    site.answers["/a"] = answer
    for attempt in range(3):
        with fetcher(cache=tmp_path / "cache.db") as client:
            got = fetched(client.fetch(site.url("/a")))
            assert got.body == page().encode()
            assert got.unchanged == (attempt > 0)
    assert len(whole) == 1
    assert site.asked["/a"] == 3  # asked each time, although it calls itself fresh for a day


def test_a_damaged_cache_is_begun_anew(site: Site, tmp_path: Path) -> None:
    site.page("/a", page())
    (tmp_path / "cache.db").write_bytes(b"no database" * 1000)
    with fetcher(cache=tmp_path / "cache.db") as client:
        fetched(client.fetch(site.url("/a")))


def test_retry_after_is_kept(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if site.asked["/busy"] == 1:
            send(handler, 429, headers={"Retry-After": "7"})
        elif site.asked["/busy"] == 2:
            send(handler, 503, headers={"Retry-After": formatdate(time.time() + 20, usegmt=True)})
        else:
            send(handler, 200, page().encode())

    site.answers["/busy"] = answer
    site.answers["/away"] = lambda handler: send(handler, 429, headers={"Retry-After": "3600"})
    site.page("/other", page())
    found: list[float] = []
    with fetcher(pause=waits(found)) as client:
        fetched(client.fetch(site.url("/busy")))
        assert any(4 < wait <= 7 for wait in found), found
        assert any(12 < wait <= 20 for wait in found), found
        away = refused(client.fetch(site.url("/away")))
        assert (away.reason, away.wait, away.for_good) == ("status", 3600.0, False)
        assert site.asked["/away"] == 1
        found.clear()
        fetched(client.fetch(site.url("/other")))
        assert found  # the host as a whole is left alone
        assert found[0] > 50


def test_errors_of_the_server_are_tried_again(site: Site) -> None:
    site.answers["/once"] = lambda handler: send(handler, 500 if site.asked["/once"] == 1 else 200, page().encode())
    site.answers["/always"] = lambda handler: send(handler, 500)
    site.answers["/gone"] = lambda handler: send(handler, 410)
    site.answers["/forbidden"] = lambda handler: send(handler, 403)
    found: list[float] = []
    with fetcher(pause=waits(found)) as client:
        fetched(client.fetch(site.url("/once")))
        assert site.asked["/once"] == 2
        assert refused(client.fetch(site.url("/always"))).message == "HTTP 500"
        assert site.asked["/always"] == 3
        assert found[-1] > found[-2]  # longer and longer
        assert refused(client.fetch(site.url("/gone"))).for_good
        assert refused(client.fetch(site.url("/forbidden"))).for_good
        assert site.asked["/forbidden"] == 1
        assert refused(client.fetch(site.url("/none"))).reason == "missing"


def test_slow_servers_are_given_up(site: Site) -> None:
    """A byte now and then keeps each single read alive: the clock runs over the whole request, head and body."""

    def body(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    def head(handler: BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100:
            handler.wfile.write(bytes([letter]))
            handler.wfile.flush()
            time.sleep(0.1)

    site.answers["/body"], site.answers["/head"] = body, head
    with fetcher(limits=Limits(seconds=0.8, step=0.5, tries=1)) as client:
        for path in ("/body", "/head"):
            begun = time.monotonic()
            assert refused(client.fetch(site.url(path))).reason == "slow"
            assert time.monotonic() - begun < 6  # the server drips for ten


def test_wrong_lengths(site: Site) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, b"<p>half", {"Content-Length": "1000"})
        handler.close_connection = True

    def longer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, b"0123456789", {"Content-Length": "4"})
        handler.close_connection = True

    site.answers["/cut"], site.answers["/longer"] = cut, longer
    site.page("/after", page())
    with fetcher(pause=waits([])) as client:
        assert refused(client.fetch(site.url("/cut"))).reason == "network"
        assert site.asked["/cut"] == 3
        assert fetched(client.fetch(site.url("/longer"))).body == b"0123"
        fetched(client.fetch(site.url("/after")))  # what was left on the wire is not taken for the next answer


def test_bombs_and_large_bodies(site: Site) -> None:
    site.page("/bomb", gzip.compress(bytes(60 * 2**20)), headers={"Content-Encoding": "gzip"})
    site.page("/twice", gzip.compress(gzip.compress(bytes(60 * 2**20))), headers={"Content-Encoding": "gzip, gzip"})
    site.page("/large", bytes(21 * 2**20))
    site.page("/packed", gzip.compress(page().encode()), headers={"Content-Encoding": "gzip"})

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        while True:
            handler.wfile.write(b"10000\r\n" + bytes(65536) + b"\r\n")

    site.answers["/endless"] = endless
    with fetcher() as client:
        for path in ("/bomb", "/twice", "/large", "/endless"):
            assert refused(client.fetch(site.url(path))).reason == "too large"
            assert site.asked[path] == 1
        assert fetched(client.fetch(site.url("/packed"))).body == page().encode()


def test_robots(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nCrawl-delay: 2\n\nUser-agent: other\nDisallow: /\n")
    for path in ("/a", "/private/x", "/private/open", "/a.pdf"):
        site.page(path, page())
    site.answers["/sly"] = lambda handler: send(handler, 302, headers={"Location": "/private/x"})
    found: list[float] = []
    with fetcher(pause=waits(found)) as client:
        fetched(client.fetch(site.url("/a")))
        fetched(client.fetch(site.url("/private/open")))
        assert found, "Crawl-delay"
        assert 0.5 < found[-1] <= 4
        for path in ("/private/x", "/a.pdf", "/sly"):
            answer = refused(client.fetch(site.url(path)))
            assert (answer.reason, answer.for_good) == ("robots", True)
    assert site.asked["/private/x"] == site.asked["/a.pdf"] == 0
    assert site.asked["/robots.txt"] == 1


def test_robots_that_cannot_be_read_forbid(site: Site) -> None:
    site.page("/robots.txt", "", status=500)
    site.page("/a", page())
    with fetcher(pause=waits([])) as client:
        answer = refused(client.fetch(site.url("/a")))
        assert (answer.reason, answer.for_good) == ("robots", False)
    assert not site.paths()


def test_hosts_are_not_hurried(site: Site) -> None:
    site.page("/a", page())
    begun = time.monotonic()
    with fetcher(delay=0.3) as client:
        for _ in range(3):
            fetched(client.fetch(site.url("/a")))
    assert time.monotonic() - begun > 0.59  # two waits, however slow the machine


def test_who_asks(site: Site) -> None:
    site.page("/a", page())
    with fetcher(contact="https://example.org/us") as client:
        fetched(client.fetch(site.url("/a")))
    agent = site.log[-1][2]["User-Agent"]
    assert agent.startswith("marsad/")
    assert agent.endswith("(+https://example.org/us)")


def test_originals(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    name = originals.keep("نص".encode() * 1000)
    assert originals.keep("نص".encode() * 1000) == name
    assert originals.read(name) == "نص".encode() * 1000
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.stat().st_size < 100
    path.write_bytes(b"damaged")
    with pytest.raises(ValueError, match="damaged"):
        originals.read(name)
    with pytest.raises(FileNotFoundError):
        originals.read("0" * 64)
