"""Kernel functions (kfuncs) that need no kernel, as BPF code of our own.

A program that calls one gets it as a subprogram, which LLVM inlines like any other: nothing is
added to the runtime, and the interpreter runs it as well. They are compiled from
``data/bpf/kfuncs.bpf.c``. A helper that somebody added under the same name comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from progpack.bpf.context.fields import layout
from progpack.bpf.helpers.callers import kfunc_refusal
from progpack.bpf.helpers.kernel_facts import RELEASE
from progpack.bpf.isa.insn import BPF_PSEUDO_CALL, CALL, Insn, Insns
from progpack.bpf.spec import Function, ProgramSpec, ProgramType
from progpack.errors import MissingFeatureError
from progpack.records import replace

__all__ = ["READ_ONLY", "kfunc_names", "left_out", "with_kfuncs"]

#: The read-only ones, for programs that may not write to the packet
#: (``may_access_direct_pkt_data()``).
READ_ONLY: Final = {"bpf_dynptr_from_skb": "bpf_dynptr_from_skb_rdonly"}


#: What stays out, by the beginnings of the names of its functions.
_LEFT_OUT: Final = (
    ("bpf_throw", "exceptions"),
    ("bpf_obj_", "allocated objects"),
    ("bpf_percpu_obj_", "allocated objects"),
    ("bpf_refcount_acquire", "allocated objects"),
    ("bpf_list_", "lists of allocated objects"),
    ("bpf_rbtree_", "trees of allocated objects"),
)


def left_out(name: str) -> str:
    """The feature that a function of the kernel is of, where that stays out; else ``""``."""
    return next((feature for start, feature in _LEFT_OUT if name.startswith(start)), "")


def kfunc_names() -> frozenset[str]:
    """The functions there are, as the kernel calls them."""
    return frozenset(_library()) - frozenset(READ_ONLY.values())


def with_kfuncs(program: ProgramSpec, calls: Mapping[int, str]) -> ProgramSpec:
    """A program with the functions that it calls behind it.

    Args:
        program: the program.
        calls: instruction -> name of the function that it calls, one of `kfunc_names`.

    Raises:
        MissingFeatureError: programs of its type may not call one of them.
    """
    if not calls:
        return program
    insns, functions = list(program.insns), list(program.functions)
    starts: dict[str, int] = {}
    for name in dict.fromkeys(calls.values()):
        _check_caller(program, name)
        start = starts[name] = len(insns)
        linked = _library()[_variant(name, program.type)]
        functions += [
            Function(
                name if function.start == 0 else function.name,
                start + function.start,
                start + function.end,
                provided=True,
            )
            for function in linked.functions
        ]
        insns += linked.insns
    for pc, name in calls.items():
        insns[pc] = Insn(CALL, 0, BPF_PSEUDO_CALL, 0, starts[name] - pc - 1)
    return replace(program, insns=Insns(insns), functions=tuple(functions))


def _check_caller(program: ProgramSpec, name: str) -> None:
    refused = kfunc_refusal(name, program.type, program.flags)
    if refused:
        raise MissingFeatureError(
            f"program {program.name}: {refused} the kernel function {name} (Linux {RELEASE})"
        )


def _variant(name: str, program_type: ProgramType) -> str:
    """Return the function of ours that stands for one of the kernel in programs of a type."""
    return name if layout(program_type).packet_writable else READ_ONLY.get(name, name)


@cache
def _library() -> Mapping[str, ProgramSpec]:
    # Reading is of no use to a load of specs without such functions.
    from importlib.resources import files

    from progpack.bpf.object.reader import read_object

    data = (files("progpack") / "data" / "bpf" / "kfuncs.bpf.o").read_bytes()
    return read_object(data, "kfuncs.bpf.o").programs
