"""What recording costs the processes that load BPF programs.

A child loads and closes programs with bare bpf(2) calls, in rounds that take turns:

  off      nobody records
  kernel   the ring buffers are open and nobody reads: the kernel's own part, which is the floor
  record   `progpack record` runs beside, a process of its own, as its users start it

Compared are the child's own CPU times (user and kernel) for one load and close, and the time that
passed, within each round, so that a machine that is busy for a while disturbs all alike. The
median of the ratios is shown, with the quartiles. A real loader does far more for each program: it
reads an object, creates maps, relocates. `mix` has sizes from 2 to 4,000 instructions, evenly by
their logarithm. Each trace is read back: a load that is not in it counts as missed. Needs root.

    python benchmarks/kernel_recording.py [--sizes 2,100,1000,mix] [--loads N] [--json]
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn, encode
from progpack.errors import ProgpackError
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.kernel.syscall.abi import Command, LoadAttr
from progpack.kernel.syscall.call import bpf
from progpack.trace import Load, Trace

ROUND = 250
ARMS = ("off", "kernel", "record")
NAME = "pp_bench"
ANSWER = 64
SOURCE = Path(__file__).parents[1] / "src"


class Loader:
    """A child that loads and closes a round of programs when it is told to."""

    def __init__(self, sizes: list[int]) -> None:
        self._go, self._answer = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._serve([_attr(size) for size in sizes])
            os._exit(0)

    def _serve(self, programs: list[tuple[LoadAttr, object]]) -> None:
        while os.read(self._go[0], 1) == b"g":
            cpu, wall = time.process_time_ns(), time.perf_counter_ns()
            for attr, _ in programs:
                os.close(bpf(Command.PROG_LOAD, attr, "benchmark"))
            passed = time.perf_counter_ns() - wall
            spent = time.process_time_ns() - cpu
            scale = len(programs) * 1000
            text = f"{spent / scale:.6f} {passed / scale:.6f}"
            os.write(self._answer[1], text.ljust(ANSWER).encode())

    def run(self) -> tuple[float, float]:
        """A round: microseconds of CPU time, and of time, of one load and close."""
        os.write(self._go[1], b"g")
        spent, passed = os.read(self._answer[0], ANSWER).split()
        return float(spent), float(passed)

    def close(self) -> None:
        """End the child."""
        os.write(self._go[1], b"q")
        os.waitpid(self.pid, 0)
        for fd in (*self._go, *self._answer):
            os.close(fd)


def _attr(insns: int) -> tuple[LoadAttr, object]:
    """A program of so many instructions, and what must live as long as its description."""
    code = encode([*[Insn(BPF_ALU64 | BPF_MOV, 0, imm=1)] * (insns - 1), Insn(EXIT)], sys.byteorder)
    buffer = ctypes.create_string_buffer(code, len(code))
    terms = ctypes.create_string_buffer(b"GPL")
    attr = LoadAttr(
        prog_type=1,
        insn_cnt=insns,
        insns=ctypes.addressof(buffer),
        license=ctypes.addressof(terms),
        prog_name=NAME.encode(),
    )
    return attr, (buffer, terms)


@dataclass
class Arm:
    """What one way has measured: microseconds a load by round, and what was not recorded."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    lost: int = 0
    missed: int = 0

    def take(self, times: tuple[float, float]) -> None:
        """Keep a round."""
        self.cpu.append(times[0])
        self.wall.append(times[1])


def unread(loader: Loader, arm: Arm) -> None:
    """A round with buffers that are large enough for all of it and that nobody reads."""
    with PerfRecorder(buffer_size=1 << 20) as recorder:
        arm.take(loader.run())
        arm.lost += recorder.lost


def at_work(path: Path) -> bool:
    """Whether the recorder has written its first events."""
    try:
        return any(True for _ in Trace(path, strict=False))
    except ProgpackError:
        return False


def recorded(loader: Loader, arm: Arm, folder: Path) -> None:
    """A round beside ``progpack record``."""
    path = folder / "t.gz"
    path.unlink(missing_ok=True)
    child = subprocess.Popen(
        [sys.executable, "-m", "progpack", "record", "--json", "-o", str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    try:
        # What was there before is written: it is at work.
        while not at_work(path):
            time.sleep(0.05)
        time.sleep(0.1)
        arm.take(loader.run())
        time.sleep(0.1)
        # Not SIGINT: it is ignored in a background job, and stays so.
        child.send_signal(signal.SIGTERM)
        out, _ = child.communicate(timeout=60)
    finally:
        child.kill()
        child.wait()
    arm.lost += json.loads(out)["lost"]
    seen = sum(1 for e in Trace(path) if isinstance(e, Load) and e.name == NAME)
    arm.missed += max(ROUND - seen, 0)


def measure(sizes: list[int], loads: int) -> dict[str, Arm]:
    """Rounds of each arm, in a new order each time, until each had so many loads."""
    loader = Loader(sizes)
    arms = {name: Arm() for name in ARMS}
    try:
        loader.run()
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(-(-loads // ROUND)):
                for name in random.sample(ARMS, len(ARMS)):
                    if name == "off":
                        arms[name].take(loader.run())
                    elif name == "kernel":
                        unread(loader, arms[name])
                    else:
                        recorded(loader, arms[name], Path(folder))
    finally:
        loader.close()
    return arms


def percent(values: list[float], base: list[float]) -> dict[str, float]:
    """What is added, in percent: median and quartiles of the ratios of each round."""
    ratios = [100 * (a / b - 1) for a, b in zip(values, base, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return {"median": round(middle, 2), "low": round(low, 2), "high": round(high, 2)}


def summary(size: str, arms: dict[str, Arm]) -> dict[str, object]:
    """One row: microseconds, and what the others add to them."""
    off = arms["off"]
    row: dict[str, object] = {
        "instructions": size,
        "loads": len(off.cpu) * ROUND,
        "load_us": round(statistics.median(off.cpu), 2),
    }
    for name in ARMS[1:]:
        arm = arms[name]
        row[name] = {
            "cpu_percent": percent(arm.cpu, off.cpu),
            "time_percent": percent(arm.wall, off.wall),
            "extra_us": round(
                statistics.median(a - b for a, b in zip(arm.cpu, off.cpu, strict=True)), 2
            ),
            "lost": arm.lost,
            "missed": arm.missed,
        }
    return row


def sizes_of(text: str) -> list[int]:
    """The sizes of the programs of a round."""
    if text != "mix":
        return [int(text)] * ROUND
    return [round(2 * 2000 ** (i / (ROUND - 1))) for i in range(ROUND)]


def line(row: dict[str, object]) -> str:
    """A row as text."""
    cells = [f"{row['instructions']:>12} {row['load_us']:>8} us"]
    for name in ARMS[1:]:
        arm = row[name]
        assert isinstance(arm, dict)
        for kind in ("cpu_percent", "time_percent"):
            if name == "kernel" and kind == "time_percent":
                continue
            one = arm[kind]
            cells.append(f"{one['median']:>6.1f} % [{one['low']:>5.1f} {one['high']:>5.1f}]")
        cells.append(f"{arm['extra_us']:>5.2f} us")
    assert isinstance(row["record"], dict)
    return "  ".join([*cells, f"{row['record']['lost']:>4}  {row['record']['missed']:>6}"])


def main() -> None:
    """Measure each size and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="2,100,1000,mix")
    parser.add_argument("--loads", type=int, default=10_000, help="of each way (default: 10000)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        PerfRecorder().close()
    except ProgpackError as error:
        print(f"not measured: {error}")
        return
    rows = []
    if not options.json:
        print(
            "                           kernel's part alone            progpack record\n"
            "instructions  load, close  CPU time                       CPU time                "
            "        time                        lost  missed"
        )
    for size in options.sizes.split(","):
        rows.append(summary(size, measure(sizes_of(size), options.loads)))
        if not options.json:
            print(line(rows[-1]), flush=True)
    if options.json:
        json.dump(rows, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
