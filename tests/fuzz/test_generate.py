"""The generators: what they make is what they promise."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from progpack.bpf.check.structure import validate_program
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import BPF_ATOMIC, BPF_END, BPF_MOV, BPF_STX, BPF_X, CALL, Insn
from progpack.bpf.spec import ProgramType

from .case import Case, Line
from .check import MODES, make
from .elsewhere import depends_on_addresses
from .emit import ATOMICS, BINARY, CONDITIONS, SIZES
from .generate import generate
from .shrink import pruned, shrink
from .wild import accepted
from .worlds import Refused, kernel_missing, run_interpreter, run_kernel


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [generate(Random(seed), seed=seed) for seed in range(600)]


def test_a_seed_always_gives_the_same_case() -> None:
    for seed in range(20):
        for mode in MODES:
            assert make(mode, seed) == make(mode, seed)


def test_valid_cases_are_well_formed_and_end_with_a_return(cases: list[Case]) -> None:
    for case in cases[:150]:
        validate_program(case.program(), case.object().maps)
        outcome = run_interpreter(case)
        assert outcome.fault is None, case.description()
        assert len(outcome.values) == 1 + len(case.more)


def test_valid_cases_do_not_depend_on_addresses(cases: list[Case]) -> None:
    for case in cases[:25]:
        assert not depends_on_addresses(case, run_interpreter(case)), case.description()


def test_the_verifier_accepts_more_than_95_percent(
    cases: list[Case], capsys: pytest.CaptureFixture[str]
) -> None:
    reason = kernel_missing()
    if reason is not None:
        pytest.skip(reason)
    refused = []
    for case in cases:
        try:
            run_kernel(case)
        except Refused as error:
            refused.append(f"seed {case.seed}: {error}")
    with capsys.disabled():
        print(f" {1 - len(refused) / len(cases):.2%} of {len(cases)} accepted ", end="")  # noqa: T201
    assert len(refused) < 0.05 * len(cases), "\n".join(refused)


def test_every_instruction_occurs(cases: list[Case]) -> None:
    seen = Counter(key for case in cases for insn in case.program().insns for key in _keys(insn))
    missing = [key for key in _wanted() if not seen[key]]
    assert missing == []


def _keys(insn: Insn) -> list[tuple[int, int]]:
    """What tells one instruction from another: the opcode with what selects the operation."""
    if insn.opcode & 0xE7 == BPF_STX | BPF_ATOMIC:
        return [(insn.opcode, insn.imm)]
    if insn.opcode & 0xF7 in (isa.BPF_ALU | BPF_END, isa.BPF_ALU64 | BPF_END):
        return [(insn.opcode, insn.imm)]
    if insn.opcode == CALL:
        return [(insn.opcode, insn.imm if insn.src == 0 else -1)]
    if insn.opcode & 7 in (isa.BPF_ALU, isa.BPF_ALU64):
        return [(insn.opcode, insn.off)]
    return [(insn.opcode, 0)]


def _wanted() -> list[tuple[int, int]]:
    wanted = [(isa.LDDW, 0), (isa.JA, 0), (isa.JA32, 0), (isa.EXIT, 0)]
    wanted += [(CALL, which) for which in (-1, 1, 2, 3, 26)]
    for cls in (isa.BPF_ALU, isa.BPF_ALU64):
        for op in BINARY:
            offsets = (0, 1) if op in (isa.BPF_DIV, isa.BPF_MOD) else (0,)
            wanted += [(cls | op | source, off) for source in (0, BPF_X) for off in offsets]
        wanted += [(cls | isa.BPF_NEG, 0)]
        widths = (8, 16) if cls == isa.BPF_ALU else (8, 16, 32)
        wanted += [(cls | BPF_MOV | BPF_X, width) for width in widths]
    for opcode in (isa.BPF_ALU | BPF_END, isa.BPF_ALU | BPF_END | BPF_X, isa.BPF_ALU64 | BPF_END):
        wanted += [(opcode, width) for width in (16, 32, 64)]
    for cls in (isa.BPF_JMP, isa.BPF_JMP32):
        wanted += [(cls | op | source, 0) for op in CONDITIONS for source in (0, BPF_X)]
    for size in SIZES:
        wanted += [(isa.BPF_LDX | isa.BPF_MEM | size, 0), (isa.BPF_ST | isa.BPF_MEM | size, 0)]
        wanted += [(BPF_STX | isa.BPF_MEM | size, 0)]
        if size != isa.BPF_DW:
            wanted += [(isa.BPF_LDX | isa.BPF_MEMSX | size, 0)]
            wanted += [(isa.BPF_LD | mode | size, 0) for mode in (isa.BPF_ABS, isa.BPF_IND)]
    wanted += [
        (BPF_STX | BPF_ATOMIC | width, op) for width in (isa.BPF_W, isa.BPF_DW) for op in ATOMICS
    ]
    return wanted


def test_both_program_types_and_all_map_contents_occur(cases: list[Case]) -> None:
    assert {case.type for case in cases} == {ProgramType.XDP, ProgramType.SCHED_CLS}
    assert {len(case.contents["table"]) for case in cases} == {0, 1, 2, 3}


def test_wild_cases_pass_every_check_and_end_in_many_ways() -> None:
    ends: Counter[str] = Counter()
    for seed in range(400):
        case = make("wild", seed)
        assert accepted(case)
        outcome = run_interpreter(case)
        ends[outcome.fault[0] if outcome.fault else "return"] += 1
    assert set(ends) >= {"return", "READ", "WRITE", "BUDGET", "MAP", "HELPER", "ALIGN"}


def test_a_shrunk_case_keeps_only_what_it_needs(cases: list[Case]) -> None:
    def fails(case: Case) -> bool:
        return any(
            insn.opcode == isa.BPF_ALU64 | isa.BPF_MUL | BPF_X for insn in case.program().insns
        )

    case = next(case for case in cases if fails(case))
    small = shrink(case, fails)
    lines = [item for item in small.items if isinstance(item, Line)]
    assert [line.insn.opcode for line in lines] == [isa.BPF_ALU64 | isa.BPF_MUL | BPF_X, isa.EXIT]
    assert (small.more, small.contents) == ((), {})


def test_pruning_leaves_a_reachable_program_alone(cases: list[Case]) -> None:
    for case in cases[:100]:
        kept = case.with_items(pruned(case.items))
        assert kept.program().insns == case.program().insns
