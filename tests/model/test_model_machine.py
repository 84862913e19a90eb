"""Machines as text, and what kernels do by release."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from progpack.arch import ARCHES
from progpack.errors import UsageError
from progpack.model import CHANGES, KERNELS, FreeLists, KernelFeatures, MachineSpec
from progpack.model.memory_layout import layout, watermarks
from progpack.model.physical import Physical
from progpack.pack import policies

GIB = 1 << 30

BUDDY = """\
Node 0, zone      DMA      0      0      0      0      0      0      0      0      1      1      3
Node 0, zone    DMA32      1      2      4      2      5      4      3      3      4      2    752
Node 0, zone   Normal   5435   5656   4110   3315   2286   1323    960    505    277    169    745
"""
TYPES = """\
Page block order: 9
Free pages count per migrate type at order       0      1      2      3
Node    0, zone   Normal, type    Unmovable    522   1792   1421    915    349 108 183 80 22 0 0
Node    0, zone   Normal, type      Movable    404   3200   2523   2325   1927
"""


@pytest.mark.parametrize(
    "text",
    [
        "x86_64:64G",
        "x86_64:64G,nodes=2,cpus=64,kernel=6.18,supply=fresh,jit_limit=128M",
        "aarch64:512M,kernel=6.12,supply=cached,capable=ebpf",
        "x86-64:8G,kernel=6.18+predictor_flush+collapse=0,rcu_ms=30,background=7,user=100",
        "x86-64:8G,direct_map=87900-5154816-5242880,low_memory=3G,jit_limit=none",
        "powerpc:4G,page_size=65536,kernel=6.1",
        "sparc64:4G",
    ],
)
def test_a_machine_is_the_same_after_writing_and_reading(text: str) -> None:
    machine = MachineSpec.parse(text)
    assert MachineSpec.parse(str(machine)) == machine


def test_a_line_says_what_it_says() -> None:
    machine = MachineSpec.parse("x86_64:64G,nodes=2,cpus=64,kernel=6.18,jit_limit=1000")
    assert (machine.arch, machine.memory, machine.nodes, machine.cpus) == (
        "x86-64",
        64 * GIB,
        2,
        64,
    )
    assert machine.features.policy == "pack"
    assert machine.limit == 1000
    assert MachineSpec.parse("x86-64:8G,jit_limit=none").limit is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("vax:8G", "unknown architecture"),
        ("x86-64:lots", "'lots' is no size"),
        ("x86-64:8G,wheels=4", "nothing is called 'wheels'"),
        ("x86-64:8G,cpus", "not NAME=VALUE"),
        ("x86-64:8G,cpus=many", "no number"),
        ("x86-64:8G,cpus=0", "less than 1"),
        ("x86-64:8G,kernel=new", "does not begin with a version"),
        ("x86-64:8G,kernel=6.18+wheels=4", "no behaviour is called 'wheels'"),
        ("x86-64:8G,kernel=6.18+collapse=maybe", "no number"),
        ("x86-64:8G,supply=some", "free lists 'some'"),
        ("x86-64:8G,supply=@/nowhere", "No such file"),
        ("x86-64:8G,capable=me", "none, ebpf and all"),
        ("x86-64:8G,direct_map=1-2", "not KB-KB-KB"),
        ("x86-64:8G,page_size=65536", "no pages of 65536"),
        ("x86-64:1M", "less than"),
        ("x86-64:65T", "more than"),
        ("x86-64:8G,nodes=1025", "nodes is 1025, more than 1024"),
        ("x86-64:8G,cpus=8193", "cpus is 8193, more than 8192"),
        ("x86-64:8G,user=-1", "user is -1, less than 0"),
    ],
)
def test_what_makes_no_sense_is_named(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        MachineSpec.parse(text)


def test_free_lists_are_read_from_proc(tmp_path: Path) -> None:
    lists = FreeLists.from_text(BUDDY, TYPES)
    assert [zone.name for zone in lists.zones] == ["DMA", "DMA32", "Normal"]
    assert lists.zones[2].free[10] == 745
    assert lists.zones[2].unmovable[0] == 522
    assert FreeLists.parse(str(lists)) == lists
    file = tmp_path / "free"
    file.write_text(BUDDY + TYPES)
    machine = MachineSpec.parse(f"x86-64:24G,supply=@{file}")
    assert machine.supply == lists
    assert MachineSpec.parse(str(machine)) == machine
    with pytest.raises(UsageError, match="no zone"):
        FreeLists.from_text("nothing")


def test_an_aged_machine_has_the_free_lists_it_was_given() -> None:
    lists = FreeLists.from_text(BUDDY, TYPES)
    physical = Physical(MachineSpec(memory=24 * GIB, supply=lists, low_memory=3 * GIB), seed=3)
    normal, low = physical.zones()
    assert normal.histogram() == lists.zones[2].free
    assert low.histogram() == lists.zones[1].free
    # The lowest zone is for devices.
    assert physical.free == lists.pages - sum(n << o for o, n in enumerate(lists.zones[0].free))


def test_this_machine() -> None:
    machine = MachineSpec.here()
    assert machine.cpus == os.cpu_count()
    assert machine.page_size == os.sysconf("SC_PAGE_SIZE")
    assert machine.memory >= os.sysconf("SC_PHYS_PAGES") * machine.page_size
    assert MachineSpec.parse(str(machine)) == machine
    assert MachineSpec.parse("here,cpus=3").cpus == 3
    physical = Physical(machine)
    if machine.direct_map is not None:
        direct, beyond = physical.direct_map, physical.beyond
        assert (
            direct.small * 4 + beyond[0],
            direct.large * 2048 + beyond[1],
            (direct.giant << 20) + beyond[2],
        ) == machine.direct_map


def test_memory_of_a_guest_lies_as_measured() -> None:
    """An 8 GiB guest after boot: the walk of its page tables, and its counters."""
    for kernel, small in (("5.10", 22400), ("6.12", 24448), ("7.2", 22400), ("7.3", 20352)):
        machine = MachineSpec.parse(f"x86-64:8G,kernel={kernel}")
        physical = Physical(machine)
        direct, beyond = physical.direct_map, physical.beyond
        # Page 0 is in the guests' count of pages, and is not mapped.
        assert direct.small * 4 + beyond[0] == small - 4
    giants = {region * GIB >> 30 for region in direct.giants}
    assert giants == {5, 6, 7, 8}
    assert (direct.giant << 20) + beyond[2] == 6291456


def test_the_default_limit_is_that_of_the_kernels() -> None:
    """As read from net.core.bpf_jit_limit in the guests."""
    for machine, limit in (
        ("x86-64:8G,kernel=5.10", 528482304),
        ("x86-64:8G,kernel=7.3", 528482304),
        ("aarch64:4G,kernel=5.10", 67108864),
        ("riscv64:4G,kernel=7.2", 67108864),
        ("aarch64:4G,kernel=6.12", None),
    ):
        assert MachineSpec.parse(machine).limit == limit


def test_a_full_page_cache_leaves_what_the_kernel_keeps_free() -> None:
    machine = MachineSpec.parse("x86-64:2G,supply=cached")
    physical = Physical(machine)
    low, high = watermarks(layout(machine).pages)
    assert low <= physical.free <= high + 512
    taken = physical.take(200_000)
    assert taken is not None
    assert len(set(taken)) == 200_000
    assert physical.reclaims * 512 > 190_000
    assert physical.take(1 << 20) is None


@pytest.mark.parametrize(
    ("release", "arch", "policy"),
    [
        ("5.10.0-46-cloud-amd64", "x86-64", "page"),
        ("5.17", "x86-64", "page"),
        ("5.18.3", "x86-64", "pack-4k"),
        ("6.0", "x86-64", "pack"),
        ("6.18.44-fc-v657", "x86-64", "pack"),
        ("6.19.14+deb14-amd64", "x86-64", "pack-block"),
        ("7.2.12", "x86-64", "pack-block"),
        ("7.3.4", "x86-64", "rox-cache"),
        ("6.1", "aarch64", "page"),
        ("6.12.107+deb13-arm64", "aarch64", "pack"),
        ("7.2", "aarch64", "pack-block"),
        ("6.1", "ppc64le", "page"),
        ("6.12", "riscv64", "pack"),
        ("7.2", "s390x", "page"),
    ],
)
def test_the_policy_of_a_release(release: str, arch: str, policy: str) -> None:
    assert KernelFeatures.of(release, arch).policy == policy


def test_every_change_names_a_feature_a_policy_and_a_source() -> None:
    for change in CHANGES:
        assert change.fact.source
        assert change.arch in ("", *ARCHES)
        later = KernelFeatures.of(change.since, change.arch or "x86-64")
        if change.arch in ("", "x86-64"):
            assert getattr(later, change.feature) == change.fact.value
        assert change.feature in later.sources(change.arch or "x86-64")
    assert {features.policy for features in KERNELS.values()} <= set(policies.names())


def test_a_behaviour_can_be_changed_by_name() -> None:
    features = KernelFeatures.of("6.18.3+deb13+predictor_flush+set_memory_rounds=2+policy=page")
    assert (features.predictor_flush, features.set_memory_rounds, features.policy) == (
        True,
        2,
        "page",
    )
    assert features.name == "6.18.3+predictor_flush+set_memory_rounds=2+policy=page"
    assert KernelFeatures.of(features.name) == features
