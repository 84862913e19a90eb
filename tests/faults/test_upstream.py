"""Weaknesses of the kernel's own error paths, none of which may be here.

Each test names the place: numbers are those of the notes on kernel/bpf/core.c in 6.1 to 6.18.
"""

from __future__ import annotations

import pytest

from progpack import arch as arches
from progpack.arch import Arch
from progpack.errors import CapabilityError, ExecMemoryError, JitLimitError, SpanError
from progpack.jit.image.binary import binary_pack_alloc, binary_pack_finalize, binary_pack_free
from progpack.memory import PackAllocator
from progpack.model.loadpath.dry import DryMemory as Memory
from progpack.model.loadpath.dry import Plan
from progpack.pack import HEADER
from tests.faults.cycles import PACK, Small
from tests.memory.native import pattern

EVERY = [*arches.ARCHES.values(), arches.get("ppc64")]
each_arch = pytest.mark.parametrize(
    "arch", EVERY, ids=[f"{arch.name}-{arch.byteorder.value}" for arch in EVERY]
)


def packs_of(arch: Arch, limit: int | None = None) -> tuple[PackAllocator, Memory]:
    memory = Memory(arch)
    return PackAllocator(Small(), memory=memory, jit_limit=limit, keep_empty=False), memory


def arm(plan: Plan, *wanted: str, kind: str = "failure") -> None:
    """Let the next call fail, which must be the first of these, and so many after it."""
    plan.failed.clear()
    plan.at, plan.kind, plan.more = len(plan.calls), kind, len(wanted) - 1


@each_arch
@pytest.mark.parametrize("before", [0, 63, 100], ids=["first", "page", "inside"])
def test_1_4_a_a_failed_finalize_reads_no_size_from_the_image(arch: Arch, before: int) -> None:
    """bpf_jit_binary_pack_finalize() frees ``ro->size`` bytes; after a failed copy the header still
    has traps: 0xcccccccc is larger than a pack and frees all of it, 0 frees nothing."""
    packs, memory = packs_of(arch)
    kept = packs.install(pattern(1, before * 64)) if before else None
    other = packs.install(pattern(2, 200))
    used, chunks = packs.stats.charge, packs.stats.used
    binary = binary_pack_alloc(packs, 500)
    binary.fill(pattern(3, 500))
    arm(memory.plan, "text_copy")
    with pytest.raises(ExecMemoryError, match="injected: text_copy"):
        binary_pack_finalize(binary)
    assert (packs.stats.charge, packs.stats.used) == (used, chunks)
    assert other.read() == pattern(2, 200)
    assert kept is None or kept.read() == pattern(1, before * 64)
    assert len(memory.regions) == 1
    # The very chunks are free again, and all of them.
    again = binary_pack_alloc(packs, 500)
    assert again.image == binary.image
    assert packs.stats.used == chunks + again.slot.allocated


@each_arch
def test_1_4_a_a_header_that_was_written_in_part_decides_nothing(arch: Arch) -> None:
    packs, memory = packs_of(arch)
    kept = packs.install(pattern(1, 640))
    binary = binary_pack_alloc(packs, 500)
    binary.fill(pattern(3, 500))
    arm(memory.plan, "text_copy", kind="part")
    with pytest.raises(ExecMemoryError, match="injected: text_copy, part"):
        binary_pack_finalize(binary)
    region = memory.regions[0]
    end = kept.address + 640 - region.address
    rest = region.read(end, region.size - end)
    assert rest == arch.trap_fill(len(rest))
    assert kept.read() == pattern(1, 640)
    assert packs.stats.used == 640


@each_arch
def test_1_4_a_no_size_is_ever_written_before_the_image(arch: Arch) -> None:
    """Until 6.8 the size was poked into the read-only header at allocation, unchecked."""
    packs, memory = packs_of(arch)
    binary = binary_pack_alloc(packs, 100)
    assert "text_copy" not in memory.plan.calls
    binary.fill(pattern(3, 100))
    binary_pack_finalize(binary)
    region = memory.regions[0]
    header = region.read(binary.slot.ro_address - region.address, HEADER)
    assert header == arch.trap_fill(HEADER)
    assert memory.plan.calls.count("text_copy") == 1


@each_arch
@pytest.mark.parametrize("kind", ["failure", "part", "shortage"])
def test_1_4_b_a_failed_finalize_returns_the_charge(arch: Arch, kind: str) -> None:
    """Upstream never uncharges on this path: bpf_jit_current only grows, until errno 524."""
    packs, memory = packs_of(arch, limit=1024)
    for _ in range(50):
        binary = binary_pack_alloc(packs, 900)
        arm(memory.plan, "text_copy", kind=kind)
        with pytest.raises(ExecMemoryError, match="injected"):
            binary_pack_finalize(binary)
        assert packs.stats.charge == 0
        binary_pack_free(binary)
        assert packs.stats.charge == 0
    binary = binary_pack_alloc(packs, 900)
    with pytest.raises(JitLimitError):
        binary_pack_alloc(packs, 900)
    binary_pack_finalize(binary)


@each_arch
def test_1_4_c_nothing_is_marked_compiled_before_finalize_succeeded(arch: Arch) -> None:
    """powerpc sets prog->jited and prog->bpf_func first and leaves them after a failure."""
    packs, memory = packs_of(arch)
    binary = binary_pack_alloc(packs, 500)
    slot, address = binary.slot, binary.image
    arm(memory.plan, "text_copy")
    with pytest.raises(ExecMemoryError, match="injected"):
        binary_pack_finalize(binary)
    assert binary.code is None
    assert binary.gone
    assert slot.code is None
    assert packs.find(address) is None
    stats = packs.stats
    assert (stats.programs, stats.slots, stats.installs) == (0, 0, 0)
    with pytest.raises(SpanError, match="finished"):
        binary.fill(b"x")
    with pytest.raises(SpanError):
        slot.finalize()


@each_arch
@pytest.mark.parametrize("first", ["data", "reserve", "binary", "install", "batch"])
def test_1_2_whoever_makes_the_pack_it_is_filled_with_traps(arch: Arch, first: str) -> None:
    """The XDP dispatcher's callback fills with zeros; a pack that it made had them all over."""
    packs, memory = packs_of(arch)
    size = 1000 - 1000 % arch.trap_unit
    image = bytes(size) if first == "data" else pattern(1, size)
    if first in ("data", "install"):
        made = packs.install(image)
    elif first == "batch":
        with packs.batch() as batch:
            made = batch.install(image)
    else:
        slot = packs.reserve(size, binary=first == "binary")
        region = memory.regions[0]
        assert region.read(0, region.size) == arch.trap_fill(region.size)
        slot.write(0, image)
        made = slot.finalize()
    (region,) = memory.regions
    at = made.address - region.address
    assert region.read(0, at) == arch.trap_fill(at)
    rest = bytearray(arch.trap_fill(region.size))[at + size :]
    assert region.read(at + size, len(rest)) == rest
    # And after it was freed, whoever frees it.
    keep = packs.install(b"k" * 64)
    made.free()
    assert region.read(at, size) == bytes(arch.trap_fill(region.size)[at : at + size])
    assert keep.live


@each_arch
@pytest.mark.parametrize("kind", ["failure", "part"])
def test_chunks_are_not_reused_after_a_failed_invalidate(arch: Arch, kind: str) -> None:
    """bpf_prog_pack_free() warns once, and clears the bits whatever happened."""
    packs, memory = packs_of(arch)
    bad = packs.install(pattern(1, 640))
    chunks = set(range(bad.chunk, bad.chunk + bad.chunks))
    arm(memory.plan, "text_invalidate", kind=kind)
    with pytest.raises(ExecMemoryError, match="injected: text_invalidate"):
        bad.free()
    assert not bad.live
    assert packs.find(bad.address) is None
    assert packs.stats.charge == 0
    memory.plan.disarm()
    for _ in range(3):
        held = [packs.install(pattern(2, 64)) for _ in range(20)]
        for code in held:
            assert not chunks & set(range(code.chunk, code.chunk + code.chunks))
        for code in held:
            code.free()
    assert packs.stats.quarantined == 10
    assert "injected" in packs.stats.failures[0]
    with pytest.raises(SpanError, match="quarantined"):
        bad.free()


@each_arch
def test_chunks_are_not_reused_when_a_failed_copy_cannot_be_undone(arch: Arch) -> None:
    packs, memory = packs_of(arch)
    kept = packs.install(pattern(1, 64))
    arm(memory.plan, "text_copy", "text_invalidate", kind="part")
    with pytest.raises(ExecMemoryError, match="injected: text_copy"):
        packs.install(pattern(2, 640))
    assert memory.plan.failed == ["text_copy", "text_invalidate"]
    memory.plan.disarm()
    after = packs.install(pattern(3, 64))
    assert after.chunk == kept.chunk + 1 + 10
    assert (packs.stats.charge, packs.stats.quarantined) == (128, 10)


@each_arch
def test_a_pack_whose_protection_fails_is_never_seen(arch: Arch) -> None:
    """Until 6.9 a pack was on the list before set_memory_ro(), whose result nobody looked at."""
    packs, memory = packs_of(arch)
    memory.plan.at, memory.plan.kind = 1, "failure"
    with pytest.raises(ExecMemoryError, match="injected: set_memory"):
        packs.install(pattern(1, 64))
    stats = packs.stats
    assert (stats.packs, stats.reserved, stats.charge) == (0, 0, 0)
    assert memory.regions == []
    assert packs.install(pattern(1, 64)).chunk == 1


@pytest.mark.parametrize("lacks", ["text_copy", "text_invalidate", "set_rox"])
def test_what_is_missing_is_said_before_anything_is_allocated(
    lacks: str,
) -> None:
    """The seed's objection: everything was set up, and then the last step failed."""
    from dataclasses import replace

    from progpack.memory import Capability

    memory = Memory(arches.get("riscv64"))
    memory.capabilities = replace(
        memory.capabilities, **{lacks: Capability(lacks, False, "-ENOTSUPP")}
    )
    with pytest.raises(CapabilityError, match=f"{lacks} not possible here: -ENOTSUPP"):
        PackAllocator(memory=memory)
    assert memory.plan.calls == []


def test_replacing_needs_text_poke_and_says_so_first() -> None:
    packs, memory = packs_of(arches.get("s390x"))
    with pytest.raises(CapabilityError, match="text_poke not possible here"):
        packs.install_replaceable(pattern(1, 64))
    assert memory.plan.calls == []


def test_the_jump_and_its_body_stay_together_when_freeing_fails() -> None:
    """A body without its jump could be freed, and the jump would go to traps."""
    packs, memory = packs_of(arches.get("x86-64"))
    held = packs.install_replaceable(pattern(1, 100))
    body = held.body
    arm(memory.plan, "text_invalidate", kind="shortage")
    with pytest.raises(ExecMemoryError, match="injected"):
        held.free()
    memory.plan.disarm()
    assert held.live
    with pytest.raises(SpanError, match="bound"):
        body.free()
    arm(memory.plan, "text_invalidate", kind="failure")
    with pytest.raises(ExecMemoryError, match="injected"):
        held.free()
    memory.plan.disarm()
    assert packs.stats.programs == 0
    assert not body.live
    assert packs.stats.charge == 0


def test_a_region_that_is_not_taken_back_at_the_end_holds_traps() -> None:
    packs, memory = packs_of(arches.get("arm64"))
    held = [packs.install(pattern(1, size)) for size in (100, PACK - 1024, PACK + 1)]
    arm(memory.plan, "release")
    with pytest.raises(ExecMemoryError, match="injected: release"):
        packs.close()
    (left,) = memory.regions
    assert left.read(0, left.size) == arches.get("arm64").trap_fill(left.size)
    assert packs.stats.leaked == left.size
    assert not any(code.live for code in held)
