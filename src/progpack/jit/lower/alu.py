"""Lowering of arithmetic, moves and byte swaps (RFC 9669, 4.1 and 4.2)."""

from __future__ import annotations

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.jit.lower.builder import FunctionBuilder
from progpack.jit.lower.ssa import Value, literal

__all__ = ["lower_alu"]

_PLAIN = {
    isa.BPF_ADD: "add",
    isa.BPF_SUB: "sub",
    isa.BPF_MUL: "mul",
    isa.BPF_OR: "or",
    isa.BPF_AND: "and",
    isa.BPF_XOR: "xor",
}
_SHIFTS = {isa.BPF_LSH: "shl", isa.BPF_RSH: "lshr", isa.BPF_ARSH: "ashr"}


def lower_alu(fn: FunctionBuilder, insn: Insn) -> None:
    """One instruction of class ALU64 or ALU."""
    quick = _QUICK.get(insn[0])
    if quick is not None:
        _plain(fn, insn, *quick)
        return
    operation = insn.opcode & 0xF0
    bits = 64 if insn.opcode & 7 == isa.BPF_ALU64 else 32
    if operation == isa.BPF_MOV:
        _mov(fn, insn, bits)
    elif operation == isa.BPF_END:
        _end(fn, insn)
    elif operation == isa.BPF_NEG:
        _result(fn, insn.dst, bits, fn.value(f"sub i{bits} 0, {_operand(fn, insn.dst, bits)}"))
    else:
        left = _operand(fn, insn.dst, bits)
        right = _operand(fn, insn.src, bits) if insn.opcode & isa.BPF_X else literal(insn.imm, bits)
        if operation in _SHIFTS:
            value = _shift(fn, operation, bits, left, right)
        else:
            value = _divide(fn, insn, bits, left, right)
        _result(fn, insn.dst, bits, value)


#: Opcode -> how the instruction begins, whether it has 32 bits, whether the operand is a register.
_QUICK = {
    group | operation | source: (f"{name} i{bits} ", bits == 32, bool(source))
    for group, bits in ((isa.BPF_ALU64, 64), (isa.BPF_ALU, 32))
    for operation, name in _PLAIN.items()
    for source in (isa.BPF_K, isa.BPF_X)
}


def _plain(fn: FunctionBuilder, insn: Insn, text: str, narrow: bool, register: bool) -> None:
    """Lower an operation of two operands that is defined for all values, as most are."""
    _, dst, src, _, imm = insn
    regs = fn.regs
    if narrow:
        right: Value = fn.low(regs[src]) if register else imm & 0xFFFFFFFF
        regs[dst] = fn.widen(fn.value(f"{text}{fn.low(regs[dst])}, {right}"))
    else:
        # Constants among the values of registers are unsigned already.
        right = regs[src] if register else imm & 0xFFFFFFFFFFFFFFFF
        regs[dst] = fn.value(f"{text}{regs[dst]}, {right}")


def _operand(fn: FunctionBuilder, register: int, bits: int) -> str:
    value = fn.regs[register]
    if bits == 32:
        return fn.low(value)
    return literal(value) if isinstance(value, int) else value


def _result(fn: FunctionBuilder, register: int, bits: int, value: str) -> None:
    fn.regs[register] = value if bits == 64 else fn.widen(value)


def _mov(fn: FunctionBuilder, insn: Insn, bits: int) -> None:
    if not insn.opcode & isa.BPF_X:
        fn.regs[insn.dst] = insn.imm & (1 << bits) - 1
        return
    source = fn.regs[insn.src]
    if insn.off:
        narrow = fn.value(f"trunc i64 {source} to i{insn.off}")
        _result(fn, insn.dst, bits, fn.value(f"sext i{insn.off} {narrow} to i{bits}"))
    elif bits == 64:
        fn.regs[insn.dst] = source
    elif isinstance(source, int):
        fn.regs[insn.dst] = source & 0xFFFFFFFF
    else:
        fn.regs[insn.dst] = fn.widen(fn.low(source))


def _shift(fn: FunctionBuilder, operation: int, bits: int, left: str, right: str) -> str:
    """The amount is taken modulo the width; LLVM's own shifts leave more undefined."""
    amount = (
        literal(int(right) & bits - 1)
        if right[0] != "%"
        else fn.value(f"and i{bits} {right}, {bits - 1}")
    )
    return fn.value(f"{_SHIFTS[operation]} i{bits} {left}, {amount}")


def _divide(fn: FunctionBuilder, insn: Insn, bits: int, left: str, right: str) -> str:
    """Division by zero gives 0, modulo by zero leaves the destination; INT_MIN / -1 wraps."""
    modulo = insn.opcode & 0xF0 == isa.BPF_MOD
    signed = insn.off == 1
    name = ("s" if signed else "u") + ("rem" if modulo else "div")
    if right[0] != "%":
        return _divide_by_constant(fn, name, bits, left, int(right), modulo=modulo)
    zero = fn.value(f"icmp eq i{bits} {right}, 0")
    unsafe = zero
    if signed:
        minus = fn.value(f"icmp eq i{bits} {right}, -1")
        unsafe = fn.value(f"or i1 {zero}, {minus}")
    divisor = fn.value(f"select i1 {unsafe}, i{bits} 1, i{bits} {right}")
    value = fn.value(f"{name} i{bits} {left}, {divisor}")
    if signed and not modulo:
        negated = fn.value(f"sub i{bits} 0, {left}")
        value = fn.value(f"select i1 {minus}, i{bits} {negated}, i{bits} {value}")
    # x smod -1 and x smod 1 are both 0, so the divisor 1 has given the right answer already.
    return fn.value(f"select i1 {zero}, i{bits} {left if modulo else 0}, i{bits} {value}")


def _divide_by_constant(
    fn: FunctionBuilder, name: str, bits: int, left: str, right: int, *, modulo: bool
) -> str:
    if right == 0:
        return fn.value(f"add i{bits} {left if modulo else 0}, 0")
    if right == (1 << bits) - 1 and name[0] == "s":
        return fn.value(f"sub i{bits} 0, {left}") if not modulo else fn.value(f"add i{bits} 0, 0")
    return fn.value(f"{name} i{bits} {left}, {right}")


def _end(fn: FunctionBuilder, insn: Insn) -> None:
    """Lower a byte swap: to little, to big (class ALU), or unconditional (class ALU64)."""
    width = insn.imm
    unconditional = insn.opcode & 7 == isa.BPF_ALU64
    to_big = bool(insn.opcode & isa.BPF_TO_BE)
    swap = unconditional or to_big == fn.program.little
    value = fn.regs[insn.dst]
    narrow = str(value) if width == 64 else fn.value(f"trunc i64 {value} to i{width}")
    if swap:
        narrow = fn.value(f"call i{width} @llvm.bswap.i{width}(i{width} {narrow})")
    if width == 64:
        fn.regs[insn.dst] = int(narrow) if narrow[0] != "%" else narrow
    elif width == 32:
        fn.regs[insn.dst] = fn.widen(narrow)
    else:
        fn.regs[insn.dst] = fn.value(f"zext i{width} {narrow} to i64")
