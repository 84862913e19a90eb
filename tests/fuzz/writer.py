"""The statements of a random program: each is valid where it is written.

Every register is known to be a number, a pointer with the offsets that may be accessed through it,
or unreadable. Pointers never reach a number or the memory that is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import (
    BPF_ALU,
    BPF_ALU64,
    BPF_ATOMIC,
    BPF_B,
    BPF_CMPXCHG,
    BPF_DW,
    BPF_END,
    BPF_FETCH,
    BPF_H,
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
    BPF_W,
    BPF_X,
    CALL,
    SIZE_BYTES,
)
from progpack.bpf.spec import ProgramType

from .case import Item, array, table
from .emit import (
    ATOMICS,
    BINARY,
    CONDITIONS,
    CONSTANTS,
    CTX,
    DIVISIONS,
    PACKET,
    SHIFTS,
    SIZES,
    STACK,
    VALUES,
    Emitter,
    Labels,
    Pointer,
    State,
    immediate,
)  # fmt: skip

__all__ = [
    "CELLS", "FROZEN", "RESULTS", "SCRATCH", "TABLE", "VALUES_MAP", "Frame", "Function", "Writer",
]  # fmt: skip

#: The map of one element that programs work on: SCRATCH bytes, then the final registers.
VALUES_MAP = "values"
SCRATCH = 96
#: r0..r9, and a mix of the frame's words.
RESULTS = 11
#: An array whose stride is not its value size, and a hash map that fills up.
CELLS = array("cells", 12)
TABLE = table("table", 8, 16, 4)
#: Constants, which both compilers and the verifier may look into.
FROZEN = replace(
    array("frozen", 40), read_only=True, data=bytes((n * 37 + 11) % 256 for n in range(40))
)

# struct __sk_buff: fields that a test run defines, and those of them that may be written.
_SKB_READ = (0, 8, 16, 32, 40, 44, 48, 52, 56, 60, 64)
_SKB_WRITE = (8, 32, 48, 52, 56, 60, 64)
_XDP_READ = (12, 16)
#: Steps of a run, roughly: what the interpreter does in a moment and the verifier accepts.
MOST_STEPS = 4000


@dataclass(frozen=True, slots=True)
class Frame:
    """How a function uses its frame: spill slots at the top, an initialised area below them."""

    slots: int
    area: int

    @property
    def base(self) -> int:
        """Frame offset of the area."""
        return -8 * self.slots - self.area

    @property
    def pointer(self) -> Pointer:
        """r10: what may be accessed through it freely."""
        return Pointer(STACK, self.base, -8 * self.slots)


@dataclass(frozen=True, slots=True)
class Function:
    """A subprogram that was generated."""

    label: int
    args: tuple[Pointer | None, ...]
    items: tuple[Item, ...]
    height: int
    cost: int


class Writer(Emitter):
    """Writes the statements of one function."""

    def __init__(
        self, rng: Random, labels: Labels, state: State, frame: Frame,
        kind: ProgramType, callees: list[Function], *, main: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(rng, labels, state)
        self.frame = frame
        self.kind = kind
        self.callees = callees
        self.height = 1
        self.main = main
        self.depth = 0
        self.may_change = True
        #: Product of the bounds of the loops around, and steps of a run so far (an estimate).
        self.factor = 1
        self.cost = 0
        self.state.regs[10] = frame.pointer
        self.frozen.add(10)

    def area(self) -> int:
        """Frame offset of a random aligned word of the area."""
        return self.frame.base + 8 * self.rng.randrange(self.frame.area // 8)

    def fill_area(self) -> None:
        """Initialise the area: nothing of a frame may be read before it is written."""
        for offset in range(self.frame.base, self.frame.base + self.frame.area, 8):
            numbers = self.scalars()
            if numbers and self.rng.random() < 0.4:
                self.store(BPF_DW, 10, offset, self.rng.choice(numbers))
            else:
                self.line(BPF_ST | BPF_MEM | BPF_DW, 10, 0, offset, immediate(self.rng))

    def block(self, count: int) -> None:
        """Write ``count`` statements."""
        for _ in range(count):
            self.statement()

    def statement(self) -> None:
        self.cost += 2 * self.factor
        total = sum(weight for weight, _ in _STATEMENTS)
        pick = self.rng.randrange(total)
        for weight, write in _STATEMENTS:
            pick -= weight
            if pick < 0:
                write(self)
                return

    # --- numbers ---

    def alu(self) -> None:
        rng = self.rng
        cls, width = rng.choice(((BPF_ALU64, 64), (BPF_ALU, 32)))
        operation = rng.choice(BINARY)
        dst = self.own_number()
        off = 1 if operation in DIVISIONS and rng.random() < 0.5 else 0
        if rng.random() < 0.5:
            src = self.number()
            if operation == isa.BPF_MOV:
                off = rng.choice((0, 8, 16, 32) if width == 64 else (0, 8, 16))
            self.line(cls | operation | BPF_X, dst, src, off)
            return
        imm = rng.randrange(width) if operation in SHIFTS else immediate(rng)
        if operation in DIVISIONS and imm == 0:
            imm = rng.choice((-1, 1, 3, 10, -7))
        self.line(cls | operation | BPF_K, dst, 0, off, imm)

    def unary(self) -> None:
        rng = self.rng
        dst = self.own_number()
        if rng.random() < 0.3:
            self.line(rng.choice((BPF_ALU, BPF_ALU64)) | BPF_NEG, dst)
            return
        opcode = rng.choice(
            (BPF_ALU | BPF_END, BPF_ALU | BPF_END | isa.BPF_TO_BE, BPF_ALU64 | BPF_END)
        )
        self.line(opcode, dst, imm=rng.choice((16, 32, 64)))

    def new_constant(self) -> None:
        self.constant(self.target())

    # --- memory ---

    def _place(
        self, size: int, *, atomic: bool = False, write: bool = True
    ) -> tuple[int, int] | None:
        """A register and an offset through which ``size`` bytes may be accessed."""
        regions = (STACK, VALUES) if atomic else (STACK, VALUES, PACKET)
        if not write:
            regions = (*regions, CONSTANTS)
        places = [
            (reg, offsets)
            for reg, pointer in self.pointers(*regions)
            # The verifier refuses atomics without fetch at a varying place of the stack.
            if not atomic or pointer.fixed or pointer.region != STACK
            if (offsets := pointer.offsets(size, aligned=atomic))
        ]
        if not places:
            return None
        reg, offsets = self.rng.choice(places)
        return reg, self.rng.choice(offsets)

    def read(self) -> None:
        rng = self.rng
        size = rng.choice(SIZES)
        place = self._place(SIZE_BYTES[size], write=False)
        if place is None:
            return
        mode = BPF_MEMSX if size != BPF_DW and rng.random() < 0.4 else BPF_MEM
        dst = self.target()
        self.line(BPF_LDX | mode | size, dst, *place)
        self.state.regs[dst] = None

    def write(self) -> None:
        rng = self.rng
        size = rng.choice(SIZES)
        place = self._place(SIZE_BYTES[size])
        if place is None:
            return
        reg, offset = place
        if rng.random() < 0.3:
            self.line(BPF_ST | BPF_MEM | size, reg, 0, offset, immediate(rng))
        else:
            self.store(size, reg, offset, self.number(avoid=(reg,)))

    def atomic(self) -> None:
        rng = self.rng
        operation = rng.choice(ATOMICS)
        size = rng.choice((BPF_W, BPF_DW))
        place = self._place(SIZE_BYTES[size], atomic=True)
        if place is None:
            return
        reg, offset = place
        if operation == BPF_CMPXCHG:
            if 0 in self.frozen or reg == 0:
                return
            if 0 not in self.scalars():
                self.constant(0)
            src = self.number(avoid=(reg,))
        elif operation & BPF_FETCH:
            src = self.own_number(avoid=(reg,))
        else:
            src = self.number(avoid=(reg,))
        self.line(BPF_STX | BPF_ATOMIC | size, reg, src, offset, operation)

    def expected_exchange(self) -> None:
        """A compare-and-exchange that often succeeds: r0 was loaded from the same place."""
        size = self.rng.choice((BPF_W, BPF_DW))
        place = self._place(SIZE_BYTES[size], atomic=True)
        if place is None or place[0] == 0 or 0 in self.frozen:
            return
        reg, offset = place
        src = self.number(avoid=(reg, 0))
        self.load(size, 0, reg, offset)
        if self.rng.random() < 0.3:
            self.add(0, self.rng.choice((0, 1)))
        self.line(BPF_STX | BPF_ATOMIC | size, reg, src, offset, BPF_CMPXCHG)

    def context(self) -> None:
        """Read or write a field of the context."""
        contexts = self.pointers(CTX)
        if not contexts:
            return
        reg, _ = self.rng.choice(contexts)
        if self.kind is ProgramType.SCHED_CLS and self.rng.random() < 0.4:
            self.store(BPF_W, reg, self.rng.choice(_SKB_WRITE), self.number(avoid=(reg,)))
            return
        fields = _XDP_READ if self.kind is ProgramType.XDP else _SKB_READ
        self.load(BPF_W, self.target(), reg, self.rng.choice(fields))

    # --- pointers ---

    def values_pointer(self) -> None:
        """The address of a byte of the map's value, as a global variable's."""
        offset = self.rng.randrange(0, SCRATCH - 7)
        dst = self.target()
        self.address(dst, VALUES_MAP, offset)
        self.state.regs[dst] = Pointer(VALUES, -offset, SCRATCH - offset, offset % 8)

    def frozen_pointer(self) -> None:
        """The address of a constant."""
        size = FROZEN.value_size
        offset = self.rng.randrange(0, size - 7)
        dst = self.target()
        self.address(dst, FROZEN.name, offset)
        self.state.regs[dst] = Pointer(CONSTANTS, -offset, size - offset, offset % 8)

    def copy_pointer(self) -> None:
        """Copy a pointer, and move the copy."""
        reg, pointer = self.rng.choice(self.pointers(STACK, VALUES, PACKET, CONSTANTS))
        dst = self.target(avoid=(reg,))
        self.move(dst, reg)
        if self.rng.random() < 0.7:
            span = max(1, pointer.high - pointer.low)
            step = self.rng.randrange(-span, span + 1)
            if pointer.region == STACK:
                step = step // 8 * 8
            self.add(dst, step)

    def spill(self) -> None:
        """Store a pointer into a spill slot, or load one back."""
        slots = self.state.slots
        if slots and self.rng.random() < 0.6:
            slot = self.rng.choice(sorted(slots))
            dst = self.target()
            self.load(BPF_DW, dst, 10, slot)
            self.state.regs[dst] = slots[slot]
            return
        free = [-8 * (n + 1) for n in range(self.frame.slots)]
        free = [slot for slot in free if self.may_write_slot(slot)]
        regions = (STACK, VALUES, PACKET, CONSTANTS, CTX)
        sources = [(reg, pointer) for reg, pointer in self.pointers(*regions) if reg != 10]
        if not free or not sources:
            return
        reg, pointer = self.rng.choice(sources)
        slot = self.rng.choice(free)
        self.store(BPF_DW, 10, slot, reg)
        slots[slot] = pointer

    def indexed(self) -> None:
        """Access memory at an offset that is only known to be small: base + (number & mask)."""
        rng = self.rng
        candidates = [
            (reg, pointer)
            for reg, pointer in self.pointers(STACK, VALUES, CONSTANTS)
            if pointer.high - pointer.low >= 24
        ]
        if not candidates:
            return
        reg, pointer = rng.choice(candidates)
        masks = (8,) if pointer.region == STACK else (1, 3, 7, 8, 15, 8)
        mask = rng.choice(masks)
        index = self.target(avoid=(reg,))
        source = self.number(avoid=(reg,))
        if source != index:
            self.move(index, source)
        self.line(rng.choice((BPF_ALU, BPF_ALU64)) | isa.BPF_AND | BPF_K, index, imm=mask)
        phase = pointer.phase if mask % 8 == 0 else None
        result = Pointer(pointer.region, pointer.low, pointer.high - mask, phase, fixed=False)
        # number += stack pointer: the verifier (6.18) forgets whose frame it is, so only in main.
        if rng.random() < 0.5 and (self.main or pointer.region != STACK):
            self.line(BPF_ALU64 | isa.BPF_ADD | BPF_X, index, reg)
            self.state.regs[index] = result
            return
        base = self.target(avoid=(reg, index))
        self.move(base, reg)
        self.line(BPF_ALU64 | isa.BPF_ADD | BPF_X, base, index)
        self.state.regs[base] = result

    def compared_index(self) -> None:
        """Access memory at an offset that a comparison has shown to be small."""
        rng = self.rng
        wide = [(r, p) for r, p in self.pointers(VALUES, CONSTANTS) if p.high - p.low >= 24]
        if not wide or len(self.free()) < 6:
            return
        reg, pointer = rng.choice(wide)
        index = self.own_number(avoid=(reg,))
        bound = rng.randrange(1, pointer.high - pointer.low - 8)
        skip = self.labels.new()
        if rng.random() < 0.5:
            self.branch(isa.BPF_JGT, index, skip, imm=bound)
        else:
            self.branch(isa.BPF_JSGT, index, skip, imm=bound)
            self.branch(isa.BPF_JSLT, index, skip, imm=0)
        before = self.state.copy()
        base = self.target(avoid=(reg, index))
        self.move(base, reg)
        self.line(BPF_ALU64 | isa.BPF_ADD | BPF_X, base, index)
        high = pointer.high - bound
        self.state.regs[base] = replace(pointer, high=high, phase=None, fixed=False)
        self.inside(rng.randrange(1, 4), {base})
        self.label(skip)
        self.state.meet(before)

    def load_bytes(self) -> None:
        """skb_load_bytes into the frame, sometimes from behind the packet's end."""
        rng = self.rng
        contexts = [reg for reg, _ in self.pointers(CTX)]
        if self.kind is not ProgramType.SCHED_CLS or not contexts or not self.may_call():
            return
        size = rng.randrange(1, 17)
        # r1 first: the context may lie in any register that comes next.
        self.move(1, rng.choice(contexts))
        self.constant(2, rng.choice((0, 1, 5, 13, 14, 30, 60, 100, 200)))
        self.move(3, 10)
        self.add(3, self.frame.base + 8 * rng.randrange((self.frame.area - 16) // 8 + 1))
        self.constant(4, size)
        self.line(CALL, imm=26)
        self.after_call()

    def packet_window(self) -> None:
        """Check a part of the packet that begins at a computed offset, and work on it."""
        rng = self.rng
        contexts = self.pointers(CTX)
        if not contexts or len(self.free()) < 5:
            return
        ctx, _ = rng.choice(contexts)
        data, data_end = (0, 4) if self.kind is ProgramType.XDP else (76, 80)
        start = self.target(avoid=(ctx,))
        index = self.target(avoid=(ctx, start))
        end = self.target(avoid=(ctx, start, index))
        source = self.number(avoid=(ctx, start, end))
        size = rng.randrange(1, 17)
        if source != index:
            self.move(index, source)
        self.line(BPF_ALU64 | isa.BPF_AND | BPF_K, index, imm=rng.choice((7, 15, 31, 63)))
        self.load(BPF_W, start, ctx, data)
        self.load(BPF_W, end, ctx, data_end)
        self.line(BPF_ALU64 | isa.BPF_ADD | BPF_X, start, index)
        self.move(index, start)
        self.line(BPF_ALU64 | isa.BPF_ADD | BPF_K, index, imm=size)
        skip = self.labels.new()
        if rng.random() < 0.5:
            self.branch(isa.BPF_JGT, index, skip, src=end)
        else:
            self.branch(isa.BPF_JLT, end, skip, src=index)
        for reg in (start, index, end):
            self.state.regs.pop(reg, None)
        before = self.state.copy()
        self.state.regs[start] = Pointer(PACKET, 0, size, None)
        self.inside(rng.randrange(1, 4), {start})
        self.label(skip)
        self.state.meet(before)

    def packet_length(self) -> None:
        """data_end - data: a number made of two pointers."""
        contexts = self.pointers(CTX)
        if not contexts or len(self.free()) < 3:
            return
        ctx, _ = self.rng.choice(contexts)
        data, data_end = (0, 4) if self.kind is ProgramType.XDP else (76, 80)
        end = self.target(avoid=(ctx,))
        start = self.target(avoid=(ctx, end))
        self.load(BPF_W, start, ctx, data)
        self.load(BPF_W, end, ctx, data_end)
        self.line(BPF_ALU64 | isa.BPF_SUB | BPF_X, end, start)
        self.state.regs.pop(start)

    # --- flow ---

    def inside(self, count: int, frozen: set[int] | None = None) -> None:
        """Write statements one level deeper, with more registers frozen."""
        added = (frozen or set()) - self.frozen
        if len(self.free()) - len(added) < 4:
            return
        self.frozen |= added
        self.depth += 1
        self.block(count)
        self.depth -= 1
        self.frozen -= added

    def condition(self, target: int) -> None:
        rng = self.rng
        cls = rng.choice((BPF_JMP, BPF_JMP32))
        dst = self.number()
        operation = rng.choice(CONDITIONS)
        # The verifier goes mad when a register is compared with itself ("r1 < r1" may be true).
        others = [reg for reg in self.scalars() if reg != dst]
        if others and rng.random() < 0.5:
            self.branch(operation, dst, target, src=rng.choice(others), cls=cls)
        else:
            self.branch(operation, dst, target, imm=immediate(rng), cls=cls)

    def choice(self) -> None:
        """if, if/else, or a way out of the function."""
        if self.depth >= 3:
            return
        rng = self.rng
        other, end = self.labels.new(), self.labels.new()
        self.condition(other)
        before = self.state.copy()
        kind = rng.random()
        if kind < 0.1:
            self.inside(rng.randrange(2))
            self.leave()
            self.label(other)
            self.state = before
            return
        self.inside(rng.randrange(1, 4))
        if kind < 0.5:
            self.label(other)
            self.state.meet(before)
            return
        self.goto(end)
        self.label(other)
        after = self.state
        self.state = before
        self.inside(rng.randrange(1, 4))
        self.label(end)
        self.state.meet(after)

    def leave(self) -> None:
        """Return a number from here."""
        source = self.number()
        if source != 0:
            self.line(BPF_ALU64 | BPF_MOV | BPF_X, 0, source)
        self.exit()

    def loop(self) -> None:
        """A loop with a known bound, its counter in a register or in the frame."""
        rng = self.rng
        saved = [reg for reg in self.free(range(6, 10)) if self.state.regs.get(reg) is None]
        slots = [-8 * (n + 1) for n in range(self.frame.slots)]
        slots = [s for s in slots if s not in self.state.slots and self.may_write_slot(s)]
        if not (saved or slots) or len(self.free()) < 6 or not self.may_call():
            return
        if self.factor > 6 or self.cost > MOST_STEPS:
            return
        # Pointers that a call would lose cannot be relied on at the top of the loop.
        for reg in range(6):
            if self.state.regs.get(reg, 0) not in (None, 0):
                del self.state.regs[reg]
        if saved and (not slots or rng.random() < 0.7):
            self._register_loop(rng.choice(saved))
        else:
            self._slot_loop(rng.choice(slots))

    def _loop_body(self, frozen: set[int], bound: int) -> int:
        """Write label and body of a loop so that its end fits its top; return the label."""
        top = self.labels.new()
        kept = {reg for reg in range(6, 10) if self.state.regs.get(reg) is not None}
        kept &= set(self.free())
        kept_slots = set(self.state.slots) - self.frozen_slots
        self.label(top)
        start = self.state.copy()
        self.frozen_slots |= kept_slots
        self.factor *= bound
        self.inside(self.rng.randrange(1, 5), frozen | kept)
        self.factor //= bound
        self.frozen_slots -= kept_slots
        for reg, pointer in start.regs.items():
            if pointer is None and self.state.regs.get(reg, 0) is not None:
                self.constant(reg)
        return top

    def _register_loop(self, counter: int) -> None:
        rng = self.rng
        bound = rng.randrange(1, 7)
        kind = rng.randrange(3)
        if kind == 2:
            source = self.number(avoid=(counter,))
            self.move(counter, source)
            self.line(BPF_ALU64 | isa.BPF_AND | BPF_K, counter, imm=rng.choice((1, 3, 7)))
        else:
            self.constant(counter, bound if kind == 0 else 0)
        top = self._loop_body({counter}, 7 if kind == 2 else bound)
        cls = rng.choice((BPF_JMP, BPF_JMP32))
        if kind == 1:
            self.add(counter, 1)
            self.branch(isa.BPF_JLT, counter, top, imm=bound, cls=cls)
        else:
            self.add(counter, -1)
            self.branch(isa.BPF_JSGT, counter, top, imm=0, cls=cls)

    def _slot_loop(self, slot: int) -> None:
        bound = self.rng.randrange(1, 5)
        self.line(BPF_ST | BPF_MEM | BPF_DW, 10, 0, slot, bound)
        self.frozen_slots.add(slot)
        top = self._loop_body(set(), bound)
        self.frozen_slots.discard(slot)
        plain = [reg for reg in self.free() if self.state.regs.get(reg) is None]
        counter = self.rng.choice(plain)
        self.load(BPF_DW, counter, 10, slot)
        self.add(counter, -1)
        self.store(BPF_DW, 10, slot, counter)
        self.branch(isa.BPF_JNE, counter, top, imm=0)

    # --- calls ---

    def call(self) -> None:
        """Call a subprogram."""
        if not self.callees or not self.may_call():
            return
        # A context must come from a register that the call does not need for another argument.
        contexts = [reg for reg, _ in self.pointers(CTX) if reg == 0 or reg > 5]
        callees = [f for f in self.callees if contexts or Pointer(CTX) not in f.args]
        if not callees:
            return
        function = self.rng.choice(callees)
        if self.cost + self.factor * function.cost > MOST_STEPS:
            return
        self.cost += self.factor * function.cost
        for index, arg in enumerate(function.args):
            reg = index + 1
            if arg is None:
                numbers = [r for r in self.scalars() if r == 0 or r > 5]
                if numbers and self.rng.random() < 0.7:
                    self.move(reg, self.rng.choice(numbers))
                else:
                    self.constant(reg)
            elif arg.region == CTX:
                self.move(reg, self.rng.choice(contexts))
            elif arg.region == STACK:
                span = arg.high - arg.low
                offset = self.frame.base + 8 * self.rng.randrange((self.frame.area - span) // 8 + 1)
                self.move(reg, 10)
                self.add(reg, offset)
            else:
                offset = 8 * self.rng.randrange((SCRATCH - arg.high) // 8 + 1)
                self.address(reg, VALUES_MAP, offset)
        self.line(CALL, 0, BPF_PSEUDO_CALL, target=function.label)
        self.after_call()
        self.height = max(self.height, function.height + 1)

    def lookup(self) -> None:
        """Look an element up, and work on it when it is there."""
        rng = self.rng
        if not self.may_call() or len(self.free()) < 7:
            return
        name, key_size, size = rng.choice(
            ((VALUES_MAP, 4, SCRATCH), (CELLS.name, 4, 12), (TABLE.name, 8, 16))
        )
        self._key(2, key_size)
        self.address(1, name)
        self.line(CALL, imm=1)
        self.after_call()
        del self.state.regs[0]
        missing = self.labels.new()
        if rng.random() < 0.5:
            self.branch(isa.BPF_JEQ, 0, missing, imm=0)
        else:
            found = self.labels.new()
            self.branch(isa.BPF_JNE, 0, found, imm=0)
            self.goto(missing)
            self.label(found)
        before = self.state.copy()
        pointer = 0
        self.state.regs[0] = Pointer(VALUES, 0, size)
        saved = self.free(range(6, 10))
        if saved and rng.random() < 0.5:
            pointer = rng.choice(saved)
            self.move(pointer, 0)
            del self.state.regs[0]
        # A hash element may be deleted and used anew while a pointer to it is alive.
        hidden = self.callees, self.may_change
        self.callees, self.may_change = [], False
        self.inside(rng.randrange(1, 4), {pointer})
        self.callees, self.may_change = hidden
        self.label(missing)
        self.state.meet(before)

    def change_map(self) -> None:
        """Update or delete through a helper; its result is a number."""
        rng = self.rng
        if not self.may_call() or not self.may_change:
            return
        use_table = rng.random() < 0.7
        self._key(2, 8 if use_table else 4)
        if rng.random() < 0.7:
            offset = self.frame.base + 8 * rng.randrange((self.frame.area - 16) // 8 + 1)
            self.move(3, 10)
            self.add(3, offset)
            self.constant(4, rng.choice((0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 8, -1)))
            helper = 2
        else:
            helper = 3
        self.address(1, TABLE.name if use_table else CELLS.name)
        self.line(CALL, imm=helper)
        self.after_call()

    def _key(self, reg: int, size: int) -> None:
        """``reg`` = address of a key in the frame, often one that exists."""
        offset = self.area()
        width = BPF_W if size == 4 else BPF_DW
        if self.rng.random() < 0.8:
            key = self.rng.choice((0, 0, 0, 1, 2, 3))
            self.line(BPF_ST | BPF_MEM | width, 10, 0, offset, key)
        self.move(reg, 10)
        self.add(reg, offset)

    def packet_load(self) -> None:
        """LD_ABS or LD_IND: r6 must be the context; a miss ends the program."""
        rng = self.rng
        context = self.state.regs.get(6)
        if self.kind is not ProgramType.SCHED_CLS or not self.may_call():
            return
        if context is None or context.region != CTX:
            return
        size = rng.choice((BPF_B, BPF_H, BPF_W))
        if rng.random() < 0.5:
            self.line(isa.BPF_LD | isa.BPF_ABS | size, imm=rng.randrange(24))
        else:
            index = self.own_number(avoid=(6,))
            self.line(BPF_ALU64 | isa.BPF_AND | BPF_K, index, imm=rng.choice((7, 15, 63)))
            self.line(isa.BPF_LD | isa.BPF_IND | size, 0, index, imm=rng.randrange(12))
        self.after_call()


_STATEMENTS: tuple[tuple[int, Callable[[Writer], None]], ...] = (
    (40, Writer.alu),
    (12, Writer.unary),
    (6, Writer.new_constant),
    (14, Writer.read),
    (14, Writer.write),
    (9, Writer.atomic),
    (3, Writer.expected_exchange),
    (4, Writer.context),
    (3, Writer.values_pointer),
    (2, Writer.frozen_pointer),
    (2, Writer.compared_index),
    (2, Writer.load_bytes),
    (4, Writer.copy_pointer),
    (4, Writer.spill),
    (4, Writer.indexed),
    (2, Writer.packet_window),
    (1, Writer.packet_length),
    (10, Writer.choice),
    (4, Writer.loop),
    (4, Writer.call),
    (3, Writer.lookup),
    (3, Writer.change_map),
    (5, Writer.packet_load),
)
