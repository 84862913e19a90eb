"""A fork while programs run on backends that are not machine code of this process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import progpack
from progpack import ForeignProcessError, MapSpec, MapType, ObjectSpec, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.helpers import custom
from progpack.kernel.syscall.btf_write import TypeWriter
from progpack.run.object import Object
from tests.lives.forks import bare_fork, fork_in_c
from tests.lives.texts import reserving
from tests.run.test_isolated import endless, process_of

ACT = 0x10730
RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
#: Take a lock, act, count, and give the lock back: the count.
LOCK = f"""
    r1 = 0
    *(u32 *)(r10 - 4) = r1
    r2 = r10
    r2 += -4
    r1 = map locked ll
    call 1
    if r0 == 0 goto out
    r6 = r0
    r1 = r6
    r1 += 8
    call 93
    call {ACT}
    r7 = *(u64 *)(r6 + 0)
    r7 += 1
    *(u64 *)(r6 + 0) = r7
    r1 = r6
    r1 += 8
    call 94
    r0 = r7
    out:
    exit
"""
OWN = "r0 = 3\nexit"


def locked() -> MapSpec:
    """An array of ``struct { long long count; struct bpf_spin_lock { int val; } lock; }``."""
    writer = TypeWriter()
    lock = writer.structure("bpf_spin_lock", 4, [("val", writer.integer(4), 0)])
    fields = [("count", writer.integer(8, "long long"), 0), ("lock", lock, 8)]
    writer.structure("counter", 16, fields)
    value = Btf(writer.data()).find("counter", BtfKind.STRUCT)
    assert value is not None
    return MapSpec("locked", MapType.ARRAY, 4, 16, 1, value_type=value)


FORKS: dict[str, Callable[[], int]] = {"python": os.fork, "c": fork_in_c, "bare": bare_fork}


@pytest.fixture(params=FORKS)
def fork(request: pytest.FixtureRequest) -> Callable[[], int]:
    """Who forks: Python, or a server that embeds it and tells it, or does not."""
    if request.param == "c" and shutil.which("cc") is None:
        pytest.skip("no C compiler")
    return FORKS[request.param]


def in_child(fork: Callable[[], int], work: Callable[[], None]) -> str:
    """How a child that does something ends: "good", "hangs" or with which status."""
    pid = fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    # Generous: a machine may be busy, and who hangs does so for ever.
    for _ in range(60_000):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return "good" if status == 0 else f"status {status}"
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return "hangs"


class Pause:
    """A helper in which another thread's run waits, until it is told to go on."""

    def __init__(self) -> None:
        self.entered, self.go_on = threading.Event(), threading.Event()
        self.waits = True

    def __call__(self) -> int:
        """Wait, once."""
        if self.waits:
            self.waits = False
            self.entered.set()
            self.go_on.wait(600)
        return 0


@pytest.fixture
def pause() -> Iterator[Pause]:
    """What programs call as helper ACT."""
    made, before = Pause(), dict(custom._helpers)
    progpack.helper(ACT)(made.__call__)
    yield made
    made.go_on.set()
    for number in set(custom._helpers) - set(before):
        del custom._helpers[number]


def interpreted() -> Object:
    """Two programs, which have something that others may want while they call the helper."""
    programs = {
        name: replace(assemble_program(text, type=ProgramType.XDP, license="GPL"), name=name)
        for name, text in {"reserve": reserving(ACT), "lock": LOCK}.items()
    }
    maps = {"ring": RING, "locked": locked()}
    return progpack.load(ObjectSpec("t", "GPL", programs, maps), backend="interpreter")


# After a bare fork() the child has no interpreter, which this run needs.
@pytest.mark.parametrize("fork", ["python", "c"], indirect=True)
@pytest.mark.parametrize("first", ["reserve", "lock"])
def test_a_child_runs_what_a_thread_of_its_parent_was_running(
    fork: Callable[[], int], pause: Pause, first: str
) -> None:
    """Interpreted. What that run had is given back in the child, as at its end."""
    with interpreted() as loaded:
        results: list[int] = []

        def run() -> None:
            results.append(loaded.programs[first].run(b"PARENT--" * 8).return_value)

        def use() -> None:
            assert loaded.programs["lock"].run(bytes(64)).return_value == 1
            assert loaded.programs["reserve"].run(b"CHILD---" * 8).return_value == 0
            assert loaded.maps["ring"].consume() == [b"CHILD---"]

        thread = threading.Thread(target=run)
        thread.start()
        assert pause.entered.wait(300)
        end = in_child(fork, use)
        pause.go_on.set()
        thread.join()
        assert end == "good"
        assert results == [1 if first == "lock" else 0]
        assert loaded.maps["ring"].consume() == ([b"PARENT--"] if first == "reserve" else [])


def test_a_run_that_forks_goes_on_in_parent_and_child() -> None:
    """Interpreted, with a lock that is the run's own on both sides."""
    before, pids = dict(custom._helpers), []
    progpack.helper(ACT)(lambda: pids.append(os.fork()) or 0)
    try:
        with interpreted() as loaded:
            status, value = 1, -1
            try:
                value = loaded.programs["lock"].run(bytes(64)).return_value
                status = 0 if value == 1 else 2
            finally:
                if pids == [0]:
                    os._exit(status)
            assert value == 1
            assert os.waitpid(pids[0], 0)[1] == 0
    finally:
        for number in set(custom._helpers) - set(before):
            del custom._helpers[number]


def own() -> ObjectSpec:
    spec = assemble_program(OWN, type=ProgramType.XDP, license="GPL")
    return ObjectSpec("own", "GPL", {"own": replace(spec, name="own")}, {"locked": locked()})


def test_a_child_has_no_part_in_the_process_of_its_parent_s_object(
    fork: Callable[[], int],
) -> None:
    """Isolated: a child cannot use it, and may close its object, and the parent's goes on."""
    with progpack.load(own(), backend="isolated") as loaded:
        program, held = loaded.programs["own"], loaded.maps["locked"]

        def use() -> None:
            for act in (lambda: program.run(bytes(64)), lambda: held[0]):
                with pytest.raises(ForeignProcessError, match="load the object again"):
                    act()
            loaded.close()
            with pytest.raises(progpack.SpanError):
                program.run(bytes(64))
            with progpack.load(own(), backend="isolated") as again:
                assert again.programs["own"].run(bytes(64)).return_value == 3

        for _ in range(3):
            assert in_child(fork, use) == "good"
            assert program.run(bytes(64)).return_value == 3
            assert held[0] == bytes(16)


def test_a_fork_while_another_thread_waits_for_an_isolated_run(fork: Callable[[], int]) -> None:
    with progpack.load(endless(), backend="isolated") as loaded:
        program = loaded.programs["endless"]

        def run() -> None:
            with suppress(progpack.ProgpackError):
                program.run(budget=1 << 62)

        def use() -> None:
            with pytest.raises(ForeignProcessError):
                program.run(budget=1 << 62, timeout=1)
            loaded.close()

        thread = threading.Thread(target=run)
        thread.start()
        pid = process_of(loaded)
        while int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11]) < 5:
            time.sleep(0.01)  # it has begun
        end = in_child(fork, use)
        assert thread.is_alive()
        loaded.close()
        thread.join(300)
        assert end == "good"
        assert not thread.is_alive()


ENDING = """
import os, signal, sys
import progpack
from tests.run.test_forks import own
from tests.run.test_isolated import process_of

loaded = progpack.load(own(), backend="isolated")
pid = os.fork()
if pid == 0:
    {child}
"""


def python(text: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-W", "error", "-c", text]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)


def test_the_end_of_a_child_is_not_that_of_its_parent_s_process() -> None:
    """Also where Python ends as usual, with all that it does at its end."""
    text = ENDING.format(child="sys.exit(7)") + (
        "assert os.waitpid(pid, 0)[1] == 7 << 8\n"
        "assert loaded.programs['own'].run(bytes(64)).return_value == 3\n"
        "loaded.close()"
    )
    done = python(text)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_isolated_process_ends_with_its_parent_also_where_a_child_goes_on() -> None:
    """The child has no end of its pipes."""
    text = ENDING.format(child="os.read(0, 1); os._exit(0)") + (
        "print(process_of(loaded), flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", text]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout is not None
        isolated = Path(f"/proc/{int(parent.stdout.readline())}")
        assert parent.wait(300) == -signal.SIGKILL
        end = time.monotonic() + 300
        while isolated.exists() and "State:\tZ" not in (isolated / "status").read_text():
            assert time.monotonic() < end
            time.sleep(0.01)


DROPPED = """
import gc, os, sys
import progpack
path = os.path.join(os.path.dirname(progpack.__file__), "data/bpf/firewall.bpf.o")
with progpack.load(path) as loaded:
    loaded.programs["firewall"].run(bytes(64))
del loaded, progpack
for name in [name for name in sys.modules if name.startswith("progpack")]:
    del sys.modules[name]
gc.collect()
filled = [b"\\xff" * size for size in range(100, 1200) for _ in range(20)]
pid = os.fork()
if not pid:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


def test_a_fork_after_the_modules_were_dropped() -> None:
    """As by tests of pytest plugins, which import everything anew."""
    done = subprocess.run([sys.executable, "-c", DROPPED], capture_output=True, check=True)
    assert done.stdout.split() == [b"7"]
