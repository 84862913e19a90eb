"""What an allocator does in an emulator that keeps translations of old code; prints it as JSON.

The parent (test_emulators.py) decides what is right.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import progpack
from tests.memory.native import returning

_KIND = "int(void)"


def _reused(packs: progpack.PackAllocator) -> list[int]:
    """What programs return that lie, one after the other, in the same chunk."""
    resident = packs.install(returning(1))
    results, places = [], set()
    for value in range(2, 12):
        with packs.install(returning(value)) as code:
            places.add(code.address)
            results.append(code.function(_KIND)())
    assert len(places) == 1
    return [*results, resident.function(_KIND)()]


def _replaced(packs: progpack.PackAllocator) -> list[int]:
    """What one program returns whose code is exchanged."""
    program = packs.install_replaceable(returning(1))
    call = program.function(_KIND)
    results = [call()]
    for value in range(2, 8):
        program.replace(returning(value))
        results.append(call())
    return results


def _threads(packs: progpack.PackAllocator) -> list[int]:
    """Results of one program while another thread writes the rest of its page."""
    call = packs.install(returning(7)).function(_KIND)
    results: list[int] = []
    runners = [
        threading.Thread(target=lambda: results.extend(call() for _ in range(2000)))
        for _ in range(3)
    ]
    for runner in runners:
        runner.start()
    while any(runner.is_alive() for runner in runners):
        packs.install(returning(8)).free()
    return sorted(set(results))


def _forked(packs: progpack.PackAllocator) -> tuple[int, int]:
    """What the child and then the parent see at one address, after both wrote there."""
    resident = packs.install(returning(19))
    code = packs.install(returning(20))
    call = code.function(_KIND)
    call()
    ready, told = os.pipe()
    child = os.fork()
    if not child:
        os.read(ready, 1)
        code.free()
        own = packs.install(returning(21))
        os._exit(own.function(_KIND)() if own.address == code.address else 99)
    code.free()
    mine = packs.install(returning(22))
    os.write(told, b"x")
    resident.free()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), mine.function(_KIND)()


def forked_in_c(packs: progpack.PackAllocator) -> list[int]:
    """What a child of libc's own fork() runs, old and new, and what its parent then runs there.

    The parent frees a program and installs another one in its place before the child calls it.
    """
    packs.install(returning(19))
    code = packs.install(returning(20))
    call = ctypes.CFUNCTYPE(ctypes.c_int)(code.address)
    ready, told = os.pipe()
    answered, answers = os.pipe()
    child = ctypes.PyDLL(None).fork()
    if not child:
        os.read(ready, 1)
        os.write(answers, bytes([call(), packs.install(returning(21)).function(_KIND)()]))
        os._exit(0)
    code.free()
    mine = packs.install(returning(22))
    assert mine.address == code.address
    os.write(told, b"x")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return [*os.read(answered, 2), mine.function(_KIND)()]


def main() -> None:
    """One line of JSON."""
    with progpack.PackAllocator() as packs:
        found: dict[str, Any] = {
            "recipe": packs.capabilities.recipe,
            "copy": packs.capabilities.text_copy.detail,
            "reused": _reused(packs),
            "replaced": _replaced(packs),
            "threads": _threads(packs),
        }
    with progpack.PackAllocator() as packs:
        found["forked"] = _forked(packs)
        found["forked in C"] = forked_in_c(packs)
    found["files"] = len(list(Path("/proc/self/fd").iterdir()))
    found["grown"] = _grown()
    found["files after"] = len(list(Path("/proc/self/fd").iterdir()))
    sys.stdout.write(json.dumps(found) + "\n")


def _grown() -> list[int]:
    """Programs in all parts of a pack that becomes accessible in steps; two packs in the end."""
    with progpack.PackAllocator(memory=progpack.ProcessMemory()) as packs:
        codes = [packs.install(returning(i % 100, size=30_000)) for i in range(80)]
        return [code.function(_KIND)() for code in codes]


if __name__ == "__main__":
    main()
