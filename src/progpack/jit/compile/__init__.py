"""Internal: the compiler's process, the requests to it, and the cache on disk.

Other rooms ask for `compiler` and `settle`. What talks to the compiler's process is imported when
something is first compiled: the process itself, which imports this package too, has no use for it,
and neither has one that finds all in a cache.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progpack.jit.compile.client import Compiler

__all__ = ["compiler", "settle"]


def compiler(target: str | None = None) -> Compiler:
    """The compiler of this process, for this machine or for a target that is named.

    Args:
        target: name of one of `progpack.arch.lookup.TARGETS`.
    """
    from progpack.jit.compile import client

    return client.compiler(target)


def settle(digest: bytes) -> None:
    """Return when an image that was to be kept is on disk or could not be kept.

    Args:
        digest: digest of the image.
    """
    if f"{__name__}.client" in sys.modules:
        compiler().settle(digest)
