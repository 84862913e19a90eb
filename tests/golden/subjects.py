"""The programs that golden files are of, each with a name that is the same in every tree."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from progpack.bpf.fit.core import relocate
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.target_types import KERNEL_BTF, target_types
from progpack.bpf.object import bundled as examples
from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.probes import probe_object
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ObjectSpec
from progpack.errors import ProgpackError
from tests.fuzz import mutate
from tests.fuzz.check import make
from tests.fuzz.hurried import hurried

from .facts import Facts, object_facts, program_facts, refused

__all__ = ["GROUPS", "Subject", "generated", "of_bytes"]

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "progpack" / "data" / "bpf"
_CLANG = ("clang-22", "-O2", "-g", "-target", "bpf", "-mcpu=v3")
_SEED = 20_000_000
#: Generated programs of each mode of the fuzzer; and of those that are made for batches, and
#: objects that are damaged.
_GENERATED = {"valid": 1500, "wild": 1500, "bold": 2000}
_HURRIED = 500
_DAMAGED = 1000

#: A name and its facts.
Subject = tuple[str, Facts]


def _of_object(name: str, spec: ObjectSpec) -> Iterator[Subject]:
    yield name, object_facts(spec)
    for program in spec.programs.values():
        yield f"{name}:{program.name}", program_facts(program, spec.maps)


def of_bytes(name: str, data: bytes) -> Iterator[Subject]:
    """An object, and each of its programs, as it is and fitted to the running kernel."""
    try:
        spec = read_object(data, name)
    except ProgpackError as error:
        yield name, refused(error)
        return
    yield from _of_object(name, spec)
    if KERNEL_BTF.exists() and (spec.externs or any(each.core for each in spec.programs.values())):
        try:
            fitted = with_externs(relocate(spec, target_types("kernel")))
        except ProgpackError as error:
            yield f"{name}, fitted", refused(error)
            return
        yield from _of_object(f"{name}, fitted", fitted)


def bundled() -> Iterator[Subject]:
    """The objects of the package, and those that it makes itself."""
    for path in sorted(DATA.glob("*.bpf.o")):
        yield from of_bytes(f"bundled/{path.name}", path.read_bytes())
    yield from _of_object("bundled/probes", probe_object())
    for name in examples.NAMES:
        yield from _of_object(f"example/{name}", examples.load(name))


def of_tests() -> Iterator[Subject]:
    """The objects of the tests, and their sources compiled where there is a compiler."""
    for path in sorted((ROOT / "tests").rglob("*.bpf.o")):
        yield from of_bytes(f"tests/{path.name}", path.read_bytes())
    if shutil.which(_CLANG[0]) is None:
        return
    with TemporaryDirectory() as folder:
        for path in sorted((ROOT / "tests").rglob("*.bpf.c"), key=lambda path: path.name):
            shutil.copy(path, folder)
            command = [*_CLANG, "-c", path.name, "-o", "object"]
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
            if done.returncode == 0:
                data = (Path(folder) / "object").read_bytes()
                yield from of_bytes(f"compiled/{path.name}", data)


def installed() -> Iterator[Subject]:
    """The tools of Debian's libbpf-tools, where that is installed."""
    if shutil.which("dpkg") is None:
        return
    listed = subprocess.run(
        ["dpkg", "-L", "libbpf-tools"], capture_output=True, text=True, check=False
    ).stdout
    for path in sorted({Path(line).resolve() for line in listed.splitlines() if "/sbin/" in line}):
        for number, data in enumerate(embedded_objects(path.read_bytes())):
            yield from of_bytes(f"libbpf-tools/{path.name}/{number}", bytes(data))


def generated(mode: str, seeds: range) -> Iterator[Subject]:
    """Programs of the fuzzer."""
    for seed in seeds:
        spec = make(mode, seed).object()
        for name, program in spec.programs.items():
            yield f"{mode}/{seed}:{name}", program_facts(program, spec.maps)


def for_batches() -> Iterator[Subject]:
    """Programs at the edge of each fact that chooses a quicker path."""
    for seed in range(_SEED, _SEED + _HURRIED):
        spec = hurried(seed).object()
        for name, program in spec.programs.items():
            yield f"hurried/{seed}:{name}", program_facts(program, spec.maps)


def damaged() -> Iterator[Subject]:
    """Objects with something changed: what is said of them, or how they are read."""
    for seed in range(_SEED, _SEED + _DAMAGED):
        _, data = mutate.mutate(seed)
        name = f"damaged/{seed}"
        try:
            yield name, object_facts(read_object(data, name))
        except ProgpackError as error:
            yield name, refused(error)


def _of_mode(mode: str, count: int) -> Callable[[], Iterator[Subject]]:
    return lambda: generated(mode, range(_SEED, _SEED + count))


GROUPS: dict[str, Callable[[], Iterator[Subject]]] = {
    "bundled": bundled,
    "tests": of_tests,
    "libbpf-tools": installed,
    **{mode: _of_mode(mode, count) for mode, count in _GENERATED.items()},
    "hurried": for_batches,
    "damaged": damaged,
}
