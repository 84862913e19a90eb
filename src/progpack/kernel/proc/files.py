"""Small files of /proc and /sys: their text, or the reason why it cannot be had."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from progpack.known import Maybe, Unknown

__all__ = [
    "ROOT",
    "copied",
    "numbers_in_list",
    "page_size",
    "read_bytes",
    "read_number",
    "read_text",
    "refusal",
    "shown",
    "sysctl",
]

ROOT = Path("/")
"""The folder of ``proc`` and ``sys``. Every reader takes another one, for recorded files."""


_copies: Final[set[str]] = set()


def copied(root: Path) -> Callable[[], None]:
    """Note that a folder has copies of another kernel's files, which messages name without it.

    Returns:
        A function that takes the note back.
    """
    _copies.add(f"{root}/")
    return lambda: _copies.discard(f"{root}/")


def shown(path: Path) -> str:
    """The name of a file as the kernel that has it knows it."""
    name = str(path) if path.is_absolute() else f"/{path}"
    root = next((root for root in _copies if name.startswith(root)), "/")
    return "/" + name.removeprefix(root)


def refusal(path: Path, error: OSError) -> str:
    """Why ``path`` could not be read, with what is missing: a privilege or a kernel feature."""
    name = shown(path)
    if error.errno in (errno.EACCES, errno.EPERM):
        try:
            mode = f" (mode {path.stat().st_mode & 0o777:04o})"
        except OSError:
            mode = ""
        return f"{name} may not be read by this process{mode}; read it as root"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"{name} does not exist: this kernel does not have it, or it is not mounted here"
    return f"{name}: {error.strerror or error}"


def read_bytes(path: Path) -> Maybe[bytes]:
    """The whole file, or why not."""
    try:
        return path.read_bytes()
    except OSError as error:
        return Unknown(refusal(path, error))


def read_text(path: Path) -> Maybe[str]:
    """The file as text, bytes that are not UTF-8 replaced, or why not."""
    data = read_bytes(path)
    return data if isinstance(data, Unknown) else data.decode("utf-8", "replace")


def read_number(path: Path) -> Maybe[int]:
    """The number that is the file's only content, or why not."""
    text = read_text(path)
    if isinstance(text, Unknown):
        return text
    try:
        return int(text.strip(), 0)
    except ValueError:
        return Unknown(f"{shown(path)} holds {text.strip()[:40]!r}, which is not a number")


def sysctl(name: str, root: Path = ROOT) -> Maybe[int]:
    """The number in a sysctl such as ``net.core.bpf_jit_limit``, or why not.

    A process in another network namespace does not see all of ``net.core``; the kernel then has
    no such file (``net/core/sysctl_net_core.c``).
    """
    value = read_number(root.joinpath("proc", "sys", *name.split(".")))
    return Unknown(f"{name}: {value.reason}") if isinstance(value, Unknown) else value


def numbers_in_list(text: str) -> list[int]:
    """The numbers that a list such as ``0-3,8`` names (``%*pbl`` of the kernel's printf), in order.

    Raises:
        ValueError: the text is not such a list.
    """
    numbers: list[int] = []
    for part in text.strip().split(","):
        if part:
            first, _, last = part.partition("-")
            numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


def page_size() -> int:
    """Bytes of a page of this machine."""
    return os.sysconf("SC_PAGE_SIZE")
