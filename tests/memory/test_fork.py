"""After fork parent and child each have all programs, and neither sees what the other does."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from tests.memory.child import environment, run

SETUP = """
import gc, os, signal, sys, threading, warnings
from progpack.errors import ForeignProcessError, OutOfMemoryError, SpanError
from progpack.memory import PackAllocator, ProcessMemory
from tests.memory.inspect import check_bytes, inside, regions
from tests.memory.maps import overlapping, shared, writable_and_executable
from tests.memory.native import calling, returning, spinning
warnings.simplefilter("ignore", DeprecationWarning)  # fork with threads: it is the point here

packs = PackAllocator(memory=ProcessMemory(hardened=HARDENED, recipe=RECIPE))
code = packs.install(returning(42), name="parents")
function = code.function("int()")
slot = packs.reserve(100)
slot.write(0, returning(43))
data = packs.memory.reserve_data(1 << 20)
data.text_copy(0, b"constants")
before = inside(packs)
parent = os.getpid()

def fork(work):
    pid = os.fork()
    if not pid:
        signal.alarm(60)
        try:
            work()
            assert writable_and_executable() == []
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return pid

def in_child(work):
    status = os.waitpid(fork(work), 0)[1]
    assert inside(packs) == before
    assert function() == 42
    assert data.read(0, 9) == b"constants"
    return status
"""


def setup(*, hardened: bool = False, recipe: str | None = None) -> str:
    return SETUP.replace("HARDENED", str(hardened)).replace("RECIPE", repr(recipe))


@pytest.mark.parametrize("recipe", ["shared-anon", "memfd", "tmpfile"])
@pytest.mark.parametrize("hardened", [False, True])
def test_a_child_calls_frees_and_installs_and_the_parent_does_not_notice(
    hardened: bool, recipe: str
) -> None:
    """Where the pages stay shared, the parent's function becomes what the child installed."""
    run(
        setup(hardened=hardened, recipe=recipe)
        + """
def work():
    assert not packs.foreign
    assert function() == 42
    address = code.address
    code.free()
    again = packs.install(returning(13))
    assert again.address == address and again.function("int()")() == 13
    assert slot.finalize().function("int()")() == 43
    data.text_copy(0, b"childrens")
    assert data.read(0, 9) == b"childrens"
    kept = [packs.install(returning(n), name="childs") for n in range(100)]
    assert [one.function("int()")() for one in kept] == list(range(100))
    assert packs.stats.programs == 101
    packs.close()

assert in_child(work) == 0
assert in_child(work) == 0
assert slot.finalize().function("int()")() == 43
code.free()
"""
    )


@pytest.mark.parametrize("hardened", [False, True])
def test_a_parent_frees_and_installs_and_the_child_does_not_notice(hardened: bool) -> None:
    run(
        setup(hardened=hardened)
        + """
there, here = os.pipe()

def work():
    os.close(here)
    assert os.read(there, 1) == b""     # the parent is done
    assert function() == 42
    assert inside(packs) == before      # also the bytes of free chunks
    assert data.read(0, 9) == b"constants"

pid = fork(work)
code.free()
again = packs.install(returning(13))
packs.install(b"x" * 1000)
data.text_copy(0, b"parents'")
os.close(here)
assert os.waitpid(pid, 0)[1] == 0
assert again.function("int()")() == 13
"""
    )


def test_generations_of_children_each_have_their_own() -> None:
    run(
        setup()
        + """
def descend(depth):
    value = packs.install(returning(depth)).function("int()")
    if depth:
        assert os.waitpid(fork(lambda: descend(depth - 1)), 0)[1] == 0
    assert value() == depth and function() == 42
    assert packs.stats.programs == 1 + (6 - depth)

assert in_child(lambda: descend(5)) == 0
"""
    )


@pytest.mark.parametrize("hardened", [False, True])
def test_a_child_has_no_writable_view_until_it_writes_and_then_one_of_its_own(
    hardened: bool,
) -> None:
    run(
        setup(hardened=hardened)
        + """
region = regions(packs)[0][1]
text, size = region.ranges()[0]
aliases = [ranges for ranges in region.ranges()[1:] + data.ranges()[1:]]
assert len(aliases) == (0 if HARDENED else 2)

def work():
    assert not any("rw-s" in views for views in shared().values())
    assert region.ranges() == ((text, size),) and data.ranges() == ((data.address, data.size),)
    assert overlapping(text, size)[0] == "r-xs"
    packs.install(b"x")
    assert region.ranges()[0] == (text, size)
    assert [overlapping(*where) for where in region.ranges()[1:]] == [] if HARDENED else [["rw-s"]]
    writable = [views for views in shared().values() if "rw-s" in views]
    assert writable == ([] if HARDENED else [{"r-xs", "rw-s"}])
    region.release()
    assert "r-xs" not in overlapping(text, size)

assert in_child(work) == 0
assert [overlapping(*alias) for alias in aliases] == [["rw-s"]] * len(aliases)
""".replace("HARDENED", str(hardened))
    )


def test_leaving_blocks_collecting_and_closing_in_a_child_leave_the_parent_alone() -> None:
    run(
        setup()
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


def test_what_runs_in_the_parent_goes_on_while_the_pages_are_replaced_under_it() -> None:
    run(
        setup()
        + """
import ctypes
stop = ctypes.c_int(0)
spin = packs.install(spinning()).function("int(void *)")
results = []
threads = [threading.Thread(target=lambda: results.append(spin(ctypes.byref(stop)))) for _ in "ab"]
threads += [threading.Thread(target=lambda: results.append([function() for _ in range(20000)]))]
for thread in threads:
    thread.start()
copied = regions(packs)[0][1]
for _ in range(30):
    pid = fork(lambda: packs.install(b"x").free())
    with packs.install(returning(7)) as other:
        assert other.function("int()")() == 7
    assert os.waitpid(pid, 0)[1] == 0
stop.value = 5
for thread in threads:
    thread.join()
assert sorted(map(str, results[:2] + results[2:]))[:2] == ["5", "5"]
assert all(value == 42 for found in results if isinstance(found, list) for value in found)
"""
    )


def test_a_program_that_a_thread_of_the_parent_runs_is_given_back_in_the_child() -> None:
    """In the child nobody runs it; the thread is not there."""
    run(
        setup()
        + """
import ctypes
stop = ctypes.c_int(0)
running = packs.install(spinning(), name="running")
spin = running.function("int(void *)")
thread = threading.Thread(target=lambda: spin(ctypes.byref(stop)))
thread.start()
while not packs.runners[running.entry]:
    pass
running.free()
assert packs.stats.retired == 1

def work():
    assert packs.stats.retired == 0
    assert packs.synchronize(0)
    check_bytes(packs, {code: returning(42)})

assert os.waitpid(fork(work), 0)[1] == 0
assert packs.stats.retired == 1
stop.value = 1
thread.join()
assert packs.stats.retired == 0
assert inside(packs)[:-2] == before[:-2]
"""
    )


def test_a_program_that_forks_in_the_middle_stays_on_both_sides_until_it_returns() -> None:
    run(
        setup()
        + """
import ctypes
outer = packs.install(calling(), name="outer")
pids = []

def back():
    outer.free()
    assert packs.stats.retired == 1
    pids.append(os.fork())
    packs.install(b"x").free()      # copies the pages under the program
    assert packs.stats.retired == 1
    return 11

callback = ctypes.CFUNCTYPE(ctypes.c_int)(back)
result = outer.function("int(void *)")(callback)
good = result == 11 and packs.stats.retired == 0 and inside(packs)[:-2] == before[:-2]
if not pids[0]:
    os._exit(0 if good else 1)
assert os.waitpid(pids[0], 0)[1] == 0
assert good
"""
    )


def test_without_memory_for_the_copy_nothing_changes() -> None:
    run(
        setup()
        + """
import resource

def work():
    limit = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as statm:
        taken = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + (1 << 20), limit[1]))
    for attempt in (lambda: packs.install(b"x"), code.free, slot.finalize):
        try:
            attempt()
        except OutOfMemoryError as error:
            assert "after a fork" in str(error), error
        else:
            raise AssertionError("there was memory")
    resource.setrlimit(resource.RLIMIT_AS, limit)
    assert packs.stats.quarantined == 0 and packs.stats.frees == 0
    assert function() == 42 and code.read() == returning(42)
    assert packs.install(returning(9)).function("int()")() == 9
    code.free()

assert in_child(work) == 0
"""
    )


def test_a_child_may_look_and_not_touch_when_a_thread_was_in_the_middle_of_a_change() -> None:
    """The fork does not wait for ever for a thread that holds the lock, and nor does the child."""
    run(
        setup()
        + """
from progpack.memory.guard import forks
forks.PATIENCE = 0.1
locked, done = threading.Event(), threading.Event()

def hold():
    with packs.lock:
        locked.set()
        done.wait()

thread = threading.Thread(target=hold)
thread.start()
locked.wait()

def refused(attempt):
    try:
        attempt()
    except ForeignProcessError as error:
        assert str(error).startswith("foreign process"), error
        assert f"process {parent} " in str(error) and f"({os.getpid()})" in str(error), error
    else:
        raise AssertionError("a child was let in")

def work():
    global slot
    for attempt in (
        lambda: packs.install(b"x"),
        lambda: packs.reserve(10),
        lambda: packs.free(code),
        lambda: packs.free(code.address),
        lambda: packs.synchronize(),
        code.free,
        slot.finalize,
        slot.abandon,
    ):
        refused(attempt)
    with code, slot:
        pass
    slot = None
    gc.collect()
    assert packs.foreign
    assert function() == 42 and code.live and code.read() == returning(42)
    assert packs.find(code.address) is code
    assert packs.stats.programs == 1
    with PackAllocator() as own:
        assert own.install(returning(7)).function("int()")() == 7
    assert os.waitpid(fork(lambda: refused(code.free)), 0)[1] in (0, 256)
    packs.close()

pid = fork(work)
assert os.waitpid(pid, 0)[1] == 0
done.set()
thread.join()
assert not packs.foreign
assert slot.finalize().function("int()")() == 43
"""
    )


def test_a_fork_waits_for_changes_that_are_being_made() -> None:
    """However many threads are busy, each child's copy is whole."""
    run(
        setup()
        + """
stop = threading.Event()

def churn(number):
    while not stop.is_set():
        kept = [packs.install(bytes([number]) * (n * 50 + 1)) for n in range(20)]
        with packs.reserve(3000) as one:
            one.write(0, b"abc")
        for other in kept:
            other.free()

threads = [threading.Thread(target=churn, args=(n + 1,)) for n in range(4)]
for thread in threads:
    thread.start()

def work():
    assert not packs.foreign
    assert function() == 42
    live = {held: held.read() for held in map(lambda e: e(), packs.table)
            if held is not None and type(held).__name__ == "Code" and held.live}
    assert all(code is held or len(set(image)) == 1 for held, image in live.items())
    check_bytes(packs, live)
    stats = packs.stats
    assert stats.charge == stats.rounded == stats.used
    packs.install(b"y" * 5000).free()
    for held in live:
        held.free()

for _ in range(15):
    assert os.waitpid(fork(work), 0)[1] == 0
stop.set()
for thread in threads:
    thread.join()
"""
    )


IN_C = """
import ctypes
libc = ctypes.CDLL(None)  # without the interpreter lock, as a server that embeds Python forks

def fork_in_c(work):
    go, ready = os.pipe()
    pid = libc.fork()
    if not pid:
        signal.alarm(60)
        try:
            os.read(go, 1)
            work()
            assert writable_and_executable() == []
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return pid, lambda: os.write(ready, b"x")
"""


@pytest.mark.parametrize("hardened", [False, True])
def test_a_fork_in_c_is_one_as_well(hardened: bool) -> None:
    run(
        setup(hardened=hardened)
        + IN_C
        + """
jump = packs.install_replaceable(returning(5))
jumping = jump.function("int()")

def work():
    assert (function(), jumping()) == (42, 5)
    own = packs.install(returning(6))
    assert own.function("int()")() == 6
    code.free()
    jump.replace(returning(7))
    assert jumping() == 7
    pid, go = fork_in_c(lambda: packs.install(returning(1)))
    own.free()
    go()
    assert os.waitpid(pid, 0)[1] == 0
    assert jumping() == 7
    # The parent's are not ours.
    assert slot.finalize().function("int()")() == 43

pid, go = fork_in_c(work)
code.free()
other = packs.install(returning(2))
assert other.address == code.address
jump.replace(returning(8))
go()
assert os.waitpid(pid, 0)[1] == 0
assert (other.function("int()")(), jumping()) == (2, 8)
assert data.read(0, 9) == b"constants"
"""
    )


def test_a_child_of_c_goes_on_where_another_thread_of_its_parent_was() -> None:
    """That thread is not there: its lock is not taken, and what it had begun is mended."""
    run(
        setup()
        + IN_C
        + """
inside, leave = threading.Event(), threading.Event()

def change():
    lock = packs.lock
    lock.acquire()
    inside.set()
    leave.wait()
    lock.release()

# Stands for a section: only those are believed to be in the middle of something.
from progpack.memory.guard.guard import section
def holding(self):
    change()
section(holding)
thread = threading.Thread(target=holding, args=(packs,))
thread.start()
inside.wait()

def work():
    assert packs.install(returning(3)).function("int()")() == 3
    assert function() == 42

pid, go = fork_in_c(work)
go()
assert os.waitpid(pid, 0)[1] == 0
leave.set()
thread.join()
assert packs.install(returning(4)).function("int()")() == 4
"""
    )


WORKERS = """
import multiprocessing, os, sys, warnings
from progpack.memory import PackAllocator
from tests.memory.native import returning
warnings.simplefilter("ignore", DeprecationWarning)

packs = PackAllocator()         # with fork inherited, else made anew when this is imported
code = packs.install(returning(42))
function = code.function("int()")

def work(n):
    assert function() == 42
    with packs.install(returning(n)) as mine:
        return mine.function("int()")() + function()

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    with context.Pool(3) as pool:
        for _ in range(3):
            assert pool.map(work, range(60)) == [n + 42 for n in range(60)]
            packs.install(returning(1)).free()
            assert function() == 42
    process = context.Process(target=work, args=(3,))
    process.start()
    code.free()
    process.join()
    assert process.exitcode == 0
    print("done")
"""


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_workers_of_multiprocessing(method: str, tmp_path: Path) -> None:
    path = tmp_path / "workers.py"
    path.write_text(WORKERS)
    done = subprocess.run(
        [sys.executable, path, method],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


@pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the test knows the number of clone(2) on x86-64 only"
)
def test_children_that_only_exec_disturb_nothing() -> None:
    """Those of vfork(2), by which CPython starts programs, and of a bare clone(2)."""
    run(
        """
        import ctypes, os, subprocess, sys
        from progpack.memory import PackAllocator
        from progpack.memory.guard import forks
        from tests.memory.native import returning
        SYS_clone, SIGCHLD = 56, 17
        libc = ctypes.PyDLL(None)
        with PackAllocator() as packs:
            codes = [packs.install(returning(n)) for n in range(20)]
            before = tuple(forks.counts)
            subprocess.run(["true"], check=True)
            pid = libc.syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)
            if not pid:
                os.execvp("true", ["true"])
            for code in codes[::2]:
                code.free()
            packs.install(returning(99)).free()
            assert os.waitpid(pid, 0)[1] == 0
            # Nothing was copied for them.
            assert tuple(forks.counts) == before
            assert all(codes[n].function("int()")() == n for n in range(1, 20, 2))
        """
    )
