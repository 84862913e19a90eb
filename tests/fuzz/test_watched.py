"""Random programs whose helpers are watched: they do what they did, compiled and interpreted."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

import pytest

from progpack import Environment, ProgramSpec, load
from progpack.bpf.fit.replacements import with_replacements
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import MapSet

from .case import NAME, Case
from .check import make
from .worlds import Outcome, differences, run_loaded, run_machine

#: The seeds of the cases.
SEEDS = range(40)


def watched_names(programs: Mapping[str, ProgramSpec]) -> list[str]:
    """The helpers that programs call and that may be replaced."""
    numbers = {number for program in programs.values() for number in program.helpers}
    rows = [SUPPORTED[number] for number in sorted(numbers & SUPPORTED.keys())]
    return [row.text_name for row in rows if not row.irreplaceable]


def interpreted(case: Case, names: list[str]) -> Outcome:
    spec = with_replacements(case.object(), names)
    maps = MapSet(spec.maps)
    machine = Machine(spec.programs[NAME], maps, environment=Environment.fixed())
    return run_machine(case, maps, machine, [spec.programs[each.name] for each in case.tails()])


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_watched_programs_do_what_they_did() -> None:
    calls = 0
    for case in (make("valid", seed) for seed in SEEDS):
        names = watched_names(case.object().programs)
        if not names:
            continue
        with load(case.object(), environment=Environment.fixed()) as plain:
            expected = run_loaded(case, plain)
        with load(case.object(), environment=Environment.fixed(), replace=names) as watched:
            assert not differences(expected, run_loaded(case, watched))
            calls += len(watched.replaced.calls)
        assert not differences(expected, interpreted(case, names))
    assert calls > len(SEEDS), "the cases call helpers"
