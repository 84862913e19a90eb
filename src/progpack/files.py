"""Files: read up to a bound; written with the mode that umask(2) leaves."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

__all__ = ["MOST_READ", "open_file", "own_file", "read_file", "replaced_file", "write_file"]

MOST_READ: Final = 256 << 20
"""Bytes of a file that is read whole. A device has no size and may have no end."""

_PIECE: Final = 1 << 20


def read_file(path: str | os.PathLike[str], most: int | None = None) -> bytes:
    """All bytes of a file, a pipe or a device that is no longer than it may be.

    Args:
        path: the file.
        most: bytes; `MOST_READ` by default.

    Raises:
        OSError: the file cannot be read, or has more bytes (EFBIG).
    """
    pieces, size, most = [], 0, MOST_READ if most is None else most
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(min(_PIECE, most + 1 - size)):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise OSError(errno.EFBIG, f"more than the {most:,} bytes that are read of a file")
    return b"".join(pieces)


def open_file(path: str | os.PathLike[str], *, executable: bool = False) -> int:
    """Open a file for reading and writing, and make it where there is none; its descriptor.

    It is not truncated, and a file that is there keeps its mode, but for the bits of
    ``executable``.

    Args:
        path: the file.
        executable: whoever may read it may execute it.

    Raises:
        OSError: the file cannot be opened.
    """
    mode = 0o777 if executable else 0o666
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)
    if executable:
        try:
            have = os.fstat(descriptor).st_mode & 0o777
            os.fchmod(descriptor, have | (have & 0o444) >> 2)
        except BaseException:
            os.close(descriptor)
            raise
    return descriptor


def own_file(path: str | os.PathLike[str]) -> io.FileIO:
    """Open a file as `open_file` does, as an object that closes it when it is garbage.

    No exception, whenever it comes, leaves a descriptor open.

    Raises:
        OSError: the file cannot be opened.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    # No instruction of Python comes between the two calls.
    return next(map(io.FileIO, map(os.open, (path,), (flags,), (0o666,)), ("r+b",)))


def write_file(path: str | os.PathLike[str], data: bytes, *, executable: bool = False) -> None:
    """Write a file whole; see `replaced_file`.

    Args:
        path: the file.
        data: what is in it then.
        executable: as for `open_file`.

    Raises:
        OSError: the file cannot be written.
    """
    with replaced_file(path, executable=executable) as file:
        file.write(data)


@contextmanager
def replaced_file(
    path: str | os.PathLike[str], *, executable: bool = False
) -> Iterator[io.BufferedWriter]:
    """Write a file piece by piece: a failure leaves what was there, or nothing.

    It is written beside and renamed at the end. Devices, pipes, files of other owners or names and
    those in a directory that cannot be written are written in place.

    Args:
        path: the file.
        executable: as for `open_file`.

    Raises:
        OSError: the file cannot be written.
    """
    target = os.path.realpath(path)
    beside = os.path.join(os.path.dirname(target), f".progpack-{os.urandom(8).hex()}")
    if not _may_be_replaced(target):
        beside = target
    try:
        descriptor = open_file(beside, executable=executable)
    except PermissionError:
        beside = target
        descriptor = open_file(beside, executable=executable)
    try:
        with open(descriptor, "wb") as file:
            if beside != target and os.path.exists(target):
                have = os.stat(target).st_mode & 0o777
                os.fchmod(descriptor, have | ((have & 0o444) >> 2 if executable else 0))
            elif stat.S_ISREG(os.fstat(descriptor).st_mode):  # a pipe or a device has no length
                file.truncate(0)
            yield file
        if beside != target:
            os.replace(beside, target)
    except BaseException:
        if beside != target:
            with suppress(FileNotFoundError):
                os.unlink(beside)
        raise


def _may_be_replaced(path: str) -> bool:
    """Whether nobody notices that another file has the name: there is none, or our own."""
    try:
        have = os.lstat(path)
    except FileNotFoundError:
        return True
    return stat.S_ISREG(have.st_mode) and have.st_nlink == 1 and have.st_uid == os.geteuid()
