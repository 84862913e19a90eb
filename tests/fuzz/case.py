"""One fuzz case: a program whose lines can be dropped one by one, and everything it runs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from progpack.bpf.isa.insn import (
    BPF_PSEUDO_FUNC,
    BPF_PSEUDO_MAP_FD,
    BPF_PSEUDO_MAP_VALUE,
    CALL,
    JA32,
    LDDW,
    Insn,
    lddw,
)
from progpack.bpf.spec import MapRef, MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.bpf.text.disasm import disasm

__all__ = ["JUMPS", "Case", "Item", "Label", "Line", "array", "signed", "table"]

NAME = "fuzz"
#: Where tail calls go: 0 is the program itself, 1 and so on are `Case.others`.
JUMPS = MapSpec("jumps", MapType.PROG_ARRAY, 4, 4, 4)


@dataclass(frozen=True, slots=True)
class Label:
    """A place that lines jump to; it is never dropped, so a target always exists."""

    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """One instruction before it has a place: its target is a label, its 64-bit value is whole.

    ``group`` ties lines together that make sense only as one: they are dropped together.
    """

    insn: Insn
    target: int | None = None
    wide: int | None = None
    ref: MapRef | None = None
    group: int | None = None

    @property
    def slots(self) -> int:
        return 2 if self.insn.opcode == LDDW else 1


Item: TypeAlias = Line | Label


def signed(value: int, bits: int) -> int:
    """``value`` as a signed number of so many bits."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


@dataclass(frozen=True)
class Case:
    """A program, its maps with their first contents, and its input.

    Attributes:
        seed: what it was generated from.
        type: what it is loaded as.
        items: its lines and labels, the main function first.
        maps: the maps it refers to.
        contents: map name -> key -> value before the run.
        packet: the input.
        more: packets for further runs on the same maps; none may follow a run that can fault.
        budget: backward jumps and calls a run may take; None for the default.
        others: lines of the programs that it can tail call.
    """

    seed: int
    type: ProgramType
    items: tuple[Item, ...] = field(repr=False)
    maps: tuple[MapSpec, ...] = ()
    contents: Mapping[str, Mapping[bytes, bytes]] = field(default_factory=dict, repr=False)
    packet: bytes = b""
    more: tuple[bytes, ...] = ()
    budget: int | None = None
    others: tuple[tuple[Item, ...], ...] = field(default=(), repr=False)

    def with_items(self, items: Sequence[Item]) -> Case:
        """The same case with another program."""
        return replace(self, items=tuple(items))

    def program(self) -> ProgramSpec:
        """The program with every line in its place."""
        return self._place_all(NAME, self.items)

    def tails(self) -> list[ProgramSpec]:
        """The programs that it can tail call, without itself."""
        return [
            self._place_all(f"{NAME}{number}", items) for number, items in enumerate(self.others, 1)
        ]

    def _place_all(self, name: str, items: Sequence[Item]) -> ProgramSpec:
        places: dict[int, int] = {}
        pc = 0
        for item in items:
            if isinstance(item, Label):
                places[item.number] = pc
            else:
                pc += item.slots
        insns: list[Insn] = []
        maps: dict[int, MapRef] = {}
        for item in items:
            if isinstance(item, Line):
                if item.ref is not None:
                    maps[len(insns)] = item.ref
                insns.extend(_place(item, len(insns), places))
        return ProgramSpec.from_insns(name, self.type, insns, maps=maps, license="GPL")

    def object(self) -> ObjectSpec:
        """The programs and their maps as an object."""
        programs = [self.program(), *self.tails()]
        return ObjectSpec(
            NAME,
            "GPL",
            {program.name: program for program in programs},
            {spec.name: spec for spec in self.maps},
        )

    def listing(self) -> str:
        """The program as text, one instruction a line, with its map references."""
        program = self.program()
        lines = []
        skip = False
        for pc in range(len(program.insns)):
            if skip:
                skip = False
                continue
            skip = program.insns[pc].opcode == LDDW
            ref = program.maps.get(pc)
            note = f"  // {ref.map} {'' if ref.offset is None else ref.offset}" if ref else ""
            lines.append(f"{pc:5}: {disasm(program.insns, pc)}{note}")
        return "\n".join(lines)

    def description(self) -> str:
        """Everything that is needed to run it again."""
        parts = [f"seed {self.seed}, {self.type.name}, budget {self.budget or 'default'}"]
        parts += [f"packet {packet.hex()}" for packet in (self.packet, *self.more)]
        for name, values in self.contents.items():
            parts += [f"map {name}[{k.hex()}] = {v.hex()}" for k, v in values.items()]
        program = self.program()
        refs = {pc: (ref.map, ref.offset) for pc, ref in program.maps.items()}
        parts += [f"other program: {other.code().hex()}" for other in self.tails()]
        parts += [self.listing(), f"code {program.code().hex()}", f"map references {refs}"]
        return "\n".join(parts)


def array(name: str, size: int) -> MapSpec:
    """An array map of one element."""
    return MapSpec(name, MapType.ARRAY, 4, size, 1)


def table(name: str, key_size: int, value_size: int, entries: int) -> MapSpec:
    """A hash map."""
    return MapSpec(name, MapType.HASH, key_size, value_size, entries)


def _place(line: Line, pc: int, places: Mapping[int, int]) -> tuple[Insn, ...]:
    insn = line.insn
    if insn.opcode == LDDW:
        if line.target is not None:
            low, high = lddw(insn.dst, 0, BPF_PSEUDO_FUNC)
            return low._replace(imm=places[line.target] - pc - 1), high
        if line.ref is None:
            return lddw(insn.dst, line.wide or 0)
        pseudo = BPF_PSEUDO_MAP_FD if line.ref.offset is None else BPF_PSEUDO_MAP_VALUE
        low, high = lddw(insn.dst, 0, pseudo)
        return low, high._replace(imm=line.ref.offset or 0)
    if line.target is None:
        return (insn,)
    distance = places[line.target] - pc - 1
    if insn.opcode in (CALL, JA32):
        return (insn._replace(imm=distance),)
    return (insn._replace(off=distance),)
