"""A writer under exceptions and calls in the middle: each event is written, once and in order."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.memory.interrupting import OURS, Caller, Interrupt

from progpack.errors import UsageError
from progpack.trace import Header, Note, Trace, TraceWriter
from progpack.trace.file import writer

HEADER = Header(arch="x86-64")
# Of the instructions every so many-th is tried, with another start each time; 1: all.
STRIDE = int(os.environ.get("PROGPACK_INTERRUPT_STRIDE", "3"))


class Meddler(Caller):
    """Does something before one of the instructions of the writer; it may raise."""

    ours = f"{OURS}trace/"


def _raise() -> None:
    raise Interrupt


def _texts(path: Path) -> list[str]:
    return [event.text for event in Trace(path) if isinstance(event, Note)]


CALLS: dict[str, Callable[[TraceWriter], object]] = {
    "write": lambda out: out.write(Note(1, "b")),
    "flush": lambda out: out.flush(),
    "close": lambda out: out.close(),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_exception_loses_no_event_and_writes_none_twice(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MEMBER", 1)  # each write writes a member
    path, at, raised = tmp_path / "t", 0, True
    before = len(os.listdir("/proc/self/fd"))
    while raised:
        out = TraceWriter(path, HEADER)
        monkeypatch.setattr(writer, "_MEMBER", 1 << 20)
        out.write(Note(0, "a"))
        monkeypatch.setattr(writer, "_MEMBER", 1)
        meddler = Meddler(at, _raise)
        try:
            meddler.run(lambda: CALLS[name](out))  # noqa: B023 - called before the next one
            want = ["a", "b"] if name == "write" else ["a"]
        except Interrupt:
            want = ["a"]
        raised = meddler.raised
        if name != "close":
            out.write(Note(2, "c"))
            want.append("c")
        out.close()
        seen = _texts(path)
        # The event of a write that raised may be there or not.
        if "b" not in want and name == "write":
            seen = [text for text in seen if text != "b"]
        assert seen == want, at
        assert len(os.listdir("/proc/self/fd")) == before
        at += STRIDE
    assert at > 10 * STRIDE


@pytest.mark.parametrize("other", ["write", "flush", "close"])
@pytest.mark.parametrize("name", CALLS)
def test_calls_in_the_middle_of_calls(
    name: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MEMBER", 1)
    path, at, called = tmp_path / "t", 0, True
    while called:
        want = ["a"]
        out = TraceWriter(path, HEADER)
        out.write(Note(0, "a"))

        def meddle() -> None:
            if other == "write":
                out.write(Note(3, "d"))  # noqa: B023
                want.append("d")  # noqa: B023
            else:
                CALLS[other](out)  # noqa: B023

        meddler = Meddler(at, meddle)
        try:
            meddler.run(lambda: CALLS[name](out))  # noqa: B023
            want += ["b"] if name == "write" else []
        except UsageError:
            assert other == "close" or name == "close"
        called = meddler.raised
        out.close()
        assert sorted(_texts(path)) == sorted(want), at
        at += STRIDE
    assert at > 4 * STRIDE


# A file that is closed as garbage is told.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("append", [False, True])
def test_a_writer_that_was_not_made_to_the_end_has_no_file(append: bool, tmp_path: Path) -> None:
    path, at, raised = tmp_path / "t", 0, True
    before = len(os.listdir("/proc/self/fd"))
    while raised:
        with TraceWriter(path, HEADER) as out:
            out.write(Note(0, "a"))
        meddler = Meddler(at, _raise)
        with suppress(Interrupt):
            meddler.run(lambda: TraceWriter(path, HEADER, append=append).close())
        # Also where it was dropped in the middle of its end.
        assert len(os.listdir("/proc/self/fd")) == before, at
        raised = meddler.raised
        with TraceWriter(path, HEADER, append=append):
            assert _texts(path) in ([], ["a"])
        at += STRIDE * (30 if append else 5)
    assert at > 30


def test_other_threads_go_on_after_an_exception(tmp_path: Path) -> None:
    """As a signal's handler raises: after a call of C that the writer makes."""
    out = TraceWriter(tmp_path / "t", HEADER)
    write = os.pwrite

    def half(descriptor: int, data: memoryview, at: int) -> int:
        write(descriptor, data[: len(data) // 2 + 1], at)
        raise Interrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "pwrite", half)
        for number in range(3):
            out.write(Note(number, str(number)))
            with pytest.raises(Interrupt):
                out.flush()
    thread = threading.Thread(target=lambda: (out.write(Note(3, "3")), out.close()))
    thread.start()
    thread.join(300)
    assert not thread.is_alive()
    assert _texts(tmp_path / "t") == ["0", "1", "2", "3"]
