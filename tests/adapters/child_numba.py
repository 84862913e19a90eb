"""What numba compiles, in packs; run by test_packages.py in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import numba
import numpy as np

from progpack.adapters.numba import compile_into
from progpack.errors import JitLimitError
from progpack.memory import PackAllocator
from tests.memory.maps import lines, overlapping

packs = PackAllocator()
ARRAY = np.linspace(0.5, 9.5, 100)


def dot(a: Any, b: Any) -> Any:
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def listed(n: Any) -> Any:
    if n > 5:
        raise ValueError("too many", n)
    return [i * i for i in range(n)]


def dictionary(n: Any) -> Any:
    found = {}
    for i in range(n):
        found["k" + str(i)] = i * 1.5
    return found


def filled(shape: Any) -> Any:
    made = np.empty(shape)
    made[:] = 3.0
    return np.sqrt(made).sum() + np.exp(made).max()


def generated(n: Any) -> Iterator[Any]:
    for i in range(n):
        yield i + 0.25


def compiled(function: Callable[..., Any], **options: Any) -> Any:
    return numba.njit(**options)(function)


CALLS: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
    (dot, (ARRAY, ARRAY)),
    (dot, (ARRAY.astype(np.float32), ARRAY)),
    (listed, (4,)),
    (dictionary, (3,)),
    (filled, ((3, 4),)),
]


def same_as_numba() -> None:
    wanted = [compiled(function)(*arguments) for function, arguments in CALLS]
    before = packs.stats.programs
    with compile_into(packs) as engine:
        inside = [compiled(function) for function, _ in CALLS]
        found = [f(*arguments) for f, (_, arguments) in zip(inside, CALLS, strict=True)]
        assert repr(engine).startswith("<engine with ")
    assert list(map(repr, found)) == list(map(repr, wanted))
    assert packs.stats.programs > before
    # They go on working outside, and what is compiled outside is numba's own again.
    programs = packs.stats.programs
    for f, (_, arguments), value in zip(inside, CALLS, wanted, strict=True):
        assert repr(f(*arguments)) == repr(value)
        for compiled_result in f.overloads.values():
            name = compiled_result.fndesc.llvm_cpython_wrapper_name
            address = compiled_result.library.get_pointer_to_function(name)
            assert packs.find(address) is not None
            assert overlapping(address, 1) == ["r-xs"]
    assert compiled(lambda x: x + 1)(1) == 2
    assert packs.stats.programs == programs


def exceptions_and_recursion() -> None:
    with compile_into(packs):
        raising = compiled(listed)
        for _ in range(3):
            try:
                raising(9)
            except ValueError as error:
                said = error.args
            else:
                raise AssertionError("nothing was raised")
            assert said == ("too many", 9)

        @numba.njit
        def even(n: Any) -> Any:
            return True if n == 0 else odd(n - 1)

        @numba.njit
        def odd(n: Any) -> Any:
            return False if n == 0 else even(n - 1)

        assert (even(10), odd(10)) == (True, False)
        assert list(compiled(generated)(3)) == [0.25, 1.25, 2.25]


def other_ways_in() -> None:
    with compile_into(packs):

        @numba.cfunc("float64(float64)")
        def twice(x: Any) -> Any:
            return x * 2

        @numba.vectorize(["float64(float64)"])
        def more(x: Any) -> Any:
            return x + 1

        @numba.njit(parallel=True)
        def summed(x: Any) -> Any:
            total = 0.0
            for i in numba.prange(len(x)):
                total += x[i]
            return total

        assert twice.ctypes(4.0) == 8.0
        assert packs.find(twice.address) is not None
        assert more(ARRAY)[3] == ARRAY[3] + 1
        assert abs(summed(ARRAY) - ARRAY.sum()) < 1e-9
    caller = compiled(lambda x: twice(x) + 1)  # outside, calling into packs
    assert caller(1.0) == 3.0


def cached(folder: str) -> None:
    """What numba's own cache holds is put into packs without compiling, and the other way round."""
    sys.path.insert(0, folder)
    import cachedfunction

    with compile_into(packs):
        before = packs.stats.programs
        assert cachedfunction.f(20) == 41
        sys.stdout.write(f"hits {sum(cachedfunction.f.stats.cache_hits.values())}\n")
        assert packs.stats.programs > before


def refused_and_usable() -> None:
    with PackAllocator(jit_limit=64) as small:
        try:
            with compile_into(small):
                compiled(lambda x: x * 5)(2)
        except JitLimitError:
            pass
        else:
            raise AssertionError("the limit was not kept")
        assert small.stats.programs == 0
    with compile_into(packs):
        assert compiled(lambda x: x * 5)(2) == 10


def few_mappings() -> None:
    with compile_into(packs):
        compiled(lambda x: x)(1)
        before = len(lines())
        for i in range(10):
            assert numba.njit("int64(int64)")(eval(f"lambda x: x + {i}"))(1) == i + 1
        assert len(lines()) - before <= 2


def closed() -> None:
    """What numba holds works on when the allocator is closed; all blocks have one engine."""
    own = PackAllocator()
    made = []
    for i in range(3):
        with compile_into(own) as engine:
            made.append((engine, numba.njit("int64(int64)")(eval(f"lambda x: x * 10 + {i}"))))
    assert len({id(engine) for engine, _ in made}) == 1
    own.close()
    assert [function(4) for _, function in made] == [40, 41, 42]


if "--cached" not in sys.argv:
    closed()
    same_as_numba()
    exceptions_and_recursion()
    other_ways_in()
    refused_and_usable()
    few_mappings()
cached(sys.argv[1])
sys.stdout.write("done\n")
