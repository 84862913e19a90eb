"""A process that runs an object's programs in one world and says of each what came of it.

    python -m tests.selftests.child here|kernel LIBBPF OBJECT PROGRAM...

It writes a line of JSON when it begins with a program and one when it has ended, so that whoever
reads them knows which program killed it or holds it up.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

import progpack
from progpack.bpf.btf.types import Btf
from progpack.bpf.context.build import layout
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.elf.read import ElfFile
from progpack.errors import ProgpackError, RunError
from progpack.run.load import fit
from progpack.testing.annotations import TEST_DATA, Expected, expectations
from tests.selftests.libbpf import Libbpf

__all__ = ["FILLED"]

#: prog_tests/verifier.c fills one element before it runs programs of two files: an index of seven
#: ints, and in the seventh of those that follow it a number.
_TEST_VALUE: Final = b"".join(
    number.to_bytes(4, "little") for number in (28, 0, 0, 0, 0, 0, 0, 0xABCDEF12, 0, 0, 0, 0)
)
FILLED: Final[Mapping[str, Mapping[str, bytes]]] = {
    "verifier_array_access": {"map_array_ro": _TEST_VALUE},
    "verifier_value_ptr_arith": {"map_array_48b": _TEST_VALUE},
}
#: Bytes of an Ethernet header, which BPF_PROG_TEST_RUN takes away from socket filters.
_HEADER: Final = 14
#: Seconds for one run of a program; the interpreter needs most of them for loops that end with the
#: budget.
_LONGEST: Final = 100.0


class _Here:
    """The programs of one object, compiled and interpreted."""

    def __init__(self, path: Path, beside: Collection[str]) -> None:
        self._path = path
        self._beside = beside
        self._filled = FILLED.get(path.name.removesuffix(".bpf.o"), {})
        self._spec: ObjectSpec | None = None

    def compiled(self, name: str, expected: Expected) -> dict[str, object]:
        """Load one program, and run it unless it is of a kind that has no input here."""
        try:
            fit = self._fit(name, expected)
            with progpack.load(fit, programs=self._names(name, fit)) as loaded:
                for map_name, value in self._filled.items():
                    loaded.maps[map_name][0] = value  # type: ignore[index]
                program = loaded.programs[name]
                return _end(lambda: program.run(_packet(program.spec), timeout=_LONGEST))
        except ProgpackError as error:
            return {"refused": str(error), "kind": type(error).__name__}

    def interpreted(self, name: str, expected: Expected) -> dict[str, object]:
        """Run one program in the interpreter."""
        try:
            fit = self._fit(name, expected)
            maps = map_set(fit)
            for map_name, value in self._filled.items():
                maps[map_name][bytes(4)] = value  # type: ignore[index]
            spec = fit.programs[name]
            machine = progpack.Machine(spec, maps)
            return _end(lambda: machine.run(_packet(spec), timeout=_LONGEST))
        except ProgpackError as error:
            return {"refused": str(error), "kind": type(error).__name__}

    def _fit(self, name: str, expected: Expected) -> ObjectSpec:
        if self._spec is None:
            self._spec = read_object(self._path)
        own = self._path.with_name(expected.types) if expected.types else None
        types = target_types("kernel" if own is None or not own.exists() else own)
        names = self._names(name, self._spec)
        return fit(self._spec, programs=names, btf=types, kconfig="kernel", ksyms="kernel")

    def _names(self, name: str, spec: ObjectSpec) -> list[str]:
        return [name, *(each for each in self._beside if each != name and each in spec.programs)]


def _end(run) -> dict[str, object]:  # type: ignore[no-untyped-def]
    try:
        low = run().return_value & 0xFFFFFFFF
    except RunError as error:
        return {"fault": error.fault.kind.name, "text": str(error)}
    return {"value": low - (1 << 32) if low >> 31 else low}


def _packet(program: ProgramSpec) -> bytes:
    if not layout(program.type).packet:
        return b""
    if program.type is ProgramType.SOCKET_FILTER:
        return TEST_DATA[_HEADER:]
    return TEST_DATA


def _say(**told: object) -> None:
    print(json.dumps(told), flush=True)


def main(world: str, library: str, path: Path, names: Collection[str]) -> None:
    """Run programs of an object and write a line for each."""
    section = ElfFile(path.read_bytes(), str(path)).find(".BTF")
    known: Mapping[str, Expected] = {}
    if section is not None:
        image = ElfFile(path.read_bytes(), str(path))
        known = expectations(Btf(image.contents(section), str(path)))
    beside = [name for name, expected in known.items() if expected.auxiliary]
    here = _Here(path, beside)
    kernel = Libbpf(Path(library)) if world == "kernel" else None
    filled = FILLED.get(path.name.removesuffix(".bpf.o"), {})
    for name in names:
        expected = known.get(name, Expected())
        _say(begin=name)
        if kernel is not None:
            wants = expected.value is not None
            outcome = kernel.run(path, name, beside, filled, execute=wants)
            _say(end=name, kernel=asdict(outcome))
        else:
            _say(name=name, compiled=here.compiled(name, expected))
            _say(end=name, interpreted=here.interpreted(name, expected))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4:])
