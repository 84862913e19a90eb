"""A memory whose operations fail when a test says so."""

from __future__ import annotations

from collections import Counter

from progpack.errors import ExecMemoryError, OutOfMemoryError
from progpack.memory import Capabilities, ProcessMemory, Region

OPERATIONS = ("reserve", "text_copy", "text_invalidate", "release")


class Plan:
    """Which calls fail, and how often each operation was called."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self._armed: dict[str, int] = {}
        self._kinds: dict[str, type[ExecMemoryError]] = {"reserve": OutOfMemoryError}

    def arm(
        self, operation: str, after: int = 0, kind: type[ExecMemoryError] | None = None
    ) -> None:
        """Let the call of ``operation`` that follows ``after`` more fail, once."""
        self._armed[operation] = after
        if kind is not None:
            self._kinds[operation] = kind

    def disarm(self) -> None:
        self._armed.clear()

    def step(self, operation: str) -> None:
        self.calls[operation] += 1
        left = self._armed.get(operation)
        if left == 0:
            del self._armed[operation]
            raise self._kinds.get(operation, ExecMemoryError)(f"injected: {operation}")
        if left is not None:
            self._armed[operation] = left - 1


class FaultyRegion:
    """A region of this process; a copy that fails has written a part already."""

    def __init__(self, region: Region, plan: Plan) -> None:
        self._region = region
        self._plan = plan
        self.address = region.address
        self.size = region.size

    def text_copy(self, offset: int, data: bytes | bytearray) -> None:
        try:
            self._plan.step("text_copy")
        except ExecMemoryError:
            self._region.text_copy(offset, data[: len(data) // 2 + 1])
            raise
        self._region.text_copy(offset, data)

    def text_invalidate(self, offset: int, size: int) -> None:
        self._plan.step("text_invalidate")
        self._region.text_invalidate(offset, size)

    def text_poke(self, offset: int, old: bytes, new: bytes) -> None:
        self._plan.step("text_poke")
        self._region.text_poke(offset, old, new)

    def read(self, offset: int, size: int) -> bytes:
        return self._region.read(offset, size)

    def release(self) -> None:
        self._plan.step("release")
        self._region.release()

    def ranges(self) -> tuple[tuple[int, int], ...]:
        return self._region.ranges()


class FaultyMemory:
    """The memory of this process, with a `Plan`."""

    def __init__(self) -> None:
        self._memory = ProcessMemory()
        self.plan = Plan()

    @property
    def capabilities(self) -> Capabilities:
        return self._memory.capabilities

    def reserve(
        self, size: int, *, near: int | None = None, reach: int = 1 << 31, name: str = ""
    ) -> FaultyRegion:
        self.plan.step("reserve")
        return FaultyRegion(
            self._memory.reserve(size, near=near, reach=reach, name=name), self.plan
        )
