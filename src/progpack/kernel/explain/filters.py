"""The processes that have classic filters: seccomp filters, socket filters by descriptor.

The kernel gives classic programs no id. What it shows is how many seccomp filters a process runs
under (``Seccomp_filters`` of ``/proc/PID/status``, since Linux 5.9, c818c03b661c), and of a socket
that one has a descriptor of, the classic filter (``SO_GET_FILTER``: ``sk_get_filter()`` in
``net/core/filter.c``). Descriptors of other processes are had by pidfd_getfd(2), since Linux 5.6,
which needs CAP_SYS_PTRACE and does not stop or change them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import socket
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from progpack.kernel.proc.files import ROOT, read_text
from progpack.known import Maybe, Unknown

__all__ = [
    "CgroupFilters",
    "SeccompFilters",
    "SeccompUser",
    "SocketFilters",
    "SocketUser",
    "read_seccomp",
    "read_sockets",
]

_FILTER_MODE: Final = "2"
_SO_GET_FILTER: Final = 26
# The same on all machines that progpack knows (include/uapi/asm-generic/unistd.h).
_PIDFD_GETFD: Final = 438
_MOST_SOCKETS: Final = 50_000
_SOCKET: Final = re.compile(r"socket:\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class SeccompUser:
    """Processes of one name that run under seccomp filters.

    Attributes:
        comm: their name.
        processes: how many.
        filters: the most filters that one of them has, those of its parents included.
        installed: filters that they installed themselves, at least.
    """

    comm: str
    processes: int
    filters: int
    installed: int


@dataclass(frozen=True, slots=True)
class CgroupFilters:
    """Filters that processes of one cgroup installed; mostly that is a service or a container.

    Attributes:
        path: path of the cgroup, in the hierarchy of version 2 or of the first controller.
        processes: number of processes that run under filters.
        installed: filters that they installed themselves, at least.
    """

    path: str
    processes: int
    installed: int


@dataclass(frozen=True, slots=True)
class SeccompFilters:
    """The use of seccomp that can be seen in this pid namespace.

    Attributes:
        users: by name of the process, most filters installed first.
        cgroups: by cgroup, most filters installed first.
        installed: filters that must be different programs. A process has those of its parent and
            its own; children that share what they inherited do not count.
    """

    users: tuple[SeccompUser, ...]
    cgroups: tuple[CgroupFilters, ...]
    installed: int


@dataclass(frozen=True, slots=True)
class SocketUser:
    """Sockets with a classic filter that processes of one name have descriptors of.

    Attributes:
        comm: the name of the process.
        pids: the processes, at most 8.
        sockets: how many have a filter.
        instructions: number of instructions of the longest filter.
    """

    comm: str
    pids: tuple[int, ...]
    sockets: int
    instructions: int


@dataclass(frozen=True, slots=True)
class SocketFilters:
    """Sockets with a classic filter.

    Attributes:
        users: most filters first. A socket counts once, for the first process that has it.
        filters: sockets that have one.
        sockets: number of sockets that were asked.
        closed: processes that may not be looked into: CAP_SYS_PTRACE is needed.
        left_out: sockets that were not asked, since there are too many.
    """

    users: tuple[SocketUser, ...]
    filters: int
    sockets: int
    closed: int
    left_out: int


# -- seccomp -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Process:
    comm: str
    parent: int
    filters: int


def read_seccomp(root: Path = ROOT) -> SeccompFilters:
    """Return the processes under seccomp filters, and those that installed them.

    Every user may read that.

    Args:
        root: the folder that ``proc`` is in.
    """
    processes = dict(_processes(root))
    own = _installed(processes, root)
    comms: dict[str, list[int]] = {}
    cgroups: dict[str, list[int]] = {}
    for pid, process in processes.items():
        if not process.filters:
            continue
        comms.setdefault(process.comm, []).append(pid)
        if own[pid]:
            cgroups.setdefault(_cgroup(pid, root), []).append(pid)
    users = (
        SeccompUser(
            comm,
            len(pids),
            max(processes[pid].filters for pid in pids),
            sum(own[pid] for pid in pids),
        )
        for comm, pids in comms.items()
    )
    groups = (
        CgroupFilters(path, len(pids), sum(own[pid] for pid in pids))
        for path, pids in cgroups.items()
    )
    return SeccompFilters(
        tuple(sorted(users, key=lambda one: (-one.installed, -one.processes, one.comm))),
        tuple(sorted(groups, key=lambda one: (-one.installed, one.path))),
        sum(own.values()),
    )


def _processes(root: Path) -> Iterator[tuple[int, _Process]]:
    for path in (root / "proc").glob("[0-9]*/status"):
        text = read_text(path)
        if isinstance(text, Unknown):
            continue  # it ended meanwhile
        fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        filters = 0
        if fields.get("Seccomp", "0").strip() == _FILTER_MODE:
            # Before it was counted: one at least.
            filters = int(fields.get("Seccomp_filters", "1"))
        parent = int(fields.get("PPid", "0"))
        yield int(path.parent.name), _Process(fields.get("Name", "").strip(), parent, filters)


def _installed(processes: Mapping[int, _Process], root: Path) -> Counter[int]:
    """Filters that each process must have installed itself."""
    own: Counter[int] = Counter()
    orphans: dict[str, int] = {}
    for pid, process in sorted(processes.items()):
        parent = processes.get(process.parent)
        more = process.filters - (parent.filters if parent else 0)
        if more <= 0:
            continue
        if process.parent == 1:
            # Its parent may have ended, from which orphans of one session can have the same.
            session = _session(pid, root)
            more, orphans[session] = (
                max(more - orphans.get(session, 0), 0),
                max(more, orphans.get(session, 0)),
            )
        own[pid] = more
    return own


def _session(pid: int, root: Path) -> str:
    """The session of a process; its own number where that is not known."""
    text = read_text(root / f"proc/{pid}/stat")
    fields = [] if isinstance(text, Unknown) else text.rpartition(")")[2].split()
    return fields[3] if len(fields) > 3 else str(pid)


def _cgroup(pid: int, root: Path) -> str:
    text = read_text(root / f"proc/{pid}/cgroup")
    if isinstance(text, Unknown):
        return "?"
    paths = [line.split(":", 2)[2] for line in text.splitlines() if line.count(":") >= 2]
    # Version 2 has one line, which begins with 0::, and is the last one beside others.
    return paths[-1] if paths else "/"


# -- sockets -----------------------------------------------------------------------------------


def read_sockets(root: Path = ROOT) -> Maybe[SocketFilters]:
    """Return the processes with sockets that have a classic filter (root); or why that is unknown.

    Args:
        root: the folder that ``proc`` is in; descriptors are of this system only, so any other
            folder gives `Unknown`.
    """
    if root != ROOT:
        return Unknown("sockets are asked for of the running system only")
    seen: set[str] = set()
    closed = asked = left_out = 0
    users: dict[str, list[tuple[int, int]]] = {}
    for pid in sorted(int(path.name) for path in (root / "proc").glob("[0-9]*")):
        descriptors = _sockets_of(pid, root)
        if descriptors is None:
            closed += 1
            continue
        new = {inode: fd for inode, fd in descriptors.items() if inode not in seen}
        seen |= new.keys()
        if not new:
            continue
        if asked + len(new) > _MOST_SOCKETS:
            left_out += len(new)
            continue
        lengths = _filters_of(pid, new.values())
        if lengths is None:
            closed += 1
            continue
        asked += len(new)
        comm = _comm(pid, root)
        users.setdefault(comm, []).extend((pid, length) for length in lengths if length)
    return SocketFilters(
        tuple(_socket_users(users)),
        sum(len(sockets) for sockets in users.values()),
        asked,
        closed,
        left_out,
    )


def _socket_users(users: Mapping[str, list[tuple[int, int]]]) -> list[SocketUser]:
    by_name = (
        SocketUser(
            comm,
            tuple(sorted({pid for pid, _ in filters})[:8]),
            len(filters),
            max(length for _, length in filters),
        )
        for comm, filters in users.items()
        if filters
    )
    return sorted(by_name, key=lambda user: (-user.sockets, user.comm))


def _sockets_of(pid: int, root: Path) -> dict[str, int] | None:
    """Return a process's sockets, one descriptor for each; None: it may not be looked into."""
    folder = root / f"proc/{pid}/fd"
    sockets: dict[str, int] = {}
    try:
        names = os.listdir(folder)
        for name in names:
            try:
                match = _SOCKET.fullmatch(os.readlink(folder / name))
            except FileNotFoundError:
                continue  # it was closed meanwhile
            if match:
                sockets[match[1]] = int(name)
    except PermissionError:
        return None
    except OSError:
        return {}  # it ended meanwhile
    return sockets


def _filters_of(pid: int, descriptors: Iterable[int]) -> list[int] | None:
    """Instructions of the filter of each socket, 0 for none; None: it may not be looked into."""
    try:
        process = os.pidfd_open(pid)
    except OSError:
        return []  # it ended meanwhile
    try:
        return [_filter_of(process, fd) for fd in descriptors]
    except PermissionError:
        return None
    finally:
        os.close(process)


@lru_cache(maxsize=1)
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _filter_of(process: int, fd: int) -> int:
    """Instructions of the classic filter of another process' socket; 0 when it has none."""
    libc = _libc()
    copy = int(libc.syscall(ctypes.c_long(_PIDFD_GETFD), process, fd, 0))
    if copy < 0:
        number = ctypes.get_errno()
        if number in (errno.EPERM, errno.ENOSYS):
            raise PermissionError(number, os.strerror(number))
        return 0  # it was closed meanwhile
    try:
        # Without room the kernel only tells the length, in instructions.
        length = ctypes.c_uint32(0)
        refused = libc.getsockopt(
            copy, socket.SOL_SOCKET, _SO_GET_FILTER, None, ctypes.byref(length)
        )
        # One by eBPF has no classic code, and is refused: it has an id.
        return 0 if refused else length.value
    finally:
        os.close(copy)


def _comm(pid: int, root: Path) -> str:
    text = read_text(root / f"proc/{pid}/comm")
    return "" if isinstance(text, Unknown) else text.removesuffix("\n")
