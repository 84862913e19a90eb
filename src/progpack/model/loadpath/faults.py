"""The errors that nobody checked, each injected into the kernel's way and into progpack's.

A case is a short script of what is loaded and what fails. Both ways run it; `Left` says what is
then there beyond the programs. That the kernel's ways end so is deduced from its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from progpack.errors import CapabilityError, UsageError
from progpack.model.capabilities import KernelCapabilities
from progpack.model.loadpath.order import Order
from progpack.model.loadpath.ours import Ours
from progpack.model.loadpath.outcomes import Left, Path
from progpack.model.loadpath.upstream import upstream
from progpack.pack import HEADER, SAFETY

__all__ = ["CASES", "Case", "Ending", "run_cases"]

_OTHER: Final = 200
_SIZE: Final = 500
_PAGE: Final = "a page"
"""In place of a size: as much as fills a page, so that the next program begins one."""

_REPEATS: Final = 50


@dataclass(frozen=True, slots=True)
class Case:
    """A fault and what is done around it.

    Attributes:
        name: short.
        what: what fails, in a sentence.
        source: where the kernel's path is from.
        script: calls of a `Path`, each with its arguments.
        dispatches: whether it needs the dispatcher to be in a pack.
    """

    name: str
    what: str
    source: str
    script: tuple[tuple[Any, ...], ...]
    dispatches: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a case in one of the two ways.

    Attributes:
        told: what the callers were told, without repetitions; empty: nothing.
        left: what is there beyond the programs.
    """

    told: tuple[str, ...]
    left: Left


_FINALIZE: Final = "bpf_jit_binary_pack_finalize(), kernel/bpf/core.c"
CASES: Final = (
    Case(
        "finalize, inside a page",
        "the copy of a finalize fails; the chunks do not begin a page",
        _FINALIZE,
        (("load", "other", _OTHER), ("arm", "text_copy"), ("load", "new", _SIZE)),
    ),
    Case(
        "finalize, at a page",
        "the same; the chunks begin a page",
        _FINALIZE,
        (("load", "other", _PAGE), ("arm", "text_copy"), ("load", "new", _SIZE)),
    ),
    Case(
        "finalize, 50 times",
        "the same, again and again, as a container that tries anew does",
        _FINALIZE,
        (("load", "other", _OTHER), *((("arm", "text_copy"), ("load", "new", _SIZE)) * _REPEATS)),
    ),
    Case(
        "giving up",
        "the JIT gives up when it has its chunks, and the copy of the size into the header fails",
        "bpf_jit_binary_pack_free() and the JITs; up to 6.7 also without memory for the twin",
        (("load", "other", _OTHER), ("arm", "text_copy"), ("give_up", "new", _SIZE)),
    ),
    Case(
        "set_memory",
        "a new pack cannot be made read-only",
        "alloc_new_pack(); checked since 6.10: c733239f8f53",
        (("arm", "set_memory"), ("load", "first", _OTHER)),
    ),
    Case(
        "dispatcher",
        "no error: the dispatcher comes first, and its filler fills the pack",
        "kernel/bpf/dispatcher.c: 19c02415da23",
        (("dispatch",),),
        dispatches=True,
    ),
    Case(
        "invalidate",
        "the traps cannot be written when a program is freed, and another one comes",
        "bpf_prog_pack_free(): WARN_ONCE",
        (
            ("load", "other", _OTHER),
            ("load", "old", _SIZE),
            ("arm", "text_invalidate"),
            ("unload", "old"),
            ("load", "next", _OTHER),
        ),
    ),
)


def run_cases(kernel: KernelCapabilities) -> Iterator[tuple[Case, Ending, Ending]]:
    """Each case that this kernel can have, in the kernel's way and in progpack's.

    Raises:
        UsageError: this kernel has no packs, which the cases are about; or it is newer than what
            was read.
    """
    if not kernel.placed.packs:
        raise UsageError(
            f"{kernel.record.of} has {kernel.placed.value}: these faults are those of packs"
        )
    order = Order.of(kernel.release)
    for case in CASES:
        if order.dispatches.value or not case.dispatches:
            yield case, _ending(case, upstream(kernel), kernel), _ours(case, kernel)


def _ours(case: Case, kernel: KernelCapabilities) -> Ending:
    try:
        path = Ours(kernel.record, kernel.arch, kernel.policy)
    except CapabilityError as error:
        return Ending((f"before anything was allocated: {error}",), Left())
    return _ending(case, path, kernel)


def _ending(case: Case, path: Path, kernel: KernelCapabilities) -> Ending:
    errors = []
    full = kernel.arch.page_size - HEADER - SAFETY
    for verb, *arguments in case.script:
        error = getattr(path, verb)(
            *(full if argument == _PAGE else argument for argument in arguments)
        )
        if error:
            errors.append(error)
    return Ending(tuple(dict.fromkeys(errors)), path.left())
