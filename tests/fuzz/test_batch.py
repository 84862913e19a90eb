"""A batch is nothing but many single runs: same contexts, same results."""

from __future__ import annotations

from random import Random

import pytest

from progpack import load
from progpack.bpf.context.build import Field, layout
from progpack.bpf.isa.insn import (
    BPF_ALU64,
    BPF_B,
    BPF_DW,
    BPF_H,
    BPF_LDX,
    BPF_MEM,
    BPF_ST,
    BPF_SUB,
    BPF_W,
    BPF_X,
    EXIT,
    Insn,
)
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType

from .worlds import jit_missing

pytestmark = pytest.mark.skipif(jit_missing() is not None, reason=str(jit_missing()))

_TYPES = (ProgramType.XDP, ProgramType.SCHED_CLS, ProgramType.SOCKET_FILTER)
_SIZES = {1: BPF_B, 2: BPF_H, 4: BPF_W, 8: BPF_DW}
_KINDS = ((46, b"\x08\x00"), (0, b"\x86\xdd"), (86, b"\x12\x34"), (3, b"\x00\x10"))
_PACKETS = (
    *(bytes(12) + kind + Random(size).randbytes(size) for size, kind in _KINDS),
    b"",
    b"\x45",
)


def _load(field: Field) -> Insn:
    return Insn(BPF_LDX | BPF_MEM | _SIZES[field.size], 0, 1, field.offset)


def _both(kind: ProgramType, insns: list[Insn]) -> tuple[list[int], list[int]]:
    """What single runs and a batch return for each packet."""
    program = ProgramSpec.from_insns("p", kind, insns)
    with load(ObjectSpec("o", "", {"p": program}, {})) as loaded:
        single = [loaded.programs["p"].run(packet).return_value for packet in _PACKETS]
        return single, list(loaded.programs["p"].run_batch(_PACKETS).return_values)


@pytest.mark.parametrize("kind", _TYPES, ids=lambda kind: kind.name)
def test_every_field_of_the_context_is_as_in_a_single_run(kind: ProgramType) -> None:
    different = {}
    held = layout(kind)
    for field in held.fields:
        if not held.allows(field.offset, field.size, attach_type=0):
            continue
        insns = [_load(field), Insn(EXIT)]
        if field.name.startswith("data"):
            # Addresses may differ; where the packet lies in relation to its start may not.
            start = Insn(BPF_LDX | BPF_MEM | BPF_W, 2, 1, layout(kind).field("data").offset)
            insns[1:1] = [start, Insn(BPF_ALU64 | BPF_SUB | BPF_X, 0, 2)]
        single, batch = _both(kind, insns)
        if single != batch:
            different[field.name] = (single, batch)
    assert different == {}


@pytest.mark.parametrize("kind", _TYPES, ids=lambda kind: kind.name)
def test_what_a_program_writes_into_its_context_is_gone_for_the_next_packet(
    kind: ProgramType,
) -> None:
    different = {}
    for field in layout(kind).fields:
        if layout(kind).may_write(field.offset, field.size):
            store = Insn(BPF_ST | BPF_MEM | _SIZES[field.size], 1, 0, field.offset, 77)
            single, batch = _both(kind, [_load(field), store, Insn(EXIT)])
            if single != batch:
                different[field.name] = (single, batch)
    assert different == {}
