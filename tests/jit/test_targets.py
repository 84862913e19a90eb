"""The targets that are compiled for."""

from __future__ import annotations

import pytest

from progpack.arch.lookup import TARGETS, target
from progpack.errors import CompileError, UsageError
from progpack.jit.compile.client import compiler
from progpack.link import MACHINES

TEXT = """define i64 @f(i64 %x) {
  %y = mul i64 %x, 3
  ret i64 %y
}
"""


@pytest.mark.parametrize("name", TARGETS)
def test_each_is_compiled_for_in_a_process_of_its_own(name: str) -> None:
    found = compiler(name)
    assert found is compiler(name)
    assert found is not compiler()
    image = found.compile(TEXT)
    assert image.machine == TARGETS[name].arch
    assert set(image.symbols) >= {"f"}
    assert found.target().cpu == TARGETS[name].cpu
    with pytest.raises(CompileError, match="LLVM refuses"):
        found.compile("define nonsense")
    found.stop()


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_said_of_it_agrees_with_its_architecture(name: str) -> None:
    found = TARGETS[name]
    record, machine = found.record, MACHINES[found.arch]
    assert record.byteorder.value == found.byteorder
    assert machine.big == (found.byteorder == "big")
    assert machine.word * 8 == found.bits
    # A stub is whole instructions, as is what fills the gaps.
    assert machine.stub_size % len(machine.filler) == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        *(("aarch64", "arm64"), ("x86_64", "x86-64"), ("riscv", "riscv64")),
        *(("ppc64le", "ppc64le"), ("ppc64el", "ppc64le"), ("s390", "s390x")),
        *(("loongarch", "loongarch64"), ("armv7l", "arm"), ("arm32", "arm")),
    ],
)
def test_other_names_are_known(asked: str, found: str) -> None:
    assert target(asked).name == found


@pytest.mark.parametrize("asked", ["ppc64", "mips", "sparc64", "vax"])
def test_others_are_refused_with_those_that_there_are(asked: str) -> None:
    with pytest.raises(UsageError, match="x86-64"):
        target(asked)
