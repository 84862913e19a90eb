"""The externs of an object: its ``__kconfig`` and ``__ksym`` variables, by BTF and symbols.

They are undefined symbols that the data section types ``.kconfig`` and ``.ksyms`` of the BTF list
(``bpf_object__collect_externs()``, libbpf 1.6). Options become the values of a read-only map
``.kconfig``, one behind the other in the order of the BTF, each at its natural alignment.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind, BtfType
from progpack.bpf.object.file import ElfImage
from progpack.bpf.object.maps import ObjectMaps
from progpack.bpf.spec import (
    BPF_F_MMAPABLE,
    BPF_F_RDONLY_PROG,
    KCONFIG,
    KSYMS,
    Extern,
    MapSpec,
    MapType,
)
from progpack.elf.read import SHN_UNDEF

__all__ = ["read_externs"]

_STB_WEAK: Final = 2
_MAX_OPTION: Final = 4096


def read_externs(image: ElfImage, btf: Btf | None, maps: ObjectMaps) -> dict[str, Extern]:
    """Read the externs of an object, by name, and add the map ``.kconfig`` where they need one.

    Raises:
        ObjectError: an option has no size that makes sense.
    """
    externs: dict[str, Extern] = {}
    if btf is None:
        return externs
    weak = {s.name: s.bind == _STB_WEAK for s in image.symbols if s.section == SHN_UNDEF and s.name}
    size = 0
    for kind in _declared(btf, KCONFIG):
        if kind.name not in weak:
            continue
        width = kind.sizeof()
        if not 0 < width <= _MAX_OPTION:
            raise image.error(KCONFIG, f"option {kind.name!r} has {width} bytes")
        align = next(n for n in (8, 4, 2, 1) if width % n == 0)
        at = -(-size // align) * align
        externs[kind.name] = Extern(kind.name, KCONFIG, weak[kind.name], kind, at, width)
        size = at + width
    for kind in _declared(btf, KSYMS):
        if kind.name in weak:
            externs[kind.name] = Extern(kind.name, KSYMS, weak[kind.name], kind)
    if size:
        maps.maps[KCONFIG] = _kconfig_map(-(-size // 8) * 8)
    return externs


def _declared(btf: Btf, section: str) -> list[BtfType]:
    listed = btf.find(section, BtfKind.DATASEC)
    return (
        [btf.type(variable.type_id) for variable in listed.variables()]
        if listed is not None
        else []
    )


def _kconfig_map(size: int) -> MapSpec:
    return MapSpec(
        KCONFIG,
        MapType.ARRAY,
        key_size=4,
        value_size=size,
        max_entries=1,
        flags=BPF_F_MMAPABLE | BPF_F_RDONLY_PROG,
        data=bytes(size),
        read_only=True,
    )
