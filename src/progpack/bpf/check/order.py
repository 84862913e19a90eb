"""Whether the order in which a program runs over packets can matter, as far as it is known before.

Runs reach each other through maps alone. They may read them; write what each CPU has of its own;
and count in them by additions that no run reads. All else may depend on the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from progpack.bpf.analysis.facts import Facts
from progpack.bpf.analysis.value import CALLER_FRAME, CTX, FRAME, PACKET, VALUES, Value
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, Returns
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.text.disasm import disasm

__all__ = ["why_order_matters"]

#: Memory that each run has of its own.
_OWN: Final = (FRAME, CALLER_FRAME, CTX, PACKET)
#: What reaches more than the run, or code of which nothing is known here.
_BEYOND: Final = (
    Effect.WRITES_MAP
    | Effect.WRITES_MEMORY
    | Effect.SETS_TIMER
    | Effect.CONTINUES
    | Effect.RESERVES
    | Effect.CALLS_BACK
)
#: Arguments that lie in values of maps and in rings.
_SHARED: Final = {
    Arg.TIMER,
    Arg.SPIN_LOCK,
    Arg.SPIN_LOCK_HELD,
    Arg.RINGBUF_MEM,
    Arg.DYNPTR_RECORD,
}
_JUMPS: Final = (isa.BPF_JMP, isa.BPF_JMP32)


class _Uses:
    """The maps that a program counts in, and those that it reads.

    Attributes:
        counted: names of maps whose values it adds to.
        read: names of maps whose values it reads.
        blind: whether it reads memory of which nothing is known.
    """

    def __init__(self) -> None:
        self.counted: set[str] = set()
        self.read: set[str] = set()
        self.blind = False


def why_order_matters(facts: Facts) -> str:
    """Why runs in another order may end otherwise, or "" where they do not.

    Args:
        facts: what is known of a program that is well-formed.
    """
    insns, uses = plain_slots(facts.program.insns), _Uses()
    for pc, registers in facts.before():
        if any(_problems(facts, insns, pc, registers, uses)):
            return f"instruction {pc} may change what other runs see: {disasm(insns, pc)}"
    both = sorted(uses.counted & uses.read)
    if both:
        return f"it reads what it counts in map {both[0]}"
    if uses.counted and uses.blind:
        return "it may read what it counts"
    return ""


def _problems(
    facts: Facts,
    insns: Sequence[Insn],
    pc: int,
    registers: Sequence[Value | None],
    uses: _Uses,
) -> Iterator[bool]:
    """Whether each thing that an instruction does may matter to other runs."""
    insn = insns[pc]
    group = insn.opcode & 7
    if insn.opcode == isa.CALL:
        if insn.src == 0:
            yield from _of_helper(facts, helpers.SUPPORTED.get(insn.imm), registers, uses)
        elif insn.src != isa.BPF_PSEUDO_CALL:
            yield True
    elif group == isa.BPF_LDX:
        _note_read(registers[insn.src], uses)
    elif group in (isa.BPF_ST, isa.BPF_STX):
        base = registers[insn.dst]
        if _only_adds(insns, pc) and base is not None and base.region == VALUES:
            uses.counted.add(base.map)
            yield not base.proved
        else:
            yield _is_shared(facts, base)


def _only_adds(insns: Sequence[Insn], pc: int) -> bool:
    """Whether an instruction adds to memory by an atomic step, and nobody reads the sum before."""
    insn = insns[pc]
    if insn.opcode & 7 != isa.BPF_STX or insn.opcode & 0xE0 != isa.BPF_ATOMIC:
        return False
    if insn.imm == isa.BPF_ADD | isa.BPF_FETCH:
        return not _is_wanted(insns, pc + 1, insn.src)
    return insn.imm == isa.BPF_ADD


def _is_wanted(insns: Sequence[Insn], pc: int, register: int) -> bool:
    """Whether a register may be read from a slot on: only a way without conditions is followed."""
    for _ in insns:
        insn = insns[pc]
        if insn.opcode == isa.EXIT:
            return register == 0
        if insn.opcode in (isa.JA, isa.JA32):
            target = isa.jump_target(insns, pc)
            pc = pc if target is None else target
            continue
        if insn.opcode & 7 in _JUMPS:
            return True
        if register in (insn.dst, insn.src):
            return not _overwrites(insn) or insn.src == register
        pc += 1
    return True


def _reaches_others(helper: Helper) -> bool:
    """Whether a helper may change what other runs see: of those that take a map look-ups do not."""
    kinds = set(helper.args)
    if helper.effects & _BEYOND or kinds & _SHARED:
        return True
    looks = Arg.MAP_KEY in kinds and helper.returns is Returns.VALUE
    return Arg.MAP in kinds and not looks and Effect.REDIRECTS not in helper.effects


def _overwrites(insn: Insn) -> bool:
    """Whether an instruction writes to dst and does not read it."""
    group = insn.opcode & 7
    moves = group in (isa.BPF_ALU, isa.BPF_ALU64) and insn.opcode & 0xF0 == isa.BPF_MOV
    return moves or group == isa.BPF_LDX


def _of_helper(
    facts: Facts, helper: Helper | None, registers: Sequence[Value | None], uses: _Uses
) -> Iterator[bool]:
    yield helper is None or _reaches_others(helper)
    uses.blind |= helper is not None and helper.group is Group.MEMORY
    for index, arg in enumerate(() if helper is None else helper.args):
        if arg.reads:
            _note_read(registers[index + 1], uses)
        if arg.writes:
            yield _is_shared(facts, registers[index + 1])


def _note_read(base: Value | None, uses: _Uses) -> None:
    if base is not None and base.region == VALUES:
        uses.read.add(base.map)
    uses.blind |= base is None or not base.proved


def _is_shared(facts: Facts, base: Value | None) -> bool:
    """Whether other runs may see what is written there."""
    if base is None or not base.proved:
        return True
    if base.region == VALUES:
        return not facts.maps[base.map].type.traits.per_cpu
    return base.region not in _OWN
