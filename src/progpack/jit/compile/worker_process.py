"""The process that compiles: how it is started and ended, with nothing left by an exception.

Pipes and process are noted in a `Lease` by the same call of C that makes them. So an exception of a
signal's handler, which may come after any call, finds each of them either not made or noted, and
what is noted ends with the lease.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, repeat, starmap
from typing import Final

from progpack.memory import linux
from progpack.memory.guard.lease import Lease

__all__ = ["WorkerProcess"]

#: Bytes that a pipe holds; the text of a program of 4,000 instructions is a quarter of that.
_PIPE: Final = 1 << 20
# Descriptors 0 to 2 have a meaning in the process that is started.
_FIRST_PLAIN: Final = 3
_STDIN, _STDOUT, _STDERR = range(_FIRST_PLAIN)
#: Signals that CPython ignores, and that the new process would ignore (posix_spawn(3)).
_IGNORED: Final = (signal.SIGPIPE, signal.SIGXFSZ)
_PAUSE: Final = 0.001


class WorkerProcess:
    """A Python process that reads requests from a pipe and answers by another one.

    Args:
        command: arguments of the Python that runs this process.
        environment: variables of the new process.

    Attributes:
        requests: descriptor that requests are written to; it does not block.
        answers: descriptor that answers are read from.
        served: requests that it has answered.
        torn: whether a request was begun and its answer not read to the end.

    Raises:
        OSError: the process cannot be started.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.served = 0
        self.torn = False
        self._lease = lease = Lease()
        files = lease.files
        files.extend(chain.from_iterable(starmap(os.pipe2, repeat((os.O_CLOEXEC,), 2))))
        # A file, not a pipe: nobody reads it while all is well.
        _add_file(files)
        _leave_standard_ones(files)
        read, self.requests, self.answers, write, self._said = files
        os.set_blocking(self.requests, False)
        # A refusal costs a few more switches between the processes.
        with suppress(OSError):
            fcntl.fcntl(self.requests, fcntl.F_SETPIPE_SZ, _PIPE)
        ends = zip((read, write, self._said), (_STDIN, _STDOUT, _STDERR), strict=True)
        spawn = partial(
            os.posix_spawn,
            sys.executable,
            [sys.executable, *command],
            file_actions=[(os.POSIX_SPAWN_DUP2, *pair) for pair in ends],
            setsigdef=_IGNORED,
        )
        lease.children.extend(zip((os.getpid(),), map(spawn, (environment,)), strict=False))
        # Its ends are its own: an answer ends where it does.
        files[:] = [self.requests, self.answers, self._said, read, write]
        lease.close_files(keep=len((self.requests, self.answers, self._said)))

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._lease.children[-1][1]

    @property
    def is_ours(self) -> bool:
        """Whether this process has started it, and none that this one was forked from."""
        children = self._lease.children
        return bool(children) and children[-1][0] == os.getpid()

    def wait(self, seconds: float) -> int | None:
        """Wait for the end of the process: `subprocess.Popen.returncode`; None when it goes on.

        Raises:
            ChildProcessError: somebody else has waited for the process.
        """
        deadline = time.monotonic() + seconds
        while True:
            # It stays to be waited for, so that an exception here loses nothing.
            state = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
            if state is not None:
                exited = state.si_code == os.CLD_EXITED
                return state.si_status if exited else -state.si_status
            if time.monotonic() > deadline:
                return None
            time.sleep(_PAUSE)

    def kill(self) -> None:
        """Send SIGKILL, also where it is stopped."""
        os.kill(self.pid, signal.SIGKILL)

    def last_words(self, most: int) -> str:
        """The end of what it wrote to its standard error.

        Args:
            most: bytes.
        """
        size = os.fstat(self._said).st_size
        data = os.pread(self._said, most, max(size - most, 0))
        return data.decode(errors="replace").strip()

    def end(self) -> None:
        """Close the pipes, kill it and wait for its end; nothing where it is another process's."""
        self._lease.give_back()


def _add_file(files: list[int]) -> None:
    """Open a file that no other process finds and add it."""
    with suppress(OSError):
        linux.memfd_create("progpack compiler", linux.MFD_CLOEXEC, files)
        return
    flags = os.O_RDWR | os.O_CLOEXEC
    with suppress(OSError):
        files.extend(map(os.open, (tempfile.gettempdir(),), (flags | os.O_TMPFILE,), (0o600,)))
        return
    files.extend(map(os.open, (os.devnull,), (flags,)))


def _leave_standard_ones(files: list[int]) -> None:
    """Replace descriptors that this process has at 0 to 2, where it has closed its own ones."""
    low = [file for file in files if file < _FIRST_PLAIN]
    if not low:
        return
    count = len(files)
    files.extend(map(fcntl.fcntl, low, repeat(fcntl.F_DUPFD_CLOEXEC), repeat(_FIRST_PLAIN)))
    copies = dict(zip(low, files[count:], strict=True))
    files[:] = [*(copies.get(file, file) for file in files[:count]), *low]
    Lease.close_last(files, keep=count)
