"""Batches over packets that come as arrays."""

from __future__ import annotations

import array as arrays
import gc

import pytest

import progpack
from progpack import ObjectSpec, PackAllocator, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.errors import UsageError
from progpack.jit.program import Program
from progpack.packets.array import PacketArray

#: Returns how long the packet is, and its first byte.
LENGTH = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 4)
    r0 = r3
    r0 -= r2
    r0 <<= 8
    r2 = *(u8 *)(r2 + 0)
    r0 |= r2
    exit
"""


def test_a_batch_takes_every_kind_of_array(packs: PackAllocator) -> None:
    np = pytest.importorskip("numpy")
    pl = pytest.importorskip("polars")
    spec = assemble_program(LENGTH, type=ProgramType.XDP)
    rows = np.arange(40, dtype=np.uint8).reshape(4, 10)
    packets = [bytes(row) for row in rows]
    expected = tuple(10 << 8 | row[0] for row in packets)
    with progpack.load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as held:
        program = held.programs[spec.name]
        assert program.run_batch(packets).return_values == expected
        for source in (rows, pl.Series(packets, dtype=pl.Binary)):
            result = program.run_batch(progpack.packet_array(source))
            assert result.return_values == expected
        cut = progpack.packet_array(rows, lengths=[1, 2, 3, 10])
        values = np.array(program.run_batch(cut).return_values, dtype=np.uint64)
        assert (values >> 8).tolist() == [1, 2, 3, 10]
        assert program.run_batch(progpack.packet_array([])).return_values == ()


def loaded(text: str, packs: PackAllocator, kind: ProgramType = ProgramType.XDP) -> Program:
    spec = assemble_program(text, type=kind)
    return progpack.load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs).programs[
        spec.name
    ]


#: Returns the first byte of the packet, or 99 of an empty one.
FIRST = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 4)
    r0 = 0x63
    r4 = r2
    r4 += 1
    if r4 > r3 goto +1
    r0 = *(u8 *)(r2 + 0)
    exit
"""
#: The same in a function that gets the context.
CALLED = "call +1\nexit\n" + FIRST
#: The same, with the address by way of its 32 bits.
NARROW = FIRST.replace("r4 = r2", "r5 = *(u32 *)(r1 + 8)\nr4 = r2")
WRITES = FIRST.replace("exit", "*(u8 *)(r2 + 0) = 7\nexit")
HELPED = FIRST.replace(
    "exit",
    "r6 = r0\nr2 = 0\n*(u64 *)(r10 - 8) = 7\nr3 = r10\nr3 += -8\nr4 = 1\ncall 190\nr0 = r6\nexit",
)
SUMS = FIRST.replace("exit", "r6 = r0\nr2 = 0\nr3 = 0\nr4 = 1\nr5 = 2\ncall 11\nr0 = r6\nexit")


@pytest.mark.parametrize("text", [FIRST, CALLED], ids=["plain", "called"])
def test_a_program_that_reads_runs_on_the_memory_of_the_caller(
    text: str, packs: PackAllocator
) -> None:
    np = pytest.importorskip("numpy")
    program = loaded(text, packs)
    assert program.facts.packet_anywhere
    rows = np.arange(30, dtype=np.uint8).reshape(5, 6)
    rows.flags.writeable = False
    array = progpack.packet_array(rows)
    assert array.address == rows.ctypes.data > 1 << 32
    assert program.run_batch(array).return_values == (0, 6, 12, 18, 24)
    rows = np.arange(30, dtype=np.uint8).reshape(5, 6)
    array = progpack.packet_array(rows)
    rows[2, 0] = 200
    assert program.run_batch(array).return_values == (0, 6, 200, 18, 24)
    offsets = np.array([0, 0, 1, 30], dtype=np.uint64)
    array = progpack.packet_array((rows.reshape(30), offsets))
    assert program.run_batch(array).return_values == (99, 0, 1)
    assert program.run_batch([b"\x05", b"", b"\x06"]).return_values == (5, 99, 6)


def test_columns_of_arrow_stay_where_they_are(packs: PackAllocator) -> None:
    pa = pytest.importorskip("pyarrow")
    program = loaded(FIRST, packs)
    packets = [b"", b"\x01", b"\x02ab"] * 50
    for kind in (pa.binary(), pa.large_binary()):
        array = progpack.packet_array(pa.array(packets, kind)[1:])
        column = pa.array(packets, kind)
        assert progpack.packet_array(column).address == column.buffers()[2].address
        gc.collect()
        assert program.run_batch(array).return_values == (1, 2, *[99, 1, 2] * 49)


@pytest.mark.parametrize("text", [NARROW, WRITES], ids=["narrow", "writes"])
def test_other_programs_run_on_copies(text: str, packs: PackAllocator) -> None:
    np = pytest.importorskip("numpy")
    program = loaded(text, packs)
    assert not program.facts.packet_anywhere
    rows = np.arange(30, dtype=np.uint8).reshape(5, 6)
    before = rows.copy()
    assert program.run_batch(progpack.packet_array(rows)).return_values == (0, 6, 12, 18, 24)
    assert (rows == before).all()


@pytest.mark.parametrize(
    ("text", "kind"), [(HELPED, ProgramType.XDP), (SUMS, ProgramType.SCHED_CLS)]
)
def test_programs_whose_helpers_write_packets_run_on_copies(
    text: str, kind: ProgramType, packs: PackAllocator
) -> None:
    if kind is ProgramType.SCHED_CLS:
        text = text.replace("(r1 + 0)", "(r1 + 76)").replace("(r1 + 4)", "(r1 + 80)")
    program = loaded(text, packs, kind)
    assert not program.facts.packet_anywhere
    content = bytearray(range(60))
    array = PacketArray(memoryview(content), arrays.array("Q", [0, 20, 40, 60]))
    assert program.run_batch(array).return_values == (0, 20, 40)
    assert content == bytes(range(60))


@pytest.mark.parametrize("offsets", [[0, 40, 61], [0, 1 << 63], [5, 4]])
def test_no_offset_leads_out_of_the_memory_of_the_caller(
    offsets: list[int], packs: PackAllocator
) -> None:
    program = loaded(FIRST, packs)
    array = PacketArray(bytes(60), arrays.array("Q", [0] * len(offsets)))
    # As another thread might do in the middle of it.
    array.offsets[:] = arrays.array("Q", offsets)
    with pytest.raises(UsageError, match=f"packet {len(offsets) - 2} of {len(offsets) - 1}"):
        program.run_batch(array)
