"""A relocatable object of another compiler: what linking wants of the ELF container."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import ClassVar, Final

from progpack.elf.read import (
    ET_REL,
    SHN_LORESERVE,
    SHN_UNDEF,
    SHN_XINDEX,
    SHT_REL,
    SHT_RELA,
    ElfFile,
    Relocation,
)
from progpack.errors import ObjectError

__all__ = ["ElfObject"]

#: LLVM's compact relocations, which are still an experiment.
_SHT_CREL: Final = 0x40000014


class ElfObject(ElfFile):
    """An object file that was opened; 32 or 64 bits, in either byte order.

    Args:
        data: the file.
        name: for messages.

    Raises:
        ObjectError: the file is no such object, or a table reaches past the end of the file.
    """

    cure: ClassVar[str] = 'it has to be what "cc -c" makes'

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name)
        for symbol in self.symbols:
            if symbol.section == SHN_XINDEX:
                raise ObjectError(f"{name}: it has more sections than are read here (65,279)")
            if len(self.sections) <= symbol.section < SHN_LORESERVE:
                raise ObjectError(
                    f"{name}: a symbol is in section {symbol.section}, which does not exist"
                )

    @property
    def machine(self) -> int:
        """``EM_`` number."""
        return self.header.machine

    def relocations(
        self, of: Container[int] | None = None
    ) -> Iterator[tuple[int, list[Relocation]]]:
        """(number of a section that is there when the program runs, relocations in it).

        Args:
            of: only those of sections with these numbers.

        Raises:
            ObjectError: a table is damaged, or names what does not exist.
        """
        for section in self.sections:
            if section.type not in (SHT_RELA, SHT_REL, _SHT_CREL):
                continue
            if not SHN_UNDEF < section.info < len(self.sections):
                raise self.error(section, f"is about section {section.info}, which does not exist")
            if not self.sections[section.info].allocated:
                continue
            if of is not None and section.info not in of:
                continue
            inline = section.type == SHT_REL and self.header.form.bits == 64
            if section.type == _SHT_CREL or inline:
                raise self.error(
                    section, f"is not a table of relocations with addends (SHT_RELA); {self.cure}"
                )
            yield section.info, list(self.entries(section))

    def _check(self) -> None:
        if self.header.type != ET_REL:
            raise ObjectError(
                f"{self.name}: ELF type {self.header.type} is not a relocatable object; {self.cure}"
            )
