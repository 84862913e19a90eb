"""The workspace of a run: stack, context, packet buffer and the `State` that ties them together.

A workspace serves one run at a time; threads take them from a pool, so a process has as many as it
ever had runs at once, however many programs it holds.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import struct
import sys
from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from progpack.bpf.context.build import ContextLayout, RunArg, RunContext, build, metadata
from progpack.bpf.context.linear import linear_of
from progpack.bpf.context.link_header import LINK_HEADER, link_header
from progpack.bpf.environment import own_cgroup
from progpack.bpf.isa.limits import FRAME_SIZE, RUN_STACK
from progpack.bpf.isa.semantics import signed
from progpack.bpf.outcome import Effects, Redirect
from progpack.bpf.spec import ProgramType
from progpack.bpf.time_limits import deadline
from progpack.bpf.words import TUNNEL_BYTES
from progpack.jit import grace
from progpack.jit.interrupts import handlers
from progpack.jit.log import RunLog
from progpack.jit.native.areas import Area, low_area, new_area
from progpack.jit.native.layout import (
    COUNTED_CHUNK,
    EACH_FRAMES,
    EACH_KEY,
    HEADROOM,
    HOLDING,
    LEAST_SLICE,
    MOST_SLICE,
    NOTED_PACKET,
    READABLE_CTX,
    TAILROOM,
    WRITABLE_CTX,
    WRITABLE_PACKET,
    ContextKind,
    OnceSlot,
    RegionSlot,
    State,
)
from progpack.jit.native.runtime import native_runtime
from progpack.owned import keep_for_ever

__all__ = ["Bindings", "Workspace", "acquire", "release"]

_BUFFER = 1 << 17
_CONTEXT = 256
#: Instructions between two looks whether a run is to end: about a millisecond.
_LOOK = 1 << 20
_SEEN = struct.Struct("=3Q")
_serials = itertools.count()
_MOST_SERIALS = (1 << 30) - 1
_ORDER: Literal["little", "big"] = sys.byteorder


class Bindings(Protocol):
    """The properties of a program that a run needs."""

    @property
    def serial(self) -> int:
        """A number that no other has."""

    @property
    def type(self) -> ProgramType:
        """The program's type."""

    @property
    def attach(self) -> int:
        """``enum bpf_attach_type``: what the program is made for, 0 where nobody says."""

    @property
    def layout(self) -> ContextLayout:
        """The layout of the program's context."""

    @property
    def frames(self) -> int:
        """Most frames that are live at once."""

    @property
    def maps_address(self) -> int:
        """Address of its maps, a MapSlot each."""

    @property
    def maps_end(self) -> int:
        """The address behind the last entry of the program's table of maps."""

    @property
    def runtime_table(self) -> int:
        """Address of the table of the runtime's functions."""

    @property
    def target_address(self) -> int:
        """Address of it as tail calls find it, a TargetSlot; 0 where nobody asks."""

    @property
    def environment_address(self) -> int:
        """Address of what it is told of the world, `Words`; 0: everything is this machine's."""

    @property
    def bound(self) -> int | None:
        """The most budget that a run takes, where its image does not count; else None."""

    @property
    def work(self) -> int:
        """Instructions that a run takes; of one that counts, between two times that it counts."""

    @property
    def logs(self) -> bool:
        """Whether the program, or a program that it tail-calls, may print or clone."""


class Workspace:
    """Memory for one run at a time.

    Attributes:
        state: what compiled code gets.
        address: of the state.
        prepared: serial of the program that `run_once` runs next; -1: none.
    """

    def __init__(self) -> None:
        self.state = State()
        self.address = ctypes.addressof(self.state)
        self._stack = new_area(RUN_STACK)
        self._context = low_area(_CONTEXT)
        self._fresh = new_area(_CONTEXT)
        self._buffer = low_area(_BUFFER)
        self._owner = -1
        self._slice = 0
        self._reach = 0  # bytes of the context that the regions are made for
        self._regions: ctypes.Array[RegionSlot] | None = None
        self._extra: list[Area] = []
        state = self.state
        self._keys = new_area(EACH_FRAMES * EACH_KEY)
        self._key_sizes = new_area(4 * EACH_FRAMES)
        self._holding = new_area(HOLDING)
        state.holding = self._holding.address
        self._tunnel = new_area(TUNNEL_BYTES)
        state.tunnel = self._tunnel.address
        state.keys, state.key_sizes = self._keys.address, self._key_sizes.address
        state.stack_low = self._stack.address
        state.stack_end = self._stack.address + RUN_STACK
        state.fresh = self._fresh.address
        state.random = int.from_bytes(os.urandom(8)) >> 1 | 1  # 63 bits
        state.serial = next(_serials) & _MOST_SERIALS
        state.cgroup = own_cgroup()
        state.changes = grace.address()
        keep_for_ever(state)  # forks look at it
        runtime = native_runtime()
        runtime.fork_state(runtime.forks_at, self.address)
        self._log: RunLog | None = None
        self._place_buffer()
        self.prepared = -1
        self._once = OnceSlot()
        self._once_at = ctypes.addressof(self._once)
        self._once_view = memoryview(self._once).cast("B")
        self._left = self._context.view[:0]
        self._call = runtime.run_once

    def bind(self, program: Bindings) -> None:
        """Make the maps and rights of ``program`` those of the next runs."""
        if self._owner == program.serial:
            return
        state, kind = self.state, program.layout
        state.runtime = program.runtime_table
        state.known = 0
        state.stack = state.stack_end - program.frames * FRAME_SIZE
        self._slice = state.slice = _first_slice(program.work)
        state.chunk = COUNTED_CHUNK if program.bound is None else _LOOK // program.work + 1
        state.maps, state.maps_end = program.maps_address, program.maps_end
        state.writable = (
            (WRITABLE_CTX if kind.whole else 0)
            | (READABLE_CTX if kind.all_readable else 0)
            | (WRITABLE_PACKET if kind.packet_writable else 0)
        )
        self._set_regions(program, [], kind.size)
        state.target = program.target_address
        state.environment = program.environment_address
        state.attach = program.attach
        if program.logs and self._log is None:
            self._log = RunLog()
            state.log = self._log.address
        self._owner = program.serial

    def allow(self, budget: int, timeout: float | None = None) -> None:
        """Give the next run a budget and a time limit.

        Args:
            budget: taken backward jumps and calls.
            timeout: seconds, or None.

        Raises:
            UsageError: the timeout is negative, too long or not a number.
        """
        state = self.state
        state.budget = budget
        # The run asks for the first time when it is there.
        state.limit = max(budget - self._slice, 0)
        state.deadline = 0 if timeout is None else deadline(timeout)
        state.attend = handlers()

    def effects(self, map_names: Mapping[int, str]) -> Effects:
        """Return the effects of the last run, and empty the log.

        Args:
            map_names: the maps that a packet can be sent to, by address.
        """
        state = self.state
        printed, clones, signals = self._log.take(state) if self._log is not None else ([], [], [])
        redirect = None
        if state.redirect:
            name = map_names.get(state.redirect_map, "")
            redirect = Redirect(state.redirect_target, name, state.redirect_flags)
        retval = signed(state.retval, 32) if state.retval_set else None
        tunnel = None
        if state.tunnelled:
            from progpack.bpf.outside.tunnel import TunnelInfo

            tunnel = TunnelInfo.unpacked(bytes(self._tunnel.view), "=").sent("=")
        return Effects(printed, clones, redirect, retval, signals, tunnel)

    def enter(
        self,
        program: Bindings,
        packet: bytes | bytearray | memoryview,
        context: RunContext | None,
        args: Sequence[RunArg] | None,
        linear: int | None = None,
    ) -> tuple[int, int]:
        """Put packet, context and arguments in place; r1 and r2 of the program.

        Raises:
            UsageError: an input that the program's type does not have.
        """
        self.prepared = -1
        state, kind = self.state, program.layout
        state.data = state.data_end = state.meta = state.buffer + HEADROOM
        state.fragments = 0
        state.redirect = state.link = state.retval = state.retval_set = 0
        state.network = 0 if kind.from_network else LINK_HEADER
        state.checksum = state.tunnelled = 0
        if kind.packet:
            self.split_at(linear_of(program.type, linear))
            self.make_room(len(packet))
            header = state.link = link_header(kind, packet) if kind.from_network else 0
            front = metadata(program.type, context)
            self._buffer.view[HEADROOM - len(front) : HEADROOM] = front
            start = HEADROOM - header
            self._buffer.view[start : start + len(packet)] = packet
            state.data = state.buffer + HEADROOM
            state.meta = state.data - len(front)
            length = len(packet) - header
            state.data_end = state.data + min(length, state.linear)
            state.fragments = max(length - state.linear, 0)
        placed: list[Area] = []

        def place(value: bytes) -> int:
            area = new_area(max(len(value), 1))
            area.view[: len(value)] = value
            placed.append(area)
            return area.address

        image = build(
            program.type,
            packet=packet,
            data=state.data,
            context=context,
            args=args,
            place=place,
            at=self._context_address,
            byteorder=_ORDER,
            linear=linear,
        )
        if placed or self._extra or (kind.size and len(image) != self._reach):
            self._extra = placed
            self._set_regions(program, placed, len(image))
        entered = self._set_context(image, flat=program.type is ProgramType.FLAT)
        state.retval_at = state.ctx + kind.retval_at if kind.retval_at else 0
        return entered

    def split_at(self, linear: int) -> None:
        """Have the packets of the next runs in fragments from so many bytes on.

        Args:
            linear: the most bytes of the linear part, see `progpack.bpf.context.linear`.
        """
        state = self.state
        state.linear, state.fragments = linear, 0

    def prepare(self, program: Bindings, entry: int, kind: ContextKind) -> None:
        """Have `run_once` run a program: all but the packet is put in place.

        Args:
            program: to which the workspace is bound.
            entry: address to call.
            kind: of its context.
        """
        self.enter(program, b"", None, None)
        self._once.entry, self._once.kind = entry, kind
        state = self.state
        self._left = self._context.view[: state.ctx_end - state.ctx]
        self.prepared = program.serial

    def run_once(self, packet: bytes, budget: int) -> int:
        """Run the program that is prepared, without a context of the caller or a time limit.

        Args:
            packet: the packet; the program works on a copy.
            budget: taken backward jumps and calls.

        Returns:
            Its r0; `seen` says what else there is.
        """
        length = len(packet)
        if length > self._most:
            self.make_room(length)
        return self._call(self.address, self._once_at, packet, length, budget, handlers())

    def seen(self, packet: bytes) -> tuple[int, bytes, bytes]:
        """Tell what `run_once` left: bits of what is to be looked at, the packet, the context.

        Args:
            packet: what it was given.
        """
        noted, start, size = _SEEN.unpack_from(self._once_view, OnceSlot.noted.offset)
        if noted & NOTED_PACKET:
            packet = bytes(self._buffer.view[start : start + size])
        return noted, packet, bytes(self._left)

    def enter_callback(self, key: bytes) -> int:
        """Prepare a call back: no packet, no context, and a key; return the key's address."""
        self.prepared = -1
        state = self.state
        state.data = state.data_end = state.meta = state.buffer + HEADROOM
        state.fragments = 0
        state.ctx_end = state.ctx = self._context.address
        state.no_context = 0
        state.redirect = state.network = state.link = 0
        state.checksum = state.tunnelled = 0
        self._keys.view[: len(key)] = key
        self._key_sizes.view[:4] = len(key).to_bytes(4, _ORDER)
        return self._keys.address

    def make_room(self, length: int) -> None:
        """Make the packet buffer at least ``length`` bytes long.

        Raises:
            OutOfMemoryError: there is no room below 4 GiB.
        """
        if HEADROOM + length + TAILROOM > self._buffer.size:
            self._buffer = low_area(HEADROOM + length + TAILROOM)
            self._place_buffer()

    @property
    def room(self) -> int:
        """Bytes for packets behind the headroom."""
        return self._buffer.size - HEADROOM - TAILROOM

    def room_for(self, length: int) -> int:
        """The room of a fresh buffer for packets of so many bytes, whatever ran here before."""
        return min(self.room, max(length, _BUFFER - HEADROOM - TAILROOM))

    def packet(self) -> bytes:
        """The packet as the program left it, the metadata that it put in front included.

        A link-layer header that the program did not see is zeros, as BPF_PROG_TEST_RUN gives it.
        """
        state = self.state
        left = self._buffer.view[
            state.meta - state.buffer : state.data_end + state.fragments - state.buffer
        ]
        return bytes(state.link) + left if state.link else bytes(left)

    def context(self) -> bytes:
        """The context as the program left it."""
        return ctypes.string_at(self.state.ctx, self.state.ctx_end - self.state.ctx)

    def _place_buffer(self) -> None:
        state = self.state
        state.buffer = self._buffer.address
        state.buffer_end = self._buffer.address + self._buffer.size
        state.data = state.data_end = state.meta = self._buffer.address + HEADROOM
        state.fragments = 0
        self._most = self.room

    def _context_address(self, size: int) -> int:
        """Return the address that a context of ``size`` bytes is going to have."""
        if size > self._context.size:
            self._context = low_area(size)
            self._owner = -1  # what programs may write of it has moved
        return self._context.address

    def _set_context(self, image: bytes, *, flat: bool) -> tuple[int, int]:
        state = self.state
        if len(image) > self._context.size:
            # Contexts with writable fields are small, so none of those has moved.
            self._context = low_area(len(image))
        self._context.view[: len(image)] = image
        if len(image) <= _CONTEXT:  # contexts of packet programs are
            self._fresh.view[: len(image)] = image
        state.ctx = self._context.address
        state.no_context = not image
        state.ctx_end = self._context.address + len(image)
        return (state.ctx if image else 0), (len(image) if flat else 0)

    def _set_regions(self, program: Bindings, extra: Sequence[Area], size: int) -> None:
        # What may be accessed behind a structure ends where the context of ``size`` bytes does.
        kind, start = program.layout, self._context.address
        parts = [(*part, True) for part in kind.writable]
        if not kind.all_readable:
            parts += [(*part, False) for part in kind.readable]
        ranges = [
            (start + first, start + min(end, size), writable)
            for first, end, writable in parts
            if first < size
        ]
        ranges += [(area.address, area.address + area.size, False) for area in extra]
        slots = (RegionSlot * len(ranges))(*(RegionSlot(*part) for part in ranges))
        self._regions = slots
        self._reach = size
        self.state.regions = ctypes.addressof(slots)
        self.state.regions_end = self.state.regions + ctypes.sizeof(slots)


def _first_slice(work: int) -> int:
    """Return how much budget a run takes before its first look at the clock; later it adapts.

    Args:
        work: instructions between two times that the run takes from its budget.
    """
    return min(max(_LOOK // work, LEAST_SLICE), MOST_SLICE)


_free: list[Workspace] = []


def acquire() -> Workspace:
    """A workspace nobody else uses."""
    try:
        return _free.pop()
    except IndexError:
        return Workspace()


def release(workspace: Workspace) -> None:
    """Return a workspace to the pool."""
    _free.append(workspace)
