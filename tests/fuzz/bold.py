"""Programs on the edge of what an analysis can prove: most of what they do is nearly provable.

Pointers are moved by numbers that a comparison or a mask bounds, by one more or less than there is
room for; packets are compared with their end before and after such a move; loops have computed
bounds, in 32 and 64 bits, that may wrap; spilled values are overwritten in part; subprograms and
callbacks are given pointers; elements of several maps are used before and after they are tested.
The kernel would refuse most of them, so only the interpreter and compiled code run them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import (
    BPF_ALU,
    BPF_ALU64,
    BPF_ATOMIC,
    BPF_DW,
    BPF_JMP,
    BPF_JMP32,
    BPF_K,
    BPF_LDX,
    BPF_MEM,
    BPF_MEMSX,
    BPF_MOV,
    BPF_PSEUDO_CALL,
    BPF_PSEUDO_FUNC,
    BPF_REG_FP,
    BPF_ST,
    BPF_STX,
    BPF_X,
    CALL,
    EXIT,
    JA,
    LDDW,
    SIZE_BYTES,
    Insn,
)
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramType

from .case import JUMPS, Case, Item, Label, Line, array, table
from .emit import ATOMICS, BINARY, CONDITIONS, SIZES, immediate, word
from .wild import accepted

__all__ = ["bold"]

_GLOBAL = array("global", 40)
_CELLS = MapSpec("cells", MapType.ARRAY, 4, 12, 5)
_TABLE = table("table", 4, 20, 3)
_FIXED = replace(array("fixed", 24), read_only=True, data=bytes(range(1, 25)))
_RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
_LRU = MapSpec("recent", MapType.LRU_HASH, 4, 9, 2)
_MAPS = (_GLOBAL, _CELLS, _TABLE, _FIXED, _RING, _LRU, JUMPS)
_ELEMENTS = (_GLOBAL, _CELLS, _TABLE, _FIXED, _LRU)

NUMBER, PACKET, END, VALUES, FRAME, CTX = "number", "packet", "end", "values", "frame", "ctx"
_POINTERS = (PACKET, VALUES, FRAME)
_SMALL = (
    -64,
    -33,
    -17,
    -16,
    -9,
    -8,
    -7,
    -5,
    -4,
    -3,
    -2,
    -1,
    0,
    1,
    2,
    3,
    4,
    7,
    8,
    9,
    16,
    17,
    33,
    64,
)
_MASKS = (1, 3, 7, 8, 15, 31, 39, 63, 127, 255, -1, -8)
_STEPS = (1, 1, 1, -1, -1, 2, 3, -2, -3, 7, 8, -8, 1 << 30, -(1 << 31))
#: Comparisons under which a loop goes on whose counter grows, and whose counter falls.
_UP = (isa.BPF_JLT, isa.BPF_JLT, isa.BPF_JLE, isa.BPF_JNE, isa.BPF_JSLT, isa.BPF_JSLE)
_DOWN = (isa.BPF_JGT, isa.BPF_JGT, isa.BPF_JGE, isa.BPF_JNE, isa.BPF_JSGT, isa.BPF_JSGE)
_BUDGET = 600


def bold(rng: Random, *, seed: int = 0) -> Case:
    """One case that passes every check before a run."""
    while True:
        kind = rng.choice((ProgramType.XDP, ProgramType.XDP, ProgramType.SCHED_CLS))
        programs = [_program(rng, kind, moves=rng.random() < 0.1)]
        moved = rng.random() < 0.3
        programs += [_program(rng, kind, moves=moved) for _ in range(rng.random() < 0.15)]
        case = Case(
            seed=seed,
            type=kind,
            items=programs[0],
            maps=_MAPS,
            contents={
                "global": {bytes(4): b"".join(_value(rng) for _ in range(5))},
                "cells": {bytes((n, 0, 0, 0)): rng.randbytes(12) for n in range(5)},
                "table": {bytes((n, 0, 0, 0)): _value(rng) * 2 + bytes(4) for n in range(2)},
                "recent": {bytes(4): rng.randbytes(9)},
            },
            packet=_packet(rng),
            more=tuple(_packet(rng) for _ in range(rng.choice((0, 0, 1, 3)))),
            budget=_BUDGET,
            others=tuple(programs[1:]),
        )
        if accepted(case):
            return case


def _value(rng: Random) -> bytes:
    value = rng.randrange(64) if rng.random() < 0.6 else word(rng)
    return value.to_bytes(8, "little")


def _packet(rng: Random) -> bytes:
    size = rng.choice((14, 15, 16, 20, 33, 64, 64, 100))
    packet = bytearray(rng.choice((rng.randrange(24), rng.getrandbits(8))) for _ in range(size))
    packet[12:14] = b"\x12\x34"
    return bytes(packet)


def _program(rng: Random, kind: ProgramType, *, moves: bool) -> tuple[Item, ...]:
    labels = _Labels()
    starts = [labels.new() for _ in range(rng.choice((0, 0, 1, 1, 2)))]
    # The first calls the others, and each those behind it.
    main = _Writer(rng, kind, labels, starts, moves=moves)
    items = main.main()
    for index, start in enumerate(starts):
        if any(isinstance(item, Line) and item.target == start for item in items):
            function = _Writer(rng, kind, labels, starts[index + 1 :], moves=moves)
            items += [Label(start), *function.subprogram()]
    return tuple(items)


class _Labels:
    def __init__(self) -> None:
        self.count = 0

    def new(self) -> int:
        self.count += 1
        return self.count


class _Writer:
    """Writes one function; ``kinds`` is what registers probably hold."""

    def __init__(
        self, rng: Random, kind: ProgramType, labels: _Labels, callees: list[int], *, moves: bool
    ) -> None:
        self.rng = rng
        self.kind = kind
        self.labels = labels
        self.callees = callees
        self.moves = moves
        self.items: list[Item] = []
        self.kinds: dict[int, str] = {}
        self.spilled: dict[int, str] = {}
        self.out = labels.new()
        self.depth = 0
        #: What a loop counts with, and is seldom written to in it.
        self.frozen: set[int] = set()

    # --- functions ---

    def main(self) -> list[Item]:
        self.kinds = {1: CTX}
        self.copy(6, 1)
        if self.rng.random() < 0.9:
            self.packet_pointers()
        return self.body(self.rng.randrange(3, 22))

    def subprogram(self) -> list[Item]:
        for register in range(1, 6):
            self.kinds[register] = self.rng.choice((NUMBER, PACKET, VALUES, FRAME, CTX))
        for register in self.rng.sample(range(6, 10), 2):
            self.copy(register, self.rng.randrange(1, 6))
        return self.body(self.rng.randrange(1, 9))

    def body(self, count: int) -> list[Item]:
        self.block(count)
        if self.rng.random() < 0.5:
            self.emit(BPF_ALU64 | BPF_MOV | BPF_X, 0, self.number())
        else:
            self.constant(0, immediate(self.rng))
        self.emit(EXIT)
        self.items.append(Label(self.out))
        self.constant(0, 0)
        self.emit(EXIT)
        return self.items

    def block(self, count: int) -> None:
        for _ in range(count):
            self.rng.choices(_WRITERS, _WEIGHTS)[0](self)

    def deeper(self, count: int) -> None:
        self.depth += 1
        self.block(count)
        self.depth -= 1

    # --- lines ---

    def emit(
        self, opcode: int, dst: int = 0, src: int = 0, off: int = 0, imm: int = 0,
        *, target: int | None = None, ref: MapRef | None = None, wide: int | None = None,
    ) -> None:  # fmt: skip
        self.items.append(Line(Insn(opcode, dst, src, off, imm), target, wide, ref))

    def constant(self, dst: int, value: int) -> None:
        self.emit(BPF_ALU64 | BPF_MOV | BPF_K, dst, imm=value)
        self.kinds[dst] = NUMBER

    def copy(self, dst: int, src: int) -> None:
        if dst != src:
            self.emit(BPF_ALU64 | BPF_MOV | BPF_X, dst, src)
            self.kinds[dst] = self.kinds.get(src, NUMBER)

    def add(self, dst: int, value: int) -> None:
        self.emit(BPF_ALU64 | BPF_K, dst, imm=value)

    def branch(self, dst: int, target: int, *, src: int | None = None, imm: int = 0) -> None:
        cls, operation = self.rng.choice((BPF_JMP, BPF_JMP, BPF_JMP32)), self.rng.choice(CONDITIONS)
        source = BPF_K if src is None else BPF_X
        self.emit(
            cls | operation | source, dst, src or 0, 0, 0 if src is not None else imm, target=target
        )

    # --- choices ---

    def small(self) -> int:
        return self.rng.choice(_SMALL)

    def free(self) -> int:
        """A register to write; the context stays where it is nearly always."""
        register = self.rng.randrange(10)
        if (register in self.frozen or register == 6) and self.rng.random() < 0.95:
            return self.rng.choice(
                [other for other in (1, 4, 5, 7, 8, 9) if other not in self.frozen]
            )
        return register

    def register(self, *kinds: str) -> int:
        """A register that probably holds one of these, else any."""
        found = [register for register, kind in self.kinds.items() if kind in kinds]
        if found and self.rng.random() < 0.97:
            return self.rng.choice(found)
        return self.rng.randrange(10)

    def number(self) -> int:
        if NUMBER not in self.kinds.values():
            self.load_number()
        return self.register(NUMBER)

    def pointer(self) -> int:
        if not set(self.kinds.values()) & set(_POINTERS):
            self.new_pointer()
        return self.register(*_POINTERS)

    def hide(self, register: int) -> None:
        """Leave a register as it is, in a way that no analysis follows."""
        key = immediate(self.rng)
        self.emit(BPF_ALU64 | isa.BPF_XOR | BPF_K, register, imm=key)
        self.emit(BPF_ALU64 | isa.BPF_XOR | BPF_K, register, imm=key)

    def frame_pointer(self, dst: int) -> None:
        """To where spilled values lie."""
        self.emit(BPF_ALU64 | BPF_MOV | BPF_X, dst, BPF_REG_FP)
        self.add(dst, -8 * self.rng.randrange(1, 9))
        self.kinds[dst] = FRAME

    # --- numbers ---

    def load_number(self) -> None:
        """A number that nobody can know before the run."""
        dst = self.free()
        size, offset = self.rng.choice(SIZES), 8 * self.rng.randrange(4)
        base = self.register(VALUES)
        if self.kinds.get(base) != VALUES:
            base = dst
            self.emit(LDDW, base, ref=MapRef("global", 0))
            self.kinds[base] = VALUES
        mode = BPF_MEMSX if size != BPF_DW and self.rng.random() < 0.3 else BPF_MEM
        self.emit(BPF_LDX | mode | size, dst, base, offset)
        self.kinds[dst] = NUMBER

    def new_number(self) -> None:
        """A constant, also one of more than 32 bits; the analysis knows it exactly."""
        dst = self.free()
        if self.rng.random() < 0.5:
            self.emit(LDDW, dst, wide=word(self.rng))
            self.kinds[dst] = NUMBER
        else:
            self.constant(dst, self.rng.choice((self.small(), immediate(self.rng))))

    def extend(self) -> None:
        """Move a number, cut or extended."""
        cls, dst = self.rng.choice((BPF_ALU, BPF_ALU64)), self.free()
        off = self.rng.choice((0, 8, 16) if cls == BPF_ALU else (8, 16, 32))
        self.emit(cls | BPF_MOV | BPF_X, dst, self.number(), off)
        self.kinds[dst] = NUMBER

    def arithmetic(self) -> None:
        rng = self.rng
        dst = self.number()
        cls, operation = rng.choice((BPF_ALU64, BPF_ALU64, BPF_ALU)), rng.choice(BINARY)
        if rng.random() < 0.4:
            off = rng.choice((0, 0, 8, 16)) if operation == BPF_MOV else 0
            self.emit(cls | operation | BPF_X, dst, self.number(), off)
        else:
            imm = rng.choice((self.small(), immediate(rng), rng.choice(_MASKS)))
            if operation in (isa.BPF_LSH, isa.BPF_RSH, isa.BPF_ARSH):
                imm &= 63 if cls == BPF_ALU64 else 31
            if operation in (isa.BPF_DIV, isa.BPF_MOD):
                imm = imm or 3
            self.emit(cls | operation | BPF_K, dst, imm=imm)

    def bound(self) -> None:
        """Mask a number, or leave when it is beyond a bound."""
        rng = self.rng
        number = self.number()
        if rng.random() < 0.4:
            cls = rng.choice((BPF_ALU, BPF_ALU64))
            self.emit(cls | isa.BPF_AND | BPF_K, number, imm=rng.choice(_MASKS))
            return
        if rng.random() < 0.3:
            self.branch(number, self.out, src=self.number())
        else:
            self.branch(number, self.out, imm=rng.choice((self.small(), rng.randrange(64))))

    # --- pointers ---

    def packet_pointers(self) -> None:
        rng = self.rng
        data, data_end = (0, 4) if self.kind is ProgramType.XDP else (76, 80)
        start, end, ahead = rng.sample([register for register in range(10) if register != 6], 3)
        self.emit(BPF_LDX | BPF_MEM | isa.BPF_W, start, 6, data)
        self.emit(BPF_LDX | BPF_MEM | isa.BPF_W, end, 6, data_end)
        self.kinds[start], self.kinds[end] = PACKET, END
        if rng.random() < 0.7:
            self.copy(ahead, start)
            self.add(ahead, rng.choice((1, 8, 14, 16, 20)))
            self._compare_with_end(ahead, end)

    def _compare_with_end(self, pointer: int, end: int) -> None:
        """Leave unless the pointer is at or before the end, as it should be or nearly so."""
        rng = self.rng
        operation = rng.choice((isa.BPF_JGT, isa.BPF_JGT, isa.BPF_JGE, isa.BPF_JLT, isa.BPF_JLE))
        if rng.random() < 0.5:
            self.emit(BPF_JMP | operation | BPF_X, pointer, end, target=self.out)
        else:
            self.emit(BPF_JMP | operation | BPF_X, end, pointer, target=self.out)

    def compare_end(self) -> None:
        """Move a copy of a packet pointer, and compare it with the end."""
        if END not in self.kinds.values() or PACKET not in self.kinds.values():
            self.packet_pointers()
        pointer, end = self.register(PACKET), self.register(END)
        if self.rng.random() < 0.7:
            ahead = self.free()
            self.copy(ahead, pointer)
            self.add(ahead, self.small())
            pointer = ahead
        self._compare_with_end(pointer, end)

    def new_pointer(self) -> None:
        rng = self.rng
        dst = self.free()
        pick = rng.random()
        if pick < 0.4:
            self.packet_pointers()
        elif pick < 0.7:
            spec = rng.choice((_GLOBAL, _GLOBAL, _CELLS, _FIXED))
            offset = rng.choice((0, 0, 4, spec.value_size - 8, spec.value_size))
            self.emit(LDDW, dst, ref=MapRef(spec.name, offset))
            self.kinds[dst] = VALUES
        else:
            self.frame_pointer(dst)

    def move_pointer(self) -> None:
        """By a number that is bounded, more often than not, and then by a constant."""
        rng = self.rng
        if rng.random() < 0.5:
            self.bound()
        pointer, number = self.pointer(), self.number()
        dst = self.free()
        if dst == number:
            number = self.number()
        self.copy(dst, pointer)
        if rng.random() < 0.85:
            cls = BPF_ALU64 if rng.random() < 0.97 else BPF_ALU
            operation = isa.BPF_ADD if rng.random() < 0.85 else isa.BPF_SUB
            self.emit(cls | operation | BPF_X, dst, number)
        if rng.random() < 0.6:
            self.add(dst, self.small())
        if rng.random() < 0.05:
            self.hide(dst)

    def ranged(self) -> None:
        """Access around a pointer that is moved by a number of a known range."""
        rng = self.rng
        pointer, number, dst = self.pointer(), self.free(), self.free()
        if pointer in (number, dst) or number == dst:
            return
        self.copy(number, self.number())
        least, most = rng.choice((0, 0, 1, 7, 8, 16)), rng.choice((1, 7, 15, 31, 255, 65535))
        if rng.random() < 0.5:
            self.emit(BPF_ALU64 | isa.BPF_AND | BPF_K, number, imm=most)
            self.add(number, least)
        else:
            for operation, bound in ((isa.BPF_JLT, least), (isa.BPF_JGT, least + most)):
                self.emit(BPF_JMP | operation | BPF_K, number, imm=bound, target=self.out)
        self.copy(dst, pointer)
        self.emit(BPF_ALU64 | BPF_X, dst, number)
        if rng.random() < 0.3:
            self.add(dst, rng.choice((-least, least, self.small())))
        if self.kinds[dst] == PACKET and END in self.kinds.values() and rng.random() < 0.5:
            self._compare_with_end(dst, self.register(END))
        for _ in range(rng.randrange(1, 4)):
            size = rng.choice(SIZES)
            width = SIZE_BYTES[size]
            offset = rng.choice((-least, -least - width, -width, 0, -least - 1, self.small()))
            self._touch(dst, size, offset)

    def walk(self) -> None:
        """Go over options that say how long they are, as parsers do, with a twin of the cursor."""
        if self.depth:
            return
        rng = self.rng
        if END not in self.kinds.values() or PACKET not in self.kinds.values():
            self.packet_pointers()
        start, end = self.register(PACKET), self.register(END)
        others = [register for register in range(1, 10) if register not in (6, end)]
        cursor, twin, ahead, length = rng.sample(others, 4)
        top, leave, short = (self.labels.new() for _ in range(3))
        self.copy(cursor, start)
        self.add(cursor, rng.choice((0, 1, 14, 14, self.small())))
        self.copy(twin, cursor)
        if rng.random() < 0.4:
            self._other_way(cursor, twin, length)
        self.items.append(Label(top))
        self.copy(ahead, rng.choice((cursor, cursor, cursor, twin)))
        self.add(ahead, rng.choice((1, 2, 2, 4, self.small())))
        self._go_on_before_end(ahead, end, leave)
        self.emit(BPF_LDX | BPF_MEM | isa.BPF_B, length, cursor, rng.choice((0, 0, 1, 2)))
        self.kinds[length] = NUMBER
        for _ in range(rng.randrange(3)):
            offset = rng.choice((0, 1, 2, 3, -1, self.small()))
            self._touch(rng.choice((cursor, cursor, twin, ahead)), rng.choice(SIZES), offset)
        if rng.random() < 0.4:
            self.branch(length, short, imm=rng.choice((0, 1, 2, 8)))
        if rng.random() < 0.6:
            self.add(length, rng.choice((1, 1, 2, -1)))
        if rng.random() < 0.3:
            self.emit(BPF_ALU64 | isa.BPF_LSH | BPF_K, length, imm=rng.choice((1, 3)))
        self.emit(BPF_ALU64 | BPF_X, cursor, length)
        self.items.append(Label(short))
        if rng.random() < 0.5:
            self.add(cursor, rng.choice((1, 1, 2, -1)))
        if rng.random() < 0.7:
            self.copy(twin, cursor)
        if rng.random() < 0.4:
            self.add(twin, rng.choice((0, 1, 2)))
        self.emit(JA, target=top)
        self.items.append(Label(leave))

    def _other_way(self, cursor: int, twin: int, length: int) -> None:
        """Move cursor and twin on one way by a constant, and on the other by a number."""
        rng = self.rng
        far, near = self.labels.new(), self.labels.new()
        self.emit(BPF_LDX | BPF_MEM | isa.BPF_B, length, cursor, rng.choice((0, 0, 1)))
        self.branch(length, far, imm=rng.choice((1, 8, 100)))
        self.emit(BPF_ALU64 | BPF_X, cursor, length)
        self.copy(twin, cursor)
        self.emit(JA, target=near)
        self.items.append(Label(far))
        self.add(cursor, rng.choice((1, 4, 9)))
        self.copy(twin, cursor)
        self.items.append(Label(near))

    def _go_on_before_end(self, pointer: int, end: int, leave: int) -> None:
        """Leave where a pointer is behind the end, or seldom where another comparison holds."""
        rng = self.rng
        operation = isa.BPF_JGT if rng.random() < 0.8 else rng.choice(CONDITIONS)
        if rng.random() < 0.7:
            self.emit(BPF_JMP | operation | BPF_X, pointer, end, target=leave)
        else:
            mirrored = isa.BPF_JLT if operation == isa.BPF_JGT else operation
            self.emit(BPF_JMP | mirrored | BPF_X, end, pointer, target=leave)

    def _touch(self, pointer: int, size: int, offset: int) -> None:
        if self.rng.random() < 0.7:
            self.emit(BPF_LDX | BPF_MEM | size, 0, pointer, offset)
            self.kinds[0] = NUMBER
        else:
            self.emit(BPF_ST | BPF_MEM | size, pointer, 0, offset, self.small())

    def access(self) -> None:
        rng = self.rng
        pointer, size = self.pointer(), rng.choice(SIZES)
        offset = rng.choice((self.small(), 0, -SIZE_BYTES[size], rng.randrange(-20, 40)))
        if rng.random() < 0.5:
            dst = self.free()
            mode = BPF_MEMSX if size != BPF_DW and rng.random() < 0.2 else BPF_MEM
            self.emit(BPF_LDX | mode | size, dst, pointer, offset)
            self.kinds[dst] = NUMBER
        elif rng.random() < 0.5:
            self.emit(BPF_ST | BPF_MEM | size, pointer, 0, offset, immediate(rng))
        else:
            self.emit(BPF_STX | BPF_MEM | size, pointer, self.number(), offset)

    def atomic(self) -> None:
        rng = self.rng
        pointer, size = self.register(VALUES, FRAME), rng.choice((isa.BPF_W, BPF_DW))
        offset = SIZE_BYTES[size] * rng.randrange(-3, 3)
        self.emit(BPF_STX | BPF_ATOMIC | size, pointer, self.number(), offset, rng.choice(ATOMICS))

    def context(self) -> None:
        """Through a pointer that is known, or through one that is hidden."""
        rng = self.rng
        base = 6
        if rng.random() < 0.3:
            base = self.free()
            self.copy(base, 6)
            if rng.random() < 0.5:
                self.hide(base)
            elif rng.random() < 0.3:
                number = self.free()
                if number not in (6, base):
                    self.copy(number, self.number())
                    self.emit(BPF_ALU64 | isa.BPF_AND | BPF_K, number, imm=rng.choice(_MASKS))
                    self.emit(BPF_ALU64 | BPF_X, base, number)
            self.kinds[base] = CTX
        if self.kind is ProgramType.SCHED_CLS and rng.random() < 0.5:
            offset = rng.choice((8, 32, 48, 52))
            self.emit(BPF_STX | BPF_MEM | isa.BPF_W, base, self.number(), offset)
            return
        dst = self.free()
        fields = (12, 16) if self.kind is ProgramType.XDP else (0, 8, 16, 48)
        self.emit(BPF_LDX | BPF_MEM | isa.BPF_W, dst, base, rng.choice(fields))
        self.kinds[dst] = NUMBER

    # --- the frame ---

    def spill(self) -> None:
        """Store a register whole, and now and then overwrite a part of it."""
        rng = self.rng
        slot = -8 * rng.randrange(1, 9)
        register = rng.choice(list(self.kinds)) if self.kinds else 1
        self.emit(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_FP, register, slot)
        self.spilled[slot] = self.kinds.get(register, NUMBER)

    def overwrite(self) -> None:
        if not self.spilled:
            self.spill()
        rng = self.rng
        slot, size = rng.choice(list(self.spilled)), rng.choice(SIZES)
        offset = slot + rng.randrange(-SIZE_BYTES[size], 9)
        base = BPF_REG_FP
        if rng.random() < 0.4:
            base, by = self.free(), rng.choice((0, slot, -8))
            self.emit(BPF_ALU64 | BPF_MOV | BPF_X, base, BPF_REG_FP)
            self.add(base, by)
            pick = rng.random()
            if pick < 0.2:
                self.emit(BPF_ALU64 | BPF_K | BPF_X, base, self.number())
            elif pick < 0.5:
                self.hide(base)
            elif pick < 0.8:
                size = BPF_DW if size == isa.BPF_B else size
                number = self.free()
                if number != base:
                    self.copy(number, self.number())
                    self.emit(BPF_ALU64 | isa.BPF_AND | BPF_K, number, imm=rng.choice((7, 8, 15)))
                    self.emit(BPF_ALU64 | BPF_K | BPF_X, base, number)
            self.kinds[base] = FRAME
            offset -= by
        if rng.random() < 0.3 and size in (isa.BPF_W, BPF_DW):
            operation = rng.choice(ATOMICS)
            self.emit(BPF_STX | BPF_ATOMIC | size, base, self.number(), offset, operation)
        elif rng.random() < 0.5:
            self.emit(BPF_ST | BPF_MEM | size, base, 0, offset, self.small())
        else:
            self.emit(BPF_STX | BPF_MEM | size, base, self.number(), offset)

    def restore(self) -> None:
        if not self.spilled:
            self.spill()
        slot, dst = self.rng.choice(list(self.spilled)), self.free()
        self.emit(BPF_LDX | BPF_MEM | BPF_DW, dst, BPF_REG_FP, slot)
        self.kinds[dst] = self.spilled[slot]

    # --- flow ---

    def choice(self) -> None:
        """Two ways that leave different things in the same registers."""
        if self.depth > 2:
            return
        rng = self.rng
        other, end = self.labels.new(), self.labels.new()
        self.branch(self.number(), other, imm=self.small())
        before = self.kinds.copy()
        self.deeper(rng.randrange(1, 4))
        if rng.random() < 0.5:
            self.emit(JA, target=end)
            self.items.append(Label(other))
            self.kinds, before = before, self.kinds
            self.deeper(rng.randrange(1, 4))
            self.items.append(Label(end))
        else:
            self.items.append(Label(other))
        if rng.random() < 0.5:
            self.kinds = before

    def loop(self) -> None:
        """A counter from a constant or a number, to a constant or a number."""
        if self.depth > 1:
            return
        rng = self.rng
        counter, limit = rng.sample((0, 2, 3, 7, 8, 9), 2)
        by_register = rng.random() < 0.4
        if by_register:
            self._limit(limit)
        self._limit(counter)
        step = rng.choice(_STEPS)
        frozen = {counter, limit} if rng.random() < 0.8 else set()
        self.frozen |= frozen
        top, leave = self.labels.new(), self.labels.new()
        above = rng.random() < 0.4
        moved = self.register(*_POINTERS) if rng.random() < 0.5 else 6
        self.items.append(Label(top))
        if above:
            self._goes_on(counter, limit if by_register else None, -step, leave)
        self.deeper(rng.randrange(4))
        if moved not in (6, counter, limit):
            self.add(moved, rng.choice((1, 1, 4, 8, -1, -8)))
        self.emit(rng.choice((BPF_ALU64, BPF_ALU64, BPF_ALU)) | BPF_K, counter, imm=step)
        self.kinds[counter] = NUMBER
        if above and rng.random() < 0.7:
            self.emit(JA, target=top)
        else:
            self._goes_on(counter, limit if by_register else None, step, top)
        self.items.append(Label(leave))
        self.frozen -= frozen

    def _limit(self, register: int) -> None:
        """Where a loop begins or ends."""
        rng = self.rng
        if rng.random() < 0.6:
            self.constant(
                register, rng.choice((0, 0, rng.randrange(40), self.small(), immediate(rng)))
            )
            return
        self.copy(register, self.number())
        if rng.random() < 0.8:
            cls = rng.choice((BPF_ALU64, BPF_ALU))
            self.emit(cls | isa.BPF_AND | BPF_K, register, imm=rng.choice(_MASKS))

    def _goes_on(self, counter: int, limit: int | None, step: int, target: int) -> None:
        """A jump that fits a loop of this step, or seldom one that does not."""
        rng = self.rng
        cls = rng.choice((BPF_JMP, BPF_JMP, BPF_JMP32))
        fitting = _UP if step > 0 else _DOWN
        operation = rng.choice(fitting if rng.random() < 0.85 else CONDITIONS)
        imm = rng.choice((0, rng.randrange(40), rng.randrange(40), self.small(), immediate(rng)))
        source = BPF_K if limit is None else BPF_X
        imm = imm if limit is None else 0
        self.emit(cls | operation | source, counter, limit or 0, imm=imm, target=target)

    # --- calls ---

    def after_call(self) -> None:
        for register in range(6):
            self.kinds.pop(register, None)

    def call(self) -> None:
        if not self.callees:
            return
        for register in range(1, 6):
            if self.rng.random() < 0.25:
                self.frame_pointer(register)
            elif self.kinds:
                # What an argument overwrites may be gone for the next: no matter.
                self.copy(register, self.rng.choice(list(self.kinds)))
        self.emit(CALL, 0, BPF_PSEUDO_CALL, target=self.rng.choice(self.callees))
        self.after_call()
        self.kinds[0] = NUMBER

    def callback(self) -> None:
        """bpf_loop, or bpf_for_each_map_elem."""
        rng = self.rng
        if not self.callees:
            return
        if rng.random() < 0.4:
            self.frame_pointer(3)
        else:
            self.copy(3, rng.choice(list(self.kinds) or [6]))
        if rng.random() < 0.6:
            self.constant(1, rng.randrange(6))
            helper = 181
        else:
            self.emit(LDDW, 1, ref=MapRef(rng.choice((_CELLS, _TABLE)).name))
            helper = 164
        self.emit(LDDW, 2, BPF_PSEUDO_FUNC, target=rng.choice(self.callees))
        self.constant(4, 0)
        self.emit(CALL, imm=helper)
        self.after_call()
        self.kinds[0] = NUMBER

    def lookup(self) -> None:
        """Look an element up, test it in one of the ways there are, or later, or not."""
        rng = self.rng
        spec = rng.choice(_ELEMENTS)
        slot = -8 * rng.randrange(1, 9)
        key = rng.choice((0, 0, 0, 1, 2, 4, 9))
        if rng.random() < 0.7:
            self.emit(BPF_ST | BPF_MEM | isa.BPF_W, BPF_REG_FP, 0, slot, key)
        else:
            self.emit(BPF_STX | BPF_MEM | isa.BPF_W, BPF_REG_FP, self.number(), slot)
        self.emit(BPF_ALU64 | BPF_MOV | BPF_X, 2, BPF_REG_FP)
        self.add(2, slot)
        self.emit(LDDW, 1, ref=MapRef(spec.name))
        self.emit(CALL, imm=rng.choice((1, 1, 1, 1, 3)))
        self.after_call()
        self.kinds[0] = VALUES
        if rng.random() < 0.4:
            self.copy(rng.randrange(7, 10), 0)
        if rng.random() < 0.3:
            self.spill()
        if rng.random() < 0.1:
            self.add(0, self.small())
        if rng.random() < 0.9:
            tested = self.register(VALUES) if rng.random() < 0.2 else 0
            cls = BPF_JMP if rng.random() < 0.95 else BPF_JMP32
            self.emit(cls | isa.BPF_JEQ | BPF_K, tested, target=self.out)

    def record(self) -> None:
        """Reserve a record of a ring buffer, write to it and give it back."""
        rng = self.rng
        self.emit(LDDW, 1, ref=MapRef("ring"))
        if rng.random() < 0.6:
            self.constant(2, rng.choice((8, 16, 20, 64)))
        else:
            self.copy(2, self.number())
            self.emit(BPF_ALU64 | isa.BPF_AND | BPF_K, 2, imm=rng.choice((31, 63)))
            self.add(2, rng.choice((0, 8)))
        self.constant(3, 0)
        self.emit(CALL, imm=131)
        self.after_call()
        kept = rng.randrange(7, 10)
        self.kinds[0] = VALUES
        self.copy(kept, 0)
        self.emit(BPF_JMP | isa.BPF_JEQ | BPF_K, kept, target=self.out)
        self.deeper(rng.randrange(1, 3))
        self.copy(1, kept)
        self.constant(2, 0)
        self.emit(CALL, imm=rng.choice((132, 133)))
        self.after_call()
        self.kinds[kept] = NUMBER

    def fill(self) -> None:
        """A helper that writes to memory it is given: to the frame, where spilled values lie."""
        rng = self.rng
        pointer = self.pointer()
        if rng.random() < 0.6:
            self.emit(BPF_ALU64 | BPF_MOV | BPF_X, 1, BPF_REG_FP)
            self.add(1, -8 * rng.randrange(1, 10))
        else:
            self.copy(1, pointer)
        self.copy(3, pointer if pointer not in (1, 2) else 6)
        if rng.random() < 0.7:
            self.constant(2, rng.choice((1, 3, 4, 8, 16, 20, 0)))
        else:
            self.copy(2, self.number())
        self.emit(CALL, imm=rng.choice((112, 113, 114)))
        self.after_call()
        self.kinds[0] = NUMBER

    def tail_call(self) -> None:
        if self.rng.random() < 0.6:
            return
        self.copy(1, 6)
        self.emit(LDDW, 2, ref=MapRef(JUMPS.name))
        self.constant(3, self.rng.choice((0, 1, 1, 2)))
        self.emit(CALL, imm=12)
        self.after_call()
        self.kinds[0] = NUMBER

    def move_packet(self) -> None:
        if not self.moves:
            return
        rng = self.rng
        self.copy(1, 6)
        self.constant(2, rng.choice((-8, -1, 1, 4, 8)))
        if self.kind is ProgramType.XDP:
            self.emit(CALL, imm=rng.choice((44, 65)))
        else:
            self.constant(2, rng.choice((14, 20, 40)))
            self.constant(3, 0)
            self.emit(CALL, imm=38)
        self.after_call()
        self.kinds[0] = NUMBER


_STATEMENTS: tuple[tuple[int, Callable[[_Writer], None]], ...] = (
    (8, _Writer.load_number),
    (3, _Writer.new_number),
    (4, _Writer.extend),
    (10, _Writer.arithmetic),
    (10, _Writer.bound),
    (8, _Writer.compare_end),
    (5, _Writer.new_pointer),
    (14, _Writer.move_pointer),
    (18, _Writer.access),
    (7, _Writer.ranged),
    (4, _Writer.walk),
    (3, _Writer.atomic),
    (3, _Writer.context),
    (5, _Writer.spill),
    (4, _Writer.overwrite),
    (6, _Writer.restore),
    (6, _Writer.choice),
    (7, _Writer.loop),
    (4, _Writer.call),
    (3, _Writer.callback),
    (5, _Writer.lookup),
    (2, _Writer.record),
    (3, _Writer.fill),
    (1, _Writer.tail_call),
    (1, _Writer.move_packet),
)
_WEIGHTS = [weight for weight, _ in _STATEMENTS]
_WRITERS = [write for _, write in _STATEMENTS]
