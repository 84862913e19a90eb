"""Instructions as text, in the syntax of ``llvm-objdump``.

The text is that of LLVM 22 for ``-mcpu=v4`` (the registers of 32-bit loads and stores are ``w``
registers), without the symbol that objdump appends to branches. What objdump prints ambiguously is
told apart, so that `progpack.bpf.asm` reads back what was printed, and a replaced helper has its
name:

=====================  =========================  ==============================
instruction            llvm-objdump               here
=====================  =========================  ==============================
call of a subprogram   ``call 0x5``               ``call +0x5`` (relative slots)
LD_IND with an offset  ``r0 = *(u8 *)skb[r1]``    ``r0 = *(u8 *)skb[r1 + 0x4]``
LDDW with a source     ``ld_pseudo`` and a tab,   ``ld_pseudo r1, 0x2, 0x800000000``
                       only the low half
kernel function call   ``call 0x4d``              ``call kfunc 0x4d``
replaced helper        (there is none)            ``call bpf_ktime_get_ns``
=====================  =========================  ==============================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from progpack.bpf.helpers import custom
from progpack.bpf.helpers.ids import FIRST_REPLACED
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, imm64, size_bytes
from progpack.bpf.spec import Function, MapRef

__all__ = ["UNKNOWN", "disasm", "listing"]

#: The text for an encoding that is no instruction, as of llvm-objdump.
UNKNOWN: Final = "<unknown>"

_ALU: Final = {
    0x00: "+=",
    0x10: "-=",
    0x20: "*=",
    0x30: "/=",
    0x40: "|=",
    0x50: "&=",
    0x60: "<<=",
    0x70: ">>=",
    0x90: "%=",
    0xA0: "^=",
    0xB0: "=",
    0xC0: "s>>=",
}
_JUMP: Final = {
    0x10: "==",
    0x20: ">",
    0x30: ">=",
    0x40: "&",
    0x50: "!=",
    0x60: "s>",
    0x70: "s>=",
    0xA0: "<",
    0xB0: "<=",
    0xC0: "s<",
    0xD0: "s<=",
}
_ATOMIC: Final = {0x00: ("add", "+="), 0x40: ("or", "|="), 0x50: ("and", "&="), 0xA0: ("xor", "^=")}


def disasm(insns: Sequence[Insn], pc: int) -> str:
    """The instruction at slot ``pc`` as text; ``""`` for the second slot of an LDDW.

    Reserved fields are not looked at; what is no instruction at all gives ``<unknown>``.

    Raises:
        IndexError: there is no such slot.
    """
    insn = insns[pc]
    if insn.opcode == isa.LDDW:
        return _lddw(insn, insns[pc + 1] if pc + 1 < len(insns) else None)
    if insn.opcode == 0:
        # A run of LDDWs cannot confuse this: the slot before a second slot is always its first.
        return "" if pc and insns[pc - 1].opcode == isa.LDDW else UNKNOWN
    return _CLASSES[insn.opcode & 7](insn)


def listing(
    insns: Sequence[Insn],
    *,
    functions: Iterable[Function] = (),
    maps: Mapping[int, MapRef] | None = None,
    lines: Mapping[int, str] | None = None,
) -> Iterator[str]:
    """A whole program as lines of text; `progpack.bpf.asm.assemble` reads it back.

    Each instruction has its slot number in front. Functions are headed by ``name:``, a comment
    (``; file:line: text``) says when the source line changes, and map references name the map
    (``r1 = map start ll``).

    Args:
        insns: the program.
        functions: where to write a name.
        maps: pc of an LDDW -> what it stands for.
        lines: pc -> source line.
    """
    maps = maps or {}
    lines = lines or {}
    names = {function.start: function.name for function in functions}
    width = len(str(len(insns)))
    last = ""
    for pc in range(len(insns)):
        if pc in names:
            yield f"{names[pc]}:"
            last = ""
        if lines.get(pc, last) != last:
            last = lines[pc]
            yield f"; {last}"
        text = disasm(insns, pc)
        if not text:
            continue
        ref = maps.get(pc)
        if ref is not None:
            where = ref.map if ref.offset is None else f"{ref.map} + {ref.offset:#x}"
            text = f"r{insns[pc].dst} = map {where} ll"
        yield f"{pc:>{width + 3}}: {text}"


def _hex(value: int) -> str:
    return f"-{-value:#x}" if value < 0 else f"{value:#x}"


def _signed(value: int) -> str:
    return f"-{-value:#x}" if value < 0 else f"+{value:#x}"


def _at(register: int, off: int) -> str:
    return f"r{register} - {-off:#x}" if off < 0 else f"r{register} + {off:#x}"


def _reg(opcode: int, register: int) -> str:
    """The register of a load or store: 64-bit ones have an ``r``."""
    return f"r{register}" if opcode & 0x18 == isa.BPF_DW else f"w{register}"


def _lddw(insn: Insn, second: Insn | None) -> str:
    if second is None or second.opcode:
        return UNKNOWN
    value = imm64(insn, second)
    if insn.src:
        return f"ld_pseudo r{insn.dst}, {insn.src:#x}, {value:#x}"
    return f"r{insn.dst} = {_hex(value - (1 << 64) if value >> 63 else value)} ll"


def _ld(insn: Insn) -> str:
    mode, bits = insn.opcode & 0xE0, size_bytes(insn.opcode) * 8
    if bits == 64 or mode not in (isa.BPF_ABS, isa.BPF_IND):
        return UNKNOWN
    if mode == isa.BPF_ABS:
        return f"r0 = *(u{bits} *)skb[{_hex(insn.imm)}]"
    where = _at(insn.src, insn.imm) if insn.imm else f"r{insn.src}"
    return f"r0 = *(u{bits} *)skb[{where}]"


def _ldx(insn: Insn) -> str:
    mode, bits = insn.opcode & 0xE0, size_bytes(insn.opcode) * 8
    where = _at(insn.src, insn.off)
    if mode == isa.BPF_MEM:
        return f"{_reg(insn.opcode, insn.dst)} = *(u{bits} *)({where})"
    if mode == isa.BPF_MEMSX and bits != 64:
        return f"r{insn.dst} = *(s{bits} *)({where})"
    return UNKNOWN


def _st(insn: Insn) -> str:
    if insn.opcode & 0xE0 != isa.BPF_MEM:
        return UNKNOWN
    bits = size_bytes(insn.opcode) * 8
    return f"*(u{bits} *)({_at(insn.dst, insn.off)}) = {_hex(insn.imm)}"


def _stx(insn: Insn) -> str:
    mode, bits = insn.opcode & 0xE0, size_bytes(insn.opcode) * 8
    if mode == isa.BPF_MEM:
        source = _reg(insn.opcode, insn.src)
        return f"*(u{bits} *)({_at(insn.dst, insn.off)}) = {source}"
    return _atomic(insn, bits) if mode == isa.BPF_ATOMIC else UNKNOWN


def _atomic(insn: Insn, bits: int) -> str:
    kind, source = insn.imm, _reg(insn.opcode, insn.src)
    where = _at(insn.dst, insn.off)
    if kind == isa.BPF_LOAD_ACQ:
        target = _reg(insn.opcode, insn.dst)
        return f"{target} = load_acquire((u{bits} *)({_at(insn.src, insn.off)}))"
    if kind == isa.BPF_STORE_REL:
        return f"store_release((u{bits} *)({where}), {source})"
    if bits < 32:
        return UNKNOWN
    suffix = "_64" if bits == 64 else "32_32"
    if kind == isa.BPF_XCHG:
        return f"{source} = xchg{suffix}({where}, {source})"
    if kind == isa.BPF_CMPXCHG:
        old = _reg(insn.opcode, 0)
        return f"{old} = cmpxchg{suffix}({where}, {old}, {source})"
    if kind & ~isa.BPF_FETCH not in _ATOMIC:
        return UNKNOWN
    name, operator = _ATOMIC[kind & ~isa.BPF_FETCH]
    if kind & isa.BPF_FETCH:
        return f"{source} = atomic_fetch_{name}((u{bits} *)({where}), {source})"
    return f"lock *(u{bits} *)({where}) {operator} {source}"


def _alu(insn: Insn) -> str:
    opcode, dst, src, off, imm = insn
    op = opcode & 0xF0
    prefix = "r" if opcode & 7 == isa.BPF_ALU64 else "w"
    if op == isa.BPF_END:
        return _swap(insn)
    if op == isa.BPF_NEG:
        return UNKNOWN if opcode & isa.BPF_X else f"{prefix}{dst} = -{prefix}{dst}"
    if op not in _ALU:
        return UNKNOWN
    operator = _ALU[op]
    if off == 1 and op in (isa.BPF_DIV, isa.BPF_MOD):
        operator = f"s{operator}"
    if not opcode & isa.BPF_X:
        return f"{prefix}{dst} {operator} {_hex(imm)}"
    if off and op == isa.BPF_MOV:
        if off in (8, 16) or (off == 32 and prefix == "r"):
            return f"{prefix}{dst} = (s{off}){prefix}{src}"
        if off == 1 and prefix == "r":
            spaces = f"{imm >> 16 & 0xFFFF:#x}, {imm & 0xFFFF:#x}"
            return f"r{dst} = addr_space_cast(r{src}, {spaces})"
        return UNKNOWN
    return f"{prefix}{dst} {operator} {prefix}{src}"


def _swap(insn: Insn) -> str:
    if insn.imm not in isa.SWAPPED_BITS:
        return UNKNOWN
    if insn.opcode & 7 == isa.BPF_ALU64:
        if insn.opcode & isa.BPF_TO_BE:
            return UNKNOWN
        name = "bswap"
    else:
        name = "be" if insn.opcode & isa.BPF_TO_BE else "le"
    return f"r{insn.dst} = {name}{insn.imm} r{insn.dst}"


def _jmp(insn: Insn) -> str:
    opcode, dst, src, off, imm = insn
    if opcode == isa.JA:
        return f"goto {_signed(off)}"
    if opcode == isa.JA32:
        return f"gotol {_signed(imm)}"
    if opcode == isa.EXIT:
        return "exit"
    if opcode == isa.CALL:
        if src == isa.BPF_PSEUDO_CALL:
            return f"call {_signed(imm)}"
        if src == isa.BPF_PSEUDO_KFUNC_CALL:
            return f"call kfunc {_hex(imm)}"
        return f"call {_replaced_name(imm) or _hex(imm)}"
    if opcode == isa.CALLX:
        return f"callx r{dst}"
    if opcode == isa.BPF_JMP | isa.BPF_JCOND:
        return f"may_goto {_signed(off)}"
    operator = _JUMP.get(opcode & 0xF0)
    if operator is None:
        return UNKNOWN
    prefix = "r" if opcode & 7 == isa.BPF_JMP else "w"
    other = f"{prefix}{src}" if opcode & isa.BPF_X else _hex(imm)
    return f"if {prefix}{dst} {operator} {other} goto {_signed(off)}"


def _replaced_name(number: int) -> str:
    """The name of the helper that a test replaces by one of a number; ``""`` where it does not."""
    helper = custom.find(number) if number >= FIRST_REPLACED else None
    return "" if helper is None else helper.helper.text_name


_CLASSES: Final[dict[int, Callable[[Insn], str]]] = {
    isa.BPF_LD: _ld,
    isa.BPF_LDX: _ldx,
    isa.BPF_ST: _st,
    isa.BPF_STX: _stx,
    isa.BPF_ALU: _alu,
    isa.BPF_JMP: _jmp,
    isa.BPF_JMP32: _jmp,
    isa.BPF_ALU64: _alu,
}
