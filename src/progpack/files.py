"""Files that are written for whoever asked: all with the mode that umask(2) leaves."""

from __future__ import annotations

import os
import stat

__all__ = ["open_file", "write_file"]


def open_file(path: str | os.PathLike[str], *, executable: bool = False) -> int:
    """Open a file for reading and writing, and make it where there is none; its descriptor.

    It is not truncated, and a file that is there keeps its mode, but for the bits of
    ``executable``.

    Args:
        path: the file.
        executable: whoever may read it may execute it.

    Raises:
        OSError: it cannot be opened.
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


def write_file(path: str | os.PathLike[str], data: bytes, *, executable: bool = False) -> None:
    """Write a file, which is replaced; arguments and errors as for `open_file`."""
    with open(open_file(path, executable=executable), "wb") as file:
        # A pipe or a device has no length.
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.truncate(0)
        file.write(data)
