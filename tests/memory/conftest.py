from __future__ import annotations

from collections.abc import Iterator

import pytest

from progpack.memory import PackAllocator, ProcessMemory
from tests.memory.maps import writable_and_executable


@pytest.fixture(autouse=True)
def no_writable_code() -> Iterator[None]:
    """After each test nothing is writable and executable."""
    yield
    assert writable_and_executable() == []


@pytest.fixture
def memory() -> ProcessMemory:
    return ProcessMemory()


@pytest.fixture
def packs() -> Iterator[PackAllocator]:
    with PackAllocator() as made:
        yield made
