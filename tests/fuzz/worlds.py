"""The worlds a case can run in: the interpreter, the compiled code, the kernel."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

from progpack.bpf.isa.insn import (
    BPF_ALU64,
    BPF_DW,
    BPF_MEM,
    BPF_MOV,
    BPF_PSEUDO_CALL,
    BPF_REG_FP,
    BPF_ST,
    BPF_X,
    CALL,
    EXIT,
    Insn,
)
from progpack.bpf.isa.limits import DEFAULT_BUDGET, FRAME_SIZE, MAX_FRAMES
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet, ProgArrayMap
from progpack.bpf.spec import MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import ExecMemoryError, MissingFeatureError, ProgpackError, RunError
from progpack.kernel import BpfError, KernelMap, KernelProgram, load_program, unavailable

from .case import JUMPS, NAME, Case

if TYPE_CHECKING:
    from progpack import Object

JitMap: TypeAlias = MutableMapping["int | bytes", bytes]

__all__ = [
    "Outcome",
    "Refused",
    "differences",
    "dirty_stack",
    "hits_a_neighbour",
    "jit_missing",
    "kernel_missing",
    "run_interpreter",
    "run_jit",
    "run_kernel",
    "run_loaded",
    "run_machine",
]

_RETURN_0 = bytes.fromhex("b700000000000000 9500000000000000")


@dataclass(frozen=True)
class Outcome:
    """How the runs of a case ended and what they left behind.

    Attributes:
        world: who ran it.
        values: the return values of the runs that returned.
        fault: kind and instruction of the run that did not, None when all returned.
        packet: the first packet afterwards; None when it was not kept (after a fault).
        maps: map name -> key -> value afterwards.
        bits: how many bits of the return values there are.
        note: what the fault's message says beyond kind and instruction.
    """

    world: str
    values: tuple[int, ...]
    fault: tuple[str, int] | None
    packet: bytes | None
    maps: Mapping[str, Mapping[bytes, bytes]]
    bits: int = 64
    note: str = ""

    def __str__(self) -> str:
        parts = [f"{self.world}: r0 {' '.join(map(hex, self.values))}"]
        if self.fault:
            parts.append(f"  fault {self.fault} {self.note}")
        if self.packet is not None:
            parts.append(f"  packet {self.packet.hex()}")
        for name, values in self.maps.items():
            parts += [f"  {name}[{k.hex()}] = {v.hex()}" for k, v in sorted(values.items())]
        return "\n".join(parts)


def differences(one: Outcome, other: Outcome) -> list[str]:
    """What the two do not agree on, in words; empty when they do."""
    found = []
    if one.fault != other.fault:
        found.append(f"end: {one.world} {one.fault}, {other.world} {other.fault}")
    mask = (1 << min(one.bits, other.bits)) - 1
    if [value & mask for value in one.values] != [value & mask for value in other.values]:
        hexed = [" ".join(map(hex, outcome.values)) for outcome in (one, other)]
        found.append(f"r0: {one.world} {hexed[0]}, {other.world} {hexed[1]}")
    if one.packet is not None and other.packet is not None and one.packet != other.packet:
        found.append(f"packet: {_first(one.packet, other.packet)}")
    for name in sorted(set(one.maps) | set(other.maps)):
        mine, theirs = one.maps.get(name, {}), other.maps.get(name, {})
        for key in sorted(set(mine) | set(theirs)):
            if mine.get(key) != theirs.get(key):
                where = _first(mine.get(key, b""), theirs.get(key, b""))
                found.append(f"map {name}[{key.hex()}]: {where}")
    return found


def _first(one: bytes, other: bytes) -> str:
    if len(one) != len(other):
        return f"{len(one)} and {len(other)} bytes"
    at = next(i for i in range(len(one)) if one[i] != other[i])
    word = at // 8 * 8
    return f"word at {word}: {one[word : word + 8].hex()} and {other[word : word + 8].hex()}"


def run_interpreter(case: Case) -> Outcome:
    """The oracle."""
    spec = case.object()
    maps = MapSet(spec.maps)
    return run_machine(case, maps, Machine(spec.programs[NAME], maps))


def run_machine(
    case: Case, maps: MapSet, machine: Machine, tails: Sequence[ProgramSpec] | None = None
) -> Outcome:
    """Run a case on a machine that was made for it; ``tails`` is what `Case.tails` gave."""
    for name, values in case.contents.items():
        for key, value in values.items():
            cast(KeyedMap, maps[name])[key] = value
    if JUMPS.name in maps:
        targets = enumerate((machine.spec, *(case.tails() if tails is None else tails)))
        cast(ProgArrayMap, maps[JUMPS.name]).held.update(targets)
    budget = DEFAULT_BUDGET if case.budget is None else case.budget
    returned = []
    fault, packet, note = None, None, ""
    try:
        result = machine.run(case.packet, budget=budget)
        packet = result.packet
        returned.append(result.return_value)
        returned += [machine.run(data, budget=budget).return_value for data in case.more]
    except RunError as error:
        fault, note = (error.fault.kind.name, error.fault.pc), str(error)
    after = {name: dict(cast(KeyedMap, maps[name])) for name in _kept(case.object())}
    return Outcome("interpreter", tuple(returned), fault, packet, after, note=note)


def _kept(spec: ObjectSpec) -> list[str]:
    """Maps with keys and values, the only ones to compare."""
    return [name for name, m in spec.maps.items() if m.type in (MapType.ARRAY, MapType.HASH)]


def _key(key: int | bytes, size: int) -> bytes:
    """Maps with small keys give them as numbers."""
    return key.to_bytes(size, "little") if isinstance(key, int) else key


def jit_missing() -> str | None:
    """Why nothing can be compiled here, or None."""
    try:
        from progpack import load

        tiny = ProgramSpec.from_insns(NAME, ProgramType.FLAT, _RETURN_0)
        load(ObjectSpec(NAME, "", {NAME: tiny}, {})).close()
    except (ImportError, MissingFeatureError, ExecMemoryError) as error:
        return f"programs cannot be compiled here: {error}"
    return None


def run_jit(case: Case) -> Outcome:
    """Compiled code in this process; the further packets go through the native loop."""
    from progpack import load

    with load(case.object()) as loaded:
        dirty_stack()
        return run_loaded(case, loaded)


#: Where an access is that the interpreter refuses: behind or before a map's values.
_BESIDE = re.compile(r"is offset (-?\d+) of the map (\S+) ")


def hits_a_neighbour(case: Case, expected: Outcome) -> bool:
    """Whether compiled code finds another map's values where the interpreter has nothing.

    A program may touch the values of all maps that it uses, and in compiled code they may lie side
    by side.
    """
    from progpack import load

    found = _BESIDE.search(expected.note)
    if found is None:
        return False
    with load(case.object()) as loaded:
        if not differences(expected, run_loaded(case, loaded)):
            return True  # they lie elsewhere this time
        areas = {ref.map: _values_of(loaded, ref.map) for ref in case.program().maps.values()}
    at = areas.pop(found[2]).start + int(found[1])
    return any(at in area for area in areas.values())


def _values_of(loaded: Object, name: str) -> range:
    area = loaded.maps[name].area
    return range(0) if area is None else range(*area)


def dirty_stack() -> None:
    """Fill the whole stack of this thread, so that what is left of an earlier run shows."""
    _dirt().programs[NAME].run()


@lru_cache(maxsize=1)
def _dirt() -> Object:
    """A program that writes to all of its frames, as many as there can be."""
    from progpack import load

    insns: list[Insn] = []
    for level in range(MAX_FRAMES):
        insns.append(Insn(BPF_ALU64 | BPF_MOV | BPF_X, 1, BPF_REG_FP))
        insns += [
            Insn(BPF_ST | BPF_MEM | BPF_DW, 1, 0, -8 * (word + 1), -0x5A5A5A5B)
            for word in range(FRAME_SIZE // 8)
        ]
        if level < MAX_FRAMES - 1:
            insns.append(Insn(CALL, 0, BPF_PSEUDO_CALL, 0, 1))
        insns.append(Insn(EXIT))
    program = ProgramSpec.from_insns(NAME, ProgramType.FLAT, insns)
    return load(ObjectSpec(NAME, "", {NAME: program}, {}))


def run_loaded(case: Case, loaded: Object) -> Outcome:
    """Run a case whose program and maps are loaded already."""
    for name, values in case.contents.items():
        for key, value in values.items():
            cast(JitMap, loaded.maps[name])[key] = value
    if JUMPS.name in loaded.maps:
        for number, target in enumerate(loaded.programs.values()):
            loaded.maps[JUMPS.name][number] = target  # type: ignore[index]
    program = loaded.programs[NAME]
    budget = DEFAULT_BUDGET if case.budget is None else case.budget
    returned: list[int] = []
    fault, packet, note = None, None, ""
    try:
        result = program.run(case.packet, budget=budget)
        packet = result.packet
        returned.append(result.return_value)
        if case.more:
            returned += program.run_batch(case.more, budget=budget).return_values
    except RunError as error:
        fault, note = (error.fault.kind.name, error.fault.pc), str(error)
    after = {}
    for name in _kept(loaded.spec):
        kept, size = cast(JitMap, loaded.maps[name]), loaded.spec.maps[name].key_size
        after[name] = {_key(key, size): kept[key] for key in kept}
    return Outcome("jit", tuple(returned), fault, packet, after, note=note)


def kernel_missing() -> str | None:
    """Why the kernel cannot be asked, or None."""
    reason = unavailable()
    if reason is not None:
        return reason
    try:
        KernelProgram.load(_RETURN_0, type=6).close()
    except ProgpackError as error:
        return str(error)
    return None


class Refused(Exception):
    """The kernel's verifier does not accept the program."""


def run_kernel(case: Case) -> Outcome:
    """BPF_PROG_TEST_RUN, which keeps 32 bits of the return value.

    Raises:
        Refused: the verifier does not accept the program.
    """
    spec = case.object()
    with ExitStack() as stack:
        maps = {name: stack.enter_context(KernelMap.from_spec(m)) for name, m in spec.maps.items()}
        try:
            program = stack.enter_context(load_program(spec.programs[NAME], maps))
        except BpfError as error:
            raise Refused(str(error)) from error
        for name, values in case.contents.items():
            for key, value in values.items():
                maps[name].update(key, value)
        first = program.test_run(case.packet)
        returned = [first.return_value]
        returned += [program.test_run(data).return_value for data in case.more]
        after = {
            name: {key: kept.lookup(key) or b"" for key in kept.keys()}  # noqa: SIM118 - no dict
            for name, kept in ((name, maps[name]) for name in _kept(spec))
        }
    return Outcome("kernel", tuple(returned), None, first.data, after, bits=32)
