"""``/proc/kcore`` and core files like it: the kernel's memory, read by virtual address.

An ELF core file: each PT_LOAD segment is a range of kernel memory with its virtual and, since
Linux 4.19, its physical address (``fs/proc/kcore.c``), and a note holds VMCOREINFO, the kernel's
own list of symbols and numbers (``kernel/vmcore_info.c``). Reading it needs root and
CONFIG_PROC_KCORE, and no lockdown.

Proved on core files that tests build with the recorded page tables and packs of real kernels in
them, and on the ``/proc/kcore`` of Debian's 6.1.192 and 6.12.117 in an emulated x86-64 machine
(4 and 5 levels of page tables, 1 and 2 NUMA nodes), where it gave the same packs and the same
direct map as `progpack.kernel.probememory`.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from progpack.errors import MissingFeatureError, ObjectError
from progpack.kernel.owned import Owned
from progpack.kernel.procfs import refusal
from progpack.kernel.rawmemory import DirectMapLayout, UnreadableError

if TYPE_CHECKING:
    from elftools.elf.elffile import ELFFile

__all__ = ["Kcore", "Segment"]

_KCORE = Path("/proc/kcore")
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
        MissingFeatureError: it is not there, or may not be read.
        ObjectError: it is not a core file of a 64-bit kernel.
    """

    def __init__(self, path: str | os.PathLike[str] = _KCORE) -> None:
        self.path = Path(path)
        try:
            self._fd = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
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
            os.close(fd)

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
            data = os.pread(self._fd, size, segment.offset + address - segment.address)
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
        """Where the direct map is and which page table to begin with (x86-64).

        Raises:
            UnreadableError: the file does not say.
            ObjectError: what it says is no number.
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
        from elftools.common.exceptions import ELFError
        from elftools.construct import ConstructError
        from elftools.elf.elffile import ELFFile

        with _Headers(os.dup(self._fd), "rb") as file:
            try:
                elf = ELFFile(file)
                if elf.elfclass != 64 or elf["e_type"] != "ET_CORE":
                    raise ObjectError(f"{self.path} is not a core file of a 64-bit kernel")
                return _segments(elf), _vmcoreinfo(elf)
            except (ELFError, ConstructError, OSError, ValueError, OverflowError) as error:
                raise ObjectError(f"{self.path} is not a core file: {error}") from None


class _Headers(FileIO):
    """The file as the ELF reader sees it: a damaged length must not ask for gigabytes."""

    _MOST = 1 << 20

    def read(self, size: int | None = -1) -> bytes:
        """At most 1 MiB at once.

        Raises:
            ValueError: more is asked for.
        """
        if size is None or not 0 <= size <= self._MOST:
            raise ValueError(f"a header or note of {size} bytes")
        return super().read(size)


def _segments(elf: ELFFile) -> tuple[Segment, ...]:
    found = []
    for one in elf.iter_segments("PT_LOAD"):
        physical = one["p_paddr"]
        where = None if physical == _NOWHERE else physical
        found.append(Segment(one["p_vaddr"], one["p_memsz"], one["p_offset"], where))
    return tuple(sorted(found, key=lambda segment: segment.address))


def _vmcoreinfo(elf: ELFFile) -> dict[str, str]:
    from elftools.elf.segments import NoteSegment

    for segment in elf.iter_segments("PT_NOTE"):
        notes = segment.iter_notes() if isinstance(segment, NoteSegment) else ()
        for note in notes:
            if note["n_name"] == "VMCOREINFO":
                raw = note["n_descdata"]
                text = raw.decode("latin-1") if isinstance(raw, bytes) else str(raw)
                pairs = (line.partition("=") for line in text.rstrip("\0").splitlines())
                return {name: value for name, _, value in pairs if name}
    return {}
