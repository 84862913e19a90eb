"""The kernel's own list of packs, with every bit: ``pack_list`` in ``kernel/bpf/core.c``.

Where the members of ``struct bpf_prog_pack`` are is taken from the kernel's BTF, so records that
have grown a flag are read as well as those that have not. A pack's bitmap has one bit for each
chunk of 64 bytes, lowest first, in words of ``unsigned long``.

Proved on recorded packs of real kernels (built again as memory by the tests) and on running ones,
read both through `progpack.kernel.memory.probe` and from ``/proc/kcore``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.errors import MissingFeatureError
from progpack.kernel.memory.protocol import KernelMemory, UnreadableError
from progpack.kernel.proc.symbols import KernelSymbol
from progpack.pack.constants import CHUNK

__all__ = ["PACK_SYMBOLS", "KernelPack", "PackLayout", "find_pack_list", "read_packs"]

_ATTEMPTS: Final = 4
# More packs than memory for code: bpf_jit_limit allows half of 1.5 GiB.
_MOST_PACKS: Final = 4096
# bpf_prog_pack_alloc() reaches for the list in its first instructions.
_CODE: Final = 1024


@dataclass(frozen=True, slots=True)
class PackLayout:
    """Offsets in bytes of the members of ``struct bpf_prog_pack``.

    Attributes:
        list: the list node: addresses of the next and of the one before.
        ptr: the pack's address.
        bitmap: the first word of the bitmap.
        dirty: ``arch_flush_needed``, or None when there is no such member.
        order: ``<`` or ``>``, as `struct` has it.
    """

    list: int
    ptr: int
    bitmap: int
    dirty: int | None
    order: str

    @classmethod
    def from_btf(cls, btf: Btf) -> PackLayout:
        """The layout in the kernel whose types these are.

        Raises:
            MissingFeatureError: that kernel has no packs.
        """
        record = btf.find("bpf_prog_pack", BtfKind.STRUCT)
        offsets = {m.name: m.offset_bits // 8 for m in record.members()} if record else {}
        if not {"list", "ptr", "bitmap"} <= offsets.keys():
            raise MissingFeatureError("packs: the kernel's types have no struct bpf_prog_pack")
        return cls(
            offsets["list"],
            offsets["ptr"],
            offsets["bitmap"],
            offsets.get("arch_flush_needed"),
            btf.order,
        )


@dataclass(frozen=True, slots=True)
class KernelPack:
    """One pack of the running kernel, exactly.

    Attributes:
        address: address of its first chunk.
        chunks: how many it has.
        bits: which are taken: bit i is chunk i.
        dirty: whether predictors must be flushed before a classic program comes in; None when
            this kernel does not keep that.
    """

    address: int
    chunks: int
    bits: int
    dirty: bool | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return self.chunks * CHUNK

    @property
    def used(self) -> int:
        """Chunks that are taken."""
        return self.bits.bit_count()

    def taken(self, address: int) -> bool:
        """Whether the chunk at this address is taken; False outside of the pack."""
        at = (address - self.address) // CHUNK
        return 0 <= at < self.chunks and bool(self.bits >> at & 1)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Runs of chunks that are taken, lowest first: (first chunk, chunks)."""
        bits, at = self.bits, 0
        while bits:
            free = (bits & -bits).bit_length() - 1
            bits >>= free
            taken = (~bits & bits + 1).bit_length() - 1
            yield at + free, taken
            bits >>= taken
            at += free + taken


def read_packs(
    memory: KernelMemory, head: int, layout: PackLayout, *, nodes: int = 1
) -> tuple[KernelPack, ...]:
    """All packs, oldest first, which is the order in which the kernel searches them.

    Nothing stops the kernel meanwhile: a list that changes is read again, but bits may be of
    different moments.

    Args:
        memory: the kernel's memory.
        head: address of ``pack_list``; see `find_pack_list`.
        layout: layout of its records.
        nodes: possible NUMA nodes; a pack has 2 MiB for each.

    Raises:
        UnreadableError: the list has impossible values, or changes all the time.
    """
    for attempt in range(_ATTEMPTS):
        try:
            before = _nodes(memory, head, layout)
            packs = tuple(_pack(memory, node, layout, nodes) for node in before)
            if _nodes(memory, head, layout) == before:
                return packs
        except UnreadableError:
            # A record that was freed while it was read looks like this too.
            if attempt == _ATTEMPTS - 1:
                raise
    raise UnreadableError(f"the list of packs changed in each of {_ATTEMPTS} attempts")


def find_pack_list(
    memory: KernelMemory, symbols: dict[str, KernelSymbol], layout: PackLayout
) -> int:
    """The address of ``pack_list``.

    Kernels with CONFIG_KALLSYMS_ALL name it. For the others the code of ``bpf_prog_pack_alloc()``
    is searched for addresses (x86-64 only), and the one that is the head of a list of packs is
    taken: it must lead through records whose page-aligned ``ptr`` is kernel memory and that name
    each other, back to itself.

    Args:
        memory: the kernel's memory.
        symbols: as `progpack.kernel.proc.symbols.find_symbols` gives them, of the names in
            `PACK_SYMBOLS`.
        layout: layout of the records.

    Raises:
        UnreadableError: the list cannot be found, for example because there is no pack.
    """
    named = symbols.get("pack_list")
    if named is not None and named.address:
        return named.address
    code = symbols.get("bpf_prog_pack_alloc")
    if code is None or not code.address:
        raise UnreadableError(
            "pack_list: neither it nor bpf_prog_pack_alloc() has an address in /proc/kallsyms "
            "(CONFIG_KALLSYMS_ALL, CAP_SYSLOG, kernel.kptr_restrict)"
        )
    heads = [
        head
        for head in _addresses(memory.read(code.address, _CODE), code.address)
        if _is_head(memory, head, layout)
    ]
    if len(heads) != 1:
        raise UnreadableError(
            f"pack_list: {len(heads)} addresses in the code of bpf_prog_pack_alloc() could be it"
        )
    return heads[0]


PACK_SYMBOLS: Final = ("pack_list", "bpf_prog_pack_alloc")
"""The symbols that `find_pack_list` needs."""


def _nodes(memory: KernelMemory, head: int, layout: PackLayout) -> list[int]:
    """Addresses of the records, in the order of the list."""
    nodes: list[int] = []
    last = head
    node, _ = _pair(memory, head, layout)
    while node != head:
        following, previous = _pair(memory, node, layout)
        if previous != last or len(nodes) == _MOST_PACKS:
            raise UnreadableError(f"the list of packs is broken at {node:#x}")
        nodes.append(node - layout.list)
        last, node = node, following
    return nodes


def _pair(memory: KernelMemory, node: int, layout: PackLayout) -> tuple[int, int]:
    following, previous = struct.unpack(f"{layout.order}QQ", memory.read(node, 16))
    return following, previous


def _pointer(memory: KernelMemory, at: int, layout: PackLayout) -> int:
    (address,) = struct.unpack(f"{layout.order}Q", memory.read(at, 8))
    return int(address)


def _pack(memory: KernelMemory, record: int, layout: PackLayout, nodes: int) -> KernelPack:
    chunks = (nodes << 21) // CHUNK
    address = _pointer(memory, record + layout.ptr, layout)
    dirty = None if layout.dirty is None else memory.read(record + layout.dirty, 1) != b"\0"
    data = memory.read(record + layout.bitmap, chunks // 8)
    if layout.order == ">":
        data = b"".join(data[at : at + 8][::-1] for at in range(0, len(data), 8))
    return KernelPack(address, chunks, int.from_bytes(data, "little"), dirty)


def _addresses(code: bytes, at: int) -> list[int]:
    """Every 8-byte-aligned address that x86-64 code could hold: 32-bit constants and distances."""
    addresses: set[int] = set()
    for index in range(len(code) - 3):
        (value,) = struct.unpack_from("<i", code, index)
        # A constant is sign-extended; a distance counts from the end of its instruction, whose
        # last four bytes it usually is.
        for address in (value % (1 << 64), at + index + 4 + value):
            if address >> 63 and address % 8 == 0:
                addresses.add(address)
    return sorted(addresses)


def _is_head(memory: KernelMemory, head: int, layout: PackLayout) -> bool:
    try:
        records = _nodes(memory, head, layout)
        return bool(records) and all(_is_pack(memory, record, layout) for record in records)
    except UnreadableError:
        return False


def _is_pack(memory: KernelMemory, record: int, layout: PackLayout) -> bool:
    address = _pointer(memory, record + layout.ptr, layout)
    return address >> 63 == 1 and address % 4096 == 0
