"""Features of this kernel's pack allocator, decided from its types, symbols and files.

Nothing here looks at a version: distributions move features between them. Each answer comes with
the evidence that decided it.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.errors import ProgpackError
from progpack.kernel.proc.counters import count_possible
from progpack.kernel.proc.files import ROOT, read_text
from progpack.kernel.proc.symbols import KernelSymbol, SymbolKind, bpf_symbols, find_symbols
from progpack.kernel.proc.vmalloc import BpfAreas, Group, group_of, read_bpf_areas
from progpack.kernel.syscall.btf import read_kernel_btf
from progpack.known import Maybe, Unknown

__all__ = ["Feature", "Features", "read_features"]

_TEXT_COPY = "bpf_arch_text_copy"
_TRAMPOLINE = "arch_alloc_bpf_trampoline"
_PRED_FLUSH = "__SCT__bpf_arch_pred_flush"
_X86 = frozenset({"x86_64", "i386", "i586", "i686"})


_ANSWERS: Final = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Feature:
    """One answer.

    Attributes:
        name: what is asked.
        value: True, False, or why it cannot be said.
        evidence: what it was decided from.
    """

    name: str
    value: Maybe[bool]
    evidence: str

    def __str__(self) -> str:
        """Return the answer as people read it: yes, no, or why it cannot be said."""
        answer = str(self.value) if isinstance(self.value, Unknown) else _ANSWERS[self.value]
        why = f" ({self.evidence})" if self.evidence else ""
        return f"{self.name}: {answer}{why}"


@dataclass(frozen=True, slots=True)
class Features:
    """Everything that is asked; iterating gives the `Feature`s.

    Attributes:
        packs: this kernel's JIT puts programs into packs.
        dirty_flag: packs remember whether they must be flushed before classic programs come in
            (``arch_flush_needed``), so the order of search may depend on it.
        predictor_flush: branch predictors are flushed for classic programs; only then does the
            flag change where programs go.
        execmem: executable memory comes from the kernel's common allocator.
        rox_cache: that allocator can hand out parts of large read-only executable blocks.
        packs_from_rox_cache: packs are made from such blocks.
        trampolines_in_packs: trampolines take chunks of packs, and not pages of their own.
    """

    packs: Feature
    dirty_flag: Feature
    predictor_flush: Feature
    execmem: Feature
    rox_cache: Feature
    packs_from_rox_cache: Feature
    trampolines_in_packs: Feature

    def __iter__(self) -> Iterator[Feature]:
        return (getattr(self, field.name) for field in fields(self))


def read_features(
    root: Path = ROOT,
    machine: str | None = None,
    *,
    btf: Maybe[Btf] | None = None,
    areas: Maybe[BpfAreas] | None = None,
) -> Features:
    """Ask for everything. What cannot be read makes answers `Unknown`; nothing raises.

    Args:
        root: where ``proc`` and ``sys`` are.
        machine: as ``uname -m`` has it; default: this one.
        btf: the kernel's types, where the caller has them.
        areas: areas of BPF, where the caller has them.
    """
    kernel = _Kernel(root, machine or platform.machine(), btf, areas)
    return Features(
        packs=_packs(kernel),
        dirty_flag=_dirty_flag(kernel),
        predictor_flush=_predictor_flush(kernel),
        execmem=_execmem(kernel),
        rox_cache=_rox_cache(kernel),
        packs_from_rox_cache=_packs_from_rox_cache(kernel),
        trampolines_in_packs=_trampolines_in_packs(kernel),
    )


class _Kernel:
    """The evidence that decides the answers, each piece read once; `Unknown` where unreadable."""

    def __init__(
        self, root: Path, machine: str, btf: Maybe[Btf] | None, areas: Maybe[BpfAreas] | None
    ) -> None:
        self.root = root
        self.machine = machine
        self.btf = self._btf() if btf is None else btf
        self.symbols = self._symbols()
        self.areas = self._areas(areas)
        self.spectre_v2 = read_text(root / "sys/devices/system/cpu/vulnerabilities/spectre_v2")

    def _btf(self) -> Maybe[Btf]:
        try:
            return read_kernel_btf(self.root)
        except ProgpackError as error:
            return Unknown(str(error))

    def _symbols(self) -> Maybe[dict[str, KernelSymbol]]:
        try:
            symbols = find_symbols(
                {_TEXT_COPY, _TRAMPOLINE, _PRED_FLUSH, "execmem_alloc"}, self.root
            )
        except ProgpackError as error:
            return Unknown(str(error))
        return symbols

    def _areas(self, areas: Maybe[BpfAreas] | None) -> Maybe[Counter[Group]]:
        nodes = count_possible("node", self.root)
        try:
            seen = read_bpf_areas(self.root) if areas is None else areas
        except ProgpackError as error:
            return Unknown(str(error))
        if isinstance(seen, Unknown):
            return seen
        return Counter(
            group_of(area, nodes=nodes if isinstance(nodes, int) else 1) for area in seen.areas
        )

    def members(self, struct: str) -> Maybe[frozenset[str]]:
        """Names of the members of a struct; empty when the kernel has no such struct."""
        if isinstance(self.btf, Unknown):
            return self.btf
        kind = self.btf.find(struct, BtfKind.STRUCT)
        return frozenset(member.name for member in kind.members()) if kind else frozenset()

    def overridden(self, symbol: str) -> Maybe[bool]:
        """Whether the architecture has its own ``symbol`` in place of the common, weak one."""
        if isinstance(self.symbols, Unknown):
            return self.symbols
        definition = self.symbols.get(symbol)
        return definition is not None and definition.type not in "wW"


def _packs(kernel: _Kernel) -> Feature:
    name = "programs share packs"
    record = kernel.members("bpf_prog_pack")
    if not isinstance(record, Unknown) and not record:
        return Feature(name, False, "the kernel's types have no struct bpf_prog_pack")
    if not isinstance(kernel.areas, Unknown) and kernel.areas[Group.PACK]:
        return Feature(name, True, "/proc/vmallocinfo has areas of bpf_prog_pack_alloc")
    # A JIT that writes into packs needs bpf_arch_text_copy(); the common one only fails.
    copies = kernel.overridden(_TEXT_COPY)
    if isinstance(copies, Unknown):
        return Feature(name, copies, "")
    if not copies:
        return Feature(name, False, f"the architecture has no {_TEXT_COPY}() of its own")
    if isinstance(record, Unknown):
        return Feature(name, record, f"the architecture has a {_TEXT_COPY}() of its own")
    return Feature(
        name, True, f"struct bpf_prog_pack, and a {_TEXT_COPY}() of the architecture's own"
    )


def _dirty_flag(kernel: _Kernel) -> Feature:
    name = "packs remember whether they are dirty"
    record = kernel.members("bpf_prog_pack")
    if isinstance(record, Unknown):
        return Feature(name, record, "")
    if not record:
        return Feature(name, False, "the kernel's types have no struct bpf_prog_pack")
    has = "arch_flush_needed" in record
    verb = "has" if has else "has no"
    return Feature(name, has, f"struct bpf_prog_pack {verb} arch_flush_needed")


def _predictor_flush(kernel: _Kernel) -> Feature:
    """cpu_wants_ibpb_bpf() in arch/x86/kernel/cpu/bugs.c, as far as sysfs shows its inputs."""
    name = "predictors are flushed for classic programs"
    if isinstance(kernel.symbols, Unknown):
        return Feature(name, kernel.symbols, "")
    if _PRED_FLUSH not in kernel.symbols:
        return Feature(name, False, f"the kernel has no static call {_PRED_FLUSH[7:]}")
    text = kernel.spectre_v2
    if kernel.machine not in _X86:
        why = f"how {kernel.machine} turns the flush on is not known"
        return Feature(name, Unknown(why), f"the kernel has {_PRED_FLUSH[7:]}")
    if isinstance(text, Unknown):
        return Feature(name, text, f"the kernel has {_PRED_FLUSH[7:]}")
    value, why = _flush_from_text(text.strip())
    return Feature(name, value, f"spectre_v2 is {text.strip()!r}: {why}")


def _flush_from_text(text: str) -> tuple[bool, str]:
    state = text.partition(";")[0].strip()
    if state in ("Not affected", "Vulnerable"):
        return False, "there is no mitigation that would turn it on"
    if "Retpolines" in state:
        return False, "retpolines make it unnecessary"
    if "IBPB:" not in text:
        return False, "the CPU has no IBPB"
    return True, "the CPU has IBPB, and there are no retpolines"


def _execmem(kernel: _Kernel) -> Feature:
    name = "executable memory has a common allocator"
    if not isinstance(kernel.symbols, Unknown) and "execmem_alloc" in kernel.symbols:
        return Feature(name, True, "the kernel has execmem_alloc()")
    record = kernel.members("execmem_info")
    if isinstance(record, Unknown):
        return Feature(name, record, "")
    if record:
        return Feature(name, True, "the kernel's types have struct execmem_info")
    return Feature(name, False, "neither execmem_alloc() nor struct execmem_info is there")


def _rox_cache(kernel: _Kernel) -> Feature:
    name = "executable memory can come from large blocks"
    if isinstance(kernel.btf, Unknown):
        return Feature(name, kernel.btf, "")
    flags = kernel.btf.find("execmem_range_flags", BtfKind.ENUM, BtfKind.ENUM64)
    has = flags is not None and any(one.name == "EXECMEM_ROX_CACHE" for one in flags.enumerators())
    verb = "have" if has else "have no"
    return Feature(name, has, f"the kernel's types {verb} EXECMEM_ROX_CACHE")


def _packs_from_rox_cache(kernel: _Kernel) -> Feature:
    name = "packs are parts of large blocks"
    cache = _rox_cache(kernel)
    if cache.value is False:
        return Feature(name, False, cache.evidence)
    if isinstance(kernel.areas, Unknown):
        return Feature(name, kernel.areas, "")
    if kernel.areas[Group.PACK]:
        return Feature(name, False, "/proc/vmallocinfo has areas of bpf_prog_pack_alloc itself")
    placed = _placed(kernel.root)
    if placed and kernel.areas[Group.EXECMEM]:
        evidence = f"{placed} is somewhere, and only execmem has areas that could hold it"
        return Feature(name, True, evidence)
    return Feature(name, Unknown("no BPF code is visible that lies in a pack"), "")


def _placed(root: Path) -> str | None:
    """A symbol of BPF code that has been placed, or None when none is visible."""
    try:
        return next((s.name for s in bpf_symbols(root) if s.kind is not SymbolKind.OTHER), None)
    except ProgpackError:
        return None


def _trampolines_in_packs(kernel: _Kernel) -> Feature:
    """The common arch_alloc_bpf_trampoline() gives a page, each architecture's own one a pack.

    Commit 26ef208c209a brought the size as an argument, and with it the function.
    """
    name = "trampolines share packs"
    if isinstance(kernel.symbols, Unknown):
        return Feature(name, kernel.symbols, "")
    if _TRAMPOLINE not in kernel.symbols:
        return Feature(name, False, f"the kernel has no {_TRAMPOLINE}(): each has a page")
    own = kernel.overridden(_TRAMPOLINE)
    if own is not True:
        return Feature(name, own, f"the architecture has no {_TRAMPOLINE}() of its own")
    packs = _packs(kernel)
    evidence = f"the architecture has its own {_TRAMPOLINE}(); {packs.evidence}"
    return Feature(name, packs.value, evidence)
