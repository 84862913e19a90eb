"""Fixtures of the tests of backends."""

from __future__ import annotations

from tests.kernel.conftest import live_kernel

__all__ = ["live_kernel"]
