"""The answer to `explain dark`: how many programs have no id, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from progpack.known import Maybe, Unknown
from progpack.report.draw.units import count
from progpack.report.snapshot.facts import charge_text

if TYPE_CHECKING:
    from progpack.kernel.explain.filters import SeccompFilters
    from progpack.kernel.explain.limit import DarkAnswer

__all__ = ["SEEN_BY", "dark_title", "rows", "title"]

_Rows = Iterator[tuple[str, str]]
_MOST = 8
SEEN_BY = (
    ("who runs under seccomp filters", "grep -H Seccomp_filters /proc/[0-9]*/status"),
    ("filters of packet sockets, of no others", "ss -0bp"),
    ("the chunks of all", "progpack map live --probe"),
)
"""Advice on how to see classic filters, with the command for it."""


def title(answer: DarkAnswer) -> str:
    """The first line."""
    if isinstance(answer.dark, Unknown):
        return "how many programs have no id cannot be counted here"
    return dark_title(answer.dark, answer.areas)


def dark_title(dark: int, areas: Maybe[int]) -> str:
    """Return the number of dark programs, as a sentence."""
    if dark and dark == areas:
        return f"{count(dark, 'BPF program')} without an id, and none that has one"
    if dark:
        return f"{dark} of {areas} allocated BPF programs have no id"
    return "every BPF program that is allocated has an id" if areas else "there is no BPF program"


def rows(answer: DarkAnswer) -> _Rows:
    """Names and texts of the rows."""
    if isinstance(answer.dark, Unknown):
        yield "not seen", answer.dark.reason
    else:
        yield (
            "counted",
            (
                f"{answer.areas} areas in /proc/vmallocinfo, of which {answer.visible or 'none'} "
                "are of programs with an id, their functions included"
            ),
        )
        yield "code", charge_text(answer.code)
    yield (
        "why",
        (
            "classic BPF is JITed into the same packs, but it has no id, no symbol and no perf "
            "event (bpf_prog_was_classic)"
        ),
    )
    yield from _seccomp_rows(answer.seccomp)
    yield from _socket_rows(answer)
    if answer.ptp is True:
        yield "the kernel", "its own classifier of PTP packets is one, made at boot"
    if not isinstance(answer.unexplained, Unknown):
        yield "the rest", _the_rest(answer.unexplained)
    yield "to see them", "; ".join(f"{what}: {command}" for what, command in SEEN_BY)


def _seccomp_rows(seccomp: SeccompFilters) -> _Rows:
    if not seccomp.users:
        yield "seccomp", "no process runs under a filter"
        return
    processes = count(sum(user.processes for user in seccomp.users), "process", "processes")
    yield (
        "seccomp",
        (
            f"at least {count(seccomp.installed, 'filter')} installed by those who run under them "
            f"(more than their parents have); {processes} in all:"
        ),
    )
    for user in seccomp.users[:_MOST]:
        own = count(user.installed, "filter")
        ran = count(user.processes, "process", "processes")
        yield "", f"{user.comm}: {own} installed, {ran}, each under {user.filters} at most"
    yield from _more(len(seccomp.users), "name")
    for group in seccomp.cgroups[:_MOST]:
        own = count(group.installed, "filter")
        by = count(group.processes, "process", "processes")
        yield "cgroup", f"{group.path}: {own} installed by {by}"
    yield from _more(len(seccomp.cgroups), "cgroup")


def _more(found: int, what: str) -> _Rows:
    if found > _MOST:
        yield "", f"and {count(found - _MOST, what)} more: --json has them all"


def _socket_rows(answer: DarkAnswer) -> _Rows:
    sockets, packet = answer.sockets, answer.packet_sockets
    if isinstance(sockets, Unknown):
        yield "sockets", f"who has filters cannot be asked: {sockets.reason}"
    else:
        asked = count(sockets.sockets, "socket")
        yield "sockets", f"{count(sockets.filters, 'filter')} on {asked} that processes have open"
        for user in sockets.users[:_MOST]:
            pids = ", ".join(map(str, user.pids))
            longest = count(user.instructions, "instruction")
            own = count(user.sockets, "filter")
            yield "", f"{user.comm} (pid {pids}): {own}, of {longest} at most"
        yield from _more(len(sockets.users), "name")
        for number, what in (
            (sockets.closed, ("process", "processes", "may not be looked into")),
            (sockets.left_out, ("more socket", "more sockets", "not asked: they are too many")),
        ):
            if number:
                yield "", f"{count(number, *what[:2])} {what[2]}"
    if not isinstance(packet, Unknown) and packet:
        yield "", f"{count(packet, 'packet socket')} in this network namespace"


def _the_rest(unexplained: int) -> str:
    if not unexplained:
        return "every one is of somebody above"
    return (
        f"{count(unexplained, 'program')} of nobody above: filters of single threads, of reuseport "
        "groups (SO_ATTACH_REUSEPORT_CBPF), of xt_bpf and tc rules, of sockets that nobody has "
        "open; programs that are being freed; or leaked, when the number grows while nothing is "
        "started"
    )
