"""The helpers as the interpreter calls them: argument checks, then plain Python.

What a helper does follows ``kernel/bpf/helpers.c``, ``kernel/trace/bpf_trace.c``,
``kernel/bpf/ringbuf.c`` and ``net/core/filter.c`` (Linux 6.18). What it takes is in
`progpack.bpf.helpers.lookup`.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, TypeAlias

from progpack.bpf.environment import Environment
from progpack.bpf.helpers import custom
from progpack.bpf.helpers.lookup import EFAULT, byte_cost
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.maps.special_fields import lock_offset
from progpack.bpf.oracle.dynptr import DYNPTR_HELPERS
from progpack.bpf.oracle.maps.arrays import (
    LruHashMap,
    MapOfMaps,
    OracleMap,
    PerfEventMap,
    ProgArrayMap,
    QueueMap,
    ValueMap,
)
from progpack.bpf.oracle.maps.base import BPF_EXIST, BPF_F_LOCK
from progpack.bpf.oracle.packet import PACKET_HELPERS
from progpack.bpf.oracle.space import AddressSpace, Trap
from progpack.bpf.oracle.text import (
    MOST_ARGUMENTS,
    compare,
    format_text,
    parse_signed,
    parse_unsigned,
)
from progpack.bpf.oracle.timers import TIMER_HELPERS
from progpack.bpf.oracle.view import RunView
from progpack.bpf.oracle.world import MOST_TEXT, PIECE, World
from progpack.bpf.spec import ProgramSpec
from progpack.errors import MissingFeatureError
from progpack.fault import FaultKind

__all__ = ["CALLING", "TAIL_CALL", "CallBack", "HelperCalls"]

_U32: Final = 0xFFFFFFFF
#: The helper that the interpreter sees to itself.
TAIL_CALL: Final = 12
_MAX_LOOPS: Final = 8 << 20
#: INITIAL_JIFFIES of a kernel with CONFIG_HZ=250: five minutes before 2^32.
_JIFFIES: Final = -300 * 250 & _U32


#: Calls a function of the program with arguments from r1 on; what it returns.
CallBack: TypeAlias = Callable[..., int]


def _loop(helpers: HelperCalls, r: list[int], call: CallBack) -> int:
    """``bpf_loop()`` in kernel/bpf/bpf_iter.c: at most BPF_MAX_LOOPS calls, until one says 1."""
    count = r[1] & _U32
    if r[4]:
        return -errno.EINVAL
    if count > _MAX_LOOPS:
        return -errno.E2BIG
    for number in range(count):
        if call(number, r[3]):
            return number + 1
    return count


def _for_each_map_elem(helpers: HelperCalls, r: list[int], call: CallBack) -> int:
    """``bpf_for_each_array_elem()``, ``bpf_for_each_hash_elem()``: until a call says 1."""
    if r[4]:
        return -errno.EINVAL
    count = 0
    for key, value in helpers.each_element(r[1]):
        count += 1
        if call(r[1], key, value, r[3]):
            break
    return count


#: The helpers that call a function of the program.
CALLING: Final = {164: _for_each_map_elem, 181: _loop}


def _pieces(size: int, *, backward: bool = False) -> Iterator[tuple[int, int]]:
    """Where the pieces of so many bytes begin and end."""
    starts = range(0, size, PIECE)
    for start in reversed(starts) if backward else starts:
        yield start, min(start + PIECE, size)


class HelperCalls(World):
    """The helpers of one machine."""

    def __init__(
        self,
        space: AddressSpace,
        maps: Iterable[OracleMap],
        environment: Environment,
        run: RunView,
        callbacks: frozenset[int] = frozenset(),
        charge: Callable[[int], None] = lambda units: None,
    ) -> None:
        super().__init__(space, maps, environment, run, callbacks)
        self._charge = charge
        env = environment
        self._calls: dict[int, Callable[[list[int]], int]] = {
            1: self._map_lookup_elem,
            2: self._map_update_elem,
            3: self._map_delete_elem,
            4: self._probe_read,
            5: lambda r: env.ktime_ns(),
            7: lambda r: env.random_u32() & _U32,
            8: lambda r: env.processor(),
            14: lambda r: env.pid_tgid(),
            15: lambda r: env.uid_gid(),
            16: self._get_current_comm,
            25: self._perf_event_output,
            27: lambda r: -errno.EINVAL if r[3] & ~0x7FF else -errno.EFAULT,
            35: lambda r: 0,
            37: self._current_task_under_cgroup,
            67: self._get_stack,
            87: self._map_push_elem,
            88: self._map_pop_elem,
            89: self._map_peek_elem,
            112: self._probe_read,
            113: self._probe_read,
            114: self._probe_read_str,
            115: self._probe_read_str,
            125: lambda r: env.boottime_ns(),
            130: self._ringbuf_output,
            131: self._ringbuf_reserve,
            132: self._ringbuf_submit,
            133: self._ringbuf_discard,
            6: self._trace_printk,
            42: lambda r: 0,
            80: lambda r: env.cgroup_id(),
            93: self._spin_lock,
            94: self._spin_unlock,
            105: lambda r: self._strto(r, parse_signed),
            106: lambda r: self._strto(r, parse_unsigned),
            118: lambda r: _JIFFIES + env.coarse_ns() // 4_000_000,
            134: self._ringbuf_query,
            160: lambda r: env.coarse_ns(),
            165: self._snprintf,
            173: lambda r: 0,
            174: lambda r: 0,
            177: self._trace_vprintk,
            182: lambda r: compare(self.read(r[1], r[2]), self.text(r[3])),
            195: self._map_lookup_percpu_elem,
            208: lambda r: env.tai_ns(),
        }
        for table in (PACKET_HELPERS, DYNPTR_HELPERS, TIMER_HELPERS):
            for number, call in table.items():
                self._calls[number] = partial(call, self)

    @property
    def provided(self) -> frozenset[int]:
        """Numbers of the helpers that can be called."""
        return frozenset({*self._calls, *CALLING, TAIL_CALL})

    def call(self, helper: Helper, r: list[int]) -> int:
        """Check the arguments in r1..r5, run the helper and return what r0 becomes.

        The result may be negative; the caller keeps 64 bits.

        Raises:
            Trap: an argument is wrong.
        """
        self.check(helper, r)
        cost = self._cost(helper, r)
        if cost:
            self._charge(cost)
        added = custom.find(helper.id)
        return self._calls[helper.id](r) if added is None else self._call_own(added, r)

    def _call_own(self, added: custom.CustomHelper, r: list[int]) -> int:
        if added.function is None:
            raise MissingFeatureError(
                f"{added.helper} is machine code, which the interpreter cannot call"
            )
        try:
            return custom.invoke(added, self, r)
        except Exception as error:
            raise Trap(FaultKind.HELPER) from error

    def _cost(self, helper: Helper, r: list[int]) -> int:
        """What the call takes from the budget by the bytes that it may handle."""
        cost = 0
        for index, arg in enumerate(helper.args):
            match arg:
                case Arg.MEM_READ | Arg.MEM_WRITE:
                    cost += byte_cost(r[index + 2])
                case Arg.MAP_KEY:
                    cost += byte_cost(self.reachable[r[1]].spec.key_size)
                case Arg.MAP_VALUE | Arg.MAP_VALUE_OUT:
                    cost += byte_cost(self.reachable[r[1]].spec.value_size)
                case Arg.CONST_STR:
                    cost += byte_cost(len(self.text(r[index + 1])) + 1)
        if (
            Effect.RESERVES in helper.effects
            and r[2] & _U32 <= self.reachable[r[1]].spec.max_entries
        ):
            cost += byte_cost(r[2] & _U32)
        return cost

    def each_element(self, address: int) -> Iterator[tuple[int, int]]:
        """Addresses of key and value of each element of a map; the key is read-only."""
        found = self.keyed(address)
        for key in list(found):
            value = found.value_address(key)
            if not value:
                continue
            region = self._space.add(bytearray(key), "key of an element", writable=False)
            try:
                yield region.base, value
            finally:
                self._space.remove(region)

    def tail_target(self, helper: Helper, r: list[int]) -> ProgramSpec | None:
        """The program that ``bpf_tail_call`` continues with, None when there is none.

        Raises:
            Trap: an argument is wrong.
        """
        self.check(helper, r)
        found = self.reachable[r[2]]
        return found.held.get(r[3] & _U32) if isinstance(found, ProgArrayMap) else None

    def _map_lookup_elem(self, r: list[int]) -> int:
        found = self.reachable[r[1]]
        key = self.read(r[2], found.spec.key_size)
        if isinstance(found, LruHashMap):
            return found.look_up(key)
        if isinstance(found, MapOfMaps):
            return found.value_address(key)
        return self.keyed(r[1]).value_address(key)

    def _map_lookup_percpu_elem(self, r: list[int]) -> int:
        # The CPU is 32 bits; there is one.
        return self._map_lookup_elem(r) if r[3] & _U32 == 0 else 0

    def _values(self, address: int) -> ValueMap:
        found = self.reachable[address]
        if not isinstance(found, ValueMap):
            raise Trap(FaultKind.MAP, address)
        return found

    def _map_push_elem(self, r: list[int]) -> int:
        found = self._values(r[1])
        return found.push_elem(self.read(r[2], found.spec.value_size), r[3])

    def _map_pop_elem(self, r: list[int]) -> int:
        found = self.reachable[r[1]]
        if not isinstance(found, QueueMap):
            raise Trap(FaultKind.MAP, r[1])
        return self._out(r[2], found.spec.value_size, found.pop_elem)

    def _map_peek_elem(self, r: list[int]) -> int:
        found = self._values(r[1])
        return self._out(r[2], found.spec.value_size, found.peek_elem)

    def _out(self, address: int, size: int, call: Callable[[bytearray], int]) -> int:
        value = bytearray(self.read(address, size))
        result = call(value)
        self.write(address, bytes(value))
        return result

    def _perf_event_output(self, r: list[int]) -> int:
        found = self.reachable[r[2]]
        if not isinstance(found, PerfEventMap):
            raise Trap(FaultKind.MAP, r[2])
        index, packet = r[3] & _U32, r[3] >> 32 & 0xFFFFF
        if r[3] >> 52:
            return -errno.EINVAL
        if index == _U32:
            index = self._env.processor()
        if index >= max(found.spec.max_entries, 1):
            return -errno.E2BIG
        seen = self.run.bytes_at(0, self.run.length)
        if packet > len(seen):
            return -errno.EFAULT
        return found.output(index, self.read(r[4], r[5]) + seen[:packet])

    def _current_task_under_cgroup(self, r: list[int]) -> int:
        full = r[2] & _U32 >= self.reachable[r[1]].spec.max_entries
        return -errno.E2BIG if full else -errno.EAGAIN

    def _get_stack(self, r: list[int]) -> int:
        self._clear(r[2], r[3])
        return -errno.EINVAL if r[4] & ~0x8FF else -errno.EFAULT

    def _map_update_elem(self, r: list[int]) -> int:
        found = self.keyed(r[1])
        key = self.read(r[2], found.spec.key_size)
        lock = lock_offset(found.spec)
        if r[4] in (BPF_F_LOCK, BPF_F_LOCK | BPF_EXIST) and lock is not None:
            value = found.value_address(key)
            if value and self.run.locked:
                return -errno.EINVAL
            if value and any(self.read(value + lock, 4)):
                # Nobody will ever give it back: the program wrote to it.
                raise Trap(FaultKind.HELPER, value + lock, 4)
        return found.update_elem(key, self.read(r[3], found.spec.value_size), r[4])

    def _map_delete_elem(self, r: list[int]) -> int:
        found = self.keyed(r[1])
        return found.delete_elem(self.read(r[2], found.spec.key_size))

    def _probe_read(self, r: list[int]) -> int:
        size = r[2]
        if not self.may(r[3], size, write=False):
            self._clear(r[1], size)
            return -EFAULT
        for start, end in _pieces(size, backward=0 < r[1] - r[3] < size):
            self.write(r[1] + start, self.read(r[3] + start, end - start))
            self.look()
        return 0

    def look(self) -> None:
        """See `World.look`."""
        self._charge(0)

    def _clear(self, address: int, size: int) -> None:
        """Zeros, with a look whether the run is to end after each piece."""
        for start, end in _pieces(size):
            self.write(address + start, bytes(end - start))
            self.look()

    def _probe_read_str(self, r: list[int]) -> int:
        """Copy up to and with the NUL; a longer text is cut and gets one."""
        size = r[2]
        if size == 0:
            return 0
        text = self._space.rest(r[3], size)
        if text is not None:
            end = text.find(0)
            if end >= 0 or len(text) == size:
                text = text[:end] if end >= 0 else text[:-1]
                self.write(r[1], text + b"\0")
                return len(text) + 1
        self._clear(r[1], size)
        return -EFAULT

    def _get_current_comm(self, r: list[int]) -> int:
        if r[2] == 0:
            # The kernel's verifier refuses this size; there is no result to copy.
            return -errno.EINVAL
        self._clear(r[1], r[2])
        self.write(r[1], self._env.comm()[: r[2] - 1])
        return 0

    # Text.

    def _reader(self, address: int, size: int, text: bool) -> bytes | None:
        data = self._space.rest(address, size)
        if data is None:
            return None
        if text and 0 in data:
            return data[: data.index(0)]
        return data if len(data) == size else None

    def _arguments(self, address: int, size: int) -> list[int] | None:
        if size % 8 or size > MOST_ARGUMENTS * 8 or (size and not address):
            return None
        data = self.read(address, size)
        order = self.run.byteorder
        return [int.from_bytes(data[at : at + 8], order) for at in range(0, size, 8)]

    def _print(self, fmt: bytes, arguments: Sequence[int] | None) -> int:
        if arguments is None or 0 not in fmt:
            return -errno.EINVAL
        text = format_text(fmt[: fmt.index(0)], arguments, self._reader)
        if isinstance(text, int):
            return text
        self.run.effects.printed.append(text[: MOST_TEXT - 1].decode(errors="replace"))
        return len(text)

    def _trace_printk(self, r: list[int]) -> int:
        return self._print(self.read(r[1], r[2]), r[3:6])

    def _trace_vprintk(self, r: list[int]) -> int:
        return self._print(self.read(r[1], r[2]), self._arguments(r[3], r[4]))

    def _snprintf(self, r: list[int]) -> int:
        arguments = self._arguments(r[4], r[5])
        if arguments is None:
            return -errno.EINVAL
        text = format_text(self.text(r[3]), arguments, self._reader)
        if isinstance(text, int):
            return text
        if r[2]:
            self.write(r[1], text[: r[2] - 1] + b"\0")
        return len(text) + 1

    def _strto(self, r: list[int], parse: Callable[[bytes, int], tuple[int, int]]) -> int:
        used, value = parse(self.read(r[1], r[2]), r[3])
        self.write(r[4], (value & (1 << 64) - 1).to_bytes(8, self.run.byteorder))
        return used

    # Locks: the interpreter has one thread, so nobody waits.

    def _spin_lock(self, r: list[int]) -> int:
        if self.read(r[1], 4) != bytes(4):
            # Nobody will ever give it back: the program wrote to it.
            raise Trap(FaultKind.HELPER, r[1], 4)
        self.write(r[1], (1).to_bytes(4, self.run.byteorder))
        self.run.locked = r[1]
        return 0

    def _spin_unlock(self, r: list[int]) -> int:
        self.write(r[1], bytes(4))
        self.run.locked = 0
        return 0

    def end_run(self) -> None:
        """Give back the lock that the run still holds."""
        if self.run.locked:
            self.write(self.run.locked, bytes(4))
            self.run.locked = 0

    # Ring buffers.

    def _ringbuf_query(self, r: list[int]) -> int:
        found = self.ringbuf(r[1])
        return {
            0: found.used,
            1: found.spec.max_entries,
            2: found.consumer,
            3: found.consumer + found.used,
        }.get(r[2], 0)

    def _ringbuf_output(self, r: list[int]) -> int:
        return self.ringbuf(r[1]).output(self.read(r[2], r[3]), r[4])

    def _ringbuf_reserve(self, r: list[int]) -> int:
        return self.ringbuf(r[1]).reserve(r[2], r[3])

    def _ringbuf_submit(self, r: list[int]) -> int:
        return self.give_back(r[1], discard=False)

    def _ringbuf_discard(self, r: list[int]) -> int:
        return self.give_back(r[1], discard=True)
