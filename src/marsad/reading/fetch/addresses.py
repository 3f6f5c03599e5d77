"""Where a connection may go: names are resolved once, every address is checked, and the connection goes to the address that was checked."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

Resolve = Callable[[str, int], list[str]]
"""From a host and port to its addresses as text."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""The well-known prefix that carries an IPv4 address (RFC 6052)."""


class AddressRefused(Exception):
    """A host whose addresses are all of a kind that is not to be reached: loopback, private, link-local, multicast, reserved."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, by the IANA registries of special addresses that `ipaddress` holds. An IPv6 address that
    carries an IPv4 one (mapped, 6to4, Teredo, NAT64) is judged by that one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if carried is None and ip in _NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(str(carried))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_private)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver, in its order, each once. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard(httpcore2.NetworkBackend):
    """Opens the connections of a client: only to checked addresses, and never beyond the deadline of the request that its thread is at.

    What a name resolves to a second time makes no difference: TLS still checks the certificate against the name. Raises `AddressRefused`.
    """

    def __init__(self, *, allow_private: bool = False, resolve: Resolve = resolve) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._backend = httpcore2.SyncBackend()
        self._local = threading.local()

    def begin(self, seconds: float) -> None:
        """Start the clock of this thread's next request: all its reads, writes and handshakes together get so many seconds."""
        self._local.deadline = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that this thread's request has left; at least 0."""
        return max(0.0, float(getattr(self._local, "deadline", float("inf"))) - time.monotonic())

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host}: no such host ({error})") from None
        addresses = found if self._allow_private else [address for address in found if is_public(address)]
        if not addresses:
            raise AddressRefused(f"{host} is at {', '.join(found) or 'no address'}, which is not on the public internet")
        last: Exception = httpcore2.ConnectError(host)
        for address in addresses:
            try:
                stream = self._backend.connect_tcp(address, port, self._limit(timeout), local_address, socket_options)
                return _Stream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last

    def _limit(self, timeout: float | None) -> float:
        left = self.left()
        if not left:
            raise httpcore2.ReadTimeout("the time for this request is over")
        return min(left, timeout if timeout is not None else left, 3600.0)


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends with the deadline of its thread."""

    def __init__(self, stream: httpcore2.NetworkStream, guard: Guard) -> None:
        self._stream = stream
        self._guard = guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._guard._limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._guard._limit(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._guard._limit(timeout)), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
