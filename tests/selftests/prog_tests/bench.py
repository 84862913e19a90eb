"""Tests of the kernel's prog_tests, done again with progpack: the same steps, the same values.

Each function does what the file of its name in tools/testing/selftests/bpf/prog_tests does, on the
backend of a `Bench`: the steps are those of a user of progpack, and the values are what that file
asserts. On the backend ``kernel`` the running kernel says whether the steps are right.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import progpack
from tests.selftests.source import Tree

__all__ = [
    *("ALL", "FAULTS", "HERE_ALONE", "PKT_V4", "PKT_V6", "TESTS"),
    *("Bench", "expect", "prog_test", "run_traced", "text_of", "value_of"),
]

#: network_helpers.c: TCP over IPv4 and over IPv6; 123 is the length and the urgent pointer.
_TCP: Final = bytes(12) + b"\x50" + bytes(5) + struct.pack("<H", 123)
PKT_V4: Final = bytes(12) + b"\x08\x00" + b"\x45\0\0\x7b" + bytes(5) + b"\x06" + bytes(10) + _TCP
PKT_V6: Final = bytes(12) + b"\x86\xdd" + bytes(4) + b"\0\x7b\x06" + bytes(33) + _TCP
#: All bits of 64.
ALL: Final = 0xFFFFFFFFFFFFFFFF


class Bench:
    """Where the programs run.

    Args:
        tree: the kernel's selftests.
        backend: name of the backend.
    """

    def __init__(self, tree: Tree, backend: str) -> None:
        self._tree = tree
        self._backend = backend
        self._loaded = ExitStack()

    def load(self, name: str, *programs: str, **options: Any) -> progpack.Object:
        """Load an object of the selftests, which stays until `close`."""
        (made,) = self._tree.compile([name], "v3")
        assert made.path is not None, made.error
        fit = {"btf": "kernel", "kconfig": "kernel", "ksyms": "kernel", **options}
        obj = progpack.load(
            Path(made.path), programs=programs or None, backend=self._backend, **fit
        )
        return self._loaded.enter_context(obj)

    @property
    def is_kernel(self) -> bool:
        """Whether the running kernel runs the programs."""
        return self._backend == "kernel"

    def close(self) -> None:
        """Close the objects."""
        self._loaded.close()


Test = Callable[[Bench], None]
TESTS: dict[str, Test] = {}
#: Tests that the running kernel cannot judge, and why.
HERE_ALONE: dict[str, str] = {}
#: Tests that progpack does not pass yet, and why.
FAULTS: dict[str, str] = {}


def prog_test(*, here_alone: str = "", fault: str = "") -> Callable[[Test], Test]:
    """Note a function as the test of its name.

    Args:
        here_alone: why the running kernel cannot run its programs.
        fault: why progpack does not pass it yet.
    """

    def note(function: Test) -> Test:
        name = function.__name__.strip("_")
        TESTS[name] = function
        if here_alone:
            HERE_ALONE[name] = here_alone
        if fault:
            FAULTS[name] = fault
        return function

    return note


def value_of(obj: progpack.Object, name: str, packet: bytes = PKT_V4, **options: Any) -> int:
    """What a program returns for a packet."""
    return obj.programs[name].run(packet, **options).return_value


def run_traced(obj: progpack.Object, *names: str) -> None:
    """Run programs of raw tracepoints, for this process if they look for one."""
    for wanted in ("pid", "test_pid", "target_pid"):
        if wanted in tuple(obj.globals):
            setattr(obj.globals, wanted, os.getpid())
    for name in names or tuple(obj.programs):
        obj.programs[name].run(context=bytes(96))


def expect(obj: progpack.Object, **values: object) -> None:
    """Compare global variables."""
    assert {name: getattr(obj.globals, name) for name in values} == values


def text_of(obj: progpack.Object, name: str) -> bytes:
    """The bytes of a variable that is an array of char, up to its first zero."""
    value = getattr(obj.globals, name)
    return value.encode("latin-1") if isinstance(value, str) else bytes(value)
