"""Counters and settings: against other programs that read them, and on files of other kernels."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import fields, replace
from pathlib import Path

import pytest

from progpack.kernel.proc.counters import Settings, count_possible, read_counters, read_direct_map
from progpack.kernel.proc.files import numbers_in_list
from progpack.known import Unknown
from progpack.snapshot import DirectMap

from .probes import files, sysctl_set, sysctls_stay, unprivileged

SYSCTLS = {
    "jit_enable": "net.core.bpf_jit_enable",
    "jit_harden": "net.core.bpf_jit_harden",
    "jit_kallsyms": "net.core.bpf_jit_kallsyms",
    "jit_limit": "net.core.bpf_jit_limit",
    "kptr_restrict": "kernel.kptr_restrict",
    "perf_event_paranoid": "kernel.perf_event_paranoid",
    "unprivileged_bpf_disabled": "kernel.unprivileged_bpf_disabled",
}
VMSTAT = """\
nr_free_pages 4217
direct_map_level2_splits 52
direct_map_level3_splits 1
direct_map_level2_collapses 0
direct_map_level3_collapses 3
"""
MEMINFO = """\
MemTotal:       24684092 kB
DirectMap4k:      126976 kB
DirectMap2M:     3017728 kB
DirectMap1G:    24117248 kB
"""


def test_settings_are_those_that_sysctl_shows() -> None:
    tool = shutil.which("sysctl") or shutil.which("sysctl", path="/usr/sbin:/sbin")
    if tool is None:
        pytest.skip("sysctl is not installed")
    with sysctls_stay():
        settings = read_counters().settings
        compare(settings, tool)


def compare(settings: Settings, tool: str) -> None:
    assert SYSCTLS.keys() == {field.name for field in fields(Settings)}
    for field, name in SYSCTLS.items():
        done = subprocess.run([tool, "-n", name], capture_output=True, text=True, check=False)
        value = getattr(settings, field)
        if done.returncode == 0 and done.stdout.strip():
            assert value == int(done.stdout), name
        else:
            assert isinstance(value, Unknown)
            assert name in value.reason


def test_a_setting_that_changes_is_read_anew() -> None:
    with sysctl_set("kernel/perf_event_paranoid", "3"):
        assert read_counters().settings.perf_event_paranoid == 3


def test_counts_of_cpus_are_those_of_the_c_library() -> None:
    counters = read_counters()
    assert counters.online_cpus == os.sysconf("SC_NPROCESSORS_ONLN")
    assert counters.cpus == os.sysconf("SC_NPROCESSORS_CONF")
    assert isinstance(counters.nodes, int)
    assert counters.nodes >= 1


def test_direct_map_counters_are_those_of_the_files() -> None:
    vmstat = dict(line.split() for line in Path("/proc/vmstat").read_text().splitlines())
    before = read_direct_map()
    for field, name in (
        ("level2_splits", "direct_map_level2_splits"),
        ("level3_splits", "direct_map_level3_splits"),
        ("level2_collapses", "direct_map_level2_collapses"),
        ("level3_collapses", "direct_map_level3_collapses"),
    ):
        value = getattr(before, field)
        if name in vmstat:
            assert isinstance(value, int)
            assert value >= int(vmstat[name])
        else:
            assert isinstance(value, Unknown)
            assert name in value.reason


def test_a_reading_has_the_time_of_a_programs_load_time() -> None:
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    now = read_counters().time_ns
    assert before <= now <= time.clock_gettime_ns(time.CLOCK_BOOTTIME)


def test_files_of_another_kernel_are_read_from_another_root(tmp_path: Path) -> None:
    root = files(
        tmp_path,
        {
            "proc/vmstat": VMSTAT,
            "proc/meminfo": MEMINFO,
            "proc/sys/net/core/bpf_jit_limit": "528482304\n",
            "sys/devices/system/node/possible": "0-1,4\n",
            "sys/devices/system/cpu/possible": "0-127\n",
            "sys/devices/system/cpu/online": "0-7,16-23\n",
        },
    )
    counters = read_counters(root)
    assert counters.direct_map == DirectMap(126976, 3017728, 24117248, 52, 1, 0, 3)
    assert (counters.nodes, counters.cpus, counters.online_cpus) == (3, 128, 16)
    assert counters.settings.jit_limit == 528482304
    assert isinstance(counters.settings.kptr_restrict, Unknown)


def test_a_counter_that_a_kernel_does_not_have_says_so(tmp_path: Path) -> None:
    lines = "\n".join(line for line in VMSTAT.splitlines() if "collapse" not in line)
    found = read_direct_map(files(tmp_path, {"proc/vmstat": lines}))
    assert found.level2_splits == 52
    assert isinstance(found.level2_collapses, Unknown)
    assert "has no direct_map_level2_collapses" in found.level2_collapses.reason
    assert isinstance(found.map_4k, Unknown)
    assert "meminfo does not exist" in found.map_4k.reason


def test_a_kernel_without_numa_has_one_node(tmp_path: Path) -> None:
    assert isinstance(count_possible("node", tmp_path), Unknown)
    files(tmp_path, {"sys/devices/system/cpu/possible": "0\n"})
    assert count_possible("node", tmp_path) == 1


def test_differences_between_two_readings() -> None:
    later = read_counters()
    earlier = replace(
        later,
        direct_map=DirectMap(4096, 2048, 1024, 10, 2, Unknown("no such counter"), 0),
    )
    later = replace(later, direct_map=DirectMap(6144, 0, 1024, 11, 2, 5, 1))
    assert later.since(earlier) == DirectMap(2048, -2048, 0, 1, 0, Unknown("no such counter"), 1)
    assert not any(getattr(later.since(later), field.name) for field in fields(DirectMap))


def test_an_unprivileged_process_is_told_what_hides_the_limit() -> None:
    lines = unprivileged(
        "from progpack.kernel.proc.counters import *\nos.setuid(65534)",
        "s = read_counters().settings\nprint(s.jit_limit)\nprint(s.jit_enable)",
    )
    if Path("/proc/sys/net/core/bpf_jit_limit").exists():
        assert "net.core.bpf_jit_limit: " in lines[0]
        assert "(mode 0600); read it as root" in lines[0]
        assert lines[1].isdigit()


def test_every_member_is_known_or_has_a_reason() -> None:
    counters = read_counters()
    for holder in (counters.direct_map, counters.settings):
        for field in fields(holder):
            value = getattr(holder, field.name)
            assert not isinstance(value, Unknown) or value.reason


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("0", [0]), ("0-3", [0, 1, 2, 3]), ("0-1,4,6-7\n", [0, 1, 4, 6, 7]), ("\n", [])],
)
def test_lists_of_numbers_are_read_as_the_kernel_prints_them(text: str, numbers: list[int]) -> None:
    assert numbers_in_list(text) == numbers


def test_a_list_of_something_else_is_unknown(tmp_path: Path) -> None:
    root = files(tmp_path, {"sys/devices/system/cpu/possible": "all\n"})
    found = count_possible("cpu", root)
    assert isinstance(found, Unknown)
    assert "not a list of numbers" in found.reason
