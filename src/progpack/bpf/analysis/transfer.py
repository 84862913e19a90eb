"""The effect of one instruction on the state, and the state on each way out of a jump."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from progpack.bpf.analysis.arguments import known_size
from progpack.bpf.analysis.ranges import (
    MAX32,
    MAX64,
    MIRRORED,
    NEVER,
    Range,
    arithmetic,
    compared,
    cut,
    negated,
    signed_division,
)
from progpack.bpf.analysis.state import State, World, packet_fields
from progpack.bpf.analysis.value import (
    CTX,
    END,
    FAR,
    FRAME,
    LONGEST_PACKET,
    MAP,
    NUMBER,
    PACKET,
    VALUES,
    ZERO,
    Value,
    anywhere,
    in_frame,
    is_never_null,
    moved,
    number,
    range_of,
    signed_range,
)
from progpack.bpf.helpers.lookup import known as known_helper
from progpack.bpf.helpers.record import Effect, Helper, Returns
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.maps.plan import values_bytes
from progpack.bpf.maps.types import Table

__all__ = ["branch", "frozen_number", "step"]

# --- instructions ---
_REGISTER_BITS: Final = 64


def step(state: State, insns: Sequence[Insn], pc: int) -> None:
    """Go past the instruction at ``pc``, which is no jump: what is known after it."""
    insn = insns[pc]
    group = insn.opcode & 7
    if group == isa.BPF_ALU64:
        state.regs[insn.dst] = _alu64(state, insn, pc)
    elif group == isa.BPF_ALU:
        state.regs[insn.dst] = _alu32(state, insn)
    elif group == isa.BPF_LDX:
        state.regs[insn.dst] = _load(state, insn)
    elif group in (isa.BPF_ST, isa.BPF_STX):
        _store(state, insn)
    elif insn.opcode == isa.CALL:
        _call(state, insn)
    elif insn.opcode == isa.LDDW:
        state.regs[insn.dst] = _wide(state, insns, pc)
    elif group == isa.BPF_LD:
        _clobber(state, None)


def _alu32(state: State, insn: Insn) -> Value | None:
    operation = insn.opcode & 0xF0
    if operation == isa.BPF_MOV:
        if not insn.opcode & isa.BPF_X:
            return number((insn.imm & MAX32,) * 2)
        source = state.regs[insn.src]
        known = range_of(source)
        if insn.off:
            low, high = cut(known, insn.off)
            fits = known is not None and high < 1 << (insn.off - 1)
            return number((low, high) if fits else (0, MAX32))
        return source if known is not None and known[1] <= MAX32 else number((0, MAX32))
    if operation == isa.BPF_END:
        return number(_swapped(insn.imm))
    return number(_arithmetic(state, insn, operation, 32) or (0, MAX32))


def _swapped(bits: int) -> Range:
    """The numbers that the swap of so many bits leaves; None for any."""
    return (0, (1 << bits) - 1) if bits < _REGISTER_BITS else None


def _arithmetic(state: State, insn: Insn, operation: int, bits: int) -> Range:
    left = range_of(state.regs[insn.dst])
    if operation == isa.BPF_NEG:
        return negated(bits, left)
    constant = insn.imm & MAX64
    right = range_of(state.regs[insn.src]) if insn.opcode & isa.BPF_X else (constant, constant)
    if insn.off and operation in (isa.BPF_DIV, isa.BPF_MOD):
        return signed_division(operation, bits, left, right)
    return arithmetic(operation, bits, left, right)


def _alu64(state: State, insn: Insn, pc: int) -> Value | None:
    operation = insn.opcode & 0xF0
    immediate = not insn.opcode & isa.BPF_X
    if operation == isa.BPF_MOV:
        if immediate:
            return number((insn.imm & MAX64,) * 2)
        source = state.regs[insn.src]
        if not insn.off:
            return source
        known = range_of(source)
        return source if known and known[1] < 1 << (insn.off - 1) else None
    if operation == isa.BPF_END:
        return number(_swapped(insn.imm))
    mine = state.regs[insn.dst]
    theirs = None if immediate else state.regs[insn.src]
    pointer = mine is not None and mine.region != NUMBER
    if not pointer and (theirs is None or theirs.region == NUMBER):
        return number(_arithmetic(state, insn, operation, 64))
    if operation not in (isa.BPF_ADD, isa.BPF_SUB):
        return None
    if pointer and mine is not None:
        if immediate:
            by = insn.imm if operation == isa.BPF_ADD else -insn.imm
            return moved(mine, by, by)
        return _indexed(state, mine, theirs, pc, minus=operation == isa.BPF_SUB)
    if theirs is not None and operation == isa.BPF_ADD:
        return _indexed(state, theirs, mine, pc, minus=False)
    return None


def _indexed(
    state: State, pointer: Value, by: Value | None, pc: int, *, minus: bool
) -> Value | None:
    """A pointer plus or minus a number that need not be known."""
    distance = signed_range(range_of(by), MAX32 if pointer.region == PACKET else FAR)
    if distance is None:
        return anywhere(pointer)
    low, high = distance
    target = moved(pointer, -high, -low) if minus else moved(pointer, low, high)
    if target is None or not target.proved or low == high or target.region != PACKET:
        return target
    state.forget_anchor(pc + 1)
    return target.anchored_at(pc + 1)


def _load(state: State, insn: Insn) -> Value | None:
    base = state.regs[insn.src]
    size = isa.size_bytes(insn.opcode)
    unsigned = insn.opcode & 0xE0 == isa.BPF_MEM
    if base is not None and base.proved and base.low == base.high:
        offset = base.low + insn.off
        if base.region == CTX and insn.opcode == isa.BPF_LDX | isa.BPF_MEM | isa.BPF_W:
            fields = packet_fields(state.world.type)
            if offset in fields[:1]:
                start = Value(PACKET)
                return start if state.world.packet_stays else anywhere(start)
            if offset in fields[1:] and state.world.packet_stays:
                return Value(END)
        if base.region == FRAME and insn.opcode == isa.BPF_LDX | isa.BPF_MEM | isa.BPF_DW:
            return state.slots.get(offset)
        frozen = frozen_number(state.world, base, insn)
        if frozen is not None:
            return number((frozen, frozen))
    return number((0, (1 << 8 * size) - 1)) if unsigned and size < 8 else None


def frozen_number(world: World, base: Value | None, insn: Insn) -> int | None:
    """Return the number that a load from a frozen global gives, known before the program runs.

    None for any other load.
    """
    if base is None or base.region != VALUES or not base.proved or base.low != base.high:
        return None
    spec = world.maps[base.map]
    start, size = base.low + insn.off, isa.size_bytes(insn.opcode)
    # A look-up's result is somewhere in the map; only a global is where its offset says.
    if not spec.read_only or spec.data is None or base.null or base.size != values_bytes(spec):
        return None
    if not 0 <= start <= len(spec.data) - size:
        return None
    signed = insn.opcode & 0xE0 == isa.BPF_MEMSX
    data = spec.data[start : start + size]
    return int.from_bytes(data, "little" if world.little else "big", signed=signed) & MAX64


def _store(state: State, insn: Insn) -> None:
    size = isa.size_bytes(insn.opcode)
    base = state.regs[insn.dst]
    state.overwrite(base, insn.off, size)
    stored = insn.opcode & 7 == isa.BPF_STX
    if stored and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
        fetched = number((0, MAX32)) if size == 4 else None
        if insn.imm == isa.BPF_CMPXCHG:
            state.regs[0] = fetched
        elif insn.imm & isa.BPF_FETCH:
            state.regs[insn.src] = fetched
        return
    if base is None or base.region != FRAME or not base.proved or base.low != base.high:
        return
    value = state.regs[insn.src] if stored else number((insn.imm & MAX64,) * 2)
    if size == 8 and value is not None and in_frame(base, insn.off, 8) is not None:
        state.slots[base.low + insn.off] = value


# --- calls ---


def _call(state: State, insn: Insn) -> None:
    helper = known_helper(insn.imm) if insn.src == 0 else None
    # A function of the program may write anywhere, and give back any record.
    inner = insn.src != 0 or (helper is not None and Effect.CALLS_BACK in helper.effects)
    if inner or helper is None or Effect.WRITES_MEMORY in helper.effects:
        state.forget_slots(keep_places=not _is_given_frame(state, range(1, 6)))
    elif helper.writes_memory:
        _written_by(state, helper)
    if state.world.releases if inner else helper is not None and helper.releases:
        state.forget_records()
    _clobber(state, None if helper is None else _pointed_to(state, helper))


def _is_given_frame(state: State, registers: Sequence[int]) -> bool:
    """Whether one of the registers is believed to point into the own frame."""
    known = [state.regs[register] for register in registers]
    return any(value is not None and value.region == FRAME for value in known)


def _written_by(state: State, helper: Helper) -> None:
    """Forget the slots that a helper which writes to memory may change."""
    for index, arg in enumerate(helper.args):
        if not arg.writes:
            continue
        value = state.regs[index + 1]
        size = known_size(state.regs, helper, index + 1, state.world.maps)
        if size is None:
            state.forget_slots(keep_places=not _is_given_frame(state, (index + 1,)))
        else:
            state.overwrite(value, 0, size)


def _pointed_to(state: State, helper: Helper) -> Value | None:
    """Return the value of the pointer that a helper returns; None where it is unknown."""
    first = state.regs[1]
    if first is None or first.region != MAP:
        return None
    spec = state.world.maps[first.map]
    values = Value(VALUES, map=first.map, size=spec.value_size, null=True)
    if helper.returns is Returns.VALUE:
        return values if spec.type.traits.keyed else anywhere(values)
    if helper.returns is Returns.RECORD and spec.type.traits.table is Table.RING:
        size = state.number(2)
        return (
            anywhere(values)
            if size is None or size[0] > FAR
            else Value(VALUES, map=first.map, size=size[0], null=True)
        )
    return None


def _clobber(state: State, result: Value | None) -> None:
    state.regs[0] = result
    state.regs[1:6] = [ZERO] * 5


def _wide(state: State, insns: Sequence[Insn], pc: int) -> Value | None:
    ref = state.world.refs.get(pc)
    if insns[pc].src == isa.BPF_PSEUDO_FUNC:
        return number((isa.function_token(pc + 1 + insns[pc].imm),) * 2)
    if ref is None:
        return number((isa.imm64(insns[pc], insns[pc + 1]),) * 2)
    if ref.offset is None:
        return Value(MAP, map=ref.map)
    size = values_bytes(state.world.maps[ref.map])
    return Value(VALUES, ref.offset, ref.offset, map=ref.map, size=size)


# --- going along a way out of a conditional jump ---


def branch(state: State, jump: Insn, *, taken: bool) -> State | None:
    """Return the state on one of the ways out of a conditional jump.

    Returns:
        ``state`` itself where nothing more is known, None where the jump never goes this way.
    """
    if jump.opcode == isa.MAY_GOTO:
        return state
    bits = 64 if jump.opcode & 7 == isa.BPF_JMP else 32
    operation = jump.opcode & 0xF0
    register = bool(jump.opcode & isa.BPF_X)
    left = state.regs[jump.dst]
    right = state.regs[jump.src] if register else number((jump.imm & MAX64,) * 2)
    if left is not None and left.region != NUMBER:
        if right is not None and right.region in (PACKET, END):
            return _packet_compared(state, left, right, operation, bits, taken=taken)
        if bits == 64 and range_of(right) == (0, 0):
            return _null_compared(state, left, operation, taken=taken)
        return state
    if right is not None and right.region != NUMBER:
        return state
    known = compared(operation, bits, range_of(left), range_of(right), holds=taken)
    if known == NEVER:
        return None
    twin = state
    if known != range_of(left):
        twin = state.copy()
        _learn(twin, left, jump.dst, known)
    mirrored = MIRRORED.get(operation) if register else None
    if mirrored is not None:
        known = compared(mirrored, bits, range_of(right), range_of(left), holds=taken)
        if known == NEVER:
            return None
        if known != range_of(right):
            twin = state.copy() if twin is state else twin
            _learn(twin, right, jump.src, known)
    return twin


def _learn(state: State, old: Value | None, register: int, known: Range) -> None:
    """A register's new range, which copies of the same value have too."""
    new = number(known)
    if old is not None and old is not ZERO:
        # Only a copy is the same object; `State.join` and every instruction make new ones.
        for index, value in enumerate(state.regs):
            if value is old:
                state.regs[index] = new
    state.regs[register] = new


#: Comparison of a packet pointer with the end, whether it held -> how many bytes there are
#: certainly from the pointer on.
_BEFORE_END: Final = {
    (isa.BPF_JGT, False): 0,
    (isa.BPF_JLE, True): 0,
    (isa.BPF_JGE, False): 1,
    (isa.BPF_JLT, True): 1,
}


def _packet_compared(
    state: State, left: Value, right: Value, operation: int, bits: int, *, taken: bool
) -> State:
    """Learn how many bytes there are before the packet's end."""
    if bits == 32 or not (left.proved and right.proved):
        return state
    if left.region == END and right.region == PACKET:
        pointer = right
        if operation not in MIRRORED:
            return state
        operation = MIRRORED[operation]
    elif left.region == PACKET and right.region == END:
        pointer = left
    else:
        return state
    more = _BEFORE_END.get((operation, taken))
    if more is None:
        return state
    twin = state.copy()
    twin.learn_room(0, pointer.low + more)
    if pointer.anchor:
        twin.learn_room(pointer.anchor, pointer.past_anchor + more)
        twin.limit_offsets(pointer.anchor, LONGEST_PACKET - pointer.past_anchor - more)
    return twin


def _null_compared(state: State, left: Value, operation: int, *, taken: bool) -> State | None:
    if operation not in (isa.BPF_JEQ, isa.BPF_JNE):
        return state
    is_null = taken == (operation == isa.BPF_JEQ)
    if is_null:
        return None if is_never_null(left) else state
    if not left.null:
        return state
    twin = state.copy()
    new = left.not_null()
    for index, value in enumerate(twin.regs):
        if value is left:
            twin.regs[index] = new
    for offset, value in list(twin.slots.items()):
        if value is left:
            twin.slots[offset] = new
    return twin
