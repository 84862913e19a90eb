"""Forks as a server makes them that embeds Python: by libc, with as few hooks as CPython allows."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

__all__ = ["bare_fork", "fork_in_c", "objects_are_free_in_children"]

#: Without the interpreter lock CPython 3.13 hands the lock of an object (a list, a dictionary) to a
#: thread that waits for it, which the next fork may leave out: the child waits for ever in the
#: first ``list.pop()``.
objects_are_free_in_children = pytest.mark.skipif(
    not getattr(sys, "_is_gil_enabled", lambda: True)(),
    reason="CPython: locks of objects stay with threads that are not in the child",
)

_SOURCE = """
#include <unistd.h>
void PyOS_BeforeFork(void);
void PyOS_AfterFork_Parent(void);
void PyOS_AfterFork_Child(void);
int fork_and_tell(void)
{
	int pid;

	if (BEFORE)
		PyOS_BeforeFork();
	pid = fork();
	if (!pid)
		PyOS_AfterFork_Child();
	else if (BEFORE)
		PyOS_AfterFork_Parent();
	return pid;
}
"""
#: From 3.13 on PyOS_AfterFork_Child() gives back the import lock, and ends the process when
#: PyOS_BeforeFork() has not taken it.
_TOLD_BEFORE = sys.version_info >= (3, 13)


@cache
def _library() -> ctypes.PyDLL:
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "forks.c"), Path(folder, "forks.so")
        source.write_text(_SOURCE)
        flags = ["-shared", "-fPIC", f"-DBEFORE={_TOLD_BEFORE:d}"]
        subprocess.run(["cc", *flags, "-o", str(made), str(source)], check=True)
        # With the interpreter lock, which nobody gives back in a child of a thread without it.
        return ctypes.PyDLL(str(made))


def fork_in_c() -> int:
    """A fork whose child tells Python of it, as PyOS_AfterFork_Child() asks of whoever forks.

    Without that CPython itself hangs when a thread of the parent waited for the interpreter lock.
    From 3.13 on Python is told before, too, and in the parent.
    """
    return int(_library().fork_and_tell())


def bare_fork() -> int:
    """A fork of which Python is not told at all; while no other thread wants to run Python."""
    return int(ctypes.PyDLL(None).fork())
