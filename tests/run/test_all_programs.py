"""The program tests on every backend, with floors; what does not run is counted in skips.txt."""

from __future__ import annotations

import pytest

from progpack.bpf.context.build import ByteOrder
from tests.foreign.measured import missing
from tests.kernel.conftest import why_not
from tests.run.cases import cases
from tests.run.skips import measure, recorded

#: Which share of the tests has to run on each backend, and end as the interpreter says.
FLOORS = {
    "compiled": 1.0,
    "interpreter": 1.0,
    "isolated": 0.98,
    "arch:arm64": 0.85,
    "arch:s390x": 0.85,
    "kernel": 0.60,
}
BIG = {"arch:s390x"}


def reason_not(backend: str) -> str | None:
    """Why nothing can run on a backend here, or None."""
    if backend == "kernel":
        return why_not()
    return missing(backend.removeprefix("arch:")) if backend.startswith("arch:") else None


@pytest.mark.parametrize("backend", FLOORS)
def test_the_program_tests_run_on_every_backend(backend: str) -> None:
    reason = reason_not(backend)
    if reason is not None:
        pytest.skip(reason)
    order: ByteOrder = "big" if backend in BIG else "little"
    tally = measure(backend, order)
    known = recorded(backend)
    new = {name: how for name, how in tally.different.items() if name not in known}
    assert not new, "ends otherwise, and skips.txt does not say so"
    # What a kernel's verifier refuses differs from kernel to kernel.
    if backend != "kernel":
        assert set(tally.skipped) == set(known), "python -m tests.run.skips writes the file anew"
    assert tally.share >= FLOORS[backend], tally.skipped


def test_there_are_as_many_program_tests_as_are_said_to_be() -> None:
    names = [case.name for case in cases()]
    assert len(set(names)) == len(names)
    assert len(names) >= 200
    assert {name.partition(":")[0] for name in names} == {
        *("edge", "history", "tail call", "random", "load", "helpers", "shipped")
    }
    for backend in FLOORS:
        assert set(recorded(backend)) <= set(names), backend


def test_every_test_that_ends_otherwise_has_a_reason() -> None:
    for backend in FLOORS:
        assert not [name for name, why in recorded(backend).items() if "nobody has said" in why]
