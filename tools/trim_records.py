"""Makes src/progpack/data/measured and tests/kernel/records from the full records of kernels.

    python tools/trim_records.py RECORDS

RECORDS is the folder with KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz files. What no comparison with the
model reads is left out: load times, symbols, lists of areas, counters that have not changed, times
of the walks, the bitmaps of kernels that have no packs. The tests of the kernel's readers have what
those read, of the smaller records: walks of page tables, lists of packs and areas, symbols. The
result is the same for the same records, byte for byte.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "progpack" / "data" / "measured"
READERS = TARGET.parents[3] / "tests" / "kernel" / "records"
READ = {"start", "snap", "kcore", "dm", "kcore_end", "packs", "ksyms"}
CUT = (
    64  # lines of /proc/vmallocinfo that the recorder kept; of a list that long some may be missing
)
MOST_READ = 10_000  # bytes of one, compressed
_PACKS = "bpf_prog_pack_alloc"
UNUSED = {"ksyms", "progs", "host", "end", "log", "wr"}
KEPT = {
    "start": ("op", "kernel", "arch", "pagesize", "ram"),
    "snap": (
        *("op", "label", "t", "level2_splits", "level3_splits", "level2_collapses"),
        *("level3_collapses", "DirectMap4k", "DirectMap2M", "DirectMap1G"),
        *("packs", "packpg", "jit", "jitpg", "prog", "vm"),
    ),
    "kcore": ("op", "label"),
    "phys": ("op", "va", "r", "lv"),
}


def main() -> None:
    """Trim each record of the folder that was given."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    write(Path(sys.argv[1]), TARGET, trim)
    write(Path(sys.argv[1]), READERS, of_readers, MOST_READ)


def write(
    source: Path,
    target: Path,
    kept: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
    most: int | None = None,
) -> None:
    """Write the part of each record that is kept.

    Args:
        source: folder of the full records.
        target: folder of the parts; other parts there go.
        kept: gives the part of a record.
        most: bytes of a part, compressed; a larger one is left out.
    """
    target.mkdir(exist_ok=True)
    for old in target.glob("*.jsonl.gz"):
        old.unlink()
    total = 0
    for path in sorted(source.glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            records = kept([json.loads(line) for line in lines])
        text = "".join(json.dumps(r, separators=(",", ":")) + "\n" for r in records)
        data = gzip.compress(text.encode("ascii"), 9, mtime=0)
        if most is None or len(data) <= most:
            (target / path.name).write_bytes(data)
            total += len(data)
    print(f"{total} bytes in {target}")


def of_readers(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the tests of the kernel's readers read of a record."""
    return [
        record for record in records if record["op"] in READ and len(record.get("vm", ())) < CUT
    ]


def _says(record: dict[str, Any], key: str) -> bool:
    """Whether a member is there and not the usual."""
    if key == "vm":
        # Without lists of pages beside the packs, the count of areas is that of packs.
        return any(" vpages" in line and _PACKS in line for line in record.get(key, ()))
    return key in record and (key != "lv" or record[key] != 1)


def trim(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is kept of a record."""
    kept = []
    counters: dict[str, Any] | None = None
    for record in records:
        operation = record["op"]
        if operation in UNUSED or operation == "kcore_end":
            continue
        if operation in KEPT:
            record = {key: record[key] for key in KEPT[operation] if _says(record, key)}
        else:
            record = {k: v for k, v in record.items() if k not in ("xl", "t")}
            if "us" in record:
                record["us"] = 0
        if "c" in record:
            # Repeated at each step where nothing has changed.
            if record["c"] == counters or set(record["c"].values()) <= {None}:
                del record["c"]
            else:
                counters = record["c"]
        kept.append(record)
    return kept


if __name__ == "__main__":
    main()
