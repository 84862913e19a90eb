"""Lowering of loads, stores and atomics, with the checks that keep them inside."""

from __future__ import annotations

from progpack.bpf.analysis.transfer import frozen_number
from progpack.bpf.analysis.value import CALLER_FRAME, CTX, FRAME, PACKET, VALUES
from progpack.bpf.analysis.value import Value as Known
from progpack.bpf.context.fields import layout
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.bpf.isa.ordered import is_ordered
from progpack.bpf.maps.plan import values_bytes
from progpack.bpf.maps.types import Table
from progpack.fault import FaultKind
from progpack.jit.lower.builder import CHECK, Access, FunctionBuilder, own_frame_offset
from progpack.jit.lower.ssa import Value, literal
from progpack.jit.native.functions import at

__all__ = [
    "lower_load",
    "lower_load_packet",
    "lower_store",
]

_NO_CONTEXT = frozenset({PACKET, VALUES, FRAME, CALLER_FRAME})
_ADDRESSES = frozenset({"data", "data_end", "data_meta"})
_ATOMICS = {isa.BPF_ADD: "add", isa.BPF_OR: "or", isa.BPF_AND: "and", isa.BPF_XOR: "xor"}


def lower_load(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """LDX, zero- or sign-extending."""
    size = isa.size_bytes(insn.opcode)
    known = fn.registers[insn.src]
    constant = frozen_number(fn.program.world, known, insn)
    if constant is not None:
        fn.access(Access(pc, VALUES, size, proved=True))
        fn.regs[insn.dst] = constant
        return
    ends = _packet_field(fn, known, insn)
    if ends is not None:
        fn.access(Access(pc, CTX, size, proved=True))
        fn.regs[insn.dst] = fn.packet_address(ends)
        return
    if _may_read_address(fn, known, insn.off, size):
        fn.program.narrow_reads.add(pc)
    pointer, align, notes = _checked(fn, pc, insn.src, insn.off, size, write=False)
    if is_ordered(insn):
        _aligned(fn, pc, insn.src, insn.off, size)
        value = fn.value(f"load atomic i{size * 8}, ptr {pointer} acquire, align {size}")
    else:
        value = fn.value(f"load i{size * 8}, ptr {pointer}, align {align}{notes}")
    if size == 8:
        fn.regs[insn.dst] = value
    elif insn.opcode & 0xE0 == isa.BPF_MEMSX:
        fn.regs[insn.dst] = fn.value(f"sext i{size * 8} {value} to i64")
    elif size == 4:
        fn.regs[insn.dst] = fn.widen(value)
    else:
        fn.regs[insn.dst] = fn.value(f"zext i{size * 8} {value} to i64")


def lower_store(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """ST, STX and the atomic operations."""
    if insn.opcode & 7 == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
        _atomic(fn, pc, insn)
        return
    size = isa.size_bytes(insn.opcode)
    pointer, align, notes = _checked(fn, pc, insn.dst, insn.off, size, write=True)
    if insn.opcode & 7 == isa.BPF_ST:
        value = literal(insn.imm, size * 8)
    else:
        value = _narrow(fn, fn.regs[insn.src], size)
    if is_ordered(insn):
        _aligned(fn, pc, insn.dst, insn.off, size)
        fn.emit(f"store atomic i{size * 8} {value}, ptr {pointer} release, align {size}")
        return
    fn.emit(f"store i{size * 8} {value}, ptr {pointer}, align {align}{notes}")


def lower_load_packet(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """LD_ABS and LD_IND: where the packet is too short it is an exit with 0."""
    size = isa.size_bytes(insn.opcode)
    if fn.kind(6) != (CTX, 0):
        mark = f"i64 {fn.regs[6]}, i32 {at(pc)}"
        answer = fn.call_runtime("pp_check_ctx", mark, effects=CHECK)
        fn.unless(fn.value(f"icmp ne i64 {answer}, 0"))
    offset: Value = insn.imm & 0xFFFFFFFF
    if insn.opcode & 0xE0 == isa.BPF_IND:
        offset = fn.value(f"add i64 {fn.regs[insn.src]}, {insn.imm}")
    value = fn.call_runtime("pp_load_packet", f"i64 {offset}, i64 {size}")
    short = fn.value(f"icmp eq i64 {value}, -1")
    leave, stay = fn.new_label(), fn.new_label()
    fn.emit(f"br i1 {short}, label %{leave}, label %{stay}, !prof !2")
    fn.place(leave)
    fn.leave(0)
    fn.place(stay)
    fn.regs[0] = value
    for register in range(1, 6):
        fn.regs[register] = 0


def _narrow(fn: FunctionBuilder, value: Value, size: int) -> str:
    if isinstance(value, int):
        return literal(value, size * 8)
    if size == 8:
        return value
    return fn.low(value) if size == 4 else fn.value(f"trunc i64 {value} to i{size * 8}")


def _packet_field(fn: FunctionBuilder, known: Known | None, insn: Insn) -> str | None:
    """The field of the state that a load of the packet's address or end reads, else None.

    The context has the same numbers, and no program of a type with a packet can write to them.
    """
    if known is None or known.region != CTX or not known.proved or known.low != known.high:
        return None
    if not fn.program.world.packet_stays or insn.opcode != isa.BPF_LDX | isa.BPF_MEM | isa.BPF_W:
        return None
    return fn.program.packet_fields.get(known.low + insn.off)


def _may_read_address(fn: FunctionBuilder, known: Known | None, offset: int, size: int) -> bool:
    """Whether a load may read one of the context's fields that hold an address of the packet."""
    if known is None or (not known.proved and known.region not in _NO_CONTEXT):
        return True
    if known.region != CTX:
        return False
    if known.low is None or known.low != known.high:
        return True
    start = known.low + offset
    return any(
        start < field.offset + field.size and field.offset < start + size
        for field in layout(fn.program.spec.type).fields
        if field.name in _ADDRESSES
    )


def _checked(
    fn: FunctionBuilder, pc: int, base: int, offset: int, size: int, *, write: bool
) -> tuple[str, int, str]:
    """A pointer that may be used, the alignment that is known of it, and metadata."""
    known = fn.registers[base]
    frame = own_frame_offset(known, offset, size)
    if frame is not None:
        fn.access(Access(pc, FRAME, size, proved=True, write=write))
        return fn.frame_pointer(frame), size if frame % size == 0 else 1, ""
    address = fn.address(base, offset)
    if pc in fn.found.proved and known is not None:
        fn.access(Access(pc, known.region, size, proved=True, write=write))
        if known.region == PACKET:
            return fn.packet_pointer(address), 1, fn.scope(PACKET)
        # Frames are reached in other ways too, which say nothing of a scope.
        scope = "" if known.region == CALLER_FRAME else fn.scope(known.region)
        return fn.value(f"inttoptr i64 {address} to ptr"), 1, scope
    fn.access(Access(pc, known.region if known else "", size, proved=False, write=write))
    _check(fn, pc, known, address, size, write=write)
    return fn.value(f"inttoptr i64 {address} to ptr"), 1, ""


def _check(
    fn: FunctionBuilder, pc: int, known: Known | None, address: Value, size: int, *, write: bool
) -> None:
    """Go on when the address is in the believed region, else when any region allows it."""
    inside = _inside(fn, known, address, size, write=write)
    if inside is None:
        fn.unless(fn.check_access(pc, address, size, write=write))
        return
    good, slow = fn.new_label(), fn.new_label()
    fn.emit(f"br i1 {inside}, label %{good}, label %{slow}, !prof !1")
    fn.place(slow)
    fn.fails = True
    allowed = fn.check_access(pc, address, size, write=write)
    fn.emit(f"br i1 {allowed}, label %{good}, label %fail, !prof !1")
    fn.place(good)


def _inside(
    fn: FunctionBuilder, known: Known | None, address: Value, size: int, *, write: bool
) -> str | None:
    """The i1 "within the believed region", or None where nothing is believed."""
    if known is None:
        return None
    if known.region == VALUES:
        spec = fn.program.maps.specs[known.map]
        length = values_bytes(spec)
        # Which of a ring's bytes are a record's only the slow check knows.
        allowed = spec.programs_write if write else spec.programs_read
        if length < size or not allowed or spec.type.traits.table is Table.RING:
            return None
        return _within_fixed(fn, address, fn.load_map(known.map, 1), length - size)
    if known.region in (FRAME, CALLER_FRAME):
        return _within_fixed(
            fn, address, fn.load_field("stack"), fn.program.frames * FRAME_SIZE - size
        )
    if known.region == PACKET and (fn.program.packet_writable or not write):
        return _within(fn, address, "data", "data_end", size, constant=False)
    if known.region == CTX and (fn.program.ctx_writable if write else fn.program.ctx_readable):
        return _within(fn, address, "ctx", "ctx_end", size, constant=True)
    return None


def _within_fixed(fn: FunctionBuilder, address: Value, start: str, room: int) -> str:
    distance = fn.value(f"sub i64 {address}, {start}")
    return fn.value(f"icmp ule i64 {distance}, {room}")


def _within(
    fn: FunctionBuilder, address: Value, start: str, end: str, size: int, *, constant: bool
) -> str:
    """``end - size`` cannot wrap: no region of a run ends below the first page."""
    first = fn.load_field(start, constant=constant)
    last = fn.value(f"sub i64 {fn.load_field(end, constant=constant)}, {size}")
    above = fn.value(f"icmp uge i64 {address}, {first}")
    below = fn.value(f"icmp ule i64 {address}, {last}")
    return fn.value(f"and i1 {above}, {below}")


def _atomic(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    size = isa.size_bytes(insn.opcode)
    pointer, _, _ = _checked(fn, pc, insn.dst, insn.off, size, write=True)
    if fn.program.maps.hide_values:
        address = fn.address(insn.dst, insn.off)
        _check(fn, pc, fn.registers[insn.dst], address, size, write=False)
    _aligned(fn, pc, insn.dst, insn.off, size)
    operand = _narrow(fn, fn.regs[insn.src], size)
    bits = size * 8
    if insn.imm == isa.BPF_CMPXCHG:
        expected = _narrow(fn, fn.regs[0], size)
        pair = fn.value(
            f"cmpxchg ptr {pointer}, i{bits} {expected}, i{bits} {operand} seq_cst seq_cst"
        )
        _old(fn, 0, size, fn.value(f"extractvalue {{ i{bits}, i1 }} {pair}, 0"))
        return
    name = "xchg" if insn.imm == isa.BPF_XCHG else _ATOMICS[insn.imm & ~isa.BPF_FETCH]
    fetch = bool(insn.imm & isa.BPF_FETCH)
    # As the kernel's memory model has it: without FETCH they do not order other accesses.
    order = "seq_cst" if fetch else "monotonic"
    old = fn.value(f"atomicrmw {name} ptr {pointer}, i{bits} {operand} {order}")
    if fetch:
        _old(fn, insn.src, size, old)


def _aligned(fn: FunctionBuilder, pc: int, register: int, off: int, size: int) -> None:
    """End the run where an atomic access is not to a multiple of its size."""
    frame = own_frame_offset(fn.registers[register], off, size)
    if frame is not None and not frame % size:
        return
    address = fn.address(register, off)
    rest = fn.value(f"and i64 {address}, {size - 1}")
    aligned = fn.value(f"icmp eq i64 {rest}, 0")
    fn.fault_unless(aligned, FaultKind.ALIGN, pc, address, size)


def _old(fn: FunctionBuilder, register: int, size: int, value: str) -> None:
    fn.regs[register] = value if size == 8 else fn.widen(value)
