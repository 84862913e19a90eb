"""What a recorder costs the processes that load BPF programs, and what reading costs itself.

A child loads and closes programs of a given size with bare bpf(2) calls, with and without a
recorder of the whole system, taking turns. Compared is the child's own CPU time (user and kernel)
for one load and close, so that a busy machine disturbs less. A real loader does far more for each
program: it reads an object, creates maps, relocates. Needs root and Linux.

    python benchmarks/kernel_recording.py [--sizes 2,100,1000] [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import select
import statistics
import sys
import time

from progpack.bpf.isa import BPF_ALU64, BPF_MOV, EXIT, Insn, encode
from progpack.errors import ProgpackError
from progpack.kernel.abi import Command, LoadAttr
from progpack.kernel.perf import PerfRecorder
from progpack.kernel.syscall import bpf

LOADS = 300
ANSWER = 24


class Loader:
    """A child that loads and closes programs when it is told to."""

    def __init__(self, insns: int) -> None:
        self._go, self._answer = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._serve(insns)
            os._exit(0)

    def _serve(self, insns: int) -> None:
        code = encode(
            [*[Insn(BPF_ALU64 | BPF_MOV, 0, imm=1)] * (insns - 1), Insn(EXIT)], sys.byteorder
        )
        buffer = ctypes.create_string_buffer(code, len(code))
        terms = ctypes.create_string_buffer(b"GPL")
        attr = LoadAttr(
            prog_type=1,
            insn_cnt=insns,
            insns=ctypes.addressof(buffer),
            license=ctypes.addressof(terms),
            prog_name=b"pp_bench",
        )
        while os.read(self._go[0], 1) == b"g":
            before = time.process_time_ns()
            for _ in range(LOADS):
                os.close(bpf(Command.PROG_LOAD, attr, "benchmark"))
            spent = (time.process_time_ns() - before) / LOADS / 1000
            os.write(self._answer[1], f"{spent:{ANSWER}.6f}".encode())

    def start(self) -> None:
        """Begin a round."""
        os.write(self._go[1], b"g")

    def done(self) -> bool:
        """Whether the round is over."""
        return bool(select.select([self._answer[0]], [], [], 0)[0])

    def result(self) -> float:
        """Microseconds of CPU time of one load and close in the round."""
        return float(os.read(self._answer[0], ANSWER))

    def close(self) -> None:
        """End the child."""
        os.write(self._go[1], b"q")
        os.waitpid(self.pid, 0)
        for fd in (*self._go, *self._answer):
            os.close(fd)


def recorded(loader: Loader) -> tuple[float, float, int]:
    """A round with a recorder: microseconds a load, microseconds a record to read, lost."""
    with PerfRecorder() as recorder:
        loader.start()
        before, records = time.process_time_ns(), 0
        while not loader.done():
            records += len(recorder.poll(0.05))
        records += len(recorder.drain())
        reading = (time.process_time_ns() - before) / max(records, 1) / 1000
        return loader.result(), reading, recorder.lost


def measure(insns: int, rounds: int) -> dict[str, float]:
    """Medians over the rounds, in microseconds."""
    loader = Loader(insns)
    try:
        loader.start()
        loader.result()
        without, with_recorder, reading, lost = [], [], [], 0
        for _ in range(rounds):
            loader.start()
            without.append(loader.result())
            spent, read, gone = recorded(loader)
            with_recorder.append(spent)
            reading.append(read)
            lost += gone
    finally:
        loader.close()
    extra = statistics.median(b - a for a, b in zip(without, with_recorder, strict=True))
    return {
        "instructions": insns,
        "load_us": round(statistics.median(without), 2),
        "recorded_us": round(statistics.median(with_recorder), 2),
        "extra_us": round(extra, 2),
        "extra_percent": round(100 * extra / statistics.median(without), 1),
        "reading_us_per_record": round(statistics.median(reading), 2),
        "lost": lost,
    }


def main() -> None:
    """Measure each size and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="2,100,1000")
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        PerfRecorder().close()
    except ProgpackError as error:
        print(f"not measured: {error}")
        return
    results = [measure(int(size), options.rounds) for size in options.sizes.split(",")]
    if options.json:
        json.dump(results, sys.stdout, indent=1)
        return
    print("instructions   load and close   recorded      extra           reading a record   lost")
    for one in results:
        print(
            f"{one['instructions']:>12} {one['load_us']:>13.1f} us {one['recorded_us']:>7.1f} us"
            f" {one['extra_us']:>7.2f} us {one['extra_percent']:>5.1f} %"
            f" {one['reading_us_per_record']:>16.1f} us {one['lost']:>6}"
        )


if __name__ == "__main__":
    main()
