"""ELF objects as clang 14 to 22 writes them for ``-target bpf`` -> `ObjectSpec`.

What libbpf does when it opens an object, without a kernel: programs are found by the names of
their sections, maps by their BTF and by the names of data sections, references to maps and global
variables are resolved, and every subprogram that a program reaches is appended to it once, in
libbpf's order (``bpf_object__reloc_code()``, libbpf 1.6).

Three things differ on purpose:

* **CO-RE relocations are read and not applied.** Field offsets and sizes stay at the values
  that clang put in, those of the types in the source, which is right for types that the program
  declares itself and for context given to it in that layout. `progpack.bpf.fit.core.relocate`
  applies them.
* Static functions may also be in a program's own section, not only in ``.text``.
* Functions in ``.text`` are programs of type FLAT when the object has no other programs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from progpack import files
from progpack.bpf.btf.types import Btf
from progpack.bpf.context.sections import SectionKind, section_kind
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, Insns, decode
from progpack.bpf.object import recent
from progpack.bpf.object.btf_ext import BtfExt, SectionInfo, read_btf_ext
from progpack.bpf.object.choice import file_and_choice, own_object
from progpack.bpf.object.externs import read_externs
from progpack.bpf.object.file import ElfImage
from progpack.bpf.object.initial_values import set_initial_values
from progpack.bpf.object.maps import MAPS, ObjectMaps, is_data_section, read_maps
from progpack.bpf.spec import (
    KCONFIG,
    KSYMS,
    CoreRelocation,
    Extern,
    Function,
    MapRef,
    ObjectSpec,
    ProgramSpec,
    ProgramType,
)
from progpack.elf.read import (
    SHN_ABS,
    SHN_COMMON,
    SHN_UNDEF,
    SHT_PROGBITS,
    Relocation,
    Section,
    Symbol,
)
from progpack.errors import ObjectError
from progpack.records import dataclass, field

__all__ = ["read_object"]

#: Largest object file in bytes.
MAX_FILE: Final = 256 << 20
#: Most slots of code in an object, and in all its programs with their subprograms.
MAX_SLOTS: Final = 4 * isa.BPF_MAX_INSNS

_R_BPF_64_64: Final = 1
_R_BPF_64_32: Final = 10
_TEXT: Final = ".text"


def read_object(
    source: str | os.PathLike[str] | bytes,
    name: str = "object",
    *,
    skip_unsupported: bool = False,
) -> ObjectSpec:
    """Read an ELF object as clang writes it for ``-target bpf``.

    Args:
        source: path of the object, or of a tool that carries one as data (a libbpf skeleton); or
            the bytes of such a file. ``tool@2`` is the second of several, ``tool@NAME`` the one
            that has a program or map of that name.
        name: for bytes, path or name of the file, for messages; the object is named after its last
            part.
        skip_unsupported: whether programs and maps that cannot be read are left out;
            `ObjectSpec.skipped` says which and why.

    Raises:
        ObjectError: the object cannot be read, is damaged, carries none or several objects, or
            needs what only a kernel has; the message names the file, the section and the cure.
    """
    if isinstance(source, bytes):
        data = own_object(source, name, "")
    else:
        path, chosen = file_and_choice(Path(source))
        name = os.fspath(Path(source))
        data = own_object(_contents(path), name, chosen)
    key = (data, name, skip_unsupported)
    known = recent.find(key)
    if known is None:
        known = _Object(ElfImage(data, name), skip=skip_unsupported).read()
        recent.keep(key, known)
    return known


def _contents(path: Path) -> bytes:
    try:
        return files.read_file(path, MAX_FILE)
    except OSError as error:
        raise ObjectError(f"{path}: cannot be read: {error.strerror or error}") from None


@dataclass(slots=True)
class _Code:
    """One function as it is in the file, its references resolved.

    ``start`` and ``end`` are slots of its section; ``calls`` and ``maps`` are by slot from its
    start, as are ``lines``.
    """

    name: str
    section: Section
    start: int
    end: int
    local: bool
    insns: list[Insn] = field(default_factory=list)
    calls: dict[int, tuple[int, int]] = field(default_factory=dict)
    callbacks: set[int] = field(default_factory=set)
    maps: dict[int, MapRef] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    core: dict[int, CoreRelocation] = field(default_factory=dict)
    externs: dict[int, str] = field(default_factory=dict)
    type_id: int = 0
    read: bool = False


class _Object:
    """One object while it is read."""

    def __init__(self, image: ElfImage, *, skip: bool = False) -> None:
        self._image = image
        self._skip = skip
        self._skipped: dict[str, str] = {}
        self._btf = self._read_btf()
        self._ext = self._read_ext()
        self._maps: ObjectMaps = read_maps(image, self._btf, skip=skip)
        self._externs = read_externs(image, self._btf, self._maps)
        self._relocations = image.relocations()
        self._insns: dict[int, list[Insn]] = {}
        self._sites: dict[int, dict[int, Relocation]] = {}
        self._info: dict[int, SectionInfo] = {}
        # (section number, first slot) -> function
        self._functions: dict[tuple[int, int], _Code] = {}
        self._refusal: ObjectError | None = None
        self._left = MAX_SLOTS
        self._untyped_taken: set[str] = set()

    def read(self) -> ObjectSpec:
        self._read_functions()
        self._read_untyped()
        programs: dict[str, ProgramSpec] = {}
        license_text = _license(self._image)
        for code, kind in self._mains():
            if code.name in programs:
                raise self._image.error(code.section, f"has a second program {code.name!r}")
            try:
                programs[code.name] = self._program(code, kind, license_text)
            except ObjectError as error:
                self._skip_or_raise(code.name, error)
        skipped = self._maps.skipped | self._skipped
        set_initial_values(self._image, self._maps, self._relocations, programs, skipped)
        if not programs and not self._maps.maps:
            if self._refusal is not None:
                raise self._refusal  # it says more than that nothing is left
            hint = next(self._untyped(), _without_symbols(self._image))
            raise ObjectError(f"{self._image.name}: it has neither programs nor maps; {hint}")
        return ObjectSpec(
            _object_name(self._image.name),
            license_text,
            programs,
            self._maps.maps,
            "little" if self._image.order == "<" else "big",
            self._btf,
            tuple(self._notes(programs)),
            self._externs,
            skipped,
        )

    def _skip_or_raise(self, name: str, error: ObjectError) -> None:
        """Note that a program is left out, where that is allowed."""
        if not self._skip:
            raise error
        self._refusal = self._refusal or error
        self._skipped[name] = str(error)

    # Sections that are not code.

    def _read_btf(self) -> Btf | None:
        section = self._image.find(".BTF")
        if section is None or not section.size:
            return None
        btf = Btf(self._image.contents(section), self._image.name)
        if btf.order != self._image.order:
            raise self._image.error(section, "has another byte order than the file")
        layout = {}
        for part in self._image.sections:
            if part.name == MAPS or is_data_section(part.name):
                layout[part.index] = (part.name, part.size, dict[str, int]())
        for symbol in self._image.symbols:
            if symbol.section in layout and symbol.name and not symbol.is_section:
                layout[symbol.section][2][symbol.name] = symbol.value & 0xFFFFFFFF
        return btf.with_layout(
            {name: (size & 0xFFFFFFFF, offsets) for name, size, offsets in layout.values()}
        )

    def _read_ext(self) -> BtfExt:
        section = self._image.find(".BTF.ext")
        if section is None or not section.size or self._btf is None:
            return BtfExt()
        return read_btf_ext(self._image.contents(section), self._btf, self._image.name)

    def _notes(self, programs: dict[str, ProgramSpec]) -> Iterator[str]:
        yield from self._maps.notes
        core = sum(len(program.core) for program in programs.values())
        if core:
            yield (
                f"{core} CO-RE relocations are left at the values of the compiler's own types;"
                " no kernel's BTF is applied"
            )
        for index, entries in self._relocations.items():
            name = self._image.sections[index].name
            if entries and is_data_section(name):
                yield f"section {name} holds {len(entries)} addresses, which are not filled in"
        yield from self._untyped()
        for program in programs.values():
            if program.type == ProgramType.UNSPEC:
                yield (
                    f"program {program.name}: section {program.section!r} names no program type"
                    ' that libbpf knows; write for example SEC("xdp") or SEC("socket")'
                )

    def _untyped(self) -> Iterator[str]:
        """Yield a note for each global symbol of code without a type; libbpf skips these."""
        for symbol, section in _untyped_symbols(self._image):
            what = f"symbol {symbol.name!r} in section {section.name} has no type"
            if symbol.name in self._untyped_taken:
                yield f"{what}; it is taken for a function, and libbpf would skip it"
            else:
                yield (
                    f"{what}, so it is no program; in assembler, .type {symbol.name}, @function"
                    " makes it one"
                )

    # Functions.

    def _read_functions(self) -> None:
        for symbol in self._image.symbols:
            if not symbol.is_function or not 0 < symbol.section < len(self._image.sections):
                continue
            section = self._image.sections[symbol.section]
            if not section.executable or section.type != SHT_PROGBITS:
                continue
            start, size = symbol.value, symbol.size
            if start % isa.SLOT or size % isa.SLOT or not size or start + size > section.size:
                error = self._image.error(
                    section,
                    f"has a function {symbol.name!r} of {size} bytes at {start}, which is no"
                    " whole number of instructions inside it; compile it again",
                )
                self._skip_or_raise(symbol.name, error)
                continue
            key = section.index, start // isa.SLOT
            known = self._functions.get(key)
            # Of two names for one place the global one is the program.
            if known is None or known.local:
                self._functions[key] = _Code(
                    symbol.name, section, key[1], key[1] + size // isa.SLOT, symbol.is_local
                )

    def _read_untyped(self) -> None:
        """Take the global symbols of sections without functions for functions.

        LLVM before 6 and assemblers without ``.type`` write such (STT_NOTYPE). One reaches to the
        next, or to the end of its section.
        """
        typed = {index for index, _ in self._functions}
        places: dict[int, dict[int, str]] = {}
        for symbol, section in _untyped_symbols(self._image):
            if section.index not in typed and symbol.value < section.size:
                places.setdefault(section.index, {})[symbol.value] = symbol.name
        for index, names in places.items():
            section = self._image.sections[index]
            starts = sorted(names)
            for start, end in zip(starts, [*starts[1:], section.size], strict=True):
                if start % isa.SLOT or end % isa.SLOT:
                    continue
                self._untyped_taken.add(names[start])
                first, last = start // isa.SLOT, end // isa.SLOT
                code = _Code(names[start], section, first, last, local=False)
                self._functions[index, first] = code

    def _mains(self) -> Iterator[tuple[_Code, SectionKind]]:
        """The functions that are programs, in the order of the file."""
        ordered = [self._functions[key] for key in sorted(self._functions)]
        entries = [code for code in ordered if not code.local and code.section.name != _TEXT]
        if entries:
            for code in entries:
                yield code, section_kind(code.section.name)
            return
        for code in ordered:
            if not code.local:
                yield code, SectionKind(ProgramType.FLAT)

    def _program(self, main: _Code, kind: SectionKind, license_text: str) -> ProgramSpec:
        order = self._reach(main)
        starts: dict[tuple[int, int], int] = {}
        insns: list[Insn] = []
        functions = []
        for code in order:
            start = len(insns)
            starts[code.section.index, code.start] = start
            insns += code.insns
            functions.append(Function(code.name, start, len(insns), code.type_id))
        maps: dict[int, MapRef] = {}
        lines: dict[int, str] = {}
        core: dict[int, CoreRelocation] = {}
        externs: dict[int, str] = {}
        for code, function in zip(order, functions, strict=True):
            for at, target in code.calls.items():
                pc = function.start + at
                distance = starts[target] - pc - 1
                if at in code.callbacks:
                    insns[pc] = Insn(isa.LDDW, insns[pc].dst, isa.BPF_PSEUDO_FUNC, 0, distance)
                else:
                    insns[pc] = Insn(isa.CALL, 0, isa.BPF_PSEUDO_CALL, 0, distance)
            maps.update((function.start + at, ref) for at, ref in code.maps.items())
            lines.update((function.start + at, text) for at, text in code.lines.items())
            externs.update((function.start + at, name) for at, name in code.externs.items())
            core.update((function.start + at, asked) for at, asked in code.core.items())
        return ProgramSpec(
            main.name,
            main.section.name,
            kind.type,
            Insns(insns),
            tuple(functions),
            maps,
            license_text,
            core,
            externs,
            lines,
            kind.attach,
            kind.attach_type,
            kind.flags,
            kind.autoload,
        )

    def _reach(self, main: _Code) -> list[_Code]:
        """Every function that ``main`` needs, itself first: depth first, in the order of calls."""
        order, seen = [self._resolved(main)], {(main.section.index, main.start)}
        self._spend(main)
        stack = [iter(main.calls.values())]
        while stack:
            target = next(stack[-1], None)
            if target is None:
                stack.pop()
            elif target not in seen:
                seen.add(target)
                code = self._resolved(self._functions[target])
                self._spend(code)
                order.append(code)
                stack.append(iter(code.calls.values()))
        return order

    def _spend(self, code: _Code) -> None:
        self._left -= code.end - code.start
        if self._left < 0:
            raise ObjectError(
                f"{self._image.name}: its programs have more than {MAX_SLOTS:,} instructions"
                " together; split the object"
            )

    def _resolved(self, code: _Code) -> _Code:
        """The function with its references resolved, which is done when it is first needed."""
        if not code.read:
            self._resolve(code)
            code.read = True
        return code

    def _resolve(self, code: _Code) -> None:
        code.calls, code.maps, code.externs = {}, {}, {}
        section = code.section
        insns = self._section_insns(section)
        sites = self._section_sites(section)
        code.insns = insns[code.start : code.end]
        for at, insn in enumerate(code.insns):
            slot = code.start + at
            relocation = sites.get(slot)
            extern = self._extern(relocation) if relocation is not None else None
            if extern is not None:
                self._want(code, at, extern)
            elif insn.opcode == isa.CALL and insn.src == isa.BPF_PSEUDO_CALL:
                code.calls[at] = self._callee(section, slot, insn, relocation)
            elif relocation is not None:
                self._address(code, at, relocation)
        # In the order of their places, in which libbpf appends what is called.
        code.calls = dict(sorted(code.calls.items()))
        info = self._section_info(section)
        code.lines = {
            slot - code.start: info.lines[slot]
            for slot in range(code.start, code.end)
            if slot in info.lines
        }
        code.core = {
            slot - code.start: info.core[slot]
            for slot in range(code.start, code.end)
            if slot in info.core
        }
        code.type_id = info.functions.get(code.start, 0)

    def _section_insns(self, section: Section) -> list[Insn]:
        insns = self._insns.get(section.index)
        if insns is None:
            if section.size > MAX_SLOTS * isa.SLOT:
                raise self._image.error(section, f"of {section.size:,} bytes is too big for code")
            data = self._image.contents(section)
            if len(data) % isa.SLOT:
                raise self._image.error(
                    section, f"of {len(data)} bytes is no whole number of 8-byte instructions"
                )
            order = "little" if self._image.order == "<" else "big"
            insns = self._insns[section.index] = decode(data, order)
        return insns

    def _section_sites(self, section: Section) -> dict[int, Relocation]:
        sites = self._sites.get(section.index)
        if sites is None:
            sites = self._sites[section.index] = {}
            for relocation in self._relocations.get(section.index, ()):
                if relocation.offset % isa.SLOT or relocation.offset >= section.size:
                    raise self._image.error(
                        section,
                        f"has a relocation at byte {relocation.offset}, which is no instruction",
                    )
                sites[relocation.offset // isa.SLOT] = relocation
        return sites

    def _section_info(self, section: Section) -> SectionInfo:
        info = self._info.get(section.index)
        if info is None:
            info = self._info[section.index] = self._ext.section(section.name)
        return info

    # References.

    def _callee(
        self, section: Section, slot: int, insn: Insn, relocation: Relocation | None
    ) -> tuple[int, int]:
        """Return the function that a call goes to: (section number, first slot)."""
        if relocation is None:
            target = section.index, slot + 1 + insn.imm
            what = "the call"
        else:
            symbol = self._image.symbols[relocation.symbol]
            what = f"the call of {symbol.name!r}" if symbol.name else "the call"
            if relocation.type != _R_BPF_64_32:
                raise self._site_error(section, slot, _unknown_relocation(relocation))
            if symbol.section == SHN_UNDEF:
                raise self._site_error(section, slot, self._undefined(symbol, "function"))
            # A function's symbol has its place and the instruction -1; a section's symbol has 0,
            # and the instruction the place.
            target = symbol.section, symbol.value // isa.SLOT + insn.imm + 1
        if target not in self._functions:
            raise self._site_error(
                section, slot, f"{what} goes where no function starts; compile it again"
            )
        return target

    def _extern(self, relocation: Relocation) -> Extern | None:
        symbol = self._image.symbols[relocation.symbol]
        return self._externs.get(symbol.name) if symbol.section == SHN_UNDEF else None

    def _want(self, code: _Code, at: int, extern: Extern) -> None:
        """Note what an instruction wants from the kernel."""
        insn = code.insns[at]
        if insn.opcode == isa.LDDW and at + 1 < len(code.insns):
            if extern.section == KCONFIG:
                code.maps[at] = MapRef(KCONFIG, extern.offset + insn.imm)
                code.insns[at] = Insn(isa.LDDW, insn.dst, isa.BPF_PSEUDO_MAP_VALUE)
                code.insns[at + 1] = Insn(0, imm=extern.offset + insn.imm)
                return
            code.insns[at : at + 2] = [Insn(isa.LDDW, insn.dst), Insn(0)]
        elif insn.opcode == isa.CALL and extern.section == KSYMS:
            code.insns[at] = Insn(isa.CALL, 0, isa.BPF_PSEUDO_KFUNC_CALL)
        else:
            raise self._site_error(
                code.section, code.start + at, f"uses {extern.name!r} ({extern.section}) wrongly"
            )
        code.externs[at] = extern.name

    def _address(self, code: _Code, at: int, relocation: Relocation) -> None:
        """Resolve an LDDW of a map or of a global variable."""
        slot = code.start + at
        section, image = code.section, self._image
        first = code.insns[at]
        symbol = image.symbols[relocation.symbol]
        if relocation.type != _R_BPF_64_64 or first.opcode != isa.LDDW or at + 1 >= len(code.insns):
            raise self._site_error(section, slot, _unknown_relocation(relocation, first))
        if 0 < symbol.section < len(image.sections) and image.sections[symbol.section].executable:
            target = symbol.section, (symbol.value + first.imm) // isa.SLOT
            if target not in self._functions:
                raise self._site_error(section, slot, "takes an address where no function starts")
            code.calls[at] = target
            code.callbacks.add(at)
            code.insns[at : at + 2] = [Insn(isa.LDDW, first.dst, isa.BPF_PSEUDO_FUNC), Insn(0)]
            return
        ref = self._reference(section, slot, symbol, first.imm)
        code.maps[at] = ref
        kind = isa.BPF_PSEUDO_MAP_FD if ref.offset is None else isa.BPF_PSEUDO_MAP_VALUE
        code.insns[at] = Insn(isa.LDDW, first.dst, kind)
        code.insns[at + 1] = Insn(0, imm=ref.offset or 0)

    def _reference(self, section: Section, slot: int, symbol: Symbol, addend: int) -> MapRef:
        image = self._image
        if symbol.section == SHN_UNDEF:
            raise self._site_error(section, slot, self._undefined(symbol, "variable"))
        if symbol.section in (SHN_ABS, SHN_COMMON) or symbol.section >= len(image.sections):
            raise self._site_error(
                section,
                slot,
                f"{symbol.name!r} is in no section of this file; give it an initial value",
            )
        target = image.sections[symbol.section]
        if target.name == MAPS:
            # libbpf looks at the value of a map's symbol alone.
            at = symbol.value + addend if symbol.is_section else symbol.value
            name = self._maps.at.get(at)
            if name is None:
                raise self._site_error(section, slot, f"no map starts at {at} in {MAPS}")
            return MapRef(name)
        own = image.addend(symbol, addend)
        if own is None:
            text = f"it is not clear which byte of {symbol.name!r} gcc means; compile with clang"
            raise self._site_error(section, slot, text)
        addend = own
        legacy = self._maps.legacy.get((symbol.section, symbol.value + addend))
        if legacy is not None:
            return MapRef(legacy)
        if target.name in self._maps.maps and is_data_section(target.name):
            offset = symbol.value + addend
            if not 0 <= offset <= target.size:
                raise self._site_error(
                    section, slot, f"{offset} is outside {target.name} of {target.size} bytes"
                )
            return MapRef(target.name, offset)
        raise self._site_error(
            section,
            slot,
            f"uses {symbol.name or 'data'!r} in section {target.name!r}, which is no map;"
            + _instead_of_variables(target.name),
        )

    @staticmethod
    def _undefined(symbol: Symbol, what: str) -> str:
        return f"needs the {what} {symbol.name!r}, which is not in the object; link it in"

    def _site_error(self, section: Section, slot: int, text: str) -> ObjectError:
        names = (
            code.name
            for code in self._functions.values()
            if code.section is section and code.start <= slot < code.end
        )
        name = next(names, None)
        where = f"(function {name}), " if name else ""
        return self._image.error(section, f"{where}instruction {slot}: {text}")


def _instead_of_variables(section: str) -> str:
    """Say what a section holds that is none of those with variables."""
    if section.startswith(".addr_space."):
        return " its variables are in an arena (BPF_MAP_TYPE_ARENA), and arenas are not provided"
    return " only .rodata, .data and .bss hold variables"


def _license(image: ElfImage) -> str:
    section = image.find("license")
    if section is None:
        return ""
    text = image.contents(section).split(b"\0", 1)[0]
    return text[:128].decode("utf-8", "backslashreplace")


def _without_symbols(image: ElfImage) -> str:
    for section in image.sections:
        if section.executable and section.type == SHT_PROGBITS and section.size:
            return f"section {section.name} has code and no global symbol that names it"
    return 'put a program into a section, as in SEC("xdp")'


def _untyped_symbols(image: ElfImage) -> Iterator[tuple[Symbol, Section]]:
    for symbol in image.symbols:
        if symbol.type or symbol.is_local or not symbol.name:
            continue
        if 0 < symbol.section < len(image.sections):
            section = image.sections[symbol.section]
            if section.executable and section.type == SHT_PROGBITS:
                yield symbol, section


def _unknown_relocation(relocation: Relocation, insn: Insn | None = None) -> str:
    on = "" if insn is None else f" on opcode {insn.opcode:#04x}"
    return (
        f"has a relocation of type {relocation.type}{on}, which BPF code does not have;"
        ' compile it with "clang -target bpf"'
    )


def _object_name(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    return name.removesuffix(".o").removesuffix(".bpf") or path
