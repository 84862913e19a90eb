"""Inputs that one of two backends refuses, which are not compared: which, and what the maps hold.

A kernel takes no packet that is too short for a test run. Such an input runs on the other backend
alone. The test goes on with that answer, on maps that are alike again, and the end of the session
tells which inputs were not compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pytest

from progpack.errors import RefusedInputError

__all__ = ["PROPERTY", "accept_refusal", "forget_refused", "refused_inputs", "summary"]

#: The name of the property of a test's report that has the reason.
PROPERTY: Final = "bpf-not-compared"
_REFUSED: Final[list[str]] = []


def accept_refusal(answers: tuple[Any, Any], objects: tuple[Any, Any]) -> Any:
    """Return the answer of the backend that took an input which the other one refused.

    Args:
        answers: of both backends; errors are answers.
        objects: the two objects; the one that did not run gets what the maps of the other hold.

    Returns:
        The answer; None where neither, or both, refused the input.
    """
    from progpack.testing.comparing.copies import copy_maps

    refused = [isinstance(answer, RefusedInputError) for answer in answers]
    if all(refused):
        pytest.skip(str(answers[0]))
    if not any(refused):
        return None
    ran = refused.index(False)
    if isinstance(answers[ran], Exception):
        return None  # a fault: the maps of a run that was ended are not to be trusted
    reason = copy_maps(objects[ran], objects[1 - ran])
    if reason:
        pytest.skip(f"{answers[1 - ran]}; {reason}")
    _REFUSED.append(str(answers[1 - ran]))
    return answers[ran]


def forget_refused() -> None:
    """Forget the inputs: another test begins."""
    _REFUSED.clear()


def refused_inputs() -> tuple[str, ...]:
    """Return why inputs of this test were not compared, one reason for each input."""
    return tuple(_REFUSED)


def summary(reports: Iterable[pytest.TestReport | pytest.CollectReport]) -> list[str]:
    """Return the lines that tell what was not compared in a session, one for each test.

    Args:
        reports: the reports of its tests, and of files that were skipped as a whole.
    """
    lines = []
    for report in reports:
        if not isinstance(report, pytest.TestReport):
            continue
        reasons = [str(value) for name, value in report.user_properties if name == PROPERTY]
        if report.when == "call" and reasons:
            rest = len(reasons) - 1
            more = f" (and {rest} more input{'s' * (rest > 1)})" if rest else ""
            lines.append(f"{report.nodeid}: {reasons[0]}{more}")
    return lines
