"""Helpers and kernel functions that a test replaces: an object whose calls go to its functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Final

from progpack.bpf.btf.types import BtfKind, BtfType
from progpack.bpf.context.fields import layout
from progpack.bpf.helpers.custom import FIRST_OWN, CustomHelper, find_name, replaced
from progpack.bpf.helpers.ids import NAMES
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.helpers.record import Arg, Helper
from progpack.bpf.helpers.replaced import Behaviour, Replacement, original
from progpack.bpf.isa.insn import CALL, LDDW, Insn, Insns
from progpack.bpf.spec import KSYMS, ObjectSpec, ProgramSpec
from progpack.errors import MissingFeatureError, UnknownNameError, UsageError
from progpack.names import unknown_name
from progpack.records import replace

__all__ = ["Replace", "with_replacements"]

#: What `progpack.load` takes: what stands in place of helpers by name, or names of those whose
#: calls are recorded.
Replace = Mapping[str, Behaviour] | Iterable[str]

_BY_NAME: Final = {f"bpf_{row.name}": row for row in SUPPORTED.values()}
_MOST_ARGUMENTS: Final = 5


def with_replacements(spec: ObjectSpec, wanted: Replace) -> ObjectSpec:
    """Return an object whose programs call functions of a test in place of helpers.

    Args:
        spec: the object, before its externs are bound.
        wanted: what stands in place of each helper or kernel function, by name; or names alone, of
            those whose calls are recorded and which do what they do.

    Raises:
        UsageError: a name is none of a helper, nor of a kernel function that the object declares;
            no program calls it; or what is in its place is none of `Behaviour`.
        MissingFeatureError: the helper cannot be replaced, or its arguments are not known; says
            why.
    """
    if isinstance(wanted, str):
        raise UsageError(f"replace= takes names and functions, or a list of names: {wanted!r}")
    chosen = wanted if isinstance(wanted, Mapping) else dict.fromkeys(wanted, original)
    by_name = {}
    for name, behaviour in chosen.items():
        made = Replacement(_helper_of(spec, name), behaviour)
        _refuse_uncalled(spec, made)
        by_name[name] = by_name[made.name] = made
    numbers = {made.custom.helper.id: made for made in by_name.values()}
    calls = {made.row.id: number for number, made in numbers.items() if made.row.id}
    kernel = {name: made.custom.helper.id for name, made in by_name.items()}
    programs = {
        name: replace(_calling(program, calls, kernel), replaced=numbers)
        for name, program in spec.programs.items()
    }
    return replace(spec, programs=programs)


def _helper_of(spec: ObjectSpec, name: str) -> CustomHelper:
    """Return the helper that calls of a name go to."""
    short = name.removeprefix("bpf_")
    added = find_name(name) or find_name(short)
    if added is not None:
        return replaced(added.helper, added)
    row = _BY_NAME.get(name) or _BY_NAME.get(f"bpf_{name}")
    if row is not None:
        if row.irreplaceable:
            raise MissingFeatureError(f"bpf_{row.name} cannot be replaced: {row.irreplaceable}")
        return replaced(row)
    extern = spec.externs.get(name)
    if extern is not None and extern.section == KSYMS:
        return replaced(_declared(spec, name, extern.type))
    if short in NAMES.values():
        raise MissingFeatureError(
            f"bpf_{short} is not provided, so that its arguments are not known: add it with "
            f'@progpack.helper("bpf_{short}", "...") instead'
        )
    raise unknown_name("there is no helper or kernel function", name, _called(spec))


def _refuse_uncalled(spec: ObjectSpec, made: Replacement) -> None:
    """Refuse to replace what no program calls: its function would never run, and no call be noted.

    Raises:
        UsageError: no program of the object has a call of it; lists what they call.
    """
    for program in spec.programs.values():
        if made.row.id in program.helpers or made.name in program.externs.values():
            return
    sentence = f"no program of {spec.name} calls"
    raise UnknownNameError(sentence, made.name, _called(spec), listed="they call:")


def _called(spec: ObjectSpec) -> list[str]:
    """Return the names of the helpers and kernel functions that an object's programs call."""
    numbers = {number for program in spec.programs.values() for number in program.helpers}
    rows = [row.text_name for number, row in SUPPORTED.items() if number in numbers]
    return [*rows, *(name for name, each in spec.externs.items() if each.section == KSYMS)]


def _declared(spec: ObjectSpec, name: str, kind: BtfType | None) -> Helper:
    """Return the row of a kernel function, by what the object declares of it.

    Declarations have no names of parameters, and so no sizes: a pointer that is not the context is
    a number.
    """
    function = None if kind is None else kind.resolve()
    if function is None or function.kind != BtfKind.FUNC:
        raise MissingFeatureError(f"{name} cannot be replaced: the object declares no function")
    contexts = {name for program in spec.programs.values() for name in _context(program)}
    params = function.btf.type(function.type_id).params()[:_MOST_ARGUMENTS]
    kinds = [function.btf.type(param.type_id).resolve() for param in params]
    args = [Arg.CTX if _pointed_to(kind) in contexts else Arg.ANY for kind in kinds]
    return Helper(0, tuple(args), own_name=name)


def _pointed_to(kind: BtfType) -> str:
    """Return the name of the structure that a pointer is to, ``""`` where it is none."""
    return kind.btf.type(kind.type_id).resolve().name if kind.kind == BtfKind.PTR else ""


def _context(program: ProgramSpec) -> Iterator[str]:
    """Yield the name of the structure that the program's context is, where it is one."""
    with suppress(MissingFeatureError):  # whose refusal is not of this
        yield layout(program.type).name.removeprefix("struct ")


def _calling(
    program: ProgramSpec, calls: Mapping[int, int], kernel: Mapping[str, int]
) -> ProgramSpec:
    """Return a program whose calls go to other numbers.

    Args:
        program: the program.
        calls: number of a helper -> the number to call instead.
        kernel: name of a kernel function -> likewise.
    """
    wanted = {pc: kernel[name] for pc, name in program.externs.items() if name in kernel}
    if not wanted and program.helpers.isdisjoint(calls):
        return program
    insns = list(program.insns)
    for pc in program.insns.places(CALL):
        insn = insns[pc]
        if insn.src == 0 and insn.imm in calls:
            insns[pc] = Insn(insn.opcode, insn.dst, insn.src, insn.off, calls[insn.imm])
    for pc, number in wanted.items():
        if insns[pc].opcode == LDDW:  # what the program asks is whether the function is there
            insns[pc] = insns[pc]._replace(imm=FIRST_OWN)
            insns[pc + 1] = insns[pc + 1]._replace(imm=0)
        else:
            insns[pc] = Insn(CALL, 0, 0, 0, number)
    externs = {pc: name for pc, name in program.externs.items() if pc not in wanted}
    return replace(program, insns=Insns(insns), externs=externs)
