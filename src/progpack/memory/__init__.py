"""Executable memory of this process, and the public allocator on it.

>>> from progpack.memory import PackAllocator
>>> with PackAllocator() as packs:
...     code = packs.install(machine_code)
...     add = code.function("uint64_t(uint64_t, uint64_t)")
"""

from __future__ import annotations

from progpack.memory.allocator import PackAllocator
from progpack.memory.batch import Batch
from progpack.memory.capabilities import Capabilities, Capability, Refusal
from progpack.memory.code import Code, Function, Slot
from progpack.memory.process import ProcessMemory
from progpack.memory.protocol import Memory, Text
from progpack.memory.region import Region
from progpack.memory.replaceable import Replaceable
from progpack.memory.stats import Stats

__all__ = [
    "Batch",
    "Capabilities",
    "Capability",
    "Code",
    "Function",
    "Memory",
    "PackAllocator",
    "ProcessMemory",
    "Refusal",
    "Region",
    "Replaceable",
    "Slot",
    "Stats",
    "Text",
]
