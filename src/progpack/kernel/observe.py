"""The packs of the running kernel, as a snapshot: who holds which chunk, and what is not known.

Nothing is loaded or changed unless probing is asked for. Programs and trampolines are named from
bpf(2) and ``/proc/kallsyms``. Whether the other chunks are taken comes from the kernel's own
bitmaps where ``/proc/kcore`` can be read, or from probing; otherwise they have no evidence. What
a process without privileges cannot see is missing, and the notes say why.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from progpack.errors import ProgpackError, UsageError
from progpack.kernel.btfobjects import read_kernel_btf
from progpack.kernel.counters import Counters, read_counters
from progpack.kernel.evidence import Evidence, image_chunks, infer_bases
from progpack.kernel.features import Features, read_features
from progpack.kernel.images import each_program
from progpack.kernel.kcore import Kcore
from progpack.kernel.packlist import (
    PACK_SYMBOLS,
    KernelPack,
    PackLayout,
    find_pack_list,
    read_packs,
)
from progpack.kernel.probememory import READER, ProbeMemory
from progpack.kernel.procfs import ROOT, page_size
from progpack.kernel.programs import KernelFunction, ProgramInfo
from progpack.kernel.rawmemory import KernelMemory
from progpack.kernel.sonar import probe as sonar
from progpack.kernel.sonar import what_probing_does
from progpack.kernel.symbols import (
    BpfSymbol,
    SymbolKind,
    bpf_symbols,
    find_symbols,
    why_symbols_may_be_missing,
)
from progpack.kernel.vmalloc import Group, VmallocArea, group_of, read_vmalloc
from progpack.known import Maybe, Unknown
from progpack.pack import CHUNK, HEADER
from progpack.pack.constants import PACK_UNIT, round_up
from progpack.snapshot import PROGRAM, PackView, Snapshot, SpanView

__all__ = ["Observation", "Placed", "look", "observe"]

# The module area of x86-64 begins at the end of the kernel image's: 1 GiB with KASLR, 512 MiB
# without (arch/x86/include/asm/page_64_types.h, pgtable_64_types.h).
_X86_FLOORS = (0xFFFF_FFFF_C000_0000, 0xFFFF_FFFF_A000_0000)
_X86_END = 0xFFFF_FFFF_FF00_0000
_KCORE = Path("proc/kcore")


@dataclass(frozen=True, slots=True)
class Placed:
    """A function, trampoline or dispatcher whose address can be seen.

    Attributes:
        address: of its first instruction.
        low: chunks that it takes at least, in a pack.
        high: chunks that it takes at most.
        name: ``name#id`` for programs, ``name#id/1`` for the first function after the main one.
        kind: as in `progpack.snapshot.SpanView`.
        size: bytes of machine code, 0 when not known.
    """

    address: int
    low: int
    high: int
    name: str
    kind: str
    size: int = 0


@dataclass(slots=True)
class Observation:
    """What was seen of the running kernel.

    Attributes:
        evidence: what is known of the packs.
        machine: as ``uname -m`` has it.
        counters: counters and settings.
        features: what this kernel's allocator can do.
        areas: of the kernel's virtual memory that are BPF's, or why they cannot be seen.
        placed: what has an address that can be seen.
        exact: whether the packs' own bitmaps were read.
        notes: what a reader must know, one sentence each.
        inferred: the same, of addresses of packs that are only inferred.
    """

    evidence: Evidence
    machine: str
    counters: Counters
    features: Features
    areas: Maybe[tuple[VmallocArea, ...]]
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
        return [area for area in self.areas if group_of(area, nodes=nodes) is group]

    def snapshot(self) -> Snapshot:
        """As a snapshot with source "live"."""
        packs = self.of_group(Group.PACK)
        own = self.of_group(Group.OVERSIZED)
        known = not isinstance(packs, Unknown) and not isinstance(own, Unknown)
        in_cache = self.features.packs_from_rox_cache.value
        hidden = packs if isinstance(packs, Unknown) else Unknown("packs are parts of other areas")
        areas = (*packs, *own) if known and in_cache is False else ()  # type: ignore[misc]
        return Snapshot(
            source="live",
            policy=self._policy(),
            arch=self.machine,
            packs=tuple(pack.view() for pack in self.evidence.packs) + self._nowhere(packs),
            areas=tuple(self._own_pages()),
            charged=Unknown("the kernel shows bpf_jit_current to nobody"),
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
        for feature in self.features:
            value = feature.value
            answer = str(value) if isinstance(value, Unknown) else "yes" if value else "no"
            why = f" ({feature.evidence})" if feature.evidence else ""
            yield f"{feature.name}: {answer}{why}"


def observe(
    *, probe: bool = False, say: Callable[[str], object] | None = None, root: Path = ROOT
) -> Snapshot:
    """A snapshot of the running kernel.

    Args:
        probe: load programs to find out what cannot be seen otherwise (root): one that reads the
            kernel's own bitmaps, or where that is refused many that fill what is free. All are
            unloaded.
        say: is called with what probing will do, before it is done.
        root: where ``proc`` and ``sys`` are; with another root than ``/`` no program is asked for
            and no probing is done, since those are of this kernel.

    Raises:
        UsageError: probing another root than ``/``.
        MissingFeatureError: probing needs a privilege that is missing.
        BpfError: the kernel refused a program of the probe.
    """
    return look(probe=probe, say=say, root=root).snapshot()


def look(
    *, probe: bool = False, say: Callable[[str], object] | None = None, root: Path = ROOT
) -> Observation:
    """As `observe`, with the evidence: for predictions and further events."""
    if probe and root != ROOT:
        raise UsageError(f"probing is for the running kernel, not for files in {root}")
    tell = say or (lambda _text: None)
    machine = platform.machine()
    seen = _start(root, machine)
    if probe and not _read_kcore(seen, root):
        _probe(seen, tell, root)
    elif not probe:
        _read_kcore(seen, root)
    if not seen.exact:
        _tell_what_is_missing(seen, probed=probe)
    return seen


def _start(root: Path, machine: str) -> Observation:
    """All that can be had by reading alone, without the bitmaps."""
    counters = read_counters(root)
    features = read_features(root, machine)
    notes: list[str] = []
    nodes = counters.nodes
    if isinstance(nodes, Unknown):
        notes.append(f"one NUMA node is assumed: {nodes.reason}")
        nodes = 1
    evidence = Evidence(
        pack_size=nodes * PACK_UNIT,
        page_size=page_size(),
        guard=page_size() if features.packs_from_rox_cache.value is False else 0,
        # Not to know whether it is on means to expect it.
        preference=features.predictor_flush.value is not False,
    )
    seen = Observation(evidence, machine, counters, features, _areas(root), notes=notes)
    _see_placed(seen, root)
    if features.packs.value is not False:
        _find_packs(seen)
    for one in seen.placed:
        _attribute(evidence, one)
    return seen


def _areas(root: Path) -> Maybe[tuple[VmallocArea, ...]]:
    try:
        return tuple(area for area in read_vmalloc(root) if group_of(area) is not Group.OTHER)
    except ProgpackError as error:
        return Unknown(str(error))


# -- what has a name ---------------------------------------------------------------------------


def _see_placed(seen: Observation, root: Path) -> None:
    """Everything with an address, programs first since they are known best."""
    found: dict[int, Placed] = {}
    if root == ROOT:
        try:
            for one in _programs(seen.machine):
                found[one.address] = one
        except ProgpackError as error:
            seen.notes.append(f"programs cannot be listed: {error}")
    try:
        hidden = _symbols(bpf_symbols(root), found)
    except ProgpackError as error:
        hidden = str(error)
    if hidden:
        seen.notes.append(hidden)
    missing = why_symbols_may_be_missing(root)
    if missing:
        seen.notes.append(f"programs may be without a symbol: {missing}")
    seen.placed = tuple(sorted(found.values(), key=lambda one: one.address))


def _programs(machine: str) -> Iterator[Placed]:
    """Functions of all programs that have an id. Classic programs have none."""
    for _, info, loads in each_program():
        yield from _functions(info, machine, loads)


def _functions(info: ProgramInfo, machine: str, loads: int | None) -> Iterator[Placed]:
    functions: Maybe[tuple[KernelFunction, ...]] = info.functions
    for index, function in enumerate(() if isinstance(functions, Unknown) else functions):
        if not function.size:
            continue
        name = f"{info.name or info.tag}#{info.id}" + (f"/{index}" if index else "")
        low, high = _chunks(function.size, machine, loads)
        yield Placed(function.address, low, high, name, PROGRAM, function.size)


def _chunks(size: int, machine: str, loads: int | None) -> tuple[int, int]:
    try:
        return image_chunks(size, machine, loads)
    except UsageError:
        # An architecture of which the JIT's additions are not known.
        return 1, -(-(size + HEADER) // CHUNK) + 4


def _symbols(symbols: Iterable[BpfSymbol], found: dict[int, Placed]) -> str | None:
    """Add what has a symbol; why addresses are hidden, if they are."""
    hidden = None
    page_chunks = page_size() // CHUNK
    bounds = {
        SymbolKind.TRAMPOLINE: (1, page_chunks),
        SymbolKind.STRUCT_OPS: (1, page_chunks),
        # bpf_dispatcher_change_prog() in kernel/bpf/dispatcher.c takes a page of chunks.
        SymbolKind.DISPATCHER: (page_chunks, page_chunks),
        SymbolKind.PROGRAM: (1, 1),
    }
    for symbol in symbols:
        if symbol.kind not in bounds:
            continue
        if isinstance(symbol.address, Unknown):
            hidden = symbol.address.reason
        elif symbol.address not in found:
            low, high = bounds[symbol.kind]
            name = symbol.name if symbol.kind is not SymbolKind.PROGRAM else symbol.program
            found[symbol.address] = Placed(
                symbol.address, low, high, name or symbol.name, symbol.kind.value
            )
    return hidden


def _attribute(evidence: Evidence, one: Placed) -> None:
    where = evidence.locate(one.address)
    if where is None:
        return
    pack, chunk = where
    held = any(chunk < first + other.low and first <= chunk for first, other in pack.held.items())
    room = min((f - chunk for f in pack.held if f > chunk), default=pack.map.chunks - chunk)
    if not held and one.low <= room:
        evidence.seen(one.address, one.low, one.high, name=one.name, kind=one.kind, size=one.size)


# -- where packs are ---------------------------------------------------------------------------


def _find_packs(seen: Observation) -> None:
    """Packs by the addresses of their areas, or as what has an address tells."""
    areas = seen.of_group(Group.PACK)
    evidence = seen.evidence
    if isinstance(areas, Unknown):
        seen.notes.append(f"how many packs there are is not known: {areas.reason}")
    elif areas and all(isinstance(area.address, int) for area in areas):
        for area in areas:
            assert isinstance(area.address, int)
            evidence.add_pack(area.address, how="vmallocinfo")
        evidence.unseen = 0
        return
    if seen.features.packs_from_rox_cache.value is not False:
        areas = Unknown("packs are parts of larger areas here")
    _infer_packs(seen, areas)


def _infer_packs(seen: Observation, areas: Maybe[list[VmallocArea]]) -> None:
    evidence = seen.evidence
    spans = [(one.address, 1) for one in seen.placed if one.size <= evidence.pack_size]
    bases = infer_bases(
        spans,
        pack_size=evidence.pack_size,
        page_size=evidence.page_size,
        guard=evidence.guard,
        floor=_floor(seen),
    )
    if not isinstance(areas, Unknown) and len(bases) > len(areas):
        seen.inferred.append(
            f"code is seen at {len(bases)} places that are a pack apart, and there are "
            f"{len(areas)} packs: some have pages of their own"
        )
        bases = []
    for low, high in bases:
        evidence.add_pack(low, slack=high - low, how="inferred")
        seen.inferred.append(
            f"the address of pack {evidence.packs[-1].number} is inferred from what is seen in "
            f"it: it begins between {low:#x} and {high:#x}; chunks are counted from {low:#x}"
        )
    # Several packs may have been told apart wrongly, so more may be there than are seen.
    certain = not isinstance(areas, Unknown) and (len(areas) <= 1 or not bases)
    evidence.unseen = len(areas) - len(bases) if certain else None  # type: ignore[arg-type]


def _floor(seen: Observation) -> int:
    """Where the module area begins, as far as that is fixed."""
    if seen.machine != "x86_64" or not seen.placed:
        return 0
    lowest = min(one.address for one in seen.placed)
    return next((floor for floor in _X86_FLOORS if floor <= lowest < _X86_END), 0)


# -- the kernel's own bitmaps, and probing -------------------------------------------------------


def _read_kcore(seen: Observation, root: Path) -> bool:
    if not (root / _KCORE).exists():
        seen.notes.append(f"/{_KCORE} does not exist, so the packs' own bitmaps are not read")
        return False
    try:
        with Kcore(root / _KCORE) as memory:
            _adopt(seen, _bitmaps(memory, seen, root), "kcore")
    except ProgpackError as error:
        seen.notes.append(f"the packs' own bitmaps are not read: {error}")
        return False
    return True


def _probe(seen: Observation, say: Callable[[str], object], root: Path) -> None:
    say("probing loads one program that reads the kernel's list of packs, and unloads it again")
    try:
        with ProbeMemory() as memory:
            packs = _bitmaps(memory, seen, root)
            # Its own chunks are in the bitmaps, so it must be among the programs.
            _see_placed(seen, root)
            _adopt(seen, packs, "the kernel's list of packs")
        _forget_reader(seen)
    except ProgpackError as error:
        seen.notes.append(f"the kernel's list of packs cannot be read: {error}")
    if not seen.exact:
        report = sonar(seen.evidence, seen.machine, say=say, root=root)
        seen.notes.append(
            f"probing loaded and unloaded {report.loaded} programs; what is before the long run "
            f"that was found is {'exact' if report.exact_before else 'not complete'}"
        )
        seen.notes.extend(report.notes)


def _forget_reader(seen: Observation) -> None:
    """The program that read is unloaded; its chunks are free as soon as that is proved."""
    # Without its id, where programs are known by their symbols alone.
    own = [one for one in seen.placed if one.name.partition("#")[0] == READER]
    for one in own:
        seen.evidence.unloaded(one.address)
    seen.placed = tuple(one for one in seen.placed if one not in own)


def _bitmaps(memory: KernelMemory, seen: Observation, root: Path) -> tuple[KernelPack, ...]:
    layout = PackLayout.from_btf(read_kernel_btf(root))
    head = find_pack_list(memory, find_symbols(PACK_SYMBOLS, root), layout)
    return read_packs(memory, head, layout, nodes=seen.pack_size // PACK_UNIT)


def _adopt(seen: Observation, packs: tuple[KernelPack, ...], how: str) -> None:
    """Begin again with bitmaps: they say of each chunk whether it is taken."""
    old = seen.evidence
    fresh = Evidence(
        pack_size=old.pack_size,
        page_size=old.page_size,
        guard=old.guard,
        preference=old.preference,
        unseen=0,
    )
    for pack in packs:
        fresh.add_pack(pack.address, how=how, taken=pack.runs())
    fresh.set_order(fresh.packs)
    late = 0
    for one in seen.placed:
        if any(pack.taken(one.address) for pack in packs):
            _attribute(fresh, one)
        elif fresh.locate(one.address) is not None:
            late += 1
    if late:
        seen.notes.append(f"{late} functions came or went while the bitmaps were read")
    seen.evidence = fresh
    seen.exact = True
    seen.inferred.clear()
    seen.notes.append(f"taken and free chunks are from the packs' own bitmaps ({how})")


def _tell_what_is_missing(seen: Observation, *, probed: bool) -> None:
    if seen.features.packs.value is False:
        return
    if not probed:
        seen.notes.append(
            "chunks without a name have no evidence: classic programs (seccomp, sockets) are named "
            f"to nobody; probe as root to find them: {what_probing_does()}"
        )
    else:
        seen.notes.append("classic programs that come or go after the probe are not seen")
