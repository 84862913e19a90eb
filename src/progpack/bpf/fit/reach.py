"""The programs of an object that are meant, and those that they may continue with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from progpack.bpf.maps.types import PROVIDED, MapType
from progpack.bpf.spec import MapSpec, ObjectSpec, ProgramSpec
from progpack.errors import UnknownNameError
from progpack.records import replace

__all__ = ["programs_meant", "with_provided_maps"]


def programs_meant(spec: ObjectSpec, names: Sequence[str] | None) -> list[str]:
    """The programs to load: those that are named, and those that their arrays start with.

    Args:
        spec: the object.
        names: names of programs; None for all that load by themselves.

    Raises:
        UsageError: a program that is not there.
    """
    return _with_programs_of_arrays(_named(spec, names), spec.programs, spec.maps)


def _named(spec: ObjectSpec, names: Sequence[str] | None) -> list[str]:
    if names is None:
        return [name for name, program in spec.programs.items() if program.autoload]
    for name in names:
        if name not in spec.programs:
            raise UnknownNameError(f"{spec.name} has no program", name, spec.programs)
    return list(names)


def _with_programs_of_arrays(
    names: Iterable[str], programs: Mapping[str, ProgramSpec], maps: Mapping[str, MapSpec]
) -> list[str]:
    """Return these programs, and those in the initial values of the arrays that they use."""
    reached = list(dict.fromkeys(names))
    if not maps:
        return reached
    for name in reached:  # grows meanwhile
        for used in programs[name].used_maps:
            array = maps[used]
            if array.type is MapType.PROG_ARRAY:
                reached += [target for _, target in array.values if target not in reached]
    return reached


def with_provided_maps(spec: ObjectSpec, programs: Sequence[ProgramSpec]) -> ObjectSpec:
    """The object without maps of types that are not provided, as far as no program uses them.

    Args:
        spec: the object.
        programs: those of its programs that are meant.

    Returns:
        The object; its notes say which maps are not there, and why.
    """
    used = {name for program in programs for name in program.used_maps}
    left = [
        name
        for name, map_spec in spec.maps.items()
        if map_spec.type not in PROVIDED and name not in used
    ]
    if not left:
        return spec
    notes = tuple(
        f"map {name} is not there: its type {spec.maps[name].type.name} is not provided, and no "
        "program uses it"
        for name in left
    )
    maps = {name: map_spec for name, map_spec in spec.maps.items() if name not in left}
    return replace(spec, maps=maps, notes=spec.notes + notes)
