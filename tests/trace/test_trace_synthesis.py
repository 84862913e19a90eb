"""Traces that are made up hold what they say of themselves."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from progpack.errors import UsageError
from progpack.trace import MACHINES, Load, Note, Synthesis, Trace, Unload, collect, save
from progpack.trace.synthesis import FLEET

NAMES = [machine.name for machine in MACHINES]


@pytest.mark.parametrize("name", NAMES)
def test_a_trace_is_one_that_could_have_been_recorded(name: str) -> None:
    live: dict[int, Load] = {}
    ids: set[int] = set()
    clock = 0
    for event in Synthesis(name, 5000, 3):
        assert event.time_ns >= clock
        clock = event.time_ns
        if isinstance(event, Load):
            assert event.address is not None
            assert event.address not in live
            assert event.id is None or event.id not in ids
            assert (event.id is None) == (event.kind != "program")
            ids |= {event.id} if event.id else set()
            live[event.address] = event
        elif isinstance(event, Unload):
            assert event.address is not None
            gone = live.pop(event.address)
            assert (gone.id, gone.name, gone.kind) == (event.id, event.name, event.kind)
            assert gone.time_ns < event.time_ns


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_trace(name: str, tmp_path: Path) -> None:
    made = list(Synthesis(name, 2000, 1))
    assert list(Synthesis(name, 2000, 1)) == made
    assert sum(isinstance(event, Load) for event in made) == 2000
    assert list(islice(Synthesis(name, 4000, 1), len(made))) == made
    assert save(tmp_path / "t", Synthesis(name, 2000, 1)) == len(made)
    assert list(Trace(tmp_path / "t")) == made


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"sockex1"}))
def test_another_seed_gives_another_trace(name: str) -> None:
    assert list(Synthesis(name, 500, 1)) != list(Synthesis(name, 500, 2))


@pytest.mark.parametrize("name", NAMES)
def test_the_assumptions_come_first(name: str) -> None:
    made = Synthesis(name, 1)
    notes = [event.text for event in made if isinstance(event, Note)]
    assert tuple(notes) == made.kind.assumptions
    assert "there from boot on" in notes[0]
    assert name in made.header.comment


def test_sizes_of_a_fleet_are_those_that_were_measured() -> None:
    sizes = [e.size for e in Synthesis("fleet", 20_000) if isinstance(e, Load)]
    below = [sum(size < bound for size in sizes) / len(sizes) for bound in (500, 2000)]
    assert below == pytest.approx([0.5, 0.75], abs=0.01)
    assert (FLEET.at(0.5), FLEET.at(0.75)) == (500, 2000)


@pytest.mark.parametrize("name", NAMES)
def test_the_kernels_own_filter_is_there_from_boot_on(name: str) -> None:
    first = next(event for event in Synthesis(name, 1) if isinstance(event, Load))
    assert (first.kind, first.chunks, first.id) == ("classic", 25, None)


def test_a_container_host_has_classic_programs() -> None:
    counted = collect(Synthesis("containers", 20_000))
    assert counted.kinds["classic"].loads > counted.loads / 2
    assert counted.kinds["program"].loads > 450


def test_a_tool_of_libbpf_loads_its_probes_first() -> None:
    loads = [e for e in Synthesis("ci", 500) if isinstance(e, Load)]
    assert [load.name for load in loads[1:61:3]] == ["sd_fw_ingress"] * 20
    assert [load.size for load in loads[61:65]] == [19, 19, 30, 19]
    probes = {(load.tag, load.size) for load in loads if load.name == "libbpf_nametest"}
    assert len(probes) == 1


def test_tracing_multi_attaches_to_every_function() -> None:
    made = Synthesis("tracing-multi", 3 + 55_227)
    counted = collect(made)
    assert counted.peak_live == counted.loads == 3 + 55_227
    attached = [e.time_ns for e in made if isinstance(e, Load) and e.kind == "trampoline"]
    assert attached[-1] - attached[0] < 800_000_000


def test_instances_of_sockex1_stay() -> None:
    counted = collect(Synthesis("sockex1", 1 + 3 * 512))
    assert counted.still_live == 1 + 512
    loads = [e for e in Synthesis("sockex1", 10) if isinstance(e, Load)]
    assert [load.chunks for load in loads] == [25, *(1, 1, 3) * 3]


def test_what_cannot_be_made_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing is called 'phone'; there are fleet, containers"):
        Synthesis("phone", 5)
    with pytest.raises(UsageError, match="a trace of 0 loads"):
        Synthesis("ci", 0)
