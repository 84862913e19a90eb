"""Blocks of output in README and docs: their commands are run, their output is put in.

A block is, in Markdown::

    <!-- run KEYS | COMMAND -->
    ... what was printed, indented ...
    <!-- end -->

A fenced block behind ``<!-- file NAME -->`` is a file that the page's commands find.

KEYS are words: ``root`` (it needs root), ``tools`` (root, while the tools of `stage` run),
``nobody`` (as user 65534, which needs root to become), ``exit=N`` (the exit code, 0 without it),
``cut=N`` (lines that are shown), ``same`` (the output is the same on every machine, but for
numbers), ``clang`` (it needs clang and the headers of libbpf). In COMMAND, ``{name}`` is a fact of
the stage: an id, an address.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import replay_docs

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [README, *sorted(DOCS.rglob("*.md"))]
WIDTH = 88
NOBODY = 65534

_FILE = re.compile(r"<!-- file ([\w.]+) -->\n```\w*\n(.*?)```", re.DOTALL)
_BLOCK = re.compile(r"<!-- run ([^|\n]*)\| ([^\n]+?) -->\n(.*?)<!-- end -->", re.DOTALL)
_SHIM = """#!/bin/sh
exec '{python}' -c 'import sys; from {module} import {name}; sys.exit({name}())' "$@"
"""


@dataclass(frozen=True, slots=True)
class Block:
    """One command of a page.

    Attributes:
        keys: what is said of it; see the module.
        command: as it is shown and, with its facts filled in, run.
        text: what stands in the page now, without the indentation; the first line is the command.
    """

    keys: tuple[str, ...]
    command: str
    text: str

    @property
    def who(self) -> str:
        """``root``, ``nobody``, or ``user``: whoever runs this."""
        if "nobody" in self.keys:
            return "nobody"
        return "root" if {"root", "tools"} & set(self.keys) else "user"

    @property
    def private(self) -> bool:
        """Whether it is about the running kernel, so that not everybody sees the same."""
        return self.who != "user"

    @property
    def exit_code(self) -> int:
        """The exit code that is right."""
        return self._number("exit") or 0

    @property
    def cut(self) -> int | None:
        """How many lines are shown."""
        return self._number("cut")

    def _number(self, name: str) -> int | None:
        for key in self.keys:
            if key.startswith(f"{name}="):
                return int(key.removeprefix(f"{name}="))
        return None


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a page."""
    for match in _BLOCK.finditer(text):
        yield _block(match)


def _block(match: re.Match[str]) -> Block:
    lines = [line.removeprefix("    ") for line in match[3].strip("\n").split("\n")]
    return Block(tuple(match[1].split()), match[2], "\n".join(lines))


def save_files(page: Path, room: Path) -> None:
    """Write the files that a page asks its reader to save into the directory of its commands."""
    for name, text in _FILE.findall(page.read_text(encoding="utf-8")):
        (room / name).write_text(text, encoding="utf-8")
        (room / name).chmod(0o644)


def fill(page: Path, room: Path, facts: Mapping[str, str] | None) -> list[str]:
    """Run the blocks of a page and put in what they print; returns what was not run.

    Args:
        page: the file.
        room: the directory where commands run; see `prepare`.
        facts: of the stage, or None when the tools do not run.
    """
    left: list[str] = []
    save_files(page, room)

    def made(match: re.Match[str]) -> str:
        block = _block(match)
        alone = os.geteuid() != 0 and block.who != "user"
        if alone or ("tools" in block.keys) != (facts is not None):
            if alone:
                left.append(f"{page.name}: {block.command}")
            return match[0]
        command = block.command.format(**facts) if facts is not None else block.command
        text = shown(block, command, *run(block, command, room))
        body = "\n".join(f"    {line}".rstrip() for line in text)
        gap = "\n" if match[3].startswith("\n") else ""  # as the page has it
        return f"<!-- run {match[1]}| {block.command} -->\n{gap}{body}\n{gap}<!-- end -->"

    page.write_text(_BLOCK.sub(made, page.read_text(encoding="utf-8")), encoding="utf-8")
    return left


def run(block: Block, command: str, room: Path) -> tuple[str, int]:
    """What a command prints, errors among it, and its exit code.

    Raises:
        SystemExit: the exit code is not what the page says.
    """
    environment = {
        "PATH": f"{room / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(_is_packages, sys.path)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": str(WIDTH),
        "LINES": "40",
        "LANG": "C.UTF-8",
        "HOME": str(room),
    }
    user = NOBODY if block.who == "nobody" and os.geteuid() == 0 else None
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=room,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        timeout=300,
        check=False,
    )
    if done.returncode != block.exit_code:
        raise SystemExit(
            f"{command}: exit code {done.returncode}, the page says {block.exit_code}\n"
            f"{done.stdout}"
        )
    return done.stdout, done.returncode


def shown(block: Block, command: str, output: str, code: int) -> list[str]:
    """The lines of a block: the prompt says who, and a code that is not 0 is asked for."""
    prompt = "#" if block.who == "root" else "$"
    lines = [line.rstrip() for line in output.expandtabs().rstrip("\n").split("\n")]
    if block.cut is not None and len(lines) > block.cut:
        lines = [*lines[: block.cut], "..."]
    if code:
        lines += [f"{prompt} echo $?", str(code)]
    return [f"{prompt} {command}", *lines]


def prepare(room: Path) -> None:
    """Make a directory where the commands of the pages run, by any user: objects, a capture."""
    room.chmod(0o777)
    for file in [*(ROOT / "src/progpack/data").glob("**/*.bpf.o"), DOCS / "host.json"]:
        if file.exists():
            shutil.copy(file, room)
    shutil.copy(ROOT / "src/progpack/data/sample.pcap", room)
    # Commands name records and scripts by their place in a clone.
    for name in ("src", "contrib"):
        (room / name).symlink_to(ROOT / name)
    replay_docs.examples(room)
    (room / "test_firewall.py").write_text(readme_test(), encoding="utf-8")
    (room / "bin").mkdir()
    _add_shim(room / "bin/progpack", python_for_all(), "progpack.__main__", "main")
    _add_shim(room / "bin/pytest", sys.executable, "pytest", "main")
    (room / "bin/python").write_text(f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")
    (room / "bin/python").chmod(0o755)


def _add_shim(path: Path, python: str, module: str, name: str) -> None:
    path.write_text(_SHIM.format(python=python, module=module, name=name), encoding="utf-8")
    path.chmod(0o755)


def readme_test() -> str:
    """Return the test of a BPF program that the README asks its reader to save."""
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if "def test_" in block)


def _is_packages(entry: str) -> bool:
    return entry.endswith(("site-packages", "dist-packages"))


def python_for_all() -> str:
    """An interpreter that every user may run; this one may lie in root's own directory."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for candidate in (sys.executable, shutil.which(version, path="/usr/local/bin:/usr/bin")):
        if candidate is None or os.geteuid() != 0:
            continue
        try:
            done = subprocess.run([candidate, "-c", ""], user=NOBODY, check=False)
        except PermissionError:
            continue
        if done.returncode == 0:
            return candidate
    return sys.executable
