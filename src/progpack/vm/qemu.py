"""QEMU as a process: started with descriptors alone, so that nothing lies in any folder.

QEMU ends with the process that started it, whatever happens to that.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from progpack.errors import MissingFeatureError, ObjectError, ProgpackError
from progpack.owned import Owned
from progpack.vm.machines import Machine, Resumable
from progpack.vm.starter import start
from progpack.waits import receive, run

__all__ = ["ARENA", "MEMORY", "Emulator", "GuestError", "qemu_version", "resumable", "words_of"]

#: Bytes of the memory that host and guest share; as init.c has it.
ARENA: Final = 32 << 20
#: Bytes of a guest's RAM.
MEMORY: Final = 512 << 20
_SLOT: Final = "0x10"
_SHARED: Final = "memory-backend-file,id=arena,share=on"
_PIECE: Final = 1 << 16
_WORDS: Final = 400
_UNLIMITED: Final = 1 << 40
#: Seconds that QEMU may say nothing: to read a state takes it less than one.
_PATIENCE_S: Final = 120.0
#: Seconds that a state may take to be written.
_SAVE_S: Final = 300.0
#: Seconds between two looks at how far that is.
_LOOK_S: Final = 0.02


class GuestError(ProgpackError):
    """A guest did not boot, gave up, or fell silent; it may do better the next time."""


def resumable(machine: Machine) -> Resumable:
    """How kernels of a machine are resumed.

    Raises:
        MissingFeatureError: they are not.
    """
    if machine.resumable is None:
        raise MissingFeatureError(f"kernels of {machine.arch} are not resumed here yet")
    return machine.resumable


def qemu_version(machine: Machine) -> str:
    """The first line that a machine's emulator says of itself; a saved state is tied to it.

    Raises:
        MissingFeatureError: QEMU is not installed.
    """
    path = shutil.which(machine.qemu)
    if path is None:
        raise MissingFeatureError(
            f"{machine.qemu} is not installed; on Debian: apt-get install {machine.qemu_package}"
        )
    status = os.stat(path)
    return _said_version(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _said_version(path: str, changed: int, size: int) -> str:
    try:
        done = run([path, "--version"])
    except OSError as error:
        raise MissingFeatureError(f"{path} does not start: {error.strerror}") from error
    if done.returncode:
        raise MissingFeatureError(f"{path} does not start: {done.stderr.strip()[:_WORDS]}")
    return done.stdout.partition("\n")[0]


class Emulator(Owned):
    """A running QEMU with one guest; a context manager that ends it.

    Args:
        machine: the machine.
        accelerator: ``kvm`` or ``tcg``.
        kernel: path of the kernel's image.
        initrd: the archive of its root.
        state: open file of a saved state to go on from; None: it boots.

    Attributes:
        machine: the machine.
        arena: file of the memory that host and guest share.
        port: socket to the guest's first process.
        patience_s: seconds that QEMU may say nothing.
    """

    def __init__(
        self,
        machine: Machine,
        accelerator: str,
        kernel: str,
        initrd: bytes,
        *,
        state: int | None = None,
    ) -> None:
        self.machine = machine
        self._files: list[int] = []
        self.arena = self._memory("progpack-arena", ARENA)
        self._console = self._memory("progpack-console", 0)
        self._root = self._memory("progpack-initrd", 0, initrd)
        self.port, port = socket.socketpair()
        self._control, controlled = socket.socketpair()
        words = [
            *_machine_words(machine, accelerator),
            *("-kernel", kernel, "-initrd", f"/proc/self/fd/{self._root}"),
            *("-append", _boot_words(machine)),
            *("-chardev", f"file,id=console,path=/proc/self/fd/{self._console}"),
            *("-serial", "chardev:console"),
            *("-chardev", f"socket,id=port,fd={port.fileno()}"),
            *resumable(machine).port,
            "-object",
            f"{_SHARED},size={ARENA},mem-path=/proc/self/fd/{self.arena}",
            *("-device", f"ivshmem-plain,memdev=arena,master=on,addr={_SLOT}"),
        ]
        number = controlled.fileno()
        words += ["-chardev", f"socket,id=control,fd={number}", "-mon", "control,mode=control"]
        passed = [self.arena, self._console, self._root, port.fileno(), number]
        if state is not None:
            words += ["-incoming", f"fd:{state}"]
            passed.append(state)
        try:
            self._process = start(words, passed)
        except OSError as error:
            self._release()
            raise MissingFeatureError(f"{machine.qemu}: {error.strerror}") from error
        finally:
            port.close()
            controlled.close()
        self._control.settimeout(_PATIENCE_S)
        self.patience_s = _PATIENCE_S
        self._heard, self._lines = b"", deque[bytes]()
        try:
            next(self._said(), None)  # the greeting
            self.command("qmp_capabilities")
            if state is not None:
                self._await_resume()
        except BaseException:
            self.close()
            raise

    def _await_resume(self) -> None:
        """Wait until the state is read; what comes over the port before that would be lost."""
        if self.command("query-status")["running"]:
            return
        for message in self._said():
            if message.get("event") == "RESUME":
                return
        raise GuestError(self.last_words())

    def _said(self) -> Iterator[dict[str, Any]]:
        """Messages of QEMU.

        Raises:
            GuestError: the guest says nothing for long; it is ended.
        """
        try:
            while True:
                while self._lines:
                    yield json.loads(self._lines.popleft())
                piece = receive(self._control, _PIECE, self.patience_s)
                if not piece:
                    return
                *lines, self._heard = (self._heard + piece).split(b"\n")
                self._lines += lines
        except TimeoutError:
            self.kill()
            raise GuestError(
                f"QEMU said nothing for {self.patience_s:g} s, and was ended"
            ) from None

    def command(self, name: str, *, file: int | None = None, **arguments: Any) -> Any:
        """Give QEMU a command of its protocol (QMP) and return the answer.

        Args:
            name: the command.
            file: an open file that goes with it.
            arguments: its arguments.

        Raises:
            GuestError: QEMU ended, or refuses.
        """
        message = {"execute": name, "arguments": arguments}
        try:
            data = json.dumps(message).encode() + b"\n"
            socket.send_fds(self._control, [data], [] if file is None else [file])
            for answer in self._said():
                if "error" in answer:
                    raise GuestError(f"QEMU: {name}: {answer['error'].get('desc')}")
                if "return" in answer:
                    return answer["return"]
        except OSError as error:
            raise GuestError(f"{name}: {self.last_words()}") from error
        raise GuestError(f"{name}: {self.last_words()}")

    @property
    def pid(self) -> int:
        """The number of QEMU's process."""
        return self._process.pid

    def save(self, file: int) -> None:
        """Write the guest's state to an open file; the guest stops.

        Raises:
            ObjectError: the file cannot be written; another boot would not help.
            GuestError: QEMU ended.
        """
        self.command("getfd", file=file, fdname="state")
        self.command("migrate-set-parameters", **{"max-bandwidth": _UNLIMITED})
        self.command("migrate", uri="fd:state")
        deadline = time.monotonic() + _SAVE_S
        while time.monotonic() < deadline:
            status = self.command("query-migrate")
            if status.get("status") == "completed":
                return
            if status.get("status") in ("failed", "cancelled"):
                raise ObjectError(
                    f"the state cannot be written: {status.get('error-desc', 'no reason given')}"
                )
            time.sleep(_LOOK_S)
        raise GuestError(f"the state was not written within {_SAVE_S:.0f} s")

    def last_words(self) -> str:
        """Why the emulator ended or fell silent, in one line."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        console = os.pread(self._console, _PIECE, 0).decode(errors="replace").split("\n")
        spoken = [line.strip() for line in console if line.strip()]
        panic = next((line for line in spoken if "Kernel panic" in line), "")
        if panic:
            return f"the guest's kernel gave up: {panic}"
        if self._process.poll() is None:
            return f"the guest fell silent after {spoken[-1]!r}" if spoken else "it fell silent"
        assert self._process.stderr is not None
        said = self._process.stderr.read(_PIECE).decode(errors="replace").split("\n")
        lines = [line for line in said if line.strip() and "warning:" not in line]
        reason = lines[-1][:_WORDS] if lines else "it said nothing"
        return f"QEMU ended (code {self._process.returncode}): {reason}"

    def kill(self) -> None:
        """End QEMU at once; its descriptors stay until it is closed."""
        if self._process.poll() is None:
            self._process.kill()

    def close(self) -> None:
        """End QEMU; a second call does nothing."""
        process = self._process
        self.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
        self._release()

    def _memory(self, name: str, size: int, data: bytes = b"") -> int:
        file = os.memfd_create(name)
        self._files.append(file)
        os.truncate(file, size)
        if data:
            os.pwrite(file, data, 0)
        return file

    def _release(self) -> None:
        files, self._files = self._files, []
        for file in files:
            os.close(file)
        self.port.close()
        self._control.close()


def _machine_words(machine: Machine, accelerator: str) -> list[str]:
    """Words that a saved state is tied to."""
    own = "tcg,thread=multi" if accelerator == "tcg" else accelerator
    return [
        machine.qemu,
        *resumable(machine).options,
        *("-accel", own, "-smp", "1", "-m", f"{MEMORY >> 20}M"),
        *("-nodefaults", "-no-user-config", "-no-reboot", "-display", "none", "-nic", "none"),
    ]


def _boot_words(machine: Machine) -> str:
    # panic=-1 with -no-reboot: a kernel that gives up ends QEMU.
    words = f"console={machine.console} quiet loglevel=1 panic=-1 oops=panic"
    return f"{words} {resumable(machine).boot}"


def words_of(machine: Machine, accelerator: str) -> Sequence[str]:
    """Everything of a machine that a saved state is tied to, as words."""
    return [*_machine_words(machine, accelerator), _boot_words(machine), qemu_version(machine)]
