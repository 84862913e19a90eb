"""Random sequences against a model that is a dictionary of what must be where."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from progpack.errors import PokeError, SpanError, UnknownSpanError, UsageError
from progpack.memory import Code, PackAllocator, ProcessMemory, Replaceable, Slot
from progpack.memory.guard import forks
from tests.memory.inspect import check_accounts, check_bytes
from tests.memory.maps import writable_and_executable
from tests.memory.native import pattern, returning

# Around chunks, pages (the pack of pack-4k) and what exceeds them.
SIZES = st.sampled_from([1, 40, 41, 63, 64, 65, 104, 128, 500, 2000, 4033, 4096, 4097, 9000])


POLICIES = ["pack", "pack-4k", "page", "bins", "bins-64", "best-fit", "warm"]


POKED = bool(ProcessMemory().capabilities.text_poke)


class Abandoned(Exception):
    """Ends a batch."""


class AllocatorMachine(RuleBasedStateMachine):
    slots = Bundle("slots")
    codes = Bundle("codes")
    jumps = Bundle("jumps")

    def __init__(self) -> None:
        super().__init__()
        self.live: dict[Code, bytes] = {}
        # Slots and programs are known by a number, so that a test can drop the last reference.
        self.reserved: dict[int, Slot] = {}
        self.changing: dict[int, tuple[Replaceable, int]] = {}
        self.seed = 0
        self.packs: PackAllocator | None = None

    @initialize(policy=st.sampled_from(POLICIES), hardened=st.booleans(), randomize=st.booleans())
    def start(self, policy: str, hardened: bool, randomize: bool) -> None:
        self.packs = PackAllocator(policy, hardened=hardened, randomize=randomize)

    @property
    def allocator(self) -> PackAllocator:
        assert self.packs is not None
        return self.packs

    def known(self, key: int) -> Code:
        return next(code for code in self.live if id(code) == key)

    def image(self, size: int) -> bytes:
        self.seed += 1
        return pattern(self.seed, size)

    @rule(target=codes, size=SIZES, near=st.sampled_from([None, None, 1 << 44, 1 << 45]))
    def install(self, size: int, near: int | None) -> int:
        image = self.image(size)
        code = self.allocator.install(image, name=f"p{self.seed}", near=near)
        assert near is None or abs(code.address - near) < 1 << 31
        self.live[code] = image
        assert code.read() == image
        return id(code)

    @rule(target=slots, size=SIZES, binary=st.booleans(), randomize=st.booleans())
    def reserve(self, size: int, binary: bool, randomize: bool) -> int:
        slot = self.allocator.reserve(size, binary=binary, randomize=binary and randomize)
        assert slot.size == size
        assert slot.ro_address % self.allocator.pack_list.chunk_size == 0
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

    @rule(target=codes, key=consumes(slots), part=st.floats(0, 1))
    def commit(self, key: int, part: float) -> int:
        slot = self.reserved.pop(key)
        image = self.image(slot.size)
        slot.write(0, image)
        used = max(int(slot.size * part), 1)
        code = slot.commit(used)
        assert (code.size, code.address) == (used, slot.address)
        self.live[code] = image[:used]
        return id(code)

    @rule(key=codes, part=st.floats(0, 1))
    def shrink(self, key: int, part: float) -> None:
        code = self.known(key)
        size = max(int(code.size * part), 1)
        charge = self.allocator.stats.charge
        given = code.shrink(size)
        assert self.allocator.stats.charge == charge - given
        self.live[code] = self.live[code][:size]

    @precondition(lambda self: POKED)
    @rule(key=codes, at=st.floats(0, 1), size=st.integers(1, 8))
    def poke(self, key: int, at: float, size: int) -> None:
        code = self.known(key)
        image = self.live[code]
        offset = int(max(len(image) - size, 0) * at)
        new = self.image(size)
        word = (code.address + offset) // 8
        old = image[offset : offset + size]
        if len(old) < size:
            with pytest.raises(SpanError, match="outside"):
                code.text_poke(offset, new, new)
        elif (code.address + offset + size - 1) // 8 != word:
            with pytest.raises(UsageError, match="in one aligned word"):
                code.text_poke(offset, old, new)
        else:
            with pytest.raises(PokeError):
                code.text_poke(offset, bytes(b ^ 0xFF for b in old), new)
            code.text_poke(offset, old, new)
            self.live[code] = image[:offset] + new + image[offset + size :]

    @precondition(lambda self: POKED)
    @rule(target=jumps, value=st.integers(0, 127))
    def install_replaceable(self, value: int) -> int:
        code = self.allocator.install_replaceable(returning(value), name=f"v{value}")
        self.changing[id(code)] = (code, value)
        assert code.function("int()")() == value
        return id(code)

    @rule(key=jumps, value=st.integers(0, 127), slot=st.booleans())
    def replace(self, key: int, value: int, slot: bool) -> None:
        code, old = self.changing[key]
        function = code.function("int()")
        assert function() == old
        new: bytes | Code = returning(value)
        if slot:
            with self.allocator.reserve(500) as reserved:
                reserved.write(0, new)
                new = reserved.commit(len(new))
        code.replace(new)
        assert function() == value
        self.changing[key] = (code, value)

    @rule(key=consumes(jumps), quietly=st.booleans())
    def free_replaceable(self, key: int, quietly: bool) -> None:
        code, _ = self.changing.pop(key)
        with pytest.raises(SpanError, match="bound"):
            code.body.free()
        if not quietly:
            self.allocator.free(code.address)

    @rule(target=codes, sizes=st.lists(SIZES, max_size=4), good=st.booleans())
    def batch(self, sizes: list[int], good: bool) -> MultipleResults[int]:
        images = [self.image(size) for size in sizes]
        batch = self.allocator.batch()
        try:
            with batch:
                for image in images:
                    batch.install(image)
                if not good:
                    raise Abandoned
        except Abandoned:
            assert batch.codes == []
            return multiple()
        self.live.update(zip(batch.codes, images, strict=True))
        return multiple(*map(id, batch.codes))

    @rule(key=codes)
    def free_wrongly(self, key: int) -> None:
        code = self.known(key)
        for address, kind in ((code.address + 1, SpanError), (1 << 46, UnknownSpanError)):
            with pytest.raises(kind):
                self.allocator.free(address)
        assert self.allocator.find(code.address) is code

    @rule()
    def fork(self) -> None:
        """The parent's side of a fork: from now on all pages are copied before they change."""
        forks._before()
        forks._in_parent()

    @rule(key=consumes(slots), quietly=st.booleans())
    def abandon(self, key: int, quietly: bool) -> None:
        slot = self.reserved.pop(key)
        slot.write(0, b"never to be seen"[: slot.size])
        if not quietly:
            slot.abandon()

    @rule(key=consumes(codes), how=st.sampled_from(["free", "address", "method", "with", "drop"]))
    def free(self, key: int, how: str) -> None:
        code = self.known(key)
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
        expected = dict(self.live)
        for code, value in self.changing.values():
            expected[code.body] = returning(value)
            region = code.entry.home.region
            expected[code] = region.read(code.address - region.address, code.size)
        check_accounts(self.packs, expected, len(self.reserved))
        check_bytes(self.packs, expected)
        assert self.packs.stats.failures == ()
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
