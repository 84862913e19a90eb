"""What modelled kernels have, against what they do."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from progpack import arch
from progpack.arch.gate import Way
from progpack.errors import UsageError
from progpack.known import Unknown
from progpack.model.capabilities import kernel_capabilities, kernel_record, releases

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

import capability_table  # noqa: E402

EVERY = [(name, release) for name in arch.ARCHES for release in releases()]
STUBS = {"parisc", "mips", "sparc64", "arc"}


def test_powerpc_refuses_a_permission_change_on_huge_vmalloc() -> None:
    found = kernel_capabilities("ppc64le", "6.12")
    assert found.record.blocks.huge_vmalloc
    assert not found.record.blocks.set_rox_huge
    decision = found.record.decide()
    assert decision.way is decision.most is Way.SMALL
    assert "refuses huge vmalloc mappings, -EINVAL" in decision.why
    assert "packs on huge pages not possible" in found.obstacles("pack-huge")[0]
    assert found.obstacles("pack") == ()


def test_arm64_before_6_9_has_no_text_copy_and_packs_nothing() -> None:
    for release in ("5.10", "6.1", "6.6", "6.8"):
        found = kernel_capabilities("arm64", release)
        assert found.record.decide().way is found.placed is Way.OWN
        assert found.record.decide().reasons[0].startswith("no text_copy: -ENOTSUPP before 6.9")
        assert "only a page per program" in found.obstacles("pack")[0]
    assert kernel_record("arm64", "6.9").decide().way is Way.SMALL


def test_parisc_has_stubs_that_report_success_and_protect_nothing() -> None:
    found = kernel_capabilities("parisc", "6.12")
    decision = found.record.decide()
    assert decision.way is Way.REFUSED
    assert "return 0 and protect nothing" in decision.why
    assert found.placed is Way.OWN
    assert found.differs is not None
    assert found.obstacles("page")


def test_before_its_jit_an_architecture_refuses() -> None:
    found = kernel_capabilities("loongarch", "5.10")
    assert found.record.decide().way is found.placed is Way.REFUSED
    assert "no jit" in found.record.decide().why
    assert kernel_record("loongarch", "6.12").decide().way is Way.OWN


@pytest.mark.parametrize("name", arch.ARCHES)
def test_the_gate_says_what_each_release_does_but_for_known_differences(name: str) -> None:
    """Two sources: releases of building blocks, and policies as they were measured."""
    for release in releases():
        found = kernel_capabilities(name, release)
        if (name, release) == ("x86-64", "5.18"):
            # Packs, a release before bpf_arch_text_invalidate().
            assert (found.placed, found.record.decide().way) == (Way.SMALL, Way.OWN)
        elif name in STUBS and found.record.blocks.jit:
            assert (found.placed, found.record.decide().way) == (Way.OWN, Way.REFUSED)
        elif name == "loongarch" and not found.record.blocks.set_rox and found.record.blocks.jit:
            assert found.differs is not None
        else:
            assert found.differs is None, found.differs


@pytest.mark.parametrize(("name", "release"), EVERY)
def test_every_record_is_whole(name: str, release: str) -> None:
    found = kernel_capabilities(name, release)
    record = found.record
    assert all(block.detail for block in record.blocks)
    assert record.trap_unit in (1, 2, 4)
    assert isinstance(record.alignment, Unknown) or record.alignment in (4, 8)
    assert record.exec_range
    assert found.source
    values = found.as_dict()
    assert values["path"] == record.decide().way.value
    assert values["kernel"] == release


def test_a_huge_page_of_512_mib_is_more_than_a_pack() -> None:
    with_64k = kernel_record(arch.get("arm64").with_pages(64 << 10), "6.12")
    assert not with_64k.blocks.huge_vmalloc
    assert "512 MiB" in with_64k.blocks.huge_vmalloc.detail
    assert kernel_record("arm64", "6.12").blocks.huge_vmalloc


def test_huge_packs_on_x86_64_before_7_3_must_not_be_reset_page_by_page() -> None:
    found = kernel_capabilities("x86-64", "6.18")
    assert found.record.decide().most is Way.HUGE
    (obstacle,) = found.obstacles("pack-huge")
    assert "reset-on-free of a huge area not possible" in obstacle
    assert kernel_capabilities("x86-64", "7.3").obstacles("rox-cache") == ()
    assert kernel_record("x86-64", "7.3").decide().given_back == "reset"


def test_a_kernel_without_a_version_is_refused() -> None:
    with pytest.raises(UsageError, match="does not begin with a version"):
        kernel_capabilities("x86-64", "latest")


def test_the_tables_of_the_page_are_of_these_records() -> None:
    text = (ROOT / "docs/capabilities.md").read_text(encoding="utf-8")
    assert capability_table.filled(text) == text, "run tools/capability_table.py"
    assert all(re.search(rf"^\| {name} \|", text, re.MULTILINE) for name in arch.ARCHES)
