"""Packets from NumPy, Arrow, captures and bytes: always the same array."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import UsageError
from progpack.packets.array import PacketArray, packet_array
from progpack.packets.pcap import read_pcap, write_pcap

some = st.lists(st.binary(max_size=40), max_size=12)


@given(some)
def test_packets_one_by_one_are_an_array(packets: list[bytes]) -> None:
    made = packet_array(packets)
    assert list(made) == packets
    assert len(made) == len(packets)
    assert made == packets
    assert [made[n] for n in range(len(made))] == packets
    assert made[1:] == packets[1:]
    assert made.longest == max(map(len, packets), default=0)
    assert packet_array(made) is made
    assert packet_array((made.data, made.offsets)) == packets
    assert packet_array((made.data, list(made.offsets))) == packets


def test_packets_of_a_capture_are_an_array(tmp_path: Path) -> None:
    packets = [bytes([n]) * n for n in range(1, 9)]
    write_pcap(tmp_path / "x.pcap", list(enumerate(packets)))
    assert packet_array(read_pcap(tmp_path / "x.pcap")) == packets


@given(st.integers(0, 5), st.integers(1, 9), st.data())
def test_rows_of_numpy_are_packets(count: int, width: int, data: st.DataObject) -> None:
    np = pytest.importorskip("numpy")
    rows = np.arange(count * width, dtype=np.uint8).reshape(count, width)
    whole = [bytes(row) for row in rows]
    assert packet_array(rows) == whole
    # Not in the order of memory.
    assert packet_array(rows[::-1]) == whole[::-1]
    lengths = data.draw(st.lists(st.integers(0, width), min_size=count, max_size=count))
    cut = [row[:size] for row, size in zip(whole, lengths, strict=True)]
    assert packet_array(rows, lengths=lengths) == cut
    made = packet_array(cut)
    blob = np.frombuffer(made.data, dtype=np.uint8)
    for kind in (np.int32, np.uint64, np.int64):
        assert packet_array((blob, np.array(made.offsets, dtype=kind))) == cut


@given(some)
def test_columns_of_polars_are_packets(packets: list[bytes]) -> None:
    pl = pytest.importorskip("polars")
    column = pl.Series("data", packets, dtype=pl.Binary)
    assert packet_array(column) == packets
    assert packet_array(column[1:]) == packets[1:]
    several = pl.concat([column, column.head(2)], rechunk=False)
    assert packet_array(several) == packets + packets[:2]


@given(some)
def test_columns_of_pyarrow_are_packets(packets: list[bytes]) -> None:
    pa = pytest.importorskip("pyarrow")
    for kind in (pa.binary(), pa.large_binary(), pa.binary_view()):
        column = pa.array(packets, kind)
        assert packet_array(column) == packets
        assert packet_array(column[1:]) == packets[1:]
        assert packet_array(pa.chunked_array([column, column])) == packets * 2


def test_nulls_and_other_columns_are_refused() -> None:
    pl = pytest.importorskip("polars")
    with pytest.raises(UsageError, match="has nulls"):
        packet_array(pl.Series([b"a", None], dtype=pl.Binary))
    with pytest.raises(UsageError, match="is binary, not of format"):
        packet_array(pl.Series([1, 2]))


@pytest.mark.parametrize(
    ("source", "lengths", "words"),
    [
        (5, None, "not int"),
        ([1.5], None, "not list"),
        ([3], None, "not list"),
        ((b"abc", [0, 4]), None, "do not fit their 3 bytes"),
        ((b"abc", [2, 1, 3]), None, "go down"),
        ((b"abc", [-1, 3]), None, "from 0 on"),
        ((b"abc", array("d", [0.0, 3.0])), None, "whole numbers, not 'd'"),
        (("text", [0, 1]), None, "a pair is the bytes"),
        (memoryview(bytes(6)), None, "rows of bytes, not 1 dimensions"),
        (memoryview(bytes(6)).cast("B", (2, 3)), [1, 4], "lengths up to 3"),
        (memoryview(bytes(6)).cast("B", (2, 3)), [1], "2 rows of 3 bytes"),
        ([b"a"], [1], "lengths belong to rows"),
    ],
)
def test_what_is_no_array_of_packets_is_refused(
    source: Any, lengths: list[int] | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        packet_array(source, lengths=lengths)


def test_an_array_has_the_shape_of_its_offsets() -> None:
    made = PacketArray(b"..abcde.", array("Q", [2, 4, 4, 7]))
    assert list(made) == [b"ab", b"", b"cde"]
    assert repr(made) == "<3 packets, 5 bytes>"
    assert made != [b"ab"]
