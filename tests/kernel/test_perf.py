"""The recorder: every program that is loaded here must be seen, as bpf(2) describes it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError, ProgpackError, UsageError
from progpack.kernel import KernelProgram, ProgramInfo
from progpack.kernel.perf.recorder import PerfRecorder, _ring_size
from progpack.kernel.perf.records import BpfEvent, Lost, ProgramEvent, Record, assemble
from progpack.kernel.proc.files import page_size

from .probes import (
    SOURCE,
    files,
    functions,
    load,
    straight,
    sysctl_set,
    unprivileged,
    wait_for,
    with_subprogram,
)

pytestmark = pytest.mark.usefixtures("live_kernel", "may_record")


@pytest.fixture(scope="module")
def may_record() -> None:
    try:
        PerfRecorder().close()
    except ProgpackError as error:
        pytest.skip(str(error))


def descriptors() -> list[str]:
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.append(os.readlink(entry))
        except FileNotFoundError:  # the descriptor of this very listing
            continue
    return [name for name in found if "perf_event" in name]


@pytest.fixture(autouse=True)
def _nothing_is_left_open() -> Iterator[None]:
    yield
    assert descriptors() == []


def collect(recorder: PerfRecorder, wanted: set[int]) -> list[ProgramEvent]:
    """Program events of these ids, until each has been unloaded."""
    records: list[Record] = []
    deadline = time.monotonic() + 300
    while True:
        records += recorder.poll(0.01)
        found = [e for e in assemble(records) if isinstance(e, ProgramEvent) and e.id in wanted]
        if {e.id for e in found if not e.loaded} == wanted:
            return found
        assert time.monotonic() < deadline, "not all unloads were seen after 300 s"


def check(event: ProgramEvent, info: ProgramInfo) -> None:
    """A load or unload is what bpf(2) said of the program."""
    assert (event.id, event.tag, event.name) == (info.id, info.tag, info.name)
    assert isinstance(info.functions, tuple)
    assert [(f.address, f.size) for f in event.functions] == [
        (f.address, f.size) for f in info.functions
    ]
    assert all(f.registered == event.loaded for f in event.functions)
    assert all(f.type == 1 for f in event.functions)


def test_hundreds_of_programs_are_seen_with_address_length_and_tag_in_order() -> None:
    infos: dict[int, ProgramInfo] = {}
    gone: list[int] = []
    with PerfRecorder() as recorder:
        held: list[KernelProgram] = []
        try:
            for i in range(300):
                code = with_subprogram(i) if i % 3 == 0 else straight(2 + i % 50, i)
                held.append(load(code, f"pp_{i}"))
                functions(held[-1])
                info = held[-1].info()
                infos[info.id] = info
                if i % 2:
                    # Some leave while others come.
                    leaving = held.pop(len(held) // 2)
                    gone.append(leaving.info().id)
                    leaving.close()
        finally:
            for program in held:
                gone.append(program.info().id)
                program.close()
        events = collect(recorder, set(infos))
        assert recorder.lost == 0
        late = recorder.late
        name = recorder.comm(threading.get_native_id())
    loads = [e for e in events if e.loaded]
    assert [e.id for e in loads] == list(infos)
    # Unloading is deferred work, and two CPUs may do it in another order.
    assert sorted(e.id for e in events if not e.loaded) == sorted(gone)
    for event in events:
        check(event, infos[event.id])
    for event in loads:
        assert infos[event.id].load_time_ns <= event.time_ns
        assert (event.pid, event.tid) == (os.getpid(), threading.get_native_id())
        assert event.cpu in os.sched_getaffinity(0)
    assert name == Path("/proc/thread-self/comm").read_text().strip()
    times = [e.time_ns for e in events]
    # A CPU of a virtual machine may be away for longer than records are kept back, and says so.
    assert times == sorted(times) or late


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two CPUs")
def test_loads_on_several_cpus_come_in_the_order_in_which_they_were_made() -> None:
    cpus = sorted(os.sched_getaffinity(0))
    made: list[tuple[int, int]] = []
    with PerfRecorder() as recorder:
        try:
            for i in range(60):
                cpu = cpus[i % len(cpus)]
                os.sched_setaffinity(0, {cpu})
                with load(straight(2, i)) as program:
                    made.append((program.info().id, cpu))
        finally:
            os.sched_setaffinity(0, cpus)
        events = collect(recorder, {number for number, _ in made})
        assert set(recorder.cpus) >= set(cpus)
    assert [(e.id, e.cpu) for e in events if e.loaded] == made


def test_a_small_buffer_that_is_read_in_time_wraps_without_loss() -> None:
    made: set[int] = set()
    records: list[Record] = []
    with PerfRecorder(buffer_size=4 * page_size(), names=False) as recorder:
        assert recorder.buffer_size == 4 * page_size()
        for i in range(400):
            with load(straight(2, i)) as program:
                made.add(program.info().id)
            records += recorder.poll()
        time.sleep(0.02)
        records += recorder.drain()
        lost = recorder.lost
    found = [e for e in assemble(records) if isinstance(e, ProgramEvent)]
    # 400 loads and unloads are more than ten times what the buffer of a CPU holds.
    # A loss that nothing has followed has no record yet.
    assert lost >= sum(r.count for r in records if isinstance(r, Lost))
    assert len({e.id for e in found if e.loaded} & made) >= len(made) - lost
    if not lost:
        assert made <= {e.id for e in found if e.loaded}


def burst(count: int) -> list[int]:
    """The ids of programs that a child loads and closes, as fast as it can."""
    code = (
        "import sys\n"
        "from progpack.bpf.isa.insn import *\n"
        "from progpack.kernel import KernelProgram\n"
        "code = encode([Insn(0xb7), Insn(0x95)], sys.byteorder)\n"
        f"for _ in range({count}):\n"
        "    with KernelProgram.load(code, type=6, name='pp_burst') as program:\n"
        "        print(program.info().id)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(line) for line in done.stdout.splitlines()]


def test_a_burst_of_5000_loads_is_seen_whole() -> None:
    records: list[Record] = []
    made: list[int] = []
    with PerfRecorder() as recorder:
        child = threading.Thread(target=lambda: made.extend(burst(5000)))
        child.start()
        while child.is_alive():
            records += recorder.poll(0.05)
        child.join()
        records += recorder.drain()
        lost = recorder.lost
    assert len(made) == 5000
    own = set(made)
    seen = [
        e.id for e in assemble(records) if isinstance(e, ProgramEvent) and e.loaded and e.id in own
    ]
    assert lost == 0
    assert seen == made


def test_what_found_no_room_is_counted_exactly() -> None:
    cpu = min(os.sched_getaffinity(0))
    with PerfRecorder(buffer_size=page_size(), names=False) as recorder:
        affinity = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {cpu})
        try:
            made = set()
            for i in range(200):
                with load(straight(2, i)) as program:
                    made.add(program.info().id)
            assert recorder.lost > 0
            records = recorder.drain()
            # There is room now: the next record brings the count with it, in the buffer.
            load(straight(2)).close()
            records += recorder.drain()
        finally:
            os.sched_setaffinity(0, affinity)
        losses = [r for r in records if isinstance(r, Lost)]
        assert any(loss.cpu == cpu for loss in losses)
        here = [
            r for r in records if not isinstance(r, Lost) and r.tid == threading.get_native_id()
        ]
        # Each load and each unload is a symbol and an event; others may have lost some too.
        assert len(here) < 4 * 201 <= len(here) + recorder.lost
        assert sum(loss.count for loss in losses) <= recorder.lost


def test_the_name_of_a_loader_that_is_gone_is_known() -> None:
    code = (
        "import os, sys\n"
        "from progpack.bpf.isa.insn import *\n"
        "from progpack.kernel import KernelProgram\n"
        "with open('/proc/self/comm', 'w') as file:\n    file.write('pp_short_lived')\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    KernelProgram.load([Insn(0xb7), Insn(0x95)], type=6, name='pp_child').close()\n"
        "    os._exit(0)\n"
        "os.waitpid(pid, 0)\n"
        "print(pid)\n"
    )
    with PerfRecorder() as recorder:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            capture_output=True,
            text=True,
            check=True,
        )
        pid = int(done.stdout)
        events = [
            e
            for e in assemble(recorder.drain())
            if isinstance(e, ProgramEvent) and e.loaded and e.pid == pid
        ]
        assert [e.name for e in events] == ["pp_child"]
        assert not Path(f"/proc/{pid}").exists()
        assert recorder.comm(events[0].tid) == "pp_short_lived"


def test_each_of_several_recorders_reads_the_same_times_threads_and_cpus() -> None:
    """The kernel makes the records of all but one of them longer than they are."""
    with PerfRecorder() as first, PerfRecorder() as second, PerfRecorder(names=False) as third:
        made = burst(20)
        seen = [
            sorted(
                (e for e in assemble(one.drain()) if isinstance(e, ProgramEvent) and e.id in made),
                key=lambda event: (event.id, not event.loaded),
            )
            for one in (first, second, third)
        ]
    brief = [
        [(e.loaded, e.id, e.tag, e.cpu, e.pid, [f.name for f in e.functions]) for e in events]
        for events in seen
    ]
    assert len(brief[0]) >= 20
    assert brief[0] == brief[1] == brief[2]
    for one in zip(*seen, strict=True):
        times = [event.time_ns for event in one]
        # One after the other, each with its own clock reading.
        assert max(times) - min(times) < 1_000_000_000
        assert min(times) > 0


def _list_of_cpus(root: Path, text: str) -> Path:
    return files(root, {"sys/devices/system/cpu/online": text})


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two CPUs")
def test_a_cpu_that_comes_online_later_is_watched_and_one_that_goes_is_not(tmp_path: Path) -> None:
    first, second = sorted(os.sched_getaffinity(0))[:2]
    _list_of_cpus(tmp_path, f"{first}\n")

    def load_on_second() -> int:
        os.sched_setaffinity(0, {second})
        try:
            with load(straight(2)) as program:
                return program.info().id
        finally:
            os.sched_setaffinity(0, before)

    before = os.sched_getaffinity(0)
    with PerfRecorder(root=tmp_path) as recorder:
        assert recorder.cpus == (first,)
        unseen = load_on_second()
        _list_of_cpus(tmp_path, f"{first},{second}\n")
        wait_for(lambda: recorder.poll(0.1) is not None and len(recorder.cpus) == 2, "no second")
        (gap,) = recorder.gaps
        assert f"CPU {second} came online" in gap
        seen = load_on_second()
        events = [e for e in assemble(recorder.drain()) if isinstance(e, ProgramEvent) and e.loaded]
        found = {e.id: e.cpu for e in events}
        assert found.get(seen) == second
        assert unseen not in found
        _list_of_cpus(tmp_path, f"{first}\n")
        wait_for(lambda: recorder.poll(0.1) is not None and len(recorder.cpus) == 1, "still there")
        unseen = load_on_second()
        assert unseen not in {e.id for e in recorder.drain() if isinstance(e, BpfEvent)}


@pytest.mark.skipif(
    not os.environ.get("PROGPACK_TEST_HOTPLUG"),
    reason="takes a CPU away from everybody: set PROGPACK_TEST_HOTPLUG=1",
)
def test_a_cpu_that_really_goes_and_comes_back_is_watched_again() -> None:
    switch = Path("/sys/devices/system/cpu/cpu1/online")
    before = os.sched_getaffinity(0)
    with PerfRecorder() as recorder:
        try:
            switch.write_text("0")
            wait_for(lambda: recorder.poll(0.1) is not None and 1 not in recorder.cpus, "it stays")
        finally:
            switch.write_text("1")
        wait_for(lambda: recorder.poll(0.1) is not None and 1 in recorder.cpus, "it stays away")
        assert recorder.gaps
        os.sched_setaffinity(0, {1})
        try:
            with load(straight(2)) as program:
                number = program.info().id
        finally:
            os.sched_setaffinity(0, before | {1})
        cpus = {e.id: e.cpu for e in recorder.drain() if isinstance(e, BpfEvent) and e.loaded}
    assert cpus.get(number) == 1


def test_poll_keeps_back_what_an_older_record_could_still_precede() -> None:
    with PerfRecorder() as recorder:
        with load(straight(2)) as program:
            number = program.info().id
        first = recorder.poll()
        time.sleep(0.02)
        later = recorder.poll()
        now = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        for record in [*first, *later]:
            assert record.time_ns < now
        ids = [e.id for e in assemble(first + later) if isinstance(e, ProgramEvent) and e.loaded]
        assert number in ids


def test_poll_ends_at_its_timeout_when_nothing_happens() -> None:
    with PerfRecorder() as recorder:
        assert isinstance(recorder.poll(0.001), list)
        assert isinstance(recorder.poll(-1), list)


def test_a_closed_recorder_says_so() -> None:
    recorder = PerfRecorder()
    recorder.close()
    recorder.close()
    for ask in (recorder.poll, recorder.drain, lambda: recorder.lost):
        with pytest.raises(UsageError, match="closed"):
            ask()


def test_a_recorder_that_is_dropped_gives_its_buffers_back() -> None:
    held = [PerfRecorder()]
    assert descriptors()
    held.clear()
    assert descriptors() == []


def test_other_clocks_can_be_asked_for() -> None:
    with PerfRecorder(clock=time.CLOCK_MONOTONIC) as recorder:
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        with load(straight(2)) as program:
            number = program.info().id
        after = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        events = [e for e in assemble(recorder.drain()) if isinstance(e, ProgramEvent)]
        (event,) = [e for e in events if e.id == number and e.loaded]
        assert before <= event.time_ns <= after


def test_without_the_privilege_sysctl_and_capability_are_named() -> None:
    with sysctl_set("kernel/perf_event_paranoid", "2"):
        (line,) = unprivileged(
            "from progpack.kernel.perf.recorder import *\nfrom progpack.errors import *",
            "try:\n    PerfRecorder()\nexcept MissingFeatureError as error:\n    print(error)",
        )
    assert "CAP_PERFMON" in line
    assert "kernel.perf_event_paranoid below 1 (it is 2)" in line


def test_a_limit_on_locked_memory_makes_the_buffers_smaller() -> None:
    with sysctl_set("kernel/perf_event_paranoid", "-1"):
        lines = unprivileged(
            "import resource\n"
            "resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))\n"
            "from progpack.kernel.perf.recorder import *\nfrom progpack.errors import *\n"
            "os.setuid(65534)",
            "try:\n    with PerfRecorder(buffer_size=64 << 20) as r:\n"
            "        print(r.buffer_size, len(r.cpus))\n"
            "except MissingFeatureError as error:\n    print(error)",
        )
    # perf_event_mlock_kb is for each CPU that is online; paranoid -1 does not count at all.
    assert len(lines) == 1
    assert lines[0].split()[0].isdigit() or "perf_event_mlock_kb" in lines[0]


@pytest.mark.parametrize(
    ("wanted", "cpus", "pages"),
    [(1, 1, 1), (4096, 1, 1), (4097, 1, 2), (3 * 4096, 1, 4), (None, 2, 256), (None, 1024, 16)],
)
@pytest.mark.skipif(page_size() != 4096, reason="the numbers are those of 4 KiB pages")
def test_buffers_are_powers_of_two_of_pages(wanted: int | None, cpus: int, pages: int) -> None:
    assert _ring_size(wanted, cpus) == pages * 4096


def test_a_buffer_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot hold"):
        PerfRecorder(buffer_size=0)


def test_an_unknown_clock_is_an_error_of_the_kernel() -> None:
    with pytest.raises(MissingFeatureError):
        PerfRecorder(clock=99)


def test_programs_that_are_not_ours_are_recorded_too() -> None:
    with PerfRecorder() as recorder:
        made = burst(3)
        events = [e for e in assemble(recorder.drain()) if isinstance(e, ProgramEvent)]
    mine = [e for e in events if e.id in made and e.loaded]
    assert [e.id for e in mine] == made
    assert {e.pid for e in mine} != {os.getpid()}
    assert len({e.pid for e in mine}) == 1
