"""A copy of the tree, in which mutants are written and tests run."""

from __future__ import annotations

import hashlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from .mutants import Mutant

__all__ = ["Outcome", "Test", "Tree"]

_COPIED: Final = ("src", "tests", "pyproject.toml")
#: A fault shows in few sequences, if at all: what survives these is to be looked at anyway.
_FEWER: Final = {
    "PROGPACK_PACK_EXAMPLES": "20",
    "PROGPACK_PACK_STEPS": "40",
    "PROGPACK_INTERRUPT_STRIDE": "997",
}
#: Seconds for a process to import the tree and the tests.
_IMPORT: Final = 240.0


@dataclass(frozen=True, slots=True)
class Test:
    """A test, as it is without a fault.

    Attributes:
        name: as pytest has it.
        seconds: of a processor, that it takes.
        lines: module -> bit n for line n that it runs.
    """

    name: str
    seconds: float
    lines: dict[str, int]

    @property
    def file(self) -> str:
        """Where it is, from the top of the tree."""
        return self.name.partition("::")[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the tests of a mutant ended.

    Attributes:
        word: "killed" when a test sees the fault, "timeout" when it does not end, or "survived".
        by: the test; None when the tests cannot be imported.
    """

    word: str
    by: str | None


class Tree:
    """A copy of a tree.

    Args:
        root: the tree.
        files: the test files.
    """

    def __init__(self, root: Path, files: Sequence[str]) -> None:
        self._root, self._files = root, files
        self._folder = Path(tempfile.mkdtemp(prefix="mutation-"))
        self._warm: Warm | None = None
        self._written = 0
        # Names of tests, by how they end without a fault; of those that saw one.
        self._passing: set[str] = set()
        self._failing: set[str] = set()

    def __enter__(self) -> Self:
        try:
            self._fill()
        except BaseException:
            shutil.rmtree(self._folder)
            raise
        return self

    def _fill(self) -> None:
        for name in _COPIED:
            source = self._root / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
                shutil.copytree(source, self._folder / name, ignore=ignored)
            else:
                shutil.copy(source, self._folder / name)
        (self._folder / "temporary").mkdir()
        self._warm = Warm(self._folder, self._files)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._warm is not None:
            self._warm.close()
        shutil.rmtree(self._folder)

    def measured(self, file: str, cache: Path) -> list[Test]:
        """The tests of a file that pass here.

        They are kept in a folder while the file stays as it is: what has changed beside it makes a
        choice of tests worse at most. A test that ran something of a module counts as running all
        of it when that has changed since.
        """
        path = cache / f"{self._key(file)}.json"
        if not path.exists():
            assert self._warm is not None
            cache.mkdir(parents=True, exist_ok=True)
            kept = self._warm.ask({"file": file}) | {"modules": self._modules()}
            path.write_text(json.dumps(kept))
        kept = json.loads(path.read_text())
        same = set(kept["modules"].items()) & set(self._modules().items())
        return [
            Test(
                each["id"],
                each["seconds"],
                {
                    name: int(mask, 16) if (name, kept["modules"][name]) in same else -1
                    for name, mask in each["lines"].items()
                },
            )
            for each in kept["tests"]
            if not each["failed"]
        ]

    def _modules(self) -> dict[str, str]:
        return {
            str(path.relative_to(self._folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (self._folder / "src").rglob("*.py")
        }

    def _key(self, file: str) -> str:
        return hashlib.sha256(file.encode() + (self._folder / file).read_bytes()).hexdigest()

    def run(self, mutant: Mutant, tests: Sequence[Test], *, cold: bool = False) -> Outcome:
        """Run tests on a mutant until one fails.

        A test that fails without a fault, too, says nothing: it is not run any more.

        Args:
            mutant: the fault.
            tests: in the order in which they are run.
            cold: import everything anew, instead of giving functions of a process that has it
                imported another code. It is done anyway for what is run at import, unless a test
                fails without that.
        """
        while True:
            trusted = [test for test in tests if test.name not in self._failing]
            outcome = self._run(mutant, trusted, cold=cold)
            if outcome.word == "survived" and not cold and self._is_imported(mutant):
                outcome = self._run(mutant, trusted, cold=True)
            if outcome.by is None or outcome.word == "survived" or self._passes(outcome.by, tests):
                return outcome
            self._failing.add(outcome.by)

    def _is_imported(self, mutant: Mutant) -> bool:
        """Whether the line is run at import, also by a function that is called there."""
        assert self._warm is not None
        lines = self._warm.imported.get(mutant.path, 0)
        return not mutant.function or bool(lines >> mutant.line & 1)

    def _passes(self, name: str, tests: Sequence[Test]) -> bool:
        """Whether a test passes without a fault."""
        assert self._warm is not None
        if name not in self._passing:
            once = [(test.name, test.seconds) for test in tests if test.name == name]
            question = {"path": "", "old": None, "new": "", "tests": once}
            if self._warm.ask(question)["outcome"] != "survived":
                return False
            self._passing.add(name)
        return True

    def _run(self, mutant: Mutant, tests: Sequence[Test], *, cold: bool) -> Outcome:
        assert self._warm is not None
        if not tests:
            return Outcome("survived", None)
        path = self._folder / mutant.path
        source, times = path.read_bytes(), path.stat()
        faulty = mutant.applied(source)
        path.write_bytes(faulty)
        self._written += 1
        # What Python has cached of the file is told by its time: no two are of one second.
        os.utime(path, (times.st_mtime + self._written, times.st_mtime + self._written))
        try:
            question = {
                "path": mutant.path,
                "old": None if cold else source.decode(),
                "new": faulty.decode(),
                "outside": not mutant.function,
                "tests": [(test.name, test.seconds) for test in tests],
            }
            if not cold:
                answer = self._warm.ask(question)
                if answer["outcome"] != "cold":
                    return Outcome(answer["outcome"], answer["by"])
            return self._cold(question | {"old": None}, tests)
        finally:
            path.write_bytes(source)
            os.utime(path, (times.st_atime, times.st_mtime))

    def _cold(self, question: dict[str, Any], tests: Sequence[Test]) -> Outcome:
        """In new processes: one for the first file, in which most faults are seen, one for all."""
        first, *others = dict.fromkeys(test.file for test in tests)
        outcome = Outcome("survived", None)
        for files in filter(None, ([first], others)):
            if outcome.word == "survived":
                outcome = self._imported(question, files)
        return outcome

    def _imported(self, question: dict[str, Any], files: Sequence[str]) -> Outcome:
        try:
            warm = Warm(self._folder, files)
        except Broken as error:
            return Outcome(error.args[0], None)
        try:
            answer = warm.ask(question)
            return Outcome(answer["outcome"], answer["by"])
        finally:
            warm.close()


class Broken(Exception):
    """The tests cannot be imported: "killed", or "timeout" when it does not end; and their log."""


class Warm:
    """A process of `tests.mutation.warm`.

    Attributes:
        imported: module -> bit n for line n that was run at import.

    Args:
        folder: copy of the tree.
        files: test files, from there.

    Raises:
        Broken: they cannot be imported.
    """

    def __init__(self, folder: Path, files: Sequence[str]) -> None:
        (asked, ask), (answer, answers) = os.pipe(), os.pipe()
        self._log = (folder / "log").open("w+")
        command = [sys.executable, "-m", "tests.mutation.warm", str(folder)]
        self._process = subprocess.Popen(
            [*command, str(asked), str(answers), *files],
            cwd=folder,
            env={
                **os.environ,
                **_FEWER,
                "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}",
                "TMPDIR": str(folder / "temporary"),
            },
            pass_fds=(asked, answers),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        os.close(asked)
        os.close(answers)
        self._ask, self._answer = os.fdopen(ask, "w"), os.fdopen(answer)
        self._word = "killed"
        self.imported: dict[str, int] = {}
        if not self._is_ready():
            self._log.seek(0)
            error = Broken(self._word, self._log.read())
            self.close()
            raise error

    def _is_ready(self) -> bool:
        ready, _, _ = select.select([self._answer], [], [], _IMPORT)
        # Nothing is said by a process that ends instead.
        line = self._answer.readline() if ready else ""
        self._word = "killed" if ready else "timeout"
        if not line:
            return False
        said = json.loads(line)
        self.imported = {name: int(lines, 16) for name, lines in said["imported"].items()}
        return bool(said["ready"])

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Send a question and wait for the answer."""
        self._ask.write(json.dumps(question) + "\n")
        self._ask.flush()
        answer: dict[str, Any] = json.loads(self._answer.readline())
        return answer

    def close(self) -> None:
        """End the process."""
        self._ask.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self._process.kill()
        self._process.wait()
        self._answer.close()
        self._log.close()
