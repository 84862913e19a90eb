"""What a run may touch, to the byte, and what the message says when it touches more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.errors import RunError
from progpack.fault import FaultKind

MAPS = {
    "numbers": MapSpec("numbers", MapType.ARRAY, 4, 12, 3),
    "table": MapSpec("table", MapType.HASH, 4, 12, 3),
    "ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 4096),
    ".rodata": MapSpec(".rodata", MapType.ARRAY, 4, 16, 1, data=bytes(16), read_only=True),
    ".bss": MapSpec(".bss", MapType.ARRAY, 4, 16, 1, data=bytes(16)),
}

XDP, CGROUP, TC, RAW = (
    ProgramType.XDP,
    ProgramType.CGROUP_SKB,
    ProgramType.SCHED_CLS,
    ProgramType.RAW_TRACEPOINT,
)
PACKET = {"packet": bytes(range(64))}
TO_TABLE = """
    *(u32 *)(r10 - 4) = 1
    *(u64 *)(r10 - 16) = 0
    *(u64 *)(r10 - 24) = 0
    r1 = map table ll
    r2 = r10
    r2 += -4
    r3 = r10
    r3 += -24
    r4 = 0
    call 2
    r1 = map table ll
    r2 = r10
    r2 += -4
    call 1
    r9 = r0
"""
RECORD = """
    r1 = map ring ll
    r2 = 20
    r3 = 0
    call 131
    r9 = r0
"""

#: What is known of r9 is forgotten: accesses to a context at a known offset are refused at load.
HIDE = "call 5\nr0 >>= 63\nr9 += r0"
CONTEXT = f"r9 = r1\n{HIDE}"

#: region, program type, code that puts its address into r9, its bytes, writable, input
REGIONS: list[Any] = [
    ("stack", XDP, "r9 = r10\nr9 += -512", 512, True, PACKET),
    ("xdp context", XDP, CONTEXT, 24, False, PACKET),
    ("xdp packet", XDP, "r9 = *(u32 *)(r1 + 0)", 64, True, PACKET),
    ("skb context", TC, CONTEXT, 192, False, PACKET),
    ("tc packet", TC, "r9 = *(u32 *)(r1 + 76)", 64, True, PACKET),
    # The program begins at the network header: the Ethernet header is taken away.
    ("cgroup packet", CGROUP, "r9 = *(u32 *)(r1 + 76)", 64 - 14, False, PACKET),
    ("flat memory", ProgramType.FLAT, "r9 = r1", 64, True, PACKET),
    ("arguments", RAW, CONTEXT, 16, False, {"args": [1, 2]}),
    ("argument bytes", RAW, "r9 = *(u64 *)(r1 + 8)", 5, False, {"args": [1, b"hello"]}),
    ("trace record", ProgramType.TRACEPOINT, CONTEXT, 40, False, {"context": bytes(40)}),
    # Three values of 12 bytes at multiples of 16.
    ("array values", XDP, "r9 = map numbers + 0 ll", 48, True, PACKET),
    ("hash value", XDP, TO_TABLE, 12, True, PACKET),
    ("record", XDP, RECORD, 20, True, PACKET),
    ("rodata", XDP, "r9 = map .rodata + 0 ll", 16, False, PACKET),
    ("bss", XDP, "r9 = map .bss + 0 ll", 16, True, PACKET),
]
regions = pytest.mark.parametrize(
    ("kind", "find", "length", "writable", "given"),
    [row[1:] for row in REGIONS],
    ids=[row[0] for row in REGIONS],
)


def machine(text: str, kind: ProgramType = ProgramType.FLAT) -> Machine:
    return Machine(assemble_program(text, name="prog", type=kind), MAPS)


def access(find: str, text: str, kind: ProgramType, given: Mapping[str, Any]) -> RunError | None:
    """The error of a run that finds a region and makes one access, or None."""
    try:
        machine(f"{find}\n{text}\nr0 = 0\nexit", kind).run(**given)
    except RunError as error:
        return error
    return None


@pytest.mark.parametrize("size", [1, 2, 4, 8])
@regions
def test_reads_reach_exactly_to_the_edges_of_a_region(
    kind: ProgramType, find: str, length: int, writable: bool, given: Any, size: int
) -> None:
    load = "r0 = *(u{bits} *)(r9 {at:+d})"
    for at in {0, max(length - size, 0)}:
        if length >= size:
            assert access(find, load.format(bits=size * 8, at=at), kind, given) is None
    for at in (-1, -size, length - size + 1, length):
        error = access(find, load.format(bits=size * 8, at=at), kind, given)
        assert error is not None
        assert error.fault.kind is FaultKind.READ
        assert error.fault.size == size


@pytest.mark.parametrize("size", [1, 2, 4, 8])
@regions
def test_writes_reach_exactly_to_the_edges_of_a_writable_region(
    kind: ProgramType, find: str, length: int, writable: bool, given: Any, size: int
) -> None:
    stores = ("*(u{bits} *)(r9 {at:+d}) = 7", "*(u{bits} *)(r9 {at:+d}) = r10")
    for store in stores:
        for at in {0, max(length - size, 0)}:
            error = access(find, store.format(bits=size * 8, at=at), kind, given)
            if length >= size and writable:
                assert error is None
            else:
                assert error is not None
                assert error.fault.kind is FaultKind.WRITE
        for at in (-1, length - size + 1, length):
            error = access(find, store.format(bits=size * 8, at=at), kind, given)
            assert error is not None
            assert error.fault.kind is FaultKind.WRITE


def test_the_stack_has_as_many_frames_as_calls_can_nest() -> None:
    text = """
        call a
        r0 = *(u8 *)(r10 - {depth})
        exit
        a:
        call b
        exit
        b:
        r0 = 0
        exit
    """
    assert machine(text.format(depth=3 * 512)).run().return_value == 0
    with pytest.raises(RunError, match=r"offset -1 of the stack \(1536 bytes\)"):
        machine(text.format(depth=3 * 512 + 1)).run()


@regions
def test_atomics_need_a_writable_region(
    kind: ProgramType, find: str, length: int, writable: bool, given: Any
) -> None:
    if length < 8:
        return
    error = access(find, "lock *(u32 *)(r9 + 4) += w10", kind, given)
    assert (error is None) == writable
    if error is not None:
        assert error.fault.kind is FaultKind.WRITE


@pytest.mark.parametrize(("bits", "at"), [(32, 1), (32, 2), (32, 7), (64, 4), (64, 1)])
def test_misaligned_atomics_fault_with_their_address(bits: int, at: int) -> None:
    source = "w3" if bits == 32 else "r3"
    with pytest.raises(RunError) as caught:
        machine(f"lock *(u{bits} *)(r1 + {at}) += {source}\nexit").run(bytes(64))
    fault = caught.value.fault
    assert fault.kind is FaultKind.ALIGN
    assert fault.address % (bits // 8) == at % (bits // 8)
    assert (fault.size, fault.pc) == (bits // 8, 0)


def test_an_atomic_outside_of_memory_is_a_write_fault_even_when_misaligned() -> None:
    with pytest.raises(RunError) as caught:
        machine("lock *(u64 *)(r1 + 61) += r3\nexit").run(bytes(64))
    assert caught.value.fault.kind is FaultKind.WRITE


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        # By hand from the kernel's *_is_valid_access(): offsets of the 4-byte fields.
        (ProgramType.SOCKET_FILTER, {48, 52, 56, 60, 64}),
        (ProgramType.CGROUP_SKB, {8, 32, 48, 52, 56, 60, 64, 152, 156}),
        (ProgramType.SCHED_CLS, {8, 12, 32, 44, 48, 52, 56, 60, 64, 72, 152, 156}),
        (ProgramType.XDP, set()),
    ],
)
def test_only_the_fields_that_the_kernel_opens_can_be_written(
    kind: ProgramType, allowed: set[int]
) -> None:
    size = 24 if kind is ProgramType.XDP else 192
    open_ = {
        at
        for at in range(0, size, 4)
        if access(CONTEXT, f"*(u32 *)(r9 {at:+d}) = 1", kind, PACKET) is None
    }
    assert open_ == allowed


def test_a_null_pointer_message_says_so() -> None:
    with pytest.raises(RunError, match="null pointer; check the helper's result") as caught:
        machine(
            """
            *(u32 *)(r10 - 4) = 9
            r1 = map table ll
            r2 = r10
            r2 += -4
            call 1
            r0 = *(u64 *)(r0 + 8)
            exit
            """
        ).run()
    assert caught.value.fault.address == 8
    assert caught.value.fault.pc == 6


def test_the_message_has_program_instruction_disassembly_and_place() -> None:
    with pytest.raises(RunError) as caught:
        machine(
            """
            r2 = *(u32 *)(r1 + 0)
            r3 = 17
            r2 += r3
            r0 = *(u32 *)(r2 + 60)
            exit
            """,
            ProgramType.XDP,
        ).run(bytes(64))
    text = str(caught.value)
    assert text.startswith("program prog, instruction 3: ")
    assert "*(u32 *)(r2 + 0x3c): read of 4 bytes at 0x" in text
    assert "check data + N <= data_end" in text
    assert "offset 77 of the packet (64 bytes)" in text
    assert "\n" not in text


def test_a_write_to_rodata_says_that_it_is_read_only() -> None:
    with pytest.raises(RunError, match=r"offset 4 of the map \.rodata .16 bytes., read-only"):
        machine("r1 = map .rodata + 4 ll\n*(u32 *)(r1 + 0) = 1\nexit").run()


def test_an_endless_loop_ends_at_the_jump_that_is_too_many() -> None:
    with pytest.raises(RunError, match="larger budget") as caught:
        machine("r0 = 0\nlonger:\nr0 += 1\ngoto longer").run(budget=1000)
    assert caught.value.fault.kind is FaultKind.BUDGET
    assert caught.value.fault.pc == 2


def test_a_jump_to_itself_costs_budget() -> None:
    with pytest.raises(RunError) as caught:
        machine("again: goto again").run(budget=3)
    assert caught.value.fault.kind is FaultKind.BUDGET


def test_each_subprogram_call_costs_one() -> None:
    program = machine(
        """
        call one
        call one
        call one
        exit
        one:
        r0 = 1
        exit
        """
    )
    assert program.run(budget=3).return_value == 1
    with pytest.raises(RunError) as caught:
        program.run(budget=2)
    assert (caught.value.fault.kind, caught.value.fault.pc) == (FaultKind.BUDGET, 2)


def test_a_run_after_a_fault_starts_clean() -> None:
    program = machine(
        """
        r7 = *(u64 *)(r10 - 8)
        *(u64 *)(r10 - 8) = 5
        call inner
        r0 += r7
        exit
        inner:
        r0 = *(u8 *)(r1 + 3)
        exit
        """
    )
    with pytest.raises(RunError):
        program.run(b"abc")
    assert program.run(b"abcd").return_value == ord("d")
