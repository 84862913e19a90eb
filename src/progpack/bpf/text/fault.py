"""A fault as a person reads it: program, instruction, what was wrong and how to cure it."""

from __future__ import annotations

from collections.abc import Sequence

from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import MOST_RECORDS
from progpack.fault import Fault, FaultKind

__all__ = ["describe"]

#: Addresses below this are a null pointer with a field's offset added: no region starts there.
_NULL_PAGE = 4096


def describe(
    fault: Fault,
    insns: Sequence[Insn] = (),
    *,
    line: str = "",
    raised: BaseException | None = None,
) -> str:
    """The fault in one line: program, instruction, what was wrong and how to cure it.

    Args:
        fault: fault of one run.
        insns: the program, to show the instruction; without it only its number is shown.
        line: source position of the instruction ("file:line: text") when it is known.
        raised: what the Python function of a helper raised, which ended the run.
    """
    where = [f"program {fault.program}"] if fault.program else []
    where.append(f"instruction {fault.pc}")
    parts = [", ".join(where)]
    if 0 <= fault.pc < len(insns):
        # The disassembler is of no use to a run that ends well.
        from progpack.bpf.text.disasm import disasm

        parts.append(disasm(insns, fault.pc))
    parts.append(_what(fault) if raised is None else _raised(raised))
    text = ": ".join(parts)
    return f"{text} [{line}]" if line else text


def _raised(error: BaseException) -> str:
    said = str(error).partition("\n")[0]
    return f"the helper's function raised {type(error).__name__}{': ' if said else ''}{said}"


def _what(fault: Fault) -> str:
    if fault.kind in (FaultKind.READ, FaultKind.WRITE):
        return _access(fault)
    address = f"0x{fault.address:x}"
    match fault.kind:
        case FaultKind.BUDGET:
            return (
                "the budget of taken backward jumps and calls is used up; "
                "bound the loop, or run with a larger budget"
            )
        case FaultKind.ALIGN:
            return (
                f"atomic access of {_bytes(fault.size)} at {address} is not aligned; "
                f"use an address that is a multiple of {fault.size}"
            )
        case FaultKind.MAP:
            return (
                f"map argument {address} is not a map of this program that the helper can "
                "use; pass the address of a writable map of the right type"
            )
        case FaultKind.HELPER:
            return (
                f"helper argument {address} is not what the helper takes: the context as it "
                f"was given, a record once and at most {MOST_RECORDS:,} at a time, the lock or "
                "timer of a value, constant text, a function that the stack has room for"
            )
        case FaultKind.POISON:
            return (
                "this needs a type, member or function that the given kernel types do not "
                "have; test for it with bpf_core_field_exists() or bpf_ksym_exists() first"
            )
        case FaultKind.TIME:
            return (
                "the time limit of the run has passed; bound the loop, or run with a longer timeout"
            )
        case FaultKind.STOPPED:
            return "the run was interrupted here"
    return "no fault"


def _access(fault: Fault) -> str:
    read = fault.kind is FaultKind.READ
    what = f"{'read' if read else 'write'} of {_bytes(fault.size)} at 0x{fault.address:x}"
    if fault.address < _NULL_PAGE:
        return f"{what} is through a null pointer; check the helper's result first"
    if read:
        areas = "is outside of the stack, context, packet and map values"
    else:
        areas = "is outside of what may be written: stack, map values and, by type, packet"
    return f"{what} {areas}; check data + N <= data_end, or the index, first"


def _bytes(size: int) -> str:
    return "1 byte" if size == 1 else f"{size} bytes"
