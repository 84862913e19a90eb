"""The meaning of a program's return value, by program type, and whether its packet goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from progpack.bpf.spec import ProgramType
from progpack.errors import UnknownNameError

__all__ = ["capture_kind", "check_verdict", "kept", "verdict"]


class _Return(NamedTuple):
    """One of the values that programs of a type may return."""

    name: str
    goes_on: bool = True


#: Constants of each type: ``enum xdp_action``, ``enum bpf_ret_code`` and ``enum sk_action`` of
#: ``include/uapi/linux/bpf.h``, ``pkt_cls.h`` and ``netfilter.h`` (Linux 6.18).
_XDP: Final = {
    0: _Return("XDP_ABORTED", goes_on=False),
    1: _Return("XDP_DROP", goes_on=False),
    2: _Return("XDP_PASS"),
    3: _Return("XDP_TX"),
    4: _Return("XDP_REDIRECT"),
}
_TC: Final = {
    -1: _Return("TC_ACT_UNSPEC"),
    0: _Return("TC_ACT_OK"),
    1: _Return("TC_ACT_RECLASSIFY"),
    2: _Return("TC_ACT_SHOT", goes_on=False),
    3: _Return("TC_ACT_PIPE"),
    4: _Return("TC_ACT_STOLEN", goes_on=False),
    5: _Return("TC_ACT_QUEUED", goes_on=False),
    6: _Return("TC_ACT_REPEAT"),
    7: _Return("TC_ACT_REDIRECT"),
    8: _Return("TC_ACT_TRAP", goes_on=False),
}
_LWT: Final = {
    0: _Return("BPF_OK"),
    2: _Return("BPF_DROP", goes_on=False),
    7: _Return("BPF_REDIRECT"),
    128: _Return("BPF_LWT_REROUTE"),
}
# The dissector alone ends: the packet goes on without its flow keys.
_FLOW_DISSECTOR: Final = {
    0: _Return("BPF_OK"),
    2: _Return("BPF_DROP"),
    129: _Return("BPF_FLOW_DISSECTOR_CONTINUE"),
}
_SK: Final = {0: _Return("SK_DROP", goes_on=False), 1: _Return("SK_PASS")}
_NETFILTER: Final = {0: _Return("NF_DROP", goes_on=False), 1: _Return("NF_ACCEPT")}

_RETURNS: Final[Mapping[ProgramType, Mapping[int, _Return]]] = {
    ProgramType.XDP: _XDP,
    ProgramType.SCHED_CLS: _TC,
    ProgramType.SCHED_ACT: _TC,
    ProgramType.LWT_IN: _LWT,
    ProgramType.LWT_OUT: _LWT,
    ProgramType.LWT_XMIT: _LWT,
    ProgramType.LWT_SEG6LOCAL: _LWT,
    ProgramType.FLOW_DISSECTOR: _FLOW_DISSECTOR,
    ProgramType.SK_LOOKUP: _SK,
    ProgramType.SK_REUSEPORT: _SK,
    ProgramType.SK_MSG: _SK,
    ProgramType.SK_SKB: _SK,
    ProgramType.NETFILTER: _NETFILTER,
}
#: The effect of a value without a name, where the kernel does not only call it unknown.
_UNNAMED: Final = {
    ProgramType.XDP: _Return("XDP_ABORTED", goes_on=False),
    ProgramType.SCHED_CLS: _Return("TC_ACT_UNSPEC"),
    ProgramType.SCHED_ACT: _Return("TC_ACT_UNSPEC"),
}
#: Programs of control groups that allow or forbid: bit 0 says which.
_DECIDING: Final[Mapping[ProgramType, str]] = {
    ProgramType.CGROUP_SKB: "drop",
    ProgramType.CGROUP_SOCK: "refuse (EPERM)",
    ProgramType.CGROUP_SOCK_ADDR: "refuse (EPERM)",
    ProgramType.CGROUP_SOCKOPT: "refuse (EPERM)",
    ProgramType.CGROUP_DEVICE: "refuse (EPERM)",
    ProgramType.CGROUP_SYSCTL: "refuse (EPERM)",
}

#: The texts of return values that have no name.
_UNKNOWN: Final = re.compile(r"unknown -?\d+|\w+ \(unknown -?\d+\)")
_NUMBER: Final = re.compile(r"-?\d+|0x[0-9a-f]+")
_KEPT_FORM: Final = "keep N bytes"
_KEPT: Final = re.compile(r"keep \d+ bytes")
_NOTHING: Final = re.compile(r"(?!)")


def verdict(program_type: ProgramType, r0: int) -> str:
    """Return the meaning of a program's return value to the kernel, in a word or two.

    Args:
        program_type: type of the program.
        r0: the register, 64 bits unsigned; types that return an int use its low half.
    """
    low, signed = _halves(r0)
    if program_type is ProgramType.SOCKET_FILTER:
        return f"keep {low} bytes" if low else "drop"
    if program_type in _DECIDING:
        return "allow" if low & 1 else _DECIDING[program_type]
    if program_type in _RETURNS:
        return _name(program_type, low, signed)
    return f"0x{r0:x}" if program_type is ProgramType.FLAT else str(signed)


def check_verdict(program_type: ProgramType, text: str) -> None:
    """Check that `verdict` may give a text for programs of a type.

    Raises:
        UnknownNameError: no return value has this meaning; the message lists those that there are.
    """
    names, others = _texts(program_type)
    known = text in names and text != _KEPT_FORM
    if not known and not (isinstance(text, str) and others.fullmatch(text)):
        sentence = f"programs of type {program_type.name} have no verdict"
        raise UnknownNameError(sentence, text, names, listed="they have:", otherwise="numbers")


def _texts(program_type: ProgramType) -> tuple[list[str], re.Pattern[str]]:
    """The names of the return values of a type, and what its values without a name look like."""
    if program_type is ProgramType.SOCKET_FILTER:
        return ["drop", _KEPT_FORM], _KEPT
    if program_type in _DECIDING:
        return ["allow", _DECIDING[program_type]], _NOTHING
    names = [known.name for known in _RETURNS.get(program_type, {}).values()]
    return names, _UNKNOWN if names else _NUMBER


def kept(program_type: ProgramType, r0: int, length: int) -> int:
    """Return how many bytes of a packet go on after a program returned ``r0``; 0: it is dropped.

    A packet that is sent elsewhere (XDP_TX, a redirection) goes on; one that tc holds back
    (TC_ACT_STOLEN, TC_ACT_QUEUED, TC_ACT_TRAP) does not.

    Args:
        program_type: type of the program.
        r0: the register, 64 bits unsigned.
        length: length of the packet in bytes, as the program left it.
    """
    low, signed = _halves(r0)
    if program_type is ProgramType.SOCKET_FILTER:
        return min(low, length)
    if program_type is ProgramType.CGROUP_SKB:
        return length if low & 1 else 0
    known = _RETURNS.get(program_type, {}).get(signed) or _UNNAMED.get(program_type)
    return length if known is None or known.goes_on else 0


def capture_kind(program_type: ProgramType) -> Literal["tc", "xdp"] | None:
    """The word that capture files have for programs of a type that decide on packets."""
    if program_type is ProgramType.XDP:
        return "xdp"
    return "tc" if program_type in (ProgramType.SCHED_CLS, ProgramType.SCHED_ACT) else None


def _name(program_type: ProgramType, low: int, signed: int) -> str:
    known = _RETURNS[program_type].get(signed)
    if known is not None:
        return known.name
    if program_type not in _UNNAMED:
        return f"unknown {signed}"
    # XDP's actions are unsigned (bpf_prog_run_xdp()).
    value = low if program_type is ProgramType.XDP else signed
    return f"{_UNNAMED[program_type].name} (unknown {value})"


def _halves(r0: int) -> tuple[int, int]:
    """The low half of a register, unsigned and signed."""
    low = r0 & 0xFFFFFFFF
    return low, (low ^ 0x80000000) - 0x80000000
