"""Memory layouts that compiled programs, the native runtime and Python share.

Each structure mirrors one of ``runtime/layout.h``; a test compiles the C side and compares every
offset. Addresses are plain 64-bit integers, so that the layout is the same for every target.
"""

from __future__ import annotations

import ctypes
from enum import IntEnum

from progpack.bpf.isa.limits import FRAME_SIZE, LONGEST_KEY, MOST_RECORDS, RUN_STACK

__all__ = [
    "BATCH_ALONE",
    "BATCH_APART",
    "BATCH_FRESH",
    "BATCH_THERE",
    "COUNTED_CHUNK",
    "EACH_FRAMES",
    "EACH_KEY",
    "FEW_MAPS",
    "HEADROOM",
    "HOLDING",
    "LEAST_SLICE",
    "LOG_CLONE",
    "LOG_PRINT",
    "LOG_SIGNAL",
    "MOST_SLICE",
    "PIECE",
    "READABLE_CTX",
    "REDIRECT_IFINDEX",
    "REDIRECT_MAP",
    "TAILROOM",
    "WRITABLE_CTX",
    "WRITABLE_PACKET",
    "AnswerSlot",
    "Changes",
    "ContextKind",
    "Export",
    "Forks",
    "Framing",
    "FuzzSlot",
    "Left",
    "LinkForm",
    "MapHeader",
    "MapSlot",
    "PortSlot",
    "RegionSlot",
    "State",
    "TallySlot",
    "TargetSlot",
    "TimerSlot",
    "TokenSlot",
    "Walk",
]

#: Keys of elements that callbacks are called with: one for each frame of a stack, and its size.
EACH_FRAMES = RUN_STACK // FRAME_SIZE + 1
EACH_KEY = LONGEST_KEY
#: Bytes of the table of the records that a run holds, and of one that a helper is at.
HOLDING = 16 * (MOST_RECORDS + 1)
#: Bytes in front of a packet (XDP_PACKET_HEADROOM), and those behind it that helpers may add.
HEADROOM = 256
TAILROOM = 8192
#: Maps that checks look through one by one; where a program has more, there is an index.
FEW_MAPS = 8
#: Bytes that a helper handles between two looks whether the run is to end.
PIECE = 1 << 18
#: Budget that a run takes between two looks whether it is to end.
LEAST_SLICE = 16
MOST_SLICE = 8192
#: Packets of a batch between two looks, of programs that look for themselves when they take long.
COUNTED_CHUNK = 64
#: Flags of a batch: a run may write to its context; it may move its packet, or looks at where it
#: lies; the packets' memory is given to the runs; so is that of each packet alone, in no order.
BATCH_FRESH = 1
BATCH_ALONE = 2
BATCH_THERE = 4
BATCH_APART = 8
#: Flags of a run of one packet: there is a fault; texts or a redirect; a packet that is another
#: one.
NOTED_FAULT = 1
NOTED_EFFECTS = 2
NOTED_PACKET = 4


class _Words(ctypes.Structure):
    """A structure of plain integers."""


class RegionSlot(_Words):
    """Memory given to a program: ``[start, end)``."""

    _fields_ = (
        ("start", ctypes.c_uint64),
        ("end", ctypes.c_uint64),
        ("writable", ctypes.c_uint64),
    )


class MapSlot(_Words):
    """One map as a program refers to it."""

    _fields_ = (
        ("map", ctypes.c_uint64),
        ("values", ctypes.c_uint64),
        ("values_end", ctypes.c_uint64),
    )


class State(_Words):
    """The state of one run. A program cannot reach it: no check ever allows its address."""

    _fields_ = (
        ("budget", ctypes.c_uint64),
        ("fault", ctypes.c_uint32),
        ("fault_pc", ctypes.c_uint32),
        ("fault_address", ctypes.c_uint64),
        ("fault_size", ctypes.c_uint64),
        ("ctx", ctypes.c_uint64),
        ("ctx_end", ctypes.c_uint64),
        ("data", ctypes.c_uint64),
        ("data_end", ctypes.c_uint64),
        ("fragments", ctypes.c_uint64),
        ("linear", ctypes.c_uint64),
        ("stack", ctypes.c_uint64),
        ("stack_end", ctypes.c_uint64),
        ("regions", ctypes.c_uint64),
        ("regions_end", ctypes.c_uint64),
        ("maps", ctypes.c_uint64),
        ("maps_end", ctypes.c_uint64),
        ("runtime", ctypes.c_uint64),
        ("buffer", ctypes.c_uint64),
        ("writable", ctypes.c_uint64),
        ("random", ctypes.c_uint64),
        ("serial", ctypes.c_uint32),
        ("held", ctypes.c_uint32),
        ("fresh", ctypes.c_uint64),
        ("cpu", ctypes.c_uint32),
        ("tails", ctypes.c_uint32),
        ("stack_low", ctypes.c_uint64),
        ("failed", ctypes.c_uint64),
        ("tail_result", ctypes.c_uint64),
        ("each_key", ctypes.c_uint64),
        ("each_value", ctypes.c_uint64),
        ("keys", ctypes.c_uint64),
        ("key_sizes", ctypes.c_uint64),
        ("meta", ctypes.c_uint64),
        ("log", ctypes.c_uint64),
        ("lost", ctypes.c_uint64),
        ("locked", ctypes.c_uint64),
        ("cgroup", ctypes.c_uint64),
        ("redirect_map", ctypes.c_uint64),
        ("redirect_flags", ctypes.c_uint64),
        ("redirect", ctypes.c_uint32),
        ("redirect_target", ctypes.c_uint32),
        ("network", ctypes.c_uint16),
        ("checksum", ctypes.c_uint8),
        ("tunnelled", ctypes.c_uint8),
        ("logged", ctypes.c_uint32),
        ("target", ctypes.c_uint64),
        ("buffer_end", ctypes.c_uint64),
        ("began", ctypes.c_uint64),
        ("known", ctypes.c_uint64),
        ("known_maps", ctypes.c_uint64),
        ("known_began", ctypes.c_uint64),
        ("limit", ctypes.c_uint64),
        ("slice", ctypes.c_uint64),
        ("chunk", ctypes.c_uint64),
        ("deadline", ctypes.c_uint64),
        ("looked", ctypes.c_uint64),
        ("attended", ctypes.c_uint64),
        ("attend", ctypes.c_uint64),
        ("raised", ctypes.c_uint64),
        ("changes", ctypes.c_uint64),
        ("passed", ctypes.c_uint64),
        ("awaited", ctypes.c_uint64),
        ("waits_since", ctypes.c_uint64),
        ("record", ctypes.c_uint64),
        ("record_end", ctypes.c_uint64),
        ("thread", ctypes.c_uint64),
        ("behind", ctypes.c_uint64),
        ("walked", ctypes.c_uint64),
        ("link", ctypes.c_uint64),
        ("retval_at", ctypes.c_uint64),
        ("retval", ctypes.c_uint32),
        ("retval_set", ctypes.c_uint32),
        ("no_context", ctypes.c_uint64),
        ("environment", ctypes.c_uint64),
        ("left", ctypes.c_uint64),
        ("holding", ctypes.c_uint64),
        ("tunnel", ctypes.c_uint64),
        ("attach", ctypes.c_uint64),
    )


class Changes(_Words):
    """The counters of what is taken out of the reach of runs, for `progpack.jit.grace`."""

    _fields_ = (
        ("count", ctypes.c_uint64),
        ("oldest", ctypes.c_uint64),
        ("settle", ctypes.c_uint64),
    )


class TargetSlot(_Words):
    """A program as tail calls find it."""

    _fields_ = (
        ("entry", ctypes.c_uint64),
        ("maps", ctypes.c_uint64),
        ("maps_end", ctypes.c_uint64),
        ("stack", ctypes.c_uint64),
        ("serial", ctypes.c_uint64),
    )


class MapHeader(_Words):
    """A map. Programs are given its values where `shown` says so, and nothing else of it."""

    _fields_ = (
        ("type", ctypes.c_uint32),
        ("key_size", ctypes.c_uint32),
        ("value_size", ctypes.c_uint32),
        ("max_entries", ctypes.c_uint32),
        ("stride", ctypes.c_uint32),
        ("key_stride", ctypes.c_uint32),
        ("slots", ctypes.c_uint32),
        ("buckets_mask", ctypes.c_uint32),
        ("values", ctypes.c_uint64),
        ("values_end", ctypes.c_uint64),
        ("keys", ctypes.c_uint64),
        ("heads", ctypes.c_uint64),
        ("links", ctypes.c_uint64),
        ("hashes", ctypes.c_uint64),
        ("used", ctypes.c_uint64),
        ("lock", ctypes.c_uint32),
        ("sequence", ctypes.c_uint32),
        ("count", ctypes.c_uint32),
        ("free", ctypes.c_uint32),
        ("seed", ctypes.c_uint32),
        ("denied", ctypes.c_uint32),
        ("records", ctypes.c_uint64),
        ("producer", ctypes.c_uint64),
        ("consumer", ctypes.c_uint64),
        ("cpu_stride", ctypes.c_uint64),
        ("cpus", ctypes.c_uint32),
        ("hand", ctypes.c_uint32),
        ("refs", ctypes.c_uint64),
        ("nodes", ctypes.c_uint64),
        ("root", ctypes.c_uint64),
        ("things", ctypes.c_uint64),
        ("index_bits", ctypes.c_uint32),
        ("free_node", ctypes.c_uint32),
        ("nodes_reached", ctypes.c_uint32),
        ("unused", ctypes.c_uint32),
        ("bits", ctypes.c_uint64),
        ("bits_mask", ctypes.c_uint32),
        ("hashers", ctypes.c_uint32),
        ("ring", ctypes.c_uint64),
        ("lost", ctypes.c_uint64),
        ("lock_at", ctypes.c_uint32),
        ("timer_at", ctypes.c_uint32),
        ("timers", ctypes.c_uint64),
        ("members", ctypes.c_uint64),
        ("shown", ctypes.c_uint64),
        ("shown_end", ctypes.c_uint64),
        ("reached", ctypes.c_uint64),
        ("taken", ctypes.c_uint64),
        ("before", ctypes.c_uint64),
        ("behind", ctypes.c_uint64),
        ("key_work", ctypes.c_uint32),
        ("value_work", ctypes.c_uint32),
    )


class Forks(_Words):
    """The locks and addresses that the handlers of forks need; see `progpack.jit.map_forks`."""

    _fields_ = (
        ("lock", ctypes.c_uint32),
        ("unused", ctypes.c_uint32),
        ("maps", ctypes.c_uint64),
        ("states", ctypes.c_uint64),
        ("thread_self", ctypes.c_uint64),
    )


class TimerSlot(_Words):
    """The state of the timer of one element."""

    _fields_ = (
        ("expires", ctypes.c_uint64),
        ("function", ctypes.c_uint64),
        ("program", ctypes.c_uint64),
        ("armed", ctypes.c_uint32),
        ("known", ctypes.c_uint32),
    )


class PortSlot(_Words):
    """An interface of a pcapng section, as the native walk through a capture knows it."""

    _fields_ = (
        ("unit", ctypes.c_uint64),
        ("offset", ctypes.c_uint64),
        ("last", ctypes.c_uint64),
        ("link", ctypes.c_uint64),
    )


class Walk(_Words):
    """The native walk through a capture, and the table that it fills."""

    _fields_ = (
        ("starts", ctypes.c_uint64),
        ("ends", ctypes.c_uint64),
        ("times", ctypes.c_uint64),
        ("lengths", ctypes.c_uint64),
        ("links", ctypes.c_uint64),
        ("room", ctypes.c_uint64),
        ("count", ctypes.c_uint64),
        ("cut", ctypes.c_uint64),
        ("unit", ctypes.c_uint64),
        ("port_table", ctypes.c_uint64),
        ("header", ctypes.c_uint32),
        ("swapped", ctypes.c_uint32),
        ("port_count", ctypes.c_uint32),
        ("link", ctypes.c_uint32),
    )


class LinkForm(_Words):
    """The way in which packets of a link become Ethernet."""

    _fields_ = (
        ("kind", ctypes.c_uint32),
        ("size", ctypes.c_uint32),
        ("at", ctypes.c_uint32),
        ("unused", ctypes.c_uint32),
    )


class Framing(_Words):
    """The links of a capture and the EtherTypes of what they carry."""

    _fields_ = (
        ("forms", ctypes.c_uint64),
        ("versions", ctypes.c_uint64),
        ("families", ctypes.c_uint64),
    )


class TallySlot(_Words):
    """How often a value occurred; none where ``count`` is 0."""

    _fields_ = (
        ("value", ctypes.c_uint64),
        ("count", ctypes.c_uint64),
    )


class AnswerSlot(_Words):
    """A return value's meaning for what is written of a run."""

    _fields_ = (
        ("value", ctypes.c_uint64),
        ("keep", ctypes.c_uint64),
        ("text", ctypes.c_uint64),
        ("text_size", ctypes.c_uint64),
        ("known", ctypes.c_uint64),
    )


class Export(_Words):
    """Rows that are written of many runs."""

    _fields_ = (
        ("starts", ctypes.c_uint64),
        ("ends", ctypes.c_uint64),
        ("lengths", ctypes.c_uint64),
        ("times", ctypes.c_uint64),
        ("links", ctypes.c_uint64),
        ("values", ctypes.c_uint64),
        ("left", ctypes.c_uint64),
        ("left_starts", ctypes.c_uint64),
        ("left_ends", ctypes.c_uint64),
        ("answers", ctypes.c_uint64),
        ("slots", ctypes.c_uint64),
        ("ports", ctypes.c_uint64),
        ("out", ctypes.c_uint64),
        ("room", ctypes.c_uint64),
        ("used", ctypes.c_uint64),
        ("row", ctypes.c_uint64),
        ("count", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
        ("too_long", ctypes.c_uint64),
        ("untimed", ctypes.c_uint64),
        ("form", ctypes.c_uint32),
        ("port_count", ctypes.c_uint32),
    )


class Left(_Words):
    """The packets that the runs of a batch leave."""

    _fields_ = (
        ("bytes", ctypes.c_uint64),
        ("room", ctypes.c_uint64),
        ("used", ctypes.c_uint64),
        ("starts", ctypes.c_uint64),
        ("ends", ctypes.c_uint64),
        ("count", ctypes.c_uint64),
    )


class TokenSlot(_Words):
    """Bytes that a program compares with, which are put into packets."""

    _fields_ = (
        ("bytes", ctypes.c_uint8 * 8),
        ("size", ctypes.c_uint64),
    )


class FuzzSlot(_Words):
    """Runs on packets that the runtime makes of those that are known."""

    _fields_ = tuple(
        (name, ctypes.c_uint64)
        for name in (
            *("bytes", "starts", "ends", "count", "tokens", "token_count"),
            *("cells", "cell_count", "seen", "history", "lengths", "kept"),
            *("shortest", "longest", "random", "executed", "result", "found"),
        )
    )


class OnceSlot(_Words):
    """A run of one packet that is prepared, and what there is to see after it."""

    _fields_ = (
        ("entry", ctypes.c_uint64),
        ("kind", ctypes.c_uint64),
        ("noted", ctypes.c_uint64),
        ("start", ctypes.c_uint64),
        ("size", ctypes.c_uint64),
    )


class ContextKind(IntEnum):
    """The way in which the packet loop fills the context of each packet."""

    FLAT = 0
    XDP = 1
    SKB = 2


#: The kinds of `State.redirect`: to an interface, or to an element of a map.
REDIRECT_IFINDEX = 1
REDIRECT_MAP = 2
#: Kinds of records in the log of a run.
LOG_PRINT = 1
LOG_CLONE = 2
LOG_SIGNAL = 3

#: Bits of `State.writable`.
WRITABLE_CTX = 1
READABLE_CTX = 4
WRITABLE_PACKET = 2
