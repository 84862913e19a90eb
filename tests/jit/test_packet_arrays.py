"""Batches over packets that come as arrays."""

from __future__ import annotations

import pytest

import progpack
from progpack import ObjectSpec, PackAllocator, ProgramType
from progpack.bpf.asm import assemble_program

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
