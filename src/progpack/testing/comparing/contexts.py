"""The context that a run left, as far as its backend tells it, and as far as two are alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from progpack.bpf.context.build import fields_of
from progpack.errors import MissingFeatureError

if TYPE_CHECKING:
    from progpack.bpf.context.fields import Field
    from progpack.run.program import Program

__all__ = ["LeftContext", "comparable_bytes", "comparable_fields", "context_left"]


class LeftContext(dict[str, int]):
    """The fields of a context by name, of which a backend may not tell all.

    Args:
        told: the fields that it tells.
        untold: the names of the others.

    Attributes:
        untold: the names of the others.
    """

    def __init__(self, told: Mapping[str, int], untold: frozenset[str]) -> None:
        super().__init__(told)
        self.untold = untold

    def __missing__(self, name: str) -> int:
        """Say of a field that is there why it has no value.

        Raises:
            MissingFeatureError: the kernel does not tell it; a test on that backend skips.
            KeyError: the context has no such field.
        """
        if name in self.untold:
            raise MissingFeatureError(
                f"BPF_PROG_TEST_RUN does not give back the field {name!r} of the context"
            )
        raise KeyError(name)


def context_left(program: Program, context: bytes) -> LeftContext:
    """Return the fields of a context that a run of a program left.

    Args:
        program: the program.
        context: the context of the run's result.
    """
    values = fields_of(program.type, context, program.byteorder)
    told = {field.name for field in program.told_fields}
    known = {name: value for name, value in values.items() if name in told}
    return LeftContext(known, frozenset(values) - told)


def comparable_fields(programs: tuple[Any, Any]) -> tuple[Field, ...]:
    """Return the fields that the results of one program on two backends have alike.

    A field that one of the two does not tell is left out, and so is an address.
    """
    one, two = programs
    both = [field for field in one.told_fields if field in two.told_fields]
    fields: tuple[Field, ...] = one.layout.comparable(both)
    return fields


def comparable_bytes(program: Any, context: bytes) -> bytes:
    """Return the bytes of a context without fields, which the caller gave; else none.

    Arguments are left out: they may be addresses of the caller's bytes, and no program writes them.
    """
    layout = program.layout
    return b"" if layout.fields or layout.args else context
