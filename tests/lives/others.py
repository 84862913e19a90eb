"""Objects of other projects under threads: run, while all they reach is changed and taken away.

    python -m tests.lives.others --seconds 1200 [--seed N] [FILE...]

Files are objects, or executables that carry some; without one those of Debian's libbpf-tools, and
of xdp-tools where that is installed. Eight threads run their programs with random packets, contexts
and arguments, by themselves and by tail calls, one at a time and in batches; others load and close
objects, replace entries, change and delete elements, swap inner maps, take records out, let timers
run, and fork in Python and in C. Faults of programs are expected, errors of progpack are not, and
at the end nothing may be left.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import os
import random
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import progpack
from progpack import ObjectSpec, PackAllocator, RunError, SpanError
from progpack.bpf.asm import assemble_program
from progpack.bpf.context.build import layout
from progpack.bpf.fit.core import relocate
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.errors import MapLimitError, OutOfMemoryError, ProgpackError, UsageError
from progpack.jit import grace
from progpack.jit.maps import handle as maps
from progpack.jit.maps.handle import KeyedMap, RingBuffer
from progpack.jit.maps.kinds import MapOfMaps, PerCpuMap, PerfEvents, ProgArray, QueueMap
from progpack.jit.native import cpus
from progpack.jit.object import Object
from progpack.jit.program import Program
from progpack.memory.guard import forks
from tests.lives.forks import fork_in_c

sys.path.append(str(Path(__file__).parents[2] / "tools"))

import corpus

RUNNERS = 8
#: Objects that are loaded at once.
SLOTS = 12
#: Seconds after which a child hangs, on however busy a machine.
CHILD = 120
BUDGET = 1 << 16
MOST_ENTRIES = 512
#: What a change may be answered with: something else was quicker, or a map has no room.
REFUSED = (UsageError, KeyError, LookupError, SpanError, MapLimitError, OutOfMemoryError)
_MORE = ("/usr/sbin/xdp*", "/usr/lib/*/bpf/*.o", "/usr/lib/bpf/*.o")
#: Continue as one of eight others, by a random number.
_JUMP = "r6 = r1\ncall 7\nr3 = r0\nr3 &= 7\nr2 = map next ll\nr1 = r6\ncall 12\nr0 = 0\nexit"


Loadable: TypeAlias = tuple[ObjectSpec, dict[str, corpus.Given]]


def read_objects(files: list[Path]) -> list[Loadable]:
    """The objects of files that load here, with an input for each of their programs."""
    target, found = target_types("kernel"), []
    for file in files:
        data = file.read_bytes()
        for number, image in enumerate(embedded_objects(data)):
            try:
                spec = _small(corpus.sized(read_object(image)))
                spec = with_externs(relocate(replace(spec, name=f"{file.name}{number}"), target))
                with progpack.load(spec, programs=list(spec.programs)):
                    pass
            except ProgpackError as error:
                print(f"{file.name}: {str(error)[:120]}", flush=True)
                continue
            given = {n: corpus.plausible(p, target) for n, p in spec.programs.items()}
            found.append((spec, given))
    return found


def _small(spec: ObjectSpec) -> ObjectSpec:
    """With maps so small that they are full now and then."""
    small = {
        name: replace(held, max_entries=min(held.max_entries, MOST_ENTRIES))
        if held.type not in (MapType.RINGBUF, MapType.PROG_ARRAY) and held.data is None
        else held
        for name, held in spec.maps.items()
    }
    return replace(spec, maps=small)


def jumper(kind: ProgramType) -> ObjectSpec:
    """An object of one program that continues as one of those in its array."""
    program = replace(assemble_program(_JUMP, type=kind, license="GPL"), name="jump")
    array = MapSpec("next", MapType.PROG_ARRAY, 4, 4, 8)
    return ObjectSpec(f"jump{kind.name}", "GPL", {"jump": program}, {"next": array})


class Others:
    """The objects, and the threads that work on them.

    Attributes:
        problems: what went wrong.
        done: how often each thing was done.
    """

    def __init__(
        self, objects: list[tuple[ObjectSpec, dict[str, corpus.Given]]], seed: int
    ) -> None:
        self.seed = seed
        self.problems: list[str] = []
        self.done: Counter[str] = Counter()
        self._objects = objects
        self._packs = PackAllocator()
        self._maps_before = len(maps.live_maps())
        self._stop = threading.Event()
        chance = random.Random(seed)
        self._slots = [self._load(chance) for _ in range(SLOTS)]
        kinds = {p.type for spec, _ in objects for p in spec.programs.values()}
        self._jumpers = {kind: progpack.load(jumper(kind), packs=self._packs) for kind in kinds}

    def work(self, seconds: float) -> None:
        """Let the threads work for some time, and check what is left."""
        works: list[Callable[[random.Random], None]] = [self._run] * RUNNERS
        works += [self._change, self._change, self._look, self._fork]
        threads = [
            threading.Thread(target=self._guard, args=(work, random.Random(f"{self.seed} {n}")))
            for n, work in enumerate(works)
        ]
        for thread in threads:
            thread.start()
        self._stop.wait(seconds)
        self._stop.set()
        for thread in threads:
            thread.join()
        self._check_end()

    def _guard(self, work: Callable[[random.Random], None], chance: random.Random) -> None:
        while not self._stop.is_set():
            try:
                work(chance)
            except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
                self.problems.append(traceback.format_exc())
                if len(self.problems) > 20:
                    self._stop.set()

    def _load(self, chance: random.Random) -> tuple[Object, dict[str, corpus.Given]]:
        spec, given = chance.choice(self._objects)
        count = min(len(spec.programs), chance.choice([1, 3, 8]))
        names = chance.sample(list(spec.programs), count)
        return progpack.load(spec, packs=self._packs, programs=names), given

    def _programs(self, chance: random.Random) -> tuple[Program, corpus.Given]:
        made, given = chance.choice(self._slots)
        program = chance.choice(list(made.programs.values()))
        return program, given[program.name]

    # --- runs ---

    def _run(self, chance: random.Random) -> None:
        program, given = self._programs(chance)
        entered = program
        if chance.random() < 0.4:
            entered = self._jumpers[program.type].programs["jump"]
        try:
            if layout(program.type).packet and chance.random() < 0.3:
                packets = [self._packet(chance, given) for _ in range(chance.choice([3, 200]))]
                values = entered.run_batch(packets, budget=BUDGET).return_values
                self.done["packets"] += len(values)
            else:
                entered.run(
                    self._packet(chance, given) if layout(program.type).packet else b"",
                    context=self._bytes(chance, given.context),
                    args=given.args,
                    budget=chance.choice([0, 100, BUDGET]),
                )
            self.done["runs"] += 1
        except RunError as error:
            self.done[f"fault {error.fault.kind.name.lower()}"] += 1
        except SpanError:
            self.done["closed"] += 1

    def _packet(self, chance: random.Random, given: corpus.Given) -> bytes:
        length = chance.choice([0, 14, 42, 64, 200, 1500])
        packet = bytearray((given.packet + chance.randbytes(length))[: max(length, 1)])
        for _ in range(chance.choice([0, 1, 8])):
            packet[chance.randrange(len(packet))] = chance.getrandbits(8)
        return bytes(packet)

    def _bytes(self, chance: random.Random, context: Any) -> Any:
        if not isinstance(context, bytes) or chance.random() < 0.3:
            return context
        changed = bytearray(context)
        for _ in range(chance.choice([1, 8, 40])):
            changed[chance.randrange(len(changed))] = chance.getrandbits(8)
        return bytes(changed)

    # --- changes ---

    def _change(self, chance: random.Random) -> None:
        acts = [self._replace, *[self._jump_to] * 4, self._unlink, *[self._element] * 6, self._swap]
        act = chance.choice(acts)
        act(chance)
        self.done[act.__name__] += 1

    def _replace(self, chance: random.Random) -> None:
        """Another object in a slot; what was there is closed, or forgotten."""
        at = chance.randrange(SLOTS)
        before, self._slots[at] = self._slots[at], self._load(chance)
        if chance.random() < 0.7:
            before[0].close()
        else:
            del before
            gc.collect(chance.choice([0, 1]))

    def _jump_to(self, chance: random.Random) -> None:
        program, _ = self._programs(chance)
        with suppress(SpanError):
            self._array(program.type)[chance.randrange(8)] = program

    def _unlink(self, chance: random.Random) -> None:
        with suppress(KeyError):
            del self._array(chance.choice(list(self._jumpers)))[chance.randrange(8)]

    def _element(self, chance: random.Random) -> None:
        held = chance.choice([*self._maps(chance), None])
        if held is None:
            return
        with suppress(*REFUSED):
            self._touch(held, chance)

    def _maps(self, chance: random.Random) -> list[Any]:
        """The maps of an object, none where it is closed meanwhile."""
        made, _ = chance.choice(self._slots)
        with suppress(KeyError):
            return [*made.maps.values()]
        return []

    def _touch(self, held: Any, chance: random.Random) -> None:
        spec = held.spec
        if isinstance(held, QueueMap):
            held.push(chance.randbytes(spec.value_size), force=chance.random() < 0.5)
            return
        if not isinstance(held, KeyedMap | PerCpuMap):
            return
        key = chance.randrange(max(spec.max_entries, 1)).to_bytes(max(spec.key_size, 4), "little")
        key = key[: spec.key_size]
        value: Any = chance.randbytes(spec.value_size)
        if isinstance(held, PerCpuMap):
            value = (value,) * cpus.COUNT
        match chance.randrange(4):
            case 0:
                del held[key]
            case 1:
                held[key]
            case 2:
                list(zip(range(20), held.elements(), strict=False))
            case _:
                held[key] = value

    def _swap(self, chance: random.Random) -> None:
        for held in self._maps(chance):
            if isinstance(held, MapOfMaps):
                with suppress(*REFUSED):
                    held[chance.randrange(held.spec.max_entries)] = held.new()
                    self.done["inner maps"] += 1

    def _array(self, kind: ProgramType) -> ProgArray:
        held = self._jumpers[kind].maps["next"]
        assert isinstance(held, ProgArray)
        return held

    # --- looks and forks ---

    def _look(self, chance: random.Random) -> None:
        self._stop.wait(chance.random() * 0.02)
        made, _ = chance.choice(self._slots)
        for held in self._maps(chance):
            if isinstance(held, RingBuffer | PerfEvents):
                self.done["records"] += len(held.consume())
        with suppress(RunError):
            self.done["timers"] += made.run_timers()

    def _fork(self, chance: random.Random) -> None:
        self._stop.wait(chance.random())
        in_c = chance.random() < 0.5
        pid = fork_in_c() if in_c else os.fork()
        if not pid:
            self._in_child(chance)
        for _ in range(CHILD * 50):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                break
            time.sleep(0.02)
        else:
            os.kill(pid, signal.SIGABRT)
            os.waitpid(pid, 0)
            status = -1
        if status:
            how = "C" if in_c else "Python"
            end = f"ended with {status}" if status > 0 else "hangs"
            self.problems.append(f"a child of {how} {end}")
        self.done[f"forks in {'C' if in_c else 'Python'}"] += 1

    def _in_child(self, chance: random.Random) -> None:
        status = 1
        try:
            self.problems.clear()
            for _ in range(30):
                self._run(chance)
                self._change(chance)
            self._look(chance)
            status = 3 if self.problems else 0
        except BaseException:  # noqa: BLE001 - told, and then the child ends
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _check_end(self) -> None:
        for made, _ in self._slots:
            made.close()
        for made in self._jumpers.values():
            made.close()
        self._slots.clear()
        self._jumpers.clear()
        del made
        gc.collect()
        if grace._out or grace._closing or grace._runs:
            self.problems.append(f"kept: {grace._out} {grace._closing} {grace._runs}")
        if self._packs.stats.programs:
            self.problems.append(f"{self._packs.stats.programs} programs are left")
        left = [held.spec.name for held in maps.live_maps() if held.spec.name != "log"]
        if len(left) > self._maps_before:
            self.problems.append(f"maps are left: {Counter(left)}")


def default_files() -> Iterator[Path]:
    """What is installed of other projects."""
    yield from corpus.tools()
    for pattern in _MORE:
        yield from sorted(Path("/").glob(pattern[1:]))


def main() -> int:
    """Work for some time; 1 when something was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.lives.others", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    faulthandler.enable(all_threads=True)
    objects = read_objects(options.files or list(default_files()))
    programs = sum(len(spec.programs) for spec, _ in objects)
    print(f"{len(objects)} objects, {programs} programs, seed {options.seed}", flush=True)
    # So that runs overlap however few CPUs there are; maps have values of each.
    cpus.COUNT = RUNNERS
    cpus.renew(RUNNERS)
    forks.PATIENCE = CHILD  # the machine may be busy
    world = Others(objects, options.seed)
    world.work(options.seconds)
    for problem in world.problems[:20]:
        print(problem)
    print(", ".join(f"{count:,} {name}" for name, count in sorted(world.done.items())))
    print(f"{len(world.problems)} problems")
    return 1 if world.problems else 0


if __name__ == "__main__":
    sys.exit(main())
