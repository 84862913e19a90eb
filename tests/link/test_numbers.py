"""Numbers of relocations are those of the ABIs' tables."""

from __future__ import annotations

import pytest

from progpack.link.machines import MACHINES

#: Of each machine: what its names begin with, those it knows with their numbers, and those of
#: which nothing is to be done, as they are for linkers that relax code.
NUMBERS = {
    # System V ABI, AMD64 Supplement, table 4.9.
    "x86-64": (
        "R_X86_64_",
        {
            "64": 1,
            "PC32": 2,
            "GOT32": 3,
            "PLT32": 4,
            "GOTPCREL": 9,
            "32": 10,
            "32S": 11,
            "16": 12,
            "PC16": 13,
            "8": 14,
            "PC8": 15,
            "PC64": 24,
            "GOTOFF64": 25,
            "GOTPC32": 26,
            "GOT64": 27,
            "GOTPCREL64": 28,
            "GOTPC64": 29,
            "PLTOFF64": 31,
            "GOTPCRELX": 41,
            "REX_GOTPCRELX": 42,
            "CODE_4_GOTPCRELX": 43,
        },
        set(),
    ),
    # ELF for the Arm 64-bit Architecture, 2023Q3, section 5.7.
    "arm64": (
        "R_AARCH64_",
        {
            "ABS64": 257,
            "ABS32": 258,
            "ABS16": 259,
            "PREL64": 260,
            "PREL32": 261,
            "PREL16": 262,
            "MOVW_UABS_G0": 263,
            "MOVW_UABS_G0_NC": 264,
            "MOVW_UABS_G1": 265,
            "MOVW_UABS_G1_NC": 266,
            "MOVW_UABS_G2": 267,
            "MOVW_UABS_G2_NC": 268,
            "MOVW_UABS_G3": 269,
            "LD_PREL_LO19": 273,
            "ADR_PREL_LO21": 274,
            "ADR_PREL_PG_HI21": 275,
            "ADR_PREL_PG_HI21_NC": 276,
            "ADD_ABS_LO12_NC": 277,
            "LDST8_ABS_LO12_NC": 278,
            "TSTBR14": 279,
            "CONDBR19": 280,
            "JUMP26": 282,
            "CALL26": 283,
            "LDST16_ABS_LO12_NC": 284,
            "LDST32_ABS_LO12_NC": 285,
            "LDST64_ABS_LO12_NC": 286,
            "LDST128_ABS_LO12_NC": 299,
            "GOT_LD_PREL19": 309,
            "ADR_GOT_PAGE": 311,
            "LD64_GOT_LO12_NC": 312,
            "PLT32": 314,
        },
        set(),
    ),
    # RISC-V ELF psABI, table 3.
    "riscv64": (
        "R_RISCV_",
        {
            "32": 1,
            "64": 2,
            "BRANCH": 16,
            "JAL": 17,
            "CALL": 18,
            "CALL_PLT": 19,
            "GOT_HI20": 20,
            "PCREL_HI20": 23,
            "PCREL_LO12_I": 24,
            "PCREL_LO12_S": 25,
            "HI20": 26,
            "LO12_I": 27,
            "LO12_S": 28,
            "ADD8": 33,
            "ADD16": 34,
            "ADD32": 35,
            "ADD64": 36,
            "SUB8": 37,
            "SUB16": 38,
            "SUB32": 39,
            "SUB64": 40,
            "RVC_BRANCH": 44,
            "RVC_JUMP": 45,
            "32_PCREL": 57,
            "PLT32": 59,
        },
        {51},
    ),
    # Power ELF v2 ABI, table 3.26.
    "powerpc": (
        "R_PPC64_",
        {
            "ADDR32": 1,
            "REL24": 10,
            "REL14": 11,
            "REL32": 26,
            "ADDR64": 38,
            "REL64": 44,
            "TOC16": 47,
            "TOC16_LO": 48,
            "TOC16_HI": 49,
            "TOC16_HA": 50,
            "TOC16_DS": 63,
            "TOC16_LO_DS": 64,
            "REL16": 249,
            "REL16_LO": 250,
            "REL16_HI": 251,
            "REL16_HA": 252,
        },
        set(),
    ),
    # s390x ELF ABI supplement, table 2.3.
    "s390": (
        "R_390_",
        {
            "32": 4,
            "PC32": 5,
            "PC16": 16,
            "PC16DBL": 17,
            "PC32DBL": 19,
            "PLT32DBL": 20,
            "GOTPCDBL": 21,
            "64": 22,
            "PC64": 23,
            "GOTENT": 26,
        },
        set(),
    ),
    # ELF for the LoongArch Architecture, 2.30, section 4.1.
    "loongarch": (
        "R_LARCH_",
        {
            "32": 1,
            "64": 2,
            "ADD8": 47,
            "ADD16": 48,
            "ADD32": 50,
            "ADD64": 51,
            "SUB8": 52,
            "SUB16": 53,
            "SUB32": 55,
            "SUB64": 56,
            "B16": 64,
            "B21": 65,
            "B26": 66,
            "PCALA_HI20": 71,
            "PCALA_LO12": 72,
            "GOT_PC_HI20": 75,
            "GOT_PC_LO12": 76,
            "32_PCREL": 99,
            "64_PCREL": 109,
            "CALL36": 110,
        },
        {100},
    ),
    # ELF for the Arm Architecture, 2023Q3, table 8.
    "arm32": (
        "R_ARM_",
        {
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
        },
        {40},
    ),
}


@pytest.mark.parametrize("name", MACHINES)
def test_relocations_have_their_numbers(name: str) -> None:
    machine = MACHINES[name]
    begin, numbers, ignored = NUMBERS[name]
    found = {kind.name.removeprefix(begin): number for number, kind in machine.kinds.items()}
    assert found == numbers
    assert machine.ignored == ignored
