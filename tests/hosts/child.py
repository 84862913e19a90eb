"""What a host of another architecture does, run by its own Python; prints what came of it as JSON.

The parent (test_arm64.py) decides what is right.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import progpack
from progpack.bpf.object import bundled as examples
from progpack.bpf.oracle.machine import Machine
from progpack.memory import ProcessMemory
from progpack.packets.pcap import read_pcap
from tests.hosts.emulated import forked_in_c
from tests.jit.test_against_oracle import CASES, PACKET, TRACING, assemble_with_maps
from tests.jit.worlds import both, program

DATA = Path(progpack.__file__).parent / "data"
ADD = bytes.fromhex("0000018b c0035fd6")  # add x0, x0, x1; ret
SUB = bytes.fromhex("000001cb c0035fd6")  # sub x0, x0, x1; ret
_KIND = "uint64_t(uint64_t, uint64_t)"


def memory() -> dict[str, Any]:
    """Code installed, called, changed, exchanged and given back."""
    found: dict[str, Any] = {"recipe": ProcessMemory().capabilities.recipe}
    with progpack.PackAllocator() as packs:
        code = packs.install(ADD)
        call = code.function(_KIND)
        found["called"] = call(40, 2)
        code.text_poke(0, ADD[:4], SUB[:4])
        found["poked"] = call(40, 2)
        held = packs.install_replaceable(ADD)
        jump = held.function(_KIND)
        found["jumped"] = jump(40, 2)
        held.replace(SUB)
        found["replaced"] = jump(40, 2)
        region = code.entry.home.region
        at = code.address - region.address
        code.free()
        found["freed"] = region.read(at, 64) == progpack.arch.host().trap_fill(64)
        # The same chunk again, with other code.
        again = packs.install(ADD)
        found["reused"] = (again.address == region.address + at, again.function(_KIND)(40, 2))
        found["programs"] = packs.stats.programs
        found["forked in C"] = forked_in_c(packs)
    return found


def objects() -> list[str]:
    """The shipped objects, and where they differ from the interpreter."""
    wrong = []
    packets = [packet.data for packet in read_pcap(DATA / "sample.pcap")][:40]
    for name, which in (("firewall", "firewall"), ("sampler", "sampler")):
        spec = examples.load(name)
        machine = Machine(spec.programs[which], spec.maps)
        with progpack.load(spec) as held:
            compiled = held.programs[which]
            single = [compiled.run(packet).return_value for packet in packets]
            batch = list(compiled.run_batch(packets).return_values)
        expected = [machine.run(packet).return_value for packet in packets]
        if not single == batch == expected:
            wrong.append(f"{name}: {single}, {batch}, not {expected}")
    with progpack.load(examples.load("schedlat")) as held:
        task = (42).to_bytes(4, "little") * 2 + bytes(24)
        if held.programs["schedlat_wakeup"].run(args=[task]).return_value:
            wrong.append("schedlat")
    return wrong


def cases() -> tuple[int, list[str]]:
    """Programs as data, as compiled code and in the interpreter."""
    wrong = []
    with progpack.PackAllocator() as packs:
        for name, (kind, text, _) in CASES.items():
            spec = program(*_parts(text, kind))
            given: dict[str, Any] = {"args": [1, 2]} if kind is TRACING else {}
            expected, got = both(spec, packs, b"" if kind is TRACING else PACKET, **given)
            if expected != got:
                wrong.append(f"{name}: {got}, not {expected}")
    return len(CASES), wrong


def _parts(text: str, kind: progpack.ProgramType) -> Any:
    plain, refs = assemble_with_maps(text)
    return plain, kind, refs


def main() -> None:
    """Everything, a line of JSON for each part, as it ends."""
    # Under qemu-user the interpreter's own file cannot be started; what started this one can.
    sys.executable = sys.argv[1]
    _say({"host": progpack.arch.host().name})
    _say({"memory": memory()})
    _say({"objects": objects()})
    number, wrong = cases()
    _say({"cases": number, "wrong": wrong})


def _say(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
