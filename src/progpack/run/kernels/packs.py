"""Kernels in guests with the programs of objects loaded, to look at their packs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from progpack.bpf.spec import ObjectSpec
from progpack.errors import ProgpackError
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.refusal import attach_btf_id
from progpack.run.kernels.target import Target, fitted_to, fitting, target_of
from progpack.vm.fetch import ensure, parse
from progpack.vm.observed import GuestObserver
from progpack.vm.store import Store
from progpack.vm.warm import resume

if TYPE_CHECKING:
    from progpack.kernel.syscall.programs import KernelProgram

__all__ = ["guest_observer", "load_object", "opened_guest"]


@contextmanager
def guest_observer(
    kernel: str, objects: Sequence[ObjectSpec], say: Callable[[str], None]
) -> Iterator[GuestObserver]:
    """An observer of a kernel in a guest, with the programs of some objects loaded there.

    Args:
        kernel: the kernel's name, as `progpack.vm.fetch.parse` takes it.
        objects: the objects; what the kernel refuses of them is left out.
        say: told each step, and each program that is refused.

    Raises:
        UsageError: nothing has such a name.
        MissingFeatureError, GuestError, ObjectError: the kernel cannot be had or asked.
        ProgpackError: the kernel takes no program of an object.
    """
    with opened_guest(kernel, say) as (target, observer), ExitStack() as stack:
        for spec in objects:
            load_object(fitting(spec, target), target, stack, say)
        for note in target.notes:
            say(note)
        yield observer


@contextmanager
def opened_guest(kernel: str, say: Callable[[str], None]) -> Iterator[tuple[Target, GuestObserver]]:
    """A kernel in a guest, as a target of objects and as an observer of it.

    Args:
        kernel: the kernel's name, as `progpack.vm.fetch.parse` takes it.
        say: told each step.

    Raises:
        UsageError: nothing has such a name.
        MissingFeatureError, GuestError, ObjectError: the kernel cannot be had.
    """
    stored = ensure(Store(), parse(kernel), say)
    types = stored.folder / "btf" if "btf" in stored.manifest.files else None
    with resume(stored) as guest, GuestObserver(guest, types) as observer:
        yield target_of(stored, guest), observer


def load_object(
    spec: ObjectSpec, target: Target, stack: ExitStack, say: Callable[[str], None]
) -> list[KernelProgram]:
    """Load the programs of an object that a kernel takes.

    Args:
        spec: the object.
        target: the kernel.
        stack: closes the programs and maps.
        say: told each program that is refused.

    Raises:
        ProgpackError: the kernel takes none.
    """
    maps: dict[str, KernelMap] = {}
    loaded = []
    for name in [name for name, program in spec.programs.items() if program.autoload]:
        try:
            loaded.append(_loaded(spec, name, target, maps, stack))
        except ProgpackError as error:
            if target.port.ended:
                raise
            say(f"{name} is left out: {' '.join(str(error).split())}")
    if not loaded:
        raise ProgpackError(f"{target.port.name} takes no program of {spec.name}")
    return loaded


def _loaded(
    spec: ObjectSpec, name: str, target: Target, maps: dict[str, KernelMap], stack: ExitStack
) -> KernelProgram:
    fitted = fitted_to(spec, [name], target)
    program = fitted.programs[name]
    for used in program.used_maps:
        if used not in maps:
            made = KernelMap.from_spec(fitted.maps[used], target.port)
            maps[used] = stack.enter_context(made)
    attached = program.attach and program.type.name in ("TRACING", "LSM")
    attach = attach_btf_id(program, target.types()) if attached else 0
    return stack.enter_context(load_program(program, maps, attach_btf_id=attach, port=target.port))
