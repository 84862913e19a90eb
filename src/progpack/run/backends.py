"""The backends by name; each is imported when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from progpack.errors import UsageError
from progpack.run.protocols import Backend

__all__ = ["COMPILED", "NAMES", "backend_of", "get_ready"]

#: The backend that is its own face: see `progpack.jit.object.Object`.
COMPILED: Final = "compiled"


def _interpreter(_: str) -> Backend:
    from progpack.bpf.oracle.backend import Interpreter

    return Interpreter()


#: How each is made; what stands behind a colon in the name is what it is made for.
_MAKERS: Final[Mapping[str, Callable[[str], Backend]]] = {
    "interpreter": _interpreter,
}
#: The names as people write them.
NAMES: Final = (COMPILED, *_MAKERS)


def backend_of(backend: str | Backend) -> Backend | None:
    """The backend of a name, or the one that is given; None for `COMPILED`.

    Raises:
        UsageError: there is none of this name.
    """
    if not isinstance(backend, str):
        return backend
    if backend == COMPILED:
        return None
    kind, colon, what = backend.partition(":")
    make = _MAKERS.get(f"{kind}:NAME" if colon else kind)
    if make is None:
        raise UsageError(f"there is no backend {backend!r}; there are: {', '.join(NAMES)}")
    return make(what)


def get_ready(backend: str | Backend) -> None:
    """Start what a load takes long for, so that it goes on while the object is read."""
    if backend != COMPILED:
        return
    from progpack.jit.native.runtime import runtime_is_known

    if not runtime_is_known():
        from progpack.jit.compile import compiler

        compiler().start()
