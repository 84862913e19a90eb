"""The interpreter, compiled code and the kernel agree on random programs."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .case import Case
from .check import Tally, check
from .conftest import SEED
from .generate import generate
from .series import run_series
from .worlds import differences, jit_missing, kernel_missing, run_interpreter, run_jit


def _report(tally: Tally) -> str:
    return "\n\n".join([str(tally), *map(str, tally.failures[:5])])


def test_the_kernel_agrees_with_the_interpreter(seeds: range) -> None:
    reason = kernel_missing()
    if reason is not None:
        pytest.skip(reason)
    tally = Tally()
    for seed in seeds:
        check("valid", seed, tally, jit=False)
    assert not tally.failures, _report(tally)
    assert tally.kernel > 0.95 * tally.programs, _report(tally)


def test_compiled_code_agrees_with_the_interpreter_on_valid_programs(seeds: range) -> None:
    reason = jit_missing()
    if reason is not None:
        pytest.skip(reason)
    tally = run_series("valid", seeds, kernel=False)
    assert not tally.failures, _report(tally)
    assert tally.jit == tally.programs == len(seeds)


def test_compiled_code_agrees_with_the_interpreter_on_wild_programs(seeds: range) -> None:
    reason = jit_missing()
    if reason is not None:
        pytest.skip(reason)
    tally = run_series("wild", seeds)
    assert not tally.failures, _report(tally)
    assert tally.jit == tally.programs == len(seeds)
    assert tally.moved < 0.1 * tally.programs, _report(tally)


def test_all_that_is_claimed_of_bold_programs_holds(seeds: range) -> None:
    """And compiled code does as the interpreter, though little of it is checked."""
    jit = jit_missing() is None
    tally = run_series("bold", seeds, jit=jit)
    assert not tally.failures, _report(tally)
    assert tally.claims == tally.programs == len(seeds)
    assert tally.moved < 0.1 * tally.programs, _report(tally)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**63).map(lambda seed: generate(Random(seed), seed=seed, size=60)))
def test_long_programs_agree_in_this_process(case: Case) -> None:
    reason = jit_missing()
    if reason is not None:
        pytest.skip(reason)
    found = differences(run_interpreter(case), run_jit(case))
    assert not found, f"{found}\n{case.description()}"


def test_a_crash_of_a_worker_is_a_failure_with_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROGPACK_FUZZ_CRASH", str(SEED + 1))
    tally = run_series("wild", range(SEED, SEED + 3), jit=False)
    assert [failure.seed for failure in tally.failures] == [SEED + 1]
    assert "ended with -6" in tally.failures[0].text
    assert tally.programs == 3
