"""The world of the interpreter's helpers: memory, maps, the run, and checks of arguments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from progpack.bpf.environment import Environment
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.isa.insn import function_token
from progpack.bpf.isa.limits import MOST_RECORDS
from progpack.bpf.maps.kinds.sockets import COOKIE_AT
from progpack.bpf.maps.special_fields import lock_offset, timer_offset
from progpack.bpf.oracle.maps.arrays import ArrayMap, KeyedMap, MapOfMaps, OracleMap, RingbufMap
from progpack.bpf.oracle.memory import Memory
from progpack.bpf.oracle.sockets import PlacedSockets
from progpack.bpf.oracle.space import AddressSpace, Trap
from progpack.bpf.oracle.view import RunView
from progpack.bpf.spec import MapSpec
from progpack.fault import FaultKind
from progpack.integers import MAX_U32

__all__ = ["MOST_TEXT", "TASKS", "World"]

#: Where the kernel's memory begins: the task of a run is as far behind as its number says.
TASKS: Final = 0xFFFF888000000000

#: Bytes of a text with its NUL.
MOST_TEXT: Final = 1024


class World(Memory):
    """The memory, maps and run that the helpers of one machine act on.

    Args:
        space: the memory of the machine.
        maps: its maps.
        environment: what is asked about the world outside.
        run: the run that is under way.
        callbacks: first slots of the functions whose address the program takes.

    Attributes:
        run: the run that is under way.
        space: the memory of the machine.
        environment: what is asked about the world outside.
        sockets: the environment's, in that memory.
    """

    def __init__(
        self,
        space: AddressSpace,
        maps: Iterable[OracleMap],
        environment: Environment,
        run: RunView,
        callbacks: frozenset[int] = frozenset(),
    ) -> None:
        self.run = run
        self._tokens = frozenset(map(function_token, callbacks))
        super().__init__(space)
        self._known = {found.address: found for found in maps}
        self.environment = environment
        self.sockets = PlacedSockets(space, environment, run.byteorder)

    @property
    def context_size(self) -> int:
        """Bytes of the run's context."""
        return self.run.context_bytes

    def map_of(self, address: int) -> OracleMap:
        """Return the map at an address that a check has accepted already."""
        return self.reachable[address]

    def check(self, helper: Helper, r: list[int]) -> None:
        """Check the arguments in r1..r5.

        Raises:
            Trap: the first that is wrong.
        """
        for index in range(len(helper.args)):
            self._check(helper, index, r)

    def _check(self, helper: Helper, index: int, r: list[int]) -> None:
        value = r[index + 1]
        match helper.args[index]:
            case Arg.CTX:
                if value != self.run.context:
                    raise Trap(FaultKind.HELPER, value)
            case Arg.MAP:
                self._check_map(helper, value)
            case Arg.MAP_KEY | Arg.MAP_VALUE | Arg.MAP_VALUE_OUT as arg:
                self._check_element(arg, value, self.spec_given(helper, r))
            case Arg.MEM_READ:
                self.check_readable(value, r[index + 2])
            case Arg.MEM_WRITE:
                if r[index + 2]:
                    self.space.writable(value, r[index + 2])
            case Arg.FUNC | Arg.RINGBUF_MEM as arg:
                known = value in self._tokens if arg is Arg.FUNC else self._ringbuf_of(value)
                if not known:
                    raise Trap(FaultKind.HELPER, value)
            case Arg.ANY | Arg.SIZE | Arg.OBJECT | Arg.NONE:
                return
            case arg:
                self._check_special(helper, arg, value, r)

    def _check_special(self, helper: Helper, arg: Arg, value: int, r: list[int]) -> None:
        match arg:
            case Arg.MAP_VALUE_OR_NULL:
                if value:
                    self.check_readable(value, self.reachable[r[1]].spec.value_size)
            case Arg.CONST_STR:
                self.text_at(value)
            case Arg.DYNPTR:
                self.read(value, arg.fixed)
            case Arg.LONG_OUT | Arg.INT_OUT | Arg.DYNPTR_OUT:
                self.space.writable(value, arg.fixed)
            case Arg.DYNPTR_RECORD:
                self.space.writable(value, arg.fixed)
                data = self.address_in(value)
                if data and not self._ringbuf_of(data):
                    raise Trap(FaultKind.HELPER, data)
            case Arg.SPIN_LOCK | Arg.SPIN_LOCK_HELD:
                self._check_lock(value, held=arg is Arg.SPIN_LOCK_HELD)
            case Arg.TIMER:
                found = self.timer_at(value)
                if found is None or (helper.arg(1) is Arg.MAP and found[0].address != r[2]):
                    raise Trap(FaultKind.HELPER, value, 16)

    @property
    def reachable(self) -> dict[int, OracleMap]:
        """The machine's maps by address, and those that maps of maps among them hold now."""
        inner = [
            held
            for found in self._known.values()
            if isinstance(found, MapOfMaps)
            for held in found.held.values()
        ]
        return self._known | {held.address: held for held in inner} if inner else self._known

    def _check_lock(self, address: int, *, held: bool) -> None:
        if held:
            good = bool(address) and self.run.locked == address
        else:
            good = not self.run.locked and any(
                isinstance(found, KeyedMap)
                and (at := lock_offset(found.spec)) is not None
                and found.value_at(address - at)
                for found in self.reachable.values()
            )
        if not good:
            raise Trap(FaultKind.HELPER, address, 4)

    def timer_at(self, address: int) -> tuple[KeyedMap, int] | None:
        """The map whose value's timer is at ``address``, and the value's address; or None."""
        for found in self.reachable.values():
            at = timer_offset(found.spec)
            if at is not None and isinstance(found, KeyedMap) and found.value_at(address - at):
                return found, address - at
        return None

    def _check_element(self, arg: Arg, address: int, spec: MapSpec) -> None:
        if arg is Arg.MAP_VALUE_OUT:
            self.space.writable(address, spec.value_size)
        else:
            self.check_readable(address, spec.key_size if arg is Arg.MAP_KEY else spec.value_size)

    def _check_map(self, helper: Helper, address: int) -> None:
        found = self.reachable.get(address)
        if (
            found is None
            or found.spec.type not in helper.maps
            or (Effect.WRITES_MAP in helper.effects and not found.spec.programs_update)
        ):
            raise Trap(FaultKind.MAP, address)

    def record_size(self, address: int) -> int:
        """Bytes of the record of a ring buffer at an address."""
        ring = self._ringbuf_of(address)
        return 0 if ring is None else ring.record_size(address)

    def text(self, address: int) -> bytes:
        """Text up to its NUL, as `text_at` finds it."""
        data, start, end = self.text_at(address)
        return bytes(data[start:end])

    def text_at(self, address: int) -> tuple[bytearray | bytes, int, int]:
        """Find text up to its NUL: constant, or of at most `MOST_TEXT` bytes with it.

        Returns:
            What it lies in, and where it begins and ends there: constant text is not copied.

        Raises:
            Trap: it may not be read, has no NUL, is longer, or the run is to end.
        """
        for found in self._known.values():
            if isinstance(found, ArrayMap) and found.spec.read_only and found.spec.max_entries == 1:
                at = address - found.region.base
                left = found.spec.value_size - at
                end = self.zero_in(found.region.data, at, left) if at >= 0 else -1
                if end >= 0:
                    return found.region.data, at, at + end
        rest = self.space.rest(address, MOST_TEXT) or b""
        end = rest.find(0)
        if 0 <= end < MOST_TEXT:
            return rest, 0, end
        if len(rest) >= MOST_TEXT:
            raise Trap(FaultKind.HELPER, address)
        raise Trap(FaultKind.READ, address + len(rest), 1)

    def spec_given(self, helper: Helper, r: list[int]) -> MapSpec:
        """The spec of the map that a helper is given."""
        return self.reachable[r[1 + helper.args.index(Arg.MAP)]].spec

    def object_at(self, address: int) -> int:
        """The number that an object of a kernel is known by; not 0.

        Args:
            address: a pointer that is not null, which need not be readable.
        """
        if TASKS < address <= TASKS + MAX_U32:
            return address - TASKS
        if cookie := self.sockets.cookie(address):
            return cookie
        context = self.run.context
        if context <= address < context + self.context_size:
            at = address + COOKIE_AT
            told = self.word_at(at) if at + 8 <= context + self.context_size else 0
            return told or self.environment.socket_cookie() or address
        if self.socket_map_at(address) is not None:
            return self.word_at(address + COOKIE_AT) or address
        return address

    def socket_map_at(self, address: int) -> OracleMap | None:
        """The map of sockets that has a socket at this address; None: no map has one there."""
        for found in self.reachable.values():
            if found.spec.type.traits.sockets and self.keyed(found.address).value_at(address):
                return found
        return None

    def word_at(self, address: int) -> int:
        """The 8 bytes at an address that is known to be there, as a number."""
        place = self.space.find(address, 8)
        if place is None:
            return 0
        region, offset = place
        return int.from_bytes(region.data[offset : offset + 8], self.run.byteorder)

    def keyed(self, address: int) -> KeyedMap:
        """Return the map with keys at an address.

        Raises:
            Trap: the map has no keys.
        """
        found = self.reachable[address]
        if not isinstance(found, KeyedMap):
            raise Trap(FaultKind.MAP, address)
        return found

    def ringbuf(self, address: int) -> RingbufMap:
        """Return the ring buffer at an address.

        Raises:
            Trap: the map is no ring buffer.
        """
        found = self.reachable[address]
        if not isinstance(found, RingbufMap):
            raise Trap(FaultKind.MAP, address)
        return found

    def give_back(self, address: int, *, discard: bool) -> int:
        """Submit or discard a record; 0."""
        owner = self._ringbuf_of(address)
        if owner is None:
            raise Trap(FaultKind.HELPER, address)
        owner.commit(address, discard=discard)
        self.run.records -= 1
        return 0

    def reserve(self, address: int, size: int, flags: int = 0) -> int:
        """Reserve a record in the ring buffer at an address; 0 where that has no room.

        Raises:
            Trap: the run holds `MOST_RECORDS`, or the map is no ring buffer.
        """
        if self.run.records >= MOST_RECORDS:
            raise Trap(FaultKind.HELPER, address)
        record = self.ringbuf(address).reserve(size, flags)
        self.run.records += bool(record)
        return record

    def let_go(self, held: OracleMap) -> None:
        """Let a map give back what the run kept of it."""
        if isinstance(held, RingbufMap):
            self.run.records -= held.reserved
        held.end_run()

    def address_in(self, dynptr: int) -> int:
        """The address that a dynptr of the program's memory holds.

        Raises:
            Trap: it may not be read.
        """
        return int.from_bytes(self.read(dynptr, 8), self.run.byteorder)

    def now(self) -> int:
        """Nanoseconds since boot, as `Environment.ktime_ns`."""
        return self.environment.ktime_ns()

    def _ringbuf_of(self, address: int) -> RingbufMap | None:
        for found in self.reachable.values():
            if isinstance(found, RingbufMap) and found.is_reserved(address):
                return found
        return None
