"""Helpers of tracing programs: what a function was given and returned, and what nobody recorded."""

from __future__ import annotations

import dataclasses
import errno
import os

import pytest

from progpack import Environment, Machine, MapSpec, MapType, ObjectSpec, PackAllocator, Signal, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.spec import BPF_F_SLEEPABLE, ProgramType
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.programs import KernelProgram
from progpack.testing import packet
from tests.jit.test_network_helpers import both

T = ProgramType
U32, U64 = (1 << 32) - 1, 1 << 64
FENTRY, FEXIT, FMOD_RET = 24, 25, 26
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")

ARGUMENT = """
    *(u64 *)(r10 - 8) = 99
    r2 = {number} ll
    r3 = r10
    r3 += -8
    call {get_func_arg}
    r1 = *(u64 *)(r10 - 8)
    r0 <<= 32
    r0 |= r1
    exit
"""
RESULT = """
    r6 = r1
    *(u64 *)(r10 - 8) = 99
    r2 = r10
    r2 += -8
    call {get_func_ret}
    r7 = r0
    r1 = r6
    call {get_func_arg_cnt}
    r0 <<= 32
    r1 = *(u64 *)(r10 - 8)
    r0 |= r1
    r7 <<= 16
    r0 += r7
    exit
"""
NUMBERS = {name.lower(): int(HelperId[name]) for name in HelperId.__members__}


@pytest.mark.parametrize(("attach", "count"), [(FENTRY, 3), (FEXIT, 2), (FMOD_RET, 2)])
def test_arguments_of_a_function_are_read_by_number(
    packs: PackAllocator, attach: int, count: int
) -> None:
    for number in (0, 1, 2, 3, U32, 1 << 32):
        text = ARGUMENT.format(number=number, **NUMBERS)
        spec = dataclasses.replace(assemble_program(text, type=T.TRACING), attach_type=attach)
        found = number & U32
        problem = -errno.EINVAL << 32 | 99
        expected = (5, 6, 7)[found] if found < count else problem
        assert both(packs, spec, args=[5, 6, 7]).return_value == expected % U64, number


@pytest.mark.parametrize("attach", [FENTRY, FEXIT, FMOD_RET])
def test_what_a_function_returned_is_behind_its_arguments(
    packs: PackAllocator, attach: int
) -> None:
    spec = assemble_program(RESULT.format(**NUMBERS), type=T.TRACING)
    spec = dataclasses.replace(spec, attach_type=attach)
    problem = 3 << 32 | 99
    expected = problem + (-errno.EOPNOTSUPP << 16) if attach == FENTRY else 2 << 32 | 7
    assert both(packs, spec, args=[5, 6, 7]).return_value == expected % U64
    none = both(packs, spec, args=[7]).return_value
    assert none == (7 if attach != FENTRY else (1 << 32 | 99) + (-errno.EOPNOTSUPP << 16)) % U64


EVENTS = MapSpec("events", MapType.PERF_EVENT_ARRAY, 4, 4, 2)
OUTPUT = """
    *(u64 *)(r10 - 8) = 77
    r1 = *(u64 *)(r1 + 0)
    r2 = map events ll
    r3 = {flags} ll
    r4 = r10
    r4 += -8
    r5 = 8
    call {number}
    exit
"""


@pytest.mark.parametrize("number", [HelperId.XDP_OUTPUT, HelperId.SKB_OUTPUT])
def test_the_kernels_packet_has_no_bytes_here(packs: PackAllocator, number: HelperId) -> None:
    cases = {0: 0, 1: 0, 2: -errno.E2BIG, 4 << 32: -errno.EFAULT, 1 << 52: -errno.EINVAL}
    for flags, expected in cases.items():
        text = OUTPUT.format(flags=flags, number=int(number))
        spec = assemble_program(text, name="p", type=T.TRACING)
        spec = dataclasses.replace(spec, attach_type=FENTRY)
        obj = ObjectSpec("t", "GPL", {"p": spec}, {"events": EVENTS})
        assert Machine(spec, map_set(obj)).run(args=[b"buff"]).return_value == expected % U64
        with load(obj, packs=packs) as loaded:
            assert loaded.programs["p"].run(args=[b"buff"]).return_value == expected % U64
            samples = loaded.maps["events"].consume()  # type: ignore[union-attr]
        wanted = [] if expected else [bytes([77, *bytes(7)])]
        assert [sample.data for sample in samples] == wanted  # type: ignore[union-attr]


def test_a_probed_function_returns_what_the_program_says(packs: PackAllocator) -> None:
    text = f"r2 = -12\ncall {int(HelperId.OVERRIDE_RETURN)}\nexit"
    result = both(packs, assemble_program(text, type=T.KPROBE, license="GPL"), context=bytes(168))
    assert (result.return_value, result.retval) == (0, -12)


SNAPSHOT = "r1 = r10\nr1 += -48\nr2 = 48\nr3 = {flags}\ncall {get_branch_snapshot}\nexit"
RECORDS = "r2 = r10\nr2 += -48\nr3 = 48\nr4 = {flags}\ncall {read_branch_records}\nexit"


@needs_root
@pytest.mark.parametrize("flags", [0, 1])
def test_no_branch_was_recorded(packs: PackAllocator, flags: int) -> None:
    zeros = "".join(f"*(u64 *)(r10 - {at}) = 0\n" for at in range(8, 56, 8))
    text = zeros + SNAPSHOT.format(flags=flags, **NUMBERS)
    spec = assemble_program(text, type=T.SCHED_CLS, license="GPL")
    with KernelProgram.load(spec.insns, type=spec.type) as program:
        theirs = program.test_run(packet()).return_value
    assert both(packs, spec, packet=packet()).return_value & U32 == theirs


def test_an_event_has_no_branches(packs: PackAllocator) -> None:
    for flags, expected in ((0, -errno.ENOENT), (1, -errno.ENOENT), (2, -errno.EINVAL)):
        text = RECORDS.format(flags=flags, **NUMBERS)
        spec = assemble_program(text, type=T.PERF_EVENT, license="GPL")
        assert both(packs, spec, context=bytes(184)).return_value == expected % U64


OF_TASK = """
    *(u64 *)(r10 - 8) = -1
    call {get_current_task_btf}
    r4 = r0
    r1 = r10
    r1 += -8
    r2 = 8
    r3 = {source} ll
    r5 = {flags}
    call {copy_from_user_task}
    r1 = *(u8 *)(r10 - 8)
    r0 <<= 8
    r0 |= r1
    exit
"""


@needs_root
def test_memory_of_a_task_that_is_not_there_is_refused_as_by_the_kernel(
    packs: PackAllocator,
) -> None:
    for source, flags in ((0, 0), (8, 1), (1 << 63, 0)):
        text = OF_TASK.format(source=source, flags=flags, **NUMBERS)
        spec = assemble_program(text, type=T.SYSCALL, license="GPL")
        spec = dataclasses.replace(spec, flags=BPF_F_SLEEPABLE)
        with load_program(spec, {}) as held:
            theirs = held.test_run().return_value
        assert both(packs, spec).return_value & U32 == theirs, (source, flags)


@pytest.mark.parametrize("name", ["PER_CPU_PTR", "THIS_CPU_PTR", "TASK_PT_REGS"])
def test_no_variable_and_no_register_of_a_kernel_is_there(packs: PackAllocator, name: str) -> None:
    spec = assemble_program(f"r1 = 8\nr2 = 0\ncall {int(HelperId[name])}\nexit", type=T.TRACING)
    assert both(packs, spec, args=[0]).return_value == 0


@pytest.mark.parametrize("frame", [-8, -16])
def test_programs_that_may_sleep_copy_from_users(packs: PackAllocator, frame: int) -> None:
    text = f"""
        *(u64 *)(r10 - 8) = -1
        *(u64 *)(r10 - 16) = -1
        r1 = r10
        r1 += {frame}
        r2 = 8
        r3 = 0
        call {int(HelperId.COPY_FROM_USER)}
        r1 = *(u64 *)(r10 {frame})
        r0 += r1
        exit"""
    spec = assemble_program(text, type=T.KPROBE, license="GPL")
    spec = dataclasses.replace(spec, flags=BPF_F_SLEEPABLE)
    assert both(packs, spec, context=bytes(168)).return_value == -errno.EFAULT % U64


@pytest.mark.parametrize("name", ["SEND_SIGNAL", "SEND_SIGNAL_THREAD"])
def test_signals_are_noted_and_nobody_gets_them(packs: PackAllocator, name: str) -> None:
    call = f"call {int(HelperId[name])}\nr6 += r0\n"
    text = f"r6 = 0\nr1 = 10\n{call}r1 = 0\n{call}r1 = 64\n{call}r1 = 65\n{call}r0 = r6\nexit"
    spec = assemble_program(text, name="p", type=T.KPROBE, license="GPL")
    thread = name.endswith("THREAD")
    wanted = (Signal(10, thread), Signal(64, thread))
    first = Environment(pid=5, tgid=1)
    held = ObjectSpec("t", "GPL", {"p": spec}, {})
    for world, value, signals in (
        (Environment(pid=7), -errno.EINVAL, wanted),
        (first, -4 * errno.EPERM, ()),
    ):
        oracle = Machine(spec, environment=world).run(context=bytes(168))
        backends = ["compiled", "interpreter", "isolated"]
        for backend in backends:
            with load(held, backend=backend, environment=world) as loaded:
                result = loaded.programs["p"].run(context=bytes(168))
            assert (result.return_value, result.signals) == (value % U64, signals), backend
        assert (oracle.return_value, oracle.signals) == (value % U64, signals)


@needs_root
@pytest.mark.parametrize("number", [0, 65, 1 << 31])
def test_wrong_signals_are_refused_as_by_the_kernel(packs: PackAllocator, number: int) -> None:
    text = f"r1 = {number} ll\ncall {int(HelperId.SEND_SIGNAL)}\nexit"
    spec = assemble_program(text, type=T.SCHED_CLS, license="GPL")
    with KernelProgram.load(spec.insns, type=spec.type) as program:
        theirs = program.test_run(packet()).return_value
    assert both(packs, spec, packet=packet()).return_value & U32 == theirs
