"""The record of an architecture: facts, each with the place it was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

from progpack.errors import UsageError
from progpack.records import dataclass, replace

__all__ = ["Arch", "ByteOrder", "Fact"]

T = TypeVar("T")
ByteOrder = Literal["little", "big"]


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value and where it was taken from.

    Attributes:
        value: the fact itself.
        source: kernel file, commit or manual. ``unverified`` in it means what it says.
    """

    value: T
    source: str


@dataclass(frozen=True, slots=True)
class Arch:
    """The facts about one architecture, and what its kernel can do with executable memory.

    A kernel version in a fact is the first release that has the feature; None means that no
    release up to the one in the source has it.

    Attributes:
        name: short name, as used throughout progpack ("x86-64").
        byteorder: order of the bytes of an instruction word in this record.
        page_sizes: page sizes in bytes that the kernel can be built with, usual one first.
        pmd_sizes: page size in bytes -> bytes that one PMD entry maps.
        trap_word: the instruction (or data) that fills unused executable memory, as a number.
        trap_width: bytes of ``trap_word``.
        trap_odd: byte that fills the last place when the length is odd; None: not allowed.
        alignment: alignment of an image's start in bytes that the BPF JIT asks for; None: the
            JIT has its own way.
        jit: configuration for which the kernel has an eBPF JIT.
        text_copy: first kernel with bpf_arch_text_copy().
        text_invalidate: first kernel with bpf_arch_text_invalidate().
        text_poke: first kernel with bpf_arch_text_poke(); the release may be an upper bound,
            the source says so.
        packs: first kernel that places BPF programs in packs.
        trampolines: first kernel that places BPF trampolines in packs.
        huge_vmalloc: whether HAVE_ARCH_HUGE_VMALLOC is there, and on what.
        set_memory: whether set_memory_ro() and its like change the protection at all.
        linear_map: what those calls do to the linear (direct) map.
        exec_range: where BPF text is allocated.
        exec_bytes: size in bytes of that range; None: depends on the configuration.
        jit_limit: default net.core.bpf_jit_limit in bytes; None: depends on the configuration.
        branch_reach: reach in bytes, either way, of the direct call the ISA has; None: no fact.
        place: place among all in lists, which begin with what most machines are.
        names: other names: of uname(2), of LLVM, of the kernel's ARCH=, of Debian.
        little_names: those that mean the architecture in little-endian byte order.
        big_names: those that mean it in big-endian byte order.
        two_orders: whether instruction words follow the byte order that the kernel was built for.
            Elsewhere they have one order whatever that of the data is (arm64, arm32 as BE8).
        page_size: the page size in bytes this record stands for (see `with_pages`).
    """

    name: str
    byteorder: Fact[ByteOrder]
    page_sizes: Fact[tuple[int, ...]]
    pmd_sizes: Fact[Mapping[int, int]]
    trap_word: Fact[int]
    trap_width: Fact[int]
    trap_odd: Fact[int | None]
    alignment: Fact[int | None]
    jit: Fact[str]
    text_copy: Fact[str | None]
    text_invalidate: Fact[str | None]
    text_poke: Fact[str | None]
    packs: Fact[str | None]
    trampolines: Fact[str | None]
    huge_vmalloc: Fact[str | None]
    set_memory: Fact[bool]
    linear_map: Fact[str]
    exec_range: Fact[str]
    exec_bytes: Fact[int | None]
    jit_limit: Fact[int | None]
    branch_reach: Fact[int | None]
    place: int
    names: tuple[str, ...] = ()
    little_names: tuple[str, ...] = ()
    big_names: tuple[str, ...] = ()
    two_orders: bool = False
    page_size: int = 0

    def __post_init__(self) -> None:
        if not self.page_size:
            object.__setattr__(self, "page_size", self.page_sizes.value[0])

    @property
    def pmd_size(self) -> int:
        """Bytes that one PMD entry maps with this record's page size."""
        return self.pmd_sizes.value[self.page_size]

    @property
    def trap(self) -> bytes:
        """One trap unit in memory order."""
        return self.trap_word.value.to_bytes(self.trap_width.value, self.byteorder.value)

    @property
    def trap_unit(self) -> int:
        """Bytes in one trap unit: 1, 2 or 4."""
        return self.trap_width.value

    def with_pages(self, page_size: int) -> Arch:
        """Return this architecture with another of its page sizes.

        Args:
            page_size: bytes.

        Raises:
            UsageError: the architecture has no such pages.
        """
        if page_size not in self.page_sizes.value:
            sizes = ", ".join(map(str, self.page_sizes.value))
            raise UsageError(f"{self.name} has no pages of {page_size} bytes; it has {sizes}")
        return replace(self, page_size=page_size)

    def with_byteorder(self, byteorder: ByteOrder, source: str) -> Arch:
        """Return this architecture in the other byte order, where both exist."""
        return replace(self, byteorder=Fact(byteorder, source))

    def trap_fill(self, size: int) -> bytes:
        """``size`` bytes of traps, as the kernel's JIT fills unused executable memory.

        Args:
            size: bytes, 0 or more; a multiple of `trap_unit`, except where the architecture
                has a filler for an odd last byte (arc: 0xff, the place cannot then begin a
                valid instruction).

        Raises:
            UsageError: the size is negative or not a whole number of trap units.
        """
        units, rest = divmod(size, self.trap_unit)
        if size < 0 or (rest and self.trap_odd.value is None):
            raise UsageError(
                f"{self.name}: cannot fill {size} bytes with traps of {self.trap_unit} bytes"
            )
        filled = self.trap * units
        if rest and self.trap_odd.value is not None:
            filled += bytes([self.trap_odd.value]) * rest
        return filled
