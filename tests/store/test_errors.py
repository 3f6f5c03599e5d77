"""Databases in a bad state: each is told in one sentence with its remedy, and nothing is half-written."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect, text
from tests.store.cluster import Cluster

from marsad.pipeline import Coder
from marsad.report import Report
from marsad.store import StoreError, engine, open_store
from marsad.store.engine import address, engine_of, writing
from marsad.store.migrations import LATEST, STEPS, migrate, schema_of
from marsad.store.query import answering
from marsad.store.tables import METADATA, VIEWS

REPORT = Report(id="r1", text="قصفت الطائرات السورية مدينة حلب أمس.", published=dt.date(2020, 1, 15))
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path, coder: Coder) -> Path:
    """A SQLite store with one report."""
    made = tmp_path / "marsad.db"
    with open_store(made) as store:
        store.add(REPORT, coder.code(REPORT))
    return made


def other(n: int = 2) -> Report:
    return REPORT.model_copy(update={"id": f"r{n}"})


def test_missing_and_misplaced(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no such store.*marsad add"):
        open_store(tmp_path / "no.db", create=False)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match=r"mkdir -p"):
        open_store(tmp_path / "no" / "marsad.db")
    with pytest.raises(StoreError, match=r"is a folder"):
        open_store(tmp_path)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match=r"no Marsad store"):
        open_store(tmp_path / "empty.db", create=False)
    for url in ("mysql://localhost/x", "sqlite://", "http://example.org/marsad.db", "://"):
        with pytest.raises(StoreError, match=r"postgresql://USER"):
            open_store(url)
    with open_store(f"sqlite:///{tmp_path}/by-url.db") as store:
        assert store.counts()["reports"] == 0
    assert (tmp_path / "by-url.db").exists()


def test_odd_names_are_files(tmp_path: Path, coder: Coder) -> None:
    with open_store(tmp_path / "مرصد ?#% mode=ro.db") as store:
        store.add(REPORT, coder.code(REPORT))
        assert store.events().arrow().num_rows == len(list(store.events()))
    assert (tmp_path / "مرصد ?#% mode=ro.db").exists()


def test_no_database_and_something_elses_database(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database " * 1000)
    with pytest.raises(StoreError, match=r"no SQLite database"):
        open_store(tmp_path / "text.db")
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("CREATE TABLE bookmarks (url TEXT)")
    foreign.commit()
    foreign.close()
    with pytest.raises(StoreError, match=r"no Marsad store.*bookmarks"):
        open_store(tmp_path / "foreign.db")
    assert sqlite3.connect(tmp_path / "foreign.db").execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_newer_schema(where: str) -> None:
    open_store(where).close()
    made = engine_of(address(where))
    with made.connect() as connection, writing(connection).begin():
        connection.execute(text("INSERT INTO marsad_migrations (number, name, applied) VALUES (99, 'later', '2030-01-01 00:00:00.000000')"))
    made.dispose()
    with pytest.raises(StoreError, match=r"newer version.*schema 99.*pip install -U"):
        open_store(where)


def test_locked(path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with open_store(path) as store:
        assert store.counts()["reports"] == 1  # reading goes on
        with pytest.raises(StoreError, match=r"locked by another process"):
            store.add(other(), coder.code(other()))
        writer.execute("ROLLBACK")
        assert store.add(other(), coder.code(other())) == "new"


def test_full(path: Path, coder: Coder) -> None:
    with open_store(path) as store:
        pages = []

        @event.listens_for(store._engine, "checkout")
        def no_room(connection: Any, *_: object) -> None:
            pages.append(connection.execute("PRAGMA page_count").fetchone()[0])
            connection.execute(f"PRAGMA max_page_count = {pages[0] + 2}")

        record = coder.code(REPORT)
        many = ((other(n), record.model_copy(update={"id": f"r{n}"})) for n in range(2, 2000))
        with pytest.raises(StoreError, match=r"disk is full.*make room"):
            list(store.add_many(many, batch=3))
        stored = [record.id for record in store.records()]
    assert len(stored) >= 1
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT count(*) FROM reports").fetchone()[0] == len(stored)


@pytest.mark.parametrize("log", [False, True])
def test_read_only(path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch, log: bool) -> None:
    keeping = sqlite3.connect(path) if log else None  # an open connection keeps the log of the last writes beside the file
    if keeping:
        keeping.execute("SELECT count(*) FROM reports").fetchone()
        with open_store(path) as store:
            store.add(other(3), coder.code(other(3)))
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for a user who may only read; root may do all
    with open_store(path, create=False) as store:
        assert store.counts()["reports"] == (2 if log else 1)
        assert store.events().arrow().num_rows == store.counts()["events"]
        with pytest.raises(StoreError, match=r"is read-only.*--store"):
            store.add(other(), coder.code(other()))
    if keeping:
        keeping.close()


def test_read_only_and_older(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"DELETE FROM marsad_migrations WHERE number = {LATEST}")
    connection.commit()
    connection.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreError, match=r"read-only and of an older schema"):
        open_store(path)


def test_damaged(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    size = 4096
    for page in range(2, len(raw) // size):
        raw[page * size : (page + 1) * size] = b"\xff" * size
    path.write_bytes(raw)
    with pytest.raises(StoreError, match=r"is damaged.*backup"), open_store(path) as store:
        list(store.records())
    with pytest.raises(StoreError, match=r"is damaged"), open_store(path) as store:
        store.events().arrow()
    with pytest.raises(StoreError, match=r"is damaged"), open_store(path) as store, answering(store, "SELECT count(sentence) FROM events") as answer:
        list(answer.rows)


def test_a_reader_that_is_killed_is_an_error_not_a_short_answer(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from marsad.store import frames

    broken = tmp_path / "reader.py"
    real = Path(frames.__file__).with_name("sqlite_reader.py").read_text()
    broken.write_text(
        real.replace(
            "                writer.write_batch(batch)",
            "                writer.write_batch(batch)\n                sys.stdout.flush()\n                import os; os.kill(os.getpid(), 9)",
        )
    )
    monkeypatch.setattr(frames, "READER", broken)
    monkeypatch.setattr(frames, "LARGE", 0)
    with open_store(path) as store, pytest.raises(StoreError, match=r"cannot be read"):
        store.events().arrow()


@pytest.fixture
def database(postgres: Cluster) -> str:
    """The URL of an empty PostgreSQL database."""
    return postgres.database()


def test_postgres_out_of_reach(postgres: Cluster) -> None:
    with pytest.raises(StoreError, match=r"cannot be reached.*nothing.*createdb"):
        open_store(postgres.url("nothing"))
    with pytest.raises(StoreError, match=r"cannot be reached.*check that the server runs") as told:
        open_store("postgresql://me:secret@127.0.0.1:1/marsad")
    assert "secret" not in str(told.value)
    with pytest.raises(StoreError, match=r"cannot be reached.*nobody"):
        open_store(postgres.url("postgres").replace("postgres@", "nobody@"))


def test_postgres_something_elses_database(database: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE reports (id int)")
    with pytest.raises(StoreError, match=r"no Marsad store.*'reports'"):
        open_store(database)


def test_postgres_read_only_and_shut_down(postgres: Cluster, database: str, coder: Coder) -> None:
    open_store(database).close()
    name = database.split("@/")[1].split("?")[0]
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with open_store(database) as store:
        assert store.counts()["reports"] == 0
        with pytest.raises(StoreError, match=r"is read-only"):
            store.add(REPORT, coder.code(REPORT))
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = off")
    with open_store(database) as store:
        store.add(REPORT, coder.code(REPORT))
        store.add(other(), coder.code(other()))
        reading = store.records()
        next(reading)
        postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()")
        with pytest.raises(StoreError, match=r"shut down|cannot be reached"):
            list(itertools.chain(reading, store.records()))
        assert len(list(store.records())) == 2  # the next use connects anew


def test_two_writers_on_postgres_meet(database: str, coder: Coder) -> None:
    from concurrent.futures import ThreadPoolExecutor

    open_store(database).close()
    reports = [other(n) for n in range(40)]
    pairs = [(report, coder.code(report)) for report in reports]

    def write(mine: list[Any]) -> list[str]:
        with open_store(database) as store:
            return list(store.add_many(mine, batch=7))

    with ThreadPoolExecutor(4) as pool:
        outcomes = [outcome for told in pool.map(write, [pairs, pairs[::-1], pairs, pairs[::-1]]) for outcome in told]
    assert outcomes.count("new") == 40
    assert outcomes.count("same") == 120
    with open_store(database) as store:
        assert store.counts()["reports"] == 40


def test_steps_lead_to_the_tables_from_every_older_schema(where: str, coder: Coder) -> None:
    made = engine_of(address(where))
    for number in range(1, LATEST + 1):
        with made.connect() as connection, writing(connection).begin():
            migrate(connection, where, NOW, to=number)
            assert schema_of(connection, where) == number
        if number == 2:  # a store of an older version has reports already
            with made.connect() as connection, writing(connection).begin():
                from marsad.store.write import put

                put(connection, [(REPORT, coder.code(REPORT))], NOW)
    with made.connect() as connection:
        seen = inspect(connection)
        for table in METADATA.tables.values():
            columns = {column["name"] for column in seen.get_columns(table.name)} - {"search"}
            assert columns == {column.name for column in table.columns}, table.name
            assert set(seen.get_pk_constraint(table.name)["constrained_columns"]) == {column.name for column in table.primary_key}, table.name
        assert set(seen.get_view_names()) == set(VIEWS)
        assert [row[0] for row in connection.execute(text("SELECT name FROM marsad_migrations ORDER BY number"))] == [step.__name__ for step in STEPS]
    made.dispose()
    with open_store(where) as store:
        assert store.record("r1") == coder.code(REPORT)
        assert [hit.report.id for hit in store.search("حلب")] == ["r1"]
