"""A small budget of the fuzz targets, so that each commit runs them; `python -m benchmarks.fuzz_reading --count 10000` is the long run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.fuzz_reading import LARGE, check, seeds

ROOT = Path(__file__).parents[2]
COUNT = os.environ.get("MARSAD_MUTANTS", "20")
"""Mutants of each kind; .ci/run asks for more."""
KINDS = ("page", "feed", "sitemap", "warc", "wacz", "telegram", "table", "document")


@pytest.fixture(scope="module")
def pools() -> dict[str, list[bytes]]:
    return seeds()


def test_every_kind_has_a_target(pools: dict[str, list[bytes]]) -> None:
    assert set(pools) == set(KINDS)


def test_mutants() -> None:
    """In a process of its own: the rule on memory is on the peak of the process, and a test run's own peak is higher."""
    command = [sys.executable, "-m", "benchmarks.fuzz_reading", *KINDS, "--count", COUNT, "--seed", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 0 broken") == len(KINDS)


@pytest.mark.parametrize(
    "name", ["nested bodies", "nested feed", "feed of brackets", "nested JSON", "broken messages", "blank archive", "zstandard bomb", "gzip bomb of lines"]
)
def test_large_hostile_inputs(name: str) -> None:
    start = time.process_time()
    assert check(LARGE[name](), "a")["failures"]
    assert time.process_time() - start < 5
