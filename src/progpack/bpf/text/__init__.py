"""BPF programs as text: disassembled, and what a fault says."""
