"""Arrays of programs and maps of maps that an object fills itself, in compiled programs."""

from __future__ import annotations

import dataclasses

import pytest

from progpack import MapSpec, MapType, ObjectSpec, PackAllocator, ProgramSpec, ProgramType, load
from progpack.bpf.asm import assemble
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapRef

INNER = MapSpec("inner", MapType.ARRAY, 4, 8, 1)
JUMPS = MapSpec("jumps", MapType.PROG_ARRAY, 4, 4, 4, values=((1, "one"), (3, "chain")))
MORE = MapSpec("more", MapType.PROG_ARRAY, 4, 4, 1, values=((0, "last"),))
OUTER = MapSpec("outer", MapType.ARRAY_OF_MAPS, 4, 4, 2, inner=INNER, values=((1, "inner"),))
MAPS = {held.name: held for held in (INNER, JUMPS, MORE, OUTER)}


def jumping(name: str, array: str, index: str) -> ProgramSpec:
    """Continues with a program of ``array``, returns 99 when there is none."""
    code = assemble(f"r3 = {index}\nr2 = 1 ll\ncall 12\nr0 = 99\nexit")
    at = next(pc for pc, insn in enumerate(code) if insn.opcode == 0x18)
    code[at] = code[at]._replace(src=1, imm=0)
    return ProgramSpec.from_insns(name, ProgramType.FLAT, code, maps={at: MapRef(array)})


def returning(name: str, value: int) -> ProgramSpec:
    return ProgramSpec.from_insns(name, ProgramType.FLAT, assemble(f"r0 = {value}\nexit"))


PROGRAMS = {
    held.name: held
    for held in (
        jumping("start", "jumps", "*(u8 *)(r1 + 0)"),
        returning("one", 11),
        jumping("chain", "more", "0"),
        returning("last", 33),
        returning("alone", 44),
    )
}
SPEC = ObjectSpec("made", "GPL", PROGRAMS, MAPS)


def test_arrays_have_the_programs_of_the_object(packs: PackAllocator) -> None:
    machine = Machine(PROGRAMS["start"], map_set(SPEC))
    with load(SPEC, packs=packs) as held:
        for index, value in enumerate((99, 11, 99, 33)):
            given = bytes([index])
            assert held.programs["start"].run(given).return_value == value
            assert machine.run(given).return_value == value


def test_programs_that_are_reached_are_loaded_with_those_that_are_asked_for(
    packs: PackAllocator,
) -> None:
    with load(SPEC, packs=packs, programs=["start"]) as held:
        assert set(held.programs) == {"start", "one", "chain", "last"}
        assert held.programs["start"].run(b"\3").return_value == 33
    with load(SPEC, packs=packs, programs=["alone"]) as held:
        assert set(held.programs) == {"alone"}


def test_maps_of_maps_have_the_maps_of_the_object(packs: PackAllocator) -> None:
    with load(SPEC, packs=packs) as held:
        outer = held.maps["outer"]
        assert list(outer) == [1]  # type: ignore[call-overload]
        assert outer[1] is held.maps["inner"]  # type: ignore[index]
    inside = map_set(SPEC)["outer"].held  # type: ignore[attr-defined]
    assert list(inside) == [b"\1\0\0\0"]


def test_a_program_of_another_type_is_refused(packs: PackAllocator) -> None:
    other = dataclasses.replace(PROGRAMS["one"], type=ProgramType.XDP)
    spec = dataclasses.replace(SPEC, programs={**PROGRAMS, "one": other})
    with pytest.raises(ValueError, match="one is XDP"):
        load(spec, packs=packs)
    assert not packs.snapshot().packs
