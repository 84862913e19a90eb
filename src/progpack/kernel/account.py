"""What cannot be seen one by one: programs without an id, the JIT's limit, splits and their causes.

The kernel shows ``bpf_jit_current``, the sum that is held against the limit, to nobody. It is
bounded here from both sides: programs with an id are charged their chunks
(``bpf_jit_charge_modmem()`` in ``kernel/bpf/core.c``, Linux 6.18), and everything else that is
charged lies in what is left of the packs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from progpack.errors import ProgpackError
from progpack.kernel.details import ProgramDetail
from progpack.kernel.explain import Explainer
from progpack.kernel.features import Feature
from progpack.kernel.observe import Observation, Placed
from progpack.kernel.procfs import ROOT, page_size, read_text
from progpack.kernel.symbols import SymbolKind, find_symbols
from progpack.kernel.vmalloc import Group
from progpack.known import Maybe, Unknown
from progpack.pack import CHUNK
from progpack.pack.constants import PACK_UNIT, round_up
from progpack.snapshot import PROGRAM, UNATTRIBUTED, DirectMap

__all__ = [
    "Bounds",
    "DarkAnswer",
    "LimitAnswer",
    "SeccompUser",
    "SplitsAnswer",
    "explain_dark",
    "explain_limit",
    "explain_splits",
    "seccomp_users",
]

# The interpreter's own function: built without CONFIG_BPF_JIT_ALWAYS_ON only.
_INTERPRETER = "___bpf_prog_run"
_PTP = "ptp_classify_raw"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number of bytes, at least and at most; the two are equal when it is known.

    Attributes:
        low: at least.
        high: at most, or why there is no bound.
    """

    low: int
    high: Maybe[int]

    def plus(self, other: Bounds) -> Bounds:
        """The bounds of both together."""
        for high in (self.high, other.high):
            if isinstance(high, Unknown):
                return Bounds(self.low + other.low, high)
        assert isinstance(self.high, int)
        assert isinstance(other.high, int)
        return Bounds(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class SeccompUser:
    """Processes of one name that run under seccomp filters.

    Attributes:
        comm: their name.
        processes: how many.
        filters: the most filters that one of them has. Children share those of their parents,
            so sums over processes would count the same program again and again.
    """

    comm: str
    processes: int
    filters: int


@dataclass(frozen=True, slots=True)
class DarkAnswer:
    """Programs without an id.

    Attributes:
        areas: ``struct bpf_prog`` that are allocated, one for each program and each function of a
            program of several, or why they cannot be counted.
        visible: how many of them are of programs that have an id.
        dark: the rest.
        code: bytes of machine code that they may have.
        seccomp: processes with seccomp filters, most filters first.
        filters_at_least: seccomp filters that must be different programs: the longest chain of
            one process.
        packet_sockets: AF_PACKET sockets (this network namespace), which often have a filter.
        ptp: whether the kernel has the classifier of its own for PTP packets, one program.
        notes: what else must be known.
    """

    areas: Maybe[int]
    visible: Maybe[int]
    dark: Maybe[int]
    code: Bounds
    seccomp: tuple[SeccompUser, ...]
    filters_at_least: int
    packet_sockets: Maybe[int]
    ptp: Maybe[bool]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitAnswer:
    """What is held against net.core.bpf_jit_limit, in bytes.

    Attributes:
        limit: the sysctl, or why it cannot be read.
        programs: charged for programs that have an id.
        trampolines: charged for trampolines.
        dark: charged for the rest: classic programs.
        charged: all of these.
        headroom: what is left, at least and at most; negative when privileged loaders, which no
            limit holds, have gone beyond it.
        threshold: bytes of headroom below which `finding` is true.
        finding: whether headroom may be below the threshold; None when it is not known.
        always_on: whether a program that is refused fails with 524 (CONFIG_BPF_JIT_ALWAYS_ON);
            otherwise the interpreter runs it.
        notes: what else must be known.
    """

    limit: Maybe[int]
    programs: Bounds
    trampolines: Bounds
    dark: Bounds
    charged: Bounds
    headroom: Maybe[tuple[int, int]]
    threshold: Maybe[int]
    finding: bool | None
    always_on: Maybe[bool]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitsAnswer:
    """Splits of the direct map since boot, and what is there that may have caused them.

    Attributes:
        direct_map: the counters.
        packs: how many there are.
        pack_pages: pages of one pack; each may be in another 2 MiB entry, so a pack causes at
            most as many splits, once, when it is made. Mostly they are neighbours: 1 or 2.
        packs_first: when the first program that is still there was loaded, nanoseconds since
            boot; None when none is.
        own_pages: areas of BPF code outside of packs; each is like a pack of its own.
        modules: loaded modules and their bytes.
        rox_cache: whether modules and others get their code from large blocks that are made
            read-only at once.
        notes: what else must be known.
    """

    direct_map: DirectMap
    packs: Maybe[int]
    pack_pages: int
    packs_first: int | None
    own_pages: Maybe[int]
    modules: Maybe[tuple[int, int]]
    rox_cache: Feature
    notes: tuple[str, ...]


# -- dark --------------------------------------------------------------------------------------


def explain_dark(kernel: Explainer) -> DarkAnswer:
    """How many programs have no id, and what they most likely are."""
    areas = kernel.seen.of_group(Group.PROGRAM)
    total: Maybe[int] = areas if isinstance(areas, Unknown) else len(areas)
    loaded = kernel.details
    visible: Maybe[int]
    visible = loaded if isinstance(loaded, Unknown) else sum(map(_structs, loaded))
    dark: Maybe[int]
    if isinstance(total, Unknown):
        dark = total
    elif isinstance(visible, Unknown):
        dark = visible
    else:
        dark = max(total - visible, 0)
    users = seccomp_users(kernel.root)
    chain = max((user.filters for user in users), default=0)
    code = _dark_code(kernel.seen, dark)
    return DarkAnswer(
        total,
        visible,
        dark,
        code,
        users,
        chain,
        _packet_sockets(kernel.root),
        _has_symbol(_PTP, kernel.root),
        tuple(kernel.seen.notes),
    )


def _structs(detail: ProgramDetail) -> int:
    """``struct bpf_prog`` of a program: one more than functions where there are several."""
    functions = len(detail.tags)
    return functions + 1 if functions > 1 else 1


def seccomp_users(root: Path = ROOT) -> tuple[SeccompUser, ...]:
    """Who runs under seccomp filters, most filters first; everybody may read it.

    ``Seccomp_filters`` is in ``/proc/PID/status`` since Linux 5.9 (c818c03b661c); before it, a
    process in filter mode (``Seccomp: 2``) counts as one filter.
    """
    found: dict[str, list[int]] = {}
    for path in (root / "proc").glob("[0-9]*/status"):
        text = read_text(path)
        if isinstance(text, Unknown):
            continue  # it ended meanwhile
        fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        if fields.get("Seccomp", "0").strip() != "2":
            continue
        filters = int(fields.get("Seccomp_filters", "1"))
        found.setdefault(fields.get("Name", "").strip(), []).append(filters)
    users = [SeccompUser(comm, len(counts), max(counts)) for comm, counts in found.items()]
    return tuple(sorted(users, key=lambda user: (-user.filters, -user.processes, user.comm)))


def _packet_sockets(root: Path) -> Maybe[int]:
    text = read_text(root / "proc/net/packet")
    return text if isinstance(text, Unknown) else max(len(text.splitlines()) - 1, 0)


def _has_symbol(name: str, root: Path) -> Maybe[bool]:
    try:
        return name in find_symbols({name}, root)
    except ProgpackError as error:
        return Unknown(str(error))


# -- the limit -----------------------------------------------------------------------------------


def explain_limit(
    kernel: Explainer, *, share: float = 0.1, threshold: int | None = None
) -> LimitAnswer:
    """How far it is to the JIT's limit.

    Args:
        kernel: which one.
        share: of the limit that should be left.
        threshold: bytes that should be left, in place of a share.
    """
    seen = kernel.seen
    limit = seen.counters.settings.jit_limit
    programs, trampolines = _visible_charge(seen)
    if isinstance(kernel.details, Unknown):
        programs = Bounds(programs.low, kernel.details)
    dark = _dark_code(seen, explain_dark(kernel).dark)
    charged = programs.plus(trampolines).plus(dark)
    room = _all_code(seen)
    if isinstance(room, int):
        # What has bounds of its own may have been counted twice in their sum.
        most = room if isinstance(charged.high, Unknown) else min(room, charged.high)
        charged = Bounds(charged.low, max(most, charged.low))
    headroom: Maybe[tuple[int, int]]
    least: Maybe[int] = limit if threshold is None else threshold
    if isinstance(limit, Unknown):
        headroom = limit
    elif isinstance(charged.high, Unknown):
        headroom = charged.high
    else:
        headroom = (limit - charged.high, limit - charged.low)
        least = int(limit * share) if threshold is None else threshold
    return LimitAnswer(
        limit,
        programs,
        trampolines,
        dark,
        charged,
        headroom,
        least,
        None
        if isinstance(headroom, Unknown) or isinstance(least, Unknown)
        else headroom[0] < least,
        _always_on(kernel.root),
        tuple(seen.notes),
    )


def _visible_charge(seen: Observation) -> tuple[Bounds, Bounds]:
    """What programs with an id are charged, and trampolines; dispatchers are charged nothing."""
    programs = [one for one in seen.placed if one.kind == PROGRAM]
    others = [
        one
        for one in seen.placed
        if one.kind in (SymbolKind.TRAMPOLINE.value, SymbolKind.STRUCT_OPS.value)
    ]
    if seen.features.packs.value is False:
        # A program has pages of its own and is charged all of them.
        pages = sum(round_up(one.size + CHUNK, page_size()) for one in programs)
        return Bounds(pages, pages + len(programs) * page_size()), _chunk_bounds(others)
    return _chunk_bounds(programs), _chunk_bounds(others)


def _chunk_bounds(placed: Iterable[Placed]) -> Bounds:
    listed = list(placed)
    low = sum(one.low * CHUNK for one in listed)
    return Bounds(low, sum(one.high * CHUNK for one in listed))


def _dark_code(seen: Observation, dark: Maybe[int]) -> Bounds:
    """Bytes of code without a name: what is proved to be taken, and what may be."""
    if seen.features.packs.value is False:
        pages = seen.of_group(Group.JIT)
        why = pages if isinstance(pages, Unknown) else Unknown("classic code has pages of its own")
        return Bounds(0, why)
    views = seen.snapshot().packs
    spans = [span for pack in views for span in pack.spans]
    proved = sum(span.bytes for span in spans if span.kind == UNATTRIBUTED)
    # Each has a chunk at least. A program that is being freed is counted, and perhaps no longer
    # has any; and what runs in the interpreter, where there is one, never had.
    low = proved if seen.exact or isinstance(dark, Unknown) else max(proved, dark * CHUNK)
    if seen.exact:
        return Bounds(low, proved)
    room = _all_code(seen)
    if isinstance(room, Unknown):
        return Bounds(low, room)
    named = sum(span.bytes for span in spans if span.taken and span.kind != UNATTRIBUTED)
    high = max(room - named - sum(pack.free_chunks * CHUNK for pack in views), proved)
    return Bounds(min(low, high), high)


def _all_code(seen: Observation) -> Maybe[int]:
    """Bytes of all that can hold code of BPF."""
    total = 0
    for group in (Group.PACK, Group.OVERSIZED, Group.JIT):
        areas = seen.of_group(group)
        if isinstance(areas, Unknown):
            return areas
        total += sum((area.pages or 0) * page_size() for area in areas)
    if seen.features.packs_from_rox_cache.value is not False and not seen.exact:
        return Unknown("packs may be parts of larger areas here, so they cannot be counted")
    return total


def _always_on(root: Path) -> Maybe[bool]:
    found = _has_symbol(_INTERPRETER, root)
    return found if isinstance(found, Unknown) else not found


# -- splits --------------------------------------------------------------------------------------


def explain_splits(kernel: Explainer) -> SplitsAnswer:
    """The counters of the direct map, and the known causes."""
    seen = kernel.seen
    packs = seen.of_group(Group.PACK)
    others = [seen.of_group(group) for group in (Group.OVERSIZED, Group.JIT, Group.TRAMPOLINE)]
    own: Maybe[int] = 0
    for group in others:
        if isinstance(group, Unknown) or isinstance(own, Unknown):
            own = group if isinstance(group, Unknown) else own
        else:
            own += len(group)
    loads = () if isinstance(kernel.details, Unknown) else kernel.details
    return SplitsAnswer(
        seen.counters.direct_map,
        packs if isinstance(packs, Unknown) else len(packs),
        seen.pack_size // page_size() if seen.features.packs.value is not False else 0,
        min((one.info.load_time_ns for one in loads), default=None),
        own,
        _modules(kernel.root),
        seen.features.rox_cache,
        () if seen.pack_size == PACK_UNIT else (f"a pack has {seen.pack_size >> 20} MiB here",),
    )


def _modules(root: Path) -> Maybe[tuple[int, int]]:
    """How many modules are loaded, and their bytes (``/proc/modules``)."""
    text = read_text(root / "proc/modules")
    if isinstance(text, Unknown):
        return text
    sizes = [int(line.split()[1]) for line in text.splitlines() if len(line.split()) > 1]
    return len(sizes), sum(sizes)
