"""Storage of sockets, tasks, groups and inodes: sizes, helpers, contents, beside the kernel's."""

from __future__ import annotations

import itertools
import os
from typing import Any, Final

import pytest

from progpack import Environment, MapSpec, MapType, ObjectSpec, PackAllocator, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.spec import ProgramSpec, ProgramType

from .creation import made_here, made_there

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="asking the kernel needs root")

OBJECTS: Final = (
    MapType.SK_STORAGE, MapType.TASK_STORAGE, MapType.CGRP_STORAGE, MapType.INODE_STORAGE,
)  # fmt: skip
GROUPS: Final = (MapType.CGROUP_STORAGE, MapType.PERCPU_CGROUP_STORAGE)
NO_PREALLOC: Final = 1
SOCKET: Final = {"sk": bytes(80)}


def storage(kind: MapType, value: int = 8) -> MapSpec:
    if kind in GROUPS:
        return MapSpec("m", kind, 16, value, 0)
    return MapSpec("m", kind, 4, value, 0, NO_PREALLOC)


@needs_root
@pytest.mark.parametrize("kind", [*OBJECTS, *GROUPS], ids=lambda kind: kind.name)
def test_the_kernel_makes_what_is_made_here_and_nothing_else(kind: MapType) -> None:
    most = 32768 if kind is MapType.PERCPU_CGROUP_STORAGE else 65407
    flags = (0, 1, 1 | 1 << 9, 1 << 2, 1 << 7, 1 << 7 | 1 << 8, 1 | 1 << 7, 1 << 10)
    made = 0
    for key, value, entries, flag in itertools.product(
        (0, 4, 8, 16), (0, 8, most, most + 1), (0, 1), flags
    ):
        spec = MapSpec("m", kind, key, value, entries, flag)
        ours, theirs = made_here(spec), made_there(spec)
        assert ours == theirs, spec
        made += ours
    assert made


# What each of five calls says, in a byte of its own, where the socket is a full one.
CALLS = """
    r6 = *(u64 *)(r1 + 168)
    r7 = 0
    *(u64 *)(r10 - 8) = 41
    if r6 == 0 goto out
    r1 = map m ll
    r2 = r6
    r3 = 0
    r4 = {first}
    call {get}
    if r0 == 0 goto second
    r1 = *(u8 *)(r0 + 0)
    r1 += 2
    *(u8 *)(r0 + 0) = r1
    r7 |= r1
second:
    r1 = map m ll
    r2 = r6
    r3 = r10
    r3 += -8
    r4 = {second}
    call {get}
    if r0 == 0 goto third
    r1 = *(u8 *)(r0 + 0)
    r1 += 1
    *(u8 *)(r0 + 0) = r1
    r1 <<= 8
    r7 |= r1
third:
    r1 = map m ll
    r2 = r6
    r3 = 0
    r4 = 0
    call {get}
    if r0 == 0 goto fourth
    r1 = *(u8 *)(r0 + 0)
    r1 += 100
    r1 <<= 16
    r7 |= r1
fourth:
    {delete}
out:
    r0 = r7
    exit
"""
DELETE = """
    r1 = map m ll
    r2 = r6
    call {number}
    r0 &= 127
    r0 <<= 24
    r7 |= r0
    r1 = map m ll
    r2 = r6
    call {number}
    r0 &= 127
    r7 += r0
"""


def calls(first: int, second: int, *, deletes: bool = True) -> ProgramSpec:
    delete = DELETE.format(number=int(HelperId.SK_STORAGE_DELETE)) if deletes else ""
    text = CALLS.format(first=first, second=second, get=int(HelperId.SK_STORAGE_GET), delete=delete)
    return assemble_program(text, name="p", type=ProgramType.SCHED_CLS)


def results(spec: ProgramSpec, map_: MapSpec, backend: str, times: int = 1, **given: Any) -> Any:
    with load(ObjectSpec("t", "GPL", {"p": spec}, {"m": map_}), backend=backend) as obj:
        return [obj.programs["p"].run(bytes(64), **given).return_value for _ in range(times)]


@needs_root
@pytest.mark.parametrize(("first", "second"), [*itertools.product((0, 1, 2, 3), repeat=2)])
def test_the_storage_of_a_socket_says_what_the_kernels_says(first: int, second: int) -> None:
    spec, map_ = calls(first, second), storage(MapType.SK_STORAGE)
    (theirs,) = results(spec, map_, "kernel")
    for backend in ("compiled", "interpreter", "isolated"):
        # The kernel gives each test run a socket of its own; here a caller does.
        assert results(spec, map_, backend, 2, context=SOCKET) == [theirs] * 2, backend
    assert (theirs != 0) == (1 in (first, second)) or not theirs >> 16 & 255


GROUP = """
    r1 = map m ll
    r2 = 0
    call {number}
    r1 = *(u32 *)(r0 + 0)
    r1 += 3
    *(u32 *)(r0 + 0) = r1
    r1 = map m ll
    r2 = 0
    call {number}
    r0 = *(u32 *)(r0 + 0)
    r0 &= 1
    exit
"""


@needs_root
@pytest.mark.parametrize("kind", GROUPS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("key", [8, 16])
def test_the_storage_of_a_group_begins_with_zeros_and_stays(kind: MapType, key: int) -> None:
    text = GROUP.format(number=int(HelperId.GET_LOCAL_STORAGE))
    spec = assemble_program(text, name="p", type=ProgramType.CGROUP_SKB)
    map_ = MapSpec("m", kind, key, 8, 0)
    (theirs,) = results(spec, map_, "kernel")
    assert theirs == 1
    for backend in ("compiled", "interpreter", "isolated"):
        assert results(spec, map_, backend, 3) == [1, 0, 1], backend


def test_objects_are_known_by_what_names_them(packs: PackAllocator) -> None:
    """A run's own socket by its cookie, another by its address; groups by ids."""
    spec, map_ = calls(1, 0, deletes=False), storage(MapType.SK_STORAGE)
    for backend in ("compiled", "interpreter", "isolated"):
        world = Environment(socket_cookie=7)
        made = ObjectSpec("t", "GPL", {"p": spec}, {"m": map_})
        with load(made, backend=backend, environment=world) as obj:
            run, held = obj.programs["p"].run, obj.maps["m"]
            assert run(bytes(64), context=SOCKET).return_value & 255 == 2
            assert run(bytes(64), context={"sk": 900}).return_value & 255 == 2
            assert run(bytes(64), context=SOCKET).return_value & 255 == 5
            assert run(bytes(64)).return_value == 0  # no socket
            found = {int.from_bytes(key, "little"): value[0] for key, value in held.items()}
            assert found == {7: 6, 900: 3}
            held[900] = (50).to_bytes(8, "little")
            assert run(bytes(64), context={"sk": 900}).return_value & 255 == 52
            del held[900]
            assert run(bytes(64), context={"sk": 900}).return_value & 255 == 2


TASK: Final = """
    call {task}
    r1 = map m ll
    r2 = r0
    r3 = 0
    r4 = 1
    call {get}
    if r0 == 0 goto out
    r1 = *(u64 *)(r0 + 0)
    r1 += 1
    *(u64 *)(r0 + 0) = r1
    r0 = r1
out:
    exit
"""


@pytest.mark.parametrize(
    "task", [HelperId.GET_CURRENT_TASK, HelperId.GET_CURRENT_TASK_BTF], ids=lambda task: task.name
)
def test_the_task_of_a_run_has_a_storage_of_its_own(task: HelperId) -> None:
    text = TASK.format(task=int(task), get=int(HelperId.TASK_STORAGE_GET))
    spec = assemble_program(text, name="p", type=ProgramType.TRACING)
    made = ObjectSpec("t", "GPL", {"p": spec}, {"m": storage(MapType.TASK_STORAGE)})
    for backend in ("compiled", "interpreter", "isolated"):
        said = {}
        for pid in (7, 8):
            with load(made, backend=backend, environment=Environment(pid=pid)) as obj:
                said[pid] = [obj.programs["p"].run(args=[0]).return_value for _ in range(3)]
                (key,) = obj.maps["m"]
                assert int.from_bytes(key, "little") == pid
        assert said == {7: [1, 2, 3], 8: [1, 2, 3]}


@pytest.mark.parametrize("backend", ["compiled", "interpreter"])
def test_where_there_is_no_room_for_an_object_the_answer_is_null(backend: str) -> None:
    """As where a kernel has no memory."""
    text = f"""
        r6 = *(u64 *)(r1 + 168)
        r1 = map m ll
        r2 = r6
        r3 = 0
        r4 = 1
        call {int(HelperId.SK_STORAGE_GET)}
        if r0 == 0 goto +1
        r0 = 1
        exit
    """
    spec = assemble_program(text, name="p", type=ProgramType.SCHED_CLS)
    map_ = storage(MapType.SK_STORAGE, 65000)
    with load(ObjectSpec("t", "GPL", {"p": spec}, {"m": map_}), backend=backend) as obj:
        said = [
            obj.programs["p"].run(bytes(64), context={"sk": 1 + number}).return_value
            for number in range(260)
        ]
    room = said.count(0)
    assert 0 < room < 200
    assert said[-1] == 0
    assert all(said[: 260 - room])


def test_programs_look_nothing_up_in_a_storage(packs: PackAllocator) -> None:
    """check_map_func_compatibility() of kernel/bpf/verifier.c lets no other helper take it."""
    text = "*(u64 *)(r10 - 8) = 0; r1 = map m ll; r2 = r10; r2 += -8; call 1; r0 = 0; exit"
    spec = assemble_program(text.replace("; ", "\n"), name="p", type=ProgramType.SCHED_CLS)
    for kind, backend in itertools.product((*OBJECTS, *GROUPS), ("compiled", "interpreter")):
        obj = load(ObjectSpec("t", "GPL", {"p": spec}, {"m": storage(kind)}), backend=backend)
        with obj, pytest.raises(Exception, match="map"):
            obj.programs["p"].run(bytes(64))
