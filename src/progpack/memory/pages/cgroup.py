"""The memory that the control groups of this process still allow.

Beyond a group's limit the kernel kills instead of refusing: a page that is touched has nobody to
be refused to. So whoever is about to have pages asks here first. It is an estimate: other
processes of the group take memory too, and what can be dropped (the cache of files) counts as
free. Both versions of control groups (Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/
memory.rst).
"""

from __future__ import annotations

import errno
import time
from pathlib import Path

from progpack.records import dataclass

__all__ = ["check"]

_SELF = Path("/proc/self/cgroup")
_MOUNTS = Path("/proc/self/mounts")
# A process can be moved, and limits can be changed, at any time; looking costs some 50 us.
_VALID = 0.5
# The kernel charges more than the pages themselves: page tables, and for each processor in
# batches of 64 pages (MEMCG_CHARGE_BATCH).
_RESERVE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Version:
    """The names of a version's files, and the parts of memory.stat that can be dropped."""

    limit: str
    used: str
    droppable: tuple[str, ...]
    pinned: tuple[str, ...]


_TWO = _Version("memory.max", "memory.current", ("file",), ("shmem",))
_ONE = _Version(
    "memory.limit_in_bytes",
    "memory.usage_in_bytes",
    ("total_inactive_file", "total_active_file"),
    (),
)
# Version 1 says "no limit" as the largest number of whole pages in 63 bits.
_NO_LIMIT = 1 << 62


@dataclass(frozen=True, slots=True)
class _Group:
    """A group with a limit."""

    path: Path
    limit: int
    version: _Version

    def left(self) -> int | None:
        """Bytes that are left: what can be dropped or swapped is not in the way."""
        version = self.version
        try:
            used = int((self.path / version.used).read_text())
            if self.limit - used > 8 * _RESERVE:
                return self.limit - used  # plenty; the rest would only add to it
            text = (self.path / "memory.stat").read_text()
            stat = {name: int(value) for name, value in map(str.split, text.splitlines())}
        except (OSError, ValueError):
            return None
        cache = sum(stat.get(name, 0) for name in version.droppable)
        cache -= sum(stat.get(name, 0) for name in version.pinned)
        return self.limit - used + max(cache, 0) + self._swap()

    def _swap(self) -> int:
        """Bytes that the group may still swap out, as far as that is known."""
        try:
            memory = Path("/proc/meminfo").read_text()
            free = int(memory.partition("SwapFree:")[2].split()[0]) << 10
            if not free or self.version is _ONE:
                return free
            text = (self.path / "memory.swap.max").read_text().strip()
            used = int((self.path / "memory.swap.current").read_text())
        except (OSError, ValueError, IndexError):
            return 0
        return min(free, int(text) - used) if text.isdecimal() else free


@dataclass(slots=True)
class _Known:
    """The groups with a limit, the innermost first, and until when that is believed."""

    groups: tuple[_Group, ...] = ()
    until: float = 0.0


_known = _Known()


def check(size: int) -> None:
    """Make sure that ``size`` more bytes fit into all limits.

    Raises:
        OSError: they do not (ENOMEM); names the group and its limit.
    """
    now = time.monotonic()
    if now >= _known.until:
        _known.groups = _limited()
        _known.until = now + _VALID
    for group in _known.groups:
        left = group.left()
        if left is not None and left < size + _RESERVE:
            raise OSError(
                errno.ENOMEM,
                f"the control group {group.path} has a limit of {group.limit} bytes "
                f"({group.version.limit}), of which some {max(left, 0)} are left; {size} are "
                "needed",
            )


def _limited() -> tuple[_Group, ...]:
    try:
        lines = [line.split(":", 2) for line in _SELF.read_text().splitlines()]
        mounts = [line.split() for line in _MOUNTS.read_text().splitlines()]
    except OSError:
        return ()
    groups: list[_Group] = []
    for _, controllers, path in lines:
        if not controllers:
            kind, version = "cgroup2", _TWO
        elif "memory" in controllers.split(","):
            kind, version = "cgroup", _ONE
        else:
            continue
        for mount in mounts:
            if mount[2] == kind and (kind == "cgroup2" or "memory" in mount[3].split(",")):
                groups += _from(Path(mount[1]), path, version)
                break
    return tuple(groups)


def _from(mount: Path, path: str, version: _Version) -> list[_Group]:
    """The groups with a limit from one up to the root."""
    group = mount / path.lstrip("/")
    # In a container the path can be one of outside it; what is mounted is the container's own.
    if ".." in path or not group.is_dir():
        group = mount
    groups = []
    while True:
        try:
            text = (group / version.limit).read_text().strip()
        except OSError:
            text = "max"  # the root has none
        if text.isdecimal() and int(text) < _NO_LIMIT:
            groups.append(_Group(group, int(text), version))
        if group in (mount, group.parent):
            return groups
        group = group.parent
