"""The process of an executable: any number of requests, one that stands still, one that is gone."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from progpack import ObjectSpec, ProgramSpec, ProgramType
from progpack.arch.lookup import TARGETS
from progpack.bpf.asm import assemble
from progpack.errors import DiedError
from progpack.foreign import Builder
from progpack.foreign.executable import Executable
from progpack.foreign.process import runs_natively
from progpack.run.executables import Session

#: More than pipes hold, in both directions.
MANY = 200_000
ENDLESS = """
    r1 = 0
    again: r1 += 1
    if r1 != 0 goto again
    r0 = 0
    exit
"""


@pytest.fixture(scope="module")
def executable() -> Executable:
    own = [name for name, target in TARGETS.items() if runs_natively(target)]
    if not own:
        pytest.skip("progpack builds no executables for this machine's CPU")
    builder = Builder(own[0])
    order = builder.target.byteorder
    for text in ("r0 = 7\nexit", ENDLESS):
        spec = ProgramSpec.from_insns("test", ProgramType.XDP, assemble(text))
        builder.add(ObjectSpec("test", "GPL", {"test": spec}, {}, byteorder=order))
    return builder.executable()


@pytest.fixture
def session(executable: Executable) -> Iterator[Session]:
    with Session(executable, time_limit=1.5) as session:
        yield session


def test_more_requests_than_pipes_hold_are_answered_in_order(session: Session) -> None:
    at = session.executable.work.scratch
    numbers = b"".join(number.to_bytes(4, "little") for number in range(256))
    writes = [(at, numbers)] * 300
    reads = [(at + number % 256 * 4, 64 - number % 2) for number in range(MANY)]
    answers = session.process.ask(writes, reads)
    assert len(answers) == MANY
    whole = numbers + bytes(64)
    for number in (0, 1, 255, 70_001, MANY - 1):
        start, size = number % 256 * 4, 64 - number % 2
        left = min(size, len(numbers) - start)
        assert answers[number][:left] == whole[start : start + left]
        assert len(answers[number]) == size


def test_one_request_larger_than_pipes_comes_back_whole(session: Session) -> None:
    at, data = session.executable.work.input, os.urandom(1 << 19)
    assert session.process.ask([(at, data)], [(at, len(data))] * 3) == [data] * 3


def test_a_process_that_is_stopped_is_an_error_that_says_so(session: Session) -> None:
    os.kill(session.process.pid, signal.SIGSTOP)
    program = session.objects[0].programs["test"]
    with pytest.raises(
        DiedError, match=r"is stopped \(SIGCONT.*not answered for 1.5 s; it was end"
    ):
        program.run(bytes(64))
    with pytest.raises(DiedError, match="has been ended"):
        program.run(bytes(64))


def test_a_process_that_was_stopped_and_goes_on_answers(executable: Executable) -> None:
    with Session(executable, time_limit=None) as session:
        os.kill(session.process.pid, signal.SIGSTOP)
        timer = threading.Timer(1, os.kill, (session.process.pid, signal.SIGCONT))
        timer.start()
        assert session.objects[0].programs["test"].run(bytes(64)).return_value == 7
        timer.join()


def test_a_run_may_take_longer_than_a_process_may_stand_still(session: Session) -> None:
    timer = threading.Timer(3, os.kill, (session.process.pid, signal.SIGKILL))
    timer.start()
    with pytest.raises(DiedError, match="signal 9") as caught:
        session.objects[1].programs["test"].run(bytes(64), budget=1 << 60)
    assert caught.value.signal == 9
    timer.join()


def test_a_process_that_was_killed_is_an_error_at_once(session: Session) -> None:
    os.kill(session.process.pid, signal.SIGKILL)
    for writes in ([], [(session.executable.work.scratch, bytes(1 << 20))] * 3):
        with pytest.raises(DiedError, match="signal 9"):
            session.process.ask(writes, [(session.executable.work.scratch, 8)])


def test_an_interrupt_ends_the_process_rather_than_to_mix_answers_up(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(session.process, "_read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        session.process.read(session.executable.work.scratch, 8)
    with pytest.raises(DiedError, match="has been ended"):
        session.process.read(session.executable.work.scratch, 8)
