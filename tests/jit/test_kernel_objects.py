"""Kernel functions on objects of a kernel: tasks, control groups, connections, memory of users."""

from __future__ import annotations

import dataclasses
import errno
import os
import struct
from collections.abc import Sequence

import pytest

from progpack import Machine, ObjectSpec, PackAllocator, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.btf.types import BtfKind
from progpack.bpf.fit.kfuncs import with_kfuncs
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.isa.insn import BPF_PSEUDO_KFUNC_CALL
from progpack.bpf.spec import BPF_F_SLEEPABLE, ProgramSpec, ProgramType
from progpack.errors import BpfError, MissingFeatureError
from progpack.kernel.syscall.loading import load_program
from progpack.testing import packet

T = ProgramType
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")


def calls(spec: ProgramSpec) -> list[int]:
    """The places where functions of the kernel are called, which the text has as ``call 1``."""
    return [pc for pc, insn in enumerate(spec.insns) if insn.opcode == 0x85 and insn.imm == 1]


def in_kernel(spec: ProgramSpec, names: Sequence[str], frame: bytes) -> int:
    insns = list(spec.insns)
    for pc, name in zip(calls(spec), names, strict=True):
        found = target_types("kernel").find(name, BtfKind.FUNC)
        if found is None:
            pytest.skip(f"this kernel has no {name}")
        insns[pc] = insns[pc]._replace(src=BPF_PSEUDO_KFUNC_CALL, imm=found.id)
    try:
        with load_program(dataclasses.replace(spec, insns=tuple(insns)), {}) as held:
            return held.test_run(frame).return_value
    except BpfError as error:
        pytest.skip(f"the kernel does not take the call: {error} {error.log[-600:]}")


def here(packs: PackAllocator, spec: ProgramSpec, names: Sequence[str], **given: object) -> int:
    """The lower half of r0, which is the same compiled and interpreted."""
    linked = with_kfuncs(spec, dict(zip(calls(spec), names, strict=True)))
    oracle = Machine(linked).run(**given).return_value  # type: ignore[arg-type]
    with load(ObjectSpec("t", "GPL", {linked.name: linked}, {}), packs=packs) as made:
        assert made.programs[linked.name].run(**given).return_value == oracle  # type: ignore[arg-type]
    return oracle & 0xFFFFFFFF


def assembled(text: str, kind: ProgramType, *, sleeps: bool = False) -> ProgramSpec:
    spec = assemble_program(text, type=kind, license="GPL")
    return dataclasses.replace(spec, flags=BPF_F_SLEEPABLE) if sleeps else spec


NOBODY = """
    r1 = {wanted}
    call 1
    if r0 == 0 goto none
    r1 = r0
    call 1
    r0 = 1
    exit
none:
    r0 = 2
    exit
"""


@needs_root
@pytest.mark.parametrize("names", [
    ("bpf_task_from_pid", "bpf_task_release"),
    ("bpf_task_from_vpid", "bpf_task_release"),
    ("bpf_cgroup_from_id", "bpf_cgroup_release"),
])  # fmt: skip
def test_nobody_is_found_who_is_not_there(packs: PackAllocator, names: tuple[str, str]) -> None:
    spec = assembled(NOBODY.format(wanted=-1), T.SYSCALL, sleeps=True)
    assert here(packs, spec, names) == in_kernel(spec, names, b"") == 2


ITERATION = """
    call 158
    r8 = r0
    call 1
    r1 = r10
    r1 += -24
    r2 = {start}
    r3 = {flags}
    call 1
    r6 = r0
    r1 = r10
    r1 += -24
    call 1
    r1 = r10
    r1 += -24
    call 1
    call 1
    r0 = r6
    exit
"""


@needs_root
def test_iterators_take_the_flags_that_the_kernels_take(packs: PackAllocator) -> None:
    names = ("bpf_rcu_read_lock", *(f"bpf_iter_task_{word}" for word in ("new", "next", "destroy")))
    names = (*names, "bpf_rcu_read_unlock")
    for start, flags in ((0, 0), (0, 1), (0, 2), ("r8", 0), ("r8", 1), (0, 3), (0, 77)):
        spec = assembled(ITERATION.format(start=start, flags=flags), T.SYSCALL, sleeps=True)
        expected = -errno.EINVAL & 0xFFFFFFFF if flags in (2, 3, 77) else 0
        assert here(packs, spec, names) == in_kernel(spec, names, b"") == expected


GIVEN = """
    r6 = *(u64 *)(r1 + 0)
    r1 = r6
    call 1
    if r0 == 0 goto none
    r7 = *(u32 *)(r0 + 4)
    r1 = r0
    call 1
    r0 = r7
    exit
none:
    r0 = 0
    exit
"""


@pytest.mark.parametrize("what", ["task", "cgroup"])
def test_what_is_given_can_be_held(packs: PackAllocator, what: str) -> None:
    spec = assembled(GIVEN, T.TRACING)
    names = (f"bpf_{what}_acquire", f"bpf_{what}_release")
    assert here(packs, spec, names, args=[struct.pack("=II", 1, 77)]) == 77
    assert here(packs, spec, names, args=[0]) == 0


GROUPS = """
    r6 = *(u64 *)(r1 + 0)
    r7 = 0
    r1 = r10
    r1 += -24
    r2 = r6
    r3 = {flags}
    call 1
    r8 = r0
next:
    r1 = r10
    r1 += -24
    call 1
    if r0 == 0 goto out
    r1 = *(u32 *)(r0 + 0)
    r7 += r1
    goto next
out:
    r1 = r10
    r1 += -24
    call 1
    r0 = r8
    r0 += r7
    exit
"""


def test_a_group_that_is_given_has_no_children(packs: PackAllocator) -> None:
    names = [f"bpf_iter_css_{word}" for word in ("new", "next", "destroy")]
    for flags, expected in ((2, 5), (3, 5), (4, 5), (1, -errno.EINVAL), (5, -errno.EINVAL)):
        spec = assembled(GROUPS.format(flags=flags), T.TRACING)
        assert here(packs, spec, names, args=[bytes([5, 0, 0, 0])]) == expected & 0xFFFFFFFF


CONNECTION = """
    *(u64 *)(r10 - 16) = 0
    *(u32 *)(r10 - 8) = {zone}
    *(u32 *)(r10 - 4) = {reserved}
    *(u64 *)(r10 - 56) = 0
    *(u64 *)(r10 - 48) = 0
    *(u64 *)(r10 - 40) = 0
    *(u64 *)(r10 - 32) = 0
    *(u64 *)(r10 - 24) = 0
    *(u32 *)(r10 - 16) = {namespace}
    *(u8 *)(r10 - 8) = {protocol}
    r2 = r10
    r2 += -56
    r3 = {size}
    r4 = r10
    r4 += -16
    r5 = {options}
    call 1
    if r0 == 0 goto none
    r1 = r0
    call 1
    r0 = 1
    exit
none:
    r0 = *(u32 *)(r10 - 12)
    exit
"""


@needs_root
@pytest.mark.parametrize("kind", [T.XDP, T.SCHED_CLS])
def test_nobody_has_noted_a_connection(packs: PackAllocator, kind: ProgramType) -> None:
    first = "bpf_xdp_ct_lookup" if kind is T.XDP else "bpf_skb_ct_lookup"
    names = (first, "bpf_ct_release")
    cases = [
        {},
        {"protocol": 17, "size": 36},
        {"protocol": 1},
        {"size": 13},
        {"namespace": -2},
        {"options": 12},
        {"options": 13},
        {"reserved": 0x7F00},
        {"zone": 0x7F0000, "options": 12},
        {"zone": 0x7F0000},
    ]
    seen = set()
    for case in cases:
        base = {"zone": 0, "reserved": 0, "namespace": -1, "protocol": 6, "size": 12, "options": 16}
        spec = assembled(CONNECTION.format(**(base | case)), kind)
        theirs = in_kernel(spec, names, packet())
        assert here(packs, spec, names, packet=packet()) == theirs, case
        seen.add(theirs)
    assert len(seen) > 3


USER_TEXT = """
    *(u64 *)(r10 - 8) = -1
    r1 = r10
    r1 += -8
    r2 = {size}
    r3 = {source} ll
    r4 = {flags}
    call 1
    r1 = *(u8 *)(r10 - 8)
    r0 <<= 8
    r0 |= r1
    exit
"""


@needs_root
def test_text_of_users_that_is_not_there_is_refused_as_by_the_kernel(packs: PackAllocator) -> None:
    names = ("bpf_copy_from_user_str",)
    for size, source, flags in ((8, 0, 0), (8, 8, 1), (8, 1 << 63, 0), (8, 0, 2), (1, 16, 0)):
        text = USER_TEXT.format(size=size, source=source, flags=flags)
        spec = assembled(text, T.SYSCALL, sleeps=True)
        assert here(packs, spec, names) == in_kernel(spec, names, b""), (size, source, flags)


TEXT_OF_MEMORY = """
    r6 = r1
    *(u64 *)(r10 - 8) = -1
    r1 = r10
    r1 += -8
    r2 = {size}
    r3 = r6
    r4 = {flags}
    call 1
    r7 = r0
    r0 = *(u64 *)(r10 - 8)
    r0 <<= 8
    r0 |= r7
    exit
"""


def test_text_of_users_is_copied_with_its_end(packs: PackAllocator) -> None:
    names = ("bpf_copy_from_user_str",)
    for size, flags, left in ((8, 0, 0xFF00_6968), (8, 1, 0x0000_6968), (2, 1, 0xFFFF_0068)):
        spec = assembled(TEXT_OF_MEMORY.format(size=size, flags=flags), T.FLAT)
        length = min(size, 3)
        expected = (left << 8 | length) & 0xFFFFFFFF
        assert here(packs, spec, names, packet=b"hi\0" + bytes(5)) == expected


def test_a_cast_is_no_change_and_the_kernels_context_is_nothing(packs: PackAllocator) -> None:
    text = "r6 = r1\nr2 = 9\ncall 1\nr0 -= r6\nr7 = r0\nr1 = r6\ncall 1\nr0 += r7\nexit"
    names = ("bpf_rdonly_cast", "bpf_cast_to_kern_ctx")
    assert here(packs, assembled(text, T.XDP), names, packet=packet()) == 0


def test_what_only_a_kernel_knows_is_not_known(packs: PackAllocator) -> None:
    lines = []
    names = ("bpf_task_get_cgroup1", "bpf_task_under_cgroup", "bpf_cgroup_ancestor")
    for _ in names:
        lines += ["r1 = 0", "r2 = 0", "call 1", "r6 |= r0"]
    spec = assembled("\n".join(["r6 = 0", *lines, "r0 = r6", "exit"]), T.TRACING)
    assert here(packs, spec, names, args=[0]) == 0
    closed = assembled("r1 = 0\ncall 1\nexit", T.TRACING)
    assert here(packs, closed, ("bpf_sock_destroy",), args=[0]) == -errno.EOPNOTSUPP & 0xFFFFFFFF


def test_programs_of_other_types_are_refused() -> None:
    spec = assembled(GIVEN, T.SOCKET_FILTER)
    with pytest.raises(MissingFeatureError, match="SOCKET_FILTER programs may not call the kernel"):
        with_kfuncs(spec, {2: "bpf_task_acquire", 6: "bpf_task_release"})
    awake = assembled(TEXT_OF_MEMORY.format(size=8, flags=0), T.KPROBE)
    with pytest.raises(MissingFeatureError, match=r"has no \.s\) may not call .* bpf_copy_from"):
        with_kfuncs(awake, {calls(awake)[0]: "bpf_copy_from_user_str"})
