"""Sums over all programs that have an id: machine code, what is charged for it, types."""

from __future__ import annotations

import platform

from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError, UsageError
from progpack.kernel.evidence import image_chunks
from progpack.kernel.images import ask
from progpack.kernel.procfs import page_size
from progpack.kernel.programs import ProgramInfo, program_ids
from progpack.known import Maybe, Unknown
from progpack.pack.constants import CHUNK, HEADER, SAFETY, chunks_of, round_up

__all__ = ["ProgramTable", "jited_bytes"]


class ProgramTable:
    """What bpf(2) says of the programs, each asked for once.

    Args:
        packs: whether programs share packs here; else each has pages of its own.

    Attributes:
        programs: id -> what is said, of those of the last `refresh`.
    """

    def __init__(self, *, packs: bool = True) -> None:
        self.programs: dict[int, ProgramInfo] = {}
        self._packs = packs
        self._machine = platform.machine()

    def refresh(self) -> Unknown | None:
        """Look again; why there is nothing to see, if so."""
        try:
            ids = list(program_ids())
        except ProgpackError as error:
            self.programs = {}
            return Unknown(str(error))
        known = self.programs
        fresh = {}
        for number in ids:
            info = known.get(number) or ask(number)
            if info is not None:
                fresh[number] = info
        self.programs = fresh
        return None

    def jited(self) -> int:
        """Bytes of machine code."""
        return sum(_size(info) for info in self.programs.values())

    def charged(self) -> int:
        """Bytes that are charged for them at least: whole chunks for each function, or pages.

        Exception tables are charged too and are in nobody's size. What has no id (classic
        programs, trampolines) is not here.
        """
        return sum(
            self._charge(size)
            for info in self.programs.values()
            for size in _function_sizes(info)
            if size
        )

    def _charge(self, size: int) -> int:
        if not self._packs:
            return round_up(size + CHUNK, page_size())
        try:
            return image_chunks(size, self._machine)[0] * CHUNK
        except UsageError:
            # An architecture of which the JIT's additions are not known.
            return chunks_of(size + HEADER + SAFETY) * CHUNK

    def by_type(self) -> dict[str, int]:
        """Bytes of machine code of each type of program, by the type's name in lower case."""
        found: dict[str, int] = {}
        for info in self.programs.values():
            name = _type_name(info.type)
            found[name] = found.get(name, 0) + _size(info)
        return dict(sorted(found.items()))


def jited_bytes() -> Maybe[dict[str, int]]:
    """Bytes of machine code of the programs that have an id, by type, or why it is hidden."""
    table = ProgramTable()
    return table.refresh() or table.by_type()


def _function_sizes(info: ProgramInfo) -> list[int]:
    functions = info.functions
    if isinstance(functions, Unknown):
        # Without the sizes of the functions: as if it were one.
        return [_size(info)]
    return [function.size for function in functions]


def _size(info: ProgramInfo) -> int:
    return 0 if isinstance(info.jited_size, Unknown) else info.jited_size


def _type_name(number: int) -> str:
    try:
        return ProgramType(number).name.lower()
    except ValueError:
        # A kernel that is younger than the list.
        return f"type_{number}"
