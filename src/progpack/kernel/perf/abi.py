"""Numbers and records of perf_event_open(2), as ``include/uapi/linux/perf_event.h`` has them."""

from __future__ import annotations

import ctypes
import sys
from ctypes import c_int32, c_uint16, c_uint32, c_uint64
from enum import IntEnum, IntFlag

from progpack.kernel.syscall.abi import syscalls

__all__ = [
    "COMM_EXEC",
    "FD_CLOEXEC",
    "FORMAT_LOST",
    "KSYMBOL_UNREGISTER",
    "SW_DUMMY",
    "TYPE_SOFTWARE",
    "AttrFlag",
    "PerfEventAttr",
    "RecordType",
    "SampleType",
    "flag_word",
    "has_flag",
    "syscall_number",
]

TYPE_SOFTWARE = 1
"""``PERF_TYPE_SOFTWARE``."""
SW_DUMMY = 9
"""``PERF_COUNT_SW_DUMMY``: counts nothing; a carrier for records such as those of symbols."""
FORMAT_LOST = 1 << 4
"""``PERF_FORMAT_LOST``: read(2) gives, after the count, how many records found no room."""
FD_CLOEXEC = 1 << 3
"""``PERF_FLAG_FD_CLOEXEC``."""
KSYMBOL_UNREGISTER = 1
"""``PERF_RECORD_KSYMBOL_FLAGS_UNREGISTER``: the symbol goes away."""
COMM_EXEC = 1 << 13
"""``PERF_RECORD_MISC_COMM_EXEC``: the name changed because of an exec."""


class RecordType(IntEnum):
    """``PERF_RECORD_*``: the records that are read here."""

    LOST = 2
    COMM = 3
    FORK = 7
    LOST_SAMPLES = 13
    KSYMBOL = 17
    BPF_EVENT = 18


class SampleType(IntFlag):
    """``PERF_SAMPLE_*``: those that also stand at the end of records that are not samples."""

    TID = 1 << 1
    TIME = 1 << 2
    ID = 1 << 6
    CPU = 1 << 7
    STREAM_ID = 1 << 9
    IDENTIFIER = 1 << 16


class AttrFlag(IntEnum):
    """Position of one-bit fields of ``struct perf_event_attr``, counted from the first."""

    COMM = 9
    TASK = 13
    WATERMARK = 14
    SAMPLE_ID_ALL = 18
    COMM_EXEC = 24
    USE_CLOCKID = 25
    KSYMBOL = 29
    BPF_EVENT = 30


def flag_word(*flags: AttrFlag, byteorder: str = sys.byteorder) -> int:
    """The 64-bit word that has these fields set.

    C puts the first field into the lowest bit on little-endian machines, into the highest on
    big-endian ones.
    """
    return sum(1 << (flag if byteorder == "little" else 63 - flag) for flag in flags)


def has_flag(word: int, flag: AttrFlag, byteorder: str) -> bool:
    """Whether the field is set in a word that was written on a machine of this byte order."""
    return bool(word & flag_word(flag, byteorder=byteorder))


class PerfEventAttr(ctypes.Structure):
    """``struct perf_event_attr`` of 112 bytes (``PERF_ATTR_SIZE_VER5``), which is enough here."""

    _fields_ = (
        ("type", c_uint32),
        ("size", c_uint32),
        ("config", c_uint64),
        ("sample_period", c_uint64),
        ("sample_type", c_uint64),
        ("read_format", c_uint64),
        ("flags", c_uint64),
        ("wakeup_watermark", c_uint32),
        ("bp_type", c_uint32),
        ("config1", c_uint64),
        ("config2", c_uint64),
        ("branch_sample_type", c_uint64),
        ("sample_regs_user", c_uint64),
        ("sample_stack_user", c_uint32),
        ("clockid", c_int32),
        ("sample_regs_intr", c_uint64),
        ("aux_watermark", c_uint32),
        ("sample_max_stack", c_uint16),
        ("_reserved", c_uint16),
    )


def syscall_number(machine: str | None = None) -> int:
    """The number of perf_event_open(2) on ``machine`` (as ``uname -m`` has it; default: this one).

    Raises:
        MissingFeatureError: the number is not known for this machine.
    """
    known = syscalls(machine, "perf_event_open(2): its number is not known for")
    return known.perf_event_open
