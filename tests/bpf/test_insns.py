"""`Insns`: machine code that looks like the tuple of its slots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.isa.insn import CALL, LDDW, Insn, Insns, decode, encode, lddw
from progpack.errors import ProgramError

_SLOTS = st.builds(
    Insn,
    st.integers(0, 255),
    st.integers(0, 15),
    st.integers(0, 15),
    st.integers(-(1 << 15), (1 << 15) - 1),
    st.integers(-(1 << 31), (1 << 31) - 1),
)


@given(st.lists(_SLOTS, max_size=40), st.sampled_from(["little", "big"]))
def test_it_is_what_it_was_made_of(slots: list[Insn], byteorder: str) -> None:
    code = encode(slots, byteorder)
    for held in (Insns(slots), Insns.decoded(code, byteorder)):
        assert held.code(byteorder) == code
        assert held.slots() == tuple(slots) == tuple(held)
        assert held == tuple(slots) == held
        assert held == slots
        assert len(held) == len(slots)
        assert held[1:] == tuple(slots[1:])
        assert hash(held) == hash(Insns(slots))


@given(st.lists(_SLOTS, max_size=40), st.sampled_from([CALL, LDDW, 0]))
def test_places_and_helpers_are_those_of_the_slots(slots: list[Insn], opcode: int) -> None:
    held = Insns(slots)
    assert held.places(opcode) == [pc for pc, insn in enumerate(slots) if insn.opcode == opcode]
    assert held.helpers() == {i.imm for i in slots if i.opcode == CALL and i.src == 0}


def test_what_cannot_be_encoded_is_held_as_it_is() -> None:
    odd = (Insn(CALL, 0, 0, 0, 1 << 40), Insn(0x95))
    held = Insns(odd)
    assert held == odd
    assert len(held) == 2
    assert held.places(CALL) == [0]
    assert held.helpers() == {1 << 40}
    assert held != Insns(odd[1:])
    with pytest.raises(ProgramError):
        held.code()


def test_many_small_programs_and_a_long_one_are_all_right_however_they_are_looked_at() -> None:
    codes = [encode([*lddw(1, number), Insn(0x95)]) for number in range(40)]
    codes.append(encode([Insn(0xB7, 0, 0, 0, 1)] * 20_000))
    programs = [Insns.decoded(code) for code in codes]
    for _ in range(2):
        for held, code in zip(programs, codes, strict=True):
            assert held[-1] == decode(code)[-1]
            assert held.slots() == tuple(decode(code))


@pytest.mark.parametrize("opcode", [0x95, 300])
def test_has_any_says_whether_an_opcode_is_there(opcode: int) -> None:
    held = Insns([Insn(0xB7), Insn(opcode)])
    assert held.has_any(b"\xb7")
    assert held.has_any(b"\xc3\xb7")
    assert not held.has_any(b"\xc3\xdb")
    assert held.has_any(b"\x95") == (opcode == 0x95)
