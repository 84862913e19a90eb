"""Coverage of BPF programs in a run of pytest: ``pytest --bpf-cov``.

A part of the plugin `progpack.testing`. Objects that `bpf_object` loads count what they execute; at
the end the counts of all tests, and of all workers of pytest-xdist, are added up and reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.run.coverage import Coverage
    from progpack.run.object import Object

__all__ = ["add_coverage", "wants_coverage", "write_at_end", "written"]

_FILES: Final = {"lcov": "lcov.info", "xml": "coverage.xml", "html": "bpf-coverage.html"}
_KINDS: Final = ("term", *_FILES)
_WORKER: Final = "progpack_bpf_coverage"
_WORKER_UNCOUNTED: Final = "progpack_bpf_uncounted"
_COVERAGE: Final = pytest.StashKey["Coverage"]()
#: Why some objects have no counts, each reason once.
_UNCOUNTED: Final = pytest.StashKey[dict[str, None]]()
#: Files that could not be written, and why.
_UNWRITTEN: Final = pytest.StashKey[dict[str, str]]()


def _kind(text: str) -> tuple[str, str]:
    kind, _, file = text.partition(":")
    if kind not in _KINDS or (file and kind == "term"):
        raise pytest.UsageError(f"--bpf-cov is one of {', '.join(_KINDS)}, not {text!r}")
    return kind, file or _FILES.get(kind, "")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("progpack", "tests of BPF programs")
    group.addoption(
        "--bpf-cov",
        metavar="KIND[:FILE]",
        nargs="?",
        const="term",
        action="append",
        default=[],
        help="coverage of the C source of BPF objects: term (the default), lcov, xml (Cobertura) "
        "or html; can be given again. The files are lcov.info, coverage.xml, bpf-coverage.html",
    )
    group.addoption(
        "--bpf-cov-fail-under",
        metavar="PERCENT",
        type=float,
        default=None,
        help="fail when fewer than PERCENT of the lines of BPF objects were executed, or when "
        "there are no lines",
    )


def wants_coverage(config: pytest.Config) -> bool:
    """Whether objects are to count what they execute."""
    return bool(config.getoption("bpf_cov")) or _least(config) is not None


def _least(config: pytest.Config) -> float | None:
    least: float | None = config.getoption("bpf_cov_fail_under")
    return least


def add_coverage(config: pytest.Config, obj: Object) -> None:
    """Add what the runs of an object have executed; the summary has why there is nothing."""
    from progpack.run.coverage import collect

    try:
        _so_far(config).add(collect(obj))
    except UsageError as error:
        _uncounted(config)[str(error)] = None


def _uncounted(config: pytest.Config) -> dict[str, None]:
    return config.stash.setdefault(_UNCOUNTED, {})


def _so_far(config: pytest.Config) -> Coverage:
    from progpack.run.coverage import Coverage

    return config.stash.setdefault(_COVERAGE, Coverage())


def write_at_end(session: pytest.Session, file: str, text: str) -> None:
    """Write a file when all tests have run; where that fails, the session does.

    Args:
        session: the tests.
        file: the path.
        text: what is in it then.
    """
    from progpack.files import write_file

    try:
        write_file(file, text.encode())
    except OSError as error:
        failed = session.config.stash.setdefault(_UNWRITTEN, {})
        failed[file] = f"cannot write {file}: {error.strerror}"
        session.exitstatus = session.exitstatus or pytest.ExitCode.USAGE_ERROR


def written(reporter: pytest.TerminalReporter, what: str, file: str) -> None:
    """Print where a file of `write_at_end` is, or why it is not.

    Args:
        reporter: writes to the terminal.
        what: is in the file.
        file: the path.
    """
    failed = reporter.config.stash.get(_UNWRITTEN, {}).get(file)
    reporter.write_line(f"{what}: {failed or file}", red=failed is not None)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse kinds that there are not, and what is no share, before a test runs."""
    for text in config.getoption("bpf_cov"):
        _kind(text)
    least = _least(config)
    if least is not None:
        from progpack.run.coverage import check_share

        try:
            check_share(least, "--bpf-cov-fail-under")
        except UsageError as error:
            raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Add what a worker of pytest-xdist has sent."""
    sent: dict[str, Any] = getattr(node, "workeroutput", {})
    _uncounted(node.config).update(dict.fromkeys(sent.get(_WORKER_UNCOUNTED, ())))
    text = sent.get(_WORKER)
    if text:
        from progpack.report.coverage.lcov import parse_lcov

        _so_far(node.config).add(parse_lcov(text, "a worker"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the files, or send what was executed to the process that does."""
    config = session.config
    if not wants_coverage(config):
        return
    from progpack.report.coverage.cobertura import to_cobertura
    from progpack.report.coverage.lcov import to_lcov
    from progpack.report.coverage.page import page

    coverage = _so_far(config)
    sent: dict[str, object] | None = getattr(config, "workeroutput", None)
    if sent is not None:
        sent[_WORKER] = to_lcov(coverage)
        sent[_WORKER_UNCOUNTED] = list(_uncounted(config))
        return
    makers = {"lcov": to_lcov, "xml": to_cobertura, "html": page}
    for kind, file in map(_kind, config.getoption("bpf_cov")):
        if kind in makers:
            write_at_end(session, file, makers[kind](coverage))
    least = _least(config)
    if least is not None and coverage.falls_short(least) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table, and where the files are."""
    if not wants_coverage(config):
        return
    from progpack.report.coverage.terminal import table

    coverage, write = _so_far(config), terminalreporter.write_line
    terminalreporter.section("coverage of BPF programs")
    for reason in sorted(_uncounted(config)):
        write(f"not counted: {reason}", yellow=True)
    if not coverage:
        write("no object was loaded by bpf_object that counts what it executes")
    kinds = [_kind(text) for text in config.getoption("bpf_cov")]
    if coverage and any(kind == "term" for kind, _ in kinds):
        for line in table(coverage).splitlines():
            write(line)
    for kind, file in kinds:
        if file:
            written(terminalreporter, kind, file)
    least = _least(config)
    if least is not None:
        fewer = coverage.falls_short(least)
        compared = f"fewer than {least:g}%" if fewer else f"{least:g}% are wanted"
        write(f"{coverage.summary}, {compared}", red=fewer)
