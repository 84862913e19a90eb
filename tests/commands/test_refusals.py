"""Unusable input: one line that names the file, the program, the instruction and the cure."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.isa.insn import BPF_MAX_INSNS
from progpack.bpf.object.bundled import capture
from progpack.commands import whole_parser
from tests.commands.conftest import Command, process
from tests.commands.objects import (
    EM_X86_64,
    R_BPF_64_32,
    Undefined,
    code,
    make,
    shipped,
    slots_with,
    with_insn,
    with_map_type,
    with_undefined,
)

pytestmark = pytest.mark.usefixtures("needs_llvm")

OK = "r0 = 0x2\nexit"
PACKET = "00" * 64
CALL, JEQ_K, LOAD = 0x85, 0x15, 0x79
ARENA = 33


@dataclass(frozen=True)
class Case:
    """An object, and how ``progpack run OBJECT --packet ...`` ends.

    Attributes:
        name: of the file.
        make: its bytes.
        code: exit code.
        words: what the one line has, in this order; the file's name comes before.
        options: more words for the command line.
    """

    name: str
    make: Callable[[], bytes]
    code: int
    words: tuple[str, ...]
    options: tuple[str, ...] = ()


def _first(opcode: int) -> int:
    return slots_with(shipped(), opcode)[0]


def _endless() -> bytes:
    return make("r0 = 0x0\nagain:\nr0 += 0x1\nif r0 != 0x0 goto again\nexit")


CASES = (
    Case("empty", lambda: b"", 2, ("not an ELF object", "clang")),
    Case("text", lambda: b"int main;\n", 2, ("not an ELF object", "clang")),
    Case("half", lambda: bytes(shipped()[:5000]), 2, ("cut off", "compile or copy")),
    Case("header", lambda: bytes(shipped()[:50]), 2, ("ELF headers are damaged", "compile")),
    Case("x86", lambda: make(OK, machine=EM_X86_64), 2, ("EM_X86_64", "not for BPF", "clang")),
    Case(
        "order",
        lambda: make(OK, byteorder="big" if sys.byteorder == "little" else "little"),
        2,
        ("other byte order", "compile it", "-target bpf"),
    ),
    Case(
        "opcode",
        lambda: with_insn(shipped(), 3, opcode=0xFF),
        2,
        ("program firewall", "instruction 3", "unknown opcode 0xff", "compile", "disasm"),
    ),
    Case(
        "register",
        lambda: with_insn(shipped(), _first(LOAD), regs=0x1B),
        2,
        ("program firewall", "instruction ", "r11 does not exist", "disasm"),
    ),
    Case(
        "jump",
        lambda: with_insn(shipped(), _first(JEQ_K), off=30000),
        2,
        ("program firewall", f"instruction {_first(JEQ_K)}", "the jump goes to", "outside"),
    ),
    Case("falls", lambda: make("r0 = 0x2"), 2, ("program prog", "instruction 0", "falls off")),
    Case(
        "number",
        lambda: with_insn(shipped(), _first(CALL), imm=9999),
        2,
        ("program firewall", f"instruction {_first(CALL)}", "no helper #9999", "1..211"),
    ),
    Case(
        "map",
        lambda: make(f"r1 = 0x0 ll\n{OK}", undefined=[Undefined(0, "table")]),
        2,
        ("prog", "instruction 0", "'table'", "link it in"),
    ),
    Case(
        "symbol",
        lambda: make(f"call +0x0\n{OK}", undefined=[Undefined(0, "other", R_BPF_64_32)]),
        2,
        ("prog", "instruction 0", "function 'other'", "link it in"),
    ),
    Case("gone", lambda: with_undefined(shipped(), "blocked"), 2, ("'blocked'", "do not strip")),
    Case(
        "large",
        lambda: make(code("r0 = 0x2") * BPF_MAX_INSNS + code("exit")),
        2,
        ("program prog", "1,000,001 instructions", "1,000,000", "split"),
    ),
    Case(
        "section",
        lambda: make(OK, section="nonsense"),
        2,
        ("program prog", "'nonsense'", 'SEC("xdp")'),
    ),
    Case(
        "helper",
        lambda: with_insn(shipped(), _first(CALL), imm=194),
        3,
        (
            "program firewall",
            f"instruction {_first(CALL)}",
            "bpf_kptr_xchg",
            "provided are",
        ),
    ),
    Case(
        "arena",
        lambda: with_map_type(shipped(), "sources", ARENA),
        3,
        ("map ", "ARENA", "provided are: ARRAY, "),
    ),
    Case(
        "lookup",
        lambda: make(OK, section="struct_ops"),
        3,
        ("program prog", "STRUCT_OPS", "types that can", "XDP"),
    ),
    Case(
        "outside",
        lambda: make("r1 = *(u32 *)(r1 + 0)\nr0 = *(u64 *)(r1 + 0x100)\nexit"),
        1,
        ("program prog", "instruction 1", "read of 8 bytes", "outside", "check"),
    ),
    Case(
        "context",
        lambda: make("r0 = *(u32 *)(r1 + 20)\nexit"),
        2,
        ("program prog", "instruction 0", "may not read 4 bytes at offset 20", "egress_ifindex"),
    ),
    Case(
        "null",
        lambda: make("r1 = 0x0\nr0 = *(u64 *)(r1 + 0x8)\nexit"),
        1,
        ("program prog", "instruction 1", "null pointer", "check the helper"),
    ),
    Case(
        "endless",
        _endless,
        1,
        ("program prog", "instruction 2", "budget", "bound the loop"),
        ("--budget", "1000"),
    ),
    Case(
        "depth",
        lambda: make("f:\ncall f\nexit"),
        2,
        ("program prog", "instruction 0", "recursion"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_object_that_cannot_be_used_is_refused_in_one_line(
    case: Case, tmp_path: Path, command: Command
) -> None:
    path = tmp_path / f"{case.name}.bpf.o"
    path.write_bytes(case.make())
    done = command("run", path, "--packet", PACKET, *case.options)
    assert (done.code, done.out) == (case.code, "")
    before, _, told = done.err.rpartition("progpack run: ")
    if before:
        assert case.code == 1  # a fault of a run
        assert before.startswith("the last lines before the fault:\n  ")
    _one_line(f"progpack run: {told}", "progpack run: ", str(path), *case.words)


@pytest.mark.parametrize("verb", ["map", "stat"])
@pytest.mark.parametrize("case", [c for c in CASES if c.code > 1], ids=lambda case: case.name)
def test_map_and_stat_refuse_the_same_objects(
    case: Case, verb: str, tmp_path: Path, command: Command
) -> None:
    path = tmp_path / f"{case.name}.bpf.o"
    path.write_bytes(case.make())
    done = command(verb, path)
    assert (done.code, done.out) == (case.code, "")
    _one_line(done.err, f"progpack {verb}: ", str(path), *case.words)


def test_what_is_refused_can_still_be_looked_at(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "opcode.bpf.o"
    path.write_bytes(with_insn(shipped(), 3, opcode=0xFF))
    done = command("disasm", path)
    assert done.code == 0
    assert "  3: <unknown>" in done.out


def test_an_object_of_another_machine_is_what_clang_makes_without_a_target(
    tmp_path: Path, command: Command
) -> None:
    from tests.bpf.bpf_programs import CLANG

    if CLANG is None:
        pytest.skip("clang-22 is not installed")
    source, path = tmp_path / "t.c", tmp_path / "t.o"
    source.write_text("int f(void) { return 1; }\n")
    assert os.spawnl(os.P_WAIT, CLANG, CLANG, "-c", str(source), "-o", str(path)) == 0
    done = command("run", path, "--packet", PACKET)
    assert done.code == 2
    _one_line(done.err, str(path), "an object for EM_", "not for BPF")


# Files that are none, captures, arguments.


@pytest.mark.parametrize("verb", ["run", "map", "stat", "disasm"])
def test_a_file_that_is_not_there_and_a_directory_are_named(
    verb: str, tmp_path: Path, command: Command
) -> None:
    for path, reason in ((tmp_path / "nothing.o", "No such file"), (tmp_path, "Is a directory")):
        done = command(verb, path)
        assert (done.code, done.out) == (2, "")
        _one_line(done.err, f"progpack {verb}: ", str(path), reason)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, unprivileged: dict[str, Any]) -> None:
    path = tmp_path / "secret.o"
    path.write_bytes(make(OK))
    path.chmod(0)
    done = process("run", path, "--packet", "00", **unprivileged)
    assert done.returncode == 2
    _one_line(done.stderr.decode(), str(path), "Permission denied")


CAPTURES = (
    (b"", "magic number is cut off"),
    (b"no capture at all", "no capture file"),
    (capture()[:20], "file header is cut off"),
    (capture()[:24] + struct.pack("<IIII", 0, 0, 60, 60), "a packet is cut off"),
    (capture()[:24] + struct.pack("<IIII", 0, 0, 1 << 31, 60), "the file is damaged"),
)


@pytest.mark.parametrize(("data", "reason"), CAPTURES, ids=[reason for _, reason in CAPTURES])
def test_a_capture_that_cannot_be_read_is_refused_in_one_line(
    data: bytes, reason: str, tmp_path: Path, command: Command
) -> None:
    program, packets = tmp_path / "ok.o", tmp_path / "bad.pcap"
    program.write_bytes(make(OK))
    packets.write_bytes(data)
    done = command("run", program, "--pcap", packets)
    assert (done.code, done.out) == (2, "")
    _one_line(done.err, "progpack run: ", str(packets), "offset", reason)


#: More digits than Python makes a number of.
DIGITS = "9" * 5000
ARGUMENTS = (
    (("bogus",), "no verb 'bogus'", "there are try, run, "),
    (("run",), " run: ", "required: OBJ", "run --help"),
    (("run", "{firewall}", "--nonsense"), "--nonsense", "run --help"),
    (("run", "{firewall}"), "program firewall (XDP) runs on packets", "--pcap FILE"),
    (("run", "{firewall}", "--packet", "0x12"), "--packet", "'0x12'"),
    (("run", "{firewall}", "--packet", "00", "--repeat", "0"), "--repeat", "not 0"),
    (("run", "{firewall}", "--packet", "00", "--repeat", "x"), "--repeat", "'x'"),
    (("run", "{firewall}", "--packet", "00", "--budget", "-1"), "budget", "-1"),
    (("run", "{firewall}", "--packet", "00", "--prog", "x"), "no program 'x'", "has: firewall"),
    (("run", "{schedlat}"), "--prog NAME", "schedlat_wakeup, schedlat_wakeup_new"),
    (("run", "{firewall}", "--packet", "00", "--set", "x=1"), "'x'", "default_action"),
    (("run", "{firewall}", "--packet", "00", "--set", "default_action"), "NAME=VALUE"),
    (("run", "{firewall}", "--packet", "00", "--set", "default_action=1x"), "'1x'"),
    (("run", "{firewall}", "--packet", "00", "--set", "default_action=4294967296"), "4 bytes"),
    (("run", "{firewall}", "--packet", "00", "--map", "x:1=2"), "there is no map", "blocked"),
    (("run", "{firewall}", "--packet", "00", "--map", "blocked"), "NAME:KEY=VALUE"),
    (("run", "{firewall}", "--packet", "00", "--map", "blocked:1.2.3=0"), "1.2.3", "no IPv4"),
    (("run", "{firewall}", "--packet", "00", "--map", "blocked:7=0"), "16 bytes", "an address"),
    (("run", "{firewall}", "--packet", "00", "--map", "verdicts:7=0"), "no element 7", "is 6"),
    (("run", "{firewall}", "--packet", "00", "--map", "rules:0=x=1"), "no member 'x'", "prefix"),
    (("run", "{firewall}", "--packet", "00", "--map", ".rodata:0=x:00"), "has 8 bytes, not 1"),
    (("run", "{firewall}", "--packet", "00", "--json", "--csv"), "only one form"),
    (("run", "{firewall}", "--packet", "00", "--json", "{folder}/a/b"), "cannot write"),
    (("run", "{sampler}", "--arg", "1"), "sampler", "--pcap FILE"),
    (("run", "{schedlat}", "--prog", "schedlat_switch", "--packet", "00"), "have no packet"),
    (("map", "self", "--json", "{firewall}"), "would write over {firewall}", "an object file"),
    (("map", "{firewall}", "--json={firewall}"), "{firewall}", "would be overwritten"),
    (("map", "self", "--json=x", "--csv=x"), "x:", "two outputs have this name"),
    (("map", "live", "--policy", "pack"), "--policy pack", "objects and traces"),
    (("stat", "live", "1", "--policy", "pack"), "--policy pack", "objects and traces"),
    (("map", "self", "--policy", "pack"), "--policy pack", "objects and traces"),
    (("record", "1", "--loads", "5"), "--loads is for a made-up trace"),
    (("record", "--synthesize", "ci", "--buffer", "5"), "--buffer is for a recording"),
    (("map", "{firewall}", "--policy", "x"), "'x'", "pack-4k"),
    (("map", "{pcap}"), "{pcap}", "not an ELF object"),
    (("disasm", "{firewall}", "--prog", "x"), "no program 'x'", "has: firewall"),
    (("try", "--programs", "0"), "--programs", "not 0"),
    (("replay", "{pcap}", "--machine", "x86_64:" + DIGITS), "memory", "is no size"),
    (("replay", "{pcap}", "--machine", f"x86_64:1G,jit_limit={DIGITS}"), "jit_limit", "is no size"),
    (("replay", "{pcap}", "--machine", f"x86_64:1G,kernel={DIGITS}"), "does not begin with a"),
    (("replay", "{pcap}", "--machine", f"x86_64:1G,kernel=6.{DIGITS}"), "does not begin with a"),
    (("explain", "524", "--threshold", DIGITS), "bytes (1000000, 64M)"),
)


@pytest.mark.parametrize("case", ARGUMENTS, ids=lambda case: " ".join(case[0])[:80] or "nothing")
def test_arguments_that_make_no_sense_are_refused_in_one_line(
    case: tuple[tuple[str, ...], *tuple[str, ...]],
    examples: Path,
    tmp_path: Path,
    command: Command,
) -> None:
    names = {
        "firewall": examples / "firewall.bpf.o",
        "sampler": examples / "sampler.bpf.o",
        "schedlat": examples / "schedlat.bpf.o",
        "pcap": examples / "sample.pcap",
        "folder": tmp_path,
    }
    words, *parts = case
    before = {path: path.read_bytes() for path in examples.iterdir()}
    done = command(*(word.format(**names) for word in words))
    assert (done.code, done.out) == (2, "")
    _one_line(done.err, "progpack", *(part.format(**names) for part in parts))
    assert {path: path.read_bytes() for path in examples.iterdir()} == before


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("kernels fetch --again 6.1 6.12", {"action": "fetch", "names": ["6.1", "6.12"]}),
        ("kernels --again fetch 6.1", {"action": "fetch", "names": ["6.1"]}),
        ("kernels check --json k.json 6.1", {"names": ["6.1"], "json": "k.json"}),
        ("stat live --probe 2 5", {"source": "live", "interval": 2.0, "count": 5}),
        ("explain splits --probe 10", {"what": "splits", "source": "10"}),
        ("diff a.json --json b.json c.json", {"a": "a.json", "b": "c.json", "json": "b.json"}),
    ],
)
def test_words_behind_an_option_belong_to_those_before_it(
    words: str, names: dict[str, object]
) -> None:
    parser = whole_parser()
    parsed = vars(parser.parse_args(words.split()))
    assert {name: parsed[name] for name in names} == names


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not a snapshot"),
        ("{}", 'no "schema"'),
        ('{"schema": "progpack-snapshot", "version": 99}', "version 99"),
        ('{"schema": "progpack-snapshot", "version": 1}', "no member 'source'"),
    ],
)
def test_a_file_that_is_no_snapshot_is_named(
    text: str, reason: str, tmp_path: Path, command: Command
) -> None:
    path = tmp_path / "snapshot.json"
    path.write_text(text)
    done = command("map", path)
    assert (done.code, done.out) == (2, "")
    _one_line(done.err, "progpack map: ", str(path), reason)


def _one_line(text: str, *words: str) -> None:
    assert text.count("\n") == 1, text
    assert text.endswith("\n")
    at = 0
    for word in words:
        found = text.find(word, at)
        assert found >= 0, f"{word!r} is missing, or not after the words before it, in {text!r}"
        at = found + len(word)
