"""Loading, running and closing objects: exceptions and calls in the middle of each other."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from progpack import load
from progpack.errors import UsageError
from progpack.jit import workspace
from progpack.jit.compile.client import Compiler, compiler
from progpack.jit.image import store as images
from progpack.jit.native.runtime import native_runtime
from tests.jit.loading import World, children, nothing_left, spec_of
from tests.memory.interrupting import Caller, Injector, Interrupt

# Of the instructions of a call every so many-th is tried, with another start each time; 1: all.
STRIDE = int(os.environ.get("PROGPACK_INTERRUPT_STRIDE", "97"))
# Of a whole load few instructions can be tried, of which each is in a call that is tried by itself.
WIDE = STRIDE * 5
# Workspaces that runs in the middle of each other and in threads take at most.
_RUNS = 8

CALLS: dict[str, tuple[Callable[[World], object], int]] = {
    "resident": (World.resident, WIDE),
    "from disk": (World.from_disk, WIDE),
    "new": (World.new, WIDE * 5),
    "garbage": (World.forget, WIDE),
    "arrays": (World.tail, WIDE),
    "close": (World.close_one, STRIDE),
}


@pytest.fixture
def world() -> Iterator[World]:
    native_runtime()
    warm = World()
    for call, _ in CALLS.values():
        call(warm)
    warm.close()
    # For runs in the middle of runs; workspaces are kept.
    spaces = [workspace.acquire() for _ in range(_RUNS)]
    while spaces:
        workspace.release(spaces.pop())
    others = set(children())
    with nothing_left():
        made = World()
        yield made
        made.close()
        del made
    assert len(set(children()) - others) <= 1


@pytest.fixture(autouse=True)
def no_words_of_lost_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in a finalizer has nowhere to go."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)


@pytest.mark.parametrize("name", CALLS)
def test_an_exception_at_any_instruction_leaves_nothing_behind(name: str, world: World) -> None:
    call, stride = CALLS[name]
    at, raised = 0, True
    while raised:
        injector = Injector(at)
        with suppress(Interrupt):
            injector.run(lambda: call(world))
        raised = injector.raised
        gc.collect()
        world.check()
        at += stride
    assert at > stride, "nothing was interrupted"


class _Grave:
    """Garbage in a cycle whose finalizer closes an object."""

    def __init__(self, close: Callable[[], object]) -> None:
        self.me = self
        self._close = close

    def __del__(self) -> None:
        self._close()


def _bury(world: World) -> None:
    """Have a finalizer close an object that shares the image of others."""
    made = load(spec_of(7), packs=world.packs)
    _Grave(made.close)
    del made
    gc.collect()


def _run(world: World) -> None:
    assert world.live[0][0].programs["test"].run(bytes(64)).return_value == 7


OTHERS: dict[str, Callable[[World], object]] = {
    "a finalizer closes": _bury,
    "a load of the same": World.resident,
    "a load from disk": World.from_disk,
    "a run": _run,
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", ["resident", "from disk", "close", "arrays"])
def test_calls_in_the_middle_of_calls(name: str, other: str, world: World) -> None:
    call, stride = CALLS[name]
    at, called = 3, True
    while called:
        caller = Caller(at, lambda: OTHERS[other](world))
        with suppress(UsageError):  # an array changes: one of the two would be undone
            caller.run(lambda: call(world))
        called = caller.raised
        world.check()
        at += 3 * stride


@pytest.mark.parametrize("other", [World.new, World.from_disk], ids=["new", "from disk"])
def test_a_load_in_the_middle_of_a_compilation(
    other: Callable[[World], object], world: World
) -> None:
    """The compiler's process is at work for this thread; a second one serves what comes between."""

    def handler(*_: object) -> None:
        other(world)
        called.append(len(children()))

    others = set(children())
    called: list[int] = []
    before = signal.signal(signal.SIGALRM, handler)
    try:
        for delay in (1e-4, 1e-3, 3e-3):
            signal.setitimer(signal.ITIMER_REAL, delay)
            world.new()
            signal.setitimer(signal.ITIMER_REAL, 0)
            world.check()
    finally:
        signal.signal(signal.SIGALRM, before)
    assert called
    assert len(set(children()) - others) <= 1


@pytest.mark.parametrize("name", ["resident", "from disk", "new", "close"])
def test_a_child_of_a_fork_in_the_middle_works(name: str, world: World) -> None:
    call, stride = CALLS[name]

    def fork() -> None:
        child = os.fork()
        if not child:
            sys.settrace(None)
            status = 1
            with suppress(BaseException):
                world.check()
                world.new()
                status = 0
            os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    at, called = 11, True
    while called:
        caller = Caller(at, fork)
        caller.run(lambda: call(world))
        called = caller.raised
        world.check()
        at += 20 * stride


def test_a_child_works_while_threads_of_the_parent_load(world: World) -> None:
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            world.new()
            world.from_disk()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(4):
            child = os.fork()
            if not child:
                status = 1
                with suppress(BaseException):
                    signal.alarm(60)
                    load(spec_of(7)).close()
                    load(spec_of(os.getpid())).close()
                    compiler().stop()
                    status = 0
                os._exit(status)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_an_image_that_its_last_user_leaves_gets_no_other() -> None:
    """At each instruction of leaving another program asks for the image: it gets one that stays."""
    world = World()
    at, called = 0, True
    while called:
        while len(world.live) > 1:
            world.live.pop()[0].close()
        caller = Caller(at, lambda: world.load(7))
        caller.run(world.live.pop(0)[0].close)
        called = caller.raised
        for made, value in world.live:
            assert made.programs["test"].run(bytes(64)).return_value == value
            assert made.programs["test"].code.live
        if not world.live:
            world.load(7)
        at += max(STRIDE // 20, 1)
    world.close()
    assert images.store_of(world.packs)._shared == {}


_IR = "define i64 @prog(i64 %a) { ret i64 %a }\n"


@pytest.mark.parametrize("running", [False, True], ids=["starts", "runs"])
def test_the_compiler_leaves_no_process_behind(running: bool) -> None:
    before, mine = len(os.listdir("/proc/self/fd")), children()
    at, raised = 0, True
    while raised:
        made = Compiler()
        if running:
            assert made.compile(_IR).text
        injector = Injector(at)
        with suppress(Interrupt):
            injector.run(lambda: made.compile(_IR))  # noqa: B023 - called before the next one
        raised = injector.raised
        assert len(set(children()) - set(mine)) <= 1
        assert made.compile(_IR).text
        made.stop()
        assert children() == mine
        assert len(os.listdir("/proc/self/fd")) == before
        at += 2 * STRIDE
    assert at > STRIDE


def test_a_thread_that_was_given_up_does_not_keep_the_compiler() -> None:
    """An exception between taking the lock and the block that releases it."""
    made = Compiler()
    assert made.lock.acquire(False)
    assert made.compile(_IR).text
    made.stop()


def test_standard_descriptors_that_are_closed_stay_so() -> None:
    script = (
        "import os\n"
        "from progpack.jit.compile.client import Compiler\n"
        "kept = os.dup(1)\n"
        "for number in (0, 1, 2): os.close(number)\n"
        f"made = Compiler()\ntext = made.compile({_IR!r}).text\nmade.stop()\n"
        "left = set(map(int, os.listdir('/proc/self/fd')))\n"
        "os.write(kept, b'%d %d' % (len(text) > 0, len(left & {1, 2})))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"1 0"
