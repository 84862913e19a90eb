"""A real kernel: resumed, asked, and ended in every way."""

from __future__ import annotations

import os
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from threading import enumerate as enumerate_threads

import pytest

from progpack.bpf.isa.insn import EXIT, Insn
from progpack.bpf.spec import MapType, ProgramType
from progpack.errors import BpfError, ObjectError, UsageError
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


def test_a_guest_outlives_the_thread_that_began_it(kernel: Stored) -> None:
    guests = []
    thread = Thread(target=lambda: guests.append(resume(kernel)))
    thread.start()
    thread.join()
    with guests[0] as guest:
        KernelProgram.load(ZERO, type=ProgramType.XDP, port=guest).close()
        assert guest.read_now("/proc/sys/kernel/osrelease")


def test_threads_use_a_guest_in_turn(kernel: Stored) -> None:
    rounds = 40

    def count(table: KernelMap, number: int) -> list[bytes | None]:
        key, seen = bytes([number] * 4), []
        for value in range(rounds):
            table.update(key, value.to_bytes(8, "little"))
            seen.append(table.lookup(key))
        return seen

    wanted: list[bytes | None] = [value.to_bytes(8, "little") for value in range(rounds)]
    with (
        resume(kernel) as guest,
        KernelMap.create(
            MapType.HASH, key_size=4, value_size=8, max_entries=8, port=guest
        ) as table,
        ThreadPoolExecutor(3) as pool,
    ):
        assert list(pool.map(count, [table] * 3, range(3))) == [wanted] * 3


def test_a_guest_that_falls_silent_makes_no_more_calls(kernel: Stored) -> None:
    with resume(kernel, patience_s=60) as guest:
        table = KernelMap.create(MapType.HASH, key_size=4, value_size=8, max_entries=8, port=guest)
        os.kill(guest.emulator.pid, signal.SIGSTOP)
        guest.patience_s = 0.2
        with pytest.raises(GuestError, match="silent"):
            table.lookup(b"1234")
        guest.patience_s = 60
        with pytest.raises(GuestError, match="silent"):
            table.lookup(b"1234")
        table.close()


def test_a_child_of_a_fork_leaves_its_parents_guest_alone(kernel: Stored) -> None:
    with resume(kernel) as guest:
        child = os.fork()
        if not child:
            code = 1
            try:
                guest.read_now("/proc/sys/kernel/osrelease")
            except GuestError:
                guest.end()
                code = 0
            finally:
                os._exit(code)
        assert os.waitpid(child, 0)[1] == 0
        assert guest.read_now("/proc/sys/kernel/osrelease").decode().strip() == kernel.name


def test_a_killed_emulator_is_one_error(kernel: Stored) -> None:
    with resume(kernel) as guest:
        os.kill(guest.emulator.pid, signal.SIGKILL)
        with pytest.raises(GuestError, match=r"QEMU ended \(code -9\)") as caught:
            KernelProgram.load(ZERO, type=ProgramType.XDP, port=guest)
        assert "\n" not in str(caught.value)


def test_an_emulator_that_says_nothing_is_ended(kernel: Stored) -> None:
    with resume(kernel) as guest:
        os.kill(guest.emulator.pid, signal.SIGSTOP)
        guest.emulator.patience_s = 0.2
        with pytest.raises(GuestError, match="QEMU said nothing for") as caught:
            guest.emulator.command("query-status")
        assert "\n" not in str(caught.value)
        with pytest.raises(GuestError):
            guest.emulator.command("query-status")


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


def test_a_state_is_compressed(kernel: Stored) -> None:
    sizes = {name: size for name, (_, size) in kernel.manifest.files.items()}
    assert "state" not in sizes
    assert sizes["state.z"] < 40 << 20


@pytest.mark.parametrize("place", [0.0, 0.5, 0.999])
def test_a_damaged_state_is_named_and_nothing_is_left(
    place: float, kernel: Stored, tmp_path: Path
) -> None:
    folder = tmp_path / "kernel"
    folder.mkdir()
    for name in ("image", "state.z"):
        shutil.copy(kernel.folder / name, folder / name)
    with open(folder / "state.z", "r+b") as file:
        file.seek(int(place * kernel.manifest.files["state.z"][1]))
        file.write(b"progpack")
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(ObjectError, match="other bytes than those that were written") as caught:
        resume(Stored(folder, kernel.manifest))
    assert "\n" not in str(caught.value)
    assert "kernels fetch --again" in str(caught.value)
    assert len(os.listdir("/proc/self/fd")) == before
    assert not [one for one in enumerate_threads() if one.name == "progpack-state"]
