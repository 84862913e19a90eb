"""The line that a person reads when a run ends early."""

from __future__ import annotations

import pytest

from progpack.bpf.asm import assemble
from progpack.bpf.text.fault import describe
from progpack.fault import Fault, FaultKind

OPEN = "outside of what may be written: stack, map values and, by type, packet"
BOUNDS = "check data + N <= data_end, or the index, first"
ACCESSES = [
    (
        Fault(FaultKind.READ, 1, 0x10040, 4, "fw"),
        "read of 4 bytes at 0x10040 is outside of the stack, context, packet and map values",
        BOUNDS,
    ),
    (
        Fault(FaultKind.WRITE, 1, 0x10040, 1, "fw"),
        f"write of 1 byte at 0x10040 is {OPEN}",
        BOUNDS,
    ),
    (
        Fault(FaultKind.READ, 1, 8, 4, "fw"),
        "read of 4 bytes at 0x8 is through a null pointer",
        "check the helper's result first",
    ),
]


@pytest.mark.parametrize(("fault", "what", "cure"), ACCESSES)
def test_an_access_is_described_with_instruction_place_and_cure(
    fault: Fault, what: str, cure: str
) -> None:
    insns = assemble("r0 = 0\nr2 = *(u32 *)(r1 + 8)\nexit")
    where = "program fw, instruction 1: w2 = *(u32 *)(r1 + 0x8)"
    assert describe(fault, insns) == f"{where}: {what}; {cure}"


@pytest.mark.parametrize("kind", list(FaultKind))
def test_every_kind_is_one_line_with_its_instruction(kind: FaultKind) -> None:
    text = describe(Fault(kind, 7, 0x5001, 8, "p"))
    assert text.startswith("program p, instruction 7: ")
    assert "\n" not in text
    assert len({describe(Fault(other, 7, 0x5001, 8, "p")) for other in FaultKind}) == len(FaultKind)


def test_the_source_line_is_shown_when_it_is_known() -> None:
    text = describe(Fault(FaultKind.BUDGET, 0), line="fw.c:12: while (1)")
    assert text.startswith("instruction 0: ")
    assert text.endswith("[fw.c:12: while (1)]")


def test_an_instruction_beyond_the_program_is_not_disassembled() -> None:
    text = describe(Fault(FaultKind.BUDGET, 9, program="p"), assemble("exit"))
    assert text.startswith("program p, instruction 9: the budget")


def test_the_numbers_of_the_kinds_are_fixed() -> None:
    # Compiled code stores them.
    names = ("NONE", "READ", "WRITE", "BUDGET", "ALIGN", "MAP", "HELPER")
    assert [FaultKind[name] for name in names] == list(range(7))
