"""Tests of the kernel's prog_tests, done again with progpack: see `bench`."""

from tests.selftests.prog_tests import attached, maps, packets, traced
from tests.selftests.prog_tests.bench import FAULTS, HERE_ALONE, TESTS, Bench

__all__ = ["FAULTS", "HERE_ALONE", "TESTS", "Bench", "attached", "maps", "packets", "traced"]
