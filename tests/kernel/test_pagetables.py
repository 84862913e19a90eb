"""Page tables: direct maps that were recorded on real kernels, built again and walked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.kernel.memory.kcore import Kcore
from progpack.kernel.memory.pagetables import (
    FLAGS,
    DirectMapTotals,
    Run,
    direct_map_runs,
    translate,
)
from progpack.kernel.memory.protocol import DirectMapLayout, UnreadableError

from .coreimage import LEVEL, PAGE, Memory, Tables, write_core
from .probes import every_recording, records

RW, RO = 0x8000_0000_0000_0103, 0x8000_0000_0000_0101
SIZE = {"4K": PAGE, "2M": 1 << 21, "1G": 1 << 30}
BASE = 0xFFFF_8880_0000_0000
TOP = 0xFFFF_FFFF_8242_2000

# One recording of each kernel, and those with many splits.
NAMES = [
    "5.10-x86_64-a_rq",
    "5.10-x86_64-p_300",
    "6.1-x86_64-a_rq",
    "6.1-x86_64-p_300",
    "6.12.107-x86_64-b_1000",
    "6.18.15-x86_64-p_300",
    "6.18.15-x86_64-x_big",
    "7.2.12-x86_64-b_1000",
    "7.3.4-x86_64-b_1000",
]


def walks(name: str) -> Iterator[tuple[dict[str, Any], list[Run], dict[str, Any]]]:
    """Each recorded walk of a direct map: how it began, its runs, its totals."""
    began: dict[str, Any] = {}
    runs: list[Run] = []
    for record in records(name):
        if record["op"] == "kcore":
            began, runs = record, []
        elif record["op"] == "dm":
            where, flags = int(record["pa"], 16), int(record["f"], 16)
            runs.append(Run(record["lv"], where, record["n"], flags & ~0x80 | large(record["lv"])))
        elif record["op"] == "kcore_end" and runs:
            yield began, runs, record


def large(level: str) -> int:
    return 0 if level == "4K" else 0x80


def layout_of(began: dict[str, Any]) -> DirectMapLayout:
    return DirectMapLayout(
        table=int(began["pgd"], 16),
        base=int(began["dm_off"], 16),
        start=int(began["lo"], 16),
        end=int(began["hi"], 16),
        levels=began["top"],
    )


def check_totals(totals: DirectMapTotals, end: dict[str, Any]) -> None:
    for level, key in (("4K", "4k"), ("2M", "2m"), ("1G", "1g")):
        assert totals.entries[level] == end[f"n{key}"]
        assert totals.read_only[level] == end[f"ro{key}"]
    assert (totals.executable["4K"], totals.executable["2M"]) == (end["x4k"], end["x2m"])


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_direct_map_is_walked_as_it_was_recorded(name: str) -> None:
    seen = 0
    for began, runs, end in walks(name):
        layout = layout_of(began)
        memory = Memory()
        # Tables beyond the end of memory, so that they do not lie where something is mapped.
        tables = Tables(memory, layout.base, layout.table, layout.end - layout.base, began["top"])
        tables.add(runs)
        assert list(direct_map_runs(memory, layout)) == runs
        totals = DirectMapTotals.of(runs)
        check_totals(totals, end)
        assert totals.size == sum(run.count * SIZE[run.level] for run in runs)
        for run in runs:
            last = run.physical + run.size - 1
            for physical in (run.physical, last):
                found = translate(memory, layout, layout.base + physical)
                assert found is not None
                assert (found.physical, found.level, found.flags) == (
                    physical,
                    run.level,
                    run.flags,
                )
        seen += 1
    assert seen


def test_all_recorded_flags_are_kept() -> None:
    flags = set()
    for path in every_recording("*x86_64*"):
        for record in records(path.name.removesuffix(".jsonl.gz")):
            if record["op"] == "dm":
                flags.add(int(record["f"], 16))
    assert flags
    assert all(flag & FLAGS == flag for flag in flags)


def test_a_core_file_gives_the_walk_that_was_recorded(tmp_path: Path) -> None:
    began, runs, end = next(walks("7.2.12-x86_64-a_rq"))
    wanted = layout_of(began)
    size = wanted.end - wanted.base
    memory = Memory()
    # In the last pages of memory, as a kernel's own tables are in memory too.
    room = size - (64 << 20)
    Tables(memory, wanted.base, wanted.table, room, wanted.levels).add(runs)
    text = wanted.table & -(1 << 21)
    path = tmp_path / "core"
    write_core(
        path,
        memory,
        [
            (text, 2 << 20, int(began["pgd_pa"], 16) - (wanted.table - text)),
            (0xFFFF_C900_0000_0000, 1 << 30, None),
            (wanted.start, wanted.end - wanted.start, wanted.start - wanted.base),
        ],
        {"OSRELEASE": "7.2.12", f"SYMBOL({began['pgdsym']})": f"{wanted.table:x}"},
    )
    with Kcore(path) as core:
        assert core.direct_map() == wanted
        found = list(direct_map_runs(core, core.direct_map()))
    assert found == runs
    check_totals(DirectMapTotals.of(found), end)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["4K", "2M", "1G"]), st.integers(1, 5), st.sampled_from([RW, RO])
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([4, 5]),
    st.sampled_from([0, 1 << 47, 1 << 51]),
)
def test_any_direct_map_is_walked_as_it_was_built(
    parts: list[tuple[str, int, int]], levels: int, encryption: int
) -> None:
    runs: list[Run] = []
    at = 0
    for level, count, flags in parts:
        # A hole of one page before each run keeps equal neighbours apart.
        at = -(-(at + PAGE) // SIZE[level]) * SIZE[level]
        runs.append(Run(level, at, count, flags | large(level)))
        at += count * SIZE[level]
    base = BASE if levels == 4 else 0xFF11_0000_0000_0000
    memory = Memory()
    tables = Tables(memory, base, TOP, 1 << 45, levels, encryption)
    tables.add(runs)
    layout = DirectMapLayout(TOP, base, base, base + at, levels, encryption)
    assert list(direct_map_runs(memory, layout)) == runs
    middle = runs[len(runs) // 2]
    found = translate(memory, layout, base + middle.physical + 123)
    assert found is not None
    assert found.physical == middle.physical + 123
    assert translate(memory, layout, base + middle.physical - 1) is None


def test_equal_entries_that_follow_each_other_are_one_run() -> None:
    memory = Memory()
    tables = Tables(memory, BASE, TOP, 1 << 40)
    tables.add([Run("2M", 0, 3, RW | 0x80), Run("2M", 3 << 21, 2, RW | 0x80)])
    layout = DirectMapLayout(TOP, BASE, BASE, BASE + (1 << 30))
    assert list(direct_map_runs(memory, layout)) == [Run("2M", 0, 5, RW | 0x80)]


def test_only_what_lies_in_the_range_is_walked() -> None:
    memory = Memory()
    Tables(memory, BASE, TOP, 1 << 40).add([Run("4K", 0, 1024, RW)])
    layout = DirectMapLayout(TOP, BASE, BASE + 10 * PAGE, BASE + 600 * PAGE)
    assert list(direct_map_runs(memory, layout)) == [Run("4K", 10 * PAGE, 590, RW)]


def test_a_table_that_cannot_be_read_is_an_error() -> None:
    memory = Memory()
    tables = Tables(memory, BASE, TOP, 1 << 40)
    tables.add([Run("4K", 0, 1, RW)])
    del memory.pages[BASE + (1 << 40)]
    layout = DirectMapLayout(TOP, BASE, BASE, BASE + (1 << 30))
    with pytest.raises(UnreadableError):
        list(direct_map_runs(memory, layout))
    with pytest.raises(UnreadableError):
        translate(memory, layout, BASE)


def test_a_run_says_whether_it_can_be_written_or_run() -> None:
    assert (Run("4K", 0, 1, RW).writable, Run("4K", 0, 1, RW).executable) == (True, False)
    assert (Run("2M", 0, 2, 0x181).writable, Run("2M", 0, 2, 0x181).executable) == (False, True)
    assert Run("1G", 0, 2, RW | 0x80).size == 2 << 30
    assert LEVEL.keys() == SIZE.keys()
