"""Lowering of loads, stores and atomics, with the checks that keep them inside."""

from __future__ import annotations

from progpack.bpf import isa
from progpack.bpf.check import FRAME_SIZE
from progpack.bpf.fault import FaultKind
from progpack.bpf.isa import Insn
from progpack.bpf.spec import MapSpec, MapType
from progpack.jit.builder import FunctionBuilder, Value, literal
from progpack.jit.kinds import CTX, FRAME, PACKET, VALUES, Kind
from progpack.jit.layout import at

__all__ = [
    "HASHED",
    "lower_load",
    "lower_load_packet",
    "lower_store",
    "value_stride",
    "values_bytes",
]

#: Types whose elements are in a hash table.
HASHED = frozenset(
    {
        MapType.HASH,
        MapType.PERCPU_HASH,
        MapType.LRU_HASH,
        MapType.LRU_PERCPU_HASH,
        MapType.LPM_TRIE,
        MapType.HASH_OF_MAPS,
    }
)

_ATOMICS = {isa.BPF_ADD: "add", isa.BPF_OR: "or", isa.BPF_AND: "and", isa.BPF_XOR: "xor"}


def value_stride(spec: MapSpec) -> int:
    """Bytes from a value to the next."""
    return -(-spec.value_size // 8) * 8


def values_bytes(spec: MapSpec) -> int:
    """Bytes of the values of a map (on one CPU); a ring's data is mapped twice."""
    if spec.type == MapType.RINGBUF:
        return 2 * spec.max_entries
    # A replaced element keeps its slot while the new one gets another.
    return (spec.max_entries + int(spec.type in HASHED)) * value_stride(spec)


def lower_load(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """LDX, zero- or sign-extending."""
    size = isa.size_bytes(insn.opcode)
    constant = _read_only_constant(fn, insn, size)
    if constant is not None:
        fn.set(insn.dst, constant)
        return
    pointer, align = _checked(fn, pc, insn.src, insn.off, size, write=False)
    value = fn.value(f"load i{size * 8}, ptr {pointer}, align {align}")
    if size == 8:
        fn.set(insn.dst, value)
    elif insn.opcode & 0xE0 == isa.BPF_MEMSX:
        fn.set(insn.dst, fn.value(f"sext i{size * 8} {value} to i64"))
    elif size == 4:
        fn.set(insn.dst, fn.widen(value))
    else:
        fn.set(insn.dst, fn.value(f"zext i{size * 8} {value} to i64"))


def lower_store(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """ST, STX and the atomic operations."""
    if insn.opcode & 7 == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
        _atomic(fn, pc, insn)
        return
    size = isa.size_bytes(insn.opcode)
    pointer, align = _checked(fn, pc, insn.dst, insn.off, size, write=True)
    if insn.opcode & 7 == isa.BPF_ST:
        value = literal(insn.imm, size * 8)
    else:
        value = _narrow(fn, fn.reg(insn.src), size)
    fn.emit(f"store i{size * 8} {value}, ptr {pointer}, align {align}")


def lower_load_packet(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """LD_ABS and LD_IND: where the packet is too short it is an exit with 0."""
    size = isa.size_bytes(insn.opcode)
    if fn.kind(6) != (CTX, 0):
        mark = f"i64 {fn.reg(6)}, i32 {at(pc)}"
        answer = fn.call_runtime("pp_check_ctx", mark, check=True)
        fn.unless(fn.value(f"icmp ne i64 {answer}, 0"))
    offset: Value = insn.imm & 0xFFFFFFFF
    if insn.opcode & 0xE0 == isa.BPF_IND:
        offset = fn.value(f"add i64 {fn.reg(insn.src)}, {insn.imm}")
    value = fn.call_runtime("pp_load_packet", f"i64 {offset}, i64 {size}")
    short = fn.value(f"icmp eq i64 {value}, -1")
    leave, stay = fn.new_label(), fn.new_label()
    fn.emit(f"br i1 {short}, label %{leave}, label %{stay}, !prof !2")
    fn.place(leave)
    fn.leave(0)
    fn.place(stay)
    fn.set(0, value)
    for register in range(1, 6):
        fn.set(register, 0)


def _narrow(fn: FunctionBuilder, value: Value, size: int) -> str:
    if isinstance(value, int):
        return literal(value, size * 8)
    if size == 8:
        return value
    return fn.low(value) if size == 4 else fn.value(f"trunc i64 {value} to i{size * 8}")


def _read_only_constant(fn: FunctionBuilder, insn: Insn, size: int) -> int | None:
    """What a load from a frozen global reads: known when the program is compiled."""
    kind = fn.kind(insn.src)
    if kind is None or kind[0] != VALUES or kind[1] is None or len(kind) != 3:
        return None
    spec = fn.program.maps.specs[kind[2]]
    start = kind[1] + insn.off
    if spec.data is None or not spec.read_only or not 0 <= start <= len(spec.data) - size:
        return None
    signed = insn.opcode & 0xE0 == isa.BPF_MEMSX
    order = "little" if fn.program.little else "big"
    value = int.from_bytes(spec.data[start : start + size], order, signed=signed)  # type: ignore[arg-type]
    return value & (1 << 64) - 1


def _checked(
    fn: FunctionBuilder, pc: int, base: int, offset: int, size: int, *, write: bool
) -> tuple[str, int]:
    """A pointer that may be used, and the alignment that is known of it."""
    frame = fn.frame_offset(base, offset, size)
    if frame is not None:
        return fn.frame_pointer(frame), size if frame % size == 0 else 1
    address = fn.address(base, offset)
    kind = fn.kind(base)
    if not _proved(fn, kind, offset, size, write=write):
        _check(fn, pc, kind, address, size, write=write)
    return fn.value(f"inttoptr i64 {address} to ptr"), 1


def _proved(fn: FunctionBuilder, kind: Kind, offset: int, size: int, *, write: bool) -> bool:
    if kind is None or kind[1] is None:
        return False
    start = kind[1] + offset
    if kind[0] == CTX:
        return not write and 0 <= start <= fn.program.ctx_size - size
    if kind[0] == VALUES and len(kind) == 3:
        spec = fn.program.maps.specs[kind[2]]
        return 0 <= start <= values_bytes(spec) - size and not (write and spec.read_only)
    return False


def _check(
    fn: FunctionBuilder, pc: int, kind: Kind, address: Value, size: int, *, write: bool
) -> None:
    """Go on when the address is in the believed region, else when any region allows it."""
    inside = _inside(fn, kind, address, size, write=write)
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
    fn: FunctionBuilder, kind: Kind, address: Value, size: int, *, write: bool
) -> str | None:
    """The i1 "within the believed region", or None where nothing is believed."""
    if kind is None:
        return None
    if kind[0] == VALUES and len(kind) == 3:
        spec = fn.program.maps.specs[kind[2]]
        length = values_bytes(spec)
        if length < size or (write and spec.read_only):
            return None
        return _within_fixed(fn, address, fn.load_map(kind[2], 1), length - size)
    if kind[0] == FRAME:
        return _within_fixed(
            fn, address, fn.load_field("stack"), fn.program.frames * FRAME_SIZE - size
        )
    if kind[0] == PACKET and (fn.program.packet_writable or not write):
        return _within(fn, address, "data", "data_end", size, constant=False)
    if kind[0] == CTX and (fn.program.ctx_writable or not write):
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
    frame = fn.frame_offset(insn.dst, insn.off, size)
    pointer, _ = _checked(fn, pc, insn.dst, insn.off, size, write=True)
    if frame is None or frame % size:
        address = fn.address(insn.dst, insn.off)
        rest = fn.value(f"and i64 {address}, {size - 1}")
        aligned = fn.value(f"icmp eq i64 {rest}, 0")
        fn.fault_unless(aligned, FaultKind.ALIGN, pc, address, size)
    operand = _narrow(fn, fn.reg(insn.src), size)
    bits = size * 8
    if insn.imm == isa.BPF_CMPXCHG:
        expected = _narrow(fn, fn.reg(0), size)
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


def _old(fn: FunctionBuilder, register: int, size: int, value: str) -> None:
    fn.set(register, value if size == 8 else fn.widen(value))
