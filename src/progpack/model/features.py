"""Behaviours of kernels, by name, and the release that each began with.

The modelled kernel asks a `KernelFeatures` and never a version. The versions are in one table of
changes, so that any release, measured or not, has the behaviours that were there by then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from progpack import arch as arches
from progpack.arch import Arch
from progpack.arch.record import Fact
from progpack.errors import UsageError

__all__ = ["CHANGES", "KERNELS", "Change", "KernelFeatures"]

Version = tuple[int, ...]
_VERSION: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})*(?!\.?[0-9])")


@dataclass(frozen=True, slots=True)
class KernelFeatures:
    """The behaviours of one kernel that decide what programs cost.

    The defaults are those of 5.10, the earliest kernel in the table.

    Attributes:
        name: release, as it was asked for ("6.18.15"), with the changes that were made to it.
        policy: name of the placement policy that this kernel has.
        set_memory_rounds: calls that make an area read-only and executable: 2 are set_memory_ro()
            and set_memory_x(), 1 is set_memory_rox(). Each flushes.
        collapse: set_memory_rox() puts large entries back where the range that it is given has
            512 fitting small ones.
        reset_on_free: vfree() gives the direct map its writable entries back, page by page, and
            flushes at once (VM_FLUSH_RESET_PERMS).
        trampolines_packed: trampolines go to packs; else each has a page of its own.
        trampolines_sized: a trampoline is charged its size; else a page.
        dispatcher_packed: the XDP dispatcher goes to a pack.
        own_header: bytes before an image that has pages of its own.
        own_tail: bytes that the JIT asks for behind it.
        limit_divisor: the default limit is the executable range divided by this: 2 since 2023, in
            stable releases too (from 5.10.177 and 5.15.105 on); 4 before.
        exec_bytes: size of the executable range; 0: as the architecture's record has it.
        predictor_flush: packs are clean or dirty, and a classic program in a dirty one flushes the
            branch predictors of all CPUs (a23c1c5396a9, in stable releases of 2026 too). Off by
            default: it needs a CPU with IBPB that uses no retpolines. With other policies than
            ``pack-dirty`` the flushes are counted, and nothing is preferred.
        block_vmalloc: vmalloc() takes the largest aligned blocks of physical memory that fit.
        rox_cache: BPF text comes from the execmem cache of read-only huge pages: what is huge is
            given back as a whole, so that freeing it splits nothing.
        packs_aligned: the executable range is handed out in steps of 2 MiB.
        lazy_free_bytes: freed areas of that many bytes per bit of the CPU count are kept before
            one flush frees them.
        linear_map: what protecting an area does to the direct map: "split" changes the alias of
            each page and splits larger entries; "pages" changes it in a map of small pages;
            "fixed" does not touch the map.
        range_flush: protecting an area flushes its range only; x86 flushes everything, because it
            changes the alias too.
        init_first: memory that only booting needed is used before any other.
    """

    name: str
    policy: str = "page"
    set_memory_rounds: int = 2
    collapse: bool = False
    reset_on_free: bool = True
    trampolines_packed: bool = False
    trampolines_sized: bool = False
    dispatcher_packed: bool = False
    own_header: int = 4
    own_tail: int = 0
    limit_divisor: int = 2
    exec_bytes: int = 0
    predictor_flush: bool = False
    block_vmalloc: bool = False
    rox_cache: bool = False
    packs_aligned: bool = False
    lazy_free_bytes: int = 32 << 20
    linear_map: str = "split"
    range_flush: bool = False
    init_first: bool = True

    @classmethod
    def of(cls, release: str, arch: Arch | str = "x86-64") -> KernelFeatures:
        """The behaviours of a release on an architecture.

        Args:
            release: begins with a version, as uname(2) gives it: "6.18", "6.12.107+deb13-amd64".
                Changes can follow: "6.18+predictor_flush", "6.18+collapse=0".
            arch: architecture or its name.

        Raises:
            UsageError: the text does not begin with a version, or a change names no behaviour.
        """
        record = arches.get(arch) if isinstance(arch, str) else arch
        match = _VERSION.match(release.strip())
        if not match:
            raise UsageError(f"kernel {release!r:.80} does not begin with a version, as 6.18 does")
        version = _number(match[0])
        values: dict[str, Any] = {}
        for change in CHANGES:
            if change.arch in ("", record.name) and version >= _number(change.since):
                values.update({change.feature: change.fact.value})
        if record.name != "x86-64":
            values.update(_elsewhere(record, version, values))
        features = cls(name=match[0], **values)
        for text in release.strip()[match.end() :].split("+")[1:]:
            features = features.changed(text)
        return features

    def changed(self, text: str) -> KernelFeatures:
        """Return the features with one behaviour changed.

        Args:
            text: "collapse" or "collapse=1" switches on, "collapse=0" off; others take their
                value. A word that names no behaviour is what distributions append to a release,
                and changes nothing, unless it has a value.

        Raises:
            UsageError: no such behaviour, or no such value of it.
        """
        name, equals, value = text.partition("=")
        kind = {field.name: field.type for field in fields(self)}.get(name)
        if kind is None or name == "name":
            if equals:
                raise UsageError(f"kernel {self.name}: no behaviour is called {name!r}")
            return self
        try:
            number = 0 if kind == "str" else int(value or "1", 0)
        except ValueError as error:
            raise UsageError(f"kernel {self.name}: {text!r} is no number") from error
        setting: Any = value if kind == "str" else bool(number) if kind == "bool" else number
        return replace(self, **{"name": f"{self.name}+{text}", name: setting})

    def sources(self, arch: Arch | str = "x86-64") -> Mapping[str, str]:
        """Behaviour -> release and source from which this kernel has it.

        Behaviours that are still as in 5.10 are not in it.
        """
        record = arches.get(arch) if isinstance(arch, str) else arch
        match = _VERSION.match(self.name)
        version = _number(match[0]) if match else ()
        return {
            change.feature: f"{change.since}: {change.fact.source}"
            for change in CHANGES
            if change.arch in ("", record.name) and version >= _number(change.since)
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A release that changed a behaviour.

    Attributes:
        since: first release with it.
        feature: field of `KernelFeatures`.
        fact: the new value and its source.
        arch: architecture that changed; empty: all.
    """

    since: str
    feature: str
    fact: Fact[str] | Fact[int] | Fact[bool]
    arch: str = ""


CHANGES: Final[tuple[Change, ...]] = (
    Change("5.10", "exec_bytes", Fact(128 << 20, "BPF_JIT_REGION; measured: 5.10"), "arm64"),
    Change("5.17", "exec_bytes", Fact(0, "b89ddf4cca43; measured: 6.12"), "arm64"),
    Change("5.18", "policy", Fact("pack-4k", "1022a5498f6f with 559089e0a93d"), "x86-64"),
    Change("5.18", "own_header", Fact(8, "include/linux/filter.h: the image is aligned to 8")),
    Change("6.0", "own_tail", Fact(8, "b2ad54e1533e: PLT_TARGET_SIZE; unverified"), "arm64"),
    Change("6.0", "policy", Fact("pack", "ea2babac63d4, d6170e4aaf86; measured: 6.1"), "x86-64"),
    Change("6.1", "dispatcher_packed", Fact(True, "19c02415da23"), "x86-64"),
    Change("6.10", "set_memory_rounds", Fact(1, "c733239f8f53: set_memory_rox() in core.c")),
    Change("6.8", "trampolines_packed", Fact(True, "3ba026fca878"), "x86-64"),
    Change("6.8", "trampolines_sized", Fact(True, "26ef208c209a")),
    Change("6.12", "init_first", Fact(False, "measured: 5.10 and 6.1, not 6.12 and later")),
    Change("6.15", "collapse", Fact(True, "41d88484c71c"), "x86-64"),
    Change("6.19", "block_vmalloc", Fact(True, "measured: 6.19 and later, not 6.18")),
    Change("6.19", "policy", Fact("pack-block", "measured: 6.19 to 7.2, not 6.18"), "x86-64"),
    Change("7.3", "rox_cache", Fact(True, "measured: 7.3, not 7.2"), "x86-64"),
    Change("7.3", "policy", Fact("rox-cache", "measured: 7.3, not 7.2"), "x86-64"),
    Change("7.3", "packs_aligned", Fact(True, "measured: packs 0x400000 apart"), "x86-64"),
)
"""Every change that the model knows, a later one of the same feature after an earlier one."""


def _number(text: str) -> Version:
    return tuple(map(int, text.split(".")))


def _since(text: str | None, version: Version) -> bool:
    return text is not None and version >= _number(text)


def _elsewhere(record: Arch, version: Version, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the record of an architecture other than x86-64 tells of packs, as features."""
    packs = _since(record.packs.value, version)
    policy = "page" if not packs else "pack-block" if values.get("block_vmalloc") else "pack"
    trampolines = _since(record.trampolines.value, version)
    return {
        "policy": policy,
        "trampolines_packed": packs and trampolines,
        "dispatcher_packed": packs,
        "linear_map": _LINEAR.get(record.name, "fixed"),
        # arch/riscv/mm/pageattr.c ends with flush_tlb_all(), arch/x86 as said above.
        "range_flush": record.name not in ("riscv64", "x86-32"),
    }


# arch/arm64/mm/pageattr.c with rodata=full; arch/riscv/mm/pageattr.c; others leave the map alone,
# or it is not known (s390, loongarch).
_LINEAR: Final = {"arm64": "pages", "riscv64": "split", "x86-32": "split"}


_RELEASES: Final = (
    *("5.10", "5.15", "5.17", "5.18", "5.19", "6.0", "6.1", "6.6", "6.8", "6.10", "6.12"),
    *("6.13", "6.15", "6.16", "6.17", "6.18", "6.19", "7.0", "7.1", "7.2", "7.3"),
)

KERNELS: Final[Mapping[str, KernelFeatures]] = {
    release: KernelFeatures.of(release) for release in _RELEASES
}
"""x86-64 kernels: well-known ones, and those at which something changed. `KernelFeatures.of`
knows every other release too."""
