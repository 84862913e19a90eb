"""The BPF instruction format: constants, `Insn`, `decode` and `encode`.

Numbers and names are those of RFC 9669 and of ``include/uapi/linux/bpf.h`` and ``bpf_common.h``
(Linux 6.18). An instruction slot is 8 bytes: opcode, a byte with the two register numbers, a
signed 16-bit offset and a signed 32-bit immediate. ``LDDW`` (the 64-bit immediate load, 0x18)
takes two slots; the second has opcode 0 and the high half in its ``imm``. A "pc" in progpack is
always a slot index, from 0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final, NamedTuple, overload

from progpack.errors import ProgramError, UsageError
from progpack.integers import integer_within

__all__ = [
    "BPF_ABS",
    "BPF_ADD",
    "BPF_ALU",
    "BPF_ALU64",
    "BPF_AND",
    "BPF_ARSH",
    "BPF_ATOMIC",
    "BPF_B",
    "BPF_CALL",
    "BPF_CMPXCHG",
    "BPF_DIV",
    "BPF_DW",
    "BPF_END",
    "BPF_EXIT",
    "BPF_FETCH",
    "BPF_H",
    "BPF_IMM",
    "BPF_IND",
    "BPF_JA",
    "BPF_JCOND",
    "BPF_JEQ",
    "BPF_JGE",
    "BPF_JGT",
    "BPF_JLE",
    "BPF_JLT",
    "BPF_JMP",
    "BPF_JMP32",
    "BPF_JNE",
    "BPF_JSET",
    "BPF_JSGE",
    "BPF_JSGT",
    "BPF_JSLE",
    "BPF_JSLT",
    "BPF_K",
    "BPF_LD",
    "BPF_LDX",
    "BPF_LOAD_ACQ",
    "BPF_LSH",
    "BPF_MAX_INSNS",
    "BPF_MEM",
    "BPF_MEMSX",
    "BPF_MOD",
    "BPF_MOV",
    "BPF_MUL",
    "BPF_NEG",
    "BPF_OR",
    "BPF_PSEUDO_BTF_ID",
    "BPF_PSEUDO_CALL",
    "BPF_PSEUDO_FUNC",
    "BPF_PSEUDO_KFUNC_CALL",
    "BPF_PSEUDO_MAP_FD",
    "BPF_PSEUDO_MAP_IDX",
    "BPF_PSEUDO_MAP_IDX_VALUE",
    "BPF_PSEUDO_MAP_VALUE",
    "BPF_REG_FP",
    "BPF_RSH",
    "BPF_ST",
    "BPF_STORE_REL",
    "BPF_STX",
    "BPF_SUB",
    "BPF_TO_BE",
    "BPF_TO_LE",
    "BPF_W",
    "BPF_X",
    "BPF_XCHG",
    "BPF_XOR",
    "CALL",
    "CALLX",
    "EXIT",
    "JA",
    "JA32",
    "LDDW",
    "MAX_REG",
    "MAY_GOTO",
    "SIGN_EXTENDED_BITS",
    "SIZE_BYTES",
    "SLOT",
    "SWAPPED_BITS",
    "Insn",
    "Insns",
    "decode",
    "encode",
    "function_target",
    "function_token",
    "imm64",
    "is_jump",
    "jump_target",
    "lddw",
    "size_bytes",
]

# Instruction classes: opcode & 0x07.
BPF_LD: Final = 0x00
BPF_LDX: Final = 0x01
BPF_ST: Final = 0x02
BPF_STX: Final = 0x03
BPF_ALU: Final = 0x04
BPF_JMP: Final = 0x05
BPF_JMP32: Final = 0x06
BPF_ALU64: Final = 0x07

# Where the second operand of ALU and JMP comes from: opcode & 0x08.
BPF_K: Final = 0x00
BPF_X: Final = 0x08
# The same bit of BPF_END in class ALU.
BPF_TO_LE: Final = 0x00
BPF_TO_BE: Final = 0x08

# Operations of ALU and ALU64: opcode & 0xf0.
BPF_ADD: Final = 0x00
BPF_SUB: Final = 0x10
BPF_MUL: Final = 0x20
BPF_DIV: Final = 0x30
BPF_OR: Final = 0x40
BPF_AND: Final = 0x50
BPF_LSH: Final = 0x60
BPF_RSH: Final = 0x70
BPF_NEG: Final = 0x80
BPF_MOD: Final = 0x90
BPF_XOR: Final = 0xA0
BPF_MOV: Final = 0xB0
BPF_ARSH: Final = 0xC0
BPF_END: Final = 0xD0

#: Bits that BPF_END swaps, which its imm says.
SWAPPED_BITS: Final = frozenset((16, 32, 64))
#: Bits whose sign BPF_MOV spreads, which its off says; all of them with 64 bits only.
SIGN_EXTENDED_BITS: Final = frozenset((8, 16, 32))

# Operations of JMP and JMP32: opcode & 0xf0.
BPF_JA: Final = 0x00
BPF_JEQ: Final = 0x10
BPF_JGT: Final = 0x20
BPF_JGE: Final = 0x30
BPF_JSET: Final = 0x40
BPF_JNE: Final = 0x50
BPF_JSGT: Final = 0x60
BPF_JSGE: Final = 0x70
BPF_CALL: Final = 0x80
BPF_EXIT: Final = 0x90
BPF_JLT: Final = 0xA0
BPF_JLE: Final = 0xB0
BPF_JSLT: Final = 0xC0
BPF_JSLE: Final = 0xD0
#: ``may_goto``: a kernel instruction (6.9) that RFC 9669 does not have.
BPF_JCOND: Final = 0xE0

# Width of a load or store: opcode & 0x18.
BPF_W: Final = 0x00
BPF_H: Final = 0x08
BPF_B: Final = 0x10
BPF_DW: Final = 0x18

# Mode of a load or store: opcode & 0xe0.
BPF_IMM: Final = 0x00
BPF_ABS: Final = 0x20
BPF_IND: Final = 0x40
BPF_MEM: Final = 0x60
BPF_MEMSX: Final = 0x80
BPF_ATOMIC: Final = 0xC0

# The atomic operation is in imm: BPF_ADD, BPF_OR, BPF_AND, BPF_XOR with or without FETCH, or:
BPF_FETCH: Final = 0x01
BPF_XCHG: Final = 0xE1
BPF_CMPXCHG: Final = 0xF1
#: Load-acquire and store-release: kernel instructions (6.15) that RFC 9669 does not have.
BPF_LOAD_ACQ: Final = 0x100
BPF_STORE_REL: Final = 0x110

# What the source register field of LDDW says about its immediate.
BPF_PSEUDO_MAP_FD: Final = 1
BPF_PSEUDO_MAP_VALUE: Final = 2
BPF_PSEUDO_BTF_ID: Final = 3
BPF_PSEUDO_FUNC: Final = 4
BPF_PSEUDO_MAP_IDX: Final = 5
BPF_PSEUDO_MAP_IDX_VALUE: Final = 6
# What the source register field of CALL says about its immediate (0: a helper number).
BPF_PSEUDO_CALL: Final = 1
BPF_PSEUDO_KFUNC_CALL: Final = 2

# Whole opcodes that are asked for often.
LDDW: Final = BPF_LD | BPF_IMM | BPF_DW  # 0x18
CALL: Final = BPF_JMP | BPF_CALL  # 0x85
CALLX: Final = BPF_JMP | BPF_CALL | BPF_X  # 0x8d
EXIT: Final = BPF_JMP | BPF_EXIT  # 0x95
JA: Final = BPF_JMP | BPF_JA  # 0x05: offset in off
JA32: Final = BPF_JMP32 | BPF_JA  # 0x06: offset in imm ("gotol")
#: 0xe5: goes on to the next instruction while the run has some of its budget left, else it jumps.
MAY_GOTO: Final = BPF_JMP | BPF_JCOND

#: r10, the read-only frame pointer.
BPF_REG_FP: Final = 10
#: Highest register number.
MAX_REG: Final = 10
#: Most instruction slots a program may have (the kernel's BPF_COMPLEXITY_LIMIT_INSNS).
BPF_MAX_INSNS: Final = 1_000_000
#: Bytes of one instruction slot.
SLOT: Final = 8
#: Bytes of a load or store, by ``opcode & 0x18``.
SIZE_BYTES: Final = {BPF_B: 1, BPF_H: 2, BPF_W: 4, BPF_DW: 8}
size_bytes: Final = tuple(SIZE_BYTES[opcode & 0x18] for opcode in range(256)).__getitem__
"""Bytes that a load or store of an opcode moves, 1, 2, 4 or 8: a table, called as a function."""

_SLOTS = {"little": struct.Struct("<BBhi"), "big": struct.Struct(">BBhi")}
_JUMP_OPS = frozenset(range(0x00, 0x100, 0x10)) - {BPF_CALL, BPF_EXIT, 0xF0}


class Insn(NamedTuple):
    """One instruction slot.

    Attributes:
        opcode: 0..255; 0 in the second slot of an LDDW.
        dst: destination register field, 0..15 as decoded (`validate` refuses more than 10).
        src: source register field, 0..15; a pseudo number in CALL and LDDW.
        off: signed 16-bit offset.
        imm: signed 32-bit immediate.
    """

    opcode: int
    dst: int = 0
    src: int = 0
    off: int = 0
    imm: int = 0

    def with_imm(self, imm: int) -> Insn:
        """The instruction with another immediate."""
        return self._replace(imm=imm)

    def with_off(self, off: int) -> Insn:
        """The instruction with another offset."""
        return self._replace(off=off)


def decode(data: bytes | bytearray | memoryview, byteorder: str = "little") -> list[Insn]:
    """Decode instruction slots; every 8 bytes give one `Insn`, nothing is checked but the length.

    Args:
        data: machine code, a multiple of 8 bytes.
        byteorder: ``"little"`` or ``"big"``: multi-byte fields, and in which half of the second
            byte the destination register is (little: the low one).

    Raises:
        ProgramError: the length is not a multiple of 8.
        UsageError: unknown byte order.
    """
    slot = _slot(byteorder)
    if len(data) % SLOT:
        raise ProgramError(
            f"{len(data)} bytes of code are not a whole number of 8-byte instructions",
            pc=len(data) // SLOT,
        )
    if byteorder == "little":
        return [Insn(op, regs & 15, regs >> 4, o, i) for op, regs, o, i in slot.iter_unpack(data)]
    return [Insn(op, regs >> 4, regs & 15, o, i) for op, regs, o, i in slot.iter_unpack(data)]


def encode(insns: Iterable[Insn], byteorder: str = "little") -> bytes:
    """Encode instruction slots, 8 bytes each; the inverse of `decode`.

    Raises:
        ProgramError: a field is out of its range; names the slot.
        UsageError: unknown byte order.
    """
    slot = _slot(byteorder)
    pack, low_dst = slot.pack, byteorder == "little"
    out = []
    for pc, insn in enumerate(insns):
        opcode, dst, src, off, imm = insn
        try:
            if (dst | src) & ~15:
                raise ProgramError(_unfit(insn), pc=pc)
            out.append(pack(opcode, src << 4 | dst if low_dst else dst << 4 | src, off, imm))
        except (struct.error, TypeError):
            raise ProgramError(_unfit(insn), pc=pc) from None
    return b"".join(out)


#: Least and greatest number of each field of an instruction (RFC 9669, section 3).
_FIELDS: Final = {
    "opcode": (0, 0xFF),
    "dst": (0, 0xF),
    "src": (0, 0xF),
    "off": (-(1 << 15), (1 << 15) - 1),
    "imm": (-(1 << 31), (1 << 31) - 1),
}


def _unfit(insn: Insn) -> str:
    """Return the field of an instruction that does not fit its place, and its value."""
    for value, (name, bounds) in zip(insn, _FIELDS.items(), strict=True):
        try:
            integer_within(value, name, *bounds)
        except UsageError as error:
            return str(error)
    raise AssertionError(f"{insn!r} fits")


class Insns(Sequence[Insn]):
    """The slots of a program, held as machine code, 8 bytes a slot.

    A decoded slot takes some 100 bytes, so a small program is decoded when somebody looks at it,
    and the last few that were are remembered. Whoever looks at many slots asks for `slots` first.
    It is equal to another with the same slots, and to a tuple or list of them.
    """

    __slots__ = ("_code", "_slots")

    #: Slots that are remembered of all programs together; one with more keeps its own.
    _MOST: Final = 1 << 14
    _recent: ClassVar[dict[bytes, tuple[Insn, ...]]] = {}

    def __init__(self, slots: Iterable[Insn]) -> None:
        given_slots = tuple(slots)
        self._slots: tuple[Insn, ...] | None = given_slots
        self._code: bytes | None = None
        try:
            self._code = encode(given_slots)
        except ProgramError:
            return  # `validate` says what is wrong with it
        self._settle(self._code, given_slots)

    @classmethod
    def decoded(cls, code: bytes, byteorder: str = "little") -> Insns:
        """Make instructions of machine code.

        Raises:
            ProgramError, UsageError: as `decode`.
        """
        self, slots = cls.__new__(cls), tuple(decode(code, byteorder))
        self._slots, self._code = slots, code if byteorder == "little" else encode(slots)
        self._settle(self._code, slots)
        return self

    def _settle(self, code: bytes, slots: tuple[Insn, ...]) -> None:
        if len(slots) <= self._MOST:
            self._slots = None
            self._remember(code, slots)

    def _remember(self, code: bytes, slots: tuple[Insn, ...]) -> None:
        recent = self._recent
        if len(slots) + sum(map(len, list(recent.values()))) > self._MOST or len(recent) > 7:
            # A new one, since another thread may be looking at this one.
            recent = type(self)._recent = {}
        recent[code] = slots

    def slots(self) -> tuple[Insn, ...]:
        """Return all instructions, decoded."""
        if self._slots is not None or self._code is None:
            return self._slots or ()
        found = self._recent.get(self._code)
        if found is None:
            self._remember(self._code, found := tuple(decode(self._code)))
        return found

    def code(self, byteorder: str = "little") -> bytes:
        """Return the machine code.

        Raises:
            ProgramError: a field is out of its range; names the slot.
            UsageError: unknown byte order.
        """
        if self._code is None or byteorder != "little":
            return encode(self.slots(), byteorder)
        return self._code

    def helpers(self) -> frozenset[int]:
        """The immediates of its calls that are not to functions of its own."""
        calls = self.places(CALL)
        if not calls:
            return frozenset()
        slots = self.slots()
        return frozenset(slots[pc].imm for pc in calls if slots[pc].src == 0)

    def places(self, opcode: int) -> list[int]:
        """The slots with this opcode."""
        if self._code is None:
            return [pc for pc, insn in enumerate(self.slots()) if insn.opcode == opcode]
        opcodes, slots = self._code[::SLOT], []
        pc = opcodes.find(opcode)
        while pc >= 0:
            slots.append(pc)
            pc = opcodes.find(opcode, pc + 1)
        return slots

    def has_any(self, opcodes: bytes) -> bool:
        """Whether a slot has one of these opcodes."""
        if self._code is None:
            return any(self.places(opcode) for opcode in opcodes)
        return len(self._code[::SLOT].translate(None, opcodes)) < len(self)

    def __len__(self) -> int:
        return len(self._code) // SLOT if self._code is not None else len(self.slots())

    @overload
    def __getitem__(self, at: int) -> Insn: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Insn, ...]: ...

    def __getitem__(self, at: int | slice) -> Insn | tuple[Insn, ...]:
        return self.slots()[at]

    def __iter__(self) -> Iterator[Insn]:
        return iter(self.slots())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Insns) and None not in (self._code, other._code):
            return self._code == other._code
        if isinstance(other, (Insns, tuple, list)):
            return self.slots() == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.slots())

    def __repr__(self) -> str:
        return repr(self.slots())


def imm64(low: Insn, high: Insn) -> int:
    """The unsigned 64-bit immediate of the two slots of an LDDW."""
    return (low.imm & 0xFFFFFFFF) | (high.imm & 0xFFFFFFFF) << 32


def lddw(dst: int, value: int, src: int = 0) -> tuple[Insn, Insn]:
    """The two slots that load the 64-bit ``value`` (signed or unsigned) into ``dst``."""
    return (
        Insn(LDDW, dst, src, 0, _signed32(value)),
        Insn(0, 0, 0, 0, _signed32(value >> 32)),
    )


def is_jump(opcode: int) -> bool:
    """Whether the opcode is a jump, conditional or not (calls and exit are not)."""
    return opcode & 7 in (BPF_JMP, BPF_JMP32) and opcode & 0xF0 in _JUMP_OPS


def jump_target(insns: Sequence[Insn], pc: int) -> int | None:
    """Return the slot to which the jump at ``pc`` goes when taken, or None when it is not a jump.

    For a call to a subprogram (``src`` is BPF_PSEUDO_CALL) it is the subprogram's first slot.
    """
    insn = insns[pc]
    if insn.opcode == CALL and insn.src == BPF_PSEUDO_CALL:
        return pc + 1 + insn.imm
    if not is_jump(insn.opcode):
        return None
    return pc + 1 + (insn.imm if insn.opcode == JA32 else insn.off)


def function_target(insns: Sequence[Insn], pc: int) -> int | None:
    """The first slot of the function that the slot ``pc`` calls or takes the address of.

    None when it does neither. An address is taken by an LDDW with src BPF_PSEUDO_FUNC.
    """
    insn = insns[pc]
    called = insn.opcode == CALL and insn.src == BPF_PSEUDO_CALL
    taken = insn.opcode == LDDW and insn.src == BPF_PSEUDO_FUNC
    return pc + 1 + insn.imm if called or taken else None


def function_token(start: int) -> int:
    """Return the number that a program has for the address of its function at slot ``start``.

    No memory is there: it is only good to be given to a helper that calls it back.
    """
    return 0xBFF0 << 48 | start


def _slot(byteorder: str) -> struct.Struct:
    try:
        return _SLOTS[byteorder]
    except KeyError:
        raise UsageError(f'byte order is "little" or "big", not {byteorder!r}') from None


def _signed32(value: int) -> int:
    return ((value & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000
