"""Random ways through a program to its context: what the kernel takes is never refused at load.

Branches on constants and on what is not known, pointers that are copied and spilled, subprograms.
What the kernel refuses for an access to the context is refused here too, unless the register is
something else on another way; then the check at run time is asked.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.context.fields import layout
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import BpfError, ContextAccessError
from progpack.kernel.syscall.loading import load_program

T = ProgramType
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")

KINDS = (
    (T.XDP, 37), (T.XDP, 33), (T.SCHED_CLS, 0), (T.CGROUP_SKB, 0), (T.CGROUP_SOCK_ADDR, 10),
    (T.SK_LOOKUP, 36), (T.SOCK_OPS, 3), (T.SK_MSG, 7),
)  # fmt: skip
START = ["r6 = r1", "r8 = r1", "r7 = 0", "*(u64 *)(r10 - 8) = r1", "r9 = 3"]
CONDITIONS = ("r7 == 0", "r7 != 0", "r9 > 2", "r9 < 2", "r6 == 0", "r6 != 0", "w9 == 3", "r9 s< 4")
NUMBERS = ("r9 += 1", "r9 &= 3", "r7 |= 1", "r9 = r7", "w9 = 5", "r9 <<= 1", "r9 ^= r7", "r7 = 0")
PROGRAMS = int(os.environ.get("PROGPACK_CONTEXT_WAYS", "600"))


def access(random: Random, kind: ProgramType, base: str) -> str:
    """Most often one that is allowed."""
    held = layout(kind)
    for _ in range(50):
        offset, size = random.randrange(held.size), random.choice((1, 2, 4, 4, 4, 8))
        write = random.random() < 0.2
        if held.allows(offset, size, write=write) or random.random() < 0.0005:
            break
    place = f"*(u{size * 8} *)({base} + {offset})"
    wide = "r" if size == 8 else "w"
    return f"{place} = {wide}7" if write else f"{wide}0 = {place}"


def program(seed: int) -> ProgramSpec:
    random = Random(seed)
    kind, attach = random.choice(KINDS)
    lines, open_ = list(START), dict[int, int]()
    calls = False
    for place in range(random.randrange(4, 16)):
        for label in [label for label, end in open_.items() if end <= place]:
            lines.append(f"l{label}:")
            del open_[label]
        label = place + 1
        match random.randrange(9):
            case 0 | 1 | 2:
                lines.append(access(random, kind, random.choice(("r6", "r8"))))
            case 3:
                lines.append(f"if {random.choice(CONDITIONS)} goto l{label}")
                open_[label] = place + random.randrange(1, 4)
            case 4:
                lines += ["call 7", f"if r0 > {random.randrange(1 << 31)} goto l{label}"]
                open_[label] = place + random.randrange(1, 4)
            case 5:
                lines.append(random.choice(NUMBERS))
            case 6:
                lines.append(random.choice(("r8 = r6", "r6 = r8", "r8 = *(u64 *)(r10 - 8)")))
            case 7:
                lines.append(random.choice(("*(u64 *)(r10 - 8) = r6", "r6 = *(u64 *)(r10 - 8)")))
            case _:
                lines += ["r1 = r6", "call sub"]
                calls = True
    lines += [f"l{label}:" for label in open_] + ["r0 = 1", "exit"]
    if calls:
        lines += ["sub:", "r7 = 0", access(random, kind, "r1"), "r0 = 1", "exit"]
    spec = assemble_program("\n".join(lines), name="ways", type=kind, license="GPL")
    return replace(spec, attach_type=attach)


def kernel_says(spec: ProgramSpec) -> str:
    """What its verifier says when it refuses a program; "" when it does not."""
    try:
        load_program(spec, {}).close()
    except BpfError as error:
        return error.log
    return ""


def test_what_the_kernel_takes_is_taken_and_what_it_refuses_is_refused() -> None:
    seen: Counter[tuple[bool, bool]] = Counter()
    for seed in range(PROGRAMS):
        spec = program(seed)
        try:
            check_program(spec)
            here = True
        except ContextAccessError:
            here = False
        said = kernel_says(spec)
        there = not said
        assert there or "invalid bpf_context access" in said, (seed, said[-300:])
        assert here or not there, f"seed {seed} is refused here only"
        seen[here, there] += 1
    assert seen[True, True] > PROGRAMS / 4
    assert seen[False, False] > PROGRAMS / 50
    # Another value on another way: nothing is known of it at load.
    assert seen[True, False] < PROGRAMS / 100
