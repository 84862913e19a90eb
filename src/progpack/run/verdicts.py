"""Verdicts of several kernels about the programs of an object, each kernel asked by itself.

The object is fitted to each kernel (CO-RE, options, symbols), its maps are made there, and each
program is loaded and unloaded. Kernels are those of `progpack.vm`, and ``here``: the running one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

from progpack.bpf.btf.types import Btf
from progpack.bpf.fit.externs import linux_version_code
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.fit.this_kernel import addresses_of, options_of
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import MapSpec, ObjectSpec
from progpack.errors import BpfError, MissingFeatureError, ProgpackError, UsageError
from progpack.kernel.syscall.call import RUNNING, Port, unavailable
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.refusal import KernelVerdict, verdict_of
from progpack.records import replace
from progpack.run.load import fit

__all__ = ["HERE", "KernelReport", "ask_kernels"]

#: The name of the running kernel.
HERE: Final = "here"
#: Bytes that the maps of an object may take in a guest; larger ones get fewer elements.
_MAPS_MOST: Final = 128 << 20
#: Bytes of an element beside its key and value (struct htab_elem of kernel/bpf/hashtab.c).
_ELEMENT: Final = 64
_PAGE: Final = 4096


@dataclass(frozen=True, slots=True)
class KernelReport:
    """The verdicts of one kernel.

    Attributes:
        name: the kernel as it was named.
        release: its release.
        verdicts: by name of the program.
        notes: what was done to the object for it, a sentence each.
        seconds: that it took.
    """

    name: str
    release: str
    verdicts: Mapping[str, KernelVerdict]
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(slots=True)
class _Target:
    """A kernel that is asked, and what objects are fitted to."""

    port: Port
    release: str
    types: Callable[[], Btf]
    options: Callable[[], Mapping[str, int | str]]
    symbols: Callable[[Sequence[str]], Mapping[str, int]]
    notes: list[str] = field(default_factory=list)


def ask_kernels(
    spec: ObjectSpec,
    programs: Sequence[str],
    kernels: Sequence[str],
    say: Callable[[str], None],
    *,
    unprivileged: bool = False,
) -> list[KernelReport]:
    """Ask kernels for their verdicts, as many at once as there are CPUs.

    Args:
        spec: the object, not yet fitted to a kernel.
        programs: names of the programs.
        kernels: names of the kernels, as `progpack.vm.fetch.parse` takes them, or `HERE`.
        say: told each step of a kernel that is fetched.
        unprivileged: whether the programs are loaded by a user without privileges.

    Raises:
        UsageError: nothing has such a name.
        MissingFeatureError, GuestError, ObjectError: a kernel cannot be had or asked.
    """
    if unprivileged and HERE in kernels:
        raise UsageError("--unpriv is for kernels in guests, whose settings may be changed")
    running = _Running()
    askers = [_asker(name, say, running) for name in dict.fromkeys(kernels)]

    def ask(asker: Callable[..., KernelReport]) -> KernelReport:
        return asker(spec, programs, unprivileged)

    with ThreadPoolExecutor(max(1, min(len(askers), len(os.sched_getaffinity(0))))) as pool:
        try:
            return list(pool.map(ask, askers))
        except BaseException:  # ctrl-C too: the pool waits for its threads, and they for guests
            running.end()
            raise


class _Running:
    """The guests that are asked, to be ended at once."""

    def __init__(self) -> None:
        self._ends: list[Callable[[], None]] = []
        self._over = False

    def add(self, end: Callable[[], None]) -> None:
        """Note how a guest is ended; end it when the others are ended already."""
        self._ends.append(end)
        if self._over:
            end()

    def end(self) -> None:
        """End all guests, also those that come later."""
        self._over = True
        for end in list(self._ends):
            end()


def _asker(name: str, say: Callable[[str], None], running: _Running) -> Callable[..., KernelReport]:
    """The function that asks a kernel, after everything that it needs is there."""
    if name == HERE:
        reason = unavailable()
        if reason is not None:
            raise MissingFeatureError(f"the running kernel cannot be asked: {reason}")
        return lambda spec, programs, _: _ask_here(spec, programs)
    from progpack.vm.fetch import ensure, parse
    from progpack.vm.store import Store, Stored
    from progpack.vm.warm import resume

    stored: Stored = ensure(Store(), parse(name), say)

    def ask(spec: ObjectSpec, programs: Sequence[str], unprivileged: bool) -> KernelReport:
        began = time.monotonic()
        with resume(stored) as guest:
            running.add(guest.end)
            if unprivileged:
                guest.give_up_privileges()

            def types() -> Btf:
                if "btf" not in stored.manifest.files:
                    raise MissingFeatureError(f"{stored.name} shows no types")
                return Btf(stored.read("btf"), f"the types of {stored.name}")

            def options() -> Mapping[str, int | str]:
                has = "config" in stored.manifest.files
                return options_of(stored.read("config").decode() if has else "")

            def symbols(names: Sequence[str]) -> Mapping[str, int]:
                text = guest.read("/proc/kallsyms").decode(errors="replace")
                return addresses_of(names, text.splitlines())

            target = _Target(guest, stored.name, types, options, symbols)
            verdicts = _ask(_fitting(spec, target), programs, target)
        return _report(name, target, verdicts, began)

    return ask


def _ask_here(spec: ObjectSpec, programs: Sequence[str]) -> KernelReport:
    from progpack.bpf.fit.this_kernel import kernel_options, kernel_symbols

    began = time.monotonic()
    target = _Target(
        RUNNING, os.uname().release, lambda: target_types("kernel"), kernel_options, kernel_symbols
    )
    return _report(HERE, target, _ask(spec, programs, target), began)


def _report(
    name: str, target: _Target, verdicts: Mapping[str, KernelVerdict], began: float
) -> KernelReport:
    seconds = round(time.monotonic() - began, 3)
    return KernelReport(name, target.release, verdicts, tuple(target.notes), seconds)


def _ask(spec: ObjectSpec, programs: Sequence[str], target: _Target) -> dict[str, KernelVerdict]:
    fitted: dict[str, ObjectSpec | str]
    try:
        whole = _fitted(spec, programs, target)
        fitted = dict.fromkeys(programs, whole)
    except ProgpackError:
        # One of them does not fit; the others may.
        fitted = {name: _fitted_alone(spec, name, target) for name in programs}
    verdicts = {}
    with ExitStack() as stack:
        made: dict[str, KernelMap] = {}
        for name in programs:
            one = fitted[name]
            if isinstance(one, str):
                verdicts[name] = KernelVerdict(name, False, one)
                continue
            verdicts[name] = _ask_one(one, name, target, made, stack)
    return verdicts


def _ask_one(
    spec: ObjectSpec, name: str, target: _Target, made: dict[str, KernelMap], stack: ExitStack
) -> KernelVerdict:
    program = spec.programs[name]
    for used in program.used_maps:
        if used in made:
            continue
        try:
            created = KernelMap.from_spec(spec.maps[used], target.port)
        except BpfError as error:
            return KernelVerdict(name, False, " ".join(str(error).split()))
        made[used] = stack.enter_context(created)
    types = target.types() if program.attach and program.type.name in ("TRACING", "LSM") else None
    return verdict_of(program, made, target.port, types)


def _fitted_alone(spec: ObjectSpec, name: str, target: _Target) -> ObjectSpec | str:
    alone = replace(spec, programs={name: spec.programs[name]})
    try:
        return _fitted(alone, [name], target)
    except ProgpackError as error:
        return " ".join(str(error).split())


def _fitted(spec: ObjectSpec, programs: Sequence[str], target: _Target) -> ObjectSpec:
    relocated = any(spec.programs[name].core for name in programs)
    kconfig: dict[str, int | str] = {}
    ksyms: Mapping[str, int] = {}
    if spec.externs:
        kconfig = {
            "LINUX_KERNEL_VERSION": linux_version_code(target.release),
            **target.options(),
        }
        wanted = [extern.name for extern in spec.externs.values() if extern.section == ".ksyms"]
        ksyms = target.symbols(wanted) if wanted else {}
    btf = target.types() if relocated else None
    return fit(spec, programs=programs, btf=btf, kconfig=kconfig, ksyms=ksyms)


def _fitting(spec: ObjectSpec, target: _Target) -> ObjectSpec:
    """The object with maps that a guest has memory for."""
    maps = dict(spec.maps)
    most = _most_of_each([one.max_entries * _stride(one) for one in spec.maps.values()])
    for name, one in spec.maps.items():
        entries = max(1, most // _stride(one))
        if one.type in (MapType.RINGBUF, MapType.USER_RINGBUF):
            entries = max(_PAGE, 1 << (entries.bit_length() - 1))
        if entries >= one.max_entries:
            continue
        maps[name] = replace(one, max_entries=entries)
        target.notes.append(
            f"map {name} has {entries:,} elements instead of {one.max_entries:,}, for which the "
            "guest has no memory"
        )
    return replace(spec, maps=maps) if maps != spec.maps else spec


def _most_of_each(sizes: Sequence[int]) -> int:
    """Bytes that each map may have so that maps of these sizes fit together: small ones do."""
    room = _MAPS_MOST
    for number, size in enumerate(sorted(sizes)):
        share = room // (len(sizes) - number)
        if size > share:
            return share
        room -= size
    return _MAPS_MOST


def _stride(one: MapSpec) -> int:
    if one.type in (MapType.RINGBUF, MapType.USER_RINGBUF):
        return 1
    return one.key_size + one.value_size + _ELEMENT
