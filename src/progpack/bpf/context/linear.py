"""The linear part of a packet: its bytes up to ``data_end``, which a program accesses itself.

What lies behind it is in fragments, which only helpers reach (``bpf_xdp_load_bytes`` and others).
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.spec import ProgramType
from progpack.errors import UsageError
from progpack.integers import MAX_U32, integer_within

__all__ = ["FRAGMENT", "LINEAR_XDP", "linear_of"]

#: Most bytes of the linear part of an XDP packet: a page of 4096 bytes, less XDP_PACKET_HEADROOM
#: and ``struct skb_shared_info``, as bpf_prog_test_run_xdp() of net/bpf/test_run.c (Linux 6.18) has
#: it. A program without BPF_F_XDP_HAS_FRAGS gets such packets there as well.
LINEAR_XDP: Final = 4096 - 256 - 320
#: Bytes of a fragment of an XDP packet, but for the last one, which may have fewer.
FRAGMENT: Final = 4096


def linear_of(program_type: ProgramType, linear: int | None = None) -> int:
    """Return the most bytes of the linear part of a packet.

    Args:
        program_type: type of the program.
        linear: what the caller wants, in bytes; None for what the kernel has.

    Raises:
        UsageError: the packets of this type are in one piece (an skb of BPF_PROG_TEST_RUN is, in
            Linux 6.18), or the number is not valid.
    """
    if linear is None:
        return LINEAR_XDP if program_type is ProgramType.XDP else MAX_U32
    if program_type is not ProgramType.XDP:
        raise UsageError(
            f"linear= is for XDP programs: a packet of a {program_type.name} program has no"
            " fragments; leave it out"
        )
    return integer_within(linear, "linear", 0, MAX_U32)
