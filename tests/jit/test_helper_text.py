"""Formats, numbers and sums of any kind: compiled code and the interpreter say the same."""

from __future__ import annotations

import errno
import struct
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
    RunError,
)
from progpack.bpf.asm import assemble
from progpack.bpf.isa.insn import BPF_PSEUDO_MAP_VALUE
from progpack.bpf.oracle.maps.arrays import ArrayMap as OracleArray
from progpack.bpf.spec import MapRef
from progpack.jit.maps.handle import ArrayMap
from progpack.jit.object import Object
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from tests.jit.test_helpers import PACKET, compiled, run_both, why_not

# Memory: a text of 64 bytes, four arguments, a length, flags, and 152 bytes for what comes out.
# What must be constant is in a map, which the tests fill as no program and no user can.
TEXT = MapSpec("text", MapType.ARRAY, 4, 96, 1, read_only=True)
FORMAT = """r6 = r1; r1 += 112; r2 = *(u64 *)(r6 + 96); r3 = 1 ll; r4 = r6; r4 += 64; r5 = 32
    call 165"""
PRINT = "r6 = r1; r2 = *(u64 *)(r6 + 96); r3 = r6; r3 += 64; r4 = 32; call 177"
NUMBER = "r6 = r1; r2 = *(u64 *)(r6 + 96); r3 = *(u64 *)(r6 + 104); r4 = r6; r4 += 112; call {0}"
COMPARE = "r6 = r1; r2 = *(u64 *)(r6 + 96); r3 = 1 ll; call 182"
SUM = """r6 = r1; r2 = *(u64 *)(r6 + 96); r3 = r6; r3 += 64; r4 = *(u64 *)(r6 + 104)
    r5 = *(u64 *)(r6 + 112); call 28"""
PROGRAMS = {
    "format": FORMAT,
    "print": PRINT,
    "signed": NUMBER.format(105),
    "unsigned": NUMBER.format(106),
    "compare": COMPARE,
    "sum": SUM,
}
#: Where constant text begins in the map.
START = {"compare": 64}
Both = Callable[..., None]


def program(name: str) -> ProgramSpec:
    """One of them; a load of 1 is the address of the constant text, half a value in for compare."""
    insns = assemble(f"{PROGRAMS[name]};exit".replace(";", "\n"))
    maps = {
        pc: MapRef("text", START.get(name, 0)) for pc, i in enumerate(insns) if i.opcode == 0x18
    }
    placed = [
        insn._replace(src=BPF_PSEUDO_MAP_VALUE, imm=0) if pc in maps else insn
        for pc, insn in enumerate(insns)
    ]
    for pc, ref in maps.items():
        placed[pc + 1] = placed[pc + 1]._replace(imm=ref.offset or 0)
    return ProgramSpec.from_insns(name, ProgramType.FLAT, placed, maps=maps, license="GPL")


def fill(array: object, memory: bytes) -> None:
    """Put constant text in place, which is where the same is in memory."""
    if isinstance(array, ArrayMap):
        array._values.view[:96] = memory[:96]
    else:
        assert isinstance(array, OracleArray)
        array.region.data[:96] = memory[:96]


@pytest.fixture
def both() -> Iterator[Both]:
    specs = {name: program(name) for name in PROGRAMS}
    maps = {"text": TEXT}
    machines = {name: Machine(spec, maps) for name, spec in specs.items()}
    with PackAllocator() as packs, Object(ObjectSpec("t", "GPL", specs, maps), packs, None) as obj:

        def run(name: str, memory: bytes) -> None:
            memory = memory.ljust(264, b"\0")
            fill(machines[name].maps["text"], memory)
            fill(obj.maps["text"], memory)
            ends = []
            for world in (machines[name], obj.programs[name]):
                try:
                    result = world.run(memory)
                    ends.append((result.return_value, result.packet, result.printed))
                except RunError as error:
                    ends.append((error.fault.kind.name, error.fault.pc, ()))
            assert ends[0] == ends[1]

        yield run


def words(*numbers: int) -> bytes:
    return b"".join((number % 2**64).to_bytes(8, "little") for number in numbers)


_ANY = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_FLAG = st.text("0+- ", max_size=3)
_WIDTH = st.sampled_from(["", "1", "5", "12", "40", "100"])
_KINDS = "di u x X ld lu lx lld llx c s p px pK ps pB pi4 pI4 pi6 pI6 pks pus q l lll lc pq pI5 # *"
_KIND = st.sampled_from([*_KINDS.split(), "i", "d"])
_PART = st.one_of(
    st.text(" abc%\n\x01~", max_size=4),
    st.builds("%{}{}{}".format, _FLAG, _WIDTH, _KIND),
    st.builds("%{}{}{} ".format, _FLAG, _WIDTH, _KIND),
)
_NUMBER = st.one_of(
    st.integers(0, 2**64 - 1), st.integers(-300, 300), st.sampled_from([2**31, 2**32 - 1, 2**63])
)


@_ANY
@given(
    st.lists(_PART, max_size=6).map("".join),
    st.lists(_NUMBER, min_size=4, max_size=4),
    st.integers(0, 152),
)
def test_formats(both: Both, fmt: str, args: list[int], size: int) -> None:
    text = fmt.encode()[:63].ljust(64, b"\0")
    both("format", text + words(*args, size))
    both("print", text + words(*args, min(size, 64)))


@_ANY
@given(
    st.one_of(
        st.text(" \t\n-+0x123456789abcdefABCXYZ", max_size=30),
        st.builds(
            "{}{}{}".format,
            st.sampled_from(["", " ", "-", " -", "0x", "-0x"]),
            st.integers(0, 2**66),
            st.sampled_from(["", " ", "z"]),
        ),
    ),
    st.integers(0, 40),
    st.sampled_from([0, 8, 10, 16, 7, 32, 1 << 40]),
)
def test_numbers(both: Both, text: str, size: int, flags: int) -> None:
    memory = text.encode()[:64].ljust(64, b"\0") + words(0, 0, 0, 0, size, flags)
    both("signed", memory)
    both("unsigned", memory)


@_ANY
@given(st.binary(max_size=20), st.binary(max_size=20), st.integers(0, 24))
def test_comparisons(both: Both, one: bytes, other: bytes, size: int) -> None:
    both("compare", one.ljust(64, b"\0") + other.ljust(32, b"\0") + words(size))
    both("compare", one.ljust(64, b"\0") + one.ljust(32, b"\0") + words(size))


@_ANY
@given(
    st.one_of(st.binary(max_size=64), st.sampled_from([b"\xff" * 64, b""])),
    st.one_of(st.binary(max_size=32), st.sampled_from([b"\xff" * 32, b""])),
    st.integers(0, 66),
    st.integers(0, 34),
    st.one_of(st.integers(0, 2**32 - 1), st.sampled_from([0, 2**32 - 1])),
)
def test_sums(both: Both, old: bytes, new: bytes, a: int, b: int, seed: int) -> None:
    for sizes in ((a, b), (a & ~3, b & ~3), (a & ~3, 0), (0, b & ~3)):
        both("sum", old.ljust(64, b"\0") + new.ljust(32, b"\0") + words(*sizes, seed))


#: Formats that take the room that the kernel has for arguments, with a string of 600 characters.
CONSTANT = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
typedef unsigned long long u64;
typedef unsigned char u8;
long out[20];
char text[1200], longs[600], at[64];
#define PRINT(i, size, fmt, ...)                                                      \
    ({ static const char f[] = fmt; u64 a[] = { __VA_ARGS__ };                        \
       out[i] = bpf_snprintf(text, size, f, a, sizeof(a)); })
SEC("tc") int printing(struct __sk_buff *skb)
{
    for (int i = 0; i < 599; i++)
        longs[i] = 'a' + i % 26;
    u64 s = (u64)(long)longs, tail = (u64)(long)(longs + 100);
    PRINT(0, 600, "%s", s);
    PRINT(1, 600, "%s%s", s, s);
    PRINT(2, 600, "%s%d", s, 5);
    PRINT(3, 600, "%d%s", 5, s);
    PRINT(4, 600, "%s|%s", tail, s);
    PRINT(5, 600, "%lld%lld%s%c", 1, 2, s, 'x');
    PRINT(6, 600, "%s%pI4", s, s);
    PRINT(7, 600, "%c%c%c%s", 'a', 'b', 'c', s);
    PRINT(8, 20, "%5000s|%d", tail, 7);
    PRINT(9, 1000, "%s%s", (u64)(long)(longs + 300), (u64)(long)(longs + 400));
    PRINT(10, 1000, "%s%s", (u64)(long)(longs + 300), (u64)(long)(longs + 300));
    PRINT(11, 600, "%-700d", 3);
    /* What is printed lies over what it is printed from. */
    text[0] = 'h'; text[1] = 'e'; text[2] = 'y'; text[3] = 0;
    PRINT(12, 64, "<<%s>><%s>", (u64)(long)text, (u64)(long)text);
    return 0;
}
SEC("tc") int on_stack(struct __sk_buff *skb)
{
    char fmt[8] = "%d";
    u64 a = 5;
    return bpf_snprintf(text, 8, fmt, &a, 8);
}
SEC("tc") int in_map(struct __sk_buff *skb)
{
    u64 a = 5;
    at[0] = '%'; at[1] = 'd';
    return bpf_snprintf(text, 8, at, &a, 8);
}
SEC("tc") int compared(struct __sk_buff *skb) { at[0] = 'b'; return bpf_strncmp(text, 8, at); }
SEC("tc") int over_itself(struct __sk_buff *skb)
{
    u64 a = 1234567890;
    at[0] = '%'; at[1] = 'u'; at[2] = 0;
    return bpf_snprintf(at, 8, at, &a, 8);
}
SEC("tc") int too_long(struct __sk_buff *skb)
{
    u64 a = 5;
    for (int i = 0; i < 1100; i++)
        ((volatile char *)text)[i] = 'x';
    return bpf_snprintf(longs, 8, text, &a, 8);
}
SEC("tc") int behind(struct __sk_buff *skb)
{
    u64 a = 5;
    return bpf_snprintf(longs, 8, (char *)9, &a, 8);
}
char _license[] SEC("license") = "GPL";
"""


@pytest.fixture(scope="module")
def constant(tmp_path_factory: pytest.TempPathFactory) -> ObjectSpec:
    directory = tmp_path_factory.mktemp("constant")
    (directory / "t.c").write_text(CONSTANT)
    return compiled(directory / "t.c", directory)


def test_arguments_take_the_room_that_the_kernel_has(
    packs: PackAllocator, constant: ObjectSpec
) -> None:
    def numbers(data: bytes) -> list[int]:
        return list(struct.unpack("<20q", data[:160]))

    spec = constant.programs["printing"]
    machine = Machine(spec, constant.maps)
    machine.run(PACKET)
    oracle = machine.maps[".bss"]
    assert isinstance(oracle, OracleArray)
    with Object(constant, packs, ["printing"]) as held:
        held.programs["printing"].run(PACKET)
        bss = held.maps[".bss"]
        assert isinstance(bss, ArrayMap)
        assert bss[0] == oracle[bytes(4)]
    start = next(at for name, _, at in constant.maps[".bss"].value_type.fields() if name == "out")  # type: ignore[union-attr]
    got = numbers(oracle[bytes(4)][start:])
    assert got[0] == 512
    assert got[1] == -errno.ENOSPC
    reason = why_not()
    if reason:
        pytest.skip(reason)
    maps = {name: KernelMap.from_spec(held) for name, held in constant.maps.items()}
    try:
        with load_program(spec, maps) as program:
            program.test_run(PACKET)
        value = maps[".bss"].lookup(bytes(4))
        assert value is not None
        assert numbers(value[start:]) == got
        assert value == oracle[bytes(4)]
    finally:
        for each in maps.values():
            each.close()


def test_text_that_can_change_is_copied(packs: PackAllocator, constant: ObjectSpec) -> None:
    expected = {
        "on_stack": 2,
        "in_map": 2,
        "compared": -1,
        "over_itself": 11,
        "too_long": "HELPER",
        "behind": "READ",
    }
    for name, end in expected.items():
        one, other = run_both(packs, constant, name)
        assert one == other
        if isinstance(end, str):
            assert isinstance(one, tuple)
            assert one[0] == end
        else:
            assert isinstance(one, int)
            assert one & 0xFFFFFFFF == end & 0xFFFFFFFF, name
