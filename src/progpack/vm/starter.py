"""Processes that end with this one, however it goes, and whichever thread wanted them.

The kernel ends such a process with the thread that started it (PR_SET_PDEATHSIG of prctl(2)), so
one thread starts them all, and lives as long as this process.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Final

from progpack.waits import result

__all__ = ["start"]

_PR_SET_PDEATHSIG: Final = 1
#: Looked up here, as a child between fork and exec may not load a library.
_prctl: Final = ctypes.CDLL(None).prctl

_Started = subprocess.Popen[bytes]
_Queue = SimpleQueue[tuple[Sequence[str], Sequence[int], "Future[_Started]"]]


def start(words: Sequence[str], files: Sequence[int]) -> _Started:
    """Start a process that ends with this one; of its streams only the errors are heard.

    The process is in a group of its own: ctrl-C is this process's to hear.

    Args:
        words: the command.
        files: descriptors that the process has.

    Raises:
        OSError: the process does not start.
    """
    started: Future[_Started] = Future()
    _queue_of_process().put((words, files, started))
    try:
        return result(started)
    except BaseException:
        started.add_done_callback(_end)  # nobody else knows it
        raise


def _end(started: Future[_Started]) -> None:
    if started.exception() is None:
        started.result().kill()


#: By process, as a child of a fork does not have the thread.
_queues: Final[dict[int, _Queue]] = {}


def _queue_of_process() -> _Queue:
    fresh: _Queue = SimpleQueue()
    queue = _queues.setdefault(os.getpid(), fresh)
    if queue is fresh:
        threading.Thread(target=_serve, args=(queue,), name="progpack-qemu", daemon=True).start()
    return queue


def _serve(queue: _Queue) -> None:
    while True:
        words, files, started = queue.get()
        try:
            started.set_result(_started(words, files))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the thread that waits raises it
            started.set_exception(error)


def _started(words: Sequence[str], files: Sequence[int]) -> _Started:
    parent = os.getpid()

    def end_with_parent() -> None:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went before that
            os.kill(os.getpid(), signal.SIGKILL)

    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=files,
        process_group=0,
        preexec_fn=end_with_parent,
    )
