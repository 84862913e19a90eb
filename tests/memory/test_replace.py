"""Programs are changed and replaced while threads are in them."""

from __future__ import annotations

import ctypes
import gc
import os
import random
import threading

import pytest

from progpack.arch.code import jump
from progpack.errors import (
    CapabilityError,
    ExecMemoryError,
    ForeignSpanError,
    JitLimitError,
    OutOfMemoryError,
    PokeError,
    SpanError,
    UsageError,
)
from progpack.memory import PackAllocator, ProcessMemory
from progpack.memory.allocator.changes.free import free_within
from tests.memory.child import run
from tests.memory.faulty import FaultyMemory
from tests.memory.inspect import inside
from tests.memory.native import HOST, driver, pattern, returning, spinning, twice
from tests.memory.test_threads import THREADS, together, wait_until

pytestmark = pytest.mark.skipif(
    not ProcessMemory().capabilities.text_poke,
    reason=f"no text_poke: {ProcessMemory().capabilities.text_poke.detail}",
)


def test_a_replaced_program_is_called_at_the_same_address(packs: PackAllocator) -> None:
    code = packs.install_replaceable(returning(1), name="changing")
    function = code.function("int()")
    native = ctypes.CFUNCTYPE(ctypes.c_int)
    with code.pinned() as address:
        assert native(address)() == function() == 1
        for value in range(2, 50):
            body = code.body
            code.replace(returning(value))
            assert not body.live
            assert (code.address, code.body.name) == (address, "changing")
            assert native(address)() == function() == value
            assert code.read() == returning(value)
    stats = packs.stats
    assert (stats.programs, stats.retired, stats.pokes) == (2, 0, 48)
    assert (stats.installs, stats.frees) == (50, 48)
    code.free()
    assert (packs.stats.programs, packs.stats.reserved) == (0, 0)
    with pytest.raises(SpanError, match="not called"):
        function()
    with pytest.raises(SpanError, match="double free"):
        code.replace(returning(3))
    assert packs.stats.reserved == 0


def test_threads_get_the_old_or_the_new_program_and_never_a_mixture(packs: PackAllocator) -> None:
    """Native loops call the address all the time; each result has two halves that must agree."""
    code = packs.install_replaceable(twice(0))
    loop = packs.install(driver()).function("int64_t(void *, int64_t)")
    function = code.function("uint64_t()")
    stop = threading.Event()
    calls = [0] * 4

    def call(number: int) -> None:
        while not stop.is_set():
            if number % 2:
                with code.pinned() as address:
                    assert loop(address, 20_000) == 0
                calls[number] += 20_000
            else:
                value = function()
                assert value >> 32 == value & 0xFFFFFFFF
                calls[number] += 1

    def change() -> None:
        try:
            for value in range(1, 3000):
                code.replace(twice(value))
                assert function() == value << 32 | value
            wait_until(lambda: all(calls))
        finally:
            stop.set()

    together(lambda number: change() if number == 4 else call(number), 5)
    assert packs.synchronize(60)
    assert packs.stats.programs == 3
    assert code.read() == twice(2999)


def test_a_body_stays_until_the_last_thread_has_left_it(packs: PackAllocator) -> None:
    code = packs.install_replaceable(spinning())
    function = code.function("int(void *)")
    stops = [ctypes.c_int(0) for _ in range(3)]
    results: list[int] = []
    threads = []
    for n, stop in enumerate(stops):
        thread = threading.Thread(
            target=lambda stop=stop: results.append(function(ctypes.byref(stop)))
        )
        thread.start()
        threads.append(thread)
        wait_until(lambda: len(code.runners) == 1)
        code.replace(spinning())
        assert packs.stats.retired == n + 1
    # Out of order: whoever entered through an earlier body may be in a later one.
    stops[1].value = 2
    threads[1].join()
    assert packs.stats.retired == 3
    stops[0].value = 1
    threads[0].join()
    assert packs.stats.retired == 1
    code.free()
    assert packs.stats.retired == 3
    stops[2].value = 3
    threads[2].join()
    assert packs.stats.reserved == 0
    assert results == [2, 1, 3]


def test_all_threads_replace_and_call_at_once(packs: PackAllocator) -> None:
    code = packs.install_replaceable(twice(0))
    function = code.function("uint64_t()")

    def work(number: int) -> None:
        chance = random.Random(number)
        for _ in range(400):
            if chance.random() < 0.3:
                code.replace(twice(chance.randrange(1 << 31)))
            value = function()
            assert value >> 32 == value & 0xFFFFFFFF

    together(work, THREADS)
    assert packs.synchronize(60)
    assert (packs.stats.programs, packs.stats.retired) == (2, 0)


def test_an_installed_program_becomes_the_body(packs: PackAllocator) -> None:
    first, second = packs.install(returning(1)), packs.install(returning(2))
    code = packs.install_replaceable(first)
    assert code.body is first
    for attempt in (first.free, lambda: packs.free(first.address)):
        with pytest.raises(SpanError, match="bound: a replaceable program jumps to"):
            attempt()
    with pytest.raises(SpanError, match=r"bound: .* already"):
        packs.install_replaceable(first)
    with pytest.raises(SpanError, match="is a jump itself"):
        code.replace(packs.install_replaceable(returning(5)))
    code.replace(second)
    assert (first.live, second.live, code.function("int()")()) == (False, True, 2)
    packs.free(code.address)
    assert not second.live


def test_a_dropped_one_takes_its_body_along(packs: PackAllocator) -> None:
    code = packs.install_replaceable(returning(1))
    code.replace(returning(2))
    assert packs.find(code.address) is code
    assert packs.find(code.body.address) is code.body
    del code
    gc.collect()
    assert (packs.stats.programs, packs.stats.reserved) == (0, 0)


def test_nothing_changes_when_replacing_fails() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory, jit_limit=64 * 4) as packs, PackAllocator() as other:
        code = packs.install_replaceable(returning(1))
        before = inside(packs)
        with pytest.raises(JitLimitError):
            code.replace(bytes(64 * 3))
        for operation in ("text_copy", "text_poke"):
            memory.plan.arm(operation)
            with pytest.raises(ExecMemoryError, match=f"injected: {operation}"):
                code.replace(returning(2))
            assert inside(packs)[:-2] == before[:-2]
        stranger = other.install(returning(3))
        with pytest.raises(ForeignSpanError):
            code.replace(stranger)
        assert stranger.live
        assert inside(packs)[:-2] == before[:-2]
        assert code.function("int()")() == 1
        code.replace(returning(4))
        assert code.function("int()")() == 4


def test_nothing_is_left_when_installing_fails() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory, jit_limit=64 * 2, keep_empty=False) as packs:
        kept = packs.install(returning(1))
        before = inside(packs)
        with pytest.raises(JitLimitError):
            packs.install_replaceable(returning(2))
        assert inside(packs)[:-2] == before[:-2]
        with pytest.raises(JitLimitError):
            packs.install_replaceable(bytes(100))
        kept.free()
        for after in (0, 1):
            memory.plan.arm("text_copy", after)
            with pytest.raises(ExecMemoryError, match="injected"):
                packs.install_replaceable(returning(2))
            assert packs.stats.reserved == 0
        assert packs.install_replaceable(returning(2)).function("int()")() == 2


def test_an_old_body_that_cannot_be_wiped_is_quarantined_and_the_new_one_runs() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        code = packs.install_replaceable(returning(1))
        memory.plan.arm("text_invalidate")
        code.replace(returning(2))
        assert code.function("int()")() == 2
        stats = packs.stats
        assert (stats.quarantined, stats.programs) == (1, 2)
        assert stats.failures[-1] == "replacing: injected: text_invalidate"


def test_only_the_start_can_be_called(packs: PackAllocator) -> None:
    code = packs.install_replaceable(returning(1))
    with pytest.raises(SpanError, match="called at its start"):
        code.function("int()", offset=1)


def test_where_code_cannot_be_poked_nothing_starts() -> None:
    from dataclasses import replace

    from progpack.memory.capabilities import Capability

    with PackAllocator() as packs:
        packs.capabilities = replace(
            packs.capabilities, text_poke=Capability("text_poke", False, "not today")
        )
        with pytest.raises(CapabilityError, match="text_poke not possible here: not today"):
            packs.install_replaceable(returning(1))
        assert packs.stats.installs == 0


def test_a_jump_says_how_far_it_reaches() -> None:
    assert len(jump(HOST, 1 << 40, (1 << 40) + 4096)) == 8
    with pytest.raises(OutOfMemoryError, match="and a jump reaches"):
        jump(HOST, 1 << 40, 1 << 41)


def test_mending_leaves_alone_what_a_thread_is_inside_of() -> None:
    with PackAllocator() as packs:
        code = packs.install(returning(3))
        with code.pinned() as address:
            code.free()
            before = packs.stats
            assert (before.retired, before.programs) == (1, 0)
            # As an exception in the middle of a change leaves it.
            packs.torn = True
            other = packs.install(returning(4))
            after = packs.stats
            assert (after.retired, after.programs, after.frees) == (1, 1, before.frees)
            assert ctypes.CFUNCTYPE(ctypes.c_int)(address)() == 3
            assert other.address != address
        assert (packs.stats.retired, packs.stats.charge) == (0, other.allocated)


def test_mending_binds_what_is_jumped_to_and_nothing_else(packs: PackAllocator) -> None:
    code, free = packs.install_replaceable(returning(1)), packs.install(returning(2))
    assert (code.function("int()")(), free.function("int()")()) == (1, 2)
    for runners in packs.runners.values():
        runners.bound = not runners.bound
    # As an exception in the middle of a change leaves it.
    packs.torn = True
    packs.install(b"x")
    with pytest.raises(SpanError, match="bound: a replaceable program jumps"):
        packs.install_replaceable(code.body)
    assert packs.install_replaceable(free).function("int()")() == 2


def test_a_switch_leaves_nothing_to_mend(packs: PackAllocator) -> None:
    code = packs.install_replaceable(returning(1))
    packs.switch(code, packs.install(returning(2)))
    assert not packs.torn
    assert code.function("int()")() == 2


def test_what_is_jumped_to_is_freed_by_nothing_else(packs: PackAllocator) -> None:
    code, called, fresh = (
        packs.install_replaceable(returning(1)),
        packs.install(returning(2)),
        packs.install(returning(3)),
    )
    assert (code.function("int()")(), called.function("int()")()) == (1, 2)
    with pytest.raises(SpanError, match="bound: a replaceable program jumps to"):
        free_within(packs, code.body.entry)
    for body in (code.body, called, fresh):
        packs.free_unused(body)
    assert (code.body.live, called.live, fresh.live) == (True, False, False)
    assert code.function("int()")() == 1
    # A second time there is nothing to free.
    frees = packs.stats.frees
    packs.free_unused(fresh)
    assert packs.stats.frees == frees


# text_poke itself


@pytest.mark.parametrize("hardened", [False, True])
def test_a_poke_checks_what_is_there(hardened: bool) -> None:
    with PackAllocator(memory=ProcessMemory(hardened=hardened)) as packs:
        image = pattern(1, 200)
        code = packs.install(image)
        with pytest.raises(PokeError, match="nothing was changed"):
            code.text_poke(8, b"wrong", b"bytes")
        assert code.read() == image
        code.text_poke(10, image[10:16], b"poked!")
        image = image[:10] + b"poked!" + image[16:]
        assert code.read() == image
        code.text_poke(199, image[199:], b"e")
        code.text_poke(0, image[:8], b"begin678")
        assert code.read() == b"begin678" + image[8:199] + b"e"
        assert packs.stats.pokes == 3


@pytest.mark.parametrize(
    ("offset", "old", "new"),
    [(0, b"", b""), (0, b"ab", b"abc"), (0, bytes(9), bytes(9)), (7, b"ab", b"cd")],
)
def test_what_no_single_store_can_change_is_refused(
    packs: PackAllocator, offset: int, old: bytes, new: bytes
) -> None:
    code = packs.install(bytes(100))
    with pytest.raises(UsageError, match="in one aligned word of 8"):
        code.text_poke(offset, old, new)
    assert code.read() == bytes(100)


PARTS = [(first, end) for first in range(8) for end in range(first + 1, 9)]


@pytest.mark.parametrize("hardened", [False, True])
def test_a_poke_changes_any_part_of_a_word_and_nothing_else(hardened: bool) -> None:
    with ProcessMemory(hardened=hardened).reserve(4096) as region:
        expected = bytearray(pattern(1, 256))
        region.text_copy(1024, expected)
        for number, (first, end) in enumerate(PARTS):
            at = 8 * (number % 32)
            new = bytes(expected[at + each] ^ 0xFF for each in range(first, end))
            old = bytes(expected[at + first : at + end])
            region.text_poke(1024 + at + first, old, new)
            expected[at + first : at + end] = new
            assert region.read(1024, 256) == expected
        # The last word of the region too.
        (trap,) = region.read(4095, 1)
        region.text_poke(4095, bytes([trap]), b"x")
        assert region.read(4088, 8)[7:] == b"x"


def test_a_poke_that_the_processors_are_not_told_of_is_taken_back() -> None:
    def refuse() -> None:
        raise OSError(1, "Operation not permitted")

    with ProcessMemory().reserve(4096) as region:
        region.text_copy(0, pattern(1, 64))
        region._sync = refuse
        for first, end in PARTS:
            old = pattern(1, 64)[8 + first : 8 + end]
            with pytest.raises(ExecMemoryError, match=r"poke at .* not permitted"):
                region.text_poke(8 + first, old, bytes(end - first))
            assert region.read(0, 64) == pattern(1, 64)


@pytest.mark.parametrize("offset", [-1, 93, 100, 1000])
def test_a_poke_stays_inside_its_program(packs: PackAllocator, offset: int) -> None:
    code = packs.install(bytes(100))
    packs.install(bytes(100))
    with pytest.raises(SpanError, match="outside the program"):
        code.text_poke(offset, bytes(8), bytes(8))
    code.free()
    with pytest.raises(SpanError, match="double free"):
        code.text_poke(0, bytes(8), bytes(8))


def test_pokes_of_an_operand_are_seen_whole_by_running_threads(packs: PackAllocator) -> None:
    """A constant of 4 bytes inside a function that runs all the time: old or new, no mixture."""
    first, second = 0x11111111, 0x77777777
    code = packs.install(constant_in_word(first))
    loop = packs.install(driver()).function("int64_t(void *, int64_t)")
    function = code.function("uint32_t()")
    stop = threading.Event()
    seen: set[int] = set()

    def call(number: int) -> None:
        while not stop.is_set():
            seen.add(function())
            with code.pinned() as address:
                loop(address, 5000)

    def change() -> None:
        old, new = first, second
        try:
            for _ in range(2000):
                code.text_poke(8, old.to_bytes(4, "little"), new.to_bytes(4, "little"))
                assert function() == new
                old, new = new, old
        finally:
            stop.set()

    together(lambda number: change() if number == 2 else call(number), 3)
    assert seen <= {first, second}


def constant_in_word(value: int) -> bytes:
    """``uint32_t()`` that returns ``value``, which is at offset 8 in one aligned word."""
    if HOST.name != "x86-64":
        pytest.skip("the program is x86-64: elsewhere no instruction has an operand of 4 bytes")
    return bytes.fromhex("0f1f8000000000b8") + value.to_bytes(4, "little") + b"\xc3"


def test_a_region_says_when_a_poke_is_out_of_it() -> None:
    with ProcessMemory().reserve(4096) as region:
        with pytest.raises(SpanError, match="outside"):
            region.text_poke(4090, bytes(8), bytes(8))
        region.release()
        with pytest.raises(SpanError, match="released"):
            region.text_poke(0, b"x", b"y")


def test_a_child_pokes_and_replaces_its_own_copy() -> None:
    run(
        """
import os
from progpack.memory import PackAllocator
from tests.memory.native import returning

packs = PackAllocator()
code = packs.install_replaceable(returning(1))
function = code.function("int()")
pid = os.fork()
if not pid:
    code.replace(returning(2))
    os._exit(0 if function() == 2 else 1)
assert os.waitpid(pid, 0)[1] == 0
assert function() == 1
code.replace(returning(3))
assert function() == 3
"""
    )


def test_a_poke_that_cannot_be_told_to_the_processors_is_undone() -> None:
    with ProcessMemory().reserve(4096) as region:
        region.text_copy(0, b"12345678")

        def fail() -> None:
            raise OSError(1, "not permitted")

        region._sync = fail
        with pytest.raises(ExecMemoryError, match="not permitted"):
            region.text_poke(0, b"1234", b"abcd")
        assert region.read(0, 8) == b"12345678"
    assert os.getpid() == region.owner


def test_a_body_that_cannot_be_freed_for_lack_of_memory_is_counted_when_it_is() -> None:
    memory = FaultyMemory()
    with PackAllocator(memory=memory) as packs:
        code = packs.install_replaceable(returning(1))
        old = code.body.entry
        memory.plan.arm("text_invalidate", kind=OutOfMemoryError)
        packs.switch(code, packs.install(returning(2)))
        assert packs.frees == 0
        assert old in packs.dead
        assert code.function("int()")() == 2
        stats = packs.stats
        assert (stats.programs, stats.installs, stats.frees) == (2, 3, 1)
