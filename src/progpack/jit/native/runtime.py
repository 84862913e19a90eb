"""The native runtime in this process: compiled once, in packs of its own, called from both sides.

Programs find its functions through a table of addresses; Python calls them through ctypes, which
lets go of the interpreter lock meanwhile.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any, Final, Protocol, cast

from progpack.errors import CompileError
from progpack.jit.compile import compiler
from progpack.jit.compile.cache import Compiled, Facts, disk_cache
from progpack.jit.compile.digest import text_digest
from progpack.jit.compile.ready import ready_runtime
from progpack.jit.image.store import compiled, recall, store_of
from progpack.jit.native.functions import RUNTIME_FUNCTIONS
from progpack.jit.native.layout import Forks
from progpack.link import process_symbol
from progpack.memory import PackAllocator
from progpack.memory.guard.guard import Once
from progpack.memory.pages.atfork import call_at_forks

__all__ = ["Runtime", "known_runtime", "libc_address", "native_runtime", "runtime_is_known"]

#: The text for machines of this width and byte order.
RUNTIME: Final = (
    "runtime-be.ll"
    if sys.byteorder == "big"
    else "runtime.ll"
    if sys.maxsize > 1 << 32
    else "runtime-32.ll"
)


class Runtime(Protocol):
    """The functions of the runtime that maps need."""

    map_lookup: Callable[..., int]
    array_lookup: Callable[..., int]
    hash_lookup: Callable[..., int]
    map_push: Callable[..., int]
    map_pop: Callable[..., int]
    map_peek: Callable[..., int]
    array_update: Callable[..., int]
    hash_update: Callable[..., int]
    hash_next: Callable[..., int]
    map_delete: Callable[..., int]
    ringbuf_consume: Callable[..., int]
    publish: Callable[..., int]
    fork_add: Callable[..., int]
    fork_remove: Callable[..., int]
    forks_at: int
    update_batch: Callable[..., int]
    delete_batch: Callable[..., int]
    lookup_batch: Callable[..., int]
    timer_take: Callable[..., int]


class NativeRuntime:
    """The functions of ``runtime/runtime.c``, callable.

    Attributes:
        table: address of the table of function addresses that programs use.
        packs: where the code is.
        code_bytes: size of the code.
        forks_at: address of what forks look after, a `Forks`.
        hears_forks: the C library has its functions called at each fork, whoever makes it.
    """

    def __init__(self) -> None:
        ready = ready_runtime(RUNTIME)
        runtime = compiled(text_digest(RUNTIME), _compile_runtime) if ready is None else ready
        image = runtime.image
        missing = [name for name in RUNTIME_FUNCTIONS if name not in image.symbols]
        if missing:
            raise CompileError(f"the native runtime lacks {', '.join(missing)}")
        self.packs = PackAllocator("page", name="progpack-runtime")
        self._store = store_of(self.packs)
        self._installed = self._store.install(
            image, {name: libc_address(name) for name in image.outside}, name="progpack_runtime"
        )
        base = self._installed.text_at
        self.addresses = {name: base + image.symbols[name] for name in RUNTIME_FUNCTIONS}
        self.code_bytes = len(image.text)
        self._table = self._store.constants(
            b"".join(self.addresses[name].to_bytes(8, sys.byteorder) for name in RUNTIME_FUNCTIONS),
            near=base,
        )
        self.table = self._table.address
        self.map_lookup = self._function("pp_map_lookup", _U64, _PTR, _U64, _BYTES)
        self.array_lookup = self._function("pp_array_lookup", _U64, _PTR, _U64, _BYTES)
        self.hash_lookup = self._function("pp_hash_lookup", _U64, _PTR, _U64, _BYTES)
        self.map_push = self._function("pp_map_push", _S64, _PTR, _U64, _BYTES, _U64)
        self.map_pop = self._function("pp_map_pop", _S64, _PTR, _U64, _PTR)
        self.map_peek = self._function("pp_map_peek", _S64, _PTR, _U64, _PTR)
        self.array_update = self._function(
            "pp_array_update", _S64, _PTR, _U64, _BYTES, _BYTES, _U64
        )
        self.hash_update = self._function("pp_hash_update", _S64, _PTR, _U64, _BYTES, _BYTES, _U64)
        self.map_delete = self._function("pp_map_delete", _S64, _PTR, _U64, _BYTES)
        self.hash_next = self._function("pp_hash_next", _U32, _U64, _U32, _PTR, _PTR)
        self.ringbuf_consume = self._function("pp_ringbuf_consume", _S64, _U64, _PTR, _U64)
        self.publish = self._function("pp_publish", _U64, _U64, _U64)
        self.update_batch = self._function(
            "pp_update_batch", _U64, _U64, _PTR, _PTR, _U64, _U64, _PTR
        )
        self.delete_batch = self._function("pp_delete_batch", _U64, _U64, _PTR, _U64)
        self.lookup_batch = self._function("pp_lookup_batch", _U64, _U64, _PTR, _PTR, _U64, _PTR)
        self.timer_take = self._function("pp_timer_take", _U64, _U64, _U32, _U64, _PTR)
        self._set_forks()
        self.end_run = self._function("pp_end_run", None, _PTR)
        self.run_once = self._function("pp_run_once", _U64, _PTR, _PTR, _BYTES, _U64, _U64, _U64)
        self.run_packets = self._function(
            *("pp_run_packets", _U64, _PTR, _U64, _U32, _U64, _PTR, _PTR),
            *(_U64, _U64, _U64, _U64, _U32, _PTR, _PTR),
        )
        # It looks at objects: Python's lock is kept.
        join = ctypes.PYFUNCTYPE(_U64, ctypes.py_object, _U64, _U64, _PTR, _U64, _PTR, _PTR)
        self.join = cast(Callable[..., int], join(self.addresses["pp_join"]))
        self.walk = self._function("pp_walk", _U64, _PTR, _PTR, _U64, _U64)
        self.frame = self._function("pp_frame", _U64, _PTR, _PTR, _PTR)
        self.export = self._function("pp_export", _U64, _PTR)
        self.tally = self._function("pp_tally", _U64, _PTR, _PTR, _PTR, _U64)
        self.fuzz = self._function("pp_fuzz", _U64, _PTR, _U64, _U32, _PTR, _U64, _U64)
        self.fuzz_one = self._function(
            *("pp_fuzz_one", _U64, _PTR, _U64, _U32, _PTR, _BYTES, _U64, _U64)
        )
        self.call_many = self._function("pp_call_many", _U64, _PTR, _PTR, _PTR, _U64, _U64)

    def _set_forks(self) -> None:
        self._forks = Forks(thread_self=libc_address("pthread_self"))
        self.forks_at = ctypes.addressof(self._forks)
        self.fork_add = self._function("pp_fork_add", None, _U64, _U64)
        self.fork_remove = self._function("pp_fork_remove", None, _U64, _U64, ctypes.py_object)
        self.fork_state = self._function("pp_fork_state", None, _U64, _PTR)
        names = ("pp_fork_before", "pp_fork_parent", "pp_fork_child")
        self.at_fork = [self._function(name, None, _U64) for name in names]
        functions = [self.addresses[name] for name in names]
        self.hears_forks = call_at_forks(self.packs, functions, self.forks_at, self)

    def _function(self, name: str, result: Any, *arguments: Any) -> Callable[..., int]:
        prototype = ctypes.CFUNCTYPE(result, *arguments)
        return cast(Callable[..., int], prototype(self.addresses[name]))


_runtime = Once(NativeRuntime)


def _compile_runtime() -> Compiled:
    from importlib import resources  # not where it is in a cache

    text = resources.files("progpack.jit").joinpath("runtime", RUNTIME).read_text()
    # The text was optimised when it was made; only code generation is left to do.
    keep = disk_cache().keep(text_digest(RUNTIME), Facts())
    return Compiled(compiler().compile(text, optimize=0, keep=keep))


_U32, _U64, _S64 = ctypes.c_uint32, ctypes.c_uint64, ctypes.c_int64
_PTR, _BYTES = ctypes.c_void_p, ctypes.c_char_p


def libc_address(name: str) -> int:
    """The address of a function of the C library.

    Raises:
        CompileError: the library does not have it.
    """
    address = process_symbol(name)
    if address is None:
        raise CompileError(f"the C library of this system has no {name}()")
    return address


def native_runtime() -> NativeRuntime:
    """The runtime of this process, made on first use: 80 ms where it was never compiled.

    Raises:
        MissingFeatureError: llvmlite is not installed.
        CapabilityError: this machine allows no executable memory, or is not compiled for.
    """
    return _runtime.get()


def known_runtime() -> NativeRuntime | None:
    """The runtime if it has been made."""
    return _runtime.known()


def runtime_is_known() -> bool:
    """Whether the runtime needs no compiler: it is there, came compiled or is in a cache."""
    return (
        _runtime.known() is not None
        or ready_runtime(RUNTIME) is not None
        or recall(text_digest(RUNTIME)) is not None
    )
