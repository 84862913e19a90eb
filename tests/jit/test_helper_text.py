"""Formats, numbers and sums of any kind: compiled code and the interpreter say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progpack import Machine, ObjectSpec, PackAllocator, ProgramSpec
from progpack.bpf.asm import assemble
from progpack.bpf.spec import ProgramType
from progpack.jit.object import Object

# Memory: a text of 64 bytes, four arguments, a length, flags, and 152 bytes for what comes out.
FORMAT = "r6 = r1; r1 += 112; r2 = *(u64 *)(r6 + 96); r3 = r6; r4 = r6; r4 += 64; r5 = 32; call 165"
PRINT = "r6 = r1; r2 = *(u64 *)(r6 + 96); r3 = r6; r3 += 64; r4 = 32; call 177"
NUMBER = "r6 = r1; r2 = *(u64 *)(r6 + 96); r3 = *(u64 *)(r6 + 104); r4 = r6; r4 += 112; call {0}"
COMPARE = "r6 = r1; r2 = *(u64 *)(r6 + 96); r3 = r6; r3 += 64; call 182"
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
Both = Callable[..., None]


@pytest.fixture
def both() -> Iterator[Both]:
    specs = {
        name: ProgramSpec.from_insns(
            name, ProgramType.FLAT, assemble(f"{text};exit".replace(";", "\n")), license="GPL"
        )
        for name, text in PROGRAMS.items()
    }
    machines = {name: Machine(spec) for name, spec in specs.items()}
    with PackAllocator() as packs, Object(ObjectSpec("t", "GPL", specs, {}), packs, None) as obj:

        def run(name: str, memory: bytes) -> None:
            memory = memory.ljust(264, b"\0")
            expected = machines[name].run(memory)
            got = obj.programs[name].run(memory)
            assert got.return_value == expected.return_value
            assert got.packet == expected.packet
            assert got.printed == expected.printed

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
