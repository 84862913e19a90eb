"""Restrictions that a process can put on itself, to be applied in a child process."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Sequence
from typing import NamedTuple

_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_MDWE = 65
_LD_ABS, _AND, _JEQ, _RET = 0x20, 0x54, 0x15, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000

NUMBERS = {
    "x86_64": {"mmap": 9, "mprotect": 10, "mremap": 25, "memfd_create": 319, "membarrier": 324},
    "aarch64": {
        "mmap": 222,
        "mprotect": 226,
        "mremap": 216,
        "memfd_create": 279,
        "membarrier": 283,
    },
}.get(os.uname().machine)


class Deny(NamedTuple):
    """Refuse a system call, when for each (argument, mask, value) argument & mask == value."""

    call: str
    when: Sequence[tuple[int, int, int]] = ()
    number: int = errno.EPERM


def deny(*rules: Deny) -> None:
    """From now on, have the kernel refuse these calls in this process (seccomp)."""
    assert NUMBERS is not None
    program: list[tuple[int, int, int, int]] = []
    for rule in rules:
        tests = [(0, 0xFFFFFFFF, NUMBERS[rule.call])]
        # Little-endian: the low half of an argument comes first.
        tests += [(16 + 8 * arg, mask, value) for arg, mask, value in rule.when]
        for i, (offset, mask, value) in enumerate(tests):
            left = 3 * (len(tests) - i - 1) + 1
            program += [(_LD_ABS, 0, 0, offset), (_AND, 0, 0, mask), (_JEQ, 0, left, value)]
        program.append((_RET, 0, 0, _ERRNO | rule.number))
    program.append((_RET, 0, 0, _ALLOW))
    text = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    buffer = ctypes.create_string_buffer(text, len(text))
    header = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(buffer))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, 2, header)


def refuse_exec_gain() -> bool:
    """PR_SET_MDWE; False when this kernel (before 6.3) does not know it."""
    try:
        _prctl(_PR_SET_MDWE, 1)
    except OSError as error:
        if error.errno == errno.EINVAL:
            return False
        raise
    return True


def _prctl(option: int, value: int, pointer: bytes | None = None) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    word = ctypes.c_ulong
    if libc.prctl(option, word(value), pointer, word(0), word(0)):
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")


def supported() -> bool:
    """Whether seccomp filters can be written for this machine."""
    return NUMBERS is not None and sys.byteorder == "little"
