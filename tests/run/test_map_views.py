"""Items and values of maps on every backend: what single look-ups say, and asked for at once."""

from __future__ import annotations

import os
from typing import Any

import pytest

import progpack
from progpack import MapType, ObjectSpec, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.bpf.maps.spec import MapSpec
from progpack.commands.common.contents import contents, lines
from progpack.foreign.process import Process
from progpack.jit.native import cpus

BACKENDS = [
    "compiled",
    "interpreter",
    "isolated",
    pytest.param("kernel", marks=pytest.mark.skipif(os.geteuid() != 0, reason="bpf(2) needs root")),
]
TYPES = (
    MapType.ARRAY, MapType.HASH, MapType.LRU_HASH, MapType.PERCPU_ARRAY, MapType.PERCPU_HASH,
)  # fmt: skip


def spec_of(kind: MapType) -> ObjectSpec:
    program = assemble_program("r1 = map m ll\nr0 = 0\nexit", type=ProgramType.XDP, license="GPL")
    return ObjectSpec("t", "GPL", {program.name: program}, {"m": MapSpec("m", kind, 4, 8, 64)})


def cpus_of(backend: str, held: Any) -> int:
    """How many values an element of a map of each CPU has."""
    return cpus.COUNT if backend == "compiled" else int(held.handle.cpus)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("backend", BACKENDS)
def test_views_say_what_single_look_ups_say(backend: str, kind: MapType) -> None:
    with progpack.load(spec_of(kind), backend=backend) as loaded:
        held: Any = loaded.maps["m"]
        for number in range(0, 60, 7):
            value = (number * 5).to_bytes(8, "little")
            held[number.to_bytes(4, "little")] = (
                (value,) * cpus_of(backend, held) if kind.traits.per_cpu else value
            )
        items = list(held.items())
        assert [key for key, _ in items] == list(held)
        assert [value for _, value in items] == list(held.values())
        assert len(items) == len(held.items()) == len(held)
        assert all(held[key] == value for key, value in items)
        assert items[0] in held.items()
        for key, _ in items:
            if not kind.traits.indexed:
                del held[key]
        assert len(list(held.items())) == (64 if kind.traits.indexed else 0)


def test_a_process_is_asked_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request costs some 50 microseconds: 20,000 elements took a second."""
    asked = []
    ask = Process.ask

    def count(self: Process, *args: Any) -> Any:
        asked.append(args)
        return ask(self, *args)

    with progpack.load(spec_of(MapType.HASH), backend="isolated") as loaded:
        held: Any = loaded.maps["m"]
        for number in range(60):
            held[number.to_bytes(4, "little")] = bytes(8)
        monkeypatch.setattr(Process, "ask", count)
        assert len(dict(held.items())) == len(list(held.values())) == 60
    assert 0 < len(asked) < 12


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("piece", [1, 40, 1 << 16])
def test_filled_elements_are_those_that_are_not_zero(
    backend: str, kind: MapType, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progpack.bpf.maps.filled._PIECE", piece)
    monkeypatch.setattr("progpack.jit.maps.batch._PIECE", piece)
    with progpack.load(spec_of(kind), backend=backend) as loaded:
        held: Any = loaded.maps["m"]
        for number in (0, 7, 63):
            value = number.to_bytes(8, "little")
            held[number.to_bytes(4, "little")] = (
                (bytes(8),) * (cpus_of(backend, held) - 1) + (value,)
                if kind.traits.per_cpu
                else value
            )
        found = list(held.filled())
        assert sorted(int.from_bytes(key, "little") for key, _ in found) == [7, 63]
        assert found == [
            pair for pair in held.elements() if any(map(any, [*map(bytes, as_parts(pair[1]))]))
        ]


def as_parts(value: Any) -> Any:
    return value if isinstance(value, tuple) else (value,)


def test_a_walk_goes_through_all_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("progpack.jit.maps.batch._PIECE", 48)
    for kind in TYPES:
        with progpack.load(spec_of(kind)) as loaded:
            held: Any = loaded.maps["m"]
            for number in range(64):
                value = (number + 1).to_bytes(8, "little")
                held[number] = (value,) * cpus.COUNT if kind.traits.per_cpu else value
            assert sorted(key for key, _ in held.elements()) == sorted(
                number.to_bytes(4, "little") for number in range(64)
            )
            assert all(held[key] == value for key, value in held.elements())


def test_of_a_large_map_a_person_is_told_the_first_elements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("progpack.commands.common.contents._COUNTED", 20)
    for kind in (MapType.ARRAY, MapType.HASH):
        with progpack.load(spec_of(kind)) as loaded:
            held: Any = loaded.maps["m"]
            for number in range(64):
                held[number] = number + 1
            told = contents(loaded, whole=False)["m"]
            first = lines({"m": told})[1:]
            assert (
                first[0]
                == {
                    MapType.ARRAY: "map m (array): more than 20 of 64 not zero",
                    MapType.HASH: "map m (hash): 64 of 64 elements",
                }[kind]
            )
            assert len(first) == 18
            assert first[-1].endswith("more; --json has all")
            assert len(contents(loaded)["m"]["elements"]) == 64  # type: ignore[arg-type]
            del held, told
