"""The range for code: what is used of it and its holes, and the faults of releases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.kernel.explain.leaks import FAULTS, faults_of
from progpack.kernel.proc.code_range import X86_END, X86_STARTS, holes, read_code_range
from progpack.known import Bounds, Unknown
from tests.kernel.probes import files

START = X86_STARTS[0]
MIB = 1 << 20


def area(address: int, size: int, caller: str) -> str:
    return f"0x{address:016x}-0x{address + size:016x} {size:7} {caller}+0x1/0x2 pages=1 vmalloc\n"


def test_a_range_is_used_by_every_area_in_it(tmp_path: Path) -> None:
    text = (
        area(START, 3 * MIB, "execmem_vmalloc")
        + area(START + 4 * MIB, MIB, "anything")
        + area(0xFFFF_C900_0000_0000, 9 * MIB, "kernel_clone")
    )
    found = read_code_range(START, files(tmp_path, {"proc/vmallocinfo": text}))
    assert found.size == X86_END - START == 1008 * MIB
    assert (found.used, found.areas) == (Bounds(4 * MIB, 4 * MIB), 2)
    assert found.largest_hole == (1008 - 5) * MIB
    assert found.left == 1004 * MIB


def test_hashed_addresses_leave_a_lower_bound_and_no_hole(tmp_path: Path) -> None:
    text = area(0x1234_5678, 2 * MIB, "bpf_prog_pack_alloc") + area(0x5678, MIB, "kernel_clone")
    found = read_code_range(START, files(tmp_path, {"proc/vmallocinfo": text}))
    assert isinstance(found.used, Bounds)
    assert found.used.low == 2 * MIB
    assert isinstance(found.used.high, Unknown)
    assert isinstance(found.largest_hole, Unknown)


def test_where_nothing_can_be_read_nothing_is_said(tmp_path: Path) -> None:
    found = read_code_range(0, tmp_path)
    assert isinstance(found.size, Unknown)
    assert isinstance(found.left, Unknown)
    assert "vmallocinfo" in str(found.used)


@given(st.sets(st.integers(0, 40)))
def test_holes_are_the_runs_that_nobody_has(taken: set[int]) -> None:
    areas = [(page, 1) for page in taken]
    free = "".join("." if page in taken else "o" for page in range(41))
    assert holes(areas, 0, 41) == [len(run) for run in free.split(".") if run]


@pytest.mark.parametrize(
    ("release", "count"),
    [
        ("4.9.300", 0),
        ("5.4.239", 1),
        ("5.4.240-generic", 0),
        ("5.9.0", 2),
        ("5.10.176", 2),
        ("5.10.177", 1),
        ("5.15.85", 2),
        ("5.15.86", 1),
        ("5.15.105", 0),
        ("5.19.17", 2),
        ("6.1.1", 2),
        ("6.1.2", 1),
        ("6.1.22", 0),
        ("6.2", 1),
        ("6.2.9-arch1", 0),
        ("6.3.0", 0),
        ("6.18.44-fc", 0),
        ("strange", 0),
    ],
)
def test_a_release_has_the_faults_between_two_commits(release: str, count: int) -> None:
    assert len(list(faults_of(release))) == count


def test_each_fault_names_the_commit_that_removed_it() -> None:
    for fault in FAULTS:
        assert len(fault.commits[1]) == 12
        assert all(series < fault.fixed[:2] for series in fault.backports)
