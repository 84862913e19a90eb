"""Tests of the kernel's prog_tests, done again with progpack: see `bench`."""

from tests.selftests.prog_tests import attached, maps, packets, traced

__all__ = ["attached", "maps", "packets", "traced"]
