"""Accesses to the context that no program of a type may make: found before anything runs.

The kernel's verifier asks ``is_valid_access()`` of a program type for each load and store through
a pointer to the context, on each way through a program. Here the analysis follows all ways
together: what is the context plus a constant on all ways to an instruction is known, what differs
is not. So every access that is found is one that the verifier refuses, if it comes to it. What is
not known here is checked when the program runs.

A pointer to the context that was moved is followed as well. The verifier refuses most accesses
through one ("dereference of modified ctx ptr"); here they are what their offset says. So is one
that was spilled, as long as nothing that was given an address in the frame may have changed it.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.analysis.facts import Facts
from progpack.bpf.analysis.value import CTX
from progpack.bpf.context.attach import attach_of
from progpack.bpf.context.fields import ADDRESSES, ContextLayout, layout
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.ordered import is_ordered, plain_slots
from progpack.bpf.spec import ProgramSpec
from progpack.bpf.text.disasm import disasm
from progpack.errors import ContextAccessError

__all__ = ["check_context"]

_MEMORY: Final = (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)


def check_context(facts: Facts) -> None:
    """Refuse a program that accesses its context as the kernel forbids.

    Args:
        facts: what is known of a program that is well-formed.

    Raises:
        ContextAccessError: the first such access; says which field and why.
    """
    program = facts.program
    kind = layout(program.type)
    if kind.whole or not _accesses(program):
        return
    insns, attach = plain_slots(program.insns), attach_of(program)
    # What stands for a function of the kernel may read what programs may not.
    ours = [function for function in program.functions if function.provided]
    refused: dict[int, int] = {}
    for pc, registers in facts.before():
        insn = insns[pc]
        group = insn.opcode & 7
        if group not in _MEMORY:
            continue
        base = registers[insn.src if group == isa.BPF_LDX else insn.dst]
        if base is not None and base.region == CTX and base.low == base.high:
            offset = base.low + insn.off
            exempt = not _is_atomic(insn) and any(f.start <= pc < f.end for f in ours)
            if not (exempt or _allows(kind, insn, offset, attach)):
                refused[pc] = offset
    if refused:
        pc = min(refused)
        raise _error(program, kind, pc, refused[pc])


def _allows(kind: ContextLayout, insn: Insn, offset: int, attach: int | None) -> bool:
    write = insn.opcode & 7 != isa.BPF_LDX
    if _is_atomic(insn):
        return False
    extend = not write and insn.opcode & 0xE0 == isa.BPF_MEMSX
    size = isa.size_bytes(insn.opcode)
    return kind.allows(offset, size, write=write, extend=extend, attach_type=attach)


def _is_atomic(insn: Insn) -> bool:
    rmw = insn.opcode & 7 == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC
    return rmw or is_ordered(insn)


def _accesses(program: ProgramSpec) -> bool:
    """Whether it accesses anything but its frame by the register for that."""
    return any(
        (src if opcode & 7 == isa.BPF_LDX else dst) != isa.BPF_REG_FP
        for opcode, dst, src, _, _ in plain_slots(program.insns)
        if opcode & 7 in _MEMORY
    )


def _error(program: ProgramSpec, kind: ContextLayout, pc: int, offset: int) -> ContextAccessError:
    slots = plain_slots(program.insns)
    insn = slots[pc]
    size = isa.size_bytes(insn.opcode)
    write = insn.opcode & 7 != isa.BPF_LDX
    field = kind.field_at(offset)
    line = program.line_at(pc)
    why = _why(program, kind, insn, offset)
    message = (
        f"{disasm(slots, pc)}: {program.type.name} programs may not "
        f"{'write' if write else 'read'} {size} byte{'s'[: size > 1]} at offset {offset} of"
        f" {kind.name}: {why}" + (f" [{line}]" if line else "")
    )
    return ContextAccessError(
        message,
        program=program.name,
        pc=pc,
        offset=offset,
        size=size,
        field=field.name if field else "",
    )


def _why(program: ProgramSpec, kind: ContextLayout, insn: Insn, offset: int) -> str:
    """Return the rule that an access breaks."""
    size, write = isa.size_bytes(insn.opcode), insn.opcode & 7 != isa.BPF_LDX
    if _is_atomic(insn):
        return "contexts are not accessed atomically"
    end = kind.size or kind.most or sum(field.size for field in kind.fields)
    if offset < 0 or offset + size > end:
        return f"it has {end} bytes at most" if kind.most else f"it has {end} bytes"
    if offset % size or offset % kind.step:
        return "it is not aligned"
    entry = kind.field_at(offset)
    if entry is None:
        return "there is no field" if kind.size else "it is not for programs"
    attach = attach_of(program)
    if not kind.is_for(entry, attach, write=write):
        return f"{entry.name} is not for programs of section {program.section or attach!r}"
    if write and not kind.may_write(offset, size):
        return f"{entry.name} is read-only"
    if entry.name in ADDRESSES and insn.opcode & 0xE0 == isa.BPF_MEMSX and not write:
        return f"{entry.name} becomes an address, which has no sign"
    if entry.name in kind.hidden and not write:
        return f"{entry.name} is not for programs of this type"
    return f"{entry.name} has {entry.size} bytes at offset {entry.offset}, and is accessed whole"
