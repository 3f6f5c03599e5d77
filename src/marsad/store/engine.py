"""Connections: a path or URL becomes an engine whose transactions behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from marsad.store.errors import StoreError

BUSY_SECONDS = 30.0
"""How long a writer waits for another writer before it gives up."""
_WRITES = "marsad_writes"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: a SQLite file (`path`) or a PostgreSQL database (`url`). `name` is what messages call it, without a password."""

    name: str
    path: Path | None = None
    url: URL | None = None
    readonly: bool = False

    @property
    def uri(self) -> str:
        """SQLite's URI of the file, or libpq's URL of the database."""
        if self.path is None:
            assert self.url is not None
            return self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return f"file:{quote(str(self.path))}?mode={self._mode}"

    @property
    def _mode(self) -> str:
        # A closed database in a folder that we may not write to has no log beside it: nothing can change it while we read.
        if not self.readonly:
            return "rwc"
        log = Path(f"{self.path}-wal")
        return "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"


def address(where: str | os.PathLike[str], *, create: bool = True) -> Address:
    """The address of a path, a `sqlite:///` URL or a `postgresql://` URL. Raises `StoreError` for any other URL, a folder, or a missing file without `create`."""
    told = os.fspath(where)
    if "://" in told:
        try:
            url = make_url(told)
        except ArgumentError:
            raise StoreError(f"{told!r} is no URL of a store", "write a path, or postgresql://USER@HOST/DATABASE") from None
        if url.get_backend_name() in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
            return Address(url.set(drivername="postgresql").render_as_string(hide_password=True), url=url)
        if url.get_backend_name() != "sqlite" or not url.database:
            raise StoreError(f"{told!r} is no URL of a store", "write a path, or postgresql://USER@HOST/DATABASE")
        told = url.database
    path = Path(told)
    if path.is_dir():
        raise StoreError(f"{path} is a folder", f"name a file in it, for example {path / 'marsad.db'}")
    if not path.exists():
        if not create:
            raise StoreError(f"{path}: no such store", "check the path, or make the store with `marsad add INPUT... --store PATH`")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: its folder does not exist", f"make it: mkdir -p {path.parent}")
        return Address(str(path), path=path)
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    return Address(str(path), path=path, readonly=not writable)


def engine_of(at: Address) -> Engine:
    """An engine for the address; nothing is opened yet. Raises `StoreError` where the driver is not installed."""
    if at.path is None:
        assert at.url is not None
        try:
            import psycopg  # noqa: F401
        except ImportError:
            raise StoreError("PostgreSQL's driver is not installed", "install it: pip install 'marsad[postgres]'") from None
        made = create_engine(at.url, pool_pre_ping=True)
    else:
        made = create_engine("sqlite://", creator=lambda: _sqlite(at), poolclass=QueuePool)
        event.listen(made, "begin", _begin)
    return made


def _sqlite(at: Address) -> sqlite3.Connection:
    connection = sqlite3.connect(at.uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    if not at.readonly:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing; a power cut can lose the last transactions, never more
    return connection


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: a transaction that reads first and writes later could fail half-way against another writer.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(connection: Connection) -> Connection:
    """The connection, told that its next transaction writes."""
    return connection.execution_options(**{_WRITES: True})
