"""Politeness: how often a host is asked, and what its robots.txt allows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from protego import Protego

DAY = 86400.0
"""Seconds that a robots.txt counts (RFC 9309, 2.4: not longer than 24 hours)."""
UNREACHABLE_FOR = 600.0
"""Seconds after which a robots.txt out of reach is asked for again; all is forbidden meanwhile (RFC 9309, 2.3.1.4)."""
_LONGEST_DELAY = 60.0
"""A Crawl-delay beyond a minute counts as a minute: some sites write 3600 to keep robots away, and mean it for crawlers of whole sites."""

Wait = Callable[[float], None]
"""Waits so many seconds; may raise to end the work."""


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    reading_rules: threading.Lock = field(default_factory=threading.Lock)
    slots: threading.Semaphore = field(default_factory=threading.Semaphore)
    next_at: float = 0.0
    delay: float = 0.0
    rules: Protego | None = None
    rules_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What was found under /robots.txt: its text ("" where there is none, None where it is out of reach), and for how many seconds it counts."""

    text: str | None
    seconds: float = DAY


class Hosts:
    """The hosts that were asked, each with its pace and rules. Safe for several threads."""

    def __init__(self, agent: str, *, delay: float, per_host: int, wait: Wait, clock: Callable[[], float] = time.monotonic) -> None:
        self._agent = agent
        self._delay = delay
        self._per_host = per_host
        self._wait = wait
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for this host's turn, hold one of its places meanwhile."""
        state = self._of(host)
        with state.slots:
            with state.lock:
                now = self._clock()
                at = max(now, state.next_at)
                state.next_at = at + max(self._delay, state.delay)
            if at > now:
                self._wait(at - now)
            yield

    def postpone(self, host: str, seconds: float) -> None:
        """Ask this host nothing for so many seconds."""
        state = self._of(host)
        with state.lock:
            state.next_at = max(state.next_at, self._clock() + seconds)

    def allows(self, host: str, url: str, fetch: Callable[[], Rules]) -> bool | None:
        """Whether the rules of the host allow an address to us; None where they are out of reach. `fetch` gets them where they are not known."""
        state = self._of(host)
        with state.reading_rules:
            if self._clock() >= state.rules_until:
                told = fetch()
                state.rules = Protego.parse(told.text) if told.text is not None else None
                state.rules_until = self._clock() + told.seconds
                delay = state.rules.crawl_delay(self._agent) if state.rules else None
                state.delay = min(_LONGEST_DELAY, max(0.0, delay or 0.0))
            return None if state.rules is None else bool(state.rules.can_fetch(url, self._agent))

    def _of(self, host: str) -> _Host:
        with self._lock:
            if host not in self._hosts:
                self._hosts[host] = _Host(slots=threading.Semaphore(self._per_host))
            return self._hosts[host]
