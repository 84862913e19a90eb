"""Every instruction group against a second statement of RFC 9669, written in another way.

The interpreter computes with Python's integers and masks. Here the same operations are stated
with bit strings, exact fractions, byte strings and ctypes, so that a slip is not made twice.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Callable
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, lddw
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import RunError

Order = Literal["little", "big"]

_EDGES = [0, 1, 2, 7, 8, 31, 32, 33, 63, 64, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF]
_EDGES += [0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF, 1 << 32, (1 << 63) - 1, 1 << 63]
_EDGES += [(1 << 63) + 1, (1 << 64) - 2, (1 << 64) - 1]
u64 = st.sampled_from(_EDGES) | st.integers(0, (1 << 64) - 1)
s32 = st.sampled_from([0, 1, -1, 5, -5, 63, (1 << 31) - 1, -(1 << 31)]) | st.integers(
    -(1 << 31), (1 << 31) - 1
)
widths = st.sampled_from([32, 64])
orders = st.sampled_from(["little", "big"])

EXIT = Insn(isa.EXIT)


def run(
    *insns: Insn, memory: bytes = b"", order: Order = "little", type_: ProgramType | None = None
) -> tuple[int, bytes]:
    spec = ProgramSpec.from_insns("t", type_ or ProgramType.FLAT, insns)
    result = Machine(spec, byteorder=order).run(memory)
    return result.return_value, result.packet


def bits_of(value: int, bits: int) -> str:
    return f"{value:064b}"[-bits:]


def as_signed(value: int, bits: int) -> int:
    kind = {8: ctypes.c_int8, 16: ctypes.c_int16, 32: ctypes.c_int32, 64: ctypes.c_int64}[bits]
    return kind(value).value


def as_unsigned(value: int, bits: int) -> int:
    kind = {8: ctypes.c_uint8, 16: ctypes.c_uint16, 32: ctypes.c_uint32, 64: ctypes.c_uint64}[bits]
    return kind(value).value


def bitwise(rule: Callable[[str, str], bool]) -> Callable[[int, int, int], int]:
    def compute(a: int, b: int, bits: int) -> int:
        pairs = zip(bits_of(a, bits), bits_of(b, bits), strict=True)
        return int("".join("1" if rule(x, y) else "0" for x, y in pairs), 2)

    return compute


def shift_left(a: int, b: int, bits: int) -> int:
    places = b % bits
    return int((bits_of(a, bits) + "0" * places)[-bits:], 2)


def shift_right(a: int, b: int, bits: int) -> int:
    places = b % bits
    return int(("0" * places + bits_of(a, bits))[:bits], 2)


def shift_right_signed(a: int, b: int, bits: int) -> int:
    text = bits_of(a, bits)
    places = b % bits
    return int((text[0] * places + text)[:bits], 2)


def divide(a: int, b: int, bits: int) -> int:
    b = int(bits_of(b, bits), 2)
    return math.floor(Fraction(int(bits_of(a, bits), 2), b)) if b else 0


def modulo(a: int, b: int, bits: int) -> int:
    a, b = int(bits_of(a, bits), 2), int(bits_of(b, bits), 2)
    return a - b * math.floor(Fraction(a, b)) if b else a


def divide_signed(a: int, b: int, bits: int) -> int:
    a, b = as_signed(a, bits), as_signed(b, bits)
    return math.trunc(Fraction(a, b)) if b else 0


def modulo_signed(a: int, b: int, bits: int) -> int:
    a, b = as_signed(a, bits), as_signed(b, bits)
    return a - b * math.trunc(Fraction(a, b)) if b else a


#: name, operation, offset field, independent formula
ALU = [
    ("add", isa.BPF_ADD, 0, lambda a, b, n: a + b),
    ("sub", isa.BPF_SUB, 0, lambda a, b, n: a + ((1 << 64) - b)),
    ("mul", isa.BPF_MUL, 0, lambda a, b, n: sum(a << i for i in range(64) if b >> i & 1)),
    ("div", isa.BPF_DIV, 0, divide),
    ("or", isa.BPF_OR, 0, bitwise(lambda x, y: "1" in x + y)),
    ("and", isa.BPF_AND, 0, bitwise(lambda x, y: x + y == "11")),
    ("lsh", isa.BPF_LSH, 0, shift_left),
    ("rsh", isa.BPF_RSH, 0, shift_right),
    ("mod", isa.BPF_MOD, 0, modulo),
    ("xor", isa.BPF_XOR, 0, bitwise(lambda x, y: x != y)),
    ("mov", isa.BPF_MOV, 0, lambda a, b, n: b),
    ("arsh", isa.BPF_ARSH, 0, shift_right_signed),
    ("sdiv", isa.BPF_DIV, 1, divide_signed),
    ("smod", isa.BPF_MOD, 1, modulo_signed),
]
alu = pytest.mark.parametrize(
    ("operation", "off", "formula"), [row[1:] for row in ALU], ids=[row[0] for row in ALU]
)
Formula = Callable[[int, int, int], int]


def class_of(bits: int) -> int:
    return isa.BPF_ALU64 if bits == 64 else isa.BPF_ALU


@alu
@given(a=u64, b=u64, bits=widths)
def test_alu_with_a_register_follows_the_rfc(
    operation: int, off: int, formula: Formula, a: int, b: int, bits: int
) -> None:
    insn = Insn(class_of(bits) | isa.BPF_X | operation, 0, 1, off)
    value, _ = run(*lddw(0, a), *lddw(1, b), insn, EXIT)
    assert value == as_unsigned(formula(a, b, bits), bits)


@alu
@given(a=u64, imm=s32, bits=widths)
def test_alu_with_an_immediate_extends_its_sign(
    operation: int, off: int, formula: Formula, a: int, imm: int, bits: int
) -> None:
    insn = Insn(class_of(bits) | isa.BPF_K | operation, 0, 0, off, imm)
    value, _ = run(*lddw(0, a), insn, EXIT)
    operand = as_unsigned(imm, 64)
    assert value == as_unsigned(formula(a, operand, bits), bits)


@given(a=u64, bits=widths)
def test_negation_is_the_complement_and_one(a: int, bits: int) -> None:
    value, _ = run(*lddw(0, a), Insn(class_of(bits) | isa.BPF_NEG), EXIT)
    flipped = bits_of(a, bits).translate(str.maketrans("01", "10"))
    assert value == (int(flipped, 2) + 1) % (1 << bits)


@given(a=u64, bits=widths, width=st.sampled_from([8, 16, 32]))
def test_a_move_with_an_offset_extends_the_sign_of_so_many_bits(
    a: int, bits: int, width: int
) -> None:
    if width == bits:
        return
    insn = Insn(class_of(bits) | isa.BPF_MOV | isa.BPF_X, 0, 1, width)
    value, _ = run(*lddw(1, a), insn, EXIT)
    text = bits_of(a, width)
    assert value == int(text[0] * (bits - width) + text, 2)


@given(a=u64, width=st.sampled_from([16, 32, 64]), order=orders)
def test_byte_order_conversions_are_relative_to_the_machine(
    a: int, width: int, order: Order
) -> None:
    memory_of = {"little": "<Q", "big": ">Q"}
    raw = struct.pack("<Q", a)[: width // 8]
    for flag, target in ((isa.BPF_TO_LE, "little"), (isa.BPF_TO_BE, "big")):
        insn = Insn(isa.BPF_ALU | isa.BPF_END | flag, 0, 0, 0, width)
        value, _ = run(*lddw(0, a), insn, EXIT, order=order)
        # As memory of the target order holds it, read by this machine.
        native = raw if order == "little" else raw[::-1]
        swapped = native if order == target else native[::-1]
        padded = swapped.ljust(8, b"\0") if order == "little" else swapped.rjust(8, b"\0")
        assert value == struct.unpack(memory_of[order], padded)[0]


@given(a=u64, width=st.sampled_from([16, 32, 64]), order=orders)
def test_bswap_reverses_bytes_on_every_machine(a: int, width: int, order: Order) -> None:
    insn = Insn(isa.BPF_ALU64 | isa.BPF_END, 0, 0, 0, width)
    value, _ = run(*lddw(0, a), insn, EXIT, order=order)
    pairs = f"{a:016x}"[-width // 4 :]
    assert value == int("".join(pairs[i : i + 2] for i in range(len(pairs) - 2, -1, -2)), 16)


JUMPS = [
    ("jeq", isa.BPF_JEQ, False, lambda a, b: not a - b),
    ("jne", isa.BPF_JNE, False, lambda a, b: bool(a - b)),
    ("jgt", isa.BPF_JGT, False, lambda a, b: a - b > 0),
    ("jge", isa.BPF_JGE, False, lambda a, b: a - b >= 0),
    ("jlt", isa.BPF_JLT, False, lambda a, b: a - b < 0),
    ("jle", isa.BPF_JLE, False, lambda a, b: a - b <= 0),
    ("jsgt", isa.BPF_JSGT, True, lambda a, b: a - b > 0),
    ("jsge", isa.BPF_JSGE, True, lambda a, b: a - b >= 0),
    ("jslt", isa.BPF_JSLT, True, lambda a, b: a - b < 0),
    ("jsle", isa.BPF_JSLE, True, lambda a, b: a - b <= 0),
    (
        "jset",
        isa.BPF_JSET,
        False,
        lambda a, b: ("1", "1") in zip(f"{a:064b}", f"{b:064b}", strict=True),
    ),
]


@pytest.mark.parametrize(
    ("operation", "compares_signed", "rule"),
    [row[1:] for row in JUMPS],
    ids=[row[0] for row in JUMPS],
)
@given(a=u64, b=u64, imm=s32, bits=widths, equal=st.booleans())
def test_conditional_jumps_compare_as_the_rfc_says(
    operation: int,
    compares_signed: bool,
    rule: Callable[[int, int], bool],
    a: int,
    b: int,
    imm: int,
    bits: int,
    equal: bool,
) -> None:
    b = a if equal else b
    kind = isa.BPF_JMP if bits == 64 else isa.BPF_JMP32
    read = as_signed if compares_signed else as_unsigned
    # Taken: r0 = 1.
    tail = (Insn(isa.BPF_ALU64 | isa.BPF_MOV, 0, 0, 0, 2), EXIT)
    taken = (Insn(isa.BPF_ALU64 | isa.BPF_MOV, 0, 0, 0, 1), EXIT)
    start = (*lddw(3, a), *lddw(4, b))
    value, _ = run(*start, Insn(kind | isa.BPF_X | operation, 3, 4, 2), *tail, *taken)
    assert (value == 1) == rule(read(a, bits), read(b, bits))
    value, _ = run(*start, Insn(kind | isa.BPF_K | operation, 3, 0, 2, imm), *tail, *taken)
    assert (value == 1) == rule(read(a, bits), read(imm, bits))


@given(
    memory=st.binary(min_size=8, max_size=40),
    size=st.sampled_from([1, 2, 4, 8]),
    where=st.integers(0, 32),
    extend=st.booleans(),
    order=orders,
)
def test_loads_read_the_bytes_at_the_address(
    memory: bytes, size: int, where: int, extend: bool, order: Order
) -> None:
    where = min(where, len(memory) - size)
    extend = extend and size < 8
    code = {1: isa.BPF_B, 2: isa.BPF_H, 4: isa.BPF_W, 8: isa.BPF_DW}[size]
    mode = isa.BPF_MEMSX if extend else isa.BPF_MEM
    value, after = run(
        Insn(isa.BPF_LDX | mode | code, 0, 1, where), EXIT, memory=memory, order=order
    )
    expected = sum(
        byte << 8 * (i if order == "little" else size - 1 - i)
        for i, byte in enumerate(memory[where : where + size])
    )
    if extend and expected >> (size * 8 - 1):
        expected += (1 << 64) - (1 << size * 8)
    assert value == expected
    assert after == memory


@given(
    memory=st.binary(min_size=8, max_size=40),
    value=u64,
    imm=s32,
    size=st.sampled_from([1, 2, 4, 8]),
    where=st.integers(0, 32),
    order=orders,
)
def test_stores_change_the_bytes_at_the_address_and_no_other(
    memory: bytes, value: int, imm: int, size: int, where: int, order: Order
) -> None:
    where = min(where, len(memory) - size)
    code = {1: isa.BPF_B, 2: isa.BPF_H, 4: isa.BPF_W, 8: isa.BPF_DW}[size]
    for insn, stored in (
        (Insn(isa.BPF_STX | isa.BPF_MEM | code, 1, 3, where), value),
        (Insn(isa.BPF_ST | isa.BPF_MEM | code, 1, 0, where, imm), imm),
    ):
        _, after = run(*lddw(3, value), insn, EXIT, memory=memory, order=order)
        raw = struct.pack("<q", as_signed(stored, 64))[:size]
        raw = raw if order == "little" else raw[::-1]
        assert after == memory[:where] + raw + memory[where + size :]


ATOMICS: list[tuple[str, int, Callable[[int, int, int], int]]] = [
    ("add", isa.BPF_ADD, lambda old, src, n: (old + src) % (1 << n)),
    ("or", isa.BPF_OR, bitwise(lambda x, y: "1" in x + y)),
    ("and", isa.BPF_AND, bitwise(lambda x, y: x + y == "11")),
    ("xor", isa.BPF_XOR, bitwise(lambda x, y: x != y)),
    ("xchg", isa.BPF_XCHG, lambda old, src, n: src % (1 << n)),
]


@pytest.mark.parametrize(
    ("operation", "formula"), [row[1:] for row in ATOMICS], ids=[row[0] for row in ATOMICS]
)
@given(old=u64, src=u64, bits=widths, fetch=st.booleans(), order=orders)
def test_atomics_change_memory_and_fetch_the_old_value(
    operation: int, formula: Formula, old: int, src: int, bits: int, fetch: bool, order: Order
) -> None:
    fetch = fetch or operation == isa.BPF_XCHG
    size = isa.BPF_DW if bits == 64 else isa.BPF_W
    imm = operation | isa.BPF_FETCH if fetch else operation
    memory = bytes(8) + as_unsigned(old, bits).to_bytes(bits // 8, order) + bytes(8)
    value, after = run(
        *lddw(0, src),
        Insn(isa.BPF_STX | isa.BPF_ATOMIC | size, 1, 0, 8, imm),
        EXIT,
        memory=memory,
        order=order,
    )
    new = formula(as_unsigned(old, bits), as_unsigned(src, bits), bits)
    assert after == bytes(8) + new.to_bytes(bits // 8, order) + bytes(8)
    assert value == (as_unsigned(old, bits) if fetch else src)


@given(old=u64, expected=u64, new=u64, hit=st.booleans(), bits=widths)
def test_compare_and_exchange_writes_only_when_r0_is_the_old_value(
    old: int, expected: int, new: int, hit: bool, bits: int
) -> None:
    expected = old if hit else expected
    size = isa.BPF_DW if bits == 64 else isa.BPF_W
    memory = as_unsigned(old, bits).to_bytes(bits // 8, "little")
    value, after = run(
        *lddw(0, expected),
        *lddw(3, new),
        Insn(isa.BPF_STX | isa.BPF_ATOMIC | size, 1, 3, 0, isa.BPF_CMPXCHG),
        EXIT,
        memory=memory,
    )
    same = bits_of(old, bits) == bits_of(expected, bits)
    assert after == (as_unsigned(new, bits).to_bytes(bits // 8, "little") if same else memory)
    assert value == as_unsigned(old, bits)


@given(
    packet=st.binary(max_size=24),
    imm=st.integers(-4, 30),
    register=st.sampled_from([0, 1, 4, (1 << 32) - 2, (1 << 64) - 3, 1 << 32]),
    size=st.sampled_from([1, 2, 4]),
    indirect=st.booleans(),
    order=orders,
)
def test_packet_loads_are_big_endian_and_end_the_run_outside(
    packet: bytes, imm: int, register: int, size: int, indirect: bool, order: Order
) -> None:
    code = {1: isa.BPF_B, 2: isa.BPF_H, 4: isa.BPF_W}[size]
    mode = isa.BPF_IND if indirect else isa.BPF_ABS
    value, _ = run(
        Insn(isa.BPF_ALU64 | isa.BPF_MOV | isa.BPF_X, 6, 1),
        *lddw(7, register),
        Insn(isa.BPF_LD | mode | code, 0, 7 if indirect else 0, 0, imm),
        Insn(isa.BPF_ALU64 | isa.BPF_LSH, 0, 0, 0, 8),
        Insn(isa.BPF_ALU64 | isa.BPF_OR, 0, 0, 0, 1),
        EXIT,
        memory=packet,
        order=order,
        type_=ProgramType.SOCKET_FILTER,
    )
    at = as_signed(imm + (register if indirect else 0), 32)
    inside = at >= 0 and len(packet[at : at + size]) == size
    loaded = int(packet[at : at + size].hex(), 16) if inside else 0
    assert value == (loaded << 8 | 1 if inside else 0)


@given(count=st.integers(0, 40), budget=st.integers(0, 50))
def test_the_budget_is_the_number_of_taken_backward_jumps(count: int, budget: int) -> None:
    # A loop that jumps back `count` times.
    spec = ProgramSpec.from_insns(
        "loop",
        ProgramType.FLAT,
        [
            Insn(isa.BPF_ALU64 | isa.BPF_ADD, 0, 0, 0, 1),
            Insn(isa.BPF_JMP | isa.BPF_JLE, 0, 0, -2, count),
            EXIT,
        ],
    )
    machine = Machine(spec)
    if budget >= count:
        result = machine.run(budget=budget)
        assert result.return_value == count + 1
        assert result.instructions == 2 * (count + 1) + 1
    else:
        with pytest.raises(RunError, match="budget") as caught:
            machine.run(budget=budget)
        assert caught.value.fault.pc == 1
