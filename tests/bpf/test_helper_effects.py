"""The effects of helpers as rows say them, and as runs of the interpreter show them.

A row that says too little makes compiled code wrong, one that says too much makes it slow: what a
row says besides the arguments has been seen, and what was seen is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pytest
from tests.fuzz.check import MODES, make
from tests.fuzz.worlds import run_interpreter

from progpack import Machine, ProgramType, RunError
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.helpers.table import HELPERS
from progpack.bpf.maps.types import MapType
from progpack.bpf.oracle.calls import MEANINGS, HelperCalls
from progpack.bpf.oracle.space import Region
from progpack.bpf.spec import MapSpec
from progpack.errors import ProgpackError

# An Ethernet frame with an IPv4 header and a UDP datagram: 64 bytes.
PACKET: Final = (
    bytes.fromhex("ffffffffffff0202020202020800")
    + bytes.fromhex("45000032abcd4000401100000a0000010a000002")
    + bytes(range(30))
)
TAGGED: Final = PACKET[:12] + bytes.fromhex("81000005") + PACKET[12:]
SEEN: Final = (
    Effect.WRITES_CONTEXT | Effect.WRITES_MEMORY | Effect.WRITES_PACKET | Effect.MOVES_PACKET
)
#: What another function or another program does is no effect of the helper that calls it.
OTHERS: Final = Effect.CALLS_BACK | Effect.CONTINUES
#: The other program may do what it likes.
NOT_SEEN: Final = {"tail_call": Effect.WRITES_CONTEXT}
XDP, TC = ProgramType.XDP, ProgramType.SCHED_CLS
#: A dynptr of memory of the stack, and a write to what it points to.
DYNPTR: Final = "r1 = r10; r1 += -80; r2 = 8; r3 = 0; r4 = r10; r4 += -96; call 197"
WRITE: Final = (
    "*(u64 *)(r10 - 8) = 7; r1 = r10; r1 += -96; r2 = 0; r3 = r10; r3 += -8; r4 = 8; r5 = 0;"
    "call 202"
)
#: Calls that have effects: program type, text before r0 is set, packet.
CALLS: Final[tuple[tuple[ProgramType, str, bytes], ...]] = (
    (XDP, "r2 = -4; call 44", PACKET),
    (XDP, "r2 = -4; call 54", PACKET),
    (XDP, "r2 = -4; call 65", PACKET),
    (TC, "r2 = 0x81; r3 = 5; call 18; r1 = r6; r2 = 0x81; r3 = 6; call 18", PACKET),
    (TC, "r2 = 0x81; r3 = 5; call 18; r1 = r6; call 19; r1 = r6; call 19", TAGGED),
    (TC, "r2 = 100; r3 = 0; call 38", PACKET),
    (TC, "r2 = 0xdd86; r3 = 0; call 31", PACKET),
    (TC, "r2 = 8; r3 = 0; call 43", PACKET),
    (TC, "r2 = 8; r3 = 1; r4 = 0; call 50", PACKET),
    (TC, "r2 = 7; call 48; r1 = r6; call 34", PACKET),
    (TC, "call 34; r1 = r6; call 41", PACKET),
    (TC, "r2 = 1; call 32", PACKET),
    (
        TC,
        "r2 = 7; call 48; r1 = r6; r2 = 14; r3 = r10; r3 += -8; r4 = 8; r5 = 2; call 9",
        PACKET,
    ),
    (TC, "r2 = 24; r3 = 1; r4 = 2; r5 = 2; call 10", PACKET),
    (TC, "r2 = 40; r3 = 1; r4 = 2; r5 = 2; call 11", PACKET),
    (XDP, "r2 = 14; r3 = r10; r3 += -8; *(u64 *)(r10 - 8) = 7; r4 = 8; call 190", PACKET),
    (TC, "call 97", PACKET[:15] + b"\x02" + PACKET[16:]),
    (TC, f"{DYNPTR}; {WRITE}", PACKET),
    (TC, f"{DYNPTR.replace('r1 = r10; r1 += -80', 'r1 = *(u32 *)(r6 + 76)')}; {WRITE}", PACKET),
    (ProgramType.FLAT, f"{DYNPTR.replace('r1 = r10; r1 += -80', 'r1 = r6')}; {WRITE}", PACKET),
)

#: Calls that have effects only where the context says something: program type, text, fields.
IN_CONTEXT: Final[tuple[tuple[ProgramType, str, dict[str, int]], ...]] = (
    (ProgramType.SOCK_OPS, "r2 = 5; call 59", {"is_fullsock": 1}),
    (ProgramType.SK_LOOKUP, "r2 = 0; r3 = 1; call 124", {"sk": 1}),
)


class Observer:
    """The effects of all calls of helpers.

    Attributes:
        called: helpers that were called.
        seen: effect -> helpers that had it.
    """

    def __init__(self) -> None:
        self.called: set[int] = set()
        self.seen: dict[int, Effect] = {}

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for number, meaning in list(MEANINGS.items()):
            monkeypatch.setitem(MEANINGS, number, self._watched(SUPPORTED[number], meaning))

    def _watched(self, helper: Helper, meaning: Any) -> Any:
        def watched(world: HelperCalls, r: list[int], *more: Any) -> Any:
            before, written = _look(world), _written(world, helper, r)
            try:
                return meaning(world, r, *more)
            finally:
                self.called.add(helper.id)
                if not helper.effects & OTHERS:
                    effects = _changes(world, before, written)
                    self.seen[helper.id] = self.seen.get(helper.id, Effect.NONE) | effects

        return watched


def _look(world: HelperCalls) -> Any:
    run = world.run
    packet = run.packet
    place = None if packet is None else (packet.base, len(packet.data), run.meta, run.headroom)
    stack = next(region for region in _regions(world) if region.name == "stack")
    context = run._context
    assert context is not None
    content = None if packet is None else bytes(packet.data)
    return (place, content), (context, bytes(context.data)), (stack, bytes(stack.data))


def _regions(world: HelperCalls) -> Iterator[Region]:
    return iter(world.space._windows.values())


def _written(world: HelperCalls, helper: Helper, r: list[int]) -> set[int]:
    """Addresses of the bytes that arguments say are written."""
    found: set[int] = set()
    spec = world.reachable[r[1]].spec if Arg.MAP_VALUE_OUT in helper.args else None
    for index, arg in enumerate(helper.args):
        if arg.writes:
            size = arg.fixed or (
                r[index + 2] if arg is Arg.MEM_WRITE else spec.value_size if spec else 0
            )
            found.update(range(r[index + 1], r[index + 1] + size))
    return found


def _changes(world: HelperCalls, before: Any, written: set[int]) -> Effect:
    (place, content), context, stack = before
    run = world.run
    now = run.packet and (run.packet.base, len(run.packet.data), run.meta, run.headroom)
    effects = Effect.NONE if now == place else Effect.MOVES_PACKET
    if now == place and run.packet is not None and content is not None:
        pairs = enumerate(zip(content, run.packet.data, strict=True))
        if any(a != b and run.packet.base + at not in written for at, (a, b) in pairs):
            effects |= Effect.WRITES_PACKET
    for (region, data), effect in (
        (context, Effect.WRITES_CONTEXT),
        (stack, Effect.WRITES_MEMORY),
    ):
        pairs = zip(data, region.data, strict=True)
        if any(a != b and region.base + at not in written for at, (a, b) in enumerate(pairs)):
            effects |= effect
    return effects


#: What makes r(n) from each kind of argument.
MADE: Final = {
    Arg.ANY: "r{n} = {k}",
    Arg.CTX: "r{n} = r6",
    Arg.MAP: "r{n} = map m ll",
    Arg.MAP_KEY: "r{n} = r10; r{n} += -8",
    Arg.MAP_VALUE: "r{n} = r10; r{n} += -16",
    Arg.MAP_VALUE_OUT: "r{n} = r10; r{n} += -24",
    Arg.MEM_READ: "r{n} = r10; r{n} += -40",
    Arg.MEM_WRITE: "r{n} = r10; r{n} += -56",
    Arg.SIZE: "r{n} = 8",
    Arg.LONG_OUT: "r{n} = r10; r{n} += -64",
    Arg.DYNPTR: "r{n} = r10; r{n} += -96",
    Arg.DYNPTR_OUT: "r{n} = r10; r{n} += -128",
}
SIZES: Final = {
    MapType.RINGBUF: (0, 0, 4096),
    MapType.QUEUE: (0, 8, 4),
    MapType.STACK: (0, 8, 4),
    MapType.BLOOM_FILTER: (0, 8, 4),
    MapType.PERF_EVENT_ARRAY: (4, 4, 4),
    MapType.CGROUP_STORAGE: (8, 8, 0),
    MapType.PERCPU_CGROUP_STORAGE: (8, 8, 0),
}


def call_of(helper: Helper, number: int) -> Machine:
    """A program that calls a helper with arguments of the right kinds."""
    kind = max(helper.programs or {TC}, key=lambda each: (each is TC, each is ProgramType.FLAT))
    steps = ["r6 = r1", *(f"*(u64 *)(r10 - {at}) = {at % 3}" for at in range(8, 136, 8)), DYNPTR]
    steps += [
        MADE[arg].format(n=index + 1, k=(number, 0, 1, -1, 64)[(number + index) % 5])
        for index, arg in enumerate(helper.args)
    ]
    steps += [f"call {helper.id}", "r0 = 0", "exit"]
    maps = {}
    if helper.maps:
        of = sorted(helper.maps)[number % len(helper.maps)]
        maps["m"] = MapSpec("m", of, *SIZES.get(of, (4, 8, 4)))
    program = assemble_program(
        "\n".join("; ".join(steps).split("; ")), name="call", type=kind, license="GPL"
    )
    return Machine(program, maps)


def run(machine: Machine, packet: bytes, context: dict[str, int] | None = None) -> None:
    with suppress(RunError):  # what it did before stays done
        given = packet if machine.spec.type in (XDP, TC, ProgramType.FLAT) else b""
        machine.run(given, context=context)


def _calling(kind: ProgramType, text: str) -> Machine:
    steps = ["r6 = r1", *text.replace("\n", "").split(";"), "r0 = 0", "exit"]
    program = assemble_program("\n".join(steps), name="call", type=kind, license="GPL")
    return Machine(program, {})


def test_what_helpers_do_is_what_their_rows_say(monkeypatch: pytest.MonkeyPatch) -> None:
    observer = Observer()
    observer.watch(monkeypatch)
    for kind, text, packet in CALLS:
        run(_calling(kind, text), packet)
    for kind, text, context in IN_CONTEXT:
        run(_calling(kind, text), b"", context)
    for helper in HELPERS:
        if set(helper.args) <= MADE.keys():
            for number in range(12):
                try:
                    machine = call_of(helper, number)
                except ProgpackError:
                    continue  # such a map cannot be made
                run(machine, PACKET)
    for mode in MODES:
        for seed in range(60):
            run_interpreter(make(mode, seed))
    too_little = {
        str(SUPPORTED[number]): effects & ~SUPPORTED[number].effects
        for number, effects in observer.seen.items()
        if effects & ~SUPPORTED[number].effects
    }
    assert not too_little, "compiled code would rely on what is not so"
    too_much = {
        helper.name: said & ~observer.seen.get(helper.id, Effect.NONE)
        for helper in HELPERS
        if (said := helper.effects & SEEN) & ~observer.seen.get(helper.id, Effect.NONE)
    }
    assert too_much == NOT_SEEN
    plain = {helper.id for helper in HELPERS if set(helper.args) <= MADE.keys()}
    assert plain <= observer.called
