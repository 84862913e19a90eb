"""Records of perf: each is read back as it was written, in both byte orders."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import ObjectError
from progpack.kernel.perf.abi import AttrFlag, SampleType, flag_word, has_flag
from progpack.kernel.perf.recorder import _copy_ring
from progpack.kernel.perf.records import (
    BpfEvent,
    Comm,
    Fork,
    Ksymbol,
    Layout,
    Lost,
    ProgramEvent,
    Record,
    ThreadNames,
    assemble,
)

# In this order at the end of a record: perf_event__output_id_sample() in kernel/events/core.c.
PARTS = {
    SampleType.TID: "ii",
    SampleType.TIME: "q",
    SampleType.ID: "Q",
    SampleType.STREAM_ID: "Q",
    SampleType.CPU: "iI",
    SampleType.IDENTIFIER: "Q",
}
NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)
U16, U32, U64 = (st.integers(0, (1 << bits) - 1) for bits in (16, 32, 64))
IDS = st.integers(0, 1 << 22)


def padded(text: str) -> bytes:
    data = text.encode() + b"\0"
    return data + bytes(-len(data) % 8)


def written(record: Record, order: str, sample_type: SampleType) -> bytes:
    """The bytes that a kernel would write; the reference that the decoder is compared with."""
    misc = 0
    if isinstance(record, Ksymbol):
        kind, body = (
            17,
            struct.pack(f"{order}QIHH", record.address, record.size, record.type, record.flags)
            + padded(record.name),
        )
    elif isinstance(record, BpfEvent):
        what = 1 if record.loaded else 2
        kind, body = (
            18,
            struct.pack(f"{order}HHI8s", what, record.flags, record.id, bytes.fromhex(record.tag)),
        )
    elif isinstance(record, Lost):
        kind, body = 2, struct.pack(f"{order}QQ", 77, record.count)
    elif isinstance(record, Comm):
        kind, body = 3, struct.pack(f"{order}ii", record.pid, record.tid) + padded(record.name)
        misc = 1 << 13 if record.exec else 0
    else:
        kind, body = 7, struct.pack(f"{order}IIIIQ", 1, 2, record.child, record.parent, 3)
    values = {
        SampleType.TID: (record.pid, record.tid),
        SampleType.TIME: (record.time_ns,),
        SampleType.ID: (77,),
        SampleType.STREAM_ID: (78,),
        SampleType.CPU: (record.cpu, 0),
        SampleType.IDENTIFIER: (77,),
    }
    for part in PARTS:
        if part in sample_type:
            body += struct.pack(order + PARTS[part], *values[part])
    return struct.pack(f"{order}IHH", kind, misc, 8 + len(body)) + body


ALL = list(PARTS)
WHERE = (st.integers(0, 1 << 62), st.integers(0, 4095), IDS, IDS)
RECORDS = st.one_of(
    st.builds(
        lambda t, c, p, i, gone, a, s, n, k: Ksymbol(t, c, p, i, not gone, a, s, n, k, int(gone)),
        *WHERE,
        st.booleans(),
        U64,
        U32,
        NAMES,
        U16,
    ),
    st.builds(
        BpfEvent, *WHERE, st.booleans(), U32, st.binary(min_size=8, max_size=8).map(bytes.hex), U16
    ),
    st.builds(Lost, *WHERE, U64),
    st.builds(Comm, *WHERE, NAMES, st.booleans()),
    st.builds(Fork, *WHERE, U32, U32),
)
FULL = SampleType.TID | SampleType.TIME | SampleType.CPU


@given(RECORDS, st.sampled_from("<>"), st.integers(1, 4), st.binary(min_size=64, max_size=64))
def test_what_the_kernel_adds_for_other_listeners_is_passed_over(
    record: Record, order: str, listeners: int, rubbish: bytes
) -> None:
    sample_type = SampleType.TID | SampleType.TIME
    data = written(record, order, sample_type)
    layout = Layout(sample_type, sample_id_all=True, order=order, cpu=record.cpu)
    if isinstance(record, Ksymbol | BpfEvent):
        kind, misc, size = struct.unpack_from(f"{order}IHH", data)
        more = 16 * listeners
        data = struct.pack(f"{order}IHH", kind, misc, size + more) + data[8:] + rubbish[:more]
    assert list(layout.records(data)) == [record]


@given(
    st.lists(RECORDS, max_size=20),
    st.sampled_from("<>"),
    st.lists(st.sampled_from([p for p in ALL if p not in FULL]), unique=True),
)
def test_records_are_read_as_they_were_written(
    given_records: list[Record], order: str, more: list[SampleType]
) -> None:
    sample_type = FULL
    for part in more:
        sample_type |= part
    # A bit that no record has at its end (PERF_SAMPLE_PERIOD) makes no difference.
    layout = Layout(sample_type | 1 << 8, sample_id_all=True, order=order)
    data = b"".join(written(record, order, sample_type) for record in given_records)
    assert list(layout.records(data)) == given_records


@given(st.lists(RECORDS, min_size=1, max_size=5), st.data())
def test_a_damaged_buffer_is_an_error_and_does_not_touch_what_stands_before(
    given_records: list[Record], data: st.DataObject
) -> None:
    parts = [written(record, "<", FULL) for record in given_records]
    buffer = bytearray(b"".join(parts))
    at = data.draw(st.integers(0, len(buffer) - 1))
    buffer[at] ^= data.draw(st.integers(1, 255))
    intact = [
        record for i, record in enumerate(given_records) if len(b"".join(parts[: i + 1])) <= at
    ]
    stream = Layout(FULL, sample_id_all=True, order="<").records(bytes(buffer))
    assert [next(stream) for _ in intact] == intact
    try:
        rest = list(stream)
    except ObjectError:
        return
    # A damaged length may give other records, but never more than there is room for.
    assert len(rest) <= len(buffer) // 16


def test_what_a_record_does_not_have_is_minus_one() -> None:
    record = Ksymbol(-1, -1, -1, -1, True, 1, 2, "name", 1, 0)
    layout = Layout(FULL, sample_id_all=False, order="<")
    assert list(layout.records(written(record, "<", SampleType(0)))) == [record]


def test_records_of_other_types_are_passed_over() -> None:
    other = struct.pack("<IHHQ", 10, 0, 16, 0)
    record = Lost(1, 2, 3, 4, 5)
    layout = Layout(FULL, sample_id_all=True, order="<")
    assert list(layout.records(other + written(record, "<", FULL) + other)) == [record]


@pytest.mark.parametrize("size", [0, 7, 40])
def test_a_length_that_makes_no_sense_is_an_error(size: int) -> None:
    layout = Layout(FULL, sample_id_all=True, order="<")
    with pytest.raises(ObjectError, match="perf record at 0"):
        list(layout.records(struct.pack("<IHH", 17, 0, size)))


@given(st.integers(0, 5), st.data())
def test_a_stream_is_read_from_its_ring_wherever_it_wraps(power: int, data: st.DataObject) -> None:
    size, base = 8 << power, 16
    stream = data.draw(st.binary(max_size=6 * size))
    ring = bytearray(base + size)
    tail = 0
    collected = b""
    while tail < len(stream):
        head = min(len(stream), tail + data.draw(st.integers(1, size)))
        for at in range(tail, head):
            ring[base + at % size] = stream[at]
        collected += _copy_ring(bytes(ring), base, size, tail, head)
        tail = head
    assert collected == stream


def test_a_one_bit_field_is_where_each_byte_order_has_it() -> None:
    # The first field of a struct in memory: bit 0 of the first byte, or bit 7 of it.
    assert flag_word(AttrFlag.COMM, byteorder="little") == 1 << 9
    assert flag_word(AttrFlag.COMM, byteorder="big").to_bytes(8, "big")[1] == 0x40
    for order in ("little", "big"):
        word = flag_word(AttrFlag.KSYMBOL, AttrFlag.SAMPLE_ID_ALL, byteorder=order)
        assert {f for f in AttrFlag if has_flag(word, f, order)} == {
            AttrFlag.KSYMBOL,
            AttrFlag.SAMPLE_ID_ALL,
        }


TAG = "6deef7357e7b4530"


def symbol(time: int, tid: int, name: str, *, registered: bool = True) -> Ksymbol:
    return Ksymbol(time, 0, tid, tid, registered, 0x1000 * time, 64, name, 1, int(not registered))


def test_functions_go_to_the_program_that_comes_after_them_in_their_thread() -> None:
    main, sub = symbol(1, 7, f"bpf_prog_{TAG}_main"), symbol(3, 7, "bpf_prog_" + "0" * 16 + "_F")
    other = symbol(2, 8, "bpf_prog_" + "1" * 16)
    stream: list[Record] = [
        main,
        other,
        sub,
        Comm(3, 0, 7, 7, "bpftool", True),
        BpfEvent(4, 1, 7, 7, True, 11, TAG, 0),
        BpfEvent(5, 0, 8, 8, True, 12, "1" * 16, 0),
    ]
    first, second = assemble(stream)
    assert first == ProgramEvent(4, 1, 7, 7, True, 11, TAG, (main, sub))
    assert second == ProgramEvent(5, 0, 8, 8, True, 12, "1" * 16, (other,))
    assert (first.name, second.name) == ("main", "")


def test_symbols_whose_event_was_lost_stay_by_themselves() -> None:
    lost = symbol(1, 7, "bpf_prog_" + "2" * 16 + "_gone")
    gap = Lost(2, 0, 7, 7, 3)
    main = symbol(3, 7, f"bpf_prog_{TAG}_main")
    event = BpfEvent(4, 0, 7, 7, True, 11, TAG, 0)
    last = symbol(5, 7, "bpf_prog_" + "3" * 16)
    assert list(assemble([lost, gap, main, event, last])) == [
        gap,
        lost,
        ProgramEvent(4, 0, 7, 7, True, 11, TAG, (main,)),
        last,
    ]


def test_an_event_whose_symbols_were_lost_has_no_functions() -> None:
    event = BpfEvent(4, 0, 7, 7, False, 11, TAG, 0)
    loaded = symbol(1, 7, f"bpf_prog_{TAG}_main")
    assert list(assemble([loaded, event])) == [
        loaded,
        ProgramEvent(4, 0, 7, 7, False, 11, TAG, ()),
    ]


def test_trampolines_and_dispatchers_pass_through() -> None:
    stream = [symbol(1, 7, "bpf_trampoline_6442506007"), symbol(2, 7, "bpf_dispatcher_xdp")]
    assert list(assemble(stream)) == stream


def test_symbols_without_end_do_not_fill_the_memory() -> None:
    stream = [symbol(i, 7, f"bpf_prog_{i:016x}") for i in range(1000)]
    assert list(assemble(stream)) == stream


def test_a_new_thread_has_its_parents_name_until_it_gets_its_own(tmp_path: Path) -> None:
    names = ThreadNames()
    names.see(Comm(1, 0, 10, 10, "loader", True))
    names.see(Fork(2, 0, 10, 10, 11, 10))
    names.see(Fork(3, 0, 11, 11, 12, 11))
    assert [names.of(tid) for tid in (10, 11, 12, 13)] == ["loader", "loader", "loader", ""]
    names.see(Comm(4, 0, 12, 12, "worker", False))
    assert [names.of(tid) for tid in (11, 12)] == ["loader", "worker"]
    names.see(Fork(5, 0, 20, 20, 21, 20))
    names.see(Fork(6, 0, 21, 21, 20, 21))
    assert names.of(20) == ""
    (tmp_path / "30").mkdir()
    (tmp_path / "30" / "comm").write_text("alive\n")
    living = ThreadNames(tmp_path)
    living.see(Fork(1, 0, 30, 30, 31, 30))
    assert living.of(31) == "alive"
    (tmp_path / "30" / "comm").unlink()
    assert living.of(30) == "alive"


def test_only_so_many_names_are_kept() -> None:
    names = ThreadNames()
    for tid in range(10_000):
        names.see(Comm(tid, 0, tid, tid, f"t{tid}", False))
    assert names.of(9_999) == "t9999"
    assert names.of(1) == ""
