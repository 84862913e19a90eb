"""tinygrad's CPU kernels in packs.

>>> from progpack.adapters.tinygrad import compile_into
>>> with compile_into(packs):
...     (tensor * 2 + 1).realize()

tinygrad maps a writable and executable page or more for each kernel. Inside the block the kernels
of its CPU device go to packs: linked in full (calls to libm, constants, tables), and never writable
where they run. Kernels that were loaded before stay where they are.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from typing import Any

from progpack.adapters.elf import link_object
from progpack.errors import MissingFeatureError
from progpack.memory import PackAllocator

__all__ = ["compile_into"]

#: Libraries of the functions that the kernels' compiler calls: mathematics, conversions of floats.
_LIBRARIES = ("libm.so.6", "libgcc_s.so.1")


@contextlib.contextmanager
def compile_into(packs: PackAllocator) -> Iterator[type]:
    """Have tinygrad's CPU device load kernels into packs, inside a ``with`` block.

    It is for the whole process. A CPU device that is opened inside keeps threads that run code of
    these packs to the end of the process.

    Args:
        packs: where the kernels go. Closing it leaves in place those that tinygrad has.

    Yields:
        The class that takes the place of tinygrad's ``CPUProgram``.

    Raises:
        MissingFeatureError: tinygrad is not installed, or its insides have changed.
    """
    try:
        from tinygrad.device import Device
        from tinygrad.runtime import ops_cpu
    except ImportError as error:
        raise MissingFeatureError("this adapter needs tinygrad: pip install tinygrad") from error
    # Only these are not part of what tinygrad promises.
    original = getattr(ops_cpu, "CPUProgram", None)
    if original is None:
        raise MissingFeatureError("this version of tinygrad has no ops_cpu.CPUProgram")

    def replace(old: type, new: type) -> None:
        ops_cpu.CPUProgram = new
        for device in map(Device.__getitem__, Device._opened_devices):
            # What a device that is open already makes programs with.
            if getattr(device, "runtime_t", None) is old:
                device.runtime_t = new

    packed = _program_in(packs, original)
    replace(original, packed)
    try:
        yield packed
    finally:
        replace(packed, original)


def _program_in(packs: PackAllocator, original: Any) -> type:
    """tinygrad's ``CPUProgram``, with its memory in packs."""

    class PackedProgram(original):  # type: ignore[misc] # what it is, only tinygrad knows
        def __init__(self, dev: Any, obj: Any) -> None:
            self.dev, self.name, self.signature = dev, obj.name, obj.signature
            variables = (entry[:2] for entry in obj.signature)
            self.runtimevars = {name: slot for name, slot in variables if name == "core_id"}
            self.lvp = obj.target.renderer == "LVP"
            library = bytes(obj.lib)
            if library[:4] == b"\x7fELF":
                linked = link_object(packs, library, libraries=_LIBRARIES, name=obj.name)
                # As tinygrad does: a kernel is what its object begins with.
                self.mem, self.addr = linked.code, linked.text_at
            else:
                self.mem = packs.install(library, name=obj.name)
                self.addr = self.mem.address
            self.mem.lend()
            arguments = (ctypes.c_void_p,) if self.lvp else ()
            self.fxn = ctypes.CFUNCTYPE(None, *arguments)(self.addr)

    return PackedProgram
