"""A laboratory for kernels: boot one, let it load programs, record where it put them, compare.

`make lab` boots the kernel of the machine's own Debian release under QEMU; ``python -m lab --help``
says what else there is, and docs/lab.md how to add a kernel or an architecture. It is not part of
the package and not of `make test`.
"""
