"""The world that helpers ask about: clocks, random numbers, and where the program runs."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from progpack.bpf.outside.durations import NANOSECONDS, nanoseconds
from progpack.bpf.words import TASK_COMM_LEN, Given, Words
from progpack.errors import UsageError
from progpack.integers import MAX_U32, MAX_U64, integer_within, shorten
from progpack.memory.guard.child_locks import renew_in_child

if TYPE_CHECKING:
    # Most runs have no network and no sockets: what they need is loaded when they are given.
    from progpack.bpf.network import Interface, Neighbour, Network, Route
    from progpack.bpf.outside.tunnel import Tunnel
    from progpack.bpf.sockets import OpenSocket, OpenSockets, Socket

__all__ = [
    "CPUS",
    "NANOSECONDS",
    "Environment",
    "Given",
    "Words",
    "environment_of",
    "nanoseconds",
    "own_cgroup",
]

#: CPUs that programs may run on, from 0: as many as this machine has.
CPUS: Final = os.cpu_count() or 1
_PR_GET_NAME: Final = 16
_CLOCK_MONOTONIC_COARSE: Final = 6
#: A jiffy of a kernel with CONFIG_HZ=250, in nanoseconds.
_JIFFY: Final = 4_000_000
#: INITIAL_JIFFIES of such a kernel: five minutes before 2^32.
_INITIAL_JIFFIES: Final = -300 * 250 & MAX_U32
#: What `Environment.fixed` says: a machine that has been up for 1,000 s, since early in 2025.
_FIXED_CLOCK: Final = 1000 * 10**9
_FIXED_BOOT: Final = 1_736_000_000 * 10**9
_FIXED_TASK: Final = 1000
#: The cookie of the only socket, and of the only network namespace.
_ONLY_COOKIE: Final = 1
#: The words of the clocks, and where they are in `Words`: behind `given`.
_CLOCKS: Final = struct.Struct("=4Q")
_CLOCKS_AT: Final = ctypes.sizeof(ctypes.c_uint64)
# Of whoever moves clocks, where threads go on without the interpreter lock.
_moving = threading.RLock()
renew_in_child(sys.modules[__name__], "_moving", threading.RLock)


@lru_cache(maxsize=1)
def own_cgroup() -> int:
    """Return the id of the cgroup (version 2) that this process was in at the first call.

    The id is the inode number of the cgroup's directory, as the kernel has it; 0 where no such
    cgroups can be seen.
    """
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
        path = next(line[3:] for line in lines if line.startswith("0::"))
        return Path("/sys/fs/cgroup" + path).stat().st_ino
    except (OSError, StopIteration):
        return 0


class Environment:
    """The clocks, random numbers, process and network that helpers report.

    What is not given is what is true of this machine and process; in tests (`bpf_object`), and
    after `fix_rest`, it is what `fixed` says. Programs get the given values on every backend.
    Given clocks stand still until the test calls `advance` (or `progpack.Object.advance`, which
    runs timers, too).

    Args:
        clock: nanoseconds of CLOCK_MONOTONIC. With it, all clocks are given: the others follow it.
        boottime: nanoseconds of CLOCK_BOOTTIME at that moment; default ``clock``.
        tai: nanoseconds of CLOCK_TAI at that moment; default ``clock`` after 1970.
        jiffies: jiffies at that moment, of 4 ms each; default those of a kernel with
            CONFIG_HZ=250.
        seed: 32 bits, from which the numbers of ``bpf_get_prandom_u32`` follow.
        pid: the thread, and with `tgid` the process, that the program runs in.
        tgid: the process; default ``pid``.
        comm: name of the thread, at most 15 bytes.
        uid: the user; with `gid` the group.
        gid: the group; default ``uid``.
        cgroup: id of the cgroup.
        numa_node: number of the NUMA node.
        netns_cookie: cookie of the network namespace; default 1.
        socket_cookie: cookie of the socket that programs run for; default 1.
        ifaces: network devices; `routes` and `neighbours` are given together with them.
        routes: those that do not follow from addresses of devices.
        neighbours: those whose link-layer address is known.
        tunnel: the one that the packet of each run came by; default none.
        sockets: those that ``bpf_sk_lookup_tcp``, ``bpf_sk_lookup_udp`` and
            ``bpf_skc_lookup_tcp`` find, as the kernel would; at most 64, in the order in which
            they were opened. Without them no socket is found.
        cpu: number of the CPU that programs run on, of those of this machine. Its elements of maps
            of values of each CPU are theirs, and runs of several threads have it one after the
            other. Default CPU 0, or another one while a run of another thread has that.

    Attributes:
        tunnel: the one that packets came by, or None.
        cpu: the CPU that programs run on; None: any.

    Raises:
        UsageError: a value is out of its range, or needs another value that is not given.
    """

    def __init__(
        self,
        *,
        clock: int | None = None,
        boottime: int | None = None,
        tai: int | None = None,
        jiffies: int | None = None,
        seed: int | None = None,
        pid: int | None = None,
        tgid: int | None = None,
        comm: str | bytes | None = None,
        uid: int | None = None,
        gid: int | None = None,
        cgroup: int | None = None,
        numa_node: int | None = None,
        netns_cookie: int | None = None,
        socket_cookie: int | None = None,
        ifaces: Iterable[Interface] | None = None,
        routes: Iterable[Route] = (),
        neighbours: Iterable[Neighbour] = (),
        tunnel: Tunnel | None = None,
        cpu: int | None = None,
        sockets: Iterable[Socket] = (),
    ) -> None:
        self.words = Words()
        self._offsets: tuple[int, ...] = (0, 0, 0)  # of CLOCK_BOOTTIME, CLOCK_TAI, jiffies
        self._twin: Environment | None = None
        _beside("clock", clock, boottime=boottime, tai=tai, jiffies=jiffies)
        _beside("pid", pid, tgid=tgid)
        _beside("uid", uid, gid=gid)
        if clock is not None:
            self._give_clocks(clock, boottime, tai, jiffies)
        if seed is not None:
            self._give(Given.SEED, random=_spread(integer_within(seed, "seed", 0, MAX_U32)))
        if pid is not None:
            self._give(Given.TASK, pid_tgid=_pair("tgid", tgid, "pid", pid))
        if uid is not None:
            self._give(Given.USER, uid_gid=_pair("gid", gid, "uid", uid))
        if cgroup is not None:
            self._give(Given.CGROUP, cgroup=integer_within(cgroup, "cgroup", 0, MAX_U64))
        if numa_node is not None:
            self._give(Given.NODE, node=integer_within(numa_node, "numa_node", 0, MAX_U32))
        if netns_cookie is not None or socket_cookie is not None:
            cookies = {"netns_cookie": netns_cookie, "socket_cookie": socket_cookie}
            self._give(Given.SOCKETS, **{name: _cookie(name, n) for name, n in cookies.items()})
        self._network: Network | None = None
        self._give_network(ifaces, routes, neighbours)
        self.tunnel = tunnel
        if tunnel is not None:
            self._give_tunnel(tunnel)
        self._sockets: OpenSockets | None = None
        self._give_sockets(sockets)
        for name, table in self.tables("<" if sys.byteorder == "little" else ">").items():
            ctypes.memmove(self.address + getattr(Words, name).offset, table, len(table))
        if comm is not None:
            self._give_comm(comm)
        self.cpu = None if cpu is None else integer_within(cpu, "cpu", 0, CPUS - 1)
        if cpu is not None:
            self._give(Given.CPU)

    @classmethod
    def fixed(cls) -> Self:
        """Return an environment of fixed values, the same at each call.

        The clocks say that the machine has been up for 1,000 s; the seed is 1; process and thread
        are 1000, named ``progpack``; user, group and NUMA node are 0, and the cgroup is 1.
        """
        return cls().fix_rest()

    def fix_rest(self) -> Self:
        """Give, in place, what is not given yet, as `fixed` has it; return this environment."""
        given = self.words.given
        if not given & Given.CLOCKS:
            self._give_clocks(_FIXED_CLOCK, None, _FIXED_BOOT + _FIXED_CLOCK, None)
        for bit, words in _FIXED.items():
            if not given & bit:
                self._give(bit, **words)
        if not given & Given.COMM:
            self._give_comm("progpack")
        return self

    def twin(self) -> Environment:
        """Return a copy, for the same run on a second backend; `advance` moves both."""
        self._twin = None
        twin = copy(self)
        twin.words = Words.from_buffer_copy(self.words)
        self._twin = twin
        return twin

    def _give(self, bit: int, **words: int) -> None:
        for name, value in words.items():
            setattr(self.words, name, value)
        self.words.given |= bit

    def _give_clocks(
        self, clock: int, boottime: int | None, tai: int | None, jiffies: int | None
    ) -> None:
        clock = integer_within(clock, "clock", 0, MAX_U64)
        clocks = {
            "boottime": clock if boottime is None else boottime,
            "tai": clock if tai is None else tai,
            "jiffies": _INITIAL_JIFFIES + clock // _JIFFY if jiffies is None else jiffies,
        }
        words = {name: integer_within(value, name, 0, MAX_U64) for name, value in clocks.items()}
        since = (clock, clock, clock // _JIFFY)
        self._offsets = tuple(map(int.__sub__, words.values(), since))
        self._give(Given.CLOCKS, clock=clock, **words)

    def _give_network(
        self,
        ifaces: Iterable[Interface] | None,
        routes: Iterable[Route],
        neighbours: Iterable[Neighbour],
    ) -> None:
        if ifaces is None:
            if routes or neighbours:
                raise UsageError("routes and neighbours are given together with ifaces")
            return
        from progpack.bpf.network import Network

        self._network = Network(ifaces, routes, neighbours)
        self.words.given |= Given.NETWORK

    def _give_sockets(self, sockets: Iterable[Socket]) -> None:
        if not sockets:
            return
        from progpack.bpf.sockets import OpenSockets

        self._sockets = OpenSockets(sockets)
        self.words.given |= Given.OPEN

    def _give_comm(self, comm: str | bytes) -> None:
        if not isinstance(comm, str | bytes | bytearray | memoryview):
            raise UsageError(f"comm is text or bytes, not {shorten(comm)}")
        try:
            name = str.encode(comm) if isinstance(comm, str) else bytes(comm)
        except UnicodeEncodeError:
            raise UsageError(f"comm is no text of UTF-8: {shorten(comm)}") from None
        if len(name) >= TASK_COMM_LEN or b"\0" in name:
            most = TASK_COMM_LEN - 1
            raise UsageError(f"comm has at most {most} bytes, no zero: not {shorten(name)}")
        self.words.comm[: len(name)] = list(name)
        self.words.given |= Given.COMM

    def _give_tunnel(self, tunnel: Tunnel) -> None:
        from progpack.bpf.outside.tunnel import Tunnel

        if not isinstance(tunnel, Tunnel):
            raise UsageError(f"tunnel is a Tunnel, not {shorten(tunnel)}")
        self._give(Given.TUNNEL)

    def tables(self, order: str) -> dict[str, bytes]:
        """Return the fields of `Words` that are tables, as far as they are given, by name.

        Args:
            order: byte order of the native code that reads them: ``<`` or ``>``.
        """
        tunnel = None if self.tunnel is None else self.tunnel.received(order)
        tables = {"network": self._network, "tunnel": tunnel, "open": self._sockets}
        return {name: table.packed(order) for name, table in tables.items() if table is not None}

    @property
    def address(self) -> int:
        """The address of `words`, for compiled code of this process."""
        return ctypes.addressof(self.words)

    @property
    def has_clock(self) -> bool:
        """Whether the clocks have fixed values, so that `advance` moves them."""
        return bool(self.words.given & Given.CLOCKS)

    def advance(self, duration: int | str) -> None:
        """Move the clocks. Several threads and signal handlers may call this at the same time.

        Args:
            duration: as for `nanoseconds`.

        Raises:
            UsageError: the clocks are this machine's, or the duration cannot be read.
        """
        self.after(duration)  # it is refused before anything moves
        step = nanoseconds(duration)
        self._move(lambda now: integer_within(now + step, "clock", 0, MAX_U64))
        if self._twin is not None:
            self._twin.reach(self.words.clock)

    def after(self, duration: int | str) -> int:
        """Return the time to which `advance` moves the clock, in nanoseconds of CLOCK_MONOTONIC.

        Raises:
            UsageError: as `advance`.
        """
        if not self.has_clock:
            raise UsageError("the clock is this machine's; give one: Environment(clock=...)")
        moment: int = self.words.clock + nanoseconds(duration)
        return integer_within(moment, "clock", 0, MAX_U64)

    def reach(self, moment: int) -> None:
        """Move fixed clocks to a time of CLOCK_MONOTONIC, unless they are past it.

        Args:
            moment: nanoseconds.
        """
        integer_within(moment, "clock", 0, MAX_U64)
        if self.has_clock:
            self._move(lambda _: moment)

    def _move(self, moment_after: Callable[[int], int]) -> None:
        """Move all clocks in one step to a moment that follows from the present one, if later."""
        words = self.words
        at, size = self.address + _CLOCKS_AT, _CLOCKS.size
        with _moving:
            while True:
                now: int = words.clock
                moment = moment_after(now)
                if moment <= now:
                    return
                clocks = self._clocks(moment)
                # No call comes between these two, so no signal's handler moves the clocks there.
                if words.clock == now:
                    ctypes.memmove(at, clocks, size)
                    return

    def _clocks(self, moment: int) -> bytes:
        """The words of the clocks at a moment of CLOCK_MONOTONIC."""
        boottime, tai, jiffies = self._offsets
        others = (moment + boottime, moment + tai, moment // _JIFFY + jiffies)
        return _CLOCKS.pack(moment, *(value & MAX_U64 for value in others))

    def ktime_ns(self) -> int:
        """Return nanoseconds since boot, without suspend (CLOCK_MONOTONIC)."""
        return self.words.clock if self.has_clock else time.monotonic_ns()

    def boottime_ns(self) -> int:
        """Return nanoseconds since boot, with suspend (CLOCK_BOOTTIME)."""
        given = self.has_clock
        return self.words.boottime if given else time.clock_gettime_ns(time.CLOCK_BOOTTIME)

    def coarse_ns(self) -> int:
        """Return nanoseconds of CLOCK_MONOTONIC_COARSE, which ticks 100 to 1,000 times a second."""
        given = self.has_clock
        return self.words.clock if given else time.clock_gettime_ns(_CLOCK_MONOTONIC_COARSE)

    def tai_ns(self) -> int:
        """Return nanoseconds since 1970, without leap seconds (CLOCK_TAI)."""
        return self.words.tai if self.has_clock else time.clock_gettime_ns(time.CLOCK_TAI)

    def jiffies(self) -> int:
        """Return the jiffies of a kernel with CONFIG_HZ=250."""
        if self.has_clock:
            return self.words.jiffies
        return _INITIAL_JIFFIES + self.coarse_ns() // _JIFFY

    def random_u32(self) -> int:
        """Return 32 random bits; with a seed, the bits that compiled code gets (xorshift64*)."""
        words = self.words
        if not words.given & Given.SEED:
            return int.from_bytes(os.urandom(4))
        x = words.random
        x ^= x >> 12
        x ^= x << 25 & MAX_U64
        x ^= x >> 27
        words.random = x
        return (x * 0x2545F4914F6CDD1D & MAX_U64) >> 32

    def processor(self) -> int:
        """Return the number of the CPU; without one given, the interpreter has CPU 0 alone."""
        return self.cpu or 0

    def node(self) -> int:
        """Return the number of the NUMA node: the given one, else 0."""
        return self.words.node

    def pid_tgid(self) -> int:
        """Return the process in the upper, the thread in the lower 32 bits."""
        if self.words.given & Given.TASK:
            return self.words.pid_tgid
        return os.getpid() << 32 | threading.get_native_id()

    def uid_gid(self) -> int:
        """Return the group in the upper, the user in the lower 32 bits."""
        if self.words.given & Given.USER:
            return self.words.uid_gid
        return os.getgid() << 32 | os.getuid()

    def cgroup_id(self) -> int:
        """Return the id of the given cgroup; by default, of the cgroup of this process."""
        return self.words.cgroup if self.words.given & Given.CGROUP else own_cgroup()

    def netns_cookie(self) -> int:
        """Return the cookie of the network namespace."""
        return self.words.netns_cookie if self.words.given & Given.SOCKETS else _ONLY_COOKIE

    def socket_cookie(self) -> int:
        """Return the cookie of the socket that the program runs for."""
        return self.words.socket_cookie if self.words.given & Given.SOCKETS else _ONLY_COOKIE

    @property
    def network(self) -> Network:
        """The given devices, routes and neighbours; by default there are none."""
        from progpack.bpf.network import Network

        return self._network or Network((), (), ())

    @property
    def sockets(self) -> Sequence[OpenSocket]:
        """The sockets that look-ups find; none unless they are given."""
        return self._sockets.sockets if self._sockets else ()

    def comm(self) -> bytes:
        """Return the name of the running thread, at most 15 bytes."""
        if self.words.given & Given.COMM:
            return bytes(self.words.comm).rstrip(b"\0")
        buffer = ctypes.create_string_buffer(TASK_COMM_LEN)
        ctypes.CDLL(None).prctl(_PR_GET_NAME, buffer, 0, 0, 0)
        return buffer.value


def environment_of(given: Environment | str | None) -> Environment:
    """Return the environment that was given; for ``"host"`` and None, that of this machine.

    Raises:
        UsageError: the value is not an environment.
    """
    if isinstance(given, Environment):
        return given
    if given is None or given == "host":
        return Environment()
    raise UsageError(f'an environment is an Environment or "host", not {given!r}')


def _cookie(name: str, value: int | None) -> int:
    return _ONLY_COOKIE if value is None else integer_within(value, name, 0, MAX_U64)


def _beside(name: str, value: int | None, **others: int | None) -> None:
    """Refuse what is given without the value that it goes with."""
    for other, given in others.items():
        if given is not None and value is None:
            raise UsageError(f"{other} is given together with {name}")


def _pair(upper_name: str, upper: int | None, name: str, lower: int) -> int:
    """Return two numbers of 32 bits in one; the upper one, if not given, is the lower one."""
    low = integer_within(lower, name, 0, MAX_U32)
    high = low if upper is None else integer_within(upper, upper_name, 0, MAX_U32)
    return high << 32 | low


def _spread(seed: int) -> int:
    """Make a state of xorshift64*, which is not 0, of a seed (splitmix64's constants)."""
    x = (seed + 1) * 0x9E3779B97F4A7C15 & MAX_U64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MAX_U64
    return x ^ x >> 27 or 1


#: Words that `Environment.fix_rest` gives, by what they are.
_FIXED: Final = {
    Given.SEED: {"random": _spread(1)},
    Given.TASK: {"pid_tgid": _pair("tgid", None, "pid", _FIXED_TASK)},
    Given.USER: {"uid_gid": 0},
    Given.CGROUP: {"cgroup": 1},
    Given.NODE: {"node": 0},
}
