"""Verdicts of several kernels about the programs of an object, each kernel asked by itself.

The object is fitted to each kernel (CO-RE, options, symbols), its maps are made there, and each
program is loaded and unloaded. Kernels are those of `progpack.vm`, and ``here``: the running one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from progpack.bpf.fit.target_types import target_types
from progpack.bpf.spec import ObjectSpec
from progpack.errors import BpfError, MissingFeatureError, ProgpackError, UsageError
from progpack.kernel.syscall.call import RUNNING, unavailable
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.refusal import KernelVerdict, verdict_of
from progpack.records import replace
from progpack.run.kernels.target import Target, fitted_to, fitting, target_of
from progpack.waits import result

__all__ = ["HERE", "KernelReport", "ask_kernels", "verdicts_on"]

#: The name of the running kernel.
HERE: Final = "here"


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


def ask_kernels(
    spec: ObjectSpec,
    programs: Sequence[str],
    kernels: Sequence[str],
    say: Callable[[str], None],
    *,
    unprivileged: bool = False,
    lines: int = 0,
    walks: bool = False,
) -> list[KernelReport]:
    """Ask kernels for their verdicts, as many at once as there are CPUs.

    Args:
        spec: the object, not yet fitted to a kernel.
        programs: names of the programs.
        kernels: names of the kernels, as `progpack.vm.fetch.parse` takes them, or `HERE`.
        say: told each step of a kernel that is fetched.
        unprivileged: whether the programs are loaded by a user without privileges.
        lines: most lines of source whose cost is wanted for each program.
        walks: whether the log of all walks is wanted, also of programs that are accepted.

    Raises:
        UsageError: nothing has such a name.
        MissingFeatureError, GuestError, ObjectError: a kernel cannot be had or asked.
    """
    if unprivileged and HERE in kernels:
        raise UsageError("--unpriv is for kernels in guests, whose settings may be changed")
    running = _Running()
    askers = [_asker(name, say, running) for name in dict.fromkeys(kernels)]

    def ask(asker: Callable[..., KernelReport]) -> KernelReport:
        return asker(spec, programs, _Wish(unprivileged, lines, walks))

    with ThreadPoolExecutor(max(1, min(len(askers), len(os.sched_getaffinity(0))))) as pool:
        try:
            return [result(report) for report in [pool.submit(ask, asker) for asker in askers]]
        except BaseException:  # ctrl-C too: the pool waits for its threads, and they for guests
            pool.shutdown(wait=False, cancel_futures=True)
            running.end()
            raise


@dataclass(frozen=True, slots=True)
class _Wish:
    """The options of `ask_kernels` that hold for every kernel."""

    unprivileged: bool
    lines: int
    walks: bool


class _Running:
    """The guests that are asked, to be ended at once.

    Attributes:
        over: whether they were ended.
    """

    def __init__(self) -> None:
        self._ends: list[Callable[[], None]] = []
        self.over = False

    def add(self, end: Callable[[], None]) -> None:
        """Note how a guest is ended; end it when the others are ended already."""
        self._ends.append(end)
        if self.over:
            end()

    def end(self) -> None:
        """End all guests, also those that come later."""
        self.over = True
        for end in list(self._ends):
            end()


def _asker(name: str, say: Callable[[str], None], running: _Running) -> Callable[..., KernelReport]:
    """The function that asks a kernel, after everything that it needs is there."""
    if name == HERE:
        reason = unavailable()
        if reason is not None:
            raise MissingFeatureError(f"the running kernel cannot be asked: {reason}")
        return lambda spec, programs, wish: _ask_here(spec, programs, wish, running)
    from progpack.vm.fetch import ensure, parse
    from progpack.vm.guest import attempt
    from progpack.vm.store import Store, Stored
    from progpack.vm.warm import resume

    stored: Stored = ensure(Store(), parse(name), say)

    def ask(spec: ObjectSpec, programs: Sequence[str], wish: _Wish) -> KernelReport:
        return attempt(lambda: ask_once(spec, programs, wish), say, lambda: running.over)

    def ask_once(spec: ObjectSpec, programs: Sequence[str], wish: _Wish) -> KernelReport:
        began = time.monotonic()
        with resume(stored) as guest:
            running.add(guest.end)
            if wish.unprivileged:
                guest.give_up_privileges()

            target = target_of(stored, guest)
            fitted = fitting(spec, target)
            verdicts = verdicts_on(fitted, programs, target, wish.lines, wish.walks)
        return _report(name, target, verdicts, began)

    return ask


def _ask_here(
    spec: ObjectSpec, programs: Sequence[str], wish: _Wish, running: _Running
) -> KernelReport:
    from progpack.bpf.fit.this_kernel import kernel_options, kernel_symbols

    began = time.monotonic()
    target = Target(
        RUNNING, os.uname().release, lambda: target_types("kernel"), kernel_options, kernel_symbols
    )
    going = takewhile(lambda _: not running.over, programs)
    verdicts = verdicts_on(spec, programs, target, wish.lines, wish.walks, asked=going)
    return _report(HERE, target, verdicts, began)


def _report(
    name: str, target: Target, verdicts: Mapping[str, KernelVerdict], began: float
) -> KernelReport:
    seconds = round(time.monotonic() - began, 3)
    return KernelReport(name, target.release, verdicts, tuple(target.notes), seconds)


def verdicts_on(
    spec: ObjectSpec,
    programs: Sequence[str],
    target: Target,
    lines: int = 0,
    walks: bool = False,
    asked: Iterable[str] | None = None,
) -> dict[str, KernelVerdict]:
    """The verdicts of one kernel on programs of an object, by their names.

    Args:
        spec: the object, not yet fitted to it.
        programs: names of the programs.
        target: the kernel.
        lines: most lines of source whose cost is wanted for each program.
        walks: whether the log of all walks is wanted, also of programs that are accepted.
        asked: yields the programs in turn, and ends where the rest is not wanted; None: all.

    Raises:
        GuestError: the guest is gone.
    """
    fitted: dict[str, ObjectSpec | str]
    try:
        whole = fitted_to(spec, programs, target)
        fitted = dict.fromkeys(programs, whole)
    except ProgpackError:
        # One of them does not fit; the others may.
        fitted = {name: _fitted_alone(spec, name, target) for name in programs}
    verdicts = {}
    with ExitStack() as stack:
        made: dict[str, KernelMap] = {}
        for name in programs if asked is None else asked:
            one = fitted[name]
            if isinstance(one, str):
                verdicts[name] = KernelVerdict(name, False, one)
                continue
            verdicts[name] = _ask_one(one, name, target, made, stack, lines, walks)
    return verdicts


def _ask_one(
    spec: ObjectSpec,
    name: str,
    target: Target,
    made: dict[str, KernelMap],
    stack: ExitStack,
    lines: int,
    walks: bool,
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
    return verdict_of(program, made, target.port, types, lines, walks)


def _fitted_alone(spec: ObjectSpec, name: str, target: Target) -> ObjectSpec | str:
    alone = replace(spec, programs={name: spec.programs[name]})
    try:
        return fitted_to(alone, [name], target)
    except ProgpackError as error:
        return " ".join(str(error).split())
