"""The gate: where programs may go, decided from the building blocks before anything is allocated.

A kernel that finds out at the end of a load that it cannot write to a pack has done all the work
for nothing, and has to undo it on a path that nobody tests. So every memory, real or modelled,
first says in a `Record` what it has, and `Record.decide` says which `Way` is open.

>>> from progpack.model.capabilities import kernel_record
>>> kernel_record("arm64", "6.6").decide().way.value
'a page per program'
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from progpack.errors import CapabilityError
from progpack.known import Maybe, Unknown
from progpack.records import asdict, dataclass, fields

__all__ = ["Blocks", "Capability", "Decision", "Record", "Way"]


@dataclass(frozen=True, slots=True)
class Capability:
    """One building block.

    Attributes:
        name: as in the kernel where there is one: ``text_copy``.
        ok: whether it is there; what is not known counts as missing.
        detail: how it is done, or why it is missing.
    """

    name: str
    ok: bool
    detail: str

    def __bool__(self) -> bool:
        return self.ok


class Way(Enum):
    """The ways in which programs can be placed."""

    HUGE = "packs on huge pages"
    SMALL = "packs on small pages"
    OWN = "a page per program"
    REFUSED = "refused"

    @property
    def packs(self) -> bool:
        """Whether programs share pages."""
        return self in (Way.HUGE, Way.SMALL)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The building blocks that decide.

    Attributes:
        jit: programs become machine code at all.
        text_copy: executable memory that is not writable can be written.
        text_invalidate: and filled with traps again.
        set_rox: small pages can be made read-only and executable.
        set_rox_huge: so can huge ones, without splitting them.
        reset_huge: giving a huge area back makes its pages writable again without splitting
            (VM_FLUSH_RESET_PERMS in a kernel).
        huge_vmalloc: areas for code can have huge pages.
        asks_huge: whoever allocates the packs asks for them; nobody gets them unasked.
        own_pages: a program with pages of its own is written before they are protected, so that
            it needs no ``text_copy``.
    """

    jit: Capability
    text_copy: Capability
    text_invalidate: Capability
    set_rox: Capability
    set_rox_huge: Capability
    reset_huge: Capability
    huge_vmalloc: Capability
    asks_huge: Capability
    own_pages: Capability

    def __iter__(self) -> Iterator[Capability]:
        for field in fields(self):
            yield getattr(self, field.name)


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision of the gate.

    Attributes:
        way: the one that is taken.
        most: the one that the blocks would allow, if huge pages were asked for.
        reasons: why not a better one, the first obstacle first; empty for huge pages.
        given_back: how pages of packs become writable again: ``reset``, when they are freed;
            ``explicit``, by set_memory_nx() and set_memory_rw() over the whole area before that;
            empty without packs.
    """

    way: Way
    most: Way
    reasons: tuple[str, ...]
    given_back: str

    @property
    def why(self) -> str:
        """The reasons in one line."""
        return "; ".join(self.reasons)


_COPY: Final = ("text_copy", "text_invalidate")
_HUGE: Final = ("huge_vmalloc", "set_rox_huge")


@dataclass(frozen=True, slots=True)
class Record:
    """The facts about a memory that progpack must know before it allocates anything in it.

    Attributes:
        of: whose it is: "Linux 6.12 on arm64".
        page_size: bytes of a small page.
        pmd_size: bytes of a huge page.
        pack_size: bytes of a pack with one NUMA node; 0: it makes none.
        trap: what fills unused executable memory, one unit in memory order.
        alignment: alignment of an image's start in bytes, as the JIT asks for.
        exec_range: where code is allocated.
        exec_bytes: bytes of that range.
        alias: what protecting code does to other mappings of its pages: ``fixed``, nothing;
            ``split``, the linear map follows and large entries are split; ``pages``, the linear
            map follows and is of small pages; ``writable``, a second mapping is there to write.
        blocks: the building blocks.
    """

    of: str
    page_size: int
    pmd_size: int
    pack_size: int
    trap: bytes
    alignment: Maybe[int]
    exec_range: str
    exec_bytes: Maybe[int]
    alias: Maybe[str]
    blocks: Blocks

    @property
    def trap_unit(self) -> int:
        """Bytes in one trap: 1, 2 or 4."""
        return len(self.trap)

    def decide(self) -> Decision:
        """Return the way that is open. Never raises; see `require`."""
        blocks = self.blocks
        if not blocks.jit:
            return _refused(blocks.jit)
        if not blocks.set_rox:
            return _refused(blocks.set_rox)
        missing = _missing(blocks, _COPY)
        if missing:
            if not blocks.own_pages:
                return _refused(blocks.own_pages, *missing)
            return Decision(Way.OWN, Way.OWN, _said(missing), "")
        missing = _missing(blocks, _HUGE)
        if missing:
            return Decision(Way.SMALL, Way.SMALL, _said(missing), "reset")
        # Pages that were protected as one entry can be made writable as one entry.
        given_back = "reset" if blocks.reset_huge else "explicit"
        if not blocks.asks_huge:
            return Decision(Way.SMALL, Way.HUGE, _said([blocks.asks_huge]), "reset")
        return Decision(Way.HUGE, Way.HUGE, (), given_back)

    def require(self, way: Way) -> None:
        """Make sure that a way is open, before work starts that needs it.

        Raises:
            CapabilityError: the way is not open; the message has the missing building blocks.
        """
        decision = self.decide()
        order = list(Way)
        if order.index(decision.way) > order.index(way):
            raise CapabilityError(
                f"{self.of}: {way.value} not possible, only {decision.way.value}: {decision.why}"
                if decision.way is not Way.REFUSED
                else f"{self.of}: {way.value} not possible: {decision.why}"
            )

    def require_reset(self, *, huge: bool) -> None:
        """Make sure that an area may be given back with its permissions reset by that alone.

        Args:
            huge: whether the memory has huge pages.

        Raises:
            CapabilityError: resetting works on small pages only; protect the area's pages by hand
                before giving it back.
        """
        reset = self.blocks.reset_huge
        if huge and not reset:
            raise CapabilityError(
                f"{self.of}: reset-on-free of a huge area not possible: {reset.detail}; make it "
                "writable and not executable as a whole before giving it back"
            )

    def as_dict(self) -> dict[str, Any]:
        """Return the record in JSON's form; unknowns are null, with the reason beside."""
        decision = self.decide()
        values: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Unknown):
                values[field.name] = None
                values[f"{field.name}_unknown"] = value.reason
            elif isinstance(value, bytes):
                values[field.name] = value.hex()
            elif not isinstance(value, Blocks):
                values[field.name] = value
        return {
            **values,
            "trap_unit": self.trap_unit,
            "blocks": [asdict(block) for block in self.blocks],
            "path": decision.way.value,
            "possible": decision.most.value,
            "reasons": list(decision.reasons),
            "given_back": decision.given_back or None,
        }


def _missing(blocks: Blocks, names: tuple[str, ...]) -> list[Capability]:
    return [block for block in blocks if block.name in names and not block]


def _said(missing: list[Capability]) -> tuple[str, ...]:
    return tuple(f"no {block.name}: {block.detail}" for block in missing)


def _refused(*missing: Capability) -> Decision:
    return Decision(Way.REFUSED, Way.REFUSED, _said(list(missing)), "")
