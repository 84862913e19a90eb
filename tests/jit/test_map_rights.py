"""Maps that programs may only read, or only write: in every world, and as the kernel has it."""

from __future__ import annotations

import dataclasses

import pytest

from progpack import Machine, MapSpec, MapType, ObjectSpec, ProgramError, RunError, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_map
from progpack.bpf.maps.types import PROVIDED
from progpack.bpf.spec import BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG, ProgramSpec, ProgramType
from progpack.errors import BpfError, ObjectError
from progpack.fault import FaultKind
from progpack.foreign import Builder
from progpack.jit.maps.handle import KeyedMap
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.run.executables import Session
from tests.jit.test_helpers import why_not

READ, WRITE, NOTHING = "read", "write", ""
FLAG = {READ: BPF_F_WRONLY_PROG, WRITE: BPF_F_RDONLY_PROG}
KEYED = [
    MapType.ARRAY,
    MapType.HASH,
    MapType.LRU_HASH,
    MapType.PERCPU_ARRAY,
    MapType.PERCPU_HASH,
    MapType.LRU_PERCPU_HASH,
]
START = """
    r6 = r1
    *(u32 *)(r10 - 4) = 1
    *(u64 *)(r10 - 16) = 7
    *(u64 *)(r10 - 24) = 0
    r1 = map m ll
    r2 = r10
    r2 += -4
"""
LOOK = START + "call bpf_map_lookup_elem\n if r0 == 0 goto out\n"
END = "\nout:\n r0 = 0\n exit\n"
#: What a program does with the map, and the right that it takes.
ACTS = {
    "load": (READ, LOOK + "r1 = *(u64 *)(r0 + 0)"),
    "store": (WRITE, LOOK + "*(u64 *)(r0 + 0) = 1"),
    "store a register": (WRITE, LOOK + "*(u8 *)(r0 + 7) = r10"),
    "look only": (NOTHING, LOOK),
    "update": (
        WRITE,
        START + "r3 = r10\n r3 += -16\n r4 = 0\n call bpf_map_update_elem",
    ),
    "use as a key": (
        READ,
        LOOK + "r1 = map other ll\n r2 = r0\n call bpf_map_lookup_elem",
    ),
    "use as a value": (
        READ,
        LOOK + "r3 = r0\n r1 = map other ll\n r2 = r10\n r2 += -4\n r4 = 0\n"
        " call bpf_map_update_elem",
    ),
    "helper writes": (
        WRITE,
        LOOK + "r1 = r0\n r2 = 8\n r3 = r10\n r3 += -16\n call bpf_probe_read_kernel",
    ),
    "comm": (WRITE, LOOK + "r1 = r0\n r2 = 8\n call bpf_get_current_comm"),
    "helper reads": (
        READ,
        LOOK + "r1 = r0\n r2 = 8\n r3 = 0\n r4 = 0\n r5 = 0\n call bpf_csum_diff",
    ),
    "helper reads second": (
        READ,
        LOOK + "r3 = r0\n r1 = 0\n r2 = 0\n r4 = 8\n r5 = 0\n call bpf_csum_diff",
    ),
}
ATOMICS = {
    "atomic add": LOOK + "r1 = 1\n lock *(u64 *)(r0 + 0) += r1",
    "atomic exchange": LOOK + "r1 = 1\n r1 = xchg_64(r0 + 0, r1)",
    "atomic fetch": LOOK + "r1 = 1\n r1 = atomic_fetch_add((u64 *)(r0 + 0), r1)",
}
KINDS = {READ: FaultKind.READ, WRITE: FaultKind.WRITE}
OTHER = MapSpec("other", MapType.HASH, 4, 8, 4)


def spec_of(kind: MapType, right: str) -> MapSpec:
    return MapSpec("m", kind, 4, 8, 4, FLAG.get(right, 0))


def program(body: str, type_: ProgramType = ProgramType.SCHED_CLS) -> ProgramSpec:
    return assemble_program(body + END, type=type_)


def hidden(body: str) -> str:
    """The same with an address that nobody follows, so that it is found as it runs."""
    return body.replace("if r0 == 0 goto out\n", "if r0 == 0 goto out\n r0 ^= 0\n")


def maps(spec: MapSpec) -> dict[str, MapSpec]:
    return {"m": spec, "other": OTHER}


def fault_of_machine(text: ProgramSpec, spec: MapSpec) -> FaultKind | None:
    machine = Machine(text, maps(spec))
    held = machine.maps["m"]
    if spec.type in (MapType.HASH, MapType.LRU_HASH):
        held.update_elem((1).to_bytes(4, "little"), bytes(8), 0)  # type: ignore[union-attr]
    try:
        machine.run(bytes(64))
    except RunError as error:
        return FaultKind(error.fault.kind)
    return None


def fault_of_code(text: ProgramSpec, spec: MapSpec) -> FaultKind | None:
    with load(ObjectSpec("o", "GPL", {"main": text}, maps(spec))) as held:
        table = held.maps["m"]
        if spec.type in (MapType.HASH, MapType.LRU_HASH):
            assert isinstance(table, KeyedMap)
            table[1] = bytes(8)  # who loads it may write it, whatever programs may
        try:
            held.programs["main"].run(bytes(64))
        except RunError as error:
            return FaultKind(error.fault.kind)
    return None


@pytest.mark.parametrize("kind", KEYED, ids=lambda kind: kind.name)
@pytest.mark.parametrize("right", [READ, WRITE])
def test_what_a_flag_forbids_is_refused_before_the_run_and_nothing_else(
    kind: MapType, right: str
) -> None:
    spec = spec_of(kind, right)
    acts = {**ACTS, **{name: (right, text) for name, text in ATOMICS.items()}}
    for name, (takes, text) in acts.items():
        for world in (
            lambda held: Machine(held, maps(spec)),
            lambda held: load(ObjectSpec("o", "GPL", {"main": held}, maps(spec))).close(),
        ):
            if takes == right:
                with pytest.raises(ProgramError, match=f"may not {right} map m"):
                    world(program(text))
            else:
                assert name
                world(program(text))


@pytest.mark.parametrize("kind", [MapType.ARRAY, MapType.HASH, MapType.LRU_HASH])
@pytest.mark.parametrize("right", [READ, WRITE, NOTHING])
def test_what_a_flag_forbids_ends_the_run_where_nobody_saw_it_before(
    kind: MapType, right: str
) -> None:
    spec = spec_of(kind, right)
    acts = {**ACTS, **{name: (right, text) for name, text in ATOMICS.items()}}
    found, expected = {}, {}
    for name, (takes, text) in acts.items():
        if "r0 == 0" not in text:
            continue
        held = program(hidden(text))
        found[name] = (fault_of_machine(held, spec), fault_of_code(held, spec))
        fault = KINDS[right] if right and takes == right else None
        expected[name] = (fault, fault)
    assert found == expected
    assert len(found) == len(acts) - 1


def test_a_map_that_is_not_known_before_the_run_is_not_changed_by_a_helper() -> None:
    """The map comes out of a map of maps."""
    inner = MapSpec("inner", MapType.HASH, 4, 8, 4, BPF_F_RDONLY_PROG)
    outer = MapSpec("m", MapType.ARRAY_OF_MAPS, 4, 4, 2, inner=inner)
    body = LOOK + "r1 = r0\n r2 = r10\n r2 += -4\n r3 = r10\n r3 += -16\n r4 = 0\n"
    update, delete = body + "call bpf_map_update_elem", body + "call bpf_map_delete_elem"
    for text in (update, delete):
        with load(ObjectSpec("o", "GPL", {"main": program(text)}, {"m": outer})) as held:
            table = held.maps["m"]
            table[1] = table.new()  # type: ignore[index, attr-defined]
            with pytest.raises(RunError) as caught:
                held.programs["main"].run(bytes(64))
            assert caught.value.fault.kind is FaultKind.MAP


def test_atomics_on_values_of_inner_maps_take_both_rights() -> None:
    inner = MapSpec("inner", MapType.ARRAY, 4, 8, 4, BPF_F_WRONLY_PROG)
    outer = MapSpec("m", MapType.ARRAY_OF_MAPS, 4, 4, 2, inner=inner)
    body = LOOK + "r1 = r0\n r2 = r10\n r2 += -4\n call bpf_map_lookup_elem\n if r0 == 0 goto out\n"
    for form in ("", "without"):
        given = dataclasses.replace(outer, inner=None) if form else outer
        for act, fault in (
            ("*(u64 *)(r0 + 0) = 5", None),
            ("r1 = 1\n lock *(u64 *)(r0 + 0) += r1", FaultKind.READ),
            ("r1 = *(u64 *)(r0 + 0)", FaultKind.READ),
        ):
            with load(ObjectSpec("o", "GPL", {"main": program(body + act)}, {"m": given})) as held:
                table = held.maps["m"]
                made = load(ObjectSpec("i", "GPL", {}, {"inner": inner}))
                table[1] = made.maps["inner"]  # type: ignore[index]
                try:
                    held.programs["main"].run(bytes(64))
                    got = None
                except RunError as error:
                    got = error.fault.kind
                assert got == fault, (form, act)


@pytest.mark.parametrize("kind", [MapType.QUEUE, MapType.STACK, MapType.BLOOM_FILTER])
def test_values_without_keys_are_neither_put_in_nor_taken_out(kind: MapType) -> None:
    spec = MapSpec("m", kind, 0, 8, 4, BPF_F_RDONLY_PROG)
    push = "*(u64 *)(r10 - 8) = 1\n r1 = map m ll\n r2 = r10\n r2 += -8\n r3 = 0\n"
    writes = ["call bpf_map_push_elem"]
    writes += ["call bpf_map_pop_elem"] if kind is not MapType.BLOOM_FILTER else []
    for call in writes:
        with pytest.raises(ProgramError, match="may not write map m"):
            Machine(program(push + call), {"m": spec})
    Machine(program(push + "call bpf_map_peek_elem"), {"m": spec}).run(bytes(64))


@pytest.mark.parametrize("kind", sorted(PROVIDED), ids=lambda kind: kind.name)
def test_types_that_have_no_such_rights_take_no_such_flag(kind: MapType) -> None:
    shapes = {
        MapType.RINGBUF: (0, 0, 4096),
        MapType.QUEUE: (0, 8, 4),
        MapType.STACK: (0, 8, 4),
        MapType.BLOOM_FILTER: (0, 8, 4),
        MapType.LPM_TRIE: (8, 8, 4),
        MapType.STACK_TRACE: (4, 8, 4),
    }
    shape = shapes.get(kind, (4, 4, 4))
    extra = 1 if kind is MapType.LPM_TRIE else 0
    inner = MapSpec("i", MapType.ARRAY, 4, 8, 4)
    given = inner if kind in (MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS) else None
    for flags in (BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG, BPF_F_RDONLY_PROG | BPF_F_WRONLY_PROG):
        spec = MapSpec("m", kind, *shape, extra | flags, inner=given)
        ours = _refused(lambda: check_map(spec))  # noqa: B023
        if why_not() is None:
            theirs = _refused(lambda: KernelMap.from_spec(spec).close())  # noqa: B023
            assert ours == theirs, (kind, flags)


def _refused(make: object) -> bool:
    try:
        make()  # type: ignore[operator]
    except (ObjectError, BpfError):
        return True
    return False


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
@pytest.mark.parametrize("kind", KEYED, ids=lambda kind: kind.name)
@pytest.mark.parametrize("right", [READ, WRITE, NOTHING])
def test_the_kernel_refuses_the_same_programs(kind: MapType, right: str) -> None:
    spec = spec_of(kind, right)
    acts = {**ACTS, **{name: (right, text) for name, text in ATOMICS.items()}}
    ours, theirs = {}, {}
    with KernelMap.from_spec(spec) as m, KernelMap.from_spec(OTHER) as other:
        for name, (_, text) in acts.items():
            held = program(text)
            ours[name] = _fails(lambda: Machine(held, maps(spec)))  # noqa: B023
            theirs[name] = _fails(
                lambda: load_program(held, {"m": m, "other": other}).close()  # noqa: B023
            )
    assert ours == theirs


def _fails(make: object) -> bool:
    try:
        make()  # type: ignore[operator]
    except (ProgramError, BpfError):
        return True
    return False


@pytest.mark.parametrize("right", [READ, WRITE])
def test_executables_keep_to_the_flags(right: str) -> None:
    for kind in (MapType.ARRAY, MapType.HASH):
        spec = spec_of(kind, right)
        acts = {name: text for name, (takes, text) in ACTS.items() if "r0 == 0" in text}
        builder = Builder("x86-64")
        for text in acts.values():
            held = program(hidden(text))
            builder.add(ObjectSpec("o", "GPL", {"main": held}, maps(spec)))
        with Session(builder.executable()) as session:
            for name, placed in zip(acts, session.objects, strict=True):
                if kind is MapType.HASH:
                    placed.maps["m"][1] = bytes(8)  # type: ignore[index]
                try:
                    placed.programs["main"].run(bytes(64))
                    got = None
                except RunError as error:
                    got = error.fault.kind
                assert got == (KINDS[right] if ACTS[name][0] == right else None), name


@pytest.mark.parametrize("right", [READ, WRITE])
def test_values_at_fixed_addresses_have_the_same_rights(right: str) -> None:
    spec = spec_of(MapType.ARRAY, right)
    act = "r2 = *(u64 *)(r1 + 0)" if right == READ else "*(u64 *)(r1 + 0) = 1"
    with pytest.raises(ProgramError, match=f"may not {right} map m"):
        Machine(program(f"r1 = map m + 8 ll\n {act}"), {"m": spec})
    held = program(f"r1 = map m + 8 ll\n r1 ^= 0\n {act}")
    assert fault_of_machine(held, spec) is fault_of_code(held, spec) is KINDS[right]
