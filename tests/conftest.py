"""What holds for every test."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.memory.maps import writable_and_executable

# Speed is measured in benchmarks/, not here: machines that run tests are busy. Each run has the
# same examples, so that a failure is that of a change; others: pytest --hypothesis-profile=search.
_BUSY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("progpack", derandomize=True, **_BUSY)
settings.register_profile("search", derandomize=False, **_BUSY)
settings.load_profile("progpack")

# What tests compile is compiled, and stays out of the user's cache.
os.environ["PROGPACK_CACHE"] = "off"

# A job in the background of a shell ignores ctrl-C, and so would every process that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _nothing_is_writable_and_executable() -> Iterator[None]:
    """After every test: no mapping of this process is writable and executable."""
    yield
    if Path("/proc/self/maps").exists():
        assert writable_and_executable() == []
