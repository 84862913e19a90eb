"""Why a run ended early: the kind, the instruction and the address.

The interpreter and the compiled code report a fault with the same five numbers, so that one can be
compared with the other. `Fault.describe` turns them into the one line that a person reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progpack.bpf.isa import Insn

__all__ = ["Fault", "FaultKind"]

#: Addresses below this are a null pointer with a field's offset added: no region starts there.
_NULL_PAGE = 4096


class FaultKind(IntEnum):
    """What ended a run. The numbers are what compiled code stores."""

    NONE = 0  #: the run reached its exit
    READ = 1  #: a load, or a helper's input, outside of what the program may read
    WRITE = 2  #: a store, or a helper's output, outside of what the program may write
    BUDGET = 3  #: more taken backward jumps and calls than the run was given
    ALIGN = 4  #: an atomic operation at an address that is no multiple of its size
    MAP = 5  #: a helper's map argument is no map of this program, or one it cannot use
    HELPER = 6  #: another helper argument is wrong, see `progpack.bpf.helpers`
    POISON = 7  #: a call of what the kernel that the program was made to fit does not have
    TIME = 8  #: the time limit of the run has passed
    STOPPED = 9  #: a signal's handler raised; that, and not a `RunError`, is what the run raises


@dataclass(frozen=True, slots=True)
class Fault:
    """One early end of a run.

    Attributes:
        kind: what happened.
        pc: index of the instruction slot (8 bytes each), from 0.
        address: the address that was accessed or passed; 0 where none was.
        size: bytes of the access; 0 where none was made.
        program: name of the program.
    """

    kind: FaultKind
    pc: int
    address: int = 0
    size: int = 0
    program: str = ""

    def describe(self, insns: Sequence[Insn] = (), *, line: str = "") -> str:
        """The fault in one line: program, instruction, what was wrong and how to cure it.

        Args:
            insns: the program, to show the instruction; without it only its number is shown.
            line: source position of the instruction ("file:line: text") when it is known.
        """
        where = [f"program {self.program}"] if self.program else []
        where.append(f"instruction {self.pc}")
        parts = [", ".join(where)]
        if 0 <= self.pc < len(insns):
            # The disassembler is of no use to a run that ends well.
            from progpack.bpf.disasm import disasm

            parts.append(disasm(insns, self.pc))
        parts.append(self._what())
        text = ": ".join(parts)
        return f"{text} [{line}]" if line else text

    def _what(self) -> str:
        if self.kind in (FaultKind.READ, FaultKind.WRITE):
            return self._access()
        address = f"0x{self.address:x}"
        match self.kind:
            case FaultKind.BUDGET:
                return (
                    "the budget of taken backward jumps and calls is used up; "
                    "bound the loop, or run with a larger budget"
                )
            case FaultKind.ALIGN:
                return (
                    f"atomic access of {_bytes(self.size)} at {address} is not aligned; "
                    f"use an address that is a multiple of {self.size}"
                )
            case FaultKind.MAP:
                return (
                    f"map argument {address} is not a map of this program that the helper can "
                    "use; pass the address of a writable map of the right type"
                )
            case FaultKind.HELPER:
                return (
                    f"helper argument {address} is not what the helper takes: the context as it "
                    "was given, a record once, the lock or timer of a value, constant text, a "
                    "function that the stack has room for"
                )
            case FaultKind.POISON:
                return (
                    "this needs a type, member or function that the given kernel types do not "
                    "have; test for it with bpf_core_field_exists() or bpf_ksym_exists() first"
                )
            case FaultKind.TIME:
                return (
                    "the time limit of the run has passed; "
                    "bound the loop, or run with a longer timeout"
                )
            case FaultKind.STOPPED:
                return "the run was interrupted here"
        return "no fault"

    def _access(self) -> str:
        read = self.kind is FaultKind.READ
        what = f"{'read' if read else 'write'} of {_bytes(self.size)} at 0x{self.address:x}"
        if self.address < _NULL_PAGE:
            return f"{what} is through a null pointer; check the helper's result first"
        if read:
            areas = "is outside of the stack, context, packet and map values"
        else:
            areas = "is outside of what may be written: stack, map values and, by type, packet"
        return f"{what} {areas}; check data + N <= data_end, or the index, first"


def _bytes(size: int) -> str:
    return "1 byte" if size == 1 else f"{size} bytes"
