"""A memory of any architecture whose calls fail when a plan says so. Nothing in it can be run.

It does things in the order of the kernel's alloc_new_pack(): reserve, fill, then protect; a
failure in between leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from progpack.arch import Arch
from progpack.arch.code import can_jump
from progpack.arch.gate import Capability
from progpack.errors import (
    CapabilityError,
    ExecMemoryError,
    OutOfMemoryError,
    PokeError,
    ProgpackError,
    SpanError,
)
from progpack.memory import Capabilities

__all__ = ["ERRORS", "KINDS", "DryMemory", "DryText", "Plan"]

KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reserve": ("shortage", "refusal"),
        "set_memory": ("failure",),
        "text_copy": ("failure", "part", "shortage"),
        "text_invalidate": ("failure", "part", "shortage"),
        "text_poke": ("failure", "shortage"),
        "release": ("failure",),
        "buffer": ("shortage",),
    }
)
"""Call -> the ways in which it fails. ``part``: half of it was done."""

ERRORS: Final[Mapping[str, type[ProgpackError]]] = MappingProxyType(
    {
        "shortage": OutOfMemoryError,
        "refusal": CapabilityError,
        "failure": ExecMemoryError,
        "part": ExecMemoryError,
    }
)
"""The way in which a call fails -> what it raises."""

_FIRST: Final = 0x10_0000_0000


@dataclass(slots=True)
class Plan:
    """The calls that fail, and those that were made.

    Attributes:
        calls: every call so far.
        at: number of the call that fails first; None: none does.
        kind: how.
        more: how many calls after that one fail too.
        failed: the calls that failed.
        armed: call -> how the next one of that name fails.
    """

    calls: list[str] = field(default_factory=list)
    at: int | None = None
    kind: str = ""
    more: int = 0
    failed: list[str] = field(default_factory=list)
    armed: dict[str, str] = field(default_factory=dict)

    def step(self, call: str) -> str:
        """Note a call; how it is to fail, or nothing."""
        number = len(self.calls)
        self.calls.append(call)
        if call in self.armed:
            self.failed.append(call)
            return self.armed.pop(call)
        if self.at is None or not self.at <= number <= self.at + self.more:
            return ""
        self.failed.append(call)
        return self.kind if number == self.at else KINDS[call][0]

    def error(self, call: str, kind: str) -> ProgpackError:
        """Return the error that a call raises which fails in this way."""
        return ERRORS[kind](f"injected: {call}, {kind}")

    def check(self, call: str) -> None:
        """Note a call that does nothing when it fails.

        Raises:
            ExecMemoryError: the step is to fail.
        """
        if kind := self.step(call):
            raise self.error(call, kind)

    def arm(self, call: str, kind: str) -> None:
        """Let the next call of this name fail in this way."""
        self.armed[call] = kind

    def disarm(self) -> None:
        """Let nothing fail any more."""
        self.at = None
        self.armed.clear()


class DryText:
    """A region of a `DryMemory`; see `progpack.memory.protocol.Text`."""

    def __init__(self, memory: DryMemory, address: int, size: int) -> None:
        self.address = address
        self.size = size
        self.memory = memory
        self.bytes = bytearray(memory.arch.trap_fill(size))

    def text_copy(self, offset: int, data: bytes | bytearray) -> None:
        """Write; after a failure nothing or the first half is there."""
        self._write("text_copy", offset, bytes(data))

    def text_invalidate(self, offset: int, size: int) -> None:
        """Fill with traps; after a failure nothing or the first half has them."""
        self._write("text_invalidate", offset, self.memory.arch.trap_fill(size))

    def text_poke(self, offset: int, old: bytes, new: bytes) -> None:
        """Change bytes at once if they are ``old``."""
        self._check(offset, len(new))
        if self.read(offset, len(old)) != old:
            raise PokeError("not what is there")
        self.memory.plan.check("text_poke")
        self.bytes[offset : offset + len(new)] = new

    def read(self, offset: int, size: int) -> bytes:
        """A copy of what is there."""
        self._check(offset, size)
        return bytes(self.bytes[offset : offset + size])

    def release(self) -> None:
        """Give the region back."""
        self._check(0, 0)
        self.memory.plan.check("release")
        self.memory.regions.remove(self)

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Address ranges of this process: none."""
        return ()

    def _write(self, call: str, offset: int, data: bytes) -> None:
        self._check(offset, len(data))
        kind = self.memory.plan.step(call)
        if kind == "part":
            half = len(data) // 2
            self.bytes[offset : offset + half] = data[:half]
        if kind:
            raise self.memory.plan.error(call, kind)
        self.bytes[offset : offset + len(data)] = data

    def _check(self, offset: int, size: int) -> None:
        if self not in self.memory.regions:
            raise SpanError("released")
        if offset < 0 or offset + size > self.size:
            raise SpanError("outside")


class DryMemory:
    """A source of regions that cannot be run; see `progpack.memory.protocol.Memory`.

    Args:
        arch: the architecture whose traps fill the regions.

    Attributes:
        arch: the architecture whose traps fill the regions.
        plan: the calls that fail.
        regions: the regions that were not given back.
        capabilities: all available, except text_poke where no jump is known.
    """

    def __init__(self, arch: Arch) -> None:
        self.arch = arch
        self.plan = Plan()
        self.regions: list[DryText] = []
        self._next = _FIRST
        names = ("text_copy", "text_invalidate", "set_rox", "data")
        has = {name: Capability(name, True, "a dry run") for name in names}
        self.capabilities = Capabilities(
            arch=arch,
            page_size=arch.page_size,
            pmd_size=arch.pmd_size,
            trap=arch.trap,
            trap_unit=arch.trap_unit,
            alignment=arch.alignment.value or arch.trap_unit,
            recipe="a dry run",
            refused=(),
            text_poke=Capability("text_poke", can_jump(arch), "a jump that is known"),
            huge_pages=Capability("huge_pages", False, "a dry run"),
            **has,
        )

    def reserve(
        self, size: int, *, near: int | None = None, reach: int = 1 << 31, name: str = ""
    ) -> DryText:
        """A region full of traps, protected."""
        self.plan.check("reserve")
        size = -(-size // self.arch.page_size) * self.arch.page_size
        region = DryText(self, self._next, size)
        self._next += size + self.arch.page_size
        self.plan.check("set_memory")
        self.regions.append(region)
        return region
