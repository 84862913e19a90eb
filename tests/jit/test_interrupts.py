"""A run can be ended: by a signal, and by a time limit; what it leaves is what any fault leaves."""

from __future__ import annotations

import dis
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from types import CodeType, FrameType

import pytest

from progpack import Machine, MapSpec, MapType, RunError, UsageError, arch, load
from progpack.bpf.spec import MapRef, ObjectSpec, ProgramSpec, ProgramType
from progpack.fault import FaultKind
from progpack.jit import grace, workspace
from progpack.jit.native import cpus
from progpack.jit.object import Object
from tests.foreign.measured import missing

from .worlds import program

#: Far more than any test waits for.
_AGES = 1 << 62

# Loops whose end no analysis knows, a loop that it knows and that takes long, and calls.
ENDLESS = {
    "jump": "again:\nr1 += 1\ngoto again\n",
    "long body": "again:\n" + "r1 *= 3\nr1 ^= 5\n" * 2000 + "goto again\n",
    "function": "again:\ncall work\ngoto again\nwork:\nr0 = r1\nexit\n",
    "helper": "again:\ncall 5\ngoto again\n",
    "known rounds": (
        "r6 = 8000000\nagain:\n" + "r1 *= 3\nr1 ^= 5\n" * 1000 + "r6 += -1\n"
        "if r6 != 0 goto again\nr0 = r1\nexit\n"
    ),
}
RING = MapSpec("ring", MapType.RINGBUF, 0, 0, 4096)
LOCKED = """
    r1 = 0 ll
    r2 = 16
    r3 = 0
    call 131
    r6 = r0
    again:
    r1 += 1
    goto again
"""


def _object(spec: ProgramSpec, *maps: MapSpec) -> ObjectSpec:
    return ObjectSpec("endless", "GPL", {spec.name: spec}, {each.name: each for each in maps})


def _endless(text: str, type_: ProgramType = ProgramType.FLAT) -> Object:
    return load(_object(program(text, type_)))


@pytest.mark.parametrize("name", ENDLESS)
def test_a_run_ends_with_its_time_and_says_where(name: str) -> None:
    with _endless(ENDLESS[name]) as loaded:
        test = loaded.programs["test"]
        with pytest.raises(RunError, match="time") as caught:
            test.run(budget=_AGES, timeout=0.05)
        assert caught.value.fault.kind is FaultKind.TIME
        assert 0 <= caught.value.fault.pc < len(test.spec.insns)


@pytest.mark.parametrize("name", ENDLESS)
def test_the_interpreter_has_the_same_limit(name: str) -> None:
    machine = Machine(program(ENDLESS[name]))
    with pytest.raises(RunError) as caught:
        machine.run(budget=_AGES, timeout=0.05)
    assert caught.value.fault.kind is FaultKind.TIME


def test_a_limit_is_of_one_run_only() -> None:
    with _endless(
        "if r2 == 0 goto done\nagain:\nr1 += 1\ngoto again\ndone:\nr0 = 7\nexit"
    ) as loaded:
        test = loaded.programs["test"]
        for _ in range(3):
            with pytest.raises(RunError):
                test.run(b"x", budget=_AGES, timeout=0.02)
            assert test.run(b"").return_value == 7
        with pytest.raises(RunError) as caught:  # the whole budget, without a time limit
            test.run(b"x", budget=100_000)
        assert caught.value.fault.kind is FaultKind.BUDGET


@pytest.mark.parametrize("type_", [ProgramType.XDP, ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB])
def test_a_batch_ends_with_its_time(type_: ProgramType) -> None:
    # A packet takes long, but none of them too long.
    step = "r7 = r0\nr7 >>= 7\nr0 ^= r7\nr0 *= 1103515245"  # which no compiler does at once
    text = f"r6 = 100000\nr0 = 1\nagain:\n{step}\nr6 += -1\nif r6 != 0 goto again\nexit\n"
    with _endless(text, type_) as loaded, pytest.raises(RunError) as caught:
        loaded.programs["test"].run_batch([bytes(64)] * 50_000, budget=_AGES, timeout=0.05)
    assert caught.value.fault.kind is FaultKind.TIME


def test_in_a_thread() -> None:
    errors: list[BaseException] = []
    with _endless(ENDLESS["jump"]) as loaded:

        def work() -> None:
            with pytest.raises(RunError) as caught:
                loaded.programs["test"].run(budget=_AGES, timeout=0.05)
            errors.append(caught.value)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [type(error) for error in errors] == [RunError] * 3


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), "1"])
def test_no_time_is_no_limit_that_makes_sense(seconds: float) -> None:
    spec = program("r0 = 0\nexit")
    with load(_object(spec)) as loaded, pytest.raises(UsageError, match="timeout"):
        loaded.programs["test"].run(timeout=seconds)
    with pytest.raises(UsageError, match="timeout"):
        Machine(spec).run(timeout=seconds)


def test_a_reserved_record_is_given_back() -> None:
    spec = program(LOCKED, maps={0: MapRef("ring")})
    with load(_object(spec, RING)) as loaded:
        for _ in range(300):  # more than the ring has room for
            with pytest.raises(RunError) as caught:
                loaded.programs["test"].run(budget=_AGES, timeout=0.001)
            assert caught.value.fault.kind is FaultKind.TIME
            assert loaded.maps["ring"].consume() == []


_SCRIPT = """
import signal, sys, time
import progpack
from progpack.bpf.spec import ObjectSpec, ProgramType
from progpack.bpf.asm import assemble_program

text = {text!r}
spec = assemble_program(text, type=ProgramType.XDP, license="GPL")
quick = assemble_program("r0 = 5\\nexit", type=ProgramType.XDP, license="GPL", name="quick")
whole = ObjectSpec("endless", "GPL", {{spec.name: spec, "quick": quick}}, {{}})
with progpack.load(whole) as loaded:
    test = loaded.programs[spec.name]
    machine = progpack.Machine(spec)
    for turn in range(2):
        try:
            print("running", flush=True)
            {call}
        except {error} as error:
            print("ended", *getattr(error, "__notes__", []), flush=True)
        assert loaded.programs["quick"].run(bytes(64)).return_value == 5
print("fine", flush=True)
"""
_WAYS = {
    "run": "test.run(bytes(64), budget=1 << 62)",
    "run_batch": "test.run_batch([bytes(64)] * 10, budget=1 << 62)",
    "interpreter": "machine.run(bytes(64), budget=1 << 62)",
}


def _ticks(pid: int) -> int:
    """The time of a CPU that a process and its children have used, in hundredths of a second."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, parent, *rest = path.read_text().rpartition(") ")[2].split()
        except OSError:  # it has ended
            continue
        if pid in (int(path.parent.name), int(parent)):
            found += sum(map(int, rest[9:11]))
    return found


def _await_work(process: subprocess.Popen[str]) -> None:
    """Wait until a process that runs something endless is in the middle of that."""
    before = _ticks(process.pid)
    while process.poll() is None and _ticks(process.pid) < before + 10:
        time.sleep(0.01)


def _signalled(script: str, number: int = signal.SIGINT) -> list[str]:
    """What a script says that is sent a signal each time that it says that it runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    )
    lines = []
    waiting = threading.Timer(300, process.kill)
    waiting.start()
    assert process.stdout is not None
    with process:
        for line in process.stdout:
            lines.append(line.strip())
            if line in ("running\n", "heard\n"):
                _await_work(process)
                process.send_signal(number)
    waiting.cancel()
    return lines


@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize("name", ["jump", "known rounds"])
def test_ctrl_c_ends_it(way: str, name: str) -> None:
    script = _SCRIPT.format(text=ENDLESS[name], call=_WAYS[way], error="KeyboardInterrupt")
    said = _signalled(script)
    assert [line.split()[0] for line in said] == ["running", "ended"] * 2 + ["fine"]
    if way != "interpreter":
        assert "instruction" in said[1]


def test_a_batch_of_short_runs_ends_with_ctrl_c() -> None:
    call = "[test.run_batch([bytes(64)] * 1000000) for _ in range(1000000)]"
    said = _signalled(_SCRIPT.format(text="r0 = 1\nexit", call=call, error="KeyboardInterrupt"))
    assert [line.split()[0] for line in said] == ["running", "ended"] * 2 + ["fine"]


@pytest.mark.parametrize("handler", [None, "RuntimeError('from a handler')"])
def test_a_handler_of_the_process_decides(handler: str | None) -> None:
    """What it raises comes out of the run; when it raises nothing, the run goes on."""
    hear = (handler and f"raise {handler}") or "if not quiet: raise RuntimeError('the second')"
    quiet = "" if handler else "quiet = not quiet; quiet and print('heard', flush=True)"
    install = f"""
quiet = False
def hear(*_):
    global quiet
    {quiet}
    {hear}
signal.signal(signal.SIGUSR1, hear)
"""
    call = "test.run(bytes(64), budget=1 << 62)"
    script = _SCRIPT.format(text=ENDLESS["jump"], call=call, error="RuntimeError")
    said = _signalled("import signal\n" + install + script, signal.SIGUSR1)
    words = [line.split()[0] for line in said]
    turn = ["running", "ended"] if handler else ["running", "heard", "ended"]
    assert words == turn * 2 + ["fine"]


def test_an_executable_has_the_same_limit() -> None:
    from progpack.foreign import Builder
    from progpack.run.executables import Session

    builder = Builder(arch.host().name)
    builder.add(_object(program(ENDLESS["jump"], ProgramType.XDP)))
    with Session(builder.executable()) as session:
        test = session.objects[0].programs["test"]
        for _ in range(2):
            with pytest.raises(RunError) as caught:
                test.run(bytes(64), budget=_AGES, timeout=0.05)
            assert caught.value.fault.kind is FaultKind.TIME
        with pytest.raises(RunError) as caught:
            test.run(bytes(64), budget=100_000)
        assert caught.value.fault.kind is FaultKind.BUDGET


_FOREIGN = """
import progpack
from progpack.bpf.asm import assemble_program
from progpack.bpf.spec import MapRef, MapSpec, MapType, ObjectSpec, ProgramType
from progpack.foreign import Builder
from progpack.run.executables import Session
from tests.jit.test_interrupts import LOCKED, RING
from tests.jit.worlds import program

spec = program(LOCKED, ProgramType.XDP, maps={{0: MapRef("ring")}})
builder = Builder({cpu!r})
builder.add(ObjectSpec("endless", "GPL", {{"test": spec}}, {{"ring": RING}}))
with Session(builder.executable()) as session:
    loaded = session.objects[0]
    for turn in range(3):
        print("running", flush=True)
        try:
            loaded.programs["test"].run(bytes(64), budget=1 << 62)
        except KeyboardInterrupt as error:
            print("ended", *error.__notes__, flush=True)
        assert loaded.maps["ring"].consume() == []
        assert loaded.maps["ring"].handle.header()["producer"] == (turn + 1) * 24
print("fine", flush=True)
"""


@pytest.mark.parametrize("cpu", [arch.host().name, "riscv64", "arm"])
def test_ctrl_c_ends_a_run_of_an_executable_and_not_its_process(cpu: str) -> None:
    reason = missing(cpu)
    if reason is not None:
        pytest.skip(reason)
    said = _signalled(_FOREIGN.format(cpu=cpu))
    assert [line.split()[0] for line in said] == ["running", "ended"] * 3 + ["fine"]
    assert all("instruction" in line for line in said if line.startswith("ended"))


# -- exceptions of signals' handlers, wherever Python lets them raise -----------------------------


def looks(code: CodeType) -> set[int]:
    """Offsets of the instructions before which CPython looks whether a signal came.

    It does so at the beginning of functions, after calls and at jumps back (``CHECK_EVAL_BREAKER``
    in ``Python/ceval.c``).
    """
    before, offsets = "", set()
    for each in dis.get_instructions(code):
        if before.startswith(("CALL", "RESUME", "JUMP_BACKWARD")):
            offsets.add(each.offset)
        before = each.opname
    return offsets


#: Modules that a run goes through.
INTERRUPTED = {
    *(f"progpack.jit.{name}" for name in ("program", "running", "linked", "packed", "grace")),
    "progpack.jit.native.cpus",
}


class Interrupter:
    """Raises at the so-many-th place at which the modules of a run can be interrupted."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.seen = 0
        self.where: dict[CodeType, set[int]] = {}

    def __call__(self, frame: FrameType, event: str, arg: object) -> Interrupter | None:
        name = frame.f_globals.get("__name__")
        if name not in INTERRUPTED:
            return None
        frame.f_trace_opcodes = True
        if frame.f_code not in self.where:
            self.where[frame.f_code] = looks(frame.f_code)
        if event == "opcode" and frame.f_lasti in self.where[frame.f_code]:
            self.seen += 1
            if self.seen == self.place:
                sys.settrace(None)
                raise KeyboardInterrupt
        return self


@pytest.mark.parametrize("way", ["run", "run_batch"])
def test_an_interrupt_anywhere_leaves_no_run_behind(way: str) -> None:
    reserve = "r1 = 0 ll\nr2 = 8\nr3 = 0\ncall 131\nr0 = 3\nexit"
    spec = program(reserve, ProgramType.XDP, {0: MapRef("ring")})
    with load(_object(spec, RING)) as loaded:
        compiled = loaded.programs["test"]

        def run() -> None:
            if way == "run":
                compiled.run(bytes(64))
            else:
                compiled.run_batch([bytes(64)])

        run()
        place, ended, before = 0, False, sys.gettrace()
        while not ended:
            place += 1
            interrupter = Interrupter(place)
            try:
                sys.settrace(interrupter)
                run()
            except KeyboardInterrupt:
                pass
            finally:
                sys.settrace(before)
            ended = interrupter.seen < place
            assert not grace._runs, place
            assert len(cpus._free) == cpus.COUNT, place
            assert cpus.own.cpu is None, place
            assert not any(space.state.held for space in workspace._free), place
            run()
        assert place > 30
