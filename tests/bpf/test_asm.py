from __future__ import annotations

import pytest
from bpf_programs import refusal
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.isa.insn import Insn
from progpack.bpf.spec import Function, MapRef, ProgramType
from progpack.errors import ProgramError


def test_labels_reach_forwards_and_backwards() -> None:
    text = """
        w1 = 0x3            # comment
        again:              // comment
            w1 += -0x1      ; comment
            if w1 != 0x0 goto again
            goto out
            gotol again
        out: exit
    """
    assert assemble(text) == [
        Insn(0xB4, 1, imm=3),
        Insn(0x04, 1, imm=-1),
        Insn(0x56, 1, off=-2),
        Insn(0x05, off=1),
        Insn(0x06, imm=-4),
        Insn(0x95),
    ]


def test_a_call_is_of_a_label_a_number_a_distance_or_a_helper() -> None:
    text = "call f\ncall 0x5\ncall +0x1\ncall bpf_ktime_get_ns\ncall map_lookup_elem\nf: exit"
    calls = [(insn.src, insn.imm) for insn in assemble(text)[:-1]]
    assert calls == [(1, 4), (0, 5), (1, 1), (0, 5), (0, 1)]


def test_maps_are_named_by_the_slot_of_their_load() -> None:
    spec = assemble_program(
        "r0 = 0x0\nr1 = map start ll\nr2 = map .bss + 0x18 ll\nexit",
        name="p",
        type=ProgramType.XDP,
        license="MIT",
    )
    assert spec.maps == {1: MapRef("start"), 3: MapRef(".bss", 24)}
    assert spec.insns[1:5] == (
        Insn(0x18, 1, 1),
        Insn(0),
        Insn(0x18, 2, 2),
        Insn(0, imm=24),
    )
    assert (spec.name, spec.type, spec.license) == ("p", ProgramType.XDP, "MIT")


def test_functions_have_the_names_of_their_labels() -> None:
    spec = assemble_program("call f\ncall +0x2\nexit\nf:\nexit\nexit")
    assert spec.functions == (
        Function("main", 0, 3),
        Function("f", 3, 4),
        Function("main_4", 4, 5),
    )


def test_narrow_registers_and_stores_take_unsigned_numbers() -> None:
    assert assemble("w1 = 0xffffffff") == [Insn(0xB4, 1, imm=-1)]
    assert assemble("if w1 > 0x80000000 goto +0x0") == [Insn(0x26, 1, imm=-(1 << 31))]
    assert assemble("*(u32 *)(r1) = 0xffffffff") == [Insn(0x62, 1, imm=-1)]


@pytest.mark.parametrize(
    ("text", "insn"),
    [
        ("r1=*(u8*)(r2)", None),
        ("r1 = *(u8*)(r2)", Insn(0x71, 1, 2)),
        ("w1 = *(u8 *)(r2 +4)", Insn(0x71, 1, 2, 4)),
        ("r1 = *(u16 *)(r2 - 010)", Insn(0x69, 1, 2, -10)),
        ("12: r1 = 5", Insn(0xB7, 1, imm=5)),
        ("r1  =\t-5", Insn(0xB7, 1, imm=-5)),
        ("*(u8 *)(r1 + 0x1) = r2", Insn(0x73, 1, 2, 1)),
    ],
)
def test_blanks_and_number_bases_are_free_but_operators_stand_alone(
    text: str, insn: Insn | None
) -> None:
    if insn is None:
        with pytest.raises(ProgramError, match="cannot read"):
            assemble(text)
    else:
        assert assemble(text) == [insn]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("frobnicate", "cannot read 'frobnicate'"),
        ("r11 = 0x1", "no register r11"),
        ("r1 = w2", "wrong width"),
        ("if r1 == w2 goto +0x1", "wrong width"),
        ("w1 = *(u64 *)(r2 + 0x0)", "wrong width"),
        ("w1 = *(s8 *)(r2 + 0x0)", "wrong width"),
        ("r1 = *(s64 *)(r2 + 0x0)", "no sign to extend"),
        ("*(s8 *)(r2 + 0x0) = r1", "no sign"),
        ("*(u64 *)(r2 + 0x0) = w1", "wrong width"),
        ("w1 = (s32)w2", "no 32-bit sign"),
        ("r1 = 0x80000000", "does not fit 32 bits"),
        ("r1 = 0x10000000000000000 ll", "does not fit 64 bits"),
        ("r1 = *(u8 *)(r2 + 0x8000)", "does not fit 16 bits"),
        ("goto +0x8000", "use gotol"),
        ("r1 = -r2", "must be the same register"),
        ("r1 = be16 r2", "must be the same register"),
        ("w1 = be16 w1", "wrong width"),
        ("r1 = atomic_fetch_add((u64 *)(r2 + 0x0), r3)", "must be the same register"),
        ("r1 = cmpxchg_64(r2 + 0x0, r1, r3)", "compares with r0"),
        ("lock *(u32 *)(r1 + 0x0) += r2", "wrong width"),
        ("r0 = *(u8 *)skb[w1]", "cannot read"),
        ("r1 = map .bss + 0x100000000 ll", "31 bits"),
        ("ld_pseudo r1, 0x10, 0x0", "out of range"),
        ("goto nowhere", "no label 'nowhere'"),
        ("call bpf_no_such_helper", "no label"),
        ("a:\na:\nexit", "there twice"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, message: str) -> None:
    with pytest.raises(ProgramError, match=message) as caught:
        assemble(f"\n{text}\n")
    assert "line " in str(caught.value)


def test_a_label_too_far_for_goto_is_refused_with_the_cure() -> None:
    far = "goto end\n" + "r0 = 0x0\n" * 0x8000 + "end:\nexit"
    with pytest.raises(ProgramError, match=r"line 1: .*use gotol"):
        assemble(far)
    assert assemble(far.replace("goto end", "gotol end"))[0] == Insn(0x06, imm=0x8000)


WORDS = """
r1 w2 r10 r99 goto gotol call exit if lock map ll ld_pseudo skb be16 bswap le64 = += s/= == s> + -
* ( ) [ ] , : 0x 0x7 12 99999999999 -5 +0x3 u8 s16 u64 (u64 *)( *(u32 *)(r1 + 0x4) skb[w1] label:
atomic_fetch_add xchg_64 xchg32_32 cmpxchg_64(r1 + 0x0, r0, r2) .data # ; //
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join))
def test_any_words_are_read_or_refused_with_their_line(text: str) -> None:
    error = refusal(assemble, text)
    assert error is None or "line " in str(error)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    error = refusal(assemble_program, text)
    assert error is None or "line " in str(error)
