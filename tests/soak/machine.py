"""Random operations of an allocator, against a dictionary of what must be where."""

from __future__ import annotations

import random
from collections.abc import Callable

from progpack.errors import ProgpackError
from progpack.memory import Code, Function, PackAllocator, Replaceable, Slot
from tests.memory.native import HOST, pattern, returning

# Programs that return a number, and what they are filled up to: chunks, pages and in between.
SIZES = (0, 0, 0, 40, 64, 65, 100, 128, 200, 300, 700, 1500, 4000, 4096, 9000)
# Made once: the helper looks in a table that all threads share, which without the interpreter lock
# is a lock that all wait for. With more threads than processors they then do nothing else.
_RETURNING = tuple(returning(value) for value in range(128))
_KINDS = {
    "install": 30,
    "free": 32,
    "drop": 6,
    "reserve": 5,
    "call": 10,
    "check": 6,
    "shrink": 3,
    "poke": 3,
    "replaceable": 1,
    "replace": 4,
    "batch": 1,
    "wrong": 2,
    "huge": 0.02,
}


class Wrong(AssertionError):
    """Something is not as it must be."""


def image_of(value: int, size: int) -> bytes:
    """A function that returns ``value``, and after it bytes that nobody else has, up to a size."""
    code = _RETURNING[value]
    return code + pattern(value * 7 + size, max(size - len(code), 0))


class Machine:
    """One stream of operations. Several may work on one allocator, in a thread each.

    Args:
        packs: the allocator.
        seed: of the random numbers.
        population: how many programs there are to be.
        near: an address that some programs are to be near.
    """

    def __init__(
        self, packs: PackAllocator, seed: int, *, population: int = 500, near: int = 0
    ) -> None:
        self.packs = packs
        self.done = 0
        self._chance = random.Random(seed)
        self._population = population
        self._near = near or id(self)
        # What must be where: number and image of each program.
        self.live: list[tuple[Code, int, bytes]] = []
        self.jumps: list[tuple[Replaceable, Function, int]] = []
        self._acts: dict[str, Callable[[], None]] = {
            kind: getattr(self, f"_{kind}") for kind in _KINDS
        }

    def run(self, operations: int) -> None:
        """Do so many operations at random."""
        chance = self._chance
        names, weights = list(_KINDS), list(_KINDS.values())
        for kind in chance.choices(names, weights, k=operations):
            # The population stays around what it is to be.
            if kind == "free" and len(self.live) < self._population // 2:
                kind = "install"
            elif kind == "install" and len(self.live) > self._population * 2:
                kind = "free"
            self._acts[kind]()
            self.done += 1

    def clear(self) -> None:
        """Free everything, each checked."""
        while self.live:
            self._free()
        for jump, function, value in self.jumps:
            self._expect(function() == value, f"{jump!r} returns {function()}, not {value}")
            jump.free()
        self.jumps.clear()

    def check_all(self) -> None:
        """Every byte of every program of this stream."""
        for code, _, image in self.live:
            self._expect(code.read() == image, f"{code!r} has other bytes")

    def _expect(self, good: bool, what: str) -> None:
        if not good:
            raise Wrong(f"{what} (after {self.done} operations)")

    def _new(self) -> tuple[int, bytes]:
        value = self._chance.randrange(128)
        return value, image_of(value, self._chance.choice(SIZES))

    def _pick(self) -> int:
        return self._chance.randrange(len(self.live))

    def _install(self) -> None:
        value, image = self._new()
        near = self._near if self._chance.random() < 0.03 else None
        self.live.append((self.packs.install(image, near=near), value, image))

    def _free(self) -> None:
        if not self.live:
            return
        at = self._pick()
        code, _, image = self.live[at]
        self.live[at] = self.live[-1]
        self.live.pop()
        found = code.read()
        self._expect(found == image, f"{code!r} has {found.hex()}, not {image.hex()}")
        if self._chance.random() < 0.2:
            self.packs.free(code.address)
        else:
            code.free()

    def _drop(self) -> None:
        if self.live:
            at = self._pick()
            self.live[at] = self.live[-1]
            self.live.pop()

    def _reserve(self) -> None:
        value, image = self._new()
        binary = self._chance.random() < 0.5
        slot: Slot = self.packs.reserve(len(image) + 300, binary=binary)
        slot.write(0, image)
        end = self._chance.random()
        if end < 0.6:
            self.live.append((slot.commit(len(image)), value, image))
        elif end < 0.8:
            image += HOST.trap_fill(-(-300 // HOST.trap_unit) * HOST.trap_unit)[:300]
            self.live.append((slot.finalize(), value, image))
        elif end < 0.9:
            slot.abandon()

    def _call(self) -> None:
        if self.live:
            code, value, _ = self.live[self._pick()]
            got = code.function("int()")()
            self._expect(got == value, f"{code!r} returned {got}, not {value}")
        if self.jumps:
            jump, function, value = self._chance.choice(self.jumps)
            got = function()
            self._expect(got == value, f"{jump!r} returned {got}, not {value}")

    def _check(self) -> None:
        if self.live:
            code, _, image = self.live[self._pick()]
            found = self.packs.find(code.address + len(image) // 2)
            self._expect(found is code, f"{code!r} is not found, but {found!r}")

    def _shrink(self) -> None:
        if self.live:
            at = self._pick()
            code, value, image = self.live[at]
            least = len(_RETURNING[value])
            if len(image) > least:
                size = self._chance.randrange(least, len(image))
                code.shrink(size)
                self.live[at] = (code, value, image[:size])

    def _poke(self) -> None:
        if self.live:
            at = self._pick()
            code, value, image = self.live[at]
            offset = len(image) // 8 * 8 - 8 - code.offset % 8
            if offset >= len(_RETURNING[value]):
                old = image[offset : offset + 8]
                new = pattern(self.done, 8)
                code.text_poke(offset, old, new)
                self.live[at] = (code, value, image[:offset] + new + image[offset + 8 :])

    def _replaceable(self) -> None:
        if len(self.jumps) >= 20:
            jump, _, _ = self.jumps.pop(self._chance.randrange(len(self.jumps)))
            if self._chance.random() < 0.5:
                jump.free()
            return
        value, image = self._new()
        made = self.packs.install_replaceable(image)
        self.jumps.append((made, made.function("int()"), value))

    def _replace(self) -> None:
        if self.jumps:
            at = self._chance.randrange(len(self.jumps))
            jump, function, _ = self.jumps[at]
            value, image = self._new()
            jump.replace(image)
            self.jumps[at] = (jump, function, value)
            self._expect(function() == value, f"{jump!r} was not replaced")

    def _batch(self) -> None:
        made = [self._new() for _ in range(4)]
        try:
            with self.packs.batch() as batch:
                for _, image in made:
                    batch.install(image)
                if self._chance.random() < 0.3:
                    raise _Enough
        except _Enough:
            return
        for code, (value, image) in zip(batch.codes, made, strict=True):
            self.live.append((code, value, image))

    def _wrong(self) -> None:
        """What must be refused, and change nothing."""
        if not self.live:
            return
        code, _, image = self.live[self._pick()]
        for attempt in (
            lambda: self.packs.free(code.address + 1),
            lambda: self.packs.free(code.address - (1 << 40)),
            lambda: code.text_poke(0, b"\x00\xff\x00\xff", b"1234"),
            lambda: code.shrink(len(image) + 1),
        ):
            try:
                attempt()
            except ProgpackError:
                continue
            raise Wrong(f"something wrong was done to {code!r} (after {self.done} operations)")

    def _huge(self) -> None:
        value = self._chance.randrange(128)
        with self.packs.install(image_of(value, 0) + bytes(3 << 20)) as code:
            self._expect(code.function("int()")() == value, f"{code!r} is not what it was")


class _Enough(Exception):
    """Ends a batch."""
