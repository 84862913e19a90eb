"""Refusals before anything runs, shared by the interpreter and the compiler.

`check_program` adds to `progpack.bpf.check.structure` what needs knowledge of helpers, maps and
program types: a program that passes meets no unknown helper, no map of a type that is not provided
and no call deeper than the stack. `check_map` says whether a map can be made.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn

from progpack.bpf.context import build as context
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.isa.insn import (
    BPF_PSEUDO_CALL,
    CALL,
    Insn,
)
from progpack.bpf.maps.special_fields import special_fields, special_problem
from progpack.bpf.maps.types import PROVIDED, Holds
from progpack.bpf.spec import (
    BPF_F_RDONLY_PROG,
    BPF_F_WRONLY_PROG,
    MapSpec,
    MapType,
    ProgramSpec,
    ProgramType,
)
from progpack.bpf.text.disasm import disasm
from progpack.errors import MissingFeatureError, ObjectError, ProgramError
from progpack.records import replace

if TYPE_CHECKING:
    from progpack.bpf.analysis.facts import Facts

__all__ = [
    "as_programs_see",
    "check_map",
    "check_program",
    "inner_problem",
]


def check_program(
    program: ProgramSpec,
    maps: Mapping[str, MapSpec] | None = None,
    *,
    little: bool = sys.byteorder == "little",
) -> Facts:
    """Refuse a program that cannot run here.

    Args:
        program: the program.
        maps: the maps of its object, by name; those it does not use are not looked at.
        little: byte order of the machine that it is to run on.

    Returns:
        What is known of the program, for whoever compiles it.

    Raises:
        ProgramError: the program is no well-formed program, recursion and missing maps included;
            see `progpack.bpf.check.structure.validate_program`. Or it calls a helper that does not
            exist, or its section says no type.
        ContextAccessError: the program accesses its context as no program of its type may; see
            `progpack.bpf.check.context_access.check_context`.
        MissingFeatureError: its type, a helper or the type of a map is not provided.
        ObjectError: a map that it uses cannot be made.
    """
    # What is cached has been checked before, and the analysis takes a while to import.
    from progpack.bpf.analysis.calls import call_graph
    from progpack.bpf.analysis.facts import Facts
    from progpack.bpf.check.context_access import check_context
    from progpack.bpf.check.map_rights import check_rights
    from progpack.bpf.check.structure import validate_program

    maps = maps or {}
    _check_type(program)
    if program.externs:
        name = next(iter(program.externs.values()))
        raise MissingFeatureError(
            f"program {program.name}: it wants {name} from the kernel; state what it wants with"
            " progpack.bpf.fit.externs.with_externs"
        )
    frame_writes = validate_program(program, maps)
    used = frozenset(program.used_maps)
    for name in sorted(used):
        check_map(maps[name])
    for pc, ref in program.maps.items():
        if ref.offset is not None and maps[ref.map].type is not MapType.ARRAY:
            raise ProgramError(
                f"only an array has values at fixed addresses; {ref.map!r} is "
                f"{maps[ref.map].type.name}",
                program=program.name,
                pc=pc,
            )
    called = _helpers(program)
    facts = Facts(program, maps, call_graph(program, called), little=little)
    if frame_writes:
        _check_frame_writes(facts, frame_writes)
    check_context(facts)
    check_rights(facts)
    return facts


def _check_frame_writes(facts: Facts, places: Sequence[int]) -> None:
    """Refuse a write of r10 that a run may come to."""
    for pc in places:
        for function in facts.functions:
            for block in function.order:
                # None, too: a loop of which it is not known how often it goes round.
                if block.start <= pc < block.end and function.found.rounds[block.start] != 0:
                    raise ProgramError(
                        "r10 is read-only, and this instruction writes it",
                        program=facts.program.name,
                        pc=pc,
                    )


def _check_type(program: ProgramSpec) -> None:
    if program.type is ProgramType.UNSPEC:
        raise ProgramError(
            f"section {program.section!r} names no program type; write for example "
            'SEC("xdp") or SEC("socket")',
            program=program.name,
        )
    try:
        context.layout(program.type)
    except MissingFeatureError as error:
        raise MissingFeatureError(f"program {program.name}: {error}") from None


def check_map(spec: MapSpec) -> None:
    """Refuse a map that cannot be made, as map creation in the kernel does.

    The rules are ``array_map_alloc_check()``, ``htab_map_alloc_check()``, ``ringbuf_map_alloc()``,
    ``bpf_map_meta_alloc()`` and ``map_check_btf()`` (Linux 6.18).

    Raises:
        MissingFeatureError: the type is not provided.
        ObjectError: the sizes are wrong; says which and how.
    """
    if spec.type not in PROVIDED:
        raise MissingFeatureError(
            f"map {spec.name}: type {spec.type.name} is not provided; provided are: "
            + ", ".join(sorted(kind.name for kind in PROVIDED))
        )
    if spec.made:
        return
    problem = _map_problem(spec) or special_problem(spec)
    if problem:
        raise ObjectError(f"map {spec.name} ({spec.type.name}): {problem}")


_BPF_F_INNER_MAP: Final = 1 << 12


def inner_problem(outer: MapSpec, have: MapSpec) -> str:
    """Why a map of maps cannot hold a map, or "": ``bpf_map_meta_equal()`` (Linux 6.18)."""
    if not have.type.traits.may_be_inner:
        return f"map {outer.name} cannot hold a {have.type.name}, as no map of maps can"
    if outer.inner is None:
        return ""
    # One of them may have the sizes with which it is made here.
    inner, have = as_programs_see(outer.inner), as_programs_see(have)
    same = ["type", "key_size", "value_size", "flags"]
    if inner.type.traits.fixed_entries and not inner.flags & _BPF_F_INNER_MAP:
        same.append("max_entries")
    for name in same:
        if getattr(have, name) != getattr(inner, name):
            return (
                f"map {outer.name} holds maps with {name} {getattr(inner, name)!s}; "
                f"{have.name} has {getattr(have, name)!s}"
            )
    if special_fields(have) != special_fields(inner):
        return f"the locks and timers of {have.name} are not where map {outer.name} has them"
    return ""


def as_programs_see(spec: MapSpec) -> MapSpec:
    """The map with the rights that programs have, and with the sizes that it is made with here.

    Programs write no targets of packets: dev_map_init_map() in kernel/bpf/devmap.c sets
    BPF_F_RDONLY_PROG.
    """
    traits = spec.type.traits
    kept: dict[str, Any] = dict(traits.shape.kept(spec))
    if kept:
        kept["made"] = True
    if traits.holds is Holds.TARGETS:
        kept["read_only"] = True
    return replace(spec, **kept) if kept else spec


_RIGHTS: Final = BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG


def _flags_problem(spec: MapSpec) -> str:
    if spec.flags & _BPF_F_INNER_MAP and spec.type is not MapType.ARRAY:
        return "BPF_F_INNER_MAP is for arrays"
    rights = spec.flags & _RIGHTS
    if rights and not spec.type.traits.takes_rights:
        return "programs cannot be kept from reading or writing a map of this type"
    if rights == _RIGHTS:
        return "programs may neither read nor write it (BPF_F_RDONLY_PROG and BPF_F_WRONLY_PROG)"
    return ""


#: PCPU_MIN_UNIT_SIZE; INT_MAX.
_PER_CPU_MAX: Final = 1 << 15
_ARRAY_MAX: Final = (1 << 31) - 1


def _most_of_value(spec: MapSpec) -> int:
    """The most bytes that a value may have; those that are copied with a lock held are small.

    The rules are ``htab_map_alloc_check()``, ``array_map_alloc_check()``, ``trie_alloc()``,
    ``queue_stack_map_alloc_check()`` and ``bloom_map_alloc()`` (Linux 6.18).
    """
    traits = spec.type.traits
    if traits.per_cpu:
        return _PER_CPU_MAX
    most = traits.shape.most_of_value
    return _ARRAY_MAX if most is None else most(spec)


def _value_problem(spec: MapSpec) -> str:
    most = _most_of_value(spec)
    return (
        f"value_size is {spec.value_size}; it is {most} at most" if spec.value_size > most else ""
    )


def _map_problem(spec: MapSpec) -> str:
    traits = spec.type.traits
    problem = _flags_problem(spec) or _value_problem(spec) or traits.shape.problem(spec)
    if problem or traits.holds is not Holds.MAPS:
        return problem
    return _outer_problem(spec)


def _outer_problem(spec: MapSpec) -> str:
    if spec.value_size != 4:
        return f"value_size is {spec.value_size}; maps of maps have values of 4 bytes"
    if spec.inner is None:
        return ""
    if spec.inner.type not in PROVIDED:
        return f"maps of type {spec.inner.type.name}, which are not provided, are inside"
    return (
        inner_problem(spec, spec.inner) or _map_problem(spec.inner) or special_problem(spec.inner)
    )


def _is_local_call(insn: Insn) -> bool:
    return insn.opcode == CALL and insn.src == BPF_PSEUDO_CALL


def _helpers(program: ProgramSpec) -> frozenset[int]:
    from progpack.bpf.analysis.calls import naming_slots

    numbers = set()
    slots = program.insns.slots()
    for pc in naming_slots(program):
        insn = slots[pc]
        if insn.opcode == CALL and not _is_local_call(insn) and insn.imm != helpers.POISON:
            try:
                helpers.lookup(
                    *(insn.imm, program.type, program.attach_type, program.flags),
                    replaced=program.replaced,
                )
            except (MissingFeatureError, ProgramError) as error:
                _refuse(error, program, slots, pc)
            numbers.add(insn.imm)
    return frozenset(numbers)


def _refuse(
    error: MissingFeatureError | ProgramError,
    program: ProgramSpec,
    insns: Sequence[Insn],
    pc: int,
) -> NoReturn:
    """Raise ``error`` again with the program and the instruction in its message."""
    line = program.line_at(pc)
    message = f"{disasm(insns, pc)}: {error}" + (f" [{line}]" if line else "")
    if isinstance(error, ProgramError):
        raise ProgramError(message, program=program.name, pc=pc) from None
    raise MissingFeatureError(f"program {program.name}, instruction {pc}: {message}") from None
