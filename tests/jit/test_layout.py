"""What Python, compiled programs and the C runtime believe about memory is the same."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from pathlib import Path

import pytest

import progpack.jit
from progpack.arch.lookup import TARGETS
from progpack.bpf import environment
from progpack.bpf.maps import plan
from progpack.fault import FaultKind
from progpack.jit.native import functions, layout

RUNTIME = Path(progpack.jit.__file__).parent / "runtime"
STRUCTURES = {
    "state": layout.State,
    "environment": environment.Words,
    "map": layout.MapHeader,
    "map_slot": layout.MapSlot,
    "region": layout.RegionSlot,
    "target": layout.TargetSlot,
    "timer": layout.TimerSlot,
    "port": layout.PortSlot,
    "once": layout.OnceSlot,
    "walk": layout.Walk,
    "tally": layout.TallySlot,
    "answer": layout.AnswerSlot,
    "export": layout.Export,
    "left": layout.Left,
    "link_form": layout.LinkForm,
    "framing": layout.Framing,
    "token": layout.TokenSlot,
    "fuzz": layout.FuzzSlot,
}


def fields(structure: type[ctypes.Structure]) -> list[tuple[str, int]]:
    return [(field[0], getattr(structure, field[0]).offset) for field in structure._fields_]


@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs gcc")
def test_structures_have_the_offsets_of_the_c_source(tmp_path: Path) -> None:
    lines = [
        f'#include "{RUNTIME / "runtime.c"}"',
        "int printf(const char *, ...);",
        "int main() {",
    ]
    for name, structure in STRUCTURES.items():
        for field, _ in fields(structure):
            lines.append(
                f'printf("{name} {field} %d\\n", (int)__builtin_offsetof(struct {name}, {field}));'
            )
        lines.append(f'printf("{name} size %d\\n", (int)sizeof(struct {name}));')
    kinds = [kind.name for kind in FaultKind if kind is not FaultKind.NONE]
    lines += [f'printf("fault {kind} %d\\n", FAULT_{kind});' for kind in kinds]
    batch = ("BATCH_FRESH", "BATCH_ALONE", "BATCH_THERE", "BATCH_APART")
    batch += ("NOTED_FAULT", "NOTED_EFFECTS", "NOTED_PACKET")
    numbers = {name: getattr(layout, name) for name in batch}
    numbers |= {name: getattr(plan, name) for name in ("DENIED_WRITE", "DENIED_READ", "CONSTANT")}
    given = {name: bit for name, bit in vars(environment.Given).items() if name.isupper()}
    numbers |= {f"GIVEN_{name}": bit for name, bit in given.items()}
    lines += [f'printf("{name} %d\\n", {name});' for name in numbers]
    lines.append("return 0; }")
    source = tmp_path / "offsets.c"
    source.write_text("\n".join(lines))
    program = tmp_path / "offsets"
    # What the runtime has from Python is not there to be linked, nor needed to ask for offsets.
    command = ["gcc", "-w", "-O1", "-ffunction-sections", "-Wl,--gc-sections", "-o", program]
    subprocess.run([*command, source], check=True)
    printed = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    expected = []
    for name, structure in STRUCTURES.items():
        expected += [f"{name} {field} {offset}" for field, offset in fields(structure)]
        expected.append(f"{name} size {ctypes.sizeof(structure)}")
    expected += [
        f"fault {kind.name} {kind.value}" for kind in FaultKind if kind is not FaultKind.NONE
    ]
    expected += [f"{name} {number}" for name, number in numbers.items()]
    assert printed.splitlines() == expected


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="needs clang-22")
def test_the_texts_are_what_clang_makes_of_runtime_c(tmp_path: Path) -> None:
    for source in (*RUNTIME.glob("*.[ch]"), RUNTIME / "Makefile"):
        shutil.copy(source, tmp_path)
    subprocess.run(["make", "-s", "-C", tmp_path], check=True)
    texts = sorted(path.name for path in RUNTIME.glob("*.ll"))
    assert texts == sorted({target.runtime for target in TARGETS.values()})
    for name in texts:
        assert (tmp_path / name).read_text() == (RUNTIME / name).read_text(), name


def test_a_check_mark_holds_pc_size_and_direction() -> None:
    mark = functions.at(999_999, 8, write=True)
    assert mark & 0xFFFFF == 999_999
    assert 1 << (mark >> 20 & 3) == 8
    assert mark >> 22 & 1 == 1
    assert functions.at(5, 1) == 5
