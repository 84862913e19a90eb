"""The compiler's process: reads requests from its input, answers on its output, until that ends.

Its arguments are the number of the process that started it, with which it ends, and, if there is a
second one, the name of what is compiled for (`progpack.arch.cpu`).

A request is a header, a pickle that says where to keep the image (or nothing) and IR text; an
answer is a header and a pickle of what was asked for, or of the progpack error that came instead.
An image is kept after the answer has gone, so that nobody waits for the disk. Only the process that
started this one holds the other ends.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import sys
from contextlib import suppress
from typing import IO

from progpack.errors import CompileError, ProgpackError

__all__ = ["ASSEMBLY", "COMPILE", "HEADER", "HELLO", "main", "read_exactly"]

#: What is asked for (or 0 and 1: fine or failed, in an answer), LLVM's speed level, bytes of where
#: to keep it, bytes of what is behind that.
HEADER = struct.Struct("<IIQQ")
HELLO, COMPILE, ASSEMBLY = range(3)


def read_exactly(stream: IO[bytes], size: int) -> bytes:
    """``size`` bytes, or fewer when the other side has gone."""
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class _Waiting:
    """Waits for requests, and for the end of the process that makes them.

    The end of the pipe does not tell: a forked child of that process has the other end too.
    """

    def __init__(self, requests: int, parent: int) -> None:
        self._parent = parent
        self._poll = select.poll()
        self._poll.register(requests, select.POLLIN)
        self._descriptor = -1
        self._timeout: int | None = None
        try:
            self._descriptor = os.pidfd_open(parent)
            self._poll.register(self._descriptor, select.POLLIN)
        except (OSError, AttributeError):
            self._timeout = 1000  # Linux before 5.3, or a filter of system calls

    def until_asked(self) -> bool:
        """Whether there is a request, or an end of requests, from a process that lives."""
        while os.getppid() == self._parent:
            ready = [descriptor for descriptor, _ in self._poll.poll(self._timeout)]
            if ready:
                return self._descriptor not in ready
        return False


def _close_inherited() -> None:
    """Close what the process that started this one has open for its children."""
    for number in map(int, os.listdir("/proc/self/fd")):
        # One of them was of the list itself.
        with suppress(OSError):
            if number > sys.stderr.fileno():
                os.close(number)


def main() -> None:
    """Serve until the input ends."""
    _close_inherited()
    # ctrl-C reaches the whole group; whoever asked decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    parent = int(sys.argv[1])
    waiting = _Waiting(requests.fileno(), parent)
    # Nothing but answers may go to that pipe, whatever a library prints.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    llvm = None
    while waiting.until_asked():
        header = read_exactly(requests, HEADER.size)
        if len(header) < HEADER.size:
            return
        kind, optimize, keeping, size = HEADER.unpack(header)
        keep = pickle.loads(read_exactly(requests, keeping)) if keeping else None
        ir = read_exactly(requests, size).decode()
        failed = 0
        answer: object
        try:
            if llvm is None:
                from progpack.jit.compile.llvm import Llvm

                llvm = Llvm(sys.argv[2] if len(sys.argv) > 2 else None)
            if kind == COMPILE:
                answer = llvm.compile(ir, optimize)
            elif kind == ASSEMBLY:
                answer = llvm.assembly(ir, optimize)
            else:
                answer = (llvm.machine, llvm.cpu, llvm.version)
        except ProgpackError as error:
            failed, answer = 1, (type(error), str(error))
        except MemoryError:
            failed, answer = 1, (CompileError, "the compiler's process has no memory")
        payload = pickle.dumps(answer)
        answers.write(HEADER.pack(failed, 0, 0, len(payload)) + payload)
        answers.flush()
        if keep is not None and not failed:
            keep.write(answer)


if __name__ == "__main__":
    main()
