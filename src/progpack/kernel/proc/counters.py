"""Counters and settings of the running kernel that matter to BPF code and the direct map.

Splits and collapses are counted by ``split_page_count()`` and ``collapse_*()`` in
``arch/x86/mm/pat/set_memory.c`` once the system runs; only x86 has them, collapses since the
commit 41d88484c71c. ``DirectMap*`` are in kB.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, fields
from pathlib import Path

from progpack.kernel.proc.files import ROOT, numbers_in_list, read_text, shown, sysctl
from progpack.known import Maybe, Unknown
from progpack.owned import Owned
from progpack.snapshot import DirectMap

__all__ = [
    "Counters",
    "Settings",
    "SplitReader",
    "count_possible",
    "read_counters",
    "read_direct_map",
]

_VMSTAT = {
    "level2_splits": "direct_map_level2_splits",
    "level3_splits": "direct_map_level3_splits",
    "level2_collapses": "direct_map_level2_collapses",
    "level3_collapses": "direct_map_level3_collapses",
}
_VMSTAT_MOST = 1 << 16
_MEMINFO = {"map_4k": "DirectMap4k", "map_2m": "DirectMap2M", "map_1g": "DirectMap1G"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Sysctls that decide what BPF does and what can be seen of it.

    Attributes:
        jit_enable: net.core.bpf_jit_enable: 0 interpreter, 1 JIT, 2 JIT that prints its code.
        jit_harden: net.core.bpf_jit_harden: constants are blinded for 1 unprivileged, 2 all.
        jit_kallsyms: net.core.bpf_jit_kallsyms: 0 programs have no symbols.
        jit_limit: net.core.bpf_jit_limit: bytes of code above which an unprivileged load fails.
        kptr_restrict: kernel.kptr_restrict: who sees addresses.
        perf_event_paranoid: kernel.perf_event_paranoid: who may use perf events.
        unprivileged_bpf_disabled: kernel.unprivileged_bpf_disabled: 0 everybody may use bpf(2).
    """

    jit_enable: Maybe[int]
    jit_harden: Maybe[int]
    jit_kallsyms: Maybe[int]
    jit_limit: Maybe[int]
    kptr_restrict: Maybe[int]
    perf_event_paranoid: Maybe[int]
    unprivileged_bpf_disabled: Maybe[int]


_SYSCTLS = {
    "jit_enable": "net.core.bpf_jit_enable",
    "jit_harden": "net.core.bpf_jit_harden",
    "jit_kallsyms": "net.core.bpf_jit_kallsyms",
    "jit_limit": "net.core.bpf_jit_limit",
    "kptr_restrict": "kernel.kptr_restrict",
    "perf_event_paranoid": "kernel.perf_event_paranoid",
    "unprivileged_bpf_disabled": "kernel.unprivileged_bpf_disabled",
}


@dataclass(frozen=True, slots=True)
class Counters:
    """One reading.

    Attributes:
        time_ns: when, nanoseconds of CLOCK_BOOTTIME, the clock of a program's load time.
        direct_map: how the kernel maps its memory, and its splits and collapses since boot.
        settings: sysctls.
        nodes: possible NUMA nodes (``num_possible_nodes()``); a pack has 2 MiB for each.
        cpus: possible CPUs.
        online_cpus: CPUs that run now.
    """

    time_ns: int
    direct_map: DirectMap
    settings: Settings
    nodes: Maybe[int]
    cpus: Maybe[int]
    online_cpus: Maybe[int]

    def since(self, earlier: Counters) -> DirectMap:
        """Return the changes between two readings: a `DirectMap` of differences, perhaps negative.

        A number that one of the two does not have stays `Unknown` with the reason.
        """
        changes = {}
        for field in fields(DirectMap):
            now: Maybe[int] = getattr(self.direct_map, field.name)
            before: Maybe[int] = getattr(earlier.direct_map, field.name)
            if isinstance(now, Unknown) or isinstance(before, Unknown):
                changes[field.name] = now if isinstance(now, Unknown) else before
            else:
                changes[field.name] = now - before
        return DirectMap(**changes)


def read_counters(root: Path = ROOT) -> Counters:
    """Read everything now. What cannot be read is `Unknown` with the reason; nothing raises."""
    return Counters(
        time_ns=time.clock_gettime_ns(time.CLOCK_BOOTTIME),
        direct_map=read_direct_map(root),
        settings=Settings(**{name: sysctl(path, root) for name, path in _SYSCTLS.items()}),
        nodes=count_possible("node", root),
        cpus=count_possible("cpu", root),
        online_cpus=count_possible("cpu", root, "online"),
    )


def read_direct_map(root: Path = ROOT) -> DirectMap:
    """``/proc/meminfo`` and ``/proc/vmstat`` alone: what a fast sampler needs (about 0.2 ms)."""
    vmstat = _table(root / "proc/vmstat", _VMSTAT)
    meminfo = _table(root / "proc/meminfo", _MEMINFO)
    return DirectMap(**vmstat, **meminfo)


class SplitReader(Owned):
    """Splits and collapses again and again, five times as fast as `read_direct_map`.

    Args:
        root: where ``proc`` is.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self._fd = -1
        try:
            self._fd = os.open(root / "proc/vmstat", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return  # Nothing is counted, and `read` says so by giving nothing.

    def read(self) -> dict[str, int]:
        """Read the counters of ``/proc/vmstat``, by their names in `DirectMap`."""
        text = b""
        # One read gives a page of the file at most.
        while self._fd >= 0 and (more := os.pread(self._fd, _VMSTAT_MOST, len(text))):
            text += more
        return {key: value for key, name in _VMSTAT.items() if (value := _number(text, name)) >= 0}

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)


def _number(text: bytes, name: str) -> int:
    """The number behind a name at the beginning of a line; -1 when there is none."""
    start = text.find(f"\n{name} ".encode())
    if start < 0:
        return -1
    return int(text[start + len(name) + 2 : text.find(b"\n", start + 1)])


def count_possible(what: str, root: Path = ROOT, which: str = "possible") -> Maybe[int]:
    """Return how many of ``what`` (``node`` or ``cpu``) are possible, or ``online``.

    A kernel without CONFIG_NUMA has no list of nodes; it has one node.
    """
    folder = root / "sys/devices/system"
    text = read_text(folder / what / which)
    if isinstance(text, Unknown):
        if what == "node" and (folder / "cpu").is_dir() and not (folder / "node").exists():
            return 1
        return text
    try:
        return len(numbers_in_list(text))
    except ValueError:
        path = folder / what / which
        return Unknown(f"{shown(path)} holds {text.strip()[:40]!r}, which is not a list of numbers")


def _table(path: Path, wanted: dict[str, str]) -> dict[str, Maybe[int]]:
    """The numbers of these names in a file of ``name[:] number [unit]`` lines."""
    text = read_text(path)
    if isinstance(text, Unknown):
        return dict.fromkeys(wanted, text)
    numbers = {}
    names = set(wanted.values())
    for line in text.splitlines():
        words = line.split()
        if len(words) > 1 and (name := words[0].rstrip(":")) in names and words[1].isdigit():
            numbers[name] = int(words[1])
    return {
        key: numbers.get(
            name, Unknown(f"{shown(path)} has no {name}: this kernel does not count it")
        )
        for key, name in wanted.items()
    }
