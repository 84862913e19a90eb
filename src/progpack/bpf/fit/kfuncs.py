"""Kernel functions (kfuncs) that need no kernel, as BPF code of our own.

A program that calls one gets it as a subprogram, which LLVM inlines like any other: nothing is
added to the runtime, and the interpreter runs it as well. They are compiled from
``data/bpf/kfuncs.bpf.c``. A helper that somebody added under the same name comes first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from progpack.bpf.isa.insn import BPF_PSEUDO_CALL, CALL, Insn, Insns
from progpack.bpf.spec import Function, ProgramSpec

__all__ = ["kfunc_names", "with_kfuncs"]


def kfunc_names() -> frozenset[str]:
    """The functions there are, as the kernel calls them."""
    return frozenset(_library())


def with_kfuncs(program: ProgramSpec, calls: Mapping[int, str]) -> ProgramSpec:
    """A program with the functions that it calls behind it.

    Args:
        program: the program.
        calls: instruction -> name of the function that it calls, one of `kfunc_names`.
    """
    if not calls:
        return program
    insns, functions = list(program.insns), list(program.functions)
    starts: dict[str, int] = {}
    for name in dict.fromkeys(calls.values()):
        start = starts[name] = len(insns)
        functions += [
            Function(each.name, start + each.start, start + each.end)
            for each in _library()[name].functions
        ]
        insns += _library()[name].insns
    for pc, name in calls.items():
        insns[pc] = Insn(CALL, 0, BPF_PSEUDO_CALL, 0, starts[name] - pc - 1)
    return dataclasses.replace(program, insns=Insns(insns), functions=tuple(functions))


@cache
def _library() -> Mapping[str, ProgramSpec]:
    # Reading is of no use to a load of specs without such functions.
    from progpack.bpf.object.reader import read_object

    data = (files("progpack") / "data" / "bpf" / "kfuncs.bpf.o").read_bytes()
    return read_object(data, "kfuncs.bpf.o").programs
