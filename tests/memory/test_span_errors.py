"""Every kind of bad free is told apart, and none changes anything."""

from __future__ import annotations

import copy
import pickle
from array import array
from collections.abc import Callable

import pytest

from progpack.errors import ExecMemoryError, SpanError, UsageError
from progpack.memory import Code, PackAllocator
from tests.memory.faulty import FaultyMemory
from tests.memory.inspect import inside, regions
from tests.memory.native import returning


def refused(packs: PackAllocator, what: Code | int, match: str) -> None:
    before = inside(packs)
    with pytest.raises(SpanError, match=match):
        packs.free(what)
    assert inside(packs) == before


def test_unknown_addresses(packs: PackAllocator) -> None:
    code = packs.install(b"x" * 100)
    first = regions(packs)[0][1].address
    for address in (0, 64, first - 1, first - 64, first + (2 << 20)):
        refused(packs, address, "^unknown: 0x.* is in no pack")
    for address in (first, code.address - 64, code.address - 1):
        refused(packs, address, "^unknown: .* is in a free chunk")


def test_free_chunks(packs: PackAllocator) -> None:
    code = packs.install(b"x" * 100)
    refused(packs, code.address + 128, "^unknown: .* is in a free chunk")
    gone = packs.install(b"y")
    gone.free()
    refused(packs, gone.address, "^unknown: .* it was freed already, or nothing was ever there")


@pytest.mark.parametrize("distance", [1, 63, 64, 99, 100, 127])
def test_interior_addresses(packs: PackAllocator, distance: int) -> None:
    code = packs.install(b"x" * 100, name="victim")
    refused(packs, code.address + distance, "^interior: .* 'victim'")


def test_the_header_of_a_binary_is_interior(packs: PackAllocator) -> None:
    slot = packs.reserve(30, binary=True)
    code = slot.finalize()
    for address in (slot.ro_address, slot.ro_address + 8, code.address + 4):
        refused(packs, address, "^interior")
    packs.free(code.address)
    assert not code.live


def test_interior_addresses_of_areas() -> None:
    with PackAllocator("page") as packs:
        code = packs.install(b"x" * 9000)
        refused(packs, code.address + 8999, "^interior")
        refused(packs, code.address + 4096, "^interior")


def test_double_free(packs: PackAllocator) -> None:
    kept, code = packs.install(b"k"), packs.install(b"x", name="twice")
    code.free()
    refused(packs, code, "^double free: .* 'twice' .* was freed already")
    with pytest.raises(SpanError, match="double free"):
        code.free()
    assert kept.live


def test_double_free_after_the_pack_itself_went(packs: PackAllocator) -> None:
    code = packs.install(b"x")
    code.free()
    assert packs.stats.packs == 0
    refused(packs, code, "^double free")


def test_addresses_of_a_pack_that_was_given_back_are_unknown(packs: PackAllocator) -> None:
    code = packs.install(b"x")
    code.free()
    assert packs.find(code.address) is None
    refused(packs, code.address, "^unknown: .* is in no pack")


def test_stale_generations(packs: PackAllocator) -> None:
    old = packs.install(b"x" * 100, name="old")
    old.free()
    new = packs.install(b"y" * 100, name="new")
    assert new.address == old.address
    refused(packs, old, "^stale: .* 'old' .*generation 1.* now hold the program 'new'")
    assert new.read() == b"y" * 100


def test_stale_generations_whose_chunks_are_part_of_another_program(
    packs: PackAllocator,
) -> None:
    first, second = packs.install(b"a"), packs.install(b"b")
    first.free()
    second.free()
    wide = packs.install(b"w" * 128, name="wide")
    refused(packs, second, "^stale: .* 'wide'")
    assert wide.live


def test_programs_of_another_allocator(packs: PackAllocator) -> None:
    with PackAllocator(name="other") as other:
        code = other.install(b"x")
        refused(packs, code, "^foreign allocator: .* 'other'")
        refused(packs, code.address, "^unknown")
        assert code.live


def test_slots_that_are_not_finalized(packs: PackAllocator) -> None:
    slot = packs.reserve(10)
    refused(packs, slot.address, "is reserved")
    before = inside(packs)
    with pytest.raises(UsageError, match="a program or an address is freed"):
        packs.free(slot)  # type: ignore[arg-type]
    assert inside(packs) == before
    slot.abandon()


def test_quarantined_programs() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        code = packs.install(b"x" * 100)
        memory.plan.arm("text_invalidate")
        with pytest.raises(ExecMemoryError, match="injected"):
            code.free()
        refused(packs, code, "^double free: .* quarantined")
        refused(packs, code.address, "quarantined")


@pytest.mark.parametrize(
    "use",
    [
        lambda code: code.function("int()"),
        lambda code: code.read(),
        lambda code: code.free(),
    ],
)
def test_a_freed_program_cannot_be_used(
    packs: PackAllocator, use: Callable[[Code], object]
) -> None:
    code = packs.install(returning(1))
    code.free()
    with pytest.raises(SpanError):
        use(code)


def test_a_freed_program_is_not_called(packs: PackAllocator) -> None:
    code = packs.install(returning(1))
    function = code.function("int()")
    assert function() == 1
    code.free()
    with pytest.raises(SpanError, match="not called"):
        function()
    replaced = packs.install(returning(2))
    assert replaced.address == code.address
    with pytest.raises(SpanError, match="not called"):
        function()


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, pickle.dumps])
def test_what_stands_for_memory_is_neither_copied_nor_pickled(
    packs: PackAllocator, way: Callable[[object], object]
) -> None:
    code = packs.install(returning(7))
    with packs.reserve(8) as slot:
        for what in (packs, code, slot):
            with pytest.raises(UsageError, match="neither copied nor pickled"):
                way(what)
    assert code.function("int(void)")() == 7


@pytest.mark.parametrize("what", [5, "text", [0xC3], None])
def test_only_what_has_bytes_is_machine_code(packs: PackAllocator, what: object) -> None:
    before = inside(packs)
    with pytest.raises(TypeError, match="bytes-like"):
        packs.install(what)  # type: ignore[arg-type]
    assert inside(packs) == before
    with packs.reserve(8) as slot, pytest.raises(TypeError, match="bytes-like"):
        slot.write(0, what)  # type: ignore[arg-type]


def test_items_of_buffers_are_bytes(packs: PackAllocator) -> None:
    assert packs.install(memoryview(b"abcd")[::2]).read() == b"ac"
    assert packs.install(array("I", [0xC3])).size == array("I").itemsize  # type: ignore[arg-type]
