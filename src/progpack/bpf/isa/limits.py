"""Limits of programs and their runs, here and in the kernel."""

from __future__ import annotations

from typing import Final

__all__ = [
    "DEFAULT_BUDGET",
    "FRAME_SIZE",
    "LONGEST_KEY",
    "MAX_FRAMES",
    "MAX_TAIL_CALLS",
    "MOST_RECORDS",
    "MOST_SKB",
    "RUN_STACK",
    "STACK_SIZE",
]

#: Bytes of stack of one function (the kernel's MAX_BPF_STACK).
FRAME_SIZE: Final = 512
#: Most bytes of a key of a hash map. The kernel takes more (``htab_map_alloc_check()``), and tests
#: this size (``test_hash_large_key.c`` of its selftests).
LONGEST_KEY: Final = 4112
#: Most records of ring buffers that a run holds at once. No program that the kernel takes has more:
#: its verifier follows each in a register or in 8 bytes of a stack of `MAX_FRAMES` frames.
MOST_RECORDS: Final = 1024
#: Most bytes of an skb that grows: BPF_SKB_MAX_LEN, SKB_MAX_ORDER(0, 2) for pages of 4096.
MOST_SKB: Final = 16384 - 320
#: Most frames that are live at once, the main function's among them (MAX_CALL_FRAMES).
MAX_FRAMES: Final = 8
#: Most bytes of stack of a program: as many frames as it needs, at most MAX_FRAMES.
STACK_SIZE: Final = FRAME_SIZE * MAX_FRAMES
#: Most tail calls of a run (MAX_TAIL_CALL_CNT).
MAX_TAIL_CALLS: Final = 33
#: Bytes of stack that a run may need: a program that a subprogram continues as begins below the
#: frames of its callers, and so may the next.
RUN_STACK: Final = STACK_SIZE * (MAX_TAIL_CALLS + 1)
#: Taken backward jumps and calls of subprograms that a run may make (the kernel's BPF_MAX_LOOPS);
#: helpers that handle many bytes take from it, too (`progpack.bpf.helpers.lookup.byte_cost`).
DEFAULT_BUDGET: Final = 8 * 1024 * 1024
