"""Runs one test on several backends: ``pytest --bpf-on=compiled,isolated``, ``@pytest.mark.bpf``.

A part of the plugin `progpack.testing`. A test that asks for `bpf_object`, itself or through
another fixture, runs once for each backend. pytest skips it, with the reason, where a backend is
not able to run it or this machine lacks something that the backend needs.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Final

import pytest

from progpack.errors import MissingFeatureError, UsageError

__all__ = ["DEFAULT", "backend_of_test"]

#: The backend of a test that names none.
DEFAULT: Final = "compiled"
_SCOPES: Final = ("class", "module", "package", "session")
#: The fixtures that load objects.
_FIXTURES: Final = ("bpf_object", *(f"{scope}_bpf_object" for scope in _SCOPES))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("progpack", "tests of BPF programs").addoption(
        "--bpf-on",
        metavar="BACKEND,...",
        default=None,
        help="run each test of BPF programs on these: compiled, interpreter, isolated, arch:NAME, "
        "kernel, vm:KERNEL (default: compiled). A test's own mark, bpf(on=[...]), wins",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark, and refuse backends that there are not before a test runs."""
    config.addinivalue_line("markers", "bpf(on): backends on which a test of BPF programs runs")
    asked = config.getoption("bpf_on")
    if asked is not None:
        check_backends(asked.split(","), "--bpf-on")


def check_backends(names: Sequence[str], where: str) -> None:
    """Refuse names that no backend has.

    Args:
        names: of backends.
        where: what has named them, for the message.

    Raises:
        pytest.UsageError: there is no such backend; the message lists those that there are.
    """
    from progpack.run.backends import backend_of

    for name in names:
        try:
            backend_of(name)
        except UsageError as error:
            raise pytest.UsageError(f"{where}: {error}") from None
        except MissingFeatureError:
            continue  # the tests on it skip, with this reason


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test of BPF programs once for each backend that is asked for."""
    fixtures = [name for name in _FIXTURES if name in metafunc.fixturenames]
    if not fixtures:
        return
    mark = metafunc.definition.get_closest_marker("bpf")
    asked = metafunc.config.getoption("bpf_on")
    if mark is not None and "on" in mark.kwargs:
        on = mark.kwargs["on"]
        names = [on] if isinstance(on, str) else list(on)
        check_backends(names, f"{metafunc.definition.nodeid}: bpf(on=)")
    elif asked is not None:
        names = asked.split(",")
    else:
        return
    cases = [[name] * len(fixtures) for name in names]
    metafunc.parametrize(fixtures, cases, indirect=True, ids=names)


def backend_of_test(request: pytest.FixtureRequest) -> str:
    """Return the backend on which the test of a request for `bpf_object` runs."""
    name: str = getattr(request, "param", DEFAULT)
    return name


def _is_chosen(item: pytest.Item) -> bool:
    if item.config.getoption("bpf_compare", None) is not None:
        return not set(_FIXTURES).isdisjoint(getattr(item, "fixturenames", ()))
    return not set(_FIXTURES).isdisjoint(getattr(getattr(item, "callspec", None), "params", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Skip where a fixture asks for what the chosen backend is not able to do."""
    return (yield from _skipping(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Skip where the test asks for what the chosen backend is not able to do."""
    return (yield from _skipping(item))


def _skipping(item: pytest.Item) -> Generator[None, object, object]:
    try:
        return (yield)
    except MissingFeatureError as error:
        if _is_chosen(item):
            pytest.skip(str(error))
        raise
