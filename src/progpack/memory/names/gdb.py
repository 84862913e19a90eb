"""GDB's JIT interface: names of programs in a debugger, also in one that attaches later.

A debugger looks for the variable ``__jit_debug_descriptor``, follows its list of symbol files,
and stops at each call of ``__jit_debug_register_code`` to read what is new (GDB manual, JIT
Interface; lldb does the same). Both must be symbols of a library, so a little one is made and
loaded. A backtrace goes through a program that keeps a frame pointer, as there is no other
information on its frames. Breakpoints in it must be hardware ones (``hbreak``): the pages are
shared and read-only, so that nobody can write to them, a debugger neither.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, ClassVar

from progpack.arch import Arch
from progpack.arch.lookup import native_of
from progpack.arch.native import Native
from progpack.elf import write as elf
from progpack.errors import CapabilityError
from progpack.memory.guard.child_locks import renew_in_child
from progpack.memory.guard.forks import TornLock
from progpack.memory.guard.guard import renew_lock, section
from progpack.memory.names.listener import Named, private_directory

__all__ = ["Gdb"]

_REGISTER, _UNREGISTER = 1, 2


class _Entry(ctypes.Structure):
    _fields_: ClassVar = [
        ("next", ctypes.c_void_p),
        ("previous", ctypes.c_void_p),
        ("file", ctypes.c_void_p),
        ("size", ctypes.c_uint64),
    ]


class _Descriptor(ctypes.Structure):
    _fields_: ClassVar = [
        ("version", ctypes.c_uint32),
        ("action", ctypes.c_uint32),
        ("relevant", ctypes.c_void_p),
        ("first", ctypes.c_void_p),
    ]


class _Interface:
    """The library, and the list that its variable begins. One for a process and its children."""

    def __init__(self, arch: Arch, known: Native) -> None:
        machine, code = known.e_machine, known.stop
        first = bytes(_Descriptor(version=1))
        image = elf.library(
            machine, "__jit_debug_register_code", code, "__jit_debug_descriptor", first
        )
        # A debugger reads it by its name for as long as the process lives.
        path = private_directory() / f"names-{arch.name}.so"
        if not path.exists() or path.read_bytes() != image:
            new = path.with_suffix(f".{os.getpid()}")
            new.write_bytes(image)
            new.replace(path)
        library = ctypes.CDLL(os.fspath(path))
        self.machine = machine
        self.lock: threading.Lock | TornLock = threading.Lock()
        renew_in_child(self, "lock")
        self._queue: deque[tuple[Callable[[_Entry], None], _Entry]] = deque()
        self._descriptor = _Descriptor.in_dll(library, "__jit_debug_descriptor")
        self._register = library["__jit_debug_register_code"]
        self._register.restype = None
        self._register.argtypes = ()

    def add(self, image: bytes) -> _Entry:
        """Register a symbol file. The caller keeps what is returned."""
        buffer = ctypes.create_string_buffer(image, len(image))
        entry = _Entry(file=ctypes.addressof(buffer), size=len(image))
        entry.held = buffer
        self._do(self._link, entry)
        return entry

    def remove(self, entry: _Entry) -> None:
        """Take a symbol file out of the list again."""
        self._do(self._unlink, entry)

    @section
    def _do(self, work: Callable[[_Entry], None], entry: _Entry) -> None:
        """Change the list. If another thread is changing it, that thread makes this change too.

        The garbage collector may free programs in a thread that is in the middle of a change. A
        change that an exception cut short is made again by the next.
        """
        self._queue.append((work, entry))
        while self._queue:
            lock: Any = self.lock
            if not lock.acquire(False):
                if renew_lock(self) is None:
                    return
                continue
            try:
                while self._queue:
                    todo, subject = self._queue[0]
                    todo(subject)
                    self._queue.popleft()
            finally:
                lock.release()

    def _link(self, entry: _Entry) -> None:
        at = ctypes.addressof(entry)
        if self._descriptor.first != at:  # it is, where that is made again
            entry.next = self._descriptor.first
            if entry.next:
                _Entry.from_address(entry.next).previous = at
            self._descriptor.first = at
        self._tell(at, _REGISTER)

    def _unlink(self, entry: _Entry) -> None:
        at = ctypes.addressof(entry)
        if entry.previous:
            _Entry.from_address(entry.previous).next = entry.next
        else:
            self._descriptor.first = entry.next
        if entry.next:
            _Entry.from_address(entry.next).previous = entry.previous
        self._tell(at, _UNREGISTER)

    def _tell(self, at: int, action: int) -> None:
        self._descriptor.relevant = at
        self._descriptor.action = action
        self._register()
        self._descriptor.action = 0


_interfaces: dict[str, _Interface] = {}


class Gdb:
    """Registers a symbol file for each program, or for all programs of a batch.

    Raises:
        CapabilityError: the library cannot be made or loaded here.
    """

    def __init__(self, arch: Arch) -> None:
        known = native_of(arch)
        if known is None or not known.stop:
            raise CapabilityError(f"gdb: no library is known for {arch.name}")
        try:
            if arch.name not in _interfaces:
                _interfaces.setdefault(arch.name, _Interface(arch, known))
        except OSError as error:
            raise CapabilityError(f"gdb: {error}") from error
        self._interface = _interfaces[arch.name]
        # Programs by address, and how many of a file are still there.
        self._files: dict[int, _Entry] = {}
        self._left: dict[int, int] = {}

    def add(self, programs: list[Named]) -> None:
        """See `Listener.add`."""
        functions = [(p.name, p.address, p.size) for p in programs]
        entry = self._interface.add(elf.symbol_file(self._interface.machine, functions))
        self._left[ctypes.addressof(entry)] = len(programs)
        for program in programs:
            self.drop(program.address)  # where it is told again
            self._files[program.address] = entry

    def drop(self, address: int) -> None:
        """See `Listener.drop`; a file goes with the last of its programs."""
        entry = self._files.pop(address, None)
        if entry is None:
            return
        key = ctypes.addressof(entry)
        self._left[key] -= 1
        if not self._left[key]:
            del self._left[key]
            self._interface.remove(entry)

    def forked(self, programs: list[Named]) -> None:
        """The child has a copy of the list; nothing to do."""
