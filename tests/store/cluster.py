"""A throw-away PostgreSQL cluster on a Unix socket, made from the binaries of this machine."""

from __future__ import annotations

import getpass
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

REQUIRE = "MARSAD_REQUIRE_POSTGRES"
"""Set to 1, missing binaries are a failure instead of a skip."""
MISSING = "no PostgreSQL server binaries (initdb, pg_ctl) on this machine; install them, on Debian: apt-get install postgresql"


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version where there are several; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).parent if known else None


class Cluster:
    """A running cluster; `database()` and `schema()` make an empty place for a store and give its URL."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def url(self, database: str) -> str:
        """The URL of a database of the cluster."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def run(self, statement: str) -> None:
        """Run one statement outside a transaction, in the database postgres."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"marsad_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def schema(self) -> str:
        """The URL of a new, empty schema of one database: what a database of its own is to a store, made a hundred times faster."""
        name = f"marsad_{next(self._numbers)}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}&options=-csearch_path%3D{name}"


@contextmanager
def cluster(folder: Path, *, settings: Sequence[str] = ()) -> Iterator[Cluster]:
    """A cluster made from the binaries in `folder`, stopped and removed at the end. PostgreSQL refuses to run as root: then it runs as `postgres`."""
    user = "postgres" if getpass.getuser() == "root" or os.geteuid() == 0 else None
    root = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
    try:
        if user:
            shutil.chown(root, user)
        data = root / "data"
        options = " ".join(["-c listen_addresses=''", f"-c unix_socket_directories={root}", *(f"-c {setting}" for setting in settings)])
        _as(user, folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        _as(user, folder / "pg_ctl", "-D", data, "-l", root / "log", "-o", options, "-w", "start")
        try:
            yield Cluster(root)
        finally:
            _as(user, folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _as(user: str | None, *command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False, text=True
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr}")
