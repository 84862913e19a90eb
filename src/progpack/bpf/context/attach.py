"""The attachment of a program, as far as it decides what its context has."""

from __future__ import annotations

from progpack.bpf.context.fields import layout
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import MissingFeatureError

__all__ = ["attach_of"]


def attach_of(program: ProgramSpec) -> int | None:
    """The attach type where it decides which fields there are; None when it is not known.

    XDP programs that nothing is said of are for devices.
    """
    try:
        kind = layout(program.type)
    except MissingFeatureError:
        return None  # it has no fields at all
    if not kind.attached and not kind.written_by:
        return None
    if program.attach_type is None and program.type is ProgramType.XDP:
        return 0
    return program.attach_type
