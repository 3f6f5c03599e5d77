"""What the tests share: one coder."""

from __future__ import annotations

import pytest

from marsad.pipeline import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder, built once for all tests."""
    return Coder()
