"""The same question to the running kernel: BPF_PROG_TEST_RUN over many resident programs. Root.

A kernel with packs has no page each any more. It is imitated: programs of 4 KiB on average, of
which which only the first bytes run, against the same programs without what does not run. So both
are in packs of the kernel, and code that runs is either dense or one piece in each page. Their
sizes vary by some chunks, so that they begin anywhere in a page, as programs with a page each did.
What a run took is the kernel's own figure (``duration``), without the system call.
"""

from __future__ import annotations

import ctypes
import os
import random
import resource
import sys
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.mail.native import library
from benchmarks.mail.spread import ratios, rounds_of, spread
from progpack.bpf.asm import assemble
from progpack.bpf.isa.insn import encode
from progpack.errors import MissingFeatureError
from progpack.kernel.syscall.abi import Command, LoadAttr
from progpack.kernel.syscall.call import bpf
from progpack.kernel.syscall.programs import KernelProgram
from progpack.pack import CHUNK, BinaryLayout

__all__ = ["Programs", "measure", "program_bytes"]

_LEAST, _MOST = 48, 80
_SPARE_BYTES: Final = 40
_RUNS: Final = 4000
_SPARE_FILES: Final = 100
_FILL: Final = "r2 = {:#x}"
_FILL_BYTES: Final = 1 << 20


def filled(fillers: int) -> str:
    """A program that returns at once; behind it lies code that no packet of ours reaches."""
    body = "\n".join(_FILL.format(_FILL_BYTES + n) for n in range(fillers))
    head = "r0 = *(u32 *)(r1 + 0)\nif r0 == 0x7fffffff goto long\nr0 = 1\nexit\nlong:"
    return f"{head}\n{body}\nexit"


def program_bytes(text: str) -> tuple[bytes, int]:
    """The encoding of a program, and the bytes of machine code that it has here."""
    code = encode(assemble(text), sys.byteorder)
    attr, _ = _attr(code)
    with KernelProgram(bpf(Command.PROG_LOAD, attr, "benchmark")) as program:
        return code, int(program.info().jited_size)


def page_programs() -> list[bytes]:
    """Some that take 64 chunks, a page, on average: from 48 to 80."""
    few, many = (program_bytes(filled(count))[1] for count in (100, 300))
    each = (many - few) / 200
    found = []
    for chunks in range(_LEAST, _MOST + 1):
        code, size = program_bytes(filled(int(100 + (chunks * CHUNK - _SPARE_BYTES - few) / each)))
        if BinaryLayout(size).chunks != chunks:
            raise SystemExit(f"a program of {size} bytes does not take {chunks} chunks")
        found.append(code)
    return found


@dataclass
class Programs:
    """Resident programs."""

    fds: ctypes.Array[ctypes.c_int32]
    order: ctypes.Array[ctypes.c_uint32]

    @classmethod
    def load(cls, codes: list[bytes], count: int) -> Programs:
        """So many, each one of some programs."""
        draw = random.Random(count)
        attrs = [_attr(code) for code in codes]
        fds = [bpf(Command.PROG_LOAD, draw.choice(attrs)[0], "benchmark") for _ in range(count)]
        order = list(range(count)) * max(1, _RUNS // count)
        draw.shuffle(order)
        return cls((ctypes.c_int32 * count)(*fds), (ctypes.c_uint32 * len(order))(*order))

    def run(self) -> float:
        """One measurement: nanoseconds that a run took in the kernel."""
        spent = ctypes.c_int64()
        runs = len(self.order)
        found = library().run_programs(self.fds, self.order, runs, ctypes.byref(spent))
        if found < 0:
            raise SystemExit("BPF_PROG_TEST_RUN failed")
        return float(found) / runs

    def close(self) -> None:
        """Unload them."""
        for fd in self.fds:
            os.close(fd)


def most_programs() -> int:
    """How many of both kinds this process can have open, with its limit on files raised."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return (hard - _SPARE_FILES - len(os.listdir("/proc/self/fd"))) // 2


def measure(counts: list[int], rounds: int) -> dict[str, Any]:
    """Both kinds for each number of programs, as far as the limit on open files allows."""
    try:
        code = encode(assemble(filled(1)), sys.byteorder)
        paged = page_programs()
    except MissingFeatureError as error:
        return {"not measured": str(error)}
    rows = []
    most = most_programs()
    for count in sorted({min(count, most) for count in counts}):
        ways = {
            "packed": Programs.load([code], count),
            "a page": Programs.load(paged, count),
        }
        times = rounds_of({name: way.run for name, way in ways.items()}, rounds)
        for way in ways.values():
            way.close()
        row: dict[str, Any] = {"programs": count}
        row["ns a run"] = {name: spread(values) for name, values in times.items()}
        row["ratio to packed"] = ratios(times, "packed")
        rows.append(row)
    return {"rows": rows, "most programs of a kind, by the limit on files": most}


def _attr(code: bytes) -> tuple[LoadAttr, object]:
    """What BPF_PROG_LOAD is told, and what must live as long."""
    buffer = ctypes.create_string_buffer(code, len(code))
    terms = ctypes.create_string_buffer(b"GPL")
    attr = LoadAttr(
        prog_type=1,
        insn_cnt=len(code) // 8,
        insns=ctypes.addressof(buffer),
        license=ctypes.addressof(terms),
        prog_name=b"pp_mail",
    )
    # The structure holds addresses only.
    return attr, (buffer, terms)
