"""Helpers of one's own: Python functions and machine code, in compiled code and the interpreter."""

from __future__ import annotations

import ctypes
import platform
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import progpack
from progpack import (
    Machine,
    MapSpec,
    MapType,
    MissingFeatureError,
    ObjectError,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
    RunError,
    UsageError,
)
from progpack.bpf.asm import assemble
from progpack.bpf.helpers import custom
from progpack.bpf.spec import MapRef
from progpack.jit.maps.handle import KeyedMap
from progpack.jit.object import Object
from tests.jit.test_helpers import compiled

DOCS = Path(__file__).parents[2] / "docs" / "helpers.md"
TABLE = MapSpec("table", MapType.HASH, 4, 8, 8)


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    before = dict(custom._helpers)
    yield
    for number in set(custom._helpers) - set(before):
        found = custom.find(number)
        assert found is not None
        found.remove()


def program(text: str, kind: ProgramType = ProgramType.FLAT) -> ProgramSpec:
    insns = assemble(text.replace(";", "\n"))
    maps = {pc: MapRef("table") for pc, i in enumerate(insns) if i.opcode == 0x18 and i.imm == 1}
    for pc in maps:
        insns[pc] = insns[pc]._replace(src=1, imm=0)
    return ProgramSpec.from_insns("test", kind, insns, maps=maps, license="GPL")


Run = Callable[..., object]


@pytest.fixture(params=["interpreter", "compiled"])
def start(request: pytest.FixtureRequest, packs: PackAllocator) -> Iterator[Run]:
    """Runs a program; gives r0 and the memory that it left."""
    opened: list[Object] = []

    def run(spec: ProgramSpec, memory: bytes = b"", times: int = 1) -> tuple[int, bytes]:
        if request.param == "interpreter":
            act = Machine(spec, {"table": TABLE}).run
        else:
            made = Object(ObjectSpec("t", "GPL", {"test": spec}, {"table": TABLE}), packs, None)
            opened.append(made)
            act = made.programs["test"].run  # type: ignore[assignment]
        for _ in range(times):
            result = act(memory)
        return result.return_value, result.packet

    yield run
    for made in opened:
        made.close()


def test_numbers_go_in_and_out(start: Run) -> None:
    seen = []

    @progpack.helper(0x10001, "any, any, any, any, any")
    def five(*numbers: int) -> int:
        seen.append(numbers)
        return -2

    text = "r1 = 1; r2 = -1; r3 = 3; r4 = 4; r5 = 5; call 0x10001; r0 += r1; exit"
    assert start(program(text)) == (2**64 - 2, b"")
    assert seen == [(1, 2**64 - 1, 3, 4, 5)]


def test_memory_is_read_and_written_in_place(start: Run) -> None:
    kept: list[memoryview] = []

    @progpack.helper("swap_case", "mem_write, size")
    def swap_case(data: memoryview) -> None:
        data[:] = bytes(data).swapcase()
        kept.append(data)

    @progpack.helper(0x10002, "mem_read, size, const_str")
    def find(data: memoryview, what: bytes) -> int:
        assert data.readonly
        return bytes(data).find(what)

    number = custom.find_name("swap_case")
    assert number is not None
    text = f"""r6 = r1; r7 = r2; call {number.helper.id}; r1 = r6; r2 = r7; r3 = r6; r3 += 3
        call 0x10002; exit"""
    assert start(program(text), b"abCDe\0") == (3, b"ABcdE\0")
    with pytest.raises(ValueError, match="released"):
        kept[0][0]


def test_maps_come_as_maps(packs: PackAllocator) -> None:
    @progpack.helper(0x10003, "map, map_key, map_value")
    def put(held: KeyedMap, key: memoryview, value: memoryview) -> int:
        held[bytes(key)] = bytes(value)
        return len(held)

    text = """*(u64 *)(r10 - 8) = 9; r2 = r10; r2 += -8; r3 = r2; r1 = 1 ll; call 0x10003; exit"""
    spec = program(text)
    machine = Machine(spec, {"table": TABLE})
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {"table": TABLE}), packs, None) as made:
        for run, held in (
            (machine.run, machine.maps["table"]),
            (made.programs["test"].run, made.maps["table"]),
        ):
            assert run().return_value == 1
            assert held[(9).to_bytes(4, "little")] == (9).to_bytes(8, "little")  # type: ignore[index]


@pytest.mark.parametrize("prototype", ["mem_read, size", "ctx", "map", "const_str", "long_out"])
def test_a_wrong_argument_ends_the_run_before_the_call(start: Run, prototype: str) -> None:
    calls = []

    @progpack.helper(0x10004, prototype)
    def never(*arguments: object) -> None:
        calls.append(arguments)

    with pytest.raises(RunError) as caught:
        start(program("r1 = 0x1234; r2 = 8; call 0x10004; exit"))
    assert caught.value.fault.pc == 2
    assert not calls


def test_what_it_raises_ends_the_run_and_is_the_cause(start: Run) -> None:
    @progpack.helper(0x10005)
    def broken() -> int:
        raise LookupError("not today")

    with pytest.raises(RunError) as caught:
        start(program("r0 = 0; call 0x10005; r0 = 5; exit"))
    assert (caught.value.fault.kind.name, caught.value.fault.pc) == ("HELPER", 1)
    assert isinstance(caught.value.__cause__, LookupError)

    @progpack.helper(0x10006)
    def fine() -> int:
        return 3

    assert start(program("call 0x10006; exit")) == (3, b"")


def test_an_interrupt_goes_through(packs: PackAllocator) -> None:
    @progpack.helper(0x10007)
    def interrupted() -> int:
        raise KeyboardInterrupt

    spec = program("call 0x10007; exit")
    with (
        Object(ObjectSpec("t", "GPL", {"test": spec}, {}), packs, None) as made,
        pytest.raises(KeyboardInterrupt),
    ):
        made.programs["test"].run()


def test_threads_and_runs_inside_of_runs(packs: PackAllocator) -> None:
    inner = program("r0 = 20; exit")
    outer = program("call 0x10008; r6 = r0; call 0x10008; r0 += r6; exit")
    with Object(ObjectSpec("i", "GPL", {"test": inner}, {}), packs, None) as made:

        @progpack.helper(0x10008)
        def again() -> int:
            return made.programs["test"].run().return_value + 1

        with Object(ObjectSpec("o", "GPL", {"test": outer}, {}), packs, None) as other:
            wrong: list[int] = []

            def work() -> None:
                for _ in range(200):
                    value = other.programs["test"].run().return_value
                    if value != 42:
                        wrong.append(value)

            threads = [threading.Thread(target=work) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert not wrong


@pytest.mark.parametrize("backend", ["interpreter", "compiled"])
def test_a_helper_runs_another_program_of_its_object_many_times(backend: str) -> None:
    """Each time on a packet of its own; that of the program that called is where it was."""
    first = "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 4; r0 = 0"
    reads = f"{first}; if r4 > r3 goto out; r0 = *(u8 *)(r2 + 1); out: exit"
    calls = f"r6 = r1; call 0x10009; r7 = r0; r1 = r6; {first}; if r4 > r3 goto out"
    calls += "; r0 = *(u8 *)(r2 + 1); r0 <<= 8; r0 |= r7; out: exit"
    specs = {
        name: replace(program(text, ProgramType.XDP), name=name)
        for name, text in {"calls": calls, "reads": reads}.items()
    }
    held: list[progpack.Object] = []

    @progpack.helper(0x10009)
    def read_more() -> int:
        packets = [b"\3" * size for size in (64, 1500, 64, 9000, 64)]
        return sum(held[0].programs["reads"].run_batch(packets).return_values)

    with progpack.load(ObjectSpec("o", "GPL", specs, {}), backend=backend) as made:
        held.append(made)
        for byte in (5, 6):
            result = made.programs["calls"].run(bytes([byte]) * 64)
            assert (result.return_value, result.packet) == (byte << 8 | 15, bytes([byte]) * 64)


def writable_and_executable() -> list[str]:
    lines = Path("/proc/self/maps").read_text().splitlines()
    return [line for line in lines if re.match(r"\S+ .wx", line)]


def test_no_page_becomes_writable_and_executable(packs: PackAllocator) -> None:
    before = writable_and_executable()

    @progpack.helper(0x10009, "any")
    def double(number: int) -> int:
        return 2 * number

    spec = program("r1 = 4; call 0x10009; exit")
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {}), packs, None) as made:
        assert made.programs["test"].run().return_value == 8
        assert writable_and_executable() == before


@pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the helper of the test is machine code of x86-64"
)
def test_machine_code_is_a_helper_too(packs: PackAllocator) -> None:
    # lea rax, [rdi + rsi]; ret
    added = progpack.native_helper(0x10010, "any, any", bytes.fromhex("488d0437c3"))
    spec = program("r1 = 40; r2 = 2; call 0x10010; exit")
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {}), packs, None) as made:
        added.remove()
        assert made.programs["test"].run().return_value == 42
    progpack.native_helper(0x10011, "mem_read, size", _address("strnlen"))
    spec = program("call 0x10011; exit")
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {}), packs, None) as made:
        assert made.programs["test"].run(b"four\0").return_value == 4
        assert made.programs["test"].run_batch is not None
    with pytest.raises(MissingFeatureError, match="machine code, which the interpreter"):
        Machine(spec).run(b"x")


def _address(name: str) -> int:
    found = ctypes.cast(ctypes.CDLL(None)[name], ctypes.c_void_p).value
    assert found is not None
    return found


KFUNC = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
extern int twice(int n) __ksym;
extern int maybe(int n) __ksym __weak;
SEC("lwt_xmit") int f(struct __sk_buff *skb)
{
    int header[2] = { 0, 3 };
    int there = maybe ? maybe(1) : 100;
    return twice(skb->len) + there + bpf_lwt_push_encap(skb, 0, header, sizeof(header));
}
char _license[] SEC("license") = "GPL";
"""


def test_objects_find_kernel_functions_and_helpers_by_name(
    packs: PackAllocator, tmp_path: Path
) -> None:
    (tmp_path / "t.c").write_text(KFUNC)
    spec = compiled(tmp_path / "t.c", tmp_path)
    with pytest.raises(ObjectError, match=r'kernel function twice .*progpack.helper\("twice"\)'):
        progpack.load(spec, packs=packs)
    progpack.helper("twice", "any")(lambda number: 2 * number)
    with pytest.raises(MissingFeatureError, match="lwt_push_encap"):
        progpack.load(spec, packs=packs)

    @progpack.helper("bpf_lwt_push_encap", "ctx, any, mem_write, size")
    def push_encap(context: memoryview, kind: int, header: memoryview) -> int:
        assert (len(context), kind) == (192, 0)
        return int.from_bytes(header[4:8], "little") * 1000

    with progpack.load(spec, packs=packs) as obj:
        assert obj.programs["f"].run(bytes(60)).return_value == 2 * 46 + 100 + 3000
    progpack.helper("maybe", "any")(lambda number: number + 6)
    with progpack.load(spec, packs=packs) as obj:
        assert obj.programs["f"].run(bytes(60)).return_value == 2 * 46 + 7 + 3000


@pytest.mark.parametrize(
    ("name", "prototype", "words"),
    [
        ("map_lookup_elem", "", "provided already"),
        (500, "", "numbers from 0x10000 on"),
        ("x", "mem_read", "size goes behind"),
        ("x", "any, map", "a map is the first"),
        ("x", "map_key", "a map is the first"),
        ("x", "number", "has no 'number'"),
        ("x", "timer", "of the kinds of"),
        ("x", "any, any, any, any, any, any", "five arguments"),
    ],
)
def test_prototypes_that_make_no_sense_are_refused(
    name: str | int, prototype: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        progpack.helper(name, prototype)(len)
    assert custom.find_name("x") is None


def test_a_helper_that_nobody_added_is_refused_and_says_how() -> None:
    with pytest.raises(MissingFeatureError, match=r"add it with @progpack.helper\(0x10020\)"):
        Machine(program("call 0x10020; exit"))

    @progpack.helper(0x10021, program_types=[ProgramType.XDP])
    def only() -> int:
        return 0

    with pytest.raises(MissingFeatureError, match="not provided to FLAT programs, only to XDP"):
        Machine(program("call 0x10021; exit"))
    with pytest.raises(UsageError, match="remove\\(\\) it first"):
        progpack.helper(0x10021)(len)


def test_the_examples_of_the_documentation_run(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.S)
    assert len(blocks) == 2
    exec(compile(blocks[0], str(DOCS), "exec"), {"__name__": "example"})
    assert capsys.readouterr().out == "13\n"
    if platform.machine() == "x86_64":
        exec(compile(blocks[1], str(DOCS), "exec"), {"__name__": "example"})
    assert custom.find_name("add_numbers") is None


def test_what_was_compiled_before_is_refused_without_its_helper(packs: PackAllocator) -> None:
    spec = ObjectSpec("t", "GPL", {"test": program("r1 = 5; call 0x10030; exit")}, {})
    progpack.helper(0x10030, "any")(lambda number: number + 1)
    with Object(spec, packs, None) as made:
        assert made.programs["test"].run().return_value == 6
    first = custom.find(0x10030)
    assert first is not None
    first.remove()
    with pytest.raises(MissingFeatureError, match="0x10030 is not provided"):
        Object(spec, packs, None)
    # Another helper of this number takes something else: the image is another one, too.
    progpack.helper(0x10030, "mem_read, size")(lambda data: len(data))
    with Object(spec, packs, None) as made, pytest.raises(RunError):
        made.programs["test"].run(b"abc")
