"""bpf_jit_binary_pack: the kernel's life cycle of a JIT image, kernel/bpf/core.c.

``alloc`` places and charges the image and makes a private buffer full of traps; the JIT fills that
buffer; ``finalize`` copies it over the whole allocation once; ``free`` gives all back, before or
after finalize. Two things differ from the kernel on purpose: the size is kept beside the memory,
never read back from the read-only image (where a failed copy leaves traps that look like a size),
and a failed finalize returns the charge.
"""

from __future__ import annotations

from progpack.errors import ExecMemoryError, SpanError, UsageError
from progpack.memory import Code, PackAllocator, Slot
from progpack.records import dataclass

__all__ = ["Binary", "binary_pack_alloc", "binary_pack_finalize", "binary_pack_free"]


@dataclass(slots=True, eq=False)
class Binary:
    """An image between alloc and free.

    Attributes:
        slot: the chunks and the private (rw) buffer.
        proglen: bytes of the image.
        image: address at which the image will run; the ro image of the kernel.
        code: the finalized image, None before.
        gone: chunks and charge were given back already.
    """

    slot: Slot
    proglen: int
    image: int
    code: Code | None = None
    gone: bool = False

    def fill(self, text: bytes) -> None:
        """Put the instructions into the private buffer.

        Raises:
            UsageError: more bytes than were asked for.
            SpanError: finalized or freed already.
        """
        if len(text) > self.proglen:
            raise UsageError(f"{len(text)} bytes do not fit an image of {self.proglen}")
        self.slot.write(0, text)


def binary_pack_alloc(packs: PackAllocator, proglen: int, *, name: str = "") -> Binary:
    """Charge and place an image of ``proglen`` bytes.

    Raises:
        JitLimitError: over the limit.
        OutOfMemoryError, CapabilityError: no executable memory; nothing was charged.
    """
    slot = packs.reserve(proglen, name=name, binary=True)
    return Binary(slot, proglen, slot.address)


def binary_pack_finalize(binary: Binary) -> Code:
    """Copy the private buffer into place; from now on the image can be called.

    Raises:
        ExecMemoryError: the copy failed. Chunks and charge are returned, nothing can be called.
        SpanError: finalized or freed already.
    """
    if binary.code is not None:
        raise SpanError("this image has been finalized already")
    try:
        binary.code = binary.slot.finalize()
    except BaseException:
        binary.gone = True
        raise
    return binary.code


def binary_pack_free(binary: Binary) -> None:
    """Give the image back, finalized or not; does nothing where that has happened already.

    Raises:
        SpanError: the code was freed behind the binary's back.
        OutOfMemoryError: not now; it can be called as before, and freed again.
        ExecMemoryError: the chunks could not be filled with traps and are quarantined, or the
            system would not take an empty pack back; it is freed.
    """
    if binary.gone:
        return
    if binary.code is not None:
        try:
            binary.code.free()
        finally:
            # With OutOfMemoryError it is live as before.
            binary.gone = not binary.code.live
        return
    try:
        binary.slot.abandon()
    except SpanError:
        raise
    except ExecMemoryError:
        binary.gone = True  # only the empty pack was not taken back
        raise
    binary.gone = True
