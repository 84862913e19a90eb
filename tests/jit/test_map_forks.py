"""A fork at any moment: parent and child each have whole maps of their own, and nobody hangs."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from progpack import MapSpec, MapType, ObjectSpec, PackAllocator, ProgramSpec, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.jit import grace
from progpack.jit.maps.handle import ArrayMap, HashMap, RingBuffer
from progpack.jit.native.runtime import native_runtime
from progpack.jit.object import Object
from tests.jit.test_grace import (
    ACT,
    BY_LEFT,
    LEFT,
    NUMBERS,
    STRAIGHT,
    Act,
    act,
    array,
    outer,
    outer_of,
)
from tests.jit.test_helpers import compiled
from tests.lives.forks import bare_fork, fork_in_c, objects_are_free_in_children
from tests.lives.texts import reserving

__all__ = ["act"]

TABLE = MapSpec("table", MapType.HASH, 4, 64, 64)
RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
#: Update 32 keys of a hash table, many times over.
UPDATE = """
    r6 = 20000
    loop:
    r1 = r6
    r1 &= 31
    *(u32 *)(r10 - 4) = r1
    r1 = map table ll
    r2 = r10
    r2 += -4
    r3 = r10
    r3 += -80
    r4 = 0
    call 2
    r6 += -1
    if r6 != 0 goto loop
    r0 = 0
    exit
"""
#: Put 8 bytes of the packet into the ring.
SAY = """
    r2 = *(u32 *)(r1 + 0)
    r1 = map ring ll
    r3 = 8
    r4 = 0
    call 130
    r0 = 0
    exit
"""


_FORKS: dict[str, Callable[[], int]] = {"python": os.fork, "c": fork_in_c, "bare": bare_fork}
_fork: list[Callable[[], int]] = []
#: Python itself would hang in a child of which it is not told.
threads_want_python = pytest.mark.parametrize("_how", ["python", "c"], indirect=True)


@pytest.fixture(autouse=True, params=_FORKS)
def _how(request: pytest.FixtureRequest) -> Iterator[None]:
    """Who forks: Python, or a server that embeds it and tells it, or does not."""
    if request.param != "python" and not native_runtime().hears_forks:
        pytest.skip("on this machine progpack does not notice a fork() that C code calls")
    if request.param == "c" and shutil.which("cc") is None:
        pytest.skip("no C compiler")
    _fork.append(_FORKS[request.param])
    yield
    _fork.clear()


def program(name: str, text: str) -> ProgramSpec:
    return replace(assemble_program(text, type=ProgramType.XDP, license="GPL"), name=name)


def load(packs: PackAllocator, *held: MapSpec, **texts: str) -> Object:
    programs = {name: program(name, text) for name, text in texts.items()}
    return Object(ObjectSpec("t", "GPL", programs, {m.name: m for m in held}), packs, None)


def ring_of(loaded: Object) -> RingBuffer:
    ring = loaded.maps["ring"]
    assert isinstance(ring, RingBuffer)
    return ring


def in_child(work: Callable[[], None]) -> str:
    """How a child that does something ends: "good", "hangs" or with which status."""
    pid = _fork[0]()
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


@objects_are_free_in_children
@threads_want_python
def test_a_child_changes_a_table_that_a_thread_was_changing(packs: PackAllocator) -> None:
    with load(packs, TABLE, update=UPDATE) as loaded:
        table = loaded.maps["table"]
        assert isinstance(table, HashMap)
        done = threading.Event()

        def run() -> None:
            while not done.is_set():
                loaded.programs["update"].run(bytes(64))

        def use() -> None:
            for index in range(64):
                table[index] = bytes([index]) * 64
            assert table[3] == b"\3" * 64
            assert len(table) == 64
            assert sorted(table.elements())[63] == (b"\x3f\0\0\0", b"\x3f" * 64)
            assert table.free_slots() == 1
            loaded.programs["update"].run(bytes(64))

        thread = threading.Thread(target=run)
        thread.start()
        ends = {in_child(use) for _ in range(30)}
        done.set()
        thread.join()
        assert ends == {"good"}
        assert table[3] == bytes(64)


@pytest.mark.skipif(sys.byteorder != "little", reason="the texts are of little-endian machines")
def test_parent_and_child_write_to_rings_of_their_own(packs: PackAllocator) -> None:
    with load(packs, RING, say=SAY) as loaded:
        ring, say = ring_of(loaded), loaded.programs["say"]
        # So that what is unread goes over the end of the ring.
        for _ in range(250):
            say.run(b"earlier-".ljust(64))
            ring.consume()
        for turn in range(20):
            say.run(b"before%02d".__mod__(turn).ljust(64))
        before = [b"before%02d" % turn for turn in range(20)]

        def use() -> None:
            for _ in range(20):
                say.run(b"CHILDREN".ljust(64))
            assert ring.consume() == before + [b"CHILDREN"] * 20

        for _ in range(3):
            assert in_child(use) == "good"
        say.run(b"parents-".ljust(64))
        assert ring.consume() == [*before, b"parents-"]


def test_a_record_that_another_thread_reserved_is_discarded_in_the_child(
    packs: PackAllocator, act: list[Act]
) -> None:
    with load(packs, RING, say=SAY, reserve=reserving(ACT)) as loaded:
        ring, inside, forked = ring_of(loaded), threading.Event(), threading.Event()

        def meanwhile() -> None:
            inside.set()
            forked.wait()

        act.append(meanwhile)
        thread = threading.Thread(target=loaded.programs["reserve"].run, args=(b"reserved" * 8,))
        thread.start()
        inside.wait()
        loaded.programs["say"].run(b"said----" * 8)

        def use() -> None:
            assert ring.consume() == [b"said----"]
            loaded.programs["say"].run(b"again---" * 8)
            assert ring.consume() == [b"again---"]

        end = in_child(use)
        forked.set()
        thread.join()
        assert end == "good"
        assert ring.consume() == [b"reserved", b"said----"]


def test_a_run_that_forks_ends_in_parent_and_child(packs: PackAllocator, act: list[Act]) -> None:
    with load(packs, RING, reserve=reserving(ACT)) as loaded:
        pids: list[int] = []
        act.append(lambda: pids.append(_fork[0]()))
        status = 1
        try:
            loaded.programs["reserve"].run(b"reserved" * 8)
            assert ring_of(loaded).consume() == [b"reserved"]
            loaded.programs["reserve"].run(b"again---" * 8)
            assert ring_of(loaded).consume() == [b"again---"]
            status = 0
        finally:
            if pids == [0]:
                os._exit(status)
        assert os.waitpid(pids[0], 0)[1] == 0


LOCKED = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct value { struct bpf_spin_lock lock; int more; unsigned long one, other; };
struct { __uint(type, BPF_MAP_TYPE_%s); __uint(max_entries, 3); __type(key, int);
         __type(value, struct value); } m SEC(".maps");
SEC("xdp") int both(void *ctx)
{
    for (int i = 0; i < 2000; i++) {
        int key = i & 1;
        struct value *v = bpf_map_lookup_elem(&m, &key);
        if (!v) return 1;
        bpf_spin_lock(&v->lock);
        *(volatile unsigned long *)&v->one += 1;
        *(volatile unsigned long *)&v->other += 1;
        bpf_spin_unlock(&v->lock);
    }
    return 0;
}
"""


@objects_are_free_in_children
@threads_want_python
@pytest.mark.parametrize("kind", ["ARRAY", "HASH"])
def test_a_lock_in_a_value_that_a_thread_has_is_free_in_the_child(
    packs: PackAllocator, tmp_path: Path, kind: str
) -> None:
    source = tmp_path / "locked.bpf.c"
    source.write_text(LOCKED % kind)
    with Object(compiled(source, tmp_path), packs, None) as loaded:
        held, done = loaded.maps["m"], threading.Event()
        assert isinstance(held, ArrayMap | HashMap)
        for index in range(2):
            held[index] = bytes(24)

        def run() -> None:
            while not done.is_set():
                loaded.programs["both"].run(bytes(64))

        def use() -> None:
            for index in range(2):
                # What a lock protects is whole as well: no thread had it at the fork.
                assert held[index][:4] == bytes(4)
                assert held[index][8:16] == held[index][16:24]
            loaded.programs["both"].run(bytes(64))

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        ends = {in_child(use) for _ in range(30)}
        done.set()
        for thread in threads:
            thread.join()
        assert ends == {"good"}


def test_a_child_does_not_wait_for_a_lock_that_nobody_gives_back(
    packs: PackAllocator, tmp_path: Path
) -> None:
    source = tmp_path / "locked.bpf.c"
    source.write_text(LOCKED % "ARRAY")
    with Object(compiled(source, tmp_path), packs, None) as loaded:
        held = loaded.maps["m"]
        assert isinstance(held, ArrayMap)
        held.view()[:4] = b"\1\0\0\0"

        def use() -> None:
            assert loaded.programs["both"].run(bytes(64)).return_value == 0

        assert in_child(use) == "good"
        assert bytes(held.view()[:4]) == b"\1\0\0\0"


def test_random_numbers_are_others_in_the_child(packs: PackAllocator) -> None:
    draw = "r6 = 0\ncall 7\nr6 = r0\nr6 <<= 32\ncall 7\nr0 |= r6\nexit"
    with load(packs, draw=draw) as loaded:
        loaded.programs["draw"].run(bytes(64))
        reading, writing = os.pipe()

        def use() -> None:
            os.write(writing, loaded.programs["draw"].run(bytes(64)).return_value.to_bytes(8))

        assert in_child(use) == "good"
        own = loaded.programs["draw"].run(bytes(64)).return_value
        assert os.read(reading, 8) != own.to_bytes(8)
        os.close(reading)
        os.close(writing)


@objects_are_free_in_children
@threads_want_python
def test_a_child_loads_while_a_thread_of_the_parent_loads(packs: PackAllocator) -> None:
    done = threading.Event()
    numbers = itertools.count()

    def keep_loading() -> None:
        while not done.is_set():
            load(packs, some=f"r0 = {next(numbers)}\nexit").close()

    def use() -> None:
        with PackAllocator() as own, load(own, some="r0 = -5\nexit") as loaded:
            assert loaded.programs["some"].run(bytes(64)).return_value == 2**64 - 5

    thread = threading.Thread(target=keep_loading)
    thread.start()
    ends = {in_child(use) for _ in range(8)}
    done.set()
    thread.join()
    assert ends == {"good"}


@objects_are_free_in_children
@threads_want_python
def test_a_child_runs_and_changes_while_threads_of_the_parent_run_swap_and_close(
    packs: PackAllocator,
) -> None:
    texts = {"inside": STRAIGHT, "first": BY_LEFT}
    with load(packs, outer_of(MapType.HASH_OF_MAPS), LEFT, **texts) as loaded:
        held, left, done = outer(loaded), array(loaded, "left"), threading.Event()
        held[0] = held.new()
        others = [load(packs, NUMBERS, other=f"r0 = {n}\nexit") for n in (5, 6)]

        def run() -> None:
            while not done.is_set():
                loaded.programs["inside"].run(bytes(64))
                loaded.programs["first"].run_batch([bytes(64)] * 1000)

        def change() -> None:
            for turn in itertools.count():
                held[0] = held.new()
                left[0] = others[turn & 1].programs["other"]
                load(packs, NUMBERS, other=f"r0 = {turn % 9}\nexit").close()
                if done.is_set():
                    return

        def use() -> None:
            # More runs at once than there are numbers of CPUs, had each thread of the parent one.
            for _ in range(3):
                assert loaded.programs["inside"].run(bytes(64)).return_value == 42
                assert loaded.programs["first"].run(bytes(64)).return_value in (1, 5, 6)
                held[0] = held.new()
                left[0] = others[0].programs["other"]
            others[0].close()
            assert loaded.programs["first"].run(bytes(64)).return_value == 1
            loaded.close()
            assert not grace._runs
            assert not grace._out

        threads = [threading.Thread(target=work) for work in (run, run, run, change)]
        for thread in threads:
            thread.start()
        ends = [in_child(use) for _ in range(12)]
        done.set()
        for thread in threads:
            thread.join()
        for other in others:
            other.close()
        assert set(ends) == {"good"}, ends


def test_the_end_of_python_is_not_the_end_of_forks(tmp_path: Path) -> None:
    """A server that embeds Python may end it and go on: handlers cannot be taken back."""
    source, made = tmp_path / "embed.c", tmp_path / "embed"
    source.write_text(EMBED)
    flags = sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("LDVERSION")
    include = sysconfig.get_paths()["include"]
    link = [f"-L{flags[0]}", f"-Wl,-rpath,{flags[0]}", f"-lpython{flags[1]}"]
    command = ["cc", "-o", str(made), str(source), f"-I{include}", *link]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no program that embeds Python can be made: {done.stderr[:80]}")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ended = subprocess.run([str(made)], env=environment, timeout=300, check=False)
    assert ended.returncode == 0


EMBED = r"""
#include <Python.h>
#include <sys/wait.h>
#include <unistd.h>
static const char *text =
"from progpack import MapSpec, MapType, ObjectSpec, PackAllocator, ProgramType\n"
"from progpack.bpf.asm import assemble_program\n"
"from progpack.jit.object import Object\n"
"packs = PackAllocator()\n"
"code = assemble_program('r1 = map m ll\\nr0 = 7\\nexit', name='p', type=ProgramType.XDP)\n"
"spec = ObjectSpec('t', 'GPL', {'p': code}, {'m': MapSpec('m', MapType.HASH, 4, 8, 8)})\n"
"loaded = Object(spec, packs, None)\n"
"assert loaded.programs['p'].run(bytes(64)).return_value == 7\n";
static int child(void)
{
	int status, pid = fork();
	if (!pid)
		_exit(0);
	return waitpid(pid, &status, 0) != pid || status;
}
int main(void)
{
	int status;
	Py_Initialize();
	status = PyRun_SimpleString(text) || child();
	Py_Finalize();
	return status || child() || child();
}
"""
