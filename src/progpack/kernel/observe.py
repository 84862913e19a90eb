"""The packs of the running kernel, as a snapshot: who holds which chunk, and what is not known.

Nothing is loaded or changed unless probing is asked for. Programs and trampolines are named from
bpf(2) and ``/proc/kallsyms``. Whether the other chunks are taken comes from the kernel's own
bitmaps where ``/proc/kcore`` can be read, or from probing; otherwise they have no evidence. What
a process without privileges cannot see is missing, and the notes say why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from progpack.bpf.btf.types import Btf
from progpack.errors import MissingFeatureError, ProgpackError, UsageError
from progpack.kernel.charge import Placed
from progpack.kernel.evidence.evidence import Evidence, KernelState
from progpack.kernel.evidence.extents import image_chunks, infer_bases
from progpack.kernel.evidence.sonar import probe as sonar
from progpack.kernel.evidence.sonar import what_probing_does
from progpack.kernel.features import Features, read_features
from progpack.kernel.memory.jit_charge import CHARGE_SYMBOLS, charge_unit, find_charge, read_charge
from progpack.kernel.memory.kcore import Kcore
from progpack.kernel.memory.pack_list import (
    PACK_SYMBOLS,
    KernelPack,
    PackLayout,
    find_pack_list,
    read_packs,
)
from progpack.kernel.memory.probe import READER, ProbeMemory
from progpack.kernel.memory.protocol import KernelMemory
from progpack.kernel.observation import Observation
from progpack.kernel.proc.counters import read_counters
from progpack.kernel.proc.files import ROOT, page_size
from progpack.kernel.proc.symbols import (
    BpfSymbol,
    SymbolKind,
    bpf_symbols,
    find_symbols,
    why_symbols_may_be_missing,
)
from progpack.kernel.proc.vmalloc import BpfAreas, Group, VmallocArea, read_bpf_areas
from progpack.kernel.program_table import ProgramTable
from progpack.kernel.syscall.btf import read_kernel_btf
from progpack.kernel.syscall.call import RUNNING, Port
from progpack.kernel.syscall.program_info import KernelFunction, ProgramInfo
from progpack.known import Maybe, Unknown
from progpack.owned import Owned
from progpack.pack import CHUNK, HEADER
from progpack.pack.constants import PACK_UNIT
from progpack.snapshot import PROGRAM, Snapshot

__all__ = ["Observation", "Observer", "Placed", "look", "observe"]

_KCORE = Path("proc/kcore")
# bpf_get_kallsym() in kernel/bpf/core.c walks the list from its beginning for each symbol, so the
# symbols of n functions take n * n / 2 steps: 0.2 s for these, 5 s for 20,000.
_MOST_SYMBOLS = 4000
_TOO_MANY = (
    "to list the symbols of so many programs takes the kernel seconds; --probe lists them all the "
    "same"
)


def observe(
    *, probe: bool = False, say: Callable[[str], object] | None = None, root: Path = ROOT
) -> Snapshot:
    """Return a snapshot of the running kernel.

    Args:
        probe: load programs to find out what cannot be seen otherwise (root): one that reads the
            kernel's own bitmaps, or where that is refused many that fill what is free. All are
            unloaded.
        say: a function that gets a sentence about each step of probing before it happens.
        root: where ``proc`` and ``sys`` are; with another root than ``/`` no program is asked for
            and no probing is done, since those are of this kernel.

    Raises:
        UsageError: ``probe`` with another root than ``/``.
        MissingFeatureError: probing needs a privilege that is missing.
        BpfError: the kernel refused a program of the probe.
    """
    return look(probe=probe, say=say, root=root).snapshot()


def look(
    *, probe: bool = False, say: Callable[[str], object] | None = None, root: Path = ROOT
) -> Observation:
    """Do as `observe` does, and keep the evidence, for predictions and further events."""
    return Observer(root).look(probe=probe, say=say)


class Observer(Owned):
    """Looks at one kernel, again and again; what cannot have changed is not read again.

    Args:
        root: where ``proc`` and ``sys`` are.
        keep_reader: whether the program that reads when probing stays loaded until `close`, as
            for a server; else it is unloaded after each look.
        port: the kernel, if it is not the running one; ``root`` then has its files.
        core: opens that kernel's memory.

    Attributes:
        root: where ``proc`` and ``sys`` are.
        port: the kernel.
    """

    def __init__(
        self,
        root: Path = ROOT,
        *,
        keep_reader: bool = False,
        port: Port = RUNNING,
        core: Callable[[], Kcore] | None = None,
    ) -> None:
        self.root = root
        self.port = port
        self._core = core
        self._keep_reader = keep_reader
        self._reader: ProbeMemory | None = None
        self._machine = port.machine
        self._table = ProgramTable(port=port)
        self._placed: dict[int, tuple[Placed, ...]] = {}
        self._features: Features | None = None
        self._layout: Maybe[PackLayout] = Unknown("the kernel's types were not read")
        self._unit = 1

    def look(
        self, *, probe: bool = False, say: Callable[[str], object] | None = None
    ) -> Observation:
        """The packs now; the arguments and errors are those of `observe`."""
        if probe and self.root != ROOT:
            raise UsageError(f"probing is for the running kernel, not for files in {self.root}")
        # A server looks again and again, and must not take seconds each time.
        seen = self._start(all_symbols=probe and not self._keep_reader)
        if not self._read_kcore(seen, only=not probe) and probe:
            self._probe(seen, say or (lambda _text: None))
        if not seen.exact:
            _tell_what_is_missing(seen, probed=probe)
        if not isinstance(seen.programs, Unknown):
            seen.evidence.state = KernelState.of(seen.programs)
        return seen

    def close(self) -> None:
        """Unload the program that reads, where there is one; a second call does nothing."""
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    def _start(self, *, all_symbols: bool) -> Observation:
        """All that can be had by reading alone, without the bitmaps."""
        counters = read_counters(self.root)
        areas = self._areas()
        features = self._learn_features(areas)
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
        seen = Observation(evidence, self._machine, counters, features, areas, notes=notes)
        self._see_placed(seen, all_symbols=all_symbols)
        if features.packs.value is not False:
            _find_packs(seen)
        for one in seen.placed:
            _attribute(evidence, one)
        return seen

    def _areas(self) -> Maybe[BpfAreas]:
        try:
            return read_bpf_areas(self.root)
        except ProgpackError as error:
            return Unknown(str(error))

    def _learn_features(self, areas: Maybe[BpfAreas]) -> Features:
        """Return the kernel's features; look again only where areas may tell more than before."""
        known = self._features
        if known is None or (
            not isinstance(areas, Unknown) and any(isinstance(f.value, Unknown) for f in known)
        ):
            btf = self._read_types()
            known = read_features(self.root, self._machine, btf=btf, areas=areas)
            self._features = known
        return known

    def _read_types(self) -> Maybe[Btf]:
        """The kernel's types, and what is taken from them once."""
        try:
            btf = read_kernel_btf(self.root)
        except ProgpackError as error:
            self._layout = Unknown(str(error))
            return self._layout
        self._unit = charge_unit(btf)
        try:
            self._layout = PackLayout.from_btf(btf)
        except ProgpackError as error:
            self._layout = Unknown(str(error))
        return btf

    # -- what has a name -----------------------------------------------------------------------

    def _see_placed(self, seen: Observation, *, all_symbols: bool) -> None:
        """Everything with an address, programs first since they are known best."""
        by_address: dict[int, Placed] = {}
        if self.root == ROOT or self.port is not RUNNING:
            seen.programs = self._table.refresh() or self._table.programs
            if isinstance(seen.programs, Unknown):
                seen.notes.append(f"programs cannot be listed: {seen.programs.reason}")
            by_address = {one.address: one for one in self._place_programs()}
        if len(by_address) > _MOST_SYMBOLS and not all_symbols:
            seen.symbols_hidden = Unknown(_TOO_MANY)
            seen.notes.append(f"trampolines and dispatchers are not looked for: {_TOO_MANY}")
        else:
            self._see_symbols(seen, by_address)
        missing = why_symbols_may_be_missing(self.root)
        if missing:
            seen.notes.append(f"programs may be without a symbol: {missing}")
        seen.placed = tuple(sorted(by_address.values(), key=lambda one: one.address))

    def _see_reader(self, seen: Observation) -> None:
        """The programs again, with the one that reads; the rest is as it was."""
        if isinstance(seen.programs, Unknown):
            self._see_placed(seen, all_symbols=True)
            return
        others = [one for one in seen.placed if one.kind != PROGRAM]
        seen.programs = self._table.refresh() or self._table.programs
        placed = [*others, *self._place_programs()]
        seen.placed = tuple(sorted(placed, key=lambda one: one.address))

    def _place_programs(self) -> Iterator[Placed]:
        """Functions of all programs that have an id. Classic programs have none."""
        table, known = self._table, self._placed
        self._placed = {
            number: known.get(number) or tuple(_functions(info, self._machine, table.loads[number]))
            for number, info in table.programs.items()
        }
        for functions in self._placed.values():
            yield from functions

    def _see_symbols(self, seen: Observation, found: dict[int, Placed]) -> None:
        try:
            hidden = _symbols(bpf_symbols(self.root), found)
        except ProgpackError as error:
            hidden = str(error)
        if hidden:
            seen.notes.append(hidden)

    # -- the kernel's own bitmaps and counter, and probing ---------------------------------------

    def _read_kcore(self, seen: Observation, *, only: bool) -> bool:
        """Read them from /proc/kcore; whether they were. ``only``: there is no other way."""
        if self._core is None and not (self.root / _KCORE).exists():
            if only:
                why = f"/{_KCORE} does not exist, so the packs' own bitmaps are not read"
                seen.notes.append(why)
            return False
        try:
            with self._core() if self._core else Kcore(self.root / _KCORE) as memory:
                self._read_charge(seen, memory)
                _adopt(seen, self._bitmaps(memory, seen), "kcore")
        except ProgpackError as error:
            seen.notes.append(f"the packs' own bitmaps are not read: {error}")
            return False
        return True

    def _probe(self, seen: Observation, say: Callable[[str], object]) -> None:
        try:
            memory = self._open_reader(say)
            try:
                self._read_charge(seen, memory)
                packs = self._bitmaps(memory, seen)
                # Its own chunks are in the bitmaps, so it must be among the programs.
                self._see_reader(seen)
                _adopt(seen, packs, "the kernel's list of packs")
            finally:
                if not self._keep_reader:
                    self.close()
            if not self._keep_reader:
                self._forget_reader(seen)
        except ProgpackError as error:
            seen.notes.append(f"the kernel's list of packs cannot be read: {error}")
        if not seen.exact and not self._keep_reader:
            report = sonar(seen.evidence, seen.machine, say=say, root=self.root)
            seen.notes.append(
                f"probing loaded and unloaded {report.loaded} programs; what is before the long "
                "run that was found is "
                f"{'exact' if report.exact_before else 'not complete'}"
            )
            seen.notes.extend(report.notes)

    def _open_reader(self, say: Callable[[str], object]) -> ProbeMemory:
        if self._reader is None:
            then = "keeps it until the end" if self._keep_reader else "unloads it again"
            say(f"probing loads one program that reads the kernel's list of packs, and {then}")
            self._reader = ProbeMemory()
        return self._reader

    def _forget_reader(self, seen: Observation) -> None:
        """The program that read is unloaded; its chunks are free as soon as that is proved."""
        # Without its id, where programs are known by their symbols alone.
        own = [one for one in seen.placed if one.name.partition("#")[0] == READER]
        for one in own:
            seen.evidence.unloaded(one.address)
            if isinstance(seen.charged, int):
                # Its loads are from its context, so it has no exception table.
                low, _ = _chunks(one.size, seen.machine, 0)
                seen.charged -= low * CHUNK
        seen.placed = tuple(one for one in seen.placed if one not in own)
        seen.programs = self._table.refresh() or self._table.programs

    def _read_charge(self, seen: Observation, memory: KernelMemory) -> None:
        try:
            symbols = find_symbols(CHARGE_SYMBOLS, self.root)
            address = find_charge(memory, symbols, seen.machine)
            seen.charged = read_charge(memory, address, self._unit)
        except ProgpackError as error:
            seen.charged = Unknown(str(error))

    def _bitmaps(self, memory: KernelMemory, seen: Observation) -> tuple[KernelPack, ...]:
        if isinstance(self._layout, Unknown):
            raise MissingFeatureError(self._layout.reason)
        head = find_pack_list(memory, find_symbols(PACK_SYMBOLS, self.root), self._layout)
        return read_packs(memory, head, self._layout, nodes=seen.pack_size // PACK_UNIT)


# -- what has a name ---------------------------------------------------------------------------


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


def _inferred(number: int, low: int, high: int, packs: int) -> str:
    """Return a note on how exactly the address of a pack is known that is only inferred."""
    what = f"the address of pack {number} is inferred from what is seen in it"
    counted = f"chunks are counted from {low:#x}"
    if packs == 1:
        return f"{what}: it begins between {low:#x} and {high:#x}; {counted}"
    # Packs that lie side by side may begin elsewhere, and each have more or less of what is seen.
    return f"{what}, as one of {packs}, and may be another; {counted}; --probe reads it"


def _attribute(evidence: Evidence, one: Placed) -> None:
    where = evidence.locate(one.address, one.low)
    if where is None:
        return
    pack, chunk = where
    before = pack.held.before(chunk + 1)
    following = pack.held.from_(chunk + 1)
    room = (pack.map.chunks if following is None else following) - chunk
    is_occupied = before is not None and chunk < before + pack.held[before].low
    if not is_occupied and one.low <= room:
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
    # Whole chunks: what reaches over the end of a pack is in the next one.
    spans = [
        (one.address // CHUNK * CHUNK, one.low * CHUNK)
        for one in seen.placed
        if one.size <= evidence.pack_size
    ]
    bases = infer_bases(
        spans,
        pack_size=evidence.pack_size,
        page_size=evidence.page_size,
        guard=evidence.guard,
        floor=seen.code_start,
    )
    if not isinstance(areas, Unknown) and len(bases) > len(areas):
        seen.inferred.append(
            f"code is seen at {len(bases)} places that are a pack apart, and there are "
            f"{len(areas)} packs: some have pages of their own"
        )
        bases = []
    for low, high in bases:
        evidence.add_pack(low, slack=high - low, how="inferred")
        seen.inferred.append(_inferred(evidence.packs[-1].number, low, high, len(bases)))
    # Several packs may have been told apart wrongly, so more may be there than are seen.
    certain = not isinstance(areas, Unknown) and (len(areas) <= 1 or not bases)
    evidence.unseen = len(areas) - len(bases) if certain else None  # type: ignore[arg-type]


# -- the kernel's own bitmaps -------------------------------------------------------------------


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
            "the kernel does not report classic programs (seccomp, sockets), so chunks without a "
            f"name may be free or taken; probe as root to find out: {what_probing_does()}"
        )
    else:
        seen.notes.append("classic programs that come or go after the probe are not seen")
