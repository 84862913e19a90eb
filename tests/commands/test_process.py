"""The command line as a process: pipes, signals, encodings, users, what it imports."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from progpack.commands import main
from progpack.packets.pcap import CapturedPacket, write_pcap
from progpack.trace import Synthesis, save
from tests.commands.conftest import SEARCH, process
from tests.commands.objects import make
from tests.memory.sandbox import supported

needs_llvm = pytest.mark.usefixtures("needs_llvm")
DATA = Path(__file__).parents[2] / "src/progpack/data"

HEAVY = {"llvmlite", "elftools", "rich", "numpy", "dataclasses", "json", "ctypes"}


def modules(script: str) -> set[str]:
    """The modules that a script has imported at its end."""
    done = process(script=f"{script}\nimport sys; print(*sys.modules, sep='\\n', file=sys.stderr)")
    assert done.returncode == 0, done.stderr
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["bogus"], []])
def test_help_imports_nothing_but_the_parser(words: list[str]) -> None:
    found = modules(f"from progpack.commands import main; main({words})")
    own = {name for name in found if name.partition(".")[0] == "progpack"}
    assert own == {
        *("progpack", "progpack.commands", "progpack.errors", "progpack.version"),
    }
    assert HEAVY.isdisjoint(found)


@pytest.mark.parametrize("verb", ["try", "run", "map", "stat", "disasm", "check"])
def test_help_of_a_verb_loads_no_library(verb: str) -> None:
    found = modules(f"from progpack.commands import main; main([{verb!r}, '--help'])")
    assert {"llvmlite", "elftools", "rich"}.isdisjoint(found)


#: What a run that finds all in the cache has no use for: each took a hundredth of it or more.
UNUSED = {
    *("llvmlite", "elftools", "rich", "numpy", "dataclasses", "inspect", "gzip", "csv", "html"),
    *("hashlib", "_hashlib", "secrets", "random", "pickle", "tempfile", "shutil", "subprocess"),
    *("platform", "datetime", "importlib.resources", "progpack.jit.compile.client"),
    *("progpack.bpf.analysis.facts", "progpack.bpf.check.structure", "progpack.jit.lower.program"),
    *("progpack.bpf.oracle.machine", "progpack.foreign.session", "progpack.link.machines.arm32"),
}


@needs_llvm
def test_a_run_of_a_cached_program_imports_what_it_uses(tmp_path: Path) -> None:
    words = ["run", str(DATA / "bpf" / "firewall.bpf.o"), "--pcap", str(DATA / "sample.pcap")]
    script = (
        f"import os; os.environ['PROGPACK_CACHE'] = {str(tmp_path / 'cache')!r}\n"
        f"from progpack.commands import main; assert main({words!r}) == 0"
    )
    modules(script)
    assert UNUSED & modules(script) == set()


def test_a_process_ends_with_all_that_is_registered_for_its_end(tmp_path: Path) -> None:
    script = (
        "import atexit, sys, weakref\n"
        "from progpack.__main__ import main\n"
        "class Some: pass\n"
        "some = Some()\n"
        "weakref.finalize(some, print, 'finalized')\n"
        "atexit.register(print, 'registered')\n"
        "sys.argv = ['progpack', '--version']\n"
        "sys.exit(main())"
    )
    done = process(script=script)
    assert done.returncode == 0
    assert done.stdout.split()[-2:] == [b"registered", b"finalized"]
    assert done.stdout.startswith(b"progpack ")


def test_a_process_with_a_thread_waits_for_it() -> None:
    script = (
        "import sys, threading, time\n"
        "from progpack.__main__ import main\n"
        "threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()\n"
        "sys.argv = ['progpack', '--version']\n"
        "sys.exit(main())"
    )
    done = process(script=script)
    assert (done.returncode, done.stdout.split()[-1]) == (0, b"thread")


@needs_llvm
def test_the_output_is_the_same_as_in_process(examples: Path) -> None:
    done = process("disasm", examples / "sampler.bpf.o")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"; program sampler: SOCKET_FILTER, section socket, 98 slots\n")


# Pipes.


@needs_llvm
@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("disasm", "{0}/firewall.bpf.o"),
        ("map", "{0}/firewall.bpf.o"),
        ("map", "{0}/firewall.bpf.o", "--json"),
        ("run", "{0}/firewall.bpf.o", "--pcap", "{0}/sample.pcap"),
    ],
    ids=" ".join,
)
def test_a_reader_that_has_seen_enough_is_no_error(words: tuple[str, ...], examples: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = process(
            *(word.format(examples) for word in words),
            capture_output=False,
            stdout=writer,
            stderr=subprocess.PIPE,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_one_line(unbuffered: str, examples: Path) -> None:
    with open("/dev/full", "w") as full:
        done = process(
            "disasm",
            examples / "sampler.bpf.o",
            env={"PYTHONUNBUFFERED": unbuffered},
            capture_output=False,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 2
    assert done.stderr == b"progpack: [Errno 28] No space left on device\n"


@needs_llvm
def test_without_any_output_it_still_works(examples: Path) -> None:
    command = 'exec "$@" >&-'
    done = process("stat", examples / "sampler.bpf.o", before=("sh", "-c", command, "sh"))
    assert (done.returncode, done.stderr) == (0, b"")


# Encodings and terminals.


@needs_llvm
@pytest.mark.parametrize(
    ("env", "ascii_only"),
    [
        ({"LC_ALL": "C"}, False),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, True),
        ({"PYTHONIOENCODING": "ascii"}, True),
        ({"PYTHONIOENCODING": "utf-8"}, False),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "words", [("map", "{0}"), ("disasm", "{0}"), ("run", "{0}", "--packet", "00")]
)
def test_without_utf_8_all_is_ascii(
    env: dict[str, str], ascii_only: bool, words: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "odd.o"
    path.write_bytes(make("r0 = 0x2\nexit", name="h\u00e9"))
    done = process(*(word.format(path) for word in words), env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii() is ascii_only
    assert (b"h\\xe9" in done.stdout) is ascii_only


def on_a_terminal(*words: object, env: dict[str, str]) -> bytes:
    """What is written to a terminal."""
    primary, secondary = pty.openpty()
    try:
        started = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "progpack", *map(str, words)],
            stdin=secondary,
            stdout=secondary,
            stderr=secondary,
            env=env,
        )
        os.close(secondary)
        written = b""
        while True:
            try:
                part = os.read(primary, 65536)
            except OSError:
                break
            if not part:
                break
            written += part
        assert started.wait(300) == 0, written
        return written
    finally:
        os.close(primary)


@needs_llvm
@pytest.mark.parametrize("no_color", [False, True])
def test_colours_are_for_terminals_that_want_them(examples: Path, no_color: bool) -> None:
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    env |= {"PYTHONPATH": SEARCH, "TERM": "xterm-256color", "COLUMNS": "90"}
    if no_color:
        env["NO_COLOR"] = "1"
    written = on_a_terminal("map", examples / "schedlat.bpf.o", env=env)
    # Foreground and background colours; bold and dim may stay.
    assert bool(re.search(rb"\x1b\[[0-9;]*[34]8;", written)) is not no_color
    for line in re.sub(rb"\x1b\[[0-9;]*m", b"", written).decode().splitlines():
        assert len(line) <= 90


@needs_llvm
def test_long_work_says_so_on_a_terminal_and_leaves_nothing(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": SEARCH, "TERM": "dumb"}
    written = on_a_terminal("try", "--programs", "5", "--json", tmp_path / "f", env=env).decode()
    assert written.startswith("compiling, then placing and calling 5 programs three ways ...\r")
    assert written.endswith(f"\rwrote {tmp_path / 'f'}\r\n")
    assert written.split("\r")[1].strip() == ""
    assert json.loads((tmp_path / "f").read_text())["fits_one_page"] in (True, False)


# Signals.


@needs_llvm
@pytest.mark.parametrize(
    "packets", [("--packet", "00"), ("--pcap", "IN", "--jobs", "2")], ids=lambda words: words[0]
)
def test_ctrl_c_ends_a_program_that_does_not_end(packets: tuple[str, ...], tmp_path: Path) -> None:
    path, given = tmp_path / "endless.o", tmp_path / "given.pcap"
    write_pcap(given, [CapturedPacket(0, bytes(64), 64)] * 4)
    # A call in the loop: without one LLVM finds out how it ends and does not run it.
    path.write_bytes(make("again:\ncall 0x5\nif r0 != 0x0 goto again\nexit"))
    words = ["run", str(path), "--budget", str(1 << 62)]
    words += [str(given) if word == "IN" else word for word in packets]
    started = subprocess.Popen(
        [sys.executable, "-m", "progpack", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SEARCH},
        start_new_session=True,
    )
    try:
        _wait_until_it_runs(started.pid)
        os.killpg(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=300)
    finally:
        started.kill()
    # 130 is what a shell says of a process that SIGINT ended.
    assert (started.returncode, out, err) == (130, b"", b"")
    # The compiler's process, which does not take the signal, ends as well.
    _wait_until(lambda: not _members(started.pid), "the group did not end")


@needs_llvm
def test_ctrl_c_while_the_parts_of_a_capture_are_handed_out_ends_those_that_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, given = tmp_path / "endless.o", tmp_path / "given.pcap"
    write_pcap(given, [CapturedPacket(0, bytes(64), 64)] * 4)
    path.write_bytes(make("again:\ncall 0x5\nif r0 != 0x0 goto again\nexit"))
    submit, handed = ThreadPoolExecutor.submit, []

    def interrupted(pool: ThreadPoolExecutor, *what: Any) -> Any:
        handed.append(what)
        if len(handed) == 2:
            raise KeyboardInterrupt
        return submit(pool, *what)

    monkeypatch.setattr(ThreadPoolExecutor, "submit", interrupted)
    before = set(threading.enumerate())
    words = ["run", str(path), "--budget", str(1 << 62), "--timeout", "300"]
    with contextlib.suppress(KeyboardInterrupt):
        main([*words, "--pcap", str(given), "--jobs", "2"])
    assert len(handed) == 2
    for thread in set(threading.enumerate()) - before:
        thread.join(100)
        assert not thread.is_alive()


def _wait_until_it_runs(pid: int) -> None:
    """Until there is code, and then for as long as it takes to start it."""
    _wait_until(lambda: _has_packs(pid), "the program did not start")
    time.sleep(0.3)


def _takes(pid: int, number: signal.Signals) -> bool:
    """Whether a process has a handler for the signal."""
    text = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"^SigCgt:\s*([0-9a-f]+)", text, re.MULTILINE)
    # What has ended is there until somebody waits for it, and has no such line.
    return found is not None and bool(int(found[1], 16) & 1 << number - 1)


def _has_packs(pid: int) -> bool:
    return " r-xs " in Path(f"/proc/{pid}/maps").read_text()


def _wait_until(condition: Any, complaint: str, *, pause: float = 0.05) -> None:
    for _ in range(round(300 / pause)):
        if condition():
            return
        time.sleep(pause)
    raise AssertionError(complaint)


def _members(group: int) -> list[int]:
    """Processes of a group."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(entry.name))
    return found


@needs_llvm
def test_ctrl_c_in_the_trial_is_no_traceback() -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "progpack", "try", "--programs", "20000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SEARCH},
    )
    try:
        _wait_until(lambda: _has_packs(started.pid), "it did not start")
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=300)
    finally:
        started.kill()
    assert (started.returncode, out, err) == (130, b"", b"")


@needs_llvm
@pytest.mark.parametrize("words", [("try",), ("disasm", "--asm"), ("replay",)], ids=" ".join)
@pytest.mark.parametrize("whole_group", [False, True])
def test_ctrl_c_at_any_moment_has_one_ending(
    words: tuple[str, ...], whole_group: bool, examples: Path, tmp_path: Path
) -> None:
    more: tuple[object, ...] = ("--programs", "20000")
    if words[0] == "replay":
        save(tmp_path / "trace.gz", Synthesis("ci", 4000, 1))
        more = (tmp_path / "trace.gz", "--policy", "page,pack,best-fit", "--jobs", "2")
    elif words[0] == "disasm":
        more = (examples / "firewall.bpf.o",)
    whole = None
    for moment in range(5):
        started = subprocess.Popen(
            [sys.executable, "-m", "progpack", *words, *map(str, more)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": SEARCH},
            start_new_session=True,
        )
        try:
            # Which our code does first; before, the signal is Python's affair.
            _wait_until(
                lambda: _takes(started.pid, signal.SIGALRM) or started.poll() is not None,  # noqa: B023
                "it did not start",
                pause=0.001,
            )
            time.sleep(random.random() * (moment + 1) / 10)
            if whole_group and started.poll() is None:
                os.killpg(started.pid, signal.SIGINT)
            else:
                started.send_signal(signal.SIGINT)
            out, err = started.communicate(timeout=300)
        finally:
            started.kill()
        assert err == b""
        # Or it was done before, which is no fault of the signal's.
        assert started.returncode in (130, 0), moment
        if started.returncode == 0:
            whole = whole or out
            assert out == whole != b""


def interfering(folder: Path, text: str) -> dict[str, str]:
    """Variables for `process`: an environment in which Python runs this when it starts."""
    (folder / "sitecustomize.py").write_text(text)
    return {"PYTHONPATH": str(folder)}


IN_EVALUATED_TEXT = """
import dataclasses
def dataclass(*_, **__):
    exec("raise KeyboardInterrupt")
dataclasses.dataclass = dataclass
"""

IN_A_FINALIZER = """
import dataclasses, signal
class Dying:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
before = dataclasses.dataclass
def dataclass(*args, **options):
    Dying()
    return before(*args, **options)
dataclasses.dataclass = dataclass
"""


@needs_llvm
@pytest.mark.parametrize("text", [IN_EVALUATED_TEXT, IN_A_FINALIZER], ids=["text", "finalizer"])
def test_ctrl_c_where_python_treats_it_otherwise(text: str, examples: Path, tmp_path: Path) -> None:
    done = process("map", examples / "firewall.bpf.o", env=interfering(tmp_path, text))
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


AT_EXIT = """
import atexit, signal
atexit.register(signal.raise_signal, signal.SIGINT)
"""

AFTER_EXIT = """
import sys, types
sys.modules["late"] = late = types.ModuleType("late")
exec(
    "import os, signal\\n"
    "class Dying:\\n"
    "    def __del__(self, kill=os.kill, own=os.getpid(), number=int(signal.SIGINT)):\\n"
    "        kill(own, number)\\n"
    "dying = Dying()\\n",
    vars(late),
)
"""


@pytest.mark.parametrize("text", [AT_EXIT, AFTER_EXIT], ids=["at exit", "after exit"])
def test_ctrl_c_after_the_work_changes_nothing(text: str, tmp_path: Path) -> None:
    done = process("--version", env=interfering(tmp_path, text))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"progpack ")


@needs_llvm
def test_a_process_that_ignores_ctrl_c_goes_on_doing_so(examples: Path, tmp_path: Path) -> None:
    env = interfering(tmp_path, IN_A_FINALIZER)
    before = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")
    done = process("map", examples / "firewall.bpf.o", env=env, before=before)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"firewall" in done.stdout


# Privileges and features.


@needs_llvm
def test_the_trial_needs_no_privilege(unprivileged: dict[str, Any]) -> None:
    done = process("try", "--programs", "50", "--json", "-", **unprivileged)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert [row["programs"] for row in found["many"]] == [50, 50, 50]
    assert all(row["call_rate"] > 0 for row in found["few"] + found["many"])


@needs_llvm
@pytest.mark.parametrize("verb", ["run", "map", "stat", "check"])
def test_no_other_verb_needs_a_privilege(
    verb: str, examples: Path, unprivileged: dict[str, Any]
) -> None:
    words: list[object] = [verb]
    if verb != "check":
        # As input: the other user cannot open files of the tests' own folder.
        words.append("/dev/stdin")
    if verb == "run":
        words += ["--packet", "00"]
    data = (examples / "firewall.bpf.o").read_bytes()
    done = process(*words, input=data, **unprivileged)
    assert (done.returncode, done.stderr) == (0, b"")
    if verb == "check" and unprivileged:
        assert re.search(rb"^BPF in the kernel +no +\S", done.stdout, re.MULTILINE)


NO_EXECUTION = """
import errno, sys
from tests.memory.sandbox import Deny, deny
from progpack.commands import main
# Shared mappings that can be executed: those that packs need; libraries are mapped privately.
deny(Deny("mmap", [(2, 4, 4), (3, 0xF, 1)], errno.EACCES), Deny("mremap", [], errno.EPERM))
sys.exit(main(sys.argv[1:]))
"""


@needs_llvm
@pytest.mark.skipif(not supported(), reason="no seccomp filter for this machine here")
@pytest.mark.parametrize("verb", ["try", "run", "map", "stat"])
def test_where_memory_may_not_be_executed_it_says_so_and_returns_3(
    verb: str, examples: Path
) -> None:
    words: list[object] = [verb] if verb == "try" else [verb, examples / "firewall.bpf.o"]
    if verb == "run":
        words += ["--packet", "00"]
    done = process(*words, script=NO_EXECUTION)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.count(b"\n") == 1
    for word in (
        f"progpack {verb}: ".encode(),
        b"memory that can be run",
        b"shared-anon",
        b"memfd",
    ):
        assert word in done.stderr


@needs_llvm
@pytest.mark.skipif(not supported(), reason="no seccomp filter for this machine here")
def test_check_says_what_is_missing_where_memory_may_not_be_executed() -> None:
    done = process("check", "--json", script=NO_EXECUTION)
    assert (done.returncode, done.stderr) == (3, b"")
    found = json.loads(done.stdout)
    missing = {f["name"]: f["detail"] for f in found["findings"] if f["needed"] and not f["ok"]}
    assert found["ok"] is False
    assert "Permission denied" in missing["set_rox"]
    assert "compiling BPF" not in missing


@pytest.fixture
def without_llvmlite(tmp_path: Path) -> dict[str, str]:
    """Variables for `process`: an environment in which llvmlite cannot be imported."""
    (tmp_path / "hidden").mkdir()
    stub = tmp_path / "hidden" / "llvmlite.py"
    stub.write_text("raise ImportError('hidden by a test')\n")
    return {"PYTHONPATH": str(stub.parent)}


@pytest.mark.parametrize("verb", ["try", "run", "map", "stat", "disasm --asm"])
def test_without_llvmlite_it_says_what_to_install_and_returns_3(
    verb: str, examples: Path, without_llvmlite: dict[str, str]
) -> None:
    words: list[object] = [*verb.split()]
    if verb != "try":
        words.append(examples / "firewall.bpf.o")
    if verb == "run":
        words += ["--packet", "00"]
    done = process(*words, env=without_llvmlite)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"needs llvmlite: pip install 'progpack[jit]'" in done.stderr


def test_without_llvmlite_programs_run_in_the_interpreter_and_it_says_so(
    examples: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['llvmlite'] = None\n")
    words = ("run", examples / "firewall.bpf.o", "--packet", "00" * 64)
    done = process(*words, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 0
    assert b"XDP_PASS" in done.stdout
    assert b"interpreter, since LLVM is not installed: pip install 'progpack[jit]'" in done.stderr
    done = process(*words, "--backend", "compiled", env={"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (3, b"")


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_an_llvm_that_is_too_old_is_named_in_one_line(examples: Path, tmp_path: Path) -> None:
    old = tmp_path / "llvmlite"
    old.mkdir()
    (old / "__init__.py").write_text("")
    (old / "binding.py").write_text("llvm_version_info = (20, 1, 8)\n")
    words = ("run", examples / "firewall.bpf.o", "--packet", "00" * 64)
    done = process(*words, env={"PYTHONPATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)})
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"from 0.48 on; this llvmlite has LLVM 20" in done.stderr


def test_without_llvmlite_what_needs_no_compiler_works(
    examples: Path, without_llvmlite: dict[str, str]
) -> None:
    done = process("disasm", examples / "firewall.bpf.o", env=without_llvmlite)
    assert (done.returncode, done.stderr) == (0, b"")
    done = process("check", env=without_llvmlite)
    assert (done.returncode, done.stderr) == (3, b"")
    assert re.search(rb"^compiling BPF +NO +.*llvmlite", done.stdout, re.MULTILINE)
    assert re.search(rb"^set_rox +yes", done.stdout, re.MULTILINE)


def test_a_file_whose_name_is_no_text_is_named(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\x1b[31m\n.o"
    done = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"progpack", b"map", name],
        env={**os.environ, "PYTHONPATH": SEARCH},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr
    assert b"No such file" in done.stderr


def test_a_stream_without_a_file_is_written_to() -> None:
    script = (
        "import io, sys\n"
        "from progpack.commands import main\n"
        "sys.stdout = io.StringIO()\n"
        "code = main(['--version'])\n"
        "sys.stderr.write(f'{code} {sys.stdout.getvalue()}')\n"
    )
    done = process(script=script)
    assert done.stderr.startswith(b"0 progpack ")
    assert io.StringIO(done.stderr.decode()).readline().startswith("0 progpack ")
