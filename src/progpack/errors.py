"""The errors of progpack: one small tree.

::

    ProgpackError
    ├── UsageError            an argument or a name is not valid (also a ValueError)
    │   └── UnknownNameError      nothing has that name; says which name is near (also a KeyError)
    ├── ObjectError           an object file cannot be read: truncated, wrong machine, missing map
    ├── ProgramError          a program cannot be accepted; names the instruction
    │   └── ContextAccessError    it accesses a field that programs of its type may not
    ├── CompileError          LLVM refused what was made for it, or an image cannot be linked
    ├── RunError              a run ended early; ``.fault`` says why and at which instruction
    ├── ExecMemoryError       executable memory; ``.errno`` is what the kernel would return
    │   ├── OutOfMemoryError      ENOMEM  no memory or address space (also a MemoryError)
    │   ├── JitLimitError         EPERM   the charge would exceed the limit
    │   ├── CapabilityError       EOPNOTSUPP  a building block is missing; names it
    │   └── SpanError             EINVAL  a span that cannot be used like that
    │       ├── UnknownSpanError      in no pack of this allocator, or in a free chunk
    │       ├── InteriorSpanError     inside a program, not at its start
    │       ├── StaleSpanError        freed, and its chunks hold another program (generation)
    │       ├── DoubleFreeError       freed already
    │       ├── ForeignSpanError      of another allocator
    │       ├── ForeignProcessError   of the process that this one was forked from
    │       └── PokeError             the bytes to be changed are not those that were expected
    ├── MapLimitError         the maps of this process would take too much (also a MemoryError)
    ├── BpfError              the kernel refused a bpf(2) command; ``.errno`` says how
    ├── DiedError             the process of a program for another CPU ended
    └── MissingFeatureError   a helper, map type, extra or privilege is not there; names it
        └── RefusedInputError     a kernel's test runs take no such input (also a BpfError)

Each message says what failed, on what, and what to do about it. ``exit_code`` is what the command
line returns: 1 a finding, 2 input is not usable, 3 a privilege or feature is missing.
"""

from __future__ import annotations

import errno as _errno
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import IntEnum

    from progpack.fault import Fault

__all__ = [
    "BpfError",
    "CapabilityError",
    "CompileError",
    "ContextAccessError",
    "DiedError",
    "DoubleFreeError",
    "ExecMemoryError",
    "ForeignProcessError",
    "ForeignSpanError",
    "InteriorSpanError",
    "JitLimitError",
    "MapLimitError",
    "MissingFeatureError",
    "ObjectError",
    "OutOfMemoryError",
    "PokeError",
    "ProgpackError",
    "ProgramError",
    "RunError",
    "SpanError",
    "StaleSpanError",
    "UnknownNameError",
    "UnknownSpanError",
    "UsageError",
]


def printable(text: str, keep: str = "") -> str:
    """Text from outside as a terminal can show it: what is not printable is escaped.

    Args:
        text: names, messages and lines that came from files and objects.
        keep: characters that stay, such as the ends of lines.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in keep else ascii(char)[1:-1] for char in text
    )


class ProgpackError(Exception):
    """Base of every error that progpack raises on purpose."""

    exit_code: ClassVar[int] = 1

    def __str__(self) -> str:
        return printable(super().__str__(), "\n\t")


class UsageError(ProgpackError, ValueError):
    """An argument or a name is not valid, or arguments contradict one another."""

    exit_code = 2


class UnknownNameError(UsageError, KeyError):
    """Nothing has the given name; the message lists the names that exist.

    Args:
        sentence: the beginning of the message, before the name: ``there is no verb``.
        name: the name that was given.
        names: the names that there are, in the order in which the message lists them.
        listed: the words of the message before the names.
        otherwise: the words in place of the names when there are none.
        more: the end of the message, behind the names.
    """

    def __init__(
        self,
        sentence: str,
        name: object,
        names: Iterable[str],
        *,
        listed: str = "it has:",
        otherwise: str = "none",
        more: str = "",
    ) -> None:
        from difflib import get_close_matches

        known_names = list(dict.fromkeys(names))
        near = get_close_matches(str(name), known_names, n=1)
        question = f"did you mean {near[0]!r}? " if near else ""
        known = ", ".join(known_names) or otherwise
        super().__init__(f"{sentence} {name!r}; {question}{listed} {known}{more}")

    def __str__(self) -> str:
        return printable(str(self.args[0]), "\n\t")  # a KeyError would put it into quotes


class ObjectError(ProgpackError):
    """An object file cannot be used; the message names the file and the section."""

    exit_code = 2


class ProgramError(ProgpackError):
    """A program cannot be accepted.

    Args:
        message: what is wrong and what to do, without program and instruction.
        program: name of the program, when it has one.
        pc: index of the offending instruction slot (8 bytes each), from 0.
    """

    exit_code = 2

    def __init__(self, message: str, *, program: str | None = None, pc: int | None = None) -> None:
        self.message = message
        self.program = program
        self.pc = pc
        where = [f"program {program}"] if program else []
        if pc is not None:
            where.append(f"instruction {pc}")
        super().__init__(f"{', '.join(where)}: {message}" if where else message)


class ContextAccessError(ProgramError):
    """A program accesses its context in a way that its type does not allow.

    Attributes:
        offset: offset of the access, in bytes from the context's first.
        size: size of the access in bytes.
        field: name of the field that is there, "" when there is none.
    """

    def __init__(
        self, message: str, *, program: str, pc: int, offset: int, size: int, field: str = ""
    ) -> None:
        super().__init__(message, program=program, pc=pc)
        self.offset = offset
        self.size = size
        self.field = field


class CompileError(ProgpackError):
    """LLVM refused the code of a program, or the object that it emitted cannot be linked."""


class RunError(ProgpackError):
    """A run ended early.

    Attributes:
        fault: the kind, the instruction and the address.
        printed: what the program printed before that, oldest first; of a batch all it printed.
        lines: the last source lines before it, where `progpack.testing` has found them.
    """

    def __init__(self, message: str, fault: Fault) -> None:
        super().__init__(message)
        self.fault = fault
        self.printed: tuple[str, ...] = ()
        self.lines: tuple[str, ...] = ()


class ExecMemoryError(ProgpackError):
    """Executable memory was refused or cannot be used; ``errno`` is the kernel's number for it."""

    errno: ClassVar[int] = _errno.EIO


class OutOfMemoryError(ExecMemoryError, MemoryError):
    """No memory, address space or mappings are left (``ENOMEM``)."""

    errno = _errno.ENOMEM


class JitLimitError(ExecMemoryError):
    """The charge would exceed the limit (``EPERM``, as bpf_jit_charge_modmem() returns)."""

    errno = _errno.EPERM


class CapabilityError(ExecMemoryError):
    """This machine lacks a building block; found before any allocation (``EOPNOTSUPP``)."""

    errno = _errno.EOPNOTSUPP
    exit_code = 3


class SpanError(ExecMemoryError):
    """A span cannot be used in this way (``EINVAL``); the subclasses say why.

    progpack raises this class itself for a range outside of a region or an image, for an object
    that was released or closed, and for a slot that is not finalized, or that is finalized
    already.
    """

    errno = _errno.EINVAL


class UnknownSpanError(SpanError):
    """The address is outside of this allocator's packs, or in a free chunk."""


class InteriorSpanError(SpanError):
    """The address is inside a program, where the start of one is required."""


class StaleSpanError(SpanError):
    """The program was freed and another one, of a later generation, has its chunks."""


class DoubleFreeError(SpanError):
    """The program was freed already."""


class ForeignSpanError(SpanError):
    """The program belongs to another allocator."""


class ForeignProcessError(SpanError):
    """An object belongs to the process from which this one was forked.

    Packs raise this when another thread was changing them at the moment of the fork. Nobody can
    finish that change in the child, so the child can run and read the programs, and not change
    them. Objects that run in a process of their own (``isolated``, ``arch:NAME``) raise this too,
    because that process serves only the process that started it.
    """


class PokeError(SpanError):
    """The bytes to change are not those that were expected; nothing was written."""


class MapLimitError(ProgpackError, MemoryError):
    """The maps of this process would exceed their memory limit; no map was made.

    `progpack.bpf.map_memory` says what they take, and what sets the limit.
    """


class BpfError(ProgpackError):
    """The kernel refused a bpf(2) command.

    Attributes:
        errno: the kernel's error number, for example ``errno.ENOENT``.
        command: which command it was, as ``progpack.kernel.syscall.abi.Command`` has it.
        log: the verifier's log, empty unless a program load failed in the verifier.
    """

    def __init__(self, message: str, *, number: int, command: IntEnum, log: str = "") -> None:
        super().__init__(message)
        self.errno = number
        self.command = command
        self.log = log


class DiedError(ProgpackError):
    """A program's process ended before it answered.

    Attributes:
        signal: the signal that ended it (11 for SIGSEGV), 0 when it ended by itself.
    """

    def __init__(self, message: str, signal: int = 0) -> None:
        super().__init__(message)
        self.signal = signal


class MissingFeatureError(ProgpackError):
    """A helper, map type, optional package or privilege is missing; the message names it."""

    exit_code = 3


class RefusedInputError(MissingFeatureError, BpfError):
    """A kernel's test runs take no such packet, or no such value of a field of the context.

    A test on the kernel skips with it, as with what is missing there.
    """
