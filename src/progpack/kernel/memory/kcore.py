"""``/proc/kcore`` and core files like it: the kernel's memory, read by virtual address.

An ELF core file: each PT_LOAD segment is a range of kernel memory with its virtual and, since
Linux 4.19, its physical address (``fs/proc/kcore.c``), and a note holds VMCOREINFO, the kernel's
own list of symbols and numbers (``kernel/vmcore_info.c``). Reading it needs root and
CONFIG_PROC_KCORE, and no lockdown.

Proved on core files that tests build with the recorded page tables and packs of real kernels in
them, and on the ``/proc/kcore`` of Debian's 6.1.192 and 6.12.117 in an emulated x86-64 machine
(4 and 5 levels of page tables, 1 and 2 NUMA nodes), where it gave the same packs and the same
direct map as `progpack.kernel.memory.probe`.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack.elf import read as elf
from progpack.elf.read import ET_CORE, PT_LOAD, PT_NOTE, Header, notes, segments
from progpack.errors import MissingFeatureError, ObjectError
from progpack.kernel.memory.protocol import DirectMapLayout, UnreadableError
from progpack.kernel.proc.files import refusal
from progpack.owned import Owned

__all__ = ["Kcore", "Segment"]

_KCORE = Path("/proc/kcore")
# The number of segments did not fit; it is in the first section header (elf(5)).
_PN_XNUM: Final = 0xFFFF
# Of headers and notes, in bytes: a damaged length must not ask for gigabytes.
_MOST: Final = 1 << 20
# p_paddr of a range that has no single physical place, such as vmalloc's.
_NOWHERE = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A range of kernel memory in the file.

    Attributes:
        address: virtual address of its first byte.
        size: bytes.
        offset: where in the file.
        physical: physical address of its first byte, or None when its pages lie anywhere.
    """

    address: int
    size: int
    offset: int
    physical: int | None


class Kcore(Owned):
    """A core file of a 64-bit kernel; a context manager.

    Attributes:
        segments: the ranges of memory, by virtual address.
        vmcoreinfo: the kernel's list, such as ``SYMBOL(init_top_pgt)`` -> ``ffffffff...``; empty
            when the file has none.

    Raises:
        MissingFeatureError: /proc/kcore is not there, or may not be read.
        ObjectError: the file is not a core file of a 64-bit kernel.
    """

    def __init__(self, path: str | os.PathLike[str] = _KCORE) -> None:
        self.path = Path(path)
        try:
            self._fd = self._open()
        except OSError as error:
            why = f"kernel memory: {refusal(self.path, error)} (CONFIG_PROC_KCORE)"
            raise MissingFeatureError(why) from None
        try:
            self.segments, self.vmcoreinfo = self._parse()
        except BaseException:
            self.close()
            raise
        self._starts = [segment.address for segment in self.segments]

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            self._close(fd)

    def _open(self) -> int:
        return os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)

    def _close(self, fd: int) -> None:
        os.close(fd)

    def _pread(self, size: int, offset: int) -> bytes:
        return os.pread(self._fd, size, offset)

    def read(self, address: int, size: int) -> bytes:
        """Exactly ``size`` bytes of kernel memory at a virtual address, within one segment.

        Raises:
            UnreadableError: no segment has all of them, or the kernel does not give them.
        """
        index = bisect_right(self._starts, address) - 1
        segment = self.segments[index] if index >= 0 else None
        if segment is None or address + size > segment.address + segment.size:
            raise UnreadableError(f"{self.path} has no {size} bytes at {address:#x}")
        try:
            data = self._pread(size, segment.offset + address - segment.address)
        except OSError as error:
            raise UnreadableError(f"{self.path} at {address:#x}: {error.strerror}") from None
        if len(data) < size:
            raise UnreadableError(f"{self.path} ends after {len(data)} bytes at {address:#x}")
        return data

    def symbol(self, name: str) -> int | None:
        """The virtual address of a symbol that VMCOREINFO has, or None."""
        return self._number(f"SYMBOL({name})", 16)

    def number(self, name: str) -> int | None:
        """A number that VMCOREINFO has, or None."""
        return self._number(f"NUMBER({name})", 0)

    def _number(self, name: str, base: int) -> int | None:
        value = self.vmcoreinfo.get(name)
        try:
            return None if value is None else int(value, base)
        except ValueError:
            raise ObjectError(f"{self.path}: VMCOREINFO: {name} is {value!r}") from None

    def direct_map(self) -> DirectMapLayout:
        """Find the direct map and the page table to begin with (x86-64).

        Raises:
            UnreadableError: the file does not tell where they are.
            ObjectError: the file tells it by something that is no number.
        """
        offsets: Counter[int] = Counter()
        for segment in self.segments:
            if segment.physical is not None:
                offsets[segment.address - segment.physical] += segment.size
        table = self.symbol("init_top_pgt") or self.symbol("swapper_pg_dir")
        if not offsets or table is None:
            raise UnreadableError(f"{self.path} does not say where the direct map is")
        # The kernel's own text has another offset, and is far smaller than all memory.
        base = offsets.most_common(1)[0][0]
        ram = [
            s for s in self.segments if s.physical is not None and s.address - s.physical == base
        ]
        return DirectMapLayout(
            table=table,
            base=base,
            start=min(segment.address for segment in ram),
            end=max(segment.address + segment.size for segment in ram),
            levels=5 if self.number("pgtable_l5_enabled") else 4,
            encryption=self.number("sme_mask") or 0,
        )

    def _parse(self) -> tuple[tuple[Segment, ...], dict[str, str]]:
        try:
            header = Header.read(self._bytes(0, Header.MOST), str(self.path))
        except ObjectError as error:
            raise ObjectError(f"{self.path} is not a core file: {error}") from None
        if header.form.bits != 64 or header.type != ET_CORE:
            raise ObjectError(f"{self.path} is not a core file of a 64-bit kernel")
        table, form = header.segments, header.form
        count = table.count
        if count == _PN_XNUM:
            first = self._bytes(header.sections.offset, form.section.size)
            count = form.section.unpack(first)[7]
        if count and table.entry != form.segment.size:
            raise self._damaged(f"segments of {table.entry} bytes")
        parts = list(segments(header, self._bytes(table.offset, count * form.segment.size)))
        return _loaded(parts), self._vmcoreinfo(header, parts)

    def _vmcoreinfo(self, header: Header, found: Iterable[elf.Segment]) -> dict[str, str]:
        for segment in found:
            if segment.type != PT_NOTE:
                continue
            for owner, _, content in notes(header, self._bytes(segment.offset, segment.size)):
                if owner == b"VMCOREINFO":
                    lines = content.decode("latin-1").rstrip("\0").splitlines()
                    pairs = (line.partition("=") for line in lines)
                    return {name: value for name, _, value in pairs if name}
        return {}

    def _bytes(self, offset: int, size: int) -> bytes:
        """Read a header or a note of the file; the memory itself is far too big for this."""
        if size > _MOST:
            raise self._damaged(f"a header or note of {size} bytes")
        try:
            data = self._pread(size, offset)
        except (OSError, OverflowError) as error:
            raise self._damaged(f"{size} bytes at {offset}: {error}") from None
        # The header itself says what is missing of it.
        if len(data) < size and offset:
            raise self._damaged(f"{size} bytes at {offset} reach past its end")
        return data

    def _damaged(self, what: str) -> ObjectError:
        return ObjectError(f"{self.path} is not a core file: {what}")


def _loaded(found: Iterable[elf.Segment]) -> tuple[Segment, ...]:
    loaded = [
        Segment(
            one.address,
            one.size_in_memory,
            one.offset,
            None if one.physical == _NOWHERE else one.physical,
        )
        for one in found
        if one.type == PT_LOAD
    ]
    return tuple(sorted(loaded, key=lambda segment: segment.address))
