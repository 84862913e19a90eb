"""The state of the analysis at one point of a program: registers, own frame and packet.

The packet's end is not known when a program is compiled. What a comparison with it proves is kept
as ``packet_room``: from an anchor, the packet's first byte or an address that was computed, so many
bytes certainly lie in the packet. Nothing here moves the packet: programs that call what could
(`World.packet_stays`) have no proved packet pointers.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache

from progpack.bpf.analysis.ranges import Range
from progpack.bpf.analysis.value import (
    CALLER_FRAME,
    CTX,
    FAR,
    FRAME,
    PACKET,
    VALUES,
    ZERO,
    Value,
    anywhere,
    believed,
    entry_anchor,
    entry_anchors,
    is_somewhere,
    join_values,
    range_of,
)
from progpack.bpf.context.build import layout
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.lookup import known as known_helper
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.bpf.maps.types import Table
from progpack.bpf.spec import MapRef, MapSpec, ProgramSpec, ProgramType
from progpack.records import dataclass

__all__ = ["State", "World", "packet_fields"]


@cache
def packet_fields(type: ProgramType) -> tuple[int, ...]:  # noqa: A002 - the field's name
    """Offsets in a packet program's context of the packet's address and of its end.

    Both are 32 bits, as in ``struct xdp_md`` and ``struct __sk_buff``, and no program writes them.
    Empty for other programs, and where programs may not read them.
    """
    kind = layout(type)
    offsets = {field.name: field.offset for field in kind.fields if field.size == 4}
    if not kind.packet or not {"data", "data_end"} <= offsets.keys():
        return ()
    places = offsets["data"], offsets["data_end"]
    written = any(kind.may_write(place + byte, 1) for place in places for byte in range(4))
    return () if written or not all(kind.may_read(place, 4) for place in places) else places


@dataclass(frozen=True, slots=True)
class World:
    """The facts that all functions of a program share.

    Attributes:
        type: the program's type.
        refs: the program's map references by instruction.
        maps: the program's maps by name.
        packet_stays: whether nothing that the program calls can move the packet.
        releases: whether the program calls a helper that gives a record of a ring buffer back.
        little: whether the machine that runs the program is little-endian.
    """

    type: ProgramType
    refs: Mapping[int, MapRef]
    maps: Mapping[str, MapSpec]
    packet_stays: bool
    releases: bool
    little: bool = sys.byteorder == "little"

    @classmethod
    def of(cls, program: ProgramSpec, maps: Mapping[str, MapSpec], *, little: bool) -> World:
        """Collect the facts from the instructions of a program and its functions.

        Another program that a subprogram calls may move the packet, and this one goes on.

        Args:
            program: the program.
            maps: the maps that it uses, by name.
            little: byte order of the machine that it runs on.
        """
        calls = {(i.src, i.imm) for i in program.insns.slots() if i.opcode == isa.CALL}
        helpers = {number for source, number in calls if source == 0}
        effects = effects_of(helpers)
        stays = Effect.MOVES_PACKET not in effects and all(source <= 1 for source, _ in calls)
        stays = stays and not (Effect.CONTINUES in effects and len(program.functions) > 1)
        provided = filter(None, map(known_helper, helpers))
        releases = any(helper.releases for helper in provided)
        return cls(program.type, program.maps, maps, stays, releases, little)


class State:
    """The values of all registers, and of what was spilled to the frame, at one point.

    Attributes:
        regs: r0 to r10.
        slots: what 8 bytes at an offset from r10 hold, where something is known of it.
        counted: first slots of the blocks from whose begin addresses may be counted.
        packet_room: bytes that lie in the packet from an anchor on, for the anchors of which that
            is known; below 0 where only an address before the anchor was compared.
    """

    __slots__ = ("counted", "packet_room", "regs", "slots", "world")

    def __init__(self, world: World, *, main: bool) -> None:
        self.world = world
        self.regs: list[Value | None] = [ZERO] * 10 if main else [None] * 10
        self.regs.append(Value(FRAME))
        self.slots: dict[int, Value] = {}
        self.packet_room: dict[int, int] = {}
        self.counted: frozenset[int] = frozenset()
        if main:
            self.regs[1] = Value(CTX)
            self.regs[2] = None

    def copy(self) -> State:
        """Return a state of the same content that can be changed on its own."""
        twin = State.__new__(State)
        twin.world, twin.counted = self.world, self.counted
        twin.regs, twin.slots, twin.packet_room = (
            self.regs.copy(),
            self.slots.copy(),
            self.packet_room.copy(),
        )
        return twin

    # --- joining ---

    def arrived(self, at: int) -> State:
        """The state where a block begins once more.

        Addresses that were counted from where it began the last time are counted from where it
        begins now.

        Args:
            at: first slot of the block.

        Returns:
            The state itself where nothing was counted from there.
        """
        if at not in self.counted:
            return self
        twin = self.copy()
        twin.count_anew(at)
        return twin

    def count_from(self, at: int, place: int, value: Value, room: int | None = None) -> None:
        """Set a register, or a slot, to an address that is counted from where a block begins.

        Args:
            at: first slot of the block.
            place: a register's number, or a slot's offset.
            value: the address; what is counted from nowhere, as no packet's, is set as it is.
            room: bytes that are certainly in the packet from there on; None where not known.
        """
        if is_somewhere(value):
            anchor = entry_anchor(at, place)
            value, self.counted = value.anchored_at(anchor), self.counted | {at}
            if room is not None:
                self.packet_room[anchor] = room
        self._put(place, value)

    def count_anew(self, at: int) -> None:
        """Count addresses from where a block begins now, and no more from where it began last."""
        stale = entry_anchors(at)
        groups: dict[int, list[tuple[int, Value]]] = {}
        for place, value in [*enumerate(self.regs), *self.slots.items()]:
            if value is not None and value.anchor in stale:
                groups.setdefault(value.anchor, []).append((place, value))
        rooms = {anchor: room for anchor, room in self.packet_room.items() if anchor not in stale}
        for old, members in groups.items():
            # One that holds what it held is where the others are still counted from.
            first, base = next(
                (
                    one
                    for one in members
                    if (entry_anchor(at, one[0]), 0) == (old, one[1].past_anchor)
                ),
                members[0],
            )
            anchor = entry_anchor(at, first)
            room = self.room_from(base)
            if room is not None:
                rooms[anchor] = room
            for place, value in members:
                past = value.past_anchor - base.past_anchor
                if (value.anchor, value.past_anchor) != (anchor, past):
                    self._put(place, value.anchored_at(anchor, past))
        self.packet_room = rooms

    def _put(self, place: int, value: Value) -> None:
        """Set a register, or a slot where ``place`` is its offset."""
        if place < 0:
            self.slots[place] = value
        else:
            self.regs[place] = value

    def join(self, other: State, *, at: int, widen: bool = False) -> bool:
        """Keep what both have; whether anything was lost.

        Args:
            other: what comes along another way.
            at: first slot of the block that both come to. A packet address that the two ways
                computed apart is from here on what its register holds where the block begins.
            widen: let ranges that grow become all there can be, so that loops come to an end.
        """
        changed = False
        meeting = _Meeting(self, other, at)
        for index, (mine, theirs) in enumerate(zip(self.regs, other.regs, strict=True)):
            if mine is not theirs:
                both = self._both(mine, theirs, widen)
                if both is not None and both.region == PACKET:
                    both = meeting.value(index, mine, theirs, both)
                if both is not mine:
                    self.regs[index] = both
                    changed = True
        for offset, own in list(self.slots.items()):
            its = other.slots.get(offset)
            if own is not its:
                both = self._both(own, its, widen)
                if both is not None and both.region == PACKET:
                    both = meeting.value(offset, own, its, both)
                changed |= both is not own
                if both is None:
                    del self.slots[offset]
                else:
                    self.slots[offset] = both
        if meeting.rooms:
            self.counted |= {at}
        return self._join_rooms(other, meeting.rooms, widen) or changed

    def _both(self, mine: Value | None, theirs: Value | None, widen: bool) -> Value | None:
        """Return the value that covers two; ``mine`` itself where that says no more."""
        return join_values(mine, theirs, widen) if mine != theirs else self._alone(mine)

    def _join_rooms(self, other: State, met: Mapping[int, int | None], widen: bool) -> bool:
        """Keep the room in the packet that both know of; whether any was lost.

        Args:
            other: what comes along another way.
            met: the room from addresses that are counted from here on.
            widen: whether to drop what gets less.
        """
        changed = False
        for anchor, room in list(self.packet_room.items()):
            theirs = met[anchor] if anchor in met else other.packet_room.get(anchor)
            if theirs is not None and theirs >= room:
                continue
            changed = True
            if theirs is None or widen:
                del self.packet_room[anchor]
            else:
                self.packet_room[anchor] = theirs
        for anchor, new in met.items():
            if new is not None and anchor not in self.packet_room and not widen:
                self.packet_room[anchor] = new
        return changed

    def same(self, other: State) -> bool:
        """Whether both know the same, also of what is a copy of what."""
        if (self.regs, self.slots, self.packet_room) != (
            other.regs,
            other.slots,
            other.packet_room,
        ):
            return False
        return self._copies() == other._copies()

    def _copies(self) -> list[int]:
        """Return for each register and slot the first one with the very same value."""
        every = [*self.regs, *(self.slots[offset] for offset in sorted(self.slots))]
        first: dict[int, int] = {}
        return [first.setdefault(id(value), index) for index, value in enumerate(every)]

    def _alone(self, value: Value | None) -> Value | None:
        """Return a value that no longer counts as a copy of another register's or slot's."""
        if value is None or value is ZERO:
            return value
        same = sum(other is value for other in (*self.regs, *self.slots.values()))
        return value if same == 1 else Value(*value)

    # --- forgetting ---

    def overwrite(self, base: Value | None, offset: int, size: int) -> None:
        """Forget the slots that a store may change.

        A store that may go anywhere may go to the frame.
        """
        if not self.slots or self.inside(base, offset, size, write=True):
            return
        if base is None or not base.proved or base.region != FRAME:
            into_frame = base is not None and base.region == FRAME
            self.forget_slots(keep_places=not into_frame)
            return
        first, last = base.low + offset - 7, base.high + offset + size
        for key in [key for key in self.slots if first <= key < last]:
            del self.slots[key]

    def forget_slots(self, *, keep_places: bool = False) -> None:
        """Turn what is known of the slots into beliefs, after a write that may have hit the frame.

        Args:
            keep_places: whether to keep the believed places in their regions: the writer was not
                given an address in the frame.
        """
        for offset, value in list(self.slots.items()):
            belief = believed(value) if keep_places else anywhere(value)
            if belief is None:
                del self.slots[offset]
            else:
                self.slots[offset] = belief

    def forget_records(self) -> None:
        """A record may have been given back: pointers to records are only believed from here on."""
        for index, value in enumerate(self.regs):
            if self._is_record(value):
                self.regs[index] = anywhere(value)
        for offset, value in list(self.slots.items()):
            if self._is_record(value):
                self.slots[offset] = Value(VALUES, -FAR, FAR, map=value.map, proved=False)

    def _is_record(self, value: Value | None) -> bool:
        if value is None or value.region != VALUES:
            return False
        return self.world.maps[value.map].type.traits.table is Table.RING

    def forget_anchor(self, anchor: int) -> None:
        """Forget all that refers to an anchor: the address computed there is about to change."""
        self.packet_room.pop(anchor, None)
        for index, value in enumerate(self.regs):
            if value is not None and value.anchor == anchor:
                self.regs[index] = value.without_anchor()
        for offset, value in list(self.slots.items()):
            if value.anchor == anchor:
                self.slots[offset] = value.without_anchor()

    # --- the packet ---

    def learn_room(self, anchor: int, room: int) -> None:
        """The packet ends ``room`` bytes or more from an anchor on; below 0: before it."""
        known = self.packet_room.get(anchor)
        self.packet_room[anchor] = room if known is None else max(known, room)

    def room_from(self, value: Value | None) -> int | None:
        """Bytes that are certainly in the packet from an address on; None where that is unknown."""
        if value is None or value.region != PACKET or not value.proved:
            return None
        start, anchored = self.packet_room.get(0), self.packet_room.get(value.anchor)
        rooms = [] if start is None else [start - value.high]
        if value.anchor and anchored is not None:
            rooms.append(anchored - value.past_anchor)
        return max(rooms, default=None)

    def limit_offsets(self, anchor: int, most: int) -> None:
        """An anchor is at most so many bytes behind the packet's first one."""
        for place, value in [*enumerate(self.regs), *self.slots.items()]:
            if value is not None and value.anchor == anchor:
                high = max(value.low, most + value.past_anchor)
                if value.high > high:
                    self._put(place, value.up_to(high))

    def has_room(self, anchor: int, bytes_: int) -> bool:
        """Whether the packet is known to reach so far from an anchor on. Nothing known is no."""
        known = self.packet_room.get(anchor)
        return known is not None and bytes_ <= known

    # --- asking ---

    def number(self, register: int) -> Range:
        """The range of a number; None also for what may be a pointer."""
        return range_of(self.regs[register])

    def inside(self, value: Value | None, offset: int, size: int, *, write: bool) -> bool:
        """Whether an access needs no check; the frame's are asked for with `in_frame`."""
        if value is None or not value.proved or value.null:
            return False
        first, last = value.low + offset, value.high + offset + size
        if value.region == CALLER_FRAME:
            return first >= -FRAME_SIZE and last <= 0
        if value.region == CTX:
            kind = layout(self.world.type)
            if first < 0 or last > kind.size:
                return False
            if not write:
                return kind.may_read(first, last - first)
            return value.low == value.high and kind.may_write(first, size)
        if value.region == VALUES:
            spec = self.world.maps[value.map]
            allowed = spec.programs_write if write else spec.programs_read
            return first >= 0 and last <= value.size and allowed
        if value.region == PACKET:
            if first < 0 or (write and not layout(self.world.type).packet_writable):
                return False
            if self.has_room(0, last):
                return True
            return value.anchor != 0 and self.has_room(
                value.anchor, value.past_anchor + offset + size
            )
        return False


class _Meeting:
    """Packet addresses that two ways to a block computed apart, counted from where it begins.

    Attributes:
        rooms: bytes that are certainly in the packet from such an address on; None where that is
            not known.
    """

    __slots__ = ("_at", "_mine", "_other", "_seen", "rooms")

    def __init__(self, mine: State, other: State, at: int) -> None:
        self._mine, self._other, self._at = mine, other, at
        self._seen: dict[tuple[int, int, int], tuple[int, int]] = {}
        self.rooms: dict[int, int | None] = {}

    def value(
        self, place: int, mine: Value | None, theirs: Value | None, both: Value
    ) -> Value | None:
        """Return ``both``, which covers the two, with what it is counted from.

        Two addresses that are as far apart on both ways are counted from the same.
        """
        if not is_somewhere(both) or both.anchor or mine is None or theirs is None:
            return both
        anchor, past = entry_anchor(self._at, place), 0
        if (own := _counted_from(mine)) and (its := _counted_from(theirs)):
            key = own[0], its[0], own[1] - its[1]
            first, base = self._seen.setdefault(key, (anchor, own[1]))
            anchor, past = first, own[1] - base
        if not past and anchor not in self.rooms:
            self._meet(anchor, mine, theirs)
        new = both.anchored_at(anchor, past)
        return mine if new == mine else new

    def _meet(self, anchor: int, mine: Value, theirs: Value) -> None:
        lost = mine.anchor == anchor and anchor not in self._mine.packet_room
        own = None if lost else self._mine.room_from(mine)
        its = self._other.room_from(theirs)
        self.rooms[anchor] = None if own is None or its is None else min(own, its)


def _counted_from(value: Value) -> tuple[int, int] | None:
    """The anchor of an address, 0 for the packet's first byte, and how far behind it it is."""
    if value.anchor:
        return value.anchor, value.past_anchor
    return (0, value.low) if value.low == value.high else None
