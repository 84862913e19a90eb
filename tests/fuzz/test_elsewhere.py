"""Programs that depend on where their memory lies are told from those that do not."""

from __future__ import annotations

import pytest

from progpack import ProgramType
from progpack.bpf.asm import assemble

from .case import Case, Line
from .elsewhere import depends_on_addresses
from .worlds import run_interpreter

SPILLED = "*(u64 *)(r10 - 56) = r1\n"


@pytest.mark.parametrize(
    ("text", "depends"),
    [
        (SPILLED + "r0 = *(u64 *)(r10 - 56)\nr0 = 1\nexit", False),
        (SPILLED + "*(u64 *)(r10 - 64) = 0\nr0 = 1\nexit", False),
        (SPILLED + "*(u64 *)(r10 - 56) = 0\nr0 = *(u64 *)(r10 - 56)\nexit", False),
        (SPILLED + "*(u64 *)(r10 - 61) = 0\nr0 = 1\nexit", True),
        (SPILLED + "*(u8 *)(r10 - 56) = 0\nr0 = 1\nexit", True),
        (SPILLED + "w2 = 0\n*(u32 *)(r10 - 52) = w2\nr0 = 1\nexit", True),
        (SPILLED + "w0 = *(u16 *)(r10 - 54)\nw0 = 1\nexit", True),
    ],
)
def test_what_an_address_is_cut_for(text: str, depends: bool) -> None:
    lines = tuple(Line(insn) for insn in assemble(text))
    case = Case(0, ProgramType.SCHED_CLS, lines, packet=bytes(64))
    assert depends_on_addresses(case, run_interpreter(case)) is depends
