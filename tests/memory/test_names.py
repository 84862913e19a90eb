"""Names of programs as profilers and debuggers see them: perf, GDB and readelf are asked."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.arch.lookup import native_of
from progpack.elf import write as elf
from progpack.errors import CapabilityError, UsageError
from progpack.memory import PackAllocator
from progpack.memory.names import KINDS, listeners
from progpack.memory.names.jitdump import JitDump
from progpack.memory.names.listener import private_directory
from progpack.memory.names.perfmap import _File, path
from tests.memory.child import environment, run
from tests.memory.maps import lines
from tests.memory.native import HOST, returning

MACHINE = native_of(HOST)
known = pytest.mark.skipif(MACHINE is None or not MACHINE.stop, reason=f"not known for {HOST.name}")


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def command(*words: str | os.PathLike[str]) -> str:
    done = subprocess.run(
        [os.fspath(word) for word in words],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, f"{words}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


BUSY = """
import ctypes, sys
from progpack.memory import PackAllocator
from tests.memory.native import HOST

packs = PackAllocator(names=sys.argv[1])
# 1: dec rdi; jnz 1b; mov rax, rdi; ret          1: subs x0, x0, 1; b.ne 1b; ret
code = {"x86-64": "48ffcf75fb4889f8c3", "arm64": "000400f1e1ffff54c0035fd6"}[HOST.name]
for name in ("first_busy_program", "second_busy_program"):
    packs.install(bytes(100))
    function = packs.install(bytes.fromhex(code), name=name).function("uint64_t(uint64_t)")
    assert function(600_000_000) == 0
    keep = globals().setdefault("kept", [])
    keep.append(function)
"""


def record(tmp_path: Path, kind: str, *more: str) -> Path:
    """Run two busy programs under perf; its file."""
    perf = tool("perf")
    script = tmp_path / "busy.py"
    script.write_text(BUSY)
    data = tmp_path / "perf.data"
    try:
        command(
            perf, "record", "-q", "-e", "cpu-clock", "-F", "999", *more, "-o", data,
            sys.executable, script, kind,
        )  # fmt: skip
    except AssertionError as error:
        text = str(error)
        if "Permission" in text or "not supported" in text or "No permission" in text:
            pytest.skip(f"perf record is refused: {text[-200:]}")
        raise
    return data


@known
def test_perf_report_resolves_the_names_of_the_perf_map(tmp_path: Path) -> None:
    data = record(tmp_path, "perf-map")
    report = command(tool("perf"), "report", "-i", data, "--stdio", "--sort", "symbol", "-q")
    for name in ("first_busy_program", "second_busy_program"):
        (line,) = [line for line in report.splitlines() if name in line]
        assert float(line.split("%")[0]) > 5


@known
def test_perf_inject_makes_files_of_the_jitdump(tmp_path: Path) -> None:
    data = record(tmp_path, "jitdump", "-k", "mono")
    injected = tmp_path / "injected.data"
    command(tool("perf"), "inject", "--jit", "-i", data, "-o", injected)
    report = command(
        tool("perf"), "report", "-i", injected, "--stdio", "--sort", "dso,symbol", "-q"
    )
    for name in ("first_busy_program", "second_busy_program"):
        found = [line for line in report.splitlines() if name in line]
        assert found, report
        assert "jitted-" in found[0]


DEBUGGED = """
import ctypes, os, signal, sys
from progpack.memory import PackAllocator
from tests.memory.native import HOST, returning

packs = PackAllocator(names="gdb")
# push rbp; mov rbp, rsp; call rdi; pop rbp; ret
# stp x29, x30, [sp, -16]!; mov x29, sp; blr x0; ldp x29, x30, [sp], 16; ret
frame = {
    "x86-64": "554889e5ffd75dc3",
    "arm64": "fd7bbfa9fd03009100003fd6fd7bc1a8c0035fd6",
}[HOST.name]
freed = packs.install(returning(1), name="a_freed_program")
with packs.batch() as batch:
    batch.install(returning(1), name="another_program")
    through = batch.install(bytes.fromhex(frame), name="packed_frame").function("int(void *)")
freed.free()
abort = ctypes.cast(ctypes.CDLL(None).abort, ctypes.c_void_p)
through(abort)
"""


@known
def test_gdb_shows_a_backtrace_through_packed_code(tmp_path: Path) -> None:
    gdb = tool("gdb")
    script = tmp_path / "debugged.py"
    script.write_text(DEBUGGED)
    out = command(
        gdb, "-nx", "-batch",
        "-ex", "set debuginfod enabled off",
        "-ex", "run",
        "-ex", "backtrace 12",
        "-ex", "info symbol packed_frame",
        "-ex", "info address another_program",
        "-ex", "info functions a_freed_program",
        "--args", sys.executable, str(script),
    )  # fmt: skip
    assert "SIGABRT" in out, out
    backtrace = [line for line in out.splitlines() if line.startswith("#")]
    at = next(n for n, line in enumerate(backtrace) if "packed_frame" in line)
    assert any("abort" in line for line in backtrace[:at]), out
    assert any("ffi" in line for line in backtrace[at + 1 :]), out
    assert 'Symbol "another_program" is at 0x' in out
    assert out.count("a_freed_program") == 1, "only in the question"


@known
def test_gdb_stops_at_a_program_by_its_name(tmp_path: Path) -> None:
    """With a hardware breakpoint: nobody can write to packs, debuggers neither."""
    gdb = tool("gdb")
    script = tmp_path / "stopped.py"
    script.write_text(
        """
import os, signal
from progpack.memory import PackAllocator
from tests.memory.native import returning
with PackAllocator(names="gdb") as packs:
    function = packs.install(returning(7), name="stop_here").function("int()")
    os.kill(os.getpid(), signal.SIGUSR1)
    function()
print("went on")
"""
    )
    out = command(
        gdb, "-nx", "-batch",
        "-ex", "set debuginfod enabled off",
        "-ex", "handle SIGUSR1 stop nopass",
        "-ex", "run",
        "-ex", "hbreak stop_here",
        "-ex", "continue",
        "-ex", "info symbol $pc",
        "-ex", "continue",
        "--args", sys.executable, str(script),
    )  # fmt: skip
    if "No hardware breakpoint support" in out:
        pytest.skip("this machine has no hardware breakpoints")
    assert "stop_here in section .text" in out, out
    assert "went on" in out


def test_the_perf_map_has_a_line_for_each_program_and_a_batch_is_one_write() -> None:
    with PackAllocator(names="perf-map") as packs:
        code = packs.install(returning(1), name="with spaces\nand a line end")
        plain = packs.install(returning(2))
        with packs.batch() as batch:
            before = path().read_text()
            third = batch.install(returning(3), name="third")
            assert path().read_text() == before
        slot = packs.reserve(100, name="slot")
        slot.finalize()
        text = path().read_text().splitlines()
    assert f"{code.address:x} {code.size:x} with spaces?and a line end" in text
    assert f"{plain.address:x} {plain.size:x} code_{plain.generation}" in text
    assert f"{third.address:x} {third.size:x} third" in text
    assert f"{slot.address:x} 64 slot" in text
    assert path().stat().st_mode & 0o777 == 0o600


def test_the_last_name_of_an_address_is_the_one_that_stays() -> None:
    out = run(
        """
from progpack.memory import PackAllocator
from progpack.memory.names.perfmap import _file, path
packs = PackAllocator(names="perf-map", keep_empty=False)
path().open("a").write("1000 10 somebody_elses\\n")
for n in range(5):
    keep = packs.install(b"x" * 100, name=f"same_place_{n}")
    keep.free()
    other = packs.install(b"y" * 60, name=f"shorter_{n}")
    other.free()
stays = packs.install(b"z" * 1000, name="stays")
gone = packs.install(b"z" * 1000, name="gone_and_not_overwritten")
gone.free()
print(path())
"""
    )
    text = Path(out.strip()).read_text()
    Path(out.strip()).unlink()
    assert [line.split()[2] for line in text.splitlines()] == [
        "somebody_elses",
        "stays",
        "gone_and_not_overwritten",
    ]


def test_a_child_has_a_map_of_its_own() -> None:
    run(
        """
import os
from progpack.memory import PackAllocator
from progpack.memory.names.perfmap import _File, path
from tests.memory.native import returning

packs = PackAllocator(names="perf-map,jitdump" + (",gdb" if os.uname().machine == "x86_64" else ""))
code = packs.install(returning(1), name="inherited")
parents = path()
pid = os.fork()
if not pid:
    packs.install(returning(2), name="own")
    text = path().read_text()
    good = path() != parents and "inherited" in text and "own" in text
    path().unlink()
    os._exit(0 if good else 1)
assert os.waitpid(pid, 0)[1] == 0
assert "own" not in parents.read_text()
assert not packs.stats.failures, packs.stats.failures
parents.unlink()
"""
    )


@known
def test_the_jitdump_is_what_its_specification_says() -> None:
    dump = JitDump(HOST)
    with PackAllocator(names=("jitdump",)) as packs:
        code = packs.install(returning(5), name="dumped")
        data = dump.path.read_bytes()
        marker = [fields for fields in lines() if len(fields) > 5 and fields[5] == str(dump.path)]
        assert [fields[1] for fields in marker] == ["r-xp"]
    magic, version, size, machine, _, pid, _, flags = struct.unpack_from("<IIIIIIQQ", data)
    assert (magic, version, size, pid, flags) == (0x4A695444, 1, 40, os.getpid(), 0)
    assert MACHINE is not None
    assert machine == MACHINE.e_machine
    found = []
    while size < len(data):
        kind, length, _, owner, _, vma, at, bytes_, index = struct.unpack_from(
            "<IIQIIQQQQ", data, size
        )
        assert (kind, owner, vma) == (0, os.getpid(), at)
        name, _, image = data[size + 56 : size + length].partition(b"\0")
        assert len(image) == bytes_
        found.append((name, at, image, index))
        size += length
    assert (b"dumped", code.address, returning(5)) in [entry[:3] for entry in found]
    assert [entry[3] for entry in found] == list(range(len(found)))


@known
def test_readelf_understands_the_files(tmp_path: Path) -> None:
    readelf = tool("readelf")
    assert MACHINE is not None
    machine = MACHINE.e_machine
    symbols = tmp_path / "symbols"
    symbols.write_bytes(elf.symbol_file(machine, [("one", 0x1000, 16), ("two", 0x7000_0000, 32)]))
    text = command(readelf, "--wide", "--all", symbols)
    assert "0000000000001000    16 FUNC    GLOBAL DEFAULT    1 one" in text
    assert "0000000070000000    32 FUNC    GLOBAL DEFAULT    2 two" in text
    library = tmp_path / "library.so"
    library.write_bytes(elf.library(machine, "function", b"\xc3", "variable", b"12345678"))
    text = command(readelf, "--wide", "--all", library)
    assert "FUNC    GLOBAL DEFAULT    4 function" in text
    assert "OBJECT  GLOBAL DEFAULT    5 variable" in text


def test_what_is_not_known_or_cannot_be_had_is_said_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no names for 'vtune'; there are perf-map"):
        PackAllocator(names="perf-map, vtune")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / f"progpack-{os.geteuid()}").mkdir()
    (tmp_path / f"progpack-{os.geteuid()}").chmod(0o777)
    with pytest.raises(CapabilityError, match="not a directory of this user alone"):
        private_directory()
    monkeypatch.setattr("progpack.memory.names.perfmap._DIRECTORY", tmp_path / "none")
    monkeypatch.setattr("progpack.memory.names.perfmap._file", _File())
    with pytest.raises(CapabilityError, match=r"perf-map: .* No such file"):
        listeners("perf-map", HOST)


def test_a_failure_to_tell_does_not_fail_the_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(programs: object) -> None:
        raise OSError(28, "No space left on device")

    with PackAllocator(names="perf-map") as packs:
        monkeypatch.setattr("progpack.memory.names.perfmap._file.add", refuse)
        assert packs.install(returning(4)).function("int()")() == 4
        assert packs.stats.failures == ("names: [Errno 28] No space left on device",)


@known
def test_names_are_told_and_taken_back_in_every_way_a_program_comes_and_goes() -> None:
    with PackAllocator(names="gdb") as packs:
        told = packs.notifications._told  # type: ignore[union-attr]
        kept = [packs.install(returning(n), name=f"n{n}") for n in range(20)]
        changing = packs.install_replaceable(returning(1), name="changing")
        assert len(told) == 22
        changing.replace(returning(2))
        assert len(told) == 22
        kept[3].free()
        del kept[5]
        with packs.reserve(10):
            pass
        assert len(told) == 20
        kept[0].shrink(1)
        assert told[kept[0].entry] == kept[0].address
        packs.close()
        assert not told
    assert KINDS == ("perf-map", "jitdump", "gdb")
