"""Where this process is among the cgroups."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

__all__ = ["own_cgroup"]


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
