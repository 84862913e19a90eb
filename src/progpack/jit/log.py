"""The log of runs, of printed and cloned data: compiled code fills it, Python empties it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final, Literal

from progpack.bpf.helpers.record import Effect
from progpack.bpf.outcome import LOG_BYTES, Clone, Signal, lost_text
from progpack.bpf.spec import MapSpec, MapType
from progpack.jit.maps.handle import RingBuffer
from progpack.jit.native.layout import LOG_PRINT, LOG_SIGNAL, State
from progpack.jit.native.runtime import native_runtime

__all__ = ["MAY_LOG", "RunLog", "read_log"]

#: The effects of helpers after which the log may hold something: another program may write there.
MAY_LOG: Final = Effect.LOGS | Effect.CONTINUES

_ORDER: Literal["little", "big"] = sys.byteorder


class RunLog:
    """The log of one workspace.

    Attributes:
        address: of the ring, for `State.log`.
    """

    def __init__(self) -> None:
        self._ring = RingBuffer(MapSpec("log", MapType.RINGBUF, 0, 0, LOG_BYTES), native_runtime())
        self.address = self._ring.address

    def take(self, state: State) -> tuple[list[str], list[Clone], list[Signal]]:
        """Texts, clones and signals since the last time, oldest first.

        What found no room (256 KiB between two calls) is missing; a text at the end says how much.
        """
        if not state.logged:
            return [], [], []
        found = read_log(self._ring.consume(), state.lost, _ORDER)
        state.logged = state.lost = 0
        return found


def read_log(
    records: Iterable[bytes], lost: int, order: Literal["little", "big"]
) -> tuple[list[str], list[Clone], list[Signal]]:
    """Texts, clones and signals of the records of a log; a text at the end says how many were lost.

    Args:
        records: oldest first.
        lost: how many found no room.
        order: byte order of what wrote them.
    """
    printed: list[str] = []
    clones: list[Clone] = []
    signals: list[Signal] = []
    for record in records:
        kind, body = int.from_bytes(record[:4], order), record[4:]
        if kind == LOG_PRINT:
            printed.append(body.decode(errors="replace"))
            continue
        first, second = (int.from_bytes(body[at : at + 4], order) for at in (0, 4))
        if kind == LOG_SIGNAL:
            signals.append(Signal(first, bool(second)))
        else:
            clones.append(Clone(first, second, body[12:]))
    return printed + lost_text(lost), clones, signals
