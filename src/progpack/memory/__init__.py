"""Executable memory of this process, and the public allocator on it.

>>> from progpack.memory import PackAllocator
>>> with PackAllocator() as packs:
...     code = packs.install(machine_code)
...     add = code.function("uint64_t(uint64_t, uint64_t)")
"""

from __future__ import annotations

from progpack.memory.allocator.allocator import PackAllocator
from progpack.memory.allocator.batch import Batch
from progpack.memory.allocator.handles import Code, Function, Slot
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.capabilities import Capabilities, Capability, Refusal
from progpack.memory.pages.process import ProcessMemory
from progpack.memory.pages.region import Region
from progpack.memory.protocol import Memory, Text
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
