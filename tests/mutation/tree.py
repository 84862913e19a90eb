"""A copy of the tree, in which mutants are written and tests run."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from .mutants import Mutant

__all__ = ["Tree"]

_COPIED = ("src", "tests", "pyproject.toml")
_FAILED = 1
#: A fault shows in few sequences, if at all: what survives these is to be looked at anyway.
_FEWER = {"PROGPACK_PACK_EXAMPLES": "20", "PROGPACK_PACK_STEPS": "40"}


class Tree:
    """A copy of a tree.

    Tests run in a process that is forked from this one, which has imported what they need of
    others (pytest, hypothesis) and nothing of the tree.

    Args:
        root: the tree.
        timeout: seconds that the tests of one mutant may take.
    """

    def __init__(self, root: Path, *, timeout: float) -> None:
        self._root = root
        self._timeout = timeout
        self._folder = Path(tempfile.mkdtemp(prefix="mutation-"))

    def __enter__(self) -> Self:
        for name in _COPIED:
            source = self._root / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
                shutil.copytree(source, self._folder / name, ignore=ignored)
            else:
                shutil.copy(source, self._folder / name)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder)

    def run(self, mutant: Mutant, tests: Sequence[str]) -> str:
        """ "killed" when a test sees the fault, "timeout" when they do not end, or "survived"."""
        path = self._folder / mutant.path
        source = path.read_bytes()
        path.write_bytes(mutant.applied(source))
        try:
            return self._outcome(tests)
        finally:
            path.write_bytes(source)

    def _outcome(self, tests: Sequence[str]) -> str:
        end = time.monotonic() + self._timeout
        pid = os.fork()
        if pid == 0:
            self._test(tests)
        while True:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                code = os.waitstatus_to_exitcode(status)
                return "survived" if code == 0 else "killed"
            if time.monotonic() > end:
                os.killpg(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                return "timeout"
            time.sleep(0.02)

    def _test(self, tests: Sequence[str]) -> None:
        """In the child: run the tests and end with their result."""
        code = _FAILED
        try:
            os.setsid()
            os.chdir(self._folder)
            log = os.open(self._folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(log, 1)
            os.dup2(log, 2)
            paths = [str(self._folder / "src"), str(self._folder)]
            os.environ["PYTHONPATH"] = os.pathsep.join(paths)
            # A mutant can have the size and the second of the original: nothing is to be cached.
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
            os.environ.update(_FEWER)
            sys.dont_write_bytecode = True
            sys.path[:0] = paths
            for name in [
                name for name in sys.modules if name.split(".")[0] in ("progpack", "tests")
            ]:
                del sys.modules[name]
            import pytest

            code = int(
                pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])
            )
        finally:
            os._exit(code)
