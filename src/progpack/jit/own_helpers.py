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
from functools import cache
from typing import TYPE_CHECKING, Final

from progpack.bpf.helpers.custom import CustomHelper, find, invoke, register
from progpack.bpf.helpers.record import Arg, Helper
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.fault import FaultKind
from progpack.jit.image.packs import shared_packs
from progpack.jit.maps.handle import Map, map_at
from progpack.jit.native.functions import FOUND, native_arguments
from progpack.jit.native.layout import State
from progpack.jit.native.runtime import native_runtime

if TYPE_CHECKING:
    from progpack.bpf.helpers.replaced import Replacement

__all__ = ["helper_words", "native_helper", "take_error"]

_PC: Final = (1 << 20) - 1


class _Pending(threading.local):
    error: BaseException | None = None


_pending = _Pending()


class _NativeMemory:
    """The memory of the run that a state belongs to."""

    def __init__(self, state: State) -> None:
        self.state = state

    @property
    def context_size(self) -> int:
        return int(self.state.ctx_end - self.state.ctx)

    def bytes_at(self, address: int, size: int) -> bytes:
        return ctypes.string_at(address, size)

    def put_at(self, address: int, data: bytes) -> None:
        ctypes.memmove(address, data, len(data))

    def map_of(self, address: int) -> Map:
        return map_at(address)

    def text(self, address: int) -> bytes:
        return ctypes.string_at(address)

    def record_size(self, address: int) -> int:
        # The first word of the struct record that the check finds.
        record = _function(native_runtime().addresses[FOUND[Arg.RINGBUF_MEM]], 3)(
            ctypes.addressof(self.state), address, 0
        )
        return int(ctypes.c_uint32.from_address(record).value) if record else 0


def native_helper(
    name: str | int,
    prototype: str | Sequence[Arg],
    code: int | bytes,
    *,
    program_types: Sequence[ProgramType] | None = None,
) -> CustomHelper:
    """Make machine code a helper: ``uint64_t f(uint64_t r1, ..., uint64_t r5)``.

    The thread of the run calls the code, without the interpreter lock. progpack checks the
    arguments by the prototype before each call, and nothing else: it does not stop code that writes
    elsewhere or does not return.

    Args:
        name: as for `progpack.helper`.
        prototype: as for `progpack.helper`.
        code: address of a function that stays where it is, or position-independent machine code
            of this machine, which is put into the packs that all objects share.
        program_types: types of programs that may call it; default all.

    Raises:
        UsageError: the helper is provided already, or the prototype cannot be read.
        ExecMemoryError: there is no room for the code.
    """
    keep: object = None
    if isinstance(code, bytes):
        keep = installed = shared_packs().install(code, name=f"helper_{name}")
        code = installed.address
    own, number = (f"helper_{name}", name) if isinstance(name, int) else (name, None)
    return register(own, number, prototype, program_types, address=code, keep=keep)


def helper_words(program: ProgramSpec, numbers: Sequence[int]) -> tuple[list[int], list[object]]:
    """The two words of each own helper in turn, and what must live as long as they are used.

    Args:
        program: the program, whose replaced helpers are among them.
        numbers: of the helpers, in the order of the program's table.
    """
    addresses = native_runtime().addresses
    words: list[int] = []
    keep: list[object] = []
    for number in numbers:
        replacement = program.replaced.get(number)
        custom = find(number) if replacement is None else replacement.custom
        assert custom is not None
        if replacement is not None:
            call = _caller_of_replaced(program, replacement)
            words += [addresses["pp_python"], id(call)]
            keep.append(call)
        elif custom.function is None:
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
            return _end_run(state, mark, error)

    return call


def _end_run(state: State, mark: int, error: BaseException) -> int:
    """Note what a function raised, which goes on where the run was started: `take_error`."""
    _pending.error = error
    state.fault_pc = mark & _PC
    state.fault_address = state.fault_size = 0
    state.fault = FaultKind.HELPER
    return 0


def _caller_of_replaced(program: ProgramSpec, replacement: Replacement) -> Callable[..., int]:
    # Start-up time: most objects replace nothing.
    from progpack.bpf.helpers.replaced import place_of

    def call(state_at: int, r1: int, r2: int, r3: int, r4: int, r5: int, mark: int) -> int:
        state, r = State.from_address(state_at), (0, r1, r2, r3, r4, r5)
        memory = _NativeMemory(state)
        place = place_of(program, mark & _PC)
        try:
            return replacement.call(memory, r, _original(replacement, memory, r, mark), place)
        except _RunEndedError:
            return 0
        except BaseException as error:  # noqa: BLE001 - it may not go through compiled code
            return _end_run(state, mark, error)

    return call


class _RunEndedError(Exception):
    """The helper itself has ended the run, and noted why."""


def _original(
    replacement: Replacement, memory: _NativeMemory, r: Sequence[int], mark: int
) -> Callable[[], int]:
    """Return what calls the helper itself, which a function of the test replaces."""

    def call() -> int:
        added = replacement.custom.added
        if added is None:
            value = _call_native(replacement.row, memory.state, r, mark)
        elif added.function is None:
            value = _function(added.address, len(r) - 1)(*r[1:])
        else:
            return invoke(added, memory, r)
        if memory.state.fault:
            raise _RunEndedError
        return value

    return call


def _call_native(row: Helper, state: State, r: Sequence[int], mark: int) -> int:
    """Call the runtime's function of a helper, as compiled code does it (`jit.lower.calls`)."""
    addresses, state_at = native_runtime().addresses, ctypes.addressof(state)

    def check(name: str, arguments: Sequence[int]) -> int:
        found = _function(addresses[name], 1 + len(arguments))(state_at, *arguments)
        if not found:
            raise _RunEndedError
        return found

    given = native_arguments(row, r, mark, check)
    assert row.native is not None
    return _function(addresses[row.native], 1 + len(given))(state_at, *given)


def _function(address: int, arguments: int) -> Callable[..., int]:
    """A native function of so many words that returns one."""
    return _prototype(arguments)(address)


@cache
def _prototype(arguments: int) -> Callable[[int], Callable[..., int]]:
    return ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * arguments)
