"""Verdicts of kernels as a test: the fixture `bpf_verifies` of the plugin `progpack.testing`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Protocol

import pytest

from progpack.errors import MissingFeatureError

__all__ = ["Verifies", "fail_unless_accepted"]


class Verifies(Protocol):
    """The function that asks kernels about an object: the fixture `bpf_verifies`."""

    def __call__(
        self,
        source: str | os.PathLike[str],
        *,
        kernels: Sequence[str],
        budget: float | None = None,
        programs: Sequence[str] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        """Fail unless each kernel accepts each program, within the budget.

        Where QEMU or a privilege is missing, the test skips with the reason.

        Args:
            source: an object file, or a C file, as `bpf_object` takes them.
            kernels: names as ``progpack verify --kernels`` takes them.
            budget: the part of the limit of instructions that a program may take, from 0 to 1.
            programs: names of the programs; default all that are loaded by themselves.
            variables: new initial values for global variables, by name.
        """


def fail_unless_accepted(
    path: str | os.PathLike[str],
    kernels: Sequence[str],
    budget: float | None,
    programs: Sequence[str] | None,
    variables: Mapping[str, object] | None,
) -> None:
    """Do what `Verifies` says for an object file.

    Raises:
        AssertionError: a kernel refuses a program, or it is over the budget.
        UsageError: a kernel or a program that there is not.
    """
    from progpack.bpf.fit.variables import with_variables
    from progpack.bpf.object.reader import read_object
    from progpack.report import verdicts as report
    from progpack.run.verdicts import ask_kernels

    spec = read_object(path)
    if variables:
        spec = with_variables(spec, variables)
    names = programs or [name for name, one in spec.programs.items() if one.autoload]
    try:
        reports = ask_kernels(spec, names, kernels, lambda text: None)
    except MissingFeatureError as error:
        pytest.skip(str(error))
    found = report.findings(reports, budget)
    if found:
        raise AssertionError("\n".join([*found, "", *report.text(reports, budget)]))
