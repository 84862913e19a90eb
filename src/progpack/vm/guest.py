"""A kernel in a guest as a port of bpf(2) calls, and the few other calls that are made there.

One thread at a time makes them. A guest that fails, or whose answer nobody waited for, is ended: it
makes no more calls. A child of a fork has no part in it.

A call's record and buffers are laid out in memory that guest and host share, at an address that
the host knows, so all pointers are written here; the guest's first process (init/init.c) only makes
the call.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import MappingProxyType
from typing import Concatenate, Final, ParamSpec, TypeVar

from progpack import arch as arches
from progpack.arch.lookup import native_of
from progpack.errors import UsageError
from progpack.kernel.syscall.abi import Command, InfoAttr
from progpack.kernel.syscall.call import Arrays, Buffers, Port, kernel_error
from progpack.vm.machines import Calls
from progpack.vm.qemu import ARENA, Emulator, GuestError
from progpack.waits import receive

__all__ = ["ATTEMPTS", "Guest", "attempt"]

#: Times that work in a guest is begun: a kernel under emulation gives up now and then.
ATTEMPTS: Final = 3

#: Address of the shared memory in the guest; as init.c has it.
_ADDRESS: Final = 0x1_0000_0000
_REQUEST: Final = struct.Struct("<7Q")
_RESULT: Final = struct.Struct("<q")
#: Offset of what a call works on, behind the request.
_ROOM: Final = 4096
_ALIGNMENT: Final = 64
_ERRORS: Final = 4096
_MASK: Final = (1 << 64) - 1
_AT_CWD: Final = -100
_READ_ONLY, _WRITE_ONLY, _TRUNCATE, _CREATE = 0, 1, 0o1000, 0o1102
_NOBODY: Final = 65534
_FILE_MOST: Final = 24 << 20
#: Pieces that a call reads (UIO_MAXIOV), and bytes of each: fewer than the kernel has at hand.
_PIECES, _PIECE = 1024, 1024
_VECTOR: Final = struct.Struct("<2Q")
_P = ParamSpec("_P")
_R = TypeVar("_R")


def _in_turn(method: Callable[Concatenate[Guest, _P], _R]) -> Callable[Concatenate[Guest, _P], _R]:
    """A method that lays out memory and makes calls, of which one thread at a time makes some."""

    @wraps(method)
    def taken(self: Guest, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self.turn():
            return method(self, *args, **kwargs)

    return taken


def attempt(
    work: Callable[[], _R], say: Callable[[str], object], over: Callable[[], bool] = lambda: False
) -> _R:
    """Do work in a guest of its own, and do it anew in another guest where that fails.

    Args:
        work: resumes a guest, ends it, and leaves nothing behind where it fails.
        say: told each failure after which the work is done again.
        over: whether a failure is the last, as somebody ended the guest.

    Raises:
        GuestError: the last attempt failed too.
    """
    for number in range(2, ATTEMPTS + 1):
        try:
            return work()
        except GuestError as error:
            if over():
                raise
            say(f"{error}; asking again ({number} of {ATTEMPTS})")
    return work()


class Guest(Port):
    """A guest that answers, by the emulator that it runs in.

    Args:
        emulator: the emulator; this object ends it.
        calls: numbers of system calls there.
        name: the kernel in a sentence.
        patience_s: seconds that one call may take.

    Attributes:
        name: the kernel in a sentence.
        patience_s: seconds that one call may take.
    """

    def __init__(
        self, emulator: Emulator, calls: Calls, name: str, patience_s: float = 600.0
    ) -> None:
        self.name = name
        self.emulator = emulator
        self._calls = calls
        self._memory = mmap.mmap(emulator.arena, ARENA)
        self.patience_s = patience_s
        self._cpus = 0
        self._turn = threading.RLock()
        self._owner = os.getpid()
        self._failure = ""

    def await_start(self, patience_s: float) -> None:
        """Wait until the first process of a guest that boots says that it is there.

        Raises:
            GuestError: the guest gave up, or fell silent.
        """
        self._await(patience_s)

    def end(self) -> None:
        """End the guest, also one that another thread waits for; a second call does nothing."""
        if os.getpid() != self._owner:
            self._give_back()  # the parent has its own descriptors
            return
        self._failure = self._failure or f"{self.name}: it was ended"
        self.emulator.kill()
        with self._turn:  # the thread that waits sees the end
            self._give_back()

    def _give_back(self) -> None:
        self.emulator.close()
        self._memory.close()

    @property
    def ended(self) -> bool:
        """Whether it makes no more calls."""
        return bool(self._failure)

    # Calls.

    def call(self, number: int, *arguments: int) -> int:
        """Make a system call there; return its result, or the negative number of its error.

        Raises:
            GuestError: the guest is gone, or silent.
        """
        with self.turn():
            return self._called(number, arguments)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A context in which this thread alone uses the guest and the memory that it shares.

        Raises:
            GuestError: the guest is gone, or is another process's.
        """
        if os.getpid() != self._owner:
            raise GuestError(f"{self.name}: it is of the process from which this one was forked")
        with self._turn:
            if self._failure:
                raise GuestError(self._failure)
            yield

    def _called(self, number: int, arguments: tuple[int, ...]) -> int:
        words = [argument & _MASK for argument in arguments]
        _REQUEST.pack_into(self._memory, 0, number, *words, *(0,) * (6 - len(words)))
        try:
            self._await(self.patience_s, b"!")
        except BaseException as error:
            # An answer that comes later would be taken for that of the next call.
            said = str(error) if isinstance(error, GuestError) else "a call was interrupted"
            self._failure = self._failure or said
            self.emulator.kill()
            raise
        return int(_RESULT.unpack_from(self._memory, _REQUEST.size)[0])

    def _await(self, patience_s: float, asked: bytes = b"") -> None:
        port = self.emulator.port
        try:
            port.sendall(asked)
            answer = receive(port, 1, patience_s)
        except OSError as error:
            raise GuestError(f"{self.name}: {self.emulator.last_words()}") from error
        if not answer:
            raise GuestError(f"{self.name}: {self.emulator.last_words()}")

    def put(self, data: bytes, offset: int = 0) -> int:
        """Put bytes into the shared memory; return their address in the guest."""
        start = _ROOM + offset
        if start + len(data) > ARENA:
            raise UsageError(f"{self.name}: {len(data):,} bytes are more than a call takes there")
        self._memory[start : start + len(data)] = data
        return _ADDRESS + start

    def get(self, size: int, offset: int = 0) -> bytes:
        """Bytes of the shared memory."""
        return self._memory[_ROOM + offset : _ROOM + offset + size]

    # bpf(2).

    @_in_turn
    def enter(
        self, command: Command, attr: ctypes.Structure, given: Buffers, taken: Buffers
    ) -> int:
        """Make one bpf(2) call there; see `Port.enter`."""
        size = ctypes.sizeof(attr)
        at = _aligned(size)
        places = []
        for name, buffer in (*given.items(), *taken.items()):
            if buffer is None:
                setattr(attr, name, 0)
                continue
            setattr(attr, name, self.put(bytes(buffer.raw), at))
            places.append((name, buffer, at))
            at = _aligned(at + len(buffer))
        result = self.call(self._calls.bpf, command, self.put(bytes(attr)), size)
        ctypes.memmove(ctypes.addressof(attr), self.get(size), size)
        for name, buffer, place in places:
            if name in taken and buffer is not None:
                buffer.raw = self.get(len(buffer), place)
        return result

    @_in_turn
    def describe(
        self, fd: int, record: ctypes.Structure, what: str, arrays: Arrays = MappingProxyType({})
    ) -> int:
        """Fill a record with what the kernel knows of a descriptor; see `Port.describe`."""
        size = ctypes.sizeof(record)
        at = places = _ALIGNMENT + _aligned(size)
        for name, array in arrays.items():
            setattr(record, name, self.put(bytes(array), at))
            at = _aligned(at + ctypes.sizeof(array))
        attr = InfoAttr(bpf_fd=fd, info_len=size, info=self.put(bytes(record), _ALIGNMENT))
        given = self.put(bytes(attr)), ctypes.sizeof(attr)
        result = self.call(self._calls.bpf, Command.OBJ_GET_INFO_BY_FD, *given)
        if result < 0:
            raise kernel_error(-result, Command.OBJ_GET_INFO_BY_FD, what, port=self)
        ctypes.memmove(ctypes.addressof(record), self.get(size, _ALIGNMENT), size)
        for name, array in arrays.items():
            ctypes.memmove(array, self.get(ctypes.sizeof(array), places), ctypes.sizeof(array))
            places = _aligned(places + ctypes.sizeof(array))
            if getattr(record, name):  # what the kernel hides it clears
                setattr(record, name, ctypes.addressof(array))
        return int(InfoAttr.from_buffer_copy(self.get(ctypes.sizeof(attr))).info_len)

    @property
    def machine(self) -> str:
        """The guest's machine, as ``uname -m`` has it there."""
        arch = arches.get(self.emulator.machine.arch)
        native = native_of(arch)
        return arch.name if native is None else native.names[0]

    def close(self, fd: int) -> None:
        """Close a descriptor of the guest, if the guest is still there."""
        try:
            self.call(self._calls.close, fd)
        except GuestError:
            return  # a guest that is gone has no descriptors

    @property
    def cpus(self) -> int:
        """Number of CPUs that the guest's kernel can ever have."""
        if not self._cpus:
            text = self.read("/sys/devices/system/cpu/possible").decode().strip()
            first, _, last = text.partition("-")
            self._cpus = int(last or first) - int(first) + 1
        return self._cpus

    def privilege_reason(self) -> str | None:
        """Return None: a refusal there is the kernel's own answer."""
        return None

    @_in_turn
    def give_up_privileges(self) -> None:
        """Be nobody from now on, on a kernel that lets nobody load programs."""
        self.mount("proc", "/proc")
        self.write("/proc/sys/kernel/unprivileged_bpf_disabled", b"0")
        _good(self, self.call(self._calls.setresuid, _NOBODY, _NOBODY, _NOBODY), "setresuid")

    # Files.

    @_in_turn
    def mount(self, kind: str, folder: str) -> None:
        """Mount a file system of the kernel's own on a folder, once or again.

        Raises:
            GuestError: the kernel does not have it.
        """
        words = self.put(kind.encode() + b"\0" + folder.encode() + b"\0")
        result = self.call(self._calls.mount, words, words + len(kind) + 1, words, 0, 0)
        if result != -errno.EBUSY:
            _good(self, result, f"mount {kind}")

    @_in_turn
    def read(self, path: str) -> bytes:
        """The contents of a file there, up to 24 MiB.

        Files of sysfs give a page at a time, so the kernel copies the file first.

        Raises:
            GuestError: the file cannot be read.
        """
        source = self.open(path)
        copy = self.open("/tmp/copy", _CREATE)
        while (sent := self.call(self._calls.sendfile, copy, source, 0, _FILE_MOST)) > 0:
            pass
        if sent == -errno.EINVAL:  # some files of proc cannot be sent
            data = self._in_pieces(source, path)
            self.call(self._calls.close, source)
            self.call(self._calls.close, copy)
            return data
        _good(self, sent, path)
        self.call(self._calls.close, source)
        self.call(self._calls.close, copy)
        copy = self.open("/tmp/copy")
        size = _good(self, self.call(self._calls.read, copy, self.put(b""), _FILE_MOST), path)
        self.call(self._calls.close, copy)
        return self.get(size)

    def _in_pieces(self, file: int, path: str) -> bytes:
        """The contents of a file that gives less than a page at a time, many times in a call."""
        pieces = bytearray()
        room = self.put(b"", _PIECES * _VECTOR.size)
        vectors = b"".join(_VECTOR.pack(room + i * _PIECE, _PIECE) for i in range(_PIECES))
        while True:
            at = self.put(vectors)
            got = _good(self, self.call(self._calls.readv, file, at, _PIECES), path)
            if not got:
                return bytes(pieces)
            pieces += self.get(got, _PIECES * _VECTOR.size)

    @_in_turn
    def pread(self, file: int, size: int, offset: int) -> bytes:
        """Bytes of an open file there.

        Raises:
            OSError: the file cannot be read.
        """
        got = self.call(self._calls.pread64, file, self.put(b""), size, offset)
        if got < 0:
            raise OSError(-got, os.strerror(-got))
        return self.get(got)

    @_in_turn
    def read_now(self, path: str, size: int = 1 << 16) -> bytes:
        """The bytes that one read of a file there gives.

        Raises:
            GuestError: the file cannot be read.
        """
        file = self.open(path)
        got = _good(self, self.call(self._calls.read, file, self.put(b""), size), path)
        data = self.get(got)
        self.call(self._calls.close, file)
        return data

    @_in_turn
    def write(self, path: str, data: bytes, *, clear: bool = False) -> None:
        """Write to a file there.

        Args:
            path: the file.
            data: what is written.
            clear: whether the file loses what it has.

        Raises:
            GuestError: the file cannot be written.
        """
        file = self.open(path, _WRITE_ONLY | (_TRUNCATE if clear else 0))
        result = self.call(self._calls.write, file, self.put(data), len(data))
        self.call(self._calls.close, file)
        _good(self, result, path)

    @_in_turn
    def open(self, path: str, flags: int = _READ_ONLY) -> int:
        """Open a file there; return its descriptor there.

        Args:
            path: the file.
            flags: of openat(2); without them it is read.

        Raises:
            GuestError: the file cannot be opened.
        """
        name = self.put(path.encode() + b"\0")
        return _good(self, self.call(self._calls.openat, _AT_CWD, name, flags, 0o600), path)


def _good(guest: Guest, result: int, what: str) -> int:
    """The result of a system call, where it is no error."""
    if -_ERRORS < result < 0:
        raise GuestError(f"{guest.name}: {what}: {os.strerror(-result)}")
    return result


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
