"""A map before any is made: a plain value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from progpack.bpf.maps.types import BPF_F_RDONLY_PROG, BPF_F_WRONLY_PROG, MapType
from progpack.errors import UsageError
from progpack.integers import MAX_U32, MAX_U64, check_field, integer_within, shorten
from progpack.records import dataclass, field

if TYPE_CHECKING:
    from progpack.bpf.btf.types import BtfType
    from progpack.bpf.dwarf.names import TypeNames

__all__ = ["MapSpec"]


def _map_type(name: str, value: object) -> MapType:
    try:
        return MapType(value)  # type: ignore[arg-type]
    except ValueError:
        raise UsageError(f"MapSpec {name!r}: there is no map type {shorten(value)}") from None


@dataclass(frozen=True, slots=True)
class MapSpec:
    """A map to create.

    Attributes:
        name: the name in the C source; for global data the section (``.rodata``, ``.bss``,
            ``.data.x``).
        type: kind of map.
        key_size: bytes of a key (0 for ring buffers).
        value_size: bytes of a value (0 for ring buffers).
        max_entries: number of elements; bytes for ring buffers.
        flags: the ``BPF_F_*`` that the kernel would get.
        data: initial value of the one element of a global data section, ``value_size`` bytes;
            None for an ordinary map.
        read_only: neither programs nor the loader may write the map after the load (``.rodata``).
            The flags say what is forbidden to programs alone: see `programs_read` and
            `programs_write`.
        key_type: BTF type of the key when the object has it, for printing.
        value_type: BTF type of the value, likewise; for global data the DATASEC, for a ring buffer
            that states one the type of its records.
        types: the types of the object, by their names; None for a map of no object file.
        map_extra: an argument that only some types have (``__ulong(map_extra, n)``).
        inner: for a map of maps, the map that its elements look like.
        values: initial elements: number and name of a program (PROG_ARRAY) or of a map (maps of
            maps), in order.
        pinning: the path at which libbpf would pin the map, or ``""``; progpack pins nothing.
        made: whether the sizes are those that progpack chose for a map of this type, where the
            kernel has none (see `progpack.bpf.maps.kinds.storage`).

    Raises:
        UsageError: a number does not fit its field of ``union bpf_attr``, or there is no such type.
    """

    name: str
    type: MapType
    key_size: int
    value_size: int
    max_entries: int
    flags: int = 0
    data: bytes | None = field(default=None, repr=False)
    read_only: bool = False
    key_type: BtfType | None = field(default=None, repr=False, compare=False)
    value_type: BtfType | None = field(default=None, repr=False, compare=False)
    map_extra: int = 0
    inner: MapSpec | None = None
    values: tuple[tuple[int, str], ...] = ()
    pinning: str = ""
    made: bool = field(default=False, repr=False)
    types: TypeNames | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.type, MapType):
            object.__setattr__(self, "type", _map_type(self.name, self.type))
        for field_name in ("key_size", "value_size", "max_entries", "flags"):
            check_field(self, field_name, 0, MAX_U32)
        check_field(self, "map_extra", 0, MAX_U64)
        for number, name in self.values:
            integer_within(number, f"MapSpec {self.name!r}: the number of {name!r}", 0, MAX_U32)

    @property
    def programs_read(self) -> bool:
        """Whether programs may read the values (``bpf_map_flags_to_cap()``)."""
        return not self.flags & BPF_F_WRONLY_PROG

    @property
    def programs_update(self) -> bool:
        """Whether programs may insert and delete elements."""
        return self.programs_write or self.type.traits.sockets

    @property
    def programs_write(self) -> bool:
        """Whether programs may write values and, unless these are sockets, insert elements."""
        return not (self.read_only or self.flags & BPF_F_RDONLY_PROG)
