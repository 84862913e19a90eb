"""Lowering of calls: BPF-to-BPF, and helpers with their arguments checked from the prototype."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from progpack.bpf.analysis.arguments import known_map, known_size
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import BPF_REG_FP, Insn
from progpack.bpf.isa.limits import FRAME_SIZE, MOST_SKB
from progpack.bpf.maps.plan import key_work, value_stride, value_work
from progpack.bpf.maps.special_fields import lock_offset
from progpack.bpf.maps.types import Holds, Table
from progpack.bpf.spec import MapSpec
from progpack.fault import FaultKind
from progpack.jit.lower.builder import CHECK, RESULT, Access, FunctionBuilder, own_frame_offset
from progpack.jit.lower.callbacks import CALLING, check_function, lower_calling
from progpack.jit.lower.ssa import Value
from progpack.jit.native.functions import at
from progpack.jit.native.layout import PIECE, MapHeader, MapSlot

__all__ = ["INLINE", "function_name", "lower_call"]


class Checked(NamedTuple):
    """An argument that has been checked.

    Attributes:
        given: what the helper gets for it.
        handled: bytes that the helper may handle there.
    """

    given: list[Value]
    handled: Value = 0


def function_name(start: int) -> str:
    """The LLVM name of the BPF function whose first slot is ``start``."""
    return f"f{start}"


def lower_call(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """CALL: a helper, or a function of the program."""
    if insn.src == isa.BPF_PSEUDO_CALL:
        _call_function(fn, pc, pc + 1 + insn.imm)
    elif insn.imm == helpers.POISON:
        fn.fault_unless("false", FaultKind.POISON, pc)
        fn.regs[0] = 0
    else:
        fn.regs[0] = _call_helper(fn, pc, helpers.accepted(insn.imm))
    for register in range(1, 6):
        fn.regs[register] = 0


def _call_function(fn: FunctionBuilder, pc: int, target: int) -> None:
    fn.budget.spend_units(pc, 1)
    fn.budget.keep()
    frame = fn.value(f"sub i64 {fn.regs[BPF_REG_FP]}, {FRAME_SIZE}")
    arguments = ", ".join(f"i64 {fn.regs[register]}" for register in range(1, 6))
    pair = fn.value(
        f"call fastcc {RESULT} @{function_name(target)}(ptr %st, i64 {frame}, {arguments})"
    )
    ended = fn.value(f"extractvalue {RESULT} {pair}, 1")
    goes_on = fn.value(f"xor i1 {ended}, true")
    fn.unless(goes_on)
    fn.budget.take_back()
    fn.regs[0] = fn.value(f"extractvalue {RESULT} {pair}, 0")


def _call_helper(fn: FunctionBuilder, pc: int, helper: Helper) -> Value:
    spec = known_map(fn.registers, helper, fn.program.maps.specs)
    values: list[Value] = []
    handled: list[Value] = []
    for index, arg in enumerate(helper.args):
        checked = _check_argument(fn, pc, helper, spec, index, arg)
        values += checked.given
        handled.append(checked.handled)
    if Effect.RESERVES in helper.effects:
        handled.append(_record_size(fn, spec))
    if Effect.MOVES_PACKET in helper.effects and fn.program.counted:
        handled.append(_bytes_beyond(fn))
    fn.budget.charge(pc, handled)
    if helper.id in fn.program.custom:
        return _call_custom(fn, pc, helper)
    if helper.native is None:
        return INLINE[HelperId(helper.id)](fn, pc)
    function = helper.native
    if helper.id == HelperId.MAP_LOOKUP_ELEM and spec is not None:
        traits = spec.type.traits
        if traits.table is Table.ARRAY and traits.holds is Holds.VALUES:
            return _array_lookup(fn, spec)
        if traits.table is Table.HASH and traits.holds is not Holds.MAPS:
            function = "pp_hash_lookup"
    arguments = ", ".join(f"i64 {value}" for value in values)
    ends = Effect.MAY_END in helper.effects
    if ends:
        arguments += f", i32 {at(pc)}"
    answer = fn.call_runtime(function, arguments)
    reserves = Effect.RESERVES in helper.effects
    waits = ends and (reserves or spec is None or lock_offset(spec) is not None)
    # It holds too many records, BPF_F_LOCK may have waited in vain, or the run was to end in the
    # middle of so much work.
    if waits or any(not isinstance(size, int) or size > PIECE for size in handled):
        _unless_fault(fn)
    return answer


def _call_custom(fn: FunctionBuilder, pc: int, helper: Helper) -> Value:
    """An own helper, through two words behind the table of maps; it may have noted a fault."""
    index = fn.program.custom.index(helper.id)
    words = len(fn.program.maps.order) * ctypes.sizeof(MapSlot) + 16 * index
    # Not constant: the table is that of the program, and what it holds may be another's.
    table = fn.load_field("maps")
    place = fn.value(f"add i64 {table}, {words}")
    pointer = fn.value(f"inttoptr i64 {place} to ptr")
    function = fn.value(f"load ptr, ptr {pointer}, align 8")
    behind = fn.value(f"add i64 {place}, 8")
    data = fn.value(f"load i64, ptr {fn.value(f'inttoptr i64 {behind} to ptr')}, align 8")
    values = [fn.regs[n + 1] if n < len(helper.args) else 0 for n in range(5)]
    arguments = ", ".join(f"i64 {value}" for value in values)
    answer = fn.value(
        f"call i64 {function}(ptr %st, i64 {data}, {arguments}, i32 {at(pc)}) nounwind"
    )
    _unless_fault(fn)
    return answer


def _unless_fault(fn: FunctionBuilder) -> None:
    """End the run where what was called noted a fault."""
    # Its kind is the first half in memory, 0 when there is none.
    fault = fn.load_field("fault", constant=False)
    if not fn.program.little:
        fault = fn.value(f"lshr i64 {fault}, 32")
    fn.unless(fn.value(f"icmp eq i32 {fn.value(f'trunc i64 {fault} to i32')}, 0"))


def _tail_call(fn: FunctionBuilder, pc: int) -> Value:
    """Lower a tail call: where another program has run, its result is this program's result."""
    fn.budget.keep()
    arguments = ", ".join(f"i64 {fn.regs[register]}" for register in (1, 2, 3, BPF_REG_FP))
    done = fn.call_runtime("pp_tail_call", f"{arguments}, i32 {at(pc)}")
    ran = fn.value(f"icmp ne i64 {done}, 0")
    leave, stay = fn.new_label(), fn.new_label()
    fn.emit(f"br i1 {ran}, label %{leave}, label %{stay}")
    fn.place(leave)
    saved = fn.regs.copy()
    _unless_fault(fn)
    fn.leave(fn.load_field("tail_result", constant=False), kept=True)
    fn.place(stay)
    fn.regs = saved
    return 0


def _spin_lock(fn: FunctionBuilder, pc: int) -> Value:
    """Take the lock in r1; each look in vain costs budget."""
    taken = _check(fn, "pp_spin_lock", f"i64 {fn.regs[1]}, i32 {at(pc)}", pure=False)
    fn.budget.spend_units(pc, fn.value(f"sub i64 {taken}, 1"))
    return 0


#: The lowering of helpers without a function of the runtime.
INLINE: Final[dict[HelperId, Callable[[FunctionBuilder, int], Value]]] = {
    HelperId.TAIL_CALL: _tail_call,
    HelperId.SPIN_LOCK: _spin_lock,
    HelperId.FOR_EACH_MAP_ELEM: partial(lower_calling, name=CALLING[HelperId.FOR_EACH_MAP_ELEM]),
    HelperId.USER_RINGBUF_DRAIN: partial(lower_calling, name=CALLING[HelperId.USER_RINGBUF_DRAIN]),
    HelperId.LOOP: partial(lower_calling, name=CALLING[HelperId.LOOP]),
}


def _check_argument(
    fn: FunctionBuilder, pc: int, helper: Helper, spec: MapSpec | None, index: int, arg: Arg
) -> Checked:
    """Check what is in a register; what the helper is given for it, and the bytes it handles."""
    register = index + 1
    value = fn.regs[register]
    known = known_size(fn.registers, helper, register, fn.program.maps.specs)
    size: Value = 0
    match arg:
        case Arg.MAP:
            if spec is None:
                types = sum(1 << map_type for map_type in helper.maps)
                mark = at(pc, write=Effect.WRITES_MAP in helper.effects)
                _check(fn, "pp_check_map", f"i64 {value}, i64 {types}, i32 {mark}")
            if Effect.WALKS_MAP in helper.effects:
                size = _map_field(fn, "max_entries") if spec is None else spec.max_entries
        case Arg.MAP_KEY:
            holder = helper.args.index(Arg.MAP) + 1
            size = _map_field(fn, "key_size", holder) if known is None else known
            _check_range(fn, pc, register, size, write=False)
            size = _map_field(fn, "key_work", holder) if spec is None else key_work(spec)
        case Arg.MAP_VALUE | Arg.MAP_VALUE_OUT:
            size = _map_field(fn, "value_size") if known is None else known
            _check_range(fn, pc, register, size, write=arg is Arg.MAP_VALUE_OUT)
            size = _map_field(fn, "value_work") if spec is None else value_work(spec)
        case Arg.MEM_READ | Arg.MEM_WRITE:
            size = fn.regs[register + 1] if known is None else known
            _check_range(fn, pc, register, size, write=arg is Arg.MEM_WRITE)
        case Arg.MAP_VALUE_OR_NULL:
            _check_or_null(fn, pc, register, spec)
            size = _map_field(fn, "value_work") if spec is None else value_work(spec)
        case Arg.FUNC:
            check_function(fn, pc, register, fn.program.callbacks)
        case Arg.CTX:
            _check(fn, "pp_check_ctx", f"i64 {value}, i32 {at(pc)}")
        case Arg.ANY | Arg.SIZE | Arg.NONE:
            pass
        case _:
            return _check_special(fn, pc, helper, register, arg)
    return Checked([value], size)


def _check_special(
    fn: FunctionBuilder, pc: int, helper: Helper, register: int, arg: Arg
) -> Checked:
    """Check as `_check_argument` does, where the check finds what the helper then works on."""
    value, mark = fn.regs[register], at(pc)
    match arg:
        case Arg.CONST_STR:
            answer = _check(fn, "pp_check_text", f"i64 {value}, i32 {mark}")
            return Checked([value, answer], fn.value(f"lshr i64 {answer}, 1"))
        case Arg.LONG_OUT | Arg.INT_OUT | Arg.DYNPTR | Arg.DYNPTR_OUT:
            _check_range(fn, pc, register, arg.fixed, write=arg.writes)
        case Arg.OBJECT:
            return Checked([_check(fn, "pp_check_object", f"i64 {value}, i32 {mark}")])
        case Arg.RINGBUF_MEM:
            return Checked([_check(fn, "pp_check_record", f"i64 {value}, i32 {mark}")])
        case Arg.DYNPTR_RECORD:
            record = _check(fn, "pp_check_dynptr", f"i64 {value}, i32 {mark}", pure=False)
            return Checked([record])
        case Arg.SPIN_LOCK | Arg.SPIN_LOCK_HELD:
            must_hold = int(arg is Arg.SPIN_LOCK_HELD)
            _check(fn, "pp_check_lock", f"i64 {value}, i32 {must_hold}, i32 {mark}")
        case Arg.TIMER:
            other = fn.regs[2] if helper.arg(1) is Arg.MAP else 0
            map_ = _check(fn, "pp_check_timer", f"i64 {value}, i64 {other}, i32 {mark}")
            return Checked([map_, value])
        case _:
            raise AssertionError(f"{helper}: no check for {arg}")
    return Checked([value])


def _check_or_null(fn: FunctionBuilder, pc: int, register: int, spec: MapSpec | None) -> None:
    """Check a value of the map in r1 that need not be there."""
    value = fn.regs[register]
    size: Value = _map_field(fn, "value_size") if spec is None else spec.value_size
    if value == 0:
        return
    if not isinstance(value, int):
        size = fn.value(f"select i1 {fn.value(f'icmp eq i64 {value}, 0')}, i64 0, i64 {size}")
    _check_range(fn, pc, register, size, write=False)


def _bytes_beyond(fn: FunctionBuilder) -> Value:
    """The bytes of the packet that are more than an skb grows to, which may all be moved."""
    fields = ("data", "data_end", "fragments")
    data, end, behind = (fn.load_field(name, constant=False) for name in fields)
    length = fn.value(f"add i64 {behind}, {fn.value(f'sub i64 {end}, {data}')}")
    more = fn.value(f"icmp ugt i64 {length}, {MOST_SKB}")
    return fn.value(f"select i1 {more}, i64 {fn.value(f'sub i64 {length}, {MOST_SKB}')}, i64 0")


def _record_size(fn: FunctionBuilder, spec: MapSpec | None) -> Value:
    """The bytes in r2 that a ring buffer reserves and clears; 0 for more than it could hold."""
    size = fn.regs[2]
    room: Value = _map_field(fn, "max_entries") if spec is None else spec.max_entries
    if isinstance(size, int) and isinstance(room, int):
        return size & 0xFFFFFFFF if size & 0xFFFFFFFF <= room else 0
    size = fn.value(f"and i64 {size}, 4294967295")
    fits = fn.value(f"icmp ule i64 {size}, {room}")
    return fn.value(f"select i1 {fits}, i64 {size}, i64 0")


def _check(fn: FunctionBuilder, function: str, arguments: str, *, pure: bool = True) -> str:
    """Ask the runtime, and end the run unless it says yes: what it says.

    ``pure`` when it changes no memory.
    """
    answer = fn.call_runtime(function, arguments, effects=CHECK if pure else "nounwind")
    fn.unless(fn.value(f"icmp ne i64 {answer}, 0"))
    return answer


def _check_range(fn: FunctionBuilder, pc: int, register: int, size: Value, *, write: bool) -> None:
    known = fn.registers[register]
    region = "" if known is None else known.region
    bytes_ = size if isinstance(size, int) else 0
    proved = isinstance(size, int) and fn.argument_proved(register, size, write=write)
    fn.access(Access(pc, region, bytes_, proved=proved, write=write, argument=register))
    if proved:
        return
    mark = at(pc, write=write)
    _check(fn, "pp_check_range", f"i64 {fn.regs[register]}, i64 {size}, i32 {mark}")


def _map_field(fn: FunctionBuilder, name: str, register: int = 1) -> str:
    """A 32-bit field of the map in a register, which has been checked to be one."""
    place = fn.value(f"add i64 {fn.regs[register]}, {getattr(MapHeader, name).offset}")
    pointer = fn.value(f"inttoptr i64 {place} to ptr")
    return fn.widen(fn.value(f"load i32, ptr {pointer}, align 4"))


def _own_values(fn: FunctionBuilder, spec: MapSpec) -> str:
    """Bytes from the values of the first CPU to those of the run's own."""
    stride = fn.load_header(spec.name, "cpu_stride")
    return fn.value(f"mul i64 {fn.widen(fn.load_word('cpu'))}, {stride}")


def _array_lookup(fn: FunctionBuilder, spec: MapSpec) -> Value:
    """Index, compare, multiply: what the kernel's array_map_gen_lookup() inlines too."""
    offset = own_frame_offset(fn.registers[2], 0, 4)
    if offset is not None:
        pointer = fn.frame_pointer(offset)
    else:
        pointer = fn.value(f"inttoptr i64 {fn.regs[2]} to ptr")
    index = fn.value(f"load i32, ptr {pointer}, align 1")
    inside = fn.value(f"icmp ult i32 {index}, {spec.max_entries}")
    wide = fn.widen(index)
    distance = fn.value(f"mul i64 {wide}, {value_stride(spec)}")
    place = fn.value(f"add i64 {fn.load_map(spec.name, 1)}, {distance}")
    if spec.type.traits.per_cpu:
        place = fn.value(f"add i64 {place}, {_own_values(fn, spec)}")
    return fn.value(f"select i1 {inside}, i64 {place}, i64 0")
