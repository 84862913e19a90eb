"""Every helper with the largest arguments that the checks let pass, from the rows of the table.

``python -m tests.jit.longest_calls`` measures how long one call goes on after its run was to end,
compiled and in the interpreter, and how long one takes that the default budget lets pass.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import progpack
from progpack import Machine, MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType, RunError, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.context.build import layout
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.helpers.table import HELPERS
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.oracle.maps.arrays import ArrayMap as OracleArray
from progpack.jit.maps.handle import ArrayMap

__all__ = ["BUDGET", "ELSEWHERE", "Case", "cases", "machine_of", "main", "maps", "packet_of"]

T = MapType
#: A budget that no call uses up.
BUDGET: Final = 1 << 62
#: What is called from elsewhere, or wants members of values: `test_long_helpers` has what they do.
ELSEWHERE: Final = frozenset(
    {
        HelperId.LOOP,
        HelperId.FOR_EACH_MAP_ELEM,
        HelperId.TAIL_CALL,
        HelperId.SPIN_LOCK,
        HelperId.SPIN_UNLOCK,
        HelperId.USER_RINGBUF_DRAIN,
        HelperId.TIMER_INIT,
        HelperId.TIMER_SET_CALLBACK,
        HelperId.TIMER_START,
        HelperId.TIMER_CANCEL,
    }
)
#: Numbers that are no sizes.
_NUMBERS: Final = (0, 1, 0xFFFFFFFFFFFFFFFF)
#: What the memory is full of, where it ends early otherwise: text, numbers after spaces, formats.
_FILLS: Final = (0, ord("a"), ord(" "))
#: Constant texts: long ones, wide conversions, a field of very many flags.
_TEXTS: Final = {
    "wide": b"%8388607d" * 12,
    "long": b"a" * 64,
    "flags": b"%" + b"0" * 64 + b"d",
}
_PERCPU: Final = 1 << 15
_COMMON: Final = 1 << 22
_STORAGE: Final = 65000
_OF_OBJECTS: Final = (T.SK_STORAGE, T.TASK_STORAGE, T.CGRP_STORAGE, T.INODE_STORAGE)


def maps(size: int) -> dict[str, MapSpec]:
    """A map of each type that a helper takes, with values as large as they may be."""
    large = _COMMON - 1024
    made = [
        MapSpec("area", T.ARRAY, 4, size, 2),
        MapSpec("ringbuf", T.RINGBUF, 0, 0, size),
        MapSpec("array", T.ARRAY, 4, size, 1),
        MapSpec("percpu_array", T.PERCPU_ARRAY, 4, _PERCPU, 64),
        MapSpec("hash", T.HASH, 512, large, 4),
        MapSpec("percpu_hash", T.PERCPU_HASH, 512, _PERCPU, 4),
        MapSpec("lru_hash", T.LRU_HASH, 512, large, 4),
        MapSpec("lru_percpu_hash", T.LRU_PERCPU_HASH, 512, _PERCPU, 4),
        MapSpec("lpm_trie", T.LPM_TRIE, 260, large, 4, 1),
        MapSpec("queue", T.QUEUE, 0, _COMMON, 4),
        MapSpec("stack", T.STACK, 0, _COMMON, 4),
        MapSpec("bloom_filter", T.BLOOM_FILTER, 0, _COMMON, 4, map_extra=15),
        MapSpec("devmap", T.DEVMAP, 4, 4, 4),
        MapSpec("devmap_hash", T.DEVMAP_HASH, 4, 4, 4),
        MapSpec("cpumap", T.CPUMAP, 4, 4, 4),
        MapSpec("xskmap", T.XSKMAP, 4, 4, 4),
        MapSpec("perf_event_array", T.PERF_EVENT_ARRAY, 4, 4, 4),
        MapSpec("stack_trace", T.STACK_TRACE, 4, 8, 4),
        MapSpec("cgroup_array", T.CGROUP_ARRAY, 4, 4, 4),
        MapSpec("array_of_maps", T.ARRAY_OF_MAPS, 4, 4, 4),
        MapSpec("hash_of_maps", T.HASH_OF_MAPS, 512, 4, 4),
        *(MapSpec(kind.name.lower(), kind, 4, _STORAGE, 0, 1) for kind in _OF_OBJECTS),
        MapSpec("sockmap", T.SOCKMAP, 4, 4, 4),
        MapSpec("sockhash", T.SOCKHASH, 512, 4, 4),
        MapSpec("reuseport_sockarray", T.REUSEPORT_SOCKARRAY, 4, 4, 4),
        MapSpec("cgroup_storage", T.CGROUP_STORAGE, 8, _STORAGE, 0),
        MapSpec("percpu_cgroup_storage", T.PERCPU_CGROUP_STORAGE, 8, _PERCPU, 0),
    ]
    for name, text in _TEXTS.items():
        data = text if name == "wide" else text[:1] + text[1:2] * (size // 4) + text[-1:]
        made.append(
            MapSpec(f"text_{name}", T.ARRAY, 4, len(data) + 1, 1, data=data, read_only=True)
        )
    return {spec.name: spec for spec in made}


#: Bytes of the largest areas when it is measured; seconds of each run, and those that are shown.
_AREA: Final = 1 << 27
_LIMIT: Final = 0.005
_SHOWN: Final = 0.015


@dataclass(frozen=True)
class Case:
    """One call.

    Attributes:
        helper: that is called.
        name: what distinguishes it.
        program: that calls it.
        fill: what the memory is full of.
    """

    helper: Helper
    name: str
    program: ProgramSpec
    fill: int


#: r6 and r7 are two values of the largest array, r8 is their size, r9 the context. A dynptr of the
#: first is at r10 - 64, and r10 - 128 has a record's.
_ENTRY: Final = """r9 = r1; r8 = {size} ll
    *(u32 *)(r10 - 4) = 0; r1 = map area ll; r2 = r10; r2 += -4; call 1
    if r0 == 0 goto out; r6 = r0; *(u32 *)(r10 - 4) = 1; r1 = map area ll; r2 = r10; r2 += -4
    call 1; if r0 == 0 goto out; r7 = r0"""


def cases(size: int) -> Iterator[Case]:
    """Every row with every map it takes, every kind of text and every number.

    Args:
        size: bytes of the largest areas.
    """
    for helper in HELPERS:
        if helper.id in ELSEWHERE:
            continue
        for name, lines in _calls(helper):
            kind = ProgramType.FLAT
            if helper.programs is not None:
                kind = min(helper.programs, key=lambda each: (each is not ProgramType.FLAT, each))
            text = f"{_ENTRY.format(size=size)}; {_before(helper)}; {lines}; call {helper.id}"
            full = f"{text}; r0 = 0; exit; out: r0 = 1; exit"
            program = assemble_program(full.replace(";", "\n"), name="long", type=kind)
            reads = any(arg in (Arg.MEM_READ, Arg.ANY) for arg in helper.args)
            for fill in _FILLS if reads and _handles(helper) else _FILLS[:1]:
                yield Case(helper, f"{helper.name}({name}) of {fill}", program, fill)


def _handles(helper: Helper) -> bool:
    return any(arg in (Arg.MEM_READ, Arg.MEM_WRITE, Arg.CONST_STR) for arg in helper.args)


def _before(helper: Helper) -> str:
    """What has to be done for the arguments: a record or a dynptr."""
    if Arg.RINGBUF_MEM in helper.args:
        return "r1 = map ringbuf ll; r2 = 8; r3 = 0; call 131; if r0 == 0 goto out; r8 = r0"
    if Arg.DYNPTR_RECORD in helper.args:
        return "r1 = map ringbuf ll; r2 = 8; r3 = 0; r4 = r10; r4 += -64; call 198"
    if Arg.DYNPTR in helper.args:
        return "r1 = r6; r2 = 0xffffff; r3 = 0; r4 = r10; r4 += -64; call 197; r8 = 0xffffff"
    return "r0 = 0"


def _calls(helper: Helper) -> Iterator[tuple[str, str]]:
    choices = [_choices(helper, index, arg) for index, arg in enumerate(helper.args)]
    for chosen in itertools.product(*choices):
        lines = "; ".join(line for _, line in chosen) or "r1 = 0"
        yield ", ".join(name for name, _ in chosen), lines


def _choices(helper: Helper, index: int, arg: Arg) -> list[tuple[str, str]]:
    r = f"r{index + 1}"
    match arg:
        case Arg.CTX:
            return [("ctx", f"{r} = r9")]
        case Arg.MAP:
            names = sorted(kind.name.lower() for kind in helper.maps)
            return [(name, f"{r} = map {name} ll") for name in names]
        case Arg.MAP_KEY | Arg.MEM_READ | Arg.MAP_VALUE | Arg.MAP_VALUE_OUT | Arg.MEM_WRITE:
            name = "r6" if arg in (Arg.MAP_KEY, Arg.MEM_READ) else "r7"
            return [(name, f"{r} = {name}")]
        case Arg.SIZE:
            sizes = [("size", f"{r} = r8")]
            return [*sizes, ("96", f"{r} = 96")] if index > 2 else sizes
        case Arg.RINGBUF_MEM:
            return [("record", f"{r} = r8")]
        case Arg.CONST_STR:
            return [(name, f"{r} = map text_{name} + 0 ll") for name in _TEXTS]
        case Arg.DYNPTR | Arg.DYNPTR_RECORD:
            return [("dynptr", f"{r} = r10; {r} += -64")]
        case Arg.MAP_VALUE_OR_NULL:
            return [("r7", f"{r} = r7"), ("null", f"{r} = 0")]
        case Arg.ANY | Arg.OBJECT:
            return _numbers(helper, index, r)
    if arg.fixed and arg.writes:
        return [("out", f"{r} = r10; {r} += -128")]
    raise AssertionError(f"{helper}: nothing for {arg}")


def _numbers(helper: Helper, index: int, r: str) -> list[tuple[str, str]]:
    """Numbers; where a helper reads what a number says, memory, and for records a size."""
    many = sum(arg is Arg.ANY for arg in helper.args) > 1
    numbers = [(f"{n:#x}", f"{r} = {n} ll") for n in (_NUMBERS[:2] if many else _NUMBERS)]
    if Effect.RESERVES in helper.effects and index == 1:
        numbers.append(("size - 16", f"{r} = r8; {r} += -16; {r} >>= 1"))
    return [*numbers, ("r6", f"{r} = r6")]


def packet_of(case: Case) -> bytes:
    """What a program of its type is given."""
    kind = layout(case.program.type)
    return bytes(64) if kind.packet or case.program.type is ProgramType.FLAT else b""


@dataclass(frozen=True)
class Ended:
    """How a call ended.

    Attributes:
        how: name of the fault, or "returned".
        seconds: of a processor, that the run took.
    """

    how: str
    seconds: float


def run_compiled(
    case: Case, specs: Mapping[str, MapSpec], budget: int, timeout: float | None
) -> Ended:
    """One run in this process."""
    with load(ObjectSpec("t", "GPL", {"long": case.program}, dict(specs))) as held:
        area = held.maps["area"]
        assert isinstance(area, ArrayMap)
        if case.fill:
            view = area.view()
            view[:] = bytes([case.fill]) * len(view)
        return _run(held.programs["long"], case, budget, timeout)


def run_interpreted(
    case: Case, specs: Mapping[str, MapSpec], budget: int, timeout: float | None
) -> Ended:
    """One run in the interpreter."""
    return _run(machine_of(case, specs, 2 * specs["area"].value_size), case, budget, timeout)


def machine_of(case: Case, specs: Mapping[str, MapSpec], filled: int) -> Machine:
    """The interpreter, ready to run a case; so many bytes of the area are filled."""
    machine = Machine(case.program, specs)
    area = machine.maps["area"]
    assert isinstance(area, OracleArray)
    if case.fill:
        area.region.data[:filled] = bytes([case.fill]) * filled
    return machine


def _run(program: object, case: Case, budget: int, timeout: float | None) -> Ended:
    packet = packet_of(case)
    began = time.thread_time()
    try:
        program.run(packet, budget=budget, timeout=timeout)  # type: ignore[attr-defined]
        how = "returned"
    except RunError as error:
        how = error.fault.kind.name
    return Ended(how, time.thread_time() - began)


def main() -> int:
    """Print calls that go on long after their time, or that the default budget lets take long."""
    progpack.limit_map_memory(1 << 40)
    names = sys.argv[1:]
    specs = maps(_AREA)
    count = 0
    for case in cases(_AREA):
        if names and case.helper.name not in names:
            continue
        for where, run in (("compiled", run_compiled), ("interpreter", run_interpreted)):
            late = run(case, specs, BUDGET, _LIMIT)
            free = run(case, specs, DEFAULT_BUDGET, None)
            over = late.seconds - _LIMIT
            taken = free.seconds if free.how == "returned" else 0.0
            count += 1
            if max(over, taken) > _SHOWN:
                line = (
                    f"{over:7.3f} s late, {late.how:8} {taken:7.3f} s free, {where:11} {case.name}"
                )
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{count} calls\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
