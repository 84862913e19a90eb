"""What no run comes to may write r10, as the kernel's verifier lets it; what one may, may not."""

from __future__ import annotations

import os

import pytest

from progpack import Machine, ObjectSpec, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import BpfError, ProgramError
from progpack.kernel.syscall.programs import KernelProgram

#: The condition is never true; the kernel knows that, too.
DEAD = {
    "masked": "r3 &= 15\nif r3 > 15 goto dead",
    "shifted": "r3 >>= 60\nif r3 > 15 goto dead",
    "signed": "r3 &= 15\nif r3 s< 0 goto dead",
}
WRITES = ("r10 = 1", "r10 += 8", "w10 = w3", "r10 = 0x123456789 ll", "r10 = *(u64 *)(r1 + 0)")


def program(condition: str, write: str) -> ProgramSpec:
    text = f"call 7\nr3 = r0\n{condition}\nr0 = 2\nexit\ndead:\n{write}\nr0 = 0\nexit"
    return assemble_program(text, type=ProgramType.XDP, license="GPL")


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("name", DEAD)
def test_dead_code_may_write_r10(name: str, write: str) -> None:
    spec = program(DEAD[name], write)
    assert Machine(spec).run(bytes(64)).return_value == 2
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, {})) as obj:
        assert obj.programs[spec.name].run(bytes(64)).return_value == 2
    if os.geteuid() == 0:
        try:
            with KernelProgram.load(spec.insns, type=spec.type) as kernel:
                assert kernel.test_run(bytes(64)).return_value == 2
        except BpfError as error:
            pytest.skip(f"the kernel does not take it: {error}")


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("condition", ["r3 &= 31\nif r3 > 15 goto dead", "if r3 == 0 goto dead"])
def test_code_that_a_run_may_come_to_may_not(condition: str, write: str) -> None:
    spec = program(condition, write)
    with pytest.raises(ProgramError, match="r10 is read-only") as caught:
        check_program(spec)
    assert spec.insns[caught.value.pc or 0].dst == 10


#: Loops that go round nobody knows how often, with a write of r10 in them.
ROUNDS = {
    "a number that is not known": "top:\n{}\nif r3 != 0 goto top",
    "a jump back into the middle": "if r3 > 7 goto in\ntop:\n{}\nin:\nif r0 s> 0 goto top",
    "no way out but the budget": "top:\n{}\ngoto top",
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("name", ROUNDS)
def test_a_loop_of_unknown_rounds_may_not(name: str, write: str) -> None:
    text = f"r6 = r1\ncall 7\nr3 = r0\nr1 = r6\n{ROUNDS[name].format(write)}\nr0 = 0\nexit"
    with pytest.raises(ProgramError, match="r10 is read-only"):
        check_program(assemble_program(text, type=ProgramType.XDP, license="GPL"))


def test_other_faults_of_dead_code_are_refused() -> None:
    spec = program(DEAD["masked"], "r10 = 1")
    insns = [each._replace(opcode=0xFF) if each.dst == 10 else each for each in spec.insns]
    bad = ProgramSpec.from_insns("bad", spec.type, insns, license="GPL")
    with pytest.raises(ProgramError, match="unknown opcode"):
        check_program(bad)
