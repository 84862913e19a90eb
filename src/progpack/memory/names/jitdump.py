"""jit-PID.dump: names, bytes and times of programs, for `perf inject --jit`.

The format is tools/perf/Documentation/jitdump-specification.txt, version 1. perf learns of the
file from a mapping of it that is executable, which this process makes and never uses. The times
are of CLOCK_MONOTONIC: record with ``perf record -k mono``.
"""

from __future__ import annotations

import os
import struct
import threading
import time
from pathlib import Path

from progpack.arch import Arch
from progpack.arch.lookup import native_of
from progpack.errors import CapabilityError
from progpack.memory import linux
from progpack.memory.guard.forks import TornLock
from progpack.memory.guard.guard import exclusive
from progpack.memory.names.listener import Named, private_directory

__all__ = ["JitDump"]

_MAGIC = 0x4A695444
_VERSION = 1
_HEADER = struct.Struct("<IIIIIIQQ")
_LOAD = struct.Struct("<IIQIIQQQQ")
_CODE_LOAD = 0


class _Dump:
    """The file of one process."""

    def __init__(self, machine: int) -> None:
        self.path = private_directory() / f"jit-{os.getpid()}.dump"
        self.pid = os.getpid()
        self.lock: threading.Lock | TornLock = threading.Lock()
        self.machine = machine
        self.index = 0
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        self.fd = os.open(self.path, flags, 0o600)
        try:
            now = time.monotonic_ns()
            size = _HEADER.size
            os.write(self.fd, _HEADER.pack(_MAGIC, _VERSION, size, machine, 0, self.pid, now, 0))
            # Never unmapped, and never run; perf sees that it is made.
            executable = linux.PROT_READ | linux.PROT_EXEC
            linux.map_pages(linux.PAGE_SIZE, executable, linux.MAP_PRIVATE, fd=self.fd)
        except BaseException:
            os.close(self.fd)
            raise

    @exclusive
    def write(self, programs: list[Named]) -> None:
        records = []
        thread = threading.get_native_id()
        for program in programs:
            name = program.name.encode() + b"\0"
            records.append(
                _LOAD.pack(
                    _CODE_LOAD,
                    _LOAD.size + len(name) + program.size,
                    time.monotonic_ns(),
                    self.pid,
                    thread,
                    program.address,
                    program.address,
                    program.size,
                    self.index,
                )
                + name
                + program.image
            )
            self.index += 1
        data = b"".join(records)
        if os.write(self.fd, data) != len(data):
            raise OSError(f"{self.path}: not all of it was written")


_dumps: dict[int, _Dump] = {}


class JitDump:
    """Writes records to the dump of this process.

    Attributes:
        path: the file. It stays after the process, as perf needs it.

    Raises:
        CapabilityError: the file cannot be made or mapped, or perf has no number for the machine.
    """

    def __init__(self, arch: Arch) -> None:
        machine = native_of(arch)
        if machine is None or arch.byteorder.value != "little":
            raise CapabilityError(f"jitdump: not known for {arch.name}")
        self._machine = machine.e_machine
        try:
            self._dump()
        except OSError as error:
            raise CapabilityError(f"jitdump: {error}") from error

    @property
    def path(self) -> Path:
        """The dump of this process."""
        return self._dump().path

    def add(self, programs: list[Named]) -> None:
        """See `Listener.add`."""
        self._dump().write(programs)

    def drop(self, address: int) -> None:
        """The format has no record for that: what is loaded later at the same place wins."""

    def forked(self, programs: list[Named]) -> None:
        """See `Listener.forked`: the child has a dump of its own."""
        self.add(programs)

    def _dump(self) -> _Dump:
        pid = os.getpid()
        dump = _dumps.get(pid)
        if dump is None:
            dump = _dumps[pid] = _Dump(self._machine)
        return dump
