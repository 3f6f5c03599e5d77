"""One round of a watch: look at the sources that are due, read the items that wait, write each, and say what happened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from marsad.reading import InputFailure, urls
from marsad.reading.article import ONLY_ARABIC, read_article
from marsad.reading.fetch import Fetched, Fetcher, NotFetched, Originals
from marsad.report import Report
from marsad.watch.copies import likeness, words_of
from marsad.watch.listing import key_of, list_source
from marsad.watch.parallel import fetch_all
from marsad.watch.sinks import Sink, SinkError
from marsad.watch.sources import Settings, Source
from marsad.watch.state import Item, State

MOST_TRIES = 5
"""Tries after which an item is given up, over some seven hours; it is tried anew when its source tells of an edit."""
SAME_PAGE = 0.5
"""A page that calls itself another known page is that one where so much of the shorter text stands in the other; else its canonical address is wrong
(some systems give all pages that of their section) and it is a report of its own."""
_MOST_SITEMAPS = 10
_REST = 900.0
"""Seconds for which the items of a host that did not answer are left alone."""

Tell = Callable[[str], None]
"""Tells a person one line."""
Progress = Callable[[int, int], None]
"""Is told how many items of how many are done."""


@dataclass(slots=True)
class Summary:
    """What a round did: sources looked at, resting after failures, failed (name and why), items new, changed, unchanged, marked as copies, failed for now, given up; events."""

    sources: int = 0
    resting: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    new: int = 0
    versions: int = 0
    same: int = 0
    copies: int = 0
    later: int = 0
    given_up: int = 0
    events: int = 0

    def line(self) -> str:
        """The summary in one line."""
        parts = [f"{self.sources} sources", f"{self.new} new", f"{self.versions} new versions", f"{self.same} unchanged", f"{self.events} events"]
        parts += [
            f"{count} {name}"
            for count, name in (
                (self.resting, "sources resting after failures"),
                (self.copies, "near-copies"),
                (self.later, "to try again"),
                (self.given_up, "given up"),
            )
            if count
        ]
        return ", ".join(parts) + (f"; failed: {', '.join(name for name, _ in self.failed)}" if self.failed else "")


@dataclass(frozen=True, slots=True)
class Watch:
    """Sources, watched. `tell` gets a line for each source that fails and each item that is given up."""

    sources: Sequence[Source]
    settings: Settings
    state: State
    sink: Sink
    fetcher: Fetcher
    originals: Originals
    tell: Tell
    progress: Progress = lambda done, total: None

    def round(self, *, only_backing_off: bool = False) -> Summary:
        """One round. With `only_backing_off` every source is due unless it failed lately (for cron, which keeps the time). Each item is one transaction:
        end the process when you like and call again."""
        summary = Summary()
        due = [source for source in self.sources if self.state.is_due(source.name, only_backing_off=only_backing_off)]
        summary.resting = len(self.sources) - len(due) if only_backing_off else 0
        self._look_at(due, summary)
        self._read(summary)
        self.state.forget_words()
        return summary

    # Sources

    def _look_at(self, due: Sequence[Source], summary: Summary) -> None:
        jobs = [(source, source.url) for source in due]
        answered = set()
        for source, found in fetch_all(self.fetcher, jobs, hosts=self.settings.hosts, per_host=self.settings.per_host):
            answered.add(source.name)
            self._listed(source, found, summary)
        summary.sources += len(answered)
        for source in due:
            if source.name not in answered:
                self._source_failed(source, "its host asked to be left alone, or did not answer another source", None, summary)

    def _listed(self, source: Source, found: Fetched | NotFetched, summary: Summary) -> None:
        if isinstance(found, NotFetched):
            self._source_failed(source, f"{found.message}; {found.remedy}", found.wait, summary)
            return
        sha256 = self.originals.keep(found.body) if source.text == "feed" else ""
        listing = list_source(source, found.body, found.final_url)
        listed, problem = list(listing.items), listing.problem
        for address in listing.sitemaps[-_MOST_SITEMAPS:]:
            part = self.fetcher.fetch(address)
            if isinstance(part, Fetched):
                listed += list_source(source, part.body, part.final_url).items
            else:
                problem = f"{address}: {part.message}"
        if source.text == "feed":
            held = {"sha256": sha256, "retrieved": found.retrieved}
            listed = [replace(item, report=item.report.model_copy(update=held)) if item.report else item for item in listed]
        self.state.take_up(source.name, listed, recheck=self.settings.recheck, recheck_for=self.settings.recheck_for)
        if problem and not listed:
            self._source_failed(source, problem, None, summary)
        else:
            if problem:
                self.tell(f"{source.name}: {problem}")
            self.state.source_done(source.name, self._every(source))

    def _source_failed(self, source: Source, error: str, wait: float | None, summary: Summary) -> None:
        failures, pause = self.state.source_failed(source.name, self._every(source), error, wait=wait)
        summary.failed.append((source.name, error))
        again = f"{pause / 3600:.1f} h" if pause >= 5400 else f"{pause / 60:.0f} min"
        self.tell(f"{source.name}: {source.url}: {error} (failure {failures} in a row, next look in {again})")

    def _every(self, source: Source) -> float:
        return self.settings.every if source.every is None else source.every

    # Items

    def _read(self, summary: Summary) -> None:
        by_name = {source.name: source for source in self.sources}
        waiting = self.state.waiting(list(by_name))
        done, total = 0, len(waiting)
        for item in waiting:
            if item.text is not None:
                self._take(by_name[item.source], item, item.text, item.url, summary)
                done += 1
                self.progress(done, total)
        jobs = [(item, item.url) for item in waiting if item.text is None and item.url is not None]
        unasked = {item.number: item for item, _ in jobs}
        longest = _REST
        for item, found in fetch_all(self.fetcher, jobs, hosts=self.settings.hosts, per_host=self.settings.per_host):
            del unasked[item.number]
            longest = max(longest, found.wait or 0.0) if isinstance(found, NotFetched) else longest
            self._fetched(by_name[item.source], item, found, summary)
            done += 1
            self.progress(done, total)
        self.state.postpone(list(unasked.values()), longest)  # their host asked for peace, or did not answer
        summary.later += total - done

    def _fetched(self, source: Source, item: Item, found: Fetched | NotFetched, summary: Summary) -> None:
        if isinstance(found, NotFetched):
            self._failed(item, found.message, found.remedy, summary, for_good=found.for_good, wait=found.wait)
            return
        sha256 = self.originals.keep(found.body)
        article = read_article(item.url or item.guid, found.body, url=found.final_url, retrieved=found.retrieved)
        if isinstance(article, InputFailure):
            self._failed(item, article.message, article.remedy, summary, for_good=article.remedy == ONLY_ARABIC)
            return
        self._take(source, item, article.model_copy(update={"sha256": sha256}), found.final_url, summary)

    def _failed(self, item: Item, message: str, remedy: str, summary: Summary, *, for_good: bool, wait: float | None = None) -> None:
        if self.state.failed(item, message, for_good=for_good, wait=wait, most_tries=MOST_TRIES):
            summary.given_up += 1
            self.tell(f"{item.source}: {item.url or item.guid}: {message}; {remedy}")
        else:
            summary.later += 1

    def _take(self, source: Source, item: Item, report: Report, final_url: str | None, summary: Summary) -> None:
        """Write what an item holds now: as a new report, as a new version of its report, or not at all where nothing has changed."""
        try:
            item, report = self._identified(source, item, report, final_url)
        except SinkError as error:
            self._failed(item, str(error), "see docs/watch.md", summary, for_good=True)
            return
        content = _content(report)
        keys = [key_of(address) for address in (item.url, report.url) if address]
        if item.report is not None and content == item.content:
            with self.state.transaction():
                self.state.done(item, report=item.report, version=item.version, content=content, sha256=report.sha256, address=report.url, keys=keys)
            summary.same += 1
            return
        copy = self.state.copy_of(item, report.full_text) if item.report is None else None
        written = self.sink.write(report, version=item.version + 1, copy=copy)
        with self.state.transaction():
            self.sink.settle()
            self.state.remember(item, report.full_text, copy)
            self.state.done(item, report=report.id, version=item.version + 1, content=content, sha256=report.sha256, address=report.url, keys=keys)
        summary.new += written.outcome == "new"
        summary.versions += written.outcome == "version"
        summary.same += written.outcome == "same"
        summary.copies += copy is not None
        summary.events += written.events

    def _identified(self, source: Source, item: Item, report: Report, final_url: str | None) -> tuple[Item, Report]:
        """The item that this is, perhaps one known under another address, and the report under its id."""
        own = urls.canonical(item.url) if item.url else None
        update: dict[str, object] = {"source": report.source or source.outlet, "url": report.url or own}
        if item.day is not None and report.published_basis in ("unknown", "inferred"):
            update |= {"published": item.day, "published_basis": "feed"}
        report = report.model_copy(update=update)
        if item.report is None:
            addresses = [address for address in (report.url, urls.canonical(final_url) if final_url else None) if address]
            other = self.state.known_as([key_of(address) for address in addresses])
            if other is not None and other.number != item.number:
                if self._same_page(other, report):
                    self._join(item, other)
                    item = other
                else:
                    report = report.model_copy(update={"url": own})
        if item.report is not None:
            return item, report.model_copy(update={"id": item.report, "url": item.address})
        report = self.sink.identity(report.model_copy(update={"id": report.url or f"{source.name}/{item.guid}"}))
        stored = self.state.of_report(report.id)
        if stored is not None:  # the store knows it again by its words
            self._join(item, stored)
            return stored, report
        return item, report

    def _join(self, item: Item, other: Item) -> None:
        with self.state.transaction():
            self.state.join(item, other)

    def _same_page(self, other: Item, report: Report) -> bool:
        return other.content == _content(report) or likeness(self.state.words(other.number), words_of(report.full_text)) >= SAME_PAGE


def _content(report: Report) -> str:
    """The hash of what makes a version: title, text, and the day where it is told (one counted back from "two hours ago" may be another a day later)."""
    day = report.published if report.published_basis != "inferred" else None
    told = json.dumps([report.title, report.text, day.isoformat() if day else None], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
