"""Programs as data: each is run by the interpreter and as compiled code, and must end alike.

`@name` after an LDDW of 0 is the map, `@name+8` an address in its first value.
"""

from __future__ import annotations

import re

import pytest

from progpack import PackAllocator, ProgramType
from progpack.bpf.spec import MapRef
from tests.jit.worlds import both, program

FLAT, XDP, SOCKET = ProgramType.FLAT, ProgramType.XDP, ProgramType.SOCKET_FILTER
TRACING = ProgramType.TRACING

PACKET = bytes(range(64))
#: The context in r6, of which nothing is known at load.
ANYWHERE = "r6 = r1; call 5; r0 >>= 63; r6 += r0"
#: r4 is a place that the packet says, far behind it; r7 is the packet's end.
SOMEWHERE = """r6 = *(u32 *)(r1 + 0); r7 = *(u32 *)(r1 + 4); r2 = r6; r2 += 16; if r2 > r7 goto out
r3 = *(u8 *)(r6 + 15); r3 <<= 12; if r3 < 16 goto out; r4 = r6; r4 += r3"""

#: name -> (type, text, how it must end: a return value, a fault as (kind, pc), or None: as the
#: interpreter says)
CASES: dict[str, tuple[ProgramType, str, object]] = {
    "registers are zero at entry": (
        XDP,
        "r0 = r2; r0 |= r3; r0 |= r4; r0 |= r5; r0 |= r6; r0 |= r7; r0 |= r8; r0 |= r9; exit",
        0,
    ),
    "flat length in r2": (FLAT, "r0 = r2; exit", 64),
    "arguments are zero after a helper": (
        XDP,
        "r1 = 1; r2 = 2; r5 = 5; call 7; r0 = r1; r0 |= r2; r0 |= r3; r0 |= r4; r0 |= r5; exit",
        0,
    ),
    "private frame starts as zeros": (FLAT, "r0 = *(u64 *)(r10 - 512); exit", 0),
    "private frame keeps bytes": (
        FLAT,
        "r1 = 0x1234; *(u16 *)(r10 - 3) = r1; r0 = *(u8 *)(r10 - 2); exit",
        0x12,
    ),
    "shared frame starts as zeros": (
        FLAT,
        "r1 = r10; r1 += -64; r0 = *(u64 *)(r1 + 8); exit",
        0,
    ),
    "shared frame by a computed offset": (
        FLAT,
        """r3 = *(u8 *)(r1 + 8); r3 <<= 3; r4 = r10; r4 -= r3; r5 = 77
        *(u64 *)(r4 + 0) = r5; r0 = *(u64 *)(r10 - 64); exit""",
        77,
    ),
    "one past the frame": (FLAT, "r0 = *(u8 *)(r10 + 0); exit", ("READ", 0)),
    "below the frame": (FLAT, "r0 = *(u8 *)(r10 - 513); exit", ("READ", 0)),
    "straddling the top of the frame": (FLAT, "r0 = *(u32 *)(r10 - 2); exit", ("READ", 0)),
    "write past the frame": (FLAT, "*(u64 *)(r10 - 4) = 1; r0 = 0; exit", ("WRITE", 0)),
    "spilled pointer": (
        FLAT,
        "*(u64 *)(r10 - 8) = r1; r3 = *(u64 *)(r10 - 8); r0 = *(u8 *)(r3 + 5); exit",
        5,
    ),
    "last byte of memory": (FLAT, "r0 = *(u8 *)(r1 + 63); exit", 63),
    "one past memory": (FLAT, "r0 = *(u8 *)(r1 + 64); exit", ("READ", 0)),
    "before memory": (FLAT, "r0 = *(u8 *)(r1 - 1); exit", ("READ", 0)),
    "straddling the end of memory": (FLAT, "r0 = *(u64 *)(r1 + 57); exit", ("READ", 0)),
    "null pointer": (FLAT, "r1 = 0; r0 = *(u64 *)(r1 + 0); exit", ("READ", 1)),
    "address that wraps": (FLAT, "r1 = -4; r0 = *(u64 *)(r1 + 0); exit", ("READ", 1)),
    "wild pointer write": (FLAT, "r1 = 0x7fff0000; *(u8 *)(r1 + 0) = 1; exit", ("WRITE", 1)),
    "number where the packet was believed": (
        XDP,
        "r2 = *(u32 *)(r1 + 0); r2 = 4096; r0 = *(u8 *)(r2 + 0); exit",
        ("READ", 2),
    ),
    "packet read": (XDP, "r2 = *(u32 *)(r1 + 0); r0 = *(u16 *)(r2 + 12); exit", 0x0D0C),
    "packet end": (XDP, "r2 = *(u32 *)(r1 + 4); r0 = *(u8 *)(r2 - 1); exit", 63),
    "past the packet": (XDP, "r2 = *(u32 *)(r1 + 4); r0 = *(u8 *)(r2 + 0); exit", ("READ", 1)),
    "before the packet": (XDP, "r2 = *(u32 *)(r1 + 0); r0 = *(u8 *)(r2 - 1); exit", ("READ", 1)),
    "packet length": (
        XDP,
        "r2 = *(u32 *)(r1 + 4); r3 = *(u32 *)(r1 + 0); r2 -= r3; r0 = r2; exit",
        64,
    ),
    "packet write": (
        XDP,
        "r2 = *(u32 *)(r1 + 0); *(u32 *)(r2 + 60) = 305419896; r0 = 0; exit",
        0,
    ),
    "context is read-only": (XDP, f"{ANYWHERE}; *(u32 *)(r6 + 12) = 5; exit", ("WRITE", 4)),
    "past the context": (XDP, f"{ANYWHERE}; r0 = *(u32 *)(r6 + 24); exit", ("READ", 4)),
    "socket filters may write cb": (
        SOCKET,
        "*(u32 *)(r1 + 48) = 7; r0 = *(u32 *)(r1 + 48); exit",
        7,
    ),
    "socket filters may not write mark": (
        SOCKET,
        f"{ANYWHERE}; *(u32 *)(r6 + 8) = 7; exit",
        ("WRITE", 4),
    ),
    # They may read where the packet is: bpf_dynptr_from_skb() has to.
    "socket filters may not read where metadata are": (
        SOCKET,
        f"{ANYWHERE}; r2 = *(u32 *)(r6 + 140); exit",
        ("READ", 4),
    ),
    "programs of control groups may not write packets": (
        ProgramType.CGROUP_SKB,
        "r2 = *(u32 *)(r1 + 76); *(u8 *)(r2 + 0) = 7; exit",
        ("WRITE", 1),
    ),
    "ldabs": (SOCKET, "r6 = r1; r0 = *(u16 *)skb[12]; exit", 0x0C0D),
    "ldind": (SOCKET, "r6 = r1; r2 = 20; r0 = *(u32 *)skb[r2]; exit", 0x14151617),
    "ldabs beyond the packet ends with 0": (
        SOCKET,
        "r6 = r1; r0 = 9; r0 = *(u32 *)skb[61]; r0 = 5; exit",
        0,
    ),
    "ldabs wants the context in r6": (SOCKET, "r6 = 0; r0 = *(u8 *)skb[0]; exit", ("HELPER", 1)),
    "ldabs in a subprogram returns from it": (
        SOCKET,
        "r6 = r1; call f; r0 += 1; exit; f: r6 = r1; r0 = *(u32 *)skb[100]; r0 = 7; exit",
        1,
    ),
    "endless loop": (FLAT, "l: goto l", ("BUDGET", 0)),
    "loop within the budget": (
        FLAT,
        "r0 = 0; r1 = 1000; l: r0 += r1; r1 += -1; if r1 != 0 goto l; exit",
        500500,
    ),
    "loop one beyond the budget": (
        FLAT,
        "r0 = 0; r1 = 1002; l: r0 += r1; r1 += -1; if r1 != 0 goto l; exit",
        ("BUDGET", 4),
    ),
    "calls cost budget": (
        FLAT,
        "r6 = 600; l: call f; r6 += -1; if r6 != 0 goto l; r0 = 0; exit; f: r0 = 1; exit",
        ("BUDGET", 1),
    ),
    "budget is spent in subprograms": (
        FLAT,
        "r1 = 990; call f; r1 = 9; call f; r0 = 3; exit; f: r1 += -1; if r1 != 0 goto f; exit",
        3,
    ),
    "subprograms keep r6 to r9": (
        FLAT,
        "r6 = 1; r7 = 2; call f; r0 += r6; r0 += r7; exit; f: r6 = 100; r7 = 100; r0 = 10; exit",
        13,
    ),
    "subprogram sees zeros in r6 to r9 and r0": (
        FLAT,
        "r0 = 5; r6 = 1; call f; exit; f: r0 |= r6; r0 |= r7; exit",
        0,
    ),
    "subprogram writes the caller's frame": (
        FLAT,
        """r1 = r10; r1 += -8; call f; r0 = *(u64 *)(r10 - 8); exit
        f: *(u64 *)(r1 + 0) = 41; *(u64 *)(r10 - 8) = 1; r0 = 0; exit""",
        41,
    ),
    "subprogram looks into its caller's frame": (
        FLAT,
        "*(u64 *)(r10 - 8) = 41; call f; exit; f: r0 = *(u64 *)(r10 + 504); exit",
        41,
    ),
    "frame of a function that has returned": (
        FLAT,
        """call f; r1 = r10; r1 += -520; r0 = *(u64 *)(r1 + 0); exit
        f: *(u64 *)(r10 - 8) = 17; r0 = 0; exit""",
        17,
    ),
    "stack below is zeros at first": (
        FLAT,
        """r1 = r10; r1 += -1000; r6 = *(u64 *)(r1 + 0); r7 = *(u64 *)(r1 + 200); r6 |= r7
        call f; r0 = r6; exit; f: *(u64 *)(r10 - 8) = 17; *(u64 *)(r10 - 488) = 5; r0 = 0; exit""",
        0,
    ),
    "fault in a subprogram": (
        FLAT,
        "r1 = 0; call f; r0 = 1; exit; f: r0 = *(u8 *)(r1 + 1); exit",
        ("READ", 4),
    ),
    "fault three calls deep": (
        FLAT,
        """call a; r0 = 1; exit; a: call b; r0 = 1; exit; b: call c; r0 = 1; exit
        c: r1 = 0; *(u8 *)(r1 + 1) = 0; r0 = 0; exit""",
        ("WRITE", 10),
    ),
    "atomic add returns the old value": (
        FLAT,
        "r2 = 3; r2 = atomic_fetch_add((u64 *)(r1 + 8), r2); r0 = r2; exit",
        0x0F0E0D0C0B0A0908,
    ),
    "misaligned atomic": (FLAT, "r2 = 3; lock *(u64 *)(r1 + 4) += r2; exit", ("ALIGN", 1)),
    "misaligned atomic in the frame": (
        FLAT,
        "w2 = 3; lock *(u32 *)(r10 - 6) += w2; exit",
        ("ALIGN", 1),
    ),
    "atomic outside is a write": (
        FLAT,
        "r2 = 3; lock *(u64 *)(r1 + 64) += r2; exit",
        ("WRITE", 1),
    ),
    "compare and exchange": (
        FLAT,
        """r0 = *(u64 *)(r1 + 0); r2 = 99; r0 = cmpxchg_64(r1 + 0, r0, r2); exit""",
        None,
    ),
    "map look-up and count": (
        FLAT,
        """*(u32 *)(r10 - 4) = 2; r2 = r10; r2 += -4; r1 = @counts ll; call 1
        if r0 == 0 goto out; r1 = 1; lock *(u64 *)(r0 + 0) += r1; out: r0 = 0; exit""",
        0,
    ),
    "look-up out of the array": (
        FLAT,
        """*(u32 *)(r10 - 4) = 4; r2 = r10; r2 += -4; r1 = @counts ll; call 1; exit""",
        0,
    ),
    "null value used": (
        FLAT,
        """*(u32 *)(r10 - 4) = 4; r2 = r10; r2 += -4; r1 = @counts ll; call 1
        *(u64 *)(r0 + 0) = 1; exit""",
        ("WRITE", 6),
    ),
    "hash update, look-up, delete": (
        FLAT,
        """*(u64 *)(r10 - 8) = 5; *(u64 *)(r10 - 24) = 6; *(u64 *)(r10 - 16) = 7
        r1 = @table ll; r2 = r10; r2 += -8; r3 = r10; r3 += -24; r4 = 1; call 2
        r1 = @table ll; r2 = r10; r2 += -8; call 1; if r0 == 0 goto out
        r6 = *(u64 *)(r0 + 8); *(u64 *)(r0 + 0) = 60
        r1 = @table ll; r2 = r10; r2 += -8; r3 = r10; r3 += -24; r4 = 1; call 2; r6 += r0
        out: r0 = r6; exit""",
        (7 - 17) & (1 << 64) - 1,
    ),
    "hash delete of what is not there": (
        FLAT,
        "*(u64 *)(r10 - 8) = 5; r1 = @table ll; r2 = r10; r2 += -8; call 3; exit",
        -2 & (1 << 64) - 1,
    ),
    "hash is full": (
        FLAT,
        """r6 = 9; l: *(u64 *)(r10 - 8) = r6; *(u64 *)(r10 - 24) = 6; *(u64 *)(r10 - 16) = 7
        r1 = @table ll; r2 = r10; r2 += -8; r3 = r10; r3 += -24; r4 = 0; call 2
        r6 += -1; if r6 != 0 goto l; exit""",
        -7 & (1 << 64) - 1,
    ),
    "array flags": (
        FLAT,
        """*(u32 *)(r10 - 4) = 1; *(u64 *)(r10 - 16) = 6
        r1 = @counts ll; r2 = r10; r2 += -4; r3 = r10; r3 += -16; r4 = 1; call 2; exit""",
        -17 & (1 << 64) - 1,
    ),
    "unknown update flags": (
        FLAT,
        """*(u64 *)(r10 - 8) = 1; *(u64 *)(r10 - 24) = 6; *(u64 *)(r10 - 16) = 7
        r1 = @table ll; r2 = r10; r2 += -8; r3 = r10; r3 += -24; r4 = 8; call 2; exit""",
        -22 & (1 << 64) - 1,
    ),
    "map argument that is no map": (FLAT, "r2 = r10; r2 += -8; call 1; exit", ("MAP", 2)),
    "ring where a keyed map is wanted": (
        FLAT,
        "r1 = @ring ll; r2 = r10; r2 += -8; call 1; exit",
        ("MAP", 4),
    ),
    "map chosen at run time": (
        FLAT,
        """r6 = *(u8 *)(r1 + 1); *(u64 *)(r10 - 8) = 1; r1 = @counts ll
        if r6 == 1 goto go; r1 = @table ll; go: r2 = r10; r2 += -8; call 1
        if r0 == 0 goto out; r0 = 1; out: exit""",
        1,
    ),
    "key outside": (FLAT, "r1 = @table ll; r2 = r10; r2 += -4; call 1; exit", ("READ", 4)),
    "map pointer is no memory": (FLAT, "r1 = @table ll; r0 = *(u32 *)(r1 + 0); exit", ("READ", 2)),
    "global constants": (
        FLAT,
        "r1 = @.rodata+4 ll; r0 = *(u16 *)(r1 + 1); r2 = *(s8 *)(r1 + 3); r0 += r2; exit",
        0xF6F5 - 9,
    ),
    "constants cannot be written": (
        FLAT,
        "r1 = @.rodata ll; *(u8 *)(r1 + 0) = 1; exit",
        ("WRITE", 2),
    ),
    "constants cannot be updated": (
        FLAT,
        """*(u32 *)(r10 - 4) = 0; r1 = @.rodata ll; r2 = r10; r2 += -4; r3 = r10; r3 += -32
        r4 = 0; call 2; exit""",
        None,
    ),
    "past the constants": (FLAT, "r1 = @.rodata+12 ll; r0 = *(u64 *)(r1 + 0); exit", ("READ", 2)),
    "ring buffer record": (
        FLAT,
        """r1 = @ring ll; r2 = 16; r3 = 0; call 131; if r0 == 0 goto out
        *(u64 *)(r0 + 0) = 11; *(u64 *)(r0 + 8) = 12; r1 = r0; r2 = 0; call 132
        r0 = 1; out: exit""",
        1,
    ),
    "ring buffer output": (
        FLAT,
        "r2 = r1; r1 = @ring ll; r3 = 20; r4 = 0; call 130; exit",
        0,
    ),
    "discarded record": (
        FLAT,
        """r1 = @ring ll; r2 = 16; r3 = 0; call 131; if r0 == 0 goto out
        r1 = r0; r2 = 0; call 133; out: r0 = 0; exit""",
        0,
    ),
    "record that is kept": (
        FLAT,
        """r1 = @ring ll; r2 = 16; r3 = 0; call 131; r6 = r0
        r1 = @ring ll; r2 = 8; r3 = 0; call 131; if r0 == 0 goto out
        r2 = *(u64 *)(r6 + 0); *(u64 *)(r0 + 0) = 7; r1 = r0; r2 = 0; call 132
        out: r0 = 0; exit""",
        0,
    ),
    "record that a fault leaves": (
        FLAT,
        "r1 = @ring ll; r2 = 16; r3 = 0; call 131; r0 = *(u64 *)(r10 + 8); exit",
        ("READ", 5),
    ),
    "fresh record is zeros": (
        FLAT,
        """r1 = @ring ll; r2 = 16; r3 = 0; call 131; r6 = *(u64 *)(r0 + 8); r1 = r0; r2 = 0
        call 132; r0 = r6; exit""",
        0,
    ),
    "array flags with a lock": (
        FLAT,
        """*(u32 *)(r10 - 4) = 1; *(u64 *)(r10 - 16) = 6
        r1 = @counts ll; r2 = r10; r2 += -4; r3 = r10; r3 += -16; r4 = 6; call 2; exit""",
        -22 & (1 << 64) - 1,
    ),
    "array flags beyond the array": (
        FLAT,
        """*(u32 *)(r10 - 4) = 9; *(u64 *)(r10 - 16) = 6
        r1 = @counts ll; r2 = r10; r2 += -4; r3 = r10; r3 += -16; r4 = 5; call 2; exit""",
        -7 & (1 << 64) - 1,
    ),
    "ring buffer full": (
        FLAT,
        "r1 = @ring ll; r2 = 4089; r3 = 0; call 131; exit",
        0,
    ),
    "submitted twice": (
        FLAT,
        """r1 = @ring ll; r2 = 16; r3 = 0; call 131; r6 = r0; r1 = r0; r2 = 0; call 132
        r1 = r6; r2 = 0; call 132; exit""",
        ("HELPER", 11),
    ),
    "submitted what is no record": (FLAT, "r2 = 0; call 132; exit", ("HELPER", 1)),
    "helper writes past the frame": (
        FLAT,
        "r1 = r10; r1 += -8; r2 = 16; call 16; exit",
        ("WRITE", 3),
    ),
    "helper writes a read-only map": (
        FLAT,
        "r1 = @.rodata ll; r2 = 16; call 16; exit",
        ("WRITE", 3),
    ),
    "size that is not constant": (
        FLAT,
        """r6 = r1; r2 = *(u8 *)(r1 + 40); r1 = r10; r1 += -40; r3 = r6; call 113
        r0 = *(u8 *)(r10 - 1); exit""",
        39,
    ),
    "probe read of nothing readable": (
        FLAT,
        """*(u64 *)(r10 - 8) = 5; r1 = r10; r1 += -8; r2 = 8; r3 = 0; call 113
        r1 = *(u64 *)(r10 - 8); r0 += r1; exit""",
        -34 & (1 << 64) - 1,
    ),
    "skb_load_bytes": (
        SOCKET,
        """r2 = 10; r3 = r10; r3 += -8; r4 = 4; call 26; if r0 != 0 goto out
        r0 = *(u32 *)(r10 - 8); out: exit""",
        0x0D0C0B0A,
    ),
    "skb_load_bytes beyond": (
        SOCKET,
        "r2 = 62; r3 = r10; r3 += -8; r4 = 4; call 26; exit",
        -14 & (1 << 64) - 1,
    ),
    "skb_load_bytes wants the context": (
        SOCKET,
        "r1 = r10; r2 = 0; r3 = r10; r3 += -8; r4 = 4; call 26; exit",
        ("HELPER", 5),
    ),
    "pointer kept over a loop": (
        FLAT,
        """r0 = 0; r3 = r1; r2 += r1; l: r4 = *(u8 *)(r3 + 0); r0 += r4; r3 += 1
        if r3 < r2 goto l; exit""",
        sum(PACKET),
    ),
    "loop that leaves memory": (
        FLAT,
        "r0 = 0; l: r4 = *(u8 *)(r1 + 0); r0 += r4; r1 += 1; if r0 >= 0 goto l; exit",
        ("READ", 1),
    ),
    # Of the address in r4 only its least distance is known: it is 15 << 12.
    "below an address that nothing is known of": (
        XDP,
        f"{SOMEWHERE}; r0 = *(u64 *)(r4 - 8); exit; out: r0 = 1; exit",
        ("READ", 10),
    ),
    "at an address below which was compared with the end": (
        XDP,
        f"""{SOMEWHERE}; r5 = r4; r5 -= {1 << 16}; if r5 > r7 goto out
        r0 = *(u64 *)(r4 - 8); exit; out: r0 = 1; exit""",
        ("READ", 13),
    ),
    "of two ways one knows nothing of the address": (
        XDP,
        f"""{SOMEWHERE}; r5 = r4; r5 -= {1 << 16}; if r7 == 0 goto on; if r5 > r7 goto out
        on: r0 = *(u64 *)(r4 - 8); exit; out: r0 = 1; exit""",
        ("READ", 14),
    ),
    "write below an address that nothing is known of": (
        XDP,
        f"{SOMEWHERE}; *(u64 *)(r4 - 16) = 1; r0 = 0; exit; out: r0 = 1; exit",
        ("WRITE", 10),
    ),
    "below an address that was compared with the end": (
        XDP,
        """r6 = *(u32 *)(r1 + 0); r7 = *(u32 *)(r1 + 4); r2 = r6; r2 += 16; if r2 > r7 goto out
        r3 = *(u8 *)(r6 + 15); r4 = r6; r4 += r3; r4 += 8; if r4 > r7 goto out
        r0 = *(u64 *)(r4 - 8); exit; out: r0 = 1; exit""",
        0x161514131211100F,
    ),
    "unreachable code": (FLAT, "r0 = 1; goto out; r0 = *(u64 *)(r9 + 0); out: exit", 1),
    "jump to the next instruction": (FLAT, "r0 = 4; if r0 > 2 goto +0; r0 += 1; exit", 5),
}


def assemble_with_maps(text: str) -> tuple[str, dict[int, MapRef]]:
    """The text without map names, and where they were."""
    lines = [line.strip() for line in re.split(r"[;\n]", text) if line.strip()]
    refs: dict[int, MapRef] = {}
    pc = 0
    out = []
    for line in lines:
        body = line.split(":", 1)[1].strip() if re.match(r"^\w+:", line) else line
        found = re.search(r"@([.\w]+?)(\+\d+)? ll", body)
        if found:
            name, offset = found.groups()
            refs[pc] = MapRef(name, int(offset) if offset else None)
            line = line.replace(found.group(0), f"{int(offset or 0)} ll")
        if found and name == ".rodata" and offset is None and "call 2" not in text:
            refs[pc] = MapRef(name, 0)
        pc += 2 if body.endswith(" ll") else 1
        out.append(line)
    return "\n".join(out), refs


@pytest.mark.parametrize("name", CASES)
def test_compiled_code_ends_as_the_interpreter_does(name: str, packs: PackAllocator) -> None:
    kind, text, expected = CASES[name]
    plain, refs = assemble_with_maps(text)
    given = {"args": [1, 2]} if kind is TRACING else {}
    packet = b"" if kind is TRACING else PACKET
    oracle, compiled = both(program(plain, kind, refs), packs, packet, **given)
    assert compiled == oracle
    if isinstance(expected, int):
        assert oracle.return_value == expected
    elif expected is not None:
        assert oracle.fault is not None
        assert oracle.fault[:2] == expected
