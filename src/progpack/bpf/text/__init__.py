"""Text of BPF programs: the disassembler, and the lines that describe a fault."""
