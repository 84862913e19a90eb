"""A page per program, the kernel's other way: written first, then protected.

bpf_jit_binary_alloc() and bpf_jit_binary_lock_ro() of kernel/bpf/core.c; it needs no text_copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from progpack.arch.gate import Record
from progpack.model.loadpath.outcomes import Outcome, Step
from progpack.pack.constants import HEADER, SAFETY_OWN_PAGES, round_up

__all__ = ["OwnPages"]


@dataclass(slots=True)
class OwnPages:
    """One program with pages of its own.

    Args:
        record: what the kernel has.

    Attributes:
        steps: what was done until now.
        writable: the program runs in memory that can be written.
    """

    record: Record
    steps: list[Step] = field(default_factory=list)
    writable: bool = False

    def load(self, size: int) -> str:
        """Load a program of ``size`` bytes; empty, or what the caller is told."""
        blocks = self.record.blocks
        if not blocks.jit:
            self._note("run", "the interpreter", blocks.jit.detail, Outcome.REFUSED)
            return blocks.jit.detail
        whole = round_up(size + HEADER + SAFETY_OWN_PAGES, self.record.page_size)
        self._note("charge", "bpf_jit_charge_modmem()", f"{whole:,} bytes")
        self._note("reserve", "module_alloc()", f"{whole:,} bytes, for this program alone")
        self._note("fill", "bpf_fill_ill_insns()", f"{whole:,} bytes with {self.record.trap.hex()}")
        self._note("write", "the JIT", f"{size:,} bytes of code, in place")
        self._protect(whole)
        self._note("publish", "bpf_int_jit_compile()", "prog->jited = 1: it can run")
        return ""

    def _protect(self, size: int) -> None:
        block = self.record.blocks.set_rox
        self.writable = not block
        outcome = Outcome.DONE if block else Outcome.EMPTY
        what = f"{size:,} bytes" if block else block.detail
        self._note("set_memory", "set_memory_ro(), set_memory_x()", what, outcome)

    def _note(self, call: str, who: str, what: str, outcome: Outcome = Outcome.DONE) -> None:
        self.steps.append(Step(call, who, what, outcome))
