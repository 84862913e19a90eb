"""The plugin of the public conformance suite, driven as its runner drives it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from progpack.bpf.asm import assemble
from progpack.bpf.isa.insn import encode
from progpack.bpf.object import bundled as examples
from tests.beside import SUITE, needs_suite


def hexadecimal(data: bytes) -> str:
    """As the suite's runner writes bytes: two digits and two blanks each, the last too."""
    return "".join(f"{byte:02x}  " for byte in data)


def plugin(code: bytes, memory: bytes = b"", *options: str) -> subprocess.CompletedProcess[str]:
    first = [hexadecimal(memory)] if memory else []
    return subprocess.run(
        [sys.executable, "-m", "progpack.commands.conformance", *first, *options],
        input=hexadecimal(code),
        capture_output=True,
        text=True,
        check=False,
    )


def program(text: str) -> bytes:
    return encode(assemble(text))


@pytest.mark.parametrize("options", [(), ("--interpreter",)])
def test_r0_is_printed_with_all_its_bits(options: tuple[str, ...]) -> None:
    code = program("r0 = *(u64 *)(r1 + 0x0)\nr0 += r2\nexit")
    done = plugin(code, b"\xf0\xff\xff\xff\xff\xff\xff\xff", *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "fffffffffffffff8\n", "")


@pytest.mark.parametrize(
    ("code", "memory", "words"),
    [
        (program("r0 = *(u64 *)(r1 + 0x8)\nexit"), bytes(8), "read of 8 bytes"),
        (b"\x8d" + bytes(7), b"", "callx"),
        (b"\x95\x10" + bytes(6), b"", "source register field is reserved"),
        (b"\x95" + bytes(3), b"", "4 bytes of code"),
    ],
)
def test_what_cannot_run_fails_with_one_line(code: bytes, memory: bytes, words: str) -> None:
    done = plugin(code, memory)
    assert done.returncode == 1
    assert done.stdout == ""
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_input_that_is_no_hexadecimal_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "progpack.commands.conformance"],
        input="zz",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "the program is not written in hexadecimal" in done.stderr


def test_an_object_without_main_says_what_it_has() -> None:
    done = plugin(examples.object_bytes("firewall"), b"", "--elf")
    assert done.returncode == 1
    assert "no function main" in done.stderr


@needs_suite
def test_cases_of_the_suite_pass_as_processes() -> None:
    # Each is a process with a compiler of its own; all of them run in tests/jit/test_conformance.
    chosen = json.loads(SUITE.read_text())[::20]
    for case in chosen:
        done = plugin(bytes.fromhex(case["prog"]), bytes.fromhex(case["mem"] or ""))
        expected = case["expected"]
        number = int(expected, 0) if isinstance(expected, str) else expected
        assert (done.returncode, int(done.stdout, 16)) == (0, number), (case["name"], done.stderr)
