"""Who has classic filters: counted from files of /proc, and found where they were installed."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from progpack.bpf.spec import ProgramType
from progpack.commands.explain.dark import SEEN_BY
from progpack.kernel import KernelProgram
from progpack.kernel.explain.filters import SocketFilters, read_seccomp, read_sockets
from tests.kernel.probes import SOURCE, files, straight

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="looks into other processes: needs root")

SO_ATTACH_FILTER, SO_ATTACH_BPF = 26, 50
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2


def process(comm: str, parent: int, filters: int, session: int, cgroup: str) -> Mapping[str, str]:
    seccomp = f"Seccomp:\t{2 if filters else 0}\nSeccomp_filters:\t{filters}\n"
    return {
        "status": f"Name:\t{comm}\nPPid:\t{parent}\n{seccomp}",
        "stat": f"9 (a ) b) S {parent} {session} {session} 0\n",
        "cgroup": f"3:cpu:/old\n0::{cgroup}\n",
    }


def system(tmp_path: Path, processes: Mapping[int, Mapping[str, str]]) -> Path:
    return files(
        tmp_path,
        {f"proc/{pid}/{name}": text for pid, of in processes.items() for name, text in of.items()},
    )


def test_a_process_installed_what_it_has_more_than_its_parent(tmp_path: Path) -> None:
    root = system(
        tmp_path,
        {
            1: process("init", 0, 0, 1, "/"),
            10: process("shim", 1, 0, 10, "/shim"),
            11: process("web", 10, 2, 11, "/pod/a"),
            12: process("web", 11, 2, 11, "/pod/a"),
            13: process("web", 11, 3, 11, "/pod/a"),
            14: process("sh", 10, 2, 14, "/pod/b"),
        },
    )
    found = read_seccomp(root)
    assert found.installed == 2 + 1 + 2
    assert [(u.comm, u.processes, u.filters, u.installed) for u in found.users] == [
        ("web", 3, 3, 3),
        ("sh", 1, 2, 2),
    ]
    assert [(g.path, g.processes, g.installed) for g in found.cgroups] == [
        ("/pod/a", 2, 3),
        ("/pod/b", 1, 2),
    ]


def test_orphans_of_one_session_may_share_what_their_parent_installed(tmp_path: Path) -> None:
    root = system(
        tmp_path,
        {
            1: process("init", 0, 0, 1, "/"),
            **{pid: process("left", 1, 2, 20, "/x") for pid in range(21, 31)},
            31: process("left", 1, 5, 20, "/x"),
            40: process("service", 1, 2, 40, "/y"),
        },
    )
    assert read_seccomp(root).installed == 5 + 2


def test_before_they_were_counted_a_process_under_filters_has_one(tmp_path: Path) -> None:
    status = "Name:\told\nPPid:\t0\nSeccomp:\t2\n"
    found = read_seccomp(files(tmp_path, {"proc/4/status": status}))
    assert [(u.comm, u.filters, u.installed) for u in found.users] == [("old", 1, 1)]


# -- the running system --------------------------------------------------------------------------


def classic(instructions: int) -> tuple[bytes, object]:
    """``struct sock_fprog`` of a filter that lets all through, and what it points to."""
    code = struct.pack("=HBBI", 0x20, 0, 0, 0) * (instructions - 1)
    code += struct.pack("=HBBI", 6, 0, 0, 0x7FFF_0000)
    insns = ctypes.create_string_buffer(code, len(code))
    return struct.pack("HxxxxxxP", instructions, ctypes.addressof(insns)), insns


@contextmanager
def confined(count: int) -> Iterator[list[int]]:
    """Processes that each installed a seccomp filter."""
    libc = ctypes.CDLL(None)
    program, _alive = classic(2)
    ready, pids = os.pipe(), []
    try:
        for _ in range(count):
            pid = os.fork()
            if not pid:
                libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
                libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program)
                os.write(ready[1], b"r")
                signal.pause()
                os._exit(0)
            pids.append(pid)
        for _ in pids:
            os.read(ready[0], 1)
        yield pids
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for fd in ready:
            os.close(fd)


@contextmanager
def called(comm: str) -> Iterator[None]:
    """This process under another name, which no other has."""
    file = Path("/proc/self/comm")
    before = file.read_text()
    file.write_text(comm)
    try:
        yield
    finally:
        file.write_text(before)


@contextmanager
def filtered(family: int, kind: int, count: int, instructions: int) -> Iterator[None]:
    """Sockets with a classic filter."""
    program, _alive = classic(instructions)
    with ExitStack() as stack:
        for _ in range(count):
            one = stack.enter_context(socket.socket(family, kind))
            one.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)
        yield


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork()")
def test_each_process_that_installs_a_filter_is_counted() -> None:
    with confined(12) as pids:
        found = read_seccomp()
        own = Path("/proc/self/cgroup").read_text().splitlines()[-1].split(":", 2)[2]
    comm = Path("/proc/self/comm").read_text().strip()
    assert next(user.installed for user in found.users if user.comm == comm) >= len(pids)
    assert next(group.installed for group in found.cgroups if group.path == own) >= len(pids)


@root_only
@pytest.mark.parametrize(
    ("family", "kind"),
    [
        (socket.AF_INET, socket.SOCK_DGRAM),
        (socket.AF_INET, socket.SOCK_STREAM),
        (socket.AF_UNIX, socket.SOCK_DGRAM),
        (socket.AF_PACKET, socket.SOCK_RAW),
        (socket.AF_NETLINK, socket.SOCK_RAW),
    ],
)
def test_filters_of_sockets_are_found_by_process(family: int, kind: int) -> None:
    own = f"pp_{os.getpid()}"
    with called(own), filtered(family, kind, 20, 37), socket.socket(family, kind):
        found = read_sockets()
    assert isinstance(found, SocketFilters)
    (user,) = [user for user in found.users if os.getpid() in user.pids]
    assert user.comm == own
    assert (user.sockets, user.instructions) == (20, 37)


@root_only
@pytest.mark.usefixtures("live_kernel")
def test_a_socket_with_a_program_that_has_an_id_has_no_classic_filter() -> None:
    kind = ProgramType.SOCKET_FILTER
    with socket.socket() as one, KernelProgram.load(straight(2), type=kind, name="pp") as program:
        one.setsockopt(socket.SOL_SOCKET, SO_ATTACH_BPF, program.fd)
        found = read_sockets()
    assert isinstance(found, SocketFilters)
    assert not [user for user in found.users if os.getpid() in user.pids]


def _run(command: str) -> str:
    """What a command prints, as the shell of a reader runs it."""
    name = command.split()[0]
    python = f"{sys.executable} -m progpack"
    if name != "progpack" and shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    done = subprocess.run(
        ["sh", "-c", command.replace("progpack", python, 1) if name == "progpack" else command],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@root_only
@pytest.mark.usefixtures("live_kernel")
@pytest.mark.parametrize("what", [what for what, _ in SEEN_BY])
def test_advice_shows_what_it_is_for(what: str) -> None:
    command = dict(SEEN_BY)[what]
    with confined(2) as pids, filtered(socket.AF_PACKET, socket.SOCK_RAW, 2, 23):
        shown = _run(command)
    if "seccomp" in what:
        assert all(f"/proc/{pid}/status:Seccomp_filters:\t" in shown for pid in pids)
    elif "packet" in what:
        assert "bpf filter (23)" in shown
    else:
        assert re.search(r"chunks taken +[1-9]", shown)
