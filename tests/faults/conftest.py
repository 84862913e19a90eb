"""Counts what was injected, and says it at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

_NAME = "injected"


@pytest.fixture
def injected(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Notes how many failures a test injected: injected("x86-64, close", 26)."""

    def note(what: str, count: int) -> None:
        record_property(_NAME, (what, count))

    return note


def _counts(reporter: pytest.TerminalReporter) -> Iterator[int]:
    for report in reporter.stats.get("passed", []):
        for key, value in getattr(report, "user_properties", ()):
            if key == _NAME:
                yield value[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts = list(_counts(terminalreporter))
    if counts:
        terminalreporter.write_line(
            f"fault injections survived: {sum(counts)} in {len(counts)} life cycles"
        )
