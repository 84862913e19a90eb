"""Text of real programs: that of llvm-objdump, and read back by the assembler."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from bpf_programs import needs_objdump
from test_disasm import compare

from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.reader import read_object
from progpack.bpf.text.disasm import UNKNOWN, listing


@pytest.fixture(scope="module")
def tools() -> list[Path]:
    """The tools of Debian's libbpf-tools, each object once: some are links to others."""
    try:
        done = subprocess.run(
            ["dpkg", "-L", "libbpf-tools"], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("no Debian: libbpf-tools is not known")
    listed = {Path(line).resolve() for line in done.stdout.splitlines() if "/sbin/" in line}
    if not listed:
        pytest.skip("libbpf-tools is not installed")
    return sorted(listed)


@needs_objdump
def test_tools_look_as_llvm_objdump_prints_them(tmp_path: Path, tools: list[Path]) -> None:
    path, compared = tmp_path / "t.o", 0
    for tool in tools:
        (held,) = embedded_objects(tool.read_bytes())
        path.write_bytes(held)
        lines = compare(path)
        assert lines > 5, tool.name
        compared += lines
    assert compared > 15_000


def test_tools_are_read_back_from_their_listings(tools: list[Path]) -> None:
    programs = 0
    for tool in tools:
        for program in read_object(tool).programs.values():
            lines = list(
                listing(
                    program.insns,
                    functions=program.functions,
                    maps=program.maps,
                    lines=program.lines,
                )
            )
            assert not any(UNKNOWN in line for line in lines if not line.startswith(";"))
            # Without the maps' names it is the instructions themselves, with them the program.
            assert assemble("\n".join(listing(program.insns))) == list(program.insns)
            again = assemble_program("\n".join(lines), name=program.name, type=program.type)
            assert again.insns == program.insns, (tool.name, program.name)
            assert again.maps == program.maps
            assert [(f.name, f.start, f.end) for f in again.functions] == [
                (f.name, f.start, f.end) for f in program.functions
            ]
            programs += 1
    assert programs > 200
