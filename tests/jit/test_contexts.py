"""Contexts with something behind them, in the interpreter and as compiled code."""

from __future__ import annotations

import os
import platform
import struct

import pytest

from progpack import Machine, ObjectSpec, PackAllocator, ProgramSpec, ProgramType, RunError, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.context.build import build, fields_of, flow_keys
from progpack.bpf.context.fields import layout
from progpack.bpf.context.verdict import verdict
from progpack.bpf.spec import MapSpec, MapType
from progpack.errors import MissingFeatureError, ProgramError, UsageError
from progpack.fault import FaultKind
from progpack.kernel.syscall.programs import KernelProgram

T = ProgramType
X86 = platform.machine() == "x86_64"

#: Writes the length of the option's value and its first byte plus one; refuses an empty one.
SOCKOPT = """
    r2 = *(u64 *)(r1 + 8)
    r3 = *(u64 *)(r1 + 16)
    r4 = r3
    r4 -= r2
    *(u32 *)(r1 + 32) = w4
    if r4 == 0 goto refuse
    r5 = *(u8 *)(r2 + 0)
    r5 += 1
    *(u8 *)(r2 + 0) = w5
    r0 = *(u32 *)(r1 + 28)
    r0 &= 1
    exit
refuse:
    r0 = 0
    exit
"""
PAST = """
    r2 = *(u64 *)(r1 + 16)
    *(u8 *)(r2 + 0) = 1
    r0 = 1
    exit
"""
KEYS = """
    r6 = *(u64 *)(r1 + 144)
    r2 = *(u16 *)(r6 + 0)
    r2 += 20
    *(u16 *)(r6 + 2) = w2
    r0 = 0
    exit
"""


def both(packs: PackAllocator, spec: ProgramSpec, **given: object) -> tuple[bytes, int]:
    """Run in both worlds; the context that was left, without addresses, and the value."""
    mine = Machine(spec).run(**given)  # type: ignore[arg-type]
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as held:
        # Twice: what is behind the first context is not behind the second.
        for _ in range(2):
            result = held.programs[spec.name].run(**given)  # type: ignore[arg-type]
        assert result.return_value == mine.return_value
    kind = layout(spec.type)
    left, right = bytearray(mine.context), bytearray(result.context)
    for field in kind.fields:
        if field.size == 8:
            for data in (left, right):
                data[field.offset : field.offset + 8] = bytes(8)
    for name in ("data", "data_end", "data_meta"):
        if any(field.name == name and field.size == 4 for field in kind.fields):
            at = kind.field(name).offset
            left[at : at + 4] = right[at : at + 4] = bytes(4)
    assert left == right
    return bytes(left), result.return_value


@pytest.mark.parametrize("value", [b"", b"a", b"0123456789", bytes(4096)], ids=len)
def test_the_value_of_an_option_is_read_and_written(packs: PackAllocator, value: bytes) -> None:
    spec = assemble_program(SOCKOPT, type=T.CGROUP_SOCKOPT)
    context, result = both(packs, spec, context={"optval": value, "optname": 3, "level": 1})
    assert result == int(bool(value))
    assert fields_of(T.CGROUP_SOCKOPT, context)["optlen"] == len(value)
    assert context[40:] == (bytes([value[0] + 1]) + value[1:] if value else b"")
    assert verdict(T.CGROUP_SOCKOPT, result) == ("allow" if value else "refuse (EPERM)")


@pytest.mark.parametrize("value", [b"", b"abc", bytes(300)], ids=len)
def test_behind_the_value_of_an_option_nothing_is_written(
    packs: PackAllocator, value: bytes
) -> None:
    spec = assemble_program(PAST, type=T.CGROUP_SOCKOPT)
    given = {"optval": value}
    with pytest.raises(RunError) as oracle:
        Machine(spec).run(context=given)
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as held:
        program = held.programs[spec.name]
        # A longer one first: its room must not stay open.
        with pytest.raises(RunError):
            program.run(context={"optval": bytes(2000)})
        with pytest.raises(RunError) as compiled:
            program.run(context=given)
    assert oracle.value.fault.kind == compiled.value.fault.kind == FaultKind.WRITE


def test_a_flow_dissector_leaves_its_keys_behind_the_context(packs: PackAllocator) -> None:
    spec = assemble_program(KEYS, type=T.FLOW_DISSECTOR)
    context, _ = both(packs, spec, packet=bytes(12) + b"\x86\xdd" + bytes(50))
    keys = flow_keys(context)
    assert (keys["nhoff"], keys["thoff"]) == (14, 34)
    assert keys["n_proto"] == int.from_bytes(b"\x86\xdd", "little")
    given = {"flow_keys": struct.pack("<H", 100) + bytes(54)}
    context, _ = both(packs, spec, packet=bytes(60), context=given)
    assert flow_keys(context)["thoff"] == 120


@pytest.mark.skipif(not X86, reason="the context of the test has registers of x86-64")
def test_registers_of_a_probe_are_given_by_name_and_bytes_have_an_address(
    packs: PackAllocator,
) -> None:
    spec = assemble_program(
        """
        r2 = *(u64 *)(r1 + 112)
        r0 = *(u16 *)(r2 + 4)
        r3 = *(u64 *)(r1 + 104)
        r0 += r3
        exit
        """,
        type=T.KPROBE,
    )
    given = {"parm1": struct.pack("<IHH", 1, 300, 0), "si": 5}
    context, value = both(packs, spec, context=given)
    assert value == 305
    assert context[168:] == given["parm1"]
    writing = assemble_program(
        "r2 = *(u64 *)(r1 + 112)\n*(u8 *)(r2 + 0) = 1\nr0 = 0\nexit", type=T.KPROBE
    )
    with pytest.raises(RunError, match="read-only"):
        Machine(writing).run(context=given)
    with (
        load(ObjectSpec("t", "GPL", {"f": writing}, {}), packs=packs) as held,
        pytest.raises(RunError),
    ):
        next(iter(held.programs.values())).run(context=given)


def test_memory_of_a_syscall_program_is_all_writable(packs: PackAllocator) -> None:
    spec = assemble_program(
        "r2 = *(u32 *)(r1 + 4)\nr2 += 1\n*(u32 *)(r1 + 8) = w2\nr0 = r2\nexit", type=T.SYSCALL
    )
    context, value = both(packs, spec, context=struct.pack("<III", 1, 41, 3))
    assert (context, value) == (struct.pack("<III", 1, 41, 42), 42)


@pytest.mark.parametrize(
    ("kind", "context", "words"),
    [
        (T.SCHED_CLS, {"mark": b"four"}, "has 32 bits and takes a number, not bytes"),
        (
            T.CGROUP_SOCKOPT,
            {"optvar": 1},
            r"no field 'optvar'; did you mean 'optval'\? it has: sk, optval, ",
        ),
        (T.SK_LOOKUP, {"local_port": 1 << 32}, "has 32 bits"),
        (T.SK_LOOKUP, bytes(73), "has 72 bytes, not 73"),
        (T.CGROUP_DEVICE, bytes(13), "has 12 bytes, not 13"),
    ],
)
def test_what_a_structure_does_not_have_is_refused(
    kind: ProgramType, context: dict[str, int | bytes] | bytes, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        build(kind, context=context, at=lambda size: 4096)


def test_a_structure_may_be_given_as_bytes_with_what_is_behind_it() -> None:
    made = build(T.CGROUP_SOCKOPT, context=bytes(32) + b"\7" + bytes(7) + b"value", at=lambda n: 64)
    assert fields_of(T.CGROUP_SOCKOPT, made)["optlen"] == 7
    assert fields_of(T.CGROUP_SOCKOPT, made)["optval"] == 64 + 40
    assert fields_of(T.CGROUP_SOCKOPT, made)["optval_end"] == 64 + 45
    assert made[40:] == b"value"


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        (T.FLOW_DISSECTOR, 129, "BPF_FLOW_DISSECTOR_CONTINUE"),
        (T.SK_LOOKUP, 1, "SK_PASS"),
        (T.LWT_XMIT, 128, "BPF_LWT_REROUTE"),
        (T.LWT_IN, 77, "unknown 77"),
        (T.CGROUP_DEVICE, 0, "refuse (EPERM)"),
    ],
)
def test_verdicts_of_the_other_types_have_names(kind: ProgramType, value: int, word: str) -> None:
    assert verdict(kind, value) == word


#: Reads the byte of its context whose offset is in a map.
BYTE = """
    r6 = r1
    r7 = map offset + 0 ll
    r7 = *(u64 *)(r7 + 0)
    r6 += r7
    r0 = *(u8 *)(r6 + 0)
    r0 = {result}
    exit
"""


@pytest.mark.parametrize(
    "kind", [T.XDP, T.SCHED_CLS, T.CGROUP_SKB, T.LWT_IN, T.FLOW_DISSECTOR, T.SK_REUSEPORT]
)
def test_hidden_fields_are_not_read_at_offsets_that_are_computed(
    packs: PackAllocator, kind: ProgramType
) -> None:
    spec = assemble_program(BYTE.format(result=0), type=kind)
    maps = {"offset": MapSpec("offset", MapType.ARRAY, 4, 8, 1)}
    machine, held = Machine(spec, maps), layout(kind)
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, maps), packs=packs) as made:
        for offset in range(-1, held.size):
            word = (offset & (1 << 64) - 1).to_bytes(8, "little")
            machine.maps["offset"][bytes(4)] = word  # type: ignore[index]
            made.maps["offset"][0] = word  # type: ignore[index]
            ends = []
            for run in (machine.run, made.programs[spec.name].run):
                try:
                    run(bytes(64))
                    ends.append(None)
                except RunError as error:
                    ends.append((error.fault.kind, error.fault.pc))
            readable = offset >= 0 and held.may_read(offset, 1)
            assert ends == [None if readable else (FaultKind.READ, 5)] * 2, offset


def test_helpers_in_compiled_code_do_not_read_hidden_fields(packs: PackAllocator) -> None:
    text = "r6 = r1\nr1 = r10\nr1 += -8\nr2 = 8\nr3 = r6\nr3 += {offset}\ncall 113\nexit"
    for offset, value in ((144, -34), (152, 0), (88, -34)):
        spec = assemble_program(text.format(offset=offset), type=T.SCHED_CLS)
        machine = Machine(spec).run(bytes(64))
        with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as held:
            result = held.programs[spec.name].run(bytes(64))
        assert machine.return_value == result.return_value == value & (1 << 64) - 1


# What comes to light in front of the metadata is zero here, and what was there in the kernel.
#: Adds the first word of the metadata to its return value, takes 4 bytes of it away, adds 8.
METADATA = """
    r6 = r1
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 8)
    r4 = r3
    r4 += 8
    if r4 > r2 goto none
    r7 = *(u32 *)(r3 + 0)
    *(u32 *)(r3 + 4) = 77
    r1 = r6
    r2 = {first}
    call 54
    r8 = r0
    r1 = r6
    r2 = {second}
    call 54
    r7 += r0
    r7 += r8
    r2 = *(u32 *)(r6 + 0)
    r3 = *(u32 *)(r6 + 8)
    r2 -= r3
    r7 <<= 8
    r7 += r2
    r0 = r7
    exit
none:
    r0 = 1
    exit
"""


@pytest.mark.parametrize(("first", "second"), [(4, 0), (-4, 0), (2, 4), (-64, -8), (8, 4)])
def test_metadata_lies_in_front_of_the_packet_as_in_the_kernel(
    packs: PackAllocator, first: int, second: int
) -> None:
    text = METADATA.format(first=first, second=second)
    spec = assemble_program(text, type=T.XDP, license="GPL")
    front, packet = b"\1\2\0\0abcd", bytes(range(64))
    mine = Machine(spec).run(packet, context={"data_meta": front})
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as held:
        program = held.programs[spec.name]
        result = program.run(packet, context={"data_meta": front})
        assert (result.return_value, result.packet) == (mine.return_value, mine.packet)
        # The next packet has none.
        assert program.run(packet).return_value == 1
        assert list(program.run_batch([packet]).return_values) == [1]
    if os.geteuid() == 0:
        whole = front + packet
        context = struct.pack("<6I", len(front), len(whole), 0, 1, 0, 0)
        with KernelProgram.load(spec.insns, type=T.XDP) as kernel:
            theirs = kernel.test_run(whole, context=context)
        assert theirs.return_value == result.return_value & 0xFFFFFFFF
        assert theirs.data == result.packet


def test_metadata_of_a_wrong_length_is_refused(packs: PackAllocator) -> None:
    spec = assemble_program("r0 = 2\nexit", type=T.XDP)
    for size in (3, 256):
        with pytest.raises(UsageError, match=f"at most 252, not {size}"):
            Machine(spec).run(bytes(64), context={"data_meta": bytes(size)})
    with pytest.raises(UsageError, match="follows from the packet"):
        Machine(spec).run(bytes(64), context={"data_meta": 4})


@pytest.mark.parametrize(
    ("kind", "text", "given", "value", "word"),
    [
        # The first word of a message, and its length.
        (
            T.SK_MSG,
            """r2 = *(u64 *)(r1 + 0)
            r3 = *(u64 *)(r1 + 8)
            r4 = r2
            r4 += 4
            if r4 > r3 goto +3
            r0 = *(u32 *)(r1 + 68)
            r0 -= 15
            exit
            r0 = 0
            exit""",
            {"packet": b"a message of 16."},
            1,
            "SK_PASS",
        ),
        (
            T.SK_SKB,
            "r0 = *(u32 *)(r1 + 0)\nr2 = *(u32 *)(r1 + 88)\nr0 -= r2\nexit",
            {"packet": bytes(10), "context": {"family": 10}},
            0,
            "SK_DROP",
        ),
        (
            T.SOCK_OPS,
            """r2 = *(u32 *)(r1 + 0)
            r3 = *(u64 *)(r1 + 168)
            r3 += r2
            *(u32 *)(r1 + 4) = r3
            r0 = *(u32 *)(r1 + 76)
            exit""",
            {"context": {"op": 3, "bytes_received": 1000, "snd_cwnd": 10}},
            10,
            "10",
        ),
        (
            T.NETFILTER,
            "r2 = *(u64 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 2)\nexit",
            {"context": {"state": b"\0\0\1"}},
            1,
            "NF_ACCEPT",
        ),
        (
            T.LWT_SEG6LOCAL,
            "r0 = *(u32 *)(r1 + 16)\nr0 = r0\nexit",
            {"packet": b"\x60" + bytes(39)},
            0xDD86,
            "unknown 56710",
        ),
        (T.LIRC_MODE2, "r0 = *(u32 *)(r1 + 0)\nexit", {"context": {"sample": 9}}, 9, "9"),
    ],
    ids=lambda value: value.name if isinstance(value, ProgramType) else "",
)
def test_other_types_run_on_what_the_caller_gives(
    packs: PackAllocator,
    kind: ProgramType,
    text: str,
    given: dict[str, object],
    value: int,
    word: str,
) -> None:
    spec = assemble_program(text, type=kind)
    context, result = both(packs, spec, **given)
    assert result == value
    assert verdict(kind, value) == word
    if kind is T.SOCK_OPS:
        assert fields_of(kind, context)["args0"] == 1003


@pytest.mark.parametrize("kind", ProgramType)
def test_every_type_runs_or_is_refused_with_its_name(
    packs: PackAllocator, kind: ProgramType
) -> None:
    spec = assemble_program("r0 = 0\nexit", type=kind, name="prog")
    whole = ObjectSpec("t", "GPL", {spec.name: spec}, {})
    if kind in (T.UNSPEC, T.EXT, T.STRUCT_OPS):
        with pytest.raises((ProgramError, MissingFeatureError), match="program prog"):
            load(whole, packs=packs)
        if kind is not T.UNSPEC:
            with pytest.raises(MissingFeatureError, match=f"{kind.name} programs cannot run here"):
                load(whole, packs=packs)
        return
    with load(whole, packs=packs) as held:
        given = {"packet": bytes(64)} if layout(kind).packet else {}
        assert held.programs["prog"].run(**given).return_value == 0


@pytest.mark.parametrize(
    "kind", [T.FLAT, T.SYSCALL, T.KPROBE, T.TRACING, T.RAW_TRACEPOINT, T.TRACEPOINT, T.PERF_EVENT]
)
def test_helpers_take_the_context_that_a_run_does_not_have(
    packs: PackAllocator, kind: ProgramType
) -> None:
    text = "{}r2 = r10\nr2 += -64\nr3 = 64\nr4 = 0\ncall 67\nr0 = 3\nexit"
    for before, expected in (("", 3), ("r1 += 8\n", "HELPER")):
        spec = assemble_program(text.format(before), type=kind, license="GPL")
        ends: list[object] = []
        with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as held:
            for run in (Machine(spec).run, held.programs[spec.name].run):
                try:
                    ends.append(run().return_value)
                except RunError as error:
                    ends.append(error.fault.kind.name)
        assert ends == [expected] * 2
