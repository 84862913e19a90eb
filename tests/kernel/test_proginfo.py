"""What is said of a program in one call, against bpftool and against what was loaded."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from progpack.bpf.isa.insn import BPF_PSEUDO_CALL, CALL, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.kernel import KernelProgram
from progpack.kernel.explain.address import Explainer
from progpack.kernel.program_table import ProgramTable
from progpack.kernel.syscall.btf_write import OwnTypes, TypeWriter
from progpack.kernel.syscall.program_info import InfoReader, ProgramInfo
from tests.kernel.probes import MOV_K, load, straight

pytestmark = pytest.mark.usefixtures("live_kernel")

LONG = "handle_a_request_of_the_block_layer"


@contextmanager
def named(function: str, name: str) -> Iterator[KernelProgram]:
    """A program whose only function has a name of its own in BTF."""
    writer = TypeWriter()
    number = writer.function(function, local=False)
    with OwnTypes.load(writer.data(), name) as types:
        records = types, struct.pack("=II", 0, number)
        made = KernelProgram.load(
            straight(2), type=ProgramType.SOCKET_FILTER, name=name, functions=records
        )
    with made:
        yield made


def with_functions(count: int) -> tuple[Insn, ...]:
    """A main function that calls ``count - 1`` others."""
    others = count - 1
    calls = [Insn(CALL, 0, BPF_PSEUDO_CALL, 0, others - at + 1 + 2 * at) for at in range(others)]
    main = (*calls, Insn(MOV_K, 0, imm=0), Insn(EXIT))
    return (*main, *(Insn(MOV_K, 0, imm=1), Insn(EXIT)) * others)


def of_bpftool(number: int) -> dict[str, Any]:
    """What bpftool says of a program."""
    tool = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
    if tool is None:
        pytest.skip("bpftool is not installed")
    command = [tool, "-j", "prog", "show", "id", str(number)]
    said: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True).stdout)
    return said


@pytest.mark.parametrize(
    ("function", "name"),
    [(LONG, LONG), ("short", "short"), ("not_the_same", "other"), (LONG, "x" * 15), ("f", "")],
)
def test_names_are_those_of_bpftool(function: str, name: str) -> None:
    with named(function, name) as program:
        info = program.info()
        assert info.name == of_bpftool(info.id).get("name", "")
        assert info.function_names() == (function,)


def test_a_whole_name_finds_every_program_of_that_name_and_so_does_a_cut_one() -> None:
    with named(LONG, LONG) as first, named(LONG, LONG) as second, named("other_thing", LONG):
        ids = {first.info().id, second.info().id}
        for name in (LONG, LONG[:15]):
            answers = Explainer().by_name(name)
            assert ids <= {answer.detail.info.id for answer in answers}
        assert all(answer.detail.info.name == LONG for answer in Explainer().by_name(LONG))


@pytest.mark.parametrize("count", [1, 2, 32, 33, 60])
def test_any_number_of_functions_is_told_whole(count: int) -> None:
    with load(with_functions(count)) as program:
        info, code = InfoReader(code=True).read(program.fd, "it")
        assert isinstance(info.functions, tuple)
        assert isinstance(code, bytes)
        assert len(info.functions) in (0, count)
        assert sum(function.size for function in info.functions) == info.jited_size
        assert len(set(info.tags)) == (1 if count == 1 else 2)
        assert len(info.tags) == count
        assert len(code) == info.xlated_size == 8 * len(with_functions(count))
        assert info.jited_size == of_bpftool(info.id)["bytes_jited"]


def test_one_reader_asks_for_programs_of_all_sizes() -> None:
    reader = InfoReader(code=True)
    with load(straight(2), "pp_one") as small, load(straight(3000), "pp_two") as large:
        for program, insns in ((small, 2), (large, 3000), (small, 2)):
            info, code = reader.read(program.fd, "it")
            assert info == program.info()
            assert isinstance(code, bytes)
            assert len(code) == 8 * insns


def test_a_program_that_is_known_is_not_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ProgramTable()
    asked = []
    read = InfoReader.read

    def count(self: InfoReader, fd: int, what: str) -> tuple[ProgramInfo, Any]:
        info, code = read(self, fd, what)
        asked.append(info.id)
        return info, code

    monkeypatch.setattr(InfoReader, "read", count)
    with load(straight(2), "pp_first") as first:
        number = _id(first)
        assert table.refresh() is None
        assert number in table.programs
        with load(straight(2), "pp_second") as second:
            assert table.refresh() is None
            new = _id(second)
        assert asked.count(number) == asked.count(new) == 1
    while number in _ids():
        continue
    table.refresh()
    assert table.programs.keys() == table.loads.keys()
    assert number not in table.programs


def _ids() -> set[int]:
    table = ProgramTable()
    table.refresh()
    return set(table.programs)


def _id(program: KernelProgram) -> int:
    """Without the reader that is counted."""
    with open(f"/proc/self/fdinfo/{program.fd}") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("prog_id"))
