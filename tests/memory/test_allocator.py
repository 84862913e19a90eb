from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest

from progpack.errors import (
    CapabilityError,
    JitLimitError,
    OutOfMemoryError,
    SpanError,
    UsageError,
)
from progpack.memory import PackAllocator, ProcessMemory
from progpack.memory.capabilities import Capabilities, Capability
from progpack.pack import CHUNK, BinaryLayout
from tests.memory.faulty import FaultyMemory
from tests.memory.inspect import check_accounts, check_bytes, inside, regions
from tests.memory.maps import EMULATOR, overlapping
from tests.memory.native import HOST, adding, pattern, returning

MIB = 1 << 20
counts_residents = pytest.mark.skipif(
    EMULATOR == "qemu-user", reason="its mincore(2) refuses pages that are hidden"
)


def test_the_example_of_the_documentation_works() -> None:
    with PackAllocator() as packs:
        code = packs.install(adding())
        add = code.function("uint64_t(uint64_t, uint64_t)")
        assert add(40, 2) == 42
        assert add((1 << 64) - 1, 2) == 1


def test_many_programs_share_a_pack_in_chunks_of_64_bytes(packs: PackAllocator) -> None:
    codes = [packs.install(returning(i % 100), name=f"p{i}") for i in range(1000)]
    assert {code.pack for code in codes} == {0}
    assert [code.chunk for code in codes] == list(range(1, 1001))
    assert {code.address - codes[0].address - CHUNK * i for i, code in enumerate(codes)} == {0}
    assert [code.function("int()")() for code in codes] == [i % 100 for i in range(1000)]
    stats = packs.stats
    assert (stats.programs, stats.packs, stats.reserved) == (1000, 1, 2 * MIB)
    assert stats.rounded == 1000 * CHUNK


def test_freed_chunks_are_traps_and_are_taken_again_first(packs: PackAllocator) -> None:
    codes = [packs.install(pattern(i, 100)) for i in range(10)]
    region = regions(packs)[0][1]
    codes[3].free()
    assert region.read(7 * CHUNK, 2 * CHUNK) == HOST.trap_fill(2 * CHUNK)
    again = packs.install(pattern(77, 128))
    assert again.address == codes[3].address
    assert again.generation > codes[9].generation


def test_what_an_image_leaves_of_its_chunks_is_traps(packs: PackAllocator) -> None:
    code = packs.install(pattern(1, 70))
    region = regions(packs)[0][1]
    assert region.read(CHUNK, 128) == pattern(1, 70) + HOST.trap_fill(128)[70:]
    assert (code.size, code.chunks, code.allocated, code.offset) == (70, 2, 128, 0)


def test_an_empty_pack_is_given_back_at_once(packs: PackAllocator) -> None:
    first = [packs.install(bytes(MIB - CHUNK // 2)) for _ in range(2)]
    second = packs.install(b"x")
    assert packs.stats.packs == 2
    ranges = regions(packs)[0][1].ranges()
    for code in first:
        code.free()
    assert packs.stats.packs == 1
    for start, size in ranges:
        assert overlapping(start, size) == []
    assert second.read() == b"x"


@pytest.mark.parametrize(
    ("policy", "packs_and_areas", "reserved"),
    [("pack", (1, 0), 2 * MIB), ("pack-4k", (1, 1), 3 * 4096), ("page", (0, 2), 3 * 4096)],
)
def test_each_policy_has_its_regions(
    policy: str, packs_and_areas: tuple[int, int], reserved: int
) -> None:
    with PackAllocator(policy) as packs:
        small, large = packs.install(returning(5)), packs.install(returning(6, 5000))
        stats = packs.stats
        assert (stats.packs, stats.areas) == packs_and_areas
        assert stats.reserved == reserved
        assert [code.function("int()")() for code in (small, large)] == [5, 6]
        assert (small.oversized, large.oversized) == (policy == "page", policy != "pack")


def test_own_pages_take_one_mapping_for_each_program() -> None:
    with PackAllocator("page") as packs:
        kept = [packs.install(returning(1)) for _ in range(50)]
        assert packs.stats.vmas == len(kept)


def test_a_program_larger_than_a_pack_has_an_area_of_its_own(packs: PackAllocator) -> None:
    most = 2 * MIB - CHUNK
    whole, more = packs.install(pattern(1, most)), packs.install(pattern(2, 2 * MIB + 1))
    assert (whole.oversized, more.oversized) == (False, True)
    assert packs.stats.reserved == 4 * MIB + 4096
    assert more.read() == pattern(2, 2 * MIB + 1)
    assert packs.find(more.address + 2 * MIB) is more
    more.free()
    assert packs.stats.areas == 0


@pytest.mark.parametrize("empty", [b"", bytearray(), memoryview(b"")])
def test_a_program_without_bytes_is_refused(packs: PackAllocator, empty: bytes) -> None:
    before = inside(packs)
    with pytest.raises(UsageError, match="at least one byte"):
        packs.install(empty)
    with pytest.raises(UsageError, match="at least one byte"):
        packs.reserve(0)
    assert inside(packs) == before


def test_code_can_be_any_buffer(packs: PackAllocator) -> None:
    image = pattern(4, 100)
    made = [packs.install(kind(image)) for kind in (bytes, bytearray, memoryview)]
    assert [code.read() for code in made] == [image] * 3


# Slots


def test_a_slot_has_its_final_address_and_traps_until_it_is_finalized(
    packs: PackAllocator,
) -> None:
    with packs.reserve(200, name="later") as slot:
        region = regions(packs)[0][1]
        slot.write(0, pattern(1, 100))
        slot.image[100:200] = pattern(2, 100)
        assert region.read(0, 256) == HOST.trap_fill(256)
        code = slot.finalize()
        assert code.read() == pattern(1, 100) + pattern(2, 100)
        assert (code.address, code.name, code.generation) == (slot.address, "later", 1)
    assert code.live


def test_leaving_without_finalize_gives_the_chunks_back(packs: PackAllocator) -> None:
    kept = packs.install(b"x")
    before = inside(packs)
    with packs.reserve(1000) as slot:
        slot.write(3, b"abc")
    assert inside(packs) == before
    with pytest.raises(KeyError), packs.reserve(3 * MIB):
        raise KeyError
    assert inside(packs) == before
    assert kept.live


def test_finalize_copies_once_and_everything() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        slot = packs.reserve(1000, binary=True)
        slot.write(0, pattern(1, 500))
        slot.write(500, pattern(2, 500))
        assert memory.plan.calls["text_copy"] == 0
        code = slot.finalize()
        assert memory.plan.calls["text_copy"] == 1
        check_bytes(packs, {code: pattern(1, 500) + pattern(2, 500)})


@pytest.mark.parametrize("finish", ["finalize", "abandon"])
def test_a_finished_slot_refuses_everything(packs: PackAllocator, finish: str) -> None:
    slot = packs.reserve(10)
    held = getattr(slot, finish)()
    before = inside(packs)
    for attempt in (
        slot.finalize,
        slot.abandon,
        lambda: slot.write(0, b"x"),
        lambda: slot.image,
    ):
        with pytest.raises(SpanError, match="finished"):
            attempt()
    assert inside(packs) == before
    del held


@pytest.mark.parametrize(("offset", "size"), [(-1, 1), (0, 11), (10, 1), (5, 6)])
def test_a_slot_is_not_written_outside_its_image(
    packs: PackAllocator, offset: int, size: int
) -> None:
    with packs.reserve(10, binary=True) as slot:
        with pytest.raises(SpanError, match="outside the image"):
            slot.write(offset, bytes(size))
        code = slot.finalize()
        check_bytes(packs, {code: HOST.trap_fill(12)[:10]})


def test_words_are_written_as_bytes_without_growing_the_image(packs: PackAllocator) -> None:
    with packs.reserve(16) as slot:
        slot.write(4, memoryview(b"12345678").cast("I"))
        code = slot.finalize()
    assert code.read()[4:12] == b"12345678"
    assert code.size == 16


# Kernel-like images


@pytest.mark.parametrize("proglen", [1, 40, 41, 104, 105, 168, 309, 500, 2048])
def test_a_binary_is_sized_and_started_as_in_the_kernel(packs: PackAllocator, proglen: int) -> None:
    layout = BinaryLayout(proglen)
    slot = packs.reserve(proglen, binary=True)
    assert (slot.allocated, slot.chunks) == (layout.size, layout.chunks)
    assert slot.offset == 16
    assert slot.address % 16 == 0
    assert slot.address == slot.ro_address + 16
    assert packs.stats.charge == layout.size
    image = pattern(proglen, proglen)
    slot.write(0, image)
    check_bytes(packs, {slot.finalize(): image})


def test_random_starts_are_aligned_and_in_the_hole(packs: PackAllocator) -> None:
    for alignment in (1, 2, 4, 8, None):
        offsets = set()
        for _ in range(300):
            with packs.reserve(41, binary=True, randomize=True, alignment=alignment) as slot:
                offsets.add(slot.offset)
                assert slot.address & ~63 == slot.ro_address
        allowed = set(BinaryLayout(41).starts(alignment or packs.capabilities.alignment))
        assert offsets <= allowed
        assert len(offsets) > len(allowed) // 2


def test_arguments_that_do_not_go_together_are_refused(packs: PackAllocator) -> None:
    with pytest.raises(UsageError, match="random start"):
        packs.reserve(10, randomize=True)
    with pytest.raises(UsageError, match="random start"):
        packs.reserve(10, binary=True, alignment=4)
    with pytest.raises(UsageError, match="1, 2, 4 or 8"):
        packs.reserve(10, binary=True, randomize=True, alignment=16)
    assert packs.stats.charge == 0


# Limits and capabilities


def test_the_limit_is_strict_and_counts_whole_chunks() -> None:
    with PackAllocator(jit_limit=10 * CHUNK) as packs:
        kept = [packs.install(b"x") for _ in range(9)]
        before = inside(packs)
        for attempt in (lambda: packs.install(bytes(65)), lambda: packs.reserve(50, binary=True)):
            with pytest.raises(JitLimitError, match="640 are charged"):
                attempt()
        assert inside(packs) == before
        kept.append(packs.install(bytes(64)))
        assert packs.stats.charge == packs.stats.limit == 640
        with pytest.raises(JitLimitError):
            packs.install(b"x")
        kept.pop().free()
        kept.append(packs.install(b"y"))
        for code in kept:
            code.free()
        assert packs.stats.charge == 0


def test_over_the_limit_nothing_is_reserved() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory, jit_limit=100) as packs:
        with pytest.raises(JitLimitError):
            packs.install(bytes(200))
        assert memory.plan.calls["reserve"] == 0


class Incapable(FaultyMemory):
    """Lacks one capability."""

    def __init__(self, missing: str) -> None:
        super().__init__()
        self.missing = missing

    @property
    def capabilities(self) -> Capabilities:
        from dataclasses import replace

        lack = Capability(self.missing, False, "left out by the test")
        changes: dict[str, Any] = {self.missing: lack}
        return replace(super().capabilities, **changes)


@pytest.mark.parametrize("missing", ["text_copy", "text_invalidate", "set_rox"])
def test_a_missing_building_block_shows_before_anything_is_reserved(missing: str) -> None:
    memory = Incapable(missing)
    with pytest.raises(CapabilityError, match=f"{missing} not possible here: left out"):
        PackAllocator(memory=memory)
    assert not memory.plan.calls


def test_all_missing_building_blocks_are_named_at_once(memory: ProcessMemory) -> None:
    capabilities = memory.capabilities
    missing = Capability("text_poke", False, "not today")
    capabilities = replace(capabilities, text_poke=missing, data=replace(missing, name="data"))
    with pytest.raises(CapabilityError, match="text_poke, data not possible here: not today"):
        capabilities.require("text_copy", "text_poke", "data")
    capabilities = memory.capabilities
    capabilities.require("text_copy", "text_invalidate", "set_rox", "data")
    with pytest.raises(UsageError, match="no capability teleport"):
        capabilities.require("teleport")


def test_packs_near_an_address_are_within_reach(memory: ProcessMemory) -> None:
    with memory.reserve(4096) as target:
        near = target.address
        with PackAllocator(memory=memory, near=near) as packs:
            kept = [packs.install(bytes(MIB - CHUNK)) for _ in range(4)]
            assert packs.stats.packs == 2
            assert all(abs(code.address - near) < 1 << 31 for code in kept)


def test_a_memory_that_gives_too_little_is_not_used() -> None:
    class Stingy(FaultyMemory):
        def reserve(
            self, size: int, *, near: int | None = None, reach: int = 1 << 31, name: str = ""
        ) -> object:  # type: ignore[override]
            return super().reserve(size // 2, near=near, name=name)

    memory = Stingy()
    with PackAllocator(memory=memory) as packs:  # type: ignore[arg-type]
        before = inside(packs)
        with pytest.raises(Exception, match="asked for 2097152 bytes"):
            packs.install(b"x")
        assert inside(packs) == before
        assert memory.plan.calls["release"] == 1


def test_a_real_shortage_of_address_space_is_out_of_memory_and_changes_nothing() -> None:
    from tests.memory.child import run

    out = run(
        """
        import resource
        from pathlib import Path
        from progpack.errors import OutOfMemoryError
        from progpack.memory import PackAllocator
        from tests.memory.inspect import inside
        packs = PackAllocator()
        kept = [packs.install(bytes(1000))]
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + (9 << 20), -1))
        failure = None
        while failure is None:
            before = inside(packs)
            try:
                kept.append(packs.install(bytes(1 << 20)))
            except OutOfMemoryError as error:
                failure = str(error)
        assert inside(packs) == before
        print(len(kept), failure)
        resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
        kept.append(packs.install(bytes(1 << 20)))
        """
    )
    assert re.search("reserving 2097152 bytes|region 'progpack'|growing", out)


# Looking


def test_find_knows_interior_addresses_and_only_images(packs: PackAllocator) -> None:
    chance = random.Random(3)
    codes = [packs.install(bytes(chance.randrange(1, 400))) for _ in range(200)]
    for code in codes[::3]:
        code.free()
    slot = packs.reserve(100, binary=True)
    for code in codes:
        for address in (code.address, code.address + code.size - 1):
            assert packs.find(address) is (code if code.live else None)
        assert packs.find(code.address + code.size) in {None, *codes} - {code}
    assert packs.find(slot.address) is None
    code = slot.finalize()
    assert packs.find(slot.address) is code
    assert packs.find(slot.ro_address) is None
    for address in (0, codes[0].address - 1, regions(packs)[0][1].address + 2 * MIB):
        assert packs.find(address) is None


@counts_residents
def test_the_numbers_agree_with_each_other(packs: PackAllocator) -> None:
    kept = {packs.install(pattern(i, 100 + i), name=f"p{i}"): pattern(i, 100 + i) for i in range(9)}
    slot = packs.reserve(50)
    check_accounts(packs, kept, reserved=1)
    stats = packs.stats
    assert stats.requested == sum(map(len, kept.values())) + 50
    assert (stats.installs, stats.frees) == (9, 0)
    assert stats.recipe == packs.capabilities.recipe
    assert stats.largest_hole == 2 * MIB - CHUNK - stats.used
    assert stats.vmas == 3  # running, hidden as yet, writing
    assert stats.resident == 64 << 10
    assert stats.fill == stats.requested / stats.reserved
    assert stats.to_dict()["resident"] == 64 << 10
    slot.abandon()


@counts_residents
def test_what_is_resident_is_known_also_where_nothing_is_mapped_writable() -> None:
    with PackAllocator(memory=ProcessMemory(hardened=True)) as packs:
        kept = [packs.install(b"x" * 1000) for _ in range(100)]
        assert packs.stats.resident == 128 << 10
        assert packs.stats.vmas == 2
    with PackAllocator("page") as packs:
        kept = [packs.install(b"x") for _ in range(10)]
        assert packs.stats.resident == len(kept) * packs.capabilities.page_size


def test_a_snapshot_shows_whose_each_chunk_is(packs: PackAllocator) -> None:
    first = packs.install(pattern(1, 100), name="first")
    slot = packs.reserve(10, name="slot")
    area = packs.install(bytes(3 * MIB), name="area")
    snapshot = packs.snapshot()
    (pack,) = snapshot.packs
    assert [(s.chunk, s.chunks, s.name, s.size, s.kind) for s in pack.spans] == [
        (1, 2, "first", 100, "program"),
        (3, 1, "slot", 10, "reserved"),
    ]
    assert (pack.address, pack.size, pack.chunks) == (first.address - CHUNK, 2 * MIB, 32768)
    assert [s.name for s in snapshot.areas[0].spans] == ["area"]
    assert snapshot.areas[0].address == area.address - CHUNK
    assert snapshot.charged == packs.stats.charge
    assert snapshot.resident_bytes == packs.stats.resident
    assert (snapshot.policy, snapshot.arch) == ("bins-64", HOST.name)
    slot.abandon()


# Closing


def test_closing_frees_everything_whoever_holds_it(memory: ProcessMemory) -> None:
    packs = PackAllocator(memory=memory)
    code, slot = packs.install(returning(3)), packs.reserve(10)
    function = code.function("int()")
    ranges = regions(packs)[0][1].ranges()
    packs.close()
    packs.close()
    assert [overlapping(*where) for where in ranges] == [[], []]
    for attempt in (function, code.free, code.read, slot.finalize, slot.abandon):
        with pytest.raises(SpanError, match="closed"):
            attempt()
    with pytest.raises(UsageError, match="closed"):
        packs.install(b"x")
    with pytest.raises(UsageError, match="closed"):
        packs.reserve(1)
    assert packs.find(code.address) is None
    assert (packs.stats.reserved, packs.stats.charge, packs.stats.programs) == (0, 0, 0)


def test_what_a_program_says_about_itself_stays_readable(packs: PackAllocator) -> None:
    code = packs.install(pattern(1, 99), name="gone")
    said = (code.address, code.size, code.chunk, code.chunks, code.pack, code.generation)
    code.free()
    assert (code.address, code.size, code.chunk, code.chunks, code.pack, code.generation) == said
    assert "gone" in repr(code)
    assert "freed" in repr(code)


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        ((5,), {}, "policy=5: it is a name"),
        ((None,), {}, "policy=None"),
        ((), {"jit_limit": "1G"}, r"jit_limit='1G': it is a number of bytes, such as 1 << 30,"),
        ((), {"jit_limit": 1.5}, "jit_limit=1.5"),
        ((), {"jit_limit": True}, "jit_limit=True"),
        ((), {"near": "0x1000"}, "near='0x1000': it is an address"),
        ((), {"memory": 3}, "memory=3: it is a Memory"),
        ((), {"name": 4}, "name=4"),
        ((), {"hardened": "no"}, "hardened='no': it is True or False"),
        ((), {"randomize": 1}, "randomize=1"),
    ],
)
def test_arguments_of_another_type_are_named(
    arguments: tuple[Any, ...], options: dict[str, Any], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        PackAllocator(*arguments, **options)


def test_errors_carry_the_errno_of_the_kernel(packs: PackAllocator) -> None:
    import errno

    assert OutOfMemoryError.errno == errno.ENOMEM
    with pytest.raises(SpanError) as caught:
        packs.free(12345)
    assert caught.value.errno == errno.EINVAL


@pytest.mark.parametrize("size", [0, -1, 1 << 31, 5 << 29, 1 << 34, 1 << 62])
def test_a_size_is_judged_before_memory_is_touched(packs: PackAllocator, size: int) -> None:
    packs.install(b"x")
    before = packs.stats
    with pytest.raises(UsageError, match=f"a program of {size} bytes"):
        packs.reserve(size)
    assert packs.stats == before


def test_the_last_free_keeps_a_pack_for_the_next_program() -> None:
    with PackAllocator() as packs:
        first = packs.install(b"x")
        address = first.address
        first.free()
        assert (packs.stats.packs, packs.stats.programs) == (1, 0)
        assert packs.install(b"y").address == address


@pytest.mark.parametrize("policy", ["bins", "bins-64", "pack", "pack-4k"])
def test_one_empty_pack_is_kept_and_no_more(policy: str) -> None:
    with PackAllocator(policy) as packs:
        size = packs.pack_list.pack_size - packs.pack_list.lead
        codes = [packs.install(bytes(size)) for _ in range(3)]
        for code in codes:
            code.free()
        assert packs.stats.packs == 1
        kept = packs.install(bytes(size))
        assert packs.stats.packs == 1
        kept.free()


def test_install_many_is_all_or_nothing(packs: PackAllocator) -> None:
    images = [pattern(n, 1 + 97 * n) for n in range(60)] + [b"x" * 300_000, b"y"]
    codes = packs.install_many(images, names=["first", "second"])
    assert [code.read() for code in codes] == images
    assert [code.name for code in codes[:3]] == ["first", "second", ""]
    check_bytes(packs, dict(zip(codes, images, strict=True)))
    before = inside(packs)
    with pytest.raises(UsageError):
        packs.install_many([*images, b""])
    assert inside(packs)[:-2] == before[:-2]
    for code in codes[::2]:
        code.free()
    check_bytes(packs, dict(zip(codes[1::2], images[1::2], strict=True)))
    assert packs.install_many([]) == []


def test_a_find_costs_the_same_wherever_in_a_program(packs: PackAllocator) -> None:
    """Every chunk of a pack is asked for, with large programs among small ones."""
    codes = [packs.install(bytes(size)) for size in (64, 64 * 63, 64 * 64, 64 * 65, 1 << 20, 64)]
    codes[0].free()
    codes[3].free()
    codes[4].shrink(64 * 70)
    codes.append(packs.install(bytes(64 * 66)))
    live = [code for code in codes if code.live]
    region = regions(packs)[0][1]
    for address in range(region.address, region.address + (3 << 20), 64):
        owners = [c for c in live if c.address <= address < c.address + c.size]
        assert packs.find(address) is (owners[0] if owners else None)


def test_trim_gives_kept_packs_back() -> None:
    with PackAllocator() as packs:
        kept = packs.install(b"x")
        near = packs.install(b"y", near=kept.address)
        # Of what is accessible only the pages with the two programs are left, where that works.
        packs.trim()
        assert packs.trim() == 0
        kept.free()
        near.free()
        reserved = packs.stats.reserved
        assert packs.trim() == reserved > 0
        assert (packs.stats.reserved, packs.stats.packs) == (0, 0)
        assert packs.install(b"z").read() == b"z"
