"""Programs that call back into Python, which frees them, closes everything or fails meanwhile.

In processes of their own: the callbacks of ctypes are writable and executable memory.
"""

from __future__ import annotations

from tests.memory.child import run

SETUP = """
import ctypes, gc, threading
from progpack.errors import DoubleFreeError, SpanError, UsageError
from progpack.memory import PackAllocator
from tests.memory.faulty import FaultyMemory
from tests.memory.inspect import regions
from tests.memory.maps import overlapping
from tests.memory.native import calling, returning

def raised(kind, work, match):
    try:
        work()
    except kind as error:
        assert match in str(error), error
    else:
        raise AssertionError("nothing was raised")

def callback(work):
    return ctypes.CFUNCTYPE(ctypes.c_int)(work)
"""


def test_a_program_can_free_itself() -> None:
    run(
        SETUP
        + """
packs = PackAllocator()
code = packs.install(calling())
address = code.address
done = []

def back():
    runners = packs.runners[code.entry]
    # A note of a call that an exception ended before it noted its end.
    runners.append(threading.get_ident())
    runners.forget_absent()
    assert len(runners) == 1
    code.free()
    assert (code.live, code.retired) == (False, True)
    raised(DoubleFreeError, code.free, "goes when no thread runs it any more")
    raised(UsageError, packs.synchronize, "it would wait for itself")
    assert packs.install(returning(1)).address != address
    done.append(packs.stats.retired)
    return 21

assert code.function("int(void *)")(callback(back)) == 21
assert done == [1]
assert packs.synchronize(0)
assert not code.retired
(_, region), = regions(packs)
assert region.read(0, region.size) == packs.capabilities.arch.trap_fill(region.size)
assert packs.install(returning(2)).address == address
"""
    )


def test_a_program_that_is_dropped_stays_until_it_returns() -> None:
    run(
        SETUP
        + """
packs = PackAllocator(keep_empty=False)
held = [packs.install(calling()).function("int(void *)")]
done = []

def back():
    held.clear()
    gc.collect()
    done.append(packs.stats.programs)
    return 3

assert held[0](callback(back)) == 3
assert done == [1]
assert packs.stats.programs == packs.stats.reserved == 0
"""
    )


def test_a_region_outlives_closing_until_the_last_thread_has_left_it() -> None:
    run(
        SETUP
        + """
packs = PackAllocator("page")
idle = packs.install(returning(1))
code = packs.install(calling())
ranges = [region.ranges() for _, region in regions(packs)]
done = []

def back():
    packs.close()
    done.append([overlapping(*views[0]) for views in ranges])
    raised(SpanError, lambda: function(given), "closed: not called")
    done.append(packs.stats.reserved)
    return 4

function = code.function("int(void *)")
given = callback(back)
assert function(given) == 4
assert done == [[[], ["r-xs"]], 0]
assert [overlapping(*where) for views in ranges for where in views] == [[], []]
assert packs.synchronize(0)
"""
    )


def test_a_failure_after_the_last_left_shows_in_the_statistics() -> None:
    run(
        SETUP
        + """
memory = FaultyMemory()
packs = PackAllocator(memory=memory)
kept = packs.install(b"k" * 64)
code = packs.install(calling())

def back():
    code.free()
    memory.plan.arm("text_invalidate")
    return 1

assert code.function("int(void *)")(callback(back)) == 1
stats = packs.stats
assert (stats.retired, stats.quarantined, stats.programs) == (0, 1, 1), stats
assert "after the last left: injected" in stats.failures[-1]
"""
    )
