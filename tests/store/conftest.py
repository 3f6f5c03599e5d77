"""The same tests on both databases: a SQLite file, and a schema of a throw-away PostgreSQL cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.cluster import MISSING, REQUIRE, Cluster, binaries, cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running cluster; skips, or fails where PostgreSQL is required."""
    folder = binaries()
    if folder is None:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with cluster(folder, settings=("fsync=off", "max_connections=40")) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for a store: a path, then the URL of an empty schema."""
    if request.param == "sqlite":
        return str(tmp_path / "marsad.db")
    running: Cluster = request.getfixturevalue("postgres")
    return running.schema()
