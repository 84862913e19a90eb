"""The model beside the kernel that the tests run on: as root, with programs loaded here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.kernel.probes import functions, straight

from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError
from progpack.kernel import KernelProgram
from progpack.kernel.counters import read_counters
from progpack.model import KernelModel, MachineSpec, Placed
from progpack.pack import policies
from progpack.trace.events import Load

AREAS = Path("/proc/vmallocinfo")
PACKS = 2
MOST_LOADS = 700
# Where the pages of a machine in use lie is not known, only how many there are: a new pack was
# measured to split 0 to 15 entries there.
AGED = 15
CODE = straight(4000, 0x12345678)


def packs() -> int:
    try:
        text = AREAS.read_text()
    except OSError as error:
        pytest.skip(f"{AREAS}: {error.strerror}: only root sees how many packs there are")
    return sum("bpf_prog_pack_alloc" in line for line in text.splitlines())


@pytest.fixture
def held() -> Iterator[list[KernelProgram]]:
    programs: list[KernelProgram] = []
    yield programs
    for program in programs:
        program.close()


def test_new_packs_split_what_the_model_says(held: list[KernelProgram]) -> None:
    machine = MachineSpec.here()
    if machine.direct_map is None or machine.features.policy not in ("pack", "pack-block"):
        pytest.skip("needs x86-64 and a kernel from 6.0 to 7.2")
    already = packs()
    before = read_counters()
    while packs() < already + PACKS:
        assert len(held) < MOST_LOADS, "no new pack although the loads fill more than two"
        try:
            program = KernelProgram.load(CODE, type=ProgramType.SOCKET_FILTER, name="pp_model")
        except ProgpackError as error:
            pytest.skip(f"programs cannot be loaded here: {error}")
        held.append(program)
    measured = read_counters().since(before)
    size = functions(held[-1])[0].size
    assert isinstance(measured.level2_splits, int)
    assert isinstance(measured.level3_splits, int)

    model = KernelModel(policies.get(machine.features.policy), machine)
    # The packs that were there: full, as far as these programs go.
    model.load(Load(0, None, "before", "image", 1, model.packs.pack_size))
    base = model.totals.copy()
    number = 0
    while model.totals.packs_created < base.packs_created + PACKS:
        number += 1
        assert isinstance(model.load(Load(0, number, "p", "program", number << 20, size)), Placed)
    assert abs(model.totals.level2_splits - base.level2_splits - measured.level2_splits) <= AGED
    assert abs(model.totals.level3_splits - base.level3_splits - measured.level3_splits) <= PACKS
