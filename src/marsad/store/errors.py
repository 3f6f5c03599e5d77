"""What goes wrong with a database, told in one sentence with its remedy.

A driver's error is read by its code (SQLite's result code, PostgreSQL's SQLSTATE), never by the words of its message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class StoreError(Exception):
    """The store cannot do what was asked. `message` says what is wrong with which store, `remedy` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message = message
        self.remedy = remedy


class IdTaken(StoreError):
    """A report comes under the id of another report."""


_SQLITE = {
    "SQLITE_BUSY": ("is locked by another process that writes to it", "wait until that process is done, or end it, and run the command again"),
    "SQLITE_LOCKED": ("is locked by another process that writes to it", "wait until that process is done, or end it, and run the command again"),
    "SQLITE_FULL": ("cannot grow: the disk is full", "make room on the disk and run the command again; what was stored before is kept"),
    "SQLITE_READONLY": ("is read-only", "give yourself the right to write to the file and its folder, or choose another file with --store"),
    "SQLITE_CORRUPT": ("is damaged", "restore it from a backup, or save what can be read with `sqlite3 FILE .recover`"),
    "SQLITE_NOTADB": ("is no SQLite database", "give the path of a Marsad store, or another name for a new one"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check that you may read and write the file and its folder"),
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error", "check the disk and its free space, then run the command again"),
    "SQLITE_PERM": ("may not be opened by you", "check the permissions of the file and its folder"),
}
"""Primary result codes of SQLite (sqlite.org/rescode.html); an extended code begins with its primary code's name."""

_POSTGRES = {
    "53100": ("cannot grow: the server's disk is full", "make room on the server and run the command again; what was stored before is kept"),
    "53300": ("takes no more connections", "close other clients, or raise max_connections on the server"),
    "25006": ("is read-only", "connect to the primary server, or to a user who may write"),
    "42501": ("refuses you the right to do this", "ask its owner to GRANT you the right on the database and its schema"),
    "55P03": ("is locked by another session", "wait until that session is done and run the command again"),
    "XX001": ("is damaged", "restore it from a backup"),
    "XX002": ("has a damaged index", "run REINDEX DATABASE on the server"),
    "57P01": ("was shut down while in use", "start the server and run the command again; what was stored before is kept"),
    "57P03": ("is starting up", "wait a moment and run the command again"),
}
"""SQLSTATE codes of PostgreSQL (its manual, appendix A). A refused connection has none: the driver gives only the server's words."""

_SILENT = ("cannot be reached", "check that the server runs, and user, host and database of the URL; `createdb NAME` makes a missing database")


def told(error: BaseException, name: str) -> StoreError | None:
    """The `StoreError` for a driver's error on the store `name`, or None where the error is not the database's condition."""
    code = getattr(error, "sqlite_errorname", None)
    if code is not None:
        for primary, (what, remedy) in _SQLITE.items():
            if code.startswith(primary):
                return StoreError(f"{name} {what}", remedy)
        return None
    if type(error).__module__.partition(".")[0] != "psycopg":
        return None
    state = getattr(error, "sqlstate", None)
    if state in _POSTGRES:
        what, remedy = _POSTGRES[state]
        return StoreError(f"{name} {what}", remedy)
    if type(error).__name__ == "OperationalError":
        what, remedy = _SILENT
        return StoreError(f"{name} {what} ({_words(error)})", remedy)
    return None


def _words(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else "no answer"


@contextmanager
def telling(name: str) -> Iterator[None]:
    """Errors of the database within become `StoreError`; others pass."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        clear = told(error.orig, name) if error.orig is not None else None
        if clear is None:
            raise
        raise clear from error
    except Exception as error:
        clear = told(error, name)
        if clear is None:
            raise
        raise clear from error
