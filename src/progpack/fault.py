"""Faults, which end a run early: the kind, the instruction and the address.

The interpreter and the compiled code report a fault with the same five numbers, so that one can be
compared with the other. `progpack.bpf.text.fault` has the line that a person reads.
"""

from __future__ import annotations

from enum import IntEnum

from progpack.records import dataclass

__all__ = ["Fault", "FaultKind"]


class FaultKind(IntEnum):
    """The reason that ended a run. The numbers are those that compiled code stores."""

    NONE = 0  #: the run reached its exit
    READ = 1  #: a load, or a helper's input, outside of what the program may read
    WRITE = 2  #: a store, or a helper's output, outside of what the program may write
    BUDGET = 3  #: more taken backward jumps and calls than the run was given
    ALIGN = 4  #: an atomic operation at an address that is no multiple of its size
    MAP = 5  #: a helper's map argument is no map of this program, or one it cannot use
    HELPER = 6  #: another helper argument is wrong, see `progpack.bpf.helpers.lookup`
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
