"""Trace files: what is written is read again, and what else is read."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_strategies import events, headers, ordinary

from progpack.errors import ObjectError, UsageError
from progpack.trace import (
    Event,
    Header,
    Load,
    Lost,
    Note,
    Trace,
    TraceReader,
    TraceWriter,
    Unload,
    save,
)

HEADER = Header(kernel="6.18.15", arch="x86-64", clock="boottime", boot_id="a", features={"n": 1})


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def plain(path: Path, *records: object) -> Path:
    path.write_bytes(lines({"progpack-trace": 1}, *records))
    return path


@given(header=headers, items=st.lists(events, max_size=20), flush=st.sets(st.integers(0, 19)))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory,
    header: Header,
    items: list[Event],
    flush: set[int],
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.trace.gz"
    with TraceWriter(path, header) as writer:
        for index, event in enumerate(items):
            writer.write(event)
            if index in flush:
                writer.flush()
    trace = Trace.open(path)
    assert trace.header == header
    assert list(trace) == items
    assert [number for number, _ in trace.records()] == list(range(2, 2 + len(items)))


@given(parts=st.lists(st.lists(events, max_size=5), min_size=1, max_size=6))
def test_append_after_append_keeps_everything_in_order(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[Event]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "append.trace.gz"
    path.unlink(missing_ok=True)
    for part in parts:
        with TraceWriter(path, HEADER, append=True) as writer:
            assert writer.write_all(part) == len(part)
    assert list(Trace(path)) == [event for part in parts for event in part]


def test_an_event_takes_one_line_that_every_tool_can_read(tmp_path: Path) -> None:
    load = Load(5, 1, "p", "program", 0xFFFFFFFFC0000008, 19, 64, "ab", 2, 3, "c", 0, 4)
    with TraceWriter(tmp_path / "t.gz", HEADER) as writer:
        writer.write_all([load, Note(7, "ä"), Lost(8, 2)])
    text = subprocess.run(
        ["gzip", "-dc", tmp_path / "t.gz"], check=True, capture_output=True
    ).stdout.decode("ascii")
    first, *rest = map(json.loads, text.splitlines())
    assert first == {
        "progpack-trace": 1, "kernel": "6.18.15", "arch": "x86-64", "page_size": 4096, "nodes": 1,
        "clock": "boottime", "boot_id": "a", "features": {"n": 1},
    }  # fmt: skip
    assert rest == [
        {"event": "load", "time_ns": 5, "name": "p", "kind": "program", "size": 19, "id": 1,
         "address": 0xFFFFFFFFC0000008, "chunk_bytes": 64, "tag": "ab", "cpu": 2, "pid": 3,
         "comm": "c", "sub": 0, "of": 4},
        {"event": "note", "time_ns": 7, "text": "ä"},
        {"event": "lost", "time_ns": 8, "count": 2},
    ]  # fmt: skip


def test_a_trace_can_be_iterated_again_and_two_at_a_time(tmp_path: Path) -> None:
    items = list(ordinary(2000))
    with TraceWriter(tmp_path / "t", HEADER) as writer:
        writer.write_all(items)
    trace = Trace(tmp_path / "t")
    assert all(one == two == item for one, two, item in zip(trace, trace, items, strict=True))


def test_a_later_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(gzip.compress(lines({"progpack-trace": 2, "new": {}}), mtime=0))
    for strict in (True, False):
        with pytest.raises(ObjectError, match=r"record 1: a trace of version 2.*with a newer one"):
            Trace(tmp_path / "t", strict=strict)


@pytest.mark.parametrize("version", [0, -1, "1", 1.0, True, [1]])
def test_what_is_no_version_is_refused(tmp_path: Path, version: object) -> None:
    (tmp_path / "t").write_bytes(lines({"progpack-trace": version}))
    with pytest.raises(ObjectError, match="no version of a trace"):
        Trace(tmp_path / "t")


def test_members_that_version_1_does_not_know_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_bytes(
        lines(
            {"progpack-trace": 1, "arch": "arm64", "colour": "red"},
            {"event": "unload", "time_ns": 1, "id": 5, "why": {"reason": 1}},
        )
    )
    trace = Trace(path)
    assert trace.header == Header(arch="arm64")
    assert list(trace) == [Unload(1, 5, None)]


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"event": "poke", "time_ns": 1}, "'poke' is no event of version 1"),
        ({"time_ns": 1}, "None is no event of version 1"),
        ({"event": ["load"]}, "is no event of version 1"),
        ({"event": "note", "text": "a"}, "note: no member 'time_ns'"),
        ({"event": "note", "time_ns": "1", "text": "a"}, "Note: time_ns is '1'"),
        ({"event": "note", "time_ns": 1.0, "text": "a"}, "Note: time_ns is 1.0"),
        ({"event": "lost", "time_ns": 1, "count": -1}, "Lost: count is -1, less than 0"),
        ({"event": "counters", "time_ns": 1, "packs": "many"}, "Counters: packs is 'many'"),
        ([], "not an object"),
        (7, "not an object"),
        (None, "not an object"),
    ],
)
def test_a_wrong_record_is_named_by_its_number(tmp_path: Path, record: Any, why: str) -> None:
    good = {"event": "lost", "time_ns": 1, "count": 1}
    path = plain(tmp_path / "t", good, record, good)
    with pytest.raises(ObjectError, match=f"record 3: .*{why}"):
        list(Trace(path))
    trace = Trace(path, strict=False)
    assert list(trace) == [Lost(1, 1)] * 2
    assert [problem.record for problem in trace.problems] == [3]
    assert why in str(trace.problems[0])


@pytest.mark.parametrize(
    "line",
    [
        b'{"event":"lost","time_ns":1,"count":1} x',
        b'{"event":"lost","time_ns":1,"count":1}{"event":"lost","time_ns":1,"count":1}',
        b'{"event":"lost","time_ns":1,"count":' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"event":"lost","time_ns":NaN,"count":1}',
        b"\xff\xfe\x00",
        b'\xef\xbb\xbf{"event":"lost","time_ns":1,"count":1}',
    ],
)
def test_a_line_that_is_no_record_is_no_other_error(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "t"
    path.write_bytes(lines({"progpack-trace": 1}) + line + b"\n")
    with pytest.raises(ObjectError, match="record 2: "):
        list(Trace(path))
    trace = Trace(path, strict=False)
    assert not list(trace)
    assert trace.skipped == 1


def test_blank_lines_spaces_and_returns_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "t"
    path.write_bytes(
        b'{"progpack-trace":1}\r\n\n \n{"event": "lost", "time_ns": 1, "count": 1}\r\n'
        b' {"event":"lost","time_ns":2,"count":1}'
    )
    assert list(Trace(path).records()) == [(4, Lost(1, 1)), (5, Lost(2, 1))]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (
            gzip.compress(b"", mtime=0),
            'no "progpack-trace" in its first record|the file is empty|not JSON',
        ),
        (b"\x7fELF\x02\x01", "not JSON"),
        (b'{"a": 1}\n', 'no "progpack-trace" in its first record'),
        (gzip.compress(b"hello\n", mtime=0), "record 1: not JSON"),
        (b"\x1f\x8b\x08", "cut off"),
        (b"\x1f\x8b\xff" * 9, "damaged"),
        (lines({"progpack-trace": 1, "nodes": "two"}), "nodes is 'two'"),
    ],
)
def test_what_is_no_trace_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "t").write_bytes(content)
    for strict in (True, False):
        with pytest.raises(ObjectError, match=why):
            Trace(tmp_path / "t", strict=strict)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="none: No such file"):
        Trace(tmp_path / "none")
    with pytest.raises(ObjectError, match="Is a directory"):
        Trace(tmp_path)


def test_two_files_in_one_are_one_trace_if_they_are_of_one_machine_and_boot(
    tmp_path: Path,
) -> None:
    first, second = Note(1, "a"), Note(2, "b")
    parts = []
    for name, header, event in (
        ("a", HEADER, first),
        ("b", HEADER, second),
        ("c", Header(arch="arm64", boot_id="b"), second),
    ):
        with TraceWriter(tmp_path / name, header) as writer:
            writer.write(event)
        parts.append((tmp_path / name).read_bytes())
    path = tmp_path / "t"
    path.write_bytes(parts[0] + parts[1])
    assert list(Trace(path)) == [first, second]
    path.write_bytes(parts[0] + parts[2] + parts[1])
    with pytest.raises(ObjectError, match=r"record 3: another recording.*arch, clock, boot_id"):
        list(Trace(path))
    trace = Trace(path, strict=False)
    assert list(trace) == [first]
    assert [problem.record for problem in trace.problems] == [3]


def test_a_pipe_is_read_without_seeking(tmp_path: Path) -> None:
    items = list(ordinary(5000))
    with TraceWriter(tmp_path / "t", HEADER) as writer:
        writer.write_all(items)
    with subprocess.Popen(["cat", tmp_path / "t"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        reader = TraceReader(process.stdout, "-")
        assert reader.header == HEADER
        assert list(reader) == items
    assert reader.record == 5001


def test_a_record_too_long_to_be_read_is_not_written(tmp_path: Path) -> None:
    with TraceWriter(tmp_path / "t", HEADER) as writer:
        writer.write(Note(1, "a" * 1_000_000))
        with pytest.raises(UsageError, match="at most 1048576"):
            writer.write(Note(1, "\x00" * 200_000))
        with pytest.raises(UsageError, match="str is no event"):
            writer.write("load")  # type: ignore[arg-type]
    assert len(list(Trace(tmp_path / "t"))) == 1
    with pytest.raises(UsageError, match="a header of"):
        TraceWriter(tmp_path / "u", Header(comment="a" * (1 << 20)))


def test_a_line_without_end_is_skipped_and_the_next_has_its_number() -> None:
    endless = b"a" * 3_000_000
    good = lines({"event": "lost", "time_ns": 1, "count": 1})
    data = lines({"progpack-trace": 1}) + good + endless + b"\n" + good
    reader = TraceReader(io.BytesIO(data), "t", strict=False)
    assert list(reader) == [Lost(1, 1)] * 2
    assert [(p.record, p.text) for p in reader.problems] == [
        (3, "more than 1048576 bytes without a line end")
    ]
    assert reader.record == 4
    with pytest.raises(ObjectError, match="t: record 3: more than"):
        list(TraceReader(io.BytesIO(data), "t"))


def test_problems_are_counted_even_where_they_are_not_kept() -> None:
    data = lines({"progpack-trace": 1}) + b"x\n" * 5000
    reader = TraceReader(io.BytesIO(data), "t", strict=False)
    assert not list(reader)
    assert (reader.skipped, len(reader.problems)) == (5000, 1000)


def test_a_source_is_saved_as_it_is(tmp_path: Path) -> None:
    with TraceWriter(tmp_path / "a", HEADER) as writer:
        writer.write_all(ordinary(100))
    source = Trace(tmp_path / "a")
    assert save(tmp_path / "b", source) == 100
    assert list(Trace(tmp_path / "b")) == list(source)
    assert Trace(tmp_path / "b").header == HEADER
