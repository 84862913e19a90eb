"""A kernel that objects are fitted to, and what it tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from progpack.bpf.btf.types import Btf
from progpack.bpf.fit.externs import linux_version_code
from progpack.bpf.fit.this_kernel import addresses_of, options_of
from progpack.bpf.spec import MapSpec, ObjectSpec
from progpack.errors import MissingFeatureError
from progpack.kernel.syscall.call import Port
from progpack.records import replace
from progpack.run.load import fit
from progpack.vm.guest import Guest
from progpack.vm.store import Stored

__all__ = ["Target", "fitted_to", "fitting", "target_of"]

#: Bytes that the maps of an object may take in a guest; larger ones get fewer elements.
_MAPS_MOST: Final = 128 << 20
#: Bytes of an element beside its key and value (struct htab_elem of kernel/bpf/hashtab.c).
_ELEMENT: Final = 64
_PAGE: Final = 4096


@dataclass(slots=True)
class Target:
    """A kernel that is asked, and what objects are fitted to.

    Attributes:
        port: the kernel.
        release: its release.
        types: gives its types.
        options: gives its options.
        symbols: gives addresses of its symbols by their names.
        notes: what was done to objects for it, a sentence each.
    """

    port: Port
    release: str
    types: Callable[[], Btf]
    options: Callable[[], Mapping[str, int | str]]
    symbols: Callable[[Sequence[str]], Mapping[str, int]]
    notes: list[str] = field(default_factory=list)


def target_of(stored: Stored, guest: Guest) -> Target:
    """A stored kernel that runs in a guest, as a target."""

    @cache
    def types() -> Btf:
        if "btf" not in stored.manifest.files:
            raise MissingFeatureError(f"{stored.name} shows no types")
        return Btf(stored.read("btf"), f"the types of {stored.name}")

    def options() -> Mapping[str, int | str]:
        has = "config" in stored.manifest.files
        return options_of(stored.read("config").decode() if has else "")

    def symbols(names: Sequence[str]) -> Mapping[str, int]:
        text = guest.read("/proc/kallsyms").decode(errors="replace")
        return addresses_of(names, text.splitlines())

    return Target(guest, stored.name, types, options, symbols)


def fitted_to(spec: ObjectSpec, programs: Sequence[str], target: Target) -> ObjectSpec:
    """The object with what it wants to know of the kernel.

    Raises:
        ProgpackError: the object does not fit.
    """
    relocated = any(spec.programs[name].core for name in programs)
    kconfig: dict[str, int | str] = {}
    ksyms: Mapping[str, int] = {}
    if spec.externs:
        kconfig = {
            "LINUX_KERNEL_VERSION": linux_version_code(target.release),
            **target.options(),
        }
        wanted = [extern.name for extern in spec.externs.values() if extern.section == ".ksyms"]
        ksyms = target.symbols(wanted) if wanted else {}
    btf = target.types() if relocated else None
    return fit(spec, programs=programs, btf=btf, kconfig=kconfig, ksyms=ksyms)


def fitting(spec: ObjectSpec, target: Target) -> ObjectSpec:
    """The object with maps that a guest has memory for."""
    maps = dict(spec.maps)
    most = _most_of_each([one.max_entries * _stride(one) for one in spec.maps.values()])
    for name, one in spec.maps.items():
        entries = max(1, most // _stride(one))
        if one.type.traits.ring:
            entries = max(_PAGE, 1 << (entries.bit_length() - 1))
        if entries >= one.max_entries:
            continue
        maps[name] = replace(one, max_entries=entries)
        target.notes.append(
            f"map {name} has {entries:,} elements instead of {one.max_entries:,}, for which the "
            "guest has no memory"
        )
    return replace(spec, maps=maps) if maps != spec.maps else spec


def _most_of_each(sizes: Sequence[int]) -> int:
    """Bytes that each map may have so that maps of these sizes fit together: small ones do."""
    room = _MAPS_MOST
    for number, size in enumerate(sorted(sizes)):
        share = room // (len(sizes) - number)
        if size > share:
            return share
        room -= size
    return _MAPS_MOST


def _stride(one: MapSpec) -> int:
    if one.type.traits.ring:
        return 1
    return one.key_size + one.value_size + _ELEMENT
