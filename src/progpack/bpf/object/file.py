"""A 64-bit relocatable BPF object: what loading wants of the ELF container."""

from __future__ import annotations

from typing import ClassVar, Final

from progpack.elf.read import ET_REL, SHT_REL, SHT_RELA, ElfFile, Relocation, Section, Symbol
from progpack.errors import ObjectError
from progpack.records import cached_property

__all__ = ["ElfImage"]

_SHF_COMPRESSED: Final = 0x800
_EM_BPF: Final = 247
_MOST_ZEROS: Final = 64 << 20
_MACHINES: Final = {
    3: "EM_386",
    20: "EM_PPC",
    21: "EM_PPC64",
    22: "EM_S390",
    40: "EM_ARM",
    62: "EM_X86_64",
    183: "EM_AARCH64",
    243: "EM_RISCV",
    _EM_BPF: "EM_BPF",
    258: "EM_LOONGARCH",
}
_FILE_TYPES: Final = {0: "ET_NONE", ET_REL: "ET_REL", 2: "ET_EXEC", 3: "ET_DYN", 4: "ET_CORE"}


class ElfImage(ElfFile):
    """An object file that was opened; nothing in it has a meaning yet.

    Args:
        data: the file.
        name: for messages.

    Raises:
        ObjectError: the file is not a BPF ELF object, or its tables are damaged.
    """

    cure: ClassVar[str] = 'compile it with "clang -g -O2 -target bpf -c"'
    most_sections: ClassVar[int] = 4096
    longest_name: ClassVar[int | None] = 1024

    @property
    def order(self) -> str:
        """``<`` or ``>``, the byte order as `struct` has it."""
        return self.header.form.order

    def contents(self, section: Section) -> bytes:
        """The bytes of a section; zeros for one that has none in the file.

        Raises:
            ObjectError: the section reaches past the end of the file, is compressed or far too big.
        """
        if section.empty_in_file:
            if section.size > _MOST_ZEROS:
                raise self.error(section, f"has {section.size:,} bytes of zeros, too many")
            return bytes(section.size)
        if section.flags & _SHF_COMPRESSED:
            raise self.error(section, "is compressed; link without --compress-sections")
        return super().contents(section)

    def relocations(self) -> dict[int, list[Relocation]]:
        """Relocations by the number of the section they change; debugging sections excluded.

        Raises:
            ObjectError: a table is damaged, or names a symbol that does not exist.
        """
        result: dict[int, list[Relocation]] = {}
        for section in self.sections:
            if section.type not in (SHT_REL, SHT_RELA):
                continue
            if not 0 < section.info < len(self.sections):
                raise self.error(section, f"is about section {section.info}, which does not exist")
            target = self.sections[section.info]
            if target.name.startswith((".debug", ".BTF", ".eh_frame")):
                continue
            if section.type == SHT_RELA and section.size:
                raise self.error(section, f"has explicit addends; BPF objects use REL: {self.cure}")
            result.setdefault(section.info, []).extend(self.entries(section))
        return result

    @cached_property
    def is_of_gcc(self) -> bool:
        """Whether gcc made it, as ``.comment`` says."""
        section = self.find(".comment")
        return section is not None and b"GCC:" in self.contents(section)

    def addend(self, symbol: Symbol, stored: int) -> int | None:
        """Return the addend of a reference to a symbol, in bytes; None: it could be one of two.

        gcc of Debian 12 stores the symbol's own value with the addend, and the value would count
        twice; other compilers store the addend alone. What lies in the symbol is meant.

        Args:
            symbol: the symbol.
            stored: what the instruction has.
        """
        if not self.is_of_gcc or symbol.is_section or not symbol.value:
            return stored
        meant = {at for at in (stored, stored - symbol.value) if 0 <= at < max(symbol.size, 1)}
        return meant.pop() if len(meant) == 1 else None

    def _check(self) -> None:
        header = self.header
        if header.form.bits != 64 or header.machine != _EM_BPF:
            name = _MACHINES.get(header.machine, f"machine {header.machine}")
            raise ObjectError(
                f"{self.name}: an object for {name} ({header.form.bits} bits), not for BPF;"
                f" {self.cure}"
            )
        if header.type != ET_REL:
            name = _FILE_TYPES.get(header.type, str(header.type))
            raise ObjectError(
                f"{self.name}: ELF type {name} is not a relocatable object; {self.cure}"
            )
