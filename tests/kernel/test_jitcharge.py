"""``bpf_jit_current``, found in code of all shapes and read from the running kernel."""

from __future__ import annotations

import os
import struct

import pytest

from progpack.errors import ProgpackError
from progpack.kernel import KernelProgram
from progpack.kernel.evidence.extents import image_chunks
from progpack.kernel.memory.jit_charge import CHARGE_SYMBOLS, find_charge, read_charge
from progpack.kernel.memory.probe import ProbeMemory
from progpack.kernel.memory.protocol import UnreadableError
from progpack.kernel.observe import look
from progpack.kernel.proc.symbols import KernelSymbol, find_symbols
from progpack.pack import CHUNK
from progpack.snapshot import Snapshot
from tests.kernel.coreimage import Memory
from tests.kernel.probes import functions, load, straight

CURRENT = 0xFFFF_FFFF_83B8_8AC0
LIMIT = 0xFFFF_FFFF_8326_2E88
CHARGE, UNCHARGE = 0xFFFF_FFFF_814D_0700, 0xFFFF_FFFF_814D_0790
MANY = 20

# Instructions, without the distance to their operand: opcode and ModRM.
XADD = b"\xf0\x48\x0f\xc1\x05"  # lock xadd %rax
SUB_RDX = b"\xf0\x48\x29\x15"
SUB_RDI = b"\xf0\x48\x29\x3d"
ADD_R8 = b"\xf0\x4c\x01\x05"
LOAD = b"\x48\x8b\x0d"  # mov, not locked


def code(at: int, *parts: bytes | tuple[bytes, int]) -> bytes:
    """Machine code at an address; a tuple is an instruction and the address of its operand."""
    made = b"\x0f\x1f\x44\x00\x00"
    for part in parts:
        if isinstance(part, bytes):
            made += part
            continue
        opcode, operand = part
        made += opcode + struct.pack("<i", operand - (at + len(made) + len(opcode) + 4))
    return made.ljust(256, b"\x90")


def kernel(charge: bytes, uncharge: bytes) -> tuple[Memory, dict[str, KernelSymbol]]:
    memory = Memory()
    memory.write(CHARGE, charge[: UNCHARGE - CHARGE])
    memory.write(UNCHARGE, uncharge)
    names = dict(zip(CHARGE_SYMBOLS[1:], (CHARGE, UNCHARGE), strict=True))
    return memory, {name: KernelSymbol(at, "T", name) for name, at in names.items()}


@pytest.mark.parametrize(
    ("charge", "uncharge"),
    [
        # As gcc compiles Linux 6.18: charged, compared with the limit, given back when refused.
        ([(XADD, CURRENT), (LOAD, LIMIT), (SUB_RDX, CURRENT)], [b"\x89\xff", (SUB_RDI, CURRENT)]),
        ([(LOAD, LIMIT), (XADD, CURRENT)], [(SUB_RDI, CURRENT)]),
        ([(ADD_R8, CURRENT), (LOAD, CURRENT)], [(SUB_RDX, CURRENT)]),
    ],
)
def test_it_is_found_in_the_code_that_changes_it(
    charge: list[bytes | tuple[bytes, int]], uncharge: list[bytes | tuple[bytes, int]]
) -> None:
    memory, symbols = kernel(code(CHARGE, *charge), code(UNCHARGE, *uncharge))
    assert find_charge(memory, symbols, "x86_64") == CURRENT


def test_its_own_symbol_comes_first() -> None:
    symbols = {"bpf_jit_current": KernelSymbol(CURRENT, "b", "bpf_jit_current")}
    assert find_charge(Memory(), symbols, "aarch64") == CURRENT


@pytest.mark.parametrize(
    ("charge", "uncharge"),
    [
        ([], []),
        ([(LOAD, CURRENT)], [(LOAD, CURRENT)]),
        ([(XADD, CURRENT)], [(SUB_RDI, LIMIT)]),
        ([(XADD, CURRENT)], []),
    ],
)
def test_code_that_does_not_agree_leads_nowhere(
    charge: list[bytes | tuple[bytes, int]], uncharge: list[bytes | tuple[bytes, int]]
) -> None:
    memory, symbols = kernel(code(CHARGE, *charge), code(UNCHARGE, *uncharge))
    with pytest.raises(UnreadableError, match="0 addresses"):
        find_charge(memory, symbols, "x86_64")


def test_where_nothing_leads_to_it_the_reason_is_said() -> None:
    memory, symbols = kernel(code(CHARGE), code(UNCHARGE))
    with pytest.raises(UnreadableError, match="not read on riscv64"):
        find_charge(memory, symbols, "riscv64")
    with pytest.raises(UnreadableError, match="CONFIG_KALLSYMS_ALL"):
        find_charge(memory, {}, "x86_64")
    hidden = {name: KernelSymbol(0, "T", name) for name in symbols}
    with pytest.raises(UnreadableError, match="CAP_SYSLOG"):
        find_charge(memory, hidden, "x86_64")


def test_what_is_no_charge_is_not_taken_for_one() -> None:
    memory = Memory()
    memory.write(CURRENT, struct.pack("=qq", 1600, -1))
    assert read_charge(memory, CURRENT) == 1600
    assert read_charge(memory, CURRENT, 4096) == 1600 * 4096
    with pytest.raises(UnreadableError, match="-1"):
        read_charge(memory, CURRENT + 8)


# -- the running kernel --------------------------------------------------------------------------


@pytest.mark.usefixtures("live_kernel")
@pytest.mark.parametrize("insns", [2, 20, 400, 3000])
def test_it_moves_by_what_is_loaded(insns: int) -> None:
    try:
        memory = ProbeMemory()
    except ProgpackError as error:
        pytest.skip(str(error))
    with memory:
        symbols = find_symbols(CHARGE_SYMBOLS)
        try:
            address = find_charge(memory, symbols, os.uname().machine)
        except UnreadableError as error:
            pytest.skip(str(error))
        # Whoever else loads or unloads meanwhile is in the difference too.
        for _ in range(MANY):
            before = read_charge(memory, address)
            with load(straight(insns)) as program:
                after = read_charge(memory, address)
                (function,) = functions(program)
            low, high = image_chunks(function.size, os.uname().machine, 0)
            if low * CHUNK <= after - before <= high * CHUNK:
                return
    pytest.fail(f"charged {after - before} for {low} to {high} chunks, {MANY} times")


@pytest.mark.usefixtures("live_kernel")
def test_a_probe_tells_what_is_charged_without_itself() -> None:
    charges = []
    held: list[KernelProgram] = []
    try:
        for count in (0, 64):
            held += [load(straight(60, 1 + at), "pp_charge") for at in range(count)]
            seen = look(probe=True)
            if not isinstance(seen.charged, int):
                pytest.skip(str(seen.charged))
            charges.append(seen.charged)
            # What has a name is charged, and the packs hold all that is.
            charge = seen.charge()
            assert charge.total.exact == seen.charged == seen.snapshot().charged
            assert charge.programs.low <= seen.charged
            assert isinstance(charge.dark.high, int)
            assert Snapshot.from_dict(seen.snapshot().to_dict()).charged == seen.charged
        (function,) = functions(held[0])
        chunks = image_chunks(function.size, os.uname().machine, 0)[0]
    finally:
        for program in held:
            program.close()
    # Others may come and go, but hardly as many.
    assert abs(charges[1] - charges[0] - 64 * chunks * CHUNK) < 32 * CHUNK
