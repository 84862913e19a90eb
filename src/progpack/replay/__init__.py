"""Replays: a trace, under some policies, on a modelled machine; and what came out."""

from __future__ import annotations

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

__all__ = [
    "Picture",
    "PolicyResult",
    "Rectangle",
    "Refusal",
    "Result",
    "Sample",
    "SplitTick",
    "Validation",
    "error_of",
]
