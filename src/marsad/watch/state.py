"""What a watch remembers, in one SQLite file: sources with their failures, items with their names, copies. Whatever ends the process, the file is whole."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.report import Report
from marsad.watch.copies import LIKE, likeness, sketch, words_of
from marsad.watch.listing import Listed

SCHEMA = 1
_TABLES = """
CREATE TABLE sources (name TEXT PRIMARY KEY, failures INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, checked REAL, error TEXT);
CREATE TABLE items (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, url TEXT, guid TEXT NOT NULL, title TEXT NOT NULL, day TEXT, fingerprint TEXT NOT NULL, text TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'given up')), due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0, error TEXT,
    report TEXT, version INTEGER NOT NULL DEFAULT 0, content TEXT, sha256 TEXT, address TEXT, first_seen REAL NOT NULL, fetched REAL
);
CREATE INDEX items_due ON items (source, due) WHERE state = 'waiting';
CREATE UNIQUE INDEX items_report ON items (report) WHERE report IS NOT NULL;
CREATE TABLE keys (key TEXT PRIMARY KEY, item INTEGER NOT NULL REFERENCES items) WITHOUT ROWID;
CREATE INDEX keys_item ON keys (item);
CREATE TABLE words (item INTEGER PRIMARY KEY, words BLOB NOT NULL, kept REAL NOT NULL);
CREATE TABLE sketches (hash INTEGER NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (hash, item)) WITHOUT ROWID;
CREATE INDEX sketches_item ON sketches (item);
CREATE TABLE copies (item INTEGER PRIMARY KEY, of INTEGER NOT NULL, likeness REAL NOT NULL);
CREATE VIEW marked_copies AS
    SELECT a.report, a.source, b.report AS copy_of, b.source AS copy_of_source, likeness FROM copies JOIN items a ON a.number = item JOIN items b ON b.number = of;
CREATE TABLE files (name TEXT PRIMARY KEY, length INTEGER NOT NULL);
"""
_COPIES_WITHIN = 7 * 86400.0
"""Seconds for which the words of a report are kept for comparing: a dispatch travels within days."""
_CANDIDATES = 20


class Busy(Exception):
    """Another process uses this state."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item that is to be read: its number, source, address, what the listing told, the text that the feed held (as a report), and what is known of the
    report that it became (None before)."""

    number: int
    source: str
    url: str | None
    guid: str
    title: str
    day: dt.date | None
    text: Report | None
    tries: int
    report: str | None
    version: int
    content: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """The earlier report that a report is a near-copy of."""

    report: str
    source: str
    likeness: float


class State:
    """The state in a file; one process at a time. Raises `Busy`, and `sqlite3.DatabaseError` for a file that is none."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.clock = clock
        self._lock = sqlite3.connect(path.with_name(path.name + ".lock"), timeout=0, isolation_level=None)
        try:
            self._lock.execute("BEGIN EXCLUSIVE")  # held as long as the process lives, however it ends
        except sqlite3.OperationalError:
            self._lock.close()
            raise Busy(f"{path} is in use by another marsad") from None
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise sqlite3.DatabaseError(f"{path} was written by a newer marsad; use that one")
        if version == 0:
            self._db.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {SCHEMA};COMMIT;")

    def close(self) -> None:
        """Close the file and let others use it."""
        self._db.close()
        self._lock.close()

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All within is written, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # Sources

    def is_due(self, source: str, *, only_backing_off: bool) -> bool:
        """Whether a source is to be looked at now; with `only_backing_off` it waits only after failures."""
        row = self._db.execute("SELECT due, failures FROM sources WHERE name = ?", (source,)).fetchone()
        return row is None or row[0] <= self.clock() or (only_backing_off and not row[1])

    def next_due(self, names: Sequence[str]) -> float:
        """The moment at which the next of these sources or waiting items is due."""
        due = dict(self._db.execute("SELECT name, due FROM sources"))
        marks = ", ".join("?" * len(names))
        items = self._db.execute(f"SELECT min(due) FROM items WHERE state = 'waiting' AND source IN ({marks})", tuple(names)).fetchone()[0]
        return float(min([due.get(name, 0.0) for name in names] + ([items] if items is not None else [])))

    def source_done(self, source: str, every: float) -> None:
        """A source was looked at."""
        self._put_source(source, 0, self.clock() + every, None)

    def source_failed(self, source: str, every: float, error: str, *, wait: float | None = None) -> tuple[int, float]:
        """A source failed: it is left alone twice as long each time, a day at most. Gives the failures in a row and the seconds until the next look."""
        row = self._db.execute("SELECT failures FROM sources WHERE name = ?", (source,)).fetchone()
        failures = 1 + (row[0] if row else 0)
        pause = max(min(86400.0, max(every, 60.0) * 2.0 ** min(failures, 20)), wait or 0.0)
        self._put_source(source, failures, self.clock() + pause, error)
        return failures, pause

    def _put_source(self, source: str, failures: int, due: float, error: str | None) -> None:
        row = (source, failures, due, self.clock(), error)
        self._db.execute("INSERT OR REPLACE INTO sources (name, failures, due, checked, error) VALUES (?, ?, ?, ?, ?)", row)

    # Items

    def take_up(self, source: str, listed: Sequence[Listed], *, recheck: float, recheck_for: float) -> int:
        """Take up what a source lists, in one transaction: new items wait to be read; known ones wait again where the source tells of an edit, or where they
        are to be looked at again. Gives the number of new ones."""
        now, new = self.clock(), 0
        with self.transaction():
            for item in listed:
                marks = ", ".join("?" * len(item.keys))
                known = self._db.execute(f"SELECT item FROM keys WHERE key IN ({marks}) ORDER BY item LIMIT 1", item.keys).fetchone()
                text = item.report.model_dump_json() if item.report else None
                if known is None:
                    number = self._db.execute(
                        "INSERT INTO items (source, url, guid, title, day, fingerprint, text, state, due, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
                        (source, item.url, item.guid, item.title, item.day.isoformat() if item.day else None, item.fingerprint, text, now, now),
                    ).lastrowid
                    new += 1
                else:
                    number = known[0]
                    self._look_again(number, source, item, text, now, recheck, recheck_for)
                self._db.executemany("INSERT OR IGNORE INTO keys (key, item) VALUES (?, ?)", [(key, number) for key in item.keys])
        return new

    def _look_again(self, number: int, source: str, item: Listed, text: str | None, now: float, recheck: float, recheck_for: float) -> None:
        owner, fingerprint, state, first_seen, fetched = self._db.execute(
            "SELECT source, fingerprint, state, first_seen, fetched FROM items WHERE number = ?", (number,)
        ).fetchone()
        edited = owner == source and item.fingerprint != fingerprint
        stale = owner == source and text is None and state == "done" and now - (fetched or 0) >= recheck and now - first_seen <= recheck_for
        if edited:  # another source that lists the same item words it in its own way
            self._db.execute("UPDATE items SET fingerprint = ?, title = ?, text = ? WHERE number = ?", (item.fingerprint, item.title, text, number))
        if (edited or stale) and state != "waiting":
            self._db.execute("UPDATE items SET state = 'waiting', due = ?, tries = 0 WHERE number = ?", (now, number))

    def waiting(self, sources: Sequence[str]) -> list[Item]:
        """The items of these sources that are to be read now, in the order in which they were first seen."""
        marks = ", ".join("?" * len(sources))
        rows = self._db.execute(
            f"SELECT {_ITEM} FROM items WHERE state = 'waiting' AND due <= ? AND source IN ({marks}) ORDER BY number", (self.clock(), *sources)
        )
        return [_item(row) for row in rows]

    def known_as(self, keys: Sequence[str]) -> Item | None:
        """The item that one of these keys names and that has become a report, or None."""
        for key in keys:
            row = self._db.execute(f"SELECT {_ITEM} FROM items JOIN keys ON item = number WHERE key = ? AND report IS NOT NULL", (key,)).fetchone()
            if row is not None:
                return _item(row)
        return None

    def of_report(self, report: str) -> Item | None:
        """The item that became the report of that id, or None."""
        row = self._db.execute(f"SELECT {_ITEM} FROM items WHERE report = ?", (report,)).fetchone()
        return None if row is None else _item(row)

    def join(self, item: Item, into: Item) -> None:
        """An item turned out to be another one under other names: its keys name that one from now on. Within a transaction."""
        self._db.execute("UPDATE keys SET item = ? WHERE item = ?", (into.number, item.number))
        self._db.execute("DELETE FROM items WHERE number = ?", (item.number,))
        self._db.execute("UPDATE items SET state = 'done' WHERE number = ?", (into.number,))

    def done(self, item: Item, *, report: str, version: int, content: str, sha256: str, address: str | None, keys: Sequence[str]) -> None:
        """An item was read and written. Within a transaction."""
        self._db.execute(
            "UPDATE items SET state = 'done', tries = 0, error = NULL, text = NULL, report = ?, version = ?, content = ?, sha256 = ?, address = ?, fetched = ? WHERE number = ?",
            (report, version, content, sha256, address, self.clock(), item.number),
        )
        self._db.executemany("INSERT OR IGNORE INTO keys (key, item) VALUES (?, ?)", [(key, item.number) for key in keys])

    def failed(self, item: Item, error: str, *, for_good: bool, wait: float | None, most_tries: int) -> bool:
        """An item could not be read: it waits longer each time, and is given up after `most_tries`, or at once `for_good`; an item that is a report
        already stays that. Gives whether it was given up."""
        tries = item.tries + 1
        given_up = for_good or tries >= most_tries
        state = ("done" if item.report else "given up") if given_up else "waiting"
        due = self.clock() + max(300.0 * 4.0 ** (tries - 1), wait or 0.0)
        self._db.execute(
            "UPDATE items SET state = ?, tries = ?, due = ?, error = ?, fetched = ? WHERE number = ?", (state, tries, due, error, self.clock(), item.number)
        )
        return given_up

    def postpone(self, items: Sequence[Item], seconds: float) -> None:
        """Leave items that were not even asked for alone for so many seconds; it counts as no try."""
        with self.transaction():
            self._db.executemany("UPDATE items SET due = ? WHERE number = ?", [(self.clock() + seconds, item.number) for item in items])

    # Copies

    def copy_of(self, item: Item, text: str) -> Copy | None:
        """The earlier report of another item that a text is a near-copy of, the most alike one; None for a text of its own."""
        words = words_of(text)
        hashes = sketch(words)
        if not hashes:
            return None
        marks = ", ".join("?" * len(hashes))
        rows = self._db.execute(
            f"SELECT item FROM sketches WHERE hash IN ({marks}) AND item <> ? GROUP BY item ORDER BY count(*) DESC, item LIMIT {_CANDIDATES}",
            (*hashes, item.number),
        )
        best: tuple[float, int] | None = None
        for (number,) in rows.fetchall():
            found = likeness(words, self.words(number))
            if found >= LIKE and (best is None or found > best[0]):
                best = (found, number)
        if best is None:
            return None
        # A copy of a copy is a copy of the first one.
        first = self._db.execute("SELECT of FROM copies WHERE item = ?", (best[1],)).fetchone()
        row = self._db.execute("SELECT report, source FROM items WHERE number = ?", (first[0] if first and first[0] != item.number else best[1],)).fetchone()
        return Copy(row[0], row[1], round(best[0], 3)) if row and row[0] else None

    def remember(self, item: Item, text: str, copy: Copy | None) -> None:
        """Keep the words of a report for comparing, and what it is a copy of. Within a transaction."""
        words, now = words_of(text), self.clock()
        self._db.execute("DELETE FROM sketches WHERE item = ?", (item.number,))
        self._db.executemany("INSERT OR IGNORE INTO sketches (hash, item) VALUES (?, ?)", [(found, item.number) for found in sketch(words)])
        packed = zlib.compress(" ".join(words).encode("utf-8", "surrogatepass"))
        self._db.execute("INSERT OR REPLACE INTO words (item, words, kept) VALUES (?, ?, ?)", (item.number, packed, now))
        if item.report is None and copy is not None:
            of = self._db.execute("SELECT number FROM items WHERE report = ?", (copy.report,)).fetchone()
            self._db.execute("INSERT OR REPLACE INTO copies (item, of, likeness) VALUES (?, ?, ?)", (item.number, of[0], copy.likeness))

    def words(self, number: int) -> list[str]:
        """The words of an item's report, while they are kept."""
        row = self._db.execute("SELECT words FROM words WHERE item = ?", (number,)).fetchone()
        return zlib.decompress(row[0]).decode("utf-8", "surrogatepass").split() if row else []

    def forget_words(self) -> None:
        """Let go of the words of reports that are too old to be copied."""
        with self.transaction():
            before = (self.clock() - _COPIES_WITHIN,)
            self._db.execute("DELETE FROM sketches WHERE item IN (SELECT item FROM words WHERE kept < ?)", before)
            self._db.execute("DELETE FROM words WHERE kept < ?", before)

    def copies(self) -> list[tuple[str, str, float]]:
        """All copies: the report, the one it is a copy of, their likeness."""
        return list(self._db.execute("SELECT report, copy_of, likeness FROM marked_copies ORDER BY report"))

    # Files of a folder

    def length(self, name: str) -> int | None:
        """The length up to which a file is written for good, or None where nothing is known of it."""
        row = self._db.execute("SELECT length FROM files WHERE name = ?", (name,)).fetchone()
        return None if row is None else int(row[0])

    def set_length(self, name: str, length: int) -> None:
        """Write the length of a file down. Within a transaction."""
        self._db.execute("INSERT OR REPLACE INTO files (name, length) VALUES (?, ?)", (name, length))

    def counts(self) -> dict[str, int]:
        """Items by state."""
        return dict(self._db.execute("SELECT state, count(*) FROM items GROUP BY state"))


_ITEM = "number, source, url, guid, title, day, text, tries, report, version, content, address"


def _item(row: tuple[Any, ...]) -> Item:
    number, source, url, guid, title, day, text, tries, report, version, content, address = row
    day, text = dt.date.fromisoformat(day) if day else None, Report.model_validate_json(text) if text else None
    return Item(number, source, url, guid, title, day, text, tries, report, version, content, address)
