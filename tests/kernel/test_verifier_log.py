"""Logs of verifiers, as kernels wrote them: reason, place, numbers."""

from __future__ import annotations

import pytest

from progpack.kernel.syscall.verifier_log import LIMIT, read_log

# Linux 6.1, level 1, and the numbers behind it.
OLD = """\
func#0 @0
0: R1=ctx(off=0,imm=0) R10=fp0
; int drop(struct xdp_md *ctx)
0: (61) r2 = *(u32 *)(r1 +0)          ; R1=ctx(off=0,imm=0) R2_w=pkt(off=0,r=0,imm=0)
1: (71) r0 = *(u8 *)(r2 +0)
invalid access to packet, off=0 size=1, R2(id=0,off=0,r=0)
R2 offset is outside of the packet
verification time 113 usec
stack depth 0
processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 7 peak_states 5 mark_read 0
"""
# The same with numbers alone: the reason is there, the walk is not.
NUMBERS = "".join(f"{line}\n" for line in OLD.splitlines()[5:])
GOOD = """\
verification time 4185506 usec
stack depth 8
processed 800002 insns (limit 1000000) max_states_per_insn 4 total_states 12501 peak_states 9
"""


def test_an_old_log_ends_with_its_reason() -> None:
    read = read_log(OLD)
    assert read.reason == "R2 offset is outside of the packet"
    assert (read.pc, read.insns, read.limit, read.states, read.microseconds) == (
        1,
        2,
        LIMIT,
        7,
        113,
    )
    assert read.suggestion == ""


def test_a_log_of_numbers_has_the_reason_and_no_place() -> None:
    read = read_log(NUMBERS)
    assert (read.reason, read.pc, read.insns) == ("R2 offset is outside of the packet", None, 2)


def test_a_log_of_an_accepted_program_has_numbers_alone() -> None:
    read = read_log(GOOD)
    assert (read.reason, read.insns, read.microseconds) == ("", 800002, 4185506)


# Linux 7.3, level 1: the sentence, and then its explanation.
NEW = """\
0: R1=ctx() R10=fp0
0: (61) r1 = *(u32 *)(r1 +0)          ; R1=pkt(r=0)
1: (71) r0 = *(u8 *)(r1 +3)
invalid access to packet, off=3 size=1, R1(id=0,off=3,r=0)
R1 min value is outside of the allowed memory range

Verification failed: Memory Safety: Access outside bounds

Reason:
  The verifier cannot prove offset + access_size <= object_size. Here, the minimal bound for a
  memory access is 3 and is outside of the object of size 0.

At:
  insn 1
  Instruction context:
      0 | (61) r1 = *(u32 *)(r1 +0)
  >>> 1 | (71) r0 = *(u8 *)(r1 +3)

Suggestion:
  Add or adjust a bounds check that proves offset + access_size stays within the object.

processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
"""
# Linux 7.3 and 7.2, level 4.
NEW_NUMBERS = """\
infinite loop detected at insn 9
cur state: R0=scalar() R10=fp0 fp-8=mmmmpppp
old state: R0=scalar() R10=fp0 fp-8=mmmmpppp
verification time 105808 usec
stack depth max 0
subprog 0 (<unknown>) main insns_self 17 insns_total 17 stack 8
insns processed 17
processed 17 insns (limit 1000000) max_states_per_insn 0 total_states 1 peak_states 1 mark_read 0
"""


def test_an_explained_log_has_the_same_sentence_and_a_suggestion() -> None:
    read = read_log(NEW)
    assert read.reason == "R1 min value is outside of the allowed memory range"
    assert read.pc == 1
    assert read.suggestion.startswith("Add or adjust a bounds check")
    alone = read_log(NEW[NEW.index("Verification failed") :])
    assert alone.reason.startswith("The verifier cannot prove offset")
    assert alone.reason.endswith("of the object of size 0.")


def test_states_and_numbers_are_no_reasons() -> None:
    read = read_log(NEW_NUMBERS)
    assert (read.reason, read.insns) == ("infinite loop detected at insn 9", 17)


@pytest.mark.parametrize("log", ["", "\n\n", "processed", "processed x insns"])
def test_what_says_nothing_is_read_as_nothing(log: str) -> None:
    read = read_log(log)
    assert (read.insns, read.pc, read.limit) == (None, None, LIMIT)


def test_a_back_edge_is_a_reason() -> None:
    log = "back-edge from insn 3 to 1\nprocessed 0 insns (limit 1000000) max_states_per_insn 0\n"
    assert read_log(log).reason == "back-edge from insn 3 to 1"
