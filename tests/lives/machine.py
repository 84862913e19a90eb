"""A random state machine over threads: runs, while all that they reach is changed and taken away.

    python -m tests.lives SECONDS [SEED]

Three threads run programs with tail calls, inner maps, ring buffers, timers, locks and dynptrs;
two replace, delete and close what they reach, one looks and consumes, one forks. Each run must
end as it can end in some order, no canary may be wrong, what is counted must add up, and at the end
everything must have gone. A process that dies of a signal is a finding as well: run it as a child.
"""

from __future__ import annotations

import gc
import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import progpack
from progpack import PackAllocator, RunError, SpanError
from progpack.bpf.object.reader import read_object
from progpack.jit import grace
from progpack.jit.maps import handle as maps
from progpack.jit.maps.handle import ArrayMap, HashMap, RingBuffer
from progpack.jit.maps.kinds import MapOfMaps, ProgArray
from progpack.jit.object import Object

__all__ = ["SOURCE", "World", "compile_world"]

SOURCE = Path(__file__).parent / "world.bpf.c"
DONE, NONE, FULL, LEAF, WRONG = 1, 2, 3, 100, 666
LEAVES = range(4)
CANARY = 0x5CA1AB1E
WORDS = 20_000
#: What each program may return; of LEAVES only those that its array may have.
MAY_RETURN = {
    "enter": {NONE, *(LEAF + number for number in LEAVES)},
    "inside": {DONE, NONE},
    "say": {DONE, NONE, FULL},
    "say_inside": {DONE, NONE, FULL},
    "lock": {DONE},
    "dynamic": {DONE},
}
_RECORD = struct.Struct("<2Q")
_PACKET = struct.Struct("<16I")
#: Seconds after which a child that does not end hangs, on however busy a machine.
_CHILD = 60


def compile_world(directory: Path) -> Path:
    """The object of all programs."""
    made = directory / "world.bpf.o"
    include = "/usr/include/x86_64-linux-gnu"
    command = ["clang-22", "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-idirafter", include]
    subprocess.run([*command, "-c", str(SOURCE), "-o", str(made)], check=True)
    return made


class World:
    """The objects, and the threads that work on them.

    Attributes:
        problems: what went wrong.
        done: how often each thing was done.
    """

    def __init__(self, made: Path, seed: int) -> None:
        self.seed = seed
        self.problems: list[str] = []
        self.done: Counter[str] = Counter()
        self._counting = threading.Lock()
        self._spec = read_object(made)
        self._packs = PackAllocator()
        self._maps_before = len(maps.live_maps())
        self._entry = self._load("enter", "inside", "say", "say_inside", "lock", "dynamic")
        self._others: list[Object] = []
        self._stop = threading.Event()
        self._said = Counter[int]()
        self._heard = Counter[int]()
        self._fill_canary(self._entry, CANARY)

    def work(self, seconds: float) -> None:
        """Let the threads work for some time, and check what is left."""
        works: list[Callable[[random.Random], None]] = [self._run] * 3
        works += [self._swap, self._change, self._look, self._fork]
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
        self._check_sums()
        self._check_end()

    def _count(self, name: str, more: int = 1) -> None:
        with self._counting:
            self.done[name] += more

    def _guard(self, work: Callable[[random.Random], None], chance: random.Random) -> None:
        try:
            while not self._stop.is_set():
                work(chance)
        except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
            self.problems.append(traceback.format_exc())
            self._stop.set()

    # --- runs ---

    def _run(self, chance: random.Random) -> None:
        name = chance.choice(list(MAY_RETURN))
        program = self._entry.programs[name]
        words = [chance.getrandbits(32) for _ in range(16)]
        packet = _PACKET.pack(*words)
        try:
            if chance.random() < 0.2:
                values = list(program.run_batch([packet] * 5).return_values)
            else:
                values = [program.run(packet).return_value]
        except RunError as error:
            # Others may have written an address to where the dynptr lies.
            if name != "dynamic":
                self._problem(f"{name}: {error}")
            return
        self._count(name, len(values))
        if not set(values) <= MAY_RETURN[name]:
            self._problem(f"{name} returned {values}")
        if name == "say":
            self._said[words[1] << 32 | words[2]] += values.count(DONE)

    # --- changes ---

    def _swap(self, chance: random.Random) -> None:
        """What needs nothing new, often."""
        acts = [self._swap_inner, self._swap_ring, self._flip, self._scribble, self._delete]
        act = chance.choice(acts)
        act(chance)
        self._count(act.__name__)

    def _change(self, chance: random.Random) -> None:
        acts = [*[self._put_leaf] * 3, self._put_link, self._close_one, self._forget_one]
        act = chance.choice(acts)
        act(chance)
        self._count(act.__name__)

    def _flip(self, chance: random.Random) -> None:
        """Another program, or one that has just been closed, at some place."""
        made = chance.choice([*self._others, None])
        if made is not None:
            (program,) = made.programs.values()
            with suppress(SpanError):
                self._array(self._entry, chance)[chance.randrange(4)] = program

    def _swap_inner(self, chance: random.Random) -> None:
        outer = self._of_maps("outer")
        outer[chance.randrange(4)] = outer.new()

    def _swap_ring(self, chance: random.Random) -> None:
        rings = self._of_maps("rings")
        rings[chance.randrange(4)] = rings.new()

    def _put_leaf(self, chance: random.Random) -> None:
        number = chance.choice(LEAVES)
        leaf = self._load(f"leaf{number}")
        self._fill_canary(leaf, CANARY + number)
        array = self._array(chance.choice([self._entry, *self._linked()]), chance)
        array[chance.randrange(4)] = leaf.programs[f"leaf{number}"]
        self._keep(leaf, chance)

    def _put_link(self, chance: random.Random) -> None:
        link = self._load("link")
        self._array(self._entry, chance)[chance.randrange(4)] = link.programs["link"]
        self._keep(link, chance)

    def _delete(self, chance: random.Random) -> None:
        of_maps = [self._of_maps("outer"), self._of_maps("rings")]
        held = chance.choice([*of_maps, self._array(self._entry, chance)])
        with suppress(KeyError):  # another thread was quicker
            del held[chance.randrange(4)]  # type: ignore[attr-defined]

    def _close_one(self, chance: random.Random) -> None:
        if self._others:
            self._others.pop(chance.randrange(len(self._others))).close()

    def _forget_one(self, chance: random.Random) -> None:
        if self._others:
            self._others.pop(chance.randrange(len(self._others)))
            gc.collect(chance.choice([0, 2]))

    def _scribble(self, chance: random.Random) -> None:
        held = self._entry.maps["open"]
        assert isinstance(held, ArrayMap)
        at = chance.randrange(0, 32, 8)
        ring = self._entry.maps["ring"].values_at
        word = chance.choice([0, ring + 8 * chance.randrange(1000), chance.getrandbits(64)])
        held.view()[at : at + 8] = word.to_bytes(8, "little")

    def _keep(self, made: Object, chance: random.Random) -> None:
        """Keep an object to close it later, or only what has its program."""
        if chance.random() < 0.7:
            self._others.append(made)
        while len(self._others) > 12:
            self._close_one(chance)

    # --- looks ---

    def _look(self, chance: random.Random) -> None:
        self._stop.wait(chance.random() * 0.02)
        self._hear(self._ring().consume(), self._heard)
        for name in ("outer", "rings"):
            for held in self._of_maps(name).held():
                if isinstance(held, RingBuffer):
                    self._hear(held.consume(), Counter())
                else:
                    self._check_values(held)
        self._entry.run_timers()
        self._check_canary(self._entry, CANARY)
        self._count("looks")

    def _hear(self, records: list[bytes], heard: Counter[int]) -> None:
        for record in records:
            word, inverse = _RECORD.unpack(record)
            if word ^ inverse != (1 << 64) - 1:
                self._problem(f"record {record.hex()}")
            heard[word] += 1

    def _check_values(self, held: object) -> None:
        assert isinstance(held, HashMap)
        for key, value in held.elements():
            if int.from_bytes(value[:8], "little") != CANARY:
                self._problem(f"inner value of {key.hex()}: {value[:16].hex()}")

    # --- forks ---

    def _fork(self, chance: random.Random) -> None:
        self._stop.wait(chance.random() * 0.4)
        pid = os.fork()
        if not pid:
            self._in_child(chance)
        for _ in range(_CHILD * 100):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                break
            time.sleep(0.01)
        else:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            status = -1
        if status:
            self._problem(f"a child ended with {status}" if status > 0 else "a child hangs")
        self._count("forks")

    def _in_child(self, chance: random.Random) -> None:
        """Everything once, alone; ends the process."""
        status = 1
        try:
            self.problems.clear()
            # Threads of the parent may have had what these are made of.
            self._stop, self._counting = threading.Event(), threading.Lock()
            for _ in range(60):
                self._run(chance)
            for act in (self._swap_inner, self._swap_ring, self._put_leaf, self._delete):
                act(chance)
            self._look(chance)
            self._close_one(chance)
            for _ in range(20):
                self._run(chance)
            status = 3 if self.problems else 0
        except BaseException:  # noqa: BLE001 - told, and then the child ends
            traceback.print_exc()
        finally:
            for problem in self.problems:
                print(f"child: {problem}", file=sys.stderr)
            sys.stderr.flush()
            os._exit(status)

    # --- the end ---

    def _check_sums(self) -> None:
        self._hear(self._ring().consume(), self._heard)
        if +self._said != +self._heard:
            self._problem(f"said {self._said.total()} records, heard {self._heard.total()}")
        if len(self._ring()):
            self._problem(f"{len(self._ring())} bytes of the ring are not readable")
        locked = self._entry.maps["locked"]
        assert isinstance(locked, ArrayMap)
        pairs = [struct.unpack("<2I2Q", locked[index]) for index in range(2)]
        if sum(pair[2] for pair in pairs) != self.done["lock"] or pairs[0][0] or pairs[1][0]:
            self._problem(f"{self.done['lock']} runs took locks: {pairs}")

    def _check_end(self) -> None:
        for made in (*self._others, self._entry):
            made.close()
        self._others.clear()
        del self._entry, made
        gc.collect()
        if grace._out or grace._closing or grace._runs:
            self._problem(f"kept: {grace._out} {grace._closing} {grace._runs}")
        if self._packs.stats.programs:
            self._problem(f"{self._packs.stats.programs} programs are left")
        left = [held.spec.name for held in maps.live_maps() if held.spec.name != "log"]
        if len(left) > self._maps_before:
            self._problem(f"maps are left: {Counter(left)}")

    # --- what there is ---

    def _load(self, *names: str) -> Object:
        return progpack.load(self._spec, packs=self._packs, programs=names)

    def _fill_canary(self, made: Object, value: int) -> None:
        held = made.maps["canary"]
        assert isinstance(held, ArrayMap)
        held.view()[:] = value.to_bytes(8, "little") * WORDS

    def _check_canary(self, made: Object, value: int) -> None:
        held = made.maps["canary"]
        assert isinstance(held, ArrayMap)
        if held[0] != value.to_bytes(8, "little") * WORDS:
            self._problem(f"the canary of {made} is changed")

    def _linked(self) -> list[Object]:
        return [made for made in self._others if "link" in made.programs]

    def _array(self, made: Object, chance: random.Random) -> ProgArray:
        held = made.maps["first" if made is self._entry else "second"]
        assert isinstance(held, ProgArray)
        return held

    def _of_maps(self, name: str) -> MapOfMaps:
        held = self._entry.maps[name]
        assert isinstance(held, MapOfMaps)
        return held

    def _ring(self) -> RingBuffer:
        held = self._entry.maps["ring"]
        assert isinstance(held, RingBuffer)
        return held

    def _problem(self, text: str) -> None:
        self.problems.append(text)
        if len(self.problems) > 20:
            self._stop.set()
