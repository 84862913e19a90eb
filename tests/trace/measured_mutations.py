"""Measured records with one value or a few changed, and all that reads them.

``python -m tests.trace.measured_mutations SEED COUNT`` looks for a record that is answered by
anything but a `ProgpackError`, or that takes long or much memory.
"""

from __future__ import annotations

import copy
import gzip
import json
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from progpack.errors import ProgpackError
from progpack.replay.validation.code_pages import code_pages
from progpack.replay.validation.direct_maps import measured_change
from progpack.replay.validation.kernel_record import KernelRecord
from progpack.replay.validation.records import RECORDS, validate_record
from progpack.trace import Measured

__all__ = ["VALUES", "change", "main", "mutated", "places", "read_all", "shortened", "sources"]

#: What stands in place of a value: other types, and the edges of every range.
VALUES: Final = (
    *(0, 1, -1, 2, 64, 4096, 65535, 1 << 16, 1 << 20, (1 << 22) - 1, (1 << 26) + 3, 1 << 27),
    *(1 << 28, 1 << 30, 1 << 31, 1 << 32, 1 << 36, 1 << 45, 1 << 53),
    *((1 << 63) - 1, 1 << 64, -(1 << 63), 10**400, 0.5, 1e308, -1e308, float("nan"), float("inf")),
    *(
        True,
        None,
        "",
        "x" * 1000,
        "9" * 5000,
        "0x" + "f" * 64,
        "0xfffffffffffff000",
        "-0x1",
        [],
        {},
    ),
    *([[]], [[1, 2]], [["0x0", 1 << 40]], [["0x0", 1 << 19]], [[0, 1 << 24]] * 50),
    *([[0, 1 << 22]], [["0xffffffffc0000000", 1 << 26]], "0x" + "a5" * 4096),
)
_OF_A_KIND: Final = 12
Line = dict[str, Any]


def sources() -> list[Path]:
    """Records of every architecture and sequence that progpack has."""
    return sorted(RECORDS.glob("*.jsonl.gz"))


def shortened(path: Path) -> list[Line]:
    """A record with the first lines of each operation only, in order."""
    seen: dict[str, int] = {}
    loaded: set[int] = set()
    kept = []
    for text in gzip.decompress(path.read_bytes()).splitlines():
        line = json.loads(text)
        operation = line["op"]
        if operation == "kcore":
            seen["dm"] = 0
        if operation == "U" and line["id"] not in loaded:
            continue
        count = seen[operation] = seen.get(operation, 0) + 1
        if count <= _OF_A_KIND or operation in ("packs", "kcore", "snap"):
            kept.append(line)
            loaded |= {line["id"]} if operation in "LTSGFX" else set()
            loaded -= {line["id"]} if operation == "U" else set()
    return kept


def places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a value: keys and numbers that lead there."""
    if at:
        yield at
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*at, key))
    elif isinstance(value, list):
        for index in range(min(len(value), 20)):
            yield from places(value[index], (*at, index))


def _at(line: Line, at: tuple[Any, ...]) -> object:
    value: Any = line
    for key in at:
        value = value[key]
    return value


def change(line: Line, at: tuple[Any, ...], how: object) -> None:
    """Put a value in a place; `Ellipsis` takes out what is there."""
    holder: Any = line
    for key in at[:-1]:
        holder = holder[key]
    if how is ...:
        del holder[at[-1]]
    else:
        holder[at[-1]] = copy.deepcopy(how)


def mutated(lines: list[Line], random: Random) -> list[Line]:
    """A few values changed, or taken out, or lines moved and repeated."""
    made = copy.deepcopy(lines)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        # Operations alike, of which there are many lines or few.
        operation = random.choice(sorted({str(line.get("op")) for line in made}))
        line = random.choice([each for each in made if str(each.get("op")) == operation])
        at = random.choice(list(places(line)))
        alike = [each for each in VALUES if type(each) is type(_at(line, at))]
        change(
            line, at, random.choice(alike if alike and random.random() < 0.7 else (..., *VALUES))
        )
    if random.random() < 0.2:
        at = random.randrange(len(made))
        made[at:at] = [made[random.randrange(len(made))]] * random.choice((1, 50))
    return made


def read_all(path: Path) -> int:
    """Everything that is read of a record; how many of the readers refused it.

    Raises:
        Exception: one answered with something else.
    """
    refused = 0
    for reader in (
        lambda: KernelRecord(path).moments(),
        lambda: KernelRecord(path).walk("start"),
        lambda: KernelRecord(path).physical_pages(),
        lambda: sum(1 for _ in Measured(path)),
        lambda: sum(1 for _ in Measured(path).pack_states()),
        lambda: code_pages(path),
        lambda: measured_change(path),
        lambda: list(validate_record(path)),
    ):
        try:
            reader()
        except ProgpackError:
            refused += 1
    return refused


def main() -> int:
    """Try mutants; print each that is not answered as it should be."""
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    random, bad, slowest = Random(seed), 0, 0.0
    kinds: Counter[int] = Counter()
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    short = {path: shortened(path) for path in sources()}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            source = random.choice(sorted(short))
            path = Path(folder) / source.name.removesuffix(".gz")
            path.write_text("\n".join(map(json.dumps, mutated(short[source], random))))
            began = time.thread_time()
            try:
                kinds[read_all(path)] += 1
            except Exception:  # noqa: BLE001 - whatever it is, it is a finding
                bad += 1
                sys.stdout.write(f"{number} of {source.name}: {traceback.format_exc()[-700:]}\n")
            took = time.thread_time() - began
            slowest = max(slowest, took)
            path.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    sys.stdout.write(f"{count} tried, {bad} bad, slowest {slowest:.1f} s, {peak} MiB\n")
    sys.stdout.write(f"readers that refused: {dict(sorted(kinds.items()))}\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
