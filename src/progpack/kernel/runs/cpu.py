"""The CPU of a test run in the running kernel."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from progpack.kernel.syscall.call import RUNNING, Port

__all__ = ["one_cpu"]


@contextmanager
def one_cpu(port: Port) -> Iterator[None]:
    """Keep this thread on the first CPU that it may use, so that all its runs have the same one.

    That is CPU 0, as of a run of one thread on every backend, unless the thread may not use it. A
    run in another kernel needs nothing: a guest has one CPU.

    Args:
        port: the kernel of the run.
    """
    if port is not RUNNING:
        yield
        return
    thread = 0
    before = os.sched_getaffinity(thread)
    os.sched_setaffinity(thread, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(thread, before)
