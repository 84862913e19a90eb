"""One program in two worlds: the interpreter, which defines what is right, and compiled code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
    RunError,
)
from progpack.bpf.asm import assemble
from progpack.bpf.oracle.maps.arrays import KeyedMap as OracleKeyed
from progpack.bpf.oracle.maps.arrays import RingbufMap
from progpack.bpf.spec import MapRef
from progpack.jit.maps.handle import KeyedMap, RingBuffer
from progpack.jit.object import Object

COUNTS = MapSpec("counts", MapType.ARRAY, 4, 8, 4)
TABLE = MapSpec("table", MapType.HASH, 8, 16, 8)
RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
CONSTANTS = MapSpec(
    ".rodata",
    MapType.ARRAY,
    4,
    16,
    1,
    data=bytes(range(0xF0, 0x100)),
    read_only=True,
)
MAPS = {spec.name: spec for spec in (COUNTS, TABLE, RING, CONSTANTS)}


@dataclass(frozen=True)
class Outcome:
    """What can be compared: addresses differ between the worlds, so they are left out."""

    return_value: int | None
    fault: tuple[str, int, int] | None
    packet: bytes = b""
    maps: Mapping[str, object] = field(default_factory=dict)


def program(
    text: str,
    type_: ProgramType = ProgramType.FLAT,
    maps: Mapping[int, MapRef] | None = None,
) -> ProgramSpec:
    return ProgramSpec.from_insns("test", type_, assemble(text), maps=maps, license="GPL")


def interpret(
    spec: ProgramSpec, packet: bytes = b"", budget: int = 1000, **given: object
) -> Outcome:
    machine = Machine(spec, MAPS)
    contents = {}
    try:
        result = machine.run(packet, budget=budget, **given)  # type: ignore[arg-type]
        outcome = Outcome(result.return_value, None, result.packet)
    except RunError as error:
        outcome = Outcome(None, (error.fault.kind.name, error.fault.pc, error.fault.size))
    for name in {ref.map for ref in spec.maps.values()}:
        held = machine.maps[name]
        if isinstance(held, RingbufMap):
            contents[name] = held.consume()
        elif isinstance(held, OracleKeyed):
            contents[name] = {bytes(key): held[key] for key in held}
    return Outcome(outcome.return_value, outcome.fault, outcome.packet, contents)


def load(spec: ProgramSpec, packs: PackAllocator) -> Object:
    return Object(ObjectSpec("test", "GPL", {spec.name: spec}, MAPS), packs, None)


def execute(
    spec: ProgramSpec,
    packs: PackAllocator,
    packet: bytes = b"",
    budget: int = 1000,
    **given: object,
) -> Outcome:
    contents: dict[str, object] = {}
    with load(spec, packs) as loaded:
        compiled = loaded.programs[spec.name]
        try:
            result = compiled.run(packet, budget=budget, **given)  # type: ignore[arg-type]
            outcome = Outcome(result.return_value, None, result.packet)
        except RunError as error:
            outcome = Outcome(None, (error.fault.kind.name, error.fault.pc, error.fault.size))
        for name in {ref.map for ref in spec.maps.values()}:
            held = loaded.maps[name]
            if isinstance(held, RingBuffer):
                contents[name] = held.consume()
            elif isinstance(held, KeyedMap):
                contents[name] = dict(held.elements())
    return Outcome(outcome.return_value, outcome.fault, outcome.packet, contents)


def both(
    spec: ProgramSpec, packs: PackAllocator, packet: bytes = b"", **given: object
) -> Sequence[Outcome]:
    return interpret(spec, packet, **given), execute(spec, packs, packet, **given)  # type: ignore[arg-type]
