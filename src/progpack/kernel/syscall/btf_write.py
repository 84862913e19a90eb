"""Types that are given to the kernel with a map or a program of ours: ``BPF_BTF_LOAD``.

The kernel finds ``struct bpf_spin_lock`` and ``struct bpf_timer`` in the values of a map by its
types (``btf_parse_fields()`` in ``kernel/bpf/btf.c``). Only of a program that has types for its
functions it takes the address of one (``check_ld_imm()`` in ``kernel/bpf/verifier.c``), and tail
calls, LD_ABS and LD_IND in functions that are called (``check_subprogs()``, ``check_ld_abs()``).
Only what is needed for that is written: the sizes, the members and the names of structures, not
what pointers point to.
"""

from __future__ import annotations

import ctypes
import re
import struct
import sys
from collections.abc import Sequence
from typing import Final, Self

from progpack.bpf.btf.types import RECORDS, BtfKind, BtfType
from progpack.bpf.maps.special_fields import lock_offset, timer_offset
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.kernel.syscall.abi import BtfLoadAttr, Command
from progpack.kernel.syscall.call import RUNNING, Descriptor, Port

__all__ = ["OwnTypes", "TypeWriter", "functions_of", "types_of"]

_ORDER: Final = "<" if sys.byteorder == "little" else ">"
_MAGIC = 0xEB9F
_HEADER: Final = struct.Struct(_ORDER + "HBBIIIII")
_SIGNED = 1
_STATIC, _GLOBAL = 0, 1


class TypeWriter:
    """Types in the kernel's format, for this machine's byte order."""

    def __init__(self) -> None:
        self._strings = bytearray(1)
        self._types = bytearray()
        self._count = 0
        self._known: dict[tuple[int, int], int] = {}

    def integer(self, size: int, name: str = "int") -> int:
        """The number of an INT of ``size`` bytes."""
        encoding = struct.pack(_ORDER + "I", _SIGNED << 24 | size * 8)
        return self._add(BtfKind.INT, name, size, encoding)

    def memory(self, size: int) -> int:
        """The number of a type of ``size`` bytes that nothing is known of."""
        if size in (1, 2, 4, 8, 16):
            return self.integer(size)
        return self.array(self.integer(1, "byte"), size)

    def array(self, element: int, length: int) -> int:
        """The number of an array of elements of that type."""
        words = struct.pack(_ORDER + "III", element, self.integer(4), length)
        return self._add(BtfKind.ARRAY, "", 0, words)

    def structure(self, name: str, size: int, members: Sequence[tuple[str, int, int]]) -> int:
        """The number of a STRUCT; a member is its name, type and offset in bytes."""
        words = b"".join(
            struct.pack(_ORDER + "III", self._text(label), kind, offset * 8)
            for label, kind, offset in members
        )
        return self._add(BtfKind.STRUCT, name, size, words, len(members))

    def copy(self, held: BtfType) -> int:
        """The number of a type like this one, which may be of another object."""
        real = held.resolve()
        key = id(real.btf), real.id
        if key not in self._known:
            self._known[key] = self._copy(real)
        return self._known[key]

    def function(self, name: str, *, local: bool) -> int:
        """The number of a FUNC that takes nothing and returns an int."""
        proto = self._add(BtfKind.FUNC_PROTO, "", self.integer(4))
        return self._add(BtfKind.FUNC, name, proto, vlen=_STATIC if local else _GLOBAL)

    def data(self) -> bytes:
        """All of it, as `BTF_LOAD` takes it."""
        types = len(self._types)
        header = _HEADER.pack(_MAGIC, 1, 0, _HEADER.size, 0, types, types, len(self._strings))
        return header + bytes(self._types) + bytes(self._strings)

    def _copy(self, real: BtfType) -> int:
        shape = real.array()
        if shape is not None:
            return self.array(self.copy(real.btf.type(shape.type_id)), shape.length)
        if real.kind in RECORDS:
            members = bytearray()
            for member in real.members():
                kind = self.copy(real.btf.type(member.type_id))
                where = member.bits << 24 | member.offset_bits if real.flag else member.offset_bits
                members += struct.pack(_ORDER + "III", self._text(member.name), kind, where)
            vlen = len(real.members())
            return self._add(real.kind, real.name, real.size, bytes(members), vlen, flag=real.flag)
        if real.kind == BtfKind.PTR:
            return self._add(BtfKind.PTR, "", 0)
        if real.kind == BtfKind.FLOAT:
            return self._add(BtfKind.FLOAT, real.name or "float", real.size)
        return self.integer(real.sizeof())

    def _text(self, name: str) -> int:
        if not name:
            return 0
        self._strings += name.encode() + b"\0"
        return len(self._strings) - len(name.encode()) - 1

    def _add(
        self,
        kind: BtfKind,
        name: str,
        size: int,
        more: bytes = b"",
        vlen: int = 0,
        *,
        flag: bool = False,
    ) -> int:
        info = flag << 31 | kind << 24 | vlen
        self._types += struct.pack(_ORDER + "III", self._text(name), info, size) + more
        self._count += 1
        return self._count


class OwnTypes(Descriptor):
    """Types in the kernel that a map or program of ours has."""

    __slots__ = ()

    @classmethod
    def load(cls, data: bytes, what: str, port: Port = RUNNING) -> Self:
        """Give types to the kernel.

        Raises:
            BpfError: ``EINVAL``: the kernel refuses the types.
            MissingFeatureError: no privilege.
        """
        buffer = ctypes.create_string_buffer(data, len(data))
        attr = BtfLoadAttr(btf_size=len(data))
        fd = port.bpf(Command.BTF_LOAD, attr, f"types of {what}", given={"btf": buffer})
        return cls(fd, what, port)


def types_of(spec: MapSpec) -> tuple[bytes, int, int] | None:
    """Types for a map that needs them, for a lock or a timer: data, numbers of key and value.

    None for other maps, which the kernel makes without types as well.
    """
    special = lock_offset(spec) is not None or timer_offset(spec) is not None
    if not special and not spec.type.traits.typed:
        return None
    writer = TypeWriter()
    key, held = writer.memory(spec.key_size), spec.value_type
    value = writer.memory(spec.value_size) if held is None else writer.copy(held)
    return writer.data(), key, value


def functions_of(spec: ProgramSpec) -> tuple[bytes, bytes] | None:
    """Types of the functions of a program that has several: data and func_info.

    None for other programs, which the kernel takes without.
    """
    if len(spec.functions) < 2:
        return None
    writer = TypeWriter()
    records = []
    for function in spec.functions:
        # The kernel takes only what is a name in C.
        name = re.sub(r"\W|^(?=\d|$)", "_", function.name, flags=re.ASCII)
        number = writer.function(name, local=function.start > 0)
        records.append(struct.pack(_ORDER + "II", function.start, number))
    return writer.data(), b"".join(records)
