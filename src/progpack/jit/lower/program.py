"""BPF to LLVM IR, a whole program at a time.

Every BPF function becomes an LLVM function; the main one is called from outside as
``uint64_t prog(struct state *, uint64_t r1, uint64_t r2)``. LLVM may inline the others: a program
is one image, unlike in the kernel, where each subprogram is a binary of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from progpack.bpf.analysis.bounds import bound_of
from progpack.bpf.analysis.facts import Facts, FunctionFacts
from progpack.bpf.analysis.flow import Block, Edge
from progpack.bpf.analysis.state import packet_fields
from progpack.bpf.analysis.value import CALLER_FRAME, CTX, FRAME, PACKET, VALUES
from progpack.bpf.context.build import layout
from progpack.bpf.coverage import executed_at, taken_at
from progpack.bpf.helpers.custom import order as custom_order
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import BPF_REG_FP, Insn
from progpack.bpf.isa.limits import DEFAULT_BUDGET, FRAME_SIZE
from progpack.bpf.isa.ordered import is_ordered, plain_slots
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.jit.lower.access import lower_load, lower_load_packet, lower_store
from progpack.jit.lower.alu import lower_alu
from progpack.jit.lower.budget import LIMIT, ROOM
from progpack.jit.lower.builder import (
    RESULT,
    SCOPES,
    Access,
    Entry,
    FunctionBuilder,
    MapTable,
    Phi,
    Program,
)
from progpack.jit.lower.callbacks import callback_functions
from progpack.jit.lower.calls import function_name, lower_call
from progpack.jit.lower.names import ENTRY
from progpack.jit.lower.ssa import Value, literal, operand
from progpack.jit.native.layout import State
from progpack.records import dataclass

__all__ = ["ENTRY", "Lowered", "lower", "translate"]


_PREDICATES = {
    isa.BPF_JEQ: "eq",
    isa.BPF_JNE: "ne",
    isa.BPF_JGT: "ugt",
    isa.BPF_JGE: "uge",
    isa.BPF_JLT: "ult",
    isa.BPF_JLE: "ule",
    isa.BPF_JSGT: "sgt",
    isa.BPF_JSGE: "sge",
    isa.BPF_JSLT: "slt",
    isa.BPF_JSLE: "sle",
}

_ARITHMETIC = frozenset(op for op in range(256) if op & 7 in (isa.BPF_ALU, isa.BPF_ALU64))
#: Regions that are not the context.
_NO_CONTEXT = frozenset({PACKET, VALUES, FRAME, CALLER_FRAME})
_JUMPS = frozenset(op for op in range(256) if op & 7 in (isa.BPF_JMP, isa.BPF_JMP32)) - {isa.CALL}

#: A run that is known to take no more instructions cannot be interrupted: 4 to 20 ms.
MOST_WORK = 1 << 24

_DECLARATIONS = {
    "@llvm.bswap.": (
        "declare i16 @llvm.bswap.i16(i16)\n"
        "declare i32 @llvm.bswap.i32(i32)\n"
        "declare i64 @llvm.bswap.i64(i64)\n"
    ),
    "@llvm.memset.": "declare void @llvm.memset.inline.p0.i64(ptr, i8, i64 immarg, i1 immarg)\n",
}

# A null pointer is an address like any other, which the checks refuse: LLVM must not conclude that
# what follows such an access is never reached. !0 marks loads of what never changes during a run,
# !1 and !2 branches that are nearly always, and nearly never, taken.
_EPILOGUE = """
attributes #0 = { nounwind null_pointer_is_valid "no-builtins" "no-jump-tables"="true" }
!0 = !{}
!1 = !{!"branch_weights", i32 2000, i32 1}
!2 = !{!"branch_weights", i32 1, i32 2000}
!3 = !{i64 0, i64 4294967296}
"""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A program as LLVM's text, and what was found out about it.

    Attributes:
        ir: the LLVM module.
        accesses: its accesses in the order of its functions.
        bound: the most budget that a run takes, None when that is not known.
        counted: whether it takes from the budget as it runs. When not, it must be run with a
            budget of at least ``bound``, and cannot be interrupted.
        work: instructions that a run takes at most, or, of one that counts, between two times that
            it takes from the budget.
        packet_stays: whether the packet stays where it is while it runs, wherever that is.
        keeps_context: whether no run writes to its context.
        trivial: whether it has no loops, no calls, and no memory but its own frame.
        packet_anywhere: whether the packet may lie anywhere, also above 4 GiB and in memory that
            nobody may write: it stays, no run writes it, and its address is read in whole.
    """

    ir: str
    accesses: tuple[Access, ...]
    bound: int | None
    counted: bool
    work: int
    packet_stays: bool
    keeps_context: bool
    trivial: bool = False
    packet_anywhere: bool = False


def lower(
    spec: ProgramSpec, maps: Mapping[str, MapSpec], *, facts: Facts, little: bool = True
) -> str:
    """The LLVM module, as text, that counts what a run takes; see `translate`."""
    return translate(spec, maps, facts=facts, little=little, counted=True).ir


def translate(
    spec: ProgramSpec,
    maps: Mapping[str, MapSpec],
    *,
    facts: Facts,
    little: bool = sys.byteorder == "little",
    counted: bool = False,
) -> Lowered:
    """Lower a program that has passed `progpack.bpf.check.program`.

    Args:
        spec: the program.
        maps: the object's maps by name; those that the program uses decide the text too.
        facts: what is known of it. It is analysed again where that is said of other maps (such as
            those of another object) or another byte order.
        little: byte order of the target; without it this machine's.
        counted: take from the budget even where the program is known to need less than the
            default, in little time.
    """
    kind = layout(spec.type)
    order = spec.used_maps
    used = {name: maps[name] for name in order}
    if facts.maps != used or facts.little is not little:
        facts = Facts(spec, used, facts.calls, little=little)
    calls, functions = facts.calls, facts.functions
    cost = bound_of(facts)
    counted = counted or cost is None or cost.budget > DEFAULT_BUDGET or cost.work > MOST_WORK
    fields = zip(packet_fields(spec.type), ("data", "data_end"), strict=False)
    program = Program(
        spec,
        MapTable(order, used),
        calls.frames,
        kind.size,
        ctx_readable=kind.all_readable,
        ctx_writable=kind.whole,
        packet_writable=kind.packet_writable,
        little=little,
        callbacks=calls.callbacks,
        counted=counted,
        world=facts.world,
        packet_fields=dict(fields),
        custom=custom_order(calls.helpers),
    )
    own_frames = all(function.frame.own_frame_only for function in functions)
    parts = ["\n"]
    parts += [_lower_function(program, function, own_frames=own_frames) for function in functions]
    parts.append(callback_functions(calls.callbacks, calls.helpers, program.spending))
    parts.append(_EPILOGUE)
    parts.append(_scopes(program.scopes))
    effects = effects_of(calls.helpers)
    keeps_context = Effect.WRITES_CONTEXT not in effects and not any(
        access.write and (access.region == CTX or not access.proved) for access in program.accesses
    )
    text = "".join(parts)
    text = (
        "".join(declaration for name, declaration in _DECLARATIONS.items() if name in text) + text
    )
    # Another program that this one continues as may move the packet; and packets that lie one after
    # the other are not aligned as single ones are, which an atomic access asks for.
    moved = Effect.CONTINUES in effects or _looks_at_alignment(program)
    packet_stays = facts.world.packet_stays and not moved
    trivial = len(functions) == 1 and functions[0].trivial and spec.counters is None
    bound = None if cost is None else cost.budget
    work = len(spec.insns) if counted or cost is None else cost.work
    writes_packet = Effect.WRITES_PACKET in effects or any(
        access.write and (access.region == PACKET or not access.proved)
        for access in program.accesses
    )
    # Memory of others may change while a program runs, as values of maps may: no helper checks
    # bytes and then reads them again (runtime/check.c).
    # A helper that reads the context as memory finds addresses of 32 bits there.
    narrow = bool(program.narrow_reads) or any(
        access.argument and access.region not in _NO_CONTEXT for access in program.accesses
    )
    anywhere = packet_stays and not writes_packet and not narrow
    return Lowered(
        *(text, tuple(program.accesses), bound, counted, work, packet_stays, keeps_context),
        trivial=trivial,
        packet_anywhere=anywhere,
    )


def _looks_at_alignment(program: Program) -> bool:
    """Whether an atomic access may be to the packet: it faults where that is not aligned."""
    insns = plain_slots(program.spec.insns)
    return any(
        insns[access.pc].opcode & ~isa.BPF_DW == isa.BPF_STX | isa.BPF_ATOMIC
        or is_ordered(insns[access.pc])
        for access in program.accesses
        if not access.argument and (access.region == PACKET or not access.proved)
    )


def _scopes(scopes: Mapping[str, int]) -> str:
    """Metadata for the regions: `FunctionBuilder.scope` refers to these nodes."""
    if not scopes:
        return ""
    first = SCOPES + 2 * len(scopes)
    nodes = [f"!{first} = distinct !{{!{first}}}"]
    nodes_of = {name: first + 1 + number for name, number in scopes.items()}
    for name, number in scopes.items():
        others = ", ".join(f"!{node}" for other, node in nodes_of.items() if other != name)
        nodes.append(f"!{nodes_of[name]} = distinct !{{!{nodes_of[name]}, !{first}}}")
        nodes.append(f"!{SCOPES + 2 * number} = !{{!{nodes_of[name]}}}")
        nodes.append(f"!{SCOPES + 2 * number + 1} = !{{{others}}}")
    return "\n".join(nodes) + "\n"


def _lower_function(program: Program, function: FunctionFacts, *, own_frames: bool) -> str:
    fn = FunctionBuilder(
        program,
        function.start,
        function.found,
        main=function.start == 0,
        private_frame=function.frame.private and own_frames,
    )
    fn.frame_low = function.frame.size if own_frames else FRAME_SIZE
    _enter(fn, own_frames=own_frames)
    _Body(fn, function.order).write()
    return _finish(fn)


def _enter(fn: FunctionBuilder, *, own_frames: bool) -> None:
    """The entry block: registers, the frame with zeros in it."""
    if fn.main:
        fn.regs[1], fn.regs[2] = "%r1", "%r2"
    else:
        fn.regs[:10] = [0, "%r1", "%r2", "%r3", "%r4", "%r5", 0, 0, 0, 0]
    if fn.program.counted:
        fn.emit(f"%budget.at = getelementptr inbounds i8, ptr %st, i64 {State.budget.offset}")
        fn.emit("%budget = load i64, ptr %budget.at, align 8")
        fn.regs[LIMIT] = fn.load_field("limit", constant=False)
        fn.regs[ROOM] = "%room"
        fn.emit(f"%room = sub i64 %budget, {fn.regs[LIMIT]}")
    # Subprograms count their frames from the caller's, also when theirs is private.
    fn.regs[BPF_REG_FP] = fn.load_field("stack_end") if fn.main else "%fp"
    if fn.private_frame:
        if fn.frame_low:
            fn.emit(f"%frame = alloca [{fn.frame_low} x i8], align 16")
            _zero(fn, "%frame", fn.frame_low)
        return
    size = fn.frame_low if own_frames or not fn.main else fn.program.frames * FRAME_SIZE
    bottom = fn.value(f"sub i64 {fn.regs[BPF_REG_FP]}, {size}")
    _zero(fn, fn.value(f"inttoptr i64 {bottom} to ptr"), size)


def _zero(fn: FunctionBuilder, pointer: str, size: int) -> None:
    if size:
        fn.emit(
            f"call void @llvm.memset.inline.p0.i64(ptr align 16 {pointer}, i8 0, i64 {size}, "
            "i1 false)"
        )


def _finish(fn: FunctionBuilder) -> str:
    if fn.main:
        head = f"define i64 @{ENTRY}(ptr noalias nonnull %st, i64 %r1, i64 %r2) #0 {{\n"
        fail = "  ret i64 0\n"
    else:
        arguments = ", ".join(f"i64 %r{register}" for register in range(1, 6))
        head = (
            f"define internal fastcc {RESULT} @{function_name(fn.start)}"
            f"(ptr noalias nonnull %st, i64 %fp, {arguments}) #0 {{\n"
        )
        fail = f"  ret {RESULT} {{ i64 0, i1 true }}\n"
    tail = f"fail:\n{fail}" if fn.fails else ""
    body = "\n".join([*fn.first, *fn.lines])
    return f"{head}entry:\n{body}\n{tail}}}\n"


#: Classes of instructions that write their destination register.
_WRITING = frozenset({isa.BPF_ALU, isa.BPF_ALU64, isa.BPF_LDX, isa.BPF_LD})


def _writes_frame_pointer(insn: Insn) -> bool:
    return insn.dst == BPF_REG_FP and insn.opcode & 7 in _WRITING


class _Body:
    """Writes the blocks of a function, and joins what their ways in bring along."""

    def __init__(self, fn: FunctionBuilder, order: Sequence[Block]) -> None:
        self.fn = fn
        self.order = order
        self.entries: dict[int, Entry] = {}
        self.position = {block.start: index for index, block in enumerate(order)}
        self.counted = fn.program.counted
        self.carried = (*range(10), ROOM, LIMIT) if self.counted else (*range(10),)

    def write(self) -> None:
        """Write all blocks, then their phis, which need every way in to be written."""
        fn = self.fn
        first = self.order[0]
        for block in self.order:
            self.entries[block.start] = Entry(f"b{block.start}")
        self._arrive(first.start, fn.label)
        fn.emit(f"br label %b{first.start}")
        for block in self.order:
            self._block(block)
        self._write_phis()

    def _block(self, block: Block) -> None:
        fn, entry = self.fn, self.entries[block.start]
        fn.place(entry.label)
        fn.open_block()
        fn.reached = fn.found.rounds[block.start] != 0
        entry.at_line = len(fn.lines)
        self._merge(block, entry)
        if fn.program.spec.counters is not None:
            fn.count(executed_at(block.start), "1")
        insns = fn.insns
        for pc in self._slots(block):
            insn = insns[pc]
            opcode = insn[0]
            if opcode in _ARITHMETIC:
                lower_alu(fn, insn)
                continue
            fn.pc = pc
            if opcode in _JUMPS:
                self._jump(block, pc, insn)
                return
            if opcode:  # not the second slot of a 64-bit load
                _lower_insn(fn, pc, insn)
        self._go(block.next)

    def _slots(self, block: Block) -> Sequence[int]:
        """The slots that are lowered: where no run comes to, those that write r10 are not."""
        slots = range(block.start, block.end)
        if self.fn.reached:
            return slots
        return [pc for pc in slots if not _writes_frame_pointer(self.fn.insns[pc])]

    def _merge(self, block: Block, entry: Entry) -> None:
        """Registers at the start: as the only way in left them, or phis for those still wanted."""
        fn = self.fn
        ways = len(block.entries) + (1 if block.start == fn.start else 0)
        if self.counted:
            ways += sum(edge.back for edge in block.entries)
        if ways == 1:
            fn.regs = entry.incoming[0][1].copy()
            return
        forward = len(entry.incoming) == ways
        regs: list[Value] = fn.regs.copy()
        for register in self.carried:
            if register < ROOM and not block.live >> register & 1:
                regs[register] = 0
                continue
            values = {regs_in[register] for _, regs_in in entry.incoming}
            if forward and len(values) == 1:
                regs[register] = values.pop()
                continue
            name = fn.fresh()
            entry.phis.append(Phi(name, register))
            regs[register] = name
        fn.regs = regs

    def _jump(self, block: Block, pc: int, insn: Insn) -> None:
        fn = self.fn
        if insn.opcode == isa.EXIT:
            fn.leave(fn.regs[0])
            return
        if insn.opcode in (isa.JA, isa.JA32):
            self._take(pc, block.taken)
            return
        if insn.opcode == isa.MAY_GOTO:
            self._branch(block, pc, fn.budget.is_used_up())
            return
        self._branch(block, pc, _condition(fn, insn))

    def _branch(self, block: Block, pc: int, condition: str) -> None:
        fn, taken, after = self.fn, block.taken, block.next
        if taken is None or after is None:
            raise AssertionError("a conditional jump has two ways out")
        if fn.program.spec.counters is not None:
            fn.count(taken_at(pc), fn.value(f"zext i1 {condition} to i64"))
        if taken.back:
            # Only the taken way costs budget, so it gets a block of its own.
            loop = fn.new_label()
            fn.emit(f"br i1 {condition}, label %{loop}, label %b{after.target}")
            self._arrive(after.target, fn.label)
            saved = fn.regs.copy()
            fn.place(loop)
            self._take(pc, taken)
            fn.regs = saved
            return
        fn.emit(f"br i1 {condition}, label %b{taken.target}, label %b{after.target}")
        self._arrive(taken.target, fn.label)
        self._arrive(after.target, fn.label)

    def _take(self, pc: int, edge: Edge | None) -> None:
        """Take a jump; one that goes back costs budget."""
        if edge is None or not (edge.back and self.counted):
            self._go(edge)
            return
        # The way with another limit stays a way of its own, so that LLVM sees an inner loop in
        # which the limit is constant.
        entry = self.entries[edge.target]
        entry.incoming += self.fn.budget.spend(pc, entry.label)

    def _go(self, edge: Edge | None) -> None:
        if edge is None:
            raise AssertionError("a block that falls through has a block behind it")
        self.fn.emit(f"br label %b{edge.target}")
        self._arrive(edge.target, self.fn.label)

    def _arrive(self, target: int, label: str) -> None:
        self.entries[target].incoming.append((label, self.fn.regs.copy()))

    def _write_phis(self) -> None:
        lines, fn = self.fn.lines, self.fn
        for block in sorted(self.order, key=lambda b: self.entries[b.start].at_line, reverse=True):
            entry = self.entries[block.start]
            phis = []
            for phi in entry.phis:
                ways = ", ".join(
                    [
                        f"[ {operand(regs[phi.register])}, %{label} ]"
                        for label, regs in entry.incoming
                    ]
                )
                phis.append(f"  {phi.name} = phi i64 {ways}")
            lines[entry.at_line : entry.at_line] = phis
        fn.lines = lines


def _lower_insn(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    group = insn.opcode & 7
    if group == isa.BPF_LDX:
        lower_load(fn, pc, insn)
    elif group in (isa.BPF_ST, isa.BPF_STX):
        lower_store(fn, pc, insn)
    elif insn.opcode == isa.CALL:
        lower_call(fn, pc, insn)
    elif insn.opcode == isa.LDDW:
        _lower_wide(fn, pc, insn)
    else:
        lower_load_packet(fn, pc, insn)


def _lower_wide(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    ref = fn.program.spec.maps.get(pc)
    if insn.src == isa.BPF_PSEUDO_FUNC:
        fn.regs[insn.dst] = isa.function_token(pc + 1 + insn.imm)
    elif ref is None:
        fn.regs[insn.dst] = isa.imm64(insn, fn.insns[pc + 1])
    elif ref.offset is None:
        fn.regs[insn.dst] = fn.load_map(ref.map, 0)
    else:
        values = fn.load_map(ref.map, 1)
        fn.regs[insn.dst] = fn.value(f"add i64 {values}, {ref.offset}")


def _condition(fn: FunctionBuilder, insn: Insn) -> str:
    bits = 64 if insn.opcode & 7 == isa.BPF_JMP else 32
    left = _operand(fn, insn.dst, bits)
    right = _operand(fn, insn.src, bits) if insn.opcode & isa.BPF_X else literal(insn.imm, bits)
    operation = insn.opcode & 0xF0
    if operation == isa.BPF_JSET:
        common = fn.value(f"and i{bits} {left}, {right}")
        return fn.value(f"icmp ne i{bits} {common}, 0")
    return fn.value(f"icmp {_PREDICATES[operation]} i{bits} {left}, {right}")


def _operand(fn: FunctionBuilder, register: int, bits: int) -> str:
    return fn.low(fn.regs[register]) if bits == 32 else operand(fn.regs[register])
