"""One load in the kernel's order and in progpack's: who finishes, and what failures leave."""

from __future__ import annotations

import pytest

from progpack import arch as arches
from progpack.arch.gate import Way
from progpack.errors import JitLimitError, UsageError
from progpack.memory import PackAllocator
from progpack.model import kernel_capabilities
from progpack.model.capabilities import releases
from progpack.model.loadpath import (
    DryMemory,
    Left,
    Order,
    Ours,
    Outcome,
    Run,
    run_cases,
    run_steps,
    upstream,
)
from progpack.model.loadpath.order import READ

WITH_PACK_CODE = [
    each for each in releases() if (5, 18) <= tuple(map(int, each.split(".")[:2])) <= (7, 0)
]
EVERY = sorted(arches.ARCHES)


def ends(arch: str, release: str, *, huge: bool = False) -> list[Run]:
    return list(run_steps(kernel_capabilities(arch, release), huge=huge))


def left(arch: str, release: str, case: str) -> tuple[Left, Left]:
    """What the kernel and progpack leave after a case."""
    for found, theirs, ours in run_cases(kernel_capabilities(arch, release)):
        if found.name == case:
            return theirs.left, ours.left
    raise AssertionError(case)


def test_in_5_18_x86_64_alone_finishes_and_all_others_fail_after_the_common_setup() -> None:
    """The seed: "everybody else will fail after having done all the common setup"."""
    for name in EVERY:
        packs = ends(name, "5.18")[0]
        if name == "x86-64":
            assert (packs.told, packs.left.charge, packs.left.lost) == ("", 0, 0)
            continue
        assert packs.refused is not None
        assert packs.refused.call == "copy"
        assert "reserve" in packs.done_before
        assert "publish" in packs.done_before
        assert packs.left.charge == 576, "the charge of the failed load is never returned"


@pytest.mark.parametrize("release", WITH_PACK_CODE)
@pytest.mark.parametrize("name", EVERY)
def test_progpack_starts_only_what_it_finishes(name: str, release: str) -> None:
    *_, ours = ends(name, release)
    assert ours.steps[0].call == "gate"
    assert ours.left == Left()
    if ours.refused:
        assert ours.steps == (ours.refused,), "nothing was done before the refusal"
        assert kernel_capabilities(name, release).record.decide().way is Way.REFUSED
    else:
        assert all(step.outcome is Outcome.DONE for step in ours.steps)
        assert ours.steps[-1].call == "publish"


def test_a_kernel_with_all_blocks_finishes_and_leaves_nothing() -> None:
    for name, release in (("x86-64", "6.12"), ("arm64", "6.12"), ("riscv64", "6.6")):
        packs, ours = ends(name, release)
        assert (packs.told, packs.left, ours.told) == ("", Left(), "")


def test_huge_packs_on_powerpc_are_refused_by_set_memory_and_by_the_gate() -> None:
    """The seed quotes that -EINVAL; before 6.10 nobody looked at it."""
    packs, ours = ends("ppc64le", "6.12", huge=True)
    assert packs.refused is not None
    assert packs.refused.call == "set_memory"
    assert "-EINVAL" in packs.refused.detail
    assert "set_rox_huge" in ours.steps[0].detail
    # Powerpc's packs of 6.7 would have gone on, with code that can be written.
    path = upstream(kernel_capabilities("ppc64le", "6.7"))
    path.arm("set_memory")
    assert path.load("first", 200) == ""
    assert path.left().writable == 1


@pytest.mark.parametrize(
    ("name", "release"),
    [("x86-64", "6.1"), ("x86-64", "6.12"), ("arm64", "6.12"), ("ppc64le", "6.7")],
)
def test_1_4_a_a_filler_is_read_as_a_size_larger_than_a_pack(name: str, release: str) -> None:
    theirs, ours = left(name, release, "finalize, inside a page")
    assert (theirs.lost, theirs.dangling) == (9, 0)
    assert ours == Left()
    theirs, ours = left(name, release, "finalize, at a page")
    assert (theirs.dangling, theirs.listed) == (1, 1), "the pack is freed under its program"
    assert ours == Left()


def test_1_4_a_zeros_of_riscv_free_nothing() -> None:
    for case in ("finalize, inside a page", "finalize, at a page"):
        theirs, ours = left("riscv64", "6.12", case)
        assert (theirs.lost, theirs.dangling) == (9, 0)
        assert ours == Left()


@pytest.mark.parametrize("name", ["x86-64", "arm64", "riscv64", "ppc64le"])
def test_1_4_b_and_c_the_charge_stays_and_powerpc_keeps_its_marks(name: str) -> None:
    theirs, ours = left(name, "6.12", "finalize, 50 times")
    assert theirs.charge == 50 * 576
    assert theirs.marked == (50 if name == "ppc64le" else 0)
    assert (ours.charge, ours.marked) == (0, 0)


@pytest.mark.parametrize(
    ("name", "read"), [("x86-64", 0xCCCCCCCC), ("arm64", 0xD4202000), ("ppc64le", 0x7FE00008)]
)
def test_a_jit_that_gives_up_returns_what_the_filler_says(name: str, read: int) -> None:
    theirs, ours = left(name, "6.12", "giving up")
    assert theirs.charge == 576 - read
    assert f"{read - 576:,} bytes given back that were never charged" in theirs.sentences()
    assert ours == Left()


def test_1_2_the_dispatcher_fills_a_pack_with_zeros() -> None:
    theirs, ours = left("x86-64", "6.12", "dispatcher")
    assert theirs.stray == (2 << 20) - 4096
    assert ours == Left()
    assert left("riscv64", "6.12", "dispatcher")[0].stray == 0, "zero is a trap there"
    names = [case.name for case, *_ in run_cases(kernel_capabilities("x86-64", "5.19"))]
    assert "dispatcher" not in names


def test_chunks_that_could_not_be_made_traps_are_used_again_by_the_kernel_alone() -> None:
    theirs, ours = left("x86-64", "6.12", "invalidate")
    assert (theirs.quarantined, ours.quarantined) == (0, 9)
    # 500 bytes of the old program, of which the next one covers its header and all its chunks.
    assert theirs.stray == 508 - 256
    assert ours.stray == 500


def test_what_cannot_be_known_is_said() -> None:
    """5.18 filled no packs: the size that is read is whatever the page held before."""
    theirs, _ = left("x86-64", "5.18", "finalize, inside a page")
    assert len(theirs.unknown) == 2
    assert "never filled" in theirs.unknown[1]
    assert left("x86-64", "5.19", "finalize, inside a page")[0].unknown == ()


def test_loads_and_unloads_without_faults_leave_nothing() -> None:
    for name, release in (("x86-64", "5.19"), ("x86-64", "6.12"), ("ppc64le", "6.12")):
        kernel = kernel_capabilities(name, release)
        for path in (upstream(kernel), Ours(kernel.record, kernel.arch)):
            for number in range(20):
                assert path.load(f"p{number}", 100 + 40 * number) == ""
            for number in range(20):
                assert path.left() == Left()
                assert path.unload(f"p{number}") == ""
            assert path.left() == Left()


def test_the_charge_comes_before_memory_is_asked_for() -> None:
    memory = DryMemory(arches.get("arm64"))
    packs = PackAllocator("pack", memory=memory, jit_limit=64)
    with pytest.raises(JitLimitError):
        packs.reserve(500, binary=True)
    assert memory.plan.calls == []


def test_releases_that_were_not_read_or_have_no_pack_code_are_refused() -> None:
    for release, said in (("5.10", "came with 5.18"), ("7.3", f"{READ} is the last")):
        with pytest.raises(UsageError, match=said):
            upstream(kernel_capabilities("x86-64", release))
    with pytest.raises(UsageError, match="a page per program"):
        list(run_cases(kernel_capabilities("s390", "6.12")))


def test_an_order_has_each_trait_from_its_release_on() -> None:
    assert not Order.of("6.9").checks_set_memory.value
    assert Order.of("6.10").checks_set_memory.value
    assert not Order.of("5.18").fills.value
    assert Order.of("5.19").fills.value
