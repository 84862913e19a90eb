"""Replaced helpers of executables: the process asks, and functions of this process answer.

While a question is not answered, the process reads, writes and calls as it is asked to. A program
that has taken it over may have it say anything: nothing here follows an address of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from progpack.bpf.helpers.custom import invoke
from progpack.bpf.helpers.record import Arg
from progpack.bpf.helpers.replaced import Replacement, place_of
from progpack.bpf.spec import ProgramSpec
from progpack.errors import DiedError, MissingFeatureError
from progpack.fault import FaultKind
from progpack.foreign.executable import Executable
from progpack.foreign.map_handle import ProcessMap
from progpack.foreign.process import Process
from progpack.jit.native.functions import FOUND, native_arguments
from progpack.jit.native.layout import State

__all__ = ["Questions"]

_PC: Final = (1 << 20) - 1
#: Bytes of the largest memory that a function is given.
_MOST: Final = 1 << 28
#: Bytes of the length in the header of a record.
_LENGTH: Final = 4
#: The low bits of what the check of a text says: its bytes are above it.
_TEXT_FLAGS: Final = 1


class Questions:
    """The questions of one process, and who answers them.

    Args:
        executable: what runs.
        process: its process.

    Attributes:
        error: what a function raised, which ended the last run; None where none did.
    """

    def __init__(self, executable: Executable, process: Process) -> None:
        self._process = process
        self._executable = executable
        self.error: BaseException | None = None
        self._asked: dict[int, tuple[ProgramSpec, Replacement]] = {}
        self._maps: dict[int, ProcessMap] = {}
        for each in executable.objects:
            self._maps |= {
                placed.address: ProcessMap(placed, process) for placed in each.maps.values()
            }
            for program in each.programs.values():
                for word, number in program.asks.items():
                    self._asked[word] = program.spec, program.spec.replaced[number]

    def __bool__(self) -> bool:
        """Whether the process may ask anything."""
        return bool(self._asked)

    def take_error(self) -> BaseException | None:
        """Take the exception of the function that ended the last run, if one did."""
        error, self.error = self.error, None
        return error

    def answer(self, words: Sequence[int]) -> int:
        """Call the function in place of a helper; what it returned, or 0 with the fault noted.

        Args:
            words: what the process asks: a word of `PlacedProgram.asks`, the place of the call, and
                r1 to r5.

        Raises:
            DiedError: the process ended, or asks what makes no sense.
        """
        asked = self._asked.get(words[0])
        if asked is None:
            raise self._process.nonsense("a helper")
        program, replacement = asked
        mark, r = words[1], (0, *words[2:])
        memory = _AskedMemory(self._executable, self._process, self._maps, mark)
        if mark & _PC >= len(program.insns):
            raise self._process.nonsense("a call")
        try:
            original = memory.original(replacement, r)
            return replacement.call(memory, r, original, place_of(program, mark & _PC))
        except _RunEndedError:
            return 0
        except DiedError:
            raise
        except BaseException as error:  # noqa: BLE001 - it goes on when the run has ended
            self.error = error
            memory.note_fault()
            return 0


class _RunEndedError(Exception):
    """The helper itself has ended the run, and noted why."""


class _AskedMemory:
    """The memory of a process that asks."""

    def __init__(
        self,
        executable: Executable,
        process: Process,
        maps: Mapping[int, ProcessMap],
        mark: int,
    ) -> None:
        self._executable = executable
        self._process = process
        self._maps = maps
        self._mark = mark

    @property
    def context_size(self) -> int:
        """Bytes of the run's context."""
        return self._field("ctx_end") - self._field("ctx")

    def bytes_at(self, address: int, size: int) -> bytes:
        """Bytes of the process."""
        if not 0 <= size <= _MOST:
            raise self._process.nonsense("the size of memory")
        return self._process.read(address, size)

    def put_at(self, address: int, data: bytes) -> None:
        """Change bytes of the process."""
        self._process.write(address, data)

    def map_of(self, address: int) -> ProcessMap:
        """The map at an address."""
        found = self._maps.get(address)
        if found is None:
            raise self._process.nonsense("a map")
        return found

    def text(self, address: int) -> bytes:
        """Text without its NUL."""
        size = self._check(FOUND[Arg.CONST_STR], (address, self._mark)) >> _TEXT_FLAGS
        return self.bytes_at(address, size).split(b"\0")[0]

    def record_size(self, address: int) -> int:
        """Bytes of the record of a ring buffer, which the first word of its header says."""
        record = self._check(FOUND[Arg.RINGBUF_MEM], (address, self._mark))
        header = self._process.read(record, _LENGTH)
        return int.from_bytes(header, self._executable.target.byteorder)

    def original(self, replacement: Replacement, r: Sequence[int]) -> Callable[[], int]:
        """Return what calls the helper itself."""

        def call() -> int:
            value = self._call(replacement, r)
            if self._field("fault"):
                raise _RunEndedError
            return value

        return call

    def _call(self, replacement: Replacement, r: Sequence[int]) -> int:
        row, added = replacement.row, replacement.custom.added
        if added is not None:
            if added.function is None:
                raise MissingFeatureError(f"{added.helper} is machine code of another process")
            return invoke(added, self, r)
        assert row.native is not None
        given = native_arguments(row, r, self._mark, self._check)
        return self._process.call_helper(self._executable.functions[row.native], *given)

    def _check(self, name: str, arguments: Sequence[int]) -> int:
        """Return what a check of the runtime finds."""
        found = self._process.call_helper(self._executable.functions[name], *arguments)
        if not found:
            raise _RunEndedError
        return found

    def _field(self, name: str) -> int:
        """A field of the run's state."""
        field = getattr(State, name)
        data = self._process.read(self._executable.work.state + field.offset, field.size)
        return int.from_bytes(data, self._executable.target.byteorder)

    def note_fault(self) -> None:
        """End the run: its fault is that of a helper, at the place of the call."""
        if self._process.closed:
            return
        order = self._executable.target.byteorder
        for name, value in {
            "fault_pc": self._mark & _PC,
            "fault_address": 0,
            "fault_size": 0,
            "fault": int(FaultKind.HELPER),
        }.items():
            field = getattr(State, name)
            self._process.write(
                self._executable.work.state + field.offset, value.to_bytes(field.size, order)
            )
