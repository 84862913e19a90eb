"""BPF to LLVM IR, a whole program at a time.

Every BPF function becomes an LLVM function; the main one is called from outside as
``uint64_t prog(struct state *, uint64_t r1, uint64_t r2)``. LLVM may inline the others: a program
is one image, unlike in the kernel, where each subprogram is a binary of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from progpack.bpf import isa
from progpack.bpf.check import FRAME_SIZE, CallGraph
from progpack.bpf.context import layout
from progpack.bpf.isa import BPF_REG_FP, Insn
from progpack.bpf.spec import Function, MapSpec, ProgramSpec
from progpack.jit.access import lower_load, lower_load_packet, lower_store
from progpack.jit.alu import lower_alu
from progpack.jit.builder import (
    BUDGET,
    RESULT,
    Entry,
    FunctionBuilder,
    MapTable,
    Phi,
    Program,
    Value,
    literal,
)
from progpack.jit.callbacks import callback_functions
from progpack.jit.calls import function_name, lower_call
from progpack.jit.flow import Block, Edge, blocks_of, has_back_edge
from progpack.jit.frame import FrameUse, frame_use, takes_frame_address
from progpack.jit.kinds import Kinds, solve
from progpack.jit.layout import State

__all__ = ["ENTRY", "lower", "map_order"]

#: Name of the function that is called from outside.
ENTRY = "prog"

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

_PROLOGUE = """\
declare i16 @llvm.bswap.i16(i16)
declare i32 @llvm.bswap.i32(i32)
declare i64 @llvm.bswap.i64(i64)
declare void @llvm.memset.inline.p0.i64(ptr, i8, i64 immarg, i1 immarg)
"""

# A null pointer is an address like any other, which the checks refuse: LLVM must not conclude that
# what follows such an access is never reached. !0 marks loads of what never changes during a run,
# !1 and !2 branches that are nearly always, and nearly never, taken.
_EPILOGUE = """
attributes #0 = { nounwind null_pointer_is_valid "no-builtins" "no-jump-tables"="true" }
!0 = !{}
!1 = !{!"branch_weights", i32 2000, i32 1}
!2 = !{!"branch_weights", i32 1, i32 2000}
"""


def map_order(spec: ProgramSpec) -> tuple[str, ...]:
    """The maps a program refers to, in the order of the table it finds them in."""
    return tuple(dict.fromkeys(ref.map for _, ref in sorted(spec.maps.items())))


def lower(
    spec: ProgramSpec, maps: Mapping[str, MapSpec], *, calls: CallGraph, little: bool = True
) -> str:
    """The LLVM module, as text, of a program that has passed `progpack.bpf.check`.

    Args:
        spec: the program.
        maps: the object's maps by name; those that the program uses decide the text too.
        calls: its call graph.
        little: byte order of the target.
    """
    kind = layout(spec.type)
    order = map_order(spec)
    program = Program(
        spec,
        MapTable(order, {name: maps[name] for name in order}),
        calls.frames,
        kind.size,
        ctx_writable=kind.whole,
        packet_writable=kind.packet_writable,
        little=little,
        callbacks=calls.callbacks,
    )
    functions = [_analyse(program, function) for function in spec.functions]
    tame = all(function.frame.tame for function in functions)
    parts = [_PROLOGUE]
    parts += [_lower_function(program, function, tame=tame) for function in functions]
    parts.append(callback_functions(calls.callbacks, calls.helpers))
    parts.append(_EPILOGUE)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Analysed:
    """A function before it is written: its blocks, what is known at their starts, its frame.

    ``known`` has only the first block where the rest is found while writing: no loops, and no
    frame pointer to follow.
    """

    start: int
    order: Sequence[Block]
    known: dict[int, Kinds]
    frame: FrameUse


def _analyse(program: Program, function: Function) -> _Analysed:
    spec = program.spec
    order = blocks_of(spec.insns, function.start, function.end)
    private = not takes_frame_address(spec.insns, order)
    first = Kinds(spec.type, spec.maps, main=function.start == 0)
    known = {function.start: first}
    if has_back_edge(order) or not private:
        known = solve(spec.insns, order, first)
    use = frame_use(spec.insns, order, None if private else known, spec.type, program.maps.specs)
    return _Analysed(function.start, order, known, use)


def _lower_function(program: Program, function: _Analysed, *, tame: bool) -> str:
    fn = FunctionBuilder(
        program,
        function.start,
        main=function.start == 0,
        private_frame=function.frame.private and tame,
    )
    fn.kinds = function.known[function.start]
    fn.frame_low = function.frame.size if tame else FRAME_SIZE
    _enter(fn, tame=tame)
    _Body(fn, function.order, function.known).write()
    return _finish(fn)


def _enter(fn: FunctionBuilder, *, tame: bool) -> None:
    """The entry block: registers, the frame with zeros in it."""
    if fn.main:
        fn.regs[1], fn.regs[2] = "%r1", "%r2"
    else:
        fn.regs[:10] = [0, "%r1", "%r2", "%r3", "%r4", "%r5", 0, 0, 0, 0]
    fn.regs[BUDGET] = "%budget"
    fn.emit(f"%budget.at = getelementptr inbounds i8, ptr %st, i64 {State.budget.offset}")
    fn.emit("%budget = load i64, ptr %budget.at, align 8")
    # Subprograms count their frames from the caller's, also when theirs is private.
    fn.regs[BPF_REG_FP] = fn.load_field("stack_end") if fn.main else "%fp"
    if fn.private_frame:
        if fn.frame_low:
            fn.emit(f"%frame = alloca [{fn.frame_low} x i8], align 16")
            _zero(fn, "%frame", fn.frame_low)
        return
    size = fn.frame_low if tame or not fn.main else fn.program.frames * FRAME_SIZE
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
    body = "\n".join(fn.lines)
    return f"{head}entry:\n{body}\n{tail}}}\n"


class _Body:
    """Writes the blocks of a function, and joins what their ways in bring along."""

    def __init__(
        self, fn: FunctionBuilder, order: Sequence[Block], known: dict[int, Kinds]
    ) -> None:
        self.fn = fn
        self.order = order
        self.known = known
        self.whole = len(known) == len(order)
        self.entries: dict[int, Entry] = {}
        self.position = {block.start: index for index, block in enumerate(order)}

    def write(self) -> None:
        """All blocks, then their phis, which need every way in to be written."""
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
        entry.at_line = len(fn.lines)
        self._merge(block, entry)
        # With the fixed point at hand each block starts from it; else from what came this way.
        fn.kinds = self.known[block.start].copy()
        pc = block.start
        while pc < block.end:
            insn = fn.insns[pc]
            if insn.opcode & 7 in (isa.BPF_JMP, isa.BPF_JMP32) and insn.opcode != isa.CALL:
                self._jump(block, pc, insn)
                return
            _lower_insn(fn, pc, insn)
            fn.kinds.step(fn.insns, pc)
            pc += 2 if insn.opcode == isa.LDDW else 1
        self._go(block.next)

    def _merge(self, block: Block, entry: Entry) -> None:
        """Registers at the start: as the only way in left them, or phis for those still wanted."""
        fn = self.fn
        ways = len(block.entries) + (1 if block.start == fn.start else 0)
        if ways == 1:
            fn.regs = entry.incoming[0][1].copy()
            return
        forward = len(entry.incoming) == ways
        regs: list[Value] = fn.regs.copy()
        for register in (*range(10), BUDGET):
            if register != BUDGET and not block.live >> register & 1:
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
            fn.leave(fn.reg(0))
            return
        if insn.opcode in (isa.JA, isa.JA32):
            if block.taken is not None and block.taken.back:
                fn.spend(pc)
            self._go(block.taken)
            return
        self._branch(block, pc, _condition(fn, insn))

    def _branch(self, block: Block, pc: int, condition: str) -> None:
        fn, taken, after = self.fn, block.taken, block.next
        if taken is None or after is None:
            raise AssertionError("a conditional jump has two ways out")
        if taken.back:
            # Only the taken way costs budget, so it gets a block of its own.
            loop = fn.new_label()
            fn.emit(f"br i1 {condition}, label %{loop}, label %b{after.target}")
            self._arrive(after.target, fn.label)
            kept = fn.regs.copy()
            fn.place(loop)
            fn.spend(pc)
            self._go(taken)
            fn.regs = kept
            return
        fn.emit(f"br i1 {condition}, label %b{taken.target}, label %b{after.target}")
        self._arrive(taken.target, fn.label)
        self._arrive(after.target, fn.label)

    def _go(self, edge: Edge | None) -> None:
        if edge is None:
            raise AssertionError("a block that falls through has a block behind it")
        self.fn.emit(f"br label %b{edge.target}")
        self._arrive(edge.target, self.fn.label)

    def _arrive(self, target: int, label: str) -> None:
        self.entries[target].incoming.append((label, self.fn.regs.copy()))
        if self.whole:
            return
        if target in self.known and target != self.order[0].start:
            self.known[target].join(self.fn.kinds)
        elif target not in self.known:
            self.known[target] = self.fn.kinds.copy()

    def _write_phis(self) -> None:
        lines, fn = self.fn.lines, self.fn
        for block in sorted(self.order, key=lambda b: self.entries[b.start].at_line, reverse=True):
            entry = self.entries[block.start]
            phis = []
            for phi in entry.phis:
                ways = ", ".join(
                    f"[ {_constant(regs[phi.register])}, %{label} ]"
                    for label, regs in entry.incoming
                )
                phis.append(f"  {phi.name} = phi i64 {ways}")
            lines[entry.at_line : entry.at_line] = phis
        fn.lines = lines


def _constant(value: Value) -> str:
    return literal(value) if isinstance(value, int) else value


def _lower_insn(fn: FunctionBuilder, pc: int, insn: Insn) -> None:
    group = insn.opcode & 7
    if group in (isa.BPF_ALU64, isa.BPF_ALU):
        lower_alu(fn, insn)
    elif group == isa.BPF_LDX:
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
        fn.set(insn.dst, isa.function_token(pc + 1 + insn.imm))
    elif ref is None:
        fn.set(insn.dst, isa.imm64(insn, fn.insns[pc + 1]))
    elif ref.offset is None:
        fn.set(insn.dst, fn.load_map(ref.map, 0))
    else:
        values = fn.load_map(ref.map, 1)
        fn.set(insn.dst, fn.value(f"add i64 {values}, {ref.offset}"))


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
    return fn.low(fn.reg(register)) if bits == 32 else _constant(fn.reg(register))
