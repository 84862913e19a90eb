"""Lowering of helpers that call functions of the program: bpf_loop, bpf_for_each_map_elem.

A function's address is a token, a constant that is nobody's memory (`isa.function_token`), so what
is called is always one of the functions whose address the program takes. Each such helper is a
small LLVM function of the module, which LLVM may inline with the callback in it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from progpack.bpf.analysis.value import NUMBER
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import BPF_REG_FP
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.fault import FaultKind
from progpack.jit.lower.builder import RESULT, FunctionBuilder
from progpack.jit.lower.names import CALL_ENTRY
from progpack.jit.lower.ssa import Value
from progpack.jit.native.functions import runtime_offset
from progpack.jit.native.layout import State

__all__ = ["CALLING", "CALL_ENTRY", "callback_functions", "check_function", "lower_calling"]

#: Helper -> the function that `callback_functions` makes for it.
CALLING: Final = {
    HelperId.FOR_EACH_MAP_ELEM: "each",
    HelperId.LOOP: "loop",
    HelperId.USER_RINGBUF_DRAIN: "drain",
}


_ARGUMENTS = "ptr noalias nonnull %st, i64 %fp, i64 %r1, i64 %r2, i64 %r3, i64 %r4, i32 %pc"

# What the two ways to count have in common.
_LOOP_BODY = f"""\
  %pair = call fastcc {RESULT} @callback(ptr %st, i64 %fp, i64 %r2, i64 %i, i64 %r3, i64 0, i64 0)
  %ended = extractvalue {RESULT} %pair, 1
  br i1 %ended, label %fail, label %went
went:
  %said = extractvalue {RESULT} %pair, 0
  %next = add i64 %i, 1
  %stop = icmp ne i64 %said, 0
  br i1 %stop, label %stopped, label %head
"""

_LOOP_ENDS = f"""\
done:
  br label %leave
invalid:
  br label %leave
big:
  br label %leave
leave:
  %r0 = phi i64 [ %next, %stopped ], [ %count, %done ], [ -22, %invalid ], [ -7, %big ]
  %result = insertvalue {RESULT} {{ i64 poison, i1 false }}, i64 %r0, 0
  ret {RESULT} %result
fail:
  ret {RESULT} {{ i64 0, i1 true }}
}}
"""


def _walk_start(name: str, odd: str, first: str, last: str) -> str:
    """The beginning of a walk: its flags looked at, and the runtime's two functions for it.

    Args:
        name: of the function, and of the register that has ``first``.
        odd: comparison that is true for flags which the helper does not have.
        first: gives one element after the other.
        last: ends the walk.
    """
    return f"""\
define internal fastcc {RESULT} @{name}({_ARGUMENTS}) #0 {{
  %odd = icmp {odd}
  br i1 %odd, label %invalid, label %start
start:
  %table.at = getelementptr inbounds i8, ptr %st, i64 {State.runtime.offset}
  %table = load ptr, ptr %table.at, align 8, !invariant.load !0
  %{name}.at = getelementptr inbounds i8, ptr %table, i64 {runtime_offset(first)}
  %{name} = load ptr, ptr %{name}.at, align 8, !invariant.load !0
  %end.at = getelementptr inbounds i8, ptr %table, i64 {runtime_offset(last)}
  %end = load ptr, ptr %end.at, align 8, !invariant.load !0
"""


_EACH_START = _walk_start("each", "ne i64 %r4, 0", "pp_each", "pp_each_end")

_EACH_BODY = f"""\
  %key.at = getelementptr inbounds i8, ptr %st, i64 {State.each_key.offset}
  %key = load i64, ptr %key.at, align 8
  %value.at = getelementptr inbounds i8, ptr %st, i64 {State.each_value.offset}
  %value = load i64, ptr %value.at, align 8
  %pair = call fastcc {RESULT} @callback(ptr %st, i64 %fp, i64 %r2, i64 %r1, i64 %key, i64 %value, i64 %r3)
  %ended = extractvalue {RESULT} %pair, 1
  br i1 %ended, label %fail, label %went
went:
  %said = extractvalue {RESULT} %pair, 0
  %stop = icmp ne i64 %said, 0
  br i1 %stop, label %stopped, label %head
stopped:
  br label %close
done:
  br label %close
close:
  %count = phi i64 [ %one, %stopped ], [ %n, %done ]
"""  # noqa: E501

_EACH_ENDS = f"""\
  %closed = call i64 %end(ptr %st, i64 %fp) nounwind
  br label %leave
invalid:
  br label %leave
leave:
  %r0 = phi i64 [ %count, %close ], [ -22, %invalid ]
  %result = insertvalue {RESULT} {{ i64 poison, i1 false }}, i64 %r0, 0
  ret {RESULT} %result
fail:
  %failed = call i64 %end(ptr %st, i64 %fp) nounwind
  ret {RESULT} {{ i64 0, i1 true }}
}}
"""

# As long as no callback takes from the budget, and so many rounds are left in this slice of it, it
# is clear beforehand how many rounds there are: an inner loop that LLVM knows as one.
_QUIET_LOOP = f"""\
define internal fastcc {RESULT} @loop({_ARGUMENTS}) #0 {{
  %count = and i64 %r1, 4294967295
  %odd = icmp ne i64 %r4, 0
  br i1 %odd, label %invalid, label %known
known:
  %budget.at = getelementptr inbounds i8, ptr %st, i64 {State.budget.offset}
  %limit.at = getelementptr inbounds i8, ptr %st, i64 {State.limit.offset}
  %many = icmp ugt i64 %count, 8388608
  br i1 %many, label %big, label %slice
slice:
  %first = phi i64 [ 0, %known ], [ %end, %ask ]
  %had = load i64, ptr %budget.at, align 8
  %limit = load i64, ptr %limit.at, align 8
  %room = sub i64 %had, %limit
  %rest = sub i64 %count, %first
  %short = icmp ult i64 %room, %rest
  %rounds = select i1 %short, i64 %room, i64 %rest
  %end = add i64 %first, %rounds
  br label %head
head:
  %i = phi i64 [ %first, %slice ], [ %next, %went ]
  %more = icmp ult i64 %i, %end
  br i1 %more, label %body, label %ran
body:
{_LOOP_BODY}stopped:
  %taken = sub i64 %next, %first
  %kept = sub i64 %had, %taken
  store i64 %kept, ptr %budget.at, align 8
  br label %leave
ran:
  %left = sub i64 %had, %rounds
  store i64 %left, ptr %budget.at, align 8
  %all = icmp eq i64 %end, %count
  br i1 %all, label %done, label %ask
ask:
  %table.at = getelementptr inbounds i8, ptr %st, i64 {State.runtime.offset}
  %table = load ptr, ptr %table.at, align 8, !invariant.load !0
  %more.at = getelementptr inbounds i8, ptr %table, i64 {runtime_offset("pp_more")}
  %ask.more = load ptr, ptr %more.at, align 8, !invariant.load !0
  %less = sub i64 %left, 1
  %answer = call i64 %ask.more(ptr %st, i64 %less, i32 %pc) nounwind
  %goes.on = icmp sge i64 %answer, 0
  br i1 %goes.on, label %slice, label %fail
{_LOOP_ENDS}"""

_LOOP = f"""\
define internal fastcc {RESULT} @loop({_ARGUMENTS}) #0 {{
  %count = and i64 %r1, 4294967295
  %odd = icmp ne i64 %r4, 0
  br i1 %odd, label %invalid, label %known
known:
  %many = icmp ugt i64 %count, 8388608
  br i1 %many, label %big, label %head
head:
  %i = phi i64 [ 0, %known ], [ %next, %went ]
  %more = icmp ult i64 %i, %count
  br i1 %more, label %spend, label %done
spend:
  %paid = call fastcc i1 @spend(ptr %st, i32 %pc)
  br i1 %paid, label %body, label %fail
body:
{_LOOP_BODY}stopped:
  br label %leave
{_LOOP_ENDS}"""

# As `each`, for the samples of a ring: what `pp_drain_end` says is an error, or 0.
_DRAIN = f"""\
{_walk_start("drain", "ugt i64 %r4, 3", "pp_drain", "pp_drain_end")}  br label %head
head:
  %at = phi i64 [ 0, %start ], [ %next, %went ]
  %n = phi i64 [ 0, %start ], [ %one, %went ]
  %next = call i64 %drain(ptr %st, i64 %r1, i64 %at, i64 %fp) nounwind
  %none = icmp eq i64 %next, 0
  br i1 %none, label %close, label %spend
spend:
  %one = add i64 %n, 1
  %paid = call fastcc i1 @spend(ptr %st, i32 %pc)
  br i1 %paid, label %body, label %fail
body:
  %sample.at = getelementptr inbounds i8, ptr %st, i64 {State.each_key.offset}
  %sample = load i64, ptr %sample.at, align 8
  %pair = call fastcc {RESULT} @callback(ptr %st, i64 %fp, i64 %r2, i64 %sample, i64 %r3, i64 0, i64 0)
  %ended = extractvalue {RESULT} %pair, 1
  br i1 %ended, label %fail, label %went
went:
  %said = extractvalue {RESULT} %pair, 0
  %stop = icmp ne i64 %said, 0
  br i1 %stop, label %close, label %head
close:
  %count = phi i64 [ %one, %went ], [ %n, %head ]
  %error = call i64 %end(ptr %st, i64 %r1, i64 %fp) nounwind
  %good = icmp eq i64 %error, 0
  %told = select i1 %good, i64 %count, i64 %error
  br label %leave
invalid:
  br label %leave
leave:
  %r0 = phi i64 [ %told, %close ], [ -22, %invalid ]
  %result = insertvalue {RESULT} {{ i64 poison, i1 false }}, i64 %r0, 0
  ret {RESULT} %result
fail:
  %failed = call i64 %end(ptr %st, i64 %r1, i64 %fp) nounwind
  ret {RESULT} {{ i64 0, i1 true }}
}}
"""  # noqa: E501

_EACH = f"""\
{_EACH_START}  br label %head
head:
  %at = phi i64 [ 0, %start ], [ %next, %went ]
  %n = phi i64 [ 0, %start ], [ %one, %went ]
  %next = call i64 %each(ptr %st, i64 %r1, i64 %at, i64 %fp) nounwind
  %none = icmp eq i64 %next, 0
  br i1 %none, label %done, label %spend
spend:
  %one = add i64 %n, 1
  %paid = call fastcc i1 @spend(ptr %st, i32 %pc)
  br i1 %paid, label %body, label %fail
body:
{_EACH_BODY}{_EACH_ENDS}"""

_QUIET_EACH = f"""\
{_EACH_START}  %budget.at = getelementptr inbounds i8, ptr %st, i64 {State.budget.offset}
  %limit.at = getelementptr inbounds i8, ptr %st, i64 {State.limit.offset}
  %had = load i64, ptr %budget.at, align 8
  %first.limit = load i64, ptr %limit.at, align 8
  br label %head
head:
  %at = phi i64 [ 0, %start ], [ %next, %went ]
  %n = phi i64 [ 0, %start ], [ %one, %went ]
  %limit = phi i64 [ %first.limit, %start ], [ %new.limit, %went ]
  %next = call i64 %each(ptr %st, i64 %r1, i64 %at, i64 %fp) nounwind
  %none = icmp eq i64 %next, 0
  br i1 %none, label %done, label %spend
spend:
  %one = add i64 %n, 1
  %left = sub i64 %had, %one
  %enough = icmp sge i64 %left, %limit
  br i1 %enough, label %body, label %ask, !prof !1
ask:
  %more.at = getelementptr inbounds i8, ptr %table, i64 {runtime_offset("pp_more")}
  %more = load ptr, ptr %more.at, align 8, !invariant.load !0
  %answer = call i64 %more(ptr %st, i64 %left, i32 %pc) nounwind
  %goes.on = icmp sge i64 %answer, 0
  br i1 %goes.on, label %body, label %fail
body:
  %new.limit = phi i64 [ %limit, %spend ], [ %answer, %ask ]
{_EACH_BODY}  %kept = sub i64 %had, %count
  store i64 %kept, ptr %budget.at, align 8
{_EACH_ENDS}"""

#: The called function is checked before; a timer's function comes from native memory.
_NO_FUNCTION = f"""\
never:
  %fault = getelementptr inbounds i8, ptr %st, i64 {State.fault.offset}
  store i32 {int(FaultKind.HELPER)}, ptr %fault, align 4
  %fault.pc = getelementptr inbounds i8, ptr %st, i64 {State.fault_pc.offset}
  store i32 0, ptr %fault.pc, align 4
  %fault.address = getelementptr inbounds i8, ptr %st, i64 {State.fault_address.offset}
  store i64 %which, ptr %fault.address, align 8
  %fault.size = getelementptr inbounds i8, ptr %st, i64 {State.fault_size.offset}
  store i64 0, ptr %fault.size, align 8
  ret {RESULT} {{ i64 0, i1 true }}
}}
"""

_SPEND = f"""\
define internal fastcc i1 @spend(ptr noalias nonnull %st, i32 %pc) #0 {{
  %at = getelementptr inbounds i8, ptr %st, i64 {State.budget.offset}
  %had = load i64, ptr %at, align 8
  %left = sub i64 %had, 1
  store i64 %left, ptr %at, align 8
  %limit.at = getelementptr inbounds i8, ptr %st, i64 {State.limit.offset}
  %limit = load i64, ptr %limit.at, align 8
  %enough = icmp sge i64 %left, %limit
  br i1 %enough, label %good, label %ask, !prof !1
good:
  ret i1 true
ask:
  %table.at = getelementptr inbounds i8, ptr %st, i64 {State.runtime.offset}
  %table = load ptr, ptr %table.at, align 8, !invariant.load !0
  %more.at = getelementptr inbounds i8, ptr %table, i64 {runtime_offset("pp_more")}
  %more = load ptr, ptr %more.at, align 8, !invariant.load !0
  %said = call i64 %more(ptr %st, i64 %left, i32 %pc) nounwind
  %goes.on = icmp sge i64 %said, 0
  ret i1 %goes.on
}}
"""


_TIMED = f"""\
define i64 @{CALL_ENTRY}(ptr noalias nonnull %st, i64 %which, i64 %a, i64 %b, i64 %c) #0 {{
  %fp.at = getelementptr inbounds i8, ptr %st, i64 {State.stack_end.offset}
  %top = load i64, ptr %fp.at, align 8
  %fp = sub i64 %top, {FRAME_SIZE}
  %pair = call fastcc {RESULT} @callback(ptr %st, i64 %fp, i64 %which, i64 %a, i64 %b, i64 %c, i64 0)
  %r0 = extractvalue {RESULT} %pair, 0
  ret i64 %r0
}}
"""  # noqa: E501


_QUIET = {"loop": _QUIET_LOOP, "each": _QUIET_EACH, "drain": _DRAIN}
_SPENDING = {"loop": _LOOP, "each": _EACH, "drain": _DRAIN}


def callback_functions(
    callbacks: Collection[int], helpers: frozenset[int], spending: Collection[int]
) -> str:
    """The LLVM functions that a program's calling helpers need; none when it has none.

    Args:
        callbacks: first slots of the functions whose address is taken.
        helpers: numbers of the helpers that the program calls.
        spending: first slots of the functions that take from the budget.
    """
    names = [name for number, name in CALLING.items() if number in helpers]
    timed = Effect.SETS_TIMER in effects_of(helpers)
    if not names and not timed:
        return ""
    ways, blocks = [], []
    for start in sorted(callbacks):
        ways.append(f"i64 {isa.function_token(start)}, label %c{start}")
        blocks.append(
            f"c{start}:\n"
            f"  %p{start} = call fastcc {RESULT} @f{start}(ptr %st, i64 %fp, i64 %a, i64 %b, "
            "i64 %c, i64 %d, i64 0)\n"
            f"  ret {RESULT} %p{start}\n"
        )
    dispatch = (
        f"define internal fastcc {RESULT} @callback(ptr noalias nonnull %st, i64 %fp, i64 %which, "
        "i64 %a, i64 %b, i64 %c, i64 %d) #0 {\n"
        f"  switch i64 %which, label %never [ {' '.join(ways)} ]\n"
        f"{''.join(blocks)}{_NO_FUNCTION}"
    )
    quiet = not set(callbacks) & set(spending)
    texts = _QUIET if quiet else _SPENDING
    loops = "".join(texts[name] for name in names)
    spends = not quiet or "drain" in names
    return (_SPEND if spends else "") + dispatch + loops + (_TIMED if timed else "")


def check_function(fn: FunctionBuilder, pc: int, register: int, callbacks: Collection[int]) -> None:
    """End the run unless a register has the address of a function whose address is taken."""
    tokens = sorted(map(isa.function_token, callbacks))
    kind = fn.kind(register)
    if kind is not None and kind[0] == NUMBER and kind[1] in tokens:
        return
    value = fn.regs[register]
    known = "false"
    for token in tokens:
        same = fn.value(f"icmp eq i64 {value}, {token}")
        known = fn.value(f"or i1 {known}, {same}")
    fn.fault_unless(known, FaultKind.HELPER, pc, value)


def lower_calling(fn: FunctionBuilder, pc: int, name: str) -> Value:
    """Call `loop` or `each` with r1 to r4; the callback's frame is below this function's.

    The run ends where the stack has no room for the callback and what that calls.
    """
    frame = fn.value(f"sub i64 {fn.regs[BPF_REG_FP]}, {FRAME_SIZE}")
    room = fn.value(f"sub i64 {frame}, {fn.load_field('stack')}")
    enough = fn.value(f"icmp sge i64 {room}, {_bytes_needed(fn)}")
    fn.fault_unless(enough, FaultKind.HELPER, pc, fn.regs[2])
    fn.budget.keep()
    arguments = ", ".join(f"i64 {fn.regs[register]}" for register in range(1, 5))
    pair = fn.value(f"call fastcc {RESULT} @{name}(ptr %st, i64 {frame}, {arguments}, i32 {pc})")
    ended = fn.value(f"extractvalue {RESULT} {pair}, 1")
    fn.unless(fn.value(f"xor i1 {ended}, true"))
    fn.budget.take_back()
    return fn.value(f"extractvalue {RESULT} {pair}, 0")


def _bytes_needed(fn: FunctionBuilder) -> Value:
    """Bytes of stack of the function in r2, which has been checked to be one that may be called."""
    value, needed = fn.regs[2], [*fn.program.callbacks.items()]
    kind = fn.kind(2)
    for start, frames in needed:
        if kind is not None and kind[:2] == (NUMBER, isa.function_token(start)):
            return frames * FRAME_SIZE
    size: Value = max((frames for _, frames in needed), default=0) * FRAME_SIZE
    for start, frames in needed:
        same = fn.value(f"icmp eq i64 {value}, {isa.function_token(start)}")
        size = fn.value(f"select i1 {same}, i64 {frames * FRAME_SIZE}, i64 {size}")
    return size
