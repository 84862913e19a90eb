from __future__ import annotations

from collections.abc import Iterator

import pytest

from progpack.memory import PackAllocator, ProcessMemory


@pytest.fixture
def memory() -> ProcessMemory:
    return ProcessMemory()


@pytest.fixture
def packs() -> Iterator[PackAllocator]:
    with PackAllocator(keep_empty=False) as made:
        yield made
