"""What a memory can do, declared before anything is allocated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from progpack.arch import Arch
from progpack.errors import CapabilityError, UsageError

__all__ = ["Capabilities", "Capability", "Refusal"]


@dataclass(frozen=True, slots=True)
class Capability:
    """One building block.

    Attributes:
        name: as in the kernel where there is one: ``text_copy``.
        ok: whether it is there.
        detail: how it is done, or why it is missing.
    """

    name: str
    ok: bool
    detail: str

    def __bool__(self) -> bool:
        return self.ok


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
