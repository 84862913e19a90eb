"""A replay says which policies a kernel could not have, and what resetting huge packs splits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack.replay import Result, replay
from progpack.report.result.verdict import verdict
from progpack.trace import Load, Unload

PROGRAMS = 400
BYTES = 12_000
MS = 1_000_000


def peak() -> Iterator[Load | Unload]:
    """Programs that fill packs, and then all go."""
    for number in range(1, PROGRAMS + 1):
        yield Load(number * MS, number, "large", "program", None, BYTES)
    for number in range(1, PROGRAMS + 1):
        yield Unload((PROGRAMS + number) * MS, number, None, "large")


def result(machine: str, *policies: str) -> Result:
    return replay(list(peak()), list(policies), machine)


@pytest.mark.parametrize(
    ("machine", "said"),
    [
        ("x86_64:64G,kernel=6.12", "resets one small page at a time"),
        ("ppc64le:64G,kernel=6.12", "-EINVAL"),
        ("arm64:64G,kernel=6.12", "-EINVAL"),
        ("parisc:64G,kernel=6.12", "stubs that return 0"),
    ],
)
def test_huge_packs_that_a_kernel_cannot_have_are_said_with_the_reason(
    machine: str, said: str
) -> None:
    found = result(machine, "pack-huge")
    (huge,) = found.policies
    assert said in huge.obstacles[0]
    texts = [finding.text for finding in verdict(found).findings]
    assert any("not available on this kernel" in text and said in text for text in texts)


def test_what_a_kernel_has_is_no_obstacle() -> None:
    for machine, policy in (("x86_64:64G,kernel=7.3", "rox-cache"), ("x86_64:64G", "pack")):
        assert result(machine, policy).policies[0].obstacles == ()


def test_resetting_huge_packs_page_by_page_splits_what_they_spared() -> None:
    """The seed: set_vm_flush_reset_perms() cannot be relied on for huge pages."""
    old = result("x86_64:64G,kernel=6.12", "pack-huge").policies[0]
    new = result("x86_64:64G,kernel=7.3", "rox-cache").policies[0]
    assert old.end.packs_created == new.end.packs_created == 3
    assert old.end.packs_released == new.end.packs_released == 3
    assert (old.end.level2_splits, new.end.level2_splits) == (3, 0)


def test_obstacles_are_kept_with_a_result(tmp_path: Path) -> None:
    found = result("ppc64le:64G,kernel=6.12", "pack-huge")
    found.save(tmp_path / "result.json")
    kept = Result.from_json(tmp_path / "result.json")
    assert kept.policies[0].obstacles == found.policies[0].obstacles
