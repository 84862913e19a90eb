"""The code of other JITs in packs: ELF objects of any compiler, llvmlite, numba, tinygrad.

Each adapter takes what a JIT emits and leaves out the JIT's own memory: text goes into packs, 64
bytes a chunk, constants and variables into areas beside them that cannot be executed. Modules are
imported by name (`progpack.adapters.elf` and so on), so that a package is needed only by whoever
uses its adapter.

An adapter runs in the process of the JIT. llvmlite, and with it numba, has a page that is writable
and executable there from the moment it is imported (its callbacks go through libffi); packs make
no such page, and take none away.
"""

from __future__ import annotations
