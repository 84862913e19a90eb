"""Every target, executed: the conformance suite, the shipped objects, random programs, rights.

What is measured here is what the table of docs/architectures.md says.
"""

from __future__ import annotations

import pytest

from progpack.arch.lookup import TARGETS
from tests.beside import needs_suite

from .measured import (
    PAGE,
    SEEDS,
    SIGSEGV,
    big_endian_objects,
    conformance,
    documented,
    fuzz,
    injections,
    missing,
    rights,
    shipped,
)

pytestmark = pytest.mark.parametrize("name", TARGETS)


@pytest.fixture(autouse=True)
def _emulator(name: str) -> None:
    reason = missing(name)
    if reason is not None:
        pytest.skip(reason)


@needs_suite
def test_the_whole_conformance_suite_ends_as_it_says(name: str) -> None:
    tally = conformance(name)
    assert not tally.wrong
    assert tally.passed == tally.compiled == tally.total > 200
    # What a big-endian machine finds in memory are other numbers, in the few cases that look.
    assert tally.plain >= (180 if TARGETS[name].byteorder == "big" else tally.total)
    said = documented(name)
    assert said["conformance"] == f"{tally.passed}/{tally.total}"
    assert said["compiles"] == "yes"
    noted = f"{name}: {tally.plain} cases end in the suite's own numbers" in PAGE.read_text()
    assert noted == (tally.plain < tally.passed)


def test_the_shipped_objects_do_what_the_interpreter_does(name: str) -> None:
    if TARGETS[name].byteorder == "big" and big_endian_objects() is None:
        pytest.skip("compiling for big-endian machines needs clang-22, llvm-strip-22 and make")
    tally = shipped(name)
    assert not tally.wrong
    assert tally.passed == tally.total == 3
    assert documented(name)["shipped objects"] == "3/3"


def test_nothing_can_be_written_and_executed(name: str) -> None:
    found = rights(name)
    assert len(found) == 6
    assert set(found.values()) == {SIGSEGV}, found
    assert documented(name)["W^X enforced"] == "6/6"


def test_the_document_has_the_faults_that_are_injected(name: str) -> None:
    # tests/faults injects them, for every architecture, and asserts the same number.
    assert documented(name)["fault injections survived"] == f"{injections(name)}/{injections(name)}"


@pytest.mark.parametrize("mode", ["valid", "wild"])
def test_random_programs_end_as_in_the_interpreter(name: str, mode: str) -> None:
    tally = fuzz(name, mode, SEEDS)
    assert not tally.wrong, "\n\n".join(tally.wrong[:3])
    assert tally.passed + tally.moved == len(SEEDS)
    assert tally.moved < len(SEEDS) // 5
    assert documented(name)["random programs"] == f"{2 * len(SEEDS)}/{2 * len(SEEDS)}"
