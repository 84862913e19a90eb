"""Waits of the main thread end by a signal that Python learns of after the wait has begun."""

from __future__ import annotations

import ast
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from progpack import waits

PACKAGE = Path(__file__).parents[1] / "src" / "progpack"
#: Seconds after which a wait is taken for one that ctrl-C does not end.
PATIENCE = 60.0
#: Seconds in which the main thread gets into its wait; where it does not, the test shows less.
BEGINS = 0.1
SLEEPER = [sys.executable, "-c", f"import time; time.sleep({4 * PATIENCE})"]


def ctrl_c_ends(wait: Callable[[], object], end: Callable[[], object]) -> bool:
    """Whether a signal that another thread hears ends a wait, before ``end`` does.

    The C function that hears a signal notes it and returns. In a thread of its own it interrupts no
    wait of the main thread, like a signal that came just before that wait.
    """
    over, late = Event(), Event()

    def press() -> None:
        time.sleep(BEGINS)
        signal.raise_signal(signal.SIGINT)
        if not over.wait(PATIENCE):
            late.set()
        end()

    thread = Thread(target=press)
    thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            wait()
    finally:
        over.set()
        thread.join()
    return not late.is_set()


def test_waits_for_events_end() -> None:
    event = Event()
    assert ctrl_c_ends(lambda: waits.until(event.wait), event.set)


def test_waits_for_results_end() -> None:
    one, two = Future[int](), Future[int]()
    assert ctrl_c_ends(lambda: waits.result(one), lambda: one.set_result(1))
    both = (one, two)
    assert ctrl_c_ends(lambda: list(waits.as_completed(both)), lambda: two.set_result(1))


def test_waits_for_threads_end() -> None:
    event = Event()
    thread = Thread(target=event.wait)
    thread.start()
    assert ctrl_c_ends(lambda: waits.join(thread), event.set)
    waits.join(thread)
    assert not thread.is_alive()


def test_waits_for_messages_end() -> None:
    here, there = socket.socketpair()
    with here, there:
        assert ctrl_c_ends(
            lambda: waits.receive(here, 1, 4 * PATIENCE), lambda: there.sendall(b"!")
        )
        assert waits.receive(here, 1, 0.0) == b"!"


def test_waits_for_commands_end() -> None:
    assert ctrl_c_ends(lambda: waits.run(SLEEPER), lambda: None)


def test_sleep_ends() -> None:
    assert ctrl_c_ends(lambda: waits.sleep(4 * PATIENCE), lambda: None)


def test_waits_for_a_cpu_end() -> None:
    from progpack.jit.native import cpus

    def give() -> None:
        with cpus._lock:
            cpus._free[0] = None
            cpus._give_free()

    cpus.renew(0)
    try:
        assert ctrl_c_ends(cpus.take_cpu, give)
        assert cpus.own.cpu is None
        assert not cpus._queue
    finally:
        cpus.give_cpu()
        cpus.renew(cpus.COUNT)


def test_what_is_there_is_not_waited_for() -> None:
    done, failed = Future[int](), Future[int]()
    done.set_result(1)
    failed.set_exception(TimeoutError("its own"))
    assert waits.result(done) == 1
    with pytest.raises(TimeoutError, match="its own"):
        waits.result(failed)
    assert set(waits.as_completed([done, failed])) == {done, failed}


def test_a_limit_is_the_limit_of_all_steps() -> None:
    steps: list[float] = []
    assert not waits.until(lambda step: bool(steps.append(step)), 0.0)
    assert steps == [0.0]

    def note(step: float) -> bool:
        steps.append(step)
        time.sleep(step)
        return False

    began = time.monotonic()
    limit = 3 * waits.STEP_S
    assert not waits.until(note, limit)
    assert time.monotonic() - began >= limit
    assert max(steps) <= waits.STEP_S
    assert waits.until(lambda step: True, 0.0)


def test_nothing_comes_and_nothing_will() -> None:
    here, there = socket.socketpair()
    with here:
        with there, pytest.raises(TimeoutError):
            waits.receive(here, 1, 0.0)
        assert waits.receive(here, 1, 0.0) == b""


def test_commands_say_what_they_say() -> None:
    # More than a pipe holds, both ways.
    size = 1 << 20
    # The first step ends before anything is read.
    late = f"import sys, time; time.sleep({2 * waits.STEP_S})"
    echo = f"{late}; print(sys.stdin.read(), file=sys.stderr); exit(3)"
    done = waits.run([sys.executable, "-c", echo], "x" * size)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "x" * size + "\n")
    with pytest.raises(subprocess.TimeoutExpired):
        waits.run(SLEEPER, seconds=0.1)
    with pytest.raises(FileNotFoundError):
        waits.run(["/nowhere/at/all"])


#: Waits without steps, which other threads or the system end soon.
ALONE = {
    "foreign/process.py": ["wait"],  # after SIGKILL
    "jit/native/cpus.py": ["acquire"],  # of a lock that nobody has
    "kernel/perf/recorder.py": ["acquire", "acquire"],
    "kernel/recording/session.py": ["wait"],  # after SIGKILL
    "memory/guard/forks.py": ["acquire"],  # as long as a fork takes
    "memory/guard/guard.py": ["acquire"],  # of a lock that nobody has
    "vm/qemu.py": ["wait"],  # after SIGKILL
}
#: Objects whose methods have steps themselves.
OWN_STEPS = {"closing", "workspace"}


def test_no_other_module_waits_without_steps() -> None:
    found = {
        str(path.relative_to(PACKAGE)): endless
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "waits.py"
        if (endless := [name for node in ast.walk(tree(path)) if (name := endless_wait(node))])
    }
    assert found == ALONE


def tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def endless_wait(node: ast.AST) -> str:
    """The name of a method that waits for ever, as a node calls it; or an empty one."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    owner: Any = node.func.value
    if isinstance(owner, ast.Name) and owner.id in OWN_STEPS:
        return ""
    if isinstance(owner, ast.Name) and (owner.id, node.func.attr) == ("subprocess", "run"):
        return "run"
    endless = {"acquire", "communicate", "join", "wait"}
    return node.func.attr if node.func.attr in endless and not (node.args or node.keywords) else ""
