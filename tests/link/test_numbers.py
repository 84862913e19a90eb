"""Numbers of relocations are those of the ABI's tables."""

from __future__ import annotations

from progpack.link.machines.arm import ARM
from progpack.link.machines.riscv import RISCV64

#: ELF for the Arm Architecture, 2023Q3, table 8: R_ARM_ and so on.
NUMBERS = {
    "ABS32": 2,
    "REL32": 3,
    "BASE_PREL": 25,
    "GOT_BREL": 26,
    "CALL": 28,
    "JUMP24": 29,
    "PREL31": 42,
    "MOVW_ABS_NC": 43,
    "MOVT_ABS": 44,
    "MOVW_PREL_NC": 45,
    "MOVT_PREL": 46,
    "GOT_PREL": 96,
}


def test_relocations_of_arm_have_their_numbers() -> None:
    found = {kind.name.removeprefix("R_ARM_"): number for number, kind in ARM.kinds.items()}
    assert found == NUMBERS


def test_what_only_a_linker_that_relaxes_reads_is_ignored() -> None:
    """R_RISCV_RELAX of the RISC-V ELF psABI."""
    assert RISCV64.ignored == {51}
