"""Narrow loads put into the low end of 32 bits, above which LLVM for x86-64 let old bits stand.

See `progpack.jit.compile.partial`. Each way here of saying ``(x & -256) | byte`` is compiled
and compared with the interpreter; about half of them gave other values before.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
)
from progpack.bpf.asm import assemble
from progpack.bpf.spec import MapRef
from progpack.jit.compile.partial import masks_hidden
from progpack.jit.object import Object

PROGRAM = """
r1 = 0 ll
r5 = 0x100000000 ll
r2 = *(u64 *)(r1 + 0)
*(u64 *)(r1 + 16) = r2
r3 = *(u{bits} *)(r1 + 8)
{clear}
{join}
{use}
exit
"""
#: What is left of r2 when the low byte or half goes: r2 holds 64 bits of the input.
CLEARED = {
    "mask": "w2 &= {mask}",
    "shifts": "w2 >>= {bits}\nw2 <<= {bits}",
    "minus": "w4 = w2\nw4 &= {low}\nw2 -= w4",
    "xor": "w4 = w2\nw4 &= {low}\nw2 ^= w4",
    "smaller mask": "w2 &= 0x7fffffff\nw2 &= {mask}",
    "known zeros": "w2 <<= 4\nw2 >>= 4\nw2 &= {known}",
    "wide mask": "r2 &= {mask}\nw2 = w2",
    "frame": "*(u32 *)(r10 - 8) = w2",
}
JOINED = {"or": "w2 |= w3", "plus": "w2 += w3", "xor": "w2 ^= w3"}
#: Ends that need the upper half to be zero.
USES = {
    "whole": "r0 = r2",
    "shifted": "r2 >>= 24\nr0 = r2",
    "compared": "r0 = 1\nif r2 < r5 goto +1\nr0 = 2",
    "index": "r2 >>= 24\nr1 += r2\nr0 = *(u8 *)(r1 + 0)",
}
FILLED = bytes.fromhex("1303ac67910000ff df8a") + bytes(range(40, 86)) + bytes(256)


def spec_of(clear: str, join: str, use: str, bits: int) -> ProgramSpec:
    """The program; the map's first eight bytes are x, and what is put in stands behind them."""
    numbers = {"mask": -1 << bits, "bits": bits, "low": (1 << bits) - 1}
    numbers["known"] = (1 << 28) - (1 << bits)
    ways = {"clear": CLEARED[clear].format(**numbers), "join": JOINED[join], "use": USES[use]}
    if clear == "frame":
        ways["join"] = f"*(u{bits} *)(r10 - 8) = w3\nr2 = *(u64 *)(r10 - 8)"
    text = PROGRAM.format(**ways, bits=bits)
    return ProgramSpec.from_insns(
        "test", ProgramType.FLAT, assemble(text), maps={0: MapRef(".data", 0)}, license="GPL"
    )


def results(spec: ProgramSpec, packs: PackAllocator, data: bytes) -> tuple[int, int]:
    """Of the interpreter, and of compiled code."""
    maps = {".data": MapSpec(".data", MapType.ARRAY, 4, len(data), 1, data=data)}
    with Object(ObjectSpec("test", "GPL", {spec.name: spec}, maps), packs, None) as loaded:
        compiled = loaded.programs[spec.name].run(b"").return_value
    return Machine(spec, maps).run(b"").return_value, compiled


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("join", JOINED)
@pytest.mark.parametrize("clear", CLEARED)
def test_the_upper_half_stays_zero(clear: str, join: str, use: str, bits: int) -> None:
    interpreted, compiled = results(
        spec_of(clear, join, use, bits), PackAllocator("bins-64"), FILLED
    )
    assert compiled == interpreted


@given(
    st.sampled_from(sorted(CLEARED)),
    st.sampled_from(sorted(JOINED)),
    st.sampled_from([8, 16]),
    st.binary(min_size=320, max_size=320),
)
def test_of_any_bytes(clear: str, join: str, bits: int, data: bytes) -> None:
    interpreted, compiled = results(
        spec_of(clear, join, "whole", bits), PackAllocator("bins-64"), data
    )
    assert compiled == interpreted


def test_only_masks_with_a_low_byte_of_zeros_are_hidden() -> None:
    kept = """define i32 @f(i32 %0) {
  %2 = and i32 %0, 255
  %3 = and i32 %2, -2
  %4 = and <2 x i32> %9, <i32 -256, i32 -256>
  %5 = xor i32 %2, -256
}
"""
    assert masks_hidden(kept) == kept
    hidden = masks_hidden("  %a.b = and i32 %0, -65536\n  %5 = and i64 %1, 16776960\n")
    assert [line.split(" = ")[1].split("(")[0] for line in hidden.splitlines()] == [
        "and i32 %0, -65536",
        'call i32 asm "", "=r,0"',
        "and i64 %1, 16776960",
        'call i64 asm "", "=r,0"',
    ]
