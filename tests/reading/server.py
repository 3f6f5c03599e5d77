"""An HTTP server on 127.0.0.1 whose answers the tests write: as functions, down to the bytes on the wire."""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Site:
    """Answers by path. Each takes the handler and writes to it; `asked` counts the requests by path, `log` keeps them with their moments."""

    port: int = 0
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    log: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes | str, *, status: int = 200, headers: dict[str, str] | None = None, kind: str = "text/html; charset=utf-8") -> None:
        """Answer a path with a body."""
        raw = body.encode() if isinstance(body, str) else body

        def answer(handler: BaseHTTPRequestHandler) -> None:
            send(handler, status, raw, {"Content-Type": kind} | (headers or {}))

        self.answers[path] = answer

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.log if path != "/robots.txt"]


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
    """A whole answer."""
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    if "Content-Length" not in (headers or {}):
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    with contextlib.suppress(OSError):
        handler.wfile.write(body)


@contextlib.contextmanager
def serving(*, certificate: Path | None = None, key: Path | None = None) -> Iterator[Site]:
    """A site on a free port, until the block ends; over TLS with a certificate."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.asked[path] += 1
            site.log.append((time.monotonic(), self.path, dict(self.headers.items())))
            answer = site.answers.get(self.path) or site.answers.get(path)
            if answer is None:
                send(self, 404)
            else:
                with contextlib.suppress(OSError):
                    answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:  # clients that hang up are what the tests are about
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
