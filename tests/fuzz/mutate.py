"""Mutated objects: bytes of ELF, BTF and code are changed, and what comes of it is used.

``python -m tests.fuzz.mutate --count 1000000 --seed 1 --jobs 2`` is a long run. A case is its seed.
Whatever is done to an object, it is read or refused with one of progpack's own errors: no other
exception, no crash of the process, no more than `SECONDS`, no more than `MEMORY`.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

from progpack.bpf.btf.types import Btf, BtfType
from progpack.bpf.check.program import check_program
from progpack.bpf.fit.core import relocate
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.fit.variables import variables_of
from progpack.bpf.object import bundled as examples
from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.spec import MapSpec, ObjectSpec
from progpack.bpf.text.disasm import listing
from progpack.errors import ObjectError, ProgpackError

__all__ = ["Outcome", "bases", "mutate", "try_seed"]

#: Longest that one object may take, in seconds of the clock, and most bytes of address space.
SECONDS = 20
MEMORY = 2 << 30

_OBJECTS = Path(__file__).parent / "objects"
_WORDS = (0, 1, 2, 4, 7, 8, 24, 63, 127, 128, 255, 256, 4096, 0x7FFF, 0xFFFF, 0x10000)
_BIG = (0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)
_SECTION = struct.Struct("<IIQQQQIIQQ")
_FIELDS = ((0, 4), (4, 4), (8, 8), (16, 8), (24, 8), (32, 8), (40, 4), (44, 4), (48, 8), (56, 8))


@cache
def bases() -> dict[str, bytes]:
    """The objects that are mutated, by name."""
    found = {name: examples.object_bytes(name) for name in examples.NAMES}
    for path in sorted(_OBJECTS.glob("*.bpf.o")):
        found[path.name.removesuffix(".bpf.o")] = path.read_bytes()
    return found


@cache
def _types() -> Btf:
    """A target for CO-RE that is not damaged."""
    held = read_object(bases()["everything"], "everything").btf
    assert held is not None
    return held


@cache
def _sections(name: str) -> tuple[tuple[str, int, int, int], ...]:
    """Name, offset, size and place of the header of each section of a base that is in the file."""
    data = bases()[name]
    (table,) = struct.unpack_from("<Q", data, 40)
    count, names = struct.unpack_from("<HH", data, 60)
    headers = [_SECTION.unpack_from(data, table + 64 * index) for index in range(count)]
    strings = data[headers[names][4] :]
    return tuple(
        (strings[h[0] : strings.index(b"\0", h[0])].decode(), h[4], h[5], table + 64 * index)
        for index, h in enumerate(headers)
    )


class Mutation:
    """Changes one copy of an object."""

    def __init__(self, name: str, rng: Random) -> None:
        self.name = name
        self.rng = rng
        self.data = bytearray(bases()[name])

    def word(self, size: int, old: int = 0) -> int:
        """A number that is likely to matter."""
        rng = self.rng
        kind = rng.randrange(5)
        if kind == 0:
            value = rng.choice(_WORDS)
        elif kind == 1:
            value = rng.choice(_BIG)
        elif kind == 2:
            value = old + rng.choice((-8, -4, -1, 1, 4, 8, 64))
        elif kind == 3:
            value = old ^ 1 << rng.randrange(8 * size)
        else:
            value = rng.randrange(len(self.data) + 64)
        return value & (1 << 8 * size) - 1

    def put(self, at: int, size: int) -> None:
        """Change the number of ``size`` bytes there."""
        if at + size <= len(self.data):
            old = int.from_bytes(self.data[at : at + size], "little")
            self.data[at : at + size] = self.word(size, old).to_bytes(size, "little")

    def anywhere(self) -> None:
        """A byte anywhere."""
        self.put(self.rng.randrange(len(self.data)), 1)

    def cut(self) -> None:
        """Take the end away."""
        del self.data[self.rng.randrange(1, len(self.data)) :]

    def header(self) -> None:
        """A field of the ELF header."""
        at, size = self.rng.choice(
            ((0, 1), (4, 1), (5, 1), (16, 2), (18, 2), (40, 8), (58, 2), (60, 2), (62, 2), (52, 2))
        )
        self.put(at, size)

    def section(self) -> None:
        """A field of a section header, or one section under another's header."""
        known = _sections(self.name)
        place = self.rng.choice(known)[3]
        at, size = self.rng.choice(_FIELDS)
        if self.rng.random() < 0.3:
            other = self.rng.choice(known)[3]
            self.data[place + at : place + at + size] = self.data[other + at : other + at + size]
        else:
            self.put(place + at, size)

    def contents(self, *names: str, unit: int = 4) -> None:
        """Words inside of sections whose names start so."""
        found = [each for each in _sections(self.name) if each[0].startswith(names) and each[2]]
        if found:
            _, offset, size, _ = self.rng.choice(found)
            for _ in range(self.rng.choice((1, 1, 1, 2, 4, 16))):
                width = self.rng.choice((1, 2, unit, unit))
                self.put(offset + self.rng.randrange(size) // width * width, width)

    def btf(self) -> None:
        """Types: mostly those of maps and variables, which lead everywhere."""
        self.contents(".BTF")

    def header_of_btf(self) -> None:
        """A field of the headers of ``.BTF`` and ``.BTF.ext``."""
        found = [each for each in _sections(self.name) if each[0] in (".BTF", ".BTF.ext")]
        offset = self.rng.choice(found)[1]
        self.put(offset + self.rng.randrange(8) * 4, 4)

    def symbols(self) -> None:
        """Symbols and their names."""
        self.contents(".symtab", ".strtab", unit=8)

    def relocations(self) -> None:
        """What is relocated, and how."""
        self.contents(".rel", unit=8)

    def code(self) -> None:
        """Instructions, global data and map definitions."""
        self.contents("xdp", "tp_btf", ".text", ".maps", ".data", ".rodata", "socket", unit=8)

    def moved(self) -> None:
        """A piece of the file somewhere else."""
        rng, data = self.rng, self.data
        size = rng.choice((4, 8, 16, 24, 64, 256))
        first, second = rng.randrange(len(data)), rng.randrange(len(data))
        piece = data[first : first + size]
        data[second : second + len(piece)] = piece


_WAYS: Sequence[tuple[Callable[[Mutation], None], int]] = (
    (Mutation.anywhere, 3),
    (Mutation.cut, 1),
    (Mutation.header, 1),
    (Mutation.section, 4),
    (Mutation.btf, 8),
    (Mutation.header_of_btf, 1),
    (Mutation.symbols, 4),
    (Mutation.relocations, 4),
    (Mutation.code, 4),
    (Mutation.moved, 2),
)
_CHOICES = [way for way, weight in _WAYS for _ in range(weight)]


def mutate(seed: int) -> tuple[str, bytes]:
    """The name of the base, and the mutated object of a seed."""
    rng = Random(seed)
    made = Mutation(rng.choice(sorted(bases())), rng)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 6))):
        if made.data:
            rng.choice(_CHOICES)(made)
    return made.name, bytes(made.data)


#: How a case ended: ``read``, ``refused``, or what went wrong.
Outcome = str


def try_seed(seed: int) -> Outcome:
    """Make, read and use one object.

    Returns:
        ``read`` when it was read, ``refused`` when it was not; any other text is a failure.
    """
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        _, data = mutate(seed)
        if seed % 4 == 0:
            _as_target(data)
        return _use_bytes(data)
    except Exception:  # noqa: BLE001 - anything but our own errors is what is looked for
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError(f"took more than {SECONDS} seconds")


def _use_bytes(data: bytes) -> Outcome:
    for _ in embedded_objects(b"\x7fELF\x02\x01" + data):
        break
    try:
        spec = read_object(data, "mutated.o")
    except ProgpackError as error:
        if "mutated.o" not in str(error):
            return f"the error does not name the file: {error}"
        return "refused"
    _use(spec)
    return "read"


def _as_target(data: bytes) -> None:
    """Types that are damaged, as those that programs shall fit."""
    held = _whole()
    try:
        relocate(held, target_types(data))
    except ProgpackError:
        return


@cache
def _whole() -> ObjectSpec:
    return read_object(bases()["everything"], "everything")


def _use(spec: ObjectSpec) -> None:
    """Do what a loader and the commands do; refusals are fine."""
    for step in (_commands, _fit, _check, _maps):
        try:
            step(spec)
        except ProgpackError:
            continue


def _commands(spec: ObjectSpec) -> None:
    for program in spec.programs.values():
        list(
            listing(
                program.insns,
                functions=program.functions,
                maps=program.maps,
                lines=program.lines,
            )
        )
    for held in spec.maps.values():
        for kind, data in _values(held):
            try:
                kind.format_value(data)
            except ObjectError:
                continue
    variables_of(spec)


def _values(held: MapSpec) -> Iterator[tuple[BtfType, bytes]]:
    for kind, size in ((held.key_type, held.key_size), (held.value_type, held.value_size)):
        if kind is not None and size <= 1 << 16:
            yield kind, bytes(size)


def _fit(spec: ObjectSpec) -> None:
    fitted = with_externs(relocate(spec, _types()), {"CONFIG_HZ": 250})
    assert list(fitted.programs) == list(spec.programs)


def _check(spec: ObjectSpec) -> None:
    for program in spec.programs.values():
        try:
            check_program(program, spec.maps)
        except ProgpackError:
            continue


def _maps(spec: ObjectSpec) -> None:
    # Maps themselves are as big as the object says, which is its right; not so what fills them.
    small = all(held.max_entries <= 64 and held.value_size <= 4096 for held in spec.maps.values())
    if small:
        map_set(spec)


def run(seeds: range) -> tuple[Counter[str], list[tuple[int, str]], float]:
    """Try these seeds: how many ended how, what failed, and the longest time of one in seconds."""
    ended: Counter[str] = Counter()
    failures, longest = [], 0.0
    for seed in seeds:
        began = time.monotonic()
        outcome = try_seed(seed)
        longest = max(longest, time.monotonic() - began)
        if outcome not in ("read", "refused"):
            failures.append((seed, outcome))
            outcome = "failed"
        ended[outcome] += 1
    return ended, failures, longest


def main() -> int:
    """Run the cases in several processes; 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.mutate", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="mutated objects")
    parser.add_argument("--seed", type=int, default=0, help="of the first one")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return _work(range(options.seed, options.seed + options.count))
    began = time.monotonic()
    share = -(-options.count // options.jobs)
    starts = range(options.seed, options.seed + options.count, share)
    workers = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.fuzz.mutate", "--worker", "--seed", str(start)),
                *("--count", str(min(share, options.seed + options.count - start))),
            ]
        )
        for start in starts
    ]
    codes = [worker.wait() for worker in workers]
    seconds = time.monotonic() - began
    sys.stdout.write(f"{options.count:,} objects in {seconds:.0f} s, exit codes {codes}\n")
    return int(any(codes))


def _work(seeds: range) -> int:
    """One process: its address space is bounded, and it says how far it is now and then."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    total: Counter[str] = Counter()
    worst, failed = 0.0, 0
    for start in range(seeds.start, seeds.stop, 10_000):
        part = range(start, min(start + 10_000, seeds.stop))
        ended, failures, longest = run(part)
        total += ended
        worst, failed = max(worst, longest), failed + len(failures)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        counts = ", ".join(f"{count:,} {name}" for name, count in total.most_common())
        sys.stdout.write(
            f"seeds {seeds.start} to {part.stop - 1}: {counts}; longest {worst:.2f} s,"
            f" {peak} MB, process {os.getpid()}\n"
        )
        for seed, text in failures[:20]:
            sys.stdout.write(f"seed {seed}:\n{text}\n")
        sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
