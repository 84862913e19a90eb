"""BPF programs as text: assembled and disassembled."""
