"""Random programs that the kernel's verifier accepts, by construction.

`generate` makes one `Case` from a `random.Random`. At the end all numbers are stored into the map
``values``, because a return value has only 32 bits in the kernel.
"""

from __future__ import annotations

from random import Random

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import BPF_ALU64, BPF_DW, BPF_K, BPF_MOV, BPF_W, BPF_X, CALL
from progpack.bpf.spec import ProgramType

from .case import Case, Item, Line, array
from .emit import CTX, PACKET, STACK, VALUES, Labels, Pointer, State, word
from .writer import (
    CELLS,
    FROZEN,
    RESULTS,
    SCRATCH,
    TABLE,
    VALUES_MAP,
    Frame,
    Function,
    Writer,
)  # fmt: skip

__all__ = ["generate"]


def generate(rng: Random, *, seed: int = 0, size: int = 30) -> Case:
    """One case; ``size`` is about the number of statements in the main function."""
    kind = ProgramType.XDP if rng.random() < 0.7 else ProgramType.SCHED_CLS
    labels = Labels()
    functions: list[Function] = []
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        functions.append(_subprogram(rng, labels, kind, functions))
    items = _main(rng, labels, kind, functions, rng.randrange(1, size + 1))
    for function in _called(items, functions):
        items += function.items
    values = array(VALUES_MAP, SCRATCH + 8 * RESULTS)
    scratch = b"".join(word(rng).to_bytes(8, "little") for _ in range(SCRATCH // 8))
    keys = rng.sample(range(6), rng.randrange(4))
    return Case(
        seed=seed,
        type=kind,
        items=tuple(items),
        maps=(values, CELLS, TABLE, FROZEN),
        contents={
            VALUES_MAP: {bytes(4): scratch + bytes(8 * RESULTS)},
            CELLS.name: {bytes(4): rng.randbytes(12)},
            TABLE.name: {key.to_bytes(8, "little"): rng.randbytes(16) for key in keys},
        },
        packet=_packet(rng),
        more=tuple(_packet(rng) for _ in range(rng.choice((0, 0, 1, 3)))),
    )


def _packet(rng: Random) -> bytes:
    """An Ethernet frame of random bytes; the kernel takes none that claims IP and is too short."""
    packet = bytearray(rng.randbytes(rng.choice((14, 15, 20, 40, 64, 100, 128))))
    packet[12:14] = rng.choice((b"\x08\x06", b"\x12\x34", b"\xff\xff"))
    if len(packet) >= 64:
        packet[12:14] = rng.choice((b"\x08\x00", b"\x86\xdd", b"\x81\x00"))
    return bytes(packet)


def _called(items: list[Item], functions: list[Function]) -> list[Function]:
    """The subprograms that are reached; the kernel refuses code that is not."""
    targets: set[int | None] = set()
    found: list[Function] = []
    reached = list(items)
    while True:
        targets |= {i.target for i in reached if isinstance(i, Line) and i.insn.opcode == CALL}
        more = [f for f in functions if f.label in targets and f not in found]
        if not more:
            return found
        found += more
        reached = [item for function in more for item in function.items]


def _subprogram(
    rng: Random, labels: Labels, kind: ProgramType, functions: list[Function]
) -> Function:
    choices = (None, None, Pointer(STACK, 0, 16), Pointer(VALUES, 0, 24), Pointer(CTX))
    args = tuple(rng.choice(choices) for _ in range(rng.randrange(6)))
    callees = [function for function in functions if function.height < 3]
    state = State({index + 1: arg for index, arg in enumerate(args)}, {})
    writer = Writer(rng, labels, state, Frame(2, 8 * rng.randrange(2, 6)), kind, callees)
    start = labels.new()
    writer.label(start)
    writer.fill_area()
    writer.block(rng.randrange(1, 10))
    writer.leave()
    return Function(start, args, tuple(writer.items), writer.height, writer.cost)


def _main(
    rng: Random, labels: Labels, kind: ProgramType, functions: list[Function], size: int
) -> list[Item]:
    state = State({1: Pointer(CTX)}, {})
    writer = Writer(
        rng, labels, state, Frame(4, 8 * rng.randrange(3, 17)), kind, functions, main=True
    )
    short = _entry(writer)
    writer.fill_area()
    if rng.random() < 0.8:
        _first_numbers(writer)
    writer.block(size)
    _results(writer)
    if short is not None:
        writer.label(short)
        writer.state = State({}, {})
        writer.constant(0)
        writer.exit()
    return writer.items


def _entry(writer: Writer) -> int | None:
    """Move the context out of the way, and check the packet; the label for a short packet."""
    rng = writer.rng
    ctx = 1
    if rng.random() < 0.8:
        ctx = 6 if rng.random() < 0.5 else rng.randrange(6, 10)
        writer.move(ctx, 1)
    if rng.random() < 0.2:
        return None
    data, data_end = (0, 4) if writer.kind is ProgramType.XDP else (76, 80)
    size = rng.choice((1, 8, 14, 14, 20, 34, 60))
    start, end, limit = rng.sample([reg for reg in range(10) if reg != ctx], 3)
    writer.load(BPF_W, start, ctx, data)
    writer.load(BPF_W, end, ctx, data_end)
    writer.move(limit, start)
    writer.line(BPF_ALU64 | isa.BPF_ADD | BPF_K, limit, imm=size)
    short = writer.labels.new()
    if rng.random() < 0.7:
        writer.branch(isa.BPF_JGT, limit, short, src=end)
    else:
        inside = writer.labels.new()
        writer.branch(isa.BPF_JLE, limit, inside, src=end)
        writer.goto(short)
        writer.label(inside)
    for reg in (start, end, limit):
        writer.state.regs.pop(reg, None)
    writer.state.regs[start] = Pointer(PACKET, 0, size, None)
    return short


def _first_numbers(writer: Writer) -> None:
    """Numbers that nobody can know before the run, from the map's value."""
    rng = writer.rng
    base = writer.target(among=range(6, 10))
    writer.address(base, VALUES_MAP, 0)
    writer.state.regs[base] = Pointer(VALUES, 0, SCRATCH)
    for _ in range(rng.randrange(1, 7)):
        reg = writer.target(avoid=(base,))
        writer.load(BPF_DW, reg, base, 8 * rng.randrange(SCRATCH // 8))


def _results(writer: Writer) -> None:
    """Store every register that holds a number, and a mix of the frame, into the map."""
    numbers = [reg for reg in writer.scalars() if reg != 10]
    keep = numbers[0] if numbers else None
    slot = -8
    if keep is not None:
        writer.store(BPF_DW, 10, slot, keep)
    base = keep if keep is not None else 9
    writer.address(base, VALUES_MAP, SCRATCH)
    for reg in numbers[1:]:
        writer.store(BPF_DW, base, 8 * reg, reg)
    other, mix = [reg for reg in (0, 1, 2) if reg != base][:2]
    if keep is not None:
        writer.load(BPF_DW, other, 10, slot)
        writer.store(BPF_DW, base, 8 * keep, other)
    writer.constant(mix, 0)
    for offset in range(writer.frame.base, writer.frame.base + writer.frame.area, 8):
        writer.load(BPF_DW, other, 10, offset)
        writer.line(BPF_ALU64 | isa.BPF_MUL | BPF_K, mix, imm=0x01000193)
        writer.line(BPF_ALU64 | isa.BPF_XOR | BPF_X, mix, other)
    writer.store(BPF_DW, base, 80, mix)
    if mix != 0:
        writer.line(BPF_ALU64 | BPF_MOV | BPF_X, 0, mix)
    writer.exit()
