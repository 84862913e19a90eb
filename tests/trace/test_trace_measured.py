"""Importing the records of real kernels, compared with the records themselves."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.beside import RECORDS

from progpack.errors import ObjectError
from progpack.snapshot import UNATTRIBUTED
from progpack.trace import Counters, Event, Load, Measured, Note, Trace, Unload, collect, save

# The full records, where they are beside the clone; else those in the package, which
# lack what no test here reads (tools/trim_records.py).
DATA = RECORDS if RECORDS.is_dir() else Path(__file__).parents[2] / "src/progpack/data/measured"
FILES = sorted(DATA.glob("*.jsonl*"))
LOADS = set("LTSGFX")
# The kernel takes chunks there that the record does not name: for trampolines of fentry, of which
# old ones are there for a while beside the new, and 64 for the dispatcher of XDP.
SPECIAL = "g_special"
SPECIAL_MOST = 64 + 16
# Its list was read under other names.
BIG = "x_big"

needs_data = pytest.mark.skipif(not FILES, reason="the measured records are not here")


def raw(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return [json.loads(line) for line in lines]


class Case:
    """One record, read once for all tests."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name.partition(".jsonl")[0]
        self.records = raw(path)
        self.measured = Measured(path)
        self.events = list(self.measured)
        self.states = list(self.measured.pack_states())

    @property
    def placed(self) -> list[dict[str, Any]]:
        return [r for r in self.records if r["op"] in LOADS and "err" not in r]

    @property
    def loads(self) -> list[Load]:
        return [e for e in self.events if isinstance(e, Load) and e.kind == "program"]


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name.partition(".jsonl")[0])
def case(request: pytest.FixtureRequest) -> Case:
    return Case(request.param)


@needs_data
def test_every_record_becomes_its_events(case: Case) -> None:
    operations = Counter(record["op"] for record in case.records)
    functions = sum(len(record.get("subs", [None])) for record in case.placed)
    assert len(case.loads) == functions > 0
    assert len([load for load in case.loads if not load.sub]) == len(case.placed)
    assert sum(load.size for load in case.loads) == sum(record["jl"] for record in case.placed)
    # Everything that was loaded is unloaded in the end, one by one or together.
    assert sum(isinstance(event, Unload) for event in case.events) == functions
    changes = sum("c" in record for record in case.records)
    counters = sum(isinstance(event, Counters) for event in case.events)
    assert counters == operations["snap"] + changes
    failed = sum("err" in record for record in case.records if record["op"] in LOADS)
    remarks = operations["A"] + operations["D"] + operations["R"]
    assert sum(isinstance(event, Note) for event in case.events) == failed + remarks


@needs_data
def test_addresses_and_sizes_are_those_of_the_record(case: Case) -> None:
    images = [
        (int(address, 16) if size else None, size)
        for record in case.placed
        for address, size in record.get("subs", [[record["a"], record["jl"]]])
    ]
    assert [(load.address, load.size) for load in case.loads] == images


@needs_data
def test_unloads_end_what_was_loaded_and_times_do_not_step_back(case: Case) -> None:
    times = [event.time_ns for event in case.events]
    assert times == sorted(times)
    images = sum(isinstance(event, Load) and event.kind == "image" for event in case.events)
    seen = collect(case.events)
    assert (seen.strays, seen.replaced, seen.still_live) == (0, 0, images)


@needs_data
def test_placed_chunks_are_as_many_as_the_kernels_bitmaps_have(case: Case) -> None:
    """At every moment at which the kernel's own list was read."""
    states = [state for state in case.states if state.label != "freemap"]
    if not states:
        # Kernels without packs, and the live one, which did not show its list.
        assert all("err" in record for record in case.records if record["op"] == "packs")
    for state in states[1:]:
        taken = sum(count for runs in state.packs.values() for _, count in runs)
        known = chunks_after(case.events[: state.events], most=32768)
        if SPECIAL in case.name:
            assert known <= taken <= known + SPECIAL_MOST, state.label
        else:
            assert known == taken, state.label
    assert len(states) != 1


def chunks_after(events: list[Event], most: int) -> int:
    """Chunks that are taken after the events, but for programs that no pack can hold."""
    live: dict[int, int] = {}
    for event in events:
        if isinstance(event, Load):
            assert event.address is not None
            assert event.chunk_bytes is not None
            live[event.address] = event.chunks if event.chunks <= most else 0
        elif isinstance(event, Unload):
            assert event.address is not None
            del live[event.address]
    return sum(live.values())


@needs_data
def test_every_image_lies_in_chunks_that_the_kernel_says_are_taken(case: Case) -> None:
    states = [state for state in case.states if state.label == "loaded"]
    if not states:
        assert len(case.states) <= 1 or BIG in case.name
        return
    events = case.events[: states[0].events]
    gone = {event.address for event in events if isinstance(event, Unload)}
    taken = [
        range(base + first * 64, base + (first + count) * 64)
        for base, runs in states[0].packs.items()
        for first, count in runs
    ]
    resident = [e for e in events if isinstance(e, Load) and e.address not in gone]
    assert len(resident) >= 10
    for load in resident:
        assert load.address is not None
        last = load.address + load.size - 1
        assert any(load.address in run and last in run for run in taken), load


@needs_data
def test_a_header_says_which_kernel_it_was(case: Case) -> None:
    header = case.measured.header
    start = next(record for record in case.records if record["op"] == "start")
    assert (header.kernel, header.page_size) == (start["kernel"], start["pagesize"])
    assert header.arch == start["arch"]
    assert header.comment == f"measured: {case.name}"
    if "h2_" in case.name:
        assert header.features["bpf_jit_harden"] == 2


@needs_data
def test_a_record_saved_as_a_trace_is_the_same_trace(case: Case, tmp_path: Path) -> None:
    assert save(tmp_path / "t", case.measured) == len(case.events)
    trace = Trace(tmp_path / "t")
    assert list(trace) == case.events
    assert trace.header == case.measured.header


def record_file(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


START = {"op": "start", "kernel": "6.18.15", "arch": "x86_64", "pagesize": 4096}
SNAP = {
    "op": "snap", "label": "boot", "t": 0.5, "level2_splits": 1, "DirectMap4k": 8,
    "packs": 1, "packpg": 1024, "jit": 0, "jitpg": 0, "prog": 2, "progpg": 2,
}  # fmt: skip


def test_a_record_by_hand_is_imported_as_documented(tmp_path: Path) -> None:
    base = 0xFFFFFFFFC0000000
    path = record_file(
        tmp_path / "k.jsonl",
        START,
        {"op": "rd", "f": "/proc/sys/net/core/bpf_jit_harden", "v": "2 "},
        {"op": "rd", "f": "/proc/sys/net/core/bpf_jit_limit", "v": "-"},
        SNAP,
        {"op": "packs", "label": "a", "p": [{"ptr": hex(base), "r": [[64, 25], [100, 2]]}]},
        {"i": 1, "op": "S", "id": 7, "n": 4, "jl": 110, "xl": 1, "a": hex(base + 0x664), "us": 3,
         "subs": [[hex(base + 0x664), 41], [hex(base + 0x6C8), 69]], "c": {"level2_splits": 2}},
        {"i": 2, "op": "G", "id": 8, "n": 2, "jl": 40, "xl": 1, "a": hex(base + 0x800), "us": 2},
        {"i": 3, "op": "F", "id": 9, "n": 10, "err": 1, "us": 1},
        {"i": 4, "op": "A", "id": 8, "n": 0, "err": 9},
        {"i": 5, "op": "U", "id": 7, "n": 0},
        {"i": 6, "op": "ksyms", "s": []},
        {"op": "packs", "label": "b", "p": [{"ptr": hex(base), "r": [[10, 79]]}]},
    )  # fmt: skip
    measured = Measured(path)
    assert measured.header.nodes == 2
    assert measured.header.features == {"bpf_jit_harden": 2}
    start = 500_000_000
    image = {"name": UNATTRIBUTED, "kind": "image"}
    assert list(measured) == [
        Counters(start, 1, direct_map_4k=8, packs=1, pack_pages=1024, areas=0, area_pages=0,
                 programs=2),
        Load(start, None, address=base, size=1600, chunk_bytes=1600, **image),  # type: ignore[arg-type]
        Load(start, None, address=base + 36 * 64, size=128, chunk_bytes=128, **image),  # type: ignore[arg-type]
        Load(start + 3000, 7, "p", "program", base + 0x664, 41, 128, sub=0),
        Load(start + 3000, None, "F", "program", base + 0x6C8, 69, 128, sub=1, of=7),
        Counters(start + 3000, 2),
        Load(start + 5000, 8, "p", "program", base + 0x800, 40, 128),
        Note(start + 6000, "not loaded: F 9: 10 instructions, errno 1"),
        Note(start + 6000, "attach program 8 as link 0: errno 9"),
        Unload(start + 6000, 7, base + 0x664, "p"),
        Unload(start + 6000, None, base + 0x6C8, "F"),
    ]  # fmt: skip
    first, second = measured.pack_states()
    assert (first.label, first.events, first.packs) == ("a", 1, {base: ((0, 25), (36, 2))})
    # The flag word was set this time, and touches the first run.
    assert (second.events, second.packs) == (11, {base: ((0, 25),)})


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ([], "no record of its start"),
        ([{"op": "end"}], "no record of its start"),
        ([{"op": "start"}], "record 1: ValueError: 'start' has no 'kernel'"),
        ([{**START, "arch": "vax"}], "unknown architecture 'vax'"),
        ([{"a": 1}], 'record 1: ValueError: no object with an "op"'),
        ([START, {"op": "snap"}], "record 2: ValueError: 'snap' has no 'label'"),
        ([START, SNAP, {"op": "L", "us": 1}], "record 3: ValueError: 'L' has no 'id'"),
        ([START, SNAP, {"op": "U", "id": 5}], "record 3: ValueError: 'id' 5 is of no program"),
        ([START, SNAP, {"op": "packs", "p": [{}]}], "record 3: ValueError: .* has no 'ptr'"),
        ([START, {**SNAP, "t": "a"}], "record 2: ValueError: 'snap' has 't', which is no number"),
        (
            [START, SNAP, {**SNAP, "level2_splits": "a"}],
            "record 3: .*'level2_splits', which is no whole number",
        ),
    ],
)
def test_what_is_no_such_record_is_refused_with_its_line(
    tmp_path: Path, records: list[dict[str, Any]], why: str
) -> None:
    path = record_file(tmp_path / "k.jsonl", *records)
    with pytest.raises(ObjectError, match=why):
        list(Measured(path))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="none: No such file"):
        Measured(tmp_path / "none")
    (tmp_path / "k.jsonl.gz").write_bytes(b"plain")
    with pytest.raises(ObjectError, match=r"k\.jsonl\.gz: Not a gzipped file"):
        Measured(tmp_path / "k.jsonl.gz")
    whole = gzip.compress(b'{"op":"end"}\n' * 1000, mtime=0)
    (tmp_path / "k.jsonl.gz").write_bytes(whole[:-9])
    with pytest.raises(ObjectError, match="EOFError"):
        Measured(tmp_path / "k.jsonl.gz")
    (tmp_path / "k.jsonl").write_text("{")
    with pytest.raises(ObjectError, match="record 1: JSONDecodeError"):
        Measured(tmp_path / "k.jsonl")


@pytest.mark.parametrize(
    ("kernel", "machine", "more"),
    [
        ("6.12.95+deb12-cloud-arm64", "aarch64", 12),
        ("6.11.1", "aarch64", 0),
        ("6.12.95", "x86_64", 0),
    ],
)
def test_arm64_has_room_for_calls_that_turn_out_near(
    tmp_path: Path, kernel: str, machine: str, more: int
) -> None:
    """As measured: 136 bytes with seven calls took four chunks, where three would hold them."""
    path = tmp_path / f"6-{machine}-calls.jsonl"
    base = 0xFFFF800080000000
    functions = [[f"{base + 8:#x}", 136], [f"{base + 264:#x}", 80]]
    records = [
        {"op": "start", "kernel": kernel, "arch": machine, "pagesize": 4096},
        {"op": "packs", "label": "start", "p": []},
        {"op": "S", "id": 0, "n": 2, "us": 1, "jl": 216, "a": functions[0][0], "calls": 7}
        | {"subs": functions},
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    loads = [event for event in Measured(path) if isinstance(event, Load)]
    plt = 8 if machine == "aarch64" else 0
    asked = 136 + plt + 7 * more
    assert loads[0].chunk_bytes == -(-(asked + 24) // 64) * 64
    # Only the first function calls.
    assert loads[1].chunk_bytes == 128
