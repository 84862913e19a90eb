"""Each building block fails at each point of a run: everything must be as before."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pytest

from progpack.arch import Arch
from progpack.errors import ExecMemoryError, SpanError
from progpack.memory import Code, PackAllocator, Slot
from progpack.pack import Policy
from tests.memory.faulty import OPERATIONS, FaultyMemory, FaultyRegion
from tests.memory.inspect import Inside, check_accounts, check_bytes, inside
from tests.memory.native import HOST, pattern, returning

KIB = 1 << 10
PACK = 16 * KIB


class Small(Policy):
    """First fit in packs that are quickly full, and quickly compared."""

    name = "small-for-tests"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return max(PACK, arch.page_size)


class Run:
    """A little history in which every operation happens in every situation."""

    def __init__(self, policy: Policy | str) -> None:
        self.memory = FaultyMemory()
        self.packs = PackAllocator(policy, memory=self.memory, keep_empty=False)
        self.live: dict[Code, bytes] = {}
        self.slots: dict[Slot, bytes] = {}
        self.steps: list[tuple[str, Callable[[], None]]] = [
            ("install", lambda: self.install(100)),
            ("install", lambda: self.install(4100)),
            ("reserve", lambda: self.reserve(300)),
            ("install", lambda: self.install(8 * KIB)),
            ("install", lambda: self.install(12 * KIB)),
            ("finalize", self.finalize),
            ("free", lambda: self.free(100)),
            ("install", lambda: self.install(PACK + 1)),
            ("free", lambda: self.free(PACK + 1)),
            ("reserve", lambda: self.reserve(PACK + 1)),
            ("finalize", self.finalize),
            ("reserve", lambda: self.reserve(77)),
            ("abandon", self.abandon),
            ("free", lambda: self.free(12 * KIB)),
            ("free", lambda: self.free(PACK + 1)),
            ("free", lambda: self.free(4100)),
            ("free", lambda: self.free(8 * KIB)),
            ("free", lambda: self.free(300)),
        ]

    def install(self, size: int) -> None:
        image = pattern(size, size)
        self.live[self.packs.install(image)] = image

    def reserve(self, size: int) -> None:
        slot = self.packs.reserve(size, binary=size < PACK)
        slot.write(0, pattern(size, size))
        self.slots[slot] = pattern(size, size)

    def finalize(self) -> None:
        slot, image = self.slots.popitem()
        self.live[slot.finalize()] = image

    def abandon(self) -> None:
        self.slots.popitem()[0].abandon()

    def free(self, size: int) -> None:
        # A step before this one may have failed; then there is nothing to free.
        for code, image in list(self.live.items()):
            if len(image) == size:
                del self.live[code]
                code.free()
                return

    def check(self) -> None:
        check_accounts(self.packs, self.live, len(self.slots))


def count(policy: Policy | str, operation: str) -> int:
    """How often an operation happens in a run without faults."""
    run = Run(policy)
    for _, step in run.steps:
        step()
        run.check()
        check_bytes(run.packs, run.live)
    assert run.packs.stats.reserved == 0
    return run.memory.plan.calls[operation]


@pytest.mark.parametrize("policy", [Small(), "pack-4k", "page"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_failure_anywhere_leaves_everything_as_it_was(
    policy: Policy | str, operation: str
) -> None:
    times = count(policy, operation)
    assert times >= 3
    for after in range(times):
        run = Run(policy)
        run.memory.plan.arm(operation, after)
        failed: list[str] = []
        for name, step in run.steps:
            if name == "finalize" and not run.slots:
                continue
            if name == "abandon" and not run.slots:
                continue
            before, reserved = inside(run.packs), dict(run.slots)
            try:
                step()
            except ExecMemoryError:
                failed.append(name)
                _compare(run, name, operation, before, reserved)
            run.check()
        assert len(failed) == 1
        assert run.packs.stats.charge == 0
        run.packs.close()


def _compare(
    run: Run, step: str, operation: str, before: Inside, reserved: dict[Slot, bytes]
) -> None:
    after = inside(run.packs)
    stats = run.packs.stats
    if step in ("install", "reserve"):
        # The generation counts attempts, the rest is untouched.
        assert after == before
        assert (stats.quarantined, stats.leaked, stats.failures) == (0, 0, ())
    elif step == "finalize":
        # The chunks are given back: as if the slot had been abandoned.
        (slot,) = set(reserved) - set(run.slots)
        assert after.charge == before.charge - slot.allocated
        assert after.chunks == before.chunks - slot.chunks
        assert after.installs == before.installs
        check_bytes(run.packs, run.live)
    elif operation == "text_invalidate":
        # The program is gone and not charged; its chunks stay taken for ever.
        assert after.charge < before.charge
        assert (after.chunks, after.packs, after.bytes) == (
            before.chunks,
            before.packs,
            before.bytes,
        )
        assert stats.quarantined > 0
        assert "injected" in stats.failures[0]
    else:
        # The program is gone; the system keeps the region.
        assert operation == "release"
        assert after.charge < before.charge
        assert after.chunks < before.chunks
        assert stats.leaked > 0


def test_a_failed_copy_is_wiped_before_the_chunks_are_used_again() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        kept = packs.install(b"k" * 64)
        memory.plan.arm("text_copy")
        with pytest.raises(ExecMemoryError, match="injected: text_copy"):
            packs.install(b"secret" * 50)
        check_bytes(packs, {kept: b"k" * 64})
        assert packs.stats.failures == ()


def test_chunks_that_cannot_be_wiped_after_a_failed_copy_are_quarantined() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        kept = packs.install(b"k" * 64)
        memory.plan.arm("text_copy")
        memory.plan.arm("text_invalidate")
        with pytest.raises(ExecMemoryError, match="injected: text_copy") as caught:
            packs.install(b"secret" * 50)
        assert "quarantined" in caught.value.__notes__[0]
        stats = packs.stats
        assert (stats.quarantined, stats.charge, stats.programs) == (5, 64, 1)
        following = packs.install(b"n" * 64)
        assert (kept.chunk, following.chunk) == (1, 7)


def test_quarantined_chunks_are_never_used_again_and_keep_their_pack() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        bad = packs.install(b"b" * 128, name="bad")
        memory.plan.arm("text_invalidate")
        with pytest.raises(ExecMemoryError, match="injected: text_invalidate"):
            bad.free()
        assert not bad.live
        for _ in range(3):
            code = packs.install(b"x" * 64)
            assert code.chunk == 3
            code.free()
        stats = packs.stats
        assert (stats.packs, stats.quarantined, stats.used) == (1, 2, 128)
        (span,) = packs.snapshot().packs[0].spans
        assert (span.kind, span.chunks, span.name) == ("quarantined", 2, "bad")
        assert "2 chunks are quarantined" in packs.snapshot().notes[0]


def test_a_failure_while_garbage_is_freed_shows_in_the_statistics() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        code = packs.install(b"x")
        memory.plan.arm("text_invalidate")
        del code
        stats = packs.stats
        assert (stats.quarantined, stats.programs, stats.frees) == (1, 0, 1)
        assert stats.failures == (
            "injected: text_invalidate",
            "freeing garbage: injected: text_invalidate",
        )


def test_a_region_that_is_not_taken_back_is_counted_and_never_used() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory, keep_empty=False) as packs:
        code = packs.install(b"x")
        memory.plan.arm("release")
        with pytest.raises(ExecMemoryError, match="injected: release"):
            code.free()
        assert not code.live
        stats = packs.stats
        assert (stats.leaked, stats.packs, stats.charge) == (2 << 20, 0, 0)
        assert packs.install(b"y").address != code.address


def test_closing_goes_on_after_a_region_that_is_not_taken_back() -> None:
    memory = FaultyMemory()
    packs = PackAllocator("page", memory=memory)
    kept = [packs.install(b"x") for _ in range(3)]
    memory.plan.arm("release")
    with pytest.raises(ExecMemoryError, match="injected: release"):
        packs.close()
    assert memory.plan.calls["release"] == 3
    assert packs.stats.reserved == 0
    del kept


def test_what_the_system_keeps_when_all_is_closed_is_counted() -> None:
    memory = FaultyMemory()
    packs = PackAllocator(memory=memory)
    kept = packs.install(b"x")
    memory.plan.arm("release")
    with pytest.raises(ExecMemoryError, match="injected: release"):
        packs.close()
    assert not kept.live
    assert packs.stats.leaked == 2 << 20


def test_a_region_that_stays_when_the_last_has_left_is_counted() -> None:
    memory = FaultyMemory()
    packs = PackAllocator(memory=memory)
    code = packs.install(returning(3))
    with code.pinned() as address:
        packs.close()
        assert memory.plan.calls["release"] == 0
        memory.plan.arm("release")
    stats = packs.stats
    assert memory.plan.calls["release"] == 1
    assert stats.failures == ("after the last left: injected: release",)
    assert stats.leaked == 2 << 20
    # Nothing in it can be run any more.
    assert ctypes.string_at(address, 64) == HOST.trap_fill(64)


def test_a_slot_whose_copy_failed_is_finished() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        slot = packs.reserve(64)
        slot.write(0, b"y" * 64)
        memory.plan.arm("text_copy")
        with pytest.raises(ExecMemoryError, match="injected: text_copy"):
            slot.finalize()
        for again in (slot.finalize, lambda: slot.commit(3), slot.abandon):
            with pytest.raises(SpanError, match="finished"):
                again()
        assert (packs.stats.slots, packs.stats.charge) == (0, 0)


class Wrong(FaultyMemory):
    """Memory that gives other regions than it is asked for."""

    def __init__(self, address: int = 0, size: int = 0) -> None:
        super().__init__()
        self.address, self.size = address, size
        self.regions: list[FaultyRegion] = []

    def reserve(self, size: int, **where: Any) -> FaultyRegion:
        region = super().reserve(size, **where)
        region.address += self.address
        region.size += self.size
        self.regions.append(region)
        return region


@pytest.mark.parametrize("wrong", [{"address": 8}, {"address": 32}, {"size": -64}, {"size": -1}])
@pytest.mark.parametrize("keeps", [False, True])
def test_a_region_that_is_not_as_wanted_is_given_back(wrong: dict[str, int], keeps: bool) -> None:
    memory = Wrong(**wrong)
    with PackAllocator(memory=memory) as packs:
        if keeps:
            memory.plan.arm("release")
        with pytest.raises(
            ExecMemoryError, match="asked for 2097152 bytes in whole chunks"
        ) as info:
            packs.install(b"x")
        (region,) = memory.regions
        notes = ["injected: release"] if keeps else []
        assert getattr(info.value, "__notes__", []) == notes
        stats = packs.stats
        assert stats.failures == tuple(notes)
        assert stats.leaked == (region.size if keeps else 0)
        assert (stats.packs, stats.charge, stats.reserved) == (0, 0, 0)
        assert memory.plan.calls["release"] == 1


@pytest.mark.parametrize("right", [{"address": 64}, {"size": 4096}])
def test_a_region_of_whole_chunks_that_is_large_enough_is_used(right: dict[str, int]) -> None:
    memory = Wrong(**right)
    with PackAllocator(memory=memory) as packs:
        code, (region,) = packs.install(b"x"), memory.regions
        assert region.address <= code.address < region.address + region.size


def test_each_program_counts_as_one_install_whatever_way_it_comes() -> None:
    with PackAllocator(memory=FaultyMemory()) as packs:
        kept = [packs.install(b"x")]
        slot = packs.reserve(64)
        slot.write(0, b"y" * 64)
        assert packs.stats.installs == 1
        kept.append(slot.finalize())
        assert packs.stats.installs == 2
