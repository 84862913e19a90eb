"""Loads and unloads of BPF code as they happen: perf events of the running kernel.

A dummy software event on every online CPU carries the records of symbols and programs. Each CPU
writes into a ring buffer of its own, so a load costs its loader two short records and no wake-up
until a quarter of a buffer is full. Writing them is nearly all of what recording costs, so they
have the thread and the time and nothing that the reader knows anyway, such as the CPU
(``benchmarks/kernel_recording.py`` measures it)::

    with PerfRecorder() as recorder:
        for event in assemble(recorder.poll(timeout=1.0)):
            ...

CPUs that come online later are watched within a second; what they did before is missing, and
`PerfRecorder.gaps` says so. Programs that are there already are not reported: take their ids with
`progpack.kernel.program_ids` after the recorder is open.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import select
import struct
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from progpack.errors import MissingFeatureError, OutOfMemoryError, ProgpackError, UsageError
from progpack.kernel.perf.abi import (
    FD_CLOEXEC,
    FORMAT_LOST,
    SW_DUMMY,
    TYPE_SOFTWARE,
    AttrFlag,
    PerfEventAttr,
    SampleType,
    flag_word,
    syscall_number,
)
from progpack.kernel.perf.records import Comm, Fork, Layout, Lost, Record, ThreadNames
from progpack.kernel.proc.files import ROOT, numbers_in_list, page_size, read_text, sysctl
from progpack.known import Unknown
from progpack.owned import Owned

__all__ = ["PerfRecorder", "roomy_buffer"]

# Each costs the loader. The CPU is that of the ring.
_SAMPLE_TYPE = SampleType.TID | SampleType.TIME
_ORDER = "<" if sys.byteorder == "little" else ">"

# struct perf_event_mmap_page: data_head, data_tail, data_offset and data_size, in 8-byte words.
_HEAD, _TAIL, _OFFSET, _SIZE = 128, 129, 130, 131

# A CPU stamps a record before it publishes it, with interrupts in between at worst. Records that
# are younger than this wait for the next round, so that none comes after a later one.
_SETTLE_NS = 5_000_000
_BUFFER = 1 << 20
_ALL_BUFFERS = 64 << 20
_ROOMY = 8 << 20
_LEAST_PAGES = 8
# Seconds between two looks at which CPUs are online.
_LOOK = 1.0


class PerfRecorder(Owned):
    """Records symbols and programs that come and go, of the whole system, from its creation on.

    Args:
        buffer_size: bytes of the ring buffer of each CPU, rounded up to a power of two of pages.
            A load and its unload take about 300 bytes. Default: 1 MiB, less where all together
            would be more than 64 MiB.
        clock: the clock of ``time_ns``; the default is that of a program's load time.
        names: also follow the names of threads, so that `comm` knows loaders that are gone.
        root: where ``sys`` has the list of CPUs that are online.

    Attributes:
        buffer_size: bytes of each buffer; smaller than asked for where the limit on locked memory
            (kernel.perf_event_mlock_kb) made it so.
        late: records that came after a younger one had been given out; 0 unless a CPU was
            stopped for milliseconds in the middle of writing a record.
        complete_ns: everything up to this time of ``clock`` has been given out.
        gaps: why records may be missing without a `Lost`: CPUs that came online while it ran, one
            sentence each. The caller takes out what it has read.

    Raises:
        MissingFeatureError: the kernel or the privilege is missing; the message says which.
        OutOfMemoryError: there is no memory for the buffers.
    """

    def __init__(
        self,
        *,
        buffer_size: int | None = None,
        clock: int = time.CLOCK_BOOTTIME,
        names: bool = True,
        root: Path = ROOT,
    ) -> None:
        self._rings: list[_Ring] = []
        self._root = root
        self._names = ThreadNames(ROOT / "proc", follows=names)
        self._clock = clock
        self._waiting: list[Record] = []
        self._newest = 0
        self.late = 0
        self.complete_ns = 0
        self.gaps: list[str] = []
        self._lost_before = 0
        self._refused: set[int] = set()
        cpus = _online(root)
        size = _ring_size(buffer_size, len(cpus))
        self._attr = _attr(clock, names)
        try:
            self._rings, self.buffer_size = _open_rings(cpus, size, self._attr)
        except BaseException:
            self.close()
            raise
        self._looked = time.monotonic()
        self._poll = select.poll()
        for ring in self._rings:
            self._poll.register(ring.fd, select.POLLIN)

    @property
    def cpus(self) -> tuple[int, ...]:
        """The CPUs that are watched now."""
        return tuple(sorted(ring.cpu for ring in self._rings))

    def poll(self, timeout: float = 0.0) -> list[Record]:
        """Return the records that have come, in the order of time, but no `Comm` and `Fork`.

        Waits until a buffer is a quarter full, at most ``timeout`` seconds. The last milliseconds
        are kept for the next call, since another CPU may be about to report something older.

        Raises:
            UsageError: the recorder is closed.
        """
        self._open()
        gone = set()
        for fd, state in self._poll.poll(max(0.0, timeout) * 1000):
            if state & (select.POLLERR | select.POLLHUP | select.POLLNVAL):
                # The CPU is gone. Its event does not come back with it.
                gone.add(fd)
        if gone or time.monotonic() - self._looked >= _LOOK:
            self._look(gone)
        return self._take(time.clock_gettime_ns(self._clock) - _SETTLE_NS)

    def drain(self) -> list[Record]:
        """All that has been recorded up to now, what `poll` would keep back included."""
        self._open()
        # What comes while the buffers are read is left for the next call: one that is read later
        # would have records that are younger than what is still to come of another.
        return self._take(time.clock_gettime_ns(self._clock))

    @property
    def lost(self) -> int:
        """Number of records that have found no room so far, of any type; exact.

        ``Lost`` records say the same where the kernel could write them. Kernels that do not
        report it otherwise (before ``PERF_FORMAT_LOST``) are believed on those alone, so a loss
        that nothing has followed is not in the number there.
        """
        self._open()
        return self._lost_before + sum(ring.lost() for ring in self._rings)

    def comm(self, tid: int) -> str:
        """The name of a thread that a record has, or ``""`` when it is gone and nobody knows."""
        return self._names.of(tid)

    def close(self) -> None:
        """Stop recording and give the buffers back; a second call does nothing."""
        while self._rings:
            self._rings.pop().close()

    def __del__(self) -> None:
        # Descriptors and mappings close themselves; without this they would in any order.
        if getattr(self, "_rings", None):
            self.close()

    def _open(self) -> None:
        if not self._rings:
            raise UsageError("the recorder is closed")

    def _look(self, gone: set[int]) -> None:
        """Give up the buffers of CPUs that went offline, and watch those that came."""
        self._looked = time.monotonic()
        online = set(_online(self._root))
        for ring in list(self._rings):
            if ring.cpu not in online or ring.fd in gone:
                self._retire(ring)
        self._refused &= online
        for cpu in sorted(online - set(self.cpus) - self._refused):
            self._join(cpu)

    def _retire(self, ring: _Ring) -> None:
        ring.decode(self._waiting)
        self._lost_before += ring.lost()
        self._rings.remove(ring)
        self._poll.unregister(ring.fd)
        ring.close()

    def _join(self, cpu: int) -> None:
        try:
            ring = _open_ring(cpu, self.buffer_size, self._attr)
        except (ProgpackError, OSError) as error:
            self._refused.add(cpu)
            self.gaps.append(f"CPU {cpu} came online and cannot be watched: {error}")
            return
        if ring is not None:
            self._rings.append(ring)
            self._poll.register(ring.fd, select.POLLIN)
            self.gaps.append(
                f"CPU {cpu} came online; what it did in its first second may be missing"
            )

    def _take(self, horizon: int) -> list[Record]:
        """Read all buffers and give out what is not younger than ``horizon``."""
        fresh = self._waiting
        for ring in self._rings:
            ring.decode(fresh)
        fresh.sort(key=_TIME)
        cut = len(fresh)
        while cut and fresh[cut - 1].time_ns > horizon:
            cut -= 1
        ready, self._waiting = fresh[:cut], fresh[cut:]
        self.complete_ns = horizon
        return self._note(ready)

    def _note(self, ready: list[Record]) -> list[Record]:
        """The records but those of names, of which it takes note."""
        for record in ready:
            if record.time_ns >= self._newest:
                break
            self.late += 1
        if ready:
            self._newest = max(self._newest, ready[-1].time_ns)
        rest: list[Record] = []
        for record in ready:
            if isinstance(record, _OF_NAMES):
                self._names.see(record)
                continue
            if isinstance(record, Lost):
                # Names may be among what was lost.
                self._names.forget()
            rest.append(record)
        return rest


_TIME = attrgetter("time_ns")
_OF_NAMES = (Comm, Fork)


class _Fence:
    """Keeps memory accesses before a call before those after it, as far as Python can.

    Python has no barrier. Giving back a lock that is held and taking it again is a release and
    then an acquire, which no access passes. It is never contended: each owner has its own.
    """

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def __call__(self) -> None:
        self._lock.release()
        self._lock.acquire()


class _Ring:
    """The event of one CPU and its buffer: a page of control data and 2**n pages of records."""

    __slots__ = (
        "_counts",
        "_fence",
        "_layout",
        "_lost",
        "_map",
        "_offset",
        "_size",
        "_words",
        "cpu",
        "fd",
    )

    def __init__(self, cpu: int, fd: int, size: int, *, counts: bool) -> None:
        self.cpu = cpu
        self.fd = fd
        self._counts = counts
        self._lost = 0
        self._fence = _Fence()
        self._layout = Layout(_SAMPLE_TYPE, sample_id_all=True, order=_ORDER, cpu=cpu)
        self._map = mmap.mmap(fd, page_size() + size, mmap.MAP_SHARED)
        # 64-bit words of the control page: each access is one load or store of the machine.
        self._words = memoryview(self._map)[: page_size()].cast("@Q")
        self._offset, self._size = self._words[_OFFSET], self._words[_SIZE]

    def read(self) -> bytes:
        """Everything the kernel has published, copied; its room is given back at once."""
        head, tail = self._words[_HEAD], self._words[_TAIL]
        if head == tail:
            return b""
        # Records must not be read before the head that covers them.
        self._fence()
        data = _copy_ring(self._map, self._offset, self._size, tail, head)
        # The kernel writes over them as soon as it sees the new tail.
        self._fence()
        self._words[_TAIL] = head
        return data

    def decode(self, into: list[Record]) -> None:
        """Append what has come since the last call to ``into``."""
        for record in self._layout.records(self.read()):
            into.append(record)
            if isinstance(record, Lost):
                self._lost += record.count

    def lost(self) -> int:
        """Records without room, of the life of the event."""
        if not self._counts:
            return self._lost
        _, count = struct.unpack("=QQ", os.read(self.fd, 16))
        return int(count)

    def close(self) -> None:
        self._words.release()
        self._map.close()
        os.close(self.fd)


def _copy_ring(buffer: mmap.mmap | bytes, base: int, size: int, tail: int, head: int) -> bytes:
    """Bytes ``tail`` to ``head`` of a stream of which ``buffer[base : base + size]`` has the last.

    Both count from the beginning of the stream and never wrap; positions in the buffer do.
    """
    start, count = tail % size, head - tail
    whole = min(count, size - start)
    data = buffer[base + start : base + start + whole]
    return data if whole == count else data + buffer[base : base + count - whole]


def _online(root: Path = ROOT) -> list[int]:
    text = read_text(root / "sys/devices/system/cpu/online")
    return [0] if isinstance(text, Unknown) else numbers_in_list(text)


def roomy_buffer() -> int:
    """Bytes of a CPU's buffer that hold ten thousand loads and unloads, which nobody has read yet.

    A loader may make forty thousand programs a second; Python reads some ten thousand. Less where
    the buffers of all CPUs would have more than 64 MiB.
    """
    return max(min(_ROOMY, _ALL_BUFFERS // max(len(_online()), 1)), _BUFFER // 16)


def _ring_size(wanted: int | None, cpus: int) -> int:
    """Bytes of a buffer: a power of two of pages."""
    if wanted is not None and wanted < 1:
        raise UsageError(f"a buffer of {wanted} bytes cannot hold anything")
    size = wanted if wanted is not None else min(_BUFFER, _ALL_BUFFERS // max(cpus, 1))
    pages = max(1 if wanted is not None else _LEAST_PAGES, -(-size // page_size()))
    return page_size() << (pages - 1).bit_length()


def _attr(clock: int, names: bool) -> PerfEventAttr:
    flags = [
        AttrFlag.WATERMARK,
        AttrFlag.SAMPLE_ID_ALL,
        AttrFlag.USE_CLOCKID,
        AttrFlag.KSYMBOL,
        AttrFlag.BPF_EVENT,
    ]
    if names:
        flags += [AttrFlag.COMM, AttrFlag.COMM_EXEC, AttrFlag.TASK]
    return PerfEventAttr(
        type=TYPE_SOFTWARE,
        size=ctypes.sizeof(PerfEventAttr),
        config=SW_DUMMY,
        sample_type=_SAMPLE_TYPE,
        read_format=FORMAT_LOST,
        flags=flag_word(*flags),
        clockid=clock,
    )


def _open_rings(cpus: Sequence[int], size: int, attr: PerfEventAttr) -> tuple[list[_Ring], int]:
    """One ring for each CPU, all of one size: the largest that may be locked, at most ``size``."""
    while True:
        attr.wakeup_watermark = size // 4
        rings: list[_Ring] = []
        try:
            for cpu in cpus:
                ring = _open_ring(cpu, size, attr)
                if ring is not None:
                    rings.append(ring)
        except PermissionError as error:
            _close_all(rings)
            if size <= page_size():
                raise MissingFeatureError(_NO_ROOM) from error
            size //= 2
            continue
        except BaseException:
            _close_all(rings)
            raise
        if not rings:
            raise MissingFeatureError("perf events: none of the CPUs that are online can be opened")
        return rings, size


_NO_ROOM = (
    "perf events: the buffers may not be locked into memory: raise kernel.perf_event_mlock_kb or "
    "RLIMIT_MEMLOCK, or run with CAP_IPC_LOCK"
)


def _close_all(rings: list[_Ring]) -> None:
    for ring in rings:
        ring.close()


def _open_ring(cpu: int, size: int, attr: PerfEventAttr) -> _Ring | None:
    """The ring of one CPU; None when it went offline meanwhile.

    Raises:
        PermissionError: the buffer is more than may be locked.
    """
    fd = _open_event(cpu, attr)
    if fd is None:
        return None
    try:
        return _Ring(cpu, fd, size, counts=bool(attr.read_format & FORMAT_LOST))
    except BaseException as error:
        os.close(fd)
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            raise OutOfMemoryError(f"perf events: no memory for {size} bytes of buffer") from error
        raise


def _open_event(cpu: int, attr: PerfEventAttr) -> int | None:
    fd = _enter()(ctypes.addressof(attr), -1, cpu, -1, FD_CLOEXEC)
    if fd >= 0:
        return fd
    number = ctypes.get_errno()
    if number == errno.ENODEV:
        return None
    if number == errno.EINVAL and attr.read_format & FORMAT_LOST:
        # PERF_FORMAT_LOST is younger than the records that are wanted.
        attr.read_format = 0
        return _open_event(cpu, attr)
    raise MissingFeatureError(_why_not(number))


def _why_not(number: int) -> str:
    if number in (errno.EACCES, errno.EPERM):
        setting = sysctl("kernel.perf_event_paranoid")
        value = setting.reason if isinstance(setting, Unknown) else f"it is {setting}"
        return (
            "perf events of the whole system are not permitted: CAP_PERFMON or CAP_SYS_ADMIN is "
            f"needed, or kernel.perf_event_paranoid below 1 ({value})"
        )
    if number == errno.ENOSYS:
        return "perf events: this kernel has none (CONFIG_PERF_EVENTS), or a filter forbids them"
    if number in (errno.EINVAL, errno.E2BIG):
        return "perf events: this kernel has no records of symbols and programs"
    if number in (errno.EMFILE, errno.ENFILE):
        return "perf events: one descriptor for each CPU is needed; raise RLIMIT_NOFILE"
    return f"perf events: {os.strerror(number)}"


@lru_cache(maxsize=1)
def _enter() -> Callable[[int, int, int, int, int], int]:
    number = ctypes.c_long(syscall_number())
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    call.argtypes = (
        ctypes.c_long,
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_ulong,
    )

    def enter(attr: int, pid: int, cpu: int, group: int, flags: int) -> int:
        return int(call(number, attr, pid, cpu, group, flags))

    return enter
