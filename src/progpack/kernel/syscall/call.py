"""The bpf(2) system call: one typed entry, its errors, and the owner of a descriptor.

Nothing here attaches or pins anything: a program or map lives as long as its descriptor is open.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from progpack.errors import BpfError, MissingFeatureError, ProgpackError, UsageError
from progpack.kernel.syscall.abi import (
    NAME_LENGTH,
    Command,
    IdAttr,
    InfoAttr,
    MapCreateAttr,
    syscall_number,
)
from progpack.owned import Owned

__all__ = [
    "RUNNING",
    "Arrays",
    "Buffers",
    "Descriptor",
    "Port",
    "address_of",
    "bpf",
    "kernel_error",
    "object_name",
    "possible_cpus",
    "read_info",
    "unavailable",
    "walk_ids",
]

#: Buffers of a call by the field of its record that is to have their address.
Buffers = Mapping[str, "ctypes.Array[ctypes.c_char] | None"]

#: Arrays that a record of the kernel's points to, by the field that has their address.
Arrays = Mapping[str, "ctypes.Array[Any]"]

# Attempts of a command that a signal interrupted: the verifier gives EAGAIN, a test run EINTR.
_ATTEMPTS = 8
_CAP_SYS_ADMIN = 21
_CAP_BPF = 39
_ARRAY = 2
# The kernel's own ENOTSUPP, which has no name in user space (include/linux/errno.h).
_ENOTSUPP = 524


@lru_cache(maxsize=1)
def _entry() -> Callable[[int, int, int], int]:
    number = ctypes.c_long(syscall_number())
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    call.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_ulong)

    def enter(command: int, address: int, size: int) -> int:
        return int(call(number, command, address, size))

    return enter


@lru_cache(maxsize=1)
def possible_cpus() -> int:
    """Return how many CPUs this kernel can ever have: the parts of a per-CPU value."""
    text = Path("/sys/devices/system/cpu/possible").read_text(encoding="ascii").strip()
    total = 0
    for part in text.split(","):
        first, _, last = part.partition("-")
        total += int(last or first) - int(first) + 1
    return total


class Port:
    """A kernel to which bpf(2) calls go: the running one; of another kernel a subclass.

    Attributes:
        name: the kernel in a sentence.
    """

    name = "the running kernel"

    @property
    def ended(self) -> bool:
        """Whether the kernel takes no more calls; the running one always does."""
        return False

    def enter(
        self, command: Command, attr: ctypes.Structure, given: Buffers, taken: Buffers
    ) -> int:
        """Make one call; return its result, or the negative number of its error.

        Args:
            command: the command.
            attr: its record; the fields of buffers are set here.
            given: buffers that the kernel reads.
            taken: buffers that the kernel writes, and may read before.
        """
        for name, buffer in (*given.items(), *taken.items()):
            setattr(attr, name, address_of(buffer))
        result = _entry()(command, ctypes.addressof(attr), ctypes.sizeof(attr))
        return result if result >= 0 else -ctypes.get_errno()

    def close(self, fd: int) -> None:
        """Close a descriptor that a call returned."""
        os.close(fd)

    def describe(
        self, fd: int, record: ctypes.Structure, what: str, arrays: Arrays = MappingProxyType({})
    ) -> int:
        """Fill a record with what the kernel knows of a descriptor; return the bytes it filled.

        Args:
            fd: the descriptor.
            record: the record, in which the addresses of the arrays are.
            what: the object's name in error messages.
            arrays: the arrays, by the field that has their address.

        Raises:
            BpfError: the kernel refused.
            MissingFeatureError: a privilege is missing.
        """
        size = ctypes.sizeof(record)
        buffer = (ctypes.c_char * size).from_buffer(record)
        attr = InfoAttr(bpf_fd=fd, info_len=size)
        self.bpf(Command.OBJ_GET_INFO_BY_FD, attr, what, taken={"info": buffer})
        return int(attr.info_len)

    @property
    def machine(self) -> str:
        """The kernel's machine, as ``uname -m`` has it."""
        return platform.machine()

    @property
    def cpus(self) -> int:
        """Number of CPUs that the kernel can ever have: the parts of a per-CPU value."""
        return possible_cpus()

    def privilege_reason(self) -> str | None:
        """Return why bpf(2) is closed to this process, or None when it is not."""
        return _privilege_reason()

    def bpf(
        self,
        command: Command,
        attr: ctypes.Structure,
        what: str,
        *,
        given: Buffers = MappingProxyType({}),
        taken: Buffers = MappingProxyType({}),
    ) -> int:
        """Make one bpf(2) call with ``attr`` and return its result (0, or a new descriptor).

        A call that a signal interrupted is repeated.

        Args:
            command: the command.
            attr: its record.
            what: the object's name in error messages.
            given: as for `enter`.
            taken: as for `enter`.

        Raises:
            BpfError: the kernel refused; ``.errno`` says how.
            MissingFeatureError: a privilege is missing, or the kernel has no such command.
        """
        result = 0
        for _ in range(_ATTEMPTS):
            result = self.enter(command, attr, given, taken)
            if result >= 0:
                return result
            if -result not in (errno.EINTR, errno.EAGAIN):
                break
        raise kernel_error(-result, command, what, port=self)


#: The kernel that this process runs on.
RUNNING: Final = Port()


def bpf(command: Command, attr: ctypes.Structure, what: str, port: Port = RUNNING) -> int:
    """Make one bpf(2) call of a kernel; see `Port.bpf`."""
    return port.bpf(command, attr, what)


# Of these EPERM means one thing: capable(CAP_SYS_ADMIN) said no. bpf_obj_get_next_id(),
# bpf_prog_get_fd_by_id() and its like in kernel/bpf/syscall.c (Linux 6.18).
_BY_ID = frozenset(
    command for command in Command if command.name.endswith(("_GET_NEXT_ID", "_GET_FD_BY_ID"))
)
_IDS_NEED = (
    "CAP_SYS_ADMIN of the initial user namespace is needed to look at objects by id, CAP_BPF or "
    "root of a container is not enough"
)


def kernel_error(
    number: int, command: Command, what: str, log: str = "", port: Port = RUNNING
) -> ProgpackError:
    """The exception for error ``number`` of ``command`` on ``what``; for the caller to raise.

    A verifier that has said something was reached, so an error with a ``log`` is never a missing
    privilege.
    """
    if number == errno.ENOSYS:
        return MissingFeatureError(f"{what}: this kernel has no bpf(2) (CONFIG_BPF_SYSCALL)")
    if number == errno.EPERM and not log:
        reason = _IDS_NEED if command in _BY_ID else port.privilege_reason()
        if reason is not None:
            return MissingFeatureError(f"{what}: not permitted: {reason}")
    message = f"{what}: {command.name} failed: {_error_text(number, command)}"
    if log:
        message = f"{message}\n{_last_lines(log)}"
    return BpfError(message, number=number, command=command, log=log)


# ENOTSUPP has no text in a C library. A load has reached the limit; bpf_prog_test_run() returns it
# for a type without test runs, map operations for what a map of this type lacks (Linux 6.18).
_UNSUPPORTED = {
    Command.PROG_LOAD: "the JIT could not take it, see net.core.bpf_jit_limit",
    Command.PROG_TEST_RUN: "the kernel does not run programs of this type in a test",
}


def _error_text(number: int, command: Command) -> str:
    if number == _ENOTSUPP:
        reason = _UNSUPPORTED.get(command, "the kernel does not support this")
        return f"ENOTSUPP (524): {reason}"
    name = errno.errorcode.get(number, str(number))
    return f"{name} ({os.strerror(number)})"


def _last_lines(log: str, count: int = 6) -> str:
    lines = [line.rstrip() for line in log.splitlines() if line.strip()]
    # The last line of a full log is the verifier's statistics; the reason stands before it.
    if lines and lines[-1].startswith("processed "):
        lines.pop()
    return "\n".join(f"    {line}" for line in lines[-count:])


def _effective_capabilities() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").split("\n"):
        if line.startswith("CapEff:"):
            return int(line.split()[1], 16)
    return 0


def _privilege_reason() -> str | None:
    """Return why bpf(2) is closed to this process, or None when it has the capabilities."""
    try:
        capabilities = _effective_capabilities()
    except OSError as error:
        return f"CAP_BPF or CAP_SYS_ADMIN is needed (own capabilities cannot be read: {error})"
    if capabilities & (1 << _CAP_SYS_ADMIN | 1 << _CAP_BPF):
        return None
    sysctl = Path("/proc/sys/kernel/unprivileged_bpf_disabled")
    try:
        setting = sysctl.read_text(encoding="ascii").strip()
    except OSError:
        setting = "cannot be read"
    return (
        "CAP_BPF (with CAP_NET_ADMIN or CAP_PERFMON for most program types) or CAP_SYS_ADMIN is "
        f"needed; kernel.unprivileged_bpf_disabled is {setting}"
    )


@lru_cache(maxsize=1)
def unavailable() -> str | None:
    """Why this process cannot use bpf(2), or None when it can.

    Creates and closes an array map of one element: since Linux 5.8 that needs CAP_BPF wherever
    unprivileged BPF is off. Some commands need more (ids: CAP_SYS_ADMIN; network programs:
    CAP_NET_ADMIN; tracing: CAP_PERFMON) and say so themselves. The answer is kept.
    """
    attr = MapCreateAttr(map_type=_ARRAY, key_size=4, value_size=8, max_entries=1)
    try:
        os.close(bpf(Command.MAP_CREATE, attr, "bpf(2)"))
    except ProgpackError as error:
        return str(error)
    return None


class Descriptor(Owned):
    """Owns one descriptor of a BPF object: a context manager that closes it once.

    An owner that is collected while still open closes it too, with a `ResourceWarning`.
    """

    __slots__ = ("_fd", "name", "port")

    def __init__(self, fd: int, name: str, port: Port = RUNNING) -> None:
        self._fd = fd
        self.name = name
        self.port = port

    @property
    def fd(self) -> int:
        """The descriptor.

        Raises:
            UsageError: the descriptor is closed.
        """
        if self._fd < 0:
            raise UsageError(f"{type(self).__name__} {self.name or '(no name)'} is closed")
        return self._fd

    @property
    def closed(self) -> bool:
        """Whether `close` has been called."""
        return self._fd < 0

    def fileno(self) -> int:
        """The descriptor, as files name it."""
        return self.fd

    def close(self) -> None:
        """Close the descriptor; a second call does nothing."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            self.port.close(fd)

    def __del__(self) -> None:
        if getattr(self, "_fd", -1) >= 0:
            warnings.warn(f"unclosed {self!r}", ResourceWarning, source=self, stacklevel=2)
            self.close()

    def __repr__(self) -> str:
        state = "closed" if self._fd < 0 else f"fd {self._fd}"
        return f"<{type(self).__name__} {self.name or '(no name)'} {state}>"


def object_name(name: str) -> bytes:
    """``name`` as the kernel takes it: ASCII letters, digits, ``_`` and ``.``, 15 bytes at most.

    Other characters become ``_`` (``bpf_obj_name_cpy()`` in ``kernel/bpf/syscall.c``).
    """
    characters = (c if c.isascii() and (c.isalnum() or c in "_.") else "_" for c in name)
    return "".join(characters).encode("ascii")[: NAME_LENGTH - 1]


def address_of(buffer: ctypes.Array[ctypes.c_char] | None) -> int:
    """The address of a ctypes buffer as bpf(2) takes it; 0 for None.

    The caller keeps the buffer alive over the call.
    """
    return 0 if buffer is None else ctypes.addressof(buffer)


def read_info(
    fd: int,
    record: ctypes.Structure,
    what: str,
    port: Port = RUNNING,
    arrays: Arrays = MappingProxyType({}),
) -> int:
    """Fill ``record`` with what the kernel knows about ``fd``; see `Port.describe`."""
    return port.describe(fd, record, what, arrays)


def walk_ids(command: Command, port: Port = RUNNING) -> Iterator[int]:
    """Every id that a ``*_GET_NEXT_ID`` command reports, ascending.

    Needs CAP_SYS_ADMIN. Objects that come and go during the walk may or may not be seen.
    """
    attr = IdAttr()
    while True:
        try:
            port.bpf(command, attr, "ids")
        except BpfError as error:
            if error.errno == errno.ENOENT:
                return
            raise
        number = attr.id = attr.next_id
        yield int(number)
