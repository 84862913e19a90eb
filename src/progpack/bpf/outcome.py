"""The outcome of a run, wherever it ran: results, redirected packets and printed text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from progpack.records import dataclass, field

if TYPE_CHECKING:
    # Most runs set no tunnel: its module is loaded by the first one that does.
    from progpack.bpf.outside.tunnel import Tunnel

__all__ = [
    "CLONE_HEAD",
    "LOG_BYTES",
    "BatchResult",
    "Clone",
    "CodePlace",
    "Effects",
    "Redirect",
    "RunResult",
    "Sample",
    "Signal",
    "TypedSample",
    "lost_text",
    "note_printed",
]

#: Bytes of the log of a run, which is a ring buffer: printed texts and clones.
LOG_BYTES: Final = 1 << 18
#: Bytes that an entry of the log takes besides: the ring's header and the kind; a clone's head.
_ENTRY: Final = 8 + 4
CLONE_HEAD: Final = 12


@dataclass(frozen=True, slots=True)
class Redirect:
    """The target to which the last ``bpf_redirect`` or ``bpf_redirect_map`` sends the packet.

    It counts only when the program returns XDP_REDIRECT, TC_ACT_REDIRECT, or for a socket SK_PASS.
    The socket that ``bpf_sk_assign`` gives a look-up is one, too.

    Attributes:
        target: interface number, or the key in the map; of a socket the low 32 bits of its
            cookie.
        map: name of the map, ``""`` for an interface or a socket that is in no map.
        flags: as the program gave them; of a map of interfaces only with BPF_F_BROADCAST.
    """

    target: int
    map: str = ""
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Clone:
    """A copy of the packet that ``bpf_clone_redirect`` sends out.

    Attributes:
        ifindex: number of the interface.
        flags: the flags that the program gave.
        packet: the packet as it was then.
    """

    ifindex: int
    flags: int
    packet: bytes


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that ``bpf_send_signal`` or ``bpf_send_signal_thread`` sends to the current task.

    Attributes:
        number: number of the signal.
        thread: whether it is for the thread alone, and not for any of its process.
    """

    number: int
    thread: bool


@dataclass(slots=True)
class Effects:
    """The effects of one run so far.

    Attributes:
        printed: texts of ``bpf_trace_printk`` and ``bpf_trace_vprintk``, oldest first.
        clones: the packets that ``bpf_clone_redirect`` sends.
        redirect: the target of the packet; None when no call named one.
        retval: what ``bpf_set_retval`` said last; None without a call.
        signals: those that it sends.
        tunnel: the one that the packet leaves by; None when no call set one.
        lost: how many texts and clones found no room in the log.
    """

    printed: list[str] = field(default_factory=list)
    clones: list[Clone] = field(default_factory=list)
    redirect: Redirect | None = None
    retval: int | None = None
    signals: list[Signal] = field(default_factory=list)
    tunnel: Tunnel | None = None
    lost: int = 0
    _used: int = 0

    def has_room(self, size: int) -> bool:
        """Take room in the log for so many bytes; where there is none, count what is lost."""
        takes = -(-(_ENTRY + size) // 8) * 8
        if self._used + takes >= LOG_BYTES:
            self.lost += 1
            return False
        self._used += takes
        return True

    def texts(self) -> tuple[str, ...]:
        """Return what was printed, and at its end how much was lost."""
        return (*self.printed, *lost_text(self.lost))

    def as_results(
        self,
    ) -> tuple[
        tuple[str, ...],
        Redirect | None,
        tuple[Clone, ...],
        int | None,
        tuple[Signal, ...],
        Tunnel | None,
    ]:
        """Return the last six fields of a `RunResult`."""
        return (
            *(tuple(self.printed), self.redirect, tuple(self.clones), self.retval),
            *(tuple(self.signals), self.tunnel),
        )


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of one run.

    Attributes:
        return_value: r0, 64 bits unsigned; `progpack.bpf.context.build.verdict` gives its meaning.
        packet: the packet as the program left it; for FLAT the memory. An Ethernet header that a
            layer-3 program did not see is zeros, as ``BPF_PROG_TEST_RUN`` has it.
        context: the context as the program left it.
        duration_ns: nanoseconds from the call to its return, Python's own part included.
        printed: the texts of ``bpf_trace_printk`` and ``bpf_seq_printf``, oldest first; the logger
            ``progpack.printk`` has it too.
        redirect: the target to which ``bpf_redirect`` or ``bpf_redirect_map`` sends the packet, or
            None.
        clones: the packets that ``bpf_clone_redirect`` sends.
        retval: the result that ``bpf_set_retval`` gives to the caller of a control group's program,
            an errno as a negative number; None when it was not called.
        signals: the signals of ``bpf_send_signal`` and ``bpf_send_signal_thread``, in their order;
            progpack sends them to no process.
        tunnel: the tunnel that ``bpf_skb_set_tunnel_key`` sends the packet by, with the options of
            ``bpf_skb_set_tunnel_opt``; None when it was not called.
    """

    return_value: int
    packet: bytes
    context: bytes
    duration_ns: int
    printed: tuple[str, ...] = ()
    redirect: Redirect | None = None
    clones: tuple[Clone, ...] = ()
    retval: int | None = None
    signals: tuple[Signal, ...] = ()
    tunnel: Tunnel | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The result of a batch of runs.

    Attributes:
        return_values: r0 of each packet, 64 bits unsigned.
        duration_ns: nanoseconds for all of them, without Python in between.
        printed: what ``bpf_trace_printk`` printed, oldest first, as far as there was room.
    """

    return_values: tuple[int, ...]
    duration_ns: int
    printed: tuple[str, ...] = ()

    @classmethod
    def of(cls, results: Sequence[RunResult]) -> BatchResult:
        """Return the result of a batch whose runs were made one by one."""
        return cls(
            tuple(result.return_value for result in results),
            sum(result.duration_ns for result in results),
            tuple(text for result in results for text in result.printed),
        )


@dataclass(frozen=True, slots=True)
class CodePlace:
    """The place of a program's code.

    Attributes:
        size: bytes of machine code; None where there is none, or none that can be seen.
        where: the place, in words.
    """

    size: int | None
    where: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A record that a program gave to a perf event array.

    Attributes:
        cpu: index of the array that it was given to: the run's CPU, or what the program said.
        data: the bytes, those of the packet that it asked for behind them.
    """

    cpu: int
    data: bytes


@dataclass(frozen=True, slots=True)
class TypedSample:
    """A sample of a perf event array with what its bytes mean.

    Attributes:
        cpu: as of `Sample`.
        data: the bytes.
        value: the value, of the class or type that was asked for.
    """

    cpu: int
    data: bytes
    value: Any


def lost_text(lost: int) -> list[str]:
    """Return what is said of so many texts and clones that found no room: nothing for 0."""
    return [f"({lost} more texts and clones found no room)"] if lost else []


def note_printed(program: str, texts: list[str]) -> None:
    """Hand what a program printed to the logger ``progpack.printk``, at level INFO."""
    if texts:
        import logging

        logger = logging.getLogger("progpack.printk")
        for text in texts:
            logger.info("%s: %s", program, text.rstrip("\n"))
