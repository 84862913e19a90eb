"""What verbs read and write: nothing that is read is lost, and all files are alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack import files
from progpack.commands import VERBS, _parser
from progpack.trace import synthesize
from progpack.trace.file.writer import save

from .conftest import Command, process, unsaid


@pytest.fixture
def here(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a trace and two results, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    save("t.gz", synthesize("fleet", 60))
    for name in ("a.json", "b.json"):
        assert command("replay", "t.gz", "-o", name).code == 0
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("words", "code", "new"),
    [
        # A form before what is read takes no file.
        ("diff --json a.json b.json", 0, ""),
        ("diff --json a.json b.json --policy page,pack", 0, ""),
        ("diff --policy page --json a.json b.json", 0, ""),
        ("diff --csv --json=x a.json b.json", 0, "x"),
        ("report --html a.json", 0, ""),
        ("replay --json t.gz", 0, ""),
        ("stat --json t.gz", 0, ""),
        ("map --svg t.gz", 0, ""),
        # One behind it does, and so does one that would be a word too many.
        ("diff a.json b.json --json x", 0, "x"),
        ("diff a.json --policy page,pack --json x", 0, "x"),
        ("diff --json x a.json b.json", 0, "x"),
        ("report a.json --svg x", 0, "x"),
        ("map --svg x t.gz", 0, "x"),
        ("report --html x.html a.json", 0, "x.html"),
        ("diff --json x.json a.json --policy page,pack", 0, "x.json"),
        # What is read is never written over.
        ("diff a.json --json b.json", 2, ""),
        ("diff a.json b.json --csv=a.json", 2, ""),
        ("diff a.json b.json --csv ./a.json", 2, ""),
        ("report a.json -o a.json", 2, ""),
        ("report a.json --series t.gz", 2, ""),
        ("report a.json --html t.gz", 2, ""),
        ("replay t.gz -o t.gz", 2, ""),
        ("replay t.gz --json b.json", 2, ""),
        ("replay t.gz -o x --html x", 2, ""),
        ("record --synthesize ci --loads 9 -o a.json", 2, ""),
        ("record --synthesize ci --loads 9 -o t.gz --json", 0, "t.gz"),
        ("map t.gz --svg t.gz", 2, ""),
        ("record --import t.gz -o t.gz", 2, ""),
    ],
)
def test_what_is_read_is_never_lost(
    here: Path, command: Command, words: str, code: int, new: str
) -> None:
    before = contents(here)
    done = command(*words.split())
    assert done.code == code, done.err
    after = contents(here)
    written = sorted(name for name, data in after.items() if before.get(name) != data)
    assert written == new.split()
    assert ([f"wrote {new}"] if new[:1] == "x" else []) == done.err.splitlines() or code
    if code == 0:
        assert unsaid(done) == ""
        assert bool(done.out) is (new[:1] != "x" or "--csv --json=x" in words)


def test_a_sweep_does_not_write_over_its_trace(here: Path, command: Command) -> None:
    (here / "t.gz").rename(here / "r-2.json")
    before = contents(here)
    machines = ("--machine", "x86_64:8G", "--machine", "x86_64:16G")
    done = command("replay", "r-2.json", *machines, "-o", "r.json")
    assert (done.code, contents(here)) == (2, before)
    assert "r-2.json: this input would be overwritten" in done.err


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_all_files_have_the_mode_that_the_umask_leaves(
    here: Path, command: Command, mask: int, mode: int
) -> None:
    there = set(contents(here))
    before = os.umask(mask)
    try:
        for words in (
            "record --synthesize ci --loads 9 -o new.gz",
            "replay t.gz -o new.json --series new.csv --svg new.svg",
            "report a.json -o new.html",
            "map t.gz --json new.map",
        ):
            assert command(*words.split()).code == 0
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in here.iterdir()}
    assert {name: modes[name] for name in modes.keys() - there} == dict.fromkeys(
        ("new.gz", "new.json", "new.csv", "new.svg", "new.html", "new.map"), mode
    )


def defaults() -> Iterator[tuple[str, str, str, object]]:
    """Verb, option, what its help says is the default, and what it is."""
    for verb in VERBS:
        parser = _parser(verb, [verb])
        (verbs,) = (action for action in parser._actions if action.choices)
        assert isinstance(verbs.choices, dict)
        for action in verbs.choices[verb]._actions:
            text = action.help or ""
            if "(default: " in text:
                said = text.rpartition("(default: ")[2].partition(")")[0]
                yield verb, action.dest, said, action.default


def test_the_source_that_help_names_is_the_one_that_is_used(command: Command) -> None:
    for verb, source in (("export", "live"), ("map", "self"), ("stat", "self")):
        text = " ".join(command(verb, "--help").out.split())
        assert f"`{source}` (the default)" in text
        assert text.count("(the default)") == 1
        without, named = command(verb), command(verb, source)
        assert (without.code, len(without.out) > 9) == (named.code, True)
        # Addresses differ, and numbers of a machine in use.
        heads = [done.out.splitlines()[0].partition(" ")[0] for done in (without, named)]
        assert heads[0] == heads[1]


def test_the_defaults_that_help_names_are_those_that_are_used() -> None:
    """An option whose default is None has it named by the constant that the verb falls back to."""
    found = list(defaults())
    assert len(found) > 10
    for verb, option, said, default in found:
        if default is not None:
            assert said.split()[0].rstrip("%") == str(default).removesuffix(".0").rstrip("%"), (
                verb,
                option,
            )


BLOCK = """
import sys
sys.modules[{package!r}] = None
from progpack.commands import main
sys.exit(main({words!r}))
"""


@pytest.mark.parametrize(
    ("package", "words"),
    [
        ("rich", ("report", "a.json")),
        ("rich", ("diff", "a.json", "b.json")),
        ("rich", ("try",)),
        ("textual", ("top",)),
        ("prometheus_client", ("export", "self", "--listen", "0")),
        ("polars", ("stat", "t.gz", "--parquet", "x")),
        ("distributed", ("replay", "t.gz", "--cluster", "tcp://127.0.0.1:1")),
    ],
)
def test_a_verb_without_a_package_says_which_in_one_sentence(
    here: Path, package: str, words: tuple[str, ...]
) -> None:
    done = process(script=BLOCK.format(package=package, words=list(words)), cwd=here)
    (line,) = done.stderr.decode().splitlines()
    assert (done.returncode, package.partition("_")[0] in line) == (3, True), line
    assert "pip install" in line
    assert not (here / "x").exists()
    assert sys.executable not in line


def test_a_map_without_colours_needs_no_rich(here: Path) -> None:
    done = process(script=BLOCK.format(package="rich", words=["map", "self"]), cwd=here)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"chunks" in done.stdout


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 5000)
    assert files.read_file(path, 5000) == b"x" * 5000
    with pytest.raises(OSError, match="more than the 4,999 bytes"):
        files.read_file(path, 4999)
    with pytest.raises(OSError, match="more than the 3,000,000 bytes"):
        files.read_file("/dev/zero", 3_000_000)
