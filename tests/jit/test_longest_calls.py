"""No helper of the interpreter handles many bytes without a look whether its run is to end.

`tests.jit.longest_calls` makes the calls from the rows of the table: each helper with the largest
arguments that the checks let pass. Here every look ends the run, so that what a call has done until
then is all that a time limit or ctrl-C may have to wait for.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

import progpack
from progpack import RunError
from progpack.bpf.helpers.table import HELPERS
from progpack.bpf.oracle.calls import HelperCalls
from progpack.bpf.oracle.memory import PIECE
from progpack.bpf.oracle.space import Trap
from progpack.fault import FaultKind
from tests.jit import longest_calls

#: Bytes of the largest areas, and what one call may take for itself: values of maps that are copied
#: whole have 4 MiB at most.
AREA = 32 * PIECE
MOST = 5 * (4 << 20)
CASES = {case.name: case for case in longest_calls.cases(AREA)}
SPECS = longest_calls.maps(AREA)


@pytest.fixture(autouse=True)
def room() -> Iterator[None]:
    progpack.limit_map_memory(1 << 40)
    yield
    progpack.limit_map_memory(None)


def test_every_helper_is_called_here_or_elsewhere() -> None:
    called = {case.helper.id for case in CASES.values()}
    assert called | longest_calls.ELSEWHERE == {helper.id for helper in HELPERS}
    assert not called & longest_calls.ELSEWHERE


@pytest.mark.parametrize("helper", sorted({case.helper.name for case in CASES.values()}))
def test_a_call_takes_little_memory_before_it_looks(
    helper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def look(self: HelperCalls) -> None:
        nonlocal looks
        looks += 1
        raise Trap(FaultKind.TIME)

    monkeypatch.setattr(HelperCalls, "look", look)
    tracemalloc.start()
    try:
        for case in CASES.values():
            if case.helper.name == helper:
                before = looks
                ended, peak = _peak(case)
                assert (ended == FaultKind.TIME.name) == (looks > before), case.name
                assert peak < MOST, case.name
    finally:
        tracemalloc.stop()


def _peak(case: longest_calls.Case) -> tuple[str, int]:
    """How a call ended, and the most bytes that it took at once."""
    machine = longest_calls.machine_of(case, SPECS, 2 * PIECE)
    tracemalloc.reset_peak()
    start = tracemalloc.get_traced_memory()[0]
    try:
        machine.run(longest_calls.packet_of(case), budget=longest_calls.BUDGET)
        ended = "returned"
    except RunError as error:
        ended = error.fault.kind.name
    return ended, tracemalloc.get_traced_memory()[1] - start
