"""Coverage of C sources of BPF objects as text, lcov, Cobertura and HTML."""
