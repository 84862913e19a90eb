"""Texts that programs of the running kernel print: ``bpf_trace_printk`` and ``bpf_trace_vprintk``.

The kernel writes them to its trace. An instance of the trace of one's own hears one thread alone
(Documentation/trace/ftrace.rst, Linux 6.18), and nobody else's trace changes. The file system is
mounted for this process alone, at no path.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import re
import threading
from typing import Final

from progpack.errors import MissingFeatureError
from progpack.owned import Owned

__all__ = ["Printed", "texts_of", "traces"]

#: Numbers of system calls, since Linux 5.2, the same for all architectures here.
_FSOPEN: Final = 430
_FSCONFIG: Final = 431
_FSMOUNT: Final = 432
#: ``include/uapi/linux/mount.h``.
_CLOEXEC: Final = 1
_CONFIG_CREATE: Final = 6
#: The event of a text, and what is in front of each in the trace.
_EVENT: Final = "events/bpf_trace/bpf_trace_printk"
_FRONT: Final = re.compile(
    rb"^ *\S.*?-\d+ +\[\d+\] \S+ +\d+\.\d+: bpf_trace_printk: ", re.MULTILINE
)
_BUFFER_KIB: Final = b"256"
_numbers: Final = itertools.count()


class Printed(Owned):
    """An instance of the kernel's trace that hears the texts of one thread at a time.

    Raises:
        MissingFeatureError: no tracefs, or no right to use it.
    """

    def __init__(self) -> None:
        self._root = _open_tracefs()
        self._name = f"instances/progpack-{os.getpid()}-{next(_numbers)}"
        try:
            os.mkdir(self._name, dir_fd=self._root)
            try:
                self._write("buffer_size_kb", _BUFFER_KIB)
                self._write(f"{_EVENT}/enable", b"1")
            except BaseException:
                os.rmdir(self._name, dir_fd=self._root)
                raise
        except OSError as error:
            os.close(self._root)
            raise MissingFeatureError(f"the kernel's trace: {error.strerror}") from None

    def _write(self, file: str, data: bytes, flags: int = os.O_WRONLY) -> None:
        fd = os.open(f"{self._name}/{file}", flags | os.O_CLOEXEC, dir_fd=self._root)
        try:
            os.write(fd, data)
        finally:
            os.close(fd)

    def begin(self) -> None:
        """Hear what this thread prints from now on, and forget what was printed."""
        self._write("set_event_pid", str(threading.get_native_id()).encode())
        self._write("trace", b"\n", os.O_WRONLY | os.O_TRUNC)

    def texts(self) -> tuple[str, ...]:
        """The texts since the beginning, oldest first."""
        fd = os.open(f"{self._name}/trace", os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._root)
        with open(fd, "rb") as stream:
            trace = stream.read()
        return texts_of(trace)

    def close(self) -> None:
        """Remove the instance. May be called twice."""
        root, self._root = self._root, -1
        if root >= 0:
            os.rmdir(self._name, dir_fd=root)
            os.close(root)


def texts_of(trace: bytes) -> tuple[str, ...]:
    """The texts that programs printed, as a file ``trace`` of tracefs has them, oldest first."""
    ends = [match.span() for match in _FRONT.finditer(trace)]
    starts = [start for start, _ in ends[1:]]
    return tuple(
        trace[end:following].removesuffix(b"\n").decode("utf-8", "replace")
        for (_, end), following in zip(ends, [*starts, len(trace)], strict=False)
    )


def traces() -> bool:
    """Whether the kernel's trace can be had."""
    try:
        os.close(_open_tracefs())
    except MissingFeatureError:
        return False
    return True


def _open_tracefs() -> int:
    """A descriptor of the root of tracefs.

    Raises:
        MissingFeatureError: there is none, or no right to use it.
    """
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    system = call(_FSOPEN, b"tracefs", _CLOEXEC)
    if system < 0:
        raise MissingFeatureError(f"tracefs: {os.strerror(ctypes.get_errno())}")
    try:
        if call(_FSCONFIG, int(system), _CONFIG_CREATE, None, None, 0) == 0:
            root = call(_FSMOUNT, int(system), _CLOEXEC, 0)
            if root >= 0:
                return int(root)
        raise MissingFeatureError(f"tracefs: {os.strerror(ctypes.get_errno())}")
    finally:
        os.close(system)
