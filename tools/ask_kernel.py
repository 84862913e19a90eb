"""Asks the running kernel which programs may call what, and which maps a helper takes.

As root; writes src/progpack/bpf/helpers/kernel_facts.py. The verifier is the one who answers: a
program that calls a helper first of all is refused in other words when its type may not call it.
"""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from progpack.bpf.asm import assemble_program
from progpack.bpf.btf.types import BtfKind
from progpack.bpf.context.sections import SectionKind, section_kind, section_names
from progpack.bpf.fit.kfuncs import kfunc_names
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.helpers.ids import NAMES
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.helpers.record import Arg, Helper
from progpack.bpf.isa.insn import BPF_PSEUDO_KFUNC_CALL, CALL, Insn
from progpack.bpf.maps.types import PROVIDED, Holds, MapType
from progpack.bpf.spec import BPF_F_SLEEPABLE, MapSpec, ProgramType
from progpack.errors import BpfError
from progpack.kernel import KernelMap, KernelProgram

PAGE: Final = Path(__file__).resolve().parents[1] / "src/progpack/bpf/helpers/kernel_facts.py"
#: What the module has.
_NAMES: Final = (
    *("ASKED", "KFUNCS", "LOADS", "MAPS", "PROGRAMS"),
    *("REFUSED", "RELEASE", "SLEEPING", "SLEEPING_KFUNCS"),
)
#: What a program of each attach type that needs one is for, in the kernel's BTF.
_TARGETS: Final = {
    23: ("btf_trace_sched_switch", BtfKind.TYPEDEF),
    24: ("bpf_fentry_test1", BtfKind.FUNC),
    25: ("bpf_fentry_test1", BtfKind.FUNC),
    26: ("bpf_modify_return_test", BtfKind.FUNC),
    27: ("bpf_lsm_file_open", BtfKind.FUNC),
    28: ("bpf_iter_task", BtfKind.FUNC),
    43: ("bpf_lsm_socket_bind", BtfKind.FUNC),
}
_TARGETED: Final = (ProgramType.TRACING, ProgramType.LSM)
#: The words of check_helper_call() in kernel/bpf/verifier.c for what may not be called at all.
_REFUSALS: Final = ("cannot use helper", "unknown func", "not supported for program type")
_NO_LOADS: Final = "not allowed for this program type"
#: LD_ABS of a byte (RFC 9669, 5.3): ``BPF_LD | BPF_ABS | BPF_B``.
LD_ABS_BYTE: Final = 0x30
_SLEEPS: Final = "helper call might sleep"
#: The words of check_kfunc_call() and fetch_kfunc_meta() for functions of the kernel.
_KFUNC_REFUSAL: Final = "is not allowed"
_KFUNC_SLEEPS: Final = "must be sleepable"
#: The instruction behind a call, as the log has it when the verifier comes there.
_BEHIND: Final = "(b7) r0 = 0"
#: Sizes of a key, of a value, and numbers of entries, of which each type of map takes one.
_SIZES: Final = ((4, 8, 4), (4, 4, 4), (8, 4, 4), (0, 4, 4), (0, 0, 4096), (4, 8, 0), (8, 8, 0))
_NO_PREALLOC: Final = 1
#: Arguments that take more than a few instructions to make: such helpers are not asked about maps.
_HARD: Final = frozenset({Arg.FUNC, Arg.TIMER, Arg.OBJECT})


class Answers(NamedTuple):
    """What a kernel said.

    Attributes:
        asked: kinds of programs that it loads.
        programs: for each helper the kinds that may call it.
        sleeping: helpers that only programs which may sleep call.
        maps: for each helper that takes a map, the types that it takes; only of helpers asked.
        loads: types of programs that load bytes of the packet by LD_ABS.
        kfuncs: for each of its functions that are provided here the kinds that may call it.
    """

    asked: frozenset[SectionKind]
    programs: Mapping[int, frozenset[SectionKind]]
    sleeping: frozenset[int]
    maps: Mapping[int, frozenset[MapType]]
    loads: frozenset[ProgramType]
    kfuncs: Mapping[str, frozenset[SectionKind]]


def refusal(insns: tuple[Insn, ...] | str, kind: SectionKind) -> str:
    """What the kernel says to a program; ``""`` when it takes it."""
    if isinstance(insns, str):
        insns = tuple(assemble_program(insns, type=kind.type, license="GPL").insns)
    target = 0
    if kind.type in _TARGETED and kind.attach_type in _TARGETS:
        name, of = _TARGETS[kind.attach_type]
        found = target_types("kernel").find(name, of)
        target = 0 if found is None else found.id
    try:
        KernelProgram.load(
            insns,
            type=kind.type,
            expected_attach_type=kind.attach_type or 0,
            attach_btf_id=target,
            flags=kind.flags,
        ).close()
    except BpfError as error:
        return error.log or str(error)
    return ""


def ask() -> Answers:
    """Ask the running kernel."""
    kinds = {section_kind(name) for name in section_names()}
    asked = frozenset(kind for kind in kinds if _is_loaded(kind))
    programs = defaultdict(set)
    sleeping, awake = set(), set()
    for kind, number in product(asked, NAMES):
        said = refusal(f"call {number}\nr0 = 0\nexit", kind)
        if any(words in said for words in _REFUSALS):
            continue
        if _SLEEPS in said:
            sleeping.add(number)
            continue
        programs[number].add(kind)
        if not kind.flags & BPF_F_SLEEPABLE:
            awake.add(number)
    callers = {number: frozenset(found) for number, found in programs.items()}
    maps = {row.id: _maps(row, callers[row.id]) for row in SUPPORTED.values() if _is_easy(row)}
    loads = frozenset(kind.type for kind in asked if not _refuses_loads(kind))
    kfuncs = {
        name: frozenset(kind for kind in asked if _may_call(found.id, kind))
        for name in sorted(kfunc_names())
        if (found := target_types("kernel").find(name, BtfKind.FUNC)) is not None
    }
    return Answers(asked, callers, frozenset(sleeping - awake), maps, loads, kfuncs)


def _may_call(function: int, kind: SectionKind) -> bool:
    """Whether programs of a kind may call a function of the kernel, by its number in BTF."""
    call = Insn(CALL, 0, BPF_PSEUDO_KFUNC_CALL, 0, function)
    said = refusal((call, *assemble_program("r0 = 0\nexit", type=kind.type).insns), kind)
    return _KFUNC_REFUSAL not in said and _KFUNC_SLEEPS not in said


def _refuses_loads(kind: SectionKind) -> bool:
    insns = assemble_program("r6 = r1\nr0 = 0\nr0 = 0\nexit", type=kind.type).insns
    return _NO_LOADS in refusal((insns[0], Insn(LD_ABS_BYTE), *insns[2:]), kind)


def _is_loaded(kind: SectionKind) -> bool:
    if kind.type is ProgramType.FLAT:
        return False
    return any(not refusal(f"r0 = {value}\nexit", kind) for value in (0, 1))


def _is_easy(row: Helper) -> bool:
    # In front of a map, a pointer to an object of the kernel is no number that may be made up.
    return Arg.MAP in row.args and row.args[0] is not Arg.ANY and not _HARD & set(row.args)


def _maps(row: Helper, callers: frozenset[SectionKind]) -> frozenset[MapType]:
    """The types of maps that a helper takes, of those that are provided here."""
    kind = min(callers, key=lambda kind: (kind.type, kind.attach_type or 0, kind.flags))
    taken = frozenset(of for of in PROVIDED if _takes(row, of, kind))
    if not taken:
        raise ValueError(f"{row.name} takes no map; its other arguments are wrong")
    return taken


def _takes(row: Helper, of: MapType, kind: SectionKind) -> bool:
    with ExitStack() as opened:
        made = _map(of, opened)
        if made is None:
            return False
        said = refusal(_call(row, made.fileno()), kind)
    # It goes on behind the call, whatever it says of what the call leaves.
    return not said or _BEHIND in said


def _map(of: MapType, opened: ExitStack) -> KernelMap | None:
    holds_maps = of.traits.holds is Holds.MAPS
    inner = opened.enter_context(
        KernelMap.create(MapType.ARRAY, key_size=4, value_size=8, max_entries=4)
    )
    for (key, value, entries), flags in product(_SIZES, (0, _NO_PREALLOC)):
        try:
            made = (
                KernelMap.from_spec(MapSpec("", of, key, value, entries, flags))
                if of.traits.typed
                else KernelMap.create(
                    of,
                    key_size=key,
                    value_size=4 if holds_maps else value,
                    max_entries=entries,
                    flags=flags,
                    inner=inner if holds_maps else None,
                )
            )
        except BpfError:
            continue
        return opened.enter_context(made)
    return None


def _call(row: Helper, map_fd: int) -> str:
    """A program that calls a helper with zeros from its stack, and with a map."""
    lines = ["r6 = r1", *(f"*(u64 *)(r10 - {at}) = 0" for at in range(8, 72, 8))]
    for register, arg in enumerate(row.args, 1):
        lines += _argument(arg, register, map_fd)
    return "\n".join([*lines, f"call {row.id}", "r0 = 0", "exit"])


def _argument(arg: Arg, register: int, map_fd: int) -> Iterator[str]:
    match arg:
        case Arg.CTX:
            yield f"r{register} = r6"
        case Arg.MAP:
            yield f"ld_pseudo r{register}, 1, {map_fd}"
        case Arg.ANY:
            yield f"r{register} = 0"
        case Arg.SIZE:
            yield f"r{register} = 8"
        case _:
            yield f"r{register} = r10"
            yield f"r{register} += -64"


def facts(answers: Answers, release: str) -> str:
    """The text of the module that has the answers."""
    lines = [
        '"""Facts of helpers that a kernel said: made by tools/ask_kernel.py."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
        "__all__ = [",
        *(f'    "{name}",' for name in _NAMES),
        "]",
        "",
        "#: The kernel that was asked.",
        f'RELEASE: Final = "{release}"',
        "#: Types of programs, as bits, all of whose kinds it was asked about.",
        f"ASKED: Final = {_bits(_whole_types(answers))}",
        "#: For each helper the types, as bits, of which it lets some programs call the helper.",
        "PROGRAMS: Final = {",
        *(f"    {n}: {_bits(_types(answers, n))}," for n in NAMES),
        "}",
        "#: For some helpers, by type the attach types whose programs may not, although others of",
        "#: the type may or were not asked about.",
        "REFUSED: Final[dict[int, dict[int, tuple[int, ...]]]] = {",
        *(f"    {n}: {pairs}," for n in NAMES if (pairs := _refused(answers, n))),
        "}",
        "#: Helpers that only programs which may sleep call.",
        f"SLEEPING: Final = frozenset({sorted(answers.sleeping)})",
        "#: Types of programs, as bits, that load bytes of the packet by LD_ABS and LD_IND.",
        f"LOADS: Final = {_bits(answers.loads)}",
        "#: For helpers that take a map the types of maps, as bits, of those provided.",
        "MAPS: Final = {",
        *(f"    {n}: {_bits(answers.maps[n])}," for n in sorted(answers.maps)),
        "}",
        "#: For functions of the kernel the types, as bits, of which some programs may call them.",
        "KFUNCS: Final = {",
        *(f'    "{name}": {_bits(_kinds(of))},' for name, of in answers.kfuncs.items()),
        "}",
        "#: Functions of the kernel that only programs which may sleep call.",
        "SLEEPING_KFUNCS: Final = frozenset(",
        "    {",
        *(f'        "{name}",' for name, of in answers.kfuncs.items() if _all_sleep(of)),
        "    }",
        ")",
    ]
    return "\n".join(lines) + "\n"


def _kinds(held: Iterable[SectionKind]) -> set[ProgramType]:
    return {kind.type for kind in held}


def _all_sleep(held: Iterable[SectionKind]) -> bool:
    """Whether each may sleep, some of a type whose other programs may not among them."""
    kinds = list(held)
    others = {kind.type for kind in kinds} - {ProgramType.SYSCALL}
    return bool(others) and all(kind.flags & BPF_F_SLEEPABLE for kind in kinds)


def _bits(numbers: Iterable[int]) -> str:
    return f"0x{sum(1 << number for number in set(numbers)):X}"


def _whole_types(answers: Answers) -> set[ProgramType]:
    kinds = {section_kind(name) for name in section_names()}
    return {kind.type for kind in answers.asked} - {kind.type for kind in kinds - answers.asked}


def _types(answers: Answers, number: int) -> set[ProgramType]:
    return {kind.type for kind in answers.programs.get(number, ())}


def _refused(answers: Answers, number: int) -> dict[int, tuple[int, ...]]:
    """Kinds that may not call a helper, of types that may or of which not all were asked about."""
    partly = {kind.type for kind in answers.asked} - _whole_types(answers)
    may = answers.programs.get(number, frozenset())
    refused = {
        int(of): _attach_types(answers.asked, of) - _attach_types(may, of)
        for of in sorted(partly | _types(answers, number))
    }
    return {of: tuple(sorted(found)) for of, found in refused.items() if found}


def _attach_types(kinds: Iterable[SectionKind], of: ProgramType) -> set[int]:
    return {kind.attach_type or 0 for kind in kinds if kind.type is of}


if __name__ == "__main__":
    PAGE.write_text(facts(ask(), platform.release().partition("-")[0]), encoding="utf-8")
    print(f"wrote {PAGE.name}")
