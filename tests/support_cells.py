"""Cells of the table in docs/support.md, and the tests that show each of them."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["CELLS", "Cell", "cells_of"]


class Cell(NamedTuple):
    """A cell, and how the ids of its tests begin. A cell is shown when one of them has passed."""

    cpu: str
    column: str
    tests: str


_EVERY_BACKEND: Final = (
    "tests/run/test_all_programs.py::test_the_program_tests_run_on_every_backend"
)
_PACKAGES: Final = "tests/adapters/test_packages.py::test_"
_EXECUTABLES: Final = (
    "tests/foreign/test_targets.py::test_random_programs_end_as_in_the_interpreter[valid-"
)
_FOREIGN: Final = ("arm64", "riscv64", "ppc64le", "loongarch64", "s390x", "arm")

CELLS: Final = (
    Cell("x86-64", "packs", "tests/memory/"),
    *(
        Cell("x86-64", backend, f"{_EVERY_BACKEND}[{backend}]")
        for backend in ("compiled", "interpreter", "isolated", "kernel")
    ),
    Cell("x86-64", "vm:NAME", "tests/vm/test_backend.py::test_packets_have_the_verdicts"),
    Cell("x86-64", "elf", "tests/adapters/test_elf.py::"),
    *(Cell("x86-64", name, _PACKAGES + name) for name in ("llvmlite", "numba", "tinygrad")),
    Cell("x86-64", "arch:NAME", f"{_EXECUTABLES}x86-64]"),
    *(Cell(cpu, "arch:NAME", f"{_EXECUTABLES}{cpu}]") for cpu in _FOREIGN),
    Cell("arm64", "packs", "tests/hosts/test_arm64.py::test_code_is_installed"),
    *(
        Cell("arm64", backend, "tests/hosts/test_arm64.py::test_objects_and_programs_end")
        for backend in ("compiled", "interpreter")
    ),
    Cell("arm64", "elf", "tests/link/test_arm64.py::test_it_does_what_the_same_source_does_here"),
)


def cells_of(test: str) -> list[str]:
    """Return the cells that a test shows, as ``CPU column``.

    Args:
        test: the id that pytest gives it.
    """
    return [f"{cell.cpu} {cell.column}" for cell in CELLS if test.startswith(cell.tests)]
