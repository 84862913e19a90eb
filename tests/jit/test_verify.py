"""What is proved of programs, and that what is not proved is checked: programs as data."""

from __future__ import annotations

import pytest

from progpack.bpf.asm import assemble
from progpack.bpf.check.program import check_program
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import RunError
from progpack.jit.image.store import store_of
from progpack.jit.lower.program import translate
from progpack.jit.program import Program
from progpack.jit.verify import Verdict, verify_program
from progpack.memory import PackAllocator

_ENDS = "r2 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 4)\n"
_ARRAY = {"array": MapSpec("array", MapType.ARRAY, 4, 8, 16)}


def _verdict(text: str, kind: ProgramType = ProgramType.XDP) -> Verdict:
    spec = ProgramSpec.from_insns("test", kind, assemble(text))
    verdict = verify_program(spec, {})
    assert verdict.refusal == ""
    return verdict


# The last access of each is what the name is about.
_PROVED = {
    "the bytes that a comparison with the end proves": _ENDS
    + """
    r4 = r2
    r4 += 14
    if r4 > r3 goto out
    r0 = *(u16 *)(r2 + 12)
    out: r0 = 0
    exit""",
    "an index that is masked": _ENDS
    + """
    r4 = r2
    r4 += 64
    if r4 > r3 goto out
    r5 = *(u8 *)(r2 + 0)
    r5 &= 31
    r2 += r5
    r0 = *(u8 *)(r2 + 32)
    out: r0 = 0
    exit""",
    "a header of variable length that is compared itself": _ENDS
    + """
    r4 = r2
    r4 += 20
    if r4 > r3 goto out
    r5 = *(u8 *)(r2 + 0)
    r5 &= 15
    r5 <<= 2
    r2 += r5
    r4 = r2
    r4 += 8
    if r4 > r3 goto out
    r0 = *(u32 *)(r2 + 4)
    out: r0 = 0
    exit""",
    "an index that a loop moves": _ENDS
    + """
    r4 = r2
    r4 += 256
    if r4 > r3 goto out
    r5 = 0
    r0 = 0
    loop: r4 = r2
    r4 += r5
    r4 = *(u8 *)(r4 + 0)
    r0 += r4
    r5 += 1
    if r5 != 256 goto loop
    out: exit""",
    "a pointer that a loop moves, backwards": _ENDS
    + """
    r4 = r2
    r4 += 64
    if r4 > r3 goto out
    r4 = r2
    r4 += 60
    r5 = 15
    loop: r0 = *(u32 *)(r4 + 0)
    r4 += -4
    r5 += -1
    if r5 > 0 goto loop
    out: r0 = 0
    exit""",
    "a place in the frame that is computed": """
    r2 = *(u32 *)(r1 + 12)
    r2 &= 7
    r2 <<= 3
    r3 = r10
    r3 += -64
    r3 += r2
    *(u64 *)(r3 + 0) = r2
    r0 = 0
    exit""",
    "a pointer that was in the frame meanwhile": _ENDS
    + """
    *(u64 *)(r10 - 8) = r2
    r4 = r2
    r4 += 8
    if r4 > r3 goto out
    r5 = *(u64 *)(r10 - 8)
    r0 = *(u32 *)(r5 + 4)
    out: r0 = 0
    exit""",
}

_CHECKED = {
    "one byte more than was compared": _ENDS
    + """
    r4 = r2
    r4 += 14
    if r4 > r3 goto out
    r0 = *(u16 *)(r2 + 13)
    out: r0 = 0
    exit""",
    "the wrong side of the comparison": _ENDS
    + """
    r4 = r2
    r4 += 14
    if r4 > r3 goto out
    r0 = 0
    exit
    out: r0 = *(u16 *)(r2 + 12)
    exit""",
    "before the packet": _ENDS
    + """
    r4 = r2
    r4 += 14
    if r4 > r3 goto out
    r0 = *(u8 *)(r2 - 1)
    out: r0 = 0
    exit""",
    "one round more": _ENDS
    + """
    r4 = r2
    r4 += 256
    if r4 > r3 goto out
    r5 = 0
    loop: r4 = r2
    r4 += r5
    r0 = *(u8 *)(r4 + 0)
    r5 += 1
    if r5 != 257 goto loop
    out: r0 = 0
    exit""",
    "a step that passes the end of the loop by": _ENDS
    + """
    r4 = r2
    r4 += 256
    if r4 > r3 goto out
    r5 = 0
    loop: r4 = r2
    r4 += r5
    r0 = *(u8 *)(r4 + 0)
    r5 += 3
    if r5 != 256 goto loop
    out: r0 = 0
    exit""",
    "a variable part that was computed again after the comparison": _ENDS
    + """
    r0 = 2
    again: r4 = *(u32 *)(r1 + 12)
    r4 &= 63
    r5 = r2
    r5 += r4
    r0 += -1
    if r0 == 0 goto use
    r4 = r5
    r4 += 8
    if r4 > r3 goto out
    goto again
    use: r0 = *(u32 *)(r5 + 0)
    out: r0 = 0
    exit""",
    "a spilled pointer after a store to who knows where": _ENDS
    + """
    r4 = r2
    r4 += 8
    if r4 > r3 goto out
    *(u64 *)(r10 - 8) = r2
    r5 = *(u32 *)(r1 + 12)
    r4 = r10
    r4 -= r5
    *(u8 *)(r4 - 1) = r5
    r5 = *(u64 *)(r10 - 8)
    r0 = *(u32 *)(r5 + 4)
    out: r0 = 0
    exit""",
    "a spilled pointer that is written to in part": _ENDS
    + """
    r4 = r2
    r4 += 8
    if r4 > r3 goto out
    *(u64 *)(r10 - 8) = r2
    *(u8 *)(r10 - 4) = r2
    r5 = *(u64 *)(r10 - 8)
    r0 = *(u32 *)(r5 + 4)
    out: r0 = 0
    exit""",
    "past the frame": """
    r2 = *(u32 *)(r1 + 12)
    r2 &= 15
    r3 = r10
    r3 += -16
    r3 += r2
    r0 = *(u16 *)(r3 + 0)
    r0 = 0
    exit""",
    "a copy that was compared after it had changed": _ENDS
    + """
    r4 = r2
    r4 += 64
    if r4 > r3 goto out
    r5 = *(u32 *)(r1 + 12)
    r4 = r5
    r4 += 1
    if r4 > 8 goto out
    r5 += 64
    r2 += r5
    r0 = *(u8 *)(r2 + 0)
    out: r0 = 0
    exit""",
}


@pytest.mark.parametrize("text", _PROVED.values(), ids=_PROVED)
def test_what_follows_is_proved(text: str) -> None:
    verdict = _verdict(text)
    assert verdict.checked == 0
    assert not verdict.counted


@pytest.mark.parametrize("text", _CHECKED.values(), ids=_CHECKED)
def test_what_does_not_follow_is_checked(text: str) -> None:
    assert not _verdict(text).accesses[-1].proved


def _lookup(end: str) -> ProgramSpec:
    text = f"""
    r1 = 0
    *(u32 *)(r10 - 4) = r1
    r2 = r10
    r2 += -4
    r1 = 0 ll
    call 1
    {end}
    r0 = *(u64 *)(r0 + 0)
    out: exit"""
    code = assemble(text)
    pc = next(pc for pc, insn in enumerate(code) if insn.opcode == 0x18)
    code[pc] = code[pc]._replace(src=1)
    return ProgramSpec.from_insns("look", ProgramType.XDP, code, maps={pc: MapRef("array", None)})


def test_a_value_is_only_there_after_a_comparison_with_null() -> None:
    assert verify_program(_lookup("if r0 == 0 goto out"), _ARRAY).checked == 0
    assert verify_program(_lookup("r3 = 0"), _ARRAY).checked == 1
    assert verify_program(_lookup("if r0 != 0 goto out"), _ARRAY).checked == 1


def test_loops_have_a_bound_or_are_counted(packs: PackAllocator) -> None:
    loop = "r0 = 0\nloop: r0 += 1\nif r0 != {} goto loop\nexit"
    short = _verdict(loop.format(1000), ProgramType.SOCKET_FILTER)
    assert (short.bound, short.counted) == (1000, False)
    # Never equal, so it goes on until it wraps.
    endless = _verdict("r0 = 1\nloop: r0 += 2\nif r0 != 1000 goto loop\nexit")
    assert (endless.bound, endless.counted) == (None, True)
    spec = ProgramSpec.from_insns("loop", ProgramType.SOCKET_FILTER, assemble(loop.format(1000)))
    program = Program(spec, {}, store_of(packs))
    assert program.bound == 1000
    assert program.run(b"").return_value == 1000
    assert program.run(b"", budget=999).return_value == 1000
    with pytest.raises(RunError, match="budget"):
        program.run(b"", budget=998)
    with pytest.raises(RunError, match="budget"):
        program.run_batch([b""], budget=998)
    program.close()


def test_nested_loops_multiply() -> None:
    text = """
    r0 = 0
    r1 = 0
    outer: r2 = 10
    inner: r0 += 1
    r2 += -1
    if r2 s> 0 goto inner
    r1 += 2
    if r1 < 20 goto outer
    exit"""
    # Ten rounds of ten, and each round's way back to the outer head.
    assert _verdict(text).bound == 110
    assert _verdict(text.replace("r2 = 10", "r2 = *(u32 *)(r10 - 4)")).bound is None


def test_a_refusal_is_said() -> None:
    spec = ProgramSpec.from_insns("bad", ProgramType.XDP, assemble("call 9999\nexit"))
    verdict = verify_program(spec, {})
    assert "9999" in verdict.refusal
    assert verdict.accesses == ()


def test_the_verdict_is_about_the_text_that_is_compiled() -> None:
    for text in (*_PROVED.values(), *_CHECKED.values()):
        spec = ProgramSpec.from_insns("test", ProgramType.XDP, assemble(text))
        lowered = translate(spec, {}, facts=check_program(spec))
        checks = sum(not access.proved for access in lowered.accesses)
        # Each check asks pp_check, the first function of the table, in one place.
        assert lowered.ir.count("memory(read, argmem: readwrite)") == checks
