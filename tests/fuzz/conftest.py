"""How much is fuzzed in a test run: PROGPACK_FUZZ cases from PROGPACK_FUZZ_SEED on."""

from __future__ import annotations

import os

import pytest

COUNT = int(os.environ.get("PROGPACK_FUZZ", "300"))
SEED = int(os.environ.get("PROGPACK_FUZZ_SEED", "0"))


def pytest_report_header() -> str:
    return f"fuzz: {COUNT} cases of each kind from seed {SEED} (PROGPACK_FUZZ, PROGPACK_FUZZ_SEED)"


@pytest.fixture(scope="session")
def seeds() -> range:
    """The seeds of this run."""
    return range(SEED, SEED + COUNT)
