"""Kernel memory that tests build: page tables, lists of packs, and core files that hold them."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from progpack.kernel.memory.pack_list import PackLayout
from progpack.kernel.memory.pagetables import Run
from progpack.kernel.memory.protocol import UnreadableError

PAGE = 4096
LARGE = 1 << 7
TABLE_FLAGS = 0x63  # present, writable, accessed, dirty
LEVEL = {"4K": 1, "2M": 2, "1G": 3}


class Memory:
    """Kernel memory of 4 KiB pages that come into being when they are written."""

    def __init__(self) -> None:
        self.pages: dict[int, bytearray] = {}

    def read(self, address: int, size: int) -> bytes:
        data = b""
        while size:
            page, at = address & -PAGE, address % PAGE
            if page not in self.pages:
                raise UnreadableError(f"nothing at {address:#x}")
            part = bytes(self.pages[page][at : at + size])
            data, address, size = data + part, address + len(part), size - len(part)
        return data

    def write(self, address: int, data: bytes) -> None:
        while data:
            page, at = address & -PAGE, address % PAGE
            part = data[: PAGE - at]
            self.pages.setdefault(page, bytearray(PAGE))[at : at + len(part)] = part
            address, data = address + len(part), data[len(part) :]


class Tables:
    """Page tables of an x86-64 kernel, in its own direct map.

    Args:
        memory: where they are written.
        base: virtual address of physical address 0.
        top: virtual address of the top table.
        room: physical address from which tables are made.
        levels: 4 or 5.
        encryption: bit that is set in every entry.
    """

    def __init__(
        self, memory: Memory, base: int, top: int, room: int, levels: int = 4, encryption: int = 0
    ) -> None:
        self.memory, self.base, self.top, self.room = memory, base, top, room
        self.levels, self.encryption = levels, encryption
        self._tables: dict[tuple[int, int], int] = {}
        memory.write(top, bytes(PAGE))

    def map(self, address: int, physical: int, level: int, flags: int) -> None:
        """Map one entry of ``level``; accessed and dirty are set, as a CPU would."""
        table = self.top
        for inner in range(self.levels, level, -1):
            table = self._below(table, address, inner)
        large = LARGE if level > 1 else 0
        self._set(table, address, level, physical | flags | large | 0x60 | self.encryption)

    def add(self, runs: Iterable[Run]) -> None:
        """The direct map of ``runs``."""
        for run in runs:
            level = LEVEL[run.level]
            step = PAGE << 9 * (level - 1)
            for i in range(run.count):
                physical = run.physical + i * step
                self.map(self.base + physical, physical, level, run.flags)

    def _below(self, table: int, address: int, level: int) -> int:
        key = (table, address >> 12 + 9 * (level - 1) & 511)
        if key not in self._tables:
            self._tables[key] = self.room
            self.memory.write(self.base + self.room, bytes(PAGE))
            self._set(table, address, level, self.room | TABLE_FLAGS | self.encryption)
            self.room += PAGE
        return self.base + self._tables[key]

    def _set(self, table: int, address: int, level: int, entry: int) -> None:
        index = address >> 12 + 9 * (level - 1) & 511
        self.memory.write(table + 8 * index, struct.pack("<Q", entry))


def write_packs(
    memory: Memory,
    head: int,
    room: int,
    layout: PackLayout,
    packs: Iterable[tuple[int, list[tuple[int, int]], bool]],
    chunks: int = 32768,
) -> None:
    """A list of packs: address, runs of chunks that are taken, dirty."""
    order = layout.order
    nodes = [head]
    for address, runs, dirty in packs:
        record, room = room, room + 2 * PAGE + chunks // 8
        bits = 0
        for first, count in runs:
            bits |= (1 << count) - 1 << first
        data = bits.to_bytes(chunks // 8, "little")
        if order == ">":
            data = b"".join(data[at : at + 8][::-1] for at in range(0, len(data), 8))
        memory.write(record + layout.ptr, struct.pack(f"{order}Q", address))
        if layout.dirty is not None:
            memory.write(record + layout.dirty, bytes([dirty]))
        memory.write(record + layout.bitmap, data)
        nodes.append(record + layout.list)
    for i, node in enumerate(nodes):
        following, previous = nodes[(i + 1) % len(nodes)], nodes[i - 1]
        memory.write(node, struct.pack(f"{order}QQ", following, previous))


def write_core(
    path: Path,
    memory: Memory,
    segments: Iterable[tuple[int, int, int | None]],
    vmcoreinfo: dict[str, str],
) -> None:
    """A core file as ``/proc/kcore`` is one; holes stay holes of the file.

    Args:
        path: where to.
        memory: what is in it.
        segments: virtual address, bytes, physical address.
        vmcoreinfo: what the note says.
    """
    listed = list(segments)
    text = "".join(f"{name}={value}\n" for name, value in vmcoreinfo.items()).encode()
    notes = note(b"CORE", 1, bytes(336)) + note(b"VMCOREINFO", 0, text)
    headers_size = 64 + 56 * (len(listed) + 1)
    offset = headers_size + len(notes)
    offset += -offset % PAGE
    programs = struct.pack("<IIQQQQQQ", 4, 0, headers_size, 0, 0, len(notes), 0, 0)
    places = []
    for address, size, physical in listed:
        where = (1 << 64) - 1 if physical is None else physical
        programs += struct.pack("<IIQQQQQQ", 1, 7, offset, address, where, size, size, PAGE)
        places.append((address, size, offset))
        offset += size
    ident = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = ident + struct.pack(
        "<HHIQQQIHHHHHH", 4, 62, 1, 0, 64, 0, 0, 64, 56, len(listed) + 1, 0, 0, 0
    )
    by_segment = defaultdict(list)
    for page in memory.pages:
        for address, size, place in places:
            if address <= page < address + size:
                by_segment[address].append((place + page - address, page))
    with path.open("wb") as file:
        file.write(header + programs + notes)
        file.truncate(offset)
        for found in by_segment.values():
            for place, page in sorted(found):
                file.seek(place)
                file.write(memory.pages[page])


def note(name: bytes, kind: int, data: bytes) -> bytes:
    name += b"\0"
    return (
        struct.pack("<III", len(name), len(data), kind)
        + name.ljust(-(-len(name) // 4) * 4, b"\0")
        + data.ljust(-(-len(data) // 4) * 4, b"\0")
    )
