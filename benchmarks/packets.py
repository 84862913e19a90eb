"""What a run costs besides the program: in a native loop over packets, and one at a time.

A program that only returns, over packets of 64 bytes. The loop's nanoseconds a packet are compared
with those of calling the same code in a loop that does nothing else; with Python's own part, which
puts the packets together and the results into a tuple, they are told apart. The best of the rounds.

    python benchmarks/packets.py [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import ctypes
import json
import time

from progpack import PackAllocator, ProgramSpec, ProgramType
from progpack.bpf.asm import assemble
from progpack.jit.image.store import store_of
from progpack.jit.native.runtime import native_runtime
from progpack.jit.program import Program
from progpack.jit.workspace import Workspace

TYPES = (ProgramType.XDP, ProgramType.SCHED_CLS)
COUNT = 100_000
RUNS = 2_000


def bare(program: Program) -> float:
    """Nanoseconds of a call of the code, nothing around it."""
    space = Workspace()
    space.bind(program)
    space.enter(program, bytes(64), None, None)
    space.state.budget = 1 << 62
    entries = (ctypes.c_uint64 * 1)(program.entry)
    states = (ctypes.c_void_p * 1)(space.address)
    order = (ctypes.c_uint32 * 1)(0)
    return native_runtime().call_many(entries, states, order, 1, COUNT) / COUNT


def measure(kind: ProgramType, rounds: int, packs: PackAllocator) -> dict[str, object]:
    """Nanoseconds a packet."""
    spec = ProgramSpec.from_insns("pass", kind, assemble("r0 = 2\nexit"))
    program = Program(spec, {}, store_of(packs))
    packets = [bytes(64)] * COUNT
    loop, whole, call, single = [], [], [], []
    for _ in range(rounds):
        began = time.perf_counter_ns()
        loop.append(program.run_batch(packets).duration_ns / COUNT)
        whole.append((time.perf_counter_ns() - began) / COUNT)
        call.append(bare(program))
        began = time.perf_counter_ns()
        for packet in packets[:RUNS]:
            program.run(packet)
        single.append((time.perf_counter_ns() - began) / RUNS)
    program.close()
    return {
        "type": kind.name,
        "loop_ns": round(min(loop), 2),
        "bare_call_ns": round(min(call), 2),
        "overhead_ns": round(min(loop) - min(call), 2),
        "with_python_ns": round(min(whole), 1),
        "run_ns": round(min(single)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with PackAllocator() as packs:
        rows = [measure(kind, options.rounds, packs) for kind in TYPES]
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    print("runs of a program that only returns, packets of 64 bytes")
    for row in rows:
        print(
            f"  {row['type']}: {row['loop_ns']} ns a packet in the loop, {row['bare_call_ns']} of "
            f"it the call; {row['with_python_ns']} with Python's part; {row['run_ns']} with run()"
        )


if __name__ == "__main__":
    main()
