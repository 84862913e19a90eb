"""The probe programs that libbpf loads before a tool's own ones.

libbpf asks the kernel what it can do by loading tiny socket filters, so every tool that uses it
brings the same ones: for a 5.18-era tool such as runqslower these four, in this order
(``tools/lib/bpf/libbpf.c``: ``bpf_object__probe_loading()``, ``probe_kern_prog_name()``,
``probe_kern_global_data()``, ``probe_prog_bind_map()``). They are freed at once, but
asynchronously, so loaded back to back they hold four different places.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.asm import assemble_program
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType

__all__ = ["PROBES", "PROBE_MAPS", "probe_object"]

_NOTHING = "r0 = 0x0\nexit"
# Writes 42 to byte 16 of a map's value.
_GLOBAL_DATA = """
    r1 = map libbpf_global + 0x10 ll
    *(u64 *)(r1 + 0x0) = 0x2a
    r0 = 0x0
    exit
"""


def _probe(name: str, text: str = _NOTHING) -> ProgramSpec:
    return assemble_program(text, name=name, type=ProgramType.SOCKET_FILTER, license="GPL")


#: The probes in the order in which libbpf loads them: 2, 2, 5 and 2 instruction slots.
PROBES: Final[tuple[ProgramSpec, ...]] = (
    _probe("probe_loading"),
    _probe("libbpf_nametest"),
    _probe("probe_global_data", _GLOBAL_DATA),
    _probe("probe_bind_map"),
)

#: The maps that probes come with: an array of one element of 32 bytes for global data, and another
#: that the last probe is bound to without using it.
PROBE_MAPS: Final[tuple[MapSpec, ...]] = tuple(
    MapSpec(name, MapType.ARRAY, key_size=4, value_size=32, max_entries=1)
    for name in ("libbpf_global", "libbpf_det_bind")
)


def probe_object() -> ObjectSpec:
    """The probes and their maps as an object that can be loaded."""
    return ObjectSpec(
        "libbpf_probes",
        "GPL",
        {program.name: program for program in PROBES},
        {spec.name: spec for spec in PROBE_MAPS},
    )
