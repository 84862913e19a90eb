"""Guests that fail: each failure is one error, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

import progpack.foreign
from progpack.errors import MissingFeatureError, ObjectError
from progpack.vm import machines, qemu
from progpack.vm.debian import Apt, Kernel
from progpack.vm.initramfs import archive_of, first_process
from progpack.vm.machines import MACHINES, Machine
from progpack.vm.qemu import GuestError
from progpack.vm.store import Store
from progpack.vm.warm import make, resume
from tests.vm.test_store import keep

INIT = Path(str(resources.files("progpack.vm"))) / "init"
RESUMABLE = [machine.arch for machine in MACHINES if machine.resumable is not None]


def fake(tmp_path: Path, script: str) -> Machine:
    """A machine whose emulator is a script."""
    path = tmp_path / "emulator"
    path.write_text('#!/bin/sh\n[ "$1" = --version ] && echo fake 1 && exit\n' + script)
    path.chmod(0o755)
    return replace(MACHINES[0], qemu=str(path))


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="needs clang-22")
def test_the_objects_are_what_clang_makes_of_init_c(tmp_path: Path) -> None:
    for each in ("init.c", "Makefile"):
        shutil.copy(INIT / each, tmp_path)
    cpus = Path(progpack.foreign.__file__).parent / "start/cpus"
    subprocess.run(["make", "-s", "-C", tmp_path, f"CPUS={cpus}"], check=True)
    for path in INIT.glob("*.o"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("arch", RESUMABLE)
def test_the_first_process_is_in_the_archive(arch: str) -> None:
    program = first_process(arch)
    assert program.startswith(b"\x7fELF")
    assert program in archive_of(arch, (4, 65))


def test_host_and_guest_agree_on_the_memory_that_they_share() -> None:
    text = (INIT / "init.c").read_text()
    assert f"#define SIZE ({qemu.ARENA >> 20}UL << 20)" in text
    assert "#define ADDRESS 0x100000000UL" in text


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'no such machine' >&2; exit 1", r"QEMU ended \(code 1\): no such machine"),
        ("exit 0", "it said nothing"),
        ("kill -9 $$", "code -9"),
    ],
)
def test_an_emulator_that_ends_is_one_error(tmp_path: Path, script: str, message: str) -> None:
    store = Store(tmp_path / "kernels")
    files = os.listdir("/proc/self/fd")
    with pytest.raises(GuestError, match=message) as caught:
        make(store, fake(tmp_path, script), Kernel(b"k", "k"), lambda text: None, ("tcg",))
    assert "\n" not in str(caught.value)
    assert list(store.folder.iterdir()) == []
    assert len(os.listdir("/proc/self/fd")) == len(files)


def test_a_tool_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingFeatureError, match="apt-get does not start: No such file"):
        Apt(tmp_path, "amd64", ["stable"])


def test_an_emulator_that_is_removed_is_missed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = fake(tmp_path, "")
    assert qemu.qemu_version(machine) == "fake 1"
    Path(machine.qemu).unlink()
    with pytest.raises(MissingFeatureError, match="not installed"):
        qemu.qemu_version(machine)


def test_boots_are_repeated(tmp_path: Path) -> None:
    said: list[str] = []
    with pytest.raises(GuestError):
        make(
            Store(tmp_path / "kernels"),
            fake(tmp_path, "exit 1"),
            Kernel(b"k", "k"),
            said.append,
            ("kvm", "tcg"),
        )
    boots = [line for line in said if line.startswith("booting")]
    assert ["kvm" in line for line in boots] == [True, *([False] * (len(boots) - 1))]
    assert len(boots) > 2


def test_a_truncated_state_is_said_before_an_emulator_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = keep(Store(tmp_path / "kernels"))
    (stored.folder / "state.z").write_bytes(b"short")
    machine = fake(tmp_path, f"touch {tmp_path / 'started'}")
    monkeypatch.setattr("progpack.vm.warm.get_machine", lambda name: machine)
    with pytest.raises(ObjectError, match="is damaged"):
        resume(stored)
    assert not (tmp_path / "started").exists()


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    store = Store(tmp_path / "kernels")
    machine = fake(tmp_path, "exit 1")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ObjectError, match="No space left on device; nothing was stored"):
        make(store, machine, Kernel(b"k", "k"), lambda text: None, ("tcg",))
    assert list(store.folder.iterdir()) == []


def test_a_state_that_cannot_be_written_is_no_reason_to_boot_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = {"query-migrate": {"status": "failed", "error-desc": "No space left on device"}}
    emulator = object.__new__(qemu.Emulator)
    monkeypatch.setattr(qemu.Emulator, "command", lambda self, name, **_: answers.get(name))
    with pytest.raises(ObjectError, match="the state cannot be written: No space left on device"):
        emulator.save(0)


def test_a_machine_that_is_not_resumed_says_so() -> None:
    machine = machines.get("riscv64")
    with pytest.raises(Exception, match="kernels of riscv64 are not resumed here yet"):
        qemu.resumable(machine)
