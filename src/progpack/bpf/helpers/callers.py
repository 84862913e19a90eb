"""Programs that may call a helper or a function of the kernel, as far as a kernel agrees."""

from __future__ import annotations

from functools import cache
from typing import Final

from progpack.bpf.helpers import kernel_facts
from progpack.bpf.spec import BPF_F_SLEEPABLE, ProgramType

__all__ = ["CALLERS", "kfunc_refusal", "refusal"]

#: Types of programs of which no kernel said what they may call: those that it could not load, and
#: FLAT, which it does not have.
_UNASKED: Final = frozenset(
    kind for kind in ProgramType if kind < 0 or not kernel_facts.ASKED >> kind & 1
)


@cache
def _types(bits: int) -> frozenset[ProgramType] | None:
    """Return the types of programs that may call a helper; None: all."""
    if bits & kernel_facts.ASKED == kernel_facts.ASKED:
        return None
    return _UNASKED | {kind for kind in ProgramType if kind >= 0 and bits >> kind & 1}


CALLERS: Final = {
    # A helper that no program of that kernel may call is one that its configuration left out.
    number: allowed
    for number, bits in kernel_facts.PROGRAMS.items()
    if bits and (allowed := _types(bits)) is not None
}
"""The types of programs that a kernel lets call a helper, and those it was not asked about, by the
number of the helper. A helper that all may call is not there."""


def refusal(number: int, kind: ProgramType, attach_type: int | None, flags: int) -> str:
    """Say why a program may not call a helper that others of its type may call.

    Args:
        number: of the helper.
        kind: type of the program.
        attach_type: what the program is made for (``enum bpf_attach_type``); None: unknown.
        flags: the program's, of which BPF_F_SLEEPABLE counts.

    Returns:
        The reason; ``""`` when the program may.
    """
    if attach_type in kernel_facts.REFUSED.get(number, {}).get(kind, ()):
        return f"{kind.name} programs of attach type {attach_type} may not call"
    return _AWAKE if number in kernel_facts.SLEEPING and not _sleeps(kind, flags) else ""


def kfunc_refusal(name: str, kind: ProgramType, flags: int) -> str:
    """Say why a program may not call a function of the kernel that is provided here.

    Args:
        name: of the function.
        kind: type of the program.
        flags: the program's, of which BPF_F_SLEEPABLE counts.

    Returns:
        The reason; ``""`` when the program may, or the kernel that was asked has no such function.
    """
    bits = kernel_facts.KFUNCS.get(name)
    allowed = None if bits is None else _types(bits)
    if allowed is not None and kind not in allowed:
        return f"{kind.name} programs may not call"
    return _AWAKE if name in kernel_facts.SLEEPING_KFUNCS and not _sleeps(kind, flags) else ""


_AWAKE: Final = "programs that may not sleep (their section has no .s) may not call"


def _sleeps(kind: ProgramType, flags: int) -> bool:
    return kind is ProgramType.FLAT or bool(flags & BPF_F_SLEEPABLE)
