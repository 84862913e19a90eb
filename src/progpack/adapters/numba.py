"""Functions that numba compiles, in packs.

>>> from progpack.adapters.numba import compile_into
>>> with compile_into(packs):
...     total = numba.njit("float64(float64[:])")(total)

numba gives what it compiled to an execution engine of LLVM, whose memory manager maps pages for
each function: two mappings and a page at least, so that a process can hold some 32,700. Inside
the block a `PackEngine` takes that engine's place; numba's types, wrappers, caches and exceptions
work as always. Functions that were compiled inside stay in packs afterwards, and work outside.

numba never gives the code of a function back, and neither does this. What is in packs stays there
and works, also when the allocator is closed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from progpack.adapters.llvmlite import PackEngine
from progpack.errors import MissingFeatureError
from progpack.memory import PackAllocator

__all__ = ["compile_into"]


class _Engine:
    """numba's ``JitEngine`` with two engines behind it: its own, and packs."""

    def __init__(self, numbas: Any) -> None:
        self._numbas = numbas
        # By id() of the allocator, which its engine keeps.
        self._packed: dict[int, PackEngine] = {}
        self.active: PackEngine | None = None
        self._notify: Any = None
        self._cached: Any = None

    def engine_of(self, packs: PackAllocator, make: Callable[[], PackEngine]) -> PackEngine:
        """The engine of an allocator: one for all blocks, since each is asked for each symbol."""
        engine = self._packed.get(id(packs))
        return self._packed.setdefault(id(packs), make()) if engine is None else engine

    def outside(self, name: str) -> int | None:
        """Return the address of a symbol in numba's own engine, or in packs used before."""
        for engine in list(self._packed.values()):
            if engine is not self.active and (address := engine.get_function_address(name)):
                return address
        if self._numbas.is_symbol_defined(name):
            return int(self._numbas.get_global_value_address(name)) or None
        return None

    # What numba calls.

    def is_symbol_defined(self, name: str) -> bool:
        return bool(self._numbas.is_symbol_defined(name))

    def _load_defined_symbols(self, module: Any) -> None:
        self._numbas._load_defined_symbols(module)

    def add_module(self, module: Any) -> Any:
        if self.active is None:
            return self._numbas.add_module(module)
        self._load_defined_symbols(module)
        return self.active.add_module(module)

    def add_global_mapping(self, variable: Any, address: int) -> Any:
        if self.active is None:
            return self._numbas.add_global_mapping(variable, address)
        self._numbas._defined_symbols.add(variable.name)
        return self.active.add_global_mapping(variable, address)

    def finalize_object(self) -> None:
        if self.active is None:
            self._numbas.finalize_object()
        else:
            self.active.finalize_object()

    def get_function_address(self, name: str) -> int:
        return self.get_global_value_address(name)

    def get_global_value_address(self, name: str) -> int:
        for engine in list(self._packed.values()):
            if address := engine.get_global_value_address(name):
                return address
        return int(self._numbas.get_global_value_address(name))

    def set_object_cache(self, notify_func: Any = None, getbuffer_func: Any = None) -> None:
        self._numbas.set_object_cache(notify_func, getbuffer_func)


# By id() of numba's own, which each keeps: of two that are made at once the first stays.
_engines: dict[int, _Engine] = {}


@contextlib.contextmanager
def compile_into(packs: PackAllocator) -> Iterator[PackEngine]:
    """Have numba's CPU target put what it compiles into packs, inside a ``with`` block.

    It is for the whole process: other threads that compile meanwhile put their code there too.

    Args:
        packs: where the code goes. Closing it leaves in place what numba has.

    Yields:
        The engine that the code goes to.

    Raises:
        MissingFeatureError: numba is not installed, or its insides have changed.
        ExecMemoryError: raised by the compilation that finds no memory.
    """
    codegen = _codegen()
    engine = codegen._engine
    if not isinstance(engine, _Engine):
        engine = codegen._engine = _engines.setdefault(id(engine), _Engine(engine))
    before = engine.active
    outside = engine.outside
    packed = engine.engine_of(packs, lambda: PackEngine(packs, codegen._tm, symbols=outside))
    packed.set_object_cache(
        codegen._library_class._object_compiled_hook,
        codegen._library_class._object_getbuffer_hook,
    )
    engine.active = packed
    try:
        yield packed
    finally:
        engine.active = before


def _codegen() -> Any:
    try:
        from numba.core.registry import cpu_target
    except ImportError as error:
        raise MissingFeatureError("this adapter needs numba: pip install numba") from error
    codegen = cpu_target.target_context.codegen()
    # Only these are not part of what numba promises.
    for name in ("_engine", "_tm", "_library_class"):
        if not hasattr(codegen, name):
            raise MissingFeatureError(f"this version of numba has no JITCPUCodegen.{name}")
    return codegen
