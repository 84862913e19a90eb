"""Each allocation of a kernel's packs, heard and replayed, beside the kernel's own bitmaps."""

from __future__ import annotations

import pytest
from lab.heard import _differences, _Replayed, hear

from progpack.errors import ObjectError
from progpack.kernel.memory.pack_list import KernelPack
from progpack.pack.constants import CHUNK, PACK_UNIT
from progpack.vm.store import Stored
from tests.vm.conftest import kernel

__all__ = ["kernel"]

BASE, CHUNKS = 0xFFFFFFFFC0000000, PACK_UNIT // CHUNK


def test_what_is_heard_of_a_kernel_gives_its_bitmaps(kernel: Stored) -> None:
    heard = hear(kernel, 150)
    assert sum(heard.loads.values()) == 150
    assert all(heard.loads.values())
    assert heard.allocations >= 130
    assert heard.frees >= 50
    assert heard.missed == 0
    assert heard.placed == heard.allocations
    assert heard.wrong == 0


def test_allocations_and_frees_set_and_clear_bits() -> None:
    replayed = _Replayed((KernelPack(BASE, CHUNKS, 0b1011),))
    replayed.take(BASE + 2 * CHUNK, CHUNK, freed=False)
    assert replayed.packs == {BASE: 0b1111}
    assert replayed.placed == 1
    replayed.take(BASE + 9 * CHUNK, 2 * CHUNK - 5, freed=False)  # not the first hole
    assert replayed.placed == 1
    replayed.take(BASE, 2 * CHUNK, freed=True)
    assert replayed.packs == {BASE: 0b110_0000_1100}
    assert _differences(replayed.packs, (KernelPack(BASE, CHUNKS, 0b110_0000_1000),)) == 1


def test_packs_come_and_go() -> None:
    other = BASE + 4 * PACK_UNIT
    replayed = _Replayed((KernelPack(BASE, CHUNKS, (1 << CHUNKS) - 1),))
    replayed.take(other, CHUNK, freed=False)
    assert replayed.placed == 1
    assert _differences(replayed.packs, ()) == 2 * CHUNKS
    replayed.take(other, CHUNK, freed=True)
    assert list(replayed.packs) == [BASE]


@pytest.mark.parametrize(("at", "freed"), [(0, False), (1, True), (CHUNKS, True)])
def test_what_cannot_be_is_an_error(at: int, freed: bool) -> None:
    replayed = _Replayed((KernelPack(BASE, CHUNKS, 1),))
    with pytest.raises(ObjectError):
        replayed.take(BASE + at * CHUNK, CHUNK, freed=freed)
