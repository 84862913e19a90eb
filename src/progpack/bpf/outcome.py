"""The outcome of a run besides its result: redirected packets and printed text."""

from __future__ import annotations

from progpack.records import dataclass, field

__all__ = ["Clone", "Effects", "Redirect", "note_printed"]


@dataclass(frozen=True, slots=True)
class Redirect:
    """The target to which the last ``bpf_redirect`` or ``bpf_redirect_map`` sends the packet.

    It counts only when the program returns XDP_REDIRECT or TC_ACT_REDIRECT.

    Attributes:
        target: interface number, or the key in the map.
        map: name of the map, ``""`` for an interface.
        flags: as the program gave them; of a map only with BPF_F_BROADCAST.
    """

    target: int
    map: str = ""
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Clone:
    """A copy of the packet that ``bpf_clone_redirect`` sends out.

    Attributes:
        ifindex: number of the interface.
        flags: as the program gave them.
        packet: the packet as it was then.
    """

    ifindex: int
    flags: int
    packet: bytes


@dataclass(slots=True)
class Effects:
    """The effects of one run so far.

    Attributes:
        printed: texts of ``bpf_trace_printk`` and ``bpf_trace_vprintk``, oldest first.
        clones: the packets that ``bpf_clone_redirect`` sends.
        redirect: the target of the packet; None when no call named one.
    """

    printed: list[str] = field(default_factory=list)
    clones: list[Clone] = field(default_factory=list)
    redirect: Redirect | None = None


def note_printed(program: str, texts: list[str]) -> None:
    """Hand what a program printed to the logger ``progpack.printk``, at level INFO."""
    if texts:
        import logging

        logger = logging.getLogger("progpack.printk")
        for text in texts:
            logger.info("%s: %s", program, text.rstrip("\n"))
