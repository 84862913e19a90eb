"""Addresses of the interpreter in words: ``packet+14``, ``fp-8``, ``&total_packets``."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from progpack.bpf.btf.types import BtfKind
from progpack.bpf.fit.variables import variables_of
from progpack.bpf.isa.insn import function_token
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.base import KeyedMap
from progpack.bpf.oracle.space import Region
from progpack.bpf.spec import ObjectSpec
from progpack.run.stepping.locals import Value

__all__ = ["Addresses", "plain_number"]

_U64: Final = 1 << 64
_SIGN: Final = 1 << 63
#: Numbers below it are shown in decimal only.
_SMALL: Final = 1024
#: Bytes beside a region within which an address is said to be of it.
_NEAR: Final = 1 << 16
_SCALAR: Final = (BtfKind.PTR, BtfKind.INT, BtfKind.ENUM, BtfKind.ENUM64)
_VALUE: Final = "value of map "
_MAP: Final = "map "


class Addresses:
    """The words for the numbers in the registers of one object's programs.

    Args:
        spec: the object.
    """

    def __init__(self, spec: ObjectSpec) -> None:
        self._variables: dict[str, list[tuple[int, int, str]]] = {}
        for name, (section, at, kind) in variables_of(spec).items():
            self._variables.setdefault(section, []).append((at, at + kind.sizeof(), name))
        for rows in self._variables.values():
            rows.sort()

    def number(self, machine: Machine, value: int, frame: int) -> str:
        """Return a register's value in words: what it points to, or the number.

        Args:
            machine: the machine that runs.
            value: 64 bits unsigned.
            frame: r10, the top of the frame of the function that runs.
        """
        return self.pointer(machine, value, frame) or plain_number(value)

    def value(self, machine: Machine, value: Value, frame: int) -> str:
        """Return a number, an enumerator or a pointer by its type; ``""`` for anything else."""
        kind = None if value.kind is None else value.kind.resolve()
        if kind is None or kind.kind not in _SCALAR:
            return ""
        if kind.kind is BtfKind.PTR:
            return self.number(machine, int.from_bytes(value.data, machine.maps.byteorder), frame)
        shown = kind.format_value(value.data)
        return plain_number(shown) if isinstance(shown, int) and shown >= 0 else str(shown)

    def pointer(self, machine: Machine, value: int, frame: int) -> str:
        """Return the place that an address points to, in words; ``""`` for a plain number."""
        found = machine.space.near(value)
        if found is None:
            return self._handle(machine, value)
        region, offset = found
        if not -_NEAR < offset < len(region.data) + _NEAR:
            return self._handle(machine, value)
        if region.name == "stack":
            return _in_stack(value - frame)
        if region is machine.view.packet:
            return f"packet{offset - machine.view.meta:+d}"
        return self._in_region(machine, region, offset)

    def _in_region(self, machine: Machine, region: Region, offset: int) -> str:
        name = region.name
        if name.startswith(_VALUE):
            key = _key_of(machine, name.removeprefix(_VALUE), region.base)
            return _with_offset(f"{name.removeprefix(_VALUE)}[{key}]", offset)
        if name.startswith(_MAP):
            return self._in_array(machine, name.removeprefix(_MAP), offset)
        return _with_offset("ctx" if region.base == machine.view.context else name, offset)

    def _in_array(self, machine: Machine, name: str, offset: int) -> str:
        rows = self._variables.get(name)
        if rows:
            at = bisect_right(rows, (offset, 1 << 62, "")) - 1
            if at >= 0 and offset < rows[at][1]:
                return "&" + _with_offset(rows[at][2], offset - rows[at][0])
        spec = machine.maps.specs[name]
        stride = -(-spec.value_size // 8) * 8
        if spec.max_entries == 1 or not stride:
            return _with_offset(name, offset)
        return _with_offset(f"{name}[{offset // stride}]", offset % stride)

    def _handle(self, machine: Machine, value: int) -> str:
        for name in machine.calls.maps:
            if machine.maps[name].address == value:
                return f"map {name}"
        for function in machine.spec.functions:
            if value == function_token(function.start) and function.start:
                return f"{function.name}()"
        return ""


def plain_number(value: int) -> str:
    """Return a number of 64 bits as a person reads it: negative ones so, large ones also in hex."""
    if value >= _SIGN:
        negative = value - _U64
        return str(negative) if negative > -_SMALL else f"{value:#x}"
    return str(value) if value < _SMALL else f"{value} ({value:#x})"


def _in_stack(offset: int) -> str:
    """Return a name for an address in the stack, relative to the frame of the running function."""
    if offset <= 0:
        return _with_offset("fp", offset)
    up = offset // FRAME_SIZE + 1
    whose = "caller's " if up == 1 else f"{up} callers up: "
    return whose + _with_offset("fp", offset - up * FRAME_SIZE)


def _with_offset(name: str, offset: int) -> str:
    return f"{name}{offset:+d}" if offset else name


def _key_of(machine: Machine, name: str, address: int) -> str:
    found = machine.maps[name]
    if isinstance(found, KeyedMap):
        for key in found:
            if found.value_address(key) == address:
                return bytes(key).hex()
    return "?"
