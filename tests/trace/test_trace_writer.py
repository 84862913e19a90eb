"""The writer's dealings with other processes, threads and full disks."""

from __future__ import annotations

import gzip
import threading
from pathlib import Path

import pytest
import trace_child as child
from trace_strategies import ordinary

from progpack.errors import ObjectError, UsageError
from progpack.trace import Header, Note, Trace, TraceWriter
from progpack.trace.file import writer
from progpack.trace.file.members import compress

HEADER = Header(arch="x86-64", boot_id="a")


def test_a_file_is_replaced_unless_it_is_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "t"
    for text in ("a", "b"):
        with TraceWriter(path, HEADER) as out:
            out.write(Note(0, text))
    assert list(Trace(path)) == [Note(0, "b")]


def test_a_new_file_is_readable_at_once(tmp_path: Path) -> None:
    with TraceWriter(tmp_path / "t", HEADER):
        assert not list(Trace(tmp_path / "t"))


def test_nothing_is_appended_to_another_machines_trace(tmp_path: Path) -> None:
    path = tmp_path / "t"
    with TraceWriter(path, HEADER) as out:
        out.write(Note(0, "a"))
    with pytest.raises(UsageError, match="with another boot_id; write to another file"):
        TraceWriter(path, Header(arch="x86-64", boot_id="b"), append=True)
    assert list(Trace(path)) == [Note(0, "a")]


def test_a_last_line_without_end_gets_one_before_more_is_appended(tmp_path: Path) -> None:
    path = tmp_path / "t"
    text = HEADER.encode() + '{"event":"note","time_ns":0,"text":"a"}'
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    with TraceWriter(path, HEADER, append=True) as out:
        out.write(Note(1, "b"))
    assert list(Trace(path)) == [Note(0, "a"), Note(1, "b")]


def test_two_writers_never_have_one_file(tmp_path: Path) -> None:
    path = tmp_path / "t"
    for append in (True, False):
        with TraceWriter(path, HEADER) as out:
            with pytest.raises(UsageError, match="another recorder"):
                TraceWriter(path, HEADER, append=append)
            out.write(Note(0, "a"))
        assert list(Trace(path)) == [Note(0, "a")]


def test_a_closed_writer_takes_no_more_and_closes_again(tmp_path: Path) -> None:
    out = TraceWriter(tmp_path / "t", HEADER)
    out.close()
    out.close()
    out.flush(sync=True)
    with pytest.raises(UsageError, match="closed"):
        out.write(Note(0, "a"))


def test_what_was_recorded_before_an_exception_is_kept(tmp_path: Path) -> None:
    def fail() -> None:
        with TraceWriter(tmp_path / "t", HEADER) as out:
            out.write(Note(0, "a"))
            raise RuntimeError("recorder")

    with pytest.raises(RuntimeError, match="recorder"):
        fail()
    assert list(Trace(tmp_path / "t")) == [Note(0, "a")]


def test_threads_may_share_a_writer(tmp_path: Path) -> None:
    with TraceWriter(tmp_path / "t", HEADER) as out:

        def work(number: int) -> None:
            for index in range(2000):
                out.write(Note(index, f"{number}"))
                if index % 500 == 0:
                    out.flush()

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    seen = [event for event in Trace(tmp_path / "t") if isinstance(event, Note)]
    for number in range(4):
        # Each thread's events are all there, in its order.
        assert [e.time_ns for e in seen if e.text == str(number)] == list(range(2000))


def test_a_finalizer_may_record_in_the_middle_of_a_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The garbage collector runs where it likes, and what it frees is an event too."""
    path = tmp_path / "t"
    owner = TraceWriter(path, HEADER)
    times = iter(range(1, 4))

    def collecting(text: bytes, level: int) -> bytes:
        for time_ns in times:
            owner.write(Note(time_ns, "freed"))
            owner.flush()
        return compress(text, level)

    monkeypatch.setattr(writer, "compress", collecting)
    owner.write(Note(0, "a"))
    owner.close()
    assert [event.time_ns for event in Trace(path)] == [0, 1, 2, 3]


def test_a_forked_child_writes_nothing_and_its_parent_loses_nothing(tmp_path: Path) -> None:
    output = child.run(
        """
        import os, sys
        from progpack.trace import Header, Note, Trace, TraceWriter
        writer = TraceWriter(sys.argv[1], Header())
        writer.write(Note(0, "before"))
        pid = os.fork()
        if not pid:
            writer.write(Note(1, "child"))
            writer.flush()
            writer.close()
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        writer.write(Note(2, "parent"))
        writer.close()
        print([e.text for e in Trace(sys.argv[1])])
        """,
        tmp_path / "t",
    )
    assert output.strip() == "['before', 'parent']"


def test_a_child_that_lives_on_does_not_keep_the_file_from_the_next_writer(
    tmp_path: Path,
) -> None:
    output = child.run(
        """
        import os, sys
        from progpack.trace import Header, TraceWriter
        writer = TraceWriter(sys.argv[1], Header())
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(writing)
            os.read(reading, 1)
            os._exit(0)
        writer.close()
        TraceWriter(sys.argv[1], Header(), append=True).close()
        os.close(writing)
        print(os.waitpid(pid, 0)[1])
        """,
        tmp_path / "t",
    )
    assert output.strip() == "0"


def test_a_full_disk_is_an_error_and_leaves_a_sound_file(tmp_path: Path) -> None:
    """A limit on file size stands for the disk: the write is short, then fails."""
    output = child.run(
        """
        import resource, sys
        from progpack.errors import ObjectError
        from progpack.trace import Header, Trace, TraceWriter
        from trace_strategies import ordinary
        path = sys.argv[1]
        writer = TraceWriter(path, Header())
        items = list(ordinary(3000))
        writer.write_all(items[:1000])
        writer.flush()
        limit = 1000 + len(open(path, "rb").read())
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        writer.write_all(items[1000:])
        for _ in range(2):
            try:
                writer.flush()
            except ObjectError as error:
                print(error)
        assert list(Trace(path)) == items[:1000]
        # The events were kept, and are written when there is room again.
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        writer.close()
        assert list(Trace(path)) == items
        """,
        tmp_path / "t",
    )
    assert output.splitlines() == [f"{tmp_path / 't'}: File too large"] * 2


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="Is a directory"):
        TraceWriter(tmp_path, HEADER)
    with pytest.raises(ObjectError, match="No such file or directory"):
        TraceWriter(tmp_path / "none" / "t", HEADER)


def test_big_traces_are_written_as_they_come(tmp_path: Path) -> None:
    """Without a flush: what is held back is bounded."""
    out = TraceWriter(tmp_path / "t", HEADER)
    out.write_all(ordinary(20_000))
    seen = sum(1 for _ in Trace(tmp_path / "t"))
    out.close()
    assert 0 < 20_000 - seen < 4000
