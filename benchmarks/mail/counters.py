"""Counters of the machine: TLB misses of this thread, entries of the direct map."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from pathlib import Path
from typing import Final, Self

__all__ = ["TlbMisses", "direct_map"]

# perf_event_open(2): number by machine; struct perf_event_attr to its first published size.
_CALLS: Final = {"x86_64": 298, "aarch64": 241, "riscv64": 241, "ppc64le": 319, "s390x": 331}
_SIZE: Final = 64
_HW_CACHE: Final = 3
_READ_MISSES: Final = 1 << 16
_CACHES: Final = {"dTLB": 3, "iTLB": 4}
# disabled is off; the hypervisor is left out. Kernel and user are both counted.
_EXCLUDE_HYPERVISOR: Final = 1 << 6


class TlbMisses:
    """Counts from now on, in this thread; `misses` is empty where that is not possible.

    Attributes:
        reason: why there are no counts; empty: there are.
    """

    def __init__(self) -> None:
        self.reason = ""
        self._fds: dict[str, int] = {}
        for name, cache in _CACHES.items():
            try:
                self._fds[name] = _open(cache | _READ_MISSES)
            except OSError as error:
                self.reason = f"no {name} counter here: {error.strerror}"
        self._start = self._now()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for fd in self._fds.values():
            os.close(fd)

    def misses(self) -> dict[str, int]:
        """How many misses there were since the last time."""
        now = self._now()
        found = {name: count - self._start[name] for name, count in now.items()}
        self._start = now
        return found

    def _now(self) -> dict[str, int]:
        return {name: int.from_bytes(os.read(fd, 8), "little") for name, fd in self._fds.items()}


def _open(config: int) -> int:
    number = _CALLS.get(platform.machine())
    if number is None:
        raise OSError(0, "the number of perf_event_open(2) is not known here")
    attr = struct.pack("=IIQQQQQ", _HW_CACHE, _SIZE, config, 0, 0, 0, _EXCLUDE_HYPERVISOR)
    buffer = ctypes.create_string_buffer(attr.ljust(_SIZE, b"\0"), _SIZE)
    libc = ctypes.CDLL(None, use_errno=True)
    fd = int(libc.syscall(number, buffer, 0, -1, -1, 0))
    if fd < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return fd


def direct_map() -> dict[str, int]:
    """DirectMap* of /proc/meminfo in kB, and what /proc/vmstat counts."""
    found = {}
    for path, prefix in (("/proc/meminfo", "DirectMap"), ("/proc/vmstat", "direct_map")):
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            if line.startswith(prefix):
                name, value, *_ = line.replace(":", " ").split()
                found[name] = int(value)
    return found
