"""The backends by name; each is imported when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from progpack.bpf.ability import Ability, missing
from progpack.bpf.environment import Environment
from progpack.errors import UnknownNameError, UsageError
from progpack.run.protocols import Backend

if TYPE_CHECKING:
    from progpack.bpf.oracle.machine import Watcher

__all__ = ["COMPILED", "NAMES", "backend_of", "get_ready", "is_able", "watched_interpreter"]

#: The backend that is its own face: see `progpack.jit.object.Object`.
COMPILED: Final = "compiled"


def _interpreter(_: str, environment: Environment) -> Backend:
    from progpack.bpf.oracle.backend import Interpreter

    return Interpreter(environment)


def _executables(cpu: str, environment: Environment) -> Backend:
    from progpack.foreign.backend import Executables

    return Executables(cpu, environment)


def _isolated(_: str, environment: Environment) -> Backend:
    from progpack.foreign.backend import Isolated

    return Isolated(environment)


def _kernel(_: str, __: Environment) -> Backend:
    from progpack.kernel.runs.backend import Kernel

    return Kernel()


def _guest(kernel: str, _: Environment) -> Backend:
    from progpack.vm.backend import VirtualMachine

    return VirtualMachine(kernel)


#: The maker of each backend; the part of a name behind a colon says for what.
_MAKERS: Final[Mapping[str, Callable[[str, Environment], Backend]]] = {
    "interpreter": _interpreter,
    "isolated": _isolated,
    "arch:NAME": _executables,
    "kernel": _kernel,
    "vm:NAME": _guest,
}
#: The names as people write them.
NAMES: Final = (COMPILED, *_MAKERS)


def backend_of(backend: str | Backend, environment: Environment | None = None) -> Backend | None:
    """The backend of a name, or the one that is given; None for `COMPILED`.

    Args:
        backend: its name; or a backend, which has its environment.
        environment: what its programs are told of the world; default what is true of this machine.

    Raises:
        UsageError: there is none of this name; a backend that has its environment gets another.
        MissingFeatureError: the backend takes no environment.
    """
    environment = Environment() if environment is None else environment
    if not isinstance(backend, str):
        if environment.words.given and environment is not backend.environment:
            raise UsageError("environment= is for a backend by name; a backend has its own")
        return backend
    if backend == COMPILED:
        return None
    kind, colon, what = backend.partition(":")
    make = _MAKERS.get(f"{kind}:NAME" if colon else kind)
    if make is None:
        raise UnknownNameError("there is no backend", backend, NAMES, listed="there are:")
    made = make(what, environment)
    if environment.words.given and not is_able(made, Ability.ENVIRONMENT):
        raise missing(made.name, Ability.ENVIRONMENT, "environment=")
    return made


def watched_interpreter(watcher: Watcher, environment: Environment | None = None) -> Backend:
    """Return the interpreter with somebody who sees each instruction before it is executed.

    Args:
        watcher: called with the machine, the slot and the registers.
        environment: what its programs are told of the world.
    """
    from progpack.bpf.oracle.backend import Interpreter

    return Interpreter(environment, watcher)


def is_able(backend: Backend | None, ability: Ability) -> bool:
    """Whether a backend, as `backend_of` gives it, has an ability; `COMPILED` has all."""
    return backend is None or ability in backend.abilities


def get_ready(backend: str | Backend) -> None:
    """Start what a load takes long for, so that it goes on while the object is read."""
    if backend != COMPILED:
        return
    from progpack.jit.native.runtime import runtime_is_known

    if not runtime_is_known():
        from progpack.jit.compile import compiler

        compiler().start()
