"""From instructions to the first run: programs of 2, 100, 1,000 and 4,000 instructions.

Straight-line arithmetic, as other runtimes are measured with. Each program is different from the
one before, so nothing is cached; the compiler's process is running already. What the parts cost is
told apart: checking, lowering to IR, LLVM, placing and the first run.

    python benchmarks/load_latency.py [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time

from progpack import PackAllocator, ProgramSpec, ProgramType
from progpack.bpf.check import check_program
from progpack.bpf.isa import Insn, encode
from progpack.jit.compile import compiler
from progpack.jit.images import ImageStore
from progpack.jit.lower import lower
from progpack.jit.native import native_runtime
from progpack.jit.program import Program

SIZES = (2, 100, 1000, 4000)
_OPCODES = (0x0F, 0x1F, 0x2F, 0x4F, 0x5F, 0xAF, 0x0C, 0x1C, 0xAC)  # add sub mul or and xor, 32 too


def make(size: int, seed: int) -> bytes:
    """A program of ``size`` slots."""
    chance = random.Random(seed)
    if size == 2:
        return encode([Insn(0xB7, 0, 0, 0, seed & 0x7FFFFFFF), Insn(0x95)])
    insns = [Insn(0xB7, register, 0, 0, chance.randrange(1 << 31)) for register in range(5)]
    while len(insns) < size - 1:
        insns.append(Insn(chance.choice(_OPCODES), chance.randrange(5), chance.randrange(5)))
    return encode([*insns, Insn(0x95)])


def measure(size: int, rounds: int, store: ImageStore) -> dict[str, float]:
    """Median milliseconds."""
    whole, check, low, llvm = [], [], [], []
    for number in range(rounds):
        code = make(size, size * 1000 + number)
        began = time.perf_counter()
        spec = ProgramSpec.from_insns("bench", ProgramType.SOCKET_FILTER, code)
        program = Program(spec, {}, store)
        program.run(b"x" * 64)
        whole.append(time.perf_counter() - began)
        program.close()
        times = [time.perf_counter()]
        check_program(spec)
        times.append(time.perf_counter())
        text = lower(spec, {}, calls=check_program(spec))
        times.append(time.perf_counter())
        compiler().compile(text)
        times.append(time.perf_counter())
        for values, first, last in zip((check, low, llvm), times, times[1:], strict=False):
            values.append(last - first)
    return {
        "instructions": size,
        "total_ms": round(statistics.median(whole) * 1e3, 3),
        "check_ms": round(statistics.median(check) * 1e3, 3),
        "lower_ms": round(statistics.median(low) * 1e3, 3),
        "llvm_ms": round(statistics.median(llvm) * 1e3, 3),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    native_runtime()
    with PackAllocator() as packs:
        store = ImageStore(packs)
        rows = [measure(size, options.rounds, store) for size in SIZES]
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    print("load to the first run, compiler running, nothing cached (medians)")
    for row in rows:
        print(
            f"  {row['instructions']:>5} instructions: {row['total_ms']:7.2f} ms "
            f"(check {row['check_ms']:.2f}, lower {row['lower_ms']:.2f}, LLVM {row['llvm_ms']:.2f})"
        )


if __name__ == "__main__":
    main()
