"""What programs may not do with a map they do for no target either."""

from __future__ import annotations

import dataclasses
from itertools import product

import pytest

from progpack import Machine
from progpack.arch.lookup import TARGETS
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.bpf.spec import (
    BPF_F_RDONLY_PROG,
    MapSpec,
    MapType,
    ObjectSpec,
    ProgramSpec,
)
from progpack.errors import ProgpackError, RunError, UsageError
from progpack.fault import FaultKind
from progpack.foreign import Builder
from progpack.run.executables import Session
from tests.jit import test_map_rights as rights

from .measured import missing

READ, WRITE, NOTHING = rights.READ, rights.WRITE, rights.NOTHING
PACKET = bytes(64)
KINDS = [
    MapType.ARRAY,
    MapType.HASH,
    MapType.LRU_HASH,
    MapType.PERCPU_ARRAY,
    MapType.PERCPU_HASH,
    MapType.LRU_PERCPU_HASH,
]
#: What is done with the address of a value that nobody follows, and the right that it takes.
ACTS = {
    **{name: act for name, act in rights.ACTS.items() if "r0 == 0" in act[1]},
    **{name: (f"{READ} {WRITE}", text) for name, text in rights.ATOMICS.items()},
}
RODATA = MapSpec("m", MapType.ARRAY, 4, 16, 1, data=b"constant" * 2, read_only=True)
FIXED = "r0 = map m + 8 ll\n r0 ^= 0\n "
WRITTEN = {
    "store": "*(u64 *)(r0 + 0) = 1",
    "store of one byte": "*(u8 *)(r0 + 7) = 1",
    "atomic": "r1 = 1\n lock *(u64 *)(r0 + 0) += r1",
    "helper": "r1 = r0\n r2 = 8\n r3 = r10\n r3 += -16\n *(u64 *)(r10 - 16) = 7\n call 113",
}
INNER = """
    r1 = r0
    r2 = r10
    r2 += -4
"""
INNER_LOOK = INNER + "call bpf_map_lookup_elem\n if r0 == 0 goto out\n"
#: What is done with a map of a map: the right that it takes, and the fault without.
OF_INNER = {
    "load": (READ, FaultKind.READ, INNER_LOOK + "r1 = *(u64 *)(r0 + 0)"),
    "store": (WRITE, FaultKind.WRITE, INNER_LOOK + "*(u64 *)(r0 + 0) = 5"),
    "add": (f"{READ} {WRITE}", None, INNER_LOOK + "r1 = 1\n lock *(u64 *)(r0 + 0) += r1"),
    "update": (
        WRITE,
        FaultKind.MAP,
        INNER + "r3 = r10\n r3 += -16\n r4 = 0\n call bpf_map_update_elem",
    ),
    "delete": (WRITE, FaultKind.MAP, INNER + "call bpf_map_delete_elem"),
}


@pytest.fixture(scope="module", params=TARGETS)
def name(request: pytest.FixtureRequest) -> str:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    return str(request.param)


def fault_of(run: object) -> FaultKind | None:
    """How a run ends."""
    try:
        run(PACKET)  # type: ignore[operator]
    except RunError as error:
        return FaultKind(error.fault.kind)
    return None


def expected(right: str, takes: str) -> FaultKind | None:
    """The fault of an act that takes rights, of which a map's flag forbids one."""
    return rights.KINDS[right] if right and right in takes.split() else None


def test_flags_hold_for_values_whose_place_nobody_knew_before(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    cases = list(product(KINDS, (READ, WRITE, NOTHING), ACTS))
    for kind, right, act in cases:
        text = rights.program(rights.hidden(ACTS[act][1]))
        maps = rights.maps(rights.spec_of(kind, right))
        builder.add(ObjectSpec("o", "GPL", {"main": text}, maps, byteorder=order))
    found, wanted = {}, {}
    with Session(builder.executable(), emulate=True) as session:
        for case, placed in zip(cases, session.objects, strict=True):
            kind, right, act = case
            table = placed.maps["m"]
            if "HASH" in kind.name:
                # Who loads a map may write it, whatever programs may.
                table[1] = [bytes(8)] * table.handle.cpus if kind.traits.per_cpu else bytes(8)  # type: ignore[index, attr-defined]
            found[case] = fault_of(placed.programs["main"].run)
            wanted[case] = expected(right, ACTS[act][0])
    assert found == wanted


def test_constants_are_not_written(name: str) -> None:
    """.rodata, which everybody may read."""
    builder = Builder(name)
    order = builder.target.byteorder
    texts = {act: rights.program(FIXED + text) for act, text in WRITTEN.items()}
    texts["load"] = rights.program(FIXED + "r0 = *(u64 *)(r0 + 0)\n exit")
    for text in texts.values():
        builder.add(ObjectSpec("o", "GPL", {"main": text}, {"m": RODATA}, byteorder=order))
    with Session(builder.executable(), emulate=True) as session:
        for act, placed in zip(texts, session.objects, strict=True):
            fault = fault_of(placed.programs["main"].run)
            assert fault == (None if act == "load" else FaultKind.WRITE), act
            assert fault == fault_of(machine(texts[act], {"m": RODATA}, order).run), act
            assert placed.maps["m"][0] == RODATA.data  # type: ignore[index]
            with pytest.raises(UsageError):
                placed.maps["m"][0] = bytes(16)  # type: ignore[index]


def machine(text: ProgramSpec, maps: dict[str, MapSpec], order: str) -> Machine:
    return Machine(text, MapSet(maps, order), byteorder=order)  # type: ignore[arg-type]


@pytest.mark.parametrize("stated", [True, False])
def test_flags_hold_for_maps_inside_of_maps(name: str, stated: bool) -> None:
    """Which of them a program finds is known as it runs."""
    builder = Builder(name)
    order = builder.target.byteorder
    cases = list(product((MapType.ARRAY, MapType.HASH), (READ, WRITE, NOTHING), OF_INNER))
    for kind, right, act in cases:
        inner = dataclasses.replace(rights.spec_of(kind, right), name="inner")
        outer = MapSpec("m", MapType.ARRAY_OF_MAPS, 4, 4, 2, inner=inner)
        text = rights.program(rights.LOOK + OF_INNER[act][2])
        given = dataclasses.replace(outer, inner=inner if stated else None)
        maps = {"m": given, "inner": inner}
        builder.add(ObjectSpec("o", "GPL", {"main": text}, maps, byteorder=order))
    found, wanted = {}, {}
    with Session(builder.executable(), emulate=True) as session:
        for case, placed in zip(cases, session.objects, strict=True):
            kind, right, act = case
            held = placed.maps["inner"]
            if kind is MapType.HASH:
                held[1] = bytes(8)  # type: ignore[index]
            placed.maps["m"][1] = held  # type: ignore[index]
            takes, fault, _ = OF_INNER[act]
            found[case] = fault_of(placed.programs["main"].run)
            wanted[case] = expected(right, takes) and (fault or expected(right, takes))
    assert found == wanted


@pytest.mark.parametrize("kind", [MapType.QUEUE, MapType.STACK, MapType.BLOOM_FILTER])
def test_values_without_keys_that_programs_may_only_read_are_looked_at(
    name: str, kind: MapType
) -> None:
    spec = MapSpec("m", kind, 0, 8, 4, BPF_F_RDONLY_PROG)
    text = "*(u64 *)(r10 - 8) = 1\n r1 = map m ll\n r2 = r10\n r2 += -8\n call 89\n exit"
    for call in ("87", "88") if kind is not MapType.BLOOM_FILTER else ("87",):
        with pytest.raises(ProgpackError, match="may not write map m"):
            Machine(rights.program(text.replace("89", call)), {"m": spec})
    builder = Builder(name)
    order = builder.target.byteorder
    builder.add(
        ObjectSpec("o", "GPL", {"main": rights.program(text)}, {"m": spec}, byteorder=order)
    )
    with Session(builder.executable(), emulate=True) as session:
        placed = session.objects[0]
        there = placed.programs["main"].run(PACKET).return_value
        assert there == machine(rights.program(text), {"m": spec}, order).run(PACKET).return_value


def test_what_is_refused_here_is_refused_for_other_targets(name: str) -> None:
    """Before the run, where it can be seen."""
    for kind, right, act in product((MapType.ARRAY, MapType.HASH), (READ, WRITE), rights.ACTS):
        takes, text = rights.ACTS[act]
        spec = rights.spec_of(kind, right)
        builder = Builder(name)
        given = ObjectSpec(
            *("o", "GPL", {"main": rights.program(text)}, rights.maps(spec)),
            byteorder=builder.target.byteorder,
        )
        if takes == right:
            with pytest.raises(ProgpackError, match=f"may not {right} map m"):
                builder.add(given)
        else:
            builder.add(given)
