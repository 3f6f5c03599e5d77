"""Rounds of a watch over a server of our own: each item once, edits as versions, copies marked, sources that fail alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.reading.helpers import PERSIAN
from tests.reading.server import Site, send, serving
from tests.watch.newsroom import article, headline, lines, rss

from marsad.pipeline import Coder
from marsad.reading.fetch import Fetcher, Limits, Originals
from marsad.store import open_store
from marsad.watch import Busy, FolderSink, Settings, Source, State, StoreSink, Summary, Watch
from marsad.watch.copies import LIKE, likeness, sketch, words_of
from marsad.watch.sinks import SinkError


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@dataclass
class Desk:
    """A watch that writes to a folder, with a clock of its own."""

    folder: Path
    coder: Coder
    sources: list[Source]
    now: float = 1_600_000_000.0
    told: list[str] = field(default_factory=list)
    settings: Settings = field(default_factory=lambda: Settings(delay=0))

    def round(self, *, once: bool = False) -> Summary:
        limits = Limits(seconds=3, step=1, tries=1)
        with State(self.folder / "watch.db", clock=lambda: self.now) as state, Fetcher(cache=self.folder / "cache.db", allow_private=True, delay=0, limits=limits) as fetcher:  # fmt: skip
            sink = FolderSink(self.folder, state, self.coder)
            watch = Watch(self.sources, self.settings, state, sink, fetcher, Originals(self.folder / "originals"), self.told.append)
            summary = watch.round(only_backing_off=once)
        self.now += 1000
        return summary

    def reports(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()]

    def ids(self) -> list[str]:
        return [report["id"] for report in self.reports()]


@pytest.fixture
def desk(site: Site, coder: Coder, tmp_path: Path) -> Desk:
    return Desk(tmp_path, coder, [Source(name="وكالة", feed=site.url("/feed"))])


def entries(site: Site, *numbers: int, mark: str = "") -> list[tuple[str, str, str]]:
    return [(f"id-{n}", site.url(f"/news/{n}{mark}"), headline(n)) for n in numbers]


def test_each_item_once(site: Site, desk: Desk) -> None:
    for n in range(4):
        site.page(f"/news/{n}", article(n))
    site.page("/feed", rss(entries(site, 2, 1)))
    summary = desk.round()
    assert (summary.new, summary.versions, summary.same) == (2, 0, 0)
    assert desk.ids() == [site.url("/news/1"), site.url("/news/2")]  # the older one first
    first = desk.reports()[0]
    assert first["published"] == "2020-10-02"
    assert first["text"].split("\n") == lines(1)
    originals = Originals(desk.folder / "originals")
    assert originals.read(first["sha256"]) == article(1).encode()
    site.page("/feed", rss(entries(site, 3, 2, 1, mark="?utm_source=rss&fbclid=x#top")))
    assert desk.round().new == 1
    assert desk.round().new == 0
    assert len(desk.ids()) == len(set(desk.ids())) == 3
    assert site.asked["/news/1"] == 1


def test_an_item_with_another_address_is_the_same(site: Site, desk: Desk) -> None:
    """The address changes but the guid stays; or both change and the page tells its canonical address."""
    for n in (1, 2):
        site.page(f"/news/{n}", article(n, canonical=site.url(f"/news/{n}")))
        site.page(f"/renamed/{n}", article(n, canonical=site.url(f"/news/{n}")))
    site.page("/feed", rss(entries(site, 1, 2)))
    desk.round()
    site.page("/feed", rss([("id-1", site.url("/renamed/1"), headline(1)), ("other", site.url("/renamed/2"), headline(2))]))
    summary = desk.round()
    assert (summary.new, summary.versions) == (0, 0)
    assert len(desk.ids()) == 2


def test_pages_that_all_name_one_canonical_address_are_not_lost(site: Site, desk: Desk) -> None:
    for n in range(3):
        site.page(f"/news/{n}", article(n, canonical=site.url("/section/news")))
    site.page("/feed", rss(entries(site, 0, 1, 2)))
    assert desk.round().new == 3
    assert len(set(desk.ids())) == 3


def test_an_edit_is_a_version(site: Site, desk: Desk) -> None:
    site.page("/news/1", article(1))
    site.page("/feed", rss(entries(site, 1)))
    desk.round()
    site.page("/news/1", article(1, extra="وأضاف المصدر في وقت لاحق أن الاجتماع انتهى دون اتفاق."))
    assert desk.round().versions == 0  # nobody has told of an edit, and it is too early to look by ourselves
    desk.now += desk.settings.recheck
    summary = desk.round()
    assert (summary.new, summary.versions) == (0, 1)
    desk.now += desk.settings.recheck
    assert desk.round().same == 1
    assert [(report["id"], report["version"]) for report in desk.reports()] == [(site.url("/news/1"), 1), (site.url("/news/1"), 2)]
    # an edit that the feed tells is read at once
    site.page("/news/1", article(1, title="عنوان جديد للخبر بعد التعديل الأخير"))
    site.page("/feed", rss([("id-1", site.url("/news/1"), "عنوان جديد للخبر بعد التعديل الأخير")]))
    assert desk.round().versions == 1
    assert desk.reports()[-1]["version"] == 3
    desk.now += 10 * desk.settings.recheck_for
    asked = site.asked["/news/1"]
    desk.round()
    assert site.asked["/news/1"] == asked  # old items are left alone


def test_a_day_that_is_counted_back_makes_no_version(site: Site, desk: Desk) -> None:
    """The page says "two hours ago" today and "two days ago" later; the day of the feed counts more."""
    links = f'<html><body><a href="/plain/1">{headline(1)}</a></body></html>'
    for path, told in (("/plain/1", "منذ ساعتين"), ("/news/1", "منذ ساعتين")):
        site.page(path, _undated(1 if path == "/plain/1" else 2, told))
    site.page("/section", links)
    site.page("/feed", rss(entries(site, 1)))
    desk.sources.append(Source(name="قسم", page=site.url("/section")))
    assert desk.round().new == 2
    days = {report["url"]: (report["published"], report["published_basis"]) for report in desk.reports()}
    assert days[site.url("/news/1")] == ("2020-10-23", "feed")
    assert days[site.url("/plain/1")][1] == "inferred"
    site.page("/plain/1", _undated(1, "قبل 4 أيام"))
    desk.now += desk.settings.recheck
    assert (desk.round().versions, site.asked["/plain/1"]) == (0, 2)


def _undated(number: int, told: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines(number))
    return f'<html><head><meta charset="utf-8"></head><body><article><h1>{headline(number)}</h1><span>{told}</span><div class="entry-content">{body}</div></article></body></html>'


def test_texts_from_the_feed(site: Site, desk: Desk) -> None:
    desk.sources = [Source(name="قناة", feed=site.url("/feed"), text="feed", outlet="قناة المثال")]
    bodies = ["".join(f"<p>{line}</p>" for line in lines(n)) for n in range(3)]
    site.page("/feed", rss(entries(site, 0, 1, 2), contents=bodies))
    assert desk.round().new == 3
    assert desk.reports()[0]["published"] == "2020-10-23"
    assert Originals(desk.folder / "originals").read(desk.reports()[0]["sha256"]) == rss(entries(site, 0, 1, 2), contents=bodies).encode()
    bodies[1] += "<p>وأضاف المصدر أن الحصيلة ما زالت أولية حتى الآن.</p>"
    site.page("/feed", rss(entries(site, 0, 1, 2), contents=bodies))
    summary = desk.round()
    assert (summary.new, summary.versions) == (0, 1)
    assert not any(path.startswith("/news/") for path in site.paths())


def test_section_pages(site: Site, desk: Desk) -> None:
    links = "".join(f'<li><a href="/news/{n}?utm_medium=home">{headline(n)}</a></li>' for n in range(3))
    site.page(
        "/section",
        f'<html><body><a href="/about">من نحن</a><a href="/news/0">صورة</a><ul>{links}</ul><a href="http://elsewhere.example/x">{headline(9)}</a></body></html>',
    )
    for n in range(3):
        site.page(f"/news/{n}", article(n))
    desk.sources = [Source(name="قسم", page=site.url("/section"))]
    assert desk.round().new == 3
    assert site.asked["/about"] == 0
    desk.sources = [Source(name="قسم", page=site.url("/section"), links=r"/news/[12]$"), Source(name="فارغ", page=site.url("/section"), links="nothing")]
    summary = desk.round()
    assert summary.new == 0
    assert [name for name, _ in summary.failed] == ["فارغ"]


def test_near_copies_are_marked_and_kept(site: Site, desk: Desk) -> None:
    """A second outlet brings the dispatch of the first one under its own headline and without its last paragraph."""
    shortened = "".join(f"<p>{line}</p>" for line in lines(1)[:-1])
    site.page("/a/1", article(1))
    site.page("/a/2", article(2))
    site.page(
        "/b/1",
        f'<html><head><meta charset="utf-8"><title>x</title></head><body><article><h1>خبر بعنوان آخر من وكالة أخرى</h1><div class="entry-content">{shortened}</div></article></body></html>',
    )
    site.page("/feed", rss([("1", site.url("/a/1"), headline(1)), ("2", site.url("/a/2"), headline(2))]))
    site.page("/feed-b", rss([("1", site.url("/b/1"), "خبر بعنوان آخر")]))
    assert desk.round().copies == 0
    desk.sources.append(Source(name="ناقل", feed=site.url("/feed-b")))
    summary = desk.round()
    assert (summary.new, summary.copies) == (1, 1)
    marked = desk.reports()[-1]["copy_of"]
    assert (marked["report"], marked["source"]) == (site.url("/a/1"), "وكالة")
    assert marked["likeness"] >= LIKE
    with State(desk.folder / "watch.db") as state:
        assert state.copies() == [(site.url("/b/1"), site.url("/a/1"), marked["likeness"])]


def test_invented_reports_are_no_copies_of_each_other() -> None:
    texts = [words_of("\n".join(lines(n))) for n in range(60)]
    assert max(likeness(texts[i], texts[j]) for i in range(60) for j in range(i)) < LIKE
    assert likeness(texts[0], texts[0]) == 1.0
    assert sketch(texts[0][:10]) == []


def test_a_source_that_fails_backs_off_alone(site: Site, desk: Desk) -> None:
    site.page("/news/1", article(1))
    site.page("/feed", rss(entries(site, 1)))
    desk.sources.append(Source(name="معطلة", feed=site.url("/broken"), every=60))
    site.answers["/broken"] = lambda handler: send(handler, 500)
    summary = desk.round()
    assert summary.new == 1
    assert summary.failed == [("معطلة", "HTTP 500; try again later")]
    assert "معطلة" in summary.line()
    assert "معطلة" in desk.told[0]
    moments = []
    for _ in range(20):
        before = site.asked["/broken"]
        desk.round(once=True)
        if site.asked["/broken"] > before:
            moments.append(desk.now)
    gaps = [after - before for before, after in zip(moments, moments[1:], strict=False)]
    assert len(moments) < 9
    assert gaps == sorted(gaps)
    assert gaps[-1] > 3 * gaps[0]
    assert site.asked["/feed"] == 21  # the other one was looked at each time
    site.page("/broken", rss(entries(site, 2)))
    site.page("/news/2", article(2))
    desk.now += 86400
    assert desk.round().new == 1
    assert not desk.round().failed


def test_a_server_that_asks_for_peace_gets_it(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = lambda handler: send(handler, 429, headers={"Retry-After": "7200"})
    desk.round()
    desk.now += 3000
    desk.round()
    assert site.asked["/feed"] == 1
    desk.now += 4200
    desk.round()
    assert site.asked["/feed"] == 2


def test_items_that_fail(site: Site, desk: Desk) -> None:
    """One that is missing is tried again and then given up; one in Persian is given up at once; the others are read meanwhile."""
    site.page("/news/1", article(1))
    site.page("/news/3", f'<html><body><article><h1>خبر</h1><div class="entry-content">{f"<p>{PERSIAN}</p>" * 5}</div></article></body></html>')
    site.page("/feed", rss(entries(site, 1, 2, 3)))
    summary = desk.round()
    assert (summary.new, summary.later, summary.given_up) == (1, 1, 1)
    assert "Persian" in desk.told[0]
    for _ in range(12):
        desk.now += 7200
        desk.round()
    assert site.asked["/news/2"] == 5
    assert sum("404" in line for line in desk.told) == 1


def test_a_host_that_fails_is_not_hammered(site: Site, desk: Desk) -> None:
    """Its feed is there, its pages are not: three are asked for, and the rest waits, without counting as tried."""
    site.page("/feed", rss(entries(site, *range(20))))
    for n in range(20):
        site.answers[f"/news/{n}"] = lambda handler: send(handler, 503)
    summary = desk.round()
    assert (summary.new, summary.later, summary.given_up) == (0, 20, 0)
    assert sum(path.startswith("/news/") for path in site.paths()) == 3
    desk.now -= 990
    desk.round()
    assert sum(path.startswith("/news/") for path in site.paths()) == 3
    with State(desk.folder / "watch.db", clock=lambda: desk.now) as state:
        assert state.next_due(["وكالة"]) > desk.now - 990
    for n in range(20):
        site.page(f"/news/{n}", article(n))
    desk.now += 1000
    assert desk.round().new == 20


def test_every_setting_is_described() -> None:
    described = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")
    for name in (*Settings.model_fields, *Source.model_fields):
        assert re.search(rf"^    {name} = ", described, re.M), name
    for option in ("--store", "--out", "--once", "--state", "--allow-private"):
        assert option in described


def test_an_end_between_writing_and_noting(site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The narrowest place: the report is written, its note is not."""
    for n in range(3):
        site.page(f"/news/{n}", article(n))
    site.page("/feed", rss(entries(site, 0, 1, 2)))
    noted = State.done
    calls: list[int] = []

    def ended(self: State, *arguments: Any, **named: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit
        noted(self, *arguments, **named)

    monkeypatch.setattr(State, "done", ended)
    with pytest.raises(SystemExit):
        desk.round()
    assert len(desk.ids()) == 2
    with (desk.folder / "records.jsonl").open("ab") as file:
        file.write(b'{"half a li')
    desk.round()
    assert len(desk.ids()) == len(set(desk.ids())) == 3
    assert len((desk.folder / "records.jsonl").read_bytes().splitlines()) == 3


def test_only_one_process(desk: Desk) -> None:
    with State(desk.folder / "watch.db"), pytest.raises(Busy, match="in use"):
        State(desk.folder / "watch.db")
    State(desk.folder / "watch.db").close()


def test_a_folder_of_something_else_is_not_touched(desk: Desk) -> None:
    (desk.folder / "reports.jsonl").write_text('{"id": "mine"}\n')
    with pytest.raises(SinkError, match="another folder"):
        desk.round()
    assert (desk.folder / "reports.jsonl").read_text() == '{"id": "mine"}\n'


def test_into_a_store(site: Site, coder: Coder, tmp_path: Path) -> None:
    for n in range(3):
        site.page(f"/news/{n}", article(n))
    site.page("/feed", rss(entries(site, 0, 1, 2)))
    source = Source(name="وكالة", feed=site.url("/feed"), outlet="وكالة المثال")
    now = [1_600_000_000.0]
    with State(tmp_path / "watch.db", clock=lambda: now[0]) as state, Fetcher(allow_private=True, delay=0) as fetcher, open_store(tmp_path / "m.db") as store:
        watch = Watch([source], Settings(delay=0), state, StoreSink(store, coder), fetcher, Originals(tmp_path / "originals"), print)
        assert watch.round().new == 3
        site.page("/news/1", article(1, extra="وأضاف المصدر في وقت لاحق أن الاجتماع انتهى دون اتفاق."))
        now[0] += Settings().recheck + 1
        summary = watch.round()
        assert (summary.new, summary.versions, summary.same) == (0, 1, 2)
        assert store.counts()["reports"] == 3
        assert len(store.frame("report_versions").arrow()) == 1
        report = store.report(site.url("/news/1"))
        assert report is not None
        assert report.source == "وكالة المثال"
        assert Originals(tmp_path / "originals").read(report.sha256) == site_page(site, "/news/1")


def site_page(site: Site, path: str) -> bytes:
    import urllib.request

    with urllib.request.urlopen(site.url(path)) as answer:
        return bytes(answer.read())
