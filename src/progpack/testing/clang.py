"""C sources of tests, compiled by clang: a part of the plugin `progpack.testing`."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from progpack.errors import MissingFeatureError, ObjectError

if TYPE_CHECKING:
    from progpack.run.protocols import Backend

__all__ = ["compile_source", "takes_big"]

_CLANGS: Final = ("clang", "clang-22", "clang-21", "clang-20", "clang-19", "clang-18", "clang-14")
#: Headers that come with progpack; those of the project and of the system are found before them.
_HEADERS: Final = Path(__file__).resolve().parents[1] / "data/include"
_FLAGS: Final = "bpf_cflags"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("progpack", "tests of BPF programs")
    group.addoption(
        "--bpf-skip-without-clang",
        action="store_true",
        help="skip tests of C files where clang is not installed; without it they fail",
    )
    meaning = "flags for clang when it compiles the C files of tests: -Iinclude -DDEBUG -mcpu=v4"
    group.addoption("--bpf-cflags", metavar="FLAGS", default="", help=meaning)
    parser.addini(_FLAGS, meaning, type="args", default=[])


def takes_big(backend: Backend | None) -> bool:
    """Whether a backend, as `backend_of` gives it, takes big-endian objects only."""
    return (sys.byteorder if backend is None else backend.byteorder) == "big"


def compile_source(source: Path, folder: Path, config: pytest.Config, *, big: bool) -> Path:
    """Compile a C file, with the flags of the project and of the command line behind ours.

    Args:
        source: the file.
        folder: where the object goes.
        config: has the flags.
        big: whether the object is big-endian.

    Raises:
        ObjectError: clang refuses the file; the message has what it says.
        MissingFeatureError: there is no clang, and no option that skips then.
    """
    output = folder / f"{source.stem}.o"
    machine = os.uname().machine
    from progpack.waits import run

    done = run(
        [
            *(*_find_clang(source, config), "-O2", "-g", "-mcpu=v3", f"-I{source.parent}"),
            *("-target", "bpfeb" if big else "bpfel"),
            *config.getini(_FLAGS),
            *shlex.split(config.getoption(_FLAGS)),
            *("-idirafter", f"/usr/include/{machine}-linux-gnu", "-idirafter", str(_HEADERS)),
            *("-c", str(source), "-o", str(output)),
        ]
    )
    if done.returncode:
        raise ObjectError(f"{source}: clang does not compile it:\n{done.stderr.strip()}")
    return output


def _find_clang(source: Path, config: pytest.Config) -> list[str]:
    """The words of the command that is clang: what CLANG says, else one that is installed.

    Raises:
        MissingFeatureError: CLANG names no program, or there is no clang.
    """
    named = shlex.split(os.environ.get("CLANG", ""))
    if named and shutil.which(named[0]) is None:
        raise MissingFeatureError(
            f"{source.name} is a C file, and CLANG={named[0]} in the environment is no program"
        )
    clang = named or [found for found in map(shutil.which, _CLANGS) if found][:1]
    if not clang:
        problem = f"{source.name} is a C file, and clang is not installed"
        if config.getoption("bpf_skip_without_clang"):
            pytest.skip(problem)
        raise MissingFeatureError(f"{problem}; --bpf-skip-without-clang skips such tests")
    return clang
