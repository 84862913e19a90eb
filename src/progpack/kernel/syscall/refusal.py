"""Answers of the running kernel's verifier: a program is loaded, and unloaded at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import BpfError, ProgramError, UsageError
from progpack.kernel.syscall.call import Port
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.verifier_log import LIMIT, read_log, walked
from progpack.records import replace

__all__ = ["KernelVerdict", "attach_btf_id", "refusal", "verdict_of"]

#: Types that are loaded for one function or tracepoint of the kernel.
_ATTACHED: Final = (ProgramType.TRACING, ProgramType.LSM)
#: Types that are loaded for something that another object makes.
_OF_OTHERS: Final = (ProgramType.EXT, ProgramType.STRUCT_OPS)
#: Section prefix -> what its target is called in the kernel's types, and as what
#: (``btf_get_kernel_prefix_kind()`` of libbpf).
_PREFIXES: Final = {
    "tp_btf": ("btf_trace_", BtfKind.TYPEDEF),
    "lsm": ("bpf_lsm_", BtfKind.FUNC),
    "lsm.s": ("bpf_lsm_", BtfKind.FUNC),
    "iter": ("bpf_iter_", BtfKind.FUNC),
    "iter.s": ("bpf_iter_", BtfKind.FUNC),
}


def attach_btf_id(program: ProgramSpec, types: Btf | None = None) -> int:
    """Number of the kernel's type that a tracing program is for; 0 for other programs.

    Args:
        program: the program.
        types: the kernel's types; default those of the running kernel.

    Raises:
        MissingFeatureError: the running kernel shows no types.
        ProgramError: the kernel has no such function or tracepoint.
    """
    if program.type not in _ATTACHED:
        return 0
    prefix, kind = _PREFIXES.get(program.section.split("/")[0].lstrip("?"), ("", BtfKind.FUNC))
    known = target_types("kernel") if types is None else types
    target = known.find(prefix + program.attach, kind)
    if target is None:
        raise ProgramError(f"the kernel has no {prefix + program.attach}", program=program.name)
    return target.id


def refusal(spec: ObjectSpec, program: ProgramSpec) -> str:
    """Why the running kernel refuses a program, with what its verifier said; "" when it does not.

    Raises:
        MissingFeatureError: no privilege, or what the program is for cannot be found out.
    """
    if program.type is ProgramType.FLAT:
        return "the kernel has no such program type"
    with ExitStack() as stack:
        try:
            maps = {
                name: stack.enter_context(KernelMap.from_spec(spec.maps[name]))
                for name in program.used_maps
            }
            stack.enter_context(load_program(program, maps, attach_btf_id=attach_btf_id(program)))
        except (BpfError, ProgramError, UsageError) as error:
            return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class KernelVerdict:
    """The answer of a kernel's verifier about one program.

    Attributes:
        program: name of the program.
        accepted: whether the kernel loaded it; None: it was not asked.
        reason: one sentence: why it was refused, or not asked.
        source: ``file:line: text`` of the place of a refusal, empty where that is not known.
        pc: slot of that place.
        suggestion: the verifier's own, empty where it makes none.
        insns: instructions that the verifier walked, None where it does not say.
        limit: most instructions that it walks.
        states: states that it kept.
        microseconds: time that it took.
        log: its log: of refused programs the walk to the refusal, where all walks were asked for
            those, of any program.
        lines: the lines of source on which it walked most instructions, each with their number,
            where that was asked for.
    """

    program: str
    accepted: bool | None
    reason: str = ""
    source: str = ""
    pc: int | None = None
    suggestion: str = ""
    insns: int | None = None
    limit: int = LIMIT
    states: int | None = None
    microseconds: int | None = None
    log: str = ""
    lines: tuple[tuple[int, str], ...] = ()

    @property
    def share(self) -> float:
        """The part of the limit that its instructions are, from 0 to 1."""
        return (self.insns or 0) / self.limit


#: ``log_level`` of bpf(2): numbers alone, which costs no text; the walk to a refusal; all walks.
_NUMBERS: Final = 4
_EVERYTHING: Final = 1
_ALL_WALKS: Final = 2


def verdict_of(
    program: ProgramSpec,
    maps: Mapping[str, KernelMap],
    port: Port,
    types: Btf | None,
    lines: int = 0,
    walks: bool = False,
) -> KernelVerdict:
    """Ask a kernel for its verdict of a program, which is unloaded at once.

    The log of the walk is asked for when the program is refused, or its lines or all walks are
    asked for, as it takes long.

    Args:
        program: the program, fitted to the kernel.
        maps: the maps that it uses, made there.
        port: the kernel.
        types: the kernel's types, None where it has none.
        lines: most lines of source whose cost is wanted.
        walks: whether the log of all walks is wanted (``log_level`` 2), also of what is accepted.

    Raises:
        MissingFeatureError: this process may not load programs.
    """
    problem = _not_asked(program)
    if problem:
        return KernelVerdict(program.name, None, problem)
    if walks:
        return _with_walks(
            verdict_of(program, maps, port, types, lines), program, maps, port, types
        )
    try:
        attach = attach_btf_id(program, types)
        with load_program(
            program, maps, attach_btf_id=attach, log_level=_NUMBERS, port=port
        ) as loaded:
            said = read_log(loaded.log)
            insns = said.insns or loaded.verified_insns or None
        return KernelVerdict(
            program.name,
            True,
            insns=insns,
            limit=said.limit,
            states=said.states,
            microseconds=said.microseconds,
            lines=_costs(program, _walks(program, maps, port, attach), lines) if lines else (),
        )
    except BpfError as error:
        refused = _refused(program, maps, port, attach, error)
        if not lines:
            return refused
        return replace(refused, lines=_costs(program, _walks(program, maps, port, attach), lines))
    except (ProgramError, UsageError) as error:
        return KernelVerdict(program.name, False, _one_line(str(error)))


def _refused(
    program: ProgramSpec, maps: Mapping[str, KernelMap], port: Port, attach: int, first: BpfError
) -> KernelVerdict:
    """The verdict with the walk; the first error has the reason where the walk does not fit."""
    numbers, log = read_log(first.log), first.log
    try:
        load_program(program, maps, attach_btf_id=attach, log_level=_EVERYTHING, port=port).close()
    except BpfError as error:
        if error.errno == first.errno and error.log:
            log = error.log
    walk = read_log(log)
    source = "" if walk.pc is None else program.line_at(walk.pc) or ""
    return KernelVerdict(
        program.name,
        False,
        reason=numbers.reason or walk.reason or _one_line(str(first).split("\n")[0]),
        source=source,
        pc=walk.pc,
        suggestion=walk.suggestion,
        insns=numbers.insns or walk.insns,
        limit=numbers.limit,
        states=numbers.states,
        microseconds=numbers.microseconds,
        log=log,
    )


def _with_walks(
    verdict: KernelVerdict,
    program: ProgramSpec,
    maps: Mapping[str, KernelMap],
    port: Port,
    types: Btf | None,
) -> KernelVerdict:
    """The verdict with the log of all walks, where the program came as far as the verifier."""
    try:
        log = _walks(program, maps, port, attach_btf_id(program, types))
    except (ProgramError, UsageError):
        return verdict
    return replace(verdict, log=log or verdict.log)


def _walks(program: ProgramSpec, maps: Mapping[str, KernelMap], port: Port, attach: int) -> str:
    """The log of every walk, with the numbers; empty where it is too long for the kernel."""
    try:
        with load_program(
            program, maps, attach_btf_id=attach, log_level=_ALL_WALKS | _NUMBERS, port=port
        ) as loaded:
            return loaded.log
    except BpfError as error:
        return error.log


def _costs(program: ProgramSpec, log: str, most: int) -> tuple[tuple[int, str], ...]:
    """The lines of source with most instructions walked, most first."""
    counts: Counter[str] = Counter()
    for pc, count in walked(log).items():
        if pc < len(program.insns):
            counts[program.line_at(pc) or f"slot {pc}"] += count
    return tuple((count, line) for line, count in counts.most_common(most))


def _not_asked(program: ProgramSpec) -> str:
    """Why a program is not loaded for a verdict, or nothing."""
    if program.type is ProgramType.FLAT:
        return "the kernel has no such program type"
    if program.type in _OF_OTHERS:
        return f"programs of type {program.type.name} need another object to be loaded"
    provided = [function.name for function in program.functions if function.provided]
    if provided:
        return f"it calls functions of the kernel ({', '.join(provided)}), which are not bound here"
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
