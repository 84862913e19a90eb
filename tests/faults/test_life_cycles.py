"""Each call fails at each step of each life cycle: everything is as before, or accounted for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from progpack import arch as arches
from progpack.arch import Arch
from progpack.model.loadpath.dry import KINDS
from tests.faults.cycles import CYCLES, possible
from tests.faults.harness import MORE, calls, inject

ONCE = (0,)


def name(arch: Arch) -> str:
    return f"{arch.name}-{arch.byteorder.value}"


# A jump is not known in the machine code of all: some replace and poke nothing.
EVERY = [
    pytest.param(arch, cycle, id=f"{cycle}-{name(arch)}")
    for cycle in CYCLES
    for arch in (*arches.ARCHES.values(), arches.get("ppc64"))
    if possible(arch, cycle)
]


@pytest.mark.parametrize("cycle", CYCLES)
def test_failures_and_failures_of_what_undoes_them(
    cycle: str, injected: Callable[[str, int], None]
) -> None:
    """Alone, with the next call, and with every later call of the step."""
    arch = arches.get("arm64" if cycle in ("install", "binary") else "x86-64")
    count = inject(arch, cycle, more=MORE)
    injected(f"{arch.name}, {cycle}, with what undoes it", count.total())
    # Each call of the cycle failed, in each of its ways, at least once for each of the modes.
    expected = sum(len(KINDS[call]) for call in calls(arch, cycle))
    assert count.total() >= expected * len(MORE) >= 21
    assert set(count) >= set(calls(arch, cycle))


def test_a_jump_is_known_where_packs_are_used_most() -> None:
    assert all(
        possible(arches.get(arch), cycle) for arch in ("x86-64", "arm64") for cycle in CYCLES
    )


@pytest.mark.parametrize(("arch", "cycle"), EVERY)
def test_a_failure_on_every_architecture(
    arch: Arch, cycle: str, injected: Callable[[str, int], None]
) -> None:
    count = inject(arch, cycle, more=ONCE)
    injected(f"{name(arch)}, {cycle}", count.total())
    assert count.total() == sum(len(KINDS[call]) for call in calls(arch, cycle))


@pytest.mark.parametrize("cycle", ["install", "reserve", "close", "binary"])
def test_a_failure_where_each_program_has_its_own_page(
    cycle: str, injected: Callable[[str, int], None]
) -> None:
    count = inject(arches.get("x86-64"), cycle, policy="page", more=ONCE)
    injected(f"x86-64, {cycle}, pages of its own", count.total())
    assert count["reserve"] >= 8
    assert count["set_memory"] >= 4
