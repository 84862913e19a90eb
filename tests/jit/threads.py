"""Threads on shared maps: everything that they count adds up, nothing is torn, nothing leaks.

``python -m tests.jit.threads 60`` works for a minute with 8 threads; the tests work for seconds. It
is a process of its own, so that each thread has a CPU number of its own however many CPUs there
are.
"""

from __future__ import annotations

import gc
import random
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import cast

from progpack.jit.native import cpus

SOURCE = Path(__file__).parent / "threads.bpf.c"
_BATCH = 400
_QUAD = struct.Struct("<4Q")


def compile_object(directory: Path) -> Path:
    """The object with the program."""
    made = directory / "threads.bpf.o"
    include = "/usr/include/x86_64-linux-gnu"
    command = ["clang-22", "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-idirafter", include]
    subprocess.run([*command, "-c", str(SOURCE), "-o", str(made)], check=True)
    return made


def resident() -> int:
    """Bytes of memory of this process that are resident."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


class Soak:
    """One object and the threads that work on it."""

    def __init__(self, made: Path, threads: int) -> None:
        import progpack

        self.obj = progpack.load(made)
        self.threads = threads
        self.records = 0
        self.sums: dict[str, int] = dict.fromkeys(("runs", "low", "odd"), 0)
        self.torn: list[str] = []
        self.looked = 0
        self._stop = False
        self._lock = threading.Lock()
        self._errors: list[BaseException] = []

    def run(self, seconds: float) -> None:
        """Work, and check what can be checked only afterwards."""
        workers = [
            threading.Thread(target=self._guard, args=(self._work, number))
            for number in range(self.threads)
        ]
        others = [
            threading.Thread(target=self._guard, args=(self._read, 0)),
            threading.Thread(target=self._guard, args=(self._consume, 0)),
        ]
        for thread in (*workers, *others):
            thread.start()
        time.sleep(seconds)
        self._stop = True
        for thread in (*workers, *others):
            thread.join()
        if self._errors:
            raise self._errors[0]
        self._take()

    def _guard(self, act, number: int) -> None:  # type: ignore[no-untyped-def]
        try:
            act(number)
        except BaseException as error:  # noqa: BLE001 - the main thread raises it
            self._errors.append(error)
            self._stop = True

    def _work(self, number: int) -> None:
        chance = random.Random(number)
        program = self.obj.programs["work"]
        while not self._stop:
            values = [chance.getrandbits(40) for _ in range(_BATCH)]
            packets = [value.to_bytes(8, "little") + bytes(56) for value in values]
            if chance.random() < 0.9:
                program.run_batch(packets)
            else:
                for packet in packets:
                    program.run(packet)
            with self._lock:
                self.sums["runs"] += len(values)
                self.sums["odd"] += sum(value & 1 for value in values)
                self.sums["low"] += sum(value & 0xFF for value in values)

    def _read(self, number: int) -> None:
        """Whole elements are read while they change: each has one word four times."""
        chance = random.Random(1)
        while not self._stop:
            for name in ("churn", "recent"):
                held = self.obj.maps[name]
                for _, value in held.elements():  # type: ignore[attr-defined]
                    self._whole(name, value)
                block = held.lookup_batch()  # type: ignore[attr-defined]
                for at in range(0, len(block.values), _QUAD.size):
                    self._whole(name, block.values[at : at + _QUAD.size])
                found = held.get(chance.getrandbits(8))  # type: ignore[attr-defined]
                if found is not None:
                    self._whole(name, found)

    def _whole(self, name: str, value: bytes) -> None:
        self.looked += 1
        words = _QUAD.unpack(value)
        if len(set(words)) > 1:
            self.torn.append(f"{name}: {words}")

    def _consume(self, number: int) -> None:
        while not self._stop:
            self._take()
            time.sleep(0.0005)

    def _take(self) -> None:
        for record in self.obj.maps["ring"].consume():  # type: ignore[attr-defined]
            self.records += 1
            value = int.from_bytes(record[:8], "little")
            at = value & 0x38
            if len(record) != 8 + at or (
                at and int.from_bytes(record[at : at + 8], "little") != ~value & (1 << 64) - 1
            ):
                self.torn.append(f"ring: {record.hex()}")

    def problems(self) -> list[str]:
        """What does not add up."""
        runs, count = self.sums["runs"], {n: cast(int, self.obj.globals[n]) for n in self.names()}
        maps = {name: held.typed for name, held in self.obj.maps.items() if name != "ring"}
        left, odd = list(maps["queue"]), self.sums["odd"]
        locked = [maps["locked"][key] for key in (0, 1)]
        expected = {
            "runs": (count["runs"], runs),
            "failed": (count["failed"], 0),
            "churned": (count["churned"], runs),
            "counters": (sum(maps["counters"].values()), runs),
            "values of each CPU": (sum(maps["each"][0]), runs),
            "values of each CPU by key": (sum(map(sum, maps["each_hash"].values())), runs),
            "records": (self.records + count["lost"], runs),
            "queue": (count["pushed"] - count["popped"], len(left)),
            "queue's values": (
                (count["pushed_sum"] - count["popped_sum"]) % 2**64,
                sum(left) % 2**64,
            ),
            "locked": (
                [each["one"] for each in locked],
                [runs - odd, odd],
            ),
            "locked sum": (sum(each["other"] for each in locked), self.sums["low"]),
            "locks that are held": ([each["lock"]["val"] for each in locked], [0, 0]),
            "ring": (len(self.obj.maps["ring"]), 0),  # type: ignore[arg-type]
        }
        for name in ("churn", "recent", "counters", "each_hash"):
            held = self.obj.maps[name]
            free = held.free_slots()
            expected[f"slots of {name}"] = (free + len(held), held.spec.max_entries + 1)  # type: ignore[arg-type]
            expected[f"elements of {name}"] = (len(list(held.elements())), len(held))  # type: ignore[attr-defined,arg-type]
        wrong = [
            f"{what}: {got}, not {want}" for what, (got, want) in expected.items() if got != want
        ]
        return wrong + self.torn[:5]

    def names(self) -> list[str]:
        """The variables that count."""
        return ["runs", "lost", "pushed", "pushed_sum", "popped", "popped_sum", "churned", "failed"]


def main(seconds: float, threads: int = 8) -> int:
    """Work for a while and say what came of it; 1 when something is wrong."""
    # As on a machine with a CPU for each thread, or the runs would wait for each other.
    cpus.COUNT = threads
    cpus.renew(threads)
    with tempfile.TemporaryDirectory() as directory:
        soak = Soak(compile_object(Path(directory)), threads)
        soak.run(min(1.0, seconds / 4))
        gc.collect()
        before, began, first = resident(), time.monotonic(), soak.sums["runs"]
        soak._stop = False
        soak.run(seconds)
        took = time.monotonic() - began
        gc.collect()
        grown = resident() - before
        wrong = soak.problems()
        if grown > 16 << 20:
            wrong.append(f"the process grew by {grown:,} bytes")
        free = len(cpus._free)
        if free != threads:
            wrong.append(f"{free} CPU numbers came back, not {threads}")
        soak.obj.close()
    sys.stdout.write(
        f"{threads} threads, {took:.1f} s: {soak.sums['runs'] - first:,} runs, {soak.records:,}"
        f" records, {soak.looked:,} elements read meanwhile, {grown / 1024:+,.0f} KiB;"
        f" {len(wrong)} problems\n"
    )
    sys.stdout.writelines(f"  {line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0))
