"""Splits of the direct map: each rise of the counters has the loads and packs that it came with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import ProgpackError
from progpack.kernel.explain.splits import SplitReport, explain_trace
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.kernel.proc.counters import SplitReader, read_direct_map
from progpack.kernel.recording.record import record_to
from progpack.known import Unknown
from progpack.trace import Counters, Event, Header, Load, Lost, Note, Trace, Unload

from .probes import files

MS = 1_000_000
PACK = 2 << 20
BASE = 0xFFFF_FFFF_C000_0000
NEXT = BASE + PACK + 4096


@dataclass(frozen=True)
class Tape:
    """A trace in memory."""

    header: Header
    events: tuple[Event, ...]

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)


def explain(*events: Event, nodes: int = 1, own_pages: bool = False) -> SplitReport:
    features = {"programs share packs": not own_pages}
    return explain_trace(Tape(Header(arch="x86_64", nodes=nodes, features=features), events))


def load(ms: int, number: int, address: int, size: int = 100, pid: int = 7) -> Load:
    return Load(ms * MS, number, f"p{number}", "program", address, size, pid=pid, cpu=0, comm="x")


def sample(ms: int, level2: int, level3: int = 0, packs: int | None = None) -> Counters:
    return Counters(ms * MS, level2_splits=level2, level3_splits=level3, packs=packs)


# A full pack that was there, so that the next program needs another.
THERE = load(0, 1, BASE + 8, PACK - 64)


def test_a_rise_names_the_program_that_a_pack_was_made_for() -> None:
    report = explain(
        THERE,
        sample(1, 5, packs=1),
        load(2, 2, BASE + PACK - 40, 10),
        load(3, 3, NEXT + 8),
        load(4, 4, NEXT + 128 + 20),
        sample(5, 7, 1, packs=2),
    )
    (split,) = report.splits
    assert (split.level2, split.level3, split.loads, split.cause) == (2, 1, 3, "pack")
    assert (split.since_ns, split.time_ns, split.counted) == (MS, 5 * MS, 1)
    (made,) = split.packs
    assert (made.address, made.load.id, made.after) == (NEXT, 3, False)
    assert [one.id for one in split.shown] == [2, 3, 4]
    assert (report.level2, report.level3, report.packs, report.quiet_packs) == (2, 1, 1, 0)
    assert report.of("pack") == 3


def test_a_rise_without_a_load_has_no_cause_of_bpf() -> None:
    report = explain(THERE, sample(1, 5), sample(2, 6), load(300, 2, BASE + 64), sample(301, 6))
    (split,) = report.splits
    assert (split.loads, split.packs, split.cause) == (0, (), "nothing")
    assert report.loads == 1


def test_loads_into_a_pack_that_was_there_are_candidates_only() -> None:
    report = explain(
        load(0, 1, BASE + 8), sample(1, 5), load(2, 2, BASE + 128 + 8), Unload(3 * MS, 2, None),
        sample(4, 6),
    )  # fmt: skip
    (split,) = report.splits
    assert (split.cause, split.packs, split.loads, split.unloads) == ("load", (), 1, 1)


def test_a_load_that_ends_just_after_the_sample_may_have_split_before_it() -> None:
    report = explain(
        THERE,
        sample(1, 5),
        sample(10, 6),
        load(12, 2, NEXT + 8),
        load(13, 3, NEXT + PACK + 4096 + 8),
        sample(20, 6),
    )
    (split,) = report.splits
    # Not the second one: its thread did something else before.
    assert [(made.load.id, made.after) for made in split.packs] == [(2, True)]
    assert split.cause == "pack"
    assert report.quiet_packs == 1


def test_a_load_long_after_the_sample_is_no_candidate() -> None:
    report = explain(THERE, sample(1, 5), sample(10, 6), load(500, 2, NEXT + 8), sample(600, 6))
    assert report.splits[0].packs == ()
    assert (report.packs, report.quiet_packs) == (1, 1)


def test_a_pack_that_was_emptied_and_comes_back_is_made_again() -> None:
    report = explain(
        sample(1, 5),
        load(2, 2, BASE + 8),
        Unload(3 * MS, 2, BASE + 8),
        load(4, 3, BASE + 20),
        load(5, 4, BASE + 4096 + 8),
        sample(6, 6),
    )
    assert [made.load.id for made in report.splits[0].packs] == [2, 3]


def test_a_place_that_begins_within_a_page_was_there_unseen() -> None:
    report = explain(sample(1, 5), load(2, 2, BASE + 640 + 8), sample(3, 6))
    assert report.splits[0].cause == "load"
    assert report.packs == 0


@pytest.mark.parametrize(("nodes", "made"), [(1, 1), (2, 0)])
def test_a_pack_has_2_mib_for_each_node(nodes: int, made: int) -> None:
    within = BASE + PACK + 8192
    report = explain(
        sample(1, 5), load(2, 2, BASE + 8), sample(3, 5), load(4, 3, within + 8), sample(5, 6),
        nodes=nodes,
    )  # fmt: skip
    assert len(report.splits[0].packs) == made


def test_without_packs_each_program_has_an_area_of_its_own() -> None:
    # It begins anywhere in its first page.
    report = explain(
        sample(1, 5), load(2, 2, BASE + 1800), load(3, 3, BASE + 8192 + 77), sample(4, 9),
        own_pages=True,
    )  # fmt: skip
    (split,) = report.splits
    assert split.cause == "area"
    assert [made.address for made in split.packs] == [BASE, BASE + 8192]


def test_collapses_are_no_splits_and_losses_are_said() -> None:
    report = explain(
        sample(1, 5), sample(2, 4), Lost(3 * MS, 9), Note(3 * MS, "n"), sample(4, 5), THERE
    )
    (split,) = report.splits
    assert (split.level2, split.lost, split.cause) == (1, 9, "load")


def test_without_counters_it_says_why() -> None:
    report = explain(THERE, load(3, 3, NEXT + 8), Counters(5 * MS, packs=1))
    assert isinstance(report.level2, Unknown)
    assert "x86" in report.level2.reason
    assert report.splits == ()


@given(st.randoms(use_true_random=False))
def test_the_order_of_records_within_some_milliseconds_does_not_matter(random: object) -> None:
    events: list[Event] = [THERE, sample(1, 5)]
    for number in range(2, 30):
        events += [
            load(number * 3, number, NEXT + 128 * number + 8),
            sample(number * 3 + 1, number),
        ]
    whole = explain(*events)
    # Neighbours that are at most 8 events of 1.5 ms apart change places.
    mixed = list(events)
    for start in range(2, len(mixed), 8):
        part = mixed[start : start + 8]
        random.shuffle(part)  # type: ignore[attr-defined]
        mixed[start : start + 8] = part
    assert explain(*mixed) == whole


def test_the_fast_reader_reads_what_the_other_one_reads(tmp_path: Path) -> None:
    lines = "".join(f"nr_{i} {i}\n" for i in range(2000))
    text = f"{lines}direct_map_level2_splits 12\ndirect_map_level3_splits 3\nnr_x 1\n"
    with SplitReader(files(tmp_path, {"proc/vmstat": text})) as reader:
        assert reader.read() == {"level2_splits": 12, "level3_splits": 3}
    with SplitReader(tmp_path / "nothing") as reader:
        assert reader.read() == {}
    with SplitReader() as reader:
        found = reader.read()
    table = read_direct_map()
    for name, value in found.items():
        other = getattr(table, name)
        assert isinstance(other, int)
        assert other >= value


# -- the running kernel --------------------------------------------------------------------------

MANY = """
import resource, sys
from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.kernel import KernelProgram
from progpack.kernel.program_table import ProgramTable
from progpack.kernel.recording.counter_samples import count_areas

resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
code = (*(Insn(BPF_ALU64 | BPF_MOV, 0, imm=1),) * 1999, Insn(EXIT))
held = [KernelProgram.load(code, type=ProgramType.XDP, name=f"pp_many_{i}") for i in range(500)]
mine = {program.info().id for program in held}
table = ProgramTable()
table.refresh()
table.programs = {n: info for n, info in table.programs.items() if n in mine}
print(count_areas(1).get("packs", -1), table.charged(), table.jited())
"""


def test_splits_packs_and_charge_of_many_large_programs_are_those_of_the_counters(
    live_kernel: None, tmp_path: Path
) -> None:
    if isinstance(read_direct_map().level2_splits, Unknown):
        pytest.skip("this kernel does not count splits")
    try:
        PerfRecorder().close()
    except ProgpackError as error:
        pytest.skip(str(error))
    said = tmp_path / "said"
    command = ["sh", "-c", f'exec "$0" -c "$1" > {said}', sys.executable, MANY]
    done = record_to(tmp_path / "t.gz", command=command)
    assert done.status == 0
    if done.lost:
        pytest.skip("records were lost: others load too much")
    packs, charged, jited = map(int, said.read_text().split())
    trace = Trace(done.path)
    events = list(trace)
    samples = [e for e in events if isinstance(e, Counters)]
    loads = [e for e in events if isinstance(e, Load) and e.name.startswith("pp_many_")]
    report = explain_trace(trace)

    # The counters, and what is said of them.
    first, last = samples[0], samples[-1]
    assert report.level2 == (last.level2_splits or 0) - (first.level2_splits or 0)
    assert report.level3 == (last.level3_splits or 0) - (first.level3_splits or 0)
    assert sum(one.level2 for one in report.splits) == report.level2
    # The recording's own readings are from before the first sample and after the last.
    assert not isinstance(done.changes, Unknown)
    assert isinstance(report.level2, int)
    assert isinstance(done.changes.level2_splits, int)
    assert report.level2 <= done.changes.level2_splits
    # Between two samples are few loads: each split has candidates that can be looked at.
    assert len(samples) > 30
    between = sorted(one.loads for one in report.splits)
    # A busy machine may not let the recorder run while all are loaded.
    times = [e.time_ns for e in samples]
    longest = max(later - one for one, later in pairwise(times))
    assert not between or between[-1] < 500 or longest > 50 * MS
    # Packs: 500 programs of 10 kB fill two and begin a third.
    assert len(loads) == 500
    before = samples[0].packs
    if trace.header.nodes == 1 and loads[0].size > 8000 and before is not None:
        assert report.packs >= 2
        assert packs - before >= 2
    # The charge: whole chunks for each program.
    assert jited == sum(one.size for one in loads)
    assert charged == sum(one.chunks * 64 for one in loads)
    times = [e.time_ns for e in events if isinstance(e, Load | Unload | Counters)]
    began = times.index(samples[0].time_ns)
    assert times[began:] == sorted(times[began:])


def test_the_command_says_which_loads(live_kernel: None, tmp_path: Path) -> None:
    tape = (
        THERE,
        sample(1, 5),
        load(3, 3, NEXT + 8),
        sample(5, 7),
        sample(300, 8),
    )
    from progpack.trace import save

    path = tmp_path / "t.gz"
    save(path, Tape(Header(arch="x86_64"), tape))
    words = [sys.executable, "-m", "progpack", "explain", "splits", str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "3 splits of 2 MiB entries" in done.stdout
    assert f"likely  the pack at {NEXT:#x}, made for p3 (id 3) by x (pid 7)" in done.stdout
    assert "2 of 2 MiB, within 4.0 ms: 1 load, 0 unloads" in done.stdout
    assert "no load" in done.stdout


def test_negative_times_are_put_in_order() -> None:
    report = explain(sample(-400, 5), load(-200, 2, NEXT), sample(-210, 5), sample(-100, 6))
    assert (report.samples, report.level2, report.loads) == (3, 1, 1)
