"""What a register holds while a program is generated, and the lines that were emitted so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import (
    BPF_ALU,
    BPF_ALU64,
    BPF_B,
    BPF_CMPXCHG,
    BPF_DW,
    BPF_FETCH,
    BPF_H,
    BPF_JMP,
    BPF_K,
    BPF_LDX,
    BPF_MEM,
    BPF_MOV,
    BPF_STX,
    BPF_W,
    BPF_X,
    BPF_XCHG,
    EXIT,
    JA,
    JA32,
    LDDW,
    Insn,
)
from progpack.bpf.spec import MapRef

from .case import Item, Label, Line, signed

__all__ = [
    "ATOMICS", "BINARY", "CONDITIONS", "CONSTANTS", "CTX", "DIVISIONS", "PACKET", "SHIFTS", "SIZES",
    "STACK", "VALUES", "Emitter", "Labels", "Pointer", "State", "immediate", "word",
]  # fmt: skip

STACK = "stack"
VALUES = "values"
PACKET = "packet"
CTX = "ctx"
CONSTANTS = "constants"

_NUMBERS = (
    0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, 0x7FFF, 0x8000,
    0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000, 0x8000000000000000,
    0x7FFFFFFFFFFFFFFF, 0xFFFFFFFF00000000, 0x5555555555555555, 0x0102030405060708,
)  # fmt: skip


SIZES = (BPF_B, BPF_H, BPF_W, BPF_DW)
BINARY = (
    isa.BPF_ADD, isa.BPF_SUB, isa.BPF_MUL, isa.BPF_DIV, isa.BPF_OR, isa.BPF_AND, isa.BPF_LSH,
    isa.BPF_RSH, isa.BPF_MOD, isa.BPF_XOR, isa.BPF_MOV, isa.BPF_ARSH,
)  # fmt: skip
SHIFTS = (isa.BPF_LSH, isa.BPF_RSH, isa.BPF_ARSH)
DIVISIONS = (isa.BPF_DIV, isa.BPF_MOD)
CONDITIONS = (
    isa.BPF_JEQ, isa.BPF_JGT, isa.BPF_JGE, isa.BPF_JSET, isa.BPF_JNE, isa.BPF_JSGT, isa.BPF_JSGE,
    isa.BPF_JLT, isa.BPF_JLE, isa.BPF_JSLT, isa.BPF_JSLE,
)  # fmt: skip
ATOMICS = (
    isa.BPF_ADD,
    isa.BPF_OR,
    isa.BPF_AND,
    isa.BPF_XOR,
    *(op | BPF_FETCH for op in (isa.BPF_ADD, isa.BPF_OR, isa.BPF_AND, isa.BPF_XOR)),
    BPF_XCHG,
    BPF_CMPXCHG,
)


def word(rng: Random) -> int:
    """A 64-bit number, often one at an edge."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(_NUMBERS)
    if kind < 0.6:
        return -rng.choice(_NUMBERS) & (1 << 64) - 1
    if kind < 0.8:
        return rng.getrandbits(rng.randint(1, 64))
    return rng.getrandbits(64)


def immediate(rng: Random) -> int:
    """A signed 32-bit number, often one at an edge."""
    return signed(word(rng), 32)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A register that may be dereferenced at offsets [low, high) from its value.

    Attributes:
        region: where it points.
        low: first usable offset.
        high: one past the last usable offset.
        phase: its value modulo 8, None when not known.
        fixed: whether its place in the region is the same in every run.
    """

    region: str
    low: int = 0
    high: int = 0
    phase: int | None = 0
    fixed: bool = True

    def moved(self, by: int) -> Pointer:
        """The same place seen from ``by`` bytes further up."""
        phase = None if self.phase is None else (self.phase + by) % 8
        return replace(self, low=self.low - by, high=self.high - by, phase=phase)

    def offsets(self, size: int, *, aligned: bool = False) -> list[int]:
        """Where ``size`` bytes may be accessed. Stack accesses are always aligned."""
        every = range(self.low, self.high - size + 1)
        if not aligned and self.region != STACK:
            return list(every)
        if self.phase is None:
            return []
        return [offset for offset in every if (offset + self.phase) % size == 0]


@dataclass(slots=True)
class State:
    """What is known at one point.

    Attributes:
        regs: register -> its pointer, or None for a number; what is absent may not be read.
        slots: frame offset of a spill slot -> the pointer in it.
    """

    regs: dict[int, Pointer | None]
    slots: dict[int, Pointer]

    def copy(self) -> State:
        return State(dict(self.regs), dict(self.slots))

    def meet(self, other: State) -> None:
        """Keep only what holds on both ways to a point."""
        for reg in list(self.regs):
            if reg not in other.regs or other.regs[reg] != self.regs[reg]:
                del self.regs[reg]
        for slot in list(self.slots):
            if other.slots.get(slot) != self.slots[slot]:
                del self.slots[slot]


class Labels:
    """Numbers for the labels of one program."""

    def __init__(self) -> None:
        self.count = 0

    def new(self) -> int:
        self.count += 1
        return self.count


class Emitter:
    """Appends lines of one function and keeps `State` up to date.

    ``frozen`` registers and ``frozen_slots`` are not written: something around relies on them.
    """

    def __init__(self, rng: Random, labels: Labels, state: State) -> None:
        self.rng = rng
        self.labels = labels
        self.state = state
        self.items: list[Item] = []
        self.frozen: set[int] = set()
        self.frozen_slots: set[int] = set()

    # --- lines ---

    def line(
        self, opcode: int, dst: int = 0, src: int = 0, off: int = 0, imm: int = 0,
        *, target: int | None = None, ref: MapRef | None = None,
    ) -> None:  # fmt: skip
        self.items.append(Line(Insn(opcode, dst, src, off, imm), target, None, ref))

    def wide(self, dst: int, value: int) -> None:
        self.items.append(Line(Insn(LDDW, dst), wide=value))
        self.state.regs[dst] = None

    def label(self, number: int) -> None:
        self.items.append(Label(number))

    def goto(self, target: int) -> None:
        self.line(JA32 if self.rng.random() < 0.2 else JA, target=target)

    def exit(self) -> None:
        self.line(EXIT)

    def constant(self, dst: int, value: int | None = None) -> None:
        """``dst`` = a number, by one of the instructions that can."""
        rng = self.rng
        if value is None and rng.random() < 0.3:
            self.wide(dst, word(rng))
            return
        number = immediate(rng) if value is None else value
        cls = BPF_ALU if value is None and rng.random() < 0.4 else BPF_ALU64
        self.line(cls | BPF_MOV | BPF_K, dst, imm=number)
        self.state.regs[dst] = None

    def move(self, dst: int, src: int) -> None:
        self.line(BPF_ALU64 | BPF_MOV | BPF_X, dst, src)
        if dst != src:
            self.state.regs[dst] = self.state.regs[src]

    def add(self, dst: int, number: int) -> None:
        """``dst`` += number, also for pointers."""
        self.line(BPF_ALU64 | BPF_K, dst, imm=number)
        pointer = self.state.regs[dst]
        self.state.regs[dst] = None if pointer is None else pointer.moved(number)

    def load(self, size: int, dst: int, src: int, off: int) -> None:
        """A plain load of a number; ``size`` is the opcode's."""
        self.line(BPF_LDX | BPF_MEM | size, dst, src, off)
        self.state.regs[dst] = None

    def store(self, size: int, dst: int, off: int, src: int) -> None:
        self.line(BPF_STX | BPF_MEM | size, dst, src, off)

    def branch(
        self, operation: int, dst: int, target: int, *,
        src: int | None = None, imm: int = 0, cls: int = BPF_JMP,
    ) -> None:  # fmt: skip
        if src is None:
            self.line(cls | operation | BPF_K, dst, imm=imm, target=target)
        else:
            self.line(cls | operation | BPF_X, dst, src, target=target)

    def address(self, dst: int, name: str, offset: int | None = None) -> None:
        """``dst`` = a map, or the address of a byte of its first value."""
        self.line(LDDW, dst, ref=MapRef(name, offset))
        self.state.regs.pop(dst, None)

    # --- choices ---

    def scalars(self) -> list[int]:
        return [reg for reg, pointer in self.state.regs.items() if pointer is None]

    def pointers(self, *regions: str) -> list[tuple[int, Pointer]]:
        """Registers that can be dereferenced, of the given regions (default: all that may be
        written).
        """
        wanted = regions or (STACK, VALUES, PACKET)
        return [
            (reg, pointer)
            for reg, pointer in self.state.regs.items()
            if pointer is not None and pointer.region in wanted
        ]

    def free(self, among: Iterable[int] = range(10)) -> list[int]:
        """Registers that may be written."""
        return [reg for reg in among if reg not in self.frozen]

    def target(self, avoid: Iterable[int] = (), among: Iterable[int] = range(10)) -> int:
        """A register to write; one that holds a pointer only now and then."""
        every = [reg for reg in self.free(among) if reg not in avoid]
        plain = [reg for reg in every if self.state.regs.get(reg) is None]
        if plain and self.rng.random() < 0.95:
            return self.rng.choice(plain)
        return self.rng.choice(every)

    def number(self, avoid: Iterable[int] = ()) -> int:
        """A register with a number in it; makes one when there is none."""
        found = [reg for reg in self.scalars() if reg not in avoid]
        if found:
            return self.rng.choice(found)
        reg = self.target(avoid)
        self.constant(reg)
        return reg

    def own_number(self, avoid: Iterable[int] = ()) -> int:
        """A register with a number that may be changed; makes one when there is none."""
        found = [r for r in self.scalars() if r not in self.frozen and r not in avoid]
        if found:
            return self.rng.choice(found)
        reg = self.target(avoid)
        self.constant(reg)
        return reg

    def may_call(self) -> bool:
        """Whether r0..r5 may be lost."""
        return not self.frozen & set(range(6))

    def after_call(self, *, result: Pointer | None = None) -> None:
        for reg in range(1, 6):
            self.state.regs.pop(reg, None)
        self.state.regs[0] = result

    def may_write_slot(self, offset: int) -> bool:
        return offset not in self.frozen_slots
