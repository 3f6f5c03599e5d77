"""Fetching many addresses: hosts side by side, each host in its order; a host that does not answer is left alone for the rest of the round."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeVar
from urllib.parse import urlsplit

from marsad.reading.fetch import Fetched, Fetcher, NotFetched, Stopped

Tag = TypeVar("Tag")
_AHEAD = 16
"""Answers held until they are taken: some MB at most, for pages."""
_FAILURES = 3
"""Failures in a row (of the network or the server, not of single pages) after which a host is left alone."""


def fetch_all(fetcher: Fetcher, jobs: Iterable[tuple[Tag, str]], *, hosts: int, per_host: int) -> Iterator[tuple[Tag, Fetched | NotFetched]]:
    """Each job's tag with what came of its address, in the order in which they come. Jobs of a host that asks to be left alone, or that fails three times
    in a row, are passed over without an answer. Stop iterating at any time: what is under way ends by itself."""
    by_host: dict[str, deque[tuple[Tag, str]]] = {}
    for job in jobs:
        by_host.setdefault(urlsplit(job[1]).netloc, deque()).append(job)
    tasks = deque(waiting for waiting in by_host.values() for _ in range(min(per_host, len(waiting))))
    answers: queue.Queue[tuple[Tag, Fetched | NotFetched] | BaseException | None] = queue.Queue(_AHEAD)
    stopped = threading.Event()

    def work() -> None:
        try:
            while not stopped.is_set():
                try:
                    waiting = tasks.popleft()
                except IndexError:
                    break
                _one_host(fetcher, waiting, answers, stopped)
            _put(answers, None, stopped)
        except Stopped:
            _put(answers, None, stopped)
        except BaseException as error:  # told to the one who iterates
            _put(answers, error, stopped)

    workers = [threading.Thread(target=work, daemon=True) for _ in range(min(hosts * per_host, len(tasks)))]
    for worker in workers:
        worker.start()
    try:
        left = len(workers)
        while left:
            answer = answers.get()
            if answer is None:
                left -= 1
            elif isinstance(answer, BaseException):
                raise answer
            else:
                yield answer
    finally:
        stopped.set()


def _one_host(fetcher: Fetcher, waiting: deque[tuple[Tag, str]], answers: queue.Queue[tuple[Tag, Fetched | NotFetched] | BaseException | None], stopped: threading.Event) -> None:  # fmt: skip
    failures = 0
    while not stopped.is_set():
        try:
            tag, url = waiting.popleft()
        except IndexError:
            return
        found = fetcher.fetch(url)
        _put(answers, (tag, found), stopped)
        failures = failures + 1 if isinstance(found, NotFetched) and found.reason != "missing" and not found.for_good else 0
        if failures == _FAILURES or (isinstance(found, NotFetched) and found.wait):
            waiting.clear()


def _put(answers: queue.Queue[tuple[Tag, Fetched | NotFetched] | BaseException | None], answer: tuple[Tag, Fetched | NotFetched] | BaseException | None, stopped: threading.Event) -> None:  # fmt: skip
    while not stopped.is_set():
        try:
            answers.put(answer, timeout=0.2)
            return
        except queue.Full:
            continue
