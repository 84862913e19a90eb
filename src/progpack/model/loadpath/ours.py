"""progpack's way: its allocator, as it is, on a memory of the architecture that nobody runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from progpack.arch import Arch
from progpack.arch.gate import Record
from progpack.errors import ExecMemoryError
from progpack.memory import Code, PackAllocator, Slot
from progpack.model.loadpath.byte_areas import stray_bytes
from progpack.model.loadpath.dry import DryMemory
from progpack.model.loadpath.outcomes import Left, Outcome, Step
from progpack.pack.constants import CHUNK

__all__ = ["Ours"]

_DISPATCHER: Final = "the dispatcher"
_RESERVE: Final = "PackAllocator.reserve()"
_CODE: Final = b"\x5a"
# Call of the memory -> step, and who makes it.
_CALLS: Final = {
    "reserve": ("reserve", "Memory.reserve()", "{:,} bytes for a pack, full of traps"),
    "set_memory": ("set_memory", "Memory.reserve()", "all of it: it can be run, and not written"),
    "text_copy": ("copy", "Text.text_copy()", "{:,} bytes, all of the chunks at once"),
    "text_invalidate": ("invalidate", "Text.text_invalidate()", "the chunks, with traps"),
    "release": ("free", "Text.release()", "the pack, now empty"),
}


@dataclass(slots=True, eq=False)
class Ours:
    """progpack's way.

    Args:
        record: what the memory has.
        arch: the architecture, with the page size in use.
        policy: name of the placement policy.

    Attributes:
        steps: what was done until now.

    Raises:
        CapabilityError: a building block is missing; nothing was allocated.
    """

    record: Record
    arch: Arch
    policy: str = "pack"
    steps: list[Step] = field(default_factory=list)
    _memory: DryMemory = field(init=False)
    _packs: PackAllocator = field(init=False)
    _programs: dict[str, Code] = field(default_factory=dict)
    _seen: int = 0
    _failed: int = 0

    def __post_init__(self) -> None:
        self._memory = DryMemory(self.arch)
        blocks = self.record.blocks
        self._memory.capabilities = replace(
            self._memory.capabilities,
            text_copy=blocks.text_copy,
            text_invalidate=blocks.text_invalidate,
            set_rox=blocks.set_rox,
        )
        self._packs = PackAllocator(self.policy, memory=self._memory, keep_empty=False)

    @property
    def title(self) -> str:
        """The name of this order of work."""
        return "progpack"

    def arm(self, call: str) -> None:
        """Let the next such call fail."""
        self._memory.plan.arm(call, "failure")

    def load(self, name: str, size: int) -> str:
        """Load a program of ``size`` bytes; empty, or what the caller is told."""
        try:
            slot = self._reserve(name, size)
            slot.write(0, _CODE * size)
            self._note("write", "Slot.write()", f"{size:,} bytes of code into the private buffer")
            self._programs[name] = slot.finalize()
        except ExecMemoryError as error:
            self._heard(0)
            return str(error)
        self._heard(self._programs[name].allocated)
        self._note("publish", "Slot.finalize()", "the entry of the side table is live: it can run")
        return ""

    def give_up(self, name: str, size: int) -> str:
        """Place a program, and then give up."""
        slot = self._reserve(name, size)
        self._note("write", "the JIT", "gives up", Outcome.REFUSED)
        slot.abandon()
        self._heard(0)
        self._note("charge", "Slot.abandon()", "given back, with the chunks", Outcome.UNDONE)
        return "the JIT gave up"

    def dispatch(self) -> str:
        """A page of zeros, as the XDP dispatcher's is at first."""
        self._programs[_DISPATCHER] = self._packs.install(bytes(self.record.page_size))
        return ""

    def unload(self, name: str) -> str:
        """Give a program back; empty, or what the caller is told."""
        code = self._programs.pop(name)
        size = code.allocated
        try:
            code.free()
        except ExecMemoryError as error:
            self._heard(size)
            return str(error)
        self._heard(size)
        return ""

    def left(self) -> Left:
        """Return what is left in memory and in the accounts beyond the programs."""
        stats = self._packs.stats
        live = list(self._programs.values())
        used = sum(code.chunks for code in live)
        return Left(
            charge=stats.charge - sum(code.allocated for code in live),
            lost=stats.used // CHUNK - used - stats.quarantined,
            quarantined=stats.quarantined,
            stray=self._stray(live),
            marked=sum(not code.live for code in live),
        )

    def _reserve(self, name: str, size: int) -> Slot:
        before = self._packs.stats.charge
        slot = self._packs.reserve(size, name=name, binary=True)
        self._note(
            "charge", "PackAllocator.reserve()", f"{self._packs.stats.charge - before:,} bytes"
        )
        self._heard(sum(region.size for region in self._memory.regions))
        last = slot.chunk + slot.chunks - 1
        where = f"chunks {slot.chunk} to {last}" if slot.chunks > 1 else f"chunk {last}"
        self._note(
            "place", "PackAllocator.reserve()", f"{where}: {name}'s; the pack is on the list"
        )
        self._note("reserve", "PackAllocator.reserve()", "a private buffer, full of traps")
        return slot

    def _heard(self, size: int) -> None:
        """Note the calls of the memory since the last time, of which the last may have failed."""
        plan = self._memory.plan
        failed = plan.failed[self._failed :]
        for call in plan.calls[self._seen :]:
            step, who, what = _CALLS[call]
            outcome = Outcome.REFUSED if call in failed else Outcome.DONE
            self._note(step, who, "injected" if call in failed else what.format(size), outcome)
        self._seen, self._failed = len(plan.calls), len(plan.failed)

    def _note(self, call: str, who: str, what: str, outcome: Outcome = Outcome.DONE) -> None:
        self.steps.append(Step(call, who, what, outcome))

    def _stray(self, live: list[Code]) -> int:
        """Bytes that are neither a program's nor a trap's; those of quarantined chunks too."""
        count = 0
        for region in self._memory.regions:
            content = bytearray(region.bytes)
            for code in live:
                at = code.address - region.address
                if 0 <= at < region.size:
                    traps = self.arch.trap_fill(region.size)
                    content[at : at + code.size] = traps[at : at + code.size]
            count += stray_bytes(self.arch, content)
        return count
