"""An assembler for the text that `progpack.bpf.text.disasm` prints, for tests and small programs.

One instruction a line, in the syntax of ``llvm-objdump`` and clang's inline assembly::

    main:
        r6 = r1                     # comments: "#", "//" and ";" to the end of the line
        if r2 < 0x4 goto out        # a label, or a signed number of slots: goto +0x3
        w0 = *(u32 *)(r6 + 0x0)
        call double                 # a label: call of a subprogram
        r1 = 0x1122334455667788 ll
        r1 = map counters ll        # the map; "map .data + 0x8" is an address in its value
        call 0x5                    # a helper by number (bpf_ktime_get_ns works too)
    out:
        exit
    double:
        r0 += r0
        exit

A slot number in front of an instruction (``12:``), as listings have it, is ignored. Registers must
fit the instruction (``r`` 64 bits, ``w`` 32 bits); 32-bit loads and stores take either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, lddw
from progpack.bpf.spec import Function, MapRef, ProgramSpec, ProgramType
from progpack.errors import ProgramError

__all__ = ["assemble", "assemble_program"]

_SIZES: Final = {"8": isa.BPF_B, "16": isa.BPF_H, "32": isa.BPF_W, "64": isa.BPF_DW}
_ALU: Final = {
    "+=": 0x00,
    "-=": 0x10,
    "*=": 0x20,
    "/=": isa.BPF_DIV,
    "|=": 0x40,
    "&=": 0x50,
    "<<=": 0x60,
    ">>=": 0x70,
    "%=": isa.BPF_MOD,
    "^=": 0xA0,
    "=": isa.BPF_MOV,
    "s>>=": 0xC0,
}
_SIGNED: Final = {"s/=": isa.BPF_DIV, "s%=": isa.BPF_MOD}
_JUMP: Final = {
    "==": 0x10,
    ">": 0x20,
    ">=": 0x30,
    "&": 0x40,
    "!=": 0x50,
    "s>": 0x60,
    "s>=": 0x70,
    "<": 0xA0,
    "<=": 0xB0,
    "s<": 0xC0,
    "s<=": 0xD0,
}
_ATOMIC: Final = {"+=": isa.BPF_ADD, "|=": isa.BPF_OR, "&=": isa.BPF_AND, "^=": isa.BPF_XOR}
_FETCH: Final = {"add": isa.BPF_ADD, "or": isa.BPF_OR, "and": isa.BPF_AND, "xor": isa.BPF_XOR}
_SWAP: Final = {
    "le": isa.BPF_ALU | isa.BPF_END,
    "be": isa.BPF_ALU | isa.BPF_END | isa.BPF_TO_BE,
    "bswap": isa.BPF_ALU64 | isa.BPF_END,
}

_REG = r"([rw][0-9]{1,3})"
_DIGITS = r"(?:0x[0-9a-fA-F]{1,20}|[0-9]{1,20})"
_NUM = rf"([+-]?{_DIGITS})"
_OPERAND = rf"([+-]?{_DIGITS}|[rw][0-9]{{1,3}})"
_NAME = r"[A-Za-z_.$][\w.$]*"
_TARGET = rf"([+-]{_DIGITS}|{_NAME})"
_SUM = rf"(r[0-9]{{1,3}})(?: ?([+-]) ?({_DIGITS}))?"
_WHERE = rf"\({_SUM}"
_COMMENT = re.compile(r"(#|//|;).*")
_PREFIX = re.compile(r"\s*\d+:\s*")
_LABEL = re.compile(rf"\s*({_NAME}):\s*")
_CAST = r"\*\(([us])(8|16|32|64) ?\*\)"


class _Bad(Exception):
    """An error in the line at hand; the text says what is wrong."""


@dataclass(slots=True)
class _Unit:
    """The program as it grows, and the places that wait for a label."""

    insns: list[Insn] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    fixups: list[tuple[int, str, int]] = field(default_factory=list)
    maps: dict[int, MapRef] = field(default_factory=dict)
    line: int = 0

    def emit(self, opcode: int, dst: int = 0, src: int = 0, off: int = 0, imm: int = 0) -> None:
        self.insns.append(Insn(opcode, dst, src, off, imm))

    def jump(self, insn: Insn, target: str) -> None:
        """Append a jump; its distance goes to off, or to imm in ``gotol`` and calls."""
        if target[0] in "+-":
            self.insns.append(_aim(insn, _int(target)))
        else:
            self.fixups.append((len(self.insns), target, self.line))
            self.insns.append(insn)


def assemble(text: str) -> list[Insn]:
    """Assemble a program into instruction slots.

    Map references become what `ProgramSpec` has for them (``src`` BPF_PSEUDO_MAP_FD with immediate
    0, or BPF_PSEUDO_MAP_VALUE with the offset); their names are lost: see `assemble_program`.

    Raises:
        ProgramError: a line cannot be read, a number does not fit or a label is missing; the
            message names the line, from 1.
    """
    return _read(text).insns


def assemble_program(
    text: str,
    *,
    name: str = "main",
    type: ProgramType = ProgramType.FLAT,  # noqa: A002 - the name of the field it fills
    license: str = "GPL",  # noqa: A002 - the name of the field it fills
) -> ProgramSpec:
    """Assemble a program with its functions and map references.

    Subprograms are where calls go; a label there is the function's name.

    Raises:
        ProgramError: as `assemble`.
    """
    unit = _read(text)
    spec = ProgramSpec.from_insns(name, type, unit.insns, maps=unit.maps, license=license)
    names = {pc: label for label, pc in unit.labels.items() if pc}
    functions = tuple(Function(names.get(f.start, f.name), f.start, f.end) for f in spec.functions)
    return ProgramSpec(name, "", type, spec.insns, functions, spec.maps, license)


def _read(text: str) -> _Unit:
    unit = _Unit()
    for number, line in enumerate(text.splitlines(), 1):
        unit.line = number
        try:
            for statement in _statements(unit, line):
                _statement(unit, statement)
        except _Bad as error:
            raise ProgramError(f"line {number}: {error}", pc=len(unit.insns)) from None
    for pc, label, number in unit.fixups:
        _resolve(unit, pc, label, number)
    return unit


def _statements(unit: _Unit, line: str) -> Iterator[str]:
    """Take comment, slot number and labels off a line; the rest is an instruction or nothing."""
    rest = _COMMENT.sub("", line)
    while match := _LABEL.match(rest) or _PREFIX.match(rest):
        if match.lastindex:
            label = match[1]
            if label in unit.labels:
                raise _Bad(f"label {label!r} is there twice")
            unit.labels[label] = len(unit.insns)
        rest = rest[match.end() :]
    if rest := " ".join(rest.split()):
        yield rest


def _resolve(unit: _Unit, pc: int, label: str, number: int) -> None:
    insn = unit.insns[pc]
    if label in unit.labels:
        distance = unit.labels[label] - pc - 1
        if insn.opcode == isa.CALL:
            insn = Insn(isa.CALL, insn.dst, isa.BPF_PSEUDO_CALL, insn.off, insn.imm)
        try:
            unit.insns[pc] = _aim(insn, distance)
        except _Bad as error:
            raise ProgramError(f"line {number}: {error}", pc=pc) from None
        return
    if insn.opcode == isa.CALL:
        helper = _helpers().get(label.removeprefix("bpf_"))
        if helper is not None:
            unit.insns[pc] = insn.with_imm(helper)
            return
    raise ProgramError(f"line {number}: there is no label {label!r}", pc=pc)


def _aim(insn: Insn, distance: int) -> Insn:
    if insn.opcode in (isa.CALL, isa.JA32):
        return insn.with_imm(_int32(distance))
    if not -0x8000 <= distance <= 0x7FFF:
        raise _Bad(f"a jump over {distance} slots is too far; use gotol")
    return insn.with_off(distance)


@cache
def _helpers() -> dict[str, int]:
    from progpack.bpf.helpers.ids import NAMES

    return {name.removeprefix("bpf_"): number for number, name in NAMES.items()}


def _statement(unit: _Unit, text: str) -> None:
    for pattern, handler in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            handler(unit, *match.groups())
            return
    raise _Bad(f"cannot read {text!r}")


# What the parts of an instruction mean.


def _register(text: str, width: str = "") -> int:
    if width and text[0] != width:
        raise _Bad(f"{text} has the wrong width; {width}{text[1:]} fits")
    number = int(text[1:])
    if number > isa.MAX_REG:
        raise _Bad(f"there is no register {text}; the last is r{isa.MAX_REG}")
    return number


def _int(text: str) -> int:
    # int(text, 0) would refuse leading zeros.
    return int(text, 16 if "x" in text else 10)


def _int32(value: int, *, unsigned: bool = False) -> int:
    if -0x80000000 <= value <= 0x7FFFFFFF:
        return value
    if unsigned and value <= 0xFFFFFFFF:
        return value - 0x100000000
    raise _Bad(f"{value:#x} does not fit 32 bits")


def _offset(sign: str | None, digits: str | None) -> int:
    value = _int(digits) if digits else 0
    value = -value if sign == "-" else value
    if not -0x8000 <= value <= 0x7FFF:
        raise _Bad(f"offset {value} does not fit 16 bits")
    return value


def _same(a: str, b: str) -> None:
    if a != b:
        raise _Bad(f"{a} and {b} must be the same register")


def _value_register(text: str, bits: str) -> int:
    """The register of a load or store of this width; narrow ones go by either name."""
    if bits == "64":
        return _register(text, "r")
    return _register(text)


_GOTO: Final = {"goto": isa.JA, "gotol": isa.JA32, "may_goto": isa.MAY_GOTO}

# One function a form; the arguments are the groups of its pattern.


def _exit(unit: _Unit) -> None:
    unit.emit(isa.EXIT)


def _goto(unit: _Unit, word: str, target: str) -> None:
    unit.jump(Insn(_GOTO[word]), target)


def _if(unit: _Unit, left: str, operator: str, right: str, target: str) -> None:
    cls = isa.BPF_JMP if left[0] == "r" else isa.BPF_JMP32
    opcode = cls | _JUMP[operator]
    dst = _register(left)
    if right[0] in "rw":
        insn = Insn(opcode | isa.BPF_X, dst, _register(right, left[0]))
    else:
        insn = Insn(opcode, dst, imm=_int32(_int(right), unsigned=left[0] == "w"))
    unit.jump(insn, target)


def _call(unit: _Unit, target: str) -> None:
    if target[0].isdigit():
        unit.emit(isa.CALL, imm=_int32(_int(target)))
    elif target[0] in "+-":
        unit.emit(isa.CALL, src=isa.BPF_PSEUDO_CALL, imm=_int32(_int(target)))
    else:
        unit.jump(Insn(isa.CALL), target)


def _packet_load(unit: _Unit, bits: str, at: str) -> None:
    unit.emit(isa.BPF_LD | isa.BPF_ABS | _SIZES[bits], imm=_int32(_int(at)))


def _packet_load_indexed(
    unit: _Unit, bits: str, base: str, minus: str | None, off: str | None
) -> None:
    value = _int(off) if off else 0
    imm = _int32(-value if minus == "-" else value)
    unit.emit(isa.BPF_LD | isa.BPF_IND | _SIZES[bits], src=_register(base), imm=imm)


def _load(
    unit: _Unit, dst: str, sign: str, bits: str, base: str, minus: str | None, off: str | None
) -> None:
    if sign == "s":
        if bits == "64":
            raise _Bad("a 64-bit load has no sign to extend; use u64")
        opcode, register = isa.BPF_LDX | isa.BPF_MEMSX | _SIZES[bits], _register(dst, "r")
    else:
        opcode, register = isa.BPF_LDX | isa.BPF_MEM | _SIZES[bits], _value_register(dst, bits)
    unit.emit(opcode, register, _register(base), _offset(minus, off))


def _store(
    unit: _Unit, sign: str, bits: str, base: str, minus: str | None, off: str | None, value: str
) -> None:
    if sign == "s":
        raise _Bad(f"a store has no sign; use u{bits}")
    size, dst, offset = _SIZES[bits], _register(base), _offset(minus, off)
    if value[0] in "rw":
        unit.emit(isa.BPF_STX | isa.BPF_MEM | size, dst, _value_register(value, bits), offset)
    else:
        imm = _int32(_int(value), unsigned=bits != "64")
        unit.emit(isa.BPF_ST | isa.BPF_MEM | size, dst, 0, offset, imm)


def _lock(
    unit: _Unit,
    bits: str,
    base: str,
    minus: str | None,
    off: str | None,
    operator: str,
    src: str,
) -> None:
    _atomic(unit, bits, base, _offset(minus, off), src, _ATOMIC[operator])


def _fetch(
    unit: _Unit,
    dst: str,
    operation: str,
    bits: str,
    base: str,
    minus: str | None,
    off: str | None,
    src: str,
) -> None:
    _same(dst, src)
    _atomic(unit, bits, base, _offset(minus, off), src, _FETCH[operation] | isa.BPF_FETCH)


def _xchg(
    unit: _Unit, dst: str, form: str, base: str, minus: str | None, off: str | None, src: str
) -> None:
    _same(dst, src)
    _atomic(unit, form[-2:], base, _offset(minus, off), src, isa.BPF_XCHG)


def _cmpxchg(
    unit: _Unit,
    dst: str,
    form: str,
    base: str,
    minus: str | None,
    off: str | None,
    old: str,
    src: str,
) -> None:
    _same(dst, old)
    if _register(old) != 0:
        raise _Bad("cmpxchg compares with r0 (w0) and returns the old value there")
    _atomic(unit, form[-2:], base, _offset(minus, off), src, isa.BPF_CMPXCHG)


def _atomic(unit: _Unit, bits: str, base: str, off: int, src: str, operation: int) -> None:
    register = _register(src, "r" if bits == "64" else "w")
    opcode = isa.BPF_STX | isa.BPF_ATOMIC | _SIZES[bits]
    unit.emit(opcode, _register(base), register, off, operation)


def _load_acquire(
    unit: _Unit, dst: str, bits: str, base: str, minus: str | None, off: str | None
) -> None:
    opcode, target = isa.BPF_STX | isa.BPF_ATOMIC | _SIZES[bits], _value_register(dst, bits)
    unit.emit(opcode, target, _register(base), _offset(minus, off), isa.BPF_LOAD_ACQ)


def _store_release(
    unit: _Unit, bits: str, base: str, minus: str | None, off: str | None, src: str
) -> None:
    opcode, source = isa.BPF_STX | isa.BPF_ATOMIC | _SIZES[bits], _value_register(src, bits)
    unit.emit(opcode, _register(base), source, _offset(minus, off), isa.BPF_STORE_REL)


def _neg(unit: _Unit, dst: str, src: str) -> None:
    _same(dst, src)
    unit.emit((isa.BPF_ALU64 if dst[0] == "r" else isa.BPF_ALU) | isa.BPF_NEG, _register(dst))


def _extend(unit: _Unit, dst: str, bits: str, src: str) -> None:
    if bits == "32" and dst[0] == "w":
        raise _Bad("a 32-bit register has no 32-bit sign to extend")
    cls = isa.BPF_ALU64 if dst[0] == "r" else isa.BPF_ALU
    unit.emit(cls | isa.BPF_MOV | isa.BPF_X, _register(dst), _register(src, dst[0]), int(bits))


def _swap(unit: _Unit, dst: str, kind: str, bits: str, src: str) -> None:
    _same(dst, src)
    unit.emit(_SWAP[kind], _register(dst, "r"), imm=int(bits))


def _wide(unit: _Unit, dst: str, value: str) -> None:
    number = _int(value)
    if not -(1 << 63) <= number < 1 << 64:
        raise _Bad(f"{value} does not fit 64 bits")
    unit.insns += lddw(_register(dst, "r"), number)


def _pseudo(unit: _Unit, dst: str, kind: str, value: str) -> None:
    source, number = _int(kind), _int(value)
    if not 0 <= source <= 15 or not 0 <= number < 1 << 64:
        raise _Bad(f"{kind} or {value} is out of range")
    unit.insns += lddw(_register(dst, "r"), number, source)


def _map(unit: _Unit, dst: str, name: str, offset: str | None) -> None:
    value = None if offset is None else _int(offset)
    if value is not None and value > 0x7FFFFFFF:
        raise _Bad(f"offset {offset} does not fit 31 bits")
    unit.maps[len(unit.insns)] = MapRef(name, value)
    kind = isa.BPF_PSEUDO_MAP_FD if value is None else isa.BPF_PSEUDO_MAP_VALUE
    unit.insns += (Insn(isa.LDDW, _register(dst, "r"), kind), Insn(0, imm=value or 0))


def _alu(unit: _Unit, dst: str, operator: str, right: str) -> None:
    off = 1 if operator in _SIGNED else 0
    op = _SIGNED[operator] if off else _ALU[operator]
    opcode = op | (isa.BPF_ALU64 if dst[0] == "r" else isa.BPF_ALU)
    if right[0] in "rw":
        unit.emit(opcode | isa.BPF_X, _register(dst), _register(right, dst[0]), off)
    else:
        imm = _int32(_int(right), unsigned=dst[0] == "w")
        unit.emit(opcode, _register(dst), 0, off, imm)


def _alternatives(table: dict[str, int]) -> str:
    # Longest first, or "s>" would hide "s>=".
    return "|".join(map(re.escape, sorted(table, key=len, reverse=True)))


_FORMS: Final[list[tuple[re.Pattern[str], Callable[..., None]]]] = [
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"{_REG} ({_alternatives(_ALU | _SIGNED)}) {_OPERAND}", _alu),
        (rf"{_REG} = {_CAST}{_WHERE}\)", _load),
        (rf"{_CAST}{_WHERE}\) = {_OPERAND}", _store),
        (rf"if {_REG} ({_alternatives(_JUMP)}) {_OPERAND} goto {_TARGET}", _if),
        (rf"({_alternatives(_GOTO)}) {_TARGET}", _goto),
        (r"exit", _exit),
        (rf"call ([+-]?{_DIGITS}|{_NAME})", _call),
        (rf"{_REG} = {_NUM} ll", _wide),
        (rf"{_REG} = map ({_NAME})(?: ?\+ ?({_DIGITS}))? ll", _map),
        (rf"{_REG} = \(s(8|16|32)\) ?([rw][0-9]{{1,3}})", _extend),
        (rf"{_REG} = -([rw][0-9]{{1,3}})", _neg),
        (rf"{_REG} = (le|be|bswap)(16|32|64) ([rw][0-9]{{1,3}})", _swap),
        (rf"r0 = \*\(u(8|16|32) ?\*\)skb\[{_NUM}\]", _packet_load),
        (rf"r0 = \*\(u(8|16|32) ?\*\)skb\[{_SUM}\]", _packet_load_indexed),
        (rf"lock \*\(u(32|64) ?\*\){_WHERE}\) ({_alternatives(_ATOMIC)}) {_REG}", _lock),
        (rf"{_REG} = atomic_fetch_(add|or|and|xor)\(\(u(32|64) ?\*\){_WHERE}\), ?{_REG}\)", _fetch),
        (rf"{_REG} = xchg(_64|32_32){_WHERE}, ?{_REG}\)", _xchg),
        (rf"{_REG} = cmpxchg(_64|32_32){_WHERE}, ?{_REG}, ?{_REG}\)", _cmpxchg),
        (rf"{_REG} = load_acquire\(\(u(8|16|32|64) ?\*\){_WHERE}\)\)", _load_acquire),
        (rf"store_release\(\(u(8|16|32|64) ?\*\){_WHERE}\), ?{_REG}\)", _store_release),
        (rf"ld_pseudo {_REG}, {_NUM}, {_NUM}", _pseudo),
    )
]
