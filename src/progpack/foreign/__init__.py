"""Programs for other CPUs: built into static executables, run under qemu-user or natively.

`Builder` compiles objects for a target and lays out all of a process's memory: packs that are read
and executed, constants that are only read, and stack, maps and contexts that are never executed.
`progpack.run.executables.Session` runs the executable and drives it over a pipe; `progpack.load`
does both for ``backend="arch:NAME"``.
"""

from __future__ import annotations

from progpack.foreign.builder import Builder
from progpack.foreign.executable import Executable

__all__ = ["Builder", "Executable"]
