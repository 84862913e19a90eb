"""Replays a trace under some policies on a modelled machine, and has the result.

>>> import progpack
>>> result = progpack.replay("host.trace.gz", ["page", "pack"], "x86-64:64G")  # doctest: +SKIP
>>> result.policy("pack").end.level2_splits  # doctest: +SKIP
4

The package can be called itself, as here; it is `progpack.replay.engine.replay` then.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from progpack.replay.engine import Progress, replay
from progpack.replay.result import (
    Picture,
    PolicyResult,
    Rectangle,
    Refusal,
    Result,
    Sample,
    SplitTick,
    Validation,
    error_of,
)
from progpack.replay.source import Events
from progpack.replay.sweeps import sweep

__all__ = [
    "Events",
    "Picture",
    "PolicyResult",
    "Progress",
    "Rectangle",
    "Refusal",
    "Result",
    "Sample",
    "SplitTick",
    "Validation",
    "error_of",
    "replay",
    "sweep",
]


class _Room(ModuleType):
    """`progpack.replay` is this package and the function of the same name."""

    def __call__(self, *args: Any, **options: Any) -> Result:
        return replay(*args, **options)


sys.modules[__name__].__class__ = _Room
