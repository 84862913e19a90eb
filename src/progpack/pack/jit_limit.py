"""The limit on executable memory: net.core.bpf_jit_limit.

See bpf_jit_charge_modmem() and bpf_jit_uncharge_modmem() in kernel/bpf/core.c.
"""

from __future__ import annotations

from progpack.errors import JitLimitError, UsageError

__all__ = ["JitLimit"]


class JitLimit:
    """Counts bytes of executable memory against a limit. Not thread-safe: the owner locks.

    What is charged is for the caller to say. The kernel charges each program's size in whole
    chunks and a trampoline's exact size; not the packs, not the XDP dispatcher.

    Args:
        limit: bytes that may be charged in total, or None for no limit.
        privileged: the charge may exceed the limit, as it may with CAP_BPF. The sum is kept.

    Raises:
        UsageError: the limit is negative.
    """

    __slots__ = ("_current", "limit", "privileged")

    def __init__(self, limit: int | None = None, privileged: bool = False) -> None:
        if limit is not None and limit < 0:
            raise UsageError(f"a limit is not negative: {limit}")
        self.limit = limit
        self.privileged = privileged
        self._current = 0

    def __repr__(self) -> str:
        return f"<JitLimit {self._current} of {self.limit} bytes>"

    @property
    def current(self) -> int:
        """Bytes that are charged now."""
        return self._current

    def charge(self, size: int) -> None:
        """Charge ``size`` bytes; a total that equals the limit is still allowed.

        Raises:
            JitLimitError: the total would exceed the limit; nothing is charged.
            UsageError: the size is negative.
        """
        self.check(size)
        self._current += size

    def check(self, size: int) -> None:
        """Raise the error that `charge` would raise, and charge nothing.

        Raises:
            As `charge`.
        """
        if size < 0:
            raise UsageError(f"cannot charge {size} bytes")
        total = self._current + size
        if self.limit is not None and total > self.limit and not self.privileged:
            raise JitLimitError(
                f"{size} bytes do not fit the limit on executable memory: {self._current} of "
                f"{self.limit} are charged; free programs or raise the limit"
            )

    def recount(self, size: int) -> None:
        """Set the sum, when it is known from elsewhere."""
        self._current = size

    def uncharge(self, size: int) -> None:
        """Take back a charge of ``size`` bytes.

        Raises:
            UsageError: the size is negative or more than is charged.
        """
        if not 0 <= size <= self._current:
            raise UsageError(f"cannot uncharge {size} bytes: {self._current} are charged")
        self._current -= size
