from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, decode, encode, imm64, jump_target, lddw
from progpack.errors import ProgramError, UsageError

SLOTS = st.binary(max_size=400).map(lambda data: data[: len(data) // 8 * 8])


@given(SLOTS, st.sampled_from(["little", "big"]))
def test_encode_is_the_inverse_of_decode(data: bytes, order: str) -> None:
    insns = decode(data, order)
    assert len(insns) == len(data) // 8
    assert encode(insns, order) == data


def test_fields_are_where_the_rfc_has_them() -> None:
    # r3 = *(u32 *)(r1 - 2), and its immediate 0x01020304 (reserved, but a place all the same).
    little = bytes.fromhex("6113feff04030201")
    big = bytes.fromhex("6131fffe01020304")
    assert decode(little) == [Insn(0x61, 3, 1, -2, 0x01020304)]
    assert decode(big, "big") == decode(little)


@pytest.mark.parametrize("size", [1, 7, 9, 15])
def test_a_part_of_a_slot_is_refused(size: int) -> None:
    with pytest.raises(ProgramError) as caught:
        decode(bytes(size))
    assert caught.value.pc == size // 8


def test_an_unknown_byte_order_is_refused() -> None:
    with pytest.raises(UsageError, match="middle"):
        decode(b"", "middle")
    with pytest.raises(UsageError, match="middle"):
        encode([], "middle")


@pytest.mark.parametrize(
    "insn",
    [
        Insn(256),
        Insn(-1),
        Insn(7, 16),
        Insn(7, 0, -1),
        Insn(7, 0, 0, 0x8000),
        Insn(7, 0, 0, 0, 0x80000000),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_slot(insn: Insn) -> None:
    with pytest.raises(ProgramError) as caught:
        encode([Insn(isa.EXIT), insn])
    assert caught.value.pc == 1


@given(st.integers(-(1 << 63), (1 << 64) - 1))
def test_lddw_keeps_all_64_bits(value: int) -> None:
    low, high = lddw(4, value)
    assert (low.opcode, low.dst, high.opcode) == (0x18, 4, 0)
    assert imm64(low, high) == value % (1 << 64)
    assert decode(encode([low, high])) == [low, high]


def test_targets_of_jumps_and_calls_are_relative_to_the_next_slot() -> None:
    insns = [
        Insn(isa.JA, off=2),
        Insn(isa.JA32, imm=-2),
        Insn(0x15, 1, off=-3, imm=5),
        Insn(isa.CALL, src=1, imm=7),
        Insn(isa.CALL, imm=7),
        Insn(isa.EXIT),
        Insn(0x07, imm=1),
    ]
    targets = [jump_target(insns, pc) for pc in range(len(insns))]
    assert targets == [3, 0, 0, 11, None, None, None]


def test_sizes_of_loads_and_stores_are_in_the_opcode() -> None:
    assert [isa.size_bytes(op) for op in (0x71, 0x69, 0x61, 0x79)] == [1, 2, 4, 8]
    assert [isa.size_bytes(op) for op in (0x73, 0x6B, 0xC3, 0xDB)] == [1, 2, 4, 8]
