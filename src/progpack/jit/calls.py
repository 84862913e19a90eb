"""Lowering of calls: BPF-to-BPF, and helpers with their arguments checked from the prototype."""

from __future__ import annotations

from progpack.bpf import helpers, isa
from progpack.bpf.check import FRAME_SIZE
from progpack.bpf.fault import FaultKind
from progpack.bpf.helpers import Arg, Helper
from progpack.bpf.isa import BPF_REG_FP, Insn
from progpack.bpf.spec import MapSpec, MapType
from progpack.jit.arguments import known_map, known_size
from progpack.jit.builder import BUDGET, RESULT, FunctionBuilder, Value
from progpack.jit.callbacks import CALLING, check_function, lower_calling
from progpack.jit.layout import MapHeader, at

__all__ = ["function_name", "lower_call"]

#: Helper number -> function of the native runtime that does its work.
_RUNTIME = {
    1: "pp_map_lookup",
    2: "pp_map_update",
    3: "pp_map_delete",
    4: "pp_probe_read",
    5: "pp_ktime_get_ns",
    7: "pp_get_prandom_u32",
    8: "pp_get_smp_processor_id",
    14: "pp_get_current_pid_tgid",
    15: "pp_get_current_uid_gid",
    16: "pp_get_current_comm",
    25: "pp_perf_event_output",
    26: "pp_skb_load_bytes",
    27: "pp_get_stackid",
    35: "pp_get_current_task",
    37: "pp_current_task_under_cgroup",
    67: "pp_get_stack",
    87: "pp_map_push",
    88: "pp_map_pop",
    89: "pp_map_peek",
    112: "pp_probe_read",
    113: "pp_probe_read",
    114: "pp_probe_read_str",
    115: "pp_probe_read_str",
    125: "pp_ktime_get_boot_ns",
    130: "pp_ringbuf_output",
    131: "pp_ringbuf_reserve",
    132: "pp_ringbuf_submit",
    133: "pp_ringbuf_discard",
    195: "pp_map_lookup_percpu",
}
_LOOKUP = 1
_TAIL_CALL = 12


def function_name(start: int) -> str:
    """The LLVM name of the BPF function whose first slot is ``start``."""
    return f"f{start}"


def lower_call(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    """CALL: a helper, or a function of the program."""
    if insn.src == isa.BPF_PSEUDO_CALL:
        _call_function(fn, pc, pc + 1 + insn.imm)
    elif insn.imm == helpers.POISON:
        fn.fault_unless("false", FaultKind.POISON, pc)
        fn.set(0, 0)
    else:
        fn.set(0, _call_helper(fn, pc, helpers.lookup(insn.imm, fn.program.spec.type)))
    for register in range(1, 6):
        fn.set(register, 0)


def _call_function(fn: FunctionBuilder, pc: int, target: int) -> None:
    counted = fn.program.counted
    fn.spend(pc)
    if counted:
        fn.store_field("budget", "i64", fn.reg(BUDGET))
    frame = fn.value(f"sub i64 {fn.reg(BPF_REG_FP)}, {FRAME_SIZE}")
    arguments = ", ".join(f"i64 {fn.reg(register)}" for register in range(1, 6))
    pair = fn.value(
        f"call fastcc {RESULT} @{function_name(target)}(ptr %st, i64 {frame}, {arguments})"
    )
    ended = fn.value(f"extractvalue {RESULT} {pair}, 1")
    goes_on = fn.value(f"xor i1 {ended}, true")
    fn.unless(goes_on)
    if counted:
        fn.set(BUDGET, fn.load_field("budget", constant=False))
    fn.set(0, fn.value(f"extractvalue {RESULT} {pair}, 0"))


def _call_helper(fn: FunctionBuilder, pc: int, helper: Helper) -> Value:
    spec = known_map(fn.registers, helper, fn.program.maps.specs)
    for index, arg in enumerate(helper.args):
        _check_argument(fn, pc, helper, spec, index, arg)
    if helper.id == _LOOKUP and spec is not None and spec.type == MapType.ARRAY:
        return _array_lookup(fn, spec)
    if helper.id == _TAIL_CALL:
        return _tail_call(fn)
    if helper.id in CALLING:
        return lower_calling(fn, pc, CALLING[helper.id])
    function = _RUNTIME[helper.id]
    if helper.id == _LOOKUP and spec is not None and spec.type == MapType.HASH:
        function = "pp_hash_lookup"
    arguments = ", ".join(f"i64 {fn.reg(index + 1)}" for index in range(len(helper.args)))
    return fn.call_runtime(function, arguments)


def _tail_call(fn: FunctionBuilder) -> Value:
    """When another program has run in place of this one's rest, its result is this one's."""
    fn.store_field("budget", "i64", fn.reg(BUDGET))
    arguments = ", ".join(f"i64 {fn.reg(register)}" for register in (1, 2, 3, BPF_REG_FP))
    done = fn.call_runtime("pp_tail_call", arguments)
    ran = fn.value(f"icmp ne i64 {done}, 0")
    leave, stay = fn.new_label(), fn.new_label()
    fn.emit(f"br i1 {ran}, label %{leave}, label %{stay}")
    fn.place(leave)
    kept = fn.regs.copy()
    # The kind of a fault in its low half, 0 when there is none.
    fault = fn.value(f"trunc i64 {fn.load_field('fault', constant=False)} to i32")
    fn.unless(fn.value(f"icmp eq i32 {fault}, 0"))
    fn.set(BUDGET, fn.load_field("budget", constant=False))
    fn.leave(fn.load_field("tail_result", constant=False))
    fn.place(stay)
    fn.regs = kept
    return 0


def _check_argument(
    fn: FunctionBuilder, pc: int, helper: Helper, spec: MapSpec | None, index: int, arg: Arg
) -> None:
    register = index + 1
    value = fn.reg(register)
    known = known_size(fn.registers, helper, register, fn.program.maps.specs)
    match arg:
        case Arg.MAP:
            if spec is None:
                types = sum(1 << map_type for map_type in helper.map_types)
                mark = at(pc, write=helper.writes_map)
                _check(fn, "pp_check_map", f"i64 {value}, i64 {types}, i32 {mark}")
        case Arg.MAP_KEY:
            size = _map_field(fn, "key_size") if known is None else known
            _check_range(fn, pc, register, size, write=False)
        case Arg.MAP_VALUE | Arg.MAP_VALUE_OUT:
            size = _map_field(fn, "value_size") if known is None else known
            _check_range(fn, pc, register, size, write=arg is Arg.MAP_VALUE_OUT)
        case Arg.MEM_READ | Arg.MEM_WRITE:
            size = fn.reg(register + 1) if known is None else known
            _check_range(fn, pc, register, size, write=arg is Arg.MEM_WRITE)
        case Arg.FUNC:
            check_function(fn, pc, register, fn.program.callbacks)
        case Arg.CTX:
            _check(fn, "pp_check_ctx", f"i64 {value}, i32 {at(pc)}")
        case Arg.RINGBUF_MEM:
            _check(fn, "pp_check_record", f"i64 {value}, i32 {at(pc)}")
        case Arg.ANY | Arg.SIZE | Arg.NONE:
            pass


def _check(fn: FunctionBuilder, function: str, arguments: str) -> None:
    answer = fn.call_runtime(function, arguments, check=True)
    fn.unless(fn.value(f"icmp ne i64 {answer}, 0"))


def _check_range(fn: FunctionBuilder, pc: int, register: int, size: Value, *, write: bool) -> None:
    if isinstance(size, int) and fn.frame_offset(register, 0, size) is not None:
        return
    mark = at(pc, write=write)
    _check(fn, "pp_check_range", f"i64 {fn.reg(register)}, i64 {size}, i32 {mark}")


def _map_field(fn: FunctionBuilder, name: str) -> str:
    """A 32-bit field of the map in r1, which has been checked to be one."""
    place = fn.value(f"add i64 {fn.reg(1)}, {getattr(MapHeader, name).offset}")
    pointer = fn.value(f"inttoptr i64 {place} to ptr")
    return fn.widen(fn.value(f"load i32, ptr {pointer}, align 4"))


def _array_lookup(fn: FunctionBuilder, spec: MapSpec) -> Value:
    """Index, compare, multiply: what the kernel's array_map_gen_lookup() inlines too."""
    offset = fn.frame_offset(2, 0, 4)
    if offset is not None:
        pointer = fn.frame_pointer(offset)
    else:
        pointer = fn.value(f"inttoptr i64 {fn.reg(2)} to ptr")
    index = fn.value(f"load i32, ptr {pointer}, align 1")
    inside = fn.value(f"icmp ult i32 {index}, {spec.max_entries}")
    wide = fn.widen(index)
    distance = fn.value(f"mul i64 {wide}, {-(-spec.value_size // 8) * 8}")
    place = fn.value(f"add i64 {fn.load_map(spec.name, 1)}, {distance}")
    return fn.value(f"select i1 {inside}, i64 {place}, i64 0")
