"""A small budget of the fuzz targets, so that each commit runs them; `python -m benchmarks.fuzz_reading --count 10000` is the long run."""

from __future__ import annotations

import time

import pytest
from benchmarks.fuzz_reading import LARGE, check, run, seeds

KINDS = ("page", "feed", "sitemap", "warc", "wacz", "telegram", "table", "document")


@pytest.fixture(scope="module")
def pools() -> dict[str, list[bytes]]:
    return seeds()


def test_every_kind_has_a_target(pools: dict[str, list[bytes]]) -> None:
    assert set(pools) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("ignore")
def test_mutants(kind: str, pools: dict[str, list[bytes]]) -> None:
    told: list[str] = []
    broken = run(kind, pools[kind], count=60, seed=0, keep=None, say=told.append)
    assert not broken, "\n".join(told)


@pytest.mark.parametrize("name", ["nested bodies", "nested feed", "feed of brackets", "nested JSON", "broken messages", "blank archive", "zstandard bomb"])
def test_large_hostile_inputs(name: str) -> None:
    start = time.process_time()
    assert check(LARGE[name](), "a")["failures"]
    assert time.process_time() - start < 5
