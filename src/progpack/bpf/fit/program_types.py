"""Types of programs that the caller of a load states (``bpf_program__set_type()``)."""

from __future__ import annotations

from collections.abc import Mapping

from progpack.bpf.context.sections import SectionKind, section_kind
from progpack.bpf.spec import ObjectSpec, ProgramType
from progpack.errors import UnknownNameError, UsageError
from progpack.records import replace

__all__ = ["kind_named", "with_program_types"]


def with_program_types(spec: ObjectSpec, types: Mapping[str, ProgramType | str]) -> ObjectSpec:
    """The object with other types of programs.

    Args:
        spec: the object.
        types: by the name of the program: a type, its name (``"sched_cls"``), or the name of a
            section as an author would write it (``"xdp.frags"``, ``"cgroup/connect4"``), which says
            the attach type too.

    Raises:
        UsageError: there is no such program or type.
    """
    programs = dict(spec.programs)
    for name, type_name in types.items():
        known = programs.get(name)
        if known is None:
            raise UnknownNameError(f"{spec.name} has no program", name, programs)
        kind = kind_named(type_name)
        programs[name] = replace(
            known,
            type=kind.type,
            attach=kind.attach,
            attach_type=kind.attach_type,
            flags=kind.flags,
        )
    return replace(spec, programs=programs)


def kind_named(given: ProgramType | str) -> SectionKind:
    """Return the type and section that a caller means by a name of a program type.

    Raises:
        UsageError: there is no such type.
    """
    if isinstance(given, ProgramType):
        return SectionKind(given)
    kind = section_kind(given)
    if kind.type is not ProgramType.UNSPEC:
        return kind
    type_found = ProgramType.__members__.get(given.upper().replace("-", "_"))
    if type_found is None or type_found is ProgramType.UNSPEC:
        have = ", ".join(known.name.lower() for known in ProgramType if known.value)
        raise UsageError(
            f"there is no program type {given!r}; write a section's name (xdp, tc, cgroup/skb) or"
            f" one of: {have}"
        )
    return SectionKind(type_found)
