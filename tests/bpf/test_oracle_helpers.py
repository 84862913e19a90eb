"""Helpers as programs call them: arguments that are checked, results, and what they write."""

from __future__ import annotations

import errno
import importlib
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.environment import Environment
from progpack.bpf.helpers import table
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.lookup import NAMES, SUPPORTED, Arg, helper_name, lookup
from progpack.bpf.helpers.record import Helper
from progpack.bpf.oracle import calls
from progpack.bpf.oracle.helpers.collect import check_meanings, provides
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import ArrayMap, RingbufMap
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.errors import MissingFeatureError, ProgramError, RunError
from progpack.fault import FaultKind

MAPS = {
    "a": MapSpec("a", MapType.ARRAY, 4, 8, 4),
    "h": MapSpec("h", MapType.HASH, 4, 8, 2),
    "ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 4096),
    ".rodata": MapSpec(".rodata", MapType.ARRAY, 4, 8, 1, data=b"constant", read_only=True),
}


class Fixed(Environment):
    def ktime_ns(self) -> int:
        return 1111

    def boottime_ns(self) -> int:
        return 2222

    def random_u32(self) -> int:
        return 0x1_2345_6789

    def processor(self) -> int:
        return 3

    def pid_tgid(self) -> int:
        return 7 << 32 | 8

    def uid_gid(self) -> int:
        return 9 << 32 | 10

    def comm(self) -> bytes:
        return b"a-long-name-of-"


def machine(text: str, kind: ProgramType = ProgramType.XDP) -> Machine:
    return Machine(assemble_program(text, type=kind), MAPS, environment=Fixed())


def run(text: str, packet: bytes = bytes(64), kind: ProgramType = ProgramType.XDP) -> int:
    return machine(text, kind).run(packet).return_value


def fault(text: str, kind: ProgramType = ProgramType.XDP) -> tuple[FaultKind, int]:
    with pytest.raises(RunError) as caught:
        machine(text, kind).run(bytes(64))
    return caught.value.fault.kind, caught.value.fault.size


def signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def call(number: int, *args: str) -> str:
    """Assembly that sets r1.. and calls."""
    lines = []
    for register, arg in enumerate(args, 1):
        if match := re.fullmatch(r"r10 - (\d+)", arg):
            lines += [f"r{register} = r10", f"r{register} += -{match[1]}"]
        else:
            lines.append(f"r{register} = {arg}")
    return "\n".join([*lines, f"call {number}"])


KEY = "*(u32 *)(r10 - 4) = {0}"
LOOKUP = call(1, "map h ll", "r10 - 4")


def test_every_row_has_a_meaning_and_every_meaning_a_row() -> None:
    assert calls.MEANINGS.keys() == SUPPORTED.keys()


def test_a_row_without_a_meaning_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # As the import does it.
    monkeypatch.setattr(table, "HELPERS", (*table.HELPERS, Helper(HelperId.KPTR_XCHG)))
    with pytest.raises(AssertionError, match=r"no meaning in .*oracle.helpers: bpf_kptr_xchg"):
        importlib.reload(calls)
    monkeypatch.undo()
    importlib.reload(calls)


def test_a_meaning_without_a_row_is_an_error_that_names_it() -> None:
    meanings = {**calls.MEANINGS, HelperId.KPTR_XCHG: lambda h, r: 0}
    with pytest.raises(AssertionError, match=r"no row in .*helpers.rows: KPTR_XCHG"):
        check_meanings(table.HELPERS, meanings)


def test_a_helper_cannot_have_two_meanings() -> None:
    with pytest.raises(AssertionError, match="helper LOOP has two entries"):
        provides(HelperId.LOOP)(lambda h, r: 0)


def test_each_memory_argument_is_followed_by_its_size() -> None:
    for helper in SUPPORTED.values():
        assert len(helper.args) <= 5
        assert Arg.NONE not in helper.args
        assert helper.arg(len(helper.args)) is Arg.NONE
        for index, arg in enumerate(helper.args):
            after = helper.arg(index + 1)
            assert (arg in (Arg.MEM_READ, Arg.MEM_WRITE)) == (after is Arg.SIZE)
        assert bool(helper.maps) == (Arg.MAP in helper.args)
        assert helper.name == NAMES[helper.id]


def test_helper_numbers_are_those_of_the_running_kernel() -> None:
    bpftool, btf = shutil.which("bpftool"), Path("/sys/kernel/btf/vmlinux")
    if bpftool is None or not btf.exists():
        pytest.skip("needs bpftool and the kernel's BTF")
    dump = subprocess.run(
        [bpftool, "btf", "dump", "file", str(btf)], capture_output=True, text=True, check=False
    )
    if dump.returncode:
        pytest.skip(f"bpftool cannot read the kernel's BTF: {dump.stderr.strip()}")
    found = re.search(r"ENUM 'bpf_func_id'.*\n((?:\t'.*\n)+)", dump.stdout)
    assert found is not None
    kernel = {
        int(number): name for name, number in re.findall(r"'BPF_FUNC_(\w+)' val=(\d+)", found[1])
    }
    assert {number: kernel.get(number) for number in NAMES} == NAMES


def test_helper_numbers_are_those_of_the_installed_header() -> None:
    header = Path("/usr/include/linux/bpf.h")
    if not header.exists():
        pytest.skip("needs linux/bpf.h")
    text = header.read_text()
    names = re.findall(r"^\s*FN\((\w+)(?:, \d+.*?)?\)", text, re.MULTILINE)
    names = [name for name in names if name != "unspec"]
    assert len(names) > 150
    assert [NAMES[number] for number in range(1, len(names) + 1)] == names


def test_there_are_211_distinct_names() -> None:
    assert list(NAMES) == list(range(1, 212))
    assert len(set(NAMES.values())) == 211
    assert not any(name.startswith("bpf_") for name in NAMES.values())
    assert helper_name(211) == "bpf_cgrp_storage_delete (#211)"
    assert helper_name(212) == "helper #212"


def test_looking_up_a_helper_that_is_not_provided_names_it_and_the_others() -> None:
    with pytest.raises(MissingFeatureError, match=r"bpf_kptr_xchg \(#194\) is not provided; pro"):
        lookup(194, ProgramType.XDP)
    with pytest.raises(ProgramError, match=r"no helper #0"):
        lookup(0, ProgramType.XDP)
    with pytest.raises(MissingFeatureError, match=r"only to CGROUP_SKB, .*, SCHED_CLS, SK_"):
        lookup(26, ProgramType.TRACING)
    assert lookup(26, ProgramType.SCHED_CLS).name == "skb_load_bytes"


def test_map_helpers_work_together() -> None:
    text = f"""
        {KEY.format(7)}
        {LOOKUP}
        r9 = r0
        *(u64 *)(r10 - 16) = 40
        {call(2, "map h ll", "r10 - 4", "r10 - 16", "1")}
        r9 |= r0
        {LOOKUP}
        if r0 == 0 goto lost
        r8 = *(u64 *)(r0 + 0)
        *(u64 *)(r0 + 0) = 41
        {LOOKUP}
        r7 = *(u64 *)(r0 + 0)
        {call(3, "map h ll", "r10 - 4")}
        r9 |= r0
        {LOOKUP}
        r9 |= r0
        r8 <<= 8
        r8 |= r7
        r9 <<= 16
        r9 |= r8
        r0 = r9
        exit
        lost:
        r0 = -1
        exit
    """
    assert run(text) == 40 << 8 | 41


def test_an_error_of_a_map_helper_is_a_negative_number_of_64_bits() -> None:
    delete = call(3, "map h ll", "r10 - 4")
    assert run(f"{KEY.format(1)}\n{delete}\nexit") == (1 << 64) - errno.ENOENT
    delete = call(3, "map a ll", "r10 - 4")
    assert run(f"{KEY.format(1)}\n{delete}\nexit") == (1 << 64) - errno.EINVAL


@pytest.mark.parametrize(
    ("number", "args", "expected"),
    [
        (1, ("map ring ll", "r10 - 4"), FaultKind.MAP),
        (1, ("map a + 0 ll", "r10 - 4"), FaultKind.MAP),
        (1, ("r10 - 8", "r10 - 4"), FaultKind.MAP),
        (1, ("0", "r10 - 4"), FaultKind.MAP),
        (2, ("map .rodata ll", "r10 - 4", "r10 - 16", "0"), FaultKind.MAP),
        (3, ("map .rodata ll", "r10 - 4"), FaultKind.MAP),
        (130, ("map a ll", "r10 - 4", "4", "0"), FaultKind.MAP),
        (131, ("map h ll", "8", "0"), FaultKind.MAP),
        # Key and value must be readable in full: 4 and 8 bytes.
        (1, ("map h ll", "r10 - 3"), FaultKind.READ),
        (1, ("map h ll", "0"), FaultKind.READ),
        (2, ("map h ll", "r10 - 4", "r10 - 7", "0"), FaultKind.READ),
        (3, ("map h ll", "r10 - 3"), FaultKind.READ),
        (130, ("map ring ll", "r10 - 8", "9", "0"), FaultKind.READ),
        (130, ("map ring ll", "r10 - 8", "-1", "0"), FaultKind.READ),
        (112, ("r10 - 8", "9", "0"), FaultKind.WRITE),
        (113, ("map .rodata + 0 ll", "1", "r10 - 8"), FaultKind.WRITE),
        (114, ("r10 - 8", "9", "0"), FaultKind.WRITE),
        (16, ("r10 - 15", "16"), FaultKind.WRITE),
        (132, ("r10 - 8", "0"), FaultKind.HELPER),
        (133, ("0", "0"), FaultKind.HELPER),
    ],
)
def test_a_wrong_argument_is_a_fault_at_the_call(
    number: int, args: tuple[str, ...], expected: FaultKind
) -> None:
    text = f"r0 = 0\n{call(number, *args)}\nexit"
    program = machine(text)
    with pytest.raises(RunError) as caught:
        program.run(bytes(64))
    assert caught.value.fault.kind is expected
    assert program.spec.insns[caught.value.fault.pc].imm == number


def test_arguments_are_checked_from_the_first_to_the_last() -> None:
    assert fault(call(2, "0", "0", "0", "0") + "\nexit")[0] is FaultKind.MAP
    assert fault(call(2, "map h ll", "0", "0", "0") + "\nexit") == (FaultKind.READ, 4)
    assert fault(call(2, "map h ll", "r10 - 4", "0", "0") + "\nexit") == (FaultKind.READ, 8)


def test_a_map_of_another_program_is_no_map() -> None:
    # The address is right, but the program has no reference to that map.
    leak = machine("r0 = map h ll\nexit").run().return_value
    use = call(1, f"{leak} ll", "r10 - 4")
    assert fault(f"{use}\nexit")[0] is FaultKind.MAP


def test_size_zero_touches_nothing() -> None:
    assert run(call(113, "0", "0", "0") + "\nexit") == 0
    assert run(call(115, "0", "0", "0") + "\nexit") == 0
    assert run(call(130, "map ring ll", "0", "0", "0") + "\nexit") == 0


@pytest.mark.parametrize(
    ("number", "expected"),
    [(5, 1111), (125, 2222), (7, 0x23456789), (8, 3), (14, 7 << 32 | 8), (15, 9 << 32 | 10)],
)
def test_what_helpers_ask_of_the_world_comes_from_the_environment(
    number: int, expected: int
) -> None:
    assert run(f"call {number}\nexit") == expected


def test_the_environment_is_this_process() -> None:
    here = Environment()
    assert here.pid_tgid() >> 32 == int(Path("/proc/self").resolve().name)
    assert here.uid_gid() & 0xFFFFFFFF == Path("/proc/self").stat().st_uid
    assert here.comm() == Path("/proc/thread-self/comm").read_bytes().rstrip(b"\n")
    assert here.ktime_ns() <= time.monotonic_ns()
    assert here.boottime_ns() >= here.ktime_ns() - 1_000_000_000
    assert {here.random_u32() >> 32 for _ in range(50)} == {0}


@pytest.mark.parametrize("size", [1, 8, 16, 24])
def test_comm_is_cut_and_padded_with_zeros(size: int) -> None:
    text = f"""
        {"".join(f"*(u64 *)(r10 - {at}) = -1{chr(10)}" for at in range(8, 40, 8))}
        {call(16, "r10 - 24", str(size))}
        r6 = r0
        {call(130, "map ring ll", "r10 - 24", "24", "0")}
        r0 = r6
        exit
    """
    program = machine(text)
    assert program.run(bytes(64)).return_value == 0
    made = program.maps["ring"]
    assert isinstance(made, RingbufMap)
    name = Fixed().comm()[: size - 1].ljust(size, b"\0")
    assert made.consume() == [name + b"\xff" * (24 - size)]


def test_comm_of_no_bytes_is_refused() -> None:
    assert signed(run(call(16, "0", "0") + "\nexit")) == -errno.EINVAL


PROBE = """
    r9 = *(u32 *)(r1 + 0)
    r9 += {at}
    *(u64 *)(r10 - 8) = -1
    r1 = r10
    r1 += -8
    r2 = {size}
    r3 = r9
    call {number}
    r6 = r0
    r7 = *(u64 *)(r10 - 8)
    r1 = map a + 0 ll
    *(u64 *)(r1 + 0) = r7
    r0 = r6
    exit
"""


def probe(number: int, at: int, size: int, packet: bytes) -> tuple[int, bytes]:
    program = machine(PROBE.format(number=number, at=at, size=size))
    result = signed(program.run(packet).return_value)
    made = program.maps["a"]
    assert isinstance(made, ArrayMap)
    return result, made[bytes(4)]


@pytest.mark.parametrize("number", [112, 113])
def test_probe_read_copies_or_zeroes(number: int) -> None:
    packet = bytes(range(1, 65))
    rest = b"\xff" * 4
    assert probe(number, 60, 4, packet) == (0, packet[60:64] + rest)
    assert probe(number, 61, 4, packet) == (-14, bytes(4) + rest)
    # It begins where no address of a kernel is.
    beside = -34 if number == 113 else -14
    assert probe(number, -1, 4, packet) == (beside, bytes(4) + rest)
    assert probe(number, 1 << 30, 4, packet) == (beside, bytes(4) + rest)


@pytest.mark.parametrize("number", [114, 115])
def test_probe_read_str_ends_with_a_zero_and_counts_it(number: int) -> None:
    packet = b"abc\0def" + bytes(50) + b"xyz"
    assert len(packet) == 60
    assert probe(number, 0, 8, packet) == (4, b"abc\0" + b"\xff" * 4)
    assert probe(number, 0, 4, packet) == (4, b"abc\0" + b"\xff" * 4)
    # Cut: the last byte becomes the zero.
    assert probe(number, 0, 3, packet) == (3, b"ab\0" + b"\xff" * 5)
    assert probe(number, 0, 1, packet) == (1, b"\0" + b"\xff" * 7)
    assert probe(number, 3, 5, packet) == (1, b"\0" + b"\xff" * 7)
    # The packet ends before a zero is found.
    assert probe(number, 57, 8, packet) == (-14, bytes(8))
    assert probe(number, 57, 3, packet) == (3, b"xy\0" + b"\xff" * 5)
    beside = -34 if number == 115 else -14
    assert probe(number, 60, 2, packet) == (beside, bytes(2) + b"\xff" * 6)


SKB_LOAD = """
    *(u64 *)(r10 - 8) = -1
    r2 = {offset} ll
    r3 = r10
    r3 += -8
    r4 = 2
    call 26
    r1 = *(u16 *)(r10 - 8)
    r0 <<= 16
    r0 |= r1
    exit
"""


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, 0x0201), (62, 0x403F), (63, None), (64, None), (0xFFFFFFFF, None), (1 << 32, 0x0201)],
)
def test_skb_load_bytes_reads_the_packet_or_zeroes(offset: int, expected: int | None) -> None:
    # Its offset is 32 bits wide.
    packet = bytes(range(1, 65))
    value = signed(run(SKB_LOAD.format(offset=offset), packet, ProgramType.SOCKET_FILTER))
    assert value == (-errno.EFAULT << 16 if expected is None else expected)


def test_skb_load_bytes_wants_the_context() -> None:
    text = "r1 += 8\n" + SKB_LOAD.format(offset=0)
    assert fault(text, ProgramType.SOCKET_FILTER)[0] is FaultKind.HELPER


def test_packet_loads_want_the_context_in_r6() -> None:
    assert fault("r0 = *(u8 *)skb[0]\nexit", ProgramType.SOCKET_FILTER)[0] is FaultKind.HELPER


RESERVE = call(131, "map ring ll", "16", "0") + "\nif r0 == 0 goto full\nr6 = r0"
TAIL = "\nr0 = 0\nexit\nfull:\nr0 = 1\nexit"


def records(program: Machine) -> list[bytes]:
    made = program.maps["ring"]
    assert isinstance(made, RingbufMap)
    return made.consume()


def test_a_submitted_record_arrives_and_a_discarded_one_does_not() -> None:
    store = "*(u64 *)(r6 + 8) = 5\n"
    submit = machine(f"{RESERVE}\n{store}{call(132, 'r6', '0')}{TAIL}")
    assert submit.run(bytes(64)).return_value == 0
    assert records(submit) == [bytes(8) + b"\5" + bytes(7)]
    discard = machine(f"{RESERVE}\n{store}{call(133, 'r6', '0')}{TAIL}")
    assert discard.run(bytes(64)).return_value == 0
    assert records(discard) == []


def test_a_reserved_record_is_zeroed_although_the_ring_was_used() -> None:
    program = machine(
        f"{RESERVE}\nr7 = *(u64 *)(r6 + 0)\n*(u64 *)(r6 + 0) = -1\n"
        f"{call(132, 'r6', '0')}\nr0 = r7\nexit\nfull:\nr0 = 1\nexit"
    )
    for _ in range(400):
        assert program.run(bytes(64)).return_value == 0
        assert records(program) == [b"\xff" * 8 + bytes(8)]


def test_a_full_ring_gives_null_until_it_is_consumed() -> None:
    program = machine(f"{RESERVE}\n{call(132, 'r6', '0')}{TAIL}")
    # Records of 16 bytes take 24; the last byte of the ring stays free.
    fit = 4095 // 24
    results = [program.run(bytes(64)).return_value for _ in range(fit + 2)]
    assert results == [0] * fit + [1, 1]
    assert len(records(program)) == fit
    assert program.run(bytes(64)).return_value == 0


def test_a_record_cannot_be_given_back_twice_or_used_afterwards() -> None:
    twice = f"{RESERVE}\n{call(132, 'r6', '0')}\n{call(132, 'r6', '0')}{TAIL}"
    assert fault(twice)[0] is FaultKind.HELPER
    inside = f"{RESERVE}\nr6 += 8\n{call(132, 'r6', '0')}{TAIL}"
    assert fault(inside)[0] is FaultKind.HELPER
    after = f"{RESERVE}\n{call(132, 'r6', '0')}\nr0 = *(u64 *)(r6 + 0){TAIL}"
    assert fault(after) == (FaultKind.READ, 8)


def test_a_run_that_faults_frees_its_record() -> None:
    program = machine(f"{RESERVE}\nr0 = *(u64 *)(r10 + 0){TAIL}")
    for _ in range(400):
        with pytest.raises(RunError):
            program.run(bytes(64))
        assert records(program) == []
