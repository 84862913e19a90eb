"""Unrestricted programs: everything that `validate` accepts, most of it wrong.

They fault, loop, add pointers to pointers and use numbers as addresses. Half of them are programs
of `generate` with a few fields changed, because those get far before they go wrong; the others are
instructions drawn at random. Nothing but the interpreter and the compiled code can run them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from progpack.bpf.check.program import check_program
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import (
    BPF_ALU,
    BPF_ALU64,
    BPF_ATOMIC,
    BPF_DW,
    BPF_END,
    BPF_JMP,
    BPF_JMP32,
    BPF_K,
    BPF_LDX,
    BPF_MEM,
    BPF_MEMSX,
    BPF_MOV,
    BPF_NEG,
    BPF_PSEUDO_CALL,
    BPF_ST,
    BPF_STX,
    BPF_X,
    CALL,
    EXIT,
    JA,
    JA32,
    LDDW,
    Insn,
)
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramType
from progpack.errors import MissingFeatureError, ProgramError

from .case import Case, Item, Label, Line, array
from .emit import ATOMICS, BINARY, CONDITIONS, SIZES, immediate, word
from .generate import generate
from .writer import CELLS

__all__ = ["accepted", "wild"]

_RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
_SMALL = array("small", 20)
_CONSTANTS = replace(array("constants", 16), read_only=True, data=bytes(range(16)))
_MAPS = (_SMALL, CELLS, _CONSTANTS, _RING)
_TYPES = (
    ProgramType.FLAT,
    ProgramType.XDP,
    ProgramType.SCHED_CLS,
    ProgramType.SOCKET_FILTER,
    ProgramType.CGROUP_SKB,
)
#: Those whose result is the same in both worlds: no clock, no random numbers.
_HELPERS = (1, 2, 3, 4, 26, 112, 113, 114, 115, 130, 131, 132, 133)
_BUDGETS = (0, 1, 2, 5, 20, 100, 300)
_ATTEMPTS = 40


def wild(rng: Random, *, seed: int = 0) -> Case:
    """One case that passes every check before a run."""
    while True:
        case = _mutant(rng, seed) if rng.random() < 0.6 else _noise(rng, seed)
        if case is not None:
            return replace(case, more=(), budget=rng.choice(_BUDGETS))


def accepted(case: Case) -> bool:
    """Whether the program would be loaded."""
    spec = case.object()
    try:
        for program in spec.programs.values():
            check_program(program, spec.maps)
    except (ProgramError, MissingFeatureError):
        return False
    return True


# --- changed programs ---


def _mutant(rng: Random, seed: int) -> Case | None:
    """A valid program with one to a few changes that leave it well-formed."""
    case = generate(rng, seed=seed, size=20)
    labels = [item.number for item in case.items if isinstance(item, Label)]
    wanted = rng.choice((1, 1, 2, 3, 6))
    for _ in range(_ATTEMPTS):
        changed = case.with_items(_change(rng, case.items, labels))
        if accepted(changed):
            case = changed
            wanted -= 1
            if not wanted:
                return case
    return None


def _change(rng: Random, items: Sequence[Item], labels: Sequence[int]) -> list[Item]:
    changed = list(items)
    places = [index for index, item in enumerate(items) if isinstance(item, Line)]
    at = rng.choice(places)
    line = changed[at]
    assert isinstance(line, Line)
    insn = line.insn
    match rng.randrange(9):
        case 0:
            del changed[at]
        case 1:
            other = rng.choice(places)
            changed[at], changed[other] = changed[other], changed[at]
        case 2:
            changed.insert(at, Line(_alu(rng)))
        case 3:
            changed.insert(at, Line(_memory(rng)))
        case 4 if line.target is not None and labels:
            changed[at] = replace(line, target=rng.choice(labels))
        case 5:
            changed[at] = replace(line, insn=insn._replace(dst=rng.randrange(11)))
        case 6:
            changed[at] = replace(line, insn=insn._replace(src=rng.randrange(11)))
        case 7:
            offset = insn.off + rng.choice((-8, -4, -1, 1, 4, 8, 64, 512, -512))
            changed[at] = replace(line, insn=insn._replace(off=max(-32768, min(32767, offset))))
        case _:
            changed[at] = replace(line, insn=insn._replace(imm=immediate(rng)))
    return changed


# --- random instructions ---


def _noise(rng: Random, seed: int) -> Case | None:
    kind = rng.choice(_TYPES)
    places = [rng.randrange(1, 30) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    labels = 0
    starts = []
    for _ in places:
        labels += 1
        starts.append(labels)
    items: list[Item] = []
    for index, size in enumerate(places):
        labels = _function(rng, kind, items, labels, size, starts[index], starts[index + 1 :])
    case = Case(
        seed=seed,
        type=kind,
        items=tuple(items),
        maps=_MAPS,
        contents={_SMALL.name: {bytes(4): rng.randbytes(20)}},
        packet=rng.randbytes(rng.choice((0, 1, 8, 14, 33, 64))),
    )
    return case if accepted(case) else None


def _function(
    rng: Random, kind: ProgramType, items: list[Item], labels: int, size: int, start: int,
    callees: Sequence[int],
) -> int:  # fmt: skip
    """Append one function; returns the number of labels so far."""
    own = range(labels + 1, labels + 1 + max(1, size // 4))
    marks = sorted((rng.randrange(size + 1), number) for number in own)
    items.append(Label(start))
    if rng.random() < 0.7:
        items += _sensible_start(rng)
    for place in range(size):
        items += [Label(number) for at, number in marks if at == place]
        items.append(_random_line(rng, kind, own, callees))
    items += [Label(number) for at, number in marks if at == size]
    items.append(Line(Insn(EXIT)))
    return own[-1]


def _sensible_start(rng: Random) -> list[Item]:
    """Numbers and pointers in registers, so that not all ends at the first access."""
    lines: list[Item] = []
    for reg in rng.sample(range(10), rng.randrange(1, 6)):
        kind = rng.randrange(4)
        if kind == 0:
            lines.append(Line(Insn(LDDW, reg), wide=word(rng)))
        elif kind == 1:
            name = rng.choice((_SMALL.name, _SMALL.name, CELLS.name, _CONSTANTS.name))
            lines.append(Line(Insn(LDDW, reg), ref=MapRef(name, rng.choice((0, 0, 4, 8)))))
        elif kind == 2:
            lines.append(Line(Insn(BPF_ALU64 | BPF_MOV | BPF_X, reg, 10)))
            lines.append(Line(Insn(BPF_ALU64 | BPF_K, reg, imm=-8 * rng.randrange(1, 64))))
        else:
            lines.append(Line(Insn(BPF_ALU64 | BPF_MOV | BPF_K, reg, imm=immediate(rng))))
    return lines


def _random_line(
    rng: Random, kind: ProgramType, labels: Sequence[int], callees: Sequence[int]
) -> Line:
    pick = rng.random()
    if pick < 0.4:
        return Line(_alu(rng))
    if pick < 0.7:
        return Line(_memory(rng))
    if pick < 0.82:
        return _jump(rng, labels)
    if pick < 0.88:
        return _address(rng)
    if pick < 0.91 and callees:
        return Line(Insn(CALL, 0, BPF_PSEUDO_CALL), target=rng.choice(callees))
    if pick < 0.95:
        return Line(Insn(CALL, imm=rng.choice(_HELPERS)))
    if pick < 0.97:
        mode, size = rng.choice((isa.BPF_ABS, isa.BPF_IND)), rng.choice(SIZES[:3])
        source = rng.randrange(11) if mode == isa.BPF_IND else 0
        return Line(Insn(mode | size, 0, source, 0, rng.choice((0, 1, 13, 30, immediate(rng)))))
    if pick < 0.98:
        return Line(Insn(EXIT))
    return Line(Insn(BPF_ALU64 | BPF_MOV | BPF_X, rng.randrange(10), 10))


def _alu(rng: Random) -> Insn:
    cls = rng.choice((BPF_ALU, BPF_ALU64))
    dst = rng.randrange(10)
    pick = rng.random()
    if pick < 0.05:
        return Insn(cls | BPF_NEG, dst)
    if pick < 0.12:
        opcode = rng.choice(
            (BPF_ALU | BPF_END, BPF_ALU | BPF_END | isa.BPF_TO_BE, BPF_ALU64 | BPF_END)
        )
        return Insn(opcode, dst, imm=rng.choice((16, 32, 64)))
    operation = rng.choice(BINARY)
    off = rng.choice((0, 1)) if operation in (isa.BPF_DIV, isa.BPF_MOD) else 0
    if rng.random() < 0.5:
        return Insn(cls | operation | BPF_K, dst, 0, off, immediate(rng))
    if operation == BPF_MOV:
        off = rng.choice((0, 8, 16, 32) if cls == BPF_ALU64 else (0, 8, 16))
    return Insn(cls | operation | BPF_X, dst, rng.randrange(11), off)


def _memory(rng: Random) -> Insn:
    size = rng.choice(SIZES)
    base = rng.choice((10, rng.randrange(11)))
    value = rng.randrange(10)
    off = rng.choice(
        (0, 1, 4, 8, 16, 64, -1, -4, -8, -12, -16, -20, -64, -512, -4096, signed16(rng))
    )
    pick = rng.random()
    if pick < 0.4:
        mode = BPF_MEMSX if size != BPF_DW and rng.random() < 0.4 else BPF_MEM
        return Insn(BPF_LDX | mode | size, value, base, off)
    if pick < 0.55:
        return Insn(BPF_ST | BPF_MEM | size, base, 0, off, immediate(rng))
    if pick < 0.8:
        return Insn(BPF_STX | BPF_MEM | size, base, value, off)
    width = rng.choice((isa.BPF_W, BPF_DW))
    return Insn(BPF_STX | BPF_ATOMIC | width, base, value, off, rng.choice(ATOMICS))


def signed16(rng: Random) -> int:
    """Any offset."""
    return rng.randrange(-32768, 32768)


def _jump(rng: Random, labels: Sequence[int]) -> Line:
    target = rng.choice(labels)
    if rng.random() < 0.15:
        return Line(Insn(rng.choice((JA, JA32))), target=target)
    cls, operation = rng.choice((BPF_JMP, BPF_JMP32)), rng.choice(CONDITIONS)
    dst = rng.randrange(11)
    if rng.random() < 0.5:
        return Line(Insn(cls | operation | BPF_K, dst, imm=immediate(rng)), target=target)
    return Line(Insn(cls | operation | BPF_X, dst, rng.randrange(11)), target=target)


def _address(rng: Random) -> Line:
    dst = rng.randrange(10)
    pick = rng.random()
    if pick < 0.3:
        return Line(Insn(LDDW, dst), wide=word(rng))
    spec = rng.choice(_MAPS)
    if pick < 0.6 or spec.type is not MapType.ARRAY:
        return Line(Insn(LDDW, dst), ref=MapRef(spec.name))
    return Line(Insn(LDDW, dst), ref=MapRef(spec.name, rng.randrange(spec.value_size + 1)))
