"""A test that fails by a fault shows the last lines before it."""

from __future__ import annotations

import pytest

from .objects import make

pytest_plugins = ["pytester"]
#: A read behind the end of a packet.
BAD = "r2 = *(u32 *)(r1 + 0)\nr3 = 7\nr0 = *(u8 *)(r2 + 100)\nexit"
TEST = """
from progpack.testing import run

def test_it(bpf_object):
    run(bpf_object("bad.o", backend="{backend}").programs["prog"], bytes(60))
"""


@pytest.mark.parametrize("backend", ["compiled", "interpreter"])
@pytest.mark.usefixtures("needs_llvm")
def test_the_report_has_the_lines_before_a_fault(pytester: pytest.Pytester, backend: str) -> None:
    (pytester.path / "bad.o").write_bytes(make(BAD))
    pytester.makepyfile(TEST.format(backend=backend))
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*the last lines before the fault*", "*r2 = packet+0", "*r3 = 7", "*(u8 [*])(r2 + 0x64)*"]
    )


def test_a_failure_has_no_lines_of_libraries_that_raised_its_cause(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        """
        from progpack.testing import assert_pcap

        def test_it():
            assert_pcap([bytes(60)], "none/of.pcap")
        """
    )
    result = pytester.runpytest("-p", "no:cacheprovider", "--bpf-update")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E  *none/of.pcap: No such file or directory"])
    result.stdout.no_fnmatch_line("*direct cause*")


@pytest.mark.usefixtures("needs_llvm")
def test_a_fault_that_the_interpreter_does_not_come_to_has_none(
    pytester: pytest.Pytester,
) -> None:
    # The budget of a run is used up: nobody waits for that in the interpreter.
    (pytester.path / "bad.o").write_bytes(make("goto -1\nexit"))
    pytester.makepyfile(TEST.format(backend="compiled"))
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*last lines before*")
