"""llvmlite modules in packs: an execution engine that does not own memory.

>>> import llvmlite.binding as llvm
>>> from progpack.adapters.llvmlite import PackEngine
>>> engine = PackEngine(packs, machine)  # instead of llvm.create_mcjit_compiler(..., machine)
>>> engine.add_module(module)
>>> square = engine.function("square", "int64_t(int64_t)")

llvmlite's own engine, MCJIT, gives each module pages of its own: two mappings and at least a page
of code. Linux allows a process 65,530 mappings; when they are used up, with some 32,700 functions,
MCJIT does not notice, and the next call ends in a signal. Here modules share packs and data areas,
and what cannot be had is an exception. A module can be removed, and its memory is used again.

Any code model and relocation model works; ``reloc="pic", codemodel="small"`` makes the smallest
code. Unwind tables are registered, as by MCJIT; debug information is not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from progpack.adapters.elf import LinkedObject, Symbols, link_object, read_object
from progpack.errors import CompileError, MissingFeatureError, UsageError
from progpack.link import Image
from progpack.memory import Function, PackAllocator
from progpack.memory.guard.child_locks import renew_in_child
from progpack.memory.guard.forks import TornLock
from progpack.memory.guard.guard import exclusive

__all__ = ["PackEngine"]


class PackEngine:
    """The part of `llvmlite.binding.ExecutionEngine` that programs use, on packs. Thread-safe.

    Args:
        packs: where the code goes.
        machine: an ``llvmlite.binding.TargetMachine`` for this computer.
        symbols: addresses of outside symbols: a mapping, or a function of the name. After these
            come what other modules define, ``llvm.add_symbol``, and the process.
        unwind: register unwind tables; see `progpack.adapters.elf.link_object`.

    Modules are compiled when they are first needed, as by MCJIT: by `finalize_object`, or when an
    address is asked for. A module may use what another one defines, but not in a circle.

    Raises:
        MissingFeatureError: llvmlite is not installed.
    """

    def __init__(
        self,
        packs: PackAllocator,
        machine: Any,
        *,
        symbols: Symbols | None = None,
        unwind: bool = True,
    ) -> None:
        try:
            import llvmlite.binding as llvm
        except ImportError as error:
            raise MissingFeatureError(
                "this adapter needs llvmlite: pip install 'progpack[jit]'"
            ) from error
        self.packs = packs
        self.machine = machine
        self._unwind = unwind
        self._address_of: Callable[[str], int | None] = llvm.address_of_symbol
        self._given: Symbols = {} if symbols is None else symbols
        self._mapped: dict[str, int] = {}
        self.lock: threading.Lock | TornLock = threading.Lock()
        renew_in_child(self, "lock")
        # By identity: a module has no name that it must not share.
        self._waiting: dict[int, Any] = {}
        self._linked: dict[int, tuple[Any, LinkedObject]] = {}
        self._where: dict[str, tuple[LinkedObject, int]] = {}
        self._notify: Callable[[Any, bytes], None] | None = None
        self._cached: Callable[[Any], bytes | None] | None = None

    def __repr__(self) -> str:
        return f"<engine with {len(self._linked)} modules in {self.packs!r}>"

    @property
    def target_data(self) -> Any:
        """The machine's ``TargetData``."""
        return self.machine.target_data

    @exclusive
    def add_module(self, module: Any) -> None:
        """Take a ``ModuleRef``, to be compiled when it is needed.

        Raises:
            UsageError: the module is here already.
        """
        if id(module) in self._waiting or id(module) in self._linked:
            raise UsageError(f"module {module.name!r} was added already")
        self._waiting[id(module)] = module

    @exclusive
    def remove_module(self, module: Any) -> None:
        """Give a module's memory back; nothing of it may be running or used by another module.

        Raises:
            UsageError: the module is not here.
            ExecMemoryError: as `Code.free`.
        """
        if self._waiting.pop(id(module), None) is not None:
            return
        entry = self._linked.pop(id(module), None)
        if entry is None:
            raise UsageError(f"module {module.name!r} was never added")
        linked = entry[1]
        self._where = {k: v for k, v in self._where.items() if v[0] is not linked}
        linked.free()

    @exclusive
    def add_global_mapping(self, variable: Any, address: int) -> None:
        """Say where a global value is that modules only declare."""
        self._mapped[variable.name] = address

    @exclusive
    def set_object_cache(
        self,
        notify_func: Callable[[Any, bytes], None] | None = None,
        getbuffer_func: Callable[[Any], bytes | None] | None = None,
    ) -> None:
        """Be told of compiled objects, and asked for them; as in llvmlite."""
        self._notify, self._cached = notify_func, getbuffer_func

    @exclusive
    def finalize_object(self) -> None:
        """Compile and link all modules that wait.

        Raises:
            CompileError: a symbol that nobody has, modules that need each other, or something that
                cannot be linked. That module is dropped (and those that need it); others wait.
            ExecMemoryError: no executable memory, or over the limit.
        """
        while self._waiting:
            self._link(next(iter(self._waiting)), ())

    def get_function_address(self, name: str) -> int:
        """Address of a function, 0 when no module defines it. Errors as `finalize_object`.

        What has an address is lent: `PackAllocator.close` leaves it in place as long as the engine
        has its module.
        """
        return self.get_global_value_address(name)

    def get_global_value_address(self, name: str) -> int:
        """Address of a function or variable, lent; 0 when no module defines it."""
        linked, address = self._find(name)
        if linked is not None and linked.code.live:
            linked.code.lend()
        return address

    def function(self, name: str, prototype: str) -> Function:
        """A callable for a function; it keeps the module's code and data alive.

        Args:
            name: as in the module.
            prototype: prototype of C, as for `Code.function`.

        Raises:
            UsageError: no module defines it, or the prototype cannot be understood.
            CompileError, ExecMemoryError: as `finalize_object`.
        """
        linked, _ = self._find(name)
        if linked is None:
            raise UsageError(f"no module defines {name!r}")
        return linked.function(name, prototype)

    @exclusive
    def close(self) -> None:
        """Give the memory of all modules back. Nothing of them may be running."""
        self._waiting.clear()
        self._where.clear()
        while self._linked:
            self._linked.popitem()[1][1].free()

    @exclusive
    def _find(self, name: str) -> tuple[LinkedObject | None, int]:
        if name not in self._where:
            # Only what is asked for: what another module needs may not be known yet.
            key = self._definer(name)
            if key is not None:
                self._link(key, ())
        return self._where.get(name, (None, 0))

    # With the lock held.

    def _definer(self, name: str) -> int | None:
        """Return the waiting module that defines a symbol."""
        for key, module in self._waiting.items():
            for look_up in (module.get_function, module.get_global_variable):
                try:
                    function = look_up(name)
                except NameError:
                    continue
                if not function.is_declaration:
                    return key
        return None

    def _compile(self, module: Any) -> Image:
        data = self._cached(module) if self._cached is not None else None
        if data is None:
            data = bytes(self.machine.emit_object(module))
            if self._notify is not None:
                self._notify(module, data)
        return read_object(data, f"module {module.name!r}", unwind=self._unwind)

    def _link(self, key: int, path: tuple[Image, ...]) -> None:
        """Compile and link a module, and before it those that it needs."""
        module = self._waiting.pop(key)
        image = self._compile(module)
        path = (*path, image)
        for name in image.outside:
            if name in self._where:
                continue
            needed = self._definer(name)
            if needed is not None:
                self._link(needed, path)
            elif any(name in each.exported for each in path):
                raise CompileError(
                    f"module {module.name!r} and the one that defines {name} need each other; "
                    "make them one module (ModuleRef.link_in)"
                )
        linked = link_object(self.packs, image, self._resolve)
        self._linked[key] = module, linked
        # As with MCJIT, what was defined first stays.
        for name, address in linked.symbols.items():
            self._where.setdefault(name, (linked, address))

    def _resolve(self, name: str) -> int | None:
        address = self._mapped.get(name)
        if address is None:
            symbols = self._given
            address = symbols(name) if callable(symbols) else symbols.get(name)
        if address is None and name in self._where:
            address = self._where[name][1]
        return self._address_of(name) if address is None else address
