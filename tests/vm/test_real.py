"""A real kernel: resumed, asked, and ended in every way."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from progpack.bpf.isa.insn import EXIT, Insn
from progpack.bpf.spec import MapType, ProgramType
from progpack.errors import BpfError, UsageError
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram
from progpack.vm.qemu import ARENA, GuestError
from progpack.vm.store import Stored
from progpack.vm.warm import resume

ZERO = [Insn(0xB7), Insn(EXIT)]


def test_a_map_and_a_program_of_the_guest(kernel: Stored) -> None:
    with resume(kernel) as guest:
        with KernelMap.create(
            MapType.HASH, key_size=4, value_size=8, max_entries=8, name="m", port=guest
        ) as table:
            assert table.lookup(b"1234") is None
            table.update(b"1234", b"12345678")
            assert table.lookup(b"1234") == b"12345678"
            assert list(table.keys()) == [b"1234"]
        with KernelProgram.load(ZERO, type=ProgramType.XDP, name="zero", port=guest) as program:
            assert program.test_run(bytes(range(64))).data == bytes(range(64))
            assert program.id > 0
            assert program.jited_size > 0
        with pytest.raises(BpfError, match="R0 !read_ok") as caught:
            KernelProgram.load([Insn(EXIT)], type=ProgramType.XDP, port=guest)
        assert caught.value.errno == 13
        assert guest.read_now("/proc/sys/kernel/osrelease").decode().strip() == kernel.name


def test_each_resumption_begins_as_the_boot_ended(kernel: Stored) -> None:
    ids = set()
    for _ in range(2):
        with (
            resume(kernel) as guest,
            KernelProgram.load(ZERO, type=ProgramType.XDP, port=guest) as program,
        ):
            ids.add(program.id)
    assert len(ids) == 1


def test_two_guests_at_once_do_not_meet(kernel: Stored) -> None:
    def count(number: int) -> int:
        with (
            resume(kernel) as guest,
            KernelMap.create(
                MapType.ARRAY, key_size=4, value_size=8, max_entries=number, port=guest
            ) as table,
        ):
            return sum(1 for _ in table.keys())  # noqa: SIM118 - no dict

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(count, (3, 5))) == [3, 5]


def test_a_killed_emulator_is_one_error(kernel: Stored) -> None:
    with resume(kernel) as guest:
        os.kill(guest.emulator.pid, signal.SIGKILL)
        with pytest.raises(GuestError, match=r"QEMU ended \(code -9\)") as caught:
            KernelProgram.load(ZERO, type=ProgramType.XDP, port=guest)
        assert "\n" not in str(caught.value)


def test_a_panic_is_told_by_its_own_words(kernel: Stored) -> None:
    with resume(kernel) as guest, pytest.raises(GuestError, match="Kernel panic"):
        guest.write("/proc/sysrq-trigger", b"c")


def test_what_no_call_takes_is_refused(kernel: Stored) -> None:
    with resume(kernel) as guest, pytest.raises(UsageError, match="more than a call takes"):
        guest.put(bytes(ARENA))


def test_nothing_is_left_open(kernel: Stored) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with resume(kernel) as guest:
            assert guest.cpus == 1
    assert len(os.listdir("/proc/self/fd")) == before
