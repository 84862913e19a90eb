"""Kernels in guests as backends: ``vm:6.12`` and its like."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Final

from progpack.bpf.ability import Ability
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.maps.types import MapType
from progpack.bpf.outcome import RunResult
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.kernel.runs.backend import (
    FlatProgramHandle,
    KernelObject,
    KernelProgramHandle,
    KernelRuns,
)
from progpack.kernel.runs.printed import texts_of
from progpack.kernel.syscall.maps import KernelMap
from progpack.records import replace
from progpack.vm.fetch import ensure, parse
from progpack.vm.guest import Guest, attempt
from progpack.vm.machines import get as get_machine
from progpack.vm.qemu import qemu_version
from progpack.vm.store import Store
from progpack.vm.warm import ResumedGuest, resume

__all__ = ["VirtualMachine"]

_TRACING: Final = "/sys/kernel/tracing"
_PRINTS: Final = frozenset({HelperId.TRACE_PRINTK, HelperId.TRACE_VPRINTK})


class VirtualMachine(KernelRuns):
    """The backend ``vm:NAME``: a kernel in a guest, one guest for each object.

    Args:
        kernel: the kernel's name, as `progpack.vm.fetch.parse` takes it. It is fetched at the first
            load, unless it is there.

    Attributes:
        name: of the backend.

    Raises:
        UsageError: nothing has such a name.
        MissingFeatureError: QEMU is not installed.
    """

    abilities = KernelRuns.abilities | {Ability.LOGS}
    # Rings are read through mapped pages, which a guest has for itself.
    map_types = KernelRuns.map_types - {MapType.RINGBUF, MapType.USER_RINGBUF}

    def __init__(self, kernel: str) -> None:
        self.name = f"vm:{kernel}"
        self._kernel = parse(kernel)
        qemu_version(get_machine(self._kernel.arch))

    def load(self, spec: ObjectSpec, names: Sequence[str]) -> GuestObject:
        """Resume a guest, make the maps and load the programs of these names.

        Raises:
            BpfError: the kernel refuses a map or a program; the message says why.
            MissingFeatureError: the kernel cannot be had.
            GuestError, ObjectError: the kernel does not boot or gives up again and again, or its
                state is damaged.
        """
        stored = ensure(Store(), self._kernel, _say)
        return attempt(lambda: self._load_into(resume(stored), spec, names), _say)

    def _load_into(
        self, guest: ResumedGuest, spec: ObjectSpec, names: Sequence[str]
    ) -> GuestObject:
        try:
            return GuestObject(spec, names, guest)
        except BaseException:
            guest.end()
            raise


class GuestObject(KernelObject):
    """An object in a guest, which ends with it."""

    def __init__(self, spec: ObjectSpec, names: Sequence[str], guest: ResumedGuest) -> None:
        self._guest = guest
        if any(_prints(spec.programs[name]) for name in names):
            guest.mount("tracefs", _TRACING)
        super().__init__(spec, names, guest)

    def _loaded(self, program: ProgramSpec, maps: Mapping[str, KernelMap]) -> KernelProgramHandle:
        if not _prints(program):
            return super()._loaded(program, maps)
        flat = program.type is ProgramType.FLAT
        handle = (_PrintingFlat if flat else _PrintingProgram)(
            program, maps, self._stack, self._port
        )
        handle.guest = self._guest
        return handle

    def close(self) -> None:
        """End the guest; a second call does nothing."""
        self._guest.end()
        super().close()


class _PrintingProgram(KernelProgramHandle):
    """A program that prints: what it printed is read after each run, and taken away."""

    guest: Guest

    def run(self, request: RunRequest) -> RunResult:
        """Run it once; see `KernelProgramHandle.run`."""
        return _with_printed(super().run(request), self.guest)


class _PrintingFlat(FlatProgramHandle):
    """A FLAT program that prints."""

    guest: Guest

    def run(self, request: RunRequest) -> RunResult:
        """Run it once; see `FlatProgramHandle.run`."""
        return _with_printed(super().run(request), self.guest)


def _with_printed(result: RunResult, guest: Guest) -> RunResult:
    printed = texts_of(guest.read(f"{_TRACING}/trace"))
    guest.write(f"{_TRACING}/trace", b"\n", clear=True)
    return replace(result, printed=printed)


def _prints(spec: ProgramSpec) -> bool:
    return bool(_PRINTS & set(spec.helpers))


def _say(text: str) -> None:
    logging.getLogger("progpack.vm").info(text)
