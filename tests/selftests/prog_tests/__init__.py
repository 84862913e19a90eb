"""Tests of the kernel's prog_tests, done again with progpack: see `bench`."""

from tests.selftests.prog_tests import maps, packets, traced

__all__ = ["maps", "packets", "traced"]
