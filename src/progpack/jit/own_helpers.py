"""Own helpers in compiled code: how they are called, and machine code that is one.

Compiled code reaches an own helper through two words behind the program's table of maps: a function
of the native runtime and what it is given. For machine code that is ``pp_native``, which calls it;
for a Python function ``pp_python``, which takes the interpreter lock with ``PyGILState_Ensure()``
and calls the function with ``PyObject_CallFunction()``, by the addresses that this process has them
at. No ctypes callback is made: libffi's closures are in memory that is writable and executable on
many systems, which a process with packs is not to have.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Sequence

from progpack.bpf.helpers.custom import CustomHelper, find, invoke, register
from progpack.bpf.helpers.record import Arg
from progpack.bpf.spec import ProgramType
from progpack.fault import FaultKind
from progpack.jit.image.packs import shared_packs
from progpack.jit.maps.handle import Map, map_at
from progpack.jit.native.layout import State
from progpack.jit.native.runtime import native_runtime

__all__ = ["helper_words", "native_helper", "take_error"]

_PC = (1 << 20) - 1


class _Pending(threading.local):
    error: BaseException | None = None


_pending = _Pending()


class _NativeMemory:
    """The memory of the run that a state belongs to."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def context_size(self) -> int:
        return int(self._state.ctx_end - self._state.ctx)

    def view(self, address: int, size: int, *, writable: bool) -> memoryview:
        if not size:
            return memoryview(b"")
        view = memoryview((ctypes.c_uint8 * size).from_address(address)).cast("B")
        return view if writable else view.toreadonly()

    def map_of(self, address: int) -> Map:
        return map_at(address)

    def text(self, address: int) -> bytes:
        return ctypes.string_at(address)


def native_helper(
    name: str | int,
    prototype: str | Sequence[Arg],
    code: int | bytes,
    *,
    program_types: Sequence[ProgramType] | None = None,
) -> CustomHelper:
    """Make machine code a helper: ``uint64_t f(uint64_t r1, ..., uint64_t r5)``.

    It is called on the thread of the run, without the interpreter lock. What the prototype says of
    its arguments is checked before each call; what it does beyond that is its own affair: code
    that writes elsewhere or does not return is not stopped.

    Args:
        name: as for `progpack.helper`.
        prototype: as for `progpack.helper`.
        code: address of a function that stays where it is, or position-independent machine code
            of this machine, which is put into the packs that all objects share.
        program_types: types of programs that may call it; default all.

    Raises:
        UsageError: it is provided already, or the prototype makes no sense.
        ExecMemoryError: no room for the code.
    """
    keep: object = None
    if isinstance(code, bytes):
        keep = installed = shared_packs().install(code, name=f"helper_{name}")
        code = installed.address
    own, number = (f"helper_{name}", name) if isinstance(name, int) else (name, None)
    return register(own, number, prototype, program_types, address=code, keep=keep)


def helper_words(numbers: Sequence[int]) -> tuple[list[int], list[object]]:
    """The two words of each own helper in turn, and what must live as long as they are used."""
    addresses = native_runtime().addresses
    words: list[int] = []
    keep: list[object] = []
    for number in numbers:
        custom = find(number)
        assert custom is not None
        if custom.function is None:
            words += [addresses["pp_native"], custom.address]
            keep.append(custom)
        else:
            call = _caller(custom)
            # An object's id is its address in CPython, which is what PyObject_CallFunction takes.
            words += [addresses["pp_python"], id(call)]
            keep.append(call)
    return words, keep


def take_error() -> BaseException | None:
    """Take the exception of the Python function that ended this thread's last run, if one did."""
    error, _pending.error = _pending.error, None
    return error


def _caller(custom: CustomHelper) -> Callable[..., int]:
    def call(state_at: int, r1: int, r2: int, r3: int, r4: int, r5: int, mark: int) -> int:
        state = State.from_address(state_at)
        try:
            return invoke(custom, _NativeMemory(state), (0, r1, r2, r3, r4, r5))
        except BaseException as error:  # noqa: BLE001 - it may not go through compiled code
            # It goes on where the run was started, see `take_error`.
            _pending.error = error
            state.fault_pc = mark & _PC
            state.fault_address = state.fault_size = 0
            state.fault = FaultKind.HELPER
            return 0

    return call
