"""The process of an executable, driven over a pipe; ``start/start.c`` is the other side."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import accumulate, pairwise
from pathlib import Path
from threading import RLock
from typing import Final, NoReturn

from progpack import arch
from progpack.arch.cpu import CpuTarget
from progpack.errors import DiedError, ForeignProcessError, MissingFeatureError
from progpack.foreign.exchange import Exchange, Quiet
from progpack.foreign.executable import Executable
from progpack.memory.guard import forks
from progpack.owned import Owned

__all__ = ["TIME_LIMIT", "Process", "command_for", "runs_natively"]

_READ, _WRITE, _CALL, _CALL_ASKING, _CALL_HELPER, _ANSWER = range(1, 7)
#: What a call that may ask says: that it has ended, or that a replaced helper is called; and words
#: of each.
_ENDED, _ASKS = 0, 1
_WORDS: Final = 8
_WORD: Final = 8
#: Seconds that a process may stand still, see `Process`.
TIME_LIMIT: Final = 10.0
_LOOK_MS: Final = 100
_LEAVING: Final = 10.0
#: Seconds that a run has to end in when what drives it was interrupted.
_RECOVERY: Final = 2.0
_PIECE: Final = 1 << 16
#: Orders to the process: to serve, or to confine itself first and then to serve.
_SERVE, _CONFINE = "serve", "confine"
#: The meaning of the exit codes of the start of executables.
_EXIT_CODES: Final = {
    4: "a map could not be made",
    6: "this kernel does not let it confine itself (seccomp)",
}
#: The meaning of signals that the kernel sends to a confined process.
_FORBIDDEN: Final = "it tried a system call that an isolated process may not make"


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
    emulator = shutil.which(target.emulator)
    if emulator is None:
        raise MissingFeatureError(
            f"running {target.name} executables here needs {target.emulator}: apt install qemu-user"
        )
    return [emulator]


class Process(Owned):
    """A process that reads, writes and calls in its memory when it is asked. A context manager.

    Requests are answered in order, so what belongs together is asked for together, in any number.
    One thread asks at a time. A child of a fork has no part in it: there it is closed.

    Args:
        executable: what it runs.
        emulate: see `command_for`.
        time_limit: seconds for which the process may do nothing while an answer is wanted (a
            program that runs does something, for as long as its budget allows); None for ever.
        confined: whether the process gives up all system calls but those that it needs.

    Raises:
        MissingFeatureError: qemu-user is needed and not installed.
    """

    def __init__(
        self,
        executable: Executable,
        *,
        emulate: bool = False,
        time_limit: float | None = TIME_LIMIT,
        confined: bool = False,
    ) -> None:
        self.executable = executable
        self.confined = confined
        self.time_limit = time_limit
        self._order = executable.target.byteorder
        command = command_for(executable.target, emulate=emulate)
        # Both ends here: what the process did not read is read back before the next run.
        self._stop = os.pipe()
        os.set_blocking(self._stop[0], False)
        folder = tempfile.mkdtemp(prefix="progpack-")
        try:
            self._process = self._start(command, Path(folder, "program"))
        except BaseException:
            shutil.rmtree(folder)
            for descriptor in self._stop:
                os.close(descriptor)
            raise
        self._pipes = _descriptors(self._process)
        self._said = b""
        self._asking = RLock()
        self._owner = os.getpid()
        self._finalizer = weakref.finalize(
            self, _end, self._process, folder, self._stop, self._owner
        )
        _running.add(self)

    def _start(self, command: Sequence[str], path: Path) -> subprocess.Popen[bytes]:
        """Write the executable to a file and run it."""
        path.write_bytes(self.executable.data)
        path.chmod(0o700)
        order = _CONFINE if self.confined else _SERVE
        return subprocess.Popen(
            [*command, str(path), order, str(self._stop[0])],
            pass_fds=[self._stop[0]],
            process_group=0,  # ctrl-C is this process's to hear
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def closed(self) -> bool:
        """Whether it has been ended."""
        return not self._finalizer.alive

    def close(self) -> None:
        """End the process, also one that another thread waits for. May be called twice."""
        if self._owner != os.getpid():
            self.let_go()
            return
        if self._finalizer.alive:
            self._process.kill()  # the thread that waits sees its end, and then the pipes can go
        with self._asking:
            self._finalizer()

    def let_go(self) -> None:
        """Close this process's ends of the pipes, in a child of a fork: the parent has its own."""
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

    def call_helper(self, function: int, *arguments: int) -> int:
        """Call a function of the runtime with the state of the run that asks; its result.

        Args:
            function: its address.
            arguments: up to six numbers of 64 bits, behind the state.

        Raises:
            DiedError: the process ended in it.
        """
        with self._asking:
            answer = self._ask([], [], (function, *arguments), None, how=_CALL_HELPER)
        return int.from_bytes(answer[0], self._order)

    def ask(
        self,
        writes: Sequence[tuple[int, bytes]],
        reads: Sequence[tuple[int, int]],
        *,
        call: Sequence[int] = (),
        timeout: float | None = None,
        answering: Callable[[Sequence[int]], int] | None = None,
    ) -> list[bytes]:
        """Write, then call, then read: the result (8 bytes, if called) and what was read.

        What interrupts it, such as ctrl-C, ends a run that is called, and goes on from here.

        Args:
            writes: addresses and bytes.
            reads: addresses and numbers of bytes.
            call: a function and its arguments.
            timeout: seconds after which a call ends by itself; if it does not, 2 s later the
                process is ended.
            answering: what a replaced helper that is called meanwhile returns: it is given the
                number of the helper, the place of the call and r1 to r5.

        Raises:
            DiedError: the process ended, or stood still for longer than it may and was ended.
            ForeignProcessError: the process belongs to the parent of this one.
        """
        if self._owner != os.getpid():
            raise ForeignProcessError(
                f"foreign process: the {self.executable.target.name} process {self.pid} is that of "
                f"process {self._owner}, from which this one ({os.getpid()}) was forked: load the "
                "object again in this one"
            )
        with self._asking:
            if answering is None:
                return self._ask(writes, reads, call, timeout)
            return [self._answer(writes, call, timeout, answering), *self._ask([], reads, (), None)]

    def _ask(
        self,
        writes: Sequence[tuple[int, bytes]],
        reads: Sequence[tuple[int, int]],
        call: Sequence[int],
        timeout: float | None,
        how: int = _CALL,
    ) -> list[bytes]:
        parts = []
        sizes = []
        for address, data in writes:
            parts += [self._request(_WRITE, address, len(data)), data]
        if call:
            parts.append(self._request(how, *call))
            sizes.append(8)
        for address, size in reads:
            parts.append(self._request(_READ, address, size))
            sizes.append(size)
        exchange = self._exchange(b"".join(parts), sum(sizes))
        try:
            end = None if timeout is None else time.monotonic() + timeout + _RECOVERY
            self._finish(exchange, end)
        except DiedError:
            raise
        except BaseException:
            if not self._recover(exchange):
                self.close()
            raise
        answer = exchange.answer
        ends = list(accumulate(sizes, initial=0))
        return [bytes(answer[start:end]) for start, end in pairwise(ends)]

    def _exchange(self, requests: bytes, wanted: int) -> Exchange:
        """Return the beginning of an exchange.

        Raises:
            DiedError: the process has been ended.
        """
        if not self._finalizer.alive:
            raise DiedError(f"the {self.executable.target.name} process has been ended")
        return Exchange(memoryview(requests), wanted)

    def _answer(
        self,
        writes: Sequence[tuple[int, bytes]],
        call: Sequence[int],
        timeout: float | None,
        answering: Callable[[Sequence[int]], int],
    ) -> bytes:
        """Write, then call, and answer what the call asks; its result."""
        parts = [self._request(_WRITE, at, len(data)) + data for at, data in writes]
        exchange = self._exchange(
            b"".join([*parts, self._request(_CALL_ASKING, *call)]), _WORD * _WORDS
        )
        end = None if timeout is None else time.monotonic() + timeout + _RECOVERY
        try:
            self._finish(exchange, end)
            while (said := self._said_by(exchange))[0] == _ASKS:
                exchange = self._exchange(
                    self._request(_ANSWER, answering(said[1:])), _WORD * _WORDS
                )
                end = None if timeout is None else time.monotonic() + timeout + _RECOVERY
                self._finish(exchange, end)
        except DiedError:
            raise
        except BaseException:
            if not self._recover(exchange, asking=True):
                self.close()
            raise
        if said[0] != _ENDED:
            raise self.nonsense("a call")
        return said[1].to_bytes(_WORD, self._order)

    def _said_by(self, exchange: Exchange) -> list[int]:
        """Return the words of an answer."""
        answer, order = bytes(exchange.answer), self._order
        return [
            int.from_bytes(answer[at : at + _WORD], order) for at in range(0, len(answer), _WORD)
        ]

    def _recover(self, exchange: Exchange, *, asking: bool = False) -> bool:
        """End the run that is under way; whether the process can be asked again."""
        os.write(self._stop[1], b"\0")
        end = time.monotonic() + _RECOVERY
        try:
            self._finish(exchange, end)
            while asking and self._said_by(exchange)[0] == _ASKS:
                exchange = self._exchange(self._request(_ANSWER, 0), _WORD * _WORDS)
                self._finish(exchange, end)
        except BaseException:  # noqa: BLE001 - the first one is raised
            return False
        with suppress(BlockingIOError):  # the process has read it
            os.read(self._stop[0], 1)
        return True

    def _finish(self, exchange: Exchange, deadline: float | None = None) -> None:
        """Send requests and read what they are answered with meanwhile: neither pipe fills up."""
        to, answers, messages = self._pipes
        poll, answer = select.poll(), exchange.answer
        for descriptor in (answers, messages):
            poll.register(descriptor, select.POLLIN)
        if exchange.left:
            poll.register(to, select.POLLOUT)
        quiet = Quiet(self._process.pid)
        while exchange.left or len(answer) < exchange.wanted:
            ready = [descriptor for descriptor, _ in poll.poll(_LOOK_MS)]
            if to in ready:
                exchange.left = exchange.left[self._send(exchange.left) :]
                if not exchange.left:
                    poll.unregister(to)
            if answers in ready:
                answer += self._read(answers) or self._died()
            if messages in ready and not self._hear():
                poll.unregister(messages)
            if deadline is not None and time.monotonic() > deadline:
                raise self._stuck("does not end its run")
            if ready:
                quiet.since = None
            elif self.time_limit is not None and quiet.seconds() >= self.time_limit:
                state = "is stopped (SIGCONT continues it)" if quiet.stopped else "sleeps"
                raise self._stuck(f"{state} and has not answered for {self.time_limit:g} s")

    def _send(self, data: memoryview) -> int:
        """Send what there is room for; how much that was."""
        try:
            return os.write(self._pipes[0], data[:_PIECE])
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            return self._died()

    def _read(self, descriptor: int) -> bytes:
        return os.read(descriptor, _PIECE)

    def _hear(self) -> bool:
        """Take what the process says of an error; whether it may say more."""
        text = self._read(self._pipes[2])
        self._said = (self._said + text)[-_PIECE:]
        return bool(text)

    def _request(self, what: int, *numbers: int) -> bytes:
        row = (what, *numbers, *[0] * (7 - len(numbers)))
        return b"".join((number & (1 << 64) - 1).to_bytes(8, self._order) for number in row)

    def _died(self) -> NoReturn:
        """Raise how the process ended; it has closed its pipes."""
        try:
            code = self._process.wait(_LEAVING)
        except subprocess.TimeoutExpired:
            raise self._stuck("has closed its pipes and goes on") from None
        while self._hear():
            pass
        name = self.executable.target.name
        text = self._said.decode(errors="replace").strip().splitlines()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        reason = self._reason(code) or (text[0] if text else "")
        raise DiedError(
            f"the {name} process ended ({how}){': ' + reason if reason else ''}", max(-code, 0)
        )

    def _reason(self, code: int) -> str:
        """The words for what the process ended with, if the start of executables says it."""
        if self.confined and code == -signal.SIGSYS:
            return _FORBIDDEN
        return _EXIT_CODES.get(code, "")

    def _stuck(self, why: str) -> DiedError:
        """The error of a process that does nothing any more; it is ended."""
        self.close()
        name = self.executable.target.name
        return DiedError(f"the {name} process {self.pid} {why}; it was ended")

    def nonsense(self, what: str) -> DiedError:
        """The error of a process that says what cannot be, since others write its memory.

        The process is ended, because nothing else that it sends can be trusted.

        Args:
            what: what it was asked about.
        """
        self.close()
        name = self.executable.target.name
        return DiedError(
            f"the {name} process gave an answer about {what} that is not valid, and was ended"
        )


def _descriptors(process: subprocess.Popen[bytes]) -> tuple[int, int, int]:
    """The pipes of a process: for requests, which never blocks, for answers and for errors."""
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise AssertionError("the process was started with pipes")
    to = process.stdin.fileno()
    os.set_blocking(to, False)
    return to, process.stdout.fileno(), process.stderr.fileno()


# Those of this process, so that its children have no end of their pipes.
_running: weakref.WeakSet[Process] = weakref.WeakSet()


def _in_child() -> None:
    """Let go of the processes of the parent, which end when nobody has an end of their pipes."""
    for process in list(_running):
        process.let_go()
    _running.clear()


forks.in_child(_in_child)


def _end(process: subprocess.Popen[bytes], folder: str, stop: tuple[int, int], owner: int) -> None:
    ours = owner == os.getpid()
    if ours:
        process.kill()
    else:
        process.returncode = 0  # it is not this process that can wait for it
    for descriptor in stop:
        os.close(descriptor)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            # What could not be sent to a process that has gone is for nobody.
            with suppress(BrokenPipeError):
                stream.close()
    if ours:
        shutil.rmtree(folder, ignore_errors=True)
