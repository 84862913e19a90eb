"""Programs that run on every backend, and how each has to end: as the interpreter says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from progpack import Machine, ObjectSpec, ProgramSpec, ProgramType, RunError
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet, RingbufMap
from progpack.bpf.spec import MapType
from progpack.run.object import Object
from tests.jit.test_against_oracle import CASES, PACKET, TRACING, assemble_with_maps
from tests.jit.worlds import MAPS, program

__all__ = ["BUDGET", "Case", "Ending", "cases", "expected", "run"]

#: Of a run that may not end by itself.
BUDGET = 1000


@dataclass(frozen=True)
class Case:
    """A program with its maps and its input.

    Attributes:
        name: for people to read.
        spec: an object whose first program runs.
        packet: what it is given.
        args: arguments of a tracing program.
        endless: whether it ends by its budget alone.
    """

    name: str
    spec: ObjectSpec
    packet: bytes = b""
    args: Sequence[int] | None = None
    endless: bool = False

    @property
    def program(self) -> ProgramSpec:
        return next(iter(self.spec.programs.values()))

    @property
    def given(self) -> dict[str, Any]:
        """The arguments of a run; a budget only where it decides something."""
        given: dict[str, Any] = {} if self.args is None else {"args": self.args}
        return given | ({"budget": BUDGET} if self.endless else {})


@dataclass(frozen=True)
class Ending:
    """What can be compared: addresses differ between backends, so they are left out."""

    return_value: int | None
    fault: tuple[str, int, int] | None = None
    packet: bytes = b""
    printed: tuple[str, ...] = ()
    redirect: object = None
    maps: Mapping[str, object] = field(default_factory=dict)


def cases(byteorder: str = "little") -> list[Case]:
    """All of them, as objects of a byte order."""
    made = []
    for name, (kind, text, how) in CASES.items():
        plain, refs = assemble_with_maps(text)
        code = program(plain, kind, refs)
        used = {name: MAPS[name] for name in sorted({ref.map for ref in refs.values()})}
        spec = ObjectSpec("test", "GPL", {code.name: code}, used, byteorder=byteorder)
        traced = kind is TRACING
        endless = isinstance(how, tuple) and how[0] == "BUDGET"
        made.append(
            Case(name, spec, b"" if traced else PACKET, [1, 2] if traced else None, endless)
        )
    return made


def expected(case: Case) -> Ending:
    """How a case ends in the interpreter, asked without anything in between."""
    maps = map_set(case.spec)
    machine = Machine(case.program, maps, byteorder=maps.byteorder)
    try:
        result = machine.run(case.packet, **case.given)
    except RunError as error:
        return Ending(None, _fault(error), maps=_contents(maps))
    packet = result.packet if _has_packet(case) else b""
    return Ending(
        result.return_value, None, packet, result.printed, result.redirect, _contents(maps)
    )


def run(case: Case, loaded: Object) -> Ending:
    """How a case ends that is loaded."""
    try:
        result = loaded.programs[case.program.name].run(case.packet, **case.given)
    except RunError as error:
        return Ending(None, _fault(error), maps=_seen(loaded))
    packet = result.packet if _has_packet(case) else b""
    return Ending(result.return_value, None, packet, result.printed, result.redirect, _seen(loaded))


def _has_packet(case: Case) -> bool:
    return case.program.type is not ProgramType.TRACING


def _fault(error: RunError) -> tuple[str, int, int]:
    return error.fault.kind.name, error.fault.pc, error.fault.size


def _contents(maps: MapSet) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in maps.specs:
        held = maps[name]
        if isinstance(held, RingbufMap):
            found[name] = held.consume()
        elif isinstance(held, KeyedMap):
            found[name] = {bytes(key): held[key] for key in held}
    return found


def _seen(loaded: Object) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, held in loaded.maps.items():
        if held.spec.type is MapType.RINGBUF:
            found[name] = held.consume()
        elif held.spec.type.traits.values_given:
            found[name] = dict(held.elements())
    return found
