"""Checks what would be released: `make release-check`. Nothing is published or tagged.

The wheel and the sdist are built twice, in folders of different names, and must be the same bytes;
their contents are compared with the tree; `twine check` reads their descriptions.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
#: What a wheel has beside Python files; each must match at least one member.
DATA = (
    "progpack/py.typed",
    "progpack/data/bpf/firewall.bpf.o",
    "progpack/data/sample.pcap",
    "progpack/data/validations.json",
    "progpack/data/completion/progpack.bash",
    "progpack/data/schemas/progpack-run.json",
    "progpack/jit/runtime/runtime.ll",
    "progpack/foreign/start/start-riscv64.o",
)
#: What an sdist must have for its user to run the tests and to build the site.
SOURCES = (
    "tests/conftest.py",
    "docs/conf.py",
    "Makefile",
    "hatch_build.py",
    "CHANGELOG.md",
    "LICENSE",
)
#: Parts of names that no artefact may have.
FOREIGN = (".venv", "__pycache__", ".pyc", ".git/", "build/", ".ruff_cache", ".hypothesis")


def main() -> int:
    """Build, compare, check; print what is wrong and return 1, or put the artefacts into dist."""
    with tempfile.TemporaryDirectory() as name:
        first, second = (_built(Path(name) / folder) for folder in ("a", "other-name"))
        wrong = [*_differences(first, second), *problems_of(first)]
        for line in wrong:
            print(line)
        checked = subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *first])
        if wrong or checked.returncode:
            return 1
        DIST.mkdir(exist_ok=True)
        for path in first:
            shutil.copy(path, DIST)
            print(
                f"{DIST.name}/{path.name}: {path.stat().st_size:,} bytes, the same when built again"
            )
    return 0


def _built(folder: Path) -> list[Path]:
    """Build the files of the last commit in a folder of their own; return wheel and sdist."""
    tree = folder / "tree"
    tree.mkdir(parents=True)
    archive = _git("archive", "--format=tar", "HEAD")
    subprocess.run(["tar", "-x", "-C", str(tree)], input=archive, check=True)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct").decode().strip(),
    }
    words = ["build", "--no-isolation", "--outdir", str(folder / "dist"), "--sdist", "--wheel"]
    done = subprocess.run(
        [sys.executable, "-m", *words, str(tree)], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return sorted((folder / "dist").iterdir())


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True).stdout


def _differences(first: Iterable[Path], second: Iterable[Path]) -> list[str]:
    return [
        f"{left.name}: built twice, it is not the same"
        for left, right in zip(first, second, strict=True)
        if left.name != right.name or not filecmp.cmp(left, right, shallow=False)
    ]


def problems_of(artefacts: Iterable[Path]) -> list[str]:
    """Return what is missing in a wheel or an sdist, and what should not be in it."""
    wrong = []
    for path in artefacts:
        names = members(path)
        wheel = path.suffix == ".whl"
        wanted = {*(DATA if wheel else SOURCES), *(modules() if wheel else ())}
        wrong += [f"{path.name}: lacks {name}" for name in sorted(wanted - names)]
        wrong += [f"{path.name}: has {name}" for name in names if any(f in name for f in FOREIGN)]
    return wrong


def members(path: Path) -> set[str]:
    """Return the names of the files in a wheel, or in an sdist without its own folder."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return {*wheel.namelist()}
    with tarfile.open(path) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def modules() -> set[str]:
    """Return the names that the Python files of the tree have in a wheel."""
    source = ROOT / "src"
    return {path.relative_to(source).as_posix() for path in source.rglob("*.py")}


if __name__ == "__main__":
    sys.exit(main())
