"""The store on both databases: what is written, what is read back, versions, coding again, search, decisions."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy.exc import DBAPIError

from marsad.pipeline import Coder
from marsad.record import CodedReport, CoderInfo, Event
from marsad.report import Report
from marsad.store import IdTaken, Store, open_store

DAY = dt.date(2020, 1, 15)
CLASH = "قتل خمسة جنود سوريين، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر."
STRIKE = "قصفت الطائرات السورية مدينة حلب أمس، ما أسفر عن مقتل ثلاثة مدنيين."
SHELLING = "وقصفت المدفعية التركية بلدة تل رفعت صباح أمس."


def clock() -> Callable[[], dt.datetime]:
    """A clock that moves on a minute each time it is read."""
    minutes = itertools.count()
    return lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=next(minutes))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with open_store(where, clock=clock()) as opened:
        yield opened


def report(text: str = CLASH, *, id: str = "r1", **told: object) -> Report:
    return Report(id=id, text=text, published=DAY, **told)  # type: ignore[arg-type]


def ids(events: Sequence[Event]) -> list[str]:
    return [event.id for event in events]


def stored(store: Store) -> list[str]:
    return [stored.event.id for stored in store.events()]


def by_newer(record: CodedReport, *, events: Sequence[Event] | None = None) -> CodedReport:
    """The record as a coder with a newer lexicon would give it."""
    return record.model_copy(update={"coder": CoderInfo(version="9", lexicon="newer"), "events": tuple(record.events if events is None else events)})


def test_a_record_comes_back_as_it_was(store: Store, coder: Coder) -> None:
    reports = [report(id="b"), report(STRIKE, id="a", title="غارات على حلب", source="وكالة المثال", url="https://example.org/1"), report("ي", id="c")]
    records = [coder.code(r) for r in reports]
    assert list(store.add_many(zip(reports, records, strict=True))) == ["new"] * 3
    assert list(store.records()) == [records[1], records[0], records[2]]
    assert [r.to_json() for r in store.records()] == [r.to_json() for r in (records[1], records[0], records[2])]
    assert store.report("a") == reports[1]
    assert store.record("b") == records[0]
    assert store.report("nobody") is None
    assert store.record("nobody") is None


def test_the_same_twice_is_one(store: Store, coder: Coder) -> None:
    given = report()
    record = coder.code(given)
    assert store.add(given, record) == "new"
    before = list(store.events())
    assert store.add(given, record) == "same"
    assert list(store.add_many([(given, record), (given, record)])) == ["same", "same"]
    assert list(store.events()) == before
    assert store.counts() == {"reports": 1, "events": len(record.events), "deletions": 0}
    assert store.is_current(given, coder.info)
    assert not store.is_current(given, CoderInfo(version="9", lexicon="newer"))
    assert not store.is_current(report(CLASH + " "), coder.info)


def test_the_page_fetched_again_with_other_bytes_is_the_same(store: Store, coder: Coder) -> None:
    store.add(report(sha256="1" * 64), coder.code(report(sha256="1" * 64)))
    assert store.add(report(sha256="2" * 64), coder.code(report(sha256="2" * 64))) == "same"


def test_events_carry_their_report_and_history(store: Store, coder: Coder) -> None:
    given = report(STRIKE, title="غارات على حلب", source="وكالة المثال", url="https://example.org/1", language="ar")
    record = coder.code(given)
    store.add(given, record)
    first = next(iter(store.events()))
    assert first.event == record.events[0].model_copy(update={"why": ()})
    assert (first.report.id, first.report.title, first.report.source, first.report.url) == ("r1", given.title, given.source, given.url)
    assert (first.report.published, first.report.language) == (DAY, "ar")
    assert first.created == first.updated
    assert first.created.tzinfo is dt.UTC
    assert first.deleted is None
    assert [stored.event for stored in store.events(why=True)] == list(record.events)


def test_a_new_version_keeps_ids_and_the_old_text(store: Store, coder: Coder) -> None:
    old, new = report(CLASH), report("وصل الوفد إلى العاصمة صباحا.\n" + CLASH)
    assert ids(coder.code(old).events) == ids(coder.code(new).events)
    store.add(old, coder.code(old))
    before = list(store.events())
    assert store.add(new, coder.code(new)) == "version"
    after = list(store.events())
    assert [e.event.id for e in after] == [e.event.id for e in before]
    assert all(b.created == a.created and b.updated < a.updated for b, a in zip(before, after, strict=True))
    assert store.report("r1") == new
    assert store.search("الوفد")
    kept = store.frame("report_versions").arrow().to_pylist()
    assert [(row["report_id"], row["version"], row["text"]) for row in kept] == [("r1", 1, CLASH)]
    assert store.frame("reports").arrow()["version"].to_pylist() == [2]


def test_coding_again_changes_only_what_changed(store: Store, coder: Coder) -> None:
    given = report(f"{CLASH}\n{STRIKE}\n{SHELLING}")
    record = coder.code(given)
    assert len(record.events) >= 3
    store.add(given, record)
    before = {e.event.id: e for e in store.events()}
    gone, changed, *same = record.events
    fixed = changed.model_copy(update={"country": None, "notes_en": "Another note.", "actor1": ()})
    again = by_newer(record, events=[fixed, *same])
    assert store.add(given, again) == "recoded"
    after = {e.event.id: e for e in store.events()}
    assert list(after) == ids(again.events)
    assert after[changed.id].created == before[changed.id].created
    assert after[changed.id].updated > before[changed.id].updated
    assert all(after[e.id] == before[e.id] for e in same)
    assert [s.event.id for s in store.events(since=after[changed.id].updated)] == [changed.id]
    (taken,) = store.deletions()
    assert taken.event == gone.model_copy(update={"why": ()})
    assert taken.deleted == after[changed.id].updated
    assert taken.report.id == "r1"
    assert list(store.deletions(since=after[changed.id].updated + dt.timedelta(seconds=1))) == []
    assert list(store.deletions(until=after[changed.id].updated)) == []
    assert store.record("r1") == again
    sides = store.frame("event_actors").arrow().to_pylist()
    assert [row for row in sides if row["event_id"] == gone.id] == []
    assert [row["side"] for row in sides if row["event_id"] == changed.id] == [2] * len(changed.actor2)

    assert store.add(given, record) == "recoded"  # the older coder again: the deleted event comes back as itself
    assert {e.event.id for e in store.events()} == set(before)
    assert list(store.deletions()) == []
    assert {e.event.id: e.created for e in store.events()} == {i: e.created for i, e in before.items()}
    assert store.record("r1") == record


def test_any_history_leaves_the_last_record_and_the_right_deletions(store: Store, coder: Coder) -> None:
    """Forty random codings of three reports (events lost, changed, moved, found again; new texts), against a dictionary."""
    chance = random.Random(20)
    texts = {f"r{n}": f"{CLASH}\n{STRIKE}\n{SHELLING} {n}" for n in range(3)}
    pool = {name: coder.code(report(text, id=name)).events for name, text in texts.items()}
    last: dict[str, CodedReport] = {}
    seen: dict[str, set[str]] = {name: set() for name in texts}
    created: dict[tuple[str, str], dt.datetime] = {}
    for step in range(40):
        name = chance.choice(sorted(texts))
        if chance.random() < 0.3:
            texts[name] += f" {step}"
        given = report(texts[name], id=name)
        events = chance.sample(pool[name], chance.randint(0, len(pool[name])))
        events = [e.model_copy(update={"notes_en": str(chance.randint(0, 2))}) for e in events]
        record = by_newer(coder.code(given), events=events)
        store.add(given, record)
        last[name] = record
        seen[name] |= set(ids(events))
        for stored_event in store.events():
            key = (stored_event.report.id, stored_event.event.id)
            assert created.setdefault(key, stored_event.created) == stored_event.created
    assert {r.id: r for r in store.records()} == last
    assert {name: store.report(name) for name in last} == {name: report(texts[name], id=name) for name in last}
    gone = {(name, event) for name in last for event in seen[name] - set(ids(last[name].events))}
    assert {(d.report.id, d.event.id) for d in store.deletions()} == gone
    for table in ("event_data", "event_actors", "event_sources"):
        rows = store.frame(table).arrow().to_pylist()
        assert {(row["report_id"], row.get("event_id") or row["id"]) for row in rows} <= {(name, e.id) for name, r in last.items() for e in r.events}


def test_order_of_events_follows_the_record(store: Store, coder: Coder) -> None:
    given = report(f"{CLASH}\n{STRIKE}\n{SHELLING}")
    record = coder.code(given)
    store.add(given, record)
    stamps = {e.event.id: e.updated for e in store.events()}
    store.add(given, by_newer(record, events=record.events[::-1]))
    assert stored(store) == ids(record.events)[::-1]
    assert {e.event.id: e.updated for e in store.events()} == stamps


def test_other_metadata_is_written(store: Store, coder: Coder) -> None:
    store.add(report(), coder.code(report()))
    told = report(source="وكالة المثال")
    assert store.add(told, coder.code(told)) == "recoded"
    assert store.report("r1") == told
    assert {e.report.source for e in store.events()} == {"وكالة المثال"}
    assert store.frame("report_versions").arrow().num_rows == 0


def test_events_are_chosen_by_day_country_and_change(store: Store, coder: Coder) -> None:
    iraq = Report(id="r2", text="اعتقلت القوات العراقية، يوم الاثنين، 20 متظاهرا في مدينة البصرة.", published=dt.date(2019, 10, 29))
    for given in (report(), iraq):
        store.add(given, coder.code(given))
    here = [e.event.id for e in store.events(country="iq")]
    assert here == ids(coder.code(iraq).events)
    assert here
    assert [e.event.id for e in store.events(last=dt.date(2019, 12, 31))] == here
    assert [e.event.id for e in store.events(first=dt.date(2019, 10, 28), last=dt.date(2019, 10, 28))] == here
    assert [e.report.id for e in store.events(first=dt.date(2020, 1, 1))] == ["r1"]
    stamp = next(iter(store.events(country="IQ"))).updated
    assert {e.report.id for e in store.events(since=stamp)} == {"r2"}
    assert {e.report.id for e in store.events(until=stamp)} == {"r1"}
    assert list(store.events(since=dt.date(2030, 1, 1))) == []
    assert store.events(country="IQ").arrow()["id"].to_pylist() == here
    assert store.events(since=stamp, first=dt.date(2019, 1, 1)).arrow()["id"].to_pylist() == here


def test_frames_have_the_columns_types_and_values_of_the_events(store: Store, coder: Coder) -> None:
    import pandas
    import polars
    import pyarrow as pa

    assert store.events().arrow().num_rows == 0
    given = report(STRIKE, title="غارات على حلب")
    store.add(given, coder.code(given))
    event = coder.code(given).events[0]
    table = store.events().arrow()
    row = table.to_pylist()[0]
    assert event.place is not None
    assert event.killed is not None
    assert (row["report_id"], row["id"], row["type"], row["country"], row["place"]) == ("r1", event.id, event.type, event.place.country, event.place.name_en)
    assert (row["date_start"], row["lat"], row["killed_min"], row["killed_vague"]) == (event.date_start, event.place.lat, event.killed.min, False)
    assert (row["background"], row["inter1"], row["actor1"]) == (False, event.actor1[0].inter, event.actor1[0].name_en)
    assert row["sentence"] == event.sentence.quote
    assert row["updated"] == next(iter(store.events())).updated
    assert row["injured_min"] is None
    kinds = {field.name: field.type for field in table.schema}
    assert (kinds["date_start"], kinds["lat"], kinds["killed_min"]) == (pa.date32(), pa.float64(), pa.int64())
    assert (kinds["background"], kinds["updated"]) == (pa.bool_(), pa.timestamp("us", "UTC"))
    frame = store.events().pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["id"].tolist() == table["id"].to_pylist()
    frame2 = store.events().polars()
    assert isinstance(frame2, polars.DataFrame)
    assert frame2["id"].to_list() == table["id"].to_pylist()
    assert [batch.num_rows for batch in store.events().batches()] == [table.num_rows]


def test_a_large_table_is_read_in_halves_with_the_same_rows(store: Store, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.store import frames

    for n, text in enumerate(("ي", STRIKE, CLASH, f"{CLASH}\n{SHELLING}")):
        given = report(text, id=f"r{n}", source="a" if n > 2 else None)
        store.add(given, coder.code(given))
    small = {name: store.frame(name).arrow() for name in ("events", "reports", "event_data")}
    monkeypatch.setattr(frames, "LARGE", 1)
    monkeypatch.setattr(frames, "LARGE_PAGES", 1)
    assert {name: store.frame(name).arrow() for name in small} == small
    assert store.events(country="SY").arrow().num_rows == len(list(store.events(country="SY")))
    assert store.events().batches().read_all() == small["events"]


def test_views_tell_the_names_of_the_events(store: Store, coder: Coder) -> None:
    for given in (report(), report(STRIKE, id="r2"), report(STRIKE + " وأدان ذلك الجميع.", id="r3")):
        store.add(given, coder.code(given))
    places = {row["name_en"]: row["events"] for row in store.frame("places").arrow().to_pylist()}
    assert places["Aleppo"] == 2
    assert places["Tadmur"] == 1
    actors = {row["actor_id"]: row["events"] for row in store.frame("actors").arrow().to_pylist() if row["actor_id"]}
    assert "islamic-state" in " ".join(actors)


@pytest.mark.parametrize(
    "query, found",
    [
        ("قتل", ["voweled", "plain"]), ("غارة", ["article"]), ("الغارة", ["article"]), ("غاره", ["article"]), ("قُتل", ["voweled", "plain"]), ("مدنيين", ["plain"]),
        ("قتل مدنيين", ["plain"]), ('"ثلاثة مدنيين"', ["plain"]), ('"مدنيين ثلاثة"', []), ("«ثلاثة مدنيين»", ["plain"]), ("إدلب", ["article"]), ("ادلب", ["article"]),
        ("2020", ["number"]), ("٢٠٢٠", ["number"]), ("UNHCR", ["number"]), ("unhcr", ["number"]), ("؟!", []), ("لا-شيء-هنا", []), ("عنوان", ["plain"]),
        ("' OR 1=1 --", []), ('قتل"', ["voweled", "plain"]), ("قتل AND", []), ("مئذنة & | !", []), ("قتل*", ["voweled", "plain"]),
    ],
)  # fmt: skip
def test_search_reads_through_the_spelling(store: Store, coder: Coder, query: str, found: list[str]) -> None:
    texts = {
        "voweled": "قُتِلَ خمسة جنود في الرقة.", "plain": "وقتل ثلاثة مدنيين في حماة.", "article": "نفذت طائرات حربية الغارة على إدلب.", "number": "أعلنت UNHCR خطتها لعام 2020.",
    }  # fmt: skip
    pairs = [report(text, id=name, title="عنوان" if name == "plain" else "") for name, text in texts.items()]
    list(store.add_many((r, coder.code(r)) for r in pairs))
    hits = store.search(query)
    assert sorted(hit.report.id for hit in hits) == sorted(found)
    assert all(hit.snippet for hit in hits)


def test_search_limits_and_shows_the_words(store: Store, coder: Coder) -> None:
    for n in range(5):
        given = report(f"{'كلام ' * 40} رقم {n} ثم وبالغارات الكثيرة {'كلام ' * 40}", id=f"r{n}")
        store.add(given, coder.code(given))
    hits = store.search("غارات", limit=3)
    assert [hit.report.id for hit in hits] == ["r0", "r1", "r2"]
    assert "وبالغارات" in hits[0].snippet
    assert len(hits[0].snippet) < 160


def test_very_long_and_strange_texts_are_stored(store: Store, coder: Coder) -> None:
    words = " ".join("".join(chr(0x0628 + (n // 20**k) % 20) for k in range(5)) for n in range(90_000))
    given = store.prepare(report(f"قتل\0 جندي \ud800 في حلب. {words}", title="\udfff"))
    assert given.title == "\ufffd"
    assert len(given.text) == len(f"قتل\0 جندي \ud800 في حلب. {words}")
    record = CodedReport(id=given.id, title=given.title, published=DAY, coder=coder.info)
    assert store.add(given, record) == "new"
    assert store.report("r1") == given
    assert [hit.report.id for hit in store.search("حلب")] == ["r1"]
    odd = report("قتل\0 جندي سوري في مدينة حلب أمس.", id="odd\0")
    assert store.add(store.prepare(odd), coder.code(store.prepare(odd))) == "new"


def test_identity_by_page_and_by_words(store: Store, coder: Coder) -> None:
    first = report(CLASH, id="a", url="https://example.org/1", source="وكالة المثال")
    store.add(first, coder.code(first))
    assert store.prepare(report(STRIKE, id="b", url="https://example.org/1")).id == "a"  # the page in a new version
    alike = store.prepare(report(CLASH, id="c"))  # the same words, from a file
    assert (alike.id, alike.url, alike.source) == ("a", first.url, first.source)
    assert store.prepare(report(CLASH, id="d", url="https://other.example/9")).id == "d"  # an agency's text on another site
    assert store.prepare(report(CLASH + " تفاصيل لاحقا.", id="a")).id == "a"
    with pytest.raises(IdTaken, match="--prefix"):
        store.prepare(report(STRIKE, id="a"))
    with pytest.raises(IdTaken):
        store.prepare(report(CLASH + " تفاصيل.", id="a", url="https://other.example/9"))
    late = Report(id="e", text=CLASH, published=dt.date(2020, 2, 1))
    assert store.prepare(late) == late


def test_wrong_pairs_are_refused_and_nothing_is_written(store: Store, coder: Coder) -> None:
    record = coder.code(report())
    with pytest.raises(ValueError, match="not that of the report"):
        store.add(report(id="other"), record)
    with pytest.raises(ValueError, match="twice"):
        store.add(report(), record.model_copy(update={"events": record.events * 2}))
    with pytest.raises(ValueError, match="not that of"):
        list(store.add_many([(report(id="x"), coder.code(report(id="x"))), (report(id="other"), record)]))
    assert store.counts()["reports"] == 0


def test_a_failed_write_leaves_nothing(store: Store, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.store import write

    given = report()
    store.add(given, coder.code(given))
    before = (list(store.records()), list(store.events()))

    def broken(*_: object) -> list[dict[str, object]]:
        raise RuntimeError("power cut")

    monkeypatch.setattr(write, "source_rows", broken)
    with pytest.raises(RuntimeError):
        store.add(report(f"{CLASH}\n{STRIKE}"), coder.code(report(f"{CLASH}\n{STRIKE}")))
    assert (list(store.records()), list(store.events())) == before


def test_decisions_are_only_added(store: Store, coder: Coder) -> None:
    given = report()
    record = coder.code(given)
    store.add(given, record)
    event = record.events[0].id
    store.decide("r1", event, who="mona", action="correct", field="killed_min", value="6", note="the ministry's figure")
    store.decide("r1", event, who="ali", action="accept")
    store.decide("r2", "other", who="ali", action="reject")
    assert [(d["who"], d["action"]) for d in store.decisions("r1", event)] == [("mona", "correct"), ("ali", "accept")]
    assert len(list(store.decisions())) == 3
    from sqlalchemy import text

    for statement in ("UPDATE decisions SET who = 'x'", "DELETE FROM decisions"):
        with pytest.raises(DBAPIError, match="never changed"), store._engine.begin() as connection:  # past the store, as any client could try
            connection.execute(text(statement))
    assert len(list(store.decisions())) == 3


def test_reading_goes_on_while_another_writes(where: str, coder: Coder) -> None:
    with open_store(where) as one, open_store(where) as two:
        given = report()
        one.add(given, coder.code(given))
        reading = one.records()
        assert next(reading).id == "r1"
        later = report(STRIKE, id="r2")
        two.add(later, coder.code(later))
        assert list(reading) == []  # the reader sees what there was when it began
        assert [r.id for r in one.records()] == ["r1", "r2"]
