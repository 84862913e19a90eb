"""Internal: the compiler's process, and what it is asked for.

Other rooms ask for `compiler`. The package hands it on from `client` when it is first asked for:
the compiler's own process, which imports this package too, has no use for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progpack.jit.compile.client import compiler

__all__ = ["compiler"]


def __getattr__(name: str) -> Any:
    if name == "compiler":
        from progpack.jit.compile.client import compiler

        return compiler
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
