"""The capabilities of each modelled kernel before the first program is loaded.

Versions are those of the architecture's record; what a kernel then really did, as
`KernelFeatures` knows it from measurements, stands beside what the gate says. Where the two
differ, the kernel took a way for which it lacked a building block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from progpack import arch as arches
from progpack.arch import Arch
from progpack.arch.gate import Blocks, Capability, Record, Way
from progpack.errors import CapabilityError
from progpack.known import Maybe, Unknown
from progpack.model.features import KERNELS, KernelFeatures
from progpack.pack import Pages, Policy, policies
from progpack.pack.constants import PACK_UNIT

__all__ = ["KernelCapabilities", "kernel_capabilities", "kernel_record", "releases"]

Version = tuple[int, ...]
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)+")

# First kernels with an eBPF JIT, where that is later than 5.10.
_JIT: Final[Mapping[str, tuple[str, str]]] = {
    "loongarch": ("6.1", "arch/loongarch/net/bpf_jit.c; release unverified"),
    "parisc": ("6.6", "arch/parisc/net/bpf_jit_core.c; release unverified"),
    "arc": ("6.10", "arch/arc/net/bpf_jit_core.c; release unverified"),
}
# First kernels in which set_memory_ro() and its like do something, where that is later.
_SET_MEMORY: Final[Mapping[str, tuple[str, str]]] = {
    "loongarch": ("6.12", "arch/loongarch/mm/pageattr.c, about 6.11; release unverified"),
}
# Permission changes of huge vmalloc mappings.
_HUGE_PERMISSIONS: Final[Mapping[str, tuple[bool, str]]] = {
    "x86-64": (True, "arch/x86/mm/pat/set_memory.c changes a 2 MiB entry as a whole"),
    "arm64": (False, "arch/arm64/mm/pageattr.c refuses huge vmalloc mappings, -EINVAL"),
    "powerpc": (False, "arch/powerpc/mm/pageattr.c refuses huge vmalloc mappings, -EINVAL"),
    "riscv64": (False, "arch/riscv/mm/pageattr.c: not known"),
}
_RESET: Final[Mapping[str, tuple[bool, str]]] = {
    "x86-64": (False, "mm/vmalloc.c resets one small page at a time, which splits the direct map"),
    "arm64": (True, "the linear map is of small pages: nothing is split"),
    "powerpc": (True, "the linear map was not changed: nothing to reset"),
    "riscv64": (False, "mm/vmalloc.c resets one small page at a time, which splits the linear map"),
}
_UNASKED: Final = "BPF text is allocated without VM_ALLOW_HUGE_VMAP (559089e0a93d)"
_STUBS: Final = "set_memory_*() are stubs that return 0 and protect nothing: code stays writable"
_UNKNOWN_ALIAS: Final = frozenset({"s390", "loongarch"})
# As KernelFeatures.linear_map.
_ALIAS: Final = {"x86-64": "split", "x86-32": "split", "arm64": "pages", "riscv64": "split"}


@dataclass(frozen=True, slots=True)
class KernelCapabilities:
    """A kernel's record, and where that kernel puts its programs.

    Attributes:
        record: what it has.
        arch: the architecture, with the page size in use.
        release: as it was asked for.
        placed: the way that this release takes; refused where it has no JIT: it interprets.
        policy: name of its policy.
        source: where that is known from.
    """

    record: Record
    arch: Arch
    release: str
    placed: Way
    policy: str
    source: str

    @property
    def differs(self) -> str | None:
        """The way that the kernel takes without the blocks for it, in a sentence; or None."""
        decision = self.record.decide()
        if decision.way is self.placed:
            return None
        return f"Linux {self.release} takes {self.placed.value} all the same: {decision.why}"

    def obstacles(self, policy: Policy | str) -> tuple[str, ...]:
        """The building blocks that a policy would lack on this kernel, in sentences; empty: none.

        A replay tries any policy on any kernel; these blocks would have to be built first.

        Args:
            policy: a policy, or its name; it asks for the pages that it wants.
        """
        if isinstance(policy, str):
            policy = policies.get(policy)
        blocks = replace(self.record.blocks, asks_huge=Capability("asks_huge", True, policy.name))
        record = replace(self.record, blocks=blocks)
        missing = []
        try:
            record.require(_way(policy, self.arch))
            if _way(policy, self.arch) is Way.HUGE:
                record.require_reset(huge=True)
        except CapabilityError as error:
            missing.append(str(error))
        return tuple(missing)

    def as_dict(self) -> dict[str, Any]:
        """Return the record as `Record.as_dict` does, with the behaviour of the release."""
        return {
            "arch": self.arch.name,
            "kernel": self.release,
            **self.record.as_dict(),
            "placed": self.placed.value,
            "policy": self.policy,
            "policy_source": self.source,
            "differs": self.differs,
        }


def releases() -> tuple[str, ...]:
    """The releases at which something changed on some architecture, and well-known ones, in order.

    `kernel_capabilities` knows every other release too.
    """
    names = {release for release, _ in (*_JIT.values(), *_SET_MEMORY.values())} | set(KERNELS)
    for arch in arches.ARCHES.values():
        hooks = (arch.text_copy, arch.text_invalidate, arch.packs, arch.trampolines)
        names.update(hook.value for hook in hooks if hook.value is not None)
    return tuple(sorted(names, key=_version))


def kernel_record(arch: Arch | str, release: str) -> Record:
    """The record of a kernel; arguments and errors as `kernel_capabilities`."""
    return kernel_capabilities(arch, release).record


def kernel_capabilities(arch: Arch | str, release: str) -> KernelCapabilities:
    """Return the capabilities of a kernel release on an architecture.

    Args:
        arch: architecture, with the page size in use, or its name.
        release: as for `KernelFeatures.of`.

    Raises:
        UsageError: no such architecture, or the release does not begin with a version.
    """
    record = arches.get(arch) if isinstance(arch, str) else arch
    features = KernelFeatures.of(release, record)
    version = _version(features.name)
    policy = policies.get(features.policy)
    pack = policy.pack_size(record, 1)
    placed = _way(policy, record)
    capability_record = Record(
        of=f"Linux {features.name} on {record.name}",
        page_size=record.page_size,
        pmd_size=record.pmd_size,
        pack_size=pack,
        trap=record.trap,
        alignment=_known(record.alignment.value, record.alignment.source),
        exec_range=record.exec_range.value,
        exec_bytes=_known(features.exec_bytes or record.exec_bytes.value, record.exec_bytes.source),
        alias=(
            Unknown(record.linear_map.source)
            if record.name in _UNKNOWN_ALIAS
            else _ALIAS.get(record.name, "fixed")
        ),
        blocks=_blocks(record, version, pack, asks=placed is Way.HUGE),
    )
    if not capability_record.blocks.jit:
        placed = Way.REFUSED
    source = record.packs.source if not pack else features.sources(record).get("policy", "")
    return KernelCapabilities(
        capability_record, record, features.name, placed, policy.name, source or record.packs.source
    )


def _way(policy: Policy, arch: Arch) -> Way:
    """Return the way in which a policy places programs."""
    if not policy.pack_size(arch, 1):
        return Way.OWN
    return Way.HUGE if policy.pages is Pages.HUGE else Way.SMALL


def _blocks(arch: Arch, version: Version, pack: int, *, asks: bool) -> Blocks:
    huge = _huge_vmalloc(arch, version, pack)
    permissions = _HUGE_PERMISSIONS.get(arch.name, (False, "there are no huge vmalloc mappings"))
    reset = _RESET.get(arch.name, (False, "there are no huge vmalloc mappings"))
    if asks:
        reset = (True, "measured: what is huge is given back as a whole (7.3)")
    return Blocks(
        jit=_jit(arch, version),
        text_copy=_hook("text_copy", arch.text_copy.value, arch.text_copy.source, version),
        text_invalidate=_hook(
            "text_invalidate", arch.text_invalidate.value, arch.text_invalidate.source, version
        ),
        set_rox=_set_rox(arch, version),
        set_rox_huge=Capability("set_rox_huge", *permissions),
        reset_huge=Capability("reset_huge", *reset),
        huge_vmalloc=huge,
        asks_huge=Capability("asks_huge", asks, "the cache of mm/execmem.c" if asks else _UNASKED),
        own_pages=Capability(
            "own_pages", True, "bpf_jit_binary_alloc(): written first, then protected"
        ),
    )


def _jit(arch: Arch, version: Version) -> Capability:
    since, source = _JIT.get(arch.name, ("5.10", "in 5.10 or before"))
    if version >= _version(since):
        return Capability("jit", True, f"{arch.jit.value}; {arch.jit.source}")
    known = f"the first kernel with one is {since}" if arch.name in _JIT else "not known that early"
    return Capability("jit", False, f"{known}: {source}")


def _hook(name: str, since: str | None, source: str, version: Version) -> Capability:
    if since is None:
        return Capability(name, False, source)
    if version >= _version(since):
        return Capability(name, True, f"since {since}: {source}")
    return Capability(name, False, f"-ENOTSUPP before {since}: {source}")


def _set_rox(arch: Arch, version: Version) -> Capability:
    since, source = _SET_MEMORY.get(arch.name, ("0", arch.set_memory.source))
    if not arch.set_memory.value:
        return Capability("set_rox", False, f"{_STUBS} ({arch.set_memory.source})")
    if version < _version(since):
        return Capability("set_rox", False, f"{_STUBS} before {since} ({source})")
    return Capability("set_rox", True, source)


def _huge_vmalloc(arch: Arch, version: Version, pack: int) -> Capability:
    name, fact = "huge_vmalloc", arch.huge_vmalloc
    match = _NUMBER.search(fact.value or "")
    if match is None:
        return Capability(name, False, fact.source)
    if version < _version(match[0]):
        known = "not known" if (fact.value or "").startswith("by") else "not there"
        return Capability(name, False, f"{known} before {match[0]}: {fact.source}")
    if arch.pmd_size > max(pack, PACK_UNIT):
        return Capability(
            name,
            False,
            f"a huge page has {arch.pmd_size >> 20} MiB with pages of {arch.page_size >> 10} KiB: "
            "more than a pack",
        )
    return Capability(name, True, f"{fact.value}: {fact.source}")


def _known(value: int | None, source: str) -> Maybe[int]:
    return Unknown(source) if value is None else value


def _version(text: str) -> Version:
    return tuple(map(int, text.partition("+")[0].split(".")))
