"""What a run may touch of a ring buffer: its own records, from their reservation to their end."""

from __future__ import annotations

import pytest

import progpack
from progpack import Machine, MapSpec, MapType, ObjectSpec, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.errors import RunError
from progpack.fault import FaultKind
from progpack.jit.lower.program import translate
from progpack.jit.maps.handle import RingBuffer

RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
HEADER = 8
#: Of records: within a unit, a unit, over one and over two of the places that say where they begin.
SIZES = (1, 8, 20, 520, 1500)

RESERVE = """
r1 = map ring ll
r2 = {size}
r3 = 0
call 131
if r0 == 0 goto out
"""
#: Reserve a record, go to what it is given, and touch 4 bytes at an offset from there.
TOUCH = """
r6 = *(u64 *)(r1 + 0)
r7 = *(u64 *)(r1 + 8)
{reserve}
r8 = r0
{hide}
{between}
r9 = r8
r9 += r6
{access}
if r7 == 0 goto keep
{release}
keep:
r0 = 77
exit
out:
r0 = 0
exit
"""
HIDE = "r8 ^= 0x5a5a\nr8 ^= 0x5a5a\n"
READ = "w0 = *(u32 *)(r9 + 0)"
WRITE = "*(u32 *)(r9 + 0) = 9"
SUBMIT = "r1 = r8\nr2 = 0\ncall 132"
DISCARD = "r1 = r8\nr2 = 0\ncall 133"


def objects(text: str) -> ObjectSpec:
    program = assemble_program(text, name="touch", type=ProgramType.FLAT, license="GPL")
    return ObjectSpec("rings", "GPL", {"touch": program}, {"ring": RING})


def ends(spec: ObjectSpec, memory: bytes, skipped: int = 0) -> list[object]:
    """How the program ends in the interpreter, and compiled in a ring whose records begin there."""
    maps = MapSet(spec.maps)
    machine = Machine(spec.programs["touch"], maps)
    with progpack.load(spec) as loaded:
        compiled = loaded.maps["ring"]
        assert isinstance(compiled, RingBuffer)
        compiled._header.producer = compiled._header.consumer = skipped
        found: list[object] = []
        for run in (machine.run, loaded.programs["touch"].run):
            try:
                found.append(run(memory).return_value)
            except RunError as error:
                found.append((error.fault.kind, error.fault.pc))
    return found


def touching(size: int, access: str, *, between: str = "", hide: str = HIDE) -> ObjectSpec:
    return objects(
        TOUCH.format(
            reserve=RESERVE.format(size=size),
            hide=hide,
            between=between,
            access=access,
            release="" if between else DISCARD,
        )
    )


def memory(offset: int) -> bytes:
    return (offset & (1 << 64) - 1).to_bytes(8, "little") + (1).to_bytes(8, "little")


@pytest.mark.parametrize("access", [READ, WRITE])
@pytest.mark.parametrize("skipped", [0, 3600, 4080])
@pytest.mark.parametrize("size", SIZES)
def test_a_record_is_what_was_reserved_and_nothing_around_it(
    size: int, skipped: int, access: str
) -> None:
    spec = touching(size, access)
    inside = range(size - 3)
    for offset in (-HEADER - 8, -HEADER, -5, -4, -3, -1, 0, 1, size // 2, size - 5, size - 4,
                   size - 3, size, size + 5, size + 8):  # fmt: skip
        if skipped + HEADER + offset < 0:
            continue  # in front of the whole ring may be something else that the run has
        one, other = ends(spec, memory(offset), skipped)
        assert one == other, offset
        assert (one == 77) == (offset in inside), offset


@pytest.mark.parametrize("release", [SUBMIT, DISCARD])
@pytest.mark.parametrize("hide", [HIDE, ""])
def test_a_record_that_was_given_back_is_nobodys(release: str, hide: str) -> None:
    spec = touching(24, READ, between=release, hide=hide)
    for offset in (-8, 0, 8, 20):
        one, other = ends(spec, memory(offset))
        assert one == other
        assert isinstance(one, tuple)
        assert one[0] is FaultKind.READ


def test_the_other_record_of_two_stays() -> None:
    between = f"*(u64 *)(r10 - 8) = r8\n{RESERVE.format(size=700)}r1 = r0\nr2 = 0\ncall 133"
    one, other = ends(touching(600, READ, between=between), memory(596))
    assert one == other == 77
    one, other = ends(touching(600, READ, between=between), memory(600 + HEADER))
    assert one == other
    assert isinstance(one, tuple)


CALLS = f"""
{RESERVE.format(size=16)}
r6 = r0
*(u64 *)(r10 - 16) = r0
r1 = r0
call {{callee}}
{{access}}
r0 = 77
exit
out:
r0 = 0
exit
gives:
r2 = 0
call 132
r0 = 0
exit
keeps:
r0 = *(u64 *)(r1 + 8)
if r0 == 5 goto +2
r0 = 0
exit
r2 = 0
call 133
r0 = 0
exit
"""


@pytest.mark.parametrize(
    "access", ["r0 = *(u8 *)(r6 + 3)", "r1 = *(u64 *)(r10 - 16)\nr0 = *(u8 *)(r1 + 0)"]
)
@pytest.mark.parametrize(("callee", "end"), [("gives", FaultKind.READ), ("keeps", 77)])
def test_nothing_is_proved_of_records_that_a_function_may_have_given_back(
    access: str, callee: str, end: object
) -> None:
    spec = objects(CALLS.format(access=access, callee=callee))
    one, other = ends(spec, bytes(16))
    assert one == other
    assert (one[0] if isinstance(one, tuple) else one) == end


def test_accesses_to_a_record_in_hand_are_proved() -> None:
    body = "*(u64 *)(r0 + 8) = 1\nr1 = r0\nr2 = 0\ncall 132\nout:\nr0 = 0\nexit"
    spec = objects(RESERVE.format(size=16) + body)
    program = spec.programs["touch"]
    found = translate(program, spec.maps, facts=check_program(program, spec.maps))
    assert [access.proved for access in found.accesses if access.write] == [True]


CONTINUES = f"""
{{save}}
{RESERVE.format(size=16)}
r1 = map place + 0 ll
*(u64 *)(r1 + 0) = r0
r1 = r6
r2 = map jumps ll
r3 = 0
call 12
out:
r0 = 0
exit
"""
OTHER = """
{ring}
r1 = map place + 0 ll
r1 = *(u64 *)(r1 + 0)
r0 = *(u8 *)(r1 + 0)
r0 = 5
exit
"""


@pytest.mark.parametrize("has_ring", [True, False])
def test_a_program_that_goes_on_has_the_records_of_its_own_rings(*, has_ring: bool) -> None:
    texts = {
        "first": CONTINUES.format(save="r6 = r1"),
        "other": OTHER.format(ring="r1 = map ring ll" if has_ring else ""),
    }
    programs = {
        name: assemble_program(text, name=name, type=ProgramType.FLAT, license="GPL")
        for name, text in texts.items()
    }
    maps = {
        "ring": RING,
        "place": MapSpec("place", MapType.ARRAY, 4, 8, 1),
        "jumps": MapSpec("jumps", MapType.PROG_ARRAY, 4, 4, 1),
    }
    spec = ObjectSpec("rings", "GPL", programs, maps)
    with progpack.load(spec) as loaded:
        loaded.maps["jumps"][0] = loaded.programs["other"]  # type: ignore[index]
        if has_ring:
            assert loaded.programs["first"].run(bytes(16)).return_value == 5
            return
        with pytest.raises(RunError) as caught:
            loaded.programs["first"].run(bytes(16))
        assert caught.value.fault.kind is FaultKind.READ
