"""Runs the programs of objects in child processes and says what came of each."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from progpack.bpf.btf.types import Btf
from progpack.elf.read import ElfFile
from progpack.testing.annotations import Expected, expectations
from tests.selftests.libbpf import Libbpf
from tests.selftests.source import Compiled, Tree

__all__ = ["HERE", "Case", "judge"]

#: The ways in which a program runs here.
HERE: Final = ("compiled", "interpreted")
#: Seconds without a word of a child; what it holds up then is a hang.
_SILENCE: Final = 120


@dataclass(slots=True)
class Case:
    """One program, and what came of it.

    Attributes:
        object: the file, without its ending.
        cpu: instruction set.
        name: of the program.
        expected: what its tags say.
        worlds: by ``compiled``, ``interpreted`` and ``kernel``: what came of it; ``died`` where it
            took its process along, ``silent`` where nothing came for too long.
    """

    object: str
    cpu: str
    name: str
    expected: Expected
    worlds: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def kernel_takes_it(self) -> bool:
        """Whether the running kernel loads it."""
        return bool(self.worlds.get("kernel", {}).get("loaded"))

    @property
    def kernel_is_right(self) -> bool:
        """Whether its test run in the running kernel gives what it must."""
        return self.worlds.get("kernel", {}).get("value") == self.expected.value

    @property
    def refused(self) -> str:
        """Why it is not loaded here; ``""`` when it is."""
        return str(self.worlds.get("compiled", {}).get("refused", ""))

    @property
    def crash(self) -> str:
        """How it took a process along or held it up; ``""`` when it did not."""
        ends = {world: self.worlds.get(world, {}) for world in HERE}
        return ", ".join(f"{world}: {end['died']}" for world, end in ends.items() if "died" in end)

    @property
    def has_other_value(self) -> bool:
        """Whether a run here ended with another value than it must."""
        ends = (self.value(world) for world in HERE)
        return any(end is not None and end != self.expected.value for end in ends)

    def value(self, world: str) -> int | None:
        """What its run gave; None when there is no value."""
        found = self.worlds.get(world, {}).get("value")
        return None if found is None else int(found)

    def problem(self) -> str:
        """What is wrong with its value here; ``""`` where it is right, or expects none."""
        if self.expected.value is None:
            return ""
        wrong = [
            f"{world} {self._told(world)}"
            for world in HERE
            if self.value(world) != self.expected.value
        ]
        return ", ".join(wrong)

    def _told(self, world: str) -> str:
        end = self.worlds.get(world, {})
        return str(
            next((end[key] for key in ("refused", "fault", "died", "value") if key in end), "")
        )


def judge(tree: Tree, objects: Sequence[Compiled], cpu: str, *, jobs: int = 2) -> list[Case]:
    """Run every program of these objects here, and in the kernel where this process is root."""
    with ThreadPoolExecutor(jobs) as pool:
        found = pool.map(lambda made: _object(tree, made, cpu), objects)
        return [case for cases in found for case in cases]


def _object(tree: Tree, made: Compiled, cpu: str) -> list[Case]:
    if made.path is None:
        return []
    known = _expected(made.path)
    cases = {
        name: Case(made.name, cpu, name, known.get(name, Expected()))
        for name in _names(tree, made.path)
        if known.get(name, Expected()).is_for_this_machine
        and not known.get(name, Expected()).auxiliary
    }
    worlds = ["here", "kernel"] if os.geteuid() == 0 else ["here"]
    for world in worlds:
        _in_world(tree, made.path, world, cases)
    return list(cases.values())


def _names(tree: Tree, path: Path) -> list[str]:
    """Programs as the tree's libbpf has them; opening an object needs no privilege."""
    return Libbpf(tree.libbpf).programs(path)


def _expected(path: Path) -> dict[str, Expected]:
    image = ElfFile(path.read_bytes(), str(path))
    section = image.find(".BTF")
    return {} if section is None else expectations(Btf(image.contents(section), str(path)))


def _in_world(tree: Tree, path: Path, world: str, cases: dict[str, Case]) -> None:
    left = list(cases)
    while left:
        began = ""
        command = [
            sys.executable,
            "-m",
            "tests.selftests.child",
            world,
            str(tree.libbpf),
            str(path),
        ]
        child = subprocess.Popen([*command, *left], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for told in _lines(child):
            began = told.pop("begin", began)
            name = told.pop("end", told.pop("name", began))
            cases[name].worlds.update(told)
        silent = child.poll() is None
        child.kill()
        errors = child.communicate()[1].decode(errors="replace").strip()
        if not silent and child.returncode == 0:
            return
        how = f"nothing for {_SILENCE} s" if silent else f"ended with {child.returncode}"
        if not began:
            raise AssertionError(f"{path}: the child {how} before the first program: {errors}")
        last = errors.splitlines()[-1:] or [""]
        ways = HERE if world == "here" else (world,)
        way = next(way for way in ways if way not in cases[began].worlds)
        cases[began].worlds[way] = {"died": f"{how} {last[0]}".strip()}
        left = left[left.index(began) + 1 :]


def _lines(child: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """Lines of a child, until it ends or says nothing for too long."""
    assert child.stdout is not None
    descriptor = child.stdout.fileno()
    text = b""
    with selectors.DefaultSelector() as ready:
        ready.register(descriptor, selectors.EVENT_READ)
        while ready.select(_SILENCE):
            part = os.read(descriptor, 1 << 16)
            if not part:
                child.wait()
                return
            *whole, text = (text + part).split(b"\n")
            yield from (json.loads(line) for line in whole)
