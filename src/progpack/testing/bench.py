"""Figures of programs as gates: ``pytest --bpf-bench``.

A part of the plugin `progpack.testing`. The fixture `bpf_bench` measures a program on some packets:
instructions executed, nanoseconds for a packet, bytes of machine code. With ``--bpf-bench FILE`` a
test fails where a figure has grown by more than a tolerance; ``--bpf-bench-update`` writes it.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest

from progpack.errors import UsageError
from progpack.testing.compare import Both
from progpack.testing.coverage import wants_coverage, write_at_end, written

if TYPE_CHECKING:
    from progpack.bpf.oracle.machine import Machine
    from progpack.run.object import Object

__all__ = ["Bench", "Figures", "bpf_bench"]

_FILE: Final = "bpf-bench.json"
_COMPILED: Final = "compiled"
_TOLERANCE: Final = 10.0
_WORKER: Final = "progpack_bpf_bench"
_MEASURED: Final = pytest.StashKey[dict[str, dict[str, Any]]]()
_ROUNDS: Final = 15
#: Runs of a round at least, so that the clock does not matter.
_RUNS: Final = 20_000
_UNITS: Final = {
    "instructions": "instructions a packet",
    "nanoseconds": "ns a packet",
    "size": "bytes of machine code",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a program.

    Attributes:
        instructions: BPF instructions executed for a packet, the mean of all packets.
        nanoseconds: time for a packet in compiled code, the least of some rounds.
        size: bytes of machine code.
    """

    instructions: float
    nanoseconds: float
    size: int


class Bench(Protocol):
    """The function that measures a program: the fixture `bpf_bench`."""

    def __call__(
        self, obj: Object, program: str, packets: Sequence[bytes], *, name: str = ""
    ) -> Figures:
        """Measure a program on packets, and fail the test where a figure has grown too much.

        Args:
            obj: the object, loaded in compiled code.
            program: name of the program.
            packets: the packets; a round runs on all of them, again and again.
            name: tells several measurements of a test apart.
        """


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("progpack", "tests of BPF programs")
    group.addoption(
        "--bpf-bench",
        metavar="FILE",
        nargs="?",
        const=_FILE,
        default=None,
        help=f"compare the figures of bpf_bench with those of a file ({_FILE}), and fail where one "
        "has grown",
    )
    group.addoption(
        "--bpf-bench-update",
        action="store_true",
        help="write the file of --bpf-bench anew: the figures of the tests that ran, and others as "
        "they were",
    )
    group.addoption(
        "--bpf-bench-tolerance",
        metavar="PERCENT",
        type=float,
        default=_TOLERANCE,
        help="how much more a figure may be (default: 10)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a file that has no figures, and figures of code with counters, before a test runs."""
    file = _file(config)
    if file is None:
        return
    if wants_coverage(config):
        raise pytest.UsageError(
            "--bpf-bench measures programs as they are, and --bpf-cov adds counters to them: "
            "give one of the two"
        )
    try:
        _baseline(file)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.fixture
def bpf_bench(request: pytest.FixtureRequest) -> Bench:
    """Measures programs and compares their figures with a file; see `Bench`."""

    def bench(obj: Object, program: str, packets: Sequence[bytes], *, name: str = "") -> Figures:
        _skip_elsewhere(obj)
        figures = measure(obj, program, packets)
        key = request.node.nodeid + (f" {name}" if name else "")
        config = request.config
        entry = {**asdict(figures), "cpu": _cpu()}
        config.stash.setdefault(_MEASURED, {})[key] = entry
        file = _file(config)
        if file is not None and not config.getoption("bpf_bench_update"):
            _compare(key, entry, _baseline(file), config.getoption("bpf_bench_tolerance"), file)
        return figures

    return bench


def _skip_elsewhere(obj: Object) -> None:
    """Skip a test whose object does not run as compiled code of this process."""
    backend = "two backends" if isinstance(obj, Both) else obj.backend
    if backend != _COMPILED:
        pytest.skip(f"figures are those of the backend {_COMPILED}, not of {backend}")


def _file(config: pytest.Config) -> Path | None:
    name: str | None = config.getoption("bpf_bench")
    if name is None:
        return Path(_FILE) if config.getoption("bpf_bench_update") else None
    return Path(name)


def _cpu() -> str:
    """The model of this machine's CPU: times of another one are not compared."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def _baseline(file: Path) -> dict[str, dict[str, Any]]:
    try:
        figures = json.loads(file.read_text(encoding="utf-8"))["figures"]
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is no file of --bpf-bench: {error}") from None
    return dict(figures)


def _compare(
    key: str,
    entry: dict[str, Any],
    baseline: dict[str, dict[str, Any]],
    tolerance: float,
    file: Path,
) -> None:
    if key not in baseline:
        raise AssertionError(f"{file} has no figures of {key}; --bpf-bench-update writes them")
    before = baseline[key]
    grown = []
    for figure, unit in _UNITS.items():
        if figure == "nanoseconds" and before.get("cpu") != entry["cpu"]:
            continue
        most = before[figure] * (1 + tolerance / 100)
        if entry[figure] > most:
            more = 100 * (entry[figure] / before[figure] - 1) if before[figure] else float("inf")
            grown.append(
                f"{entry[figure]:,.6g} {unit}, before {before[figure]:,.6g} (+{more:.1f}%, "
                f"{tolerance:g}% are allowed)"
            )
    if grown:
        raise AssertionError("; ".join(grown))


def measure(obj: Object, program: str, packets: Sequence[bytes]) -> Figures:
    """Measure a program on packets.

    Args:
        obj: the object, in compiled code.
        program: name of the program, of a type that runs on packets.
        packets: the packets.

    Raises:
        UsageError: there are no packets, or the program has no machine code here.
    """
    size = obj.programs[program].place.size
    if not packets:
        raise UsageError("give packets to measure on")
    if size is None:
        raise UsageError(f"program {program} has no machine code: measure it in compiled code")
    instructions = _instructions(obj, program, packets)
    many = list(packets) * max(_RUNS // len(packets), 1)
    least = min(obj.programs[program].run_batch(many).duration_ns for _ in range(_ROUNDS))
    return Figures(instructions, least / len(many), size)


def _instructions(obj: Object, program: str, packets: Sequence[bytes]) -> float:
    """The instructions executed for a packet, counted by the interpreter on maps of its own."""
    from progpack.run.backends import watched_interpreter
    from progpack.run.load import load
    from progpack.run.stepping.again import copy_elements

    count = 0

    def watch(machine: Machine, pc: int, registers: list[int]) -> None:
        nonlocal count
        count += 1

    backend = watched_interpreter(watch, obj.environment)
    with load(obj.spec, backend=backend, programs=[program]) as again:
        copy_elements(obj, again, obj.spec)
        for packet in packets:
            again.programs[program].run(packet)
    return count / len(packets)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Add what a worker of pytest-xdist has measured."""
    text = getattr(node, "workeroutput", {}).get(_WORKER)
    if text:
        node.config.stash.setdefault(_MEASURED, {}).update(json.loads(text))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the file where that is asked for, or send the figures to the process that does."""
    config = session.config
    measured = config.stash.get(_MEASURED, {})
    sent: dict[str, str] | None = getattr(config, "workeroutput", None)
    if sent is not None:
        sent[_WORKER] = json.dumps(measured)
        return
    file = _file(config)
    if file is None or not config.getoption("bpf_bench_update") or not measured:
        return
    figures = dict(sorted({**_baseline(file), **measured}.items()))
    write_at_end(session, str(file), json.dumps({"figures": figures}, indent=1) + "\n")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the figures."""
    measured = config.stash.get(_MEASURED, {})
    if not measured:
        return
    terminalreporter.section("figures of BPF programs")
    for key, entry in sorted(measured.items()):
        parts = (f"{entry[figure]:,.6g} {unit}" for figure, unit in _UNITS.items())
        terminalreporter.write_line(f"{key}: {', '.join(parts)}")
    if config.getoption("bpf_bench_update"):
        written(terminalreporter, "written", str(_file(config)))
