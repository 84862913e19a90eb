"""Requests to the compiler's process and its answers, without waiting for them for ever.

A process that compiles uses the CPU. One that uses none for a while was stopped (SIGSTOP), waits
for memory that does not come, or is stuck: it is not waited for.
"""

from __future__ import annotations

import io
import os
import pickle
import select
import time
from pathlib import Path
from typing import Any, Final

from progpack import errors
from progpack.errors import CompileError, ProgpackError
from progpack.jit.compile.worker_process import WorkerProcess
from progpack.link import image

__all__ = ["read_answer", "receive", "send"]

#: Seconds without any CPU time, and seconds for one request, after which it is given up.
SILENT_SECONDS: Final = 10.0
MOST_SECONDS: Final = 600.0
_LOOK_MS: Final = 250
_MOST_READ: Final = 1 << 20


class _Patience:
    """The time that a process may go on with one request.

    Raises (`check`):
        CompileError: the compiler process does not answer.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._began = self._since = time.monotonic()
        self._cpu = -1

    def check(self) -> None:
        now = time.monotonic()
        state, cpu = _state_of(self._pid)
        if cpu != self._cpu:
            self._cpu, self._since = cpu, now
        why = ""
        if now - self._since > SILENT_SECONDS:
            stopped = "it is stopped" if state == "T" else "it used no CPU time"
            why = f"did not answer for {now - self._since:.0f} seconds ({stopped})"
        elif now - self._began > MOST_SECONDS:
            why = f"worked for {now - self._began:.0f} seconds and is not ready"
        if why:
            raise CompileError(
                f"the compiler's process {self._pid} {why}; it is ended, the next load starts"
                " another"
            )


def _state_of(pid: int) -> tuple[str, int]:
    """State and CPU time, in clock ticks, of a process (proc_pid_stat(5))."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "", -1
    # The name, in parentheses, may hold anything.
    fields = text[text.rindex(")") + 2 :].split()
    return fields[0], int(fields[11]) + int(fields[12])


def _wait(descriptor: int, events: int, patience: _Patience) -> None:
    poll = select.poll()
    poll.register(descriptor, events)
    while not poll.poll(_LOOK_MS):
        patience.check()


def send(process: WorkerProcess, data: bytes) -> bool:
    """Send a request; whether the process is there to take it.

    Args:
        process: the process.
        data: the request.

    Raises:
        CompileError: the compiler process does not read.
    """
    patience, left = _Patience(process.pid), memoryview(data)
    while left:
        try:
            left = left[os.write(process.requests, left) :]
        except BlockingIOError:
            _wait(process.requests, select.POLLOUT, patience)
        except BrokenPipeError:
            return False
    return True


def receive(process: WorkerProcess, size: int) -> bytes:
    """Receive ``size`` bytes of an answer, or fewer when the process has ended.

    Raises:
        CompileError: the process does not answer.
    """
    patience, data = _Patience(process.pid), bytearray()
    while len(data) < size:
        _wait(process.answers, select.POLLIN, patience)
        part = os.read(process.answers, min(size - len(data), _MOST_READ))
        if not part:
            break
        data += part
    return bytes(data)


def _part(kind: object, name: str) -> image.Part:
    if kind is not image.Part:
        raise pickle.UnpicklingError(f"{name} of {kind!r} is no part of an answer")
    return image.Part[name]


class _Answers(pickle.Unpickler):
    """Reads what the process says: images, and errors of this package, and nothing else.

    LLVM has compiled what may be hostile there, so it is not believed more than it must be. The
    machine code itself is believed: the process is no boundary against code that runs in it.
    """

    def find_class(self, module: str, name: str) -> Any:
        if module == image.__name__ and name in ("Image", "Part", "Place", "Relocation"):
            return getattr(image, name)
        if (module, name) == ("builtins", "getattr"):
            # Python 3.11.0 to 3.11.3 write a member of an enumeration as getattr(Part, "TEXT").
            return _part
        kind = getattr(errors, name, None) if module == errors.__name__ else None
        if isinstance(kind, type) and issubclass(kind, ProgpackError):
            return kind
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")


def read_answer(data: bytes) -> Any:
    """Read an answer of the compiler's process.

    Raises:
        CompileError: the data are no answer.
    """
    try:
        return _Answers(io.BytesIO(data)).load()
    except Exception as error:  # a pickle that is damaged raises anything
        raise CompileError(
            f"the compiler's process gave an answer that cannot be read: {error}"
        ) from error
