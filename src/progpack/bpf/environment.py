"""The world that helpers ask about: clocks, random numbers, and where this process is."""

from __future__ import annotations

import os
import secrets
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Final

__all__ = ["Environment", "own_cgroup"]

_TASK_COMM_LEN: Final = 16
_PR_GET_NAME: Final = 16
_CLOCK_MONOTONIC_COARSE: Final = 6


@lru_cache(maxsize=1)
def own_cgroup() -> int:
    """The id of the cgroup (version 2) that this process was in when it was first asked for.

    It is the inode number of its directory, as the kernel has it; 0 where there are no such
    cgroups to be seen.
    """
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
        path = next(line[3:] for line in lines if line.startswith("0::"))
        return Path("/sys/fs/cgroup" + path).stat().st_ino
    except (OSError, StopIteration):
        return 0


class Environment:
    """The clocks, numbers and names of this process. Override it to repeat a run."""

    def ktime_ns(self) -> int:
        """Nanoseconds since boot, without suspend (CLOCK_MONOTONIC)."""
        return time.monotonic_ns()

    def boottime_ns(self) -> int:
        """Nanoseconds since boot, with suspend (CLOCK_BOOTTIME)."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

    def random_u32(self) -> int:
        """32 random bits."""
        return secrets.randbits(32)

    def processor(self) -> int:
        """Number of the CPU; the interpreter has one."""
        return 0

    def pid_tgid(self) -> int:
        """Process in the upper, thread in the lower 32 bits."""
        return os.getpid() << 32 | threading.get_native_id()

    def uid_gid(self) -> int:
        """Group in the upper, user in the lower 32 bits."""
        return os.getgid() << 32 | os.getuid()

    def coarse_ns(self) -> int:
        """Nanoseconds of the coarse CLOCK_MONOTONIC, which moves some hundred times a second."""
        return time.clock_gettime_ns(_CLOCK_MONOTONIC_COARSE)

    def tai_ns(self) -> int:
        """Nanoseconds since 1970, without leap seconds (CLOCK_TAI)."""
        return time.clock_gettime_ns(time.CLOCK_TAI)

    def cgroup_id(self) -> int:
        """The id of this process's cgroup, see `own_cgroup`."""
        return own_cgroup()

    def comm(self) -> bytes:
        """Name of the running thread, at most 15 bytes."""
        import ctypes

        buffer = ctypes.create_string_buffer(_TASK_COMM_LEN)
        ctypes.CDLL(None).prctl(_PR_GET_NAME, buffer, 0, 0, 0)
        return buffer.value
