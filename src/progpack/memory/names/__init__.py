"""Names of code for perf and GDB: a perf map, a jitdump, the interface of GDB.

``perf-map``  /tmp/perf-PID.map: what `perf report` and others look up for code without a file
``jitdump``   jit-PID.dump: with the bytes and the times, for `perf inject --jit`
``gdb``       GDB's JIT interface: names in backtraces, breakpoints by name

>>> PackAllocator(names=("perf-map", "gdb"))

Nothing here can make an install fail: what goes wrong later is in `Stats.failures`.
"""

from __future__ import annotations

from collections.abc import Iterable

from progpack.arch import Arch
from progpack.errors import UsageError
from progpack.memory.arguments import check_text, to_list
from progpack.memory.names.listener import Listener, Named

__all__ = ["KINDS", "Listener", "Named", "listeners"]

KINDS = ("perf-map", "jitdump", "gdb")
"""The kinds that `listeners` knows."""


def listeners(kinds: str | Iterable[str], arch: Arch) -> tuple[Listener, ...]:
    """Return the listeners of these kinds.

    Args:
        kinds: some of `KINDS`; a string has them separated by commas.
        arch: architecture of the code.

    Raises:
        UsageError: there is no such kind.
        CapabilityError: one cannot be had here; says why.
    """
    names = kinds.split(",") if isinstance(kinds, str) else to_list("names", kinds)
    for name in names:
        check_text("names", name)
    names = [name.strip() for name in names]
    return tuple(_listener(kind, arch) for kind in dict.fromkeys(names) if kind)


def _listener(kind: str, arch: Arch) -> Listener:
    # Each is imported when it is wanted.
    if kind == "perf-map":
        from progpack.memory.names.perfmap import PerfMap

        return PerfMap()
    if kind == "jitdump":
        from progpack.memory.names.jitdump import JitDump

        return JitDump(arch)
    if kind == "gdb":
        from progpack.memory.names.gdb import Gdb

        return Gdb(arch)
    raise UsageError(f"no names for {kind!r}; there are {', '.join(KINDS)}")
