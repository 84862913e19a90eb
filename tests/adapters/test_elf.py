"""Objects of real compilers in packs, against the same source loaded by the system."""

from __future__ import annotations

import ctypes
import gc
import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from progpack import arch
from progpack.adapters.elf import LinkedObject, link_object, read_object
from progpack.errors import CompileError, ObjectError, OutOfMemoryError, SpanError, UsageError
from progpack.link import DataStore, data_of
from progpack.memory import PackAllocator
from tests.link.compilers import COMPILERS, library_of, object_of
from tests.link.programs import CASES, EVERYTHING, OUTSIDE
from tests.memory.maps import lines

pytestmark = pytest.mark.skipif(
    arch.host().name != "x86-64", reason="arm64 objects are run in tests/link/test_arm64.py"
)

Ask = Callable[[int, int], int]

PIC = [
    ("-O0", "-fPIC"),
    ("-O1", "-fPIE"),
    ("-O2", "-fPIC"),
    ("-O2", "-fPIC", "-fno-plt", "-fcommon"),
    ("-O3", "-fPIC", "-ffunction-sections", "-fdata-sections", "-march=native"),
    ("-Os", "-fPIC", "-g"),
    ("-O2", "-fPIC", "-mcmodel=large"),
    ("-O2", "-fno-pic", "-mcmodel=large"),
    ("-O0", "-fPIC", "-mcmodel=medium"),
]
LOW = [("-O0", "-fno-pic"), ("-O2", "-fno-pic", "-fno-pie", "-fcommon"), ("-O3", "-fno-pic")]

RESOLVED_LATE = """
static int g(void) { return 1; }
static void *choose(void) { return g; }
int h(void) __attribute__((ifunc("choose")));
int f(void) { return h(); }
"""


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    path = tmp_path_factory.mktemp("system") / "everything.so"
    return ctypes.CDLL(str(library_of(EVERYTHING + OUTSIDE.replace("#include", "//"), path)))


@pytest.fixture
def packs() -> Iterator[PackAllocator]:
    with PackAllocator(keep_empty=False) as made:
        yield made


@pytest.fixture
def low() -> Iterator[PackAllocator]:
    with PackAllocator(near=0, keep_empty=False) as made:
        yield made


def fresh(path: Path, to: Path) -> ctypes.CDLL:
    """The library again, with variables of its own."""
    to.write_bytes(path.read_bytes())
    return ctypes.CDLL(str(to))


def same_as_system(linked: LinkedObject, system: ctypes.CDLL, seed: int) -> None:
    theirs = system.ask
    theirs.restype, theirs.argtypes = ctypes.c_uint64, (ctypes.c_uint64, ctypes.c_uint64)
    ours = linked.function("ask", "uint64_t(uint64_t, uint64_t)")
    rng = random.Random(seed)
    for _ in range(20):
        for which in range(CASES):
            x = rng.choice([rng.randrange(200), rng.getrandbits(64)])
            assert ours(which, x) == theirs(which, x), (which, x)


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("flags", PIC, ids=" ".join)
def test_position_independent_code_does_what_the_system_makes_of_it(
    packs: PackAllocator, compiler: str, flags: tuple[str, ...], system: ctypes.CDLL, tmp_path: Path
) -> None:
    # Code of an executable reaches variables of others directly. Those of this process may lie
    # beside the C library, or in an executable at the other end of the address space.
    source = EVERYTHING.replace("environ != NULL", "1") if "-fPIE" in flags else EVERYTHING
    with (
        link_object(packs, object_of(compiler, OUTSIDE, *flags)) as other,
        link_object(packs, object_of(compiler, source, *flags), other.symbols) as linked,
    ):
        again = fresh(Path(system._name), tmp_path / "again.so")
        same_as_system(linked, again, seed=len(flags))


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("flags", LOW, ids=" ".join)
def test_absolute_code_does_so_in_the_lowest_two_gibibytes(
    low: PackAllocator,
    compiler: str,
    flags: tuple[str, ...],
    system: ctypes.CDLL,
    tmp_path: Path,
) -> None:
    # It reaches variables of others directly, so they have to be low as well.
    source = EVERYTHING.replace("environ != NULL", "1")
    with (
        link_object(low, object_of(compiler, OUTSIDE, *flags)) as other,
        link_object(low, object_of(compiler, source, *flags), other.symbols) as linked,
    ):
        assert max(linked.symbols.values()) < 1 << 31
        same_as_system(linked, fresh(Path(system._name), tmp_path / "again.so"), seed=1)


def test_absolute_code_elsewhere_says_what_to_do(packs: PackAllocator) -> None:
    code = object_of("gcc", "int v[9]; int f(int i) { return v[i]; }", "-O2", "-fno-pic")
    with pytest.raises(CompileError, match=r"-fPIC.*near=0"):
        link_object(packs, code)
    assert packs.stats.programs == packs.stats.slots == 0


def test_a_variable_out_of_reach_says_what_to_do(low: PackAllocator) -> None:
    code = object_of("gcc", "extern int far; int *f(void) { return &far + 1; }", "-O2", "-fno-pic")
    with pytest.raises(CompileError, match=r"does not reach far: .*-fPIC"):
        link_object(low, code, {"far": 1 << 40})


def test_data_are_where_they_belong(packs: PackAllocator) -> None:
    source = (
        "const int fixed[2] = {1, 2}; int open_ = 3; int zero[5]; int f(void) { return open_; }"
    )
    with link_object(packs, object_of("gcc", source, "-O2", "-fPIC")) as linked:
        flags = {name: protection(linked.address(name)) for name in linked.symbols}
        assert flags == {"fixed": "r--", "open_": "rw-", "zero": "rw-", "f": "r-x"}
        function = linked.function("f", "int(void)")
        ctypes.c_int.from_address(linked.address("open_")).value = -8
        assert function() == -8


def protection(address: int) -> str:
    for line in lines():
        first, last = (int(part, 16) for part in line[0].split("-"))
        if first <= address < last:
            return line[1][:3]
    raise AssertionError(f"{address:#x} is not mapped")


def test_people_see_the_name_of_a_function(packs: PackAllocator) -> None:
    source = (
        "static int h(int x) { return x; } int g(int x) { return h(x); } int f(void) { return 2; }"
    )
    image = read_object(object_of("gcc", source, "-O0"))
    with link_object(packs, image) as one, link_object(packs, image, name="mine") as other:
        assert (one.code.name, other.code.name) == ("g", "mine")


def test_thousands_share_packs_and_areas(packs: PackAllocator) -> None:
    source = "static int calls = 5; int f(int x) { return x + ++calls; }"
    image = read_object(object_of("gcc", source, "-O2", "-fPIC"))
    before = len(lines())
    linked = [link_object(packs, image) for _ in range(3000)]
    assert len(lines()) - before <= 30
    for each in (linked[0], linked[1500], linked[2999]):
        function = each.function("f", "int(int)")
        assert [function(10), function(10)] == [16, 17]  # each has its own variables
    for each in linked:
        each.free()
    assert packs.stats.programs == 0


def test_a_variable_starts_anew_in_memory_that_was_used(packs: PackAllocator) -> None:
    source = "static int seen[40]; int f(int i) { return seen[i]++; }"
    image = read_object(object_of("gcc", source, "-O2", "-fPIC"))
    for _ in range(3):
        with link_object(packs, image) as linked:
            assert [linked.function("f", "int(int)")(i) for i in (0, 39, 0)] == [0, 0, 1]


def test_garbage_gives_everything_back(packs: PackAllocator) -> None:
    source = "const int a[99] = {1, 2}; int b[99] = {3}; int f(int i) { return a[i] + b[i]; }"
    image = read_object(object_of("gcc", source, "-O2", "-fPIC"))
    function = link_object(packs, image).function("f", "int(int)")
    gc.collect()
    assert function(0) == 4  # the function keeps text and data
    del function
    gc.collect()
    assert packs.stats.programs == 0
    # The data come back when the store is used next.
    store = data_of(packs)
    link_object(packs, image).free()
    assert [areas._list.chunks_used for areas in (store._constants, store._variables)] == [0, 0]


def test_one_empty_area_of_each_kind_is_kept_until_trim() -> None:
    image = read_object(object_of("gcc", "const int k[4] = {7}; int v; int f(int i) {"
                                         " return k[i] + v++; }", "-O2", "-fPIC"))  # fmt: skip
    with PackAllocator() as packs:
        store, places = data_of(packs), set()
        for _ in range(20):
            with link_object(packs, image) as linked:
                places.add((linked.address("k"), linked.address("v")))
                assert linked.function("f", "int(int)")(0) == 7
        assert len(places) == 1
        areas = (store._constants._list, store._variables._list)
        assert [[pack.used for pack in each.packs] for each in areas] == [[0], [0]]
        assert packs.trim() >= 2 * 64 * 1024
        assert [each.packs for each in areas] == [(), ()]
        assert packs.trim() == 0
        with link_object(packs, image) as linked:
            assert linked.function("f", "int(int)")(0) == 7
            before = store.trim()
            assert before == 0, "an area in use stays"


def test_freed_twice_or_called_after_it(packs: PackAllocator) -> None:
    linked = link_object(packs, object_of("gcc", "int f(void) { return 1; }", "-O2"))
    function = linked.function("f", "int(void)")
    linked.free()
    with pytest.raises(SpanError):
        linked.free()
    with pytest.raises(SpanError):
        function()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("__thread int v; int *f(void) { return &v; }", "thread-local"),
        ("extern __thread int v; int *f(void) { return &v; }", "thread-local"),
        ("__attribute__((constructor)) void f(void) {}", "constructors"),
        (RESOLVED_LATE, "indirect"),
        ("int nobody_has_this(void); int f(void) { return nobody_has_this(); }", "nobody_has_this"),
    ],
)
def test_what_cannot_be_linked_is_refused(packs: PackAllocator, source: str, message: str) -> None:
    with pytest.raises(CompileError, match=message):
        link_object(packs, object_of("gcc", source, "-O2", "-fPIC"))
    assert packs.stats.programs == packs.stats.slots == 0


def test_names_that_are_not_there(packs: PackAllocator, tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="no code"):
        link_object(packs, object_of("gcc", "int v = 1;"))
    with pytest.raises(ObjectError, match="absent"):
        link_object(packs, tmp_path / "absent.o")
    with pytest.raises(ObjectError, match="arm64"):
        link_object(packs, object_of("clang-22", "int f;", "--target=aarch64-linux-gnu"))
    with link_object(packs, object_of("gcc", "int v; int f(void) { return v; }")) as linked:
        with pytest.raises(UsageError, match="it has: f"):
            linked.function("v", "int(void)")
        with pytest.raises(UsageError, match="f, v"):
            linked.address("w")


def test_symbols_come_from_a_function_a_library_and_the_process(packs: PackAllocator) -> None:
    source = (
        "double cos(double); int abs(int); int own(int);"
        "double f(int x) { return cos(0) + abs(x) + own(x); }"
    )
    own = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)
    with link_object(packs, object_of("gcc", "int own(int x) { return 10 * x; }")) as other:
        code = object_of("gcc", source, "-O0", "-fno-builtin", "-fPIC")
        linked = link_object(packs, code, other.symbols.get, libraries=["libm.so.6"])
        assert linked.function("f", "double(int)")(-3) == 1.0 + 3 - 30
        assert own(other.address("own"))(4) == 40


def test_a_failure_half_way_leaves_nothing(
    packs: PackAllocator, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "const int a[9] = {1}; int b[9]; int f(int i) { return a[i] + b[i]; }"
    image = read_object(object_of("gcc", source, "-O2", "-fPIC"))
    store = data_of(packs)

    def fail(*_: object, **__: object) -> None:
        raise OutOfMemoryError("made to fail")

    for owner, name in ((DataStore, "place"), (PackAllocator, "finalize"), (type(image), "link")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, fail)
            with pytest.raises(OutOfMemoryError, match="made to fail"):
                link_object(packs, image)
        assert packs.stats.programs == packs.stats.slots == 0
        used = [areas._list.chunks_used for areas in (store._constants, store._variables)]
        assert used == [0, 0]


def in_child(check: Callable[[], None]) -> None:
    pid = os.fork()
    if not pid:
        code = 1
        try:
            check()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_child_has_variables_of_its_own(packs: PackAllocator) -> None:
    source = (
        "static int seen = 1; const int k[9] = {40, 50}; int f(int i) { return k[i] + seen++; }"
    )
    linked = link_object(packs, object_of("gcc", source, "-O2", "-fPIC"))
    function = linked.function("f", "int(int)")
    assert function(0) == 41

    def look() -> None:
        assert [function(0), function(1)] == [42, 53]
        # What a child may change is the allocator's affair; it has no part in the parent's data.
        with suppress(SpanError):
            linked.free()

    in_child(look)
    assert [function(0), function(1)] == [42, 53]


def test_a_fork_in_the_middle_of_a_change(packs: PackAllocator) -> None:
    code = object_of("gcc", "const int k[9] = {7}; int f(int i) { return k[i]; }", "-O2", "-fPIC")
    image = read_object(code)
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            link_object(packs, image).free()

    store = data_of(packs)

    def look() -> None:
        for areas in (store._constants, store._variables):
            assert areas.lock.acquire(timeout=300)

    threads = [threading.Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            in_child(look)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_data_stay_until_the_last_thread_has_left(packs: PackAllocator) -> None:
    source = (
        "int usleep(unsigned); const int k[16] = {41};"
        "int f(int i) { usleep(400000); return k[i] + 1; }"
    )
    image = read_object(object_of("gcc", source, "-O2", "-fPIC"))
    linked = link_object(packs, image)
    function, found = linked.function("f", "int(int)"), []
    thread = threading.Thread(target=lambda: found.append(function(0)))
    thread.start()
    while not packs.runners_of(linked.code.entry):
        pass
    linked.free()
    assert packs.stats.retired == 1
    store = data_of(packs)
    held = store._constants._list.chunks_used
    # Whatever is linked now goes elsewhere.
    other = object_of("gcc", "const int k[64] = {7}; int f(int i) { return k[i]; }", "-O2", "-fPIC")
    with link_object(packs, other):
        assert store._constants._list.chunks_used > held
    thread.join()
    assert found == [42]
    assert packs.synchronize(60)
    link_object(packs, image).free()
    assert store._constants._list.chunks_used == 0
