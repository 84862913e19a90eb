"""The process of an executable, driven over a pipe; ``start/start.c`` is the other side."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from progpack import arch
from progpack.errors import DiedError, MissingFeatureError
from progpack.foreign.placed import Executable
from progpack.jit.targets import CpuTarget
from progpack.jit.worker import read_exactly
from progpack.owned import Owned

__all__ = ["Process", "command_for", "runs_natively"]

_READ, _WRITE, _CALL = 1, 2, 3
#: An argument of any kind: the process serves.
_SERVE: Final = "serve"


def runs_natively(target: CpuTarget) -> bool:
    """Whether this machine itself runs the target's executables."""
    host = arch.host()
    same = host.name == target.arch and host.byteorder.value == target.record.byteorder.value
    return same and os.uname().machine not in ("i386", "i686")


def command_for(target: CpuTarget, *, emulate: bool = False) -> list[str]:
    """The command that runs executables of a target; empty for this machine's own.

    Args:
        target: what they are for.
        emulate: whether qemu-user is wanted also where the machine could run them.

    Raises:
        MissingFeatureError: qemu-user is needed and not installed.
    """
    if runs_natively(target) and not emulate:
        return []
    found = shutil.which(target.emulator)
    if found is None:
        raise MissingFeatureError(
            f"running {target.name} executables here needs {target.emulator}: apt install qemu-user"
        )
    return [found]


class Process(Owned):
    """A process that reads, writes and calls in its memory when it is asked. A context manager.

    Requests are sent at once and answered in order, so what belongs together is asked for together.
    Not for two threads at once.

    Args:
        executable: what it runs.
        emulate: see `command_for`.

    Raises:
        MissingFeatureError: qemu-user is needed and not installed.
    """

    def __init__(self, executable: Executable, *, emulate: bool = False) -> None:
        self.executable = executable
        self._order = executable.target.byteorder
        command = command_for(executable.target, emulate=emulate)
        folder = tempfile.TemporaryDirectory(prefix="progpack-")
        self._folder = folder
        path = Path(folder.name, "program")
        path.write_bytes(executable.data)
        path.chmod(0o700)
        self._process = subprocess.Popen(
            [*command, str(path), _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._finalizer = weakref.finalize(self, _end, self._process, folder)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def close(self) -> None:
        """End the process. May be called twice."""
        self._finalizer()

    def read(self, address: int, size: int) -> bytes:
        """The bytes at an address.

        Raises:
            DiedError: the process ended, for example since nothing is mapped there.
        """
        return self.ask([], [(address, size)])[0]

    def write(self, address: int, data: bytes) -> None:
        """Put bytes at an address; what comes of it shows at the next answer.

        Raises:
            DiedError: the process has ended already.
        """
        self.ask([(address, data)], [])

    def call(self, function: int, *arguments: int) -> int:
        """Call a function of a pointer (or 0) and up to four numbers of 64 bits; its result.

        Raises:
            DiedError: the process ended in it.
        """
        answer = self.ask([], [], call=(function, *arguments))
        return int.from_bytes(answer[0], self._order)

    def ask(
        self,
        writes: Sequence[tuple[int, bytes]],
        reads: Sequence[tuple[int, int]],
        *,
        call: Sequence[int] = (),
    ) -> list[bytes]:
        """Write, then call, then read: the result (8 bytes, if called) and what was read.

        Raises:
            DiedError: the process ended.
        """
        parts = []
        sizes = []
        for address, data in writes:
            parts += [self._request(_WRITE, address, len(data)), data]
        if call:
            parts.append(self._request(_CALL, *call))
            sizes.append(8)
        for address, size in reads:
            parts.append(self._request(_READ, address, size))
            sizes.append(size)
        try:
            return self._exchange(b"".join(parts), sizes)
        except DiedError:
            raise
        except BaseException:
            # Interrupted in the middle: what comes next would be the wrong answer.
            self.close()
            raise

    def _exchange(self, requests: bytes, sizes: Sequence[int]) -> list[bytes]:
        stdin, stdout = self._pipes()
        try:
            stdin.write(requests)
            stdin.flush()
        except (BrokenPipeError, ValueError):
            raise self._died() from None
        answers = []
        for size in sizes:
            answer = read_exactly(stdout, size)
            if len(answer) < size:
                raise self._died()
            answers.append(answer)
        return answers

    def _request(self, what: int, *numbers: int) -> bytes:
        row = (what, *numbers, *[0] * (7 - len(numbers)))
        return b"".join((number & (1 << 64) - 1).to_bytes(8, self._order) for number in row)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("the process was started with pipes")
        return self._process.stdin, self._process.stdout

    def _died(self) -> DiedError:
        code = self._process.wait()
        said = b""
        if self._process.stderr is not None and not self._process.stderr.closed:
            said = self._process.stderr.read()
        name = self.executable.target.name
        text = said.decode(errors="replace").strip().splitlines()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return DiedError(
            f"the {name} process ended ({how}){': ' + text[0] if text else ''}", max(-code, 0)
        )


def _end(process: subprocess.Popen[bytes], folder: tempfile.TemporaryDirectory[str]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            # What could not be sent to a process that has gone is for nobody.
            with suppress(BrokenPipeError):
                stream.close()
    folder.cleanup()
