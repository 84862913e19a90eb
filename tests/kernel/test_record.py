"""Recording: every image that comes and goes is in the trace, whatever ends the recording."""

from __future__ import annotations

import os
import platform
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.errors import ProgpackError, UsageError
from progpack.kernel import KernelProgram, ProgramInfo
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.kernel.perf.records import BpfEvent, Ksymbol, assemble
from progpack.kernel.perf.records import Lost as LostRecords
from progpack.kernel.proc.symbols import bpf_symbols
from progpack.kernel.program_table import count_loads
from progpack.kernel.recording.inventory import Images
from progpack.kernel.recording.record import (
    Progress,
    Recording,
    import_perf_data,
    record,
    record_to,
)
from progpack.pack.constants import CHUNK, HEADER, SAFETY, chunks_of
from progpack.trace import Counters, Load, Lost, Note, Trace, Unload

from .probes import PATIENCE, SOURCE, functions, load, straight, wait_for, with_subprogram

LOADER = """
from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.kernel import KernelProgram

for value in range({count}):
    code = (Insn(BPF_ALU64 | BPF_MOV, 0, imm=value), Insn(EXIT))
    with KernelProgram.load(code, type=ProgramType.XDP, name=f"{name}_{{value}}") as program:
        print(program.info().id, flush=True)
"""


@pytest.fixture
def may_record(live_kernel: None) -> None:
    try:
        PerfRecorder().close()
    except ProgpackError as error:
        pytest.skip(str(error))


def children() -> set[int]:
    """Processes that this one has started, zombies too."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = path.read_text().rpartition(") ")
        except OSError:  # it has ended
            continue
        if int(rest.split()[1]) == os.getpid():
            found.add(int(path.parent.name))
    return found


@pytest.fixture(autouse=True)
def _no_handler_or_child_is_left() -> Iterator[None]:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    others = children()
    yield
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    assert children() <= others


def loads_of(trace: Trace, name: str) -> list[Load]:
    return [e for e in trace if isinstance(e, Load) and e.name.startswith(name)]


def unloads_of(trace: Trace, name: str) -> list[Unload]:
    return [e for e in trace if isinstance(e, Unload) and e.name.startswith(name)]


def complete(done: Recording) -> Trace:
    """Its trace; skips when others have loaded more than the recorder could read."""
    if done.lost:
        pytest.skip(f"{done.lost} records were lost: others load too much")
    return Trace(done.path)


class Start:
    """Runs something in a thread as soon as a recording has begun, and then ends the recording."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._thread = threading.Thread(target=self._run)
        self._started = False

    def _run(self) -> None:
        try:
            self._work()
        finally:
            # The recording has a handler for as long as it lasts; one that failed has none.
            if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
                os.kill(os.getpid(), signal.SIGINT)

    def __call__(self, _: Progress) -> None:
        if not self._started:
            self._started = True
            self._thread.start()

    def join(self) -> None:
        assert self._started
        self._thread.join()


def environment() -> dict[str, str]:
    # As wide as lines want to be.
    return {**os.environ, "PYTHONPATH": str(SOURCE), "COLUMNS": "0"}


@pytest.mark.usefixtures("may_record")
def test_programs_that_come_and_go_are_recorded_as_bpf_describes_them(tmp_path: Path) -> None:
    infos: list[ProgramInfo] = []
    names: list[str] = []

    def work() -> None:
        for i in range(40):
            code = with_subprogram(i) if i % 3 == 0 else straight(2 + i, i)
            with load(code, f"pp_rec_{i}") as program:
                functions(program)
                infos.append(program.info())
        time.sleep(4)  # at one sample a second
        names.append(Path("/proc/thread-self/comm").read_text().strip())

    with load(straight(5), "pp_before") as before:
        there = before.info()
        start = Start(work)
        done = record_to(tmp_path / "t.gz", progress=start)
        start.join()
    trace = complete(done)
    (old,) = loads_of(trace, "pp_before")
    assert isinstance(there.functions, tuple)
    assert (old.id, old.time_ns, old.address) == (
        there.id,
        there.load_time_ns,
        there.functions[0].address,
    )
    if platform.machine() == "x86_64":
        # It has no loads, so no exception table: its chunks are certain.
        assert old.chunk_bytes == chunks_of(-(-old.size // 4) * 4 + HEADER + SAFETY) * CHUNK
    assert not unloads_of(trace, "pp_before")
    by_id = {e.id: e for e in trace if isinstance(e, Load) and e.id is not None}
    gone = {e.id: e for e in trace if isinstance(e, Unload) and e.id is not None}
    assert len(infos) == 40
    for info in infos:
        assert isinstance(info.functions, tuple)
        event, last = by_id[info.id], gone[info.id]
        parts = [event, *(e for e in trace if isinstance(e, Load) and e.of == info.id)]
        assert [(p.address, p.size) for p in parts] == [(f.address, f.size) for f in info.functions]
        assert [p.sub for p in parts] == ([0, 1] if len(parts) > 1 else [None])
        assert (event.name, event.tag, event.kind) == (info.name, info.tag, "program")
        assert (event.pid, event.comm) == (os.getpid(), names[0])
        assert event.cpu in range(os.cpu_count() or 1)
        assert info.load_time_ns <= event.time_ns < last.time_ns
        assert last.address == event.address
    assert (done.ended, done.status) == ("ended by SIGINT", None)
    assert done.loads >= 40
    assert done.there >= 1
    statistics = trace.statistics()
    assert statistics.loads == done.loads + done.there
    samples = [e for e in trace if isinstance(e, Counters)]
    assert len(samples) >= 4
    assert trace.header.clock == "boottime"
    assert trace.header.boot_id


@pytest.mark.usefixtures("may_record")
def test_a_command_is_recorded_until_its_programs_are_unloaded(tmp_path: Path) -> None:
    code = LOADER.format(count=10, name="pp_command")
    done = record_to(tmp_path / "t.gz", command=[sys.executable, "-c", code])
    trace = complete(done)
    loads = loads_of(trace, "pp_command")
    assert [e.name for e in loads] == [f"pp_command_{i}" for i in range(10)]
    assert {(e.id, e.address) for e in loads} == {
        (e.id, e.address) for e in unloads_of(trace, "pp_command")
    }
    assert len({e.pid for e in loads} - {os.getpid()}) == 1
    assert (done.status, done.ended) == (0, "the command ended with status 0")
    assert trace.header.comment.startswith(sys.executable)


@pytest.mark.usefixtures("may_record")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_the_file_is_whole(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "t.gz"
    # Both cases may run at once.
    name = f"pp_{number.name}"
    words = [sys.executable, "-m", "progpack", "record", "-o", str(file)]
    child = subprocess.Popen(words, env=environment(), stdout=subprocess.PIPE)
    try:
        # The file has its first sample, so the recorder is at work.
        wait_for(lambda: file.exists() and _readable(file), "the recorder does not start")
        with load(straight(3), name) as program:
            functions(program)
        # It is unloaded some time after the descriptor is closed.
        wait_for(
            lambda: not any(s.program == name for s in bpf_symbols()),
            "the program does not go",
        )
        time.sleep(0.5)
        child.send_signal(number)
        out, _ = child.communicate(timeout=PATIENCE)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == 0
    assert number.name.encode() in out
    trace = Trace(file)
    assert len(loads_of(trace, name)) == len(unloads_of(trace, name)) == 1
    assert [e.text for e in trace if isinstance(e, Note)][-1] == f"ended by {number.name}"


def _readable(file: Path) -> bool:
    try:
        return any(isinstance(e, Counters) for e in Trace(file, strict=False))
    except ProgpackError:
        return False


@pytest.mark.usefixtures("may_record")
def test_a_signal_ends_the_command_too(tmp_path: Path) -> None:
    file = tmp_path / "t.gz"
    start = Start(lambda: time.sleep(2))
    done = record_to(file, command=["sleep", "600"], progress=start)
    start.join()
    assert done.ended == "ended by SIGINT"
    assert done.status == -signal.SIGTERM
    assert Trace(file).statistics().events > 0


@pytest.mark.usefixtures("may_record")
def test_a_killed_recorder_leaves_what_it_had_flushed(tmp_path: Path) -> None:
    file = tmp_path / "t.gz"
    words = [sys.executable, "-m", "progpack", "record", "-o", str(file), "--counters-every", "0.1"]
    child = subprocess.Popen(words, env=environment())
    try:
        wait_for(lambda: file.exists() and _readable(file), "the recorder does not start")
        with load(straight(3), "pp_killed") as program:
            functions(program)
        wait_for(lambda: bool(unloads_of(Trace(file, strict=False), "pp_killed")), "no unload")
    finally:
        child.kill()
        child.wait()
    assert len(loads_of(Trace(file), "pp_killed")) == 1


@pytest.mark.usefixtures("may_record")
def test_lost_records_are_counted_and_said(tmp_path: Path) -> None:
    held: list[Recording] = []

    def flood() -> None:
        with PerfRecorder() as own:
            for _ in range(200):
                load(straight(2), "pp_flood").close()
            own.drain()

    # A page holds about thirty loads, and a buffer is only read ten times a second.
    start = Start(flood)
    held.append(record_to(tmp_path / "t.gz", buffer_size=1, progress=start))
    start.join()
    (done,) = held
    trace = Trace(done.path)
    said = sum(e.count for e in trace if isinstance(e, Lost))
    assert said == done.lost
    seen = len(loads_of(trace, "pp_flood"))
    if not done.lost:
        assert seen == 200
        pytest.skip("the machine was so slow that nothing was lost")
    assert any(f"{done.lost} records were lost" in note for note in done.notes)


@pytest.mark.usefixtures("may_record")
def test_what_a_loss_has_hidden_is_found_by_looking_again(tmp_path: Path) -> None:
    def ids_of(programs: list[KernelProgram]) -> set[int]:
        return {program.info().id for program in programs}

    old = [load(straight(2), "pp_old") for _ in range(60)]
    fresh: list[KernelProgram] = []
    gone: set[int] = set()

    def flood() -> None:
        for _ in range(300):
            fresh.append(load(straight(2), "pp_fresh"))
            if old:
                old.pop().close()
        # Looked after a second at the latest; then the rest goes, and that is seen or found too.
        time.sleep(2)
        for program in fresh[150:]:
            gone.add(program.info().id)
            program.close()
        del fresh[150:]

    before = ids_of(old)
    start = Start(flood)
    try:
        done = record_to(tmp_path / "t.gz", buffer_size=1, progress=start)
        start.join()
        held = ids_of(fresh)
    finally:
        for program in (*old, *fresh):
            program.close()
    if not done.lost:
        pytest.skip("the machine was so slow that nothing was lost")
    events = list(Trace(done.path))
    loaded = [e.id for e in events if isinstance(e, Load) and e.id is not None]
    addresses = {e.address: e.id for e in events if isinstance(e, Load) and e.id in held}
    # An unload whose own record was lost is known by its address alone.
    at: dict[int | None, int | None] = {}
    unloaded: set[int | None] = set()
    for e in events:
        if isinstance(e, Load):
            at[e.address] = e.id
        elif isinstance(e, Unload):
            unloaded.add(e.id if e.id is not None else at.get(e.address))
    assert len(held) == 150
    assert [number for number in held if loaded.count(number) != 1] == []
    assert len(addresses) == 150
    assert not held & unloaded
    assert before <= unloaded
    assert gone & set(loaded) <= unloaded
    assert done.found > 0
    assert any("looked again" in e.text for e in events if isinstance(e, Note))


@pytest.mark.usefixtures("may_record")
def test_without_a_path_the_trace_is_there_as_long_as_it_is_held() -> None:
    trace = record(0.1)
    path = trace.path
    assert trace.statistics().notes >= 1
    del trace
    assert not path.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"seconds": -1.0}, "cannot be recorded"),
        ({"seconds": float("nan")}, "cannot be recorded"),
        ({"seconds": 1.0, "command": ["true"]}, "not both"),
        ({"command": []}, "no command"),
        ({"command": ["no-such-command-here"]}, "no-such-command-here"),
        ({"seconds": 1.0, "counters_every": 0.0}, "at least 0.01"),
    ],
)
def test_nonsense_is_refused_before_anything_is_written(
    tmp_path: Path, words: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        record(path=tmp_path / "t.gz", **words)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_in_a_thread_a_recording_needs_an_end() -> None:
    said: list[str] = []

    def work() -> None:
        try:
            record()
        except UsageError as error:
            said.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert said == ["say how many seconds: no signal ends a recording in a thread"]


def symbol(name: str, address: int, *, came: bool = True, size: int = 64, type: int = 1) -> Ksymbol:  # noqa: A002
    return Ksymbol(100, 1, 7, 8, came, address, size, name, type, 0)


def events(*records: Ksymbol | BpfEvent | LostRecords) -> list[Load | Unload | Lost]:
    images = Images("x86_64", lambda tid: f"thread{tid}")
    return [event for item in assemble(records) for event in images.events(item)]


def test_trampolines_and_dispatchers_are_loads_without_an_id() -> None:
    found = events(
        symbol("bpf_trampoline_6442536467", 4096, size=180),
        symbol("bpf_dispatcher_xdp", 8192, size=4096),
        symbol("bpf_trampoline_6442536467", 4096, came=False, size=180),
    )
    assert found == [
        Load(100, None, "6442536467", "trampoline", 4096, 180, cpu=1, pid=7, comm="thread8"),
        Load(100, None, "xdp", "dispatcher", 8192, 4096, 4096, cpu=1, pid=7, comm="thread8"),
        Unload(100, None, 4096, "6442536467", "trampoline"),
    ]


def test_code_that_is_not_of_bpf_is_left_out() -> None:
    assert events(symbol("kprobe_insn_page", 4096, type=2)) == []


def test_a_program_without_symbols_is_a_load_without_address() -> None:
    tag = "00" * 8
    found = events(
        BpfEvent(100, 1, 7, 8, True, 3, tag, 0), BpfEvent(200, 1, 7, 8, False, 3, tag, 0)
    )
    assert found == [
        Load(100, 3, "", "program", None, 0, tag=tag, cpu=1, pid=7, comm="thread8"),
        Unload(200, 3, None, "", "program"),
    ]


def test_a_loss_is_an_event_of_its_own() -> None:
    assert events(LostRecords(50, 1, 0, 0, 12)) == [Lost(50, 12, 1)]


@pytest.mark.usefixtures("live_kernel")
def test_loads_and_atomics_are_counted_and_stores_are_not() -> None:
    code = (
        Insn(isa.BPF_STX | isa.BPF_MEM | isa.BPF_DW, 10, 1, -8),
        Insn(isa.BPF_ST | isa.BPF_MEM | isa.BPF_DW, 10, 0, -16, 5),
        Insn(isa.BPF_LDX | isa.BPF_MEM | isa.BPF_DW, 0, 10, -16),
        Insn(isa.BPF_STX | isa.BPF_ATOMIC | isa.BPF_DW, 10, 0, -16),
        Insn(isa.BPF_LDX | isa.BPF_MEM | isa.BPF_DW, 0, 10, -16),
        Insn(isa.EXIT),
    )
    with load(code, "pp_loads") as program:
        assert count_loads(program.xlated_bytes(), program.info().map_ids) == 3
    with load(straight(4), "pp_none") as program:
        assert count_loads(program.xlated_bytes(), program.info().map_ids) == 0


# -- against other tools --------------------------------------------------------------------------


@pytest.mark.usefixtures("may_record")
def test_perf_data_imports_to_the_same_loads(tmp_path: Path) -> None:
    perf = shutil.which("perf")
    if perf is None:
        pytest.skip("needs perf")
    data = tmp_path / "perf.data"
    code = LOADER.format(count=5, name="pp_perf")
    words = [perf, "record", "-e", "dummy", "-a", "-o", str(data), sys.executable, "-c", code]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    if not data.exists():
        pytest.skip(f"perf does not record here: {done.stderr[-200:]}")
    ids = [int(line) for line in done.stdout.split() if line.isdigit()]
    result = import_perf_data(data, tmp_path / "t.gz")
    trace = Trace(result.path)
    assert [e.id for e in loads_of(trace, "pp_perf")] == ids
    assert [e.id for e in unloads_of(trace, "pp_perf")] == ids
    assert all(e.comm for e in loads_of(trace, "pp_perf"))
    assert trace.header.kernel == os.uname().release
    assert result.loads >= len(ids) == 5


@pytest.mark.usefixtures("may_record")
def test_every_program_that_a_tool_loads_is_in_the_trace(tmp_path: Path) -> None:
    """What ``strace`` says of the tool's bpf(2) calls is what the trace has."""
    tool = shutil.which("runqslower") or shutil.which("runqslower", path="/usr/sbin")
    strace = shutil.which("strace")
    if tool is None or strace is None:
        pytest.skip("needs strace, and runqslower of libbpf-tools")
    log = tmp_path / "log"
    words = [strace, "-f", "-e", "trace=bpf", "-s", "64", "-o", str(log), "timeout", "3", tool]
    # What the tool itself prints is of no interest.
    command = ["sh", "-c", f"exec {shlex.join(words)} > {shlex.quote(os.devnull)}"]
    done = record_to(tmp_path / "t.gz", command=command)
    loaded = re.findall(
        r'^(\d+) +bpf\(BPF_PROG_LOAD, \{.*?prog_name="([^"]*)".*\) = (\d+)$',
        log.read_text(),
        re.MULTILINE,
    )
    if not loaded:
        pytest.skip(f"the tool does not load here: {log.read_text()[-200:]}")
    trace = complete(done)
    # Threads of strace's log are processes here: the tool has one thread.
    pids = {int(pid) for pid, _, _ in loaded}
    mine = [e for e in trace if isinstance(e, Load) and e.pid in pids]
    programs = [e for e in mine if e.id is not None]
    # The loader gives 15 characters; the symbol has the whole name from the program's types.
    assert sorted(e.name[:15] for e in programs) == sorted(name for _, name, _ in loaded)
    assert {"handle_switch", "sched_wakeup", "sched_wakeup_new"} <= {e.name for e in mine}
    gone = {e.address: e for e in trace if isinstance(e, Unload)}
    for event in mine:
        assert event.address is not None
        assert event.size > 0
        assert event.comm == "runqslower"
        assert gone[event.address].time_ns > event.time_ns
    # The programs that do the work live as long as the tool.
    lives = {e.name: gone[e.address].time_ns - e.time_ns for e in programs if e.address is not None}
    assert min(lives[name] for name in ("sched_wakeup", "sched_wakeup_new")) > 1_000_000_000
