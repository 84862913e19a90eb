"""One look at the running kernel: packs, the programs in them, and what is not known."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from progpack.kernel.charge import Charge, Placed, account_for
from progpack.kernel.evidence.evidence import Evidence
from progpack.kernel.features import Features
from progpack.kernel.proc.code_range import X86_END, X86_STARTS
from progpack.kernel.proc.counters import Counters
from progpack.kernel.proc.files import page_size
from progpack.kernel.proc.vmalloc import BpfAreas, Group, VmallocArea, group_of
from progpack.kernel.syscall.program_info import ProgramInfo
from progpack.known import Maybe, Unknown
from progpack.pack import CHUNK, HEADER
from progpack.pack.constants import PACK_UNIT, round_up
from progpack.snapshot import PROGRAM, PackView, Snapshot, SpanView

__all__ = ["Observation"]


_NOT_LISTED = Unknown("programs are asked for of the running kernel only")
_NOT_READ = Unknown("the kernel's own counter, bpf_jit_current, was not read")


@dataclass(slots=True)
class Observation:
    """The result of one look at the running kernel.

    Attributes:
        evidence: what is known of the packs.
        machine: as ``uname -m`` has it.
        counters: counters and settings.
        features: what this kernel's allocator can do.
        areas: areas of the kernel's virtual memory that are BPF's, or why they cannot be seen.
        programs: id -> what the kernel says of the program, or why they cannot be listed.
        charged: bytes charged against the limit, as the kernel counts them, or why its counter
            was not read; `charge` bounds it then.
        symbols_hidden: why trampolines and dispatchers may be missing in ``placed``, or None.
        placed: what has an address that can be seen.
        exact: whether the packs' own bitmaps were read.
        notes: what a reader must know, one sentence each.
        inferred: the same, of addresses of packs that are only inferred.
    """

    evidence: Evidence
    machine: str
    counters: Counters
    features: Features
    areas: Maybe[BpfAreas]
    programs: Maybe[Mapping[int, ProgramInfo]] = _NOT_LISTED
    charged: Maybe[int] = _NOT_READ
    symbols_hidden: Unknown | None = None
    placed: tuple[Placed, ...] = ()
    exact: bool = False
    notes: list[str] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)

    @property
    def pack_size(self) -> int:
        """Bytes of a pack."""
        return self.evidence.pack_size

    def of_group(self, group: Group) -> Maybe[list[VmallocArea]]:
        """The areas of one group, or why they cannot be seen."""
        if isinstance(self.areas, Unknown):
            return self.areas
        nodes = self.pack_size // PACK_UNIT
        return [area for area in self.areas.areas if group_of(area, nodes=nodes) is group]

    @property
    def pack_count(self) -> Maybe[int]:
        """Number of packs: from the kernel's list, else from its areas."""
        if self.features.packs.value is False:
            return 0
        if self.exact:
            return len(self.evidence.packs)
        areas = self.of_group(Group.PACK)
        if isinstance(areas, Unknown):
            return areas
        in_cache = self.features.packs_from_rox_cache.value
        if in_cache is False:
            return len(areas)
        if isinstance(in_cache, Unknown):
            return in_cache
        return Unknown(
            "packs are parts of larger areas here, and the kernel's own list of them was not read"
        )

    @property
    def code_start(self) -> int:
        """The start of the range for code, as far as that is fixed; 0 when it is not known."""
        seen = [one.address for one in self.placed]
        seen += [pack.base for pack in self.evidence.packs if pack.base is not None]
        inside = [address for address in seen if min(X86_STARTS) <= address < X86_END]
        if self.machine != "x86_64" or not inside:
            return 0
        return next(start for start in X86_STARTS if start <= min(inside))

    @property
    def dark(self) -> Maybe[int]:
        """Programs without an id: ``struct bpf_prog`` less those of programs that have one."""
        if isinstance(self.areas, Unknown):
            return self.areas
        structs = self.structs
        return structs if isinstance(structs, Unknown) else max(self.areas.programs - structs, 0)

    @property
    def structs(self) -> Maybe[int]:
        """``struct bpf_prog`` of the programs that have an id: of several functions one more."""
        if isinstance(self.programs, Unknown):
            return self.programs
        tags = (len(info.tags) for info in self.programs.values())
        return sum(count + 1 if count > 1 else 1 for count in tags)

    def charge(self) -> Charge:
        """The bytes charged against the limit, by what they are charged for."""
        return account_for(self, [pack.view() for pack in self.evidence.packs])

    def snapshot(self) -> Snapshot:
        """Return a snapshot with source "live"."""
        packs = self.of_group(Group.PACK)
        own = self.of_group(Group.OVERSIZED)
        known = not isinstance(packs, Unknown) and not isinstance(own, Unknown)
        in_cache = self.features.packs_from_rox_cache.value
        hidden = packs if isinstance(packs, Unknown) else Unknown("packs are parts of other areas")
        areas = (*packs, *own) if known and in_cache is False else ()  # type: ignore[misc]
        views = tuple(pack.view() for pack in self.evidence.packs)
        charged = account_for(self, views).total
        return Snapshot(
            source="live",
            policy=self._policy(),
            arch=self.machine,
            packs=views + self._nowhere(packs),
            areas=tuple(self._own_pages()),
            charged=charged if charged.exact is None else charged.exact,
            limit=self.counters.settings.jit_limit,
            resident_bytes=sum((area.pages or 0) * page_size() for area in areas)
            if in_cache is False and known
            else hidden,
            vmas=len(areas) if in_cache is False and known else hidden,
            direct_map=self.counters.direct_map,
            time=datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="seconds"),
            notes=(*self.inferred, *self.notes, *self._feature_notes()),
        )

    def _policy(self) -> str:
        packs = self.features.packs.value
        if isinstance(packs, Unknown):
            return "unknown"
        if not packs:
            return "page"
        return "pack-dirty" if self.evidence.preference else "pack"

    def _nowhere(self, areas: Maybe[list[VmallocArea]]) -> tuple[PackView, ...]:
        """Packs that are there, and nothing that can be seen is in them."""
        if isinstance(areas, Unknown) or not self.evidence.unseen:
            return ()
        first = max((pack.number for pack in self.evidence.packs), default=-1) + 1
        chunks = self.pack_size // CHUNK
        blank = (SpanView(0, chunks, kind="no-evidence"),)
        return tuple(
            PackView(first + i, None, self.pack_size, chunks, blank)
            for i in range(self.evidence.unseen)
        )

    def _own_pages(self) -> Iterator[PackView]:
        """Programs outside of all packs: too large, or on a kernel that has no packs."""
        page = page_size()
        for number, one in enumerate(self.placed):
            if one.kind != PROGRAM or self.evidence.locate(one.address) is not None:
                continue
            start = one.address // page * page
            size = round_up(one.address + one.size - start, page)
            span = SpanView(0, size // CHUNK, one.name, min(one.size + HEADER, size), one.kind)
            yield PackView(number, start, size, size // CHUNK, (span,))

    def _feature_notes(self) -> Iterator[str]:
        return map(str, self.features)
