"""Random sequences against a model that is a dictionary of what must be where."""

from __future__ import annotations

import gc

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from progpack.memory import Code, PackAllocator, ProcessMemory, Slot
from tests.memory.inspect import check_accounts, check_bytes
from tests.memory.maps import writable_and_executable
from tests.memory.native import pattern

# Around chunks, pages (the pack of pack-4k) and what exceeds them.
SIZES = st.sampled_from([1, 40, 41, 63, 64, 65, 104, 128, 500, 2000, 4033, 4096, 4097, 9000])


class AllocatorMachine(RuleBasedStateMachine):
    slots = Bundle("slots")
    codes = Bundle("codes")

    def __init__(self) -> None:
        super().__init__()
        self.live: dict[Code, bytes] = {}
        # Slots and programs are known by a number, so that a test can drop the last reference.
        self.reserved: dict[int, Slot] = {}
        self.seed = 0
        self.packs: PackAllocator | None = None

    @initialize(
        policy=st.sampled_from(["pack", "pack-4k", "page", "bins", "bins-64", "best-fit", "warm"]),
        hardened=st.booleans(),
    )
    def start(self, policy: str, hardened: bool) -> None:
        self.packs = PackAllocator(policy, memory=ProcessMemory(hardened=hardened))

    @property
    def allocator(self) -> PackAllocator:
        assert self.packs is not None
        return self.packs

    def image(self, size: int) -> bytes:
        self.seed += 1
        return pattern(self.seed, size)

    @rule(target=codes, size=SIZES)
    def install(self, size: int) -> int:
        image = self.image(size)
        code = self.allocator.install(image, name=f"p{self.seed}")
        self.live[code] = image
        assert code.read() == image
        return id(code)

    @rule(target=slots, size=SIZES, binary=st.booleans(), randomize=st.booleans())
    def reserve(self, size: int, binary: bool, randomize: bool) -> int:
        slot = self.allocator.reserve(size, binary=binary, randomize=binary and randomize)
        assert slot.size == size
        assert slot.ro_address % self.allocator._list.chunk_size == 0
        assert 0 <= slot.offset <= 60
        if binary and not randomize:
            assert slot.address % 16 == 0
        self.reserved[id(slot)] = slot
        return id(slot)

    @rule(target=codes, key=consumes(slots), pieces=st.integers(1, 3))
    def finalize(self, key: int, pieces: int) -> int:
        slot = self.reserved.pop(key)
        image = self.image(slot.size)
        step = -(-len(image) // pieces)
        for offset in range(0, len(image), step):
            slot.write(offset, image[offset : offset + step])
        code = slot.finalize()
        assert code.address == slot.address
        self.live[code] = image
        return id(code)

    @rule(key=consumes(slots), quietly=st.booleans())
    def abandon(self, key: int, quietly: bool) -> None:
        slot = self.reserved.pop(key)
        slot.write(0, b"never to be seen"[: slot.size])
        if not quietly:
            slot.abandon()

    @rule(key=consumes(codes), how=st.sampled_from(["free", "address", "method", "with", "drop"]))
    def free(self, key: int, how: str) -> None:
        code = next(code for code in self.live if id(code) == key)
        del self.live[code]
        if how == "free":
            self.allocator.free(code)
        elif how == "address":
            self.allocator.free(code.address)
        elif how == "method":
            code.free()
        elif how == "with":
            with code:
                assert code.live

    @rule()
    @precondition(lambda self: self.live)
    def collect(self) -> None:
        gc.collect()

    @invariant()
    def everything_is_accounted_for(self) -> None:
        if self.packs is None:
            return
        check_accounts(self.packs, self.live, len(self.reserved))
        check_bytes(self.packs, self.live)
        assert writable_and_executable() == []

    def teardown(self) -> None:
        if self.packs is None:
            return
        self.packs.close()
        assert self.packs.stats.reserved == self.packs.stats.charge == 0


AllocatorMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None
)
TestAllocatorMachine = AllocatorMachine.TestCase
