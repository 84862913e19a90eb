"""Life cycles: what a program goes through, as steps whose outcome is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from progpack.arch import Arch
from progpack.arch.code import JUMP_BYTES, can_jump, jump
from progpack.jit.image.binary import (
    Binary,
    binary_pack_alloc,
    binary_pack_finalize,
    binary_pack_free,
)
from progpack.memory import Code, PackAllocator, Slot
from progpack.memory.allocator.replaceable import Replaceable
from progpack.model.loadpath.dry import DryMemory as Memory
from progpack.pack import Policy
from tests.memory.native import pattern

KIB = 1 << 10
PACK = 16 * KIB


class Small(Policy):
    """First fit in packs that are quickly full, and quickly compared."""

    name = "small-for-faults"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return max(PACK, arch.page_size)


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: for people.
        act: does it; books it only when it went well.
        drops: it gives something back; then it may be gone after a failure too.
    """

    name: str
    act: Callable[[], None]
    drops: bool = False


class World:
    """An allocator, and what is known to be in it.

    Attributes:
        live: program -> its bytes.
        slots: reserved -> what will be in them.
        binaries: neither finalized nor freed.
        bodies: what a jump goes to -> the jump; both live, or none.
        pack: bytes of a pack here.
    """

    def __init__(self, arch: Arch, policy: Policy | str | None = None) -> None:
        self.memory = Memory(arch)
        self.packs = PackAllocator(
            policy or Small(), memory=self.memory, jit_limit=1 << 20, keep_empty=False
        )
        self.pack = self.packs.policy.pack_size(arch, 1) or PACK
        self.live: dict[Code, bytes] = {}
        self.slots: dict[Slot, bytes] = {}
        self.binaries: list[Binary] = []
        self.bodies: dict[Code, Replaceable] = {}
        self.closed = False

    # Acts. Sizes tell programs apart.

    def install(self, size: int, **options: object) -> None:
        image = pattern(size, size)
        self.live[self.packs.install(image, **options)] = image  # type: ignore[arg-type]

    def free(self, size: int) -> None:
        self.of(size).free()
        del self.live[self.of(size)]

    def of(self, size: int) -> Code:
        return next(code for code in self.live if code.size == size)

    def reserve(self, size: int, **options: bool) -> None:
        slot = self.packs.reserve(size, binary=options.get("binary", False))
        slot.write(0, pattern(size, size))
        self.slots[slot] = pattern(size, size)

    def finalize(self) -> None:
        slot, image = self.slots.popitem()
        self.live[slot.finalize()] = image

    def commit(self, used: int) -> None:
        slot, image = self.slots.popitem()
        self.live[slot.commit(used)] = image[:used]

    def abandon(self) -> None:
        slot = next(reversed(self.slots))
        slot.abandon()
        del self.slots[slot]

    def shrink(self, size: int, to: int) -> None:
        code = self.of(size)
        code.shrink(to)
        self.live[code] = self.live[code][:to]

    def poke(self, size: int, offset: int = 8) -> None:
        code = self.of(size)
        image = self.live[code]
        new = bytes(255 - byte for byte in image[offset : offset + 8])
        code.text_poke(offset, image[offset : offset + 8], new)
        self.live[code] = image[:offset] + new + image[offset + 8 :]

    def replaceable(self, size: int) -> None:
        self._book(self.packs.install_replaceable(pattern(size, size)), pattern(size, size))

    def replaceable_of(self, size: int) -> None:
        """A program that is there already becomes the body."""
        body = self.of(size)
        self._book(self.packs.install_replaceable(body), self.live[body])

    def replace(self, size: int) -> None:
        held = self.jump()
        old = held.body
        held.replace(pattern(size, size))
        del self.live[old]
        self._book(held, pattern(size, size))

    def replace_by(self, size: int) -> None:
        held, body = self.jump(), self.of(size)
        old = held.body
        held.replace(body)
        del self.live[old]
        self._book(held, self.live[body])

    def free_jump(self) -> None:
        held = self.jump()
        held.free()
        del self.live[held.body]
        del self.live[held]

    def jump(self) -> Replaceable:
        return next(code for code in self.live if isinstance(code, Replaceable))

    def _book(self, held: Replaceable, image: bytes) -> None:
        self.bodies[held.body] = held
        self.live[held.body] = image
        self.live[held] = jump(self.memory.arch, held.address, held.body.address)
        assert len(self.live[held]) == JUMP_BYTES

    def batch(self, *sizes: int, fails: bool = False) -> None:
        made: dict[Code, bytes] = {}
        try:
            with self.packs.batch() as batch:
                for size in sizes:
                    made[batch.install(pattern(size, size))] = pattern(size, size)
                slot = batch.reserve(500, binary=True)
                slot.write(0, pattern(500, 500))
                if fails:
                    raise KeyError("a test")
        except KeyError:
            assert not any(code.live for code in made)
            return
        made[batch.codes[-1]] = pattern(500, 500)
        self.live.update(made)

    def alloc(self, size: int) -> None:
        binary = binary_pack_alloc(self.packs, size)
        binary.fill(pattern(size, size))
        self.binaries.append(binary)

    def finalize_binary(self) -> None:
        binary = self.binaries.pop()
        image = pattern(binary.proglen, binary.proglen)
        self.live[binary_pack_finalize(binary)] = image
        self.finished = binary

    def free_binary(self) -> None:
        """Free one that was finalized, by its code's life."""
        code = self.finished.code
        assert code is not None
        binary_pack_free(self.finished)
        del self.live[code]

    def drop_binary(self) -> None:
        """Free one that never was."""
        binary = self.binaries[-1]
        binary_pack_free(binary)
        self.binaries.pop()

    def close(self) -> None:
        self.packs.close()
        self.forget()

    def forget(self) -> None:
        self.live.clear()
        self.slots.clear()
        self.binaries.clear()
        self.closed = True


def _install(w: World) -> list[Step]:
    return [
        Step("install", lambda: w.install(100)),
        Step("install", lambda: w.install(w.pack - 4 * KIB)),
        Step("install in another pack", lambda: w.install(5 * KIB)),
        Step("install in an area of its own", lambda: w.install(w.pack + 1)),
        Step("free", lambda: w.free(100), drops=True),
        Step("install again", lambda: w.install(200)),
        Step("free an area", lambda: w.free(w.pack + 1), drops=True),
        Step("free", lambda: w.free(w.pack - 4 * KIB), drops=True),
        Step("free the last of a pack", lambda: w.free(5 * KIB), drops=True),
        Step("free the last", lambda: w.free(200), drops=True),
    ]


def _reserve(w: World) -> list[Step]:
    return [
        Step("reserve", lambda: w.reserve(300)),
        Step("finalize", w.finalize),
        Step("reserve a binary", lambda: w.reserve(301, binary=True)),
        Step("finalize", w.finalize),
        Step("reserve an area", lambda: w.reserve(w.pack + 1)),
        Step("finalize", w.finalize),
        Step("reserve", lambda: w.reserve(2000)),
        Step("commit", lambda: w.commit(1000)),
        Step("reserve", lambda: w.reserve(77)),
        Step("abandon", w.abandon, drops=True),
        Step("reserve an area", lambda: w.reserve(w.pack + 2)),
        Step("abandon an area", w.abandon, drops=True),
        Step("free", lambda: w.free(300), drops=True),
        Step("free", lambda: w.free(w.pack + 1), drops=True),
    ]


def _replace(w: World) -> list[Step]:
    return [
        Step("replaceable", lambda: w.replaceable(100)),
        Step("replace", lambda: w.replace(200)),
        Step("install", lambda: w.install(300)),
        Step("replace by an installed program", lambda: w.replace_by(300)),
        Step("replace by one in an area", lambda: w.replace(w.pack + 1)),
        Step("replace", lambda: w.replace(400)),
        Step("free", w.free_jump, drops=True),
        Step("install", lambda: w.install(500)),
        Step("replaceable of an installed program", lambda: w.replaceable_of(500)),
        Step("free", w.free_jump, drops=True),
    ]


def _poke(w: World) -> list[Step]:
    return [
        Step("install", lambda: w.install(100)),
        Step("poke", lambda: w.poke(100)),
        Step("install an area", lambda: w.install(w.pack + 1)),
        Step("poke", lambda: w.poke(w.pack + 1, w.pack // 2)),
        Step("free", lambda: w.free(100), drops=True),
    ]


def _shrink(w: World) -> list[Step]:
    return [
        Step("install", lambda: w.install(3000)),
        Step("install", lambda: w.install(100)),
        Step("shrink", lambda: w.shrink(3000, 1001)),
        Step("shrink inside a chunk", lambda: w.shrink(1001, 999)),
        Step("install an area", lambda: w.install(w.pack + 1)),
        Step("shrink an area", lambda: w.shrink(w.pack + 1, 400)),
        Step("free", lambda: w.free(400), drops=True),
        Step("free", lambda: w.free(999), drops=True),
    ]


def _batch(w: World) -> list[Step]:
    return [
        Step("install", lambda: w.install(50)),
        Step("batch", lambda: w.batch(100, 5 * KIB, w.pack - 3 * KIB)),
        Step("batch that fails", lambda: w.batch(101, 102, w.pack + 1, fails=True)),
        Step("free", lambda: w.free(100), drops=True),
    ]


def _close(w: World) -> list[Step]:
    return [
        Step("install", lambda: w.install(100)),
        Step("install", lambda: w.install(w.pack - KIB)),
        Step("install an area", lambda: w.install(w.pack + 1)),
        Step("reserve", lambda: w.reserve(300)),
        Step("close", w.close, drops=True),
        Step("close again", w.close),
    ]


def _binary(w: World) -> list[Step]:
    return [
        Step("alloc", lambda: w.alloc(100)),
        Step("finalize", w.finalize_binary),
        Step("alloc", lambda: w.alloc(200)),
        Step("free before finalize", w.drop_binary, drops=True),
        Step("alloc an area", lambda: w.alloc(w.pack + 1)),
        Step("free an area before finalize", w.drop_binary, drops=True),
        Step("free", w.free_binary, drops=True),
        Step("alloc an area", lambda: w.alloc(w.pack + 2)),
        Step("finalize an area", w.finalize_binary),
        Step("free an area", w.free_binary, drops=True),
    ]


CYCLES: dict[str, Callable[[World], list[Step]]] = {
    "install": _install,
    "reserve": _reserve,
    "replace": _replace,
    "poke": _poke,
    "shrink": _shrink,
    "batch": _batch,
    "close": _close,
    "binary": _binary,
}
"""Name -> its steps."""


def possible(arch: Arch, cycle: str) -> bool:
    """Whether an architecture can do it."""
    return cycle not in ("replace", "poke") or can_jump(arch)
