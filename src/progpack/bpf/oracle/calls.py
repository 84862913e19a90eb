"""Helpers as the interpreter calls them: argument checks, costs, then the meaning.

What a helper does follows ``kernel/bpf/helpers.c``, ``kernel/trace/bpf_trace.c``,
``kernel/bpf/ringbuf.c`` and ``net/core/filter.c`` (Linux 6.18), and is in
`progpack.bpf.oracle.helpers`. What it takes is in `progpack.bpf.helpers.lookup`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from progpack.bpf.environment import Environment
from progpack.bpf.helpers import custom
from progpack.bpf.helpers.lookup import byte_cost
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.helpers.replaced import Place, Replacement
from progpack.bpf.helpers.table import HELPERS
from progpack.bpf.isa.limits import MOST_SKB
from progpack.bpf.maps.plan import key_work, value_work
from progpack.bpf.oracle.helpers import (
    control,
    dynptr,
    fib,
    maps,
    memory,
    network,
    packet,
    rings,
    task,
    text,
    time,
)
from progpack.bpf.oracle.helpers.collect import MEANINGS, CallBack, check_meanings
from progpack.bpf.oracle.maps.arrays import OracleMap
from progpack.bpf.oracle.maps.collect import kept
from progpack.bpf.oracle.space import AddressSpace, Trap
from progpack.bpf.oracle.view import RunView
from progpack.bpf.oracle.world import World
from progpack.bpf.spec import ProgramSpec
from progpack.errors import MissingFeatureError
from progpack.fault import FaultKind

__all__ = ["CallBack", "HelperCalls"]

_U32: Final = 0xFFFFFFFF
#: The modules with the meanings: importing one collects those in it.
_COLLECTED: Final = (
    control, dynptr, fib, maps, memory, network, packet, rings, task, text, time,
)  # fmt: skip
kept()
check_meanings(HELPERS, MEANINGS)


class HelperCalls(World):
    """The helpers of one machine."""

    def __init__(
        self,
        space: AddressSpace,
        maps: Iterable[OracleMap],
        environment: Environment,
        run: RunView,
        callbacks: frozenset[int] = frozenset(),
        charge: Callable[[int], None] = lambda units: None,
    ) -> None:
        super().__init__(space, maps, environment, run, callbacks)
        self._charge = charge

    def call(self, helper: Helper, r: list[int]) -> int:
        """Check the arguments in r1..r5, run the helper and return what r0 becomes.

        The result may be negative; the caller keeps 64 bits.

        Raises:
            Trap: an argument is wrong.
        """
        self.admit(helper, r)
        added = custom.find(helper.id)
        return int(MEANINGS[helper.id](self, r)) if added is None else self._call_own(added, r)

    def call_replaced(self, replacement: Replacement, place: Place, r: list[int]) -> int:
        """Call what a test has put in place of a helper; its result, 64 bits unsigned.

        Args:
            replacement: the helper that is replaced, and the function in its place.
            place: the place of the call.
            r: r0 to r5.

        Raises:
            Trap: an argument is wrong, or the function raised.
        """
        self.admit(replacement.custom.helper, r)
        row, added = replacement.row, replacement.custom.added

        def call_original() -> int:
            if added is not None:
                return self._call_own(added, r)
            return int(MEANINGS[row.id](self, r))

        try:
            return replacement.call(self, r, call_original, place)
        except Trap:
            raise  # it is the helper's own
        except Exception as error:
            raise Trap(FaultKind.HELPER) from error

    def admit(self, helper: Helper, r: list[int]) -> None:
        """Check the arguments in r1..r5, and take what the call costs.

        Raises:
            Trap: an argument is wrong, or the budget has not so much.
        """
        self.check(helper, r)
        cost = self._cost(helper, r)
        if cost:
            self._charge(cost)

    def _call_own(self, added: custom.CustomHelper, r: list[int]) -> int:
        if added.function is None:
            raise MissingFeatureError(
                f"{added.helper} is machine code, which the interpreter cannot call"
            )
        try:
            return custom.invoke(added, self, r)
        except Exception as error:
            raise Trap(FaultKind.HELPER) from error

    def _cost(self, helper: Helper, r: list[int]) -> int:
        """Return the budget that the call takes for the bytes that it may handle."""
        cost = 0
        for index, arg in enumerate(helper.args):
            match arg:
                case Arg.MEM_READ | Arg.MEM_WRITE:
                    cost += byte_cost(r[index + 2])
                case Arg.MAP if Effect.WALKS_MAP in helper.effects:
                    cost += byte_cost(self.reachable[r[1]].spec.max_entries)
                case Arg.MAP_KEY:
                    cost += byte_cost(key_work(self.spec_given(helper, r)))
                case Arg.MAP_VALUE | Arg.MAP_VALUE_OR_NULL | Arg.MAP_VALUE_OUT:
                    cost += byte_cost(value_work(self.reachable[r[1]].spec))
                case Arg.CONST_STR:
                    _, start, end = self.text_at(r[index + 1])
                    cost += byte_cost(end + 1 - start)
        if (
            Effect.RESERVES in helper.effects
            and r[2] & _U32 <= self.reachable[r[1]].spec.max_entries
        ):
            cost += byte_cost(r[2] & _U32)
        if Effect.MOVES_PACKET in helper.effects:
            cost += byte_cost(max(self.run.length - MOST_SKB, 0))
        return cost

    def call_back(self, helper: Helper, r: list[int], call: CallBack) -> int:
        """Call a helper that calls a function of the program; its call has been admitted."""
        return int(MEANINGS[helper.id](self, r, call))

    def tail_target(self, helper: Helper, r: list[int]) -> ProgramSpec | None:
        """The program that ``bpf_tail_call`` continues with, None when there is none.

        Raises:
            Trap: an argument is wrong.
        """
        self.check(helper, r)
        target: ProgramSpec | None = MEANINGS[helper.id](self, r)
        return target

    def look(self) -> None:
        """See `World.look`."""
        self._charge(0)

    def end_run(self) -> None:
        """Give back the lock that the run still holds."""
        if self.run.locked:
            self.write(self.run.locked, bytes(4))
            self.run.locked = 0
