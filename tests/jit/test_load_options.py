"""What a caller sets before a load: types of programs, sizes of maps, values of this kernel."""

from __future__ import annotations

import platform
from dataclasses import replace

import pytest

from progpack import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType, UsageError, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.fit.map_sizes import with_map_sizes
from progpack.bpf.fit.program_types import kind_named, with_program_types
from progpack.bpf.fit.this_kernel import kernel_options, kernel_symbols
from progpack.bpf.maps.types import whole_pages
from progpack.errors import MissingFeatureError, ObjectError

_TEXT = "r0 = *(u32 *)(r1 + 0)\nexit"


def _object(*maps: MapSpec, **programs: ProgramSpec) -> ObjectSpec:
    return ObjectSpec("held", "GPL", programs, {held.name: held for held in maps})


def _program(type_: ProgramType = ProgramType.UNSPEC) -> ProgramSpec:
    return assemble_program(_TEXT, name="look", type=type_, license="GPL")


@pytest.mark.parametrize(
    ("given", "type_", "attach_type"),
    [
        ("xdp", ProgramType.XDP, 37),
        ("tc", ProgramType.SCHED_CLS, None),
        ("cgroup/connect4", ProgramType.CGROUP_SOCK_ADDR, 10),
        ("sched_cls", ProgramType.SCHED_CLS, None),
        ("socket-filter", ProgramType.SOCKET_FILTER, None),
        (ProgramType.LWT_OUT, ProgramType.LWT_OUT, None),
    ],
)
def test_a_type_is_named_as_a_section_or_as_itself(
    given: ProgramType | str, type_: ProgramType, attach_type: int | None
) -> None:
    kind = kind_named(given)
    assert (kind.type, kind.attach_type) == (type_, attach_type)


def test_a_program_without_a_type_gets_one() -> None:
    spec = _object(look=_program())
    with load(spec, types={"look": "socket"}) as loaded:
        assert loaded.programs["look"].run(bytes(64)).return_value == 64
    assert spec.programs["look"].type is ProgramType.UNSPEC


@pytest.mark.parametrize("types", [{"other": "xdp"}, {"look": "no_such"}, {"look": "unspec"}])
def test_unknown_programs_and_types_are_refused(types: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        with_program_types(_object(look=_program()), types)


@pytest.mark.parametrize(
    ("asked", "made"),
    [(0, 0), (1, 4096), (4096, 4096), (4097, 8192), (1 << 31, 1 << 31), ((1 << 31) + 1, None)],
)
def test_bytes_of_a_ring_are_rounded_up(asked: int, made: int | None) -> None:
    assert whole_pages(MapType.RINGBUF, asked) == (asked if made is None else made)
    assert whole_pages(MapType.ARRAY, asked) == asked


def test_sizes_of_maps_are_set() -> None:
    empty = MapSpec("counts", MapType.ARRAY, 4, 8, 0)
    spec = _object(empty, MapSpec("ring", MapType.RINGBUF, 0, 0, 0), look=_program())
    sized = with_map_sizes(spec, {"counts": 3, "ring": 5000}, value_sizes={"counts": 16})
    assert sized.maps["counts"] == replace(empty, max_entries=3, value_size=16)
    assert sized.maps["ring"].max_entries == 8192


def test_a_map_without_a_size_says_how_it_is_stated() -> None:
    spec = _object(MapSpec("counts", MapType.ARRAY, 4, 8, 0), look=_program(ProgramType.XDP))
    with pytest.raises(ObjectError, match=r'max_entries=\{"counts": 1024\}'):
        load(spec)
    with load(spec, max_entries={"counts": 7}) as loaded:
        assert len(loaded.maps["counts"]) == 7  # type: ignore[arg-type]


def test_options_are_those_of_the_running_kernel() -> None:
    try:
        options = kernel_options()
    except MissingFeatureError as error:
        pytest.skip(str(error))
    assert options["CONFIG_BPF"] == "y"
    assert isinstance(options["CONFIG_HZ"], int)
    assert platform.machine() != "x86_64" or options["CONFIG_X86_64"] == "y"


def test_symbols_are_those_of_the_running_kernel() -> None:
    try:
        found = kernel_symbols(["__bpf_call_base", "no_such_symbol"])
    except MissingFeatureError as error:
        pytest.skip(str(error))
    assert list(found) == ["__bpf_call_base"]
    assert found["__bpf_call_base"] > 1 << 32
