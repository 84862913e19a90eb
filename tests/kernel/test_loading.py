"""What happens to a program before the kernel sees it: no privilege is needed for that."""

from __future__ import annotations

import pytest

from progpack.bpf.isa.insn import BPF_PSEUDO_MAP_FD, BPF_PSEUDO_MAP_VALUE, EXIT, Insn, lddw
from progpack.bpf.spec import MapRef, ProgramSpec, ProgramType
from progpack.errors import ProgramError, UsageError
from progpack.kernel import KernelProgram, load_program, relocate
from progpack.kernel.syscall.call import object_name


@pytest.mark.parametrize("code", [b"", b"1234567"])
def test_code_that_is_not_whole_instructions_never_reaches_the_kernel(code: bytes) -> None:
    with pytest.raises(UsageError, match="not whole instructions"):
        KernelProgram.load(code, type=ProgramType.XDP)


def test_map_references_become_descriptors_and_offsets() -> None:
    code = (*lddw(1, 0, BPF_PSEUDO_MAP_FD), *lddw(2, 0, BPF_PSEUDO_MAP_VALUE), Insn(EXIT))
    spec = ProgramSpec.from_insns(
        "p", ProgramType.XDP, code, maps={0: MapRef("a"), 2: MapRef("b", 24)}
    )
    placed = relocate(spec, {"a": 5, "b": 9})
    assert [(i.src, i.imm) for i in placed] == [(1, 5), (0, 0), (2, 9), (0, 24), (0, 0)]
    assert spec.insns == code


def test_a_reference_to_a_map_that_was_not_created_names_map_and_instruction() -> None:
    spec = ProgramSpec.from_insns(
        "count", ProgramType.XDP, (*lddw(1, 0), Insn(EXIT)), maps={0: MapRef("counter", 8)}
    )
    with pytest.raises(ProgramError, match="instruction 0: map counter has no descriptor"):
        load_program(spec, {})


def test_names_keep_only_what_the_kernel_takes() -> None:
    assert object_name("a-b c/d.e_f0123456789") == b"a_b_c_d.e_f0123"
    assert object_name("gr\N{LATIN SMALL LETTER O WITH DIAERESIS}sse") == b"gr_sse"
