"""Maps that the harness may have: each is an object that clang makes, and progpack judges it.

Those that progpack's own checks refuse are left out, so a check that is missing puts a map in front
of the runtime that must not be there.
"""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from progpack.bpf.check.program import check_map
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapSpec
from progpack.errors import ProgpackError

__all__ = ["CANDIDATES", "Candidate", "accepted_specs"]

_TEXT = """\
{head}
#include <bpf/bpf_helpers.h>
struct pair {{ __u64 a, b; }};
struct three {{ __u8 a, b, c; }};
struct locked {{ __u64 n; struct bpf_spin_lock lock; __u32 m; }};
struct timed {{ __u64 n; struct bpf_timer timer; __u64 m; }};
struct both {{ struct bpf_timer timer; struct bpf_spin_lock lock; __u32 n; }};
struct ends {{ __u64 n; struct bpf_timer timer; }};
struct block {{ char text[250]; }};
struct prefix {{ __u32 length; __u8 data[6]; }};
struct long_prefix {{ __u32 length; __u8 data[20]; }};
struct {{
{members}}} map SEC(".maps");
"""
_KERNEL = "#include <linux/bpf.h>"
_SHORT_TIMER = """\
#define bpf_timer unused_timer
#include <linux/bpf.h>
#undef bpf_timer
struct bpf_timer { __u32 x; };"""
_NO_PREALLOC = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """One map.

    Attributes:
        type: name of its type, without ``BPF_MAP_TYPE_``.
        key: C type of its keys; empty: none.
        value: the same of its values.
        entries: max_entries.
        flags: map_flags.
        inner: the candidate that the maps in it look like.
        head: the beginning of the C text.
        read_only: whether it is as ``.rodata`` is once the object was loaded.
        slot: whether programs name it; else it is reached through maps of maps only.
    """

    type: str
    key: str = "__u32"
    value: str = "__u64"
    entries: int = 4
    flags: int = 0
    inner: Candidate | None = None
    head: str = _KERNEL
    read_only: bool = False
    slot: bool = True

    def members(self) -> str:
        """The members of its definition in C."""
        lines = [
            f"__uint(type, BPF_MAP_TYPE_{self.type});",
            f"__uint(max_entries, {self.entries});",
        ]
        lines += [f"__uint(map_flags, {self.flags});"] if self.flags else []
        lines += [f"__type(key, {self.key});"] if self.key else []
        lines += [f"__type(value, {self.value});"] if self.value else []
        if self.inner is not None:
            lines.append(f"__array(values, struct {{ {self.inner.members()} }});")
        return "".join(f"\t{line}\n" for line in lines)


_ARRAY = Candidate("ARRAY", value="struct pair")
_BOTH = Candidate("ARRAY", value="struct both", entries=3)
_TIMED = Candidate("HASH", value="struct timed", entries=3)
_RING = Candidate("RINGBUF", "", "", 4096)
_PROGRAMS = Candidate("PROG_ARRAY", value="__u32")

#: The corpus names them by their place: add at the end.
CANDIDATES: Final = (
    _ARRAY,
    _BOTH,
    Candidate("ARRAY", value="struct pair", read_only=True),
    Candidate("HASH", value="struct pair"),
    Candidate("HASH", "struct three", "struct three", 1),
    _TIMED,
    Candidate("HASH", "struct pair", "struct locked", 2),
    Candidate("LRU_HASH", value="struct pair", entries=2),
    Candidate("LRU_HASH", value="struct timed", entries=3),
    Candidate("PERCPU_ARRAY", value="struct three", entries=3),
    Candidate("PERCPU_HASH", entries=3),
    Candidate("LRU_PERCPU_HASH", value="struct pair", entries=2),
    Candidate("LPM_TRIE", "struct prefix", flags=_NO_PREALLOC),
    Candidate("QUEUE", "", "struct three", 3),
    Candidate("STACK", "", entries=2),
    Candidate("BLOOM_FILTER", "", "struct pair"),
    _RING,
    _RING,
    Candidate("PERF_EVENT_ARRAY", value="__u32"),
    _PROGRAMS,
    Candidate("STACK_TRACE"),
    Candidate("CGROUP_ARRAY", value="__u32"),
    Candidate("DEVMAP", value="__u32"),
    Candidate("DEVMAP_HASH"),
    Candidate("XSKMAP", value="__u32"),
    Candidate("CPUMAP", value="__u32"),
    Candidate("ARRAY_OF_MAPS", value="__u32", inner=_ARRAY),
    Candidate("HASH_OF_MAPS", value="__u32", inner=_TIMED, entries=2),
    Candidate("ARRAY_OF_MAPS", value="__u32", inner=_RING, entries=2),
    Candidate("HASH_OF_MAPS", value="__u32", inner=_BOTH),
    # What the kernel refuses: map_check_btf(), bpf_map_meta_alloc().
    Candidate("ARRAY_OF_MAPS", value="__u32", entries=3),
    Candidate("ARRAY_OF_MAPS", value="__u32", inner=_PROGRAMS),
    Candidate("PERCPU_ARRAY", value="struct timed"),
    Candidate("PERCPU_HASH", value="struct both"),
    Candidate("LPM_TRIE", "struct prefix", "struct timed", flags=_NO_PREALLOC),
    Candidate("QUEUE", "", "struct timed", 3),
    Candidate("HASH", value="struct ends", head=_SHORT_TIMER),
    Candidate("ARRAY", value="struct ends", entries=1, head=_SHORT_TIMER),
    replace(_ARRAY, slot=False),
    replace(_BOTH, slot=False),
    replace(_TIMED, slot=False),
    replace(_RING, slot=False),
    # As .rodata, where constant text lies.
    Candidate("ARRAY", value="struct block", entries=1, read_only=True),
    Candidate("SK_STORAGE", "int", "struct pair", 0, _NO_PREALLOC),
    Candidate("TASK_STORAGE", "int", "struct locked", 0, _NO_PREALLOC),
    Candidate("CGROUP_STORAGE", "__u64", entries=0),
    Candidate("PERCPU_CGROUP_STORAGE", "struct pair", "struct three", 0),
    # bpf_local_storage_map_alloc_check(), cgroup_storage_map_alloc().
    Candidate("SK_STORAGE", "int", entries=1, flags=_NO_PREALLOC),
    Candidate("CGROUP_STORAGE", "struct three", entries=0),
    Candidate("LPM_TRIE", "struct long_prefix", entries=12, flags=_NO_PREALLOC),
    Candidate("SOCKMAP", value="__u32"),
    Candidate("SOCKHASH", "struct three", "__u64", 2),
    Candidate("REUSEPORT_SOCKARRAY", value="__u32"),
    Candidate("USER_RINGBUF", "", "", 4096),
    # sock_map_alloc()
    Candidate("SOCKMAP", flags=1 << 7, value="__u32"),
)


def accepted_specs(work: Path) -> list[MapSpec | None]:
    """What progpack makes of each candidate; None where it refuses it.

    Args:
        work: a folder for the objects.
    """
    stems = [work / f"map{number}.bpf" for number in range(len(CANDIDATES))]
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(_judge, stems, CANDIDATES))


def _judge(stem: Path, candidate: Candidate) -> MapSpec | None:
    source, made = stem.with_suffix(".c"), stem.with_suffix(".o")
    source.write_text(_TEXT.format(head=candidate.head, members=candidate.members()))
    command = ["clang-22", "-target", "bpf", "-O2", "-g", "-idirafter"]
    command += ["/usr/include/x86_64-linux-gnu", "-c", str(source), "-o", str(made)]
    subprocess.run(command, check=True)
    try:
        spec = read_object(made).maps["map"]
        check_map(spec)
    except ProgpackError:
        return None
    return replace(spec, read_only=candidate.read_only)
