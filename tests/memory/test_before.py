"""What calls by address may look at the bytes before any program, as some compilers make it do.

Callers built with clang's -fsanitize=function or -fsanitize=kcfi read 4 to 16 bytes there.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from progpack.errors import CapabilityError
from progpack.memory import Code, PackAllocator, ProcessMemory, linux
from progpack.memory.allocator.replaceable import Replaceable
from progpack.memory.pages.recipes import NAMES
from progpack.memory.pages.region import BEFORE
from tests.memory.inspect import regions
from tests.memory.native import HOST, returning

MIB = 1 << 20
PAGE = linux.PAGE_SIZE
NEAR = ctypes.cast(ctypes.CDLL(None).labs, ctypes.c_void_p).value or 0
CLANG = shutil.which("clang-22") or shutil.which("clang")
# At the edges of chunks, pages, packs of one page and packs of 2 MiB.
SIZES = tuple(
    edge + more for edge in (64, PAGE - 64, PAGE, 2 * MIB - 64, 2 * MIB) for more in (0, 1)
)

Make = Callable[[], PackAllocator]


def _by_recipe(name: str) -> PackAllocator:
    return PackAllocator(memory=ProcessMemory(recipe=name))


_VARIANTS: dict[str, Make] = {
    **{name: partial(_by_recipe, name) for name in NAMES},
    "hardened": lambda: PackAllocator(hardened=True),
    "huge": lambda: PackAllocator(pages="huge"),
    "near": lambda: PackAllocator(near=NEAR),
    "window": lambda: PackAllocator(near=NEAR, reserve=64 * MIB),
    "random": lambda: PackAllocator(randomize=True),
    **{name: partial(PackAllocator, name) for name in ("bins", "pack", "pack-4k", "page")},
}


def first_in_a_region(code: Code) -> bool:
    return code.entry.at == code.owner.pack_list.lead


def check(packs: PackAllocator, codes: list[Code]) -> None:
    """Each program runs, and what is before it can be read: traps, if it is the first one."""
    for code in codes:
        before = ctypes.string_at(code.address - BEFORE, BEFORE)
        if first_in_a_region(code):
            assert before == HOST.trap_fill(BEFORE)
        assert code.function("int()")() == 7
    for _, region in regions(packs):
        assert region.read(0, BEFORE) == HOST.trap_fill(BEFORE)


def _fill(packs: PackAllocator) -> list[Code]:
    """Programs at all edges, each the first one of its region at some time."""
    codes = [packs.install(returning(7, size)) for size in SIZES]
    for size in SIZES:
        with packs.reserve(size) as slot:
            slot.write(0, returning(7))
            codes.append(slot.finalize())
    codes += packs.install_many([returning(7, size) for size in SIZES[:6]])
    with packs.batch() as batch:
        codes += [batch.install(returning(7, size)) for size in SIZES[:6]]
    codes.append(packs.install_replaceable(returning(7)))
    return codes


@pytest.mark.parametrize("name", _VARIANTS)
def test_the_bytes_before_every_program_can_be_read(name: str) -> None:
    try:
        packs = _VARIANTS[name]()
    except CapabilityError as error:
        pytest.skip(str(error))
    with packs:
        codes = [packs.install(returning(7))]
        check(packs, codes)
        codes += _fill(packs)
        assert len({id(code.entry.pack) for code in codes if first_in_a_region(code)}) > 1
        check(packs, codes)
        for code in codes[::2]:
            code.free()
        packs.trim()
        check(packs, codes[1::2])
        codes = codes[1::2] + _fill(packs)
        check(packs, codes)
        stats = packs.stats
        jumps = sum(isinstance(code, Replaceable) for code in codes)
        assert stats.programs == len(codes) + jumps
        assert stats.charge == stats.rounded == stats.used
        for code in codes:
            code.free()
        assert packs.stats.used == 0


def test_a_forked_child_that_writes_has_them_too() -> None:
    with PackAllocator() as packs:
        code = packs.install(returning(7))
        pid = os.fork()
        if not pid:
            status = 1
            try:
                check(packs, [code, packs.install(returning(7))])
                status = 0
            finally:
                os._exit(status)
        assert os.waitpid(pid, 0)[1] == 0
        check(packs, [code])


_CALLER = """
typedef int function(void);
int call(function *f) { return f(); }
"""


@pytest.mark.skipif(CLANG is None, reason="clang is missing")
@pytest.mark.parametrize("policy", ["bins-64", "bins", "pack", "pack-4k", "page"])
def test_a_caller_that_checks_the_types_of_functions_can_call(policy: str, tmp_path: Path) -> None:
    """The first program of each region too; that had nothing mapped before it."""
    library = tmp_path / "caller.so"
    options = ["-O1", "-fsanitize=function", "-fsanitize-minimal-runtime", "-shared", "-fPIC"]
    handlers = "void __ubsan_handle_function_type_mismatch_minimal(void) {}\n"
    handlers += "void __ubsan_handle_function_type_mismatch_minimal_abort(void) {}\n"
    source = handlers + _CALLER
    command = [str(CLANG), *options, "-nostdlib", "-x", "c", "-", "-o", str(library)]
    made = subprocess.run(command, input=source, text=True, capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"this clang has no -fsanitize=function: {made.stderr[:200]}")
    call = ctypes.CDLL(str(library)).call
    call.argtypes = (ctypes.c_void_p,)
    with PackAllocator(policy) as packs:
        codes = [packs.install(returning(7, size)) for size in SIZES]
        assert any(map(first_in_a_region, codes))
        for code in codes:
            assert call(code.address) == 7
