"""Booting a kernel under QEMU's emulation, with one process that measures it.

Needs no privilege, no network and no KVM. QEMU ends with this process, whatever happens to it.
"""

from __future__ import annotations

import ctypes
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lab.console import Console, count_packs
from progpack.errors import MissingFeatureError, ObjectError
from progpack.vm import cpio
from progpack.vm.machines import Machine

__all__ = ["BootError", "Guest", "boot", "build", "initramfs"]

Say = Callable[[str], None]

INIT: Final = Path(__file__).parent / "init.c"
"""The source of the first process."""

_PR_SET_PDEATHSIG: Final = 1
_TELL_S: Final = 15
_LEAVE_S: Final = 10


class BootError(ObjectError):
    """A kernel did not boot, gave up or fell silent; it may do better the next time."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A machine to boot.

    Attributes:
        machine: what it is.
        kernel: file of the image.
        initramfs: file of the archive.
        memory: bytes of RAM.
        silence_s: seconds without a record after which it is given up.
    """

    machine: Machine
    kernel: Path
    initramfs: Path
    memory: int
    silence_s: float

    def command(self) -> list[str]:
        """QEMU's command line: one CPU, a serial port, nothing else."""
        machine = self.machine
        # panic=-1 with -no-reboot: a kernel that gives up ends QEMU.
        append = f"console={machine.console} quiet loglevel=1 panic=-1"
        return [
            machine.qemu,
            *machine.options,
            *("-accel", "tcg,thread=multi", "-smp", "1", "-m", f"{self.memory >> 20}M"),
            *("-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"),
            *("-serial", "stdio", "-monitor", "none", "-nic", "none"),
            *("-kernel", str(self.kernel), "-initrd", str(self.initramfs), "-append", append),
        ]


def build(machine: Machine, folder: Path) -> bytes:
    """Compile the first process for a machine.

    Raises:
        MissingFeatureError: the compiler refuses; has what it said.
    """
    target = folder / "init"
    command = [machine.compiler, "-O2", "-Wall", "-static", "-s", "-o", str(target), str(INIT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingFeatureError(f"lab: {machine.compiler} failed:\n{done.stderr.strip()}")
    return target.read_bytes()


def initramfs(init: bytes, script: bytes) -> bytes:
    """The archive that the kernel unpacks as its root: the process, its script, a console."""
    return cpio.archive(
        [
            cpio.directory("dev"),
            cpio.device("dev/console", 5, 1),
            cpio.directory("proc"),
            cpio.directory("sys"),
            cpio.file("script", script),
            cpio.file("init", init, executable=True),
        ]
    )


def boot(guest: Guest, say: Say) -> Console:
    """Boot, follow what it says until its script is done, turn it off.

    Args:
        guest: the machine.
        say: told now and then how far it is.

    Raises:
        BootError: the kernel gave up, fell silent, or ended before its script; has its last words.
        ObjectError: the console is damaged.
    """
    command = guest.command()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_end_with_parent,
    ) as process:
        try:
            console = _follow(process, guest.silence_s, say)
            if console.done:
                _leave(process)
            return _checked(console, process)
        finally:
            if process.poll() is None:
                process.kill()


def _follow(process: subprocess.Popen[bytes], silence_s: float, say: Say) -> Console:
    """Feed the console until it is done, dead, ended or silent."""
    assert process.stdout is not None
    console = Console()
    began = heard = told = time.monotonic()
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while not (console.done or console.dead):
            now = time.monotonic()
            if now - heard > silence_s:
                break
            if now - told > _TELL_S:
                told = now
                say(f"  {now - began:.0f} s: {_progress(console)}")
            if not selector.select(timeout=1):
                continue
            data = os.read(process.stdout.fileno(), 1 << 16)
            if not data:
                # It ends just after its console.
                _leave(process)
                break
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                record = console.feed(line.decode(errors="replace"))
                if record is not None:
                    heard = time.monotonic()
                    _announce(record, heard - began, say, console.records)
    return console


def _announce(
    record: dict[str, Any], seconds: float, say: Say, before: Sequence[Mapping[str, Any]]
) -> None:
    if record["op"] == "start":
        say(f"  {seconds:.0f} s: Linux {record['kernel']} runs on {record['arch']}")
    elif record["op"] == "snap":
        say(
            f"  {seconds:.0f} s: {record['label']}: {count_packs(record, before)} packs, "
            f"{record['jit']} areas of single programs, "
            f"{record.get('level2_splits', 'no count of')} splits of 2 MiB"
        )


def _progress(console: Console) -> str:
    if not console.records:
        return "the kernel has not come to its first process yet"
    loads = sum(record["op"] in ("L", "S") for record in console.records)
    return f"{loads} programs loaded"


def _leave(process: subprocess.Popen[bytes]) -> None:
    """Let it turn itself off; it has nothing to say any more."""
    try:
        process.wait(timeout=_LEAVE_S)
    except subprocess.TimeoutExpired:
        process.kill()


def _checked(console: Console, process: subprocess.Popen[bytes]) -> Console:
    if console.done:
        return console
    if console.dead:
        why = f"the kernel gave up: {console.dead}"
    elif process.poll() is None and console.records:
        why = f"it fell silent after {_progress(console)}"
    elif process.poll() is None:
        why = "it fell silent before its first process"
    else:
        assert process.stderr is not None
        said = process.stderr.read().decode(errors="replace").strip()
        why = f"QEMU ended (code {process.returncode}): {said or 'it said nothing'}"
    words = console.said()
    raise BootError(f"lab: {why}" + (f"\nIts last words:\n{words}" if words else ""))


def _end_with_parent() -> None:
    """In the child: be killed when the parent is gone, however it went."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
