"""What is known of a context pointer at load: on which ways, through what, and what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.context.fields import layout
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.errors import ContextAccessError, RunError

T = ProgramType
MAPS = {
    "numbers": MapSpec("numbers", MapType.ARRAY, 4, 8, 1),
    ".rodata": MapSpec(
        ".rodata", MapType.ARRAY, 4, 8, 1, data=bytes([0, 0, 0, 0, 5, 0, 0, 0]), read_only=True
    ),
}
HIDDEN = layout(T.SCHED_CLS).field("flow_keys").offset


def refused(text: str, kind: ProgramType = T.SCHED_CLS, attach: int | None = None) -> int | None:
    """The instruction that is refused, or None."""
    spec = replace(assemble_program(text, type=kind), attach_type=attach)
    try:
        check_program(spec, MAPS)
    except ContextAccessError as error:
        return error.pc
    return None


def test_the_error_says_program_instruction_field_and_rule() -> None:
    spec = assemble_program("r0 = *(u64 *)(r1 + 144)\nexit", name="prog", type=T.SCHED_CLS)
    with pytest.raises(ContextAccessError) as caught:
        check_program(spec)
    error = caught.value
    assert (error.program, error.pc, error.offset, error.size) == ("prog", 0, 144, 8)
    assert error.field == "flow_keys"
    assert str(error) == (
        "program prog, instruction 0: r0 = *(u64 *)(r1 + 0x90): SCHED_CLS programs may not read"
        " 8 bytes at offset 144 of struct __sk_buff: flow_keys is not for programs of this type"
    )


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        (T.XDP, "*(u32 *)(r1 + 0) = 1", "data is read-only"),
        (T.XDP, "r0 = *(u8 *)(r1 + 12)", "ingress_ifindex has 4 bytes at offset 12"),
        (T.XDP, "r0 = *(u32 *)(r1 + 24)", "it has 24 bytes"),
        (T.XDP, "r0 = *(u32 *)(r1 + 2)", "not aligned"),
        (T.XDP, "r0 = *(s32 *)(r1 + 0)", "data becomes an address"),
        (T.XDP, "r0 = *(u32 *)(r1 + 20)", "egress_ifindex is not for programs of section"),
        (T.XDP, "lock *(u32 *)(r1 + 16) += w1", "not accessed atomically"),
        (T.SCHED_CLS, "r0 = *(u8 *)(r1 + 183)", "there is no field"),
        (T.TRACEPOINT, "r0 = *(u64 *)(r1 + 0)", "not for programs"),
        (T.RAW_TRACEPOINT, "r0 = *(u64 *)(r1 + 96)", "it has 96 bytes at most"),
        (T.KPROBE, "*(u64 *)(r1 + 8) = 1", "is read-only"),
    ],
)
def test_each_rule_is_named(kind: ProgramType, text: str, why: str) -> None:
    with pytest.raises(ContextAccessError, match=why):
        check_program(assemble_program(f"{text}\nexit", type=kind))


def test_an_attach_type_decides_which_fields_there_are() -> None:
    egress = "r0 = *(u32 *)(r1 + 20)\nexit"
    assert refused(egress, T.XDP) == refused(egress, T.XDP, 37) == 0
    assert refused(egress, T.XDP, 33) is None
    user_ip6 = "r0 = *(u32 *)(r1 + 8)\nexit"
    assert refused(user_ip6, T.CGROUP_SOCK_ADDR) is None  # not known
    assert refused(user_ip6, T.CGROUP_SOCK_ADDR, 10) == 0
    assert refused(user_ip6, T.CGROUP_SOCK_ADDR, 11) is None


READ = f"r0 = *(u64 *)({{base}} + {HIDDEN})"


@pytest.mark.parametrize(
    "text",
    [
        f"r6 = r1\ncall 5\n{READ.format(base='r6')}\nexit",
        f"r6 = r1\nr6 += 8\nr0 = *(u64 *)(r6 + {HIDDEN - 8})\nexit",
        f"r2 = 8\nr6 = r1\nr6 += r2\nr0 = *(u64 *)(r6 + {HIDDEN - 8})\nexit",
        f"*(u64 *)(r10 - 8) = r1\ncall 5\nr3 = *(u64 *)(r10 - 8)\n{READ.format(base='r3')}\nexit",
        # Through a subprogram, and behind a look-up whose key is in the same frame.
        f"r6 = r1\ncall sub\nexit\nsub:\n{READ.format(base='r1')}\nexit",
        f"""*(u64 *)(r10 - 8) = r1
            *(u32 *)(r10 - 12) = 0
            r1 = map numbers ll
            r2 = r10
            r2 += -12
            call 1
            r3 = *(u64 *)(r10 - 8)
            {READ.format(base="r3")}
            exit""",
        # On one way of two, and in a loop.
        f"call 5\nif r0 == 0 goto +2\nr0 = 0\nexit\n{READ.format(base='r10')}\nexit".replace(
            "call 5", "r6 = r1\ncall 5"
        ).replace("(r10 +", "(r6 +"),
        f"r6 = 0\nr7 = r1\nagain:\nr6 += 1\nif r6 < 9 goto again\n{READ.format(base='r7')}\nexit",
    ],
)
def test_a_pointer_is_followed(text: str) -> None:
    assert refused(text) is not None
    # Another field in its place is nobody's trouble.
    assert refused(text.replace(str(HIDDEN), "152").replace(str(HIDDEN - 8), "144")) is None


@pytest.mark.parametrize(
    "text",
    [
        # Ways that are not taken: constants, and globals that do not change.
        f"r2 = 1\nif r2 == 1 goto +1\n{READ.format(base='r1')}\nr0 = 0\nexit",
        f"""r2 = map .rodata + 0 ll
            r3 = *(u32 *)(r2 + 0)
            if r3 == 0 goto +1
            {READ.format(base="r1")}
            r0 = 0
            exit""",
        f"""r2 = map .rodata + 0 ll
            r3 = *(u32 *)(r2 + 4)
            r3 += 1
            if w3 != 6 goto bad
            r0 = 0
            exit
            bad:
            {READ.format(base="r1")}
            exit""",
        f"if r1 == 0 goto bad\nr0 = 0\nexit\nbad:\n{READ.format(base='r1')}\nexit",
        # The slot was overwritten, in part or by a helper.
        f"""*(u64 *)(r10 - 8) = r1
            *(u8 *)(r10 - 3) = 0
            r3 = *(u64 *)(r10 - 8)
            {READ.format(base="r3")}
            exit""",
        f"""r6 = r1
            *(u64 *)(r10 - 8) = r1
            r1 = r10
            r1 += -8
            r2 = 8
            call 16
            r3 = *(u64 *)(r10 - 8)
            {READ.format(base="r3")}
            exit""",
    ],
)
def test_what_does_not_happen_is_not_refused(text: str) -> None:
    assert refused(text) is None


def test_what_is_not_known_at_load_ends_the_run() -> None:
    spec = assemble_program(
        f"r6 = r1\ncall 5\nr0 >>= 63\nr6 += r0\n{READ.format(base='r6')}\nexit", type=T.SCHED_CLS
    )
    with pytest.raises(RunError, match="not for programs there"):
        Machine(spec).run(bytes(64))
    readable = assemble_program(
        "r6 = r1\ncall 5\nr0 >>= 63\nr6 += r0\nr0 = *(u64 *)(r6 + 152)\nexit", type=T.SCHED_CLS
    )
    assert Machine(readable).run(bytes(64), context={"tstamp": 77}).return_value == 77


def test_helpers_do_not_read_what_programs_may_not() -> None:
    text = """
        r6 = r1
        r1 = r10
        r1 += -8
        r2 = 8
        r3 = r6
        r3 += {offset}
        call 113
        exit
    """
    hidden = assemble_program(text.format(offset=HIDDEN), type=T.SCHED_CLS)
    assert (
        Machine(hidden).run(bytes(64)).return_value == (1 << 64) - 34
    )  # ERANGE: no address of the kernel's
    shown = assemble_program(text.format(offset=152), type=T.SCHED_CLS)
    assert Machine(shown).run(bytes(64)).return_value == 0
