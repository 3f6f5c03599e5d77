"""SQL over the store: it answers, and it has no way to write, read files or leave anything behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.pipeline import Coder
from marsad.report import Report
from marsad.store import Store, open_store
from marsad.store.frames import columns_of, table_names
from marsad.store.query import QueryError, answering

TEXTS = {
    "a": "قصفت الطائرات السورية مدينة حلب أمس، ما أسفر عن مقتل ثلاثة مدنيين.",
    "b": "قتل خمسة جنود سوريين، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر.",
    "c": "اعتقلت القوات العراقية، الاثنين، 20 متظاهرا في مدينة البصرة.",
}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Iterator[Store]:
    """A store that is only read here."""
    sqlite = request.param == "sqlite"
    where = str(tmp_path_factory.mktemp("query") / "marsad.db") if sqlite else request.getfixturevalue("postgres").schema()
    with open_store(where) as opened:
        for name, text in TEXTS.items():
            report = Report(id=name, text=text, published=dt.date(2020, 1, 15))
            opened.add(report, coder.code(report))
        yield opened


def ask(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with answering(store, sql) as answer:
        return list(answer.rows)


def test_answers(store: Store) -> None:
    assert ask(store, "SELECT count(*) FROM reports") == [(3,)]
    assert ask(store, "SELECT country, sum(killed_min) FROM events WHERE country = 'SY' GROUP BY country") == [("SY", 8)]
    both = "SELECT r.id, e.type, d.data FROM events e JOIN reports r ON r.id = e.report_id JOIN event_data d ON (d.report_id, d.id) = (e.report_id, e.id) ORDER BY 1"
    assert [row[0] for row in ask(store, both)] == ["a", "b", "c"]
    assert ask(store, "WITH x AS (FROM events) SELECT count(*) FROM x a JOIN x b USING (id) JOIN events c USING (id)") == [(3,)]  # each use reads anew
    assert ask(store, "SELECT max(date_end) - min(date_start) FROM events") == [(1,)] or ask(store, "SELECT max(date_end) FROM events") == [
        (dt.date(2020, 1, 14),)
    ]
    with answering(store, "DESCRIBE events") as answer:
        assert [row[0] for row in answer.rows] == [column.name for column in columns_of("events")]
    assert sorted(row[0] for row in ask(store, "SHOW TABLES")) == table_names()
    assert ask(store, "EXPLAIN SELECT 1")
    assert ask(store, "VALUES (1)") == [(1,)]


def test_every_table_can_be_read(store: Store) -> None:
    for name in table_names():
        with answering(store, f"SELECT * FROM {name}") as answer:
            rows = list(answer.rows)
        assert answer.columns == tuple(column.name for column in columns_of(name))
        assert len(rows) == store.frame(name).arrow().num_rows


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM events", "INSERT INTO runs VALUES (1)", "UPDATE events SET type = 'x'", "DROP VIEW events", "CREATE TABLE x (a INT)", "CREATE VIEW x AS SELECT 1",
        "ATTACH 'x.db'", "COPY events TO 'x.csv'", "COPY (SELECT 1) TO '/tmp/marsad-x.csv'", "EXPORT DATABASE 'x'", "INSTALL sqlite", "LOAD sqlite", "SET memory_limit = '9GB'",
        "PRAGMA database_list", "CALL pragma_version()", "SELECT 1; DELETE FROM events", "", ";", "-- nothing", "SELEC 1", "SELECT nothing FROM events", "SELECT * FROM nowhere",
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM glob('/*')",
        "SELECT * FROM sqlite_scan('marsad.db', 'events')", "SELECT * FROM secret_frame", "EXPLAIN ANALYZE DELETE FROM events", "BEGIN", "PREPARE x AS SELECT 1",
    ],
)  # fmt: skip
def test_refuses_all_but_reading(store: Store, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret_frame = store.events().arrow()
    assert secret_frame.num_rows == 3
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    records = list(store.records())
    with pytest.raises(QueryError) as told:
        ask(store, sql)
    assert "; " in str(told.value)
    assert sorted(tmp_path.iterdir()) == before
    assert list(store.records()) == records


def test_a_query_that_is_left_early_ends(store: Store) -> None:
    with answering(store, "SELECT a.id FROM events a, events b, events c") as answer:
        assert len(next(answer.rows)) == 1
