"""Readings of a kernel again and again: who loads, how often, splits by the minute."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError
from progpack.kernel.perf.records import BpfEvent, Ksymbol, Lost, Record
from progpack.kernel.recording.load_counts import LoadCounts
from progpack.kernel.sampler import Sampler
from progpack.known import Unknown
from tests.kernel.probes import files, load, straight, wait_for, with_subprogram

TAG = "6deef7357e7b4530"
SECOND = 1_000_000_000


class Tape:
    """A recorder that plays what it was given."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.given: list[Record] = []
        self.closed = 0

    @property
    def lost(self) -> int:
        return sum(one.count for one in self.given if isinstance(one, Lost))

    def poll(self, timeout: float = 0.0) -> list[Record]:
        time.sleep(timeout)
        # One record at a time, so that what belongs together comes apart.
        found, self.records = self.records[:1], self.records[1:]
        self.given += found
        return found

    def drain(self) -> list[Record]:
        found, self.records = self.records, []
        self.given += found
        return found

    def comm(self, tid: int) -> str:
        return {10: "loader", 11: "other"}.get(tid, "")

    def close(self) -> None:
        self.closed += 1

    def load(self, number: int, name: str, tid: int, *sizes: int, loaded: bool = True) -> None:
        for index, size in enumerate(sizes):
            # Only the main function has the tag of the program.
            symbol = f"bpf_prog_{TAG if not index else f'{index:016x}'}_{name}"
            self.records.append(
                Ksymbol(1, 0, tid, tid, loaded, 64 * (number + index), size, symbol, 1, 0)
            )
        self.records.append(BpfEvent(1, 0, tid, tid, loaded, number, TAG, 0))


def _root(tmp_path: Path, splits: int) -> Path:
    return files(
        tmp_path,
        {
            "proc/vmstat": f"direct_map_level2_splits {splits}\ndirect_map_level3_splits 1\n",
            "proc/kallsyms": "ffffffff81000000 T _text\n",
            "proc/sys/net/core/bpf_jit_limit": "1000000\n",
            "sys/devices/system/node/possible": "0\n",
        },
    )


def test_loads_are_counted_by_process_and_by_program(tmp_path: Path) -> None:
    tape, now = Tape(), [0]
    with Sampler(_root(tmp_path, 4), record=lambda: tape, clock=lambda: now[0]) as sampler:
        first = sampler.read()
        assert (first.loads, first.splits, first.loaders) == (None, None, ())
        tape.load(1, "fw", 10, 100, 60)
        tape.load(2, "fw", 10, 64)
        tape.load(3, "xx", 12, 1)
        tape.load(1, "fw", 11, 100, 60, loaded=False)
        tape.records.append(Lost(1, 0, 0, 0, 5))
        now[0] = 30 * SECOND
        reading = sampler.read()
    assert not isinstance(reading.loaders, Unknown)
    rows = [(row.comm, row.loads, row.chunks) for row in reading.loaders]
    assert rows == [("loader", 2, 4), ("pid 12", 1, 1)]
    assert reading.loads == 6.0
    assert reading.lost == 5
    assert tape.closed == 1


def test_a_row_has_what_changed_since_the_row_before(tmp_path: Path) -> None:
    tape, now = Tape(), [0]
    with Sampler(_root(tmp_path, 4), record=lambda: tape, clock=lambda: now[0]) as sampler:
        tape.load(1, "early", 10, 100)
        first = sampler.sample()
        tape.load(2, "fw", 10, 100, 60)
        tape.load(1, "early", 11, 100, loaded=False)
        _root(tmp_path, 9)
        now[0] = 2 * SECOND
        second = sampler.sample(0.05)
        third = sampler.sample()
    assert (first.loads, first.seconds, first.direct_map.level2_splits) == (1, 0.0, 0)
    assert (second.loads, second.unloads, second.seconds) == (1, 1, 2.0)
    assert (second.direct_map.level2_splits, second.direct_map.level3_splits) == (5, 0)
    assert (third.loads, third.unloads, third.direct_map.level2_splits) == (0, 0, 0)
    assert isinstance(second.programs, Unknown)
    assert second.limit == 1000000


def test_rows_and_the_picture_count_the_same_loads_and_splits(tmp_path: Path) -> None:
    tape, now = Tape(), [0]
    with Sampler(_root(tmp_path, 4), record=lambda: tape, clock=lambda: now[0]) as sampler:
        rows = [sampler.sample()]
        for second in (10, 20, 30):
            for number in range(second):
                tape.load(100 * second + number, "fw", 10, 64)
            _root(tmp_path, 4 + second)
            now[0] = second * SECOND
            rows.append(sampler.sample())
        reading = sampler.read()
    assert reading.loads == 2 * sum(row.loads for row in rows if isinstance(row.loads, int)) == 120
    assert reading.splits == 2 * sum(
        row.direct_map.level2_splits
        for row in rows
        if isinstance(row.direct_map.level2_splits, int)
    )
    assert [row.name for row in reading.programs] == []
    assert not isinstance(reading.loaders, Unknown)
    assert [(row.comm, row.loads, row.chunks) for row in reading.loaders] == [("loader", 60, 60)]


def test_a_program_whose_records_come_apart_has_its_name_and_all_its_code(tmp_path: Path) -> None:
    tape = Tape()
    with Sampler(_root(tmp_path, 4), record=lambda: tape) as sampler:
        tape.load(2, "fw", 10, 100, 60)
        tape.load(3, "xx", 11, 100)
        sampler.sample(0.05)
        reading = sampler.read()
    assert not isinstance(reading.loaders, Unknown)
    assert [(row.comm, row.loads, row.chunks) for row in reading.loaders] == [
        ("loader", 1, 3),
        ("other", 1, 2),
    ]


def test_a_function_with_a_long_name_is_the_program_whose_name_is_cut() -> None:
    tape = Tape()
    tape.load(1, "handle_sched_wakeup_new", 10, 100)
    with LoadCounts(lambda: tape) as counts:
        counts.wait(0)
        assert counts.names == {"handle_sched_wa": 1}


def test_packs_that_cannot_be_looked_for_have_that_reason(tmp_path: Path) -> None:
    with Sampler(_root(tmp_path, 4), record=Tape) as sampler:
        packs = sampler.sample(0).packs
    assert isinstance(packs, Unknown)
    assert "vmallocinfo" in packs.reason


def test_rates_are_of_the_last_minute(tmp_path: Path) -> None:
    now = [0]
    rates = []
    with Sampler(_root(tmp_path, 4), record=Tape, clock=lambda: now[0]) as sampler:
        for second, splits in ((0, 4), (30, 14), (60, 14), (120, 14), (180, 17)):
            _root(tmp_path, splits)
            now[0] = second * SECOND
            rates.append(sampler.read().splits)
    assert rates == [None, 20.0, 10.0, 0.0, 3.0]


def test_without_a_recorder_loads_are_unknown_with_the_reason(tmp_path: Path) -> None:
    def refused() -> Tape:
        raise MissingFeatureError("perf events are not permitted")

    with Sampler(_root(tmp_path, 1), record=refused) as sampler:
        sampler.read()
        reading = sampler.read()
    assert isinstance(reading.loaders, Unknown)
    assert reading.loads == Unknown("perf events are not permitted")
    assert reading.splits == 0.0


@pytest.mark.usefixtures("live_kernel")
def test_a_program_of_the_running_kernel_is_a_row_with_its_loads() -> None:
    with Sampler() as sampler:
        load(straight(3), "pp_sampled").close()
        with load(with_subprogram(3), "pp_sampled") as program:
            number = program.info().id
            reading = sampler.read()
        if isinstance(reading.loaders, Unknown):
            pytest.skip(reading.loaders.reason)
        (row,) = [row for row in reading.programs if row.id == number]
        assert (row.name, row.kind, row.functions) == ("pp_sampled", "program", 2)
        assert row.chunks >= 2
        assert row.loads == 2
        wait_for(
            lambda: number not in [row.id for row in sampler.read().programs],
            "the program that was unloaded is still a row",
        )
