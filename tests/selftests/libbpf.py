"""The running kernel as a judge, through the libbpf of the selftests' own tree."""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from progpack.testing.annotations import TEST_DATA

__all__ = ["KernelOutcome", "Libbpf"]

_P = ctypes.c_void_p
_U32 = ctypes.c_uint32
#: Bytes of room for what a run leaves: test_loader.c has four times the input.
_ROOM: Final = 4 * len(TEST_DATA)
_SYSCALL: Final = 31  # BPF_PROG_TYPE_SYSCALL


class _RunOptions(ctypes.Structure):
    """``bpf_test_run_opts`` of libbpf 1.5."""

    _fields_: ClassVar = [
        ("sz", ctypes.c_size_t),
        ("data_in", _P),
        ("data_out", _P),
        ("data_size_in", _U32),
        ("data_size_out", _U32),
        ("ctx_in", _P),
        ("ctx_out", _P),
        ("ctx_size_in", _U32),
        ("ctx_size_out", _U32),
        ("retval", _U32),
        ("repeat", ctypes.c_int),
        ("duration", _U32),
        ("flags", _U32),
        ("cpu", _U32),
        ("batch_size", _U32),
    ]


@dataclass(frozen=True, slots=True)
class KernelOutcome:
    """What the kernel did with one program.

    Attributes:
        loaded: whether it took it.
        why: the error of the load or of the test run, ``""`` when there was none.
        value: what its test run returned, an int of 32 bits; None without a run.
    """

    loaded: bool
    why: str = ""
    value: int | None = None


class Libbpf:
    """libbpf, from a path of its shared library."""

    def __init__(self, path: Path) -> None:
        lib = self._lib = ctypes.CDLL(str(path), use_errno=True)
        for name in ("object__open_file", "object__next_program", "object__find_map_by_name"):
            getattr(lib, f"bpf_{name}").restype = _P
        lib.bpf_program__name.restype = ctypes.c_char_p
        lib.bpf_object__open_file.argtypes = [ctypes.c_char_p, _P]
        lib.bpf_object__next_program.argtypes = [_P, _P]
        lib.bpf_object__find_map_by_name.argtypes = [_P, ctypes.c_char_p]
        for name in ("object__load", "program__name", "program__fd", "program__type", "map__fd"):
            getattr(lib, f"bpf_{name}").argtypes = [_P]
        lib.bpf_object__close.argtypes = [_P]
        lib.bpf_object__close.restype = None
        lib.bpf_program__set_autoload.argtypes = [_P, ctypes.c_bool]
        lib.bpf_map_update_elem.argtypes = [ctypes.c_int, _P, _P, ctypes.c_uint64]
        lib.bpf_prog_test_run_opts.argtypes = [ctypes.c_int, _P]
        lib.libbpf_set_print(None)

    def programs(self, path: Path) -> list[str]:
        """The names of an object's programs; empty when libbpf cannot open it."""
        with self._open(path) as held:
            return [self._name(program) for program in self._programs(held)] if held else []

    def run(
        self,
        path: Path,
        name: str,
        beside: Collection[str] = (),
        filled: Mapping[str, bytes] | None = None,
        *,
        execute: bool = False,
    ) -> KernelOutcome:
        """Load one program of an object, and run it with BPF_PROG_TEST_RUN.

        Args:
            path: of the object.
            name: of the program.
            beside: programs that are loaded with it.
            filled: values that element 0 of maps has before the run, by the map's name.
            execute: whether to run it.
        """
        with self._open(path) as held:
            if not held:
                return KernelOutcome(False, _errno("open"))
            programs = {self._name(program): program for program in self._programs(held)}
            for known, program in programs.items():
                self._lib.bpf_program__set_autoload(program, known == name or known in beside)
            if self._lib.bpf_object__load(held):
                return KernelOutcome(False, _errno("load"))
            if not execute:
                return KernelOutcome(True)
            for map_name, value in (filled or {}).items():
                self._fill(held, map_name, value)
            return self._test_run(programs[name])

    def _fill(self, held: int, name: str, value: bytes) -> None:
        found = self._lib.bpf_object__find_map_by_name(held, name.encode())
        key = bytes(4)
        if self._lib.bpf_map_update_elem(self._lib.bpf_map__fd(found), key, value, 0):
            raise OSError(ctypes.get_errno(), f"map {name} is not filled")

    def _test_run(self, program: int) -> KernelOutcome:
        options = _RunOptions(sz=ctypes.sizeof(_RunOptions))
        given = ctypes.create_string_buffer(TEST_DATA, len(TEST_DATA))
        room = ctypes.create_string_buffer(_ROOM)
        if self._lib.bpf_program__type(program) != _SYSCALL:
            options.data_in, options.data_size_in = ctypes.addressof(given), len(TEST_DATA)
            options.data_out, options.data_size_out = ctypes.addressof(room), _ROOM
            options.repeat = 1
        descriptor = self._lib.bpf_program__fd(program)
        if self._lib.bpf_prog_test_run_opts(descriptor, ctypes.byref(options)):
            return KernelOutcome(True, _errno("test run"))
        return KernelOutcome(True, "", ctypes.c_int32(options.retval).value)

    @contextmanager
    def _open(self, path: Path) -> Iterator[int | None]:
        held = self._lib.bpf_object__open_file(str(path).encode(), None)
        try:
            yield held
        finally:
            if held:
                self._lib.bpf_object__close(held)

    def _programs(self, held: int) -> Iterator[int]:
        current = self._lib.bpf_object__next_program(held, None)
        while current:
            yield current
            current = self._lib.bpf_object__next_program(held, current)

    def _name(self, program: int) -> str:
        name: bytes = self._lib.bpf_program__name(program)
        return name.decode()


def _errno(what: str) -> str:
    number = ctypes.get_errno()
    return f"{what}: {errno.errorcode.get(number, number)}"
