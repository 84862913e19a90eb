"""Sizes that are known late, several programs at once, and callables of other libraries."""

from __future__ import annotations

import ctypes
import gc
import threading
from collections.abc import Callable

import pytest

from progpack.errors import (
    ExecMemoryError,
    JitLimitError,
    OutOfMemoryError,
    SpanError,
    UsageError,
)
from progpack.memory import Code, PackAllocator, Slot
from progpack.pack import policies
from tests.memory.faulty import FaultyMemory
from tests.memory.inspect import check_accounts, check_bytes, inside, regions
from tests.memory.native import adding, pattern, returning, spinning
from tests.memory.test_threads import wait_until

# commit and shrink


@pytest.mark.parametrize("policy", sorted(policies.names()))
@pytest.mark.parametrize("binary", [False, True])
def test_a_slot_keeps_what_was_used(policy: str, binary: bool) -> None:
    with PackAllocator(policy) as packs:
        live: dict[Code, bytes] = {}
        for size, used in ((1000, 1), (1000, 64), (1000, 1000), (5000, 700), (3000, 2999)):
            slot = packs.reserve(size, binary=binary)
            image = pattern(size + used, used)
            slot.write(0, image + b"\x01" * (size - used))
            code = slot.commit(used)
            assert (code.size, code.address, slot.size) == (used, slot.address, used)
            assert code.allocated >= used + code.offset
            live[code] = image
            with pytest.raises(SpanError, match="finished"):
                slot.commit(1)
            check_accounts(packs, live)
            check_bytes(packs, live)
        for code in live:
            code.free()
        assert packs.stats.charge == 0


def test_what_a_slot_does_not_keep_is_for_the_next() -> None:
    with PackAllocator("pack") as packs:
        slot = packs.reserve(64 * 10)
        code = slot.commit(65)
        assert (code.chunks, packs.install(b"x").chunk) == (2, 3)
        assert packs.stats.charge == 64 * 2
    with PackAllocator("bins") as packs:
        slot = packs.reserve(64 * 10)
        code = slot.commit(65)
        # The same length is taken again first.
        assert (code.chunks, packs.install(bytes(64 * 10 - 80)).chunk) == (5, 6)


@pytest.mark.parametrize("used", [0, -1, 101])
def test_no_more_can_be_committed_than_there_is(packs: PackAllocator, used: int) -> None:
    with packs.reserve(100) as slot, pytest.raises(UsageError, match="cannot commit"):
        slot.commit(used)
    assert packs.stats.reserved == 0


@pytest.mark.parametrize("policy", sorted(policies.names()))
def test_a_program_shrinks(policy: str) -> None:
    with PackAllocator(policy) as packs:
        live: dict[Code, bytes] = {}
        for size in (3000, 900, 2000):
            live[packs.install(pattern(size, size))] = pattern(size, size)
        for step in (700, 65, 64, 1):
            for code, image in list(live.items()):
                before = packs.stats.charge
                given = code.shrink(step)
                live[code] = image[:step]
                assert packs.stats.charge == before - given
                assert code.size == step
                check_accounts(packs, live)
                check_bytes(packs, live)
        assert all(code.chunks == 1 or code.oversized for code in live) or policy == "bins"
        for code in live:
            packs.free(code.address)
        assert packs.stats.charge == 0


def test_an_area_keeps_its_pages(packs: PackAllocator) -> None:
    code = packs.install(pattern(1, 3 << 20))
    charge = packs.stats.charge
    assert code.shrink(10) == 0
    assert (packs.stats.charge, code.size) == (charge, 10)
    check_bytes(packs, {code: pattern(1, 3 << 20)[:10]})


def test_bad_sizes_and_busy_programs_do_not_shrink(packs: PackAllocator) -> None:
    code = packs.install(spinning() + bytes(200))
    for size in (0, -1, code.size + 1):
        with pytest.raises(UsageError, match="cannot keep"):
            code.shrink(size)
    function = code.function("int(void *)")
    stop = ctypes.c_int(0)
    thread = threading.Thread(target=lambda: function(ctypes.byref(stop)))
    thread.start()
    wait_until(lambda: len(function._runners) == 1)
    with pytest.raises(SpanError, match="a thread is inside"):
        code.shrink(64)
    stop.value = 1
    thread.join()
    assert code.shrink(64) == 192
    assert function(ctypes.byref(stop)) == 1
    code.free()
    with pytest.raises(SpanError, match="double free"):
        code.shrink(1)


def test_a_program_that_cannot_shrink_stays_as_large() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        code = packs.install(pattern(1, 500))
        before = inside(packs)
        memory.plan.arm("text_invalidate")
        with pytest.raises(ExecMemoryError, match="injected"):
            code.shrink(10)
        assert inside(packs) == before
        assert code.live
        assert code.read() == pattern(1, 500)


def test_a_failed_commit_gives_everything_back() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory, keep_empty=False) as packs:
        slot = packs.reserve(1000)
        slot.write(0, pattern(1, 1000))
        memory.plan.arm("text_copy")
        with pytest.raises(ExecMemoryError, match="injected"):
            slot.commit(100)
        assert (packs.stats.charge, packs.stats.reserved) == (0, 0)


# batches


def test_a_batch_stays_when_its_block_ends_well(packs: PackAllocator) -> None:
    with packs.batch() as batch:
        first = batch.install(returning(1), name="first")
        slot = batch.reserve(100)
        slot.write(0, returning(2))
        early = batch.reserve(10).commit(3)
        assert first.function("int()")() == 1
    assert slot.code is not None
    assert slot.code.function("int()")() == 2
    assert batch.codes == [first, slot.code, early]
    assert packs.stats.programs == 3
    with pytest.raises(UsageError, match="inside its with block"):
        batch.install(b"x")
    with pytest.raises(UsageError, match="inside its with block"):
        batch.reserve(1)


def test_a_batch_goes_when_its_block_does_not(packs: PackAllocator) -> None:
    kept = packs.install(b"k")
    before = inside(packs)
    batch = packs.batch()
    made: list[Code] = []

    def fail() -> None:
        with batch:
            made.append(batch.install(returning(1), name="first"))
            made.append(batch.reserve(100).finalize())
            batch.reserve(100)
            batch.install(b"y").free()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not any(code.live for code in made)
    assert kept.live
    assert inside(packs)[:-2] == before[:-2]
    assert batch.codes == []


def test_a_batch_that_cannot_be_finished_goes_too() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory, jit_limit=64 * 4) as packs:

        def too_many() -> None:
            with packs.batch() as batch:
                for _ in range(5):
                    batch.install(b"x")

        def faulty() -> None:
            with packs.batch() as batch:
                batch.install(b"x")
                batch.reserve(10)
                batch.reserve(10)
                memory.plan.arm("text_copy", 1)

        with pytest.raises(JitLimitError):
            too_many()
        assert (packs.stats.charge, packs.stats.programs) == (0, 0)
        with pytest.raises(ExecMemoryError, match="injected"):
            faulty()
        assert (packs.stats.charge, packs.stats.programs) == (0, 0)


def test_a_batch_that_goes_says_what_could_not_be_taken_back_for_lack_of_memory() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:

        def fail() -> None:
            with packs.batch() as batch:
                batch.install(b"x")
                memory.plan.arm("text_invalidate", kind=OutOfMemoryError)
                raise ZeroDivisionError

        with pytest.raises(OutOfMemoryError, match="injected"):
            fail()
        kept = packs.install(b"y")
        assert (kept.live, packs.stats.programs) == (True, 1)


def test_a_dropped_program_of_which_nobody_told_is_found_at_a_look(packs: PackAllocator) -> None:
    """As when an exception hits its finalizer."""
    kept, dropped = packs.install(b"k"), packs.install(b"d")
    with packs.lock:
        del dropped
        packs.dead.clear()
    assert packs.installs - packs.frees == 2
    packs.trim()
    assert packs.installs - packs.frees == 1
    assert packs.stats.programs == 1
    assert kept.live


def test_mending_forgets_an_arena_that_was_left_empty(packs: PackAllocator) -> None:
    """As after an exception between the making of an arena and of its first pack."""
    packs.arenas.at(1 << 40, 1 << 31)
    assert len(packs.arenas) == 2
    packs.torn = True
    kept = packs.install(b"x")
    assert (len(packs.arenas), kept.live) == (1, True)


def test_mending_frees_the_body_of_a_replaceable_program_that_was_being_freed(
    packs: PackAllocator,
) -> None:
    kept, body = packs.install(b"k"), packs.install(b"b")
    packs.freed_body = body.entry
    packs.torn = True
    packs.install(b"x").free()
    assert (kept.live, body.live, packs.stats.programs) == (True, False, 1)


def test_nothing_is_left_to_mend_after_the_end() -> None:
    packs = PackAllocator()
    packs.install(b"x")
    packs.close()
    assert (packs.torn, packs.closed, packs.lock.locked()) == (False, True, False)


def installed(packs: PackAllocator) -> Code:
    return packs.install(b"y", name="named")


def committed(packs: PackAllocator) -> Code:
    # Reserved before, so that the end of it is the first change.
    return SLOTS.pop().commit(10)


def in_a_batch(packs: PackAllocator) -> Code:
    # The last of these lies in the room that the others have left.
    with packs.batch() as batch:
        codes = []
        for _ in range(4):
            codes.append(batch.install(b"y"))
            assert not packs.lock.locked()
    for code in codes[:-1]:
        code.free()
    return codes[-1]


SLOTS: list[Slot] = []


@pytest.mark.parametrize("change", [installed, committed, in_a_batch])
@pytest.mark.parametrize(("installs", "frees"), [(-1, 0), (0, -1), (2, 0), (0, 3)])
def test_a_change_mends_what_was_cut_short_before_it(
    packs: PackAllocator, change: Callable[[PackAllocator], Code], installs: int, frees: int
) -> None:
    """As after an exception between an earlier change and its count."""
    kept = packs.install(b"x")
    SLOTS[:] = [packs.reserve(100)]
    packs.installs += installs
    packs.frees += frees
    packs.torn = True
    code = change(packs)
    assert packs.installs - packs.frees == 2
    assert kept.live
    assert code.entry.request.classic is False
    assert not packs.lock.locked()
    SLOTS.clear()


# callables


def test_a_function_type_of_ctypes_makes_a_callable_that_keeps_the_program(
    packs: PackAllocator,
) -> None:
    kind = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)
    add = packs.install(adding()).as_ctypes(kind)
    gc.collect()
    assert add(20, 22) == 42
    assert add.code.live
    add.code.free()
    with pytest.raises(SpanError, match="not called"):
        add(1, 2)
    with pytest.raises(SpanError, match="offset 500 is outside"):
        packs.install(b"x").as_ctypes(kind, offset=500)


def test_a_prototype_of_cffi_makes_a_callable_that_keeps_the_program(
    packs: PackAllocator,
) -> None:
    cffi = pytest.importorskip("cffi", reason="cffi is not installed")
    ffi = cffi.FFI()
    ffi.cdef("typedef struct { uint64_t a, b; } pair;")
    add = packs.install(adding()).as_cffi(ffi, "uint64_t(*)(uint64_t, uint64_t)")
    gc.collect()
    assert add(20, 22) == 42
    with pytest.raises(TypeError):
        add(1)
    replaceable = packs.install_replaceable(returning(1)).as_cffi(ffi, "int(*)(pair *)")
    assert replaceable(ffi.NULL) == 1
    add.code.free()
    with pytest.raises(SpanError, match="not called"):
        add(1, 2)
    with pytest.raises((cffi.FFIError, cffi.CDefError)):
        packs.install(b"x").as_cffi(ffi, "nonsense(*)(nothing)")


# random starts


@pytest.mark.parametrize("policy", ["pack", "bins-64", "bins", "page"])
def test_installed_programs_start_at_random(policy: str) -> None:
    with PackAllocator(policy, randomize=True) as packs:
        live = {packs.install(pattern(n, 40)): pattern(n, 40) for n in range(200)}
        starts = {code.offset for code in live}
        assert len(starts) > 3
        assert min(starts) >= 8
        for code in live:
            assert code.read() == live[code]
            assert packs.find(code.address) is code
        check_accounts(packs, live)
        check_bytes(packs, live)
        assert packs.install(returning(7)).function("int()")() == 7
        with pytest.raises(UsageError):
            packs.install(b"")
        for code in live:
            packs.free(code.address)


def test_a_hardened_allocator_has_no_writable_view() -> None:
    with PackAllocator(hardened=True) as packs:
        assert packs.install(returning(7)).function("int()")() == 7
        assert all(len(region.ranges()) == 1 for _, region in regions(packs))


@pytest.mark.parametrize("binary", [False, True])
def test_a_part_can_be_committed_while_somebody_looks_at_the_image(
    packs: PackAllocator, binary: bool
) -> None:
    slot = packs.reserve(1000, binary=binary)
    image = slot.image
    image[:70] = pattern(1, 70)
    code = slot.commit(70)
    assert (code.size, code.read()) == (70, pattern(1, 70))
    assert slot.code is code
    assert len(image) == 1000
    code.free()


def test_a_slot_knows_its_code_once_it_is_finalized(packs: PackAllocator) -> None:
    slot, other = packs.reserve(10), packs.reserve(10)
    assert slot.code is None
    code = slot.finalize()
    assert slot.code is code
    del code
    assert slot.code is None
    other.abandon()
    assert other.code is None


@pytest.mark.parametrize("size", [1.5, "1", None, 2.0])
def test_what_is_no_whole_number_is_refused_and_changes_nothing(
    packs: PackAllocator, size: int
) -> None:
    code, slot = packs.install(pattern(1, 100)), packs.reserve(100)
    for call in (code.shrink, slot.commit, packs.reserve):
        with pytest.raises(TypeError):
            call(size)
    with pytest.raises(TypeError):
        packs.reserve(8, near=1 << 40, reach=size or "")  # type: ignore[arg-type]
    assert (code.size, slot.size, code.read()) == (100, 100, pattern(1, 100))
    part = slot.commit(10)
    assert part.size == 10
    assert packs.stats.charge == packs.stats.rounded == 128 + 64


def test_an_address_is_not_negative() -> None:
    with pytest.raises(UsageError, match="near=-1: it is an address"):
        PackAllocator(near=-1)


@pytest.mark.parametrize("batches", [False, True])
@pytest.mark.parametrize("policy", ["bins", "bins-64"])
def test_programs_installed_together_fill_holes_before_they_take_a_pack(
    policy: str, batches: bool
) -> None:
    with PackAllocator(policy) as packs:
        image = pattern(1, 1000)
        count = 3 * 2080
        codes = packs.install_many([image] * count)
        assert packs.stats.packs <= 4
        before = packs.stats.packs
        for code in codes[::2]:
            code.free()
        del code
        codes = codes[1::2]
        if batches:
            image = pattern(2, 500)
            with packs.batch() as batch:
                codes += [batch.install(image) for _ in range(count // 2)]
        else:
            codes += packs.install_many([image] * (count // 2))
        assert packs.stats.packs == before
        assert codes[-1].read() == image


def test_a_slot_that_is_abandoned_in_a_batch_does_not_fail_it(packs: PackAllocator) -> None:
    with packs.batch() as batch:
        kept = batch.install(b"x")
        batch.reserve(100).abandon()
        batch.reserve(100).finalize()  # garbage at once
        slot = batch.reserve(100)
    assert kept.live
    assert slot.code is not None
    assert packs.stats.programs == 2


def test_addresses_are_any_numbers_that_are_whole(packs: PackAllocator) -> None:
    """As NumPy's are."""

    class Whole:
        def __init__(self, number: int) -> None:
            self.number = number

        def __index__(self) -> int:
            return self.number

    code = packs.install(b"some bytes")
    region, at = code.entry.home.region, code.entry.at
    assert packs.find(Whole(code.address + 3)) is code  # type: ignore[arg-type]
    assert region.read(Whole(at), 4) == region.read(at, Whole(4)) == b"some"  # type: ignore[arg-type]
