"""A forked child can run the parent's programs and cannot change them."""

from __future__ import annotations

import pytest

from tests.memory.child import run

SETUP = """
import gc, os, signal, sys
from progpack.errors import SpanError
from progpack.memory import PackAllocator, ProcessMemory
from tests.memory.inspect import inside, regions
from tests.memory.maps import overlapping
from tests.memory.native import returning

packs = PackAllocator(memory=ProcessMemory(hardened=HARDENED))
code = packs.install(returning(42), name="parents")
function = code.function("int()")
slot = packs.reserve(100)
slot.write(0, returning(43))
data = packs.memory.reserve_data(1 << 20)
data.text_copy(0, b"constants")
before = inside(packs)
parent = os.getpid()

def refused(attempt):
    try:
        attempt()
    except SpanError as error:
        text = str(error)
        assert text.startswith("foreign process"), text
        assert f"belongs to process {parent}" in text and f"this is {os.getpid()}" in text, text
    else:
        raise AssertionError("a child was let in")

def in_child(work):
    pid = os.fork()
    if not pid:
        try:
            work()
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    assert inside(packs) == before
    assert function() == 42
    assert data.read(0, 9) == b"constants"
    return status
"""


@pytest.mark.parametrize("hardened", [False, True])
def test_whatever_would_change_something_is_refused(hardened: bool) -> None:
    run(
        SETUP.replace("HARDENED", str(hardened))
        + """
region = regions(packs)[0][1]

def work():
    assert function() == 42
    for attempt in (
        lambda: packs.install(b"x"),
        lambda: packs.reserve(10),
        lambda: packs.free(code),
        lambda: packs.free(code.address),
        code.free,
        slot.finalize,
        slot.abandon,
        lambda: region.text_copy(0, b"x"),
        lambda: region.text_invalidate(0, 64),
        lambda: data.text_copy(0, b"x"),
    ):
        refused(attempt)
    assert packs.foreign
    assert function() == 42 and code.live
    assert packs.find(code.address) is code
    assert packs.stats.programs == 1
    assert code.read() == returning(42)

assert in_child(work) == 0
assert not packs.foreign
assert slot.finalize().function("int()")() == 43
"""
    )


def test_a_child_has_no_writable_view() -> None:
    run(
        SETUP.replace("HARDENED", "False")
        + """
(text, size), (alias, _) = regions(packs)[0][1].ranges()
(_, _), (table, _) = data.ranges()

def work():
    # Something of the child's own may have been mapped there since.
    assert "rw-s" not in overlapping(alias, size) + overlapping(table, data.size)
    assert overlapping(text, size)[0] == "r-xs"

assert in_child(work) == 0
assert overlapping(alias, size) == ["rw-s"]
"""
    )


def test_leaving_blocks_collecting_and_closing_in_a_child_leave_the_parent_alone() -> None:
    run(
        SETUP.replace("HARDENED", "False")
        + """
def work():
    global code, function, slot
    with packs:
        with code, slot:
            pass
        code = function = slot = None
        gc.collect()
    packs.close()
    assert "r-xs" not in overlapping(start, size)

start, size = regions(packs)[0][1].ranges()[0]
assert in_child(work) == 0
assert slot.finalize().function("int()")() == 43
"""
    )


def test_a_child_can_have_packs_of_its_own() -> None:
    run(
        SETUP.replace("HARDENED", "False")
        + """
def work():
    with PackAllocator() as own:
        assert own.install(returning(7)).function("int()")() == 7

assert in_child(work) == 0
"""
    )


def test_a_child_does_not_wait_for_a_lock_that_a_thread_of_the_parent_holds() -> None:
    run(
        SETUP.replace("HARDENED", "False")
        + """
import threading, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # fork with threads: it is the point here
locked, done = threading.Event(), threading.Event()

def hold():
    with packs._lock:
        locked.set()
        done.wait()

thread = threading.Thread(target=hold)
thread.start()
locked.wait()

def work():
    signal.alarm(20)
    refused(lambda: packs.install(b"x"))
    assert packs.find(code.address) is code
    assert packs.stats.programs == 1
    packs.close()

pid = os.fork()
if not pid:
    try:
        work()
    finally:
        os._exit(0 if sys.exc_info()[0] is None else 1)
assert os.waitpid(pid, 0)[1] == 0
done.set()
thread.join()
"""
    )


def test_a_fork_behind_pythons_back_faults_in_the_child_and_spares_the_parent() -> None:
    run(
        SETUP.replace("HARDENED", "False")
        + """
import ctypes, resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
pid = ctypes.PyDLL(None).fork()
if not pid:
    packs.install(b"x" * 1000)
    os._exit(0)
status = os.waitpid(pid, 0)[1]
assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGSEGV, status
assert inside(packs) == before
assert function() == 42
"""
    )
