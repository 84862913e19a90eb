"""Files that were cut off, overwritten or left by a killed recorder."""

from __future__ import annotations

import io
import random
import signal
from pathlib import Path

import pytest
import trace_child as child
from hypothesis import example, given
from hypothesis import strategies as st
from trace_strategies import ordinary

from progpack.errors import ObjectError
from progpack.trace import Event, Header, Note, Problem, Trace, TraceReader, TraceWriter
from progpack.trace.file.members import MEMBER_MAGIC, Members, compress
from progpack.trace.file.records import encode

HEADER = Header(arch="x86-64", boot_id="a")
ITEMS = list(ordinary(60))
# One member for the header and one for every 20 events.
PARTS = (ITEMS[:20], ITEMS[20:40], ITEMS[40:])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("small") / "t"
    with TraceWriter(path, HEADER) as writer:
        for part in PARTS:
            writer.write_all(part)
            writer.flush()
    return path.read_bytes()


def starts(data: bytes) -> list[int]:
    """Where members begin."""
    found = [0]
    while (at := data.find(MEMBER_MAGIC, found[-1] + 1)) >= 0:
        found.append(at)
    return found


def read(data: bytes, *, strict: bool = False) -> tuple[list[Event], list[Problem]]:
    reader = TraceReader(io.BytesIO(data), "t", strict=strict)
    return list(reader), reader.problems


def test_members_begin_as_the_search_for_them_expects(small: bytes) -> None:
    assert len(starts(small)) == 4
    assert all(compress(b"a", level).startswith(MEMBER_MAGIC) for level in range(10))


def test_a_file_cut_at_any_byte_is_a_prefix_or_a_clear_error(small: bytes) -> None:
    ends = [*starts(small)[1:], len(small)]
    complete = {end: 20 * index for index, end in enumerate(ends)}
    for length in range(len(small) + 1):
        cut = small[:length]
        if length < ends[0]:
            # In the header's member: it may be there already, but not its checksum.
            with pytest.raises(ObjectError, match=r"t: (record [12]|no trace): "):
                read(cut, strict=True)
            try:
                seen, problems = read(cut)
            except ObjectError:
                continue
            assert (seen, len(problems)) == ([], 1)
            continue
        seen, problems = read(cut)
        assert seen == ITEMS[: len(seen)]
        whole = max(count for end, count in complete.items() if end <= length)
        assert len(seen) >= whole
        if length in complete:
            assert read(cut, strict=True) == (ITEMS[:whole], [])
            continue
        # Told apart from a good file, with the place.
        assert [(p.record, "cut off" in p.text) for p in problems] == [(len(seen) + 2, True)]
        with pytest.raises(ObjectError, match=f"t: record {len(seen) + 2}: .*strict=False"):
            read(cut, strict=True)


def test_plain_lines_cut_at_any_byte_are_a_prefix_or_a_clear_error() -> None:
    data = (HEADER.encode() + "".join(map(encode, ITEMS[:5]))).encode()
    first = data.index(b"\n")
    for length in range(len(data) + 1):
        if length < first:
            with pytest.raises(ObjectError):
                read(data[:length])
            continue
        seen, problems = read(data[:length])
        assert seen == ITEMS[: len(seen)]
        # A record is whole without its line end, too.
        partial = data[:length].rpartition(b"\n")[2]
        assert bool(problems) == bool(partial and not partial.endswith(b"}"))


@given(position=st.integers(0), bit=st.integers(0, 7))
@example(position=0, bit=0)
def test_a_flipped_bit_costs_at_most_its_member(small: bytes, position: int, bit: int) -> None:
    at = position % len(small)
    damaged = bytearray(small)
    damaged[at] ^= 1 << bit
    begins = starts(small)
    member = max(index for index, start in enumerate(begins) if start <= at)
    if member == 0:
        try:
            seen, _ = read(bytes(damaged))
        except ObjectError:
            return
        # Bits of a gzip header that mean nothing here.
        assert seen == ITEMS
        return
    seen, problems = read(bytes(damaged))
    rest = [event for index, part in enumerate(PARTS, 1) if index != member for event in part]
    if problems:
        # Of a member whose end is cut off what is there is taken; it has no checksum then.
        assert [e for e in seen if e in rest] == rest
        assert all("gzip member" in p.text or "JSON" in p.text for p in problems)
    else:
        assert seen == ITEMS


@given(
    start=st.integers(0, 10_000),
    length=st.integers(1, 600),
    seed=st.integers(0, 1 << 30),
    strict=st.booleans(),
)
def test_overwritten_bytes_are_events_or_a_clear_error(
    small: bytes, start: int, length: int, seed: int, strict: bool
) -> None:
    start %= len(small)
    noise = random.Random(seed).randbytes(length)
    damaged = small[:start] + noise + small[start + length :]
    try:
        seen, problems = read(damaged, strict=strict)
    except ObjectError:
        return
    if not any("cut off" in problem.text for problem in problems):
        assert set(seen) <= set(ITEMS)


@given(st.binary(max_size=300), st.booleans())
def test_arbitrary_bytes_are_no_other_error(data: bytes, strict: bool) -> None:
    for content in (data, b"\x1f\x8b" + data, MEMBER_MAGIC + data, compress(data, 1)):
        with pytest.raises(ObjectError):
            read(content, strict=strict)


@given(st.binary(max_size=100), st.booleans())
def test_arbitrary_lines_after_a_header_are_no_other_error(data: bytes, strict: bool) -> None:
    text = HEADER.encode().encode() + data
    for content in (text, compress(text, 1), compress(HEADER.encode().encode(), 1) + data):
        try:
            seen, _ = read(content, strict=strict)
        except ObjectError:
            continue
        assert not seen


def test_a_lost_member_is_skipped_and_the_rest_is_read(small: bytes) -> None:
    begins = starts(small)
    at = (begins[2] + begins[3]) // 2
    damaged = small[:at] + bytes(20) + small[at + 20 :]
    with pytest.raises(ObjectError, match=rf"record 22: a gzip member at byte {begins[2]}: damag"):
        read(damaged, strict=True)
    seen, problems = read(damaged)
    assert seen == [*PARTS[0], *PARTS[2]]
    assert [p.record for p in problems] == [22]


def test_zeros_at_the_end_are_reported(small: bytes) -> None:
    """What a file system may leave after a crash."""
    seen, problems = read(small + bytes(4096))
    assert seen == ITEMS
    assert [p.record for p in problems] == [62]


def test_a_member_that_was_cut_off_does_not_hide_the_next(small: bytes) -> None:
    begins = starts(small)
    for cut in range(begins[2] + 1, begins[3]):
        seen, problems = read(small[:cut] + small[begins[3] :])
        assert seen[:20] == PARTS[0]
        assert seen[-20:] == PARTS[2]
        assert problems


def test_a_file_full_of_places_that_look_like_members_ends() -> None:
    header = compress(HEADER.encode().encode(), 1)
    seen, problems = read(header + MEMBER_MAGIC * 100_000)
    assert (seen, len(problems)) == ([], 1)


def test_text_is_given_in_pieces_however_well_it_was_compressed() -> None:
    """A gigabyte of nothing in a megabyte of file does not become a gigabyte of memory."""
    bomb = compress(bytes(64 << 20), 9)
    sizes = [len(piece) for piece in Members(io.BytesIO(bomb)) if isinstance(piece, bytes)]
    assert sum(sizes) == 64 << 20
    assert max(sizes) <= 2 << 20


def test_a_killed_recorder_leaves_everything_up_to_its_last_flush(tmp_path: Path) -> None:
    path = tmp_path / "t"
    source = """
        import sys
        from progpack.trace import TraceWriter
        from trace_strategies import ordinary
        from test_trace_damage import HEADER
        writer = TraceWriter(sys.argv[1], HEADER)
        for index, event in enumerate(ordinary(10_000_000)):
            writer.write(event)
            if index % 997 == 0:
                writer.flush()
                print(index, flush=True)
        """
    flushed = -1
    with child.start(source, path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            flushed = int(line)
            if flushed > 5000:
                break
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
        assert process.wait() == -signal.SIGKILL
    flushed = int(rest.split()[-1]) if rest.split() else flushed
    trace = Trace(path, strict=False)
    seen = list(trace)
    assert len(seen) > flushed
    expected = ordinary(10_000_000)
    assert all(event == next(expected) for event in seen)
    assert all("cut off" in problem.text for problem in trace.problems)
    # And the next recorder goes on in the same file, which is sound from then on.
    with TraceWriter(path, HEADER, append=True) as writer:
        writer.write(Note(1, "again"))
    assert list(Trace(path)) == [*seen, Note(1, "again")]


def test_appending_to_a_file_cut_at_any_byte_keeps_its_whole_records(
    small: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "t"
    last = starts(small)[3]
    for length in range(last, len(small) + 1, 3):
        path.write_bytes(small[:length])
        before, _ = read(small[:length])
        with TraceWriter(path, HEADER, append=True) as writer:
            writer.write(Note(1, "again"))
        assert list(Trace(path)) == [*before, Note(1, "again")]


def test_a_damaged_file_is_not_appended_to(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t"
    for content in (small + b"garbage", HEADER.encode().encode()):
        path.write_bytes(content)
        with pytest.raises(ObjectError, match="appended to"):
            TraceWriter(path, HEADER, append=True)
        assert path.read_bytes() == content
