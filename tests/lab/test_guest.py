"""Booting, with a shell script in the emulator's place: what it says, how it ends, what is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lab.guest import INIT, BootError, Guest, boot, initramfs
from lab.record import Plan, run
from lab.sequences import sequence

from progpack.errors import MissingFeatureError, ObjectError, UsageError
from progpack.trace import Load, Trace
from progpack.vm import machines
from progpack.vm.machines import MACHINES, Machine

START = (
    '@{"op":"start","kernel":"6.1.0-9-cloud-amd64","arch":"x86_64","pagesize":4096,'
    '"version":"Debian 6.1.55-1","mem":2000000000,"cpus":1}'
)
LOAD = '@{"op":"L","i":1,"id":0,"n":2,"us":5,"jl":22,"xl":16,"a":"0xffffffffc0001650"}'
SNAP = '@{"op":"snap","label":"start","t":1.0,"areas":[]}'
RECORDS = (START, SNAP, LOAD, '@{"op":"UA","i":2}', '@{"op":"end","lines":4}')


def emulator(folder: Path, *lines: str, end: str = "exit 0") -> Machine:
    """A machine whose emulator prints these lines, and then does something."""
    path = folder / "emulator"
    script = ["#!/bin/sh", f"echo $$ > {folder}/pid", *(f"echo '{line}'" for line in lines), end]
    path.write_text("\n".join(script) + "\n")
    path.chmod(0o755)
    return replace(MACHINES[0], qemu=str(path))


def guest(machine: Machine, silence: float = 60.0) -> Guest:
    return Guest(machine, Path("/kernel"), Path("/initramfs"), 512 << 20, silence)


def is_gone(folder: Path) -> bool:
    return not Path("/proc", (folder / "pid").read_text().strip()).exists()


def test_what_it_says_is_kept(tmp_path: Path) -> None:
    said: list[str] = []
    console = boot(guest(emulator(tmp_path, "SeaBIOS", *RECORDS)), said.append)
    assert [record["op"] for record in console.records] == ["start", "snap", "L", "UA", "end"]
    assert "Linux 6.1.0-9-cloud-amd64 runs on x86_64" in said[0]
    assert is_gone(tmp_path)


def test_a_panic_ends_it_at_once(tmp_path: Path) -> None:
    machine = emulator(
        tmp_path, "before", "Kernel panic - not syncing: no init", end="exec sleep 60"
    )
    with pytest.raises(BootError, match=r"gave up: Kernel panic[^\n]*\n.*\nbefore"):
        boot(guest(machine), lambda _: None)
    assert is_gone(tmp_path)


def test_silence_ends_it(tmp_path: Path) -> None:
    machine = emulator(tmp_path, START, end="exec sleep 60")
    with pytest.raises(BootError, match="fell silent after 0 programs loaded"):
        boot(guest(machine, silence=1.0), lambda _: None)
    assert is_gone(tmp_path)


def test_an_emulator_that_refuses_is_told(tmp_path: Path) -> None:
    machine = emulator(tmp_path, end="echo 'no such machine' >&2; exit 3")
    with pytest.raises(BootError, match=r"QEMU ended \(code 3\): no such machine"):
        boot(guest(machine), lambda _: None)


def test_a_damaged_record_ends_it_too(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="damaged"):
        boot(guest(emulator(tmp_path, '@{"op":', end="exec sleep 60")), lambda _: None)
    assert is_gone(tmp_path)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.arch)
def test_the_machine_has_nothing_but_a_console(machine: Machine) -> None:
    command = guest(machine).command()
    assert command[0] == machine.qemu
    assert "-nodefaults" in command
    assert command[command.index("-nic") + 1] == "none"
    assert command[command.index("-m") + 1] == "512M"
    assert f"console={machine.console}" in command[-1]
    assert machines.get(machine.debian) == machine


def test_an_architecture_without_machine_is_refused() -> None:
    with pytest.raises(UsageError, match="no virtual machine of s390; it has x86-64, arm64"):
        machines.get("s390x")


def test_what_is_missing_is_named_with_its_package(tmp_path: Path) -> None:
    machine = replace(MACHINES[0], qemu="qemu-system-nothing", qemu_package="qemu-system-x")
    with pytest.raises(MissingFeatureError, match=r"qemu-system-nothing: .*install qemu-system-x"):
        machines.check(machine, debian=False)


def compiler() -> Machine:
    """A machine whose compiler is here."""
    for machine in MACHINES:
        if shutil.which(machine.compiler):
            try:
                machines.check(replace(machine, qemu="sh"), debian=False)
            except MissingFeatureError:
                continue
            return machine
    pytest.skip("no compiler for static programs is here")


def test_from_tools_to_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = replace(emulator(tmp_path, *RECORDS), compiler=compiler().compiler)
    (tmp_path / "vmlinuz").write_bytes(b"kernel")
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    said: list[str] = []
    plan = Plan(machine, sequence("tool"), kernel=tmp_path / "vmlinuz", memory=512 << 20)
    recorded = run(plan, tmp_path / "out", said.append)
    assert recorded.record.name == "6.1.55-x86_64-tool.jsonl.gz"
    trace = Trace.open(recorded.trace)
    assert [event.size for event in trace if isinstance(event, Load)] == [22]
    assert trace.header.kernel == "6.1.0-9-cloud-amd64"
    # Before anything is done it says what; and nothing is left but the two files.
    assert said[: len(plan.sentences())] == plan.sentences()
    assert not list(rooms.iterdir())
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert is_gone(tmp_path)


def test_it_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = replace(emulator(tmp_path, end="exit 1"), compiler=compiler().compiler)
    (tmp_path / "vmlinuz").write_bytes(b"kernel")
    said: list[str] = []
    plan = Plan(machine, sequence("tool"), kernel=tmp_path / "vmlinuz", attempts=2)
    with pytest.raises(BootError):
        run(plan, tmp_path / "out", said.append)
    assert [text for text in said if text.startswith("booting")] == [
        "booting (attempt 1 of 2)",
        "booting (attempt 2 of 2)",
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wrong", [{"memory": 1 << 20}, {"attempts": 0}, {"silence_s": 0.0}])
def test_plans_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        replace(Plan(MACHINES[0], sequence("tool")), **wrong)  # type: ignore[arg-type]


def test_the_archive_has_the_process_and_its_script() -> None:
    data = initramfs(b"\x7fELF", b"UA\n")
    assert data.startswith(b"070701")
    for part in (b"dev/console\0", b"script\0", b"init\0", b"\x7fELF", b"UA\n"):
        assert part in data


def test_the_first_process_does_nothing_elsewhere(tmp_path: Path) -> None:
    # It would turn the machine off.
    target = tmp_path / "init"
    native = "cc" if shutil.which("cc") else "gcc"
    if not shutil.which(native):
        pytest.skip("no compiler is here")
    command = [native, "-Wall", "-Wextra", "-Werror", "-o", str(target), str(INIT)]
    subprocess.run(command, check=True)
    assert os.getpid() != 1
    done = subprocess.run([str(target)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "only for the first process" in done.stderr
    assert not done.stdout


CHILD = """
import signal, sys, tempfile
from dataclasses import replace
from pathlib import Path
from lab.__main__ import _terminated
from progpack.vm.machines import MACHINES
from lab.record import Plan, run
from lab.sequences import sequence
room = Path(sys.argv[1])
tempfile.tempdir = str(room / "rooms")
signal.signal(signal.SIGTERM, _terminated)
machine = replace(MACHINES[0], qemu=str(room / "emulator"), compiler=sys.argv[2])
run(Plan(machine, sequence("tool"), kernel=room / "vmlinuz"), room / "out", print)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_emulator_ends_with_who_started_it(tmp_path: Path, number: signal.Signals) -> None:
    emulator(tmp_path, START, end="exec sleep 60")
    (tmp_path / "vmlinuz").write_bytes(b"kernel")
    (tmp_path / "rooms").mkdir()
    root = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path), compiler().compiler],
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: (tmp_path / "pid").exists() and bool((tmp_path / "pid").read_text()))
        child.send_signal(number)
        assert child.wait(300) != 0
    finally:
        child.kill()
        child.wait()
    wait_for(lambda: is_gone(tmp_path))
    # A killed process can remove nothing.
    assert not list((tmp_path / "rooms").iterdir()) or number == signal.SIGKILL


def wait_for(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it has not come to that in a minute")
