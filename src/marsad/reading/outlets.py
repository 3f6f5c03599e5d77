"""The outlet of a page, by the host of its address: a registry kept as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: its id, hosts, Arabic and English name, country (ISO 3166 alpha-2, of its seat) and kind."""

    id: str
    hosts: tuple[str, ...]
    name: str
    name_en: str
    country: str
    kind: str


@lru_cache(maxsize=1)
def outlets() -> dict[str, Outlet]:
    """The registry by host."""
    out: dict[str, Outlet] = {}
    text = resources.files("marsad.reading").joinpath("outlets.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith(("#", "id\t")):
            identity, hosts, name, name_en, country, kind = line.split("\t")
            outlet = Outlet(identity, tuple(hosts.split()), name, name_en, country, kind)
            out.update((host, outlet) for host in outlet.hosts)
    return out


def outlet_of(host: str) -> Outlet | None:
    """The outlet of a host or of the domain above it (arabic.cnn.com before cnn.com), or None."""
    known = outlets()
    while "." in host:
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None
