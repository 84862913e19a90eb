"""Why a table of one look at the running kernel is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from progpack.known import Unknown

if TYPE_CHECKING:
    from progpack.kernel.sampler import Reading

__all__ = ["no_loaders", "no_programs"]


def no_programs(reading: Reading) -> str:
    """Why no program is shown."""
    hidden = [n for n in reading.snapshot.notes if n.startswith("programs cannot be listed")]
    return hidden[0] if hidden else "no program has an id"


def no_loaders(reading: Reading) -> str:
    """Why nobody who loads is shown; empty when somebody is."""
    if isinstance(reading.loaders, Unknown):
        return f"loads are not seen: {reading.loaders.reason}"
    return "" if reading.loaders else "nothing was loaded since the first look"
