"""Makes the harness: the runtime of this tree with sanitizers, driven by libFuzzer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

__all__ = [
    "CORPUS",
    "HERE",
    "REPOSITORY",
    "RUNTIME",
    "make_harness",
    "missing",
    "read_corpus",
    "write_corpus",
]

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
RUNTIME = REPOSITORY / "src/progpack/jit/runtime"
CORPUS = HERE / "corpus.zip"
_TOOLS = ("clang-22", "llvm-profdata-22", "llvm-cov-22", "make")
# When an entry of the archive was made: the same corpus is the same file.
_NEVER = (1980, 1, 1, 0, 0, 0)


@cache
def missing() -> str:
    """Why the harness cannot be made here; empty when it can."""
    lacking = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if lacking:
        return f"needs {', '.join(lacking)}"
    if os.uname().machine != "x86_64":
        return "addresses of the harness are those of x86-64"
    for name in ("asan", "fuzzer", "tsan", "profile"):
        library = f"libclang_rt.{name}-x86_64.a"
        told = ["clang-22", f"-print-file-name={library}"]
        path = subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()
        found = [path, f"{Path(_resources()) / 'lib/linux' / library}"]
        if not any(Path(place).is_file() for place in found):
            return f"needs clang's {name} runtime: package libclang-rt-22-dev"
    return ""


def _resources() -> str:
    told = ["clang-22", "-print-resource-dir"]
    return subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()


def make_harness(work: Path, *targets: str, source: Path = REPOSITORY / "src") -> None:
    """Make the harness in ``work``.

    Args:
        work: a folder for everything that is made.
        targets: ``fuzz``, ``race``, ``cover`` or ``captures``.
        source: the Python and C that is tested, a copy of ``src``.

    Raises:
        subprocess.CalledProcessError: clang refuses something; it has said what.
    """
    work.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"PYTHONPATH": f"{source}{os.pathsep}{REPOSITORY}"}
    command = [sys.executable, "-m", "tests.sanitize.table", str(work)]
    subprocess.run(command, check=True, cwd=REPOSITORY, env=environment)
    made = [str(work / target) for target in targets]
    runtime = source / "progpack/jit/runtime"
    command = ["make", "-s", "-C", str(HERE), f"WORK={work}", f"RUNTIME={runtime}", *made]
    subprocess.run(command, check=True)


def read_corpus(into: Path) -> Path:
    """Unpack the corpus of the tree into a folder: the folder."""
    into.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(CORPUS) as archive:
        archive.extractall(into)
    return into


def write_corpus(folder: Path) -> int:
    """Make the inputs in a folder the corpus of the tree: how many bytes it has."""
    with zipfile.ZipFile(CORPUS, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.iterdir()):
            archive.writestr(
                zipfile.ZipInfo(path.name, _NEVER), path.read_bytes(), zipfile.ZIP_DEFLATED
            )
    return CORPUS.stat().st_size
