"""Exceptions and backtraces through linked code, against the same source loaded by the system."""

from __future__ import annotations

import ctypes
import gc
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from progpack import arch
from progpack.adapters.elf import LinkedObject, link_object, read_object
from progpack.adapters.llvmlite import PackEngine
from progpack.errors import CompileError, ObjectError, UsageError
from progpack.link import can_unwind, data_of, unwinding
from progpack.memory import PackAllocator
from tests.link.compilers import command, object_of

pytestmark = [
    pytest.mark.skipif(not can_unwind(), reason="libgcc_s.so.1 is not there"),
    pytest.mark.skipif(arch.host().name != "x86-64", reason="the objects are of this CPU's g++"),
]

# What throws and what catches is of the system; what is between is linked.
AROUND = """
#include <execinfo.h>
#include <unistd.h>
extern "C" int thrower(int x) { if (x > 3) throw x; return x; }
extern "C" int catcher(int (*m)(int (*)(int), int), int x) {
    try { return m(thrower, x); } catch (int y) { return 1000 + y; }
}
extern "C" int waits;
int waits;
extern "C" int reader(int fd) { char c; waits = 1; if (read(fd, &c, 1) == 1) throw 5; return 0; }
extern "C" int late_catcher(int (*m)(int (*)(int), int), int fd) {
    try { return m(reader, fd); } catch (int y) { waits = 0; return 1000 + y; }
}
extern "C" int depth(int) { void *at[200]; return backtrace(at, 200); }
extern "C" int walk(int (*m)(int (*)(int), int)) { return m(depth, 0); }
"""
MIDDLE = """
static int ended;
struct Guard { int by; ~Guard() { ended += by; } };
extern "C" int cleaned() { return ended; }
extern "C" __attribute__((noinline)) int middle(int (*f)(int), int x) {
    volatile int a[ROOM]; a[0] = f(x) + 1; return a[0];
}
extern "C" __attribute__((noinline)) int deep(int (*f)(int), int x) {
    volatile int a[3]; a[1] = middle(f, x) + 1; return a[1];
}
extern "C" int guarded(int (*f)(int), int x) { Guard one{1}, ten{10}; return deep(f, x); }
extern "C" int own(int (*f)(int), int x) {
    try { return guarded(f, x); } catch (int y) { return -y; } catch (...) { return -1; }
}
extern "C" int other(int (*f)(int), int x) {
    try { return guarded(f, x); } catch (const char *) { return -2; }
}
"""
NAMES = ("middle", "deep", "guarded", "own", "other")
FLAGS = [
    ("-O0", "-fPIC"),
    ("-O2", "-fPIC"),
    ("-O2", "-fPIC", "-fomit-frame-pointer", "-ffunction-sections"),
    ("-Os", "-fPIC", "-g"),
    ("-O2", "-fPIC", "-mcmodel=large"),
]


def middle(room: int = 4, flags: tuple[str, ...] = ("-O2", "-fPIC"), by: str = "g++") -> bytes:
    return object_of(by, MIDDLE, *flags, f"-DROOM={room}", language="c++")


def plain(room: int) -> bytes:
    """One function that throws nothing and handles nothing, with so much on its stack."""
    source = (
        "int middle(int (*f)(int), int x) { volatile int a[ROOM]; a[0] = f(x) + 1; return a[0]; }"
    )
    return object_of("gcc", source, "-O2", "-fPIC", "-fexceptions", f"-DROOM={room}")


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    folder = tmp_path_factory.mktemp("around")
    text = [command("g++"), "-x", "c++", "-O2", "-fPIC", "-shared", "-", "-o"]
    subprocess.run([*text, str(folder / "around.so")], input=AROUND.encode(), check=True)
    return ctypes.CDLL(str(folder / "around.so"))


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    path = tmp_path_factory.mktemp("system") / "middle.so"
    text = [command("g++"), "-x", "c++", "-O2", "-fPIC", "-shared", "-DROOM=4", "-", "-o"]
    subprocess.run([*text, str(path)], input=MIDDLE.encode(), check=True)
    return ctypes.CDLL(str(path))


@pytest.fixture
def packs() -> Iterator[PackAllocator]:
    with PackAllocator() as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_stays_registered() -> Iterator[None]:
    gc.collect()
    before = len(unwinding._registrations)
    yield
    gc.collect()
    assert len(unwinding._registrations) == before


def through(around: ctypes.CDLL, linked: LinkedObject, name: str = "middle") -> list[int]:
    at = ctypes.c_void_p(linked.address(name))
    return [around.catcher(at, x) for x in (3, 5)]


@pytest.mark.parametrize("by", ["g++", "clang++-22"])
@pytest.mark.parametrize("flags", FLAGS, ids=" ".join)
def test_exceptions_pass_end_and_are_caught_as_in_a_library(
    packs: PackAllocator,
    around: ctypes.CDLL,
    system: ctypes.CDLL,
    flags: tuple[str, ...],
    by: str,
) -> None:
    linked = link_object(packs, middle(flags=flags, by=by))
    cleaned = linked.function("cleaned", "int()")
    for name in NAMES:
        before = cleaned(), system.cleaned()
        theirs = ctypes.cast(getattr(system, name), ctypes.c_void_p)
        assert through(around, linked, name) == [around.catcher(theirs, x) for x in (3, 5)]
        assert cleaned() - before[0] == system.cleaned() - before[1]


def test_a_backtrace_goes_on_behind_linked_code(
    packs: PackAllocator, around: ctypes.CDLL, system: ctypes.CDLL
) -> None:
    linked = link_object(packs, middle())
    for name in NAMES[:3]:
        ours = around.walk(ctypes.c_void_p(linked.address(name)))
        assert ours == around.walk(ctypes.cast(getattr(system, name), ctypes.c_void_p)) > 8


def test_code_where_other_code_was_has_its_own_tables(
    packs: PackAllocator, around: ctypes.CDLL
) -> None:
    places: dict[int, set[int]] = {}
    for turn in range(40):
        room = 4 + 16 * (turn % 5)
        linked = link_object(packs, plain(room))
        places.setdefault(linked.text_at, set()).add(room)
        assert through(around, linked) == [4, 1005]
        if turn % 2:
            linked.free()
        del linked
    assert max(map(len, places.values())) > 3


def test_many_objects_at_once(packs: PackAllocator, around: ctypes.CDLL) -> None:
    images = [read_object(plain(room)) for room in (4, 40, 400)]
    many = [link_object(packs, images[k % 3]) for k in range(3000)]
    assert through(around, many[1234]) == [4, 1005]
    del many[::2]
    assert through(around, many[700]) == [4, 1005]
    more = [link_object(packs, images[0]) for _ in range(500)]
    assert through(around, more[-1]) == through(around, many[0]) == [4, 1005]


def test_a_lent_program_has_its_tables_after_its_allocator(around: ctypes.CDLL) -> None:
    with PackAllocator() as packs:
        lent, gone = link_object(packs, plain(4)), link_object(packs, plain(40))
        lent.code.lend()
    before = len(unwinding._registrations)
    assert through(around, lent) == [4, 1005]
    del lent, gone, packs
    gc.collect()
    assert len(unwinding._registrations) == before - 1


@pytest.mark.parametrize("how", ["free", "close", "free and close"])
def test_a_thread_inside_finds_its_way_out(around: ctypes.CDLL, how: str) -> None:
    source = """
    int middle(int (*f)(int), int x) { volatile int a[4]; a[0] = f(x) + 1; return a[0]; }
    int run(int (*catcher)(void *, int), int x) { return catcher(middle, x) + 1; }
    """
    packs = PackAllocator()
    linked = link_object(packs, object_of("gcc", source, "-O2", "-fPIC", "-fexceptions"))
    run = linked.function("run", "int(void *, int)")
    late = ctypes.cast(around.late_catcher, ctypes.c_void_p).value
    reading, writing = os.pipe()
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(run(late, reading)))
    before = len(unwinding._registrations)
    thread.start()
    while not ctypes.c_int.in_dll(around, "waits").value:
        time.sleep(0.001)
    if how != "close":
        linked.free()
    if how != "free":
        packs.close()
    data_of(packs).reap()
    assert len(unwinding._registrations) == before
    os.write(writing, b"x")
    thread.join()
    assert answers == [1006]
    packs.close()
    assert len(unwinding._registrations) == before - 1
    os.close(reading)
    os.close(writing)


def test_a_child_frees_what_its_parent_goes_on_to_use(
    packs: PackAllocator, around: ctypes.CDLL
) -> None:
    linked = link_object(packs, plain(4))
    child = os.fork()
    if not child:
        good = through(around, linked) == [4, 1005]
        linked.free()
        again = link_object(packs, plain(400))
        os._exit(0 if good and through(around, again) == [4, 1005] else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert through(around, linked) == [4, 1005]


def _modules_of_llvm(around: ctypes.CDLL) -> None:
    llvm = pytest.importorskip("llvmlite.binding")
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_default_triple()
    machine = target.create_target_machine(reloc="pic", codemodel="small")
    text = """
    define i32 @middle(ptr %f, i32 %x) uwtable {
      %v = call i32 %f(i32 %x)
      %w = add i32 %v, 1
      ret i32 %w
    }
    """
    for unwind in (True, False):
        engine = PackEngine(PackAllocator(), machine, unwind=unwind)
        before = len(unwinding._registrations)
        engine.add_module(llvm.parse_assembly(text))
        at = ctypes.c_void_p(engine.get_function_address("middle"))
        assert len(unwinding._registrations) == before + unwind
        assert around.catcher(at, 3) == 4
        assert not unwind or around.catcher(at, 5) == 1005
        engine.close()
        assert len(unwinding._registrations) == before


def test_modules_of_llvm_let_exceptions_pass(around: ctypes.CDLL) -> None:
    # In a child: llvmlite makes a page that is writable and executable.
    pytest.importorskip("llvmlite")
    child = os.fork()
    if not child:
        status = 1
        try:
            _modules_of_llvm(around)
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


def test_without_tables_handlers_are_refused(packs: PackAllocator, around: ctypes.CDLL) -> None:
    with pytest.raises(CompileError, match=r"gcc_except_table has exception handlers"):
        link_object(packs, middle(), unwind=False)
    assert read_object(plain(4), unwind=False).frames == -1
    with pytest.raises(UsageError, match=r"read_object\(unwind=False\)"):
        link_object(packs, read_object(plain(4)), unwind=False)
    linked = link_object(packs, plain(4), unwind=False)
    assert around.catcher(ctypes.c_void_p(linked.address("middle")), 3) == 4


def _damaged(change: Callable[[bytearray, int, int], None]) -> bytes:
    """The plain object after a change of its unwind tables: (file, where they begin, size)."""
    data = bytearray(plain(4))
    (sections,) = struct.unpack_from("<Q", data, 0x28)
    size, count, names = struct.unpack_from("<HHH", data, 0x3A)
    (strings,) = struct.unpack_from("<Q", data, sections + names * size + 0x18)
    for index in range(count):
        at = sections + index * size
        (name,) = struct.unpack_from("<I", data, at)
        if data[strings + name :].startswith(b".eh_frame\0"):
            change(data, *struct.unpack_from("<QQ", data, at + 0x18))
    return bytes(data)


def _longer(data: bytearray, at: int, size: int) -> None:
    struct.pack_into("<I", data, at, size)


def _wide(data: bytearray, at: int, _: int) -> None:
    struct.pack_into("<I", data, at, 0xFFFFFFFF)


def _astray(data: bytearray, at: int, _: int) -> None:
    (first,) = struct.unpack_from("<I", data, at)
    struct.pack_into("<I", data, at + 8 + first, 4)


def _short(data: bytearray, at: int, _: int) -> None:
    struct.pack_into("<I", data, at, 2)


@pytest.mark.parametrize("change", [_longer, _wide, _astray, _short])
def test_damaged_tables_are_refused(
    packs: PackAllocator, change: Callable[[bytearray, int, int], None]
) -> None:
    data = _damaged(change)
    with pytest.raises(ObjectError, match=r"\.eh_frame is damaged at 0x"):
        link_object(packs, data)
    with link_object(packs, data, unwind=False) as linked:
        assert linked.functions


def test_the_end_of_the_interpreter_tells_the_unwinder_first(tmp_path: Path) -> None:
    """A destructor that throws and catches after Python's end reads all registered tables."""
    late = """
    struct Late { ~Late() { try { throw 1; } catch (int) { write(1, "caught\\n", 7); } } } late;
    """
    made = tmp_path / "late.so"
    text = [command("g++"), "-x", "c++", "-O2", "-fPIC", "-shared", "-", "-o", str(made)]
    subprocess.run(text, input=b"#include <unistd.h>\n" + late.encode(), check=True)
    (tmp_path / "middle.o").write_bytes(plain(4))
    script = """
import ctypes, sys
from progpack import PackAllocator
from progpack.adapters.elf import link_object
library = ctypes.CDLL(sys.argv[1])
packs = PackAllocator()
linked = [link_object(packs, sys.argv[2]) for _ in range(9)]
"""
    run = subprocess.run(
        [sys.executable, "-c", script, str(made), str(tmp_path / "middle.o")],
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, b"caught\n"), run.stderr.decode()
