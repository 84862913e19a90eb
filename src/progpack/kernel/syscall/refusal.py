"""Answers of the running kernel's verifier: a program is loaded, and unloaded at once."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

from progpack.bpf.btf.types import BtfKind
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import BpfError, ProgramError, UsageError
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap

__all__ = ["attach_btf_id", "refusal"]

#: Types that are loaded for one function or tracepoint of the kernel.
_ATTACHED: Final = (ProgramType.TRACING, ProgramType.LSM)
#: Section prefix -> what its target is called in the kernel's types, and as what
#: (``btf_get_kernel_prefix_kind()`` of libbpf).
_PREFIXES: Final = {
    "tp_btf": ("btf_trace_", BtfKind.TYPEDEF),
    "lsm": ("bpf_lsm_", BtfKind.FUNC),
    "lsm.s": ("bpf_lsm_", BtfKind.FUNC),
    "iter": ("bpf_iter_", BtfKind.FUNC),
    "iter.s": ("bpf_iter_", BtfKind.FUNC),
}


def attach_btf_id(program: ProgramSpec) -> int:
    """Number of the kernel's type that a tracing program is for; 0 for other programs.

    Raises:
        MissingFeatureError: the running kernel shows no types.
        ProgramError: it has no such function or tracepoint.
    """
    if program.type not in _ATTACHED:
        return 0
    prefix, kind = _PREFIXES.get(program.section.split("/")[0].lstrip("?"), ("", BtfKind.FUNC))
    target = target_types("kernel").find(prefix + program.attach, kind)
    if target is None:
        raise ProgramError(
            f"the running kernel has no {prefix + program.attach}", program=program.name
        )
    return target.id


def refusal(spec: ObjectSpec, program: ProgramSpec) -> str:
    """Why the running kernel refuses a program, with what its verifier said; "" when it does not.

    Raises:
        MissingFeatureError: no privilege, or what the program is for cannot be found out.
    """
    if program.type is ProgramType.FLAT:
        return "the kernel has no such program type"
    with ExitStack() as stack:
        try:
            maps = {
                name: stack.enter_context(KernelMap.from_spec(spec.maps[name]))
                for name in program.used_maps
            }
            stack.enter_context(load_program(program, maps, attach_btf_id=attach_btf_id(program)))
        except (BpfError, ProgramError, UsageError) as error:
            return str(error)
    return ""
