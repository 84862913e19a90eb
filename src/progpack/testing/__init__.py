"""Tests of BPF programs without root and without a kernel, with pytest.

Installed with progpack, the fixture `bpf_object` is there for every test::

    from progpack.testing import packet, put, run

    def test_a_blocked_source_is_dropped(bpf_object):
        obj = bpf_object("firewall.bpf.o")
        put(obj, "blocked", "192.0.2.1", 0)
        assert run(obj.programs["firewall"], packet(src="192.0.2.1")).verdict == "XDP_DROP"

Programs are compiled and really run; see ``docs/testing.md``. This module is a pytest plugin (entry
point ``pytest11``); nothing else of progpack is imported before a test asks for it.
"""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, cast

import pytest

from progpack.errors import (
    MissingFeatureError,
    ObjectError,
    ProgpackError,
    RunError,
    UsageError,
)
from progpack.packets.make import packet
from progpack.testing.backends import backend_of_test
from progpack.testing.captures import Run, RunPacket, assert_pcap, packet_in_words
from progpack.testing.clang import compile_source, takes_big
from progpack.testing.compare import Both, compared_backends
from progpack.testing.coverage import add_coverage, wants_coverage
from progpack.testing.faults import (
    add_lines,
    clock_notes,
    forget_printed,
    note_printed,
    printed_by,
    remember,
)
from progpack.testing.kernels import Verifies, fail_unless_accepted
from progpack.testing.state import reset, restore, save

if TYPE_CHECKING:
    from progpack.bpf.context.build import RunArg
    from progpack.bpf.context.given import AnyContext, AnyPacket
    from progpack.commands.common.values import Shown
    from progpack.run.object import Object
    from progpack.run.program import Program

__all__ = [
    "LoadObject",
    "Run",
    "Verifies",
    "assert_pcap",
    "assert_verdict",
    "bpf_object",
    "bpf_verifies",
    "class_bpf_object",
    "elements",
    "module_bpf_object",
    "package_bpf_object",
    "packet",
    "put",
    "reset",
    "restore",
    "run",
    "save",
    "session_bpf_object",
    "variables",
]

pytest_plugins = [
    "progpack.testing.backends",
    "progpack.testing.bench",
    "progpack.testing.c_files",
    "progpack.testing.captures",
    "progpack.testing.clang",
    "progpack.testing.compare",
    "progpack.testing.coverage",
]
_PACKAGE: Final = Path(__file__).resolve().parents[1]
#: Folders of Python's own modules and of packages that are installed, that of pytest too.
_LIBRARIES: Final = frozenset(
    Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")
) | {Path(pytest.__file__).parents[1]}


def pytest_runtest_setup() -> None:
    """Forget what programs of the test before have printed."""
    forget_printed()


def _text(texts: Iterable[str]) -> str:
    """Lines that came from an object, for a terminal."""
    from progpack.errors import printable

    return printable("\n".join(texts), "\n")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a failure end at the line of the test, and show what the program printed before.

    Our own lines below that of the test say nothing to its author; ``--full-trace`` shows them.
    """
    error = None if call.excinfo is None else call.excinfo.value
    if error is not None and not item.config.getoption("fulltrace", False):
        _end_at_the_test(error)
    if isinstance(error, pytest.skip.Exception) and not _is_placed(error):
        error._use_item_location = True  # the place that is printed is that of the test
    report = yield
    printed = () if error is None else printed_by(error)
    if printed and report.failed:
        report.sections.append(("bpf_printk", _text(printed)))
    clocks = clock_notes() if report.failed and call.when == "call" else ()
    if clocks:
        report.sections.append(("the clock", "\n".join(clocks)))
    lines = getattr(error, "lines", ())
    if lines:
        report.sections.append(("the last lines before the fault", _text(lines)))
    return report


def _is_placed(error: BaseException) -> bool:
    """Whether an exception comes by code that is neither ours nor of a library."""
    place = error.__traceback__
    while place is not None and (_is_ours(place) or _is_library(place)):
        place = place.tb_next
    return place is not None


def _end_at_the_test(error: BaseException) -> None:
    """Take our frames, and those of the library that we call, out of a traceback."""
    frames: list[TracebackType] = []
    place, inside = error.__traceback__, False
    while place is not None:
        inside = _is_ours(place) or (inside and _is_library(place))
        if not inside:
            frames.append(place)
        place = place.tb_next
    for frame, following in zip(frames, [*frames[1:], None], strict=True):
        frame.tb_next = following
    if isinstance(error, ProgpackError) and not _is_of_the_test(error.__cause__):
        # What it came from is in its message already.
        error.__suppress_context__, error.__cause__ = True, None


def _is_of_the_test(cause: BaseException | None) -> bool:
    """Whether a function of the test raised it, where its traceback then begins."""
    place = None if cause is None else cause.__traceback__
    while place is not None and (_is_ours(place) or _is_library(place)):
        place = place.tb_next
    if cause is not None and place is not None:
        cause.__traceback__ = place
    return place is not None


def _is_ours(place: TracebackType) -> bool:
    return _PACKAGE in Path(place.tb_frame.f_code.co_filename).parents


def _is_library(place: TracebackType) -> bool:
    file = place.tb_frame.f_code.co_filename
    return file.startswith("<") or not _LIBRARIES.isdisjoint(Path(file).parents)


class LoadObject(Protocol):
    """The function that loads an object for one test: the fixture `bpf_object`."""

    def __call__(self, source: str | os.PathLike[str], **options: Any) -> Object:
        """Load an object; it is closed when the test ends.

        Args:
            source: an object file, or a C file, which is compiled with clang (where there is none
                the test fails, or with ``--bpf-skip-without-clang`` is skipped). Looked for in the
                directory of the test first.
            options: those of `progpack.load` (``variables``, ``programs``, ``kconfig``, ``btf``,
                ``backend``, ``environment``). The clock stands still, and random numbers and the
                process are the same in each run (`Environment.fixed`), where the backend is able
                to do that. An ``environment`` changes what it names; what it does not name is then
                given in it (`Environment.fix_rest`). ``"host"`` is this machine.
        """


@pytest.fixture
def bpf_object(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LoadObject]:
    """Loads BPF objects for a test and closes them afterwards; see `LoadObject`."""
    yield from _loading(request, tmp_path)


def _of_scope(scope: Literal["class", "module", "package", "session"]) -> Any:
    """Make the fixture that loads objects for fixtures of a wider scope."""

    @pytest.fixture(scope=scope, name=f"{scope}_bpf_object")
    def fixture(
        request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[LoadObject]:
        """Loads BPF objects as `bpf_object` does, for fixtures of this scope."""
        yield from _loading(request, tmp_path_factory.mktemp("bpf"))

    return fixture


class_bpf_object = _of_scope("class")
module_bpf_object = _of_scope("module")
package_bpf_object = _of_scope("package")
session_bpf_object = _of_scope("session")


def _loading(request: pytest.FixtureRequest, folder: Path) -> Iterator[LoadObject]:
    """Yield the function of the fixture, whose objects are closed afterwards.

    Args:
        request: what asks for the fixture.
        folder: for what clang makes.
    """
    twins: dict[Any, Any] = {}
    with ExitStack() as objects:

        def load_object(source: str | os.PathLike[str], **options: Any) -> Object:
            pair = None if "backend" in options else compared_backends(request.config)
            if pair is None:
                options.setdefault("backend", backend_of_test(request))
                return load_one(source, options)
            try:
                one = load_one(source, {**options, "backend": pair[0]}, compared=True)
                two = load_one(source, {**of_second(options), "backend": pair[1]}, compared=True)
            except MissingFeatureError as error:
                pytest.skip(str(error))  # as a test skips on a backend that is missing here
            return cast("Object", Both((one, two), pair, one.spec.name))

        def of_second(options: dict[str, Any]) -> dict[str, Any]:
            """The options, with a world that the second backend alone moves and draws from."""
            world = options.get("environment")
            if world is None or isinstance(world, str):
                return options
            if world not in twins:
                twins[world] = world.twin()
            return {**options, "environment": twins[world]}

        def load_one(
            source: str | os.PathLike[str], options: dict[str, Any], *, compared: bool = False
        ) -> Object:
            from progpack.bpf.ability import Ability
            from progpack.run.backends import backend_of, is_able
            from progpack.run.load import load

            backend = backend_of(options["backend"])
            path = _found(source, request)
            if path.suffix == ".c":
                path = compile_source(path, folder, request.config, big=takes_big(backend))
            if isinstance(options["backend"], str) and is_able(backend, Ability.ENVIRONMENT):
                options = {**options, "environment": _fixed(options.get("environment"))}
            elif compared and options.get("environment") is None:
                from progpack.testing.comparing.targets import takes_redirects

                options = {**options, "backend": takes_redirects(options["backend"])}
            counts = wants_coverage(request.config) and is_able(backend, Ability.COVERAGE)
            loaded: Object = load(path, **({"coverage": True} if counts else {}) | options)
            objects.enter_context(loaded)
            objects.callback(remember(loaded, path))
            if counts:
                objects.callback(add_coverage, request.config, loaded)
            return loaded

        yield load_object


@pytest.fixture
def bpf_verifies(request: pytest.FixtureRequest, tmp_path: Path) -> Verifies:
    """Asks real kernels whether they accept an object's programs; see `Verifies`."""

    def verify(
        source: str | os.PathLike[str],
        *,
        kernels: Sequence[str],
        budget: float | None = None,
        programs: Sequence[str] | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        path = _found(source, request)
        if path.suffix == ".c":
            path = compile_source(path, tmp_path, request.config, big=False)
        fail_unless_accepted(path, kernels, budget, programs, variables)

    return verify


def _fixed(given: Any) -> Any:
    """The environment of a test: what it does not name is the same in each run."""
    from progpack.bpf.environment import Environment

    if given is None:
        return Environment.fixed()
    return given.fix_rest() if isinstance(given, Environment) else given


def _found(source: str | os.PathLike[str], request: pytest.FixtureRequest) -> Path:
    """The path of a source, which is looked for in the directory of the test first.

    For a session that is the root folder of the tests.

    Raises:
        ObjectError: neither that directory nor the current one has it.
    """
    asking = getattr(request, "path", None)  # a session has none
    beside = (request.config.rootpath if asking is None else asking.parent) / source
    path = beside if beside.exists() else Path(source)
    if not path.exists():
        raise ObjectError(f"{source} is neither in {beside.parent} nor in {Path.cwd()}")
    return path


def run(
    program: Program,
    data: AnyPacket = None,
    *,
    context: AnyContext = None,
    args: Sequence[RunArg] | None = None,
) -> Run:
    """Run a program once.

    Args:
        program: program of a loaded object.
        data: the packet, for programs that have one: bytes, or what has bytes, as Scapy's.
        context: values of fields by name, bytes, a dataclass or a structure of `ctypes`.
        args: arguments of a tracing program.

    Raises:
        RunError: the run ended in a fault; the message has the instruction and the line.
        UsageError: an input was given that programs of this type do not have, or no packet to one
            that has one.
    """
    from progpack.bpf.context.build import layout
    from progpack.bpf.context.verdict import verdict
    from progpack.testing.comparing.contexts import context_left

    if data is None:
        if layout(program.type).packet:
            raise UsageError(
                f"{program.name}: {program.type.name} programs run on a packet: give one, as "
                'run(program, packet()), or b"" for an empty one'
            )
        data = b""
    before = {number: len(each.calls) for number, each in program.spec.replaced.items()}
    try:
        result = program.run(data, context=context, args=args)
    except RunError as error:
        add_lines(error, program, data, context, args, before)
        raise
    note_printed(result.printed)
    return Run(
        verdict(program.type, result.return_value),
        result.return_value,
        RunPacket(result.packet),
        context_left(program, result.context),
        result.redirect,
        result.clones,
        result.printed,
        result.retval,
        result.signals,
        result.tunnel,
    )


def assert_verdict(
    program: Program, data: AnyPacket, expected: str, *, context: AnyContext = None
) -> Run:
    """Run a program and fail the test unless its verdict is ``expected``.

    Raises:
        AssertionError: the verdict is another one; the message has the packet.
        UsageError: programs of this type have no such verdict, or the packet is no bytes.
        RunError: as `run`.
    """
    from progpack.bpf.context.given import given_packet
    from progpack.bpf.context.verdict import check_verdict

    check_verdict(program.type, expected)
    frame = bytes(given_packet(data))
    outcome = run(program, frame, context=context)
    if outcome.verdict != expected:
        from progpack.report.draw.units import count

        # What matters comes first: pytest's summary cuts a message at the end of its line.
        size = count(len(frame), "byte")
        raise AssertionError(
            f"{outcome.verdict}, expected {expected}: {program.name} with {size}\n"
            f"{packet_in_words(frame)}"
        )
    return outcome


def put(obj: Object, name: str, key: Any, value: Any) -> None:
    """Put an element into a map, written as for ``progpack run --map``.

    Args:
        obj: the object.
        name: name of the map.
        key: a number, an address, members (``a=1,b=2``) or bytes (``x:00ff``) as text; all that is
            neither text nor a number is what ``obj.maps[name]`` takes.
        value: likewise.

    Raises:
        UsageError: there is no such map, or key or value do not fit it.
    """
    from progpack.commands.common import inputs

    inputs.put_element(obj, name, _written(key), _written(value))


def _written(value: object) -> object:
    """A number as text, which is that on the wire."""
    return str(value) if isinstance(value, int) else value


def elements(obj: Object, name: str) -> dict[object, Shown]:
    """Return the elements of a map as Python values, without the zeros of an array.

    Structures are dicts; a key that is one becomes its text (``a 1, b 2``).

    Raises:
        UsageError: there is no map of this name that has elements.
    """
    from progpack.commands.common.contents import contents
    from progpack.commands.common.values import text
    from progpack.names import unknown_name
    from progpack.run.coverage import without_counters

    if name not in obj.maps:
        raise unknown_name("there is no map", name, without_counters(obj.maps))
    rows = contents(obj, [name]).get(name, {}).get("elements")
    if not isinstance(rows, list):
        kind = obj.maps[name].spec.type.name
        raise UsageError(f"map {name} of type {kind} has no elements of keys and values")
    by_key: dict[object, Shown] = {}
    for row in rows:
        if isinstance(row, dict):
            key = row["key"]
            by_key[key if isinstance(key, (int, str)) else text(key)] = row["value"]
    return by_key


def variables(obj: Object) -> dict[str, Shown]:
    """Return the global variables of an object and their values, by name."""
    from progpack.bpf.fit.variables import variables_of
    from progpack.commands.common.contents import contents

    sections = {section for section, _, _ in variables_of(obj.spec).values()}
    values: dict[str, Shown] = {}
    for content in contents(obj, sections).values():
        inside = content.get("variables")
        if isinstance(inside, dict):
            values.update(inside)
    return values
