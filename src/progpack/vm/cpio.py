"""Archives of the kernel's initramfs: cpio in the "newc" form, made in memory.

Nothing is unpacked or made on this machine, so device nodes need no privilege: in the archive they
are a few digits. Source: Documentation/driver-api/early-userspace/buffer-format.rst.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import Final

from progpack.errors import UsageError

__all__ = ["Node", "archive", "device", "directory", "file"]

_MAGIC: Final = b"070701"
_END: Final = "TRAILER!!!"
_UNIT: Final = 4


@dataclass(frozen=True, slots=True)
class Node:
    """One name of an archive.

    Attributes:
        name: path from the root, without a slash at its start.
        mode: type and permissions, as stat(2) has them.
        data: of a regular file; empty for others.
        device: (major, minor) of a device node.

    Raises:
        UsageError: the name is empty or absolute, or has a zero byte.
    """

    name: str
    mode: int
    data: bytes = b""
    device: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if not self.name or self.name.startswith("/") or "\0" in self.name or self.name == _END:
            raise UsageError(f"cpio: {self.name!r} is no name of a node")
        if len(self.data) >= 1 << 32:
            raise UsageError(f"cpio: {self.name} has {len(self.data)} bytes; 4 GiB is too much")


def directory(name: str) -> Node:
    """A directory, for everybody to enter."""
    return Node(name, stat.S_IFDIR | 0o755)


def file(name: str, data: bytes, *, executable: bool = False) -> Node:
    """A regular file of root's."""
    return Node(name, stat.S_IFREG | (0o755 if executable else 0o644), data)


def device(name: str, major: int, minor: int) -> Node:
    """A character device of root's."""
    return Node(name, stat.S_IFCHR | 0o600, device=(major, minor))


def archive(nodes: list[Node]) -> bytes:
    """The archive of these nodes, in this order; a directory must come before what is in it.

    The same nodes give the same bytes: times are 0, owners are root.

    Raises:
        UsageError: two nodes have the same name, or one is in a directory that is not there.
    """
    known: set[str] = set()
    parts: list[bytes] = []
    for number, node in enumerate(nodes, 1):
        parent = node.name.rpartition("/")[0]
        if node.name in known or (parent and parent not in known):
            problem = "twice in it" if node.name in known else f"not in a directory {parent!r}"
            raise UsageError(f"cpio: {node.name} is {problem}")
        known.add(node.name)
        parts.append(_entry(number, node.name, node.mode, node.data, node.device))
    parts.append(_entry(0, _END, 0, b"", (0, 0)))
    return b"".join(parts)


def _entry(number: int, name: str, mode: int, data: bytes, device: tuple[int, int]) -> bytes:
    label = name.encode() + b"\0"
    links = 2 if stat.S_ISDIR(mode) else 1
    # inode, mode, uid, gid, links, mtime, size, device (2), of a device node (2), name, checksum
    fields = (number, mode, 0, 0, links, 0, len(data), 0, 0, *device, len(label), 0)
    head = _MAGIC + b"".join(b"%08X" % field for field in fields) + label
    return _padded(head) + _padded(data)


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % _UNIT)
