"""The pages in which a real kernel put the code of the programs that it was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack.errors import UsageError
from progpack.model.features import KernelFeatures
from progpack.pack import CHUNK, Pages, policies
from progpack.replay.validation.kernel_record import KernelRecord
from progpack.trace.events import Load
from progpack.trace.measured import Measured

__all__ = ["CodePages", "code_pages"]

PAGE: Final = 4096


@dataclass(frozen=True, slots=True)
class CodePages:
    """The places of code, page by page.

    Attributes:
        kernel: release.
        arch: name of the architecture.
        packed: whether programs share pages there.
        loads: how many programs were loaded.
        code_bytes: bytes of their machine code.
        pages: for each page, ascending, chunk of 64 bytes -> number of the program in it, None for
            what was there before the first load.
    """

    kernel: str
    arch: str
    packed: bool
    loads: int
    code_bytes: int
    pages: tuple[dict[int, int | None], ...]


def code_pages(path: Path) -> CodePages:
    """Read the addresses of programs from a record of a real kernel.

    Args:
        path: the record, as `progpack.replay.validation.kernel_record` describes it.

    Raises:
        ObjectError: the file is no such record.
        UsageError: the kernel gave no addresses in it.
    """
    record = KernelRecord(path)
    loads = [event for event in Measured(path) if isinstance(event, Load)]
    programs = [load for load in loads if load.kind == "program" and load.address is not None]
    if not programs:
        raise UsageError(f"{path}: no program in it has an address")
    by_page: dict[int, dict[int, int | None]] = {}
    for number, load in enumerate(programs):
        for page, chunk in _chunks(load):
            by_page.setdefault(page, {})[chunk] = number
    for load in loads:
        for page, chunk in _chunks(load) if load.kind == "image" else ():
            if page in by_page:
                by_page[page].setdefault(chunk, None)
    features = KernelFeatures.of(record.release, record.arch)
    return CodePages(
        kernel=record.short,
        arch=record.arch,
        packed=policies.get(features.policy).pages is not Pages.OWN,
        loads=len(programs),
        code_bytes=sum(load.size for load in programs),
        pages=tuple(by_page[page] for page in sorted(by_page)),
    )


def _chunks(load: Load) -> Iterator[tuple[int, int]]:
    """(page, chunk within it) that an image's bytes lie in."""
    if load.address is not None and load.size:
        first, last = load.address // CHUNK, (load.address + load.size - 1) // CHUNK
        for chunk in range(first, last + 1):
            yield divmod(chunk, PAGE // CHUNK)
