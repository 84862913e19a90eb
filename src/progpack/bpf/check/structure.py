"""Structural checks: is this a BPF program at all?

`validate` accepts exactly what RFC 9669 defines (all conformance groups, ISA v1 to v4, except the
indirect call CALLX), and the kernel's may_goto, load-acquire and store-release. It refuses
everything else, reserved fields included, so that the interpreter and the JIT never meet an
encoding they do not know. It says nothing about memory safety: that is
checked while a program runs.

The rules follow RFC 9669 sections 2 to 5, and ``check_subprogs()``, ``check_ld_imm()`` and
``check_max_stack_depth()`` of ``kernel/bpf/verifier.c`` (Linux 6.18) where the RFC is silent. One
difference is meant: a shift by an immediate outside the register's width is allowed here (the RFC
masks it), the kernel refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from progpack.bpf.analysis.calls import nesting
from progpack.bpf.helpers.kernel_facts import LOADS
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, encode, function_target, is_jump, jump_target
from progpack.bpf.isa.ordered import ORDERED
from progpack.bpf.isa.semantics import JUMP
from progpack.bpf.spec import MapRef, MapSpec, ProgramSpec, ProgramType
from progpack.errors import ProgramError

__all__ = ["validate", "validate_program"]


#: Program types that may use LD_ABS and LD_IND, as a kernel said (may_access_skb() there).
_PACKET_TYPES: Final = frozenset(kind for kind in ProgramType if kind >= 0 and LOADS >> kind & 1)


class _Rule(NamedTuple):
    """The values each field of an opcode may have; None: any."""

    dst: frozenset[int]
    src: frozenset[int]
    off: frozenset[int] | None
    imm: frozenset[int] | None


_READ: Final = frozenset(range(isa.MAX_REG + 1))
_WRITE: Final = frozenset(range(isa.BPF_REG_FP))
_ZERO: Final = frozenset({0})
#: Bits of the operations of class ALU.
_HALF: Final = 32
_ATOMICS: Final = frozenset(
    {
        op | fetch
        for op in (isa.BPF_ADD, isa.BPF_OR, isa.BPF_AND, isa.BPF_XOR)
        for fetch in (0, isa.BPF_FETCH)
    }
    | {isa.BPF_XCHG, isa.BPF_CMPXCHG}
)
_ADDRESS_KINDS: Final = frozenset(
    {
        0,
        isa.BPF_PSEUDO_MAP_FD,
        isa.BPF_PSEUDO_MAP_VALUE,
        isa.BPF_PSEUDO_MAP_IDX,
        isa.BPF_PSEUDO_MAP_IDX_VALUE,
        isa.BPF_PSEUDO_FUNC,
    }
)
_JUMPS: Final = (isa.BPF_JMP, isa.BPF_JMP32)
_NAMING: Final = frozenset({isa.CALL, isa.LDDW})
#: Opcodes whose fields depend on each other or on the next slot.
_MORE: Final = _NAMING | {
    isa.BPF_STX | isa.BPF_ATOMIC | size for size in (isa.BPF_B, isa.BPF_H, isa.BPF_W, isa.BPF_DW)
}
_MAP_KINDS: Final = _ADDRESS_KINDS - {0, isa.BPF_PSEUDO_FUNC}


def _alu_rules() -> Iterator[tuple[int, _Rule]]:
    signed = frozenset({0, 1})
    for cls in (isa.BPF_ALU, isa.BPF_ALU64):
        moved = _ZERO | {
            bits for bits in isa.SIGN_EXTENDED_BITS if cls == isa.BPF_ALU64 or bits < _HALF
        }
        for op in range(0x00, isa.BPF_END, 0x10):
            offsets = signed if op in (isa.BPF_DIV, isa.BPF_MOD) else _ZERO
            if op == isa.BPF_NEG:
                yield cls | op, _Rule(_WRITE, _ZERO, _ZERO, _ZERO)
                continue
            yield cls | op, _Rule(_WRITE, _ZERO, offsets, None)
            offsets = moved if op == isa.BPF_MOV else offsets
            yield cls | op | isa.BPF_X, _Rule(_WRITE, _READ, offsets, _ZERO)
    for opcode in (
        isa.BPF_ALU | isa.BPF_END,
        isa.BPF_ALU | isa.BPF_END | isa.BPF_TO_BE,
        isa.BPF_ALU64 | isa.BPF_END,
    ):
        yield opcode, _Rule(_WRITE, _ZERO, _ZERO, isa.SWAPPED_BITS)


def _jump_rules() -> Iterator[tuple[int, _Rule]]:
    yield isa.JA, _Rule(_ZERO, _ZERO, None, _ZERO)
    yield isa.JA32, _Rule(_ZERO, _ZERO, _ZERO, None)
    yield isa.MAY_GOTO, _Rule(_ZERO, _ZERO, None, _ZERO)
    yield isa.CALL, _Rule(_ZERO, frozenset({0, isa.BPF_PSEUDO_CALL}), _ZERO, None)
    yield isa.EXIT, _Rule(_ZERO, _ZERO, _ZERO, _ZERO)
    for cls in (isa.BPF_JMP, isa.BPF_JMP32):
        for op in JUMP:
            yield cls | op, _Rule(_READ, _ZERO, None, None)
            yield cls | op | isa.BPF_X, _Rule(_READ, _READ, None, _ZERO)


def _memory_rules() -> Iterator[tuple[int, _Rule]]:
    yield isa.LDDW, _Rule(_WRITE, _ADDRESS_KINDS, _ZERO, None)
    for size in (isa.BPF_B, isa.BPF_H, isa.BPF_W, isa.BPF_DW):
        yield isa.BPF_LDX | isa.BPF_MEM | size, _Rule(_WRITE, _READ, None, _ZERO)
        yield isa.BPF_ST | isa.BPF_MEM | size, _Rule(_READ, _ZERO, None, None)
        yield isa.BPF_STX | isa.BPF_MEM | size, _Rule(_READ, _READ, None, _ZERO)
        if size != isa.BPF_DW:
            yield isa.BPF_LDX | isa.BPF_MEMSX | size, _Rule(_WRITE, _READ, None, _ZERO)
            yield isa.BPF_LD | isa.BPF_ABS | size, _Rule(_ZERO, _ZERO, _ZERO, None)
            yield isa.BPF_LD | isa.BPF_IND | size, _Rule(_ZERO, _READ, _ZERO, None)
    for size in (isa.BPF_B, isa.BPF_H):
        yield isa.BPF_STX | isa.BPF_ATOMIC | size, _Rule(_READ, _READ, None, ORDERED)
    for size in (isa.BPF_W, isa.BPF_DW):
        yield isa.BPF_STX | isa.BPF_ATOMIC | size, _Rule(_READ, _READ, None, _ATOMICS | ORDERED)


_RULES: Final[dict[int, _Rule]] = {
    **dict(_alu_rules()),
    **dict(_jump_rules()),
    **dict(_memory_rules()),
}
#: 64-bit loads and loads from the packet.
_LOADING: Final = frozenset(opcode for opcode in _RULES if opcode & 7 == isa.BPF_LD)


def validate(insns: Sequence[Insn], *, name: str = "") -> None:
    """Check that the instructions are a well-formed program.

    Opcodes, registers and reserved fields; jumps and calls that stay inside and never enter an
    LDDW; every function ends in an exit or a jump; calls form no cycle and need at most
    `MAX_FRAMES` frames. What is never reached is checked all the same.

    Args:
        insns: the main function at slot 0, subprograms where calls go.
        name: name of the program, for the message.

    Raises:
        ProgramError: the first thing that is wrong, with its slot in ``pc``.
    """
    _check_form(insns, lambda: encode(insns), name)


def _check_form(
    insns: Sequence[Insn],
    encoded: Callable[[], bytes],
    name: str,
    frame_writes: list[int] | None = None,
) -> None:
    """Check as `validate` does; ``encoded`` makes the machine code, which needs fields that fit.

    Writes of r10 go to ``frame_writes``, where that is given.
    """
    if not insns:
        raise ProgramError(
            "it has no instructions; the least is r0 = 0, exit", program=name or None
        )
    if len(insns) > isa.BPF_MAX_INSNS:
        raise ProgramError(
            f"{len(insns):,} instructions are more than the limit of {isa.BPF_MAX_INSNS:,}; "
            "split the program",
            program=name or None,
        )
    try:
        encoded()
        inner = _check_fields(insns, frame_writes)
        naming = [pc for pc, insn in enumerate(insns) if insn[0] in _NAMING]
        starts = _check_calls(insns, inner, naming)
        _check_flow(insns, inner, starts)
        nesting(insns, starts, naming)
    except ProgramError as error:
        if not name:
            raise
        raise ProgramError(error.message, program=name, pc=error.pc) from None


def validate_program(program: ProgramSpec, maps: Mapping[str, MapSpec]) -> list[int]:
    """`validate` a whole program, and check what its instructions need around them.

    Every map reference has a map, a global variable's offset lies inside its section, and packet
    loads (LD_ABS, LD_IND) are in a program that has a packet.

    Returns:
        The slots that write r10, which is wrong where a run can reach one: the kernel's verifier
        never looks at what no run reaches.

    Raises:
        ProgramError: what is wrong, with its slot in ``pc``.
    """
    slots = program.insns.slots()
    frame_writes: list[int] = []
    _check_form(slots, program.insns.code, program.name, frame_writes)
    for pc in [pc for pc, insn in enumerate(slots) if insn[0] in _LOADING]:
        insn = slots[pc]
        if insn.opcode == isa.LDDW:
            _check_reference(program, pc, insn, maps)
        elif program.type not in _PACKET_TYPES:
            raise ProgramError(
                f"packet loads (LD_ABS, LD_IND) work in socket filters and tc programs; this one"
                f" is {program.type.name}",
                program=program.name,
                pc=pc,
            )
    for pc in program.maps:
        if not 0 <= pc < len(slots) or slots[pc].opcode != isa.LDDW:
            raise ProgramError(
                "there is a map reference but no 64-bit load here", program=program.name, pc=pc
            )
    return frame_writes


def _check_reference(
    program: ProgramSpec, pc: int, insn: Insn, maps: Mapping[str, MapSpec]
) -> None:
    ref = program.maps.get(pc)
    if ref is None:
        if insn.src in _MAP_KINDS:
            raise ProgramError(
                f"the load names a map by number (src {insn.src}) and no map is given for it",
                program=program.name,
                pc=pc,
            )
        return
    problem = _reference_problem(ref, maps)
    if problem:
        raise ProgramError(problem, program=program.name, pc=pc)


def _reference_problem(ref: MapRef, maps: Mapping[str, MapSpec]) -> str:
    spec = maps.get(ref.map)
    if spec is None:
        return f"it uses a map {ref.map!r} that is not among {sorted(maps) or 'the maps (none)'}"
    # One past the end is a legal address in C; using it is a fault at run time.
    if ref.offset is not None and not 0 <= ref.offset <= spec.value_size:
        return f"offset {ref.offset} is outside {ref.map!r} of {spec.value_size} bytes"
    return ""


def _check_fields(insns: Sequence[Insn], frame_writes: list[int] | None) -> bytearray:
    """Check every slot on its own; return a mark for each second slot of an LDDW."""
    rules = _RULES
    inner = bytearray(len(insns))
    for pc, insn in enumerate(insns):
        opcode, dst, src, off, imm = insn
        rule = rules.get(opcode)
        if rule is None:
            if opcode == 0 and inner[pc]:
                _check_second_half(insns[pc - 1], insn, pc)
                continue
            raise ProgramError(_opcode_problem(insn), pc=pc)
        if inner[pc]:
            raise ProgramError("the second slot of a 64-bit load must have opcode 0", pc=pc)
        if (
            dst not in rule.dst
            or src not in rule.src
            or (rule.off is not None and off not in rule.off)
            or (rule.imm is not None and imm not in rule.imm)
        ):
            if frame_writes is None or not _writes_frame_only(insn, rule):
                raise ProgramError(_field_problem(insn, rule), pc=pc)
            frame_writes.append(pc)
        if opcode not in _MORE:
            continue
        if opcode == isa.LDDW:
            if pc + 1 == len(insns):
                raise ProgramError("the 64-bit load is cut off: its second slot is missing", pc=pc)
            inner[pc + 1] = 1
        elif opcode == isa.CALL:
            if src == 0 and imm < 0:
                raise ProgramError(f"there is no helper number {imm}", pc=pc)
        else:
            _check_atomic(insn, pc)
    return inner


def _writes_frame_only(insn: Insn, rule: _Rule) -> bool:
    """Whether all that is wrong with an instruction is that it writes r10."""
    return (
        insn.dst == isa.BPF_REG_FP
        and insn.src in rule.src
        and (rule.off is None or insn.off in rule.off)
        and (rule.imm is None or insn.imm in rule.imm)
    )


def _check_second_half(first: Insn, second: Insn, pc: int) -> None:
    if second.dst or second.src or second.off:
        raise ProgramError("the second slot of a 64-bit load has a reserved field set", pc=pc)
    if first.src in (isa.BPF_PSEUDO_MAP_FD, isa.BPF_PSEUDO_MAP_IDX) and second.imm:
        raise ProgramError("the upper half of a map reference must be 0", pc=pc)
    if first.src == isa.BPF_PSEUDO_FUNC and second.imm:
        raise ProgramError("the upper half of a function's address must be 0", pc=pc)


def _check_atomic(insn: Insn, pc: int) -> None:
    if insn.imm == isa.BPF_LOAD_ACQ and insn.dst == isa.BPF_REG_FP:
        raise ProgramError("r10 is read-only, and this instruction writes it", pc=pc)
    # With FETCH the old value goes to the source register; CMPXCHG puts it into r0 instead.
    if insn.src == isa.BPF_REG_FP and insn.imm & isa.BPF_FETCH and insn.imm != isa.BPF_CMPXCHG:
        raise ProgramError("r10 is read-only, and this atomic operation writes it", pc=pc)


def _opcode_problem(insn: Insn) -> str:
    opcode = insn.opcode
    if opcode == 0:
        return "opcode 0x00 is only valid as the second slot of a 64-bit load"
    if opcode == isa.CALLX:
        return "indirect calls (callx) are not supported; call the function by name"
    return f"unknown opcode {opcode:#04x}"


def _field_problem(insn: Insn, rule: _Rule) -> str:
    if insn.opcode == isa.CALL and insn.src == isa.BPF_PSEUDO_KFUNC_CALL:
        return "calls of kernel functions (kfuncs) need a kernel; use a helper"
    if insn.opcode == isa.LDDW and insn.src == isa.BPF_PSEUDO_BTF_ID:
        return "the address of a kernel variable is not supported"
    if insn.dst not in rule.dst:
        return _register_problem("destination", insn.dst, rule.dst)
    if insn.src not in rule.src:
        return _register_problem("source", insn.src, rule.src)
    if rule.off is not None and insn.off not in rule.off:
        return _value_problem("offset", insn.off, rule.off)
    assert rule.imm is not None
    if insn.opcode & 0xE7 == isa.BPF_STX | isa.BPF_ATOMIC:
        return f"unknown atomic operation {insn.imm:#x}"
    return _value_problem("immediate", insn.imm, rule.imm)


def _register_problem(which: str, register: int, allowed: frozenset[int]) -> str:
    if allowed == _ZERO:
        return f"the {which} register field is reserved and must be 0, not {register}"
    if register > isa.MAX_REG:
        return f"{which} register r{register} does not exist; the last is r{isa.MAX_REG}"
    if register == isa.BPF_REG_FP and which == "destination":
        return "r10 is read-only, and this instruction writes it"
    return f"{which} register field {register} has no meaning here"


def _value_problem(which: str, value: int, allowed: frozenset[int]) -> str:
    if allowed == _ZERO:
        return f"the {which} is reserved and must be 0, not {value}"
    return f"the {which} must be one of {', '.join(map(str, sorted(allowed)))}, not {value}"


def _check_calls(insns: Sequence[Insn], inner: bytearray, naming: Sequence[int]) -> list[int]:
    """Check where calls go; return the first slot of each function, in order.

    ``naming`` are the slots whose opcode can call a function or take the address of one.
    """
    starts = {0}
    for pc in naming:
        target = function_target(insns, pc)
        if target is not None:
            if not 0 <= target < len(insns):
                raise ProgramError(f"the call goes to {target}, outside the program", pc=pc)
            if inner[target]:
                raise ProgramError(f"the call goes to {target}, into a 64-bit load", pc=pc)
            starts.add(target)
    return sorted(starts)


def _check_flow(insns: Sequence[Insn], inner: bytearray, starts: list[int]) -> None:
    """Check that jumps and the flow of control stay inside each function."""
    for start, end in zip(starts, [*starts[1:], len(insns)], strict=True):
        # Jumps have classes 5 and 6, as calls and exits have.
        for pc in [pc for pc in range(start, end) if insns[pc][0] & 7 in _JUMPS]:
            if not is_jump(insns[pc].opcode):
                continue
            target = jump_target(insns, pc)
            assert target is not None
            if not start <= target < end:
                where = "the program" if len(starts) == 1 else f"its function ({start}..{end - 1})"
                raise ProgramError(f"the jump goes to {target}, outside {where}", pc=pc)
            if inner[target]:
                raise ProgramError(f"the jump goes to {target}, into a 64-bit load", pc=pc)
        last = insns[end - 1].opcode
        if last not in (isa.EXIT, isa.JA, isa.JA32) or inner[end - 1]:
            raise ProgramError(
                "control falls off the end; a function ends in exit or goto", pc=end - 1
            )
