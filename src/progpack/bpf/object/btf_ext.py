"""``.BTF.ext``: source lines, function types and CO-RE relocations of an object's code.

The format is that of ``Documentation/bpf/btf.rst`` (Linux 6.18). Records are grouped by ELF
section; offsets of instructions, which are bytes in the file, are slots here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from progpack.bpf.btf.types import Btf
from progpack.bpf.spec import CoreKind, CoreRelocation
from progpack.errors import ObjectError
from progpack.records import dataclass, field

__all__ = ["BtfExt", "SectionInfo", "read_btf_ext"]

#: Longest source line that is kept, in characters.
MAX_LINE: Final = 200


@dataclass(slots=True)
class SectionInfo:
    """The facts about the code of one section, by slot.

    Attributes:
        lines: slot -> ``file:line: text`` where a source line starts.
        functions: slot -> BTF type of the function that starts there.
        core: slot -> CO-RE relocation of its instruction.
    """

    lines: dict[int, str] = field(default_factory=dict)
    functions: dict[int, int] = field(default_factory=dict)
    core: dict[int, CoreRelocation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BtfExt:
    """The records of a ``.BTF.ext`` section by the name of the ELF section they describe."""

    sections: dict[str, SectionInfo] = field(default_factory=dict)

    def section(self, name: str) -> SectionInfo:
        """Return the facts about this section, of which there may be none."""
        return self.sections.get(name) or SectionInfo()


def read_btf_ext(data: bytes, btf: Btf, name: str) -> BtfExt:
    """Read a ``.BTF.ext`` section.

    Args:
        data: the section.
        btf: the object's types; the strings are there.
        name: name of the file, for messages.

    Raises:
        ObjectError: a header, a record or a string cannot be read.
    """
    return _Reader(data, btf, name).read()


class _Reader:
    def __init__(self, data: bytes, btf: Btf, name: str) -> None:
        self._data = data
        self._btf = btf
        self._name = name
        self._order = btf.order
        self._result = BtfExt()

    def read(self) -> BtfExt:
        magic, version, _, header = self._words("HBBI", 0, len(self._data))
        if magic != 0xEB9F or version != 1:
            raise self._error(f"magic {magic:#x} or version {version} is unknown")
        parts = 3 if header >= 32 else 2
        words = self._words("II" * parts, 8, len(self._data))
        tables = (("II", self._function), ("IIII", self._line), ("IIII", self._core))
        for part, (layout, take) in enumerate(tables[:parts]):
            offset, size = words[2 * part : 2 * part + 2]
            if not size:
                continue
            for section, record in self._records(header + offset, size, layout):
                take(self._result.sections.setdefault(section, SectionInfo()), record)
        return self._result

    def _function(self, info: SectionInfo, record: tuple[int, ...]) -> None:
        at, type_id = record
        info.functions[at // 8] = type_id

    def _line(self, info: SectionInfo, record: tuple[int, ...]) -> None:
        at, file, line, where = record
        # Several records may start at one instruction; the last is the innermost.
        text = self._btf.string(line).strip()[:MAX_LINE]
        position = f"{self._btf.string(file)}:{where >> 10}"
        info.lines[at // 8] = f"{position}: {text}" if text else position

    def _core(self, info: SectionInfo, record: tuple[int, ...]) -> None:
        at, type_id, access, kind = record
        try:
            known = CoreKind(kind)
        except ValueError:
            raise self._error(f"CO-RE relocation kind {kind} is unknown") from None
        info.core[at // 8] = CoreRelocation(known, type_id, self._btf.string(access))

    def _records(self, start: int, size: int, layout: str) -> Iterator[tuple[str, tuple[int, ...]]]:
        end = start + size
        if end > len(self._data):
            raise self._error("a table reaches past the end")
        (stride,) = self._words("I", start, end)
        unpack = struct.Struct(self._order + layout)
        if stride < unpack.size or stride % 4:
            raise self._error(f"records of {stride} bytes are too short")
        at = start + 4
        while at < end:
            where, count = self._words("II", at, end)
            at += 8
            if count * stride > end - at:
                raise self._error(f"{count} records reach past the end of their table")
            section = self._btf.string(where)
            for _ in range(count):
                yield section, unpack.unpack_from(self._data, at)
                at += stride

    def _words(self, layout: str, at: int, end: int) -> tuple[int, ...]:
        layout = self._order + layout
        if at + struct.calcsize(layout) > end:
            raise self._error("it is cut off")
        return struct.unpack_from(layout, self._data, at)

    def _error(self, text: str) -> ObjectError:
        return ObjectError(
            f"{self._name}: section .BTF.ext: {text}; compile the object again with -g"
        )
