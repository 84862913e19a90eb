"""The backend `isolated`: what a process can still do when its program does what it likes."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

import progpack
from progpack import DiedError, MissingFeatureError, ObjectSpec, ProgramSpec, ProgramType, RunError
from progpack.foreign import Builder
from progpack.foreign import backend as foreign
from progpack.foreign import session as sessions
from progpack.foreign.backend import Isolated
from progpack.foreign.session import Session as ProcessSession
from progpack.link import read_image
from progpack.run.executables import Session
from progpack.run.object import HandledObject
from tests.memory.maps import writable_and_executable

from .test_backends import FIREWALL

#: `ask(number, a, b, c, d)`: any system call, as code that has taken over would make it.
SYSCALL = """
typedef unsigned long long u64;
u64 ask(u64 number, u64 a, u64 b, u64 c, u64 d)
{
    register u64 r10 __asm__("r10") = d;
    u64 result;
    __asm__ volatile("syscall" : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
    return result;
}
u64 old(u64 number, u64 a, u64 b, u64 c, u64 d)
{
    u64 result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b) : "memory");
    return result;
}
"""
#: System calls by number and arguments, which end the process. Numbers: x86-64.
FORBIDDEN: Mapping[str, tuple[int, ...]] = {
    "read from another descriptor": (0, 17),
    "write to standard error": (1, 2),
    "open": (2, 0),
    "mmap": (9, 0, 4096, 7, 0x22),
    "mprotect": (10, 0x3000_0000, 4096, 5),
    "socket": (41, 2, 1),
    "fork": (57,),
    "execve": (59, 0),
    "kill": (62, 1, 0),
    "ptrace": (101, 0),
    "getppid": (110,),
    "prctl that names": (157, 15, 0),
    "prctl that dumps": (157, 4, 1),
    "openat": (257, 0),
    "bpf": (321, 0),
    "io_uring_setup": (425, 1),
    "write of another ABI (x32)": (0x4000_0001, 1),
}
RETURN_3 = bytes.fromhex("b700000003000000 9500000000000000")
#: What is left: getpid and getuid.
ALLOWED: Mapping[int, int] = {39: -1, 102: os.getuid()}

pytestmark = pytest.mark.skipif(
    os.uname().machine != "x86_64", reason="the system calls of the test are those of x86-64"
)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[tuple[Session, int, int]]:
    """A confined process with the functions `ask` and `old` in it."""
    if shutil.which("clang-22") is None:
        pytest.skip("clang-22 is not installed")
    source, made = tmp_path / "ask.c", tmp_path / "ask.o"
    source.write_text(SYSCALL)
    flags = "-O2 -ffreestanding -fPIC -fno-unwind-tables -fno-asynchronous-unwind-tables"
    assert (
        os.spawnlp(
            os.P_WAIT, "clang-22", "clang-22", *flags.split(), "-c", str(source), "-o", str(made)
        )
        == 0
    )
    image = read_image(made.read_bytes(), "ask", machine="x86-64")
    builder = Builder("x86-64")
    at = builder.image("ask", image)
    tiny = ProgramSpec.from_insns(
        "tiny", ProgramType.FLAT, bytes.fromhex("b7000000030000009500000000000000")
    )
    builder.add(ObjectSpec("tiny", "", {"tiny": tiny}, {}))
    with Session(builder.executable(), confined=True) as session:
        assert session.objects[0].programs["tiny"].run().return_value == 3
        yield session, at + image.symbols["ask"], at + image.symbols["old"]


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_process_that_tries_another_system_call_ends(
    asked: tuple[Session, int, int], name: str
) -> None:
    session, ask, _ = asked
    with pytest.raises(DiedError, match=r"it tried a system call that an isolated") as caught:
        session.process.call(ask, *FORBIDDEN[name])
    assert caught.value.signal == signal.SIGSYS
    with pytest.raises(DiedError, match="ended"):
        session.objects[0].programs["tiny"].run()


def test_a_system_call_of_the_old_abi_ends_it_too(asked: tuple[Session, int, int]) -> None:
    session, _, old = asked
    with pytest.raises(DiedError) as caught:
        session.process.call(old, 20)
    # SIGSEGV where the kernel was made without that ABI.
    assert caught.value.signal in (signal.SIGSYS, signal.SIGSEGV)


def test_the_system_calls_of_helpers_are_left(asked: tuple[Session, int, int]) -> None:
    session, ask, _ = asked
    for number, wanted in ALLOWED.items():
        assert session.process.call(ask, number) == (session.process.pid if wanted < 0 else wanted)


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def process_of(loaded: progpack.Object) -> int:
    """The process of an object, found among the children of this one."""
    here = os.getpid()
    pids = Path(f"/proc/{here}/task/{here}/children").read_text().split()
    return next(int(pid) for pid in pids if Path(f"/proc/{pid}/comm").read_text() == "program\n")


def test_the_kernel_says_that_the_process_is_confined_before_a_program_runs() -> None:
    with progpack.load(FIREWALL, backend="isolated") as loaded:
        found = status(process_of(loaded))
        assert (found["Seccomp"], found["NoNewPrivs"]) == ("2", "1")
        assert writable_and_executable(process_of(loaded)) == []


def test_a_program_that_goes_wrong_is_a_fault_and_the_process_goes_on() -> None:
    insns = bytes.fromhex("79100000000000009500000000000000")  # r0 = *(u64 *)(r1 + 0); exit
    spec = ProgramSpec.from_insns("reads", ProgramType.FLAT, insns)
    with progpack.load(ObjectSpec("object", "", {"reads": spec}, {}), backend="isolated") as loaded:
        program = loaded.programs["reads"]
        with pytest.raises(RunError) as caught:
            program.run(bytes(4))
        assert (caught.value.fault.kind.name, caught.value.fault.pc) == ("READ", 0)
        assert program.run((7).to_bytes(8, "little")).return_value == 7


@pytest.mark.skipif(shutil.which("qemu-x86_64") is None, reason="qemu-user is not installed")
def test_a_kernel_that_lets_nobody_be_confined_is_said_and_nothing_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """qemu-user refuses seccomp, as a kernel does that was made without it."""
    monkeypatch.setattr(foreign, "Session", partial(ProcessSession, emulate=True))
    with pytest.raises(MissingFeatureError, match=r"does not let it confine itself \(seccomp\)"):
        progpack.load(FIREWALL, backend="isolated")


def test_it_is_this_machine_s_own_cpu() -> None:
    backend = Isolated()
    assert backend.name == "isolated"
    spec = ProgramSpec.from_insns("own", ProgramType.FLAT, bytes.fromhex("9500000000000000"))
    with HandledObject.load(backend, ObjectSpec("object", "", {"own": spec}, {}), None) as loaded:
        assert "of its own process" in loaded.programs["own"].place.where


def test_processes_go_with_their_objects() -> None:
    loaded = progpack.load(FIREWALL, backend="isolated")
    pid = process_of(loaded)
    loaded.close()
    loaded.close()
    end = time.monotonic() + 300
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()


def endless() -> ObjectSpec:
    """A program that would run for as long as its budget lets it."""
    spec = ProgramSpec.from_insns("endless", ProgramType.FLAT, bytes.fromhex("0500ffff00000000"))
    return ObjectSpec("object", "", {"endless": spec}, {})


def test_closing_an_object_ends_a_run_of_another_thread() -> None:
    loaded = progpack.load(endless(), backend="isolated")
    errors: list[Exception] = []

    def work() -> None:
        try:
            loaded.programs["endless"].run(budget=1 << 62)
        except progpack.ProgpackError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    pid = process_of(loaded)
    while int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11]) < 5:
        time.sleep(0.01)  # it has begun
    loaded.close()
    thread.join(300)
    assert not thread.is_alive()
    assert isinstance(errors[0], DiedError)


def test_a_process_that_ignores_the_end_of_its_time_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As code that has taken over would: here the process is not told of the deadline."""
    monkeypatch.setattr(sessions, "deadline", lambda timeout: 0)
    with (
        progpack.load(endless(), backend="isolated") as loaded,
        pytest.raises(DiedError, match="does not end its run"),
    ):
        loaded.programs["endless"].run(budget=1 << 62, timeout=0.1)


def test_threads_wait_for_each_other_s_runs() -> None:
    """One run at a time; only a function that a run calls cannot run one itself."""
    values: list[int] = []

    def work() -> None:
        values.extend(program.run(bytes(64)).return_value for _ in range(200))

    with progpack.load(FIREWALL, backend="isolated") as loaded:
        program = loaded.programs["firewall"]
        expected = program.run(bytes(64)).return_value
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert values == [expected] * 800
