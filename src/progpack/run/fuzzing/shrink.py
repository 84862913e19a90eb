"""Makes a finding small: fewer packets, shorter ones, and zeros where they suffice."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from progpack.run.fuzzing.judge import Finding, Judge

__all__ = ["shrink"]

#: Seconds that it may take.
_SECONDS: Final = 20.0
#: Of so many packets each is made smaller, not the last one alone.
_FEW: Final = 4

_Packets = tuple[bytes, ...]


def shrink(finding: Finding, judge: Judge, seconds: float = _SECONDS) -> Finding:
    """Return the same finding with less; ctrl-C ends the attempts as the end of the time does.

    Args:
        finding: it breaks the program on fresh maps.
        judge: says whether others do.
        seconds: time that it may take.
    """
    best = finding
    end = time.monotonic() + seconds

    def still(packets: Sequence[bytes]) -> bool:
        nonlocal best
        if time.monotonic() > end:
            return False
        again = judge.judge(packets)
        if again is None or (again.kind, again.key) != (finding.kind, finding.key):
            return False
        best = again
        return True

    try:
        _drop_packets(lambda: best.packets, still)
        first = 0 if len(best.packets) <= _FEW else len(best.packets) - 1
        for at in range(first, len(best.packets)):
            _shrink_packet(lambda: best.packets, at, still)
    except KeyboardInterrupt:
        pass  # the finding is worth more than its size
    return best


def _drop_packets(packets: Callable[[], _Packets], still: Callable[[_Packets], bool]) -> None:
    """Leave packets out that need not come before the last one."""
    if len(packets()) > 1 and still(packets()[-1:]):
        return
    size = len(packets()) // 2
    while size:
        at = 0
        while at < len(packets()) - 1:
            kept = packets()
            end = min(at + size, len(kept) - 1)
            if not still(kept[:at] + kept[end:]):
                at = end
        size //= 2


def _shrink_packet(
    packets: Callable[[], _Packets], at: int, still: Callable[[_Packets], bool]
) -> None:
    def with_packet(packet: bytes) -> bool:
        kept = packets()
        return at < len(kept) and still((*kept[:at], packet, *kept[at + 1 :]))

    _shorten(lambda: packets()[at], with_packet)
    _zero(lambda: packets()[at], with_packet)


def _shorten(packet: Callable[[], bytes], still: Callable[[bytes], bool]) -> None:
    """Cut the end off, then parts inside."""
    size = len(packet()) // 2
    while size:
        while len(packet()) >= size and still(packet()[:-size]):
            continue
        size //= 2
    size = len(packet()) // 2
    while size:
        at = 0
        while at + size <= len(packet()):
            if not still(packet()[:at] + packet()[at + size :]):
                at += size
        size //= 2


def _zero(packet: Callable[[], bytes], still: Callable[[bytes], bool]) -> None:
    """Set to zero what may be zero, whole stretches first."""
    size = len(packet())
    while size:
        for at in range(0, len(packet()), size):
            now = packet()
            if any(now[at : at + size]):
                still(now[:at] + bytes(len(now[at : at + size])) + now[at + size :])
        size //= 2
