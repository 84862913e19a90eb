"""The numbers of a replay: what each means, in which unit, and where it comes from.

Tables, files, verdicts and differences all take their numbers from here, so that a number has one
name, one meaning and one source wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from progpack.known import Unknown
from progpack.report.draw.units import bytes_text, number, percent
from progpack.snapshot import CHUNK

if TYPE_CHECKING:
    from progpack.replay.result import PolicyResult, Result, Sample

__all__ = [
    "COSTS",
    "GROUPS",
    "MEASURES",
    "NO_FLUSH",
    "Form",
    "Measure",
    "Number",
    "format_number",
    "fullest",
    "has_row",
    "is_unheard",
    "measure",
]

Number: TypeAlias = int | float | Unknown
"""A value of a measure, or why this policy has none."""

Form: TypeAlias = Literal["count", "bytes", "share"]
"""The form of a number: as it is, with a unit of bytes, or in per cent."""

GROUPS: Final = ("loads", "memory", "direct map", "flushes", "iTLB", "limit")
"""Headings of the table, in order."""

NO_FLUSH: Final = Unknown(
    "this policy never flushes predictors, so it lacks the others' hardening against JIT spraying"
)
"""The flushes of a policy that cannot have any, where another has."""

_UNHEARD: Final = "not known from this trace"
_NO_PACKS: Final = Unknown("this policy has no packs")
_NO_ITLB: Final = Unknown("the replay did not compute this number")


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that a replay has for each policy.

    Attributes:
        key: its name in files.
        name: its name in tables.
        noun: what it counts, in a sentence: "level-2 splits".
        one: the noun of a single one, "level-2 split"; empty where a number has no plural.
        group: one of `GROUPS`.
        unit: unit of the value; in files, and in tables where the value has none itself.
        meaning: what is counted and when, in a sentence.
        source: kernel function, commit or file that it stands for.
        of: its value for a policy.
        kind: kind of prediction whose error it has (`progpack.replay.result.KINDS`); empty: there
            is no measurement of it to compare with.
        form: how it is written.
    """

    key: str
    name: str
    noun: str
    group: str
    unit: str
    meaning: str
    source: str
    of: Callable[[PolicyResult, Result], Number]
    kind: str = ""
    form: Form = "count"
    one: str = ""

    def noun_of(self, value: Number) -> str:
        """Return the noun behind a value: 1 level-2 split, 2 level-2 splits."""
        return self.one if self.one and value == 1 else self.noun


def format_number(value: Number, form: Form) -> str:
    """A value as text: 45, 1.5 MiB, 12 %; a dash where there is none, ? where nobody heard it."""
    if isinstance(value, Unknown):
        return "?" if is_unheard(value) else "-"
    if form == "bytes":
        return bytes_text(int(value))
    if form == "share":
        return percent(value)
    if isinstance(value, int) or abs(value) >= 100:
        return number(round(value))
    return f"{value:.3g}"


def is_unheard(value: Number) -> bool:
    """Whether a number is not known because the trace has nothing of what causes it."""
    return isinstance(value, Unknown) and value.reason.startswith(_UNHEARD)


def has_row(item: Measure, result: Result) -> bool:
    """Whether a policy has a number that is not 0, or one that the trace does not tell."""
    values = [item.of(policy, result) for policy in result.policies]
    return any(is_unheard(v) or (not isinstance(v, Unknown) and v) for v in values)


def fullest(policy: PolicyResult) -> Sample | None:
    """The sample at which most machine code was placed; None when there is no series."""
    return max(policy.series, key=lambda sample: sample.totals.code_bytes, default=None)


def chunk_bytes(policy: PolicyResult) -> int:
    """Bytes in a chunk of a policy's packs: 64 in all kernels, and where there are no packs."""
    # A policy of our own can have others; a result does not say it, but it follows from how many
    # chunks the packs have.
    for totals in (policy.end, *(sample.totals for sample in policy.series)):
        chunks = totals.used_chunks + totals.free_chunks
        if totals.packs and chunks:
            return max(totals.packs * policy.pack_size // chunks, 1)
    return CHUNK


def measure(key: str) -> Measure:
    """The measure of a key."""
    return _BY_KEY[key]


def _total(name: str) -> Callable[[PolicyResult, Result], Number]:
    return lambda policy, result: int(getattr(policy.end, name))


def _refused(policy: PolicyResult, result: Result) -> Number:
    return policy.end.refused_limit + policy.end.refused_memory


def _ibpb(policy: PolicyResult, result: Result) -> Number:
    # Where one policy flushes there are classic programs and the machine wants it: one that
    # never does has no cheaper way, it does not protect.
    flushes, unheard = policy.end.ibpb_flushes, result.unheard("classic")
    if policy.flushes_predictors or flushes:
        return Unknown(f"{_UNHEARD}: {unheard}") if unheard else flushes
    flushing = (p.end.ibpb_flushes or (unheard and p.flushes_predictors) for p in result.policies)
    return NO_FLUSH if any(flushing) else flushes


def _peak_bytes(policy: PolicyResult, result: Result) -> Number:
    return policy.end.pages_peak * result.page_size


def _fill(policy: PolicyResult, result: Result) -> Number:
    at = fullest(policy)
    totals = at.totals if at else policy.end
    size = totals.pages * result.page_size
    return totals.code_bytes / size if size else 0.0


def _occupancy(policy: PolicyResult, result: Result) -> Number:
    at = fullest(policy)
    totals = at.totals if at else policy.end
    chunks = totals.used_chunks + totals.free_chunks
    return totals.used_chunks / chunks if chunks else _NO_PACKS


def _waste(policy: PolicyResult, result: Result) -> Number:
    at = fullest(policy)
    totals = at.totals if at else policy.end
    return totals.pages * result.page_size - totals.code_bytes


def _hole(policy: PolicyResult, result: Result) -> Number:
    at = fullest(policy)
    totals = at.totals if at else policy.end
    return totals.largest_hole * chunk_bytes(policy) if totals.packs else _NO_PACKS


def _charged(policy: PolicyResult, result: Result) -> Number:
    return max([policy.end.charged, *(sample.totals.charged for sample in policy.series)])


def _itlb(name: str) -> Callable[[PolicyResult, Result], Number]:
    def of(policy: PolicyResult, result: Result) -> Number:
        entries = policy.itlb_peak or policy.itlb
        if entries is None:
            return _NO_ITLB
        if name == "entries":
            return entries.entries_4k + entries.entries_2m
        return int(entries.entries_2m) if name == "entries_2m" else float(entries.walks)

    return of


_SET_MEMORY = "arch/x86/mm/pat/set_memory.c"
_CORE = "kernel/bpf/core.c"
_MEMINFO = f"/proc/meminfo; arch_report_meminfo() in {_SET_MEMORY}"

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        "loads", "loads placed", "loads placed", "loads", "images",
        "Images that were placed in the whole trace: one for each function of a program.",
        f"the trace; bpf_int_jit_compile() asks bpf_jit_binary_pack_alloc() in {_CORE} for each",
        _total("loads"), "placement", one="load placed",
    ),
    Measure(
        "refused", "loads refused", "loads refused", "loads", "images",
        "Images that were not placed: the limit, no pages, or no room in the executable range.",
        f"bpf_jit_charge_modmem() in {_CORE} (strictly more than net.core.bpf_jit_limit)",
        _refused, "placement", one="load refused",
    ),
    Measure(
        "pages_peak", "pages, most at a time", "pages at the peak", "memory", "pages",
        "Small pages behind packs and behind programs with pages of their own, at the peak.",
        f"alloc_new_pack() and bpf_jit_binary_alloc() in {_CORE}",
        _total("pages_peak"), "placement", one="page at the peak",
    ),
    Measure(
        "memory_peak", "the same in bytes", "memory at the peak", "memory", "B",
        "The pages at the peak times the page size.",
        "worked out from the row above",
        _peak_bytes, "placement", "bytes",
    ),
    Measure(
        "packs_peak", "packs, most at a time", "packs at the peak", "memory", "packs",
        "Packs that were there at one time, at most.",
        f"bpf_prog_pack_alloc() in {_CORE}; 57631054fae6",
        _total("packs_peak"), "placement", one="pack at the peak",
    ),
    Measure(
        "packs_created", "packs made", "packs made", "memory", "packs",
        "Packs made in the whole trace; an empty pack is given back at once and made anew.",
        f"alloc_new_pack() and bpf_prog_pack_free() in {_CORE}",
        _total("packs_created"), "placement", one="pack made",
    ),
    Measure(
        "occupancy", "occupancy of packs", "chunks taken", "memory", "share",
        "Chunks that are taken, of all chunks in packs, when most code was placed.",
        f"the bitmap of struct bpf_prog_pack in {_CORE}",
        _occupancy, "placement", "share",
    ),
    Measure(
        "fill", "code in its pages", "code in its pages", "memory", "share",
        "Bytes of machine code, of all bytes in the pages behind it, when most code was placed.",
        "sizes of the trace; pages as above",
        _fill, "placement", "share",
    ),
    Measure(
        "waste", "waste", "waste", "memory", "B",
        "Bytes of pages that hold no machine code, when most code was placed.",
        "sizes of the trace; pages as above",
        _waste, "placement", "bytes",
    ),
    Measure(
        "largest_hole", "largest hole", "largest hole", "memory", "B",
        "The longest run of free chunks in a pack, when most code was placed.",
        f"the bitmap of struct bpf_prog_pack in {_CORE}, as bitmap_find_next_zero_area() sees it",
        _hole, "placement", "bytes",
    ),
    Measure(
        "level2_splits", "level-2 splits", "level-2 splits", "direct map", "entries",
        "2 MiB entries of the direct map that became 512 of 4 KiB, in the whole trace.",
        f"__split_large_page() in {_SET_MEMORY}; direct_map_level2_splits in /proc/vmstat",
        _total("level2_splits"), "splits", one="level-2 split",
    ),
    Measure(
        "level3_splits", "level-3 splits", "level-3 splits", "direct map", "entries",
        "1 GiB entries of the direct map that became 512 of 2 MiB, in the whole trace.",
        f"__split_large_page() in {_SET_MEMORY}; direct_map_level3_splits in /proc/vmstat",
        _total("level3_splits"), "splits", one="level-3 split",
    ),
    Measure(
        "level2_collapses", "level-2 collapses", "level-2 collapses", "direct map", "entries",
        "2 MiB entries that were put together again, as the kernel counts them (from 6.15).",
        "41d88484c71c; direct_map_level2_collapses in /proc/vmstat",
        _total("level2_collapses"), "", one="level-2 collapse",
    ),
    Measure(
        "level3_collapses", "level-3 collapses", "level-3 collapses", "direct map", "entries",
        "1 GiB entries that were put together again, as the kernel counts them (from 6.15).",
        "41d88484c71c; direct_map_level3_collapses in /proc/vmstat",
        _total("level3_collapses"), "", one="level-3 collapse",
    ),
    Measure(
        "direct_map_4k_kb", "in 4 KiB entries", "kB in 4 KiB entries", "direct map", "kB",
        "Memory that the direct map has in 4 KiB entries when the trace ends.",
        f"DirectMap4k in {_MEMINFO}",
        _total("direct_map_4k_kb"), "direct-map",
    ),
    Measure(
        "direct_map_2m_kb", "in 2 MiB entries", "kB in 2 MiB entries", "direct map", "kB",
        "Memory that the direct map has in 2 MiB entries when the trace ends.",
        f"DirectMap2M in {_MEMINFO}",
        _total("direct_map_2m_kb"), "direct-map",
    ),
    Measure(
        "direct_map_1g_kb", "in 1 GiB entries", "kB in 1 GiB entries", "direct map", "kB",
        "Memory that the direct map has in 1 GiB entries when the trace ends.",
        f"DirectMap1G in {_MEMINFO}",
        _total("direct_map_1g_kb"), "direct-map",
    ),
    Measure(
        "flushes_all", "TLB flushes, whole", "flushes of the whole TLB", "flushes", "flushes",
        "Flushes of the whole TLB of all CPUs.",
        f"flush_tlb_all() under cpa_flush() and __split_large_page(), {_SET_MEMORY}; "
        "__purge_vmap_area_lazy(), mm/vmalloc.c",
        _total("flushes_all"), "", one="flush of the whole TLB",
    ),
    Measure(
        "flushes_range", "TLB flushes, range", "flushes of a range", "flushes", "flushes",
        "Flushes of a range of pages on all CPUs.",
        "flush_tlb_kernel_range() in arch/x86/mm/tlb.c, from mm/vmalloc.c",
        _total("flushes_range"), "", one="flush of a range",
    ),
    Measure(
        "shootdown_cpus", "CPUs interrupted", "CPUs interrupted by TLB flushes", "flushes", "CPUs",
        "Reach of the shootdowns: CPUs that were interrupted, summed over both kinds of flush.",
        "on_each_cpu() in arch/x86/mm/tlb.c; the machine's CPUs",
        _total("shootdown_cpus"), "", one="CPU interrupted by TLB flushes",
    ),
    Measure(
        "ibpb_flushes", "IBPB flushes", "branch-predictor flushes (IBPB)", "flushes", "flushes",
        "Flushes of the branch predictors of all CPUs, for classic programs in dirty packs.",
        "a9b1f19a6a67, b72e29e0f7ee, 0bb99f2cfaae (2026); only where the machine has IBPB and no "
        "retpolines",
        _ibpb, "", one="branch-predictor flush (IBPB)",
    ),
    Measure(
        "itlb_entries", "entries needed", "iTLB entries", "iTLB", "entries",
        "Pages of 4 KiB and of 2 MiB that hold code, when most did: a TLB entry each.",
        "placement and what the pages are; pmd or pte in /sys/kernel/debug/page_tables",
        _itlb("entries"), "", one="iTLB entry",
    ),
    Measure(
        "itlb_2m", "of them 2 MiB", "2 MiB iTLB entries", "iTLB", "entries",
        "Huge pages among them.",
        "as the row above",
        _itlb("entries_2m"), "", one="2 MiB iTLB entry",
    ),
    Measure(
        "itlb_walks", "page walks", "page walks", "iTLB", "walks",
        "Walks under the assumed frequency of runs, independent of each other, with a TLB that "
        "keeps the most wanted pages. Not a measured rate.",
        "the model's own estimate",
        _itlb("walks"), "", one="page walk",
    ),
    Measure(
        "charged_peak", "charge at its peak", "charge", "limit", "B",
        "Most bytes charged against net.core.bpf_jit_limit, among the samples.",
        f"bpf_jit_current, bpf_jit_charge_modmem() in {_CORE}",
        _charged, "placement", "bytes",
    ),
)  # fmt: skip
"""Every measure, in the order of the table."""

_BY_KEY: Final[Mapping[str, Measure]] = {item.key: item for item in MEASURES}

COSTS: Final[tuple[Measure, ...]] = tuple(
    measure(key)
    for key in (
        "refused",
        "level2_splits",
        "level3_splits",
        "shootdown_cpus",
        "ibpb_flushes",
        "itlb_entries",
        "pages_peak",
    )
)
"""The measures that a verdict weighs, the gravest first. Less is better in each."""
