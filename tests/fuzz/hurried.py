"""Programs for which a batch takes a quicker path than a single run does, or only just does not.

A batch leaves packets side by side when nothing that a program calls can move one, keeps the
context of the run before when no run can have written to it, does not count when the budget is
known to be enough, and clears of frames what can be touched. Each fact has programs here on either
side of it: what moves a packet, writes to the context or loops does so directly, in a subprogram,
in a program that is tail called, through a pointer that nobody can follow, or for some packets.

All results are made of lengths, bytes and fields, never of addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from progpack.bpf.asm import assemble_program
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType

__all__ = ["Hurried", "hurried"]

_JUMPS = MapSpec("jumps", MapType.PROG_ARRAY, 4, 4, 2)
_COUNTS = MapSpec("counts", MapType.ARRAY, 4, 8, 2)
_MARK = 8
#: Fields of struct __sk_buff that programs may write.
_FIELDS = (_MARK, 32, 48, 52, 56, 60, 64)

#: r9 = r9 * 31 + r0: what a run found out.
_MIX = "r9 *= 31\nr9 += r0\n"
_LENGTH = """
r7 = *(u32 *)(r6 + {data})
r8 = *(u32 *)(r6 + {end})
r0 = r8
r0 -= r7
""" + _MIX  # fmt: skip
_FIRST = """
r1 = r7
r1 += 1
if r1 > r8 goto no_first{n}
r0 = *(u8 *)(r7 + 0)
r9 *= 31
r9 += r0
{write}
no_first{n}:
"""
_LAST = """
r1 = r8
r1 += -1
if r1 < r7 goto no_last{n}
r0 = *(u8 *)(r1 + 0)
r9 *= 31
r9 += r0
{write}
no_last{n}:
"""
_XDP_MOVES = (
    "r1 = r6\nr2 = {by}\ncall 65\n",
    "r1 = r6\nr2 = {by}\ncall 44\n",
    "r1 = r6\nr2 = -8\ncall 54\n",
)
_SKB_MOVES = (
    "r1 = r6\nr2 = {size}\nr3 = 0\ncall 38\n",
    "r1 = r6\nr2 = 14\nr3 = 0\ncall 43\n",
    "r1 = r6\nr2 = 0x81\nr3 = 5\ncall 18\n",
    "r1 = r6\nr2 = 20\ncall 39\n",
)
#: Helpers that leave the packet where it is.
_STAYS = ("call 5\nr0 = 0\n", "r1 = r6\nr2 = 3\nr3 = 0\ncall 23\n")


@dataclass(frozen=True)
class Hurried:
    """A program, those that it can tail call, and what it is run on.

    Attributes:
        programs: the first is run.
        packets: of a batch.
        budget: of each run.
    """

    programs: tuple[ProgramSpec, ...]
    packets: tuple[bytes, ...]
    budget: int

    def object(self) -> ObjectSpec:
        """Its programs and maps."""
        programs = {program.name: program for program in self.programs}
        return ObjectSpec("hurried", "GPL", programs, {m.name: m for m in (_JUMPS, _COUNTS)})


def hurried(seed: int) -> Hurried:
    """The case of a seed."""
    rng = Random(seed)
    kind = rng.choice((ProgramType.XDP, ProgramType.SCHED_CLS))
    programs = tuple(
        assemble_program(
            _Text(rng, kind, tail=number > 0).text(), name=name, type=kind, license="GPL"
        )
        for number, name in enumerate(("first", "other"))
    )
    sizes = [rng.choice((14, 15, 20, 60, 61, 64, 100)) for _ in range(rng.randrange(2, 8))]
    packets = tuple(_packet(rng, size) for size in sizes)
    budget = rng.choice((*(DEFAULT_BUDGET,) * 6, 0, 1, 2, 3, 4, 7, 8, 9, 16, 17))
    return Hurried(programs, packets, budget)


def _packet(rng: Random, size: int) -> bytes:
    packet = bytearray(rng.choice((rng.randrange(8), rng.getrandbits(8))) for _ in range(size))
    packet[12:14] = rng.choice((b"\x12\x34", b"\x08\x00", b"\x86\xdd"))
    return bytes(packet)


class _Text:
    """The text of one program. r6 is the context, r7 and r8 the packet's ends, r9 the result."""

    def __init__(self, rng: Random, kind: ProgramType, *, tail: bool) -> None:
        self.rng = rng
        self.xdp = kind is ProgramType.XDP
        self.tail = tail
        # What leaves packets and contexts as they are, or seems to.
        self.quiet = rng.random() < (0.2 if tail else 0.5)
        self.writes = rng.choice((0.0, 0.6))
        self.data, self.end = (0, 4) if self.xdp else (76, 80)
        self.count = 0
        self.functions: list[str] = []

    def text(self) -> str:
        """The main function and what it calls."""
        body = "".join(self.step() for _ in range(self.rng.randrange(1, 7)))
        last = "" if self.tail or self.rng.random() < 0.5 else self.tail_call()
        main = f"r6 = r1\nr9 = 1\n{self.ends()}{body}{last}{self.ends()}r0 = r9\nexit\n"
        return main + "".join(self.functions)

    def number(self) -> int:
        self.count += 1
        return self.count

    def ends(self) -> str:
        text = _LENGTH.format(data=self.data, end=self.end)
        for part in (_FIRST, _LAST):
            if self.rng.random() < 0.7:
                base = "r7" if part is _FIRST else "r1"
                write = f"*(u8 *)({base} + 0) = {self.rng.randrange(256)}"
                write = write if self.rng.random() < self.writes else ""
                text += part.format(n=self.number(), write=write)
        return text

    def step(self) -> str:
        rng = self.rng
        steps = [self.loop, self.frame, self.counter]
        steps += [] if self.quiet else [self.moves, self.stays]
        steps += [] if self.xdp else [self.field, self.field, self.field]
        text = rng.choice(steps)()
        if rng.random() < 0.25:
            text = self.function(text)
        if rng.random() < 0.25:
            text = self.sometimes(text)
        return text

    def sometimes(self, text: str) -> str:
        """For packets whose first byte is small."""
        n = self.number()
        return f"""
r7 = *(u32 *)(r6 + {self.data})
r8 = *(u32 *)(r6 + {self.end})
r1 = r7
r1 += 1
if r1 > r8 goto skip{n}
r0 = *(u8 *)(r7 + 0)
if r0 > {self.rng.randrange(8)} goto skip{n}
{text}
skip{n}:
"""

    def function(self, text: str) -> str:
        """In a subprogram, which is given the context."""
        n = self.number()
        self.functions.append(f"function{n}:\nr6 = r1\nr9 = 1\n{text}\nr0 = r9\nexit\n")
        return f"r1 = r6\ncall function{n}\n{_MIX}"

    def tail_call(self) -> str:
        text = f"r1 = r6\nr2 = map jumps ll\nr3 = {self.rng.choice((0, 1, 1, 1))}\ncall 12\n"
        if self.rng.random() < 0.3:
            text = self.function(text)
        return self.sometimes(text) if self.rng.random() < 0.3 else text

    def moves(self) -> str:
        rng = self.rng
        text = rng.choice(_XDP_MOVES if self.xdp else _SKB_MOVES)
        by, size = rng.choice((-8, -4, -1, 0, 1, 4, 8)), rng.choice((14, 40, 64, 70, 120))
        return text.format(by=by, size=size) + _MIX + self.ends()

    def stays(self) -> str:
        return self.rng.choice(_STAYS) + _MIX

    def loop(self) -> str:
        """As many rounds as a byte of the packet says, or a constant."""
        n, rng = self.number(), self.rng
        rounds = f"r2 = {rng.randrange(1, 10)}\n"
        if rng.random() < 0.5:
            rounds = f"""r2 = 1
r7 = *(u32 *)(r6 + {self.data})
r8 = *(u32 *)(r6 + {self.end})
r1 = r7
r1 += 1
if r1 > r8 goto again{n}
r2 = *(u8 *)(r7 + 0)
r2 &= {rng.choice((1, 3, 7))}
r2 += 1
"""
        return f"{rounds}again{n}:\nr9 += 3\nr2 += -1\nif r2 != 0 goto again{n}\n"

    def frame(self) -> str:
        """Read what was not written, and write what is not read."""
        rng = self.rng
        offset = -8 * rng.randrange(1, 64)
        key = rng.choice((0, rng.getrandbits(31)))
        hidden = f"r1 = r10\nr1 ^= {key}\nr1 ^= {key}\n"
        write = f"*(u64 *)(r1 {offset:+}) = 119\n" if rng.random() < 0.3 else ""
        return f"{hidden}r0 = *(u64 *)(r1 {offset:+})\n{write}{_MIX}"

    def field(self) -> str:
        """Read a field, then write it, through a pointer that is known or one that is not."""
        rng = self.rng
        key, offset = rng.getrandbits(31), rng.choice(_FIELDS)
        base = rng.choice(
            (
                "r1 = r6\n",
                f"r1 = r6\nr1 ^= {key}\nr1 ^= {key}\n",
                "*(u64 *)(r10 - 8) = r6\nr1 = *(u64 *)(r10 - 8)\n",
            )
        )
        store = rng.choice(
            (f"*(u32 *)(r1 + {offset}) = r0\n", f"*(u32 *)(r1 + {offset}) = 9\n", "")
        )
        call = "" if self.quiet or rng.random() < 0.6 else "r1 = r6\nr2 = 7\ncall 48\n" + _MIX
        return f"{base}r0 = *(u32 *)(r1 + {offset})\n{_MIX}r0 += 5\n{store}{call}"

    def counter(self) -> str:
        """Count runs in a map, which shows how many there were before."""
        offset = 8 * self.rng.randrange(2)
        return f"r1 = map counts[0] + {offset} ll\n".replace("counts[0]", "counts") + (
            "r2 = 1\nlock *(u64 *)(r1 + 0) += r2\nr0 = *(u64 *)(r1 + 0)\n" + _MIX
        )
