"""Costs of a load besides executable memory, and what waits to be freed.

A program's descriptor and instructions, slab memory and what verifier and compiler use for a while
come from the same free pages as packs and areas do. So they decide how far apart those lie, and
with that how many large entries of the direct map are split.
"""

from __future__ import annotations

import random
from typing import Final

from progpack.model.buddy import MOVABLE, UNMOVABLE
from progpack.model.machine import MachineSpec
from progpack.model.physical import Physical
from progpack.model.values import Totals

__all__ = ["Costs"]

# Hundredths of a page of slab memory that a program takes: struct bpf_prog_aux, file, inode, id.
# Fitted: see docs/model.md.
_SLAB: Final = 55
# Bytes of struct bpf_prog before the instructions, which are 8 bytes each; JITs make about 6 bytes
# of one (measured: 6.0 to 6.3 on x86-64, 4.0 on arm64, 5.9 on riscv64).
_DESCRIPTOR: Final = 80
_PER_INSTRUCTION: Final = {"arm64": 4, "powerpc": 4}
_USUAL_PER_INSTRUCTION: Final = 6
# Pages that the verifier and the JIT use while a program is loaded: for the environment, and for
# each instruction (struct bpf_insn_aux_data). Results depend on them weakly: see docs/model.md.
_SCRATCH: Final = 16
_SCRATCH_PER_INSTRUCTION: Final = 88
_SCRATCH_MOST: Final = 300
_JITTER: Final = 16
# Loads that are gone through one by one before pages are taken; earlier ones are summed up.
_RECENT: Final = 256


class Costs:
    """Memory that loads take beside their code, summed up until somebody needs a page.

    Args:
        machine: the machine.
        seed: of what varies from load to load.

    Attributes:
        owed: hundredths of pages taken and not given back since the last settling.
        waiting: hundredths of pages that are freed but may still be in a TLB.
        waiting_most: more than that many are not left waiting.
        small: programs with so many bytes of code, and smaller ones, take the least.
        least: hundredths of pages that they take.
    """

    def __init__(self, machine: MachineSpec, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._background = 100 * machine.background
        self._user = machine.user
        self._size = _PER_INSTRUCTION.get(machine.arch, _USUAL_PER_INSTRUCTION)
        self.small = (4096 - _DESCRIPTOR) // 8 * self._size
        self.least = self.of(1)
        # mm/vmalloc.c, lazy_max_pages(): fls(online CPUs) times 32 MiB.
        bits = machine.cpus.bit_length()
        self.waiting = 0
        self.waiting_most = 100 * (bits * machine.features.lazy_free_bytes // 4096)
        self.owed = 0
        # At the last settling: loads so far, and programs that were there.
        self._loads = 0
        self._there = 0
        self._taken: dict[int, list[int]] = {UNMOVABLE: [], MOVABLE: []}

    def of(self, size: int) -> int:
        """Hundredths of pages that a program with ``size`` bytes of code takes beside it."""
        pages = (_DESCRIPTOR + 8 * (size // self._size) + 4095) >> 12
        return 100 * pages + _SLAB + self._background

    def settle(self, physical: Physical, totals: Totals, size: int) -> None:
        """Take from the machine, or give back, what was counted since the last time.

        Args:
            physical: the machine's pages.
            totals: say how many loads and unloads there were, and how large the programs are.
            size: bytes of code that pages are needed for next.
        """
        loaded = totals.loads - totals.unloads
        loads = max(1, totals.loads - self._loads)
        average = totals.code_bytes // loaded if loaded > 0 else size
        scratch = min(
            _SCRATCH_MOST, _SCRATCH + average * _SCRATCH_PER_INSTRUCTION // (self._size << 12)
        )
        self._settle(physical, MOVABLE, self._user * (loaded - self._there))
        self._loads, self._there = totals.loads, loaded
        owed = self.owed
        pages = owed // 100 if owed >= 0 else -(-owed // 100)
        self.owed = owed - 100 * pages
        recent = min(loads, _RECENT)
        early = pages * (loads - recent) // loads if pages > 0 else pages
        self._settle(physical, UNMOVABLE, early)
        rest = pages - early
        chance = self._random
        done = 0
        for number in range(1, recent + 1):
            # How many pages of slab memory a load needs is not the same each time.
            upto = rest if number == recent else int(rest * number / recent + chance.random())
            if upto > done:
                self._settle(physical, UNMOVABLE, upto - done)
                done = upto
            physical.churn(scratch + int(_JITTER * chance.random()))

    def page_tables(self, physical: Physical, count: int) -> bool:
        """A page for each split, which never comes back; whether there were so many."""
        return physical.take(count) is not None

    def purge(self, totals: Totals) -> None:
        """Free what waits, with one flush; nothing when nothing waits."""
        if self.waiting:
            totals.purges += 1
            totals.flushes_all += 1
            self.waiting = 0

    def _settle(self, physical: Physical, mobility: int, pages: int) -> None:
        taken = self._taken[mobility]
        if pages > 0:
            taken += physical.take(pages, mobility) or []
        elif pages < 0 and taken:
            back = taken[pages:]
            del taken[pages:]
            physical.give(back, mobility)
