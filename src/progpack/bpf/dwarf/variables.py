"""Local variables: where each of them is at an instruction, in registers and in the stack."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from progpack.bpf.btf.types import Btf, BtfType
from progpack.bpf.dwarf.btf import btf_of
from progpack.bpf.dwarf.entries import Attribute, Entry, Reader, Tag, Unit, units
from progpack.elf.read import ElfFile
from progpack.errors import ObjectError
from progpack.records import dataclass

__all__ = ["DebugInfo", "Local"]

_PREFIX: Final = ".debug_"
_SLOT: Final = 8
_FRAME: Final = 10
_U64: Final = (1 << 64) - 1
_SCOPES: Final = (Tag.BLOCK, Tag.INLINED)
_NAMED: Final = (Tag.VARIABLE, Tag.PARAMETER)

# Operations of location expressions (7.7.1), those that clang uses for BPF.
_DEREF, _PLUS_UCONST, _FBREG, _REGX, _STACK_VALUE, _CONVERT = 0x06, 0x23, 0x91, 0x90, 0x9F, 0xA8
_LIT, _REG, _BREG, _NUMBERS = 0x30, 0x50, 0x70, 32
_UNSIGNED: Final = {0x08: 1, 0x0A: 2, 0x0C: 4, 0x0E: 8}
_SIGNED: Final = {0x09: 1, 0x0B: 2, 0x0D: 4, 0x0F: 8}
_CONSTU, _CONSTS = 0x10, 0x11
_BINARY: Final[Mapping[int, Callable[[int, int], int]]] = {
    0x1A: lambda a, b: a & b,
    0x1C: lambda a, b: a - b,
    0x1E: lambda a, b: a * b,
    0x21: lambda a, b: a | b,
    0x22: lambda a, b: a + b,
    0x24: lambda a, b: a << min(b, 64),
    0x25: lambda a, b: a >> min(b, 64),
    0x27: lambda a, b: a ^ b,
}


@dataclass(frozen=True, slots=True)
class Local:
    """A local variable or a parameter at an instruction.

    Attributes:
        name: its name.
        kind: its type, in the BTF of `DebugInfo`.
        address: where it lies in memory, None for a value in a register or a constant.
        number: its value where it is in no memory, 64 bits unsigned.
    """

    name: str
    kind: BtfType
    address: int | None
    number: int


class DebugInfo:
    """The local variables of an object's functions, and the types of its C.

    Args:
        data: the object, as clang made it.
        name: name of the file, for messages.

    Attributes:
        types: the types of each unit.

    Raises:
        ObjectError: the debugging information is damaged.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.types: list[Btf] = []
        self._functions: dict[str, tuple[Unit, Entry, Btf, dict[int, int]]] = {}
        try:
            self._read(data, name)
        except (KeyError, IndexError, struct.error) as error:
            raise ObjectError(f"{name}: its debugging information is damaged") from error

    def _read(self, data: bytes, name: str) -> None:
        file = ElfFile(data, name)
        sections = {
            section.name.removeprefix(_PREFIX): file.contents(section)
            for section in file.sections
            if section.name.startswith(_PREFIX)
        }
        order: Literal["little", "big"] = "big" if file.header.form.order == ">" else "little"
        for unit in units(sections, order):
            btf, ids = btf_of(unit)
            self.types.append(btf)
            for entry in unit.root.children:
                if entry.tag == Tag.SUBPROGRAM and Attribute.LOW_PC in entry.attributes:
                    self._functions[entry.name or _origin(unit, entry).name] = unit, entry, btf, ids

    def locals(
        self, function: str, slot: int, registers: Sequence[int | None], frame: int
    ) -> Mapping[str, Local]:
        """Return the variables that are somewhere at an instruction, the inner ones of a name.

        Args:
            function: its name.
            slot: the instruction, from the start of the function.
            registers: r0..r10; None where a register is not known.
            frame: bytes of stack that the function uses. LLVM counts offsets of variables from the
                lower end of them, though it names r10, which is the upper end.
        """
        if function not in self._functions:
            return {}
        unit, entry, btf, ids = self._functions[function]
        top = registers[_FRAME]
        below = None if top is None else top - frame
        bases = [*registers[:_FRAME], below]
        at = entry.number(Attribute.LOW_PC) + _SLOT * slot
        return {
            found.name: found
            for scope in _scopes(unit, entry, at)
            for variable in scope.children
            if variable.tag in _NAMED
            if (found := _local(unit, variable, at, bases, (btf, ids))) is not None
        }


def _origin(unit: Unit, entry: Entry) -> Entry:
    """The entry that says what an inlined copy is a copy of; the entry itself where it is none."""
    for _ in range(_NUMBERS):
        origin = unit.entries.get(entry.number(Attribute.ABSTRACT_ORIGIN, -1))
        if origin is None:
            break
        entry = origin
    return entry


def _scopes(unit: Unit, entry: Entry, at: int) -> Iterator[Entry]:
    """A function and the blocks and inlined functions in it that an address is in, outer first."""
    yield entry
    for child in entry.children:
        if child.tag in _SCOPES and any(start <= at < end for start, end in _ranges(unit, child)):
            yield from _scopes(unit, child, at)


def _ranges(unit: Unit, entry: Entry) -> Iterator[tuple[int, int]]:
    if Attribute.RANGES in entry.attributes:
        reader = Reader(unit.section("rnglists"), entry.number(Attribute.RANGES), unit.order)
        yield from ((start, end) for start, end in _list(unit, reader))
    elif Attribute.LOW_PC in entry.attributes:
        start = entry.number(Attribute.LOW_PC)
        yield start, start + entry.number(Attribute.HIGH_PC)


def _list(unit: Unit, reader: Reader) -> Iterator[tuple[int, int]]:
    """The rows of a list of ranges or locations (7.25, 7.29), whose kinds have the same numbers."""
    base = 0
    while kind := reader.number(1):
        match kind:
            case 1:
                base = unit.address(reader.uleb())
                continue
            case 2:
                yield unit.address(reader.uleb()), unit.address(reader.uleb())
            case 3:
                start = unit.address(reader.uleb())
                yield start, start + reader.uleb()
            case 4:
                yield base + reader.uleb(), base + reader.uleb()
            case _:
                raise ObjectError(f"the debugging information has a range of kind {kind}")


def _expression(unit: Unit, variable: Entry, at: int) -> bytes | None:
    """The expression that says where a variable is at an address, None when it is nowhere."""
    location = variable.attributes.get(Attribute.LOCATION)
    if not isinstance(location, int):
        return location if isinstance(location, bytes) else None
    reader = Reader(unit.section("loclists"), location, unit.order)
    for start, end in _list(unit, reader):
        expression = reader.bytes(reader.uleb())
        if start <= at < end:
            return expression
    return None


def _local(
    unit: Unit,
    variable: Entry,
    at: int,
    registers: Sequence[int | None],
    types: tuple[Btf, dict[int, int]],
) -> Local | None:
    told = _origin(unit, variable)
    btf, ids = types
    kind = btf.type(ids.get(told.number(Attribute.TYPE), 0))
    if not told.name or not kind.id:
        return None
    constant = variable.attributes.get(Attribute.CONST_VALUE)
    if isinstance(constant, int):
        return Local(told.name, kind, None, constant & _U64)
    expression = _expression(unit, variable, at)
    place = None if expression is None else _evaluated(expression, unit.order, registers)
    if place is None:
        return None
    in_memory, number = place
    return Local(told.name, kind, number if in_memory else None, number)


def _evaluated(
    expression: bytes, order: Literal["little", "big"], registers: Sequence[int | None]
) -> tuple[bool, int] | None:
    """Whether the result is an address, and the result; None for what cannot be known here."""
    reader, stack = Reader(expression, 0, order), [0]
    while reader.at < len(expression):
        operation = reader.number(1)
        if _REG <= operation < _REG + _NUMBERS:
            # The value itself is in the register; the end of an expression.
            value = _register(registers, operation - _REG)
            return None if value is None else (False, value)
        if operation == _STACK_VALUE:
            return False, stack[-1] & _U64
        if not _step(reader, operation, stack, registers):
            return None
    return True, stack[-1] & _U64


def _register(registers: Sequence[int | None], number: int) -> int | None:
    return registers[number] if number < len(registers) else None


def _step(
    reader: Reader, operation: int, stack: list[int], registers: Sequence[int | None]
) -> bool:
    """Do one operation; whether it is known."""
    if operation == _FBREG or _BREG <= operation < _BREG + _NUMBERS:
        number = _FRAME if operation == _FBREG else operation - _BREG
        base = _register(registers, number)
        offset = reader.sleb()
        stack.append((base or 0) + offset)
        return base is not None
    if _LIT <= operation < _LIT + _NUMBERS:
        stack.append(operation - _LIT)
    elif operation in _UNSIGNED:
        stack.append(reader.number(_UNSIGNED[operation]))
    elif operation in _SIGNED:
        size = _SIGNED[operation]
        stack.append(int.from_bytes(reader.bytes(size), reader.order, signed=True))
    elif operation in (_CONSTU, _CONSTS):
        stack.append(reader.uleb() if operation == _CONSTU else reader.sleb())
    elif operation == _PLUS_UCONST:
        stack[-1] += reader.uleb()
    elif operation in _BINARY and len(stack) > 1:
        right = stack.pop() & _U64
        stack[-1] = _BINARY[operation](stack[-1] & _U64, right) & _U64
    elif operation == _CONVERT:
        reader.uleb()  # to a type of another size: all here are numbers of 64 bits
    else:
        return False
    return True
