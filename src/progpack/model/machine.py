"""The machine that is modelled, as a value and as a line of text."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from progpack import arch as arches
from progpack.arch import Arch
from progpack.errors import UnknownNameError, UsageError
from progpack.model.features import KernelFeatures

__all__ = ["FreeLists", "MachineSpec", "Supply", "Zone"]

KIB: Final = 1 << 10
MIB: Final = 1 << 20
GIB: Final = 1 << 30
_UNITS: Final = {"": 1, "K": KIB, "M": MIB, "G": GIB, "T": GIB << 10}
_SIZE: Final = re.compile(r"([0-9]{1,18})([KMGT]?)(?:i?B)?", re.IGNORECASE)
_BUDDY: Final = re.compile(r"Node +(\d+), zone +(\w+) +(.*)")
# The most of each is that of x86: RAM with four levels of page tables (MAX_PHYSMEM_BITS,
# arch/x86/include/asm/sparsemem.h), NODES_SHIFT and NR_CPUS_RANGE_END (arch/x86/Kconfig). The
# model keeps a record for each node, and for each 4 MiB.
_RANGES: Final[dict[str, tuple[int, int | None]]] = {
    "memory": (64 * MIB, 1 << 46),
    "nodes": (1, 1 << 10),
    "cpus": (1, 8192),
    "background": (0, None),
    "rcu_ms": (0, None),
    "user": (0, None),
}

Capable: TypeAlias = Literal["none", "ebpf", "all"]


@dataclass(frozen=True, slots=True)
class Zone:
    """Free blocks of a zone of memory, as a line of /proc/buddyinfo has them.

    Attributes:
        node: NUMA node.
        name: "DMA", "DMA32", "Normal".
        free: free blocks of 2**order pages, by order, from 0.
        unmovable: those of them that unmovable allocations take first (/proc/pagetypeinfo);
            empty: not known, then all are taken as such.
    """

    node: int
    name: str
    free: tuple[int, ...]
    unmovable: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FreeLists:
    """A histogram of free physical memory.

    Attributes:
        zones: each zone's free blocks.
    """

    zones: tuple[Zone, ...]

    @classmethod
    def from_text(cls, buddyinfo: str, pagetypeinfo: str = "") -> FreeLists:
        """Read the text of /proc/buddyinfo and, for root, of /proc/pagetypeinfo.

        Raises:
            UsageError: there is no zone in it.
        """
        unmovable: dict[tuple[int, str], tuple[int, ...]] = {}
        for line in pagetypeinfo.splitlines():
            match = re.match(r"Node +(\d+), zone +(\w+), type +Unmovable +([\d ]+)$", line.strip())
            if match:
                counts = tuple(map(int, match[3].split()))
                unmovable[int(match[1]), match[2]] = counts
        zones = []
        for line in buddyinfo.splitlines():
            match = _BUDDY.match(line.strip())
            if match:
                key = int(match[1]), match[2]
                free = tuple(map(int, match[3].split()))
                zones.append(Zone(*key, free, unmovable.get(key, ())))
        if not zones:
            raise UsageError("no zone in it: a line is 'Node 0, zone Normal 5 3 ...'")
        return cls(tuple(zones))

    def __str__(self) -> str:
        return "/".join(
            f"{zone.node}.{zone.name}.{'-'.join(map(str, zone.free))}"
            + (f".{'-'.join(map(str, zone.unmovable))}" if zone.unmovable else "")
            for zone in self.zones
        )

    @classmethod
    def parse(cls, text: str) -> FreeLists:
        """Read free lists from the text that ``str()`` of them gives.

        Raises:
            UsageError: the text has another form.
        """
        zones = []
        for part in text.split("/"):
            try:
                node, name, free, *more = part.split(".")
                counts = [tuple(map(int, item.split("-"))) for item in (free, *more[:1])]
                zones.append(Zone(int(node), name, counts[0], *counts[1:]))
            except ValueError as error:
                raise UsageError(
                    f"free lists {part!r}: it is NODE.ZONE.COUNT-COUNT-..., or @FILE with the "
                    "text of /proc/buddyinfo"
                ) from error
        return cls(tuple(zones))

    @property
    def pages(self) -> int:
        """Free pages of all zones."""
        return sum(n << order for zone in self.zones for order, n in enumerate(zone.free))


Supply: TypeAlias = Literal["fresh", "cached"] | FreeLists
"""The source of physical pages: a machine after boot; one whose page cache has filled its
memory; one with these free lists."""


@dataclass(frozen=True, slots=True)
class MachineSpec:
    """A machine that is modelled, with its kernel.

    Attributes:
        arch: name of its architecture; any usual one is accepted.
        memory: bytes of RAM.
        nodes: possible NUMA nodes, over which the memory is spread evenly.
        cpus: number of CPUs.
        kernel: the behaviours of its kernel; the name of a release is accepted.
        supply: where physical pages come from.
        background: small pages that the loading process takes with each load and that are given
            back with the program: an assumption, to be printed beside what depends on it.
        jit_limit: bytes of net.core.bpf_jit_limit; None: the kernel's default, -1: no limit.
        capable: the programs whose loaders may exceed the limit (CAP_BPF): "none", "ebpf" all but
            classic programs, "all". An assumption: traces do not say it.
        rcu_ms: milliseconds between an unload and the freeing of its memory (RCU and a work
            item; measured 3 to 30). 0: at once.
        user: small pages that processes take with each load, as `background`, but movable ones.
        direct_map: kB in entries of 4 KiB, 2 MiB and 1 GiB when programs begin to load, as
            /proc/meminfo has them; None: as measured after boot.
        page_size: bytes of a page: what areas are rounded to; 0: 4096, or the architecture's usual
            one where it has no such pages. Memory is counted in pages of 4 KiB whatever it is.
        low_memory: bytes of RAM below 4 GiB on x86; None: as QEMU's q35 has it (2 GiB from
            2.75 GiB of RAM on).

    Raises:
        UsageError: a value is out of its range.
    """

    arch: str = "x86-64"
    memory: int = 64 * GIB
    nodes: int = 1
    cpus: int = 8
    kernel: KernelFeatures | str = "6.18"
    supply: Supply = "fresh"
    background: int = 0
    jit_limit: int | None = None
    capable: Capable = "none"
    rcu_ms: int = 0
    user: int = 0
    direct_map: tuple[int, int, int] | None = None
    page_size: int = 0
    low_memory: int | None = None

    def __post_init__(self) -> None:
        record = arches.get(self.arch)
        object.__setattr__(self, "arch", record.name)
        if isinstance(self.kernel, str):
            object.__setattr__(self, "kernel", KernelFeatures.of(self.kernel, record))
        for name, (least, most) in _RANGES.items():
            value = getattr(self, name)
            if value < least:
                raise UsageError(f"machine: {name} is {value}, less than {least}")
            if most is not None and value > most:
                raise UsageError(f"machine: {name} is {value}, more than {most}")
        record.with_pages(self.page_size or _usual_pages(record))
        object.__setattr__(self, "page_size", self.page_size or _usual_pages(record))
        if self.capable not in get_args(Capable):
            raise UsageError(
                f"machine: capable is {self.capable!r}; the values are none, ebpf and all"
            )
        if isinstance(self.supply, str) and self.supply not in ("fresh", "cached"):
            raise UsageError(
                f"machine: supply is {self.supply!r}; it is fresh, cached, or free lists"
            )

    @property
    def record(self) -> Arch:
        """The record of the machine's architecture, for its page size."""
        return arches.get(self.arch).with_pages(self.page_size)

    @property
    def features(self) -> KernelFeatures:
        """The behaviours of the kernel that the model follows."""
        assert isinstance(self.kernel, KernelFeatures)
        return self.kernel

    @property
    def limit(self) -> int | None:
        """The largest charge in bytes; None: no limit, or the default is not known.

        The default is a part of the executable range (kernel/bpf/core.c, bpf_jit_charge_init()).
        """
        if self.jit_limit is not None:
            return self.jit_limit if self.jit_limit >= 0 else None
        features = self.features
        size = features.exec_bytes or self.record.exec_bytes.value
        return None if size is None else -(-(size // features.limit_divisor) // 4096) * 4096

    def __str__(self) -> str:
        parts = [f"{self.arch}:{_size(self.memory)}"]
        for field in fields(self)[2:]:
            value = getattr(self, field.name)
            if field.name == "kernel":
                parts.append(f"kernel={self.features.name}")
            elif field.name == "page_size":
                usual = _usual_pages(arches.get(self.arch))
                parts += [] if value == usual else [f"page_size={value}"]
            elif field.name == "direct_map":
                parts += [] if value is None else [f"direct_map={'-'.join(map(str, value))}"]
            elif value != field.default or field.name in ("cpus", "supply"):
                number = field.name in ("jit_limit", "low_memory") and value > 0
                parts.append(f"{field.name}={_size(value) if number else value}")
        return ",".join(parts)

    @classmethod
    def parse(cls, text: str) -> MachineSpec:
        """Read a line such as ``x86-64:64G,nodes=2,cpus=64,kernel=6.18,supply=fresh``.

        ``here`` is the machine on which progpack runs; fields can follow it. ``supply=@FILE`` reads
        the text of /proc/buddyinfo, or of /proc/pagetypeinfo after it, from a file.

        Raises:
            UsageError: the line cannot be read; the message names the part that is wrong.
        """
        head, *rest = text.strip().split(",")
        if head == "here":
            base = cls.here()
        else:
            name, colon, size = head.partition(":")
            base = cls(arch=name, memory=_bytes("memory", size) if colon else 64 * GIB)
        values: dict[str, object] = {}
        kernel: str | None = None
        for part in rest:
            key, equals, value = part.partition("=")
            if not equals:
                raise UsageError(f"machine: {part!r} is not NAME=VALUE")
            if key == "kernel":
                kernel = value
            else:
                values[key] = _value(key, value)
        # A kernel's behaviours depend on the architecture.
        if kernel is not None:
            values["kernel"] = kernel
        return replace(base, **values)  # type: ignore[arg-type]

    @classmethod
    def here(cls) -> MachineSpec:
        """Return the machine on which progpack runs, from facts that every user may read."""
        page = os.sysconf("SC_PAGE_SIZE")
        pages = os.sysconf("SC_PHYS_PAGES")
        pagetypes = Path("/proc/pagetypeinfo")
        try:
            typed = pagetypes.read_text()
        except OSError:
            # For root only; the lists are known without it, not their types.
            typed = ""
        supply: Supply = "fresh"
        buddy = Path("/proc/buddyinfo")
        if buddy.exists():
            supply = FreeLists.from_text(buddy.read_text(), typed)
        return cls(
            arch=arches.host().name,
            # What firmware and kernel keep is not counted by sysconf().
            memory=-(-pages * page // (256 * MIB)) * (256 * MIB),
            nodes=_possible_nodes(),
            cpus=os.cpu_count() or 1,
            kernel=os.uname().release.partition("-")[0],
            supply=supply,
            direct_map=_meminfo(),
            page_size=page,
        )

    def assumptions(self) -> list[str]:
        """Return the assumptions about the machine that no trace contains, as sentences."""
        features = self.features
        rounds = "one flush" if features.set_memory_rounds == 1 else "two flushes"
        sentences = [
            (
                f"The kernel behaves as Linux {features.name} on {self.arch}: its own policy is "
                f"{features.policy}; protecting an area takes {rounds}; the direct map "
                f"{_LINEAR[features.linear_map]}."
            ),
            _SUPPLY[self.supply] if isinstance(self.supply, str) else _AGED,
            "Each program takes pages beside its code: its instructions (8 bytes for about 6 of "
            "machine code) and 0.55 pages of slab memory, fitted to Linux 5.10 and 6.12"
            + (
                f"; and {self.background} kernel pages and {self.user} user pages of the process "
                "that loads it."
                if self.background or self.user
                else "; what the process that loads it takes is not modelled (background=0)."
            ),
        ]
        if self.rcu_ms:
            sentences.append(f"Memory is freed {self.rcu_ms} ms after an unload.")
        else:
            sentences.append(
                "Memory is freed at the unload; in a kernel 3 to 30 ms later (rcu_ms=0)."
            )
        if self.limit is None:
            sentences.append("There is no limit on executable memory, or its default is not known.")
        else:
            sentences.append(
                f"The limit is {self.limit} bytes"
                + (" (the kernel's default)" if self.jit_limit is None else "")
                + f"; {_CAPABLE[self.capable]} may exceed it."
            )
        return sentences


_LINEAR: Final = {
    "split": "splits large entries for the alias of each page",
    "pages": "is mapped by small pages, so nothing splits",
    "fixed": "is not touched",
}
_SUPPLY: Final = {
    "fresh": "Free memory is as after boot: pages come in ascending order, those of one user "
    "next to each other.",
    "cached": "The page cache has filled the memory: pages come from what is reclaimed, in "
    "pageblocks at random places; of each, none to 40 % stays cached, the more the longer it goes "
    "on, which was fitted to Aaron Lu's table.",
}
_AGED: Final = (
    "Free memory agrees with the given free lists; where it lies is not in them and is drawn at "
    "random, kernel memory where the direct map is split already."
)
_CAPABLE: Final = {"none": "nobody", "ebpf": "all but classic programs", "all": "everybody"}


def _usual_pages(record: Arch) -> int:
    sizes = record.page_sizes.value
    return 4096 if 4096 in sizes else sizes[0]


def _value(key: str, value: str) -> object:
    if key in ("nodes", "cpus", "background", "user", "rcu_ms", "page_size"):
        try:
            return int(value)
        except ValueError as error:
            raise UsageError(f"machine: {key}={value!r} is no number") from error
    if key == "direct_map":
        try:
            small, large, giant = map(int, value.split("-"))
        except ValueError as error:
            raise UsageError(f"machine: direct_map={value!r} is not KB-KB-KB") from error
        return small, large, giant
    if key in ("memory", "low_memory"):
        return _bytes(key, value)
    if key == "jit_limit":
        return None if value == "default" else -1 if value in ("-1", "none") else _bytes(key, value)
    if key == "capable":
        return value
    if key == "supply":
        if value.startswith("@"):
            try:
                read = Path(value[1:]).read_text()
            except OSError as error:
                raise UsageError(f"machine: supply {value}: {error.strerror}") from error
            return FreeLists.from_text(read, read)
        return value if value in ("fresh", "cached") else FreeLists.parse(value)
    known = (field.name for field in fields(MachineSpec))
    raise UnknownNameError("machine: nothing is called", key, known, listed="known are")


def _bytes(key: str, text: str) -> int:
    match = _SIZE.fullmatch(text.strip())
    if not match:
        raise UsageError(f"machine: {key} {text!r:.80} is no size, as 64G or 512M is")
    return int(match[1]) * _UNITS[match[2].upper()]


def _size(number: int) -> str:
    for unit in ("T", "G", "M", "K"):
        if number and number % _UNITS[unit] == 0:
            return f"{number // _UNITS[unit]}{unit}"
    return str(number)


def _meminfo() -> tuple[int, int, int] | None:
    """DirectMap* of this machine, where there are such lines."""
    try:
        text = Path("/proc/meminfo").read_text()
    except OSError:
        return None
    sizes = {match[1]: int(match[2]) for match in re.finditer(r"DirectMap(\w+): +(\d+) kB", text)}
    if "4k" not in sizes or "2M" not in sizes:
        return None
    return sizes["4k"], sizes["2M"], sizes.get("1G", 0)


def _possible_nodes() -> int:
    try:
        text = Path("/sys/devices/system/node/possible").read_text()
    except OSError:
        return 1
    ends = re.findall(r"\d+", text)
    return int(ends[-1]) + 1 if ends else 1
