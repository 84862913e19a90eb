"""Load and close programs until the input ends: churn.py RATE KEPT; each stays for KEPT others."""

import select
import sys
import time

from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.kernel import KernelProgram

rate, kept = int(sys.argv[1]), int(sys.argv[2])
code = (*(Insn(BPF_ALU64 | BPF_MOV, 0, imm=7),) * 30, Insn(EXIT))
held: list[KernelProgram] = []
begin, done = time.monotonic(), 0
while not select.select([sys.stdin], [], [], 0.002)[0]:
    while done < (time.monotonic() - begin) * rate:
        held.append(KernelProgram.load(code, type=ProgramType.XDP, name="pp_churn"))
        done += 1
        if len(held) > kept:
            held.pop(0).close()
    if done > kept:
        sys.stdout.write("busy\n")
        sys.stdout.flush()
