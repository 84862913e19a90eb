"""The words of an environment, as native code reads them (``struct environment``)."""

from __future__ import annotations

import ctypes
from typing import Final

__all__ = [
    "MOST_SOCKETS",
    "NETWORK_BYTES",
    "OPEN_BYTES",
    "TASK_COMM_LEN",
    "TUNNEL_BYTES",
    "Given",
    "Words",
]

#: Bytes of the name of a thread, its NUL included.
TASK_COMM_LEN: Final = 16
#: Bytes of ``struct network`` in jit/runtime/layout.h; `progpack.bpf.network` fills them.
NETWORK_BYTES: Final = 13_664
#: Bytes of ``struct tunnel`` there; `progpack.bpf.outside.tunnel` fills them.
TUNNEL_BYTES: Final = 304
#: Sockets that native code has room for, and bytes of each: ``struct bpf_sock``, its cookie, and
#: whether it refuses IPv4. Their number is in front of them.
MOST_SOCKETS: Final = 64
OPEN_BYTES: Final = 80 + 8 + 8


class Given:
    """Bits of `Words.given`: what an environment says itself, instead of this machine."""

    CLOCKS: Final = 1
    SEED: Final = 2
    TASK: Final = 4
    USER: Final = 8
    COMM: Final = 16
    CGROUP: Final = 32
    NODE: Final = 64
    SOCKETS: Final = 128
    NETWORK: Final = 256
    TUNNEL: Final = 512
    CPU: Final = 1024
    OPEN: Final = 2048


class Words(ctypes.Structure):
    """The words of an environment, as compiled code reads them (``struct environment``)."""

    given: int
    clock: int
    boottime: int
    tai: int
    jiffies: int
    random: int
    pid_tgid: int
    uid_gid: int
    cgroup: int
    node: int
    netns_cookie: int
    socket_cookie: int
    comm: ctypes.Array[ctypes.c_uint8]
    tunnel: ctypes.Array[ctypes.c_uint8]
    network: ctypes.Array[ctypes.c_uint8]
    open: ctypes.Array[ctypes.c_uint8]

    _fields_ = (
        ("given", ctypes.c_uint64),
        ("clock", ctypes.c_uint64),
        ("boottime", ctypes.c_uint64),
        ("tai", ctypes.c_uint64),
        ("jiffies", ctypes.c_uint64),
        ("random", ctypes.c_uint64),
        ("pid_tgid", ctypes.c_uint64),
        ("uid_gid", ctypes.c_uint64),
        ("cgroup", ctypes.c_uint64),
        ("node", ctypes.c_uint64),
        ("netns_cookie", ctypes.c_uint64),
        ("socket_cookie", ctypes.c_uint64),
        ("comm", ctypes.c_uint8 * TASK_COMM_LEN),
        ("tunnel", ctypes.c_uint8 * TUNNEL_BYTES),
        ("network", ctypes.c_uint8 * NETWORK_BYTES),
        ("open", ctypes.c_uint8 * (8 + MOST_SOCKETS * OPEN_BYTES)),
    )
