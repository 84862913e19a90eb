"""Makes src/progpack/data/measured from the full records of measured kernels.

    python tools/trim_records.py RECORDS

RECORDS is the folder with KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz files. What no comparison with the
model reads is left out: load times, symbols, lists of areas, counters that have not changed, times
of the walks, the bitmaps of kernels that have no packs. The result is the same for the same
records, byte for byte.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "progpack" / "data" / "measured"
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
    TARGET.mkdir(exist_ok=True)
    for old in TARGET.glob("*.jsonl.gz"):
        old.unlink()
    total = 0
    for path in sorted(Path(sys.argv[1]).glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            records = trim([json.loads(line) for line in lines])
        text = "".join(json.dumps(r, separators=(",", ":")) + "\n" for r in records)
        data = gzip.compress(text.encode("ascii"), 9, mtime=0)
        (TARGET / path.name).write_bytes(data)
        total += len(data)
    print(f"{total} bytes in {TARGET}")


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
