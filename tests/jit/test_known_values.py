"""What is known of a register at the end of a few instructions: neither less nor more."""

from __future__ import annotations

import pytest

from progpack.bpf.analysis.state import State
from progpack.bpf.analysis.value import CALLER_FRAME, NUMBER, PACKET, Value
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from tests.fuzz.claims import Claims

ARRAY = MapSpec("array", MapType.ARRAY, 4, 100, 8)
MAX32, MAX64 = (1 << 32) - 1, (1 << 64) - 1


def at_exit(text: str, *maps: MapSpec) -> State:
    """What is known before the last instruction."""
    spec = assemble_program(text.replace(";", "\n"), type=ProgramType.XDP)
    held = MapSet({each.name: each for each in maps})
    claims = Claims.of(spec, held, check_program(spec, held.specs))
    return claims.places[max(claims.places)][0]


def shown(value: Value | None) -> str:
    """One value: nothing known is "?", a region that is only believed has "~"."""
    if value is None:
        return "?"
    if not value.proved:
        return f"{value.region}~"
    ends = [str(value.low), str(value.high)][: 1 + (value.low != value.high)]
    text = ("" if value.region == NUMBER else f"{value.region} ") + "..".join(ends)
    return text + (" or null" if value.null else "")


LOAD = "r2 = *(u32 *)(r1 + 12)"
#: Instructions, and what r0 is afterwards. r2 is a number of 32 bits, of which nothing is known,
#: and r3 one of 64.
START = f"{LOAD}; r3 = r2; r3 <<= 33; r3 += r2; r0 = 0; "
NUMBERS = {
    "r0 = 7": "7",
    "r0 = -1": str(MAX64),
    "w0 = -1": str(MAX32),
    "r0 = 0x123456789ab ll": str(0x123456789AB),
    "r0 = r2": f"0..{MAX32}",
    "r0 = r3": "?",
    "w0 = w3": f"0..{MAX32}",
    "w0 = w2": f"0..{MAX32}",
    "r3 &= 100; w0 = w3": "0..100",
    # Part of a word, with and without its sign.
    "r0 = *(u8 *)(r10 - 8)": "0..255",
    "r0 = *(u16 *)(r10 - 8)": "0..65535",
    "r0 = *(u32 *)(r10 - 8)": f"0..{MAX32}",
    "r0 = *(u64 *)(r10 - 8)": "?",
    "r0 = *(s8 *)(r10 - 8)": "?",
    "r0 = *(s32 *)(r10 - 8)": "?",
    "r2 &= 127; r0 = (s8)r2": "0..127",
    "r2 &= 128; r0 = (s8)r2": "?",
    "r2 &= 0x7fff; r0 = (s16)r2": "0..32767",
    "r2 &= 0x8000; r0 = (s16)r2": "?",
    "r2 >>= 1; r0 = (s32)r2": f"0..{MAX32 >> 1}",
    "r0 = (s32)r2": "?",
    "r2 &= 127; w0 = (s8)w2": "0..127",
    "r2 &= 128; w0 = (s8)w2": f"0..{MAX32}",
    "r2 &= 0x7fff; w0 = (s16)w2": "0..32767",
    "r2 &= 0x8000; w0 = (s16)w2": f"0..{MAX32}",
    # The order of bytes.
    "r3 = be16 r3; r0 = r3": "0..65535",
    "r3 = le16 r3; r0 = r3": "0..65535",
    "r3 = be32 r3; r0 = r3": f"0..{MAX32}",
    "r3 = be64 r3; r0 = r3": "?",
    "r3 = bswap16 r3; r0 = r3": "0..65535",
    "r3 = bswap32 r3; r0 = r3": f"0..{MAX32}",
    "r3 = bswap64 r3; r0 = r3": "?",
    # Division by a sign is not followed, nor a negation.
    "r2 &= 7; r2 /= 2; r0 = r2": "0..3",
    "r2 &= 7; r2 s/= 2; r0 = r2": "?",
    "w2 &= 7; w2 s/= 2; w0 = w2": f"0..{MAX32}",
    "r2 &= 7; r2 %= 3; r0 = r2": "0..2",
    "r2 &= 7; r2 s%= 3; r0 = r2": "?",
    "r2 &= 7; r2 = -r2; r0 = r2": "?",
    "w2 &= 7; w2 = -w2; w0 = w2": f"0..{MAX32}",
    "r2 &= 7; r2 += 3; r0 = r2": "3..10",
    "r2 &= 7; r2 -= 1; r0 = r2": "?",
    "r2 &= 7; r4 = 3; r4 += r2; r0 = r4": "3..10",
    "w2 &= 7; w2 += -1; w0 = w2": f"0..{MAX32}",
    # What was there before an atomic operation.
    "r4 = 1; lock *(u32 *)(r10 - 8) += w4; r0 = r4": "1",
    "r4 = 1; w4 = atomic_fetch_add((u32 *)(r10 - 8), w4); r0 = r4": f"0..{MAX32}",
    "r4 = 1; r4 = atomic_fetch_add((u64 *)(r10 - 8), r4); r0 = r4": "?",
    "r4 = 1; w0 = cmpxchg32_32(r10 - 8, w0, w4)": f"0..{MAX32}",
    "r4 = 1; r0 = cmpxchg_64(r10 - 8, r0, r4)": "?",
    "r4 = 1; r0 = cmpxchg_64(r10 - 8, r0, r4); r0 = r4": "1",
    # Comparisons tell, on both ways.
    "r0 = r2; if r0 < 10 goto out; r0 = 0": "0..9",
    "r0 = r2; if r2 < 10 goto out; r0 = 0": "0..9",
    "r0 = r2; if r0 > 10 goto out; r0 = 5": f"5..{MAX32}",
    "r0 = 5; if r2 != 5 goto out; r0 = r2": "5",
    "r4 = 10; r0 = r2; if r0 < r4 goto out; r0 = 0": "0..9",
    "r4 = 10; r0 = r2; if r4 > r0 goto out; r0 = 0": "0..9",
    "r4 = 10; r0 = r2; if w4 > w0 goto out; r0 = 0": "0..9",
    # Two ways that come together.
    "r0 = 3; if r2 == 1 goto out; r0 = 8": "3..8",
    "r0 = r3; if r2 == 1 goto out; r0 = 8": "?",
    f"r0 = 0; if r2 == 1 goto out; r0 = {MAX64} ll": "?",
    f"r0 = 1; if r2 == 1 goto out; r0 = {MAX64} ll": f"1..{MAX64}",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers(text: str) -> None:
    assert shown(at_exit(f"{START}{text}; out: exit").regs[0]) == NUMBERS[text]


FAR = 1 << 31
POINTERS = {
    "r4 = r10; r4 += -8": "frame -8",
    "r4 = r10; r4 -= 8": "frame -8",
    "r4 = r10; r2 &= 7; r4 += r2": "frame 0..7",
    "r4 = r10; r2 &= 7; r4 -= r2": "frame -7..0",
    "r4 = r2; r4 &= 7; r4 += r10": "frame 0..7",
    "r4 = 5; r4 -= r10": "?",
    "r4 = r10; r4 *= 2": "?",
    "r4 = r10; r4 += r10": "frame~",
    "r4 = r10; r4 += r3": "frame~",
    "r4 = r10; r5 = -8; r4 += r5": "frame -8",
    # As far as offsets are followed, and a byte farther.
    f"r4 = r10; r5 = {FAR} ll; r4 += r5": f"frame {FAR}",
    f"r4 = r10; r5 = {FAR + 1} ll; r4 += r5": "frame~",
    f"r4 = r10; r5 = {FAR} ll; r4 -= r5": f"frame -{FAR}",
    f"r4 = r10; r5 = {FAR} ll; r4 += r5; r4 += 1": "frame~",
    f"r4 = r10; r5 = {FAR} ll; r4 -= r5; r4 -= 1": "frame~",
    f"r4 = r10; r5 = -{FAR} ll; r4 += r5": f"frame -{FAR}",
    f"r4 = r10; r5 = -{FAR + 1} ll; r4 += r5": "frame~",
    "w4 = w10": f"0..{MAX32}",
    "r4 = r1": "ctx 0",
    "r4 = r1; r4 += 4": "ctx 4",
    "r4 = *(u32 *)(r1 + 0)": "packet 0",
    "r4 = *(u32 *)(r1 + 4)": "end 0",
    "r4 = *(u32 *)(r1 + 8)": f"0..{MAX32}",
    "r4 = *(u32 *)(r1 + 0); r4 += 14": "packet 14",
    "r4 = *(u32 *)(r1 + 4); r4 += 1": "?",
    "r4 = map array ll": "map 0",
    "r4 = map array ll; r4 += 1": "?",
    "r4 = map array + 4 ll": "values 4",
}


@pytest.mark.parametrize("text", POINTERS)
def test_pointers(text: str) -> None:
    kinds = at_exit(f"{LOAD}; r3 = r2; r3 <<= 33; r0 = 0; {text}; exit", ARRAY)
    assert shown(kinds.regs[4]) == POINTERS[text]


LOOKUP = """r2 = r10; r2 += -4; r6 = *(u32 *)(r1 + 12); *(u32 *)(r10 - 4) = 0; r1 = map array ll
    call 1; """
LOOKED_UP = {
    "r6 = r0": ("values 0 or null", 100),
    "r6 = r0; if r0 == 0 goto out": ("values 0 or null", 100),
    "r6 = r0; if r0 == 0 goto out; r0 = 0; r7 = *(u8 *)(r6 + 0); exit": ("values 0", 100),
    "r6 = r0; if r6 == 0 goto out; r0 = 0; exit": ("values 0", 100),
    "r6 = r0; if r6 != 0 goto yes; goto out; yes: r0 = 0; exit": ("values 0", 100),
    "r6 = r0; r6 += 1": ("values~", 0),
}


@pytest.mark.parametrize("text", LOOKED_UP)
def test_looked_up_values(text: str) -> None:
    inside = text.endswith("exit")
    end = "; out: r0 = 0; exit" if not inside else "; out: r0 = 0; r6 = r0; exit"
    spec = assemble_program(f"{LOOKUP}{text}{end}".replace(";", "\n"), type=ProgramType.XDP)
    held = MapSet({"array": ARRAY})
    claims = Claims.of(spec, held, check_program(spec, held.specs))
    exits = [pc for pc in sorted(claims.places) if spec.insns.slots()[pc].opcode == 0x95]
    kinds = claims.places[exits[-2 if inside else -1]][0]
    value = kinds.regs[6]
    assert value is not None
    assert (shown(value), value.size) == LOOKED_UP[text]


SPILLS = {
    # What was put into 8 bytes of the frame, and is read from there after a store.
    "": "7",
    "*(u8 *)(r10 - 17) = 1": "7",
    "*(u8 *)(r10 - 16) = 1": "?",
    "*(u8 *)(r10 - 9) = 1": "?",
    "*(u8 *)(r10 - 8) = 1": "7",
    "*(u64 *)(r10 - 24) = 1": "7",
    "*(u64 *)(r10 - 8) = 1": "7",
    "*(u32 *)(r10 - 20) = 1": "7",
    "*(u32 *)(r10 - 16) = 1": "?",
    "*(u32 *)(r10 - 12) = 1": "?",
    "*(u64 *)(r10 - 16) = 9": "9",
    "r4 = 9; *(u64 *)(r10 - 16) = r4": "9",
    "lock *(u64 *)(r10 - 16) += r5": "?",
    "lock *(u64 *)(r10 - 24) += r5": "7",
    # At a place that is known in part.
    "r4 = r10; r2 &= 8; r4 += r2; *(u64 *)(r4 - 32) = 1": "7",
    "r4 = r10; r2 &= 7; r4 += r2; *(u8 *)(r4 - 24) = 1": "7",
    "r4 = r10; r2 &= 15; r4 += r2; *(u8 *)(r4 - 24) = 1": "?",
    "r4 = r10; r2 &= 7; r4 += r2; *(u8 *)(r4 - 8) = 1": "7",
    "r4 = r10; r2 &= 7; r4 += r2; *(u8 *)(r4 - 9) = 1": "?",
    # Where that is not in the frame, or may be.
    "*(u8 *)(r3 + 0) = 1": "?",
}


@pytest.mark.parametrize("text", SPILLS)
def test_spilled_numbers(text: str) -> None:
    kinds = at_exit(
        f"{LOAD}; r3 = r2; r3 <<= 33; r5 = 3; *(u64 *)(r10 - 16) = 7; {text or 'r4 = 0'};"
        "r6 = *(u64 *)(r10 - 16); r0 = 0; exit"
    )
    assert shown(kinds.regs[6]) == SPILLS[text]


PACKET_START = "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 14; "
#: A comparison, and the bytes that are certainly there when it goes on, or None.
ROOMS = {
    "if r4 > r3 goto out": 14,
    "if r4 >= r3 goto out": 15,
    "if r3 < r4 goto out": 14,
    "if r3 <= r4 goto out": 15,
    "if r4 < r3 goto on; goto out; on:": 15,
    "if r4 <= r3 goto on; goto out; on:": 14,
    "if r3 > r4 goto on; goto out; on:": 15,
    "if r3 >= r4 goto on; goto out; on:": 14,
    "if r4 < r3 goto out": None,
    "if r4 == r3 goto out": None,
    "if r4 s> r3 goto out": None,
    "if w4 > w3 goto out": None,
    "if r4 > r3 goto out; r4 += 6; if r4 > r3 goto out": 20,
    "r4 += 6; if r4 > r3 goto out; r4 -= 6; if r4 > r3 goto out": 20,
}


@pytest.mark.parametrize("text", ROOMS)
def test_room_in_the_packet(text: str) -> None:
    text = f"{PACKET_START}{text}; r0 = 1; r5 = 5; r5 = 6; exit; out: r0 = 0; exit"
    spec = assemble_program(text.replace(";", "\n"), type=ProgramType.XDP)
    claims = Claims.of(spec, MapSet({}), check_program(spec, {}))
    exits = [pc for pc in sorted(claims.places) if spec.insns.slots()[pc].opcode == 0x95]
    kinds = claims.places[exits[0]][0]
    key = text[len(PACKET_START) : text.index("; r0 = 1; r5")]
    assert kinds.packet_room.get(0) == ROOMS[key]
    start = Value(PACKET)
    for size in range(1, 24):
        known = ROOMS[key]
        assert kinds.inside(start, 0, size, write=True) == (known is not None and size <= known)
        assert not kinds.inside(start, -1, size, write=False)


VARIABLE = (
    f"{LOAD}; r5 = r2; r5 &= 63; r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += r5; "
)
#: With a number from 0 to 63 in between: how far from r4 the packet goes on, before it and behind
#: it, or None when nothing is known of that.
VARIABLE_ROOMS = {
    "r4 += 8; if r4 > r3 goto out": (-8, 0),
    "r4 += 8; if r4 > r3 goto out; r4 -= 8": (0, 8),
    "r4 += 8; if r4 >= r3 goto out": (-8, 1),
    "r0 = 0": None,
    "r4 -= 4; if r4 > r3 goto out": (4, 0),
}


@pytest.mark.parametrize("text", VARIABLE_ROOMS)
def test_room_behind_a_place_that_is_known_in_part(text: str) -> None:
    whole = f"{VARIABLE}{text}; r0 = 1; r5 = 5; exit; out: r0 = 0; exit"
    spec = assemble_program(whole.replace(";", "\n"), type=ProgramType.XDP)
    claims = Claims.of(spec, MapSet({}), check_program(spec, {}))
    exits = [pc for pc in sorted(claims.places) if spec.insns.slots()[pc].opcode == 0x95]
    kinds = claims.places[exits[0]][0]
    known = VARIABLE_ROOMS[text]
    for offset in range(-70, 20):
        inside = known is not None and known[0] <= offset and offset < known[1]
        assert kinds.inside(kinds.regs[4], offset, 1, write=True) == inside, offset


JOINED = {
    # One thing by two ways; and another by one of them.
    ("r4 = *(u32 *)(r1 + 4)", "r4 = *(u32 *)(r1 + 4)"): "end 0",
    ("r4 = *(u32 *)(r1 + 4)", "r4 = *(u32 *)(r1 + 0)"): "?",
    ("r4 = map array ll", "r4 = map array ll"): "map 0",
    ("r4 = map array ll", "r4 = map other ll"): "?",
    ("r4 = map array + 4 ll", "r4 = map array + 8 ll"): "values 4..8",
    ("r4 = map array + 4 ll", "r4 = map other + 4 ll"): "?",
    ("r4 = r10", "r4 = r10; r4 += -8"): "frame -8..0",
    ("r4 = r10", "r4 = r1"): "?",
    ("r4 = r10", "r4 = 0"): "?",
    ("r4 = r10; r4 += r3", "r4 = r10"): "frame~",
    ("r4 = r10", "r4 = r10; r4 += r3"): "frame~",
    ("r4 = 3", "r4 = 9"): "3..9",
    ("r4 = 3", "r4 = r3"): "?",
}


@pytest.mark.parametrize("ways", JOINED, ids=" | ".join)
def test_two_ways_that_come_together(ways: tuple[str, str]) -> None:
    other = MapSpec("other", MapType.ARRAY, 4, 100, 8)
    kinds = at_exit(
        f"{LOAD}; r3 = r2; r3 <<= 33; r0 = 0; if r2 == 1 goto second; {ways[0]}; goto both;"
        f"second: {ways[1]}; both: exit",
        ARRAY,
        other,
    )
    assert shown(kinds.regs[4]) == JOINED[ways]


def test_an_access_of_the_callers_frame_is_inside_of_it() -> None:
    kinds = at_exit("r2 = r10; r2 += -8; r0 = 0; exit")
    for offset, size, inside in (
        (-512, 1, True), (-513, 1, False), (-8, 8, True), (-7, 8, False), (-512, 512, True),
        (0, 0, True), (0, 1, False),
    ):  # fmt: skip
        assert kinds.inside(Value(CALLER_FRAME), offset, size, write=True) == inside
        assert not kinds.inside(Value(CALLER_FRAME, proved=False), offset, size, write=True)
        assert not kinds.inside(Value(CALLER_FRAME, null=True), offset, size, write=True)
