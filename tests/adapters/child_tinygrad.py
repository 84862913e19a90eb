"""tinygrad's kernels in packs; run by test_packages.py in a process of its own."""

from __future__ import annotations

import sys
from typing import Any

import progpack.memory
from progpack.adapters.tinygrad import compile_into
from tests.memory.maps import overlapping, writable_and_executable

# Kept to the end: tinygrad's threads run code that is in it.
packs = progpack.memory.PackAllocator()


def work(tensor: Any) -> list[float]:
    """Elementwise, reductions, a matrix product, and what libm is needed for."""
    square = tensor.reshape(4, 4)
    return [
        *((tensor * 2 + 1).exp2().sum() + (tensor.sin() * tensor.log()).max()).reshape(1).tolist(),
        *(square @ square.T).reshape(16).tolist(),
        *tensor.softmax().tolist(),
        *(tensor > 3).where(tensor.sqrt(), -tensor).tolist(),
    ]


def main() -> None:
    from tinygrad import Tensor
    from tinygrad.device import Device

    values = [float(i) + 0.5 for i in range(16)]
    before = writable_and_executable()
    with compile_into(packs) as program:
        inside = work(Tensor(values))
        # Nothing of tinygrad's was mapped to be written and run, its own helpers included.
        assert writable_and_executable() == before
        programs = packs.stats.programs
        assert programs > 4, programs
        assert Device["CPU"].runtime_t is program
        loaded = [p for p in Device["CPU"].prgs.values() if isinstance(p, program)]
        assert len(loaded) == 4
        assert all(overlapping(p.addr, 1) == ["r-xs"] for p in loaded)
    from tinygrad.engine import realize

    # The same again, in tinygrad's own memory.
    realize.runtime_cache.clear()
    outside = work(Tensor(values))
    assert inside == outside, (inside, outside)
    assert len(writable_and_executable()) > len(before)
    # A device that is open already.
    with compile_into(packs):
        assert (Tensor(values) * 17 + 4).tolist() == [value * 17 + 4 for value in values]
        packs.close()
        assert (Tensor(values) * 17 + 4).tolist() == [value * 17 + 4 for value in values]


main()
sys.stdout.write("done\n")
