"""Programs of kinds that people write, in progpack, in the kernel's JIT, and as plain C.

The programs of ``everyday.c``: a counter by key, a token bucket, a DNS name, SipHash, TCP options,
longest prefixes (of 5 and of 25 lengths), a counter of each CPU, and bpf_loop(). Plain C is
compiled by ``clang -O3 -march=native``, and is left out where it would need a table of its own. The
kernel's runs are those of BPF_PROG_TEST_RUN (root); an empty run of it is measured beside them and
taken off. All take turns, and once more when others disturbed them (`benchmarks/rounds.py`); the
least of the rounds and their ratios are reported, and which were disturbed to the end.

    python benchmarks/everyday.py [--rounds N] [--only NAME,...] [--json]

Nanoseconds a run.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import progpack
from benchmarks.rounds import calibrate, take_turns
from progpack.bpf.context.build import build
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError
from progpack.jit.maps.handle import KeyedMap
from progpack.jit.native.areas import low_area
from progpack.jit.native.runtime import native_runtime
from progpack.jit.workspace import Workspace
from progpack.kernel.runs.backend import KernelObject
from progpack.kernel.syscall.call import RUNNING
from progpack.kernel.syscall.loading import load_program

SOURCE: Final = Path(__file__).with_name("everyday.c")
NANOSECONDS: Final = 500_000
FOREVER: Final = (1 << 62) - 1
#: Name -> the program's name in the source, whether plain C can do it, and lengths of prefixes.
PROGRAMS: Final[dict[str, tuple[str, bool, tuple[int, ...]]]] = {
    "hash_counter": ("hash_counter", False, ()),
    "token_bucket": ("token_bucket", True, ()),
    "dns_name": ("dns_name", True, ()),
    "siphash": ("siphash", True, ()),
    "tcp_options": ("tcp_options", True, ()),
    "prefixes_5": ("prefixes", False, (8, 12, 16, 20, 24)),
    "prefixes_25": ("prefixes", False, tuple(range(8, 33))),
    "percpu_counter": ("percpu_counter", True, ()),
    "loop": ("loop", True, ()),
}
ROUTES: Final = 1000
EMPTY: Final = bytes([0xB7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0])


def packet(name: str) -> bytes:
    """A frame that the program has to look at to its end."""
    header = bytes(12) + b"\x08\x00" + bytes([0x45, 0, 0, 80, 1, 2, 0, 0, 64, 6, 0, 0])
    header += bytes([10, 1, 2, 3, 10, 77, 3, 9])
    if name == "dns_name":
        return header + bytes(20) + b"\x03www\x07example\x03org\x00" + bytes(4)
    options = bytes([1, 1, 8, 10, *bytes(8), 4, 2, 3, 3, 7, 2, 4, 5, 0xB4, 0, 0, 0])
    return header + bytes(12) + bytes([(20 + len(options)) // 4 << 4, 2]) + bytes(6) + options


def elements(name: str, lengths: tuple[int, ...], data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values of a thousand flows or routes; the packet's address is among them."""
    if name == "hash_counter":
        yield data[26:30], bytes(8)
        yield from ((struct.pack("<I", number), bytes(8)) for number in range(1, ROUTES))
    elif lengths:
        yield struct.pack("<I4s", lengths[0], bytes([10, 0, 0, 0])), struct.pack("<I", 7)
        for number in range(1, ROUTES):
            length = lengths[number % len(lengths)]
            address = number * 2654435761 % (1 << 32) >> (32 - length) << (32 - length)
            if address >> 24 != 10:
                key = struct.pack("<I4s", length, address.to_bytes(4, "big"))
                yield key, struct.pack("<I", number)


class World:
    """Something that runs the program: its result, and a measurement."""

    def __init__(self, spend: Callable[[int], float], result: int) -> None:
        self._spend, self.result = spend, result
        self._rounds = calibrate(spend, NANOSECONDS)

    def nanoseconds(self) -> float:
        """Nanoseconds a run, once."""
        return self._spend(self._rounds) / self._rounds


def in_loop(entry: int, space: Workspace) -> Callable[[int], float]:
    """Nanoseconds that so many runs of an entry take, in the native loop."""
    entries = (ctypes.c_uint64 * 1)(entry)
    states, order = (ctypes.c_void_p * 1)(space.address), (ctypes.c_uint32 * 1)(0)

    def spend(rounds: int) -> float:
        space.state.budget = FOREVER
        return native_runtime().call_many(entries, states, order, 1, rounds)

    return spend


def compiled(program: Any, data: bytes) -> World:
    """The program as progpack compiled it, with its checks."""
    space = Workspace()
    space.bind(program)
    result = program.run(data).return_value
    space.enter(program, data, None, None)
    world = World(in_loop(program.entry, space), result)
    program.check(space)
    return world


def plain(library: Path, data: bytes) -> World:
    """The same C, as a compiler has it that may do what it likes."""
    function = ctypes.CDLL(str(library)).measured
    function.restype, function.argtypes = ctypes.c_uint64, [ctypes.c_void_p] * 2 + [ctypes.c_uint64]
    area = low_area(len(data))
    area.view[:] = data
    context = build(ProgramType.XDP, packet=data, data=area.address)
    held = low_area(len(context))
    held.view[:] = context
    space = Workspace()
    space.state.ctx, space.state.data = held.address, area.address
    result = function(space.address, held.address, 0)
    world = World(in_loop(ctypes.cast(function, ctypes.c_void_p).value or 0, space), result)
    world.keeps = (area, held)  # type: ignore[attr-defined]
    return world


def in_kernel(bpf: Path, data: bytes, elements: Sequence[tuple[bytes, bytes]]) -> World:
    """The program in the running kernel."""
    spec = read_object(bpf)
    held = KernelObject(spec, [], RUNNING)
    for key, value in elements:
        held.maps["table"].map.update(key, value)
    measured = spec.programs["measured"]
    maps = {ref.map: held.maps[ref.map].map for ref in measured.maps.values()}
    program = load_program(measured, maps, type=ProgramType.XDP, port=RUNNING)
    result = program.test_run(data).return_value
    world = World(lambda rounds: program.test_run(data, repeat=rounds).duration_ns * rounds, result)
    world.keeps = (held, program)  # type: ignore[attr-defined]
    return world


def build_all(clang: str, work: str, plain_c: bool, folder: Path) -> tuple[Path, Path]:
    """The BPF object, and the library where there is plain C."""
    bpf, native = folder / f"{work}.bpf.o", folder / f"{work}.so"
    common = [clang, f"-DWORK_{work}", "-Wno-unused-parameter", str(SOURCE)]
    multiarch = f"-I/usr/include/{os.uname().machine}-linux-gnu"
    to_bpf = ["-O2", "--target=bpf", "-mcpu=v3", "-g", multiarch, "-c", "-o", str(bpf)]
    subprocess.run([*common, *to_bpf], check=True)
    if plain_c:
        flags = ["-O3", "-march=native", "-fno-strict-aliasing", "-shared", "-fPIC"]
        subprocess.run([*common, *flags, "-o", str(native)], check=True)
    return bpf, native


def measure(name: str, clang: str, folder: Path, rounds: int) -> dict[str, object]:
    """Least nanoseconds a run, and ratios."""
    work, plain_c, lengths = PROGRAMS[name]
    bpf, native = build_all(clang, work, plain_c, folder)
    data = packet(name)
    held = list(elements(name, lengths, data))
    with progpack.load(bpf) as made:
        for key, value in held:
            table = made.maps["table"]
            assert isinstance(table, KeyedMap)
            table[key] = value
        worlds = {"progpack": compiled(made.programs["measured"], data)}
        try:
            worlds["kernel"] = in_kernel(bpf, data, held)
            worlds["empty"] = empty(data)
        except ProgpackError as error:
            print(f"{name}: not in the kernel: {str(error).splitlines()[0]}", file=sys.stderr)
        if plain_c:
            worlds["plain"] = plain(native, data)
        turns = {world: each.nanoseconds for world, each in worlds.items()}
        times, restless = take_turns(turns, rounds)
    # The kernel keeps 32 bits of r0, and an int has no more.
    results = {each.result & 0xFFFFFFFF for world, each in worlds.items() if world != "empty"}
    if name != "token_bucket" and len(results) != 1:  # a bucket is another in each world
        raise SystemExit(f"{name}: results differ: {results}")
    made = row(name, {world: min(values) for world, values in times.items()})
    return {**made, "disturbed": restless} if restless else made


def empty(data: bytes) -> World:
    """A run of the kernel's that does nothing."""
    from progpack.kernel.syscall.programs import KernelProgram

    program = KernelProgram.load(EMPTY, type=ProgramType.XDP, name="empty", license="GPL")
    world = World(lambda rounds: program.test_run(data, repeat=rounds).duration_ns * rounds, 0)
    world.keeps = program  # type: ignore[attr-defined]
    return world


def row(name: str, best: dict[str, float]) -> dict[str, object]:
    """One line of the table."""
    made: dict[str, object] = {
        "program": name,
        **{f"{world}_ns": round(value, 2) for world, value in best.items()},
    }
    if "plain" in best:
        made["of_plain"] = round(best["progpack"] / best["plain"], 2)
    if "kernel" in best:
        net = best["kernel"] - best["empty"]
        made["of_kernel"] = round(best["progpack"] / net, 2) if net > 0 else None
    return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--only", default=",".join(PROGRAMS), help="names of programs")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    clang = os.environ.get("CLANG") or shutil.which("clang-22") or shutil.which("clang")
    if clang is None:
        print("left out: it needs clang (set CLANG, or install clang-22)")
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.only.split(","):
            rows.append(measure(name, clang, Path(folder), options.rounds))
            if not options.json:
                print("  ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    if options.json:
        print(json.dumps({"programs": rows}, indent=2))


if __name__ == "__main__":
    main()
