"""The capabilities of a memory, declared before anything is allocated."""

from __future__ import annotations

from collections.abc import Iterator

from progpack.arch import Arch
from progpack.arch.gate import Blocks, Capability, Record
from progpack.errors import CapabilityError, UsageError
from progpack.known import Unknown
from progpack.pack.constants import PACK_UNIT
from progpack.records import dataclass, fields

__all__ = ["Capabilities", "Capability", "Refusal"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recipe that was not taken.

    Attributes:
        recipe: its name and variant.
        reason: what failed, or that an earlier one was taken.
    """

    recipe: str
    reason: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Everything that decides whether, and how, programs can be packed in a memory.

    Attributes:
        arch: architecture, with the page size in use.
        page_size: bytes of a small page.
        pmd_size: bytes of a huge page.
        trap: the filler of unused executable memory, one unit in memory order.
        trap_unit: bytes of it: 1, 2 or 4.
        alignment: alignment in bytes of an image's start.
        recipe: how pages are mapped for writing and running, or None.
        refused: the recipes that were not taken.
        text_copy: writing to executable memory.
        text_invalidate: filling executable memory with traps.
        text_poke: changing live code.
        set_rox: having pages that can be run and not written.
        huge_pages: having huge ones of them.
        data: having pages that can be read only, for constants.
    """

    arch: Arch
    page_size: int
    pmd_size: int
    trap: bytes
    trap_unit: int
    alignment: int
    recipe: str | None
    refused: tuple[Refusal, ...]
    text_copy: Capability
    text_invalidate: Capability
    text_poke: Capability
    set_rox: Capability
    huge_pages: Capability
    data: Capability

    def __iter__(self) -> Iterator[Capability]:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Capability):
                yield value

    def require(self, *names: str) -> None:
        """Make sure that building blocks are there, before work starts that needs them.

        Raises:
            CapabilityError: some are missing; names them all and says why.
            UsageError: there is no capability of that name.
        """
        known = {capability.name: capability for capability in self}
        unknown = [name for name in names if name not in known]
        if unknown:
            raise UsageError(f"no capability {', '.join(unknown)}; there are {', '.join(known)}")
        missing = [known[name] for name in names if not known[name].ok]
        if missing:
            reasons = dict.fromkeys(capability.detail for capability in missing)
            raise CapabilityError(
                f"{', '.join(c.name for c in missing)} not possible here: {'; '.join(reasons)}"
            )

    def record(self, *, pages: str = "auto") -> Record:
        """Return these capabilities in the terms of the gate, which decides where programs go.

        Args:
            pages: as it was given to the memory: ``auto``, ``small`` or ``huge``.
        """
        arch, huge = self.arch, self.huge_pages
        asked = pages != "small"
        return Record(
            of=f"this process on {arch.name}",
            page_size=self.page_size,
            pmd_size=self.pmd_size,
            pack_size=PACK_UNIT,
            trap=self.trap,
            alignment=self.alignment,
            exec_range="anywhere, or within reach of an address that is given",
            exec_bytes=Unknown("the address space of the process, less what is mapped"),
            alias="writable",
            blocks=Blocks(
                jit=Capability("jit", True, "machine code is handed over"),
                text_copy=self.text_copy,
                text_invalidate=self.text_invalidate,
                set_rox=self.set_rox,
                set_rox_huge=Capability("set_rox_huge", huge.ok, huge.detail),
                reset_huge=Capability("reset_huge", True, "munmap(2) leaves nothing to reset"),
                huge_vmalloc=Capability("huge_vmalloc", huge.ok, huge.detail),
                asks_huge=Capability("asks_huge", asked, f"pages={pages}"),
                own_pages=Capability(
                    "own_pages", False, "pages here are never writable first: all goes by text_copy"
                ),
            ),
        )
