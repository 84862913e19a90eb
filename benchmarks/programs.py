"""Run time of compiled programs: progpack, the kernel's JIT and native code on the same work.

The sixteen programs of ``programs.c``, compiled by clang for BPF (``-mcpu=v3``) and for this
machine (``-O2``, without its vectorizer). progpack's code runs with its checks, in the same native
loop as native code; the kernel's by BPF_PROG_TEST_RUN (root), whose loop costs it some 12 ns a
run, so the first three programs say nothing about it. The three take turns, and once more when
others disturbed them (`benchmarks/rounds.py`); best of the rounds and their ratios are reported,
and whether all wrote the same result.

    python benchmarks/programs.py [--rounds N] [--only NAME,...] [--cpu v3] [--json]
"""

from __future__ import annotations

import argparse
import ctypes
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import progpack
from benchmarks.rounds import calibrate, take_turns
from progpack.bpf.context.build import build
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError
from progpack.jit.native.areas import low_area
from progpack.jit.native.runtime import native_runtime
from progpack.jit.workspace import Workspace
from progpack.kernel.syscall.programs import KernelProgram

NAMES = (
    "simple", "add", "parse", "alu64", "alu32", "log2", "prime", "memcpy", "strcmp", "switch",
    "checksum", "fnv", "popcnt", "matmul", "call", "stack",
)  # fmt: skip
#: Too short for the kernel's loop to be told from the program.
SHORT = NAMES[:3]
SOURCE = Path(__file__).with_name("programs.c")
SIZE = 3072
RESULT = slice(SIZE - 8, SIZE)
NANOSECONDS = 500_000
FOREVER = (1 << 62) - 1


def packet() -> bytes:
    """Some bytes of everything, with an IPv4 and UDP header, and two equal kilobytes."""
    data = bytearray((i * 167 + (i >> 5) * 13) & 0xFF for i in range(SIZE))
    data[12:14] = b"\x08\x00"
    data[14] = 0x45
    data[23] = 17
    data[1536 : 1536 + 1024] = data[:1024]
    data[1536 + 1000] ^= 1
    return bytes(data)


def compile_one(clang: str, name: str, cpu: str, folder: Path) -> tuple[Path, Path]:
    """The BPF object and the native library of one program."""
    bpf, native = folder / f"{name}.bpf.o", folder / f"{name}.so"
    common = [clang, "-O2", f"-DWORK_{name}", "-Wno-unused-parameter", str(SOURCE)]
    subprocess.run([*common, "--target=bpf", f"-mcpu={cpu}", "-g", "-c", "-o", bpf], check=True)
    flags = ["-shared", "-fPIC", "-fno-vectorize", "-fno-slp-vectorize", "-fno-strict-aliasing"]
    subprocess.run([*common, *flags, "-o", native], check=True)
    return bpf, native


class Native:
    """A function called as a program is, on a packet of its own."""

    def __init__(self, entry: int, data: bytes, space: Workspace | None = None) -> None:
        self.space = Workspace() if space is None else space
        self._entries = (ctypes.c_uint64 * 1)(entry)
        self._states = (ctypes.c_void_p * 1)(self.space.address)
        self._order = (ctypes.c_uint32 * 1)(0)
        if space is None:
            self._packet = low_area(SIZE)
            self._packet.view[:] = data
            at = self._packet.address
            context = build(ProgramType.XDP, packet=data, data=at)
            self._context = low_area(len(context))
            self._context.view[:] = context
            self.space.state.ctx = self._context.address
            self.space.state.data = at
        self._rounds = calibrate(self._spend, NANOSECONDS)

    def result(self) -> bytes:
        """What the last run wrote."""
        return ctypes.string_at(self.space.state.data + RESULT.start, 8)

    def nanoseconds(self) -> float:
        """One measurement: nanoseconds a run."""
        return self._spend(self._rounds) / self._rounds

    def _spend(self, rounds: int) -> int:
        self.space.state.budget = FOREVER
        return native_runtime().call_many(self._entries, self._states, self._order, 1, rounds)


class Packed(Native):
    """A program that progpack compiled, with its checks."""

    def __init__(self, bpf: Path, data: bytes) -> None:
        self.object = progpack.load(bpf)
        self.program = self.object.programs["measured"]
        space = Workspace()
        space.bind(self.program)
        space.enter(self.program, data, None, None)
        super().__init__(self.program.entry, data, space)
        self.program.check(space)


class Kernel:
    """The same program in the kernel, as root."""

    def __init__(self, bpf: Path, data: bytes) -> None:
        spec = read_object(bpf).programs["measured"]
        self._program = KernelProgram.load(
            spec.insns, type=ProgramType.XDP, name="measured", license="GPL"
        )
        self._data = data
        self._result = self._program.test_run(data).data[RESULT]
        self._repeat = calibrate(lambda repeat: self._run(repeat) * repeat, NANOSECONDS)

    def _run(self, repeat: int) -> int:
        return self._program.test_run(self._data, repeat=repeat).duration_ns

    def result(self) -> bytes:
        """What it wrote in its first run."""
        return self._result

    def nanoseconds(self) -> float:
        """One measurement: nanoseconds a run, whole ones as the kernel counts."""
        return self._run(self._repeat)


def measure(name: str, bpf: Path, native: Path, rounds: int) -> dict[str, object]:
    """Least nanoseconds a run, and ratios."""
    data = packet()
    library = ctypes.CDLL(str(native))
    entry = ctypes.cast(library.measured, ctypes.c_void_p).value or 0
    packed = Packed(bpf, data)
    worlds: dict[str, Native | Kernel] = {"native": Native(entry, data), "progpack": packed}
    try:
        worlds["kernel"] = Kernel(bpf, data)
    except ProgpackError as error:
        print(f"{name}: not in the kernel: {str(error).splitlines()[0]}", file=sys.stderr)
    turns = {world: each.nanoseconds for world, each in worlds.items()}
    times, restless = take_turns(turns, rounds)
    results = {world: each.result().hex() for world, each in worlds.items()}
    if len(set(results.values())) != 1:
        raise SystemExit(f"{name}: results differ: {results}")
    best = {world: min(values) for world, values in times.items()}
    row: dict[str, object] = {
        "program": name,
        **{f"{world}_ns": round(value, 1) for world, value in best.items()},
        "of_native": round(best["progpack"] / best["native"], 3),
    }
    if "kernel" in best:
        row["of_kernel"] = round(best["progpack"] / best["kernel"], 3)
        row["kernel_of_native"] = round(best["kernel"] / best["native"], 3)
    if restless:
        row["disturbed"] = restless
    packed.object.close()
    return row


def _mean(rows: list[dict[str, object]], key: str) -> float:
    """Geometric mean over the programs that are long enough."""
    logs = [
        math.log(float(str(row[key]))) for row in rows if key in row and row["program"] not in SHORT
    ]
    return math.exp(statistics.fmean(logs)) if logs else math.nan


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--only", default=",".join(NAMES), help="names of programs")
    parser.add_argument("--cpu", default="v3", help="BPF instruction set, v1 to v4")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    clang = os.environ.get("CLANG") or shutil.which("clang-22") or shutil.which("clang")
    if clang is None:
        print("left out: it needs clang (set CLANG, or install clang-22)")
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.only.split(","):
            bpf, native = compile_one(clang, name, options.cpu, Path(folder))
            rows.append(measure(name, bpf, native, options.rounds))
            if not options.json:
                _print(rows[-1])
    ratios = ("of_native", "of_kernel", "kernel_of_native")
    means = {key: round(_mean(rows, key), 3) for key in ratios}
    if options.json:
        print(json.dumps({"programs": rows, "geometric_mean_of_the_long": means}, indent=2))
        return
    print(f"geometric mean of those with loops: {means}")


def _print(row: dict[str, object]) -> None:
    print("  ".join(f"{key} {value:>8}" for key, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
