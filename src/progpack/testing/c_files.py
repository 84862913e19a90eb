"""Tests written in C: ``pytest tests.bpf.c``, by the annotations of the kernel's selftests.

A part of the plugin `progpack.testing`. Each program with ``__success``, ``__failure``,
``__retval`` or ``__msg`` is a test. See ``docs/c-tests.md``.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from progpack.errors import MissingFeatureError, ObjectError, ProgpackError, ProgramError
from progpack.testing.clang import compile_source, takes_big
from progpack.testing.coverage import add_coverage, wants_coverage

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec, ProgramSpec
    from progpack.kernel.syscall.refusal import KernelVerdict
    from progpack.run.object import Object
    from progpack.testing.annotations import Expected

__all__ = ["AnnotatedFile", "AnnotatedProgram"]

_SUFFIX: Final = ".bpf.c"
#: The words that make a file of this suffix one of tests, where it is not named itself.
_WORDS: Final = re.compile(rb"\b__(?:success|failure|retval|msg)\b")
#: Without ``--bpf-on``: where a program runs, and must do the same.
_HERE: Final = ("compiled", "interpreter")
_KERNEL: Final = "kernel"
_GUEST: Final = "vm:"
#: Bytes of an Ethernet header, which BPF_PROG_TEST_RUN takes away from socket filters.
_HEADER: Final = 14
#: Lines of a verifier's log that a failure shows.
_LAST: Final = 20


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> AnnotatedFile | None:
    """Collect C files that are named, and in folders those ``*.bpf.c`` that have annotations."""
    if file_path.suffix != ".c":
        return None
    named = parent.session.isinitpath(file_path)
    if named or (file_path.name.endswith(_SUFFIX) and _WORDS.search(file_path.read_bytes())):
        found: AnnotatedFile = AnnotatedFile.from_parent(parent, path=file_path)
        return found
    return None


class AnnotatedFile(pytest.File):
    """A C file whose programs are tests."""

    _specs: dict[bool, ObjectSpec]
    _verdicts: dict[str, Mapping[str, KernelVerdict]]
    expected: Mapping[str, Expected]

    def collect(self) -> Iterator[AnnotatedProgram]:
        """Compile the file; one test a program, or one for each backend of ``--bpf-on``."""
        from progpack.testing.annotations import expectations

        self._specs, self._verdicts = {}, {}
        spec = self.spec(big=sys.byteorder == "big")
        known = {} if spec.btf is None else expectations(spec.btf)
        self.expected = {
            name: known[name] for name in spec.programs if name in known and known[name].is_a_test
        }
        if not self.expected:
            raise self.CollectError(
                f"{self.path.name}: no program has __success, __failure, __retval or __msg"
            )
        asked = self.config.getoption("bpf_on")
        for name in self.expected:
            for backend in [None] if asked is None else asked.split(","):
                label = name if backend is None else f"{name}[{backend}]"
                test = AnnotatedProgram.from_parent(self, name=label)
                test.choose(name, backend)
                yield test

    def spec(self, *, big: bool) -> ObjectSpec:
        """The object in a byte order, compiled when it is first asked for.

        Raises:
            ObjectError: clang refuses the file, or what it makes cannot be read.
            MissingFeatureError: there is no clang.
        """
        from progpack.bpf.object.reader import read_object

        if big not in self._specs:
            with tempfile.TemporaryDirectory() as folder:
                path = compile_source(self.path, Path(folder), self.config, big=big)
                self._specs[big] = read_object(path)
        return self._specs[big]

    def verdict(self, program: str, backend: str) -> KernelVerdict:
        """The verdict of the kernel of a backend, which is asked about all tests at once.

        Raises:
            MissingFeatureError: the kernel cannot be had or asked.
        """
        from progpack.run.verdicts import HERE, ask_kernels

        if backend not in self._verdicts:
            kernel = HERE if backend == _KERNEL else backend.removeprefix(_GUEST)
            spec, names = self._with_flags(self.spec(big=False)), list(self.expected)
            (report,) = ask_kernels(spec, names, [kernel], lambda text: None, walks=True)
            self._verdicts[backend] = report.verdicts
        return self._verdicts[backend][program]

    def _with_flags(self, spec: ObjectSpec) -> ObjectSpec:
        from progpack.records import replace

        flags = {name: expected.flags for name, expected in self.expected.items()}
        programs = {
            name: replace(one, flags=one.flags | flags.get(name, 0))
            for name, one in spec.programs.items()
        }
        return replace(spec, programs=programs)

    def repr_failure(  # type: ignore[override]  # pytest's own collector has no style either
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> Any:
        """Return the message alone where the file cannot be compiled or read."""
        if isinstance(excinfo.value, ProgpackError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class AnnotatedProgram(pytest.Item):
    """One program, and what its annotations say of it."""

    program: str
    backend: str | None
    expected: Expected

    def choose(self, program: str, backend: str | None) -> None:
        """Say which program it is, and the backend; None for `compiled` and `interpreter`."""
        self.program, self.backend = program, backend
        self.expected = self._file.expected[program]
        self.extra_keyword_matches.update(self.expected.description.split())

    @property
    def _file(self) -> AnnotatedFile:
        assert isinstance(self.parent, AnnotatedFile)
        return self.parent

    def runtest(self) -> None:
        """Compare what the program does with what its annotations say.

        Raises:
            ObjectError: an annotation has a value that is none; names the line of the program.
        """
        if self.expected.problem:
            line = self._file.spec(big=sys.byteorder == "big").programs[self.program].line_at(0)
            raise ObjectError(f"{self.expected.problem}{f' [{line}]' if line else ''}")
        if not self.expected.is_for_this_machine:
            pytest.skip(f"a test on {', '.join(self.expected.machines)}")
        try:
            for backend in _HERE if self.backend is None else [self.backend]:
                self._test_on(backend)
        except MissingFeatureError as error:
            if self.backend is None and self.expected.success is not False:
                raise
            pytest.skip(str(error))  # a backend that was asked for, or no verdict on the program

    def _test_on(self, backend: str) -> None:
        if backend == _KERNEL or backend.startswith(_GUEST):
            self._check_verdict(backend)
            if self.expected.success is not False and self.expected.value is not None:
                self._check_run(backend)
        elif self.expected.success is False:
            self._check_refusal(backend)
        else:
            self._check_run(backend)

    def _check_refusal(self, backend: str) -> None:
        try:
            with ExitStack() as objects:
                self._load(backend, objects)
        except (ProgramError, ObjectError):
            return
        pytest.skip(
            "__failure: progpack loads it, and checks at run time what a verifier refuses; "
            "--bpf-on=kernel or vm:NAME asks a kernel"
        )

    def _check_verdict(self, backend: str) -> None:
        if self.expected.types:
            pytest.skip(f"{backend}: __btf_path names types of another kernel")
        verdict = self._file.verdict(self.program, backend)
        if verdict.accepted is None:
            pytest.skip(f"{backend}: {verdict.reason}")
        if verdict.accepted is (self.expected.success is False):
            said = f"refuses it: {verdict.reason}" if not verdict.accepted else "accepts it"
            wanted = "__failure" if verdict.accepted else "__success"
            raise AssertionError(f"{backend} {said}; expected {wanted}{_tail(verdict.log)}")
        self._check_messages(backend, verdict.log)

    def _check_messages(self, backend: str, log: str) -> None:
        from progpack.testing.annotations import first_missing

        if self.expected.messages and not log:
            pytest.skip(f"{backend}: the verifier's log is longer than the kernel gives")
        missing = first_missing(self.expected.messages, log)
        if missing is not None:
            raise AssertionError(f"{backend} does not say {missing!r}{_tail(log)}")

    def _check_run(self, backend: str) -> None:
        with ExitStack() as objects:
            program = self._load(backend, objects).programs[self.program]
            if self.expected.value is None:
                return
            value = _signed(program.run(_input(program.spec)).return_value)
        if value != self.expected.value:
            raise AssertionError(
                f"{backend} returns {value} ({value & 0xFFFFFFFF:#x}), "
                f"expected __retval({self.expected.value})"
            )

    def _load(self, backend: str, objects: ExitStack) -> Object:
        from progpack.bpf.ability import Ability
        from progpack.bpf.environment import Environment
        from progpack.run.backends import backend_of, is_able
        from progpack.run.load import load

        chosen = backend_of(backend)
        spec = self._file.spec(big=takes_big(chosen))
        options: dict[str, Any] = {"backend": backend, "programs": [self.program]}
        if is_able(chosen, Ability.ENVIRONMENT):
            options["environment"] = Environment.fixed()
        if spec.externs:
            options |= {"kconfig": "kernel", "ksyms": "kernel"}
        counts = wants_coverage(self.config) and is_able(chosen, Ability.COVERAGE)
        loaded: Object = objects.enter_context(load(spec, coverage=counts, **options))
        if counts:
            objects.callback(add_coverage, self.config, loaded)
        return loaded

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return one sentence for what the program did; a traceback for faults of our own."""
        if isinstance(excinfo.value, (ProgpackError, AssertionError)):
            described = f" ({self.expected.description})" if self.expected.description else ""
            return f"{self.program}{described}: {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the test's file, the line of its name and the name, for pytest's reports."""
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        named = re.compile(rf"\b{re.escape(self.name)}\s*\(")
        return (
            self.path,
            next((n for n, line in enumerate(lines) if named.search(line)), 0),
            self.name,
        )


def _input(program: ProgramSpec) -> bytes:
    from progpack.bpf.context.build import layout
    from progpack.bpf.spec import ProgramType
    from progpack.testing.annotations import TEST_DATA

    if not layout(program.type).packet:
        return b""
    return TEST_DATA[_HEADER:] if program.type is ProgramType.SOCKET_FILTER else TEST_DATA


def _signed(value: int) -> int:
    low = value & 0xFFFFFFFF
    return low - (1 << 32) if low >> 31 else low


def _tail(log: str) -> str:
    lines = log.strip().splitlines()[-_LAST:]
    return "\n".join(["", *lines]) if lines else ""
