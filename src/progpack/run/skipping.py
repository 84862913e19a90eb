"""Leaving out what cannot be used of an object, so that the rest can: ``skip_unsupported=True``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from progpack.bpf.check.program import check_map, check_program
from progpack.bpf.spec import KCONFIG, MapSpec, ObjectSpec, ProgramSpec
from progpack.errors import MissingFeatureError, ObjectError, ProgramError
from progpack.records import replace

__all__ = ["without_unsupported"]


def without_unsupported(
    spec: ObjectSpec, names: Iterable[str], bind: Callable[[ObjectSpec, list[str]], ObjectSpec]
) -> ObjectSpec:
    """The object without the programs and maps that cannot be used here.

    Args:
        spec: the object as it was read.
        names: the programs that are meant; the others stay as they are.
        bind: fits programs of an object to a kernel (CO-RE, externs), one at a time.

    Returns:
        The object; `ObjectSpec.skipped` and its notes say what is left out, and why.
    """
    programs, maps, skipped = dict(spec.programs), dict(spec.maps), dict(spec.skipped)
    for name in names:
        try:
            bound = bind(_alone(spec, name), [name])
            check_program(bound.programs[name], bound.maps)
        except (ObjectError, ProgramError, MissingFeatureError) as error:
            skipped[name] = str(error)
            del programs[name]
            continue
        programs[name] = bound.programs[name]
        if _uses_options(programs[name]):
            maps[KCONFIG] = bound.maps[KCONFIG]
    used = {name for program in programs.values() for name in program.used_maps}
    skipped |= _bad_maps(maps, used)
    notes = [f"{name} is left out: {reason}" for name, reason in skipped.items()]
    return replace(
        spec,
        programs=programs,
        maps={
            name: _reduced(map_spec, skipped)
            for name, map_spec in maps.items()
            if name not in skipped
        },
        externs={},
        notes=(*spec.notes, *notes),
        skipped=skipped,
    )


def _alone(spec: ObjectSpec, name: str) -> ObjectSpec:
    """The object with one program, and only what that wants from a kernel."""
    program = spec.programs[name]
    needed, options = set(program.externs.values()), _uses_options(program)
    externs = {
        key: extern
        for key, extern in spec.externs.items()
        if key in needed or (options and extern.section == KCONFIG)
    }
    # Whom the arrays start with is nothing to this program.
    maps = {key: replace(map_spec, values=()) for key, map_spec in spec.maps.items()}
    return replace(spec, programs={name: program}, maps=maps, externs=externs)


def _uses_options(program: ProgramSpec) -> bool:
    return any(ref.map == KCONFIG for ref in program.maps.values())


def _bad_maps(maps: dict[str, MapSpec], used: Collection[str]) -> dict[str, str]:
    """The maps that no program uses and that cannot be made, and why."""
    reasons = {}
    for name, spec in maps.items():
        if name in used:
            continue
        try:
            check_map(spec)
        except (ObjectError, MissingFeatureError) as error:
            reasons[name] = str(error)
    return reasons


def _reduced(spec: MapSpec, skipped: Collection[str]) -> MapSpec:
    """A map without the initial values that are left out."""
    if not spec.values:
        return spec
    return replace(spec, values=tuple(value for value in spec.values if value[1] not in skipped))
