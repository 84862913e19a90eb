"""Waits that ctrl-C ends, whenever it comes.

Python looks for signals before it waits, and the wait itself ends early where the signal comes to
the thread that waits. A signal that comes between the two, or to another thread, is handled when
the wait is over: after a guest has answered, or never. So the main thread waits in steps here, and
looks for signals after each. What is waited for ends a step at once, so steps cost no time.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    import socket
    import subprocess
    import threading
    from collections.abc import Callable, Collection, Iterator, Sequence
    from concurrent.futures import Future
    from typing import IO

__all__ = ["STEP_S", "as_completed", "join", "receive", "result", "run", "sleep", "until"]

T = TypeVar("T")

#: Seconds of a wait after which the handlers of signals get their turn.
STEP_S: Final = 0.05
_MS: Final = 1000


def until(ends: Callable[[float], bool], seconds: float | None = None) -> bool:
    """Wait in steps for something; return whether it came.

    Args:
        ends: waits as many seconds as it is told, and says whether that has come.
        seconds: most seconds of the whole wait; None: for ever.
    """
    if seconds is None:
        while not ends(STEP_S):
            pass
        return True
    end = time.monotonic() + seconds
    while not ends(max(0.0, min(STEP_S, end - time.monotonic()))):
        if time.monotonic() >= end:
            return False
    return True


def sleep(seconds: float) -> None:
    """Wait some seconds."""

    def rest(step: float) -> bool:
        time.sleep(step)
        return False

    until(rest, seconds)


def join(thread: threading.Thread) -> None:
    """Wait for the end of a thread."""

    def ended(step: float) -> bool:
        thread.join(step)
        return not thread.is_alive()

    until(ended)


def result(future: Future[T]) -> T:
    """Wait for the result of a future, and return it or raise its exception."""
    from concurrent.futures import wait

    until(lambda step: bool(wait([future], step).done))
    return future.result()


def as_completed(futures: Collection[Future[T]]) -> Iterator[Future[T]]:
    """Yield futures as they are done; `concurrent.futures.as_completed` in steps."""
    from concurrent.futures import FIRST_COMPLETED, wait

    left = set(futures)
    while left:
        done, left = wait(left, STEP_S, FIRST_COMPLETED)
        yield from done


def receive(port: socket.socket, size: int, seconds: float) -> bytes:
    """Receive what comes over a socket; ``b""`` where the other side has closed it.

    Args:
        port: the socket.
        size: most bytes.
        seconds: most seconds that it may take until something comes.

    Raises:
        TimeoutError: nothing came.
        OSError: the connection broke.
    """
    import select

    poll = select.poll()
    poll.register(port, select.POLLIN)
    if not until(lambda step: bool(poll.poll(step * _MS)), seconds):
        raise TimeoutError(f"nothing came for {seconds:g} s")
    return port.recv(size)


def run(
    command: Sequence[str], given: str | None = None, seconds: float | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and return what it said, as text; `subprocess.run` in steps.

    Args:
        command: the command.
        given: what it reads; None: what this process would.
        seconds: most seconds that it may take.
        more: further arguments of `subprocess.Popen`.

    Raises:
        OSError: it does not start.
        subprocess.TimeoutExpired: it took longer, and was ended.
    """
    import subprocess
    from contextlib import ExitStack

    pipe = subprocess.PIPE
    with ExitStack() as stack:
        # A file, as `communicate` of Python 3.11 forgets what is to be written after its time.
        stdin = None if given is None else stack.enter_context(_file_of(given))
        process = stack.enter_context(
            subprocess.Popen(
                command, stdin=stdin, stdout=pipe, stderr=pipe, text=True, errors="replace", **more
            )
        )
        said: list[tuple[str, str]] = []

        def ended(step: float) -> bool:
            try:
                said.append(process.communicate(timeout=step))
            except subprocess.TimeoutExpired:
                return False
            return True

        try:
            if not until(ended, seconds):
                raise subprocess.TimeoutExpired(command, seconds or 0.0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        return subprocess.CompletedProcess(command, process.returncode, *said[0])


def _file_of(text: str) -> IO[bytes]:
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(text.encode())
    file.seek(0)
    return file
