"""The catalogue of helpers and map types, compared with that of the running kernel."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.helpers import kernel_facts
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.maps.types import (
    BPF_F_RDONLY_PROG,
    BPF_F_WRONLY_PROG,
    PROVIDED,
    Holds,
    MapType,
)
from progpack.bpf.spec import MapSpec, ProgramType
from progpack.errors import BpfError
from progpack.kernel import KernelMap, MapFlags, possible_cpus

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))
import ask_kernel

pytestmark = pytest.mark.usefixtures("live_kernel")

#: Sizes of a key, of a value, numbers of entries, and flags that one of the types asks for.
SIZES: Final = ((4, 8, 4), (4, 4, 4), (8, 4, 4), (0, 4, 4), (0, 0, 4096), (4, 8, 0), (8, 8, 0))
FLAGS: Final = (MapFlags.NONE, MapFlags.NO_PREALLOC)
INNER: Final = MapSpec("inner", MapType.ARRAY, 4, 8, 4)


@pytest.fixture(scope="module")
def types() -> Btf:
    return target_types("kernel")


def enumerators(types: Btf, name: str, prefix: str) -> dict[str, int]:
    """The names of an enumeration of the kernel, without what all begin with, and their values."""
    found = next(
        kind for kind in types if kind.name == name and kind.kind in (BtfKind.ENUM, BtfKind.ENUM64)
    )
    return {
        each.name.removeprefix(prefix): each.value
        for each in found.enumerators()
        if each.name.startswith(prefix)
    }


def check_names(ours: dict[str, int], theirs: dict[str, int]) -> None:
    """Every number that both know has one name."""
    names = {number: name for name, number in ours.items()}
    shared = {number: name for name, number in theirs.items() if number in names}
    assert len(shared) > 20
    assert {number: names[number] for number in shared} == shared


def test_helpers_have_the_numbers_of_the_kernel(types: Btf) -> None:
    theirs = enumerators(types, "bpf_func_id", "BPF_FUNC_")
    check_names(
        {helper.name.lower(): helper.value for helper in HelperId},
        {name: number for name, number in theirs.items() if name != "unspec"},
    )


def test_map_types_have_the_numbers_of_the_kernel(types: Btf) -> None:
    theirs = enumerators(types, "bpf_map_type", "BPF_MAP_TYPE_")
    check_names(
        {kind.name: kind.value for kind in MapType},
        {name.removesuffix("_DEPRECATED"): number for name, number in theirs.items()},
    )


def test_program_types_have_the_numbers_of_the_kernel(types: Btf) -> None:
    theirs = enumerators(types, "bpf_prog_type", "BPF_PROG_TYPE_")
    check_names(
        {kind.name: kind.value for kind in ProgramType if kind is not ProgramType.FLAT}, theirs
    )


def create(spec: MapSpec, flags: int, inner: KernelMap | None = None) -> KernelMap | None:
    """The map in the kernel; None where the kernel refuses it."""
    try:
        if spec.type.traits.typed:  # it has to have types
            return KernelMap.from_spec(replace(spec, flags=flags))
        return KernelMap.create(
            spec.type,
            key_size=spec.key_size,
            value_size=spec.value_size,
            max_entries=spec.max_entries,
            flags=flags,
            inner=inner,
        )
    except BpfError:
        return None


def plain(kind: MapType) -> Iterator[tuple[MapSpec, int]]:
    """Maps of a type that the kernel makes: the first that it takes, with its flags."""
    of_maps = kind.traits.holds is Holds.MAPS
    for (key, value, entries), flags in product(SIZES, FLAGS):
        spec = MapSpec("m", kind, key, 4 if of_maps else value, entries)
        with create(INNER, 0) or pytest.fail("no array") as inner:
            made = create(spec, flags, inner if of_maps else None)
            if made is not None:
                made.close()
                yield replace(spec, inner=INNER if of_maps else None), int(flags)
                return


def takes_other_sizes(outer: KernelMap, spec: MapSpec, flags: int) -> bool:
    """Whether a map of maps takes one with twice as many entries as its inner map has."""
    other = create(replace(spec, max_entries=2 * spec.max_entries), flags)
    assert other is not None
    with other:
        try:
            outer.update(bytes(4), other.fileno().to_bytes(4, sys.byteorder))
        except BpfError:
            return False
        return True


@pytest.mark.parametrize("kind", sorted(PROVIDED), ids=lambda kind: kind.name)
def test_traits_are_what_creation_says(kind: MapType) -> None:
    spec, flags = next(plain(kind), (None, 0))
    assert spec is not None, "the kernel makes none"
    traits = kind.traits
    with create(INNER, 0) or pytest.fail("no array") as array:
        inner = array if traits.holds is Holds.MAPS else None
        for right in (BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG):
            made = create(spec, flags | right, inner)
            assert (made is not None) == traits.takes_rights, f"flag {right:#x}"
            if made is not None:
                made.close()
        with create(spec, flags, inner) or pytest.fail("refused now") as made:
            outer = create(MapSpec("o", MapType.ARRAY_OF_MAPS, 4, 4, 1), 0, made)
            assert (outer is not None) == traits.may_be_inner
            if outer is not None:
                with outer:
                    assert takes_other_sizes(outer, spec, flags) != traits.fixed_entries
            each = -(-spec.value_size // 8) * 8 * possible_cpus()
            assert made.value_bytes == (each if traits.per_cpu else spec.value_size)
        odd = create(replace(spec, max_entries=spec.max_entries + 1), flags, inner)
        assert (odd is None) == (traits.in_pages or traits.owned)
        if odd is not None:
            odd.close()


@pytest.fixture(scope="module")
def answers() -> ask_kernel.Answers:
    return ask_kernel.ask()


def test_the_facts_of_helpers_are_what_the_kernel_says(answers: ask_kernel.Answers) -> None:
    release = platform.release().partition("-")[0]
    if release != kernel_facts.RELEASE:
        pytest.skip(f"the facts are of Linux {kernel_facts.RELEASE}, this is {release}")
    assert ask_kernel.facts(answers, release) == ask_kernel.PAGE.read_text(encoding="utf-8")


#: Helpers that fewer programs may call here than in the kernel, and why.
NARROWER: Final = {
    "no meaning for packets of streams": {
        *(HelperId.SKB_STORE_BYTES, HelperId.SKB_CHANGE_TAIL, HelperId.SKB_CHANGE_HEAD),
        HelperId.SKB_ADJUST_ROOM,
    },
    "no packet of a context that is a pointer": {HelperId.XDP_GET_BUFF_LEN},
    "the packet of a socket that is chosen": {HelperId.SKB_LOAD_BYTES_RELATIVE},
}


def test_helpers_are_for_the_programs_that_the_kernel_lets_call_them(
    answers: ask_kernel.Answers,
) -> None:
    types = {kind.type for kind in answers.asked}
    narrower = set()
    for row in SUPPORTED.values():
        theirs = {kind.type for kind in answers.programs.get(row.id, ())}
        if not theirs:
            continue  # its configuration has the helper for nobody
        ours = types if row.programs is None else types & row.programs
        if ProgramType.TRACING not in theirs:
            # Some kinds of them can be loaded nowhere, so that they stay allowed.
            ours = ours - {ProgramType.TRACING}
        assert ours <= theirs, row.name
        if ours < theirs:
            narrower.add(HelperId(row.id))
    assert narrower == set().union(*NARROWER.values())


def test_helpers_take_the_maps_that_the_kernel_lets_them_take(answers: ask_kernel.Answers) -> None:
    assert len(answers.maps) > 15
    for number, theirs in answers.maps.items():
        ours = SUPPORTED[number].maps
        if number == HelperId.MAP_UPDATE_ELEM:
            # The value is a socket then, and the question has none.
            ours -= {MapType.SOCKMAP, MapType.SOCKHASH}
        assert ours == theirs, SUPPORTED[number].name
