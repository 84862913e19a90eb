"""Answers on what cannot be seen one by one: programs without an id, the JIT's limit, its range.

The bytes that are charged against the limit are of `progpack.kernel.charge`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from progpack.errors import ProgpackError
from progpack.kernel.explain.address import Explainer
from progpack.kernel.explain.filters import (
    SeccompFilters,
    SocketFilters,
    read_seccomp,
    read_sockets,
)
from progpack.kernel.explain.leaks import Fault, faults_of
from progpack.kernel.features import Feature
from progpack.kernel.observation import Observation
from progpack.kernel.proc.code_range import CodeRange, read_code_range
from progpack.kernel.proc.files import page_size, read_text
from progpack.kernel.proc.symbols import find_symbols
from progpack.kernel.proc.vmalloc import Group
from progpack.known import Bounds, Maybe, Unknown
from progpack.pack.constants import PACK_UNIT
from progpack.snapshot import DirectMap

__all__ = [
    "DarkAnswer",
    "EndAnswer",
    "Generations",
    "LimitAnswer",
    "SplitsAnswer",
    "explain_dark",
    "explain_limit",
    "explain_splits",
]

# The interpreter's own function: built without CONFIG_BPF_JIT_ALWAYS_ON only.
_INTERPRETER = "___bpf_prog_run"
_PTP = "ptp_classify_raw"
# Programs of one name that are worth a word, and how many names are told.
_MANY = 10
_SHOWN = 5
# Of the range for code, below which it is nearly full.
_RANGE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class DarkAnswer:
    """Programs without an id.

    Attributes:
        areas: ``struct bpf_prog`` that are allocated, one for each program and each function of a
            program of several, or why they cannot be counted.
        visible: how many of them are of programs that have an id.
        dark: the rest.
        code: bytes of machine code that they may have.
        seccomp: who runs under seccomp filters.
        sockets: who has sockets with a classic filter, or why that cannot be asked.
        packet_sockets: AF_PACKET sockets (this network namespace), which often have a filter.
        ptp: whether the kernel has the classifier of its own for PTP packets, one program.
        unexplained: programs that are dark and of nobody above, at most.
        notes: what else must be known.
    """

    areas: Maybe[int]
    visible: Maybe[int]
    dark: Maybe[int]
    code: Bounds
    seccomp: SeccompFilters
    sockets: Maybe[SocketFilters]
    packet_sockets: Maybe[int]
    ptp: Maybe[bool]
    unexplained: Maybe[int]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitAnswer:
    """The bytes that are charged against net.core.bpf_jit_limit, and by whom.

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
        end: the other end, a full range for code, and who fills it; None when not asked for.
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
    end: EndAnswer | None = None


@dataclass(frozen=True, slots=True)
class Generations:
    """Programs of one name.

    Attributes:
        name: of them.
        count: how many are loaded.
        size: bytes of machine code of all of them.
    """

    name: str
    count: int
    size: int


@dataclass(frozen=True, slots=True)
class EndAnswer:
    """The end of the range for code, which stops loaders that the limit does not bind.

    Attributes:
        code: the kernel's range for code.
        full: whether less than the share that should be left is left, or no pack fits any more;
            None when it is not known.
        generations: names with most programs, 10 of one name at least.
        release: release of the kernel, as ``uname -r`` has it.
        faults: faults that this release may have.
    """

    code: CodeRange
    full: bool | None
    generations: tuple[Generations, ...]
    release: str
    faults: tuple[Fault, ...]


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
    """Return how many programs have no id, and what they most likely are."""
    seen = kernel.seen
    seccomp = read_seccomp(kernel.root)
    sockets = read_sockets(kernel.root)
    ptp = _has_symbol(_PTP, kernel.root)
    known = seccomp.installed + int(ptp is True)
    known += 0 if isinstance(sockets, Unknown) else sockets.filters
    return DarkAnswer(
        seen.areas if isinstance(seen.areas, Unknown) else seen.areas.programs,
        seen.structs,
        seen.dark,
        seen.charge().dark,
        seccomp,
        sockets,
        _packet_sockets(kernel.root),
        ptp,
        seen.dark if isinstance(seen.dark, Unknown) else max(seen.dark - known, 0),
        tuple(seen.notes),
    )


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
    kernel: Explainer, *, share: float = 0.1, threshold: int | None = None, whole: bool = False
) -> LimitAnswer:
    """Return how far it is to the JIT's limit.

    Args:
        kernel: which one.
        share: of the limit that should be left.
        threshold: bytes that should be left, in place of a share.
        whole: whether to look at the other end too, which takes longer.
    """
    seen = kernel.seen
    limit = seen.counters.settings.jit_limit
    charge = seen.charge()
    charged = charge.total
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
        charge.programs,
        charge.trampolines,
        charge.dark,
        charged,
        headroom,
        least,
        None
        if isinstance(headroom, Unknown) or isinstance(least, Unknown)
        else headroom[0] < least,
        _always_on(kernel.root),
        tuple(seen.notes),
        _look_at_end(seen, kernel.root) if whole else None,
    )


def _look_at_end(seen: Observation, root: Path) -> EndAnswer:
    code = read_code_range(seen.code_start, root)
    text = read_text(root / "proc/sys/kernel/osrelease")
    release = "" if isinstance(text, Unknown) else text.strip()
    return EndAnswer(
        code, _is_full(code, seen.pack_size), _generations(seen), release, tuple(faults_of(release))
    )


def _is_full(code: CodeRange, pack_size: int) -> bool | None:
    left = code.left
    if isinstance(left, Unknown) or isinstance(code.size, Unknown):
        return None
    if isinstance(code.largest_hole, int) and code.largest_hole < pack_size:
        return True
    return left < code.size * _RANGE_SHARE


def _generations(seen: Observation) -> tuple[Generations, ...]:
    """Names of which many programs are loaded, most first."""
    if isinstance(seen.programs, Unknown):
        return ()
    sums: dict[str, list[int]] = {}
    for info in seen.programs.values():
        sizes = sums.setdefault(info.name, [])
        sizes.append(info.jited_size if isinstance(info.jited_size, int) else 0)
    many = (
        Generations(name, len(sizes), sum(sizes))
        for name, sizes in sums.items()
        if name and len(sizes) >= _MANY
    )
    return tuple(sorted(many, key=lambda one: (-one.count, one.name))[:_SHOWN])


def _always_on(root: Path) -> Maybe[bool]:
    interpreter = _has_symbol(_INTERPRETER, root)
    return interpreter if isinstance(interpreter, Unknown) else not interpreter


# -- splits --------------------------------------------------------------------------------------


def explain_splits(kernel: Explainer) -> SplitsAnswer:
    """The counters of the direct map, and the known causes."""
    seen = kernel.seen
    others = [seen.of_group(group) for group in (Group.OVERSIZED, Group.JIT, Group.TRAMPOLINE)]
    own: Maybe[int] = 0
    for group in others:
        if isinstance(group, Unknown) or isinstance(own, Unknown):
            own = group if isinstance(group, Unknown) else own
        else:
            own += len(group)
    programs = seen.programs
    loads = () if isinstance(programs, Unknown) else programs.values()
    return SplitsAnswer(
        seen.counters.direct_map,
        seen.pack_count,
        seen.pack_size // page_size() if seen.features.packs.value is not False else 0,
        min((info.load_time_ns for info in loads), default=None),
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
