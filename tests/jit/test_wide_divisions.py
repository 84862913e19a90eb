"""Divisions of 128 bits, which LLVM needs to compute some loops: what they give, on which CPUs."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack import PackAllocator
from progpack.adapters.elf import link_object
from progpack.arch.lookup import TARGETS
from progpack.jit.compile import compiler
from progpack.jit.compile.wide import wide_divisions

from .worlds import both, program

NAMES = ("__udivti3", "__umodti3", "__divti3", "__modti3")
TOP = 1 << 127
#: At the edges of a word, of two, and of the sign.
NUMBERS = (0, 1, 2, 3, 7, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, 1 << 64, TOP - 1, -1, -2, -TOP)

WRAPPER = """
define void @w{name}(ptr %n, ptr %b, ptr %to) {{
  %number = load i128, ptr %n, align 8
  %by = load i128, ptr %b, align 8
  %result = call i128 @{name}(i128 %number, i128 %by)
  store i128 %result, ptr %to, align 8
  ret void
}}
"""


@pytest.fixture(scope="module")
def divide() -> Iterator[Callable[[str, int, int], int]]:
    """Calls a function of that name: bit patterns in, bit patterns out."""
    text = wide_divisions(NAMES) + "".join(WRAPPER.format(name=name) for name in NAMES)
    linked = link_object(PackAllocator("bins-64"), compiler().compile(text))
    found = {name: linked.function(f"w{name}", "void(void *, void *, void *)") for name in NAMES}

    def call(name: str, number: int, by: int) -> int:
        buffers = [
            ctypes.create_string_buffer((word % (1 << 128)).to_bytes(16, "little"), 16)
            for word in (number, by, 0)
        ]
        found[name](*map(ctypes.addressof, buffers))
        return int.from_bytes(buffers[2].raw, "little")

    yield call
    found.clear()
    linked.free()


def expected(name: str, number: int, by: int) -> int:
    """The result in Python; C cuts towards zero, and the rest has the sign of the number."""
    if "u" in name:
        number, by = number % (1 << 128), by % (1 << 128)
    quotient = abs(number) // abs(by) * (-1 if (number < 0) != (by < 0) else 1)
    result = quotient if "div" in name else number - quotient * by
    return result % (1 << 128)


@pytest.mark.parametrize("name", NAMES)
def test_at_the_edges(name: str, divide: Callable[[str, int, int], int]) -> None:
    for number, by in product(NUMBERS, NUMBERS):
        if by:
            assert divide(name, number, by) == expected(name, number, by), (number, by)


@given(st.sampled_from(NAMES), st.integers(-TOP, TOP - 1), st.integers(1, TOP - 1), st.booleans())
def test_any_numbers(
    divide: Callable[[str, int, int], int], name: str, number: int, by: int, negative: bool
) -> None:
    by = -by if negative else by
    assert divide(name, number, by) == expected(name, number, by)


def test_only_what_is_named_is_given() -> None:
    assert wide_divisions(["memcpy", "f0"]) == ""
    assert "__divti3" not in wide_divisions(["__udivti3"])
    assert wide_divisions(["__modti3"]).count("define") == 2


#: LLVM computes how often it goes round, and divides what two words hold.
LOOP = """
r6 = *(u64 *)(r1 + 0)
r9 = *(u64 *)(r1 + 8)
r8 = *(u64 *)(r1 + 16)
top:
r9 += 1
r8 += 7
if r8 s<= r6 goto top
r0 = r9
exit
"""


@pytest.mark.parametrize(
    ("last", "first"), [(0, 0), (100, 0), (70, -71), (5, 200), ((1 << 63) - 1, (1 << 63) - 90)]
)
def test_a_loop_that_is_computed(last: int, first: int) -> None:
    words = [word % (1 << 64) for word in (last, 3, first)]
    packet = b"".join(word.to_bytes(8, "little") for word in words)
    interpreted, compiled = both(program(LOOP), PackAllocator("bins-64"), packet)
    assert compiled == interpreted


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", NAMES)
def test_they_are_compiled_for_each_cpu(name: str, target: str) -> None:
    wrapper = WRAPPER.format(name=name)
    operation = {"__u": "u", "__d": "s", "__m": "s"}[name[:3]] + ("div" if "div" in name else "rem")
    plain = wrapper.replace(
        f"call i128 @{name}(i128 %number, i128 %by)", f"{operation} i128 %number, %by"
    )
    image = compiler(target).compile(plain)
    assert image.outside == ()
