from __future__ import annotations

import json

import pytest
from bpf_programs import FORMS, refusal
from hypothesis import given
from hypothesis import strategies as st
from tests.beside import RESERVED_FIELDS, SUITE, needs_suite

from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.check.structure import validate, validate_program
from progpack.bpf.isa.insn import EXIT, Insn, decode
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import ProgramError

END = Insn(EXIT)
# RFC 9669, appendix A, without CALLX, and one of the kernel: every opcode there is.
OPCODES = {
    *range(0x04, 0xE5, 0x10),  # alu32 with immediate, and le
    *range(0x0C, 0xE0, 0x10),  # alu32 with register, and be
    *range(0x07, 0xE0, 0x10),  # alu64 with immediate, and bswap
    *range(0x0F, 0xD0, 0x10),  # alu64 with register
    *range(0x05, 0xE0, 0x10),  # jumps with immediate, goto, call, exit
    *range(0x1D, 0xE0, 0x10),  # jumps with register
    *range(0x06, 0xE0, 0x10),  # 32-bit jumps, gotol
    *range(0x1E, 0xE0, 0x10),
    *(0x18, 0x20, 0x28, 0x30, 0x40, 0x48, 0x50),  # lddw and packet loads
    *(0x61, 0x69, 0x71, 0x79, 0x81, 0x89, 0x91),  # loads
    *(0x62, 0x6A, 0x72, 0x7A, 0x63, 0x6B, 0x73, 0x7B, 0xC3, 0xDB),  # stores and atomics
    0xE5,  # may_goto, which the kernel has beyond the RFC
} - {0xE4, 0x8C, 0x8F, 0x86, 0x96, 0x8D, 0x8E, 0x9D, 0x9E}


def refused(insns: list[Insn], text: str) -> int | None:
    with pytest.raises(ProgramError, match=text) as caught:
        validate(insns)
    return caught.value.pc


# Where jumps and calls may go is tested apart.
STRAIGHT = [name for name in FORMS if not name.startswith(("goto", "if", "call subprogram"))]


@pytest.mark.parametrize("name", STRAIGHT)
def test_every_instruction_of_the_rfc_is_accepted(name: str) -> None:
    @given(FORMS[name])
    def accepted(insns: list[Insn]) -> None:
        validate([*insns, END])

    accepted()


@pytest.mark.parametrize("opcode", range(256))
def test_exactly_these_opcodes_are_known(opcode: int) -> None:
    # Of all fields that make sense for some instruction, one combination fits each opcode.
    tries = [
        [Insn(opcode, imm=imm), *([Insn(0)] if opcode == 0x18 else []), END] for imm in (0, 16)
    ]
    if opcode in (0x20, 0x28, 0x30, 0x40, 0x48, 0x50):
        tries = [[Insn(opcode), END]]
    messages = []
    for insns in tries:
        try:
            validate(insns)
        except ProgramError as error:
            messages.append(str(error))
    if opcode in OPCODES:
        assert len(messages) < len(tries), messages
    else:
        assert len(messages) == len(tries)


@needs_suite
def test_every_program_of_the_conformance_suite_is_accepted() -> None:
    suite = json.loads(SUITE.read_text())
    programs = [test for test in suite if not test["error"] and "callx" not in test["groups"]]
    assert len(programs) > 200
    for test in programs:
        validate(decode(bytes.fromhex(test["prog"])), name=test["name"])


@needs_suite
def test_reserved_fields_that_are_set_are_refused_and_cleared_ones_are_not() -> None:
    tests = json.loads(RESERVED_FIELDS.read_text())
    assert len(tests) == 45
    for test in tests:
        insns = decode(bytes.fromhex(test["prog"]))
        with pytest.raises(ProgramError, match=r"reserved|must be one of") as caught:
            validate(insns, name=test["name"])
        assert caught.value.pc == 0
        field = {"offset": "off"}.get(name := test["name"].rpartition("-")[2], name)
        validate([insns[0]._replace(**{field: 0}), *insns[1:]], name=test["name"])


@given(st.lists(st.builds(Insn, *[st.integers(0, 255)] * 5), max_size=20))
def test_any_slots_are_accepted_or_refused_with_an_instruction(insns: list[Insn]) -> None:
    error = refusal(validate, insns)
    assert error is None or (error.pc is None) == (not insns)


@given(st.binary(min_size=8, max_size=160).map(lambda data: data[: len(data) // 8 * 8]))
def test_any_bytes_are_accepted_or_refused(data: bytes) -> None:
    error = refusal(validate, decode(data))
    assert error is None or error.pc in range(len(data) // 8)


def test_an_empty_program_is_refused() -> None:
    assert refused([], "no instructions") is None


def test_more_than_a_million_slots_are_refused() -> None:
    nop = Insn(0x07)
    validate([nop] * 999_999 + [END])
    refused([nop] * 1_000_000 + [END], "1,000,001")


@pytest.mark.parametrize(
    ("text", "message", "pc"),
    [
        ("goto +0x1\nexit", "goes to 2, outside", 0),
        ("goto -0x2\nexit", "goes to -1, outside", 0),
        ("gotol +0x7\nexit", "goes to 8, outside", 0),
        ("if r1 == 0x0 goto +0x5\nexit", "goes to 6, outside", 0),
        ("goto +0x1\nr1 = 0x5 ll\nexit", "into a 64-bit load", 0),
        ("if w1 == 0x0 goto -0x1\nr0 = 0x0", "falls off", 1),
        ("r0 = 0x0", "falls off", 0),
        ("r0 = 0x5 ll", "falls off", 1),
        ("call +0x7\nexit", "outside the program", 0),
        ("call -0x3\nexit", "outside the program", 0),
        ("call +0x2\nexit\nr0 = 0x1 ll\nexit", "into a 64-bit load", 0),
        ("call f\ngoto g\nf:\nr0 = 0x1\ng:\nexit", "outside its function", 1),
        ("call f\nr0 = 0x1\nf:\nexit", "falls off", 1),
        ("f:\ncall f\nexit", "recursion", 0),
        ("call f\nexit\nf:\ncall g\nexit\ng:\ncall f\nexit", "recursion", 4),
    ],
)
def test_control_flow_that_leaves_is_refused_where_it_leaves(
    text: str, message: str, pc: int
) -> None:
    assert refused(assemble(text), message) == pc


def test_a_wide_load_needs_its_second_slot() -> None:
    assert refused([Insn(0x18)], "cut off") == 0
    assert refused([Insn(0x18), END], "second slot") == 1
    assert refused([Insn(0x18), Insn(0, dst=1), END], "reserved") == 1
    assert refused([Insn(0x18, src=1), Insn(0, imm=1), END], "upper half") == 1
    assert refused([Insn(0), END], "only valid as the second slot") == 0


@pytest.mark.parametrize(
    ("insn", "message"),
    [
        (Insn(0xB7, 10), "r10 is read-only"),
        (Insn(0xB7, 11), "r11 does not exist"),
        (Insn(0xBF, 1, 12), "r12 does not exist"),
        (Insn(0x79, 10, 1), "r10 is read-only"),
        (Insn(0xDB, 1, 10, 0, 0x01), "r10 is read-only"),
        (Insn(0xDB, 1, 10, 0, 0xE1), "r10 is read-only"),
        (Insn(0xDB, 1, 2, 0, 0xE0), "unknown atomic operation"),
        (Insn(0xDB, 10, 2, 0, 0x100), "r10 is read-only"),
        (Insn(0xCB, 1, 2, 0, 0), "unknown atomic operation"),
        (Insn(0x8D), "callx"),
        (Insn(0x85, src=2), "kfunc"),
        (Insn(0x85, imm=-1), "no helper number -1"),
        (Insn(0xD4, 1, imm=8), "must be one of 16, 32, 64"),
        (Insn(0x37, 1, off=2, imm=3), "must be one of 0, 1"),
        (Insn(0xBC, 1, 2, off=32), "must be one of 0, 8, 16"),
        (Insn(0x18, src=3), "kernel variable"),
    ],
)
def test_what_an_instruction_may_not_say_is_explained(insn: Insn, message: str) -> None:
    assert refused([insn, END], message) == 0


def test_an_atomic_operation_that_does_not_write_r10_may_read_it() -> None:
    validate([Insn(0xDB, 1, 10, 0, 0x00), Insn(0xDB, 1, 10, 0, 0xF1), END])


def chain(frames: int) -> list[Insn]:
    lines = []
    for number in range(frames):
        lines.append(f"f{number}:")
        lines += [f"call f{number + 1}"] if number + 1 < frames else []
        lines.append("exit")
    return assemble("\n".join(lines))


def test_eight_frames_are_accepted_and_nine_are_not() -> None:
    validate(chain(8))
    refused(chain(9), "more than 8 frames")


def test_depth_counts_the_longest_way_and_not_the_first_one_found() -> None:
    # f is reached over one call and over seven; below it is one more.
    ways = "call f\ncall a0\nexit\nf:\ncall g\nexit\ng:\nexit\n"
    ways += "".join(f"a{n}:\ncall a{n + 1}\nexit\n" for n in range(5))
    validate(assemble(ways + "a5:\nexit"))
    refused(assemble(ways + "a5:\ncall f\nexit"), "more than 8 frames")


def test_many_functions_that_call_each_other_are_checked_quickly() -> None:
    # Every function calls the next one twice: 2**6 paths, thousands of such trees.
    lines = ["f0_0:"]
    trees = 2000
    lines += [f"call f1_{tree}" for tree in range(trees)] + ["exit"]
    for tree in range(trees):
        for level in range(1, 8):
            lines.append(f"f{level}_{tree}:")
            lines += [f"call f{level + 1}_{tree}"] * 2 if level < 7 else []
            lines.append("exit")
    validate(assemble("\n".join(lines)))


def test_the_message_names_the_program() -> None:
    with pytest.raises(ProgramError, match=r"program p, instruction 0: .*read-only"):
        validate([Insn(0xB7, 10), END], name="p")


COUNTERS = MapSpec("counters", MapType.ARRAY, 4, 8, 1)
DATA = MapSpec(".data", MapType.ARRAY, 4, 16, 1, data=bytes(16))
MAPS = {spec.name: spec for spec in (COUNTERS, DATA)}


def test_a_program_with_its_maps_is_accepted() -> None:
    text = "r1 = map counters ll\nr2 = map .data + 0x10 ll\nr0 = 0x0\nexit"
    validate_program(assemble_program(text), MAPS)


PACKET_LOAD = "r0 = *(u8 *)skb[0x0]\nexit"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (assemble_program("r1 = map other ll\nexit"), "'other' that is not among"),
        (assemble_program("r1 = map .data + 0x11 ll\nexit"), "offset 17 is outside"),
        (assemble_program("ld_pseudo r1, 0x1, 0x5\nexit"), "no map is given"),
        (assemble_program(PACKET_LOAD, type=ProgramType.XDP), "packet loads"),
        (
            assemble_program("r0 = *(u8 *)skb[0x0]\nexit", type=ProgramType.CGROUP_SKB),
            "packet loads",
        ),
        (
            ProgramSpec.from_insns("p", ProgramType.XDP, [END], maps={0: MapRef("counters")}),
            "no 64-bit load",
        ),
        (
            ProgramSpec.from_insns("p", ProgramType.XDP, [END], maps={9: MapRef("counters")}),
            "no 64-bit load",
        ),
    ],
)
def test_what_a_program_needs_around_it_is_checked(spec: ProgramSpec, message: str) -> None:
    with pytest.raises(ProgramError, match=message):
        validate_program(spec, MAPS)


def test_packet_loads_are_for_programs_with_a_packet() -> None:
    text = "r0 = *(u8 *)skb[0x0]\nr0 = *(u16 *)skb[r0 + 0x4]\nexit"
    for kind in (ProgramType.SOCKET_FILTER, ProgramType.SCHED_CLS, ProgramType.SCHED_ACT):
        validate_program(assemble_program(text, type=kind), {})
