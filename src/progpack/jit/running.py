"""Runs of programs: what one has while it is under way, and packets that a batch runs over."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from threading import get_ident

from progpack.errors import UsageError
from progpack.jit import grace, workspace
from progpack.jit.compile.cache import Facts
from progpack.jit.linked import LinkedProgram
from progpack.jit.native.cpus import give_cpu, own, take_cpu
from progpack.jit.native.joined import Joined
from progpack.jit.native.layout import BATCH_ALONE, BATCH_APART, BATCH_FRESH, BATCH_THERE
from progpack.jit.native.runtime import native_runtime
from progpack.jit.workspace import Workspace
from progpack.memory.guard import forks
from progpack.packets.array import PacketArray
from progpack.records import dataclass

__all__ = ["Placed", "Run", "placed_in", "room_for", "way_to_run"]

_WORD = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """Packets in memory, one behind the other, with or without bytes between them.

    Attributes:
        base: address of the memory. This and the others stay where they are meanwhile.
        starts: address of a number for each packet, 64 bits unsigned: where it starts, from
            ``base`` on, and not before the one in front of it ends.
        ends: address of a number for each packet: one past its last byte.
        count: how many packets.
        given: bytes of the memory, if it lies below 4 GiB and runs may read and write it, so that
            packets need not be copied; else 0.
        read: bytes of the memory, where programs that only read packets may read it; else 0.
        apart: each packet is in memory of its own, where only programs that `facts.packet_anywhere`
            may read it; ``base`` is 0, and nobody changes ``starts`` and ``ends`` meanwhile.
        first: number of the first packet in its capture, None when they are of none.
    """

    base: int
    starts: int
    ends: int
    count: int
    given: int = 0
    first: int | None = None
    read: int = 0
    apart: bool = False


class Run:
    """A run of a program, or several in a row: it has a workspace and the number of a CPU.

    What it reaches stays until it has ended, see `progpack.jit.grace`. A signal's handler may raise
    where the ``with`` statement calls `__exit__`, which then does nothing: whoever uses it calls
    `leave` after each exception.

    Args:
        program: what runs.
        began: of a run of this thread that is under way, for which this one works.

    Raises:
        SpanError: the program is closed.
        UsageError: it wants another CPU than a run of this thread that is under way has.
    """

    __slots__ = ("_began", "_program", "_space", "_takes")

    def __init__(self, program: LinkedProgram, began: int | None = None) -> None:
        self._program = program
        self._began = began
        self._space: Workspace | None = None
        self._takes = False

    def __enter__(self) -> Workspace:
        program = self._program
        space = self._space = workspace.acquire()
        if space.state.thread != get_ident():
            # A fork makes that so as well: in a child all that other threads had is forgotten.
            forks.catch_up()
            space.state.thread = get_ident()
        began = grace.begin(space, program)
        program.require_open()
        space.bind(program)
        state = space.state
        state.began = began if self._began is None else self._began
        cpu, wanted = own.cpu, program.cpu
        if cpu is None:
            self._takes = True
            cpu = take_cpu(wanted)
        elif wanted is not None and wanted != cpu:
            raise UsageError(
                f"program {program.name}: it runs on CPU {wanted} (cpu=), and a run of this thread "
                f"is under way on CPU {cpu}; it can begin when that has ended"
            )
        state.cpu = cpu
        return space

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """End the run; what an exception left undone is done when it is called again."""
        space = self._space
        if space is None:
            return
        state = space.state
        if state.held or state.locked:
            native_runtime().end_run(space.address)
        if self._takes:
            give_cpu()
        grace.end(space)
        self._space = None
        workspace.release(space)


def room_for(results: array[int], placed: Placed) -> int:
    """Return the address of an array that has room for the results of packets."""
    at, room = results.buffer_info()
    if results.typecode != "Q" or room < placed.count:
        raise UsageError(f"{room} results are not enough for {placed.count} packets")
    return at


def placed_in(packets: PacketArray | Joined, anywhere: bool) -> Iterator[Placed]:
    """Yield the packets of a batch as they lie in memory, one window after the other.

    Args:
        packets: the packets.
        anywhere: whether the program may have them wherever they lie.
    """
    if isinstance(packets, PacketArray):
        starts = packets.offsets.buffer_info()[0]
        yield Placed(
            *(packets.address, starts, starts + _WORD, len(packets)), read=len(packets.data)
        )
        return
    for window in packets.windows(anywhere):
        yield Placed(
            *(window.base, window.starts, window.ends, window.packets),
            read=window.size,
            apart=not window.base,
        )


def way_to_run(facts: Facts, placed: Placed, room: int) -> tuple[int, int]:
    """Return how the native loop runs over packets, and up to which byte it may go.

    Args:
        facts: what is known of the program.
        placed: where the packets are.
        room: bytes of the workspace's buffer for packets.
    """
    how = BATCH_FRESH * (not facts.keeps_context)
    if placed.apart:
        return how | BATCH_APART, room
    if not facts.packet_stays:
        return BATCH_FRESH | BATCH_ALONE, room
    if placed.given:
        return how | BATCH_THERE, placed.given
    if placed.read and facts.packet_anywhere:
        return how | BATCH_THERE, placed.read
    return how, room
