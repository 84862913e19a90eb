"""What the verbs that look at the running kernel cost when it has very many programs.

Loads N small programs (20,000 unless told otherwise), which stay until the end, and runs
`bpftool prog show` and each verb in turns, each a process of its own. Compared are seconds of CPU
time, user and kernel, the least of the rounds; the ratio is to bpftool's. `again` is a second look
of one process: `stat live` and `export --listen` look again and again. What the verbs say of the
programs must be what bpftool says: their number, and the sum of their machine code. Needs root.

    python benchmarks/live_scale.py [--programs N] [--rounds N] [--source DIR] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import struct
import subprocess
import sys
from pathlib import Path

from progpack.bpf.isa.insn import BPF_ALU64, BPF_LDX, BPF_MEM, BPF_MOV, BPF_W, EXIT, Insn
from progpack.bpf.spec import MapType, ProgramType
from progpack.errors import ProgpackError
from progpack.kernel import KernelMap, KernelProgram, program_ids

NAME = "scale_"
SOURCE = Path(__file__).parents[1] / "src"
VERBS = (
    "map live",
    "stat live",
    "explain 524",
    "explain dark",
    "explain splits",
    f"explain name:{NAME}7",
    "export",
)
# A process that looks twice; the second look is what a server or a row costs.
AGAIN = """
import resource, sys, time
from progpack.kernel.observe import Observer
observer = Observer()
observer.look().snapshot()
began = resource.getrusage(resource.RUSAGE_SELF)
observer.look().snapshot()
ended = resource.getrusage(resource.RUSAGE_SELF)
print(ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime)
"""


def load(count: int) -> KernelMap:
    """Load so many programs of 2 to 40 instructions, every third with loads from its context.

    They stay until the map that holds them is closed: descriptors would be too many.
    """
    held = KernelMap.create(MapType.PROG_ARRAY, key_size=4, value_size=4, max_entries=count)
    load_word = Insn(BPF_LDX | BPF_MEM | BPF_W, 0, 1, 0)
    for number in range(count):
        body = [Insn(BPF_ALU64 | BPF_MOV, 0, imm=number)] * (1 + number % 39)
        if number % 3 == 0:
            body += [load_word] * (number % 4)
        code, name = (*body, Insn(EXIT)), f"{NAME}{number}"
        with KernelProgram.load(code, type=ProgramType.SOCKET_FILTER, name=name) as program:
            held.update(struct.pack("=I", number), struct.pack("=I", program.fd))
    return held


def spent(command: list[str], source: Path) -> tuple[float, str]:
    """Seconds of CPU time of one run, and what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "100"}
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime, done.stdout


def check(source: Path, shown: str) -> None:
    """`map live` says of each of our programs what bpftool says; others' come and go."""
    ours = [p for p in json.loads(shown) if p.get("name", "").startswith(NAME)]
    known = {f"{p['name']}#{p['id']}": p["bytes_jited"] for p in ours}
    packs = json.loads(
        spent([sys.executable, "-m", "progpack", "map", "live", "--json"], source)[1]
    )
    spans = [span for pack in packs["packs"] for span in pack["spans"]]
    seen = {s["name"]: s["size"] for s in spans if s["name"].startswith(NAME)}
    if seen != known:
        wrong = sorted(seen.items() ^ known.items())[:4]
        raise SystemExit(
            f"bpftool has {len(known)} programs, map live {len(seen)}; such as {wrong}"
        )


def measure(rounds: int, source: Path) -> dict[str, float]:
    """The least CPU time of bpftool and each verb, in seconds."""
    bpftool = shutil.which("bpftool") or "/usr/sbin/bpftool"
    commands = {
        "bpftool": [bpftool, "prog", "show"],
        **{verb: [sys.executable, "-m", "progpack", *verb.split()] for verb in VERBS},
        "start of a verb": [sys.executable, "-m", "progpack", "map", "--help"],
    }
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, command in commands.items():
            times.setdefault(name, []).append(spent(command, source)[0])
        times.setdefault("again", []).append(float(spent([sys.executable, "-c", AGAIN], source)[1]))
    return {name: min(found) for name, found in times.items()}


def main() -> None:
    """Load, measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--source", type=Path, default=SOURCE, help="another tree's src")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        before = set(program_ids())
        with load(options.programs):
            shown = subprocess.run(
                ["bpftool", "-j", "prog", "show"], capture_output=True, text=True, check=True
            )
            check(options.source, shown.stdout)
            times = measure(options.rounds, options.source)
    except ProgpackError as error:
        print(f"not measured: {error}")
        return
    base = times["bpftool"]
    rows = {
        name: {"seconds": round(t, 3), "ratio": round(t / base, 1)} for name, t in times.items()
    }
    if options.json:
        print(json.dumps({"programs": options.programs, "before": len(before), "times": rows}))
        return
    print(f"{options.programs} programs; CPU time, least of {options.rounds}")
    for name, row in rows.items():
        print(f"  {name:<16} {row['seconds']:>8.3f} s  {row['ratio']:>5.1f} times bpftool's")


if __name__ == "__main__":
    main()
