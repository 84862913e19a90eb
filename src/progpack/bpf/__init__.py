"""BPF programs: what they are and what is known of them before they run.

Nothing in this room needs the kernel or a compiler. `progpack.bpf.isa.insn` has the instruction
format of RFC 9669; `progpack.bpf.object.reader` reads objects as clang writes them; the results are
the plain values of `progpack.bpf.spec`.
"""
