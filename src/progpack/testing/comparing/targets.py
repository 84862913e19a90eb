"""Programs that redirect packets, compared with a backend whose results do not say where to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from progpack.bpf.ability import Ability
from progpack.run.backends import backend_of, is_able

if TYPE_CHECKING:
    from progpack.run.protocols import Backend

__all__ = ["TARGET", "takes_redirects", "tells_targets"]

TARGET: Final = "redirect"
"""The field of a result that says where a program redirects its packet to."""


def takes_redirects(name: str) -> str | Backend:
    """Return a backend that runs programs which redirect, whether or not it tells where to.

    A test run of the kernel redirects nothing, and gives back the verdict and the packet. What
    clones packets is not run: a test run sends the clones.

    Raises:
        UsageError, MissingFeatureError: as `backend_of`.
    """
    backend = backend_of(name)
    if backend is None or is_able(backend, Ability.REDIRECTS):
        return name
    return _Redirecting(backend)


def tells_targets(objects: Sequence[Any]) -> bool:
    """Whether the results of all objects say where programs redirect packets to."""
    return all(is_able(backend_of(each.backend), Ability.REDIRECTS) for each in objects)


class _Redirecting:
    """A backend that also runs programs that redirect packets; all else is that of the backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.abilities = backend.abilities | {Ability.REDIRECTS}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)
