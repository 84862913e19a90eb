"""The executables as files, called as anybody would, and what they begin with."""

from __future__ import annotations

import dataclasses
import io
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

import progpack.foreign
import progpack.jit
from progpack.arch.lookup import TARGETS
from progpack.bpf.asm import assemble
from progpack.bpf.object import bundled as examples
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.commands import main
from progpack.elf.executable import PAGE, READ, RUN, WRITE, Segment, executable
from progpack.elf.executable import Machine as Header
from progpack.errors import DiedError, MissingFeatureError, ObjectError, UsageError
from progpack.foreign import Builder, Executable
from progpack.foreign import process as processes
from progpack.link import MACHINES
from progpack.pack.constants import CHUNK
from progpack.packets.pcap import read_pcap
from progpack.run.executables import Session
from tests.jit import test_helpers as helpers
from tests.jit import test_initial_values as initial

from .measured import ROOT, missing, shipped_object, tiny
from .test_effects import compiled

PRINTING = """
SEC("tc") int speak(void *ctx)
{ bpf_printk("five %d\\n", 5); return bpf_redirect(7, 1); }
"""
START = Path(progpack.foreign.__file__).parent / "start"
# Pages of 32-bit machines have 4 KiB.
WITH_LARGE_PAGES = [name for name, target in TARGETS.items() if target.bits == 64]


@pytest.fixture(params=TARGETS)
def name(request: pytest.FixtureRequest) -> str:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    return str(request.param)


def flat(name: str, text: str, kind: ProgramType = ProgramType.FLAT) -> Executable:
    builder = Builder(name)
    spec = ProgramSpec.from_insns("it", kind, assemble(text.replace(";", "\n")), license="GPL")
    order = builder.target.byteorder
    builder.add(ObjectSpec("it", "GPL", {"it": spec}, {}, byteorder=order))
    return builder.executable()


def call(made: Executable, folder: Path, given: bytes, *options: str) -> tuple[int, dict[str, str]]:
    """Its exit code and what it said, by the first word; ``options`` are qemu-user's."""
    path = folder / "program"
    path.write_bytes(made.data)
    path.chmod(0o700)
    command = [*processes.command_for(made.target, emulate=True), *options, str(path)]
    ended = subprocess.run(command, input=given, capture_output=True, check=False)
    rows = (line.partition(" ") for line in ended.stdout.decode().splitlines())
    return ended.returncode, {key: value for key, _, value in rows}


def test_the_file_is_what_its_parts_say(name: str) -> None:
    made = tiny(name)
    elf = ELFFile(io.BytesIO(made.data))
    target = made.target
    assert elf["e_type"] == "ET_EXEC"
    assert (elf.elfclass, elf.little_endian) == (target.bits, target.byteorder == "little")
    rights = {}
    for segment in elf.iter_segments():
        if segment["p_type"] == "PT_GNU_STACK":
            assert segment["p_flags"] == READ | WRITE
            continue
        assert segment["p_vaddr"] % PAGE == segment["p_offset"] % PAGE == 0
        assert segment["p_align"] == PAGE
        rights[segment["p_vaddr"]] = segment["p_flags"]
    base, size = made.packs[0]
    assert rights.pop(base) == READ | RUN
    assert rights.pop(made.constants) == READ
    assert set(rights.values()) == {READ | WRITE}
    assert base <= elf["e_entry"] < base + size
    number = struct.unpack_from("<H" if target.byteorder == "little" else ">H", made.data, 18)[0]
    assert number == MACHINES[target.arch].number


def test_what_no_program_has_is_full_of_traps(name: str) -> None:
    made = tiny(name)
    elf = ELFFile(io.BytesIO(made.data))
    pack = next(s for s in elf.iter_segments() if s["p_vaddr"] == made.packs[0][0]).data()
    record = made.target.record
    # The last chunk in use is that of the program; all that is behind it is traps.
    program = made.objects[0].programs["tiny"]
    end = -(-(program.code + len(program.image.text) - made.packs[0][0]) // CHUNK) * CHUNK
    assert pack[end:] == record.trap_fill(len(pack) - end)
    assert len(pack) - end >= CHUNK
    assert pack.startswith(record.trap_fill(8))
    last = made.packs[0][0] + made.packs[0][1] - CHUNK
    with Session(made, emulate=True) as session, pytest.raises(DiedError) as caught:
        session.process.call(last, made.work.state, 0, 0)
    assert caught.value.signal in (4, 5)  # SIGILL, SIGTRAP


def test_the_same_objects_make_the_same_file() -> None:
    assert tiny("riscv64").data == tiny("riscv64").data


def test_memory_comes_from_standard_input(name: str, tmp_path: Path) -> None:
    made = flat(name, "r0 = *(u8 *)(r1 + 2); *(u8 *)(r1 + 0) = 9; r0 += r2; exit")
    code, said = call(made, tmp_path, b"\1\2\3\4")
    assert (code, said) == (0, {"r0": f"{7:016x}", "memory": "09020304"})


@pytest.mark.parametrize("page", [16 << 10, 64 << 10])
@pytest.mark.parametrize("name", WITH_LARGE_PAGES, indirect=True)
def test_it_runs_on_large_pages(name: str, tmp_path: Path, page: int) -> None:
    made = flat(name, "r0 = *(u8 *)(r1 + 2); exit")
    code, said = call(made, tmp_path, b"\1\2\3\4", "-p", str(page))
    assert (code, said["r0"]) == (0, f"{3:016x}")


def test_a_fault_is_told_with_its_instruction(name: str, tmp_path: Path) -> None:
    made = flat(name, "r0 = 0; r0 = *(u32 *)(r1 + 2); exit")
    code, said = call(made, tmp_path, b"\1\2\3\4")
    address = made.work.input + 2
    numbers = {"fault": 1, "pc": 1, "address": address, "size": 4}
    assert (code, said) == (1, {key: f"{value:016x}" for key, value in numbers.items()})


def test_a_packet_comes_from_standard_input(name: str, tmp_path: Path) -> None:
    builder = Builder(name)
    spec = shipped_object("firewall", builder.target.byteorder)
    if spec is None:
        pytest.skip("compiling for big-endian machines needs clang-22, llvm-strip-22 and make")
    builder.add(spec)
    packet = next(iter(read_pcap(ROOT / "src/progpack/data/sample.pcap"))).data
    order = builder.target.byteorder
    expected = Machine(spec.programs["firewall"], spec.maps, byteorder=order).run(packet)
    code, said = call(builder.executable(), tmp_path, packet)
    assert (code, said["memory"]) == (0, expected.packet.hex())
    assert int(said["r0"], 16) == expected.return_value


@pytest.mark.parametrize("kind", [ProgramType.XDP, ProgramType.SOCKET_FILTER])
def test_a_context_is_made_for_each_packet(name: str, tmp_path: Path, kind: ProgramType) -> None:
    # The first field that says something by itself: ingress_ifindex, protocol.
    made = flat(name, f"r0 = *(u32 *)(r1 + {12 if kind is ProgramType.XDP else 16}); exit", kind)
    packet = bytes(12) + b"\x86\xdd" + bytes(50)
    order = made.target.byteorder
    wanted = 1 if kind is ProgramType.XDP else int.from_bytes(b"\x86\xdd", order)
    code, said = call(made, tmp_path, packet)
    assert (code, int(said["r0"], 16)) == (0, wanted)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("r0 = 1; exit", ProgramType.CGROUP_SKB),
        ("r0 = 1; exit", ProgramType.CGROUP_SOCKOPT),
        ("call 80; exit", ProgramType.FLAT),
    ],
)
def test_what_needs_more_than_the_executable_is_refused(
    tmp_path: Path, text: str, kind: ProgramType
) -> None:
    builder = Builder("x86-64")
    spec = ProgramSpec.from_insns("it", kind, assemble(text.replace(";", "\n")), license="GPL")
    placed = builder.add(ObjectSpec("it", "GPL", {"it": spec}, {})).programs["it"]
    with pytest.raises(MissingFeatureError, match=r"program it: .*what drives the process"):
        builder.executable(default=placed)
    made = builder.executable()
    path = tmp_path / "program"
    path.write_bytes(made.data)
    path.chmod(0o700)
    if processes.runs_natively(made.target):
        assert subprocess.run([path], input=b"", check=False).returncode == 5


def test_it_runs_natively_where_this_machine_can() -> None:
    name = next((n for n, t in TARGETS.items() if processes.runs_natively(t)), None)
    if name is None:
        pytest.skip("this machine is none of the targets")
    assert processes.command_for(TARGETS[name]) == []
    with Session(tiny(name)) as session:
        assert session.objects[0].programs["tiny"].run().return_value == 3


def test_a_missing_emulator_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.shutil, "which", lambda name: None)
    with pytest.raises(MissingFeatureError, match="needs qemu-s390x: apt install qemu-user"):
        processes.command_for(TARGETS["s390x"])


def test_an_object_of_the_other_byte_order_is_refused_before_it_is_compiled() -> None:
    with pytest.raises(ObjectError, match=r's390x is big-endian.*"clang -target bpfeb"'):
        Builder("s390x").add(examples.load("firewall"))


def test_input_that_is_too_long_is_refused(name: str) -> None:
    with Session(tiny(name), emulate=True) as session:
        program = session.objects[0].programs["tiny"]
        with pytest.raises(UsageError, match="room for 1048576 bytes"):
            program.run(bytes((1 << 20) + 1))
        assert program.run(bytes(1 << 20)).return_value == 3


def test_a_process_that_ended_is_told() -> None:
    with Session(tiny("x86-64")) as session:
        session.close()
        with pytest.raises(DiedError, match="x86-64 process has been ended"):
            session.process.read(session.executable.constants, 1)
        session.close()


@pytest.mark.parametrize(
    ("segments", "message"),
    [
        ([Segment(PAGE, b"", PAGE, RUN | WRITE)], "written and executed"),
        ([Segment(PAGE + 8, b"", PAGE, READ)], "does not begin on a page"),
        ([Segment(0, b"", PAGE, READ)], "does not begin on a page"),
        (
            [Segment(2 * PAGE, b"", PAGE + 1, READ), Segment(3 * PAGE, b"", 1, READ)],
            "behind the one before it",
        ),
        ([Segment(PAGE, b"123", 2, READ)], "more data"),
    ],
)
def test_memory_that_must_not_be_is_refused(segments: list[Segment], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        executable(Header(62, 64, "little"), PAGE, segments)


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="needs clang-22")
def test_the_objects_are_what_clang_makes_of_start_c(tmp_path: Path) -> None:
    for each in ("start.c", "Makefile"):
        shutil.copy(START / each, tmp_path)
    shutil.copytree(START / "cpus", tmp_path / "cpus")
    runtime = Path(progpack.jit.__file__).parent / "runtime"
    subprocess.run(["make", "-s", "-C", tmp_path, f"RUNTIME={runtime}"], check=True)
    names = sorted(path.name for path in START.glob("*.o"))
    assert names == sorted(f"start-{target}.o" for target in TARGETS)
    for each in names:
        assert (tmp_path / each).read_bytes() == (START / each).read_bytes(), each


def test_what_a_run_prints_clones_and_redirects_is_told(name: str, tmp_path: Path) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    spec = compiled(helpers.FAULTS + PRINTING, order)
    for program, lines in (
        ("clone", {"clone": f"{5:016x} {helpers.PACKET[:20].hex()}"}),
        ("speak", {"printed": b"five 5\n".hex(), "redirect": f"{1:016x}", "target": f"{7:016x}"}),
        ("kept", {"memory": helpers.PACKET.hex()}),
    ):
        builder = Builder(name)
        placed = builder.add(spec, [program]).programs[program]
        code, said = call(builder.executable(default=placed), tmp_path, helpers.PACKET)
        assert code == 0
        assert said.items() >= lines.items()


def test_maps_begin_as_the_object_says(name: str, tmp_path: Path) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    spec = dataclasses.replace(initial.SPEC, byteorder=order)
    placed = builder.add(spec, ["start"]).programs["start"]
    made = builder.executable(default=placed)
    for index, value in enumerate((99, 11, 99, 33)):
        assert call(made, tmp_path, bytes([index]))[1]["r0"] == f"{value:016x}"


def test_a_short_context_has_zeros_behind_it(name: str, tmp_path: Path) -> None:
    text = "r0 = *(u32 *)(r1 + 24); r2 = *(u32 *)(r1 + 0); r0 += r2; exit"
    made = flat(name, text, ProgramType.CGROUP_SOCK_ADDR)
    code, said = call(made, tmp_path, (5).to_bytes(4, made.target.byteorder))
    assert (code, said["r0"]) == (0, f"{5:016x}")


@pytest.mark.parametrize("often", [1, 2])
def test_a_process_that_is_interrupted_twice_is_ended(
    often: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time the run ends, and the answer is read; the second time nobody waits for it."""
    with Session(tiny("x86-64")) as session:
        program = session.objects[0].programs["tiny"]
        read = processes.Process._read
        left = [KeyboardInterrupt] * often

        def interrupted(process: processes.Process, descriptor: int) -> bytes:
            if left:
                raise left.pop()
            return read(process, descriptor)

        with monkeypatch.context() as patch:
            patch.setattr(processes.Process, "_read", interrupted)
            with pytest.raises(KeyboardInterrupt):
                program.run()
        if often == 1:
            assert program.run().return_value == 3
            return
        with pytest.raises(DiedError, match="x86-64 process has been ended"):
            program.run()


def test_what_cannot_be_run_is_not_compiled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(processes.shutil, "which", lambda name: None)
    other = next(n for n, t in TARGETS.items() if not processes.runs_natively(t))
    # The object is not even looked for.
    assert main(["run", "nothing.o", "--arch", other]) == 3
    assert "apt install qemu-user" in capsys.readouterr().err
