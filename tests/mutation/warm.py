"""A process that has imported pytest, the tree and its tests, and forks a child for each mutant.

It is a run of pytest that ends after the collection: what is asked for on one pipe is answered on
another, a line of JSON each way, until the first is closed (`Warm` is the other side).
"""

from __future__ import annotations

import json
import os
import re
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from .lines import Recorder
from .swap import Functions, transplant

#: A test may take so many times what it took without a fault, and so many seconds besides.
_TIMES: Final = 10
_SECONDS: Final = 10
#: A test that waits for ever uses no time of a processor; others may use all of it meanwhile.
_WAITING: Final = 6
_MEMORY: Final = 6 << 30
_POLL: Final = 1.0

Message = dict[str, Any]


class Server:
    """The plugin.

    Args:
        root: top of the copy of the tree.
        asked: descriptor on which questions come.
        answers: descriptor for the answers.
    """

    def __init__(self, root: Path, asked: int, answers: int) -> None:
        self._root = root
        self._sources = {
            str(path): str(path.relative_to(root)) for path in (root / "src").rglob("*.py")
        }
        # From the first import on: what is run there is not run again for a mutant.
        self._recorder = Recorder(self._sources)
        self._recorder.start()
        self._asked = os.fdopen(asked, "r")
        self._answers = os.fdopen(answers, "w")
        self._items: dict[str, pytest.Item] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """A failure is enough: it is not made smaller, and none is kept for the next mutant."""
        # Not before pytest has found it: pytest changes its plugins as it imports them.
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutation", settings(), phases=phases, database=None)
        settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer instead of running all tests."""
        self._items = {_name(item): item for item in session.items}
        imported = {name: hex(lines) for name, lines in self._recorder.stop().items()}
        self._functions = Functions(list(self._sources))
        self._answer({"ready": session.testsfailed == 0, "imported": imported})
        for line in self._asked:
            message = json.loads(line)
            self._answer(self._measured(message) if "file" in message else self._outcome(message))
        return True

    def _answer(self, message: Message) -> None:
        self._answers.write(json.dumps(message) + "\n")
        self._answers.flush()

    def _measured(self, message: Message) -> Message:
        """What each test of a file runs and takes."""

        def measure(tell: Callable[[Message], None]) -> None:
            items = [item for item in self._items.values() if self._file(item) == message["file"]]
            for item, following in _pairs(items):
                began = _processor()
                self._recorder.start()
                failed = _failed(item, following)
                lines = self._recorder.stop()
                seconds = _processor() - began
                masks = {name: hex(mask) for name, mask in lines.items()}
                tell({"id": _name(item), "seconds": seconds, "failed": failed, "lines": masks})

        return {"tests": list(_forked(measure))}

    def _file(self, item: pytest.Item) -> str:
        return str(item.path.relative_to(self._root))

    def _outcome(self, message: Message) -> Message:
        """How the tests of a mutant end: the first that fails is enough.

        It has to fail twice: one that fails now and then says nothing of the mutant.
        """
        tests = [(name, seconds) for name, seconds in message["tests"] if name in self._items]
        while True:
            found = self._first(message, tests)
            names = [name for name, _ in tests]
            if found["outcome"] != "killed" or found["by"] not in names:
                return found
            at = names.index(found["by"])
            if self._first(message, tests[at : at + 1])["outcome"] != "survived":
                return found
            tests = tests[at + 1 :]

    def _first(self, message: Message, tests: Sequence[tuple[str, float]]) -> Message:
        items = [self._items[name] for name, _ in tests]

        def run(tell: Callable[[Message], None]) -> None:
            if message["old"] is not None and not self._swapped(message):
                tell({"outcome": "cold"})
                return
            resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
            for (item, following), (name, seconds) in zip(_pairs(items), tests, strict=True):
                limit = _SECONDS + _TIMES * seconds
                _limit_time(limit)
                tell({"by": name, "limit": limit})
                if _failed(item, following):
                    tell({"outcome": "killed"})
                    return
            tell({"outcome": "survived"})

        found: Message = {"outcome": "killed", "by": None}
        for said in _forked(run):
            found.update(said)
        found.pop("limit", None)
        return found

    def _swapped(self, message: Message) -> bool:
        file = str(self._root / message["path"])
        if message["outside"]:
            modules = [each for each in sys.modules.values() if _file_of(each) == file]
            return len(modules) == 1 and transplant(modules[0], message["new"].encode())
        return self._functions.swap(file, message["old"].encode(), message["new"].encode())


def _name(item: pytest.Item) -> str:
    """The same in every process: parameters without a name of their own are told by addresses."""
    return re.sub("0x[0-9a-f]{8,}", "0x", item.nodeid)


def _file_of(module: object) -> str | None:
    return getattr(module, "__file__", None)


def _processor() -> float:
    """Seconds of a processor that this process and the children that it waited for have had."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _pairs(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _failed(item: pytest.Item, following: pytest.Item | None) -> bool:
    before = item.session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    return item.session.testsfailed > before


def _limit_time(seconds: float) -> None:
    """End this process when it takes so many more seconds of a processor."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, most))


def _forked(run: Callable[[Callable[[Message], None]], None]) -> Iterator[Message]:
    """Run something in a child, and give what it tells.

    A child that takes too long is ended; the last is then that its outcome is "timeout".
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _child(run, writing)
    os.close(writing)
    try:
        yield from _told(pid, reading)
    finally:
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError):
                kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        os.close(reading)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        yield {"outcome": "timeout"}


def _told(pid: int, reading: int) -> Iterator[Message]:
    rest, quiet, limit = b"", time.monotonic(), float("inf")
    while True:
        ready, _, _ = select.select([reading], [], [], _POLL)
        if not ready:
            # Processes that a test has left keep the pipe open.
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                return
            if time.monotonic() - quiet > limit:
                yield {"outcome": "timeout"}
                return
            continue
        data = os.read(reading, 1 << 20)
        if not data:
            return
        quiet = time.monotonic()
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            message = json.loads(line)
            limit = message.get("limit", limit / _WAITING) * _WAITING
            yield message
            if "outcome" in message:
                return


def _child(run: Callable[[Callable[[Message], None]], None], writing: int) -> None:
    def tell(message: Message) -> None:
        data = json.dumps(message).encode() + b"\n"
        while data:
            data = data[os.write(writing, data) :]

    try:
        os.setsid()
        empty = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(empty, descriptor)
        run(tell)
    finally:
        os._exit(0)


def main() -> int:
    """``python -m tests.mutation.warm ROOT ASKED ANSWERS FILE...``, started by `Warm`."""
    root, asked, answers, *files = sys.argv[1:]
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"]
    options.append(f"--basetemp={root}/temporary/pytest")
    return int(pytest.main([*options, *files], [Server(Path(root), int(asked), int(answers))]))


if __name__ == "__main__":
    sys.exit(main())
