"""What is known of the registers, and what is only believed, at one point of a program.

The lowering asks for two things. *Sure*: where a pointer lies in its region, as a range of offsets,
so that an access that is inside for all of them needs no check at run time. *Believed*: a pointer
that probably is into the packet or into a map's values is checked against that region first; when
the belief is wrong the slow check looks at all regions, so a belief can cost time but never safety.

The packet's end is not known when a program is compiled. What a comparison with it proves is kept
as ``rooms``: from an anchor, the packet's first byte or an address that was computed, so many bytes
certainly lie in the packet. Nothing here moves the packet: programs that call what could
(`steady`) have no sure packet pointers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from progpack.bpf.analysis.ranges import MAX32, MAX64, MIRRORED, Range, arithmetic, compared, cut
from progpack.bpf.context.build import layout
from progpack.bpf.helpers.lookup import SUPPORTED, effects_of
from progpack.bpf.helpers.record import Effect, Helper, Returns
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.bpf.map_memory import value_stride, values_bytes
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramType

__all__ = [
    "CALLER",
    "CTX",
    "END",
    "FRAME",
    "MAP",
    "NUMBER",
    "PACKET",
    "VALUES",
    "Kinds",
    "Surroundings",
    "Value",
    "in_frame",
    "packet_fields",
    "value_stride",
    "values_bytes",
]

FRAME, CALLER, CTX, PACKET, END, VALUES, MAP, NUMBER = (
    "frame", "caller", "ctx", "packet", "end", "values", "map", "number",
)  # fmt: skip


class Value(NamedTuple):
    """A register: a number in a range, or a pointer. Where nothing is known there is None instead.

    Attributes:
        what: NUMBER, or the region it points into; END is the packet's end, MAP a map itself,
            CALLER the frame of a function that is not returned to yet.
        low: a number's least value; a pointer's least offset: from r10 (CALLER: that function's
            own), the first byte of context
            or packet, of a map's values, or of an element where ``size`` is an element's.
        high: the most; both are included.
        map: name of the map of VALUES and MAP.
        size: bytes of the memory that VALUES are offsets into.
        sure: False when the region is only believed; then the range says nothing.
        null: it may be the null pointer instead.
        anchor: packet: 0, or 1 + the instruction that computed the address ``past`` bytes before.
        past: see there.
    """

    what: str
    low: int = 0
    high: int = 0
    map: str = ""
    size: int = 0
    sure: bool = True
    null: bool = False
    anchor: int = 0
    past: int = 0


_ZERO: Final = Value(NUMBER)
#: Offsets beyond this are not followed; far from where an address could wrap.
_FAR: Final = 1 << 31


@cache
def packet_fields(type: ProgramType) -> tuple[int, ...]:  # noqa: A002 - the field's name
    """Where the context of a packet program holds the packet's address and its end.

    Both are 32 bits, as in ``struct xdp_md`` and ``struct __sk_buff``, and no program writes them.
    Empty for other programs, and where programs may not read them.
    """
    kind = layout(type)
    found = {field.name: field.offset for field in kind.fields if field.size == 4}
    if not kind.packet or not {"data", "data_end"} <= found.keys():
        return ()
    places = found["data"], found["data_end"]
    written = any(kind.may_write(place + byte, 1) for place in places for byte in range(4))
    return () if written or not all(kind.may_read(place, 4) for place in places) else places


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all functions of a program share.

    Attributes:
        type: the program's type.
        refs: its map references by instruction.
        maps: its maps by name.
        steady: whether nothing it calls can move the packet.
        releases: whether it calls what gives a record of a ring buffer back.
    """

    type: ProgramType
    refs: Mapping[int, MapRef]
    maps: Mapping[str, MapSpec]
    steady: bool
    releases: bool

    @classmethod
    def of(
        cls,
        type: ProgramType,  # noqa: A002
        refs: Mapping[int, MapRef],
        maps: Mapping[str, MapSpec],
        *,
        insns: Sequence[Insn],
        functions: int,
    ) -> Surroundings:
        """From the instructions of a program and the number of its functions.

        Another program that a subprogram calls may move the packet, and this one goes on.
        """
        calls = {(i.src, i.imm) for i in insns if i.opcode == isa.CALL}
        helpers = {number for source, number in calls if source == 0}
        effects = effects_of(helpers)
        steady = Effect.MOVES_PACKET not in effects and all(source <= 1 for source, _ in calls)
        steady = steady and not (Effect.CONTINUES in effects and functions > 1)
        provided = filter(None, map(SUPPORTED.get, helpers))
        return cls(type, refs, maps, steady, any(helper.releases for helper in provided))


class Kinds:
    """The values of all registers, and of what was spilled to the frame, at one point.

    Attributes:
        regs: r0 to r10.
        slots: what 8 bytes at an offset from r10 hold, where something is known of it.
        rooms: bytes that lie in the packet from an anchor on, for the anchors of which that is
            known; below 0 where only an address before the anchor was compared.
    """

    __slots__ = ("around", "regs", "rooms", "slots")

    def __init__(self, around: Surroundings, *, main: bool) -> None:
        self.around = around
        self.regs: list[Value | None] = [_ZERO] * 10 if main else [None] * 10
        self.regs.append(Value(FRAME))
        self.slots: dict[int, Value] = {}
        self.rooms: dict[int, int] = {}
        if main:
            self.regs[1] = Value(CTX)
            self.regs[2] = None

    def copy(self) -> Kinds:
        """The same knowledge, to be changed on its own."""
        twin = Kinds.__new__(Kinds)
        twin.around = self.around
        twin.regs, twin.slots, twin.rooms = self.regs.copy(), self.slots.copy(), self.rooms.copy()
        return twin

    # --- joining ---

    def join(self, other: Kinds, *, widen: bool = False) -> bool:
        """Keep what both have; whether anything was lost.

        Args:
            other: what comes along another way.
            widen: let ranges that grow become all there can be, so that loops come to an end.
        """
        changed = False
        for index, (mine, theirs) in enumerate(zip(self.regs, other.regs, strict=True)):
            if mine is not theirs:
                both = _join(mine, theirs, widen) if mine != theirs else self._alone(mine)
                if both is not mine:
                    self.regs[index] = both
                    changed = True
        for offset, held in list(self.slots.items()):
            there = other.slots.get(offset)
            if held is not there:
                both = _join(held, there, widen) if held != there else self._alone(held)
                changed |= both is not held
                if both is None:
                    del self.slots[offset]
                else:
                    self.slots[offset] = both
        for anchor, room in list(self.rooms.items()):
            theirs_room = other.rooms.get(anchor)
            if theirs_room is not None and theirs_room >= room:
                continue
            changed = True
            if theirs_room is None or widen:
                del self.rooms[anchor]
            else:
                self.rooms[anchor] = theirs_room
        return changed

    def same(self, other: Kinds) -> bool:
        """Whether both know the same, also of what is a copy of what."""
        if (self.regs, self.slots, self.rooms) != (other.regs, other.slots, other.rooms):
            return False
        return self._copies() == other._copies()

    def _copies(self) -> list[int]:
        """For each register and slot, which of them is the first with the very same value."""
        every = [*self.regs, *(self.slots[offset] for offset in sorted(self.slots))]
        first: dict[int, int] = {}
        return [first.setdefault(id(value), index) for index, value in enumerate(every)]

    def _alone(self, value: Value | None) -> Value | None:
        """The same value, no longer known to be a copy of another's."""
        if value is None or value is _ZERO:
            return value
        same = sum(each is value for each in (*self.regs, *self.slots.values()))
        return value if same == 1 else value._replace()

    # --- going past an instruction ---

    def step(self, insns: Sequence[Insn], pc: int) -> None:
        """Go past the instruction at ``pc``."""
        insn = insns[pc]
        group = insn.opcode & 7
        if group == isa.BPF_ALU64:
            self.regs[insn.dst] = self._alu64(insn, pc)
        elif group == isa.BPF_ALU:
            self.regs[insn.dst] = self._alu32(insn)
        elif group == isa.BPF_LDX:
            self.regs[insn.dst] = self._load(insn)
        elif group in (isa.BPF_ST, isa.BPF_STX):
            self._store(insn)
        elif insn.opcode == isa.CALL:
            self._call(insn)
        elif insn.opcode == isa.LDDW:
            self.regs[insn.dst] = self._wide(insns, pc)
        elif group == isa.BPF_LD:
            self._clobber(None)

    def number(self, register: int) -> Range:
        """The range of a number; None also for what may be a pointer."""
        return _range(self.regs[register])

    def _alu32(self, insn: Insn) -> Value | None:
        operation = insn.opcode & 0xF0
        if operation == isa.BPF_MOV:
            if not insn.opcode & isa.BPF_X:
                return _number((insn.imm & MAX32,) * 2)
            source = self.regs[insn.src]
            known = _range(source)
            if insn.off:
                low, high = cut(known, insn.off)
                fits = known is not None and high < 1 << (insn.off - 1)
                return _number((low, high) if fits else (0, MAX32))
            return source if known is not None and known[1] <= MAX32 else _number((0, MAX32))
        if operation == isa.BPF_END:
            return None if insn.imm == 64 else _number((0, (1 << insn.imm) - 1))
        return _number(self._arithmetic(insn, operation, 32) or (0, MAX32))

    def _arithmetic(self, insn: Insn, operation: int, bits: int) -> Range:
        left = _range(self.regs[insn.dst])
        if operation == isa.BPF_NEG or (insn.off and operation in (isa.BPF_DIV, isa.BPF_MOD)):
            return None
        constant = insn.imm & MAX64
        right = _range(self.regs[insn.src]) if insn.opcode & isa.BPF_X else (constant, constant)
        return arithmetic(operation, bits, left, right)

    def _alu64(self, insn: Insn, pc: int) -> Value | None:
        operation = insn.opcode & 0xF0
        immediate = not insn.opcode & isa.BPF_X
        if operation == isa.BPF_MOV:
            if immediate:
                return _number((insn.imm & MAX64,) * 2)
            source = self.regs[insn.src]
            if not insn.off:
                return source
            known = _range(source)
            return source if known and known[1] < 1 << (insn.off - 1) else None
        if operation == isa.BPF_END:
            return None if insn.imm == 64 else _number((0, (1 << insn.imm) - 1))
        mine = self.regs[insn.dst]
        theirs = None if immediate else self.regs[insn.src]
        pointer = mine is not None and mine.what != NUMBER
        if not pointer and (theirs is None or theirs.what == NUMBER):
            return _number(self._arithmetic(insn, operation, 64))
        if operation not in (isa.BPF_ADD, isa.BPF_SUB):
            return None
        if pointer and mine is not None:
            if immediate:
                by = insn.imm if operation == isa.BPF_ADD else -insn.imm
                return _moved(mine, by, by)
            return self._indexed(mine, theirs, pc, minus=operation == isa.BPF_SUB)
        if theirs is not None and operation == isa.BPF_ADD:
            return self._indexed(theirs, mine, pc, minus=False)
        return None

    def _indexed(self, pointer: Value, by: Value | None, pc: int, *, minus: bool) -> Value | None:
        """A pointer plus or minus a number that need not be known."""
        if by is not None and by.what != NUMBER:
            return _anywhere(pointer)
        known = _range(by)
        low, high = _signed(known)
        if low is None or high is None:
            return _anywhere(pointer)
        moved = _moved(pointer, -high, -low) if minus else _moved(pointer, low, high)
        if moved is None or not moved.sure or low == high or moved.what != PACKET:
            return moved
        self._forget_anchor(pc + 1)
        return moved._replace(anchor=pc + 1, past=0)

    def _forget_anchor(self, anchor: int) -> None:
        """What was computed there before is something else than what is computed now."""
        self.rooms.pop(anchor, None)
        for index, value in enumerate(self.regs):
            if value is not None and value.anchor == anchor:
                self.regs[index] = value._replace(anchor=0, past=0)
        for offset, value in list(self.slots.items()):
            if value.anchor == anchor:
                self.slots[offset] = value._replace(anchor=0, past=0)

    def _load(self, insn: Insn) -> Value | None:
        base = self.regs[insn.src]
        size = isa.size_bytes(insn.opcode)
        unsigned = insn.opcode & 0xE0 == isa.BPF_MEM
        if base is not None and base.sure and base.low == base.high:
            offset = base.low + insn.off
            if base.what == CTX and insn.opcode == isa.BPF_LDX | isa.BPF_MEM | isa.BPF_W:
                fields = packet_fields(self.around.type)
                if offset in fields[:1]:
                    return Value(PACKET, sure=self.around.steady)
                if offset in fields[1:] and self.around.steady:
                    return Value(END)
            if base.what == FRAME and insn.opcode == isa.BPF_LDX | isa.BPF_MEM | isa.BPF_DW:
                return self.slots.get(offset)
        return _number((0, (1 << 8 * size) - 1)) if unsigned and size < 8 else None

    def _store(self, insn: Insn) -> None:
        size = isa.size_bytes(insn.opcode)
        base = self.regs[insn.dst]
        self._overwritten(base, insn.off, size)
        stored = insn.opcode & 7 == isa.BPF_STX
        if stored and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
            fetched = _number((0, MAX32)) if size == 4 else None
            if insn.imm == isa.BPF_CMPXCHG:
                self.regs[0] = fetched
            elif insn.imm & isa.BPF_FETCH:
                self.regs[insn.src] = fetched
            return
        if base is None or base.what != FRAME or not base.sure or base.low != base.high:
            return
        value = self.regs[insn.src] if stored else _number((insn.imm & MAX64,) * 2)
        if size == 8 and value is not None and in_frame(base, insn.off, 8) is not None:
            self.slots[base.low + insn.off] = value

    def _overwritten(self, base: Value | None, offset: int, size: int) -> None:
        """What a store leaves of the slots. One that may go anywhere may go to the frame."""
        if not self.slots or self.inside(base, offset, size, write=True):
            return
        if base is None or not base.sure or base.what != FRAME:
            self._doubt_slots()
            return
        first, last = base.low + offset - 7, base.high + offset + size
        for key in [key for key in self.slots if first <= key < last]:
            del self.slots[key]

    def _doubt_slots(self) -> None:
        """Somebody may have written to the frame: what was there is believed to be there still."""
        for offset, value in list(self.slots.items()):
            believed = _anywhere(value)
            if believed is None:
                del self.slots[offset]
            else:
                self.slots[offset] = believed

    def _doubt_records(self) -> None:
        """A record may have been given back: pointers to records are only believed from here on."""
        for index, value in enumerate(self.regs):
            if self._is_record(value):
                self.regs[index] = _anywhere(value)
        for offset, value in list(self.slots.items()):
            if self._is_record(value):
                self.slots[offset] = Value(VALUES, map=value.map, sure=False)

    def _is_record(self, value: Value | None) -> bool:
        if value is None or value.what != VALUES:
            return False
        return self.around.maps[value.map].type is MapType.RINGBUF

    def _call(self, insn: Insn) -> None:
        helper = SUPPORTED.get(insn.imm) if insn.src == 0 else None
        if helper is None or helper.writes_memory:
            self._doubt_slots()
        # A function of the program may give back any record.
        inner = insn.src != 0 or (helper is not None and Effect.CALLS_BACK in helper.effects)
        if self.around.releases if inner else helper is not None and helper.releases:
            self._doubt_records()
        self._clobber(None if helper is None else self._pointed_to(helper))

    def _pointed_to(self, helper: Helper) -> Value | None:
        """What a helper's result points to."""
        first = self.regs[1]
        if first is None or first.what != MAP:
            return None
        spec = self.around.maps[first.map]
        if helper.returns is Returns.VALUE:
            sure = spec.type.traits.keyed
            return Value(VALUES, map=first.map, size=spec.value_size, null=True, sure=sure)
        if helper.returns is Returns.RECORD and spec.type is MapType.RINGBUF:
            size = self.number(2)
            if size is None or size[0] > _FAR:
                return Value(VALUES, map=first.map, sure=False, null=True)
            return Value(VALUES, map=first.map, size=size[0], null=True)
        return None

    def _clobber(self, result: Value | None) -> None:
        self.regs[0] = result
        self.regs[1:6] = [_ZERO] * 5

    def _wide(self, insns: Sequence[Insn], pc: int) -> Value | None:
        ref = self.around.refs.get(pc)
        if insns[pc].src == isa.BPF_PSEUDO_FUNC:
            return _number((isa.function_token(pc + 1 + insns[pc].imm),) * 2)
        if ref is None:
            return _number((isa.imm64(insns[pc], insns[pc + 1]),) * 2)
        if ref.offset is None:
            return Value(MAP, map=ref.map)
        size = values_bytes(self.around.maps[ref.map])
        return Value(VALUES, ref.offset, ref.offset, map=ref.map, size=size)

    # --- going along a way out of a conditional jump ---

    def branch(self, insn: Insn, *, taken: bool) -> Kinds:
        """What is known on one of its ways; this object itself where nothing more is."""
        if insn.opcode == isa.MAY_GOTO:
            return self
        bits = 64 if insn.opcode & 7 == isa.BPF_JMP else 32
        operation = insn.opcode & 0xF0
        register = bool(insn.opcode & isa.BPF_X)
        left = self.regs[insn.dst]
        right = self.regs[insn.src] if register else _number((insn.imm & MAX64,) * 2)
        if left is not None and left.what != NUMBER:
            if right is not None and right.what in (PACKET, END):
                return self._packet_compared(left, right, operation, bits, taken=taken)
            if left.null and bits == 64 and _range(right) == (0, 0):
                return self._null_compared(left, operation, taken=taken)
            return self
        if right is not None and right.what != NUMBER:
            return self
        twin = self
        found = compared(operation, bits, _range(left), _range(right), holds=taken)
        if found != _range(left):
            twin = self.copy()
            twin._learn(left, insn.dst, found)
        if register:
            mirrored = MIRRORED.get(operation)
            if mirrored is not None:
                found = compared(mirrored, bits, _range(right), _range(left), holds=taken)
                if found != _range(right):
                    twin = self.copy() if twin is self else twin
                    twin._learn(right, insn.src, found)
        return twin

    def _learn(self, old: Value | None, register: int, found: Range) -> None:
        """A register's new range, which copies of the same value have too."""
        new = _number(found)
        if old is not None:
            # Only a copy is the same object; `join` and every instruction make new ones.
            for index, value in enumerate(self.regs):
                if value is old and old is not _ZERO:
                    self.regs[index] = new
        self.regs[register] = new

    def _packet_compared(
        self, left: Value, right: Value, operation: int, bits: int, *, taken: bool
    ) -> Kinds:
        """Learn how many bytes there are before the packet's end."""
        if bits == 32 or not (left.sure and right.sure):
            return self
        if left.what == END and right.what == PACKET:
            pointer = right
            if operation not in MIRRORED:
                return self
            operation = MIRRORED[operation]
        elif left.what == PACKET and right.what == END:
            pointer = left
        else:
            return self
        more = _BEFORE_END.get((operation, taken))
        if more is None:
            return self
        twin = self.copy()
        twin._learn_room(0, pointer.low + more)
        if pointer.anchor:
            twin._learn_room(pointer.anchor, pointer.past + more)
        return twin

    def _learn_room(self, anchor: int, room: int) -> None:
        """The packet ends ``room`` bytes or more from an anchor on; below 0: before it."""
        known = self.rooms.get(anchor)
        self.rooms[anchor] = room if known is None else max(known, room)

    def _has_room(self, anchor: int, bytes_: int) -> bool:
        """Whether the packet is known to reach so far from an anchor on. Nothing known is no."""
        known = self.rooms.get(anchor)
        return known is not None and bytes_ <= known

    def _null_compared(self, left: Value, operation: int, *, taken: bool) -> Kinds:
        if operation not in (isa.BPF_JEQ, isa.BPF_JNE):
            return self
        there = taken == (operation == isa.BPF_JNE)
        if not there:
            return self
        twin = self.copy()
        new = left._replace(null=False)
        for index, value in enumerate(twin.regs):
            if value is left:
                twin.regs[index] = new
        for offset, value in list(twin.slots.items()):
            if value is left:
                twin.slots[offset] = new
        return twin

    # --- asking ---

    def inside(self, value: Value | None, offset: int, size: int, *, write: bool) -> bool:
        """Whether an access needs no check; the frame's are asked for with `in_frame`."""
        if value is None or not value.sure or value.null:
            return False
        first, last = value.low + offset, value.high + offset + size
        if value.what == CALLER:
            return first >= -FRAME_SIZE and last <= 0
        if value.what == CTX:
            kind = layout(self.around.type)
            if first < 0 or last > kind.size:
                return False
            if not write:
                return kind.may_read(first, last - first)
            return value.low == value.high and kind.may_write(first, size)
        if value.what == VALUES:
            spec = self.around.maps[value.map]
            allowed = spec.programs_write if write else spec.programs_read
            return first >= 0 and last <= value.size and allowed
        if value.what == PACKET:
            if first < 0 or (write and not layout(self.around.type).packet_writable):
                return False
            if self._has_room(0, last):
                return True
            return value.anchor != 0 and self._has_room(value.anchor, value.past + offset + size)
        return False


#: Comparison of a packet pointer with the end, whether it held -> how many bytes there are
#: certainly from the pointer on.
_BEFORE_END: Final = {
    (isa.BPF_JGT, False): 0,
    (isa.BPF_JLE, True): 0,
    (isa.BPF_JGE, False): 1,
    (isa.BPF_JLT, True): 1,
}


def in_frame(value: Value | None, offset: int, size: int) -> int | None:
    """The least offset from r10 of an access that is proved to lie in the frame, else None."""
    if value is None or value.what != FRAME or not value.sure:
        return None
    first, last = value.low + offset, value.high + offset + size
    return first if first >= -FRAME_SIZE and last <= 0 else None


def _number(known: Range) -> Value | None:
    return None if known is None else Value(NUMBER, known[0], known[1])


def _range(value: Value | None) -> Range:
    return (value.low, value.high) if value is not None and value.what == NUMBER else None


def _signed(known: Range) -> tuple[int | None, int | None]:
    """A range as signed numbers that are not far from zero, or (None, None)."""
    if known is None:
        return None, None
    low, high = known
    if high <= _FAR:
        return low, high
    if low >= MAX64 - _FAR:
        return low - MAX64 - 1, high - MAX64 - 1
    return None, None


def _anywhere(value: Value | None) -> Value | None:
    """The same region, at an unknown place in it; None for what is no region."""
    if value is None or value.what in (NUMBER, MAP, END):
        return None
    return Value(value.what, map=value.map, sure=False)


def _moved(value: Value, low: int, high: int) -> Value | None:
    if value.what in (MAP, END):
        return None
    if not value.sure or value.null:
        return _anywhere(value)
    if value.low + low < -_FAR or value.high + high > _FAR:
        return _anywhere(value)
    return value._replace(
        low=value.low + low, high=value.high + high, past=value.past + low if value.anchor else 0
    )


def _join(one: Value | None, other: Value | None, widen: bool) -> Value | None:
    if one is None or other is None:
        return None
    if one.what != other.what or one.map != other.map:
        return None
    if one.what == NUMBER:
        low, high = min(one.low, other.low), max(one.high, other.high)
        if widen and (low, high) != (one.low, one.high):
            return Value(NUMBER, 0, MAX32) if high <= MAX32 else None
        return None if (low, high) == (0, MAX64) else Value(NUMBER, low, high)
    if one.what in (MAP, END):
        return one if one == other else None
    if not one.sure:
        return one
    if not other.sure or one.size != other.size:
        return _anywhere(one)
    low, high = min(one.low, other.low), max(one.high, other.high)
    if widen and (low, high) != (one.low, one.high):
        return _anywhere(one)
    same = one.anchor == other.anchor and one.past == other.past
    return one._replace(
        low=low,
        high=high,
        null=one.null or other.null,
        anchor=one.anchor if same else 0,
        past=one.past if same else 0,
    )
