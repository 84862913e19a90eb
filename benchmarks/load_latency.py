"""From instructions to the first run: programs of 2, 100, 1,000 and 4,000 instructions.

Straight-line arithmetic, as other runtimes are measured with. Three ways: *cold*, each program
different from those before and in no cache, the compiler's process running; *disk*, the images are
in the cache on disk, which is in a folder of this benchmark, and not in this process's memory;
*resident*, the same program is installed already. What the parts of a cold load cost is told apart:
checking, lowering to IR and LLVM. Medians, and the best of each, since other work on the machine
only ever adds.

    python benchmarks/load_latency.py [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time

from progpack import PackAllocator, ProgramSpec, ProgramType
from progpack.bpf.check.program import check_program
from progpack.bpf.isa.insn import Insn, encode
from progpack.jit.compile.client import compiler
from progpack.jit.image import store as images
from progpack.jit.image.store import ImageStore
from progpack.jit.lower.program import translate
from progpack.jit.native.runtime import native_runtime
from progpack.jit.program import Program

SIZES = (2, 100, 1000, 4000)
WAYS = ("cold", "disk", "resident")
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
    """Milliseconds: medians, and the best."""
    times: dict[str, list[float]] = {
        name: [] for name in ("cold", "disk", "resident", "check", "lower", "llvm")
    }
    for number in range(rounds):
        code = make(size, size * 1000 + number)
        spec = ProgramSpec.from_insns("bench", ProgramType.SOCKET_FILTER, code)
        _to_the_first_run(spec, store, times["cold"]).close()
        images.forget()
        compiler().settle()
        program = _to_the_first_run(spec, store, times["disk"])
        _to_the_first_run(spec, store, times["resident"]).close()
        program.close()
        began = time.perf_counter()
        facts = check_program(spec)
        checked = time.perf_counter()
        found = translate(spec, {}, facts=facts)
        lowered = time.perf_counter()
        compiler().compile(found.ir, optimize=1 if found.trivial else 2)
        times["check"].append(checked - began)
        times["lower"].append(lowered - checked)
        times["llvm"].append(time.perf_counter() - lowered)
    row: dict[str, float] = {"instructions": size}
    for name, values in times.items():
        row[f"{name}_ms"] = round(statistics.median(values) * 1e3, 3)
        row[f"best_{name}_ms"] = round(min(values) * 1e3, 3)
    return row


def _to_the_first_run(spec: ProgramSpec, store: ImageStore, times: list[float]) -> Program:
    began = time.perf_counter()
    program = Program(spec, {}, store)
    program.run(b"x" * 64)
    times.append(time.perf_counter() - began)
    return program


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, PackAllocator() as packs:
        os.environ["PROGPACK_CACHE"] = folder
        native_runtime()
        compiler().target()
        store = ImageStore(packs)
        rows = [measure(size, options.rounds, store) for size in SIZES]
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    print("load to the first run, compiler running: median (best), ms")
    for row in rows:
        told = (f"{n} {row[f'{n}_ms']:.2f} ({row[f'best_{n}_ms']:.2f})" for n in WAYS)
        parts = ", ".join(f"{n} {row[f'best_{n}_ms']:.2f}" for n in ("check", "lower", "llvm"))
        print(f"  {row['instructions']:>5} instructions: {', '.join(told)}; best {parts}")


if __name__ == "__main__":
    main()
