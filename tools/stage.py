"""A machine with something on it: tools of libbpf-tools, and a process with classic filters."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from progpack.errors import ProgpackError
from progpack.kernel.syscall.programs import KernelProgram, program_ids
from progpack.known import Unknown

# Those that need neither tracefs nor symbols of vmlinux.
TOOLS = (
    "runqslower 10000",
    "runqlat 3600",
    "cpudist 3600",
    "biolatency 3600",
    "softirqs 3600",
    "hardirqs 3600",
    "wakeuptime 3600",
)
_PATIENCE = 15.0
_SUBJECT = "sched_switch"
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_FILTERS = 3


@contextmanager
def stage() -> Iterator[dict[str, str]]:
    """Start the tools; gives the facts that commands of the pages are about. Needs root.

    Raises:
        SystemExit: a tool is missing or loads nothing.
    """
    missing = [name for line in TOOLS if shutil.which(name := line.split()[0]) is None]
    if missing:
        raise SystemExit(f"not installed: {', '.join(missing)} (apt-get install libbpf-tools)")
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.append(subprocess.Popen([sys.executable, __file__]))
        for line in TOOLS:
            before = set(program_ids())
            started.append(
                subprocess.Popen(line.split(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            _until_more(before, line)
        time.sleep(1)
        yield _facts()
    finally:
        for process in started:
            process.send_signal(signal.SIGINT)
        for process in started:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _until_more(before: set[int], line: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not set(program_ids()) - before:
        if time.monotonic() > deadline:
            raise SystemExit(f"{line}: it loads nothing on this kernel")
        time.sleep(0.1)


def _facts() -> dict[str, str]:
    """Id, tag and an address within the largest program of the tools."""
    best: dict[str, str] = {}
    most = 0
    for number in program_ids():
        try:
            with KernelProgram.from_id(number) as program:
                info = program.info()
        except ProgpackError:
            continue
        functions = () if isinstance(info.functions, Unknown) else info.functions
        size = max((function.size for function in functions), default=0)
        if info.name == _SUBJECT and size > most:
            most = size
            inside = max(functions, key=lambda function: function.size)
            best = {
                "id": str(number),
                "name": info.name,
                "tag": info.tag,
                "address": f"{inside.address + size // 2:#x}",
            }
    if not best:
        raise SystemExit(f"no program {_SUBJECT} is loaded")
    return best


def _wait_under_filters() -> None:
    """Be what a container is to the kernel: a process with seccomp filters, which allow all."""
    libc = ctypes.CDLL(None, use_errno=True)
    for filters in range(_FILTERS):
        # ld [0]; then as many comparisons of the number of the system call; ret ALLOW.
        words = [(0x20, 0, 0, 0), *((0x15, 0, 0, 1000 + i) for i in range(40 + filters))]
        words.append((0x06, 0, 0, 0x7FFF0000))
        code = b"".join(
            op.to_bytes(2, sys.byteorder) + bytes([yes, no]) + k.to_bytes(4, sys.byteorder)
            for op, yes, no, k in words
        )
        held = ctypes.create_string_buffer(code)
        program = (ctypes.c_uint64 * 2)(len(words), ctypes.addressof(held))
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0):
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_SECCOMP)")
    with open("/proc/self/comm", "w", encoding="ascii") as comm:
        comm.write("container")
    signal.sigwait({signal.SIGINT})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with stage() as found:
            print(json.dumps(found), flush=True)
            os.system(" ".join(sys.argv[1:]))
    else:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        _wait_under_filters()
