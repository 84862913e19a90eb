"""What holds for every test."""

from __future__ import annotations

import gc
import os
import platform
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.memory.maps import writable_and_executable
from tests.support_cells import cells_of

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


#: Where it is noted which cells of docs/support.md the tests have shown, a line each; the cells are
#: those of a machine of CI. Tests that start pytest themselves show nothing.
_SUPPORT = os.environ.pop("PROGPACK_SUPPORT", "") if platform.machine() == "x86_64" else ""
_shown: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what a test that passed shows; with pytest-xdist the main process hears of each."""
    if _SUPPORT and report.when == "call" and report.passed:
        _shown.update(cells_of(report.nodeid))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was shown behind what the run before has."""
    if _SUPPORT and not hasattr(session.config, "workerinput"):
        with Path(_SUPPORT).open("a", encoding="utf-8") as file:
            file.writelines(f"{cell}\n" for cell in sorted(_shown))


@pytest.fixture(scope="module", autouse=True)
def _only_what_a_module_makes_is_collected() -> Iterator[None]:
    """What was there before a module is not looked through by each collection of its tests."""
    gc.freeze()
    yield
    gc.collect()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _nothing_is_writable_and_executable() -> Iterator[None]:
    """After every test: no mapping of this process is writable and executable."""
    yield
    if Path("/proc/self/maps").exists():
        assert writable_and_executable() == []
