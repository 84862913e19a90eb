"""Symbols of this process, as the dynamic linker finds them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["process_symbol"]


def process_symbol(name: str, libraries: Sequence[str] = ()) -> int | None:
    """The address of a function or variable: dlsym(3).

    Args:
        name: name of the C function.
        libraries: names or paths of shared libraries that are asked, in order, before the process
            itself; they are loaded at the first question and stay.

    Returns:
        The address, None where nobody has it.

    Raises:
        OSError: a library cannot be loaded.
    """
    for library in (*libraries, None):
        try:
            return ctypes.addressof(ctypes.c_char.in_dll(_library(library), name))
        except ValueError:
            continue
    return None


@lru_cache(maxsize=64)
def _library(name: str | None) -> ctypes.CDLL:
    return ctypes.CDLL(name)
