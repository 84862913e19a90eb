"""An exception at any instruction of any call leaves every program whole and nothing behind."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest

from progpack.arch import Arch
from progpack.errors import ProgpackError
from progpack.memory import Code, PackAllocator, ProcessMemory
from progpack.memory.allocator.notifications import Notifications
from progpack.memory.names import Named
from progpack.pack import Policy
from progpack.pack.policies import BinnedLines
from tests.memory.interrupting import Injector, Interrupt, Starved, check
from tests.memory.maps import shared
from tests.memory.native import pattern, returning

KIB = 1 << 10
# Of the instructions of a call every so many-th is tried, with another start each time; 1: all.
STRIDE = int(os.environ.get("PROGPACK_INTERRUPT_STRIDE", "97"))


class Small(Policy):
    """First fit in packs that are quickly full."""

    name = "small-for-interrupts"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return max(16 * KIB, arch.page_size)


class SmallBins(BinnedLines):
    """Bins in packs that are quickly compared."""

    name = "small-bins-for-interrupts"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return 64 * KIB


class World:
    """An allocator with some programs, and what they are."""

    def __init__(self, memory: ProcessMemory, policy: Policy | str, *, limit: int | None) -> None:
        self.packs = PackAllocator(policy, memory=memory, jit_limit=limit)
        self.live: dict[Code, bytes] = {}
        for size in (100, 64, 5000, 64, 700):
            self.install(size)
        self.last = self.install(333)
        self.slot = self.packs.reserve(900)
        self.slot.write(0, pattern(4, 900))
        self.jump = self.packs.install_replaceable(returning(1))

    def install(self, size: int) -> Code:
        image = pattern(size, size)
        code = self.packs.install(image)
        self.live[code] = image
        return code

    def settle(self) -> None:
        """Account for what the interrupted call did or did not do."""
        gc.collect()
        with suppress(ProgpackError):
            self.slot.abandon()
        for code in [code for code in self.live if not code.live]:
            del self.live[code]

    def check(self) -> None:
        """See `check`; what the jump is made of are programs too."""
        stats = self.packs.stats
        assert stats.slots == 0
        entry, body = self.jump, self.jump.body
        if entry.live:
            assert entry.function("int()")() in (1, 2)
            entry.free()
        gc.collect()
        assert not body.live
        check(self.packs, self.live)


def free_last(world: World) -> None:
    world.last.free()


def new_pack(world: World) -> None:
    world.packs.install(pattern(1, 12 * KIB))


def area(world: World) -> None:
    world.packs.install(pattern(1, 100 * KIB)).free()


def finalize(world: World) -> None:
    world.slot.commit(300)


def shrink(world: World) -> None:
    code = next(iter(world.live))
    world.live[code] = world.live[code][:40]
    code.shrink(40)


def batch(world: World) -> None:
    with world.packs.batch() as block:
        block.install(pattern(2, 80))
        block.reserve(80)


def into_a_hole(world: World) -> None:
    world.packs.trim()
    world.packs.install(pattern(3, 12 * KIB))


CALLS: dict[str, Callable[[World], object]] = {
    "install": lambda world: world.packs.install(b"\xc3" * 200),
    "install in a new pack": new_pack,
    "an area": area,
    "free": free_last,
    "free by address": lambda world: world.packs.free(world.last.address),
    "reserve": lambda world: world.packs.reserve(200, binary=True, randomize=True),
    "finalize": finalize,
    "abandon": lambda world: world.slot.abandon(),
    "replace": lambda world: world.jump.replace(returning(2)),
    "replaceable": lambda world: world.packs.install_replaceable(returning(2)),
    "free of a jump": lambda world: world.jump.free(),
    "near": lambda world: world.packs.install(b"\xc3", near=world.last.address),
    "stats": lambda world: world.packs.stats,
    "snapshot": lambda world: world.packs.snapshot(),
    "trim": lambda world: world.packs.trim(),
    "install where pages went": into_a_hole,
    "find": lambda world: world.packs.find(world.last.address),
    "batch": batch,
    "call": lambda world: world.jump.function("int()")(),
}


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hits a finalizer or a callback is reported, and goes no further."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)


@pytest.fixture(scope="module")
def memories() -> dict[bool, ProcessMemory]:
    made = {hardened: ProcessMemory(hardened=hardened) for hardened in (False, True)}
    for memory in made.values():
        assert memory.capabilities.recipe
    return made


def interrupt_everywhere(
    memory: ProcessMemory,
    policy: Policy | str,
    name: str,
    *,
    limit: int | None,
    start: int,
    error: type[BaseException] = Interrupt,
) -> int:
    """Raise in a call, at many of its instructions; returns how many there are."""
    at = start
    while True:
        world = World(memory, policy, limit=limit)
        injector = Injector(at, error)
        with suppress(error):
            injector.run(lambda world=world: CALLS[name](world))  # type: ignore[misc]
        world.settle()
        world.check()
        # The next calls work.
        other = world.install(500)
        check(world.packs, world.live)
        other.free()
        world.packs.close()
        del world, other
        if not injector.raised:
            return at
        at += STRIDE


@pytest.mark.parametrize("name", CALLS)
def test_an_exception_at_any_instruction_leaves_everything_whole(
    memories: dict[bool, ProcessMemory], name: str
) -> None:
    start = sum(name.encode()) % STRIDE
    before, files = sorted(shared()), len(os.listdir("/proc/self/fd"))
    assert interrupt_everywhere(memories[False], SmallBins(), name, limit=None, start=start) > 10
    interrupt_everywhere(memories[True], Small(), name, limit=1 << 30, start=start)
    gc.collect()
    assert sorted(shared()) == before
    assert len(os.listdir("/proc/self/fd")) == files


@pytest.mark.parametrize("name", CALLS)
def test_no_memory_at_any_instruction_leaves_everything_whole(
    memories: dict[bool, ProcessMemory], name: str
) -> None:
    """MemoryError is an exception that code catches, as KeyboardInterrupt is not."""
    start, before = sum(name.encode()) * 7 % STRIDE, sorted(shared())
    hardened = name in ("install", "free", "replace", "trim")
    policy = Small() if hardened else SmallBins()
    limit = 1 << 30
    interrupt_everywhere(memories[hardened], policy, name, limit=limit, start=start, error=Starved)
    gc.collect()
    assert sorted(shared()) == before


@pytest.mark.parametrize("when", ["shrink", "close"])
def test_an_exception_while_a_program_changes(
    memories: dict[bool, ProcessMemory], when: str
) -> None:
    """Half of a change of one program is not half of a program."""
    at = 0
    while True:
        world = World(memories[False], SmallBins(), limit=None)
        injector = Injector(at)
        with suppress(Interrupt):
            injector.run(
                lambda world=world: shrink(world) if when == "shrink" else world.packs.close()
            )  # type: ignore[misc]
        if when == "close":
            world.packs.close()
            assert world.packs.stats.programs == 0
            assert not any(code.live for code in world.live)
        else:
            for code, image in world.live.items():
                assert code.live
                assert code.read()[: len(image)] == image
                world.live[code] = code.read()
            world.settle()
            world.packs.close()
        if not injector.raised:
            break
        at += STRIDE
    assert at > 50
    del world
    gc.collect()


class _Told:
    """A listener that notes which names it was told."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def add(self, programs: list[Named]) -> None:
        self.names += [program.name for program in programs]

    def drop(self, address: int) -> None:
        """Nothing to note."""

    def forked(self, programs: list[Named]) -> None:
        """Nothing to note."""


def test_an_exception_in_a_batch_holds_no_names_back(memory: ProcessMemory) -> None:
    def batch(packs: PackAllocator) -> None:
        with packs.batch() as made:
            made.install(pattern(1, 90), name="inside")

    at, raised = 0, True
    while raised:
        told, injector = _Told(), Injector(at)
        with PackAllocator(memory=memory) as packs:
            packs.notifications = Notifications((told,), packs.failures)
            with suppress(Interrupt):
                injector.run(lambda: batch(packs))
            raised = injector.raised
            gc.collect()
            packs.install(pattern(2, 90), name="afterwards")
            assert told.names[-1] == "afterwards", at
        at += max(STRIDE // 2, 1)
    assert told.names[-2:] == ["inside", "afterwards"]
