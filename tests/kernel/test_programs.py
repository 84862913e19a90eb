"""Programs of the running kernel: loads, refusals, test runs, and info against bpftool."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import time
from typing import Any

import pytest

from progpack.bpf.isa.insn import (
    BPF_ADD,
    BPF_ALU64,
    BPF_DW,
    BPF_K,
    BPF_LDX,
    BPF_MEM,
    BPF_MOV,
    BPF_PSEUDO_CALL,
    BPF_PSEUDO_MAP_VALUE,
    BPF_STX,
    BPF_W,
    BPF_X,
    CALL,
    EXIT,
    Insn,
    lddw,
)
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import UsageError
from progpack.kernel import (
    BpfError,
    KernelMap,
    KernelProgram,
    LoadFlags,
    load_program,
    map_ids,
    program_ids,
)
from progpack.known import Unknown

from .conftest import RETURN_7, bpf_descriptors

pytestmark = pytest.mark.usefixtures("live_kernel")

MOV_K = BPF_ALU64 | BPF_MOV | BPF_K
MOV_X = BPF_ALU64 | BPF_MOV | BPF_X
LDX_W = BPF_LDX | BPF_MEM | BPF_W

# r0 = length of the packet; the packet's first byte becomes 0x5a.
PACKET_PROGRAM = (
    Insn(LDX_W, 2, 1, 0),
    Insn(LDX_W, 3, 1, 4),
    Insn(MOV_X, 4, 2),
    Insn(BPF_ALU64 | BPF_ADD | BPF_K, 4, imm=1),
    Insn(MOV_K, 0, imm=0),
    Insn(0x2D, 4, 3, 3),  # if r4 > r3 goto exit
    Insn(0x72, 2, 0, 0, 0x5A),  # *(u8 *)(r2 + 0) = 0x5a
    Insn(MOV_X, 0, 3),
    Insn(0x1F, 0, 2),  # r0 -= r2
    Insn(EXIT),
)
COUNTER = MapSpec("counter", MapType.ARRAY, 4, 16, 1)
# *(u64 *)(value of counter + 8) += 1, by direct value address.
COUNT_PROGRAM = ProgramSpec.from_insns(
    "count",
    ProgramType.XDP,
    (
        *lddw(1, 0, BPF_PSEUDO_MAP_VALUE),
        Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 1, 0),
        Insn(BPF_ALU64 | BPF_ADD | BPF_K, 0, imm=1),
        Insn(BPF_STX | BPF_MEM | BPF_DW, 1, 0, 0),
        Insn(MOV_K, 0, imm=2),
        Insn(EXIT),
    ),
    maps={0: MapRef("counter", 8)},
    license="GPL",
)
CALLS = (
    Insn(MOV_K, 1, imm=40),
    Insn(CALL, 0, BPF_PSEUDO_CALL, 0, 1),
    Insn(EXIT),
    Insn(MOV_X, 0, 1),
    Insn(BPF_ALU64 | BPF_ADD | BPF_K, 0, imm=2),
    Insn(EXIT),
)


def bpftool_program(number: int) -> dict[str, Any]:
    tool = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
    if tool is None:
        pytest.skip("bpftool is not installed")
    done = subprocess.run(
        [tool, "-j", "prog", "show", "id", str(number)], check=True, capture_output=True, text=True
    )
    shown = json.loads(done.stdout)
    assert isinstance(shown, dict)
    return shown


def test_a_program_returns_what_it_was_written_to_return() -> None:
    with KernelProgram.load(RETURN_7, type=ProgramType.XDP, name="seven") as program:
        run = program.test_run(bytes(14))
        assert (run.return_value, run.data) == (7, bytes(14))


def test_a_program_reads_and_changes_the_packet_it_is_given() -> None:
    with KernelProgram.load(PACKET_PROGRAM, type=ProgramType.XDP) as program:
        packet = bytes(range(60))
        run = program.test_run(packet)
        assert run.return_value == 60
        assert run.data == b"\x5a" + packet[1:]


def test_repeat_runs_the_program_that_often() -> None:
    with (
        KernelMap.from_spec(COUNTER) as counter,
        load_program(COUNT_PROGRAM, {"counter": counter}) as program,
    ):
        program.test_run(bytes(14), repeat=5)
        program.test_run(bytes(14))
        value = counter.lookup(bytes(4))
    assert value is not None
    assert value == bytes(8) + (6).to_bytes(8, "little")


def test_a_socket_buffer_context_is_passed_in_and_out() -> None:
    # __sk_buff.mark is at 8, .cb at 48; r0 = mark, cb[0] = mark
    code = (Insn(LDX_W, 0, 1, 8), Insn(BPF_STX | BPF_MEM | BPF_W, 1, 0, 48), Insn(EXIT))
    context = bytearray(192)
    context[8:12] = (1234).to_bytes(4, "little")
    with KernelProgram.load(code, type=ProgramType.SCHED_CLS) as program:
        run = program.test_run(bytes(64), context=bytes(context))
    assert run.return_value == 1234
    assert run.context[48:52] == context[8:12]


def test_a_raw_tracepoint_runs_on_a_context_alone() -> None:
    code = (Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 1, 8), Insn(EXIT))
    with KernelProgram.load(code, type=ProgramType.RAW_TRACEPOINT) as program:
        context = (1).to_bytes(8, "little") + (4321).to_bytes(8, "little")
        run = program.test_run(context=context)
    assert (run.return_value, run.data, run.context) == (4321, b"", context)


def test_input_that_the_type_does_not_take_is_einval() -> None:
    with (
        KernelProgram.load(RETURN_7, type=ProgramType.XDP, name="seven") as program,
        pytest.raises(BpfError, match="program seven: PROG_TEST_RUN failed: EINVAL") as refused,
    ):
        program.test_run(b"short")
    assert refused.value.errno == errno.EINVAL


def test_info_agrees_with_bpftool() -> None:
    with (
        KernelMap.from_spec(COUNTER) as counter,
        load_program(COUNT_PROGRAM, {"counter": counter}) as program,
    ):
        info = program.info()
        shown = bpftool_program(info.id)
        assert (info.id, info.name, info.tag) == (shown["id"], shown["name"], shown["tag"])
        assert info.type == ProgramType.XDP
        assert (info.jited_size, info.xlated_size) == (
            shown.get("bytes_jited", 0),
            shown["bytes_xlated"],
        )
        assert list(info.map_ids) == shown["map_ids"] == [counter.info.id]
        assert info.gpl_compatible is shown["gpl_compatible"] is True
        assert info.created_by_uid == shown["uid"]
        assert abs(info.load_time_ns / 1e9 + boot_time() - shown["loaded_at"]) < 5
        assert info.id in set(program_ids())


def boot_time() -> float:
    """Seconds from the epoch to the boot, as the two clocks say now."""
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)


def test_each_function_of_a_jited_program_has_an_address_and_a_size() -> None:
    with KernelProgram.load(CALLS, type=ProgramType.XDP) as program:
        assert program.test_run(bytes(14)).return_value == 42
        info = program.info()
        if info.jited_size == 0:
            pytest.skip("net.core.bpf_jit_enable is 0")
        assert not isinstance(info.functions, Unknown), info.functions
        assert isinstance(info.functions, tuple)
        assert len(info.functions) == 2
        assert all(f.address >> 63 == 1 and f.size > 0 for f in info.functions)
        assert sum(f.size for f in info.functions) == info.jited_size
        code = program.jited()
        assert isinstance(code, bytes)
        assert len(code) == info.jited_size
        assert any(code)


def test_xlated_instructions_are_the_loaded_ones_for_a_program_without_rewrites() -> None:
    with KernelProgram.load(RETURN_7, type=ProgramType.XDP) as program:
        assert program.xlated() == list(RETURN_7)


def test_a_refused_program_shows_the_last_lines_of_the_verifier() -> None:
    with pytest.raises(BpfError) as refused:
        KernelProgram.load((Insn(EXIT),), type=ProgramType.XDP, name="no_r0")
    message = str(refused.value)
    assert message.startswith("program no_r0: PROG_LOAD failed: EACCES")
    assert "R0 !read_ok" in message
    assert "processed" not in message
    assert "R0 !read_ok" in refused.value.log
    assert refused.value.errno == errno.EACCES


def test_a_verifier_log_larger_than_its_first_buffer_keeps_the_real_reason() -> None:
    code = [Insn(MOV_K, 0, imm=i) for i in range(4000)] + [Insn(MOV_X, 0, 9), Insn(EXIT)]
    with pytest.raises(BpfError, match="R9 !read_ok") as refused:
        KernelProgram.load(code, type=ProgramType.XDP)
    assert refused.value.errno == errno.EACCES
    assert len(refused.value.log) > 1 << 16


def test_a_log_can_be_had_of_a_success() -> None:
    with KernelProgram.load(RETURN_7, type=ProgramType.XDP, log_level=2) as program:
        assert "r0 = 7" in program.log
        assert "processed 2 insns" in program.log


def test_strict_alignment_refuses_what_is_accepted_without_it() -> None:
    code = (
        Insn(MOV_K, 0, imm=0),
        Insn(BPF_STX | BPF_MEM | BPF_DW, 10, 0, -16),
        Insn(BPF_STX | BPF_MEM | BPF_DW, 10, 0, -8),
        Insn(BPF_LDX | BPF_MEM | BPF_DW, 0, 10, -12),
        Insn(EXIT),
    )
    with pytest.raises(BpfError, match="misaligned"):
        KernelProgram.load(code, type=ProgramType.XDP, flags=LoadFlags.STRICT_ALIGNMENT)


def test_code_may_be_given_as_bytes() -> None:
    code = ProgramSpec.from_insns("x", ProgramType.XDP, RETURN_7).code()
    with KernelProgram.load(code, type=ProgramType.XDP) as program:
        assert program.test_run(bytes(14)).return_value == 7


def test_a_flat_program_needs_a_type_to_be_loaded() -> None:
    spec = ProgramSpec.from_insns("flat", ProgramType.FLAT, RETURN_7, license="GPL")
    with pytest.raises(UsageError, match="FLAT"):
        load_program(spec, {})
    with load_program(spec, {}, type=ProgramType.XDP) as program:
        assert program.info().type == ProgramType.XDP


def test_nothing_is_left_in_the_kernel_when_everything_is_closed() -> None:
    with (
        KernelMap.from_spec(COUNTER) as counter,
        load_program(COUNT_PROGRAM, {"counter": counter}) as program,
    ):
        program_id, map_id = program.info().id, counter.info.id
        assert bpf_descriptors() != set()
    assert bpf_descriptors() == set()
    # A program gives its maps back after an RCU grace period.
    deadline = time.monotonic() + 300
    while {program_id} & set(program_ids()) or {map_id} & set(map_ids()):
        assert time.monotonic() < deadline, "program or map is still there after 300 s"
        time.sleep(0.01)
    with pytest.raises(BpfError) as gone:
        KernelProgram.from_id(program_id)
    assert gone.value.errno == errno.ENOENT


def test_a_program_that_is_dropped_while_open_warns_and_is_closed() -> None:
    before = bpf_descriptors()
    program = KernelProgram.load(RETURN_7, type=ProgramType.XDP, name="dropped")
    assert bpf_descriptors() != before
    holder = [program]
    del program
    with pytest.warns(ResourceWarning, match="KernelProgram dropped"):
        holder.clear()
    assert bpf_descriptors() == before


def test_names_are_cut_and_cleaned_as_the_kernel_demands() -> None:
    with KernelProgram.load(
        RETURN_7, type=ProgramType.XDP, name="tracepoint/sched-long-name"
    ) as program:
        assert program.info().name == "tracepoint_sche"
