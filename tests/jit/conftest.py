"""What every test of compiled code needs: LLVM, and executable memory."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from progpack import PackAllocator


@pytest.fixture(autouse=True)
def _needs_llvm() -> None:
    # Looked for, not imported: it stays out of this process.
    if find_spec("llvmlite") is None:
        pytest.skip("compiling needs the extra: pip install progpack[jit]")


@pytest.fixture
def packs() -> Iterator[PackAllocator]:
    with PackAllocator(keep_empty=False) as allocator:
        yield allocator
        assert allocator.stats.quarantined == 0
